"""The planning of one service in one week: hours by care worker, families by their number only."""

import uuid
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal

from django.db.models import F, Sum
from django.http import HttpRequest

from gezinnen.models import Gezin
from organisaties.actor import Actor
from organisaties.models import Functie, Rol
from organisaties.noemen import TeNoemen
from thuiscompagnie.vloer.bladeren import Bladzijde, bladzijde

from .actions import uren_tekst
from .models import Beurt, Inzet

PER_BLAD = 25


@dataclass(frozen=True)
class Planregel:
    """One Inzet in this week."""

    inzet: Inzet
    gezin: Gezin
    gewerkt: Decimal

    @property
    def woorden(self) -> tuple[str, ...]:
        """The cells: family and municipality, days, coach, phase, hours agreed and worked."""
        gezin, inzet = self.gezin, self.inzet
        return (
            f"{gezin.nummer} · {gezin.gemeente.naam}" if gezin.gemeente else gezin.nummer,
            inzet.dagen_tekst,
            gezin.coach.gebruiker.naam if gezin.coach else "",
            gezin.get_fase_display(),
            uren_tekst(inzet.uren_per_week),
            uren_tekst(self.gewerkt),
        )


@dataclass
class Planrij:
    """One care worker in this week."""

    verzorgende: Functie
    regels: list[Planregel] = field(default_factory=list)

    @property
    def in_woorden(self) -> list[tuple[str, ...]]:
        return [regel.woorden for regel in self.regels]

    @property
    def afgesproken(self) -> Decimal:
        return sum((regel.inzet.uren_per_week for regel in self.regels), Decimal(0))

    @property
    def gewerkt(self) -> Decimal:
        return sum((regel.gewerkt for regel in self.regels), Decimal(0))


def planning_van(request: HttpRequest, maandag: date) -> tuple[list[Planrij], Bladzijde]:
    """The care workers of one page with what was agreed and delivered: as many queries for one as for 25."""
    actor, zondag = request.actor, maandag + timedelta(days=6)
    verzorgenden = (
        Functie.objects.actief_op(actor.dag)
        .filter(organisatie_id=actor.organisatie_id, rol=Rol.VERZORGENDE)
        .annotate(naam=F("gebruiker__naam"))
        .select_related("gebruiker")
    )
    blad = bladzijde(verzorgenden, request, per=PER_BLAD)
    rijen = {functie.pk: Planrij(functie) for functie in blad.rijen}
    uren = dict(
        Beurt.objects.planning_van(actor)
        .filter(verzorgende__in=rijen, datum__range=(maandag, zondag))
        .values_list("inzet_id")
        .annotate(som=Sum("gewerkt_uren"))
        .order_by()
    )
    inzetten = (
        Inzet.objects.planning_van(actor)
        .filter(verzorgende__in=rijen)
        .lopend_tussen(maandag, zondag)
        .only("gezin", "verzorgende", "weekdagen", "uren_per_week")
        .order_by("pk")
    )
    gezinnen = _gezinnen(actor, {inzet.gezin_id for inzet in inzetten})
    for inzet in sorted(inzetten, key=lambda een: gezinnen[een.gezin_id].nummer):
        gewerkt = uren.get(inzet.pk) or Decimal(0)
        rijen[inzet.verzorgende_id].regels.append(Planregel(inzet, gezinnen[inzet.gezin_id], gewerkt))
    return list(rijen.values()), blad


def _gezinnen(actor: Actor, pks: set[uuid.UUID]) -> dict[uuid.UUID, Gezin]:
    """These families by number, municipality and coach; asked by key, since a join would read the whole service."""
    velden = ("nummer", "fase", "coach", "gemeente__naam")
    gezinnen = list(Gezin.objects.filter(pk__in=pks).select_related("gemeente").only(*velden))
    noemen = TeNoemen(actor)
    noemen.erbij(gezinnen, "coach")
    noemen.lees()
    return {gezin.pk: gezin for gezin in gezinnen}
