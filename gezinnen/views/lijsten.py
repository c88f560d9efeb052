"""Lists of families: one's own, with names; those of one's service, without."""

from typing import Any

from django.db.models import BooleanField, Exists, ExpressionWrapper, OuterRef, Q, QuerySet
from django.db.models.functions import Coalesce, Lower
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from beroepsgeheim.beleid import beleid
from beroepsgeheim.models import Reikwijdte
from beroepsgeheim.omslag import noteer
from beroepsgeheim.toegang import sleutels
from gezinnen.bladeren import Blad, blad
from gezinnen.models import Aanmelding, Fase, Gezin
from organisaties.models import Rol

EINDE = (Fase.AFGEROND, Fase.GESTOPT)


@beleid(Rol.COACH, Rol.VERZORGENDE, grens="lijst")
@require_safe
def mijn(request: HttpRequest) -> HttpResponse:
    """My families, by name."""
    wacht = Aanmelding.objects.zichtbaar_voor(request.actor).open().filter(gezin=OuterRef("pk"))
    gezinnen = (
        Gezin.objects.zichtbaar_voor(request.actor)
        .select_related("gemeente", "gegevens", "coach__gebruiker")
        .annotate(op_naam=Lower(Coalesce("gegevens__naam", "nummer")), wacht=Exists(wacht))
    )
    pagina = blad(_in_fase(gezinnen, request), ("op_naam", "pk"), request)
    return _toon(request, "gezinnen/mijn.html", pagina, "gezinnen.mijn")


@beleid(Rol.COACH, Rol.VERANTWOORDELIJKE, grens="lijst")
@require_safe
def dienst(request: HttpRequest) -> HttpResponse:
    """All families of my service: number, municipality, phase and coach."""
    mijn_sleutels = sleutels(request.actor, Reikwijdte.DOSSIER)
    gezinnen = (
        Gezin.objects.van_mijn_dienst(request.actor)
        .select_related("gemeente", "coach__gebruiker")
        .annotate(van_mij=ExpressionWrapper(Q(sleutel__in=mijn_sleutels), output_field=BooleanField()))
    )
    pagina = blad(_in_fase(gezinnen, request), ("-gemaakt_op", "id"), request)
    return _toon(request, "gezinnen/dienst.html", pagina, "gezinnen.dienst")


def _in_fase(gezinnen: QuerySet[Any], request: HttpRequest) -> QuerySet[Any]:
    """The families of the phase that was chosen; without a choice those that are not ended."""
    fase = request.GET.get("fase", "")
    if fase == "gesloten":
        return gezinnen.filter(fase__in=EINDE)
    if fase in Fase.values:
        return gezinnen.filter(fase=fase)
    return gezinnen.exclude(fase__in=EINDE)


def _toon(request: HttpRequest, template: str, pagina: Blad, onderdeel: str) -> HttpResponse:
    noteer("lijst", onderdeel=onderdeel, aantal=len(pagina.rijen))
    fasen = [
        ("", _("lopend")),
        *((f.value, f.label) for f in Fase if f not in EINDE),
        ("gesloten", _("gesloten")),
    ]
    context = {"blad": pagina, "fasen": fasen, "gekozen": request.GET.get("fase", "")}
    return render(request, template, context)
