"""What other apps show on the family page, without an arrow backwards (what they share: delen/register.py).

In AppConfig.ready of coaching, netwerk, lco:

    panelen.registreer(panelen.Paneel("coaching.inzet", _("Wie komt er"), "coaching/paneel_inzet.html",
                                      inzet_paneel, rollen=(Rol.COACH, Rol.VERZORGENDE), volgorde=30))
    panelen.registreer_overleggen(eerdere_overleggen)
"""

import uuid
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from organisaties.actor import Actor
from organisaties.noemen import TeNoemen

from .models import Gezin


@dataclass(frozen=True)
class Paneel:
    """A block on the family page. `inhoud(gezin, actor)` gives the template's context, or None to hide it.

    `noemt` gives, of that context, the rows and their fields that name a colleague: read for the whole page.
    """

    code: str
    titel: Any
    template: str
    inhoud: Callable[[Gezin, Actor], dict[str, Any] | None]
    rollen: tuple[str, ...]
    volgorde: int = 50
    noemt: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class EerderOverleg:
    """A consultation of this client from which a referral may have come (R058)."""

    pk: uuid.UUID
    naam: str
    url: str


Overleggen = Callable[[Gezin, Actor, date], list[EerderOverleg]]

_panelen: dict[str, Paneel] = {}
_overleggen: list[Overleggen] = []


def registreer(paneel: Paneel) -> None:
    """Add a block to the family page."""
    _panelen[paneel.code] = paneel


def voor(gezin: Gezin, actor: Actor, noemen: TeNoemen | None = None) -> list[dict[str, Any]]:
    """The blocks this actor sees on this family's page, in order; who they name is left to `noemen`."""
    uit = []
    for paneel in sorted(_panelen.values(), key=lambda p: (p.volgorde, p.code)):
        if actor.rol in paneel.rollen:
            inhoud = paneel.inhoud(gezin, actor)
            if inhoud is not None:
                uit.append({"paneel": paneel, **inhoud})
                if noemen is not None:
                    for rijen, veld in paneel.noemt:
                        noemen.erbij(inhoud[rijen], veld)
    return uit


def registreer_overleggen(bron: Overleggen) -> None:
    """Add who knows the consultations of a client."""
    if bron not in _overleggen:
        _overleggen.append(bron)


def eerdere_overleggen(gezin: Gezin, actor: Actor, dag: date) -> list[EerderOverleg]:
    """The consultations of this family until this day, newest first: only those that the actor sees."""
    return [overleg for bron in _overleggen for overleg in bron(gezin, actor, dag)]
