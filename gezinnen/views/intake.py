"""The intake: the conversation page, its sittings, what others had set, looking back together, the talk sheet."""

import uuid

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from beroepsgeheim.beleid import beleid, haal
from gezinnen.actions import intake as acties
from gezinnen.documents import PRAATVRAGEN
from gezinnen.forms.intake import AfrondFormulier, DoelVanAnderenFormulier, IntakeFormulier, ZittingFormulier
from gezinnen.models import (
    Aanmelding,
    BetrokkenHulpverlener,
    DoelVanAnderen,
    Intake,
    IntakeDomein,
    IntakeZitting,
    Traject,
)
from organisaties.actor import Actor
from organisaties.models import Rol
from thuiscompagnie.vloer.concepten import herstel
from thuiscompagnie.vloer.formulieren import VersieConflict, eenmalig, gelukt, meld_conflict, wis_concept
from thuiscompagnie.vloer.templatetags.huis import uur

FORMULIER = "intake"
# The other buttons of the page save first and then lead on: "zitting" to a new one, "zitting:<id>" to that one.
NIEUW = {
    "zitting": "gezinnen:zitting_nieuw",
    "doel": "gezinnen:doel_van_anderen_nieuw",
    "afronden": "gezinnen:intake_afronden",
}
BESTAAND = {
    "zitting": "gezinnen:zitting",
    "doel": "gezinnen:doel_van_anderen",
    "weg": "gezinnen:intake_domein_weg",
}


@beleid(Rol.COACH)
@require_POST
@eenmalig
def begin(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """Begin the intake of a referral (the second press lands on the same intake)."""
    aanmelding, _mag = haal(Aanmelding, request, pk=pk, mag="bewerken")
    try:
        intake = acties.begin_intake(request.actor, aanmelding)
    except ValidationError as fout:
        messages.error(request, " ".join(fout.messages))
        return redirect("gezinnen:gezin", aanmelding.gezin_id)
    return redirect("gezinnen:intake_gesprek", intake.pk)


@beleid(Rol.COACH)
@require_safe
def intake(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """The intake as it stands: to read, and to go on with."""
    rij, mag = haal(Intake, request, pk=pk)
    context = {"intake": rij, "mag": mag, "traject": _traject(request.actor, rij)}
    return render(request, "gezinnen/intake.html", context | _samen(request.actor, rij))


@beleid(Rol.COACH)
@require_http_methods(["GET", "HEAD", "POST"])
@eenmalig
def gesprek(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """Keep what the family says; every button saves first, so that nothing typed is lost."""
    rij, _mag = haal(Intake, request, pk=pk, mag="bewerken")
    domeinen = list(IntakeDomein.objects.zichtbaar_voor(request.actor).filter(intake=rij))
    form = IntakeFormulier(request.POST or None, instance=rij, domeinen=domeinen)
    if request.method == "POST" and (doel := _bewaar(request, rij, form)):
        return redirect(doel)
    concept = herstel(form, request.actor, FORMULIER, rij.pk)
    context = {"intake": rij, "form": form, "concept": concept} | _samen(request.actor, rij)
    return render(request, "gezinnen/intake_gesprek.html", context, status=422 if form.is_bound else 200)


def _bewaar(request: HttpRequest, rij: Intake, form: IntakeFormulier) -> str:
    """Save the conversation; gives where to go next, or "" when the form has something to say."""
    nieuw, naar = request.POST.get("nieuw_domein", ""), request.POST.get("naar", "")
    if naar == "domein" and not nieuw:
        form.add_error("nieuw_domein", _("Kies eerst een levensdomein."))
    if not form.is_valid():
        return ""
    velden = {veld: form.cleaned_data[veld] for veld in acties.VELDEN}
    try:
        acties.bewaar_intake(
            request.actor,
            rij,
            velden=velden,
            domeinen=form.domein_waarden(),
            versie=form.cleaned_data["versie"],
        )
        if nieuw:
            acties.voeg_domein_toe(request.actor, rij, nieuw)
    except VersieConflict as conflict:
        meld_conflict(form, conflict)
        return ""
    wis_concept(request.actor.functie_id, FORMULIER, rij.pk)
    if nieuw:
        return reverse("gezinnen:intake_gesprek", args=[rij.pk]) + f"#domein-{nieuw}"
    if verder := _verder(rij, naar):
        return verder
    messages.success(request, _("Bewaard om %(uur)s U kunt later verder.") % {"uur": uur(timezone.now())})
    return reverse("gezinnen:intake", args=[rij.pk])


def _verder(rij: Intake, naar: str) -> str:
    """The address behind one of the other buttons, "" for the plain one."""
    soort, _dubbelpunt, sleutel = naar.partition(":")
    try:
        if sleutel:
            return reverse(BESTAAND[soort], args=[uuid.UUID(sleutel)])
        if soort == "hulp":
            return reverse("gezinnen:hulp_nieuw", args=[rij.gezin_id])
        return reverse(NIEUW[soort], args=[rij.pk])
    except (KeyError, ValueError):
        return ""


@beleid(Rol.COACH)
@require_http_methods(["GET", "HEAD", "POST"])
@eenmalig
def zitting_nieuw(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """A new sitting of the intake."""
    rij, _mag = haal(Intake, request, pk=pk, mag="bewerken")
    form = ZittingFormulier(request.POST or None, initial={"datum": request.actor.dag})
    return _zitting(request, rij, form, None)


@beleid(Rol.COACH)
@require_http_methods(["GET", "HEAD", "POST"])
@eenmalig
def zitting(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """Correct a sitting."""
    rij, _mag = haal(IntakeZitting, request, pk=pk, mag="bewerken")
    return _zitting(request, rij.intake, ZittingFormulier(request.POST or None, instance=rij), rij)


def _zitting(
    request: HttpRequest, intake: Intake, form: ZittingFormulier, rij: IntakeZitting | None
) -> HttpResponse:
    if form.is_bound and form.is_valid():
        velden = {veld: form.cleaned_data[veld] for veld in ("datum", "plaats", "aanwezig")}
        acties.noteer_zitting(request.actor, intake, zitting=rij, **velden)
        return redirect(reverse("gezinnen:intake_gesprek", args=[intake.pk]) + "#zittingen")
    titel = _("Een zitting") if rij else _("Nieuwe zitting")
    return _klein_formulier(request, intake, form, titel)


@beleid(Rol.COACH)
@require_http_methods(["GET", "HEAD", "POST"])
@eenmalig
def doel_van_anderen_nieuw(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """A goal that others had set already."""
    rij, _mag = haal(Intake, request, pk=pk, mag="bewerken")
    return _doel_van_anderen(request, rij, DoelVanAnderenFormulier(request.POST or None), None)


@beleid(Rol.COACH)
@require_http_methods(["GET", "HEAD", "POST"])
@eenmalig
def doel_van_anderen(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """Correct a goal of others, or write down whether it fits."""
    rij, _mag = haal(DoelVanAnderen, request, pk=pk, mag="bewerken")
    form = DoelVanAnderenFormulier(request.POST or None, instance=rij)
    return _doel_van_anderen(request, rij.intake, form, rij)


def _doel_van_anderen(
    request: HttpRequest, intake: Intake, form: DoelVanAnderenFormulier, rij: DoelVanAnderen | None
) -> HttpResponse:
    if form.is_bound and form.is_valid():
        velden = {veld: form.cleaned_data[veld] for veld in ("van_wie", "doel", "past")}
        acties.bewaar_doel_van_anderen(request.actor, intake, rij=rij, **velden)
        return redirect(reverse("gezinnen:intake_gesprek", args=[intake.pk]) + "#doelen-van-anderen")
    return _klein_formulier(request, intake, form, _("Een doel dat anderen stelden"))


def _klein_formulier(request: HttpRequest, intake: Intake, form: object, titel: str) -> HttpResponse:
    context = {"intake": intake, "form": form, "titel": titel}
    status = 422 if request.method == "POST" else 200
    return render(request, "gezinnen/intake_onderdeel.html", context, status=status)


@beleid(Rol.COACH)
@require_http_methods(["GET", "HEAD", "POST"])
def domein_weg(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """Take a life domain off the intake, after a question."""
    rij, _mag = haal(IntakeDomein, request, pk=pk, mag="bewerken")
    if request.method == "POST":
        acties.haal_domein_weg(request.actor, rij)
        return redirect(reverse("gezinnen:intake_gesprek", args=[rij.intake_id]) + "#domeinen")
    return render(request, "gezinnen/intake_domein_weg.html", {"intake": rij.intake, "domein": rij})


@beleid(Rol.COACH)
@require_http_methods(["GET", "HEAD", "POST"])
@eenmalig
def afronden(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """Look back together, then finish; the trajectory moves only when the coach chooses so."""
    rij, _mag = haal(Intake, request, pk=pk, mag="afronden")
    traject = _traject(request.actor, rij)
    begin_waarden = {"op": request.actor.dag, "versie": rij.versie, "naar_fase": ""}
    form = AfrondFormulier(request.POST or None, traject=traject, initial=begin_waarden)
    if form.is_bound and form.is_valid():
        velden = {veld: form.cleaned_data[veld] for veld in ("op", "naar_fase", "versie")}
        if gelukt(form, lambda: acties.rond_intake_af(request.actor, rij, **velden)):
            messages.success(request, _("De intake is afgerond. Aanvullen kan altijd nog."))
            return redirect("gezinnen:gezin", rij.gezin_id)
    context = {"intake": rij, "form": form, "traject": traject} | _samen(request.actor, rij)
    return render(request, "gezinnen/intake_afronden.html", context, status=422 if form.is_bound else 200)


@beleid(Rol.COACH)
@require_safe
def praatblad(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """The talk sheet on screen, to print from the browser; it holds questions and lines, no data."""
    rij, _mag = haal(Intake, request, pk=pk)
    return render(request, "gezinnen/intake_praatblad.html", {"intake": rij, "vragen": PRAATVRAGEN})


@beleid(Rol.COACH, grens="document")
@require_POST
def praatblad_pdf(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """Ask the worker for the talk sheet as a PDF and show how far it is."""
    rij, _mag = haal(Intake, request, pk=pk)
    opdracht = acties.vraag_praatblad(request.actor, rij, groot="groot" in request.POST)
    terug = reverse("gezinnen:intake", args=[rij.pk])
    return redirect(reverse("vloer:opdracht", args=[opdracht.pk]) + f"?terug={terug}")


def _traject(actor: Actor, rij: Intake) -> Traject | None:
    return Traject.objects.zichtbaar_voor(actor).filter(aanmelding=rij.aanmelding_id).first()


def _samen(actor: Actor, rij: Intake) -> dict[str, object]:
    """What stands beside the words of the intake: sittings, domains, goals of others, helpers around."""
    return {
        "zittingen": IntakeZitting.objects.zichtbaar_voor(actor).filter(intake=rij),
        "domeinen": IntakeDomein.objects.zichtbaar_voor(actor).filter(intake=rij),
        "doelen_van_anderen": DoelVanAnderen.objects.zichtbaar_voor(actor)
        .filter(intake=rij)
        .order_by("van_wie", "id"),
        "hulpverleners": BetrokkenHulpverlener.objects.zichtbaar_voor(actor)
        .filter(gezin=rij.gezin_id)
        .lopend_op(actor.dag)
        .select_related("organisatie"),
    }
