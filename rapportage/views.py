"""The report: choose a period, follow the work, read the tables, take the files along."""

import uuid

from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from beroepsgeheim.beleid import beleid, haal
from organisaties.models import Rol
from thuiscompagnie.vloer import outbox
from thuiscompagnie.vloer.bladeren import bladzijde
from thuiscompagnie.vloer.formulieren import eenmalig
from thuiscompagnie.vloer.models import Opdracht
from thuiscompagnie.vloer.voortgang import Voortgang

from . import documents, tasks
from .models import Rapport
from .periode import PeriodeFormulier
from .tabellen import TABELLEN


@beleid(Rol.PROVINCIE, grens_post="uitvoer")
@eenmalig
def rapporten(request: HttpRequest) -> HttpResponse:
    """Choose a period, and the reports that one's own organisation made before."""
    form = PeriodeFormulier(request.POST if request.method == "POST" else None, vandaag=request.actor.dag)
    if request.method == "POST" and form.is_valid():
        return redirect("rapportage:rapport", pk=vraag_rapport(request, form).pk)
    lijst = Rapport.objects.zichtbaar_voor(request.actor).defer("tabellen")
    context = {
        "form": form,
        "tabellen": TABELLEN,
        "bladzijde": bladzijde(lijst, request, veld="gemaakt_op", per=10),
    }
    return render(request, "rapportage/rapporten.html", context, status=422 if form.errors else 200)


def vraag_rapport(request: HttpRequest, form: PeriodeFormulier) -> Opdracht:
    """Plan the counting; one form is one report, however often it is sent."""
    bon = form.cleaned_data.get("formulierbon") or uuid.uuid4()
    lading = {naam: form.cleaned_data[naam].isoformat() for naam in ("van", "tot")}
    with transaction.atomic():
        return outbox.plan(
            request.actor, tasks.RAPPORT, uniek=f"rapport:{request.actor.functie_id}:{bon}", lading=lading
        )


@beleid(Rol.PROVINCIE)
@require_safe
def rapport(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """The tables of a report; as long as it is being made, its progress on the same address."""
    if not Rapport.objects.zichtbaar_voor(request.actor).filter(pk=pk).exists():
        return _voortgang(request, pk)
    if request.htmx:  # the page that was waiting becomes the report
        return HttpResponse(headers={"HX-Redirect": request.path})
    gevonden, _mag = haal(Rapport, request, pk=pk)
    bestanden = {d.extensie: d for d in tasks.mijn_bestanden(gevonden, request.actor)}
    context = documents.bladgegevens(gevonden) | {
        "bestanden": [bestanden[formaat] for formaat in documents.MAKERS if formaat in bestanden]
    }
    return render(request, "rapportage/rapport.html", context)


def _voortgang(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    opdracht = Opdracht.objects.filter(pk=pk, soort=tasks.RAPPORT, eigenaar=request.actor.functie_id).first()
    if opdracht is None:
        raise Http404
    context = {"opdracht": opdracht, "percent": Voortgang(pk).percent()}
    return render(request, "rapportage/bezig.html", context)


@beleid(Rol.PROVINCIE, grens="uitvoer")
@require_POST
def bestanden(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """Make the files of a colleague's report for oneself."""
    gevonden, _mag = haal(Rapport, request, pk=pk)
    opdracht = outbox.plan(
        request.actor,
        "rapportage.bestanden",
        uniek=f"rapport-bestanden:{gevonden.pk}:{request.actor.functie_id}",
        lading={"rapport": str(gevonden.pk)},
    )
    return redirect(f"/opdracht/{opdracht.pk}/?terug=/rapporten/{gevonden.pk}/")
