"""Every mail that this app sends. No name and no role stands in it."""

from django.template.loader import render_to_string
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from thuiscompagnie.vloer.post import send_mail

GEWIJZIGD = {
    "wachtwoord": gettext_lazy(
        "Het wachtwoord van uw account is gewijzigd. U bent overal afgemeld. Uw tweede stap bleef wat hij was."
    ),
    "herstel_gevraagd": gettext_lazy(
        "Een beheerder vroeg om uw aanmelding opnieuw klaar te zetten, omdat u iets kwijt zou zijn. "
        "Er gebeurt niets voor een tweede beheerder dat bevestigt."
    ),
    "tweede_stap": gettext_lazy(
        "Twee beheerders namen uw tweede stap weg. Bij het volgende aanmelden stelt u een nieuwe in."
    ),
}


def stuur_uitnodiging(adres: str, url: str) -> None:
    """The one-time link with which an invited person sets a password."""
    tekst = render_to_string("organisaties/mail/uitnodiging.txt", {"link": url})
    send_mail(_("Uitnodiging voor Thuiscompagnie"), tekst, None, [adres])


def stuur_herstellink(adres: str, url: str) -> None:
    """The one-time link for who forgot her password."""
    tekst = render_to_string("organisaties/mail/wachtwoord_vergeten.txt", {"link": url})
    send_mail(_("Een nieuw wachtwoord voor Thuiscompagnie"), tekst, None, [adres])


def stuur_gewijzigd(adres: str, wat: str) -> None:
    """Something about logging in changed; who did not do it herself calls."""
    tekst = render_to_string("organisaties/mail/gewijzigd.txt", {"wat": GEWIJZIGD[wat]})
    send_mail(_("Uw aanmelding bij Thuiscompagnie"), tekst, None, [adres])
