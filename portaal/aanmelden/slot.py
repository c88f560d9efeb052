"""The covered page: after fifteen idle minutes (or at once, when asked) a PIN, passkey or password opens it."""

from typing import Any

from allauth.mfa.models import Authenticator
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from beroepsgeheim.beleid import beleid
from organisaties.aanmelden import pin, sessies
from organisaties.models import Gebruiker
from thuiscompagnie.vloer.tellers import tel

from .logboek import noteer_aanmelding
from .paden import veilig
from .sleutel import opties_om_aan_te_melden, sleutel_klopt

BEWAARD = "op_slot_bewaard"


def naar(request: HttpRequest) -> str:
    """Where to go on: what was kept first, else the page that was covered."""
    bewaard = request.session.pop(BEWAARD, "")
    return bewaard or veilig(request.POST.get("next") or request.GET.get("next", ""))


def _te_vaak(request: HttpRequest) -> bool:
    """Wrong passwords and passkeys at a covered page: five in this session."""
    sleutel = f"aanmelden:slot:{request.session.session_key}"
    return tel(sleutel, settings.AFMELDEN_NA_SECONDEN) >= pin.POGINGEN


def _probeer(request: HttpRequest) -> tuple[pin.Uitkomst, str]:
    """What came of the PIN, passkey or password that was posted, and which of them it was."""
    gebruiker: Any = request.user
    if request.POST.get("pin"):
        return pin.controleer(gebruiker, request.POST["pin"]), "pincode"
    if request.POST.get("credential"):
        hoe, goed = "sleutel", sleutel_klopt(gebruiker, request.POST["credential"])
    else:
        hoe, goed = "wachtwoord", gebruiker.check_password(request.POST.get("password", ""))
    if goed:
        return pin.Uitkomst.GOED, hoe
    return (pin.Uitkomst.OP if _te_vaak(request) else pin.Uitkomst.FOUT), hoe


@require_http_methods(["GET", "POST"])
@beleid(aangemeld=True)
@sensitive_post_parameters()
@never_cache
def slot(request: HttpRequest) -> HttpResponse:
    """The lock itself. Wrong answers redirect, so that the count of tries is committed."""
    if not sessies.op_slot(request):
        return _antwoord(request, {"open": True}, naar(request))
    if request.method == "GET":
        return render(request, "aanmelden/slot.html", _context(request))
    actor = request.headers.get("X-Actor", "")
    if actor and actor != str(getattr(request.actor, "functie_id", "")):
        return _antwoord(request, {"open": False, "weg": "/"}, "/")
    uitkomst, hoe = _probeer(request)
    noteer_aanmelding(request, "slot", doel=hoe, goed=uitkomst is pin.Uitkomst.GOED)
    if uitkomst is pin.Uitkomst.GOED:
        sessies.doe_slot_open(request)
        return _antwoord(request, {"open": True}, naar(request))
    if uitkomst is pin.Uitkomst.OP:
        logout(request)
        messages.error(request, _("Dat lukte vijf keer niet. U bent afgemeld; wat u typte, is bewaard."))
        return _antwoord(request, {"open": False, "weg": "/aanmelden/"}, "/aanmelden/")
    return _nog_eens(request, hoe)


def _nog_eens(request: HttpRequest, hoe: str) -> HttpResponse:
    melding = {
        "pincode": _("Die pincode klopt niet."),
        "wachtwoord": _("Dat wachtwoord klopt niet."),
        "sleutel": _("Met die toegangssleutel lukte het niet."),
    }[hoe]
    if not _wil_json(request):
        messages.error(request, melding)
    terug = urlencode({"next": veilig(request.POST.get("next", ""))})
    return _antwoord(request, {"open": False, "melding": melding}, f"/aanmelden/slot/?{terug}")


def _wil_json(request: HttpRequest) -> bool:
    return request.headers.get("Accept", "") == "application/json"


def _antwoord(request: HttpRequest, gegevens: dict[str, Any], adres: str) -> HttpResponse:
    """A script gets JSON and stays on its page, a browser goes on."""
    return JsonResponse(gegevens) if _wil_json(request) else redirect(adres)


def _context(request: HttpRequest) -> dict[str, Any]:
    gebruiker: Any = request.user
    return {
        "met_pin": pin.heeft(gebruiker),
        "sleutel": _sleutel(gebruiker),
        "volgende": veilig(request.GET.get("next", "")),
    }


def _sleutel(gebruiker: Gebruiker) -> str:
    heeft = Authenticator.objects.filter(user=gebruiker, type=Authenticator.Type.WEBAUTHN).exists()
    return opties_om_aan_te_melden(gebruiker) if heeft else ""


@require_POST
@beleid(aangemeld=True, achtergrond=True)
@never_cache
def vergrendel(request: HttpRequest) -> HttpResponse:
    """Cover the page now: asked for by a person, or by the script that saw nobody for fifteen minutes."""
    request.session[sessies.OP_SLOT] = True
    if request.headers.get("X-Achtergrond"):
        return render(request, "aanmelden/_slot_blad.html", _context(request))
    return redirect(f"/aanmelden/slot/?{urlencode({'next': veilig(request.POST.get('next', ''))})}")


@require_POST
@beleid(aangemeld=True)
@never_cache
def actief(request: HttpRequest) -> HttpResponse:
    """Somebody is typing or reading here: sent by the script after a real key or touch, a few times an hour."""
    return HttpResponse()
