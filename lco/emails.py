"""Every mail that this app sends. None of them holds a name, a family or a place."""

from django.template.loader import render_to_string
from django.utils.translation import gettext as _

from thuiscompagnie.vloer.post import send_mail


def stuur_link(adres: str, url: str) -> None:
    """The personal link of who is invited to one consultation."""
    send_mail(
        _("Uitnodiging voor een overleg"), render_to_string("lco/mail/link.txt", {"link": url}), None, [adres]
    )


def stuur_code(adres: str, code: str) -> None:
    """The code that shows that the invited mailbox is hers."""
    send_mail(_("Uw code"), render_to_string("lco/mail/code.txt", {"code": code}), None, [adres])
