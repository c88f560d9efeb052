"""Who keeps the file: handing over, a substitute, taking over in an absence."""

import uuid

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from beroepsgeheim.beleid import beleid, haal
from beroepsgeheim.omslag import noteer
from gezinnen.actions import coach as acties
from gezinnen.forms.gezin import CoachFormulier, OvernameFormulier, VervangerFormulier
from gezinnen.models import Gezin, Overname
from gezinnen.models.overname import DAGEN
from organisaties.models import Rol
from thuiscompagnie.vloer.formulieren import eenmalig

from .blad import formulierblad, gelukt
from .gezin import terug_naar


@beleid(Rol.COACH)
@eenmalig
def coach(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """Hand the family over to a colleague."""
    rij, _mag = haal(Gezin, request, pk=pk, mag="bewerken")
    if not rij.kan_overdragen(request.actor):
        return enkel_overgenomen(request, rij)
    form = CoachFormulier(request.POST or None, actor=request.actor, initial={"coach": rij.coach_id})
    if gelukt(
        form,
        lambda: acties.wijs_coach_aan(
            request.actor, rij, coach=form.cleaned_data["coach"], waarom=form.cleaned_data["waarom"]
        ),
    ):
        messages.success(request, _("De coach is aangepast."))
        return _naar_gezin_of_lijst(request, rij)
    return formulierblad(
        request, form, titel=_("Een andere coach"), knop=_("Overdragen"),
        inleiding=_("Wie de coach was, ziet het dossier daarna niet meer, behalve als vervanger."),
        **terug_naar(pk),
    )  # fmt: skip


def enkel_overgenomen(request: HttpRequest, rij: Gezin) -> HttpResponse:
    """Taking over for a while is no handing over."""
    messages.error(
        request,
        _("U neemt dit gezin even over. Overdragen of een vervanger kiezen doet de coach of de vervanger."),
    )
    return redirect("gezinnen:gezin", pk=rij.pk)


def _naar_gezin_of_lijst(request: HttpRequest, rij: Gezin) -> HttpResponse:
    """After handing over the file may be out of reach."""
    return (
        redirect("gezinnen:gezin", pk=rij.pk)
        if rij.kan_bewerken(request.actor)
        else redirect("gezinnen:mijn")
    )


@beleid(Rol.COACH)
@eenmalig
def vervanger(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """Name a substitute, or nobody."""
    rij, _mag = haal(Gezin, request, pk=pk, mag="bewerken")
    if not rij.kan_overdragen(request.actor):
        return enkel_overgenomen(request, rij)
    form = VervangerFormulier(
        request.POST or None, actor=request.actor, initial={"vervanger": rij.vervanger_id}
    )
    if gelukt(
        form,
        lambda: acties.wijs_vervanger_aan(request.actor, rij, vervanger=form.cleaned_data["vervanger"]),
    ):
        messages.success(request, _("De vervanger is aangepast."))
        return _naar_gezin_of_lijst(request, rij)
    return formulierblad(
        request, form, titel=_("Vervanger van de coach"), knop=_("Bewaren"),
        inleiding=_("De vervanger ziet en bewerkt het dossier zoals de coach."), **terug_naar(pk),
    )  # fmt: skip


@beleid(Rol.COACH)
@eenmalig
def overnemen(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """Take over a colleague's family for two weeks, with a reason that she and the family read."""
    rij = get_object_or_404(
        Gezin.objects.van_mijn_dienst(request.actor).select_related("coach__gebruiker"), pk=pk
    )
    if not rij.kan_overnemen(request.actor):
        return redirect("gezinnen:gezin", pk=pk)
    noteer("bekijken", sleutel=rij.sleutel, onderdeel="gezinnen.overname")
    form = OvernameFormulier(request.POST or None)
    if gelukt(
        form,
        lambda: acties.neem_over(
            request.actor, rij, reden=form.cleaned_data["reden"], toelichting=form.cleaned_data["toelichting"]
        ),
    ):
        messages.success(request, _("U neemt dit gezin over. De coach ziet dat."))
        return redirect("gezinnen:gezin", pk=pk)
    return formulierblad(
        request, form, titel=_("Gezin %(nummer)s overnemen") % {"nummer": rij.nummer}, knop=_("Overnemen"),
        inleiding=_("U ziet het dossier %(dagen)s dagen. De coach en het gezin lezen dat u overneemt en waarom.")
        % {"dagen": DAGEN},
        terug_url=reverse("gezinnen:dienst"), terug_tekst=_("Gezinnen van mijn dienst"),
    )  # fmt: skip


@beleid(Rol.COACH)
@require_POST
def overname_stoppen(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """End a take-over before its last day."""
    rij, _mag = haal(Overname, request, pk=pk, mag="beeindigen")
    acties.beeindig_overname(request.actor, rij)
    messages.success(request, _("De overname is gestopt."))
    return _naar_gezin_of_lijst(request, rij.gezin)
