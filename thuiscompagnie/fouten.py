"""Error pages: a reference to give through to support, never content. They ask the database nothing."""

import uuid
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string


def toon(request: HttpRequest, status: int, sjabloon: str) -> HttpResponse:
    """The page, rendered without the request: no name, no navigation, no message that was waiting."""
    verwijzing = getattr(request, "verzoek_id", None) or uuid.uuid4().hex[:16]
    request.verzoek_id = verwijzing
    return HttpResponse(render_to_string(sjabloon, {"verwijzing": verwijzing}), status=status)


def fout_400(request: HttpRequest, exception: Any = None) -> HttpResponse:
    return toon(request, 400, "400.html")


def fout_403(request: HttpRequest, exception: Any = None) -> HttpResponse:
    return toon(request, 403, "403.html")


def fout_404(request: HttpRequest, exception: Any = None) -> HttpResponse:
    return toon(request, 404, "404.html")


def fout_429(request: HttpRequest, exception: Any = None) -> HttpResponse:
    return toon(request, 429, "429.html")


def fout_500(request: HttpRequest) -> HttpResponse:
    return toon(request, 500, "500.html")


def fout_csrf(request: HttpRequest, reason: str = "") -> HttpResponse:
    return toon(request, 403, "403_csrf.html")
