"""Retention in one's own organisation: terms, files whose term is over, erasures on their way."""

import uuid

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from beroepsgeheim import bewaren as acties
from beroepsgeheim import verwerkingsregister
from beroepsgeheim.beleid import beleid, haal
from beroepsgeheim.bewaarklassen import KLASSEN
from beroepsgeheim.models import Bewaartermijn, Wissing
from beroepsgeheim.omslag import noteer
from gezinnen.forms.rechten import KopieFormulier, TegenhoudFormulier
from gezinnen.views.blad import formulierblad, gelukt
from organisaties.models import Rol
from portaal.logboek.views import nummers
from thuiscompagnie.vloer.formulieren import eenmalig

from .forms import TermijnFormulier

BEHEREN = (Rol.PRIVACY, Rol.BEHEERDER)
HOOGSTENS = 100


def terug_naar() -> dict[str, str]:
    return {"terug_url": reverse("privacy:bewaren"), "terug_tekst": _("Bewaren en wissen")}


@beleid(*BEHEREN)
@require_safe
def overzicht(request: HttpRequest) -> HttpResponse:
    """The terms, what is past its term, what is announced, and how much was erased."""
    termijnen = {t.klasse: t for t in Bewaartermijn.objects.zichtbaar_voor(request.actor)}
    wissingen = Wissing.objects.zichtbaar_voor(request.actor)
    open_ = list(wissingen.open()[:HOOGSTENS])
    bekend = nummers({w.sleutel for w in open_}) if request.actor.is_(Rol.PRIVACY) else {}
    noteer("lijst", onderdeel="beroepsgeheim.wissing", aantal=len(open_))
    context = {
        "klassen": [(k, termijnen.get(k.code)) for k in verwerkingsregister.klassen() if k.instelbaar],
        "open": [(w, bekend.get(w.sleutel) or w.kenmerk) for w in open_],
        "gewist": wissingen.filter(status=Wissing.Status.GEWIST).count(),
    }
    return render(request, "privacy/bewaren.html", context)


@beleid(*BEHEREN)
@eenmalig
def termijn(request: HttpRequest, klasse: str) -> HttpResponse:
    """Decide on a term; first see how many files it would bring forward today."""
    if klasse not in KLASSEN or not KLASSEN[klasse].instelbaar:
        raise Http404
    soort = KLASSEN[klasse]
    nu = Bewaartermijn.objects.zichtbaar_voor(request.actor).filter(klasse=klasse).first()
    begin = {"maanden": nu.maanden if nu else soort.voorstel, "beslissing": nu.beslissing if nu else ""}
    form = TermijnFormulier(request.POST or None, initial={**begin, "versie": nu.versie if nu else None})
    if "proef" in request.POST:  # counting comes before deciding
        form.fields["beslissing"].required = False
    context = {"form": form, "klasse": soort, "nu": nu, "proef": None, **terug_naar()}
    if form.is_valid() and "proef" in request.POST:
        proef = acties.proef(request.actor, klasse, form.cleaned_data["maanden"])
        return render(request, "privacy/termijn.html", {**context, "proef": proef}, status=422)
    velden = ("maanden", "beslissing", "versie")
    gedaan = gelukt(
        form,
        lambda: acties.stel_termijn_in(
            request.actor, klasse=klasse, **{v: form.cleaned_data[v] for v in velden}
        ),
    )
    if gedaan:
        messages.success(request, _("Bewaard. Er wordt niets gewist voor u het aankondigt."))
        return redirect("privacy:bewaren")
    status = 422 if form.is_bound else 200
    return render(request, "privacy/termijn.html", context, status=status)


@beleid(*BEHEREN, grens="zoeken")
@require_POST
def zoeken(request: HttpRequest) -> HttpResponse:
    """Look now for files whose term is over (the schedule does it every six hours)."""
    aantal = acties.stel_voor(request.actor)
    messages.info(request, _("%(aantal)s nieuw gevonden.") % {"aantal": aantal})
    return redirect("privacy:bewaren")


@beleid(*BEHEREN)
@require_safe
def wissing(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """One erasure on its way."""
    rij, mag = haal(Wissing, request, pk=pk)
    nummer = nummers([rij.sleutel]).get(rij.sleutel, "") if request.actor.is_(Rol.PRIVACY) else ""
    return render(
        request, "privacy/wissing.html", {"wissing": rij, "mag": mag, "nummer": nummer, **terug_naar()}
    )


@beleid(*BEHEREN)
@require_POST
def aankondigen(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """Start the thirty days."""
    rij, _mag = haal(Wissing, request, pk=pk, mag="aankondigen")
    acties.kondig_aan(request.actor, rij)
    messages.success(
        request, _("Aangekondigd. De coach en het gezin zien het; over 30 dagen wordt er gewist.")
    )
    return redirect("privacy:wissing", pk=pk)


@beleid(*BEHEREN)
@eenmalig
def kopie(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """Answer about the copy when nobody carries the file any more."""
    rij, _mag = haal(Wissing, request, pk=pk, mag="antwoorden")
    form = KopieFormulier(request.POST or None)
    if form.is_valid():
        acties.noteer_kopie(request.actor, rij, form.cleaned_data["kopie"])
        return redirect("privacy:wissing", pk=pk)
    return formulierblad(
        request, form, titel=_("Een kopie voor het gezin"), knop=_("Bewaren"), **terug_naar()
    )


@beleid(*BEHEREN)
@eenmalig
def tegenhouden(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """Let an erasure wait, with a reason."""
    rij, _mag = haal(Wissing, request, pk=pk, mag="tegenhouden")
    form = TegenhoudFormulier(request.POST or None)

    def doe() -> bool:
        acties.houd_tegen(request.actor, rij, **{v: form.cleaned_data[v] for v in ("reden", "tot")})
        return True

    if gelukt(form, doe):
        return redirect("privacy:wissing", pk=pk)
    return formulierblad(
        request, form, titel=_("Het wissen laten wachten"), knop=_("Tegenhouden"), **terug_naar()
    )


@beleid(*BEHEREN)
@require_safe
def register(request: HttpRequest) -> HttpResponse:
    """The record of processing and the annex to the impact assessment, to read and to print."""
    return render(request, "privacy/register.html", verwerkingsregister.context())
