"""Shielding people of one family from each other: written down by who keeps the file, told to nobody else."""

import uuid

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from beroepsgeheim.beleid import beleid, haal
from gezinnen.actions import afscherming as acties
from gezinnen.forms.afscherming import AfschermFormulier
from gezinnen.models import Afscherming, Gezin
from organisaties.models import Rol
from thuiscompagnie.vloer.formulieren import eenmalig

from .blad import formulierblad, gelukt
from .gezin import terug_naar


@beleid(Rol.COACH)
@require_http_methods(["GET", "HEAD", "POST"])
@eenmalig
def afschermen(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """Who is shielded from whom, and one more."""
    gezin, _mag = haal(Gezin, request, pk=pk, mag="bewerken", erbij=("gegevens",))
    form = AfschermFormulier(request.POST or None, gezin=gezin, actor=request.actor)
    velden = ("lid", "voor_lid")
    if gelukt(
        form, lambda: acties.scherm_af(request.actor, gezin, **{v: form.cleaned_data[v] for v in velden})
    ):
        messages.success(request, _("Dit geldt vanaf nu. Niemand anders krijgt er bericht van."))
        return redirect("gezinnen:afschermen", pk=pk)
    return formulierblad(
        request, form, titel=_("Iemand afschermen"), knop=_("Afschermen"), template="gezinnen/afschermen.html",
        inleiding=_("Uit elkaar, of bang voor iemand van het gezin? Er wordt geen reden gevraagd of bewaard."),
        lopend=acties.lopende(request.actor, gezin).select_related("lid", "voor_lid"),
        **terug_naar(pk),
    )  # fmt: skip


@beleid(Rol.COACH)
@require_POST
def afschermen_stoppen(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """Today is the last day of it."""
    rij, _mag = haal(Afscherming, request, pk=pk, mag="bewerken", erbij=("gezin",))
    acties.stop_afschermen(request.actor, rij)
    messages.success(request, _("Dit stopt na vandaag."))
    return redirect("gezinnen:afschermen", pk=rij.gezin_id)
