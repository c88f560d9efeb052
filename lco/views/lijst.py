"""The list, the week, and the invitations of a helper."""

import datetime as dt
from typing import Any

from django.db.models import F
from django.db.models.functions import Coalesce
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET

from beroepsgeheim.beleid import beleid
from beroepsgeheim.omslag import noteer
from organisaties.actor import BRUSSEL
from organisaties.models import Gemeente, Rol
from thuiscompagnie.vloer.bladeren import bladzijde

from ..models import Overleg, Status

TABBLADEN = [("lopend", _("Lopend")), ("mijn", _("Van mij")), ("voorbij", _("Voorbij"))]
VOORBIJ = (Status.GEHOUDEN, Status.OPGEVOLGD, Status.GEANNULEERD, Status.GESTOPT)
IN_DE_WEEK = (Status.GEPLAND, Status.GEHOUDEN, Status.OPGEVOLGD)


@beleid(Rol.COORDINATOR, Rol.COACH, grens="lijst")
@require_GET
def lijst(request: HttpRequest) -> HttpResponse:
    """Open requests first, then the rest in pages; a coach sees those of her own families."""
    alle = Overleg.objects.gevolgd_door(request.actor)
    toon = request.GET.get("toon", "lopend")
    toon = toon if toon in dict(TABBLADEN) else "lopend"
    gemeente = gekozen_gemeente(request)
    if gemeente:
        alle = alle.filter(gemeente=gemeente)
    context: dict[str, Any] = {"tabbladen": TABBLADEN, "toon": toon, "gemeente": gemeente}
    if toon == "voorbij":
        deel, veld = alle.filter(status__in=VOORBIJ), "-volgt"
    else:
        deel, veld = alle.filter(status__in=Overleg.LOPEND), "volgt"
    if toon == "mijn":
        deel = deel.filter(coordinator=request.actor.functie_id)
    elif toon == "lopend" and request.actor.is_(Rol.COORDINATOR):
        vragen = list(alle.filter(status=Status.AANGEVRAAGD).order_by("aangevraagd_op", "pk")[:21])
        context |= {"aanvragen": vragen[:20], "meer_aanvragen": len(vragen) > 20}
        deel = deel.exclude(pk__in=[v.pk for v in vragen[:20]])
    blad = bladzijde(deel.annotate(volgt=Coalesce(F("datum"), F("gemaakt_op"))), request, veld=veld)
    noteer("lijst", onderdeel="lco.overleg", aantal=len(blad.rijen) + len(context.get("aanvragen", [])))
    context |= {"blad": blad, "gemeenten": gemeenten_van(request)}
    return render(request, "lco/lijst.html", context)


def gemeenten_van(request: HttpRequest) -> list[Gemeente]:
    """The municipalities of a coordinator's OCMW, when there is something to choose."""
    if not request.actor.is_(Rol.COORDINATOR):
        return []
    rijen = list(
        Gemeente.objects.filter(organisaties=request.actor.organisatie_id).distinct().order_by("naam", "nis")
    )
    return rijen if len(rijen) > 1 else []


def gekozen_gemeente(request: HttpRequest) -> str:
    """The municipality in the address when it is one of hers ("" otherwise)."""
    keuze = request.GET.get("gemeente", "")
    return keuze if keuze in {str(g.pk) for g in gemeenten_van(request)} else ""


@beleid(Rol.COORDINATOR, Rol.COACH)
@require_GET
def week(request: HttpRequest) -> HttpResponse:
    """The planned consultations of one week, Monday to Friday and the weekend days that are used."""
    maandag = maandag_van(request)
    begin = dt.datetime.combine(maandag, dt.time(), tzinfo=BRUSSEL)
    einde = dt.datetime.combine(maandag + dt.timedelta(days=7), dt.time(), tzinfo=BRUSSEL)
    rijen = list(
        Overleg.objects.gevolgd_door(request.actor)
        .filter(datum__gte=begin, datum__lt=einde, status__in=IN_DE_WEEK)
        .order_by("datum", "pk")
    )
    dagen, zondag = [], maandag + dt.timedelta(days=6)
    for plus in range(7):
        dag = maandag + dt.timedelta(days=plus)
        eigen = [o for o in rijen if o.datum.astimezone(BRUSSEL).date() == dag]
        if plus < 5 or eigen:
            dagen.append((dag, eigen))
    noteer("lijst", onderdeel="lco.week", aantal=len(rijen))
    context = {
        "dagen": dagen,
        "begin": date_format(maandag, "j" if maandag.month == zondag.month else "j F"),
        "zondag": zondag,
        "vorige": maandag - dt.timedelta(days=7),
        "volgende": maandag + dt.timedelta(days=7),
        "aantal": len(rijen),
    }
    return render(request, "lco/week.html", context)


def maandag_van(request: HttpRequest) -> dt.date:
    """The Monday of the week in the address; what is no day (or out of reach) gives this week."""
    try:
        dag = dt.date.fromisoformat(request.GET.get("van", ""))
    except ValueError:
        dag = request.actor.dag
    if not 2000 <= dag.year <= 2100:
        dag = request.actor.dag
    return dag - dt.timedelta(days=dag.weekday())


@beleid(Rol.HULPVERLENER, Rol.VERZORGENDE, Rol.COACH, grens="lijst")
@require_GET
def uitnodigingen(request: HttpRequest) -> HttpResponse:
    """The consultations to which somebody is invited."""
    rijen = Overleg.objects.uitgenodigd(request.actor).filter(datum__isnull=False)
    blad = bladzijde(rijen, request, veld="-datum")
    noteer("lijst", onderdeel="lco.uitnodigingen", aantal=len(blad.rijen))
    return render(request, "lco/uitnodigingen.html", {"blad": blad})
