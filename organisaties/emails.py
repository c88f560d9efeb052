"""Every mail that this app sends. No name and no role stands in it."""

from django.core.mail import send_mail
from django.template.loader import render_to_string
from django.utils.translation import gettext as _


def stuur_uitnodiging(adres: str, url: str) -> None:
    """The one-time link with which an invited person sets a password."""
    tekst = render_to_string("organisaties/mail/uitnodiging.txt", {"link": url})
    send_mail(_("Uitnodiging voor Thuiscompagnie"), tekst, None, [adres])
