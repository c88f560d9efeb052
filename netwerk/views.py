"""Pages of the network map: made with the family, read by the care worker as far as the family allows."""

import uuid

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from beroepsgeheim.beleid import beleid, haal
from gezinnen.models import Gezin
from organisaties.models import Rol
from thuiscompagnie.vloer.formulieren import VersieConflict, eenmalig, meld_conflict

from . import actions, persoon
from .forms import BandFormulier, KaartFormulier, WisFormulier
from .models import Band, Netwerkkaart
from .panelen import gezin_van, van_wie
from .svg import in_woorden, kaart_svg, legende, op_volgorde

GET_POST = require_http_methods(["GET", "HEAD", "POST"])


@beleid(Rol.COACH)
@GET_POST
@eenmalig
def nieuwe_kaart(request: HttpRequest, gezin_pk: uuid.UUID) -> HttpResponse:
    """Begin a picture with the family, empty or from the previous one."""
    gezin, _mag = haal(Gezin, request, pk=gezin_pk, mag="bewerken")
    dag = request.actor.dag
    form = KaartFormulier(request.POST or None, client=gezin.client, vandaag=dag, initial={"dag": dag})
    if request.method == "POST" and form.is_valid():
        kaart = form.save(commit=False)
        vorige = None
        if form.cleaned_data.get("overnemen"):
            vorige = Netwerkkaart.objects.filter(client=gezin.client, van_lid=kaart.van_lid).first()
        actions.begin_kaart(request.actor, gezin.client, kaart, van=vorige)
        return redirect("netwerk:kaart", pk=kaart.pk)
    return render(request, "netwerk/kaart_form.html", {"form": form, "gezin": gezin}, status=_code(form))


@beleid(Rol.COACH, Rol.VERZORGENDE)
@require_safe
def kaart(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """The picture, and the same people as a list."""
    rij, mag = haal(Netwerkkaart, request, pk=pk)
    gezin = gezin_van(rij)
    banden = list(rij.banden.select_related("figuur", "genoemd_door"))
    context = {
        "kaart": rij,
        "gezin": gezin,
        "mag": mag,
        "van_wie": van_wie(rij, gezin),
        "svg": kaart_svg(rij, banden, van_wie=van_wie(rij, gezin), wijzigen=mag.bewerken),
        "mensen": [(band, in_woorden(band)) for band in op_volgorde(banden)],
        "legende": legende(),
        "andere": Netwerkkaart.objects.zichtbaar_voor(request.actor)
        .filter(client_id=rij.client_id)
        .exclude(pk=rij.pk)
        .select_related("van_lid")[:12],
    }
    return render(request, "netwerk/kaart.html", context)


@beleid(Rol.COACH)
@GET_POST
@eenmalig
def wijzig_kaart(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """The day of the picture and who may see it."""
    rij, _mag = haal(Netwerkkaart, request, pk=pk, mag="bewerken")
    form = KaartFormulier(request.POST or None, instance=rij, client=rij.client, vandaag=request.actor.dag)
    if request.method == "POST" and form.is_valid():
        try:
            actions.wijzig_kaart(request.actor, form.save(commit=False), versie=form.cleaned_data["versie"])
            messages.success(request, _("Bewaard."))
            return redirect("netwerk:kaart", pk=pk)
        except VersieConflict as conflict:
            meld_conflict(form, conflict)
    context = {"form": form, "kaart": rij, "gezin": gezin_van(rij)}
    return render(request, "netwerk/kaart_form.html", context, status=_code(form))


@beleid(Rol.COACH)
@GET_POST
@eenmalig
def noem_persoon(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """Somebody is named: one question at a time, with a look at the answers at the end."""
    rij, _mag = haal(Netwerkkaart, request, pk=pk, mag="bewerken")
    if request.method != "POST":
        vraag = persoon.begin(rij)
        return render(request, "netwerk/persoon.html", {"kaart": rij, "vraag": vraag})
    vraag, klaar = persoon.lees(request.POST, rij)
    if klaar is not None:
        actions.noem_persoon(request.actor, rij, figuur=klaar.figuur(), band=klaar.band())
        messages.success(request, _("Deze persoon staat nu op de kaart."))
        return redirect("netwerk:kaart", pk=pk)
    code = 422 if vraag.form.errors else 200
    return render(request, "netwerk/persoon.html", {"kaart": rij, "vraag": vraag}, status=code)


@beleid(Rol.COACH)
@GET_POST
@eenmalig
def band(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """What the family says now about somebody on the map."""
    rij, _mag = haal(Band, request, pk=pk, mag="bewerken")
    form = BandFormulier(request.POST or None, band=rij)
    if request.method == "POST" and form.is_valid():
        for veld, waarde in form.band().items():
            setattr(rij, veld, waarde)
        try:
            actions.wijzig_band(request.actor, rij, versie=form.cleaned_data["versie"], figuur=form.figuur())
            messages.success(request, _("Bewaard."))
            return redirect("netwerk:kaart", pk=rij.kaart_id)
        except VersieConflict as conflict:
            meld_conflict(form, conflict)
    return render(request, "netwerk/band_form.html", {"form": form, "band": rij}, status=_code(form))


@beleid(Rol.COACH)
@GET_POST
@eenmalig
def wis(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """The family wants somebody gone: from this picture and all others."""
    rij, _mag = haal(Band, request, pk=pk, mag="bewerken")
    form = WisFormulier(request.POST or None, kaart=rij.kaart)
    if request.method == "POST" and form.is_valid():
        actions.wis_figuur(request.actor, rij.figuur)
        messages.success(request, _("Weggehaald, ook van de andere kaarten en uit wat er al van gedeeld is."))
        return redirect("netwerk:kaart", pk=rij.kaart_id)
    return render(request, "netwerk/wis_form.html", {"form": form, "band": rij}, status=_code(form))


def _code(form: object) -> int:
    """A form with errors keeps what was typed and answers 422."""
    return 422 if getattr(form, "is_bound", False) else 200
