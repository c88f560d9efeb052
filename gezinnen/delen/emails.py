"""Every mail of sharing. No name, no kind and no family stands in it."""

from django.template.loader import render_to_string
from django.utils.translation import gettext as _

from thuiscompagnie.vloer.post import send_mail


def stuur_bericht(adres: str, url: str) -> None:
    """Something was shared with you: where to read it, after logging in."""
    tekst = render_to_string("gezinnen/delen/mail_bericht.txt", {"adres": url})
    send_mail(_("Er staat iets voor u klaar op Thuiscompagnie"), tekst, None, [adres])
