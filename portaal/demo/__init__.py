"""Invented people and families, to try the application with: made by the same actions as real ones.

`laad` acts as each person in turn, as the web role, so what works here works in the browser.
"""

from .laden import al_geladen, laad, maak_leeg
from .mensen import WACHTWOORD, logins

__all__ = ["WACHTWOORD", "al_geladen", "laad", "logins", "maak_leeg"]
