"""Every mail that this app sends. No name and no role stands in it."""

from django.core.mail import send_mail
from django.template.loader import render_to_string
from django.utils.translation import gettext as _

from .models import Gebruiker
from .uitnodiging import link


def stuur_uitnodiging(gebruiker: Gebruiker, basis: str) -> None:
    """The one-time link with which an invited person sets a password."""
    tekst = render_to_string("organisaties/mail/uitnodiging.txt", {"link": link(gebruiker, basis)})
    send_mail(_("Uitnodiging voor Thuiscompagnie"), tekst, None, [str(gebruiker.email)])
