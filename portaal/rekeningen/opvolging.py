"""Who left with open work, and who carries on: numbers of families, no content."""

import uuid
from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods

from beroepsgeheim.beleid import beleid
from beroepsgeheim.omslag import noteer
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
    noteer("lijst", onderdeel=acties.ONDERDEEL, aantal=sum(wie.aantal for wie in mensen))
    return render(request, "organisaties/opvolging.html", {"mensen": mensen})


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
    if form.is_valid():
        for code in form.cleaned_data["gezinnen"]:
            gezin, _punt, als = code.partition(":")
            acties.volg_op(
                request.actor, gezin=uuid.UUID(gezin), oud=wie.functie, nieuw=form.cleaned_data["opvolger"], als=als
            )  # fmt: skip
        messages.success(
            request, _("De opvolging is geregeld. Op de eigen plek van het gezin staat wie nu de coach is.")
        )
        return redirect("organisaties:opvolging")
    status = 422 if form.is_bound else 200
    return render(request, "organisaties/opvolger.html", {"form": form, "wie": wie}, status=status)
