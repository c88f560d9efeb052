"""Data and rights of a family, for who carries its file: copies, requests, and an erasure on its way."""

import uuid

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from beroepsgeheim import bewaren
from beroepsgeheim.beleid import beleid, haal
from beroepsgeheim.models import Wissing
from gezinnen.actions import verzoek as acties
from gezinnen.actions.inzage import VORMEN, vraag_export
from gezinnen.forms.rechten import (
    AfrondFormulier,
    KopieFormulier,
    TegenhoudFormulier,
    VerlengFormulier,
    VerzoekFormulier,
)
from gezinnen.models import Gezin, Gezinslid, Verzoek, VerzoekWoord
from organisaties.models import Rol
from thuiscompagnie.vloer.formulieren import eenmalig

from .blad import formulierblad, gelukt


def terug_naar(gezin_pk: uuid.UUID) -> dict[str, str]:
    """The way back to the page of rights."""
    return {
        "terug_url": reverse("gezinnen:rechten", args=[gezin_pk]),
        "terug_tekst": _("Gegevens en rechten"),
    }


@beleid(Rol.COACH)
@require_safe
def rechten(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """Who may have a copy, what was asked, and whether this file is about to be erased."""
    gezin, mag = haal(Gezin, request, pk=pk, mag="bewerken", erbij=("gegevens",))
    vragen = Verzoek.objects.zichtbaar_voor(request.actor).filter(gezin=gezin).select_related("lid")
    context = {
        "gezin": gezin,
        "mag": mag,
        "leden": gezin.leden.all(),
        "open": [(v, v.is_te_laat_op(request.actor.dag)) for v in vragen if v.is_open],
        "afgehandeld": [v for v in vragen if not v.is_open],
        # What was only found is still the officer's: the coach hears of it when it is announced.
        "wissing": Wissing.objects.zichtbaar_voor(request.actor)
        .filter(sleutel=gezin.sleutel, status__in=["aangekondigd", "tegengehouden"])
        .first(),
    }
    return render(request, "gezinnen/rechten.html", context)


@beleid(Rol.COACH, grens_post="uitvoer")
@require_http_methods(["GET", "HEAD", "POST"])
@eenmalig
def kopie(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """A copy of one person's data, for somebody who cannot fetch it alone."""
    lid, _mag = haal(Gezinslid, request, pk=pk, mag="kopie_vragen")
    if request.method == "POST":
        vorm = request.POST.get("vorm", "pdf")
        opdracht = vraag_export(request.actor, lid, vorm=vorm if vorm in VORMEN else "pdf")
        terug = reverse("gezinnen:rechten", args=[lid.gezin_id])
        return redirect(reverse("vloer:opdracht", args=[opdracht.pk]) + f"?terug={terug}")
    return render(request, "gezinnen/kopie.html", {"lid": lid, **terug_naar(lid.gezin_id)})


@beleid(Rol.COACH)
@eenmalig
def verzoek_nieuw(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """Take down what somebody asks about the own data."""
    gezin, _mag = haal(Gezin, request, pk=pk, mag="bewerken")
    form = VerzoekFormulier(request.POST or None, gezin=gezin)
    velden = ("lid", "soort", "vraag", "via", "ontvangen_op")
    verzoek = gelukt(
        form, lambda: acties.dien_in(request.actor, gezin, **{v: form.cleaned_data[v] for v in velden})
    )
    if verzoek:
        messages.success(request, _("Genoteerd. U leest hier tegen wanneer er een antwoord moet zijn."))
        return redirect("gezinnen:verzoek", pk=verzoek.pk)
    titel = _("Een vraag over gegevens")
    return formulierblad(request, form, titel=titel, knop=_("Noteren"), **terug_naar(pk))


@beleid(Rol.COACH)
@require_safe
def verzoek(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """One request: its words, its term, and what may be done with it."""
    rij, mag = haal(Verzoek, request, pk=pk, erbij=("lid", "gezin"))
    woord = VerzoekWoord.objects.zichtbaar_voor(request.actor).filter(verzoek=rij).first()
    context = {"verzoek": rij, "mag": mag, "woord": woord, "te_laat": rij.is_te_laat_op(request.actor.dag)}
    return render(request, "gezinnen/verzoek.html", context | terug_naar(rij.gezin_id))


@beleid(Rol.COACH)
@eenmalig
def verzoek_verlengen(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """More time, once, with a reason."""
    rij, _mag = haal(Verzoek, request, pk=pk, mag="verlengen")
    form = VerlengFormulier(request.POST or None)
    if gelukt(form, lambda: acties.verleng(request.actor, rij, reden=form.cleaned_data["verlenging"])):
        messages.success(request, _("Verlengd. Vertel het aan wie het vroeg."))
        return redirect("gezinnen:verzoek", pk=pk)
    return formulierblad(
        request, form, titel=_("Meer tijd nodig"), knop=_("Verlengen"), **terug_naar(rij.gezin_id)
    )


@beleid(Rol.COACH)
@eenmalig
def verzoek_afronden(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """The answer."""
    rij, _mag = haal(Verzoek, request, pk=pk, mag="afhandelen")
    form = AfrondFormulier(request.POST or None)
    velden = ("uitkomst", "antwoord")
    if gelukt(form, lambda: acties.rond_af(request.actor, rij, **{v: form.cleaned_data[v] for v in velden})):
        messages.success(request, _("Bewaard. Geef het antwoord ook zelf door."))
        return redirect("gezinnen:rechten", pk=rij.gezin_id)
    return formulierblad(
        request, form, titel=_("De vraag beantwoorden"), knop=_("Bewaren"), **terug_naar(rij.gezin_id)
    )


@beleid(Rol.COACH)
@eenmalig
def wissing_kopie(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """Whether the family has its copy: nothing is erased before this is answered."""
    gezin, _mag = haal(Gezin, request, pk=pk, mag="bewerken")
    wissing, _mag2 = haal(Wissing, request, sleutel=gezin.sleutel, status__in=Wissing.OPEN, mag="antwoorden")
    form = KopieFormulier(request.POST or None)
    if form.is_valid():
        bewaren.noteer_kopie(request.actor, wissing, form.cleaned_data["kopie"])
        messages.success(request, _("Bewaard."))
        return redirect("gezinnen:rechten", pk=pk)
    return formulierblad(
        request, form, titel=_("Een kopie voor het gezin"), knop=_("Bewaren"), **terug_naar(pk)
    )


@beleid(Rol.COACH)
@eenmalig
def wissing_tegenhouden(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """Let an erasure wait."""
    gezin, _mag = haal(Gezin, request, pk=pk, mag="bewerken")
    wissing, _mag2 = haal(Wissing, request, sleutel=gezin.sleutel, status__in=Wissing.OPEN, mag="tegenhouden")
    form = TegenhoudFormulier(request.POST or None)

    def doe() -> bool:
        bewaren.houd_tegen(request.actor, wissing, **{v: form.cleaned_data[v] for v in ("reden", "tot")})
        return True

    if gelukt(form, doe):
        messages.success(request, _("Het wissen wacht tot de dag die u koos."))
        return redirect("gezinnen:rechten", pk=pk)
    return formulierblad(
        request, form, titel=_("Het wissen laten wachten"), knop=_("Tegenhouden"), **terug_naar(pk)
    )
