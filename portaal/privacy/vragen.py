"""Requests of families for the officer of a service: kind, term and outcome; never the words, never a name."""

import uuid

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from beroepsgeheim.beleid import beleid, haal
from beroepsgeheim.omslag import noteer
from gezinnen.actions import verzoek as acties
from gezinnen.forms.rechten import AfrondFormulier, VerlengFormulier
from gezinnen.models import Verzoek
from gezinnen.views.blad import formulierblad, gelukt
from organisaties.models import Rol
from portaal.logboek.views import nummers
from thuiscompagnie.vloer.formulieren import eenmalig

HOOGSTENS = 100


def terug_naar() -> dict[str, str]:
    return {"terug_url": reverse("privacy:vragen"), "terug_tekst": _("Vragen over gegevens")}


@beleid(Rol.PRIVACY)
@require_safe
def vragen(request: HttpRequest) -> HttpResponse:
    """What waits, nearest term first, and what was answered lately."""
    alle = Verzoek.objects.zichtbaar_voor(request.actor)
    open_ = list(alle.open()[:HOOGSTENS])
    klaar = list(alle.filter(afgehandeld_op__isnull=False).order_by("-afgehandeld_op", "pk")[:HOOGSTENS])
    bekend = nummers({v.sleutel for v in [*open_, *klaar]})
    noteer("lijst", onderdeel="gezinnen.verzoek", aantal=len(open_) + len(klaar))
    context = {
        "open": [(v, bekend.get(v.sleutel, ""), v.is_te_laat_op(request.actor.dag)) for v in open_],
        "klaar": [(v, bekend.get(v.sleutel, "")) for v in klaar],
    }
    return render(request, "privacy/vragen.html", context)


@beleid(Rol.PRIVACY)
@require_safe
def vraag(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """One request and what the officer may do with it."""
    rij, mag = haal(Verzoek, request, pk=pk)
    nummer = nummers([rij.sleutel]).get(rij.sleutel, "")
    context = {"verzoek": rij, "mag": mag, "nummer": nummer, "te_laat": rij.is_te_laat_op(request.actor.dag)}
    return render(request, "privacy/vraag.html", context | terug_naar())


@beleid(Rol.PRIVACY)
@eenmalig
def verlengen(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """More time, once, with a reason."""
    rij, _mag = haal(Verzoek, request, pk=pk, mag="verlengen")
    form = VerlengFormulier(request.POST or None)
    if gelukt(form, lambda: acties.verleng(request.actor, rij, reden=form.cleaned_data["verlenging"])):
        messages.success(request, _("Verlengd. Vraag de coach om het te vertellen aan wie het vroeg."))
        return redirect("privacy:vraag", pk=pk)
    return formulierblad(request, form, titel=_("Meer tijd nodig"), knop=_("Verlengen"), **terug_naar())


@beleid(Rol.PRIVACY)
@eenmalig
def afronden(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """Close a request; the words of the answer are the coach's."""
    rij, _mag = haal(Verzoek, request, pk=pk, mag="afhandelen")
    form = AfrondFormulier(request.POST or None, met_woorden=False)
    if gelukt(form, lambda: acties.rond_af(request.actor, rij, uitkomst=form.cleaned_data["uitkomst"])):
        messages.success(request, _("Bewaard."))
        return redirect("privacy:vragen")
    return formulierblad(request, form, titel=_("De vraag afronden"), knop=_("Bewaren"), **terug_naar())


@beleid(Rol.PRIVACY)
@require_POST
def wissen(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """Announce the erasure that a family asked for."""
    rij, _mag = haal(Verzoek, request, pk=pk, mag="wissen")
    try:
        acties.wis_op_verzoek(request.actor, rij)
    except ValidationError as fout:
        messages.error(request, " ".join(fout.messages))
        return redirect("privacy:vraag", pk=pk)
    messages.success(
        request, _("Aangekondigd. Het dossier gaat na 30 dagen weg; het gezin krijgt eerst een kopie.")
    )
    return redirect("privacy:bewaren")
