"""Asking for a consultation, and the short track of the coordinator."""

import uuid
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from beroepsgeheim.beleid import beleid, haal
from gezinnen.models import Gezin, GezinGegevens, JaNeeOnbekend
from organisaties.models import Rol
from thuiscompagnie.vloer.concepten import herstel
from thuiscompagnie.vloer.formulieren import eenmalig, wis_concept

from ..actions import bewaar_overweging, open_zonder_dossier, vraag_overleg_aan
from ..actions.vragen import AFWEGINGEN, coordinatoren, vorig_overleg
from ..forms import AanvraagFormulier, ZonderDossierFormulier
from ..models import Aanvraag, Overleg
from .hulp import naar, probeer, toon

VAN_FORMULIER = ("naam", "dienst", "contact", *AFWEGINGEN)


@beleid(Rol.COACH)
@eenmalig
def nieuw(request: HttpRequest, gezin: uuid.UUID) -> HttpResponse:
    """The request from the family page: weigh it first, keep the thought or send it."""
    huis, _mag = haal(Gezin, request, pk=gezin, mag="bewerken", onderdeel="lco.aanvraag")
    vorig = vorig_overleg(huis)
    form = AanvraagFormulier(
        request.POST or None, gezin=huis, actor=request.actor, initial=beginwaarden(request, huis, vorig)
    )
    concept = herstel(form, request.actor, "lco-aanvraag", huis.pk)
    if request.method == "POST" and form.is_valid():
        bewaard: list[Overleg] = []
        if probeer(form, lambda: bewaard.append(verwerk(request, huis, form, vorig))):
            wis_concept(request.actor.functie_id, "lco-aanvraag", huis.pk)
            meld_aanvraag(request, bewaard[0], verstuurd=form.verstuurt)
            return naar(bewaard[0])
    context = {"gezin": huis, "concept": concept, "vorig": vorig}
    return toon(request, "lco/aanvraag.html", context, form)


def beginwaarden(request: HttpRequest, gezin: Gezin, vorig: Overleg | None) -> dict[str, Any]:
    """What is known already: the name, the municipality as it is called today, who fills this in."""
    gegevens = GezinGegevens.objects.filter(gezin=gezin).first()
    gemeente = gezin.gemeente
    while gemeente and gemeente.geldig_tot and gemeente.geldig_tot < request.actor.dag and gemeente.opvolger:
        gemeente = gemeente.opvolger
    return {
        "roepnaam": gegevens.naam if gegevens else "",
        "gemeente": gemeente,
        "soort": Aanvraag.Soort.COACH,
        "eerste": JaNeeOnbekend.NEE if vorig else JaNeeOnbekend.ONBEKEND,
    }


def verwerk(request: HttpRequest, gezin: Gezin, form: AanvraagFormulier, vorig: Overleg | None) -> Overleg:
    schoon = form.cleaned_data
    overleg = bewaar_overweging(
        request.actor,
        gezin,
        roepnaam=schoon["roepnaam"],
        gemeente=schoon["gemeente"],
        soort=schoon["soort"],
        besproken_op=schoon["besproken_op"],
        eerste=schoon["eerste"],
        vorig=vorig,
        helpers=list(schoon.get("helpers", [])),
        **{veld: schoon[veld] for veld in VAN_FORMULIER},
    )
    return vraag_overleg_aan(request.actor, overleg) if form.verstuurt else overleg


def meld_aanvraag(request: HttpRequest, overleg: Overleg, *, verstuurd: bool) -> None:
    """Where the request went, and what to do when nobody reads it there."""
    if not verstuurd:
        messages.success(request, _("Bewaard als overweging. Er is nog niets verstuurd."))
        return
    messages.success(
        request,
        _("De aanvraag ligt bij %(ocmw)s. Daar neemt een neutrale coördinator ze op.")
        % {"ocmw": overleg.ocmw.naam},
    )
    if not coordinatoren(overleg.ocmw, request.actor.dag):
        messages.warning(
            request,
            _("%(ocmw)s heeft hier nog geen coördinator die zich aanmeldt. Bel het OCMW zelf ook even.")
            % {"ocmw": overleg.ocmw.naam},
        )


@beleid(Rol.COACH)
@eenmalig
def aanvraag(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """Complete a thought that was kept, and send it."""
    overleg, mag = haal(Overleg, request, pk=pk, mag="aanvragen")
    rij = Aanvraag.objects.get(pk=overleg.pk)
    gezin = Gezin.objects.zichtbaar_voor(request.actor).get(client_id=overleg.client_id)
    begin = {veld: getattr(rij, veld) for veld in ("soort", *VAN_FORMULIER)} | {
        "roepnaam": overleg.roepnaam,
        "gemeente": overleg.gemeente,
        "eerste": overleg.eerste,
        "besproken_op": overleg.besproken_met_client_op,
    }
    form = AanvraagFormulier(request.POST or None, gezin=gezin, actor=request.actor, initial=begin)
    form.fields.pop("helpers", None)
    geldig = request.method == "POST" and form.is_valid()
    if geldig and probeer(form, lambda: vul_aan(request, overleg, rij, form)):
        meld_aanvraag(request, overleg, verstuurd=form.verstuurt)
        return naar(overleg)
    return toon(request, "lco/aanvraag.html", {"gezin": gezin, "overleg": overleg, "mag": mag}, form)


def vul_aan(request: HttpRequest, overleg: Overleg, rij: Aanvraag, form: AanvraagFormulier) -> None:
    from ..actions.vragen import verander_overweging

    schoon = form.cleaned_data
    verander_overweging(
        request.actor,
        overleg,
        rij,
        roepnaam=schoon["roepnaam"],
        gemeente=schoon["gemeente"],
        besproken_op=schoon["besproken_op"],
        eerste=schoon["eerste"],
        **{veld: schoon[veld] for veld in ("soort", *VAN_FORMULIER)},
    )
    if form.verstuurt:
        vraag_overleg_aan(request.actor, overleg)


@beleid(Rol.COORDINATOR)
@eenmalig
def zonder_dossier(request: HttpRequest) -> HttpResponse:
    """A consultation for somebody without a family file, taken up at once."""
    form = ZonderDossierFormulier(request.POST or None, actor=request.actor)
    if request.method == "POST" and form.is_valid():
        schoon, bewaard = form.cleaned_data, []
        velden = {veld: schoon[veld] for veld in ("roepnaam", "gemeente", "soort", "eerste", *VAN_FORMULIER)}
        if probeer(
            form,
            lambda: bewaard.append(
                open_zonder_dossier(request.actor, besproken_op=schoon["besproken_op"], **velden)
            ),
        ):
            messages.success(request, _("Het overleg is geopend. U bereidt het voor."))
            return naar(bewaard[0])
    return toon(request, "lco/zonder_dossier.html", {}, form)
