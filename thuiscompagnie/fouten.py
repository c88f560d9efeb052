"""Error pages: a reference to give through to support, never content. They ask the database nothing."""

import uuid
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.middleware.csrf import get_token
from django.template.loader import render_to_string

# Fields that are never sent back to the page they came from.
GEHEIM = ("wachtwoord", "password", "pin", "code", "credential", "csrfmiddlewaretoken")


def toon(request: HttpRequest, status: int, sjabloon: str, **context: Any) -> HttpResponse:
    """The page, rendered without the request: no name, no navigation, no message that was waiting."""
    verwijzing = getattr(request, "verzoek_id", None) or uuid.uuid4().hex[:16]
    request.verzoek_id = verwijzing
    return HttpResponse(render_to_string(sjabloon, {"verwijzing": verwijzing, **context}), status=status)


def fout_400(request: HttpRequest, exception: Any = None) -> HttpResponse:
    return toon(request, 400, "400.html")


def fout_403(request: HttpRequest, exception: Any = None) -> HttpResponse:
    return toon(request, 403, "403.html")


def fout_404(request: HttpRequest, exception: Any = None) -> HttpResponse:
    return toon(request, 404, "404.html")


def fout_429(request: HttpRequest, exception: Any = None) -> HttpResponse:
    """Too often. `exception` tells until when (beroepsgeheim.grenzen.TeVaak); then one can go on from here.

    What was typed stays in the page, to be sent once more; where it was going, nothing happened yet.
    """
    if not hasattr(exception, "tot"):
        return toon(request, 429, "429.html")
    velden = [
        (naam, waarde)
        for naam in (request.POST if request.method == "POST" else ())
        if not naam.endswith(GEHEIM)
        for waarde in request.POST.getlist(naam)
    ]
    antwoord = toon(
        request,
        429,
        "429.html",
        tot=exception.tot,
        pad=request.get_full_path(),
        gestuurd=request.method == "POST",
        velden=velden,
        medewerker=bool(getattr(getattr(request, "actor", None), "functie_id", None)),
        csrf_token=get_token(request),
    )
    antwoord["Retry-After"] = str(exception.wacht)
    return antwoord


def fout_500(request: HttpRequest) -> HttpResponse:
    return toon(request, 500, "500.html")


def fout_csrf(request: HttpRequest, reason: str = "") -> HttpResponse:
    return toon(request, 403, "403_csrf.html")
