"""Who left with open work, and who carries on: numbers of families and hours, no content."""

import uuid
from typing import Any

from django import forms
from django.contrib import messages
from django.db import DatabaseError
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods

from beroepsgeheim.beleid import beleid
from beroepsgeheim.omslag import noteer, poging
from coaching import opvolging as zorg
from coaching.models import EindeReden
from gezinnen.actions import opvolging as acties
from organisaties.models import Functie, Rol
from organisaties.verzoek import Verzoek
from thuiscompagnie.vloer.formulieren import HuisFormulier, eenmalig

REGELAARS = (Rol.VERANTWOORDELIJKE, Rol.BEHEERDER)


class OpvolgFormulier(HuisFormulier):
    """Which families, and who carries on."""

    gezinnen = forms.MultipleChoiceField(
        label=gettext_lazy("Welke gezinnen?"), widget=forms.CheckboxSelectMultiple
    )
    opvolger = forms.ChoiceField(label=gettext_lazy("Wie neemt ze op?"))

    def __init__(self, *args: Any, wie: acties.Vertrokken, opvolgers: list[Functie], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        als = {"coach": _("als coach"), "vervanger": _("als vervanger")}
        keuzes = [(f"{pk}:{hoe}", f"{nummer}, {als[hoe]}") for pk, nummer, hoe in wie.gezinnen]
        self.fields["gezinnen"].choices = keuzes  # type: ignore[attr-defined]
        self.fields["gezinnen"].initial = [code for code, _naam in keuzes]
        self._functies = {str(f.pk): f for f in opvolgers}
        namen = [(pk, f.gebruiker.naam) for pk, f in self._functies.items()]
        self.fields["opvolger"].choices = [("", _("Kies een collega")), *namen]  # type: ignore[attr-defined]

    def clean_opvolger(self) -> Functie:
        return self._functies[self.cleaned_data["opvolger"]]


@require_GET
@beleid(*REGELAARS)
def opvolging(request: Verzoek) -> HttpResponse:
    """People whose role has ended and whose families wait for a successor."""
    mensen = acties.open_werk(request.actor)
    verzorgenden = zorg.open_inzetten(request.actor)
    noteer("lijst", onderdeel=acties.ONDERDEEL, aantal=sum(wie.aantal for wie in mensen))
    noteer("lijst", onderdeel=zorg.ONDERDEEL, aantal=sum(len(wie.inzetten) for wie in verzorgenden))
    context = {"mensen": mensen, "verzorgenden": verzorgenden}
    return render(request, "organisaties/opvolging.html", context)


def _volg_op(request: Verzoek, wie: acties.Vertrokken, form: OpvolgFormulier) -> bool:
    """All of them or none; False with words on the form when one of them cannot go to this colleague."""
    try:
        with poging():
            for code in form.cleaned_data["gezinnen"]:
                gezin, _punt, als = code.partition(":")
                acties.volg_op(
                    request.actor, gezin=uuid.UUID(gezin), oud=wie.functie,
                    nieuw=form.cleaned_data["opvolger"], als=als,
                )  # fmt: skip
    except DatabaseError:
        form.add_error(
            "gezinnen",
            _(
                "Niet elk van deze gezinnen kan naar deze collega: misschien is zij er al de coach, of koos iemand "
                "anders zonet een opvolger. Open deze pagina opnieuw en kies per gezin."
            ),
        )
        return False
    return True


@require_http_methods(["GET", "POST"])
@beleid(*REGELAARS)
@eenmalig
def opvolger(request: Verzoek, pk: uuid.UUID) -> HttpResponse:
    """Name a successor for the families of one person."""
    wie = next((w for w in acties.open_werk(request.actor) if w.functie.pk == pk), None)
    if wie is None:
        raise Http404
    noteer("lijst", onderdeel=acties.ONDERDEEL, aantal=wie.aantal)
    form = OpvolgFormulier(request.POST or None, wie=wie, opvolgers=acties.opvolgers(request.actor))
    if form.is_valid() and _volg_op(request, wie, form):
        messages.success(
            request, _("De opvolging is geregeld. Op de eigen plek van het gezin staat wie nu de coach is.")
        )
        return redirect("organisaties:opvolging")
    status = 422 if form.is_bound else 200
    return render(request, "organisaties/opvolger.html", {"form": form, "wie": wie}, status=status)


class InzetFormulier(HuisFormulier):
    """Which deployments of somebody who left, why they end, and who comes in her place."""

    inzetten = forms.MultipleChoiceField(
        label=gettext_lazy("Welke gezinnen?"), widget=forms.CheckboxSelectMultiple
    )
    opvolger = forms.ChoiceField(
        label=gettext_lazy("Wie komt er in haar plaats?"),
        required=False,
        help_text=gettext_lazy("Dezelfde uren en dagen; de coach van het gezin kan ze daarna wijzigen."),
    )
    reden = forms.ChoiceField(
        label=gettext_lazy("Waarom stopt het?"),
        choices=EindeReden,
        widget=forms.RadioSelect,
        initial=EindeReden.ANDERS,
    )

    def __init__(self, *args: Any, wie: zorg.Vertrokken, opvolgers: list[Functie], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._inzetten = {str(rij.inzet): rij for rij in wie.lopend}
        keuzes = [(pk, f"{rij.nummer}: {rij.afspraak}") for pk, rij in self._inzetten.items()]
        self.fields["inzetten"].choices = keuzes  # type: ignore[attr-defined]
        self.fields["inzetten"].initial = list(self._inzetten)
        self._functies = {str(f.pk): f for f in opvolgers}
        namen = [(pk, f.gebruiker.naam) for pk, f in self._functies.items()]
        niemand = ("", _("niemand, of nog niet geweten"))
        self.fields["opvolger"].choices = [niemand, *namen]  # type: ignore[attr-defined]

    def clean_inzetten(self) -> list[zorg.OpenInzet]:
        return [self._inzetten[pk] for pk in self.cleaned_data["inzetten"]]

    def clean_opvolger(self) -> Functie | None:
        return self._functies.get(self.cleaned_data["opvolger"])


def _sluit(request: Verzoek, wie: zorg.Vertrokken, form: InzetFormulier) -> bool:
    """All of them or none; False with words on the form when the colleague cannot take one of them."""
    velden = form.cleaned_data
    try:
        with poging():
            for inzet in velden["inzetten"]:
                zorg.sluit_inzet(
                    request.actor, wie.functie, inzet, reden=velden["reden"], opvolger=velden["opvolger"]
                )
    except DatabaseError:
        form.add_error(
            "opvolger",
            _(
                "Deze collega kan niet elk van deze gezinnen opnemen: misschien komt zij er al. Kies per gezin."
            ),
        )
        return False
    return True


@require_http_methods(["GET", "POST"])
@beleid(*REGELAARS)
@eenmalig
def inzetten(request: Verzoek, pk: uuid.UUID) -> HttpResponse:
    """End the deployments of a care worker who left, or hand them to a colleague."""
    wie = next((w for w in zorg.open_inzetten(request.actor) if w.functie.pk == pk), None)
    if wie is None:
        raise Http404
    noteer("lijst", onderdeel=zorg.ONDERDEEL, aantal=len(wie.inzetten))
    form = InzetFormulier(request.POST or None, wie=wie, opvolgers=zorg.opvolgers(request.actor))
    if form.is_valid() and _sluit(request, wie, form):
        messages.success(request, _("Geregeld. De coach van het gezin leest het op de tijdlijn."))
        return redirect("organisaties:opvolging")
    status = 422 if form.is_bound else 200
    return render(request, "organisaties/inzetten.html", {"form": form, "wie": wie}, status=status)
