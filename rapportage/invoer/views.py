"""Bringing in registrations: upload, match columns, see every problem, then all rows or none; and taking out."""

import uuid

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from beroepsgeheim.beleid import beleid, haal
from beroepsgeheim.stromen import stroom_csv, veilig_sql
from organisaties.models import Rol
from thuiscompagnie.vloer.formulieren import eenmalig
from thuiscompagnie.vloer.voortgang import Voortgang

from .. import documents
from ..models import Invoer, InvoerProbleem
from . import acties
from .formulieren import KolommenFormulier, UploadFormulier
from .sjabloon import maak_sjabloon
from .velden import VELDEN, ontbrekend
from .xml_stroom import Onbruikbaar

GETOOND = 100
DIENST = (Rol.COACH, Rol.VERANTWOORDELIJKE)
WIE = (*DIENST, Rol.COORDINATOR)


@beleid(*WIE, grens_post="uitvoer")
@eenmalig
def invoeren(request: HttpRequest) -> HttpResponse:
    """Upload a file, and what this person brought in before."""
    form = UploadFormulier(*((request.POST, request.FILES) if request.method == "POST" else ()))
    if request.method == "POST" and form.is_valid():
        try:
            invoer = acties.neem_aan(request.actor, form.cleaned_data["bestand"])
            return redirect("rapportage:invoer", pk=invoer.pk)
        except Onbruikbaar as fout:
            form.add_error("bestand", str(fout))
    context = {
        "form": form,
        "soort": acties.soort_voor(request.actor),
        "velden": VELDEN[acties.soort_voor(request.actor)],
        "eerder": Invoer.objects.zichtbaar_voor(request.actor).filter(status=Invoer.Status.INGEVOERD)[:20],
        "mag_uitvoeren": request.actor.is_(*DIENST),
    }
    return render(request, "rapportage/invoeren.html", context, status=422 if form.errors else 200)


@beleid(*WIE)
@require_safe
def sjabloon(request: HttpRequest) -> HttpResponse:
    """The empty template for this role."""
    soort = acties.soort_voor(request.actor)
    antwoord = HttpResponse(maak_sjabloon(soort), content_type=documents.XLSX)
    antwoord["Content-Disposition"] = f'attachment; filename="sjabloon-{soort}.xlsx"'
    return antwoord


@beleid(*WIE)
@require_safe
def invoer(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """Where this file stands: being checked, its problems, ready, or in."""
    rij, mag = haal(Invoer, request, pk=pk)
    if rij.status == Invoer.Status.KOLOMMEN:
        return redirect("rapportage:invoer_kolommen", pk=pk)
    opdracht = acties.huidige_opdracht(rij) if rij.bezig else None
    bezig = bool(opdracht and opdracht.loopt)
    if request.htmx and not bezig:
        return HttpResponse(headers={"HX-Redirect": request.path})
    context = {
        "invoer": rij,
        "mag": mag,
        "opdracht": opdracht,
        "bezig": bezig,
        "percent": Voortgang(opdracht.pk).percent() if opdracht else 100,
        "problemen": InvoerProbleem.objects.filter(invoer=rij)[:GETOOND] if rij.problemen else [],
        "getoond": GETOOND,
        "ongebruikt": _ongebruikt(rij),
    }
    return render(request, "rapportage/invoer.html", context)


def _ongebruikt(rij: Invoer) -> list[str]:
    gebruikt = set(rij.kolommen.values())
    return [kop for nummer, kop in enumerate(rij.koppen) if kop and nummer not in gebruikt]


@beleid(*WIE)
@eenmalig
def kolommen(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """Say which column is which."""
    rij, _mag = haal(Invoer, request, pk=pk, mag="kolommen_kiezen")
    form = KolommenFormulier(request.POST if request.method == "POST" else None, invoer=rij)
    if request.method == "POST" and form.is_valid():
        acties.kies_kolommen(request.actor, rij, form.kolommen())
        return redirect("rapportage:invoer", pk=pk)
    context = {
        "invoer": rij,
        "form": form,
        "ontbrekend": ontbrekend(rij.kolommen, VELDEN[rij.soort]),
    }
    return render(request, "rapportage/invoer_kolommen.html", context, status=422 if form.errors else 200)


@beleid(*WIE)
@require_POST
def voer_in(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """All rows of the checked file, by the worker."""
    rij, _mag = haal(Invoer, request, pk=pk)
    if acties.vraag_invoeren(request.actor, rij) is None:
        messages.info(request, _("Dit bestand werd al ingevoerd of moet eerst nagekeken worden."))
    return redirect("rapportage:invoer", pk=pk)


@beleid(*WIE, grens="uitvoer")
@require_safe
def problemen(request: HttpRequest, pk: uuid.UUID) -> StreamingHttpResponse:
    """The full list of problems, to put next to the file."""
    rij, _mag = haal(Invoer, request, pk=pk)
    return stroom_csv(
        request.actor,
        onderdeel="rapportage.problemen",
        kop=[_("rij"), _("kolom"), _("wat is er mis")],
        sql=f"SELECT rij, {veilig_sql('kolom')}, {veilig_sql('tekst')}"  # noqa: S608 - our own columns
        " FROM rapportage_invoerprobleem WHERE invoer_id = %s ORDER BY rij, id",
        params=[rij.pk],
        bestandsnaam="verbeterlijst.csv",
    )


REGISTRATIE = (
    ("gezinsnummer", "gezinsnummer"),
    ("eigen_nummer", "eigen nummer"),
    ("gemeente", "gemeente"),
    ("datum", "datum aanmelding"),
    ("verwijzer_soort", "wie meldt aan"),
    ("lco_vooraf", "LCO voor aanmelding"),
    ("beslissing", "beslissing"),
    ("beslist_op", "datum beslissing"),
    ("opname_op", "datum opname"),
    ("lco_voor_opname", "LCO voor opname"),
    ("fase", "fase nu"),
)
TEKST = ("eigen_nummer", "gemeente")
DATUM = ("datum", "beslist_op", "opname_op")


def _kolom_sql(kolom: str) -> str:
    if kolom in DATUM:
        return f"to_char({kolom}, 'DD/MM/YYYY')"
    return veilig_sql(kolom) if kolom in TEKST else kolom


@beleid(*DIENST, grens="uitvoer")
@require_safe
def registraties(request: HttpRequest) -> StreamingHttpResponse:
    """The registrations of one's own service (a coach: of her own families), without names."""
    kolommen_sql = ", ".join(_kolom_sql(kolom) for kolom, _kop in REGISTRATIE)
    return stroom_csv(
        request.actor,
        onderdeel="rapportage.registraties",
        kop=[kop for _kolom, kop in REGISTRATIE],
        sql=f"SELECT {kolommen_sql} FROM rapportage_registratie ORDER BY datum, gezinsnummer",  # noqa: S608
        bestandsnaam="registraties.csv",
    )


@beleid(*DIENST, grens="uitvoer")
@require_safe
def nummers(request: HttpRequest) -> StreamingHttpResponse:
    """Which number of one's own former registration is which family number here (of one's own service)."""
    return stroom_csv(
        request.actor,
        onderdeel="rapportage.nummers",
        kop=[_("eigen nummer"), _("gezinsnummer"), _("fase nu")],
        sql=f"SELECT {veilig_sql('h.nummer')}, g.nummer, g.fase FROM rapportage_herkomstnummer h"  # noqa: S608
        " JOIN gezinnen_gezin g ON g.client_id = h.client_id ORDER BY h.nummer",
        bestandsnaam="nummers.csv",
    )
