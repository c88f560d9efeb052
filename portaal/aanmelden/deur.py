"""The door itself: name and password, or on a trusted phone the PIN."""

from typing import Any

from allauth.account import views as account
from django.contrib import messages
from django.contrib.auth import login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from beroepsgeheim.beleid import beleid
from organisaties.aanmelden import pin, sessies, toestellen
from organisaties.models import Toestel

from .logboek import noteer_aanmelding
from .paden import veilig

ACHTERKANT = "allauth.account.auth_backends.AuthenticationBackend"


@beleid(openbaar=True)
def aanmelden(request: HttpRequest) -> HttpResponse:
    """Name and password. A trusted phone comes to its PIN first, and may still choose the password."""
    komt_binnen = request.method == "GET" and not request.user.is_authenticated
    if komt_binnen and "wachtwoord" not in request.GET and toestellen.kan(request):
        volgende = veilig(request.GET.get("next", ""))
        return redirect(f"{reverse('aanmelden:toestel')}?{urlencode({'next': volgende})}")
    antwoord: HttpResponse = account.login(request)
    return antwoord


@require_http_methods(["GET", "POST"])
@beleid(openbaar=True)
@sensitive_post_parameters()
@never_cache
def toestel(request: HttpRequest) -> HttpResponse:
    """A trusted phone: the PIN alone opens it. Wrong ones redirect, so that their count is committed."""
    volgende = veilig(request.POST.get("next") or request.GET.get("next", ""))
    if request.user.is_authenticated:
        return redirect(volgende)
    if request.method == "GET":
        if not toestellen.kan(request):
            return redirect("account_login")
        return render(request, "aanmelden/toestel.html", {"volgende": volgende})
    vertrouwd = toestellen.van(request)
    if vertrouwd is None:
        return _niet_vertrouwd(request)
    return _met_pin(request, vertrouwd, volgende)


def _niet_vertrouwd(request: HttpRequest) -> HttpResponse:
    """Ended, too old, copied, or no longer a care worker: the cookie goes, the long way remains."""
    noteer_aanmelding(request, "toestel", goed=False)
    messages.info(request, _("Deze telefoon is niet meer vertrouwd. Meld u aan met uw wachtwoord."))
    antwoord = redirect("account_login")
    toestellen.wis_cookie(antwoord)
    return antwoord


def _met_pin(request: HttpRequest, vertrouwd: Toestel, volgende: str) -> HttpResponse:
    gebruiker = vertrouwd.gebruiker
    uitkomst = pin.controleer(gebruiker, request.POST.get("pin", ""))
    noteer_aanmelding(
        request, "toestel", gebruiker=gebruiker, doel=str(vertrouwd.pk), goed=uitkomst is pin.Uitkomst.GOED
    )
    if uitkomst is pin.Uitkomst.OP:
        toestellen.trek_in(vertrouwd)
        messages.error(request, _("Dat lukte vijf keer niet. Meld u aan met uw wachtwoord."))
        weg = redirect("account_login")
        toestellen.wis_cookie(weg)
        return weg
    if uitkomst is pin.Uitkomst.FOUT:
        messages.error(request, _("Die pincode klopt niet."))
        return redirect(f"{request.path}?{urlencode({'next': volgende})}")
    return _binnen(request, vertrouwd, gebruiker, volgende)


def _binnen(request: HttpRequest, vertrouwd: Toestel, gebruiker: Any, volgende: str) -> HttpResponse:
    login(request, gebruiker, backend=ACHTERKANT)
    sessies.zet_tweede_stap(request, gebruiker, vers=False)
    antwoord = redirect(volgende)
    toestellen.zet_cookie(antwoord, vertrouwd, toestellen.vernieuw(vertrouwd))
    return antwoord
