"""The planning of one service in one week: hours by care worker, families by their number only."""

from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal

from django.db.models import F, Sum
from django.http import HttpRequest

from organisaties.models import Functie, Rol
from thuiscompagnie.vloer.bladeren import Bladzijde, bladzijde

from .models import Beurt, Inzet

PER_BLAD = 25


@dataclass(frozen=True)
class Planregel:
    """One Inzet in this week."""

    inzet: Inzet
    gewerkt: Decimal


@dataclass
class Planrij:
    """One care worker in this week."""

    verzorgende: Functie
    regels: list[Planregel] = field(default_factory=list)

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
        .select_related("gezin__gemeente", "gezin__coach__gebruiker")
        .order_by("gezin__nummer", "pk")
    )
    for inzet in inzetten:
        gewerkt = uren.get(inzet.pk) or Decimal(0)
        rijen[inzet.verzorgende_id].regels.append(Planregel(inzet, gewerkt))
    return list(rijen.values()), blad
