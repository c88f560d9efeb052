"""A week as it is shown: the turns that were written down, and those that follow from the agreed days."""

import uuid
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal

from django.utils.formats import date_format
from django.utils.text import capfirst

from organisaties.actor import Actor

from .models import Beurt, Inzet


def gezinsnaam(inzet: Inzet) -> str:
    """The family's name as this actor may read it, else its number."""
    gegevens = getattr(inzet.gezin, "gegevens", None)
    return gegevens.naam if gegevens else inzet.gezin.nummer


@dataclass(frozen=True)
class Weekbeurt:
    """A turn on the screen; `beurt` is None as long as nobody touched a week."""

    inzet: Inzet
    datum: date
    gepland: Decimal | None
    beurt: Beurt | None = None
    bon: uuid.UUID = field(default_factory=uuid.uuid4)
    bon_niet: uuid.UUID = field(default_factory=uuid.uuid4)

    @property
    def status(self) -> str:
        return self.beurt.status if self.beurt else str(Beurt.Status.GEPLAND)

    @property
    def gewerkt(self) -> Decimal | None:
        return self.beurt.gewerkt_uren if self.beurt else None

    @property
    def is_open(self) -> bool:
        return self.status == Beurt.Status.GEPLAND

    @property
    def naam(self) -> str:
        """How the family wants to be called, else its number."""
        return gezinsnaam(self.inzet)

    @property
    def dag_tekst(self) -> str:
        """The day in words, as what a row is called on the page of one agreement."""
        return capfirst(date_format(self.datum, "l j F"))

    @property
    def regel(self) -> str:
        regel = getattr(self.beurt, "regel", None) if self.beurt else None
        return regel.tekst if regel else ""

    @property
    def ander(self) -> bool:
        """Delivered and agreed are two facts; whether they differ here."""
        return self.gepland is not None and self.gewerkt is not None and self.gepland != self.gewerkt


@dataclass
class Weekdagblad:
    """One day of the week with its turns."""

    datum: date
    is_vandaag: bool
    beurten: list[Weekbeurt] = field(default_factory=list)


def beurten_tussen(
    inzetten: Iterable[Inzet], beurten: Iterable[Beurt], van: date, tot: date
) -> list[Weekbeurt]:
    """All turns from a Monday to a Sunday (several whole weeks), in order of day and family."""
    per_inzet = {inzet.pk: inzet for inzet in inzetten}
    uit = []
    geplande_weken = set()
    for beurt in beurten:
        inzet = per_inzet.get(beurt.inzet_id)
        if inzet is None:
            continue
        beurt.inzet = inzet
        uit.append(Weekbeurt(inzet, beurt.datum, beurt.gepland_uren, beurt))
        if beurt.gepland_uren is not None:
            geplande_weken.add((inzet.pk, beurt.datum - timedelta(days=beurt.datum.weekday())))
    maandag = van - timedelta(days=van.weekday())
    while maandag <= tot:
        for inzet in per_inzet.values():
            if (inzet.pk, maandag) not in geplande_weken:
                dagen = inzet.dagen_in(maandag)
                uit += [Weekbeurt(inzet, dag, inzet.uren_op(dag.weekday())) for dag in dagen]
        maandag += timedelta(days=7)
    uit = [rij for rij in uit if van <= rij.datum <= tot]
    return sorted(uit, key=lambda rij: (rij.datum, rij.inzet.gezin_id, rij.gepland is None))


def beurten_van(actor: Actor, van: date, tot: date) -> list[Weekbeurt]:
    """The turns of this care worker in a period: two queries, however many there are."""
    inzetten = (
        Inzet.objects.van_verzorgende(actor)
        .lopend_tussen(van, tot)
        .select_related("gezin__gegevens", "verzorgende__gebruiker")
    )
    beurten = Beurt.objects.zichtbaar_voor(actor).filter(datum__range=(van, tot)).select_related("regel")
    return beurten_tussen(inzetten, beurten, van, tot)


def week_van(actor: Actor, maandag: date) -> list[Weekdagblad]:
    """The seven days of a week with the turns of this care worker."""
    dagen = {
        dag: Weekdagblad(dag, dag == actor.dag) for dag in (maandag + timedelta(days=n) for n in range(7))
    }
    for rij in beurten_van(actor, maandag, maandag + timedelta(days=6)):
        dagen[rij.datum].beurten.append(rij)
    return list(dagen.values())
