"""People around me: the family's picture, and one's own, which one draws alone and opens to whom one wants."""

import uuid

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from beroepsgeheim.beleid import beleid
from netwerk import actions, persoon
from netwerk.models import Band, Netwerkkaart
from netwerk.panelen import gezin_van, van_wie
from netwerk.svg import in_woorden, kaart_svg, legende, op_volgorde
from organisaties.models import Rol
from thuiscompagnie.vloer.formulieren import eenmalig

from .forms import KaartOpenFormulier
from .ik import Ik, ik_van

GET_POST = require_http_methods(["GET", "HEAD", "POST"])


def _eigen(ik: Ik) -> Netwerkkaart | None:
    """The newest picture that this person drew herself."""
    rijen = Netwerkkaart.objects.zichtbaar_voor(ik.actor)
    return rijen.filter(van_lid=ik.lid, gemaakt_door__isnull=True).first()


@beleid(Rol.GEZINSLID)
@require_safe
def lijst(request: HttpRequest) -> HttpResponse:
    """The pictures that this person may see: her own first."""
    ik = ik_van(request, "netwerk")
    kaarten = Netwerkkaart.objects.zichtbaar_voor(request.actor).select_related("van_lid")
    context = {
        "ik": ik,
        "eigen": [k for k in kaarten if k.van_lid_id == ik.lid.pk],
        "anderen": [k for k in kaarten if k.van_lid_id != ik.lid.pk],
    }
    return render(request, "mijn/netwerk.html", context)


@beleid(Rol.GEZINSLID)
@require_safe
def kaart(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """One picture, and the same people as a list."""
    ik = ik_van(request, "netwerk")
    rij = get_object_or_404(
        Netwerkkaart.objects.zichtbaar_voor(request.actor).select_related("van_lid"), pk=pk
    )
    banden = list(rij.banden.select_related("figuur"))
    wie = van_wie(rij, gezin_van(rij))
    context = {
        "ik": ik,
        "kaart": rij,
        "van_wie": wie,
        "svg": kaart_svg(rij, banden, van_wie=wie),
        "mensen": [(band, in_woorden(band)) for band in op_volgorde(banden)],
        "legende": legende(),
        "mag_wijzigen": rij.kan_bewerken(request.actor),
    }
    return render(request, "mijn/kaart_netwerk.html", context)


@beleid(Rol.GEZINSLID)
@require_POST
def begin(request: HttpRequest) -> HttpResponse:
    """Begin one's own picture (or go on with it)."""
    ik = ik_van(request, "netwerk")
    rij = _eigen(ik) or actions.begin_eigen_kaart(request.actor, ik.gezin.client, ik.lid)
    return redirect("mijn:netwerk_persoon", pk=rij.pk)


def _mijn_kaart(request: HttpRequest, pk: uuid.UUID) -> Netwerkkaart:
    """A picture that this person drew herself, or 404."""
    return get_object_or_404(
        Netwerkkaart.objects.zichtbaar_voor(request.actor).select_related("van_lid"),
        pk=pk,
        van_lid=request.actor.persoon_id,
        gemaakt_door__isnull=True,
    )


@beleid(Rol.GEZINSLID)
@GET_POST
@eenmalig
def noem(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """Put somebody on one's own picture: one question at a time."""
    ik_van(request, "netwerk")
    rij = _mijn_kaart(request, pk)
    if request.method != "POST":
        return render(request, "mijn/netwerk_persoon.html", {"kaart": rij, "vraag": persoon.begin(rij)})
    vraag, klaar = persoon.lees(request.POST, rij)
    if klaar is not None:
        actions.noem_persoon(request.actor, rij, figuur=klaar.figuur(), band=klaar.band())
        messages.success(request, _("Deze persoon staat nu op uw kaart."))
        return redirect("mijn:netwerk_kaart", pk=pk)
    code = 422 if vraag.form.errors else 200
    return render(request, "mijn/netwerk_persoon.html", {"kaart": rij, "vraag": vraag}, status=code)


@beleid(Rol.GEZINSLID)
@GET_POST
def wis(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """Take somebody off one's own picture."""
    ik = ik_van(request, "netwerk")
    rij = get_object_or_404(
        Band.objects.zichtbaar_voor(request.actor).select_related("figuur", "kaart"),
        pk=pk,
        kaart__van_lid=ik.lid,
        kaart__gemaakt_door__isnull=True,
    )
    if request.method == "POST":
        actions.wis_figuur(request.actor, rij.figuur)
        messages.success(request, _("Weggehaald van uw kaart."))
        return redirect("mijn:netwerk_kaart", pk=rij.kaart_id)
    return render(request, "mijn/netwerk_wis.html", {"ik": ik, "band": rij})


@beleid(Rol.GEZINSLID)
@GET_POST
def openen(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """Who else may see one's own picture."""
    ik_van(request, "netwerk")
    rij = _mijn_kaart(request, pk)
    begin_ = {"publiek": rij.publiek, "coach": "ja" if rij.zichtbaar_voor_coach else "nee"}
    form = KaartOpenFormulier(request.POST or None, initial=begin_)
    if request.method == "POST" and form.is_valid():
        actions.open_eigen_kaart(
            request.actor,
            rij,
            publiek=form.cleaned_data["publiek"],
            coach=form.cleaned_data["coach"] == "ja",
        )
        messages.success(request, _("Bewaard."))
        return redirect("mijn:netwerk_kaart", pk=pk)
    return render(
        request, "mijn/netwerk_open.html", {"kaart": rij, "form": form}, status=422 if form.is_bound else 200
    )
