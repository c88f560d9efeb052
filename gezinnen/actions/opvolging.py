"""The open work of who has left a service: numbers for a manager, a successor for each family."""

import uuid
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from beroepsgeheim import eigenaar
from beroepsgeheim.omslag import noteer
from organisaties.actor import Actor
from organisaties.models import Functie, Rol

ONDERDEEL = "gezinnen.opvolging"


@dataclass
class Vertrokken:
    """Somebody whose role has ended, with the families that wait for a successor."""

    functie: Functie
    gezinnen: list[tuple[uuid.UUID, str, str]] = field(default_factory=list)  # (id, number, as what)

    @property
    def aantal(self) -> int:
        return len(self.gezinnen)


def open_werk(actor: Actor) -> list[Vertrokken]:
    """Who has left with open work in this actor's own service; no names of families."""
    velden = ("functie", "gezin", "nummer", "als")
    rijen = eigenaar.rijen("gz_open_werk", velden=velden, volgorde="nummer, als")
    functies = Functie.objects.select_related("gebruiker").in_bulk({rij[0] for rij in rijen})
    uit = {pk: Vertrokken(functie) for pk, functie in functies.items()}
    for functie, gezin, nummer, als in rijen:
        uit[functie].gezinnen.append((gezin, nummer, als))
    return sorted(uit.values(), key=lambda v: (v.functie.gebruiker.naam, str(v.functie.pk)))


def opvolgers(actor: Actor) -> "list[Functie]":
    """The coaches of this service, in force today."""
    return list(
        Functie.objects.actief_op(actor.dag)
        .filter(organisatie_id=actor.organisatie_id, rol=Rol.COACH)
        .select_related("gebruiker")
        .order_by("gebruiker__naam", "pk")
    )


def volg_op(actor: Actor, *, gezin: uuid.UUID, oud: Functie, nieuw: Functie, als: str) -> None:
    """A successor carries on with one family of who has left.

    The function of the owner checks service, roles and that the role before has really ended; it raises
    InsufficientPrivilege. Side effects: the family's row, Toegang, a line on the timeline, log line.
    """
    woorden = _("Coach: %(naam)s") if als == "coach" else _("Vervanger van de coach: %(naam)s")
    tekst = woorden % {"naam": nieuw.gebruiker.naam}
    sleutel = eigenaar.roep("gz_volg_op", gezin, oud.pk, nieuw.pk, tekst)
    noteer("toegang", sleutel=sleutel, onderdeel=ONDERDEEL)
