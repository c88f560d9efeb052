"""Invented people and families, to try the application with: made by the same actions as real ones.

`laad` acts as each person in turn, as the web role, so what works here works in the browser.
"""

from . import plekken
from .laden import al_geladen, laad, maak_leeg
from .mensen import WACHTWOORD
from .mensen import logins as medewerkers


def logins() -> list[str]:
    """With whom one can log in to try: the staff, then the family members with a card."""
    return [*medewerkers(), *plekken.logins()]


__all__ = ["WACHTWOORD", "al_geladen", "laad", "logins", "maak_leeg"]
