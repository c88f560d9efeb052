"""The second step at the door: asked for at each log-in, set up where there is none."""

import base64
from typing import Any

from allauth.account.internal.decorators import login_stage_required
from allauth.mfa.adapter import get_adapter
from allauth.mfa.stages import AuthenticateStage
from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from beroepsgeheim.beleid import beleid
from organisaties.aanmelden import pin, sessies, tweede_stap
from organisaties.models import Gebruiker

from .forms import CodeFormulier, NieuweAppFormulier
from .logboek import noteer_aanmelding
from .sleutel import opties_om_aan_te_melden, opties_voor_nieuwe, sleutel_klopt, sleutels, voeg_toe

NIEUW = "totp_nieuw"


def democode(gebruiker: Gebruiker) -> str:
    """The code as "123 456", in a trial set-up only; settings of production refuse the switch."""
    if not toon_code():
        return ""
    return in_groepen(tweede_stap.huidige_code(gebruiker), 3)


def in_groepen(tekst: str, aantal: int) -> str:
    """Digits in groups, as people read them."""
    return " ".join(tekst[i : i + aantal] for i in range(0, len(tekst), aantal))


@require_http_methods(["GET", "POST"])
@beleid(openbaar=True)
@sensitive_post_parameters()
@never_cache
@login_stage_required(stage=AuthenticateStage.key, redirect_urlname="account_login")
def code(request: HttpRequest) -> HttpResponse:
    """After the right password: a code of the app, a recovery code, or a passkey."""
    stap: Any = request._login_stage
    gebruiker: Gebruiker = stap.login.user
    if request.POST.get("credential"):
        return _met_sleutel(request, stap)
    form = CodeFormulier(request.POST or None, gebruiker=gebruiker)
    if form.is_valid():
        return door(request, stap, form.hoe)
    if form.uitkomst:
        noteer_aanmelding(request, "tweede_stap", gebruiker=gebruiker, doel=form.uitkomst.value, goed=False)
    sleutel = opties_om_aan_te_melden(gebruiker) if sleutels(gebruiker).exists() else ""
    context = {"form": form, "democode": democode(gebruiker), "sleutel": sleutel}
    return render(request, "aanmelden/code.html", context, status=422 if form.is_bound else 200)


def _met_sleutel(request: HttpRequest, stap: Any) -> HttpResponse:
    """The answer of a passkey in place of a code; counted like codes are."""
    gebruiker: Gebruiker = stap.login.user
    if tweede_stap.nog_een_poging(gebruiker) and sleutel_klopt(gebruiker, request.POST["credential"]):
        tweede_stap.vergeet_pogingen(gebruiker)
        return door(request, stap, "sleutel")
    noteer_aanmelding(request, "tweede_stap", gebruiker=gebruiker, doel="sleutel", goed=False)
    messages.error(request, _("Met die toegangssleutel lukte het niet. Probeer opnieuw of typ een code."))
    return redirect("mfa_authenticate")


def door(request: HttpRequest, stap: Any, hoe: str) -> HttpResponse:
    """The second step was shown: let allauth finish the log-in and mark the session."""
    antwoord: HttpResponse = stap.exit()
    if request.user.is_authenticated:
        sessies.zet_tweede_stap(request, request.user)
        pin.herstel(request.user)
        noteer_aanmelding(request, "tweede_stap", doel=hoe)
    return antwoord


def _geheim(request: HttpRequest) -> str:
    """The secret that is being set up: encrypted in the session until a code proves it."""
    kluis = get_adapter()
    if NIEUW not in request.session:
        request.session[NIEUW] = kluis.encrypt(tweede_stap.nieuw_geheim())
    return str(kluis.decrypt(request.session[NIEUW]))


def beeld(gebruiker: Gebruiker, geheim: str) -> str:
    """The QR code as a data address: no inline SVG, no other request that could be kept somewhere."""
    kluis = get_adapter()
    svg = kluis.build_totp_svg(kluis.build_totp_url(gebruiker, geheim))
    return "data:image/svg+xml;base64," + base64.b64encode(svg.encode()).decode()


@require_http_methods(["GET", "POST"])
@beleid(aangemeld=True)
@sensitive_post_parameters()
@never_cache
def instellen(request: HttpRequest) -> HttpResponse:
    """Straight after the first password: put the secret in an app and prove it with one code."""
    gebruiker: Any = request.user
    if sessies.tweede_stap_gezet(request) and not sessies.pas_bevestigd(request):
        return redirect(f"{reverse('aanmelden:bevestig')}?next={request.path}")
    geheim = _geheim(request)
    form = NieuweAppFormulier(request.POST or None, geheim=geheim)
    if form.is_valid():
        tweede_stap.zet_totp(gebruiker, geheim, form.stap)
        request.session.pop(NIEUW, None)
        return ingesteld(request, "app_ingesteld")
    context = {
        "form": form,
        "beeld": beeld(gebruiker, geheim),
        "geheim": in_groepen(geheim, 4),
        "democode": in_groepen(tweede_stap.code_van(geheim, tweede_stap.teller()), 3) if toon_code() else "",
        "sleutel": opties_voor_nieuwe(gebruiker),
    }
    return render(request, "aanmelden/instellen.html", context, status=422 if form.is_bound else 200)


@require_POST
@beleid(aangemeld=True)
@never_cache
def sleutel_instellen(request: HttpRequest) -> HttpResponse:
    """A passkey (a fingerprint, face or PIN of the machine) as second step, at the first visit or beside the app."""
    if sessies.tweede_stap_gezet(request) and not sessies.pas_bevestigd(request):
        return redirect(f"{reverse('aanmelden:bevestig')}?next={reverse('aanmelden:overzicht')}")
    naam = sessies.familie_van(request) or str(_("toegangssleutel"))
    if not voeg_toe(request.user, naam, request.POST.get("credential", "")):  # type: ignore[arg-type]
        messages.error(
            request, _("De toegangssleutel is niet bewaard. Probeer het nog eens, of gebruik een app.")
        )
        return redirect(
            "aanmelden:overzicht" if sessies.tweede_stap_gezet(request) else "aanmelden:instellen"
        )
    return ingesteld(request, "sleutel_ingesteld")


def ingesteld(request: HttpRequest, wat: str) -> HttpResponse:
    """A second step was set up: the session has it, under a new key; a first time comes with recovery codes."""
    gebruiker: Any = request.user
    eerste = tweede_stap.noodcodes(gebruiker) is None
    if eerste:
        tweede_stap.nieuwe_noodcodes(gebruiker)
    sessies.vernieuw_sleutel(request)
    sessies.zet_tweede_stap(request, gebruiker)
    noteer_aanmelding(request, wat)
    return redirect("aanmelden:noodcodes" if eerste else "aanmelden:overzicht")


def toon_code() -> bool:
    return bool(settings.DEMO and settings.TOON_DEMOCODE)


@require_http_methods(["GET", "POST"])
@beleid(aangemeld=True)
@never_cache
def noodcodes(request: HttpRequest) -> HttpResponse:
    """Ten codes for when the phone is not there: to read until one says that they are kept."""
    codes = tweede_stap.noodcodes(request.user)  # type: ignore[arg-type]
    if codes is None or codes.did_view or not sessies.pas_bevestigd(request):
        return redirect("portaal:vandaag")
    if request.method == "POST":
        codes.mark_as_viewed()
        return redirect("portaal:vandaag")
    lijst = [in_groepen(code, 4) for code in codes.get_unused_codes()]
    return render(request, "aanmelden/noodcodes.html", {"codes": lijst})
