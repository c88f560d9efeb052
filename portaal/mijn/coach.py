"""What a coach does for somebody's own place: a card, a code, closing it. She never sees the place itself."""

import uuid
from collections.abc import Iterable
from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from beroepsgeheim.beleid import beleid, haal
from gezinnen.actions import plek as acties
from gezinnen.actions import vraag as vragen
from gezinnen.models import Gezin, Gezinslid, Gezinsvraag
from organisaties import kaarten
from organisaties.actor import Actor
from organisaties.models import Rol, Sleutelkaart
from thuiscompagnie.vloer.formulieren import HuisFormulier, eenmalig

from .forms import AntwoordFormulier
from .kaartblad import kaartblad, vraag_brief


class KaartVraag(HuisFormulier):
    """Making a card; for a child under twelve the coach says that it can do this."""

    eerder = forms.BooleanField(label=gettext_lazy("Dit kind kan dit al"), required=False)

    def __init__(self, *args: object, jong: bool, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        if not jong:
            del self.fields["eerder"]


def standen(leden: Iterable[Gezinslid]) -> dict[uuid.UUID, str]:
    """How it stands with the place of each of these people: geen, kaart, open or rust (one query)."""
    leden = list(leden)
    kaarten_ = Sleutelkaart.objects.filter(
        gebruiker__persoon_id__in=[lid.pk for lid in leden],
        gebruiker__is_active=True,
        geeindigd_op__isnull=True,
    ).select_related("gebruiker")
    gevonden = {kaart.gebruiker.persoon_id: _stand(kaart) for kaart in kaarten_}
    return {lid.pk: gevonden.get(lid.pk, "geen") for lid in leden}


def _stand(kaart: Sleutelkaart) -> str:
    if kaart.gekozen_op is None:
        return "kaart"
    return "rust" if kaart.wacht_op_code else "open"


def _blad(
    request: HttpRequest, lid: Gezinslid, form: KaartVraag | None = None, *, status: int = 200
) -> HttpResponse:
    jong = not acties.is_oud_genoeg(lid, request.actor.dag)
    context = {
        "lid": lid,
        "stand": standen([lid])[lid.pk],
        "form": form or KaartVraag(jong=jong),
        "jong": jong,
        "bon": uuid.uuid4(),
        "dag": request.actor.dag,
    }
    return render(request, "mijn/coach_plek.html", context, status=status)


@beleid(Rol.COACH)
@require_safe
def plekken(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """Who of the family has an own place."""
    gezin, _mag = haal(Gezin, request, pk=pk, mag="bewerken", erbij=("gegevens",))
    leden = [lid for lid in Gezinslid.objects.zichtbaar_voor(request.actor).filter(gezin=gezin) if lid.naam]
    stand = standen(leden)
    open_ = (
        Gezinsvraag.objects.zichtbaar_voor(request.actor).filter(gezin=gezin).open().select_related("spreker")
    )
    context = {"gezin": gezin, "rijen": [(lid, stand[lid.pk]) for lid in leden], "vragen": open_}
    return render(request, "mijn/coach_plekken.html", context)


@beleid(Rol.COACH)
@require_safe
def plek(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """Whether this person has an own place, and what can be done for it."""
    lid, _mag = haal(Gezinslid, request, pk=pk, mag="bewerken", erbij=("gezin__gegevens",))
    return _blad(request, lid)


@beleid(Rol.COACH)
@require_POST
def kaart(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """A new card on the screen, once: to print, or to copy at the table."""
    lid, _mag = haal(Gezinslid, request, pk=pk, mag="bewerken", erbij=("gezin__client",))
    form = KaartVraag(request.POST, jong=not acties.is_oud_genoeg(lid, request.actor.dag))
    if form.is_valid():
        try:
            gemaakt, woorden = acties.open_plek(
                request.actor, lid, eerder=form.cleaned_data.get("eerder", False)
            )
            blad = kaartblad(lid, gemaakt, woorden, request.build_absolute_uri("/"))
            return render(request, "mijn/coach_kaart.html", {"lid": lid, "blad": blad})
        except ValidationError as fout:
            form.add_error("eerder", fout.messages[0])
    return _blad(request, lid, form, status=422)


@beleid(Rol.COACH, grens="document")
@require_POST
def brief(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """A new card in a letter (PDF)."""
    lid, _mag = haal(Gezinslid, request, pk=pk, mag="bewerken", erbij=("gezin__gegevens",))
    jong = not acties.is_oud_genoeg(lid, request.actor.dag)
    form = KaartVraag(request.POST, jong=jong)
    if not form.is_valid() or (jong and not form.cleaned_data["eerder"]):
        form.add_error("eerder", _("Dit kind is jonger dan 12. Zeg of het dit al kan."))
        return _blad(request, lid, form, status=422)
    opdracht = vraag_brief(
        request.actor,
        lid,
        basis=request.build_absolute_uri("/"),
        eerder=jong,
        bon=form.cleaned_data["formulierbon"] or uuid.uuid4(),
    )
    return redirect(
        f"{reverse('vloer:opdracht', args=[opdracht.pk])}?terug={reverse('mijn:plek', args=[pk])}"
    )


@beleid(Rol.COACH)
@require_POST
def code(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """Six digits, shown once."""
    lid, _mag = haal(Gezinslid, request, pk=pk, mag="bewerken", erbij=("gezin__gegevens",))
    try:
        cijfers = acties.geef_code(request.actor, lid)
    except ValidationError as fout:
        messages.error(request, fout.messages[0])
        return redirect("mijn:plek", pk=pk)
    context = {"lid": lid, "code": f"{cijfers[:3]} {cijfers[3:]}", "minuten": kaarten.CODE_MINUTEN}
    return render(request, "mijn/coach_code.html", context)


@beleid(Rol.COACH)
@require_http_methods(["GET", "HEAD", "POST"])
def sluiten(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """Close the place: asked first."""
    lid, _mag = haal(Gezinslid, request, pk=pk, mag="bewerken", erbij=("gezin__client", "gezin__gegevens"))
    if request.method == "POST":
        acties.sluit_plek(request.actor, lid)
        messages.success(request, _("De eigen plek is gesloten."))
        return redirect("mijn:plek", pk=pk)
    return render(request, "mijn/coach_sluiten.html", {"lid": lid})


def paneel(gezin: Gezin, actor: Actor) -> dict[str, Any]:
    """On the family page: the way to the places; it asks the database nothing."""
    return {"gezin": gezin}


@beleid(Rol.COACH)
@require_http_methods(["GET", "HEAD", "POST"])
@eenmalig
def vraag(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """A question of a family member: read it, answer it."""
    rij, mag = haal(
        Gezinsvraag, request, pk=pk, erbij=("gezin__client", "gezin__gegevens", "spreker", "beantwoord_door")
    )
    form = AntwoordFormulier(request.POST or None)
    if request.method == "POST":
        if not mag.beantwoorden:
            raise PermissionDenied
        if form.is_valid():
            vragen.beantwoord(request.actor, rij, antwoord=form.cleaned_data["antwoord"])
            messages.success(request, _("Beantwoord."))
            return redirect("gezinnen:gezin", pk=rij.gezin_id)
    context = {"vraag": rij, "mag": mag, "form": form}
    return render(request, "mijn/coach_vraag.html", context, status=422 if form.is_bound else 200)
