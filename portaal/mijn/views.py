"""The own place itself: what concerns the person who logged in, one thing on a page."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from beroepsgeheim.beleid import beleid
from organisaties.models import Rol

from .ik import ik_van

# (url name, sign, words): the pages of the own place in the order of the first page.
WEGEN: list[tuple[str, str, Any]] = []


def wegen() -> list[tuple[str, str, str]]:
    """The ways from the first page."""
    return [(reverse(naam), teken, str(titel)) for naam, teken, titel in WEGEN]


@beleid(Rol.GEZINSLID)
@require_safe
def start(request: HttpRequest) -> HttpResponse:
    """Hello, and the ways from here."""
    return render(request, "mijn/start.html", {"ik": ik_van(request, "start"), "wegen": wegen()})
