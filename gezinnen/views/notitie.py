"""Notes on the family's pages, and as the family itself reads them."""

import uuid
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from beroepsgeheim.beleid import beleid, haal
from beroepsgeheim.omslag import noteer
from gezinnen.actions import notitie as acties
from gezinnen.forms.notitie import FORMULIEREN, LezersFormulier, VerbeterFormulier
from gezinnen.models import Gezin, Notitie, NotitieSoort
from organisaties.actor import Actor
from organisaties.models import Rol
from thuiscompagnie.vloer.formulieren import eenmalig

from .blad import formulierblad, gelukt

WERKERS = (Rol.COACH, Rol.VERZORGENDE)
HOOGSTENS = 100
# What each kind is, and who reads it, before somebody writes.
UITLEG: dict[str, tuple[Any, Any]] = {
    NotitieSoort.GEZIN: (
        gettext_lazy("Over het gezin"),
        gettext_lazy("Het gezin leest dit zelf. Schrijf alsof het gezin meeleest."),
    ),
    NotitieSoort.VERTROUWEN: (
        gettext_lazy("In vertrouwen"),
        gettext_lazy(
            "Enkel wie het zei en u lezen dit. Bent u niet de coach, dan leest de coach het pas als die persoon ja zegt."
        ),
    ),
    NotitieSoort.DERDE: (
        gettext_lazy("Van iemand anders gehoord"),
        gettext_lazy(
            "Enkel de coach leest dit. U kiest of het gezin het leest, met een reden als het niet kan."
        ),
    ),
}

AFGESCHERMD = gettext_lazy(
    "In dit gezin zijn mensen van elkaar afgeschermd. Wat geen spreker heeft, leest enkel wie beschermd wordt."
)


def soorten(actor: Actor) -> list[str]:
    """The kinds that this role writes: what a third person tells goes to the coach."""
    alle = [NotitieSoort.GEZIN, NotitieSoort.VERTROUWEN, NotitieSoort.DERDE]
    return [s.value for s in (alle if actor.rol == Rol.COACH else alle[:2])]


def terug_naar(gezin_pk: uuid.UUID) -> dict[str, str]:
    return {"terug_url": reverse("gezinnen:notities", args=[gezin_pk]), "terug_tekst": _("Notities")}


@beleid(*WERKERS)
@require_safe
def lijst(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """The notes of this family that somebody may read, newest first."""
    rij, mag = haal(Gezin, request, pk=pk)
    notities = list(acties.lijst(request.actor, rij)[:HOOGSTENS])
    noteer("lijst", sleutel=rij.sleutel, onderdeel=acties.ONDERDEEL, aantal=len(notities))
    context = {"gezin": rij, "mag": mag, "notities": notities, "soorten": keuzes(request.actor)}
    return render(request, "gezinnen/notities.html", context)


def keuzes(actor: Actor) -> list[dict[str, Any]]:
    return [{"code": s, "titel": UITLEG[s][0], "uitleg": UITLEG[s][1]} for s in soorten(actor)]


@beleid(*WERKERS)
@eenmalig
def nieuw(request: HttpRequest, pk: uuid.UUID, soort: str) -> HttpResponse:
    """A note of one kind."""
    rij, _mag = haal(Gezin, request, pk=pk, mag="meewerken")
    if soort not in FORMULIEREN:
        raise Http404
    if soort not in soorten(request.actor):
        raise PermissionDenied
    form = FORMULIEREN[soort](request.POST or None, gezin=rij, actor=request.actor)
    if gelukt(form, lambda: bewaar(request.actor, rij, soort, form.cleaned_data)):
        messages.success(request, _("Genoteerd."))
        return redirect("gezinnen:notities", pk=pk)
    titel, uitleg = UITLEG[soort]
    if soort != NotitieSoort.VERTROUWEN and acties.is_afgeschermd(request.actor, rij):
        uitleg = f"{uitleg} {AFGESCHERMD}"
    return formulierblad(request, form, titel=titel, inleiding=uitleg, knop=_("Bewaren"), **terug_naar(pk))


def bewaar(actor: Actor, gezin: Gezin, soort: str, gegevens: dict[str, Any]) -> Notitie:
    velden = {naam: waarde for naam, waarde in gegevens.items() if naam != "formulierbon"}
    if actor.rol == Rol.VERZORGENDE and soort == NotitieSoort.GEZIN:
        velden["voor_zorg"] = True  # she wrote it in her work: she and her replacement read it
    return acties.schrijf_notitie(actor, gezin, soort=soort, **velden)


@beleid(*WERKERS)
@require_safe
def notitie(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """One note with all its versions."""
    rij, mag = haal(Notitie, request, pk=pk, erbij=("door__gebruiker", "gezin", "spreker"))
    teksten = list(rij.teksten.select_related("door__gebruiker"))
    context = {"notitie": rij, "mag": mag, "nu": teksten[-1], "vroeger": teksten[-2::-1]}
    return render(request, "gezinnen/notitie.html", context)


@beleid(*WERKERS)
@eenmalig
def verbeteren(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """A correction as a new version."""
    rij, _mag = haal(Notitie, request, pk=pk, mag="verbeteren")
    laatste = rij.teksten.latest("nummer")
    begin = {"tekst": laatste.tekst, "nummer": laatste.nummer}
    form = VerbeterFormulier(request.POST or None, initial=begin)
    if gelukt(form, lambda: acties.verbeter(
        request.actor, rij, tekst=form.cleaned_data["tekst"], waarom=form.cleaned_data["waarom"],
        versie=form.cleaned_data["nummer"],
    )):  # fmt: skip
        messages.success(request, _("Verbeterd. De vorige woorden blijven te lezen."))
        return redirect("gezinnen:notitie", pk=pk)
    return formulierblad(
        request, form, titel=_("Notitie verbeteren"), knop=_("Bewaren"),
        terug_url=reverse("gezinnen:notitie", args=[pk]), terug_tekst=_("Terug naar de notitie"),
    )  # fmt: skip


@beleid(*WERKERS)
@eenmalig
def lezers(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """Who else reads a note; for a confidence the answer of who said it."""
    rij, _mag = haal(Notitie, request, pk=pk, mag="lezers_kiezen")
    if rij.is_vertrouwen:
        return _antwoord(request, rij)
    form = LezersFormulier(request.POST or None, notitie=rij)
    if form.is_valid():
        velden: dict[str, Any] = {"voor_zorg": False, "achterhouden_reden": ""} | form.cleaned_data
        velden.pop("formulierbon")
        if gelukt(form, lambda: acties.kies_lezers(request.actor, rij, **velden)):
            messages.success(request, _("Bewaard."))
            return redirect("gezinnen:notitie", pk=pk)
    return formulierblad(
        request, form, titel=_("Wie leest dit?"), knop=_("Bewaren"),
        terug_url=reverse("gezinnen:notitie", args=[pk]), terug_tekst=_("Terug naar de notitie"),
    )  # fmt: skip


def _antwoord(request: HttpRequest, rij: Notitie) -> HttpResponse:
    if request.method == "POST":
        _zet_antwoord(request, rij)
        return redirect("gezinnen:notitie", pk=rij.pk)
    return render(request, "gezinnen/notitie_antwoord.html", {"notitie": rij})


def _zet_antwoord(request: HttpRequest, rij: Notitie) -> None:
    ja = request.POST.get("antwoord") == "ja"
    try:
        acties.antwoord_van_lid(request.actor, rij, ja=ja)
    except ValidationError as fout:
        messages.error(request, " ".join(fout.messages))
    else:
        messages.success(request, _("De coach mag dit weten.") if ja else _("De coach weet dit niet."))


@beleid(Rol.GEZINSLID)
@require_safe
def mijn(request: HttpRequest) -> HttpResponse:
    """What is noted about the family, as the family member herself may read it."""
    notities = list(acties.lijst(request.actor)[:HOOGSTENS])
    for een in notities:
        een.mijn_ja = een.kan_ja_zeggen(request.actor)
    sleutels = {een.sleutel for een in notities}
    for sleutel in sleutels:
        noteer("lijst", sleutel=sleutel, onderdeel=acties.ONDERDEEL, aantal=len(notities))
    context = {"notities": notities, "achtergehouden": acties.achtergehouden(request.actor)}
    return render(request, "gezinnen/mijn_notities.html", context)


@beleid(Rol.GEZINSLID)
@require_POST
def mijn_antwoord(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """The member says whether the coach may know what she told in confidence."""
    rij, _mag = haal(Notitie, request, pk=pk, mag="ja_zeggen")
    _zet_antwoord(request, rij)
    return redirect("gezinnen:mijn_notities")
