"""The referral: registering, telling the family, deciding, telling the referrer."""

import uuid
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from beroepsgeheim.beleid import beleid, haal
from gezinnen import panelen
from gezinnen.actions import aanmelding as acties
from gezinnen.delen import bericht, register
from gezinnen.delen.keuze import leden
from gezinnen.delen.poort import Geweigerd
from gezinnen.forms.aanmelding import (
    AanmeldingFormulier,
    AanmeldingZonderNaamFormulier,
    BeslissingFormulier,
    OpnieuwFormulier,
    TerugkoppelingFormulier,
    UitOverlegFormulier,
    VertellenFormulier,
    WijzigFormulier,
)
from gezinnen.forms.velden import uit_concept
from gezinnen.models import Aanmelding, Beslissing, Gezin
from gezinnen.overzicht import minderjarige_ontbreekt
from organisaties.models import Rol
from thuiscompagnie.vloer.formulieren import bewaar_concept, eenmalig, haal_concept, wis_concept

from .blad import formulierblad, gelukt

CONCEPT = "aanmelding"


@beleid(Rol.COACH, Rol.VERZORGENDE)
@require_safe
def uitleg(request: HttpRequest) -> HttpResponse:
    """A sheet in plain words to leave with a family: what this help is, and that it chooses (R069)."""
    return render(request, "gezinnen/uitleg.html")


@beleid(Rol.COACH)
@eenmalig
def aanmelding_nieuw(request: HttpRequest) -> HttpResponse:
    """A new referral; the first question is whether the family knows of it."""
    verteld = (request.POST if request.method == "POST" else request.GET).get("verteld", "")
    if verteld not in ("ja", "nee"):
        return render(request, "gezinnen/aanmelding_vraag.html")
    if "begin" in request.POST:
        return redirect(_na_zoeken(request, verteld))
    klasse = AanmeldingFormulier if verteld == "ja" else AanmeldingZonderNaamFormulier
    form = klasse(request.POST) if request.method == "POST" else klasse(initial=_begin(request, klasse))
    aanmelding = gelukt(form, lambda: _registreer(request, form, verteld == "ja"))
    if aanmelding is not None:
        return _na_registratie(request, aanmelding)
    concept_url = (
        reverse("vloer:concept", args=[CONCEPT, request.actor.functie_id]) if verteld == "ja" else ""
    )
    return formulierblad(
        request, form, titel=_("Nieuwe aanmelding"), knop=_("Aanmelding bewaren"), verteld=verteld,
        terug_url=reverse("gezinnen:nieuw"), terug_tekst=_("Terug naar zoeken"), autosave_url=concept_url,
        template="gezinnen/aanmelding_nieuw.html",
    )  # fmt: skip


def _na_zoeken(request: HttpRequest, verteld: str) -> str:
    """Where the form is, so that going back and reloading work. A name that was searched for comes along in
    the draft, never in the address, and not at all when the family does not know."""
    gezocht = {veld: request.POST.get(veld, "") for veld in ("naam", "gemeente")}
    vraag = {"verteld": verteld}
    if verteld == "nee":
        vraag["gemeente"] = gezocht["gemeente"]
    elif gezocht["naam"]:
        sleutel = request.actor.functie_id
        concept = haal_concept(sleutel, CONCEPT, sleutel)
        eerder = concept.velden if concept and concept.velden.get("naam") == [gezocht["naam"]] else {}
        bewaar_concept(sleutel, CONCEPT, sleutel, eerder | {k: [w] for k, w in gezocht.items() if w})
    return f"{reverse('gezinnen:aanmelding_nieuw')}?{urlencode(vraag)}"


def _begin(request: HttpRequest, klasse: type[AanmeldingFormulier]) -> dict[str, Any]:
    """What is known already: the draft of this person, which begins with what was searched for."""
    if klasse is not AanmeldingFormulier:
        return {"gemeente": request.GET.get("gemeente", "")}
    concept = haal_concept(request.actor.functie_id, CONCEPT, request.actor.functie_id)
    return uit_concept(concept.velden, klasse()) if concept else {}


def _registreer(request: HttpRequest, form: Any, verteld: bool, gezin: Gezin | None = None) -> Aanmelding:
    velden = {k: v for k, v in form.cleaned_data.items() if k != "formulierbon"}
    return acties.registreer_aanmelding(request.actor, verteld=verteld, gezin=gezin, **velden)


def _na_registratie(request: HttpRequest, aanmelding: Aanmelding) -> HttpResponse:
    wis_concept(request.actor.functie_id, CONCEPT, request.actor.functie_id)
    messages.success(request, _("De aanmelding is bewaard."))
    return redirect("gezinnen:gezin", pk=aanmelding.gezin_id)


def _waarschuw(request: HttpRequest, aanmelding: Aanmelding) -> None:
    """A family without a minor (or a child on the way) is noticed, never refused (R001)."""
    if aanmelding.verteld and minderjarige_ontbreekt(request.actor, aanmelding.gezin):
        messages.warning(
            request,
            _("Er staat nog geen kind jonger dan 18 bij dit gezin. Klopt dat? U kunt gewoon verdergaan."),
        )


@beleid(Rol.COACH)
@eenmalig
def opnieuw(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """A new referral of a family that was here before."""
    gezin, _mag = haal(Gezin, request, pk=pk, mag="bewerken")
    form = OpnieuwFormulier(request.POST or None, gezin=gezin)
    aanmelding = gelukt(form, lambda: _registreer(request, form, True, gezin))
    if aanmelding is not None:
        return _na_registratie(request, aanmelding)
    return formulierblad(
        request, form, titel=_("Opnieuw aanmelden"), knop=_("Aanmelding bewaren"),
        terug_url=reverse("gezinnen:gezin", args=[pk]), terug_tekst=_("Terug naar het gezin"),
    )  # fmt: skip


@beleid(Rol.COACH)
@require_safe
def aanmelding(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """The referral with its decisions through time."""
    rij, mag = haal(Aanmelding, request, pk=pk)
    return _aanmeldingsblad(request, rij, mag)


def _aanmeldingsblad(
    request: HttpRequest, rij: Aanmelding, mag: Any, form: UitOverlegFormulier | None = None
) -> HttpResponse:
    overleggen = panelen.eerdere_overleggen(rij.gezin, request.actor, rij.datum)
    context = {
        "aanmelding": rij,
        "mag": mag,
        "beslissingen": beslissingen(rij),
        "uit_overleg": next((o for o in overleggen if o.pk == rij.overleg), None),
        "overlegkeuze": (form or UitOverlegFormulier(aanmelding=rij, overleggen=overleggen))
        if overleggen and mag.bewerken
        else None,
    }
    return render(request, "gezinnen/aanmelding.html", context, status=422 if form else 200)


@beleid(Rol.COACH)
@require_POST
@eenmalig
def uit_overleg(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """Link the referral to the consultation in which the need became clear (R058)."""
    rij, mag = haal(Aanmelding, request, pk=pk, mag="bewerken")
    overleggen = panelen.eerdere_overleggen(rij.gezin, request.actor, rij.datum)
    form = UitOverlegFormulier(request.POST, aanmelding=rij, overleggen=overleggen)
    if gelukt(
        form,
        lambda: acties.koppel_overleg(
            request.actor, rij, form.cleaned_data["overleg"], versie=form.cleaned_data["versie"]
        ),
    ):
        messages.success(request, _("Bewaard."))
        return redirect("gezinnen:aanmelding", pk=pk)
    rij.refresh_from_db()
    return _aanmeldingsblad(request, rij, mag, form)


def beslissingen(rij: Aanmelding) -> list[dict[str, Any]]:
    """Each decision that was ever taken on this referral, from its history; newest first."""
    uit: list[dict[str, Any]] = []
    vorige = None
    sporen = rij.spoors.order_by("pgh_created_at", "pgh_id")
    for spoor in sporen.select_related("beslist_door__gebruiker"):
        nu = (spoor.beslissing, spoor.beslist_op, spoor.beslisreden)
        if spoor.beslissing != Beslissing.OPEN and nu != vorige:
            wie = spoor.beslist_door.gebruiker.naam if spoor.beslist_door else ""
            uit.append({"wat": Beslissing(spoor.beslissing).label, "spoor": spoor, "wie": wie})
        vorige = nu
    return uit[::-1]


def _terug(aanmelding: Aanmelding) -> dict[str, Any]:
    return {
        "terug_url": reverse("gezinnen:aanmelding", args=[aanmelding.pk]),
        "terug_tekst": _("Terug naar de aanmelding"),
    }


@beleid(Rol.COACH)
@eenmalig
def wijzigen(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """Correct or complete the referral."""
    rij, _mag = haal(Aanmelding, request, pk=pk, mag="bewerken")
    form = WijzigFormulier(request.POST or None, aanmelding=rij)

    def bewaar() -> Aanmelding:
        for veld in form.velden:
            setattr(rij, veld, form.cleaned_data[veld])
        return acties.wijzig_aanmelding(
            request.actor, rij, velden=form.velden, versie=form.cleaned_data["versie"]
        )

    if gelukt(form, bewaar):
        messages.success(request, _("Bewaard."))
        return redirect("gezinnen:aanmelding", pk=pk)
    return formulierblad(request, form, titel=_("Aanmelding aanpassen"), knop=_("Bewaren"), **_terug(rij))


@beleid(Rol.COACH)
@eenmalig
def vertellen(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """The family was told: from here on it has a name."""
    rij, _mag = haal(Aanmelding, request, pk=pk, mag="vertellen")
    form = VertellenFormulier(request.POST or None)
    if gelukt(
        form,
        lambda: acties.noteer_verteld(
            request.actor, rij, op=form.cleaned_data["verteld_op"], naam=form.cleaned_data["naam"]
        ),
    ):
        messages.success(request, _("Bewaard. U kunt nu noteren wie er woont."))
        return redirect("gezinnen:gezin", pk=rij.gezin_id)
    return formulierblad(request, form, titel=_("Het gezin weet het nu"), knop=_("Bewaren"), **_terug(rij))


@beleid(Rol.COACH)
@eenmalig
def beslissen(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """Decide: started, waiting list, referred on, not started, withdrawn."""
    rij, _mag = haal(Aanmelding, request, pk=pk, mag="beslissen")
    form = BeslissingFormulier(request.POST or None, aanmelding=rij)
    if gelukt(form, lambda: _beslis(request, form, rij)):
        messages.success(request, _("De beslissing is bewaard."))
        if rij.beslissing == Beslissing.OPGENOMEN:
            _waarschuw(request, rij)
        return redirect("gezinnen:aanmelding", pk=pk)
    rij.refresh_from_db()
    return formulierblad(
        request, form, titel=_("Beslissen over de aanmelding"), knop=_("Beslissing bewaren"), aanmelding=rij,
        template="gezinnen/beslissen.html", **_terug(rij),
    )  # fmt: skip


def _beslis(request: HttpRequest, form: BeslissingFormulier, rij: Aanmelding) -> Aanmelding:
    velden = {k: v for k, v in form.cleaned_data.items() if k != "formulierbon"}
    velden["lco_voor_opname"] = velden["lco_voor_opname"] or "onbekend"
    return acties.beslis(request.actor, rij, **velden)


@beleid(Rol.COACH)
@eenmalig
def terugkoppeling(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """What the referrer may hear, as a letter through the gate of sharing (R070)."""
    rij, _mag = haal(Aanmelding, request, pk=pk, mag="terugkoppelen")
    client = rij.gezin.client
    gegevens = request.POST if request.method == "POST" else None
    form = TerugkoppelingFormulier(
        gegevens, leden=leden(client, request.actor), initial={"bericht_op": request.actor.dag}
    )
    if form.is_valid() and gelukt(form, lambda: _geef_bericht(request, form, rij)):
        messages.success(request, _("Genoteerd: de aanmelder kreeg bericht."))
        return redirect("gezinnen:aanmelding", pk=pk)
    soort = register.soort(bericht.soort_van(rij))
    brief = soort.maak(client, request.actor, rij.pk) if soort else None
    return formulierblad(
        request, form, titel=_("Bericht aan de aanmelder"), knop=_("Bericht geven"), aanmelding=rij,
        sjabloon=bericht.SJABLOON, brief=soort.toon(brief) if soort and brief else {},
        redenen=Geweigerd(bericht.tegen(request.actor, rij)).redenen,
        template="gezinnen/terugkoppeling.html", **_terug(rij),
    )  # fmt: skip


def _geef_bericht(request: HttpRequest, form: TerugkoppelingFormulier, rij: Aanmelding) -> bool:
    acties.noteer_terugkoppeling(
        request.actor, rij, antwoord=form.antwoord, op=form.cleaned_data["bericht_op"]
    )
    return True
