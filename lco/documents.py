"""The agenda as a document: what is frozen, and the same page as HTML (for tests) and as PDF."""

import datetime as dt
from typing import Any

from django.template.loader import render_to_string
from django.utils.translation import gettext as _

from beroepsgeheim.register import verruim
from gezinnen.delen import register
from gezinnen.models.regels_gezin import samen
from thuiscompagnie.vloer.documenten import leesregel
from thuiscompagnie.vloer.models import Document
from thuiscompagnie.vloer.pdf import maak_pdf

from .models import AgendaBijlage, Agendapunt, AgendaVersie, Deelnemer, Overleg
from .models.overleg import TeVragen

SOORT_DOCUMENT = {
    AgendaVersie.Voor.HULPVERLENERS: "lco.agenda",
    AgendaVersie.Voor.GEZIN: "lco.agenda_gezin",
}
SJABLOON = {
    AgendaVersie.Voor.HULPVERLENERS: "lco/pdf/agenda.html",
    AgendaVersie.Voor.GEZIN: "lco/pdf/agenda_gezin.html",
}


def inhoud_voor(overleg: Overleg, voor: str) -> dict[str, Any]:
    """What stands on the agenda of this moment, as plain data that can be frozen.

    Only points with the family's yes and only who is invited; never what may not be discussed. The family's
    version holds its own words, its own arrangements and the pictures it chose.
    """
    gezin = voor == AgendaVersie.Voor.GEZIN
    punten = Agendapunt.objects.filter(overleg=overleg, akkoord_gezin=TeVragen.JA).in_volgorde()
    deelnemers = (
        Deelnemer.objects.filter(overleg=overleg, uitnodigen=Deelnemer.Uitnodigen.JA)
        .select_related("organisatie")
        .order_by("gemaakt_op", "pk")
    )
    alles: dict[str, Any] = {
        "roepnaam": overleg.roepnaam,
        "datum": overleg.datum.astimezone(dt.UTC).isoformat() if overleg.datum else "",
        "duur": overleg.duur,
        "plaats": overleg.plaats,
        "plaats_uitleg": overleg.plaats_uitleg,
        "coordinator": _coordinator(overleg),
        "deelname": overleg.get_deelname_client_display()
        if overleg.deelname_client != "te_bespreken"
        else "",
        "eerste": overleg.eerste,
        "krachten": [_punt(p, gezin) for p in punten if p.soort == p.Soort.KRACHTEN],
        "punten": [_punt(p, gezin) for p in punten if p.soort != p.Soort.KRACHTEN],
        "deelnemers": [_deelnemer(d) for d in deelnemers],
    }
    if gezin:
        alles["geregeld"] = _geregeld(deelnemers)
        alles["bijlagen"] = [
            {"titel": b.titel, "code": b.code, "inhoud": b.inhoud}
            for b in AgendaBijlage.objects.filter(overleg=overleg)
        ]
    return alles


def _coordinator(overleg: Overleg) -> dict[str, str]:
    functie = overleg.coordinator
    if functie is None:
        return {"naam": "", "organisatie": overleg.ocmw.naam, "telefoon": ""}
    return {
        "naam": functie.gebruiker.naam,
        "organisatie": functie.organisatie.naam,
        "telefoon": functie.gebruiker.telefoon,
    }


def _punt(punt: Agendapunt, gezin: bool) -> dict[str, str]:
    return {
        "tekst": punt.eenvoudig or punt.tekst if gezin else punt.tekst,
        "soort": punt.soort,
        "soort_naam": str(punt.get_soort_display()),
        "door": punt.wie_brengt_in,
    }


def _deelnemer(deelnemer: Deelnemer) -> dict[str, str]:
    return {
        "naam": deelnemer.naam,
        "functie": deelnemer.functie_omschrijving,
        "dienst": deelnemer.dienst,
        "rol": deelnemer.rol,
        "rol_naam": str(deelnemer.get_rol_display()),
    }


def _geregeld(deelnemers: Any) -> list[dict[str, str]]:
    """Transport and childcare of the family and of who comes along for the family."""
    eigen = (Deelnemer.DeelnemerRol.CLIENT, Deelnemer.DeelnemerRol.VERTROUWENSPERSOON)
    uit = []
    for d in deelnemers:
        if d.rol in eigen:
            if d.vervoer:
                uit.append({"wat": str(_("Vervoer")), "hoe": d.vervoer})
            if d.kinderopvang:
                uit.append({"wat": str(_("Opvang voor de kinderen")), "hoe": d.kinderopvang})
    return uit


def html_van(versie: AgendaVersie) -> str:
    """The whole page of a frozen agenda, from its frozen content alone."""
    inhoud = versie.inhoud
    begin = dt.datetime.fromisoformat(inhoud["datum"]) if inhoud["datum"] else None
    einde = begin + dt.timedelta(minutes=inhoud["duur"]) if begin else None
    context = {
        "versie": versie,
        "a": inhoud,
        "begin": begin,
        "einde": einde,
        "bijlagen": [_getekend(b) for b in inhoud.get("bijlagen", [])],
    }
    return render_to_string(SJABLOON[AgendaVersie.Voor(versie.voor)], context)


def _getekend(bijlage: dict[str, Any]) -> dict[str, Any]:
    """An attachment with its template and context: drawn now from its frozen data."""
    ding = register.soort(bijlage["code"])
    return {
        "titel": bijlage["titel"],
        "sjabloon": ding.template if ding else "",
        "inhoud": ding.toon(bijlage["inhoud"]) if ding else {},
    }


def pdf_van(versie: AgendaVersie) -> bytes:
    """The frozen agenda as tagged PDF; its title tells what it is and for whom, never about whom."""
    return maak_pdf(html_van(versie), titel=str(AgendaVersie.Voor(versie.voor).label).capitalize())


# The family opens its own agenda on paper as well.
verruim(Document, ook=f"soort = 'lco.agenda_gezin' AND {samen('over')}", schrijven=False)


@leesregel("lco.agenda")
@leesregel("lco.agenda_gezin")
def mag_agenda_lezen(actor: Any, document: Document) -> bool:
    """Who sees this frozen version may open its document (invitees: the newest helpers' version alone)."""
    return AgendaVersie.objects.zichtbaar_voor(actor).filter(opdracht=document.opdracht_id).exists()
