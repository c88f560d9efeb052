"""Partners: who takes part, in what, since when, and where they work. For all staff."""

import uuid
from typing import Any

from django.db.models import Count, Prefetch, Q, QuerySet
from django.db.models.functions import Lower
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from beroepsgeheim.beleid import beleid, haal
from organisaties.actor import Actor
from organisaties.forms import PartnerFilter
from organisaties.models import MEDEWERKERS, Deelname, Organisatie, OrganisatieGemeente
from organisaties.verzoek import Verzoek
from thuiscompagnie.vloer.bladeren import bladzijde


def gefilterd(actor: Actor, form: PartnerFilter) -> QuerySet[Any]:
    """The organisations that a filter asks for, on the day that it names."""
    dag = form.dag()
    rijen = Organisatie.objects.zichtbaar_voor(actor).geldig_op(dag).select_related("zetel")
    if form.is_valid():
        gegevens = form.cleaned_data
        if gegevens["q"]:
            rijen = rijen.filter(naam__icontains=gegevens["q"])
        if gegevens["soort"]:
            rijen = rijen.filter(soort=gegevens["soort"])
        if gegevens["gemeente"]:
            gebied = OrganisatieGemeente.objects.geldig_op(dag).filter(gemeente=gegevens["gemeente"])
            rijen = rijen.filter(pk__in=gebied.values("organisatie"))
    op_dag = Q(organisatiegemeente__geldig_van=None) | Q(organisatiegemeente__geldig_van__lte=dag)
    op_dag &= Q(organisatiegemeente__geldig_tot=None) | Q(organisatiegemeente__geldig_tot__gte=dag)
    return rijen.annotate(sorteer=Lower("naam"), aantal_gemeenten=Count("organisatiegemeente", filter=op_dag))


@require_GET
@beleid(*MEDEWERKERS, grens="lijst")
def partners(request: Verzoek) -> HttpResponse:
    """The partners of one day, by name, with their participation."""
    form = PartnerFilter(request.GET)
    deelnames = Prefetch("deelnames", Deelname.objects.order_by("van", "soort"))
    bladen = bladzijde(gefilterd(request.actor, form).prefetch_related(deelnames), request, veld="sorteer")
    return render(
        request, "organisaties/partners.html", {"filter": form, "bladen": bladen, "dag": form.dag()}
    )


@require_GET
@beleid(*MEDEWERKERS)
def partner(request: Verzoek, pk: uuid.UUID) -> HttpResponse:
    """One partner: kind, seat, area with periods, participation with its source, predecessors and successor."""
    organisatie, _mag = haal(Organisatie, request, pk=pk)
    context = {
        "organisatie": organisatie,
        "deelnames": organisatie.deelnames.order_by("van", "soort"),
        "gebied": organisatie.organisatiegemeente_set.select_related("gemeente").order_by(
            "gemeente__naam", "gemeente__nis", "geldig_van"
        ),
        "voorgangers": Organisatie.objects.filter(opvolger=organisatie),
    }
    return render(request, "organisaties/partner.html", context)
