"""The trajectory: where it stands, how it came there, another phase, the end."""

import uuid

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from beroepsgeheim.beleid import beleid, haal
from gezinnen.actions import traject as acties
from gezinnen.forms.traject import AfsluitFormulier, FaseFormulier
from gezinnen.models import BetrokkenHulpverlener, Fase, Traject, TrajectFase
from organisaties.actor import Actor
from organisaties.models import Rol
from thuiscompagnie.vloer.concepten import herstel
from thuiscompagnie.vloer.formulieren import eenmalig, gelukt, wis_concept

VIJF_FASEN = [(fase.value, fase.label) for fase in Fase if fase not in acties.EINDE]
AFSLUITEN = "traject-afsluiten"


@beleid(Rol.COACH, Rol.VERZORGENDE)
@require_safe
def traject(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """Where the trajectory stands, its way so far, and the earlier trajectories of this family."""
    rij, mag = haal(Traject, request, pk=pk)
    eigen = Traject.objects.zichtbaar_voor(request.actor)
    context = {
        "traject": rij,
        "mag": mag,
        "fasen": VIJF_FASEN,
        "geschiedenis": TrajectFase.objects.zichtbaar_voor(request.actor)
        .filter(traject=rij)
        .select_related("door__gebruiker")
        .order_by("-op", "-gemaakt_op"),
        "andere": eigen.filter(gezin=rij.gezin_id).exclude(pk=rij.pk),
    }
    return render(request, "gezinnen/traject.html", context)


@beleid(Rol.COACH)
@require_http_methods(["GET", "HEAD", "POST"])
@eenmalig
def fase(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """Another phase, forward or back."""
    rij, _mag = haal(Traject, request, pk=pk, mag="van_fase")
    form = FaseFormulier(request.POST or None, traject=rij, initial={"op": request.actor.dag})
    if form.is_bound and form.is_valid():
        velden = {v: form.cleaned_data[v] for v in ("fase", "op", "waarom", "kracht", "last", "versie")}
        if gelukt(form, lambda: acties.ga_naar_fase(request.actor, rij, **velden)):
            messages.success(request, _("Bewaard. Jullie zijn nu in de fase “%s”.") % rij.get_fase_display())
            return redirect("gezinnen:traject", rij.pk)
    draagkracht = (
        TrajectFase.objects.zichtbaar_voor(request.actor).filter(traject=rij).exclude(kracht="", last="")
    )
    context = {"traject": rij, "form": form, "fasen": VIJF_FASEN, "vorige": draagkracht.last()}
    return render(request, "gezinnen/traject_fase.html", context, status=422 if form.is_bound else 200)


@beleid(Rol.COACH)
@require_http_methods(["GET", "HEAD", "POST"])
@eenmalig
def afsluiten(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """The end: what the family does itself now, what stays, and with whom."""
    rij, _mag = haal(Traject, request, pk=pk, mag="van_fase")
    form = AfsluitFormulier(request.POST or None, traject=rij, initial={"op": request.actor.dag})
    if form.is_bound and form.is_valid() and _sluit_af(request.actor, rij, form):
        wis_concept(request.actor.functie_id, AFSLUITEN, rij.pk)
        messages.success(request, _("Bewaard. Dit traject is %s.") % rij.get_fase_display())
        return redirect("gezinnen:traject", rij.pk)
    hulpverleners = BetrokkenHulpverlener.objects.zichtbaar_voor(request.actor).filter(gezin=rij.gezin_id)
    context = {
        "traject": rij,
        "concept": herstel(form, request.actor, AFSLUITEN, rij.pk),
        "form": form,
        "hulpverleners": hulpverleners.lopend_op(request.actor.dag).select_related("organisatie"),
    }
    return render(request, "gezinnen/traject_afsluiten.html", context, status=422 if form.is_bound else 200)


def _sluit_af(actor: Actor, rij: Traject, form: AfsluitFormulier) -> bool:
    velden = {veld: form.cleaned_data[veld] for veld in ("fase", "op", "waarom", "versie")}
    return bool(gelukt(form, lambda: acties.sluit_af(actor, rij, slot=form.slot(), **velden)))
