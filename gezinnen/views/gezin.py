"""The family page, its timeline, and what the family tells about itself."""

import uuid

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from beroepsgeheim.beleid import beleid, haal
from gezinnen import overzicht, panelen
from gezinnen.actions import gezin as acties
from gezinnen.bladeren import blad
from gezinnen.forms.gezin import AdresFormulier, GegevensFormulier, LidFormulier, VerhuisFormulier
from gezinnen.models import Adres, Fase, Gezin, GezinGegevens, Gezinslid
from organisaties.models import Rol
from organisaties.noemen import TeNoemen
from thuiscompagnie.vloer.formulieren import eenmalig

from .blad import formulierblad, gelukt, wijzig

LOPENDE_FASEN = [(fase.value, str(fase.label).capitalize()) for fase in Fase][:5]


def terug_naar(gezin_pk: uuid.UUID) -> dict[str, str]:
    """The way back from a form to the family page."""
    return {"terug_url": reverse("gezinnen:gezin", args=[gezin_pk]), "terug_tekst": _("Terug naar het gezin")}


@beleid(Rol.COACH, Rol.VERZORGENDE)
@require_safe
def gezin(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """Who they are, where they are, who helps, what is next. A care worker sees it without the file."""
    rij, mag = haal(Gezin, request, pk=pk, erbij=overzicht.ERBIJ)
    noemen = TeNoemen(request.actor)
    beeld = overzicht.van(rij, request.actor, dossier=mag.bewerken, noemen=noemen)
    beeld.gezin.mag_meewerken = mag.bewerken or mag.meewerken  # who only reads on gets no buttons to write
    blokken = panelen.voor(beeld.gezin, request.actor, noemen)
    noemen.lees()
    context = {
        "gezin": beeld.gezin,
        "mag": mag,
        "overzicht": beeld,
        "panelen": blokken,
        "fasen": LOPENDE_FASEN,
        "dag": request.actor.dag,
    }
    return render(request, "gezinnen/gezin.html", context)


@beleid(Rol.COACH, Rol.VERZORGENDE)
@require_safe
def tijdlijn(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """Everything that happened, newest first."""
    rij, mag = haal(Gezin, request, pk=pk)
    lijnen = overzicht.tijdlijn(rij, request.actor, dossier=mag.bewerken)
    pagina = blad(lijnen, ("-dag", "-gemaakt_op", "id"), request)
    return render(request, "gezinnen/tijdlijn.html", {"gezin": rij, "blad": pagina})


@beleid(Rol.COACH)
@eenmalig
def gegevens(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """How the family wants to be called and reached."""
    rij, _mag = haal(GezinGegevens, request, gezin_id=pk, mag="bewerken")
    form = GegevensFormulier(request.POST or None, instance=rij)
    if wijzig(form, acties.wijzig_gegevens, request.actor):
        messages.success(request, _("Bewaard."))
        return redirect("gezinnen:gezin", pk=pk)
    return formulierblad(
        request, form, titel=_("Naam en bereikbaarheid"), knop=_("Bewaren"), **terug_naar(pk)
    )


@beleid(Rol.COACH)
@eenmalig
def lid_nieuw(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """Somebody more in the household."""
    rij, _mag = haal(Gezin, request, pk=pk, mag="bewerken")
    form = LidFormulier(request.POST or None, instance=Gezinslid(gezin=rij, sleutel=rij.sleutel))
    velden = [*acties.VELDEN_LID]
    if gelukt(
        form, lambda: acties.voeg_lid_toe(request.actor, rij, **{v: form.cleaned_data[v] for v in velden})
    ):
        messages.success(request, _("Toegevoegd."))
        _taken_herbekijken(request, rij)
        return redirect("gezinnen:lid_nieuw" if "nog" in request.POST else "gezinnen:gezin", pk=pk)
    return formulierblad(
        request, form, titel=_("Wie woont er nog?"), knop=_("Toevoegen"), tweede=_("Toevoegen en nog iemand"),
        tweede_naam="nog", **terug_naar(pk),
    )  # fmt: skip


@beleid(Rol.COACH)
@eenmalig
def lid_wijzigen(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """A member of the household, or the day on which somebody left."""
    rij, _mag = haal(Gezinslid, request, pk=pk, mag="bewerken")
    woonde_hier = rij.tot is None
    form = LidFormulier(request.POST or None, instance=rij)
    if wijzig(form, acties.wijzig_lid, request.actor):
        messages.success(request, _("Bewaard."))
        if woonde_hier and rij.tot:
            _taken_herbekijken(request, rij.gezin)
        return redirect("gezinnen:gezin", pk=rij.gezin_id)
    return formulierblad(
        request, form, titel=_("Gezinslid aanpassen"), knop=_("Bewaren"), **terug_naar(rij.gezin_id)
    )


def _taken_herbekijken(request: HttpRequest, gezin: Gezin) -> None:
    """Who lives there changed: do the tasks still fit, and can somebody do something (R036)?"""
    if gezin.is_gestart:
        messages.info(
            request,
            _("Er verandert iets in huis. Bekijk met het gezin en de verzorgende of de taken nog passen."),
        )


@beleid(Rol.COACH, Rol.VERZORGENDE)
@require_safe
def adressen(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """Where the family lives and lived."""
    rij, mag = haal(Gezin, request, pk=pk)
    alle = Adres.objects.zichtbaar_voor(request.actor).filter(gezin=rij).select_related("gemeente", "van_lid")
    return render(request, "gezinnen/adressen.html", {"gezin": rij, "mag": mag, "adressen": alle})


@beleid(Rol.COACH)
@eenmalig
def verhuizen(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """The family moves (or gets its first address); or one member has an address of her own."""
    rij, _mag = haal(Gezin, request, pk=pk, mag="bewerken")
    leden = Gezinslid.objects.zichtbaar_voor(request.actor).filter(gezin=rij)
    form = VerhuisFormulier(request.POST or None, leden=leden, initial={"gemeente": rij.gemeente_id})

    def bewaar() -> Adres:
        velden = {v: form.cleaned_data[v] for v in ("van_lid", "straat", "postcode", "gemeente", "van")}
        return acties.verhuis(request.actor, rij, **velden)

    if gelukt(form, bewaar):
        messages.success(request, _("Het adres is bewaard."))
        return redirect("gezinnen:gezin", pk=pk)
    return formulierblad(
        request, form, titel=_("Waar woont het gezin, of iemand ervan?"), knop=_("Adres bewaren"),
        inleiding=_("Het vorige adres van het gezin of van die persoon blijft bewaard en eindigt de dag ervoor."), **terug_naar(pk),
    )  # fmt: skip


@beleid(Rol.COACH)
@eenmalig
def adres_wijzigen(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """A writing error in an address."""
    rij, _mag = haal(Adres, request, pk=pk, mag="bewerken")
    form = AdresFormulier(request.POST or None, instance=rij)
    if wijzig(form, acties.wijzig_adres, request.actor):
        messages.success(request, _("Bewaard."))
        return redirect("gezinnen:adressen", pk=rij.gezin_id)
    return formulierblad(
        request, form, titel=_("Adres verbeteren"), knop=_("Bewaren"),
        inleiding=_("Verhuisde het gezin? Noteer dan een nieuw adres."), **terug_naar(rij.gezin_id),
    )  # fmt: skip
