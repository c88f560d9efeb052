"""Between who is logged in and the pages: second factor, lock, longest session, same kind of browser.

It decides in `process_view`, inside the envelope: the name of the view and its policy are known there, and
a draft that has to be kept is written under the actor. Public pages are left alone.
"""

from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode, urlsplit

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import resolve_url
from django.urls import reverse
from django.utils.translation import gettext as _

from beroepsgeheim.beleid import beleid_van
from beroepsgeheim.beleidstype import Beleid
from organisaties.aanmelden import sessies, tweede_stap

from . import bewaard, logboek
from .paden import veilig
from .slot import BEWAARD

# What somebody reaches who has only shown her password: setting up a second factor, nothing else.
OM_IN_TE_STELLEN = {"aanmelden:instellen", "aanmelden:sleutel_instellen"}
# What works while the page is covered: the lock, and keeping what was typed before it (it tells nothing back).
OP_SLOT = {"aanmelden:slot", "aanmelden:vergrendel", "vloer:concept"}


class AanmeldMiddleware:
    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if response.status_code == 429 and getattr(request, "actor", None) is None:
            logboek.noteer_kloppen(request)
        logboek.schrijf(request)
        return response

    def process_view(self, request: HttpRequest, view: Any, args: Any, kwargs: Any) -> HttpResponse | None:
        if not request.user.is_authenticated:
            return None
        naam = request.resolver_match.view_name if request.resolver_match else ""
        regel = beleid_van(view, naam)
        if regel is None or regel.openbaar:
            return None
        if naam.startswith("aanmelden:") and not tweede_stap.moet(request.user):
            raise PermissionDenied  # a family member has a door of her own
        return (
            ander_toestel(request)
            or te_lang(request, naam)
            or zonder_tweede_stap(request, naam)
            or op_slot(request, naam, regel)
        )


def stuur(request: HttpRequest, naar: str, **vraag: str) -> HttpResponse:
    """Lead a person somewhere else; htmx loads the whole page."""
    adres = resolve_url(naar) + (f"?{urlencode(vraag)}" if vraag else "")
    if getattr(request, "htmx", None):
        return HttpResponse(headers={"HX-Redirect": adres})
    return HttpResponseRedirect(adres)


def _terug(request: HttpRequest) -> dict[str, str]:
    """Where to go on afterwards: the page that was asked for, or the one that a form stood on."""
    if request.method == "GET" and not getattr(request, "htmx", None):
        return {"next": request.get_full_path()}
    van = urlsplit(request.headers.get("Referer", ""))
    return {"next": veilig(van.path)} if van.netloc == request.get_host() else {}


def _naar_de_deur(request: HttpRequest, terug: dict[str, str]) -> HttpResponse:
    """Log out and go to one's own door: staff here, family members at theirs."""
    gebruiker: Any = request.user
    deur = settings.LOGIN_URL if tweede_stap.moet(gebruiker) else settings.LOGIN_URL_GEZIN
    logout(request)
    return stuur(request, deur, **(terug if deur == settings.LOGIN_URL else {}))


def _bewaard(request: HttpRequest, naam: str) -> str:
    """Keep a post that cannot be carried out now. The address of the page that brings it back, or nothing."""
    over = bewaard.bewaar(request, naam)
    if over is None:
        return ""
    return f"{reverse('aanmelden:verder', args=[over])}?functie={request.actor.functie_id}"


def ander_toestel(request: HttpRequest) -> HttpResponse | None:
    """A session cookie that turns up in another kind of browser is of no use there, nor anywhere else."""
    if not sessies.ander_toestel(request):
        return None
    logboek.noteer_aanmelding(request, "ander_toestel", goed=False)
    antwoord = _naar_de_deur(request, _terug(request))
    messages.info(request, _("U gebruikt een andere browser dan daarnet. Meld u daarom opnieuw aan."))
    return antwoord


def te_lang(request: HttpRequest, naam: str) -> HttpResponse | None:
    """After ten hours everyone logs in again."""
    if not sessies.te_lang(request):
        return None
    verder = _bewaard(request, naam)
    antwoord = _naar_de_deur(request, {"next": verder} if verder else _terug(request))
    messages.info(request, _("U was lang aangemeld. Meld u opnieuw aan; wat u typte, is bewaard."))
    return antwoord


def zonder_tweede_stap(request: HttpRequest, naam: str) -> HttpResponse | None:
    """Staff without a second factor in this session: set one up first, or log in again with it."""
    gebruiker: Any = request.user
    if not tweede_stap.moet(gebruiker) or sessies.tweede_stap_gezet(request):
        return None
    if tweede_stap.heeft(gebruiker):
        return _naar_de_deur(request, _terug(request))
    if naam in OM_IN_TE_STELLEN:
        return None
    return stuur(request, "aanmelden:instellen")


def op_slot(request: HttpRequest, naam: str, regel: Beleid) -> HttpResponse | None:
    """A covered page opens with a PIN first. Family members are not asked: their own place has its own door."""
    gebruiker: Any = request.user
    if tweede_stap.moet(gebruiker):
        al_dicht = bool(request.session.get(sessies.OP_SLOT))
        if sessies.op_slot(request):
            if not al_dicht:
                logboek.noteer_aanmelding(request, "op_slot")
            return None if naam in OP_SLOT else _naar_slot(request, naam)
    if not regel.achtergrond:
        sessies.noteer_actief(request)
    bewaard.haal_op(request)
    return None


def _naar_slot(request: HttpRequest, naam: str) -> HttpResponse:
    verder = _bewaard(request, naam)
    if verder:
        request.session[BEWAARD] = verder
    return stuur(request, "aanmelden:slot", **_terug(request))
