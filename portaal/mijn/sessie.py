"""Half an hour without a touch ends the session of a family member: telephones and tablets are shared."""

import time
from collections.abc import Callable

from django.contrib import messages
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from organisaties.actor import Soort

SESSIE_GEZIEN = "mijn.gezien"
RUST_SECONDEN = 30 * 60
SCHRIJF_PAS_NA = 60  # the moment is kept once a minute, not with every page


def nu() -> int:
    """Seconds, for in the session."""
    return int(time.time())


class GezinsrustMiddleware:
    """After 30 idle minutes a family member stands at the door again. Background requests are no activity."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        actor = request.actor
        if actor is None or actor.soort is not Soort.GEZINSLID:
            return self.get_response(request)
        rust = nu() - int(request.session.get(SESSIE_GEZIEN, nu()))
        if rust > RUST_SECONDEN:
            logout(request)
            messages.info(request, _("U was een halfuur weg. Daarom sloten we uw plek. Kom gerust terug."))
            return redirect("mijn:binnen")
        if SESSIE_GEZIEN not in request.session or rust > SCHRIJF_PAS_NA and not _achtergrond(request):
            request.session[SESSIE_GEZIEN] = nu()
        return self.get_response(request)


def _achtergrond(request: HttpRequest) -> bool:
    return request.headers.get("X-Achtergrond") == "1"
