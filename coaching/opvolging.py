"""The open work of a care worker who has left: numbers and hours for a manager, an end or a successor for each."""

import uuid
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from beroepsgeheim import eigenaar
from beroepsgeheim.omslag import noteer
from organisaties.actor import Actor
from organisaties.models import Functie, Rol

from .actions import uren_tekst
from .models import dagen_tekst

ONDERDEEL = "coaching.opvolging"


@dataclass(frozen=True)
class OpenInzet:
    """One deployment by the family's number; `loopt`: it still has to end."""

    inzet: uuid.UUID
    nummer: str
    uren: Decimal
    dagen: tuple[int, ...]
    van: date
    loopt: bool
    onbevestigd: int

    @property
    def afspraak(self) -> str:
        """What was agreed: "4 uur per week, op maandag"."""
        return _("%(uren)s uur per week, op %(dagen)s") % {
            "uren": uren_tekst(self.uren),
            "dagen": dagen_tekst(self.dagen),
        }

    @property
    def open_beurten(self) -> str:
        """How many turns of before were never confirmed, in words; "" when none."""
        if not self.onbevestigd:
            return ""
        zin = ngettext("%(n)s beurt niet bevestigd", "%(n)s beurten niet bevestigd", self.onbevestigd)
        return zin % {"n": self.onbevestigd}


@dataclass
class Vertrokken:
    """A care worker whose role has ended, with what she left open."""

    functie: Functie
    inzetten: list[OpenInzet] = field(default_factory=list)

    @property
    def lopend(self) -> list[OpenInzet]:
        return [inzet for inzet in self.inzetten if inzet.loopt]

    @property
    def onbevestigd(self) -> int:
        return sum(inzet.onbevestigd for inzet in self.inzetten)


def open_inzetten(actor: Actor) -> list[Vertrokken]:
    """Which care workers of this actor's own service left open work (nobody, for other roles)."""
    velden = ("functie", "inzet", "nummer", "uren", "dagen", "van", "inzet_loopt", "onbevestigd")
    rijen = eigenaar.rijen("co_open_inzetten", velden=velden, volgorde="nummer, van, inzet")
    functies = Functie.objects.select_related("gebruiker").in_bulk({rij[0] for rij in rijen})
    uit = {pk: Vertrokken(functie) for pk, functie in functies.items()}
    for functie, inzet, nummer, uren, dagen, van, loopt, onbevestigd in rijen:
        uit[functie].inzetten.append(OpenInzet(inzet, nummer, uren, tuple(dagen), van, loopt, onbevestigd))
    return sorted(uit.values(), key=lambda v: (v.functie.gebruiker.naam, str(v.functie.pk)))


def opvolgers(actor: Actor) -> list[Functie]:
    """The care workers of this service, in force today."""
    return list(
        Functie.objects.actief_op(actor.dag)
        .filter(organisatie_id=actor.organisatie_id, rol=Rol.VERZORGENDE)
        .select_related("gebruiker")
        .order_by("gebruiker__naam", "pk")
    )


def sluit_inzet(
    actor: Actor, wie: Functie, inzet: OpenInzet, *, reden: str, opvolger: Functie | None = None
) -> None:
    """She no longer comes, for a coded reason (R017); with `opvolger` a colleague carries on as agreed.

    The function of the owner checks service, roles and that she has really left; it raises
    InsufficientPrivilege (also when the successor comes there already). Side effects: the Inzet ends on the last
    day of her role, planned turns after it fall away, the successor's Inzet with access, lines on the timeline,
    log line.
    """
    waarden: tuple[Any, ...] = (
        inzet.inzet,
        opvolger.pk if opvolger else None,
        reden,
        _("%(wie)s komt niet meer") % {"wie": wie.gebruiker.naam},
        _("%(wie)s komt in het gezin") % {"wie": opvolger.gebruiker.naam} if opvolger else "",
        f"{inzet.afspraak}.",
    )
    sleutel = eigenaar.roep("co_sluit_inzet", *waarden)
    noteer("toegang", sleutel=sleutel, onderdeel=ONDERDEEL)
