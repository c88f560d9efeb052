"""Worries about safety: for who keeps or works in the family, and for the deontology contact."""

import uuid

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from beroepsgeheim.beleid import beleid, haal
from beroepsgeheim.omslag import noteer
from gezinnen import veiligheid as woorden
from gezinnen.actions import veiligheid as acties
from gezinnen.forms.veiligheid import (
    BesluitFormulier,
    ContactFormulier,
    SluitFormulier,
    StapFormulier,
    WoordingFormulier,
    ZorgFormulier,
)
from gezinnen.models import Gezin, Woording, ZorgOmVeiligheid
from organisaties.models import Rol
from thuiscompagnie.vloer.formulieren import bewaar_versie, eenmalig

from .blad import formulierblad, gelukt

WERKERS = (Rol.COACH, Rol.VERZORGENDE)
LEZERS = (*WERKERS, Rol.DEONTOLOGIE)


def terug_naar(pk: uuid.UUID) -> dict[str, str]:
    return {"terug_url": reverse("gezinnen:zorg", args=[pk]), "terug_tekst": _("Terug")}


@beleid(*WERKERS)
@require_safe
def van_gezin(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """What to do with a worry, and the records of this family that this person may read."""
    rij, mag = haal(Gezin, request, pk=pk)
    context = {
        "gezin": rij,
        "mag": mag,
        "zorgen": list(ZorgOmVeiligheid.objects.zichtbaar_voor(request.actor).filter(gezin=rij)),
        "lijnen": woorden.advieslijnen(request.actor),
    }
    return render(request, "gezinnen/veiligheid.html", context)


@beleid(*WERKERS)
@eenmalig
def nieuw(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """Raise a worry."""
    rij, _mag = haal(Gezin, request, pk=pk, mag="meewerken")
    form = ZorgFormulier(request.POST or None, actor=request.actor, dienst_id=rij.dienst_id)
    velden = [naam for naam in form.fields if naam != "formulierbon"]
    zorg = gelukt(form, lambda: acties.meld(request.actor, rij, **{v: form.cleaned_data[v] for v in velden}))
    if zorg:
        messages.success(request, _("Genoteerd. Er is niets gedeeld."))
        return redirect("gezinnen:zorg", pk=zorg.pk)
    return formulierblad(
        request, form, titel=_("Zorg om iemands veiligheid"), knop=_("Bewaren"),
        inleiding=_("Enkel de coach, het contact dat u kiest en uzelf lezen dit. Dit verslag deelt niets."),
        terug_url=reverse("gezinnen:veiligheid", args=[pk]), terug_tekst=_("Terug"),
    )  # fmt: skip


@beleid(Rol.DEONTOLOGIE)
@require_safe
def lijst(request: HttpRequest) -> HttpResponse:
    """The records in which this contact is named: the open ones first."""
    zorgen = list(
        ZorgOmVeiligheid.objects.zichtbaar_voor(request.actor).order_by("-afgesloten_op", "-gemaakt_op")[:100]
    )
    noteer("lijst", onderdeel=acties.ONDERDEEL, aantal=len(zorgen))
    context = {"open": [z for z in zorgen if z.is_open], "gesloten": [z for z in zorgen if not z.is_open]}
    return render(request, "gezinnen/zorgen.html", context)


@beleid(*LEZERS)
@require_safe
def zorg(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """One record with its steps, the lines to ask for advice, and the decision."""
    rij, mag = haal(
        ZorgOmVeiligheid, request, pk=pk, onderdeel=acties.ONDERDEEL,
        erbij=("door__gebruiker", "contact__gebruiker", "besloten_door__gebruiker"),
    )  # fmt: skip
    context = {
        "zorg": rij,
        "mag": mag,
        "stappen": rij.stappen.select_related("door__gebruiker"),
        "lijnen": woorden.advieslijnen(request.actor),
        "is_contact": request.actor.rol == Rol.DEONTOLOGIE,
    }
    return render(request, "gezinnen/zorg.html", context)


@beleid(*LEZERS)
@eenmalig
def stap(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """A talk, advice without names, the contact's own advice."""
    rij, _mag = haal(ZorgOmVeiligheid, request, pk=pk, mag="aanvullen", onderdeel=acties.ONDERDEEL)
    form = StapFormulier(request.POST or None, actor=request.actor)
    velden = ["soort", "dag", "wie", "tekst", "antwoord"]
    if gelukt(
        form, lambda: acties.voeg_stap_toe(request.actor, rij, **{v: form.cleaned_data[v] for v in velden})
    ):
        messages.success(request, _("Genoteerd."))
        return redirect("gezinnen:zorg", pk=pk)
    return formulierblad(request, form, titel=_("Wat deed u?"), knop=_("Bewaren"), **terug_naar(pk))


@beleid(Rol.COACH, Rol.DEONTOLOGIE)
@eenmalig
def beslissen(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """The decision with its ground, and what the family knows of it."""
    rij, _mag = haal(ZorgOmVeiligheid, request, pk=pk, mag="beslissen", onderdeel=acties.ONDERDEEL)
    form = BesluitFormulier(request.POST or None, actor=request.actor, initial={"versie": rij.versie})
    velden = ["besluit", "grond", "verteld_op", "niet_verteld", "versie"]
    if gelukt(form, lambda: acties.beslis(request.actor, rij, **{v: form.cleaned_data[v] for v in velden})):
        messages.success(request, _("De beslissing is genoteerd. Ze deelt zelf niets."))
        return redirect("gezinnen:zorg", pk=pk)
    return formulierblad(
        request, form, titel=_("Beslissen"), knop=_("Bewaren"),
        inleiding=_("Deze beslissing deelt niets en gaat niet voorbij aan een nee van het gezin."),
        **terug_naar(pk),
    )  # fmt: skip


@beleid(Rol.COACH, Rol.DEONTOLOGIE)
@eenmalig
def sluiten(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """Close the record."""
    rij, _mag = haal(ZorgOmVeiligheid, request, pk=pk, mag="beslissen", onderdeel=acties.ONDERDEEL)
    begin = {"verteld_op": rij.verteld_op or rij.besproken_op, "niet_verteld": rij.niet_verteld}
    form = SluitFormulier(request.POST or None, initial=begin)
    velden = ["verteld_op", "niet_verteld"]
    if gelukt(form, lambda: acties.sluit(request.actor, rij, **{v: form.cleaned_data[v] for v in velden})):
        messages.success(request, _("Afgesloten."))
        return redirect("gezinnen:zorg", pk=pk)
    return formulierblad(request, form, titel=_("Afsluiten"), knop=_("Afsluiten"), **terug_naar(pk))


@beleid(Rol.COACH)
@eenmalig
def contact(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """Another contact, when the one who was named is no longer there."""
    rij, _mag = haal(ZorgOmVeiligheid, request, pk=pk, mag="beslissen", onderdeel=acties.ONDERDEEL)
    form = ContactFormulier(request.POST or None, actor=request.actor, dienst_id=rij.dienst_id)
    if gelukt(form, lambda: acties.ander_contact(request.actor, rij, contact=form.cleaned_data["contact"])):
        messages.success(request, _("Bewaard. Het vorige contact leest dit niet meer."))
        return redirect("gezinnen:zorg", pk=pk)
    return formulierblad(request, form, titel=_("Een ander contact"), knop=_("Bewaren"), **terug_naar(pk))


@beleid(*LEZERS)
@require_safe
def woordenlijst(request: HttpRequest) -> HttpResponse:
    """Grounds and advice lines as this organisation words them."""
    context = {
        "eigen": list(Woording.objects.zichtbaar_voor(request.actor)),
        "gronden": woorden.gronden(request.actor),
        "lijnen": woorden.advieslijnen(request.actor),
        "mag_bewerken": request.actor.rol == Rol.DEONTOLOGIE,
    }
    return render(request, "gezinnen/woordingen.html", context)


@beleid(Rol.DEONTOLOGIE)
@eenmalig
def woording_nieuw(request: HttpRequest) -> HttpResponse:
    """A ground or an advice line more."""
    nieuw_woord = Woording(organisatie_id=request.actor.organisatie_id)
    form = WoordingFormulier(request.POST or None, instance=nieuw_woord)
    if form.is_valid():
        form.save()
        messages.success(request, _("Bewaard."))
        return redirect("gezinnen:woordingen")
    return formulierblad(
        request, form, titel=_("In eigen woorden"), knop=_("Bewaren"),
        terug_url=reverse("gezinnen:woordingen"), terug_tekst=_("Gronden en advieslijnen"),
    )  # fmt: skip


@beleid(Rol.DEONTOLOGIE)
@eenmalig
def woording(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """Other words, confirmed by a jurist or not, or out of use."""
    rij, _mag = haal(Woording, request, pk=pk, mag="bewerken")
    form = WoordingFormulier(request.POST or None, instance=rij)
    velden = list(WoordingFormulier.Meta.fields)

    def bewaar() -> Woording:
        bewaar_versie(form.instance, velden=velden, versie=form.cleaned_data["versie"])
        return rij

    if gelukt(form, bewaar):
        messages.success(request, _("Bewaard."))
        return redirect("gezinnen:woordingen")
    return formulierblad(
        request, form, titel=_("In eigen woorden"), knop=_("Bewaren"),
        terug_url=reverse("gezinnen:woordingen"), terug_tekst=_("Gronden en advieslijnen"),
    )  # fmt: skip
