"""The page of one consultation, for who follows it and for who is invited, and its steps."""

import uuid
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from beroepsgeheim.beleid import beleid, haal
from gezinnen.delen import register
from gezinnen.models import Gegevensdeling, Gezin
from organisaties.models import Rol
from thuiscompagnie.vloer.formulieren import eenmalig

from ..actions import (
    bewaar_gezinswens,
    bewaar_herinnering,
    hang_bijlage_aan,
    neem_op,
    plan_overleg,
    registreer_gehouden,
    vraag_inval,
    zet_stap,
)
from ..actions.agenda import wat_ontbreekt
from ..delen import met_stand
from ..forms import (
    BijlagenFormulier,
    GehoudenFormulier,
    GezinswensFormulier,
    HerinneringFormulier,
    InvalFormulier,
    PlanFormulier,
    RedenFormulier,
)
from ..kalender import ics
from ..models import OVERGANGEN, Aanvraag, AgendaBijlage, Overleg, Status, VoorbereidingHerinnering
from .documenten import documenten_van
from .hulp import naar, probeer, probeer_knop, toon

GEWONE_WEG = [Status.OVERWOGEN, Status.AANGEVRAAGD, Status.VOORBEREIDING, Status.GEPLAND, Status.GEHOUDEN]
VOLGERS = (Rol.COORDINATOR, Rol.COACH)
GENODIGDEN = (Rol.COORDINATOR, Rol.COACH, Rol.HULPVERLENER, Rol.VERZORGENDE)


@beleid(*GENODIGDEN, link=True)
@require_GET
def overleg(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """One address for everyone: who follows it sees the preparation, who is invited sees the invitation."""
    rij, mag = haal(Overleg, request, pk=pk)
    if not mag.volgen:
        return uitnodiging(request, rij)
    punten = list(rij.agendapunten.in_volgorde())
    deelnemers = met_stand(rij, rij.deelnemers.select_related("organisatie", "functie", "sector"))
    aanvraag = Aanvraag.objects.filter(pk=rij.pk).first()
    wie = rij.wie(request.actor)
    gezinnen = Gezin.objects.zichtbaar_voor(request.actor).filter(client_id=rij.client_id)
    context = {
        "overleg": rij,
        "mag": mag,
        "wie": wie,
        "gezin": gezinnen.first() if wie.dossier else None,
        "weg": [(s.value, s.label) for s in GEWONE_WEG],
        "stappen": stappen(request, rij),
        "aanvraag": aanvraag,
        "aanvrager": aanvraag.aanvrager if aanvraag else "",
        "punten": punten,
        "deelnemers": deelnemers,
        "nog_te_vragen": [d.naam for d in deelnemers if d.nog_te_vragen],
        "ontbreekt": wat_ontbreekt(rij) if mag.leiden else [],
        "verloop": rij.stappen.select_related("door__gebruiker"),
        "documenten": documenten_van(request.actor, rij),
        "bijlagen": AgendaBijlage.objects.filter(overleg=rij),
        "heeft_bijlagen": bool(register.bijlagen()),
        "eigen_ocmw_helpt": any(d.organisatie_id == rij.ocmw_id for d in deelnemers),
    }
    return render(request, "lco/overleg.html", context)


def stappen(request: HttpRequest, rij: Overleg) -> list[dict[str, Any]]:
    """The buttons: what the table of transitions lets this actor do now (held only once its hour has come)."""
    moet_nog = rij.datum is None or rij.datum > timezone.now()
    return [
        {
            "overgang": overgang,
            "url": reverse(overgang.view, args=[rij.pk])
            if overgang.view
            else reverse("lco:stap", args=[rij.pk, overgang.code]),
        }
        for overgang in rij.overgangen(request.actor)
        if not (overgang.code == "houden" and moet_nog)
    ]


def uitnodiging(request: HttpRequest, rij: Overleg) -> HttpResponse:
    """Practical data; the final agenda only for who is bound by secrecy and was chosen by the family."""
    documenten = documenten_van(request.actor, rij)
    context = {
        "overleg": rij,
        "document": documenten[0] if documenten else None,
        "wie": rij.wie(request.actor),
        "delingen": Gegevensdeling.objects.aan(request.actor)
        .filter(bron_sleutel=rij.sleutel)
        .order_by("soort")
        .select_related("gedeeld_door__gebruiker", "gedeeld_door__organisatie"),
    }
    return render(request, "lco/uitnodiging.html", context)


@beleid(*GENODIGDEN, link=True, grens="document")
@require_GET
def kalender(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """The calendar file of a planned consultation."""
    rij, _mag = haal(Overleg, request, pk=pk, onderdeel="lco.kalender")
    if rij.datum is None:
        raise Http404
    adres = request.build_absolute_uri(reverse("lco:overleg", args=[rij.pk]))
    antwoord = HttpResponse(
        ics(rij, adres=adres, titel=_("Overleg")), content_type="text/calendar; charset=utf-8"
    )
    antwoord["Content-Disposition"] = 'attachment; filename="overleg.ics"'
    return antwoord


@beleid(Rol.COORDINATOR)
@require_POST
def opnemen(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """A coordinator takes it up, or takes over from a colleague."""
    rij, mag = haal(Overleg, request, pk=pk)
    if not mag.opnemen:
        raise PermissionDenied
    probeer_knop(request, lambda: neem_op(request.actor, rij), gelukt=_("U leidt nu dit overleg."))
    return naar(rij)


@beleid(Rol.COORDINATOR)
@eenmalig
def plannen(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """Day, hour and place."""
    rij, mag = haal(Overleg, request, pk=pk, mag="leiden")
    begin: dict[str, Any] = {"duur": rij.duur, "plaats": rij.plaats, "plaats_uitleg": rij.plaats_uitleg}
    if rij.datum:
        from organisaties.actor import BRUSSEL

        lokaal = rij.datum.astimezone(BRUSSEL)
        begin |= {"dag": lokaal.date(), "uur": lokaal.time()}
    form = PlanFormulier(request.POST or None, initial={"versie": rij.versie, **begin})
    if request.method == "POST" and form.is_valid():
        velden = {v: form.cleaned_data[v] for v in ("datum", "duur", "plaats", "plaats_uitleg")}
        rij.versie = form.cleaned_data["versie"] or rij.versie
        if probeer(form, lambda: plan_overleg(request.actor, rij, **velden)):
            messages.success(request, _("Dag en plaats zijn bewaard. Laat het aan het gezin weten."))
            return naar(rij)
    return toon(request, "lco/plannen.html", {"overleg": rij, "mag": mag}, form)


@beleid(*VOLGERS)
@eenmalig
def stap(request: HttpRequest, pk: uuid.UUID, code: str) -> HttpResponse:
    """A step that needs only a reason: postpone, raise again, cancel, stop, close."""
    overgang = OVERGANGEN.get(code)
    if overgang is None or overgang.view:
        raise Http404
    rij, mag = haal(Overleg, request, pk=pk)
    if not rij.mag_overgang(request.actor, code):
        raise PermissionDenied
    form = RedenFormulier(request.POST or None, moet=overgang.reden == "moet", met_dag=code == "uitstellen")
    if request.method == "POST" and form.is_valid():
        schoon = form.cleaned_data
        if probeer(
            form,
            lambda: zet_stap(
                request.actor, rij, code, waarom=schoon["waarom"], opnieuw_op=schoon.get("opnieuw_op")
            ),
        ):
            return naar(rij)
    return toon(request, "lco/stap.html", {"overleg": rij, "overgang": overgang, "mag": mag}, form)


@beleid(Rol.COORDINATOR)
@eenmalig
def gehouden(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """It was held: the registration (R189, R197)."""
    rij, mag = haal(Overleg, request, pk=pk, mag="houden")
    form = GehoudenFormulier(request.POST or None, initial={"eerste": rij.eerste})
    if request.method == "POST" and form.is_valid():
        velden = {v: form.cleaned_data[v] for v in ("client_aanwezig", "eerste")}
        if probeer(form, lambda: registreer_gehouden(request.actor, rij, **velden)):
            messages.success(request, _("Geregistreerd. De geheugensteun van de voorbereiding is gewist."))
            return naar(rij)
    return toon(request, "lco/gehouden.html", {"overleg": rij, "mag": mag}, form)


@beleid(*VOLGERS)
@eenmalig
def gezinswens(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """May it be held, and how does the family take part."""
    rij, mag = haal(Overleg, request, pk=pk, mag="voorbereiden")
    form = GezinswensFormulier(request.POST or None, instance=rij)
    if request.method == "POST" and form.is_valid():
        velden = {v: form.cleaned_data[v] for v in ("akkoord_houden", "deelname_client", "versie")}
        if probeer(form, lambda: bewaar_gezinswens(request.actor, rij, **velden)):
            messages.success(request, _("Bewaard."))
            return naar(rij, "gezin")
    return toon(request, "lco/gezinswens.html", {"overleg": rij, "mag": mag}, form)


@beleid(Rol.COACH)
@eenmalig
def bijlagen(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """What the family wants in its own agenda."""
    rij, mag = haal(Overleg, request, pk=pk, mag="herinneren")
    form = BijlagenFormulier(request.POST or None, initial={"codes": rij.bijlagen})
    if request.method == "POST" and form.is_valid():
        gekozen = form.cleaned_data["codes"]
        if probeer(form, lambda: hang_bijlage_aan(request.actor, rij, gekozen)):
            if len(Overleg.objects.get(pk=rij.pk).bijlagen) < len(gekozen):
                messages.warning(request, _("Er is nog geen kaart om bij te voegen. Maak ze eerst samen."))
            return naar(rij, "gezin")
    return toon(request, "lco/bijlagen.html", {"overleg": rij, "mag": mag}, form)


@beleid(Rol.COACH)
@eenmalig
def herinnering(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """The preparer's own reminder; nobody else opens it."""
    rij, mag = haal(Overleg, request, pk=pk, mag="herinneren", onderdeel="lco.voorbereiding")
    eigen = VoorbereidingHerinnering.objects.filter(overleg=rij, functie_id=request.actor.functie_id).first()
    form = HerinneringFormulier(request.POST or None, instance=eigen)
    if request.method == "POST" and form.is_valid():
        velden = {v: form.cleaned_data[v] for v in ("niet_bespreken", "niet_uitnodigen")}
        if probeer(form, lambda: bewaar_herinnering(request.actor, rij, **velden)):
            return naar(rij)
    return toon(request, "lco/herinnering.html", {"overleg": rij, "mag": mag}, form)


@beleid(Rol.COORDINATOR)
@eenmalig
def inval(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """Ask a neighbouring OCMW to stand in."""
    rij, mag = haal(Overleg, request, pk=pk, mag="overdragen")
    form = InvalFormulier(request.POST or None, overleg=rij, actor=request.actor)
    if request.method == "POST" and form.is_valid():
        ocmw = form.cleaned_data["ocmw"]
        if probeer(form, lambda: vraag_inval(request.actor, rij, ocmw)):
            messages.success(request, _("%(ocmw)s ziet dit overleg nu ook.") % {"ocmw": ocmw.naam})
            return naar(rij)
    return toon(request, "lco/inval.html", {"overleg": rij, "mag": mag}, form)
