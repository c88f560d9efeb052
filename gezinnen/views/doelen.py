"""Goals and small steps: in the family's words and order, and a sheet of them for the family itself."""

import uuid
from dataclasses import dataclass, field

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from beroepsgeheim.beleid import beleid, haal
from gezinnen.actions import doelen as acties
from gezinnen.forms.doelen import DoelFormulier, StapFormulier
from gezinnen.models import Doel, Gezin, Stap
from organisaties.actor import Actor
from organisaties.models import Rol
from thuiscompagnie.vloer.concepten import herstel
from thuiscompagnie.vloer.formulieren import (
    HuisModelFormulier,
    eenmalig,
    wis_concept,
)

from .blad import wijzig

RICHTING = {"omhoog": -1, "omlaag": 1}
DOEL, DOEL_NIEUW, STAP, STAP_NIEUW = "doel", "doel-nieuw", "stap", "stap-nieuw"


@dataclass
class MetStappen:
    """A goal (or none) with its steps: what is going on, and what was tried and did not work."""

    doel: Doel | None
    stappen: list[Stap] = field(default_factory=list)
    werkte_niet: list[Stap] = field(default_factory=list)
    losgelaten: list[Stap] = field(default_factory=list)


@beleid(Rol.COACH, Rol.VERZORGENDE)
@require_safe
def doelen(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """All goals in the family's order, with their steps."""
    gezin, mag = haal(Gezin, request, pk=pk, onderdeel="gezinnen.doelen")
    context = {"gezin": gezin, "mag": mag} | lijst(request.actor, gezin)
    return render(request, "gezinnen/doelen.html", context)


@beleid(Rol.COACH, Rol.VERZORGENDE)
@require_safe
def doelenblad(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """The same for the family: few words, large type, made to print."""
    gezin, _mag = haal(Gezin, request, pk=pk, onderdeel="gezinnen.doelenblad")
    context = {"gezin": gezin, "vandaag": request.actor.dag} | lijst(request.actor, gezin)
    return render(request, "gezinnen/doelen_blad.html", context)


def lijst(actor: Actor, gezin: Gezin) -> dict[str, object]:
    """Running goals, goals that ended, and steps without a goal: three queries, whatever their number."""
    doelen = list(Doel.objects.zichtbaar_voor(actor).filter(gezin=gezin).select_related("van_lid"))
    rijen = {doel.pk: MetStappen(doel) for doel in doelen}
    los = MetStappen(None)
    for stap in Stap.objects.zichtbaar_voor(actor).filter(gezin=gezin):
        plek = rijen.get(stap.doel_id, los) if stap.doel_id else los
        if stap.status == Stap.Status.WERKTE_NIET:
            plek.werkte_niet.append(stap)
        elif stap.status == Stap.Status.LOSGELATEN:
            plek.losgelaten.append(stap)
        else:
            plek.stappen.append(stap)
    return {
        "lopend": [rijen[doel.pk] for doel in doelen if doel.is_lopend],
        "bereikt": [rijen[doel.pk] for doel in doelen if doel.bereikt_op],
        "losgelaten": [rijen[doel.pk] for doel in doelen if doel.losgelaten_op],
        "los": los,
    }


@beleid(Rol.COACH, Rol.VERZORGENDE)
@require_http_methods(["GET", "HEAD", "POST"])
@eenmalig
def doel_nieuw(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """A new goal in the family's own words."""
    gezin, _mag = haal(Gezin, request, pk=pk, mag="meewerken", onderdeel="gezinnen.doelen")
    form = DoelFormulier(request.POST or None, gezin=gezin, actor=request.actor, nieuw=True)
    if form.is_bound and form.is_valid():
        velden = {veld: form.cleaned_data[veld] for veld in ("tekst", "van_lid")}
        doel = acties.voeg_doel_toe(request.actor, gezin, **velden)
        return _klaar(request, gezin, DOEL_NIEUW, gezin.pk, f"doel-{doel.pk}")
    return _formulier(request, gezin, form, _("Een nieuw doel"), DOEL_NIEUW, gezin.pk)


@beleid(Rol.COACH, Rol.VERZORGENDE)
@require_http_methods(["GET", "HEAD", "POST"])
@eenmalig
def doel(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """Change a goal, or say that it was reached or let go."""
    rij, _mag = haal(Doel, request, pk=pk, mag="bewerken")
    form = DoelFormulier(request.POST or None, instance=rij, gezin=rij.gezin, actor=request.actor)
    if wijzig(form, acties.wijzig_doel, request.actor):
        return _klaar(request, rij.gezin, DOEL, rij.pk, f"doel-{rij.pk}")
    return _formulier(request, rij.gezin, form, _("Dit doel"), DOEL, rij.pk)


@beleid(Rol.COACH, Rol.VERZORGENDE)
@require_POST
@eenmalig
def verplaats(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """One place up or down in the family's order."""
    rij, _mag = haal(Doel, request, pk=pk, mag="bewerken")
    richting = RICHTING.get(request.POST.get("richting", ""), 0)
    if richting and acties.verplaats_doel(request.actor, rij, richting):
        messages.success(request, _("De volgorde is aangepast."))
    return redirect(reverse("gezinnen:doelen", args=[rij.gezin_id]) + f"#doel-{rij.pk}")


@beleid(Rol.COACH, Rol.VERZORGENDE)
@require_http_methods(["GET", "HEAD", "POST"])
@eenmalig
def stap_nieuw(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """A new small step; `?doel=` proposes the goal it belongs to."""
    gezin, _mag = haal(Gezin, request, pk=pk, mag="meewerken", onderdeel="gezinnen.doelen")
    begin = {"doel": request.GET.get("doel")}
    form = StapFormulier(request.POST or None, gezin=gezin, actor=request.actor, nieuw=True, initial=begin)
    if form.is_bound and form.is_valid():
        velden = {veld: form.cleaned_data[veld] for veld in ("tekst", "doel", "wie", "tegen")}
        stap = acties.voeg_stap_toe(request.actor, gezin, **velden)
        return _klaar(request, gezin, STAP_NIEUW, gezin.pk, f"stap-{stap.pk}")
    return _formulier(request, gezin, form, _("Een nieuwe kleine stap"), STAP_NIEUW, gezin.pk)


@beleid(Rol.COACH, Rol.VERZORGENDE)
@require_http_methods(["GET", "HEAD", "POST"])
@eenmalig
def stap(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """How it went: effort beside result, and what was tried and did not work."""
    rij, _mag = haal(Stap, request, pk=pk, mag="bewerken")
    form = StapFormulier(request.POST or None, instance=rij, gezin=rij.gezin, actor=request.actor)
    if wijzig(form, acties.wijzig_stap, request.actor):
        return _klaar(request, rij.gezin, STAP, rij.pk, f"stap-{rij.pk}")
    return _formulier(request, rij.gezin, form, _("Deze stap"), STAP, rij.pk)


def _klaar(request: HttpRequest, gezin: Gezin, formulier: str, over: uuid.UUID, anker: str) -> HttpResponse:
    """Saved for good: the draft goes, back to the list at this place."""
    wis_concept(request.actor.functie_id, formulier, over)
    messages.success(request, _("Bewaard."))
    return redirect(reverse("gezinnen:doelen", args=[gezin.pk]) + f"#{anker}")


def _formulier(
    request: HttpRequest,
    gezin: Gezin,
    form: HuisModelFormulier,
    titel: str,
    formulier: str,
    over: uuid.UUID,
) -> HttpResponse:
    """One form of a goal or a step, with its draft when there is one."""
    context = {
        "gezin": gezin,
        "form": form,
        "titel": titel,
        "formulier": formulier,
        "concept": herstel(form, request.actor, formulier, over),
        "autosave_url": reverse("vloer:concept", args=[formulier, over]),
    }
    return render(request, "gezinnen/doelen_formulier.html", context, status=422 if form.is_bound else 200)
