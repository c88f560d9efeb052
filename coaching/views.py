"""Pages around Inzet and turns: the coach's, the care worker's week, the service's planning."""

import uuid
from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from beroepsgeheim.beleid import beleid, haal
from beroepsgeheim.omslag import noteer
from gezinnen.models import Gezin
from organisaties.models import Rol
from thuiscompagnie.vloer.formulieren import VersieConflict, eenmalig, meld_conflict

from . import actions
from .forms import BeurtFormulier, EindeFormulier, ExtraBeurtFormulier, InzetFormulier
from .models import Beurt, Inzet
from .planning import planning_van
from .week import beurten_tussen, week_van

GET_POST = require_http_methods(["GET", "HEAD", "POST"])
WEKEN = 4


@beleid(Rol.COACH)
@GET_POST
@eenmalig
def nieuwe_inzet(request: HttpRequest, gezin_pk: uuid.UUID) -> HttpResponse:
    """A care worker starts in a family."""
    gezin, _mag = haal(Gezin, request, pk=gezin_pk, mag="bewerken")
    dag = request.actor.dag
    form = InzetFormulier(request.POST or None, gezin=gezin, vandaag=dag, initial={"van": dag})
    if request.method == "POST" and form.is_valid():
        inzet = form.save(commit=False)
        actions.begin_inzet(request.actor, gezin, inzet, afspraak=form.cleaned_data["afspraak"])
        messages.success(request, _("Bewaard. De verzorgende ziet dit gezin nu in haar week."))
        return redirect("coaching:inzet", pk=inzet.pk)
    return render(request, "coaching/inzet_form.html", {"form": form, "gezin": gezin}, status=_code(form))


@beleid(Rol.COACH, Rol.VERZORGENDE)
@require_safe
def inzet(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """One Inzet: what was agreed, who can be called, and the last weeks."""
    rij, mag = haal(Inzet, request, pk=pk)
    gezin = Gezin.objects.select_related(
        "gegevens", "coach__gebruiker", "vervanger__gebruiker", "dienst"
    ).get(pk=rij.gezin_id)
    zondag = actions.maandag_van(request.actor.dag) + timedelta(days=6)
    van = zondag - timedelta(days=7 * WEKEN - 1)
    beurten = Beurt.objects.zichtbaar_voor(request.actor).filter(inzet=rij, datum__range=(van, zondag))
    rij.gezin = gezin
    rijen = beurten_tussen([rij], beurten.select_related("regel"), van, zondag)[::-1] if mag.werken else []
    voorbij = [een for een in rijen if een.datum <= request.actor.dag]
    context = {
        "inzet": rij,
        "gezin": gezin,
        "mag": mag,
        "woord": getattr(rij, "woord", None),
        "beurten": rijen,
        "som_gepland": sum((een.gepland or 0 for een in voorbij), Decimal(0)),
        "som_gewerkt": sum((een.gewerkt or 0 for een in voorbij), Decimal(0)),
        "vandaag": request.actor.dag,
    }
    return render(request, "coaching/inzet.html", context)


@beleid(Rol.COACH)
@GET_POST
@eenmalig
def wijzig_inzet(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """Other hours, days or purpose."""
    rij, _mag = haal(Inzet, request, pk=pk, mag="bewerken")
    woord = getattr(rij, "woord", None)
    begin = {"afspraak": woord.afspraak if woord else ""}
    form = InzetFormulier(
        request.POST or None, instance=rij, gezin=rij.gezin, vandaag=request.actor.dag, initial=begin
    )
    if request.method == "POST" and form.is_valid():
        try:
            actions.wijzig_inzet(
                request.actor,
                form.save(commit=False),
                versie=form.cleaned_data["versie"],
                afspraak=form.cleaned_data["afspraak"],
            )
            messages.success(request, _("De afspraak is aangepast."))
            return redirect("coaching:inzet", pk=pk)
        except VersieConflict as conflict:
            meld_conflict(form, conflict)
    context = {"form": form, "gezin": rij.gezin, "inzet": rij}
    return render(request, "coaching/inzet_form.html", context, status=_code(form))


@beleid(Rol.COACH)
@GET_POST
@eenmalig
def einde_inzet(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """The worker stops coming, or somebody else comes in her place."""
    rij, _mag = haal(Inzet, request, pk=pk, mag="bewerken")
    dag = request.actor.dag
    form = EindeFormulier(request.POST or None, inzet=rij, vandaag=dag, initial={"tot": dag})
    if request.method == "POST" and form.is_valid():
        velden = form.cleaned_data
        nieuw = actions.beeindig_inzet(
            request.actor, rij, tot=velden["tot"], reden=velden["reden"], opvolger=velden["opvolger"]
        )
        messages.success(request, _("Bewaard. Zij ziet dit gezin niet meer zodra haar laatste dag er is."))
        return redirect("coaching:inzet", pk=(nieuw or rij).pk)
    context = {"form": form, "inzet": rij, "gezin": rij.gezin}
    return render(request, "coaching/einde_form.html", context, status=_code(form))


@beleid(Rol.VERZORGENDE)
@require_safe
def mijn_week(request: HttpRequest, maandag: str = "") -> HttpResponse:
    """The care worker's week, on her phone."""
    begin = actions.maandag_van(_dag(maandag) if maandag else request.actor.dag)
    dagen = week_van(request.actor, begin)
    noteer("lijst", onderdeel="coaching.week", aantal=sum(len(dag.beurten) for dag in dagen))
    context = {
        "dagen": dagen,
        "maandag": begin,
        "vorige": begin - timedelta(days=7),
        "volgende": begin + timedelta(days=7),
        "vandaag": request.actor.dag,
        "is_deze_week": begin == actions.maandag_van(request.actor.dag),
        "gezinnen": Inzet.objects.van_verzorgende(request.actor)
        .lopend_op(request.actor.dag)
        .select_related("gezin__gegevens", "gezin__coach__gebruiker", "gezin__vervanger__gebruiker"),
    }
    return render(request, "coaching/week.html", context)


def _inzet_om_te_werken(request: HttpRequest, pk: uuid.UUID) -> Inzet:
    return haal(Inzet, request, pk=pk, mag="werken")[0]


def _na_beurt(request: HttpRequest, inzet: Inzet, dag: date) -> HttpResponse:
    """Back to where one came from: Vandaag, the Inzet, or the week of that day."""
    if request.POST.get("terug") == "vandaag":
        return redirect("portaal:vandaag")
    if request.actor.is_(Rol.VERZORGENDE):
        return redirect("coaching:week_van", maandag=actions.maandag_van(dag).isoformat())
    return redirect("coaching:inzet", pk=inzet.pk)


def _tik(request: HttpRequest, pk: uuid.UUID, dag: str, doe: Callable[[Inzet, date], str]) -> HttpResponse:
    """One tap on a turn: fetch, do, tell, go back."""
    inzet, datum = _inzet_om_te_werken(request, pk), _dag(dag)
    try:
        messages.success(request, doe(inzet, datum))
    except actions.TeVroeg:
        messages.warning(request, _("Deze dag moet nog komen. Bevestigen kan op de dag zelf."))
    except Beurt.DoesNotExist as fout:
        raise Http404 from fout
    return _na_beurt(request, inzet, datum)


@beleid(Rol.VERZORGENDE, Rol.COACH)
@require_POST
@eenmalig
def bevestig(request: HttpRequest, pk: uuid.UUID, dag: str) -> HttpResponse:
    """The turn went as agreed: one tap."""

    def doe(inzet: Inzet, datum: date) -> str:
        nieuw = actions.bevestig_beurt(request.actor, inzet, datum)
        return _("Dank u. De beurt is bevestigd.") if nieuw else _("Deze beurt stond al vast.")

    return _tik(request, pk, dag, doe)


@beleid(Rol.VERZORGENDE, Rol.COACH)
@require_POST
@eenmalig
def niet_door(request: HttpRequest, pk: uuid.UUID, dag: str) -> HttpResponse:
    """The turn did not take place: one tap, no reason."""

    def doe(inzet: Inzet, datum: date) -> str:
        nieuw = actions.beurt_ging_niet_door(request.actor, inzet, datum)
        return _("Genoteerd: deze beurt ging niet door.") if nieuw else _("Deze beurt stond al vast.")

    return _tik(request, pk, dag, doe)


@beleid(Rol.VERZORGENDE, Rol.COACH)
@GET_POST
@eenmalig
def beurt(request: HttpRequest, pk: uuid.UUID, dag: str) -> HttpResponse:
    """Other hours than agreed, and the line written together."""
    inzet, datum = _inzet_om_te_werken(request, pk), _dag(dag)
    rij = _beurt_van_dag(request, inzet, datum)
    uren = rij.gewerkt_uren or rij.gepland_uren
    begin = {"ging_door": "ja", "uren": actions.uren_tekst(uren) if uren else ""}
    if rij.status == Beurt.Status.NIET_DOORGEGAAN:
        begin["ging_door"] = "nee"
    begin["regel"] = getattr(getattr(rij, "regel", None), "tekst", "") if not rij._state.adding else ""
    form = BeurtFormulier(request.POST or None, beurt=rij, vandaag=request.actor.dag, initial=begin)
    if request.method == "POST" and form.is_valid():
        if rij._state.adding:
            rij = actions.open_beurt(request.actor, inzet, datum)
        velden = form.cleaned_data
        actions.wijzig_beurt(request.actor, rij, uren=velden["uren"], regel=velden["regel"])
        messages.success(request, _("De beurt is aangepast."))
        return _na_beurt(request, inzet, datum)
    context = {"form": form, "inzet": inzet, "beurt": rij, "dag": datum}
    return render(request, "coaching/beurt_form.html", context, status=_code(form))


def _beurt_van_dag(request: HttpRequest, inzet: Inzet, dag: date) -> Beurt:
    """The turn of this day (the unplanned one when `extra` names it), or the one the agreement expects."""
    beurten = Beurt.objects.zichtbaar_voor(request.actor).filter(inzet=inzet, datum=dag)
    extra = request.GET.get("extra", "")
    if extra:
        try:
            return beurten.get(pk=uuid.UUID(extra), gepland_uren__isnull=True)
        except (Beurt.DoesNotExist, ValueError) as fout:
            raise Http404 from fout
    rij = beurten.filter(gepland_uren__isnull=False).first()
    if rij is None:
        uren = inzet.uren_op(dag.weekday()) if inzet.loopt_op(dag) else None
        if not uren:
            raise Http404
        rij = Beurt(inzet=inzet, datum=dag, gepland_uren=uren)
    return rij


@beleid(Rol.VERZORGENDE)
@GET_POST
@eenmalig
def extra_beurt(request: HttpRequest) -> HttpResponse:
    """Work outside the planned days."""
    inzetten = (
        Inzet.objects.van_verzorgende(request.actor)
        .lopend_tussen(request.actor.dag - timedelta(days=60), request.actor.dag)
        .select_related("gezin__gegevens")
        .order_by("gezin__gegevens__naam", "pk")
    )
    dag = request.actor.dag
    form = ExtraBeurtFormulier(request.POST or None, inzetten=inzetten, vandaag=dag, initial={"datum": dag})
    if request.method == "POST" and form.is_valid():
        velden = form.cleaned_data
        actions.extra_beurt(
            request.actor, velden["inzet"], dag=velden["datum"], uren=velden["uren"], regel=velden["regel"]
        )
        messages.success(request, _("De extra beurt staat in uw week."))
        return _na_beurt(request, velden["inzet"], velden["datum"])
    return render(request, "coaching/extra_form.html", {"form": form}, status=_code(form))


@beleid(Rol.VERANTWOORDELIJKE)
@require_safe
def planning(request: HttpRequest, maandag: str = "") -> HttpResponse:
    """Hours of the own service in one week: numbers, no names of families and nothing they said."""
    begin = actions.maandag_van(_dag(maandag) if maandag else request.actor.dag)
    rijen, blad = planning_van(request, begin)
    noteer("lijst", onderdeel="coaching.planning", aantal=sum(len(rij.regels) for rij in rijen))
    context = {
        "rijen": rijen,
        "blad": blad,
        "maandag": begin,
        "zondag": begin + timedelta(days=6),
        "vorige": begin - timedelta(days=7),
        "volgende": begin + timedelta(days=7),
    }
    return render(request, "coaching/planning.html", context)


def _dag(tekst: str) -> date:
    try:
        return date.fromisoformat(tekst)
    except ValueError as fout:
        raise Http404 from fout


def _code(form: object) -> int:
    """A form with errors keeps what was typed and answers 422."""
    return 422 if getattr(form, "is_bound", False) else 200
