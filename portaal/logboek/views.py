"""The log for the privacy officer: who did what, when; families by number or opaque key. Each look is logged."""

import uuid
from collections.abc import Iterable

from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from beroepsgeheim.beleid import beleid
from beroepsgeheim.logboek import Regel, Vraag, logboek
from beroepsgeheim.omslag import noteer
from organisaties.models import Rol

from .forms import LogboekFilter

PER = 50
ZOEK = "zoek"  # asks for the form


def nummers(sleutels: Iterable[uuid.UUID], nummer: str = "") -> dict[uuid.UUID, str]:
    """Numbers of families of one's own service by their key."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT sleutel, nummer FROM po_nummers(%s::uuid[], %s)", [list(sleutels), nummer])
        return dict(cursor.fetchall())


@require_safe
@beleid(Rol.PRIVACY, grens="lijst")
def overzicht(request: HttpRequest) -> HttpResponse:
    """Lines of the log that fit the filter, newest first. The look itself becomes a line as well."""
    filter_ = LogboekFilter(request.GET, actor=request.actor)
    regels: list[Regel] = []
    sleutel = None
    if filter_.is_valid():
        zoek = filter_.cleaned_data
        if zoek["nummer"]:
            sleutel = next(iter(nummers([], zoek["nummer"])), uuid.UUID(int=0))
        vraag = Vraag(
            zoek["van"],
            zoek["tot"],
            zoek["actie"],
            zoek["persoon"] and zoek["persoon"].pk,
            zoek["organisatie"] and zoek["organisatie"].pk,
            sleutel,
        )
        regels = logboek(request.actor, vraag, voor=_nummer(request.GET.get("voor", "")), aantal=PER + 1)
    meer, regels = len(regels) > PER, regels[:PER]
    bekend = sleutel if sleutel and sleutel.int else None
    noteer("logboek", onderdeel="logboek", aantal=len(regels), sleutel=bekend)
    per_sleutel = nummers({r.sleutel for r in regels if r.sleutel})
    context = {
        # Its lists hold every colleague of the service: only who searches gets them.
        "filter": filter_,
        "zoeken": ZOEK in request.GET or not filter_.is_valid(),
        "zoek_url": f"{_verder(request)}&{ZOEK}=1",
        "gezocht": any(request.GET.get(veld) for veld in filter_.fields),
        "rijen": [(r, _gezin(r, per_sleutel)) for r in regels],
        "volgende_url": _verder(request, regels[-1].id) if meer else "",
        "nieuwste_url": _verder(request) if "voor" in request.GET else "",
    }
    return render(request, "portaal/logboek.html", context, status=200 if filter_.is_valid() else 422)


def _nummer(tekst: str) -> int | None:
    return int(tekst) if tekst.isascii() and tekst.isdigit() and len(tekst) < 18 else None


def _gezin(regel: Regel, per_sleutel: dict[uuid.UUID, str]) -> str:
    """The number of the family, or the key when it is not (or no longer) a family of this service."""
    return per_sleutel.get(regel.sleutel, str(regel.sleutel)) if regel.sleutel else ""


def _verder(request: HttpRequest, voor: int | None = None) -> str:
    vragen = request.GET.copy()
    for naam in ("voor", ZOEK):
        vragen.pop(naam, None)
    if voor is not None:
        vragen["voor"] = str(voor)
    return f"?{vragen.urlencode()}"
