"""The declared policy of a view as a value (free of Django's models, so that settings can name it)."""

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Beleid:
    """Who may call a view at all; what they see there is decided by the querysets."""

    rollen: tuple[str, ...] = ()
    openbaar: bool = False
    aangemeld: bool = False
    achtergrond: bool = False
    schrijft_bij_get: bool = False
    link: bool = False  # also for who holds a personal link (her rights are those of that invitation)
    grens: str = ""  # every request counts against this limit (settings.GRENZEN)
    grens_post: str = ""  # only what is sent counts

    def laat_toe(self, actor: Any, aangemeld: bool) -> bool:
        """Whether this actor (or this logged-in person without a role) may call the view."""
        if self.openbaar or (self.aangemeld and aangemeld):
            return True
        if actor is None:
            return False
        return actor.rol in self.rollen or (self.link and actor.soort == "link")

    def grenzen(self, methode: str) -> tuple[str, ...]:
        """The limits that a request with this method counts against. Polls in the background never do."""
        namen = (self.grens, self.grens_post if methode == "POST" else "")
        return () if self.achtergrond else tuple(naam for naam in namen if naam)
