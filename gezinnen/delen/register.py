"""Everything that can be shared with somebody outside the own team, filled in AppConfig.ready of the apps.

    register.registreer(DeelbareSoort("netwerk.kaart", _("Netwerkkaart"), maak_kaart, "netwerk/deel_kaart.html"))

`maak` gives the state of this moment as plain JSON data, or None when there is nothing (or the actor may not
see it); what must be drawn (a map) is drawn from these data when it is shown, by `teken`.
"""

import uuid
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from gezinnen.models import Client
from organisaties.actor import Actor

Inhoud = dict[str, Any]


@dataclass(frozen=True)
class Optie:
    """One thing of a kind that can be chosen: this map, this version."""

    object_id: uuid.UUID | None
    titel: str


@dataclass(frozen=True)
class DeelbareSoort:
    """A kind of thing that can be shared.

    `vertrouwelijk`: only for who shares the professional secrecy; practical data and a task without a story
    are not. `ontvanger`: "helper", or the role of a service that gets requests. `formulier`: what the helper
    writes herself (its cleaned data join the snapshot; its own clean() refuses what is no fact).
    `kiesbaar`: offered on the page of sharing (an agenda goes by the page of its consultation).
    """

    code: str
    titel: Any
    maak: Callable[[Client, Actor, uuid.UUID | None], Inhoud | None]
    template: str
    nodig: Any = _("Zonder dit kan deze persoon de eigen taak bij het gezin niet doen.")
    feit: Any = _("Dit is wat het gezin zelf zegt of wat afgesproken is.")
    vertrouwelijk: bool = True
    ontvanger: str = "helper"
    kiesbaar: bool = True
    zelf_mee: bool = True
    bijlage: bool = False
    opties: Callable[[Client, Actor], list[Optie]] | None = None
    formulier: type[forms.Form] | None = None
    teken: Callable[[Inhoud], Inhoud] | None = None

    def keuzes(self, client: Client, actor: Actor) -> list[Optie]:
        """What there is of this kind for this client, as far as the actor sees it."""
        if self.opties is not None:
            return self.opties(client, actor)
        return [Optie(None, str(self.titel))]

    def toon(self, inhoud: Inhoud) -> Inhoud:
        """The context of the template: the frozen data, with what is drawn from them now."""
        beeld = {**inhoud, "dag": date.fromisoformat(inhoud["dag"])} if inhoud.get("dag") else inhoud
        return self.teken(beeld) if self.teken else beeld


_soorten: dict[str, DeelbareSoort] = {}


def registreer(soort: DeelbareSoort) -> None:
    """Add a kind; each code once."""
    if soort.code in _soorten and _soorten[soort.code].maak is not soort.maak:
        raise RuntimeError(f"two kinds called {soort.code}")
    _soorten[soort.code] = soort


def soort(code: str) -> DeelbareSoort | None:
    """A kind by its code."""
    return _soorten.get(code)


def soorten() -> list[DeelbareSoort]:
    """All kinds, by title."""
    return sorted(_soorten.values(), key=lambda s: str(s.titel))


def bijlagen() -> list[DeelbareSoort]:
    """Kinds that a family can put into its own papers."""
    return [s for s in soorten() if s.bijlage]
