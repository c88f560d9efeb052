"""The agenda's documents: making them final, watching them being made, opening them."""

import uuid
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET

from beroepsgeheim.beleid import beleid, haal
from organisaties.actor import Actor
from organisaties.models import Rol
from thuiscompagnie.vloer.formulieren import eenmalig
from thuiscompagnie.vloer.models import Document, Opdracht
from thuiscompagnie.vloer.voortgang import Voortgang

from ..actions import maak_agenda_definitief
from ..actions.agenda import wat_ontbreekt
from ..delen import waarom_niet
from ..forms import DefinitiefFormulier
from ..models import AgendaVersie, Deelnemer, Overleg
from .hulp import probeer, toon


@dataclass(frozen=True)
class AgendaDocument:
    """A frozen version with the job that makes its PDF and the PDF itself, as far as they are."""

    versie: AgendaVersie
    opdracht: Opdracht | None
    document: Document | None
    percent: int
    eigen: bool

    @property
    def loopt(self) -> bool:
        return self.document is None and self.opdracht is not None and self.opdracht.loopt


def documenten_van(actor: Actor, overleg: Overleg) -> list[AgendaDocument]:
    """The documents of the newest agenda that this actor may read."""
    if not overleg.agenda_versie:
        return []
    versies = list(
        AgendaVersie.objects.zichtbaar_voor(actor)
        .filter(overleg=overleg, nummer=overleg.agenda_versie)
        .order_by("-voor")
    )
    sleutels = [v.opdracht for v in versies]
    opdrachten = {o.pk: o for o in Opdracht.objects.filter(pk__in=sleutels)}
    papieren = {d.opdracht_id: d for d in Document.objects.filter(opdracht__in=sleutels)}
    uit = []
    for versie in versies:
        opdracht = opdrachten.get(versie.opdracht)
        papier = papieren.get(versie.opdracht)
        percent = 100 if papier else Voortgang(versie.opdracht).percent() if opdracht else 0
        eigen = bool(opdracht and opdracht.eigenaar == actor.functie_id)
        uit.append(AgendaDocument(versie, opdracht, papier, percent, eigen))
    return uit


@beleid(Rol.COORDINATOR)
@eenmalig
def definitief(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """Look once more at what will be frozen, then freeze it."""
    rij, mag = haal(Overleg, request, pk=pk, mag="leiden")
    form = DefinitiefFormulier(request.POST or None)
    geldig = request.method == "POST" and form.is_valid()
    if geldig and probeer(form, lambda: maak_agenda_definitief(request.actor, rij, antwoord=form.antwoord)):
        return redirect("lco:documenten", pk=rij.pk)
    genodigden = list(
        rij.deelnemers.filter(uitnodigen=Deelnemer.Uitnodigen.JA).select_related("organisatie", "sector")
    )
    context = {
        "overleg": rij,
        "mag": mag,
        "punten": list(rij.agendapunten.filter(akkoord_gezin="ja").in_volgorde()),
        "genodigden": [(d, waarom_niet(request.actor, rij, d)) for d in genodigden],
        "ontbreekt": wat_ontbreekt(rij),
    }
    return toon(request, "lco/definitief.html", context, form)


@beleid(Rol.COORDINATOR, Rol.COACH, Rol.HULPVERLENER, Rol.VERZORGENDE)
@require_GET
def documenten(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """Both PDFs with their progress; it asks again by itself, or with a link."""
    rij, _mag = haal(Overleg, request, pk=pk, onderdeel="lco.agenda")
    return render(request, "lco/documenten.html", stand_van(request.actor, rij))


@beleid(Rol.COORDINATOR, Rol.COACH, Rol.HULPVERLENER, Rol.VERZORGENDE, achtergrond=True)
@require_GET
def stand(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """The same progress for the script that asks every second: no new look, and no name in it."""
    rij, _mag = haal(Overleg, request, pk=pk, onderdeel="lco.agenda")
    return render(request, "lco/documenten_stand.html", stand_van(request.actor, rij))


def stand_van(actor: Actor, overleg: Overleg) -> dict[str, Any]:
    """The documents and whether one is still being made."""
    papieren = documenten_van(actor, overleg)
    return {"overleg": overleg, "documenten": papieren, "bezig": any(p.loopt for p in papieren)}
