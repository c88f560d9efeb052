"""The helpers around the family."""

import uuid

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from beroepsgeheim.beleid import beleid, haal
from gezinnen.actions import hulp as acties
from gezinnen.forms.gezin import HulpFormulier
from gezinnen.models import BetrokkenHulpverlener, Gezin, Nalezing
from organisaties.models import Rol
from thuiscompagnie.vloer.formulieren import eenmalig

from .blad import formulierblad, gelukt, wijzig
from .gezin import terug_naar


@beleid(Rol.COACH, Rol.VERZORGENDE)
@require_safe
def lijst(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """Everyone who helps and helped (R060)."""
    rij, mag = haal(Gezin, request, pk=pk)
    alle = (
        BetrokkenHulpverlener.objects.zichtbaar_voor(request.actor)
        .filter(gezin=rij)
        .select_related("organisatie", "sector", "functie__gebruiker", "functie__organisatie")
    )
    lopend = set(alle.lopend_op(request.actor.dag).values_list("pk", flat=True))
    context = {
        "gezin": rij,
        "mag": mag,
        "lopend": [h for h in alle if h.pk in lopend],
        "nalezingen": Nalezing.objects.zichtbaar_voor(request.actor)
        .filter(gezin=rij)
        .lopend_op(request.actor.dag)
        .select_related("functie__gebruiker"),
        "gestopt": [h for h in alle if h.pk not in lopend],
    }
    return render(request, "gezinnen/hulp.html", context)


@beleid(Rol.COACH)
@eenmalig
def nieuw(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """A helper more."""
    rij, _mag = haal(Gezin, request, pk=pk, mag="bewerken")
    form = HulpFormulier(request.POST or None, instance=BetrokkenHulpverlener(gezin=rij, sleutel=rij.sleutel))

    def bewaar() -> BetrokkenHulpverlener:
        velden = {veld: form.cleaned_data[veld] for veld in form.Meta.fields}
        return acties.voeg_hulpverlener_toe(request.actor, rij, functie=form.instance.functie, **velden)

    if gelukt(form, bewaar):
        messages.success(request, _("Toegevoegd."))
        _wie_leest(request, form.instance)
        return redirect("gezinnen:hulp", pk=pk)
    return formulierblad(request, form, titel=_("Wie helpt er nog?"), knop=_("Toevoegen"), **terug_naar(pk))


@beleid(Rol.COACH)
@eenmalig
def wijzigen(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """A helper, or the day on which this help stopped."""
    rij, _mag = haal(BetrokkenHulpverlener, request, pk=pk, mag="bewerken")
    form = HulpFormulier(request.POST or None, instance=rij)
    if wijzig(form, acties.wijzig_hulpverlener, request.actor):
        messages.success(request, _("Bewaard."))
        if "aanmeldnaam" in form.changed_data:
            _wie_leest(request, rij)
        return redirect("gezinnen:hulp", pk=rij.gezin_id)
    return formulierblad(
        request, form, titel=_("Hulp aanpassen"), knop=_("Bewaren"), **terug_naar(rij.gezin_id)
    )


def _wie_leest(request: HttpRequest, hulp: BetrokkenHulpverlener) -> None:
    """Say by name who was found: what is shared with this help from now on, she reads here."""
    if hulp.functie:
        wie = {"wie": hulp.functie.gebruiker.naam, "waar": hulp.functie.organisatie.naam}
        messages.info(request, _("Wat u met deze hulp deelt, leest %(wie)s (%(waar)s) hier.") % wie)
