"""Who sits at the table and what is talked about."""

import uuid

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from beroepsgeheim.beleid import beleid, haal
from organisaties.models import Rol
from thuiscompagnie.vloer.formulieren import eenmalig

from ..actions import (
    antwoord_gezin,
    verander_agendapunt,
    verander_deelnemer,
    verplaats_agendapunt,
    voeg_agendapunt_toe,
    voeg_deelnemer_toe,
)
from ..forms import AgendapuntFormulier, DeelnemerFormulier
from ..models import Agendapunt, Deelnemer, Overleg
from .hulp import naar, probeer, probeer_knop, toon

VOLGERS = (Rol.COORDINATOR, Rol.COACH)


@beleid(*VOLGERS)
@eenmalig
def deelnemer_nieuw(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """Somebody more at the table."""
    overleg, mag = haal(Overleg, request, pk=pk, mag="voorbereiden")
    form = DeelnemerFormulier(request.POST or None, actor=request.actor)
    if request.method == "POST" and form.is_valid():
        velden = {v: form.cleaned_data[v] for v in DeelnemerFormulier.Meta.fields}
        if probeer(
            form, lambda: voeg_deelnemer_toe(request.actor, overleg, functie=form.instance.functie, **velden)
        ):
            messages.success(request, _("Toegevoegd."))
            return naar(overleg, "deelnemers")
    return toon(request, "lco/deelnemer.html", {"overleg": overleg, "mag": mag}, form)


@beleid(*VOLGERS)
@eenmalig
def deelnemer(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """Change somebody at the table."""
    rij, mag = haal(Deelnemer, request, pk=pk, mag="voorbereiden")
    form = DeelnemerFormulier(request.POST or None, instance=rij, actor=request.actor)
    if request.method == "POST" and form.is_valid():
        versie = form.cleaned_data["versie"]
        if probeer(form, lambda: verander_deelnemer(request.actor, rij, versie=versie)):
            messages.success(request, _("Bewaard."))
            return naar(rij.overleg, "deelnemers")
    return toon(request, "lco/deelnemer.html", {"overleg": rij.overleg, "deelnemer": rij, "mag": mag}, form)


@beleid(*VOLGERS)
@eenmalig
def punt_nieuw(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """Propose a point; on a final agenda only the family may."""
    overleg, mag = haal(Overleg, request, pk=pk, mag="voorbereiden")
    begin = {"soort": request.GET.get("soort", "")}
    form = AgendapuntFormulier(request.POST or None, bevroren=overleg.agenda_is_definitief, initial=begin)
    if request.method == "POST" and form.is_valid():
        velden = {v: form.cleaned_data[v] for v in AgendapuntFormulier.Meta.fields}
        if probeer(form, lambda: voeg_agendapunt_toe(request.actor, overleg, **velden)):
            messages.success(
                request,
                _("Er is een nieuwe versie van de agenda.")
                if overleg.agenda_is_definitief
                else _("Het punt staat erbij."),
            )
            return naar(overleg, "agenda")
    return toon(request, "lco/agendapunt.html", {"overleg": overleg, "mag": mag}, form)


@beleid(*VOLGERS)
@eenmalig
def punt(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """Other words for a point."""
    rij, mag = haal(Agendapunt, request, pk=pk, mag="voorbereiden")
    overleg = rij.overleg
    form = AgendapuntFormulier(request.POST or None, instance=rij, bevroren=overleg.agenda_is_definitief)
    if request.method == "POST" and form.is_valid():
        versie = form.cleaned_data["versie"]
        if probeer(form, lambda: verander_agendapunt(request.actor, rij, versie=versie)):
            messages.success(request, _("Bewaard."))
            return naar(overleg, "agenda")
    return toon(request, "lco/agendapunt.html", {"overleg": overleg, "punt": rij, "mag": mag}, form)


@beleid(*VOLGERS)
@require_POST
def antwoord(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """The family's yes or no on a point."""
    rij, _mag = haal(Agendapunt, request, pk=pk, mag="voorbereiden")
    ja = request.POST.get("antwoord") == "ja"
    if request.POST.get("antwoord") in ("ja", "nee"):
        probeer_knop(request, lambda: antwoord_gezin(request.actor, rij, ja=ja))
    return naar(rij.overleg, "agenda")


@beleid(*VOLGERS)
@require_POST
def verplaats(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """One place up or down, with a button: no dragging needed."""
    rij, _mag = haal(Agendapunt, request, pk=pk, mag="voorbereiden")
    omhoog = request.POST.get("richting") == "omhoog"
    probeer_knop(request, lambda: verplaats_agendapunt(request.actor, rij, omhoog=omhoog))
    return naar(rij.overleg, "agenda")
