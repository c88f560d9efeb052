"""What the pages of the own place show, composed from the apps; every query starts from what she may see."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from coaching.models import Beurt, Inzet, InzetWoord
from gezinnen.models import BetrokkenHulpverlener, Doel, Gezinslid, Overname, Publiek, Stap
from lco.models import Overleg, Status

from .ik import Ik

DAGEN = 14


@dataclass(frozen=True)
class Mens:
    """Somebody who helps: name, what for, and how to reach (the telephone at work alone; R300)."""

    naam: str
    wat: str
    waarvoor: str = ""
    telefoon: str = ""


@dataclass(frozen=True)
class Moment:
    """Something that comes: a turn of a care worker, or a consultation."""

    wanneer: date | datetime
    dag: date
    wat: str
    icoon: str
    url_pk: Any = None


def helpers(ik: Ik) -> list[Mens]:
    """Coach, who stands in, care workers, then everyone else who helps now."""
    uit = []
    for functie, wat in ((ik.gezin.coach, _("uw coach")), (ik.gezin.vervanger, _("vervangt uw coach"))):
        if functie is not None:
            gebruiker = functie.gebruiker
            uit.append(
                Mens(gebruiker.naam, f"{wat}, {functie.organisatie.naam}", telefoon=gebruiker.telefoon)
            )
    overnames = Overname.objects.filter(gezin=ik.gezin).lopend_op(ik.actor.dag)
    uit += [
        Mens(o.door.gebruiker.naam, _("vervangt uw coach voor een tijd"))
        for o in overnames.select_related("door__gebruiker")
    ]
    for inzet in inzetten(ik):
        dagen = _("komt op %(dagen)s") % {"dagen": inzet.dagen_tekst}
        uit.append(Mens(inzet.verzorgende.gebruiker.naam, _("verzorgende, %(dagen)s") % {"dagen": dagen}))
    hulp = BetrokkenHulpverlener.objects.zichtbaar_voor(ik.actor).lopend_op(ik.actor.dag)
    for rij in hulp.select_related("organisatie"):
        wat = ", ".join(deel for deel in (rij.functie_omschrijving, rij.organisatie_naam) if deel)
        uit.append(Mens(rij.naam, wat, waarvoor=rij.opdracht))
    return uit


def inzetten(ik: Ik) -> list[Inzet]:
    """The care workers who come now, with what the family expects of them."""
    rijen = Inzet.objects.zichtbaar_voor(ik.actor).lopend_tussen(
        ik.actor.dag, ik.actor.dag + timedelta(days=DAGEN)
    )
    lijst = list(rijen.select_related("verzorgende__gebruiker").order_by("van", "pk"))
    woorden = dict(
        InzetWoord.objects.zichtbaar_voor(ik.actor)
        .filter(inzet__in=lijst)
        .values_list("inzet_id", "afspraak")
    )
    for inzet in lijst:
        inzet.woorden = woorden.get(inzet.pk, "")  # type: ignore[attr-defined]
    return lijst


def komende(ik: Ik) -> list[Moment]:
    """Turns and consultations of the coming two weeks (consultations also later), soonest first."""
    uit = [*_beurten(ik), *_overleggen(ik)]
    return sorted(uit, key=lambda moment: (moment.dag, moment.wat))


def _beurten(ik: Ik) -> Iterable[Moment]:
    van, tot = ik.actor.dag, ik.actor.dag + timedelta(days=DAGEN)
    lijst = inzetten(ik)
    niet = set(
        Beurt.objects.zichtbaar_voor(ik.actor)
        .filter(inzet__in=lijst, datum__range=(van, tot), status=Beurt.Status.NIET_DOORGEGAAN)
        .values_list("inzet_id", "datum")
    )
    for inzet in lijst:
        naam = inzet.verzorgende.gebruiker.naam
        for maandag in (van - timedelta(days=van.weekday()) + timedelta(weeks=week) for week in range(3)):
            for dag in inzet.dagen_in(maandag):
                if van <= dag <= tot and (inzet.pk, dag) not in niet:
                    yield Moment(dag, dag, _("%(naam)s komt") % {"naam": naam}, "hand")


def _overleggen(ik: Ik) -> Iterable[Moment]:
    rijen = Overleg.objects.zichtbaar_voor(ik.actor).filter(status=Status.GEPLAND, datum__gte=timezone.now())
    for rij in rijen:
        if rij.datum:
            yield Moment(rij.datum, timezone.localdate(rij.datum), _("Overleg"), "overleg", rij.pk)


def doelen(ik: Ik) -> dict[str, Any]:
    """Goals with their steps: (goal, who said it, steps, mine, opened); and steps that stand alone."""
    rijen = (
        Doel.objects.zichtbaar_voor(ik.actor).filter(losgelaten_op__isnull=True).order_by("volgorde", "pk")
    )
    namen = {lid.pk: lid.roepnaam for lid in Gezinslid.objects.zichtbaar_voor(ik.actor)}
    stappen: dict[Any, list[Stap]] = {}
    for stap in Stap.objects.zichtbaar_voor(ik.actor).exclude(status=Stap.Status.LOSGELATEN):
        stappen.setdefault(stap.doel_id, []).append(stap)
    return {
        "doelen": [
            {
                "doel": doel,
                "wie": _("ik") if doel.van_lid_id == ik.lid.pk else namen.get(doel.van_lid_id, ""),
                "mijn": doel.van_lid_id == ik.lid.pk,
                "open": doel.publiek == Publiek.GEZIN,
                "stappen": stappen.get(doel.pk, []),
            }
            for doel in rijen
        ],
        "losse": stappen.get(None, []),
    }
