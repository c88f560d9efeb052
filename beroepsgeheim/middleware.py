"""The envelope around each request (trust.md, design 6) and the gate of the declared policies."""

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import ImproperlyConfigured, PermissionDenied
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.utils.cache import add_never_cache_headers

from organisaties.actor import Actor, Soort
from organisaties.models import Rol
from thuiscompagnie.fouten import fout_429

from .beleid import Beleid, beleid_van
from .grenzen import tel_mee
from .omslag import Scope, maak_alleen_lezen, noteer, schrijf_regels, scope_voor, zet_actor

NIEMAND = Actor(soort=Soort.SYSTEEM, naam="")


def weiger(request: HttpRequest, scope: Scope) -> None:
    """What was tried stands in the log as refused; a refusal before anything was read has its own line."""
    pagina = request.resolver_match.view_name.lower() if request.resolver_match else ""
    if not scope.regels and pagina and scope.actor is not NIEMAND:
        noteer("weigering", onderdeel=pagina[:60])
    for regel in scope.regels:
        regel["uitkomst"] = "geweigerd"


class OmslagMiddleware:
    """outer transaction > savepoint (GET: read-only; actor set) > view > log rows > commit.

    A status of 400 and more, and every exception (Django turns it into such a status inside), rolls back
    to the savepoint; what was looked at and what was refused is still written, a change that is undone is not.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        actor = getattr(request, "actor", None) or NIEMAND
        # The scope opens for everybody, also for nobody: then the policies give no rows.
        with scope_voor(actor) as scope, transaction.atomic():
            request.scope = scope
            with transaction.atomic():  # the savepoint; its on_commit hooks fall away with it
                zet_actor(actor if actor is not NIEMAND else None)
                response = self.get_response(request)
                if response.status_code >= 400:
                    transaction.set_rollback(True)
                    if response.status_code in (403, 404):
                        weiger(request, scope)
                    else:
                        scope.draai_terug()
                else:
                    zet_actor(None)
            if actor is not NIEMAND:
                schrijf_regels(scope)
        if getattr(request, "actor", None) is not None and not response.has_header("Cache-Control"):
            add_never_cache_headers(response)
            response["Cache-Control"] = "no-store, private"
        return response

    def process_view(self, request: HttpRequest, view: Any, args: Any, kwargs: Any) -> HttpResponse | None:
        naam = request.resolver_match.view_name if request.resolver_match else ""
        regel: Beleid | None = beleid_van(view, naam)
        if regel is None:
            raise ImproperlyConfigured(f"view {naam} declares no policy")
        if request.method in ("GET", "HEAD", "OPTIONS") and not regel.schrijft_bij_get:
            maak_alleen_lezen()
        if not regel.laat_toe(request.actor, request.user.is_authenticated):
            if not request.user.is_authenticated:
                deur = settings.LOGIN_URL_GEZIN if regel.rollen == (Rol.GEZINSLID,) else None
                return redirect_to_login(request.get_full_path(), deur)
            raise PermissionDenied
        request.scope.stil = regel.achtergrond
        return te_vaak(request, regel)


def te_vaak(request: HttpRequest, regel: Beleid) -> HttpResponse | None:
    """The friendly answer to somebody who asks too often; the log hears of it once for each period."""
    if request.actor is None:
        return None
    for soort in regel.grenzen(request.method or ""):
        if teveel := tel_mee(request.actor, soort):
            if teveel.eerste:
                pagina = request.resolver_match.view_name if request.resolver_match else ""
                onderdeel = pagina.lower().replace(":", ".")[:60]
                noteer("weigering", onderdeel=onderdeel, doel=f"grens {soort}", uitkomst="geweigerd")
            return fout_429(request, teveel)
    return None
