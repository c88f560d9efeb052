"""Reading on after a task, with the family's yes; the family stops it whenever it wants."""

import uuid

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from beroepsgeheim.beleid import beleid, haal
from gezinnen.actions import nalezen as acties
from gezinnen.forms.nalezen import NalezenFormulier
from gezinnen.models import Gezin, Nalezing
from organisaties.actor import Soort
from organisaties.models import Rol
from thuiscompagnie.vloer.formulieren import eenmalig

from .blad import formulierblad, gelukt
from .coach import enkel_overgenomen
from .gezin import terug_naar


@beleid(Rol.COACH)
@eenmalig
def nieuw(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """Write down the family's yes."""
    rij, _mag = haal(Gezin, request, pk=pk, mag="bewerken")
    if not rij.kan_overdragen(request.actor):
        return enkel_overgenomen(request, rij)
    form = NalezenFormulier(request.POST or None, gezin=rij, actor=request.actor)
    velden = ["functie", "ja_van", "ja_op"]
    if gelukt(
        form, lambda: acties.laat_nalezen(request.actor, rij, **{v: form.cleaned_data[v] for v in velden})
    ):
        messages.success(request, _("Genoteerd. Het gezin kan dit altijd stoppen."))
        return redirect("gezinnen:gezin", pk=pk)
    return formulierblad(
        request, form, titel=_("Even laten nalezen"), knop=_("Bewaren"),
        inleiding=_("Wie hier stopte, leest nog mee tot 30 dagen na het einde. Enkel als het gezin ja zegt."),
        **terug_naar(pk),
    )  # fmt: skip


@beleid(Rol.COACH, Rol.GEZINSLID)
@require_POST
def stoppen(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """It stops this minute."""
    rij, _mag = haal(Nalezing, request, pk=pk, mag="stoppen")
    acties.stop_nalezen(request.actor, rij)
    messages.success(request, _("Gestopt. Deze persoon leest niets meer."))
    if request.actor.soort is Soort.GEZINSLID:
        return redirect("gezinnen:mijn_nalezen")
    return redirect("gezinnen:gezin", pk=rij.gezin_id)


@beleid(Rol.GEZINSLID)
@require_safe
def mijn(request: HttpRequest) -> HttpResponse:
    """Who still reads after her task, for the family member."""
    rijen = Nalezing.objects.zichtbaar_voor(request.actor).lopend_op(request.actor.dag)
    context = {"nalezingen": list(rijen.select_related("functie__gebruiker"))}
    return render(request, "gezinnen/mijn_nalezen.html", context)
