"""Every mail that this app sends. None of them holds a name or tells what it is about."""

from django.template.loader import render_to_string
from django.utils.translation import gettext as _

from thuiscompagnie.vloer.post import send_mail


def vraag_raad(adres: str) -> None:
    """Somebody of one's own service waits for advice."""
    send_mail(
        _("Er wacht iets op u in Thuiscompagnie"),
        render_to_string("gezinnen/mail/raad_gevraagd.txt"),
        None,
        [adres],
    )
