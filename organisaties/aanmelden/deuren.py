"""Closing doors: what ends when a password, a second step or a person changes."""

from organisaties.models import Gebruiker, Sessie, Toestel

from . import pin, sessies, toestellen, tweede_stap


def sluit(gebruiker: Gebruiker, *, behalve: str = "") -> None:
    """End all sessions (but the one with this key) and the trust in every phone."""
    sessies.beeindig(Sessie.objects.open().filter(gebruiker=gebruiker).exclude(sleutel=behalve))
    for toestel in Toestel.objects.geldig().filter(gebruiker=gebruiker):
        toestellen.trek_in(toestel)


def neem_tweede_stap_weg(gebruiker: Gebruiker) -> None:
    """No second step, PIN, trusted phone or open session is left. The password stays."""
    tweede_stap.wis(gebruiker)
    pin.wis(gebruiker)
    sluit(gebruiker)


def neem_wachtwoord_weg(gebruiker: Gebruiker) -> None:
    """The password opens nothing any more, nor what it had opened. The second step stays."""
    gebruiker.set_unusable_password()
    gebruiker.save(update_fields=["password"])
    sluit(gebruiker)
