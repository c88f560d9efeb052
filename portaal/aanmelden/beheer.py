"""One's own log-in: app, passkeys, recovery codes, PIN, trusted phones, and the sessions that are open."""

import uuid
from collections.abc import Callable
from functools import wraps
from typing import Any

from allauth.mfa.models import Authenticator
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from beroepsgeheim.beleid import beleid
from organisaties.aanmelden import pin, sessies, toestellen, tweede_stap
from organisaties.models import Sessie, Toestel

from .forms import CodeFormulier, PinFormulier
from .logboek import noteer_aanmelding
from .paden import veilig
from .sleutel import opties_om_aan_te_melden, opties_voor_nieuwe, sleutel_klopt, sleutels
from .stap import democode


def pas_bevestigd(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """A delicate change asks for a code first when the last proof of identity is older than a quarter."""

    @wraps(view)
    def omhuld(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if sessies.pas_bevestigd(request):
            return view(request, *args, **kwargs)
        terug = request.path if request.method == "GET" else reverse("aanmelden:overzicht")
        return redirect(f"{reverse('aanmelden:bevestig')}?{urlencode({'next': terug})}")

    return omhuld


@require_GET
@beleid(aangemeld=True)
@never_cache
def overzicht(request: HttpRequest) -> HttpResponse:
    """Everything about one's own log-in on one page."""
    gebruiker: Any = request.user
    codes = tweede_stap.noodcodes(gebruiker)
    hier = request.session.session_key
    open_ = Sessie.objects.open().filter(gebruiker=gebruiker)
    context = {
        "app": Authenticator.objects.filter(user=gebruiker, type=Authenticator.Type.TOTP).first(),
        "sleutels": sleutels(gebruiker),
        "noodcodes": len(codes.get_unused_codes()) if codes else 0,
        "heeft_pin": pin.heeft(gebruiker),
        "mag_toestel": toestellen.mag(gebruiker),
        "toestellen": Toestel.objects.geldig().filter(gebruiker=gebruiker),
        "sessies": [(rij, rij.sleutel == hier) for rij in open_],
        "nieuw": opties_voor_nieuwe(gebruiker) if sessies.pas_bevestigd(request) else "",
    }
    return render(request, "aanmelden/overzicht.html", context)


@require_http_methods(["GET", "POST"])
@beleid(aangemeld=True)
@sensitive_post_parameters()
@never_cache
def bevestig(request: HttpRequest) -> HttpResponse:
    """A code or passkey once more, before a delicate change."""
    gebruiker: Any = request.user
    volgende = veilig(request.POST.get("next") or request.GET.get("next", ""))
    if request.POST.get("credential"):
        goed, form = sleutel_klopt(gebruiker, request.POST["credential"]), CodeFormulier(gebruiker=gebruiker)
    else:
        form = CodeFormulier(request.POST or None, gebruiker=gebruiker)
        goed = form.is_valid()
    if request.method == "POST":
        noteer_aanmelding(request, "bevestigd", goed=goed)
    if goed:
        sessies.bevestig(request)
        return redirect(volgende)
    context = {
        "form": form,
        "volgende": volgende,
        "democode": democode(gebruiker),
        "sleutel": opties_om_aan_te_melden(gebruiker) if sleutels(gebruiker).exists() else "",
    }
    return render(request, "aanmelden/bevestig.html", context, status=422 if form.is_bound else 200)


@require_POST
@beleid(aangemeld=True)
@pas_bevestigd
def sessie_einde(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """End one of one's own sessions."""
    rijen = Sessie.objects.open().filter(pk=pk, gebruiker=request.user)
    if not sessies.beeindig(rijen):
        raise Http404
    noteer_aanmelding(request, "sessie_beeindigd")
    messages.success(request, _("Dat toestel is afgemeld."))
    return redirect("aanmelden:overzicht")


@require_POST
@beleid(aangemeld=True)
@pas_bevestigd
def andere_sessies_einde(request: HttpRequest) -> HttpResponse:
    """End all one's own sessions but this one."""
    rijen = Sessie.objects.open().filter(gebruiker=request.user).exclude(sleutel=request.session.session_key)
    aantal = sessies.beeindig(rijen)
    noteer_aanmelding(request, "sessie_beeindigd", doel=str(aantal))
    messages.success(request, _("U bent nu enkel nog hier aangemeld."))
    return redirect("aanmelden:overzicht")


@require_http_methods(["GET", "POST"])
@beleid(aangemeld=True)
@sensitive_post_parameters()
@never_cache
@pas_bevestigd
def pincode(request: HttpRequest) -> HttpResponse:
    """Choose a PIN, or another one."""
    gebruiker: Any = request.user
    form = PinFormulier(request.POST or None)
    if form.is_valid():
        pin.zet(gebruiker, form.cleaned_data["pin"])
        noteer_aanmelding(request, "pincode_gezet")
        messages.success(request, _("Uw pincode is bewaard."))
        return redirect("aanmelden:overzicht")
    context = {"form": form, "knop": _("Bewaren")}
    return render(request, "aanmelden/pincode.html", context, status=422 if form.is_bound else 200)


@require_http_methods(["GET", "POST"])
@beleid(aangemeld=True)
@sensitive_post_parameters()
@never_cache
@pas_bevestigd
def toestel_vertrouwen(request: HttpRequest) -> HttpResponse:
    """This phone is my own: from now on my PIN opens it. For care workers."""
    gebruiker: Any = request.user
    if not toestellen.mag(gebruiker):
        raise PermissionDenied
    form = PinFormulier(request.POST or None)
    if form.is_valid():
        pin.zet(gebruiker, form.cleaned_data["pin"])
        toestel, waarde = toestellen.vertrouw(request, gebruiker)
        noteer_aanmelding(request, "toestel_vertrouwd", doel=str(toestel.pk))
        messages.success(request, _("Klaar. Op deze telefoon volstaat voortaan uw pincode."))
        antwoord = redirect("aanmelden:overzicht")
        toestellen.zet_cookie(antwoord, toestel, waarde)
        return antwoord
    context = {"form": form, "toestel": True, "knop": _("Deze telefoon vertrouwen")}
    return render(request, "aanmelden/pincode.html", context, status=422 if form.is_bound else 200)


@require_POST
@beleid(aangemeld=True)
def toestel_einde(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """A phone that is lost or passed on: no longer trusted."""
    toestel = Toestel.objects.geldig().filter(pk=pk, gebruiker=request.user).first()
    if toestel is None:
        raise Http404
    toestellen.trek_in(toestel)
    noteer_aanmelding(request, "toestel_ingetrokken", doel=str(pk))
    messages.success(request, _("Dat toestel is niet meer vertrouwd."))
    return redirect("aanmelden:overzicht")


@require_POST
@beleid(aangemeld=True)
@pas_bevestigd
def noodcodes_nieuw(request: HttpRequest) -> HttpResponse:
    """Ten new recovery codes; the old ones are worthless."""
    tweede_stap.nieuwe_noodcodes(request.user)  # type: ignore[arg-type]
    noteer_aanmelding(request, "noodcodes_nieuw")
    return redirect("aanmelden:noodcodes")


@require_POST
@beleid(aangemeld=True)
@pas_bevestigd
def sleutel_weg(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a passkey away, unless nothing would be left to log in with."""
    gebruiker: Any = request.user
    eigen = Authenticator.objects.filter(user=gebruiker, type__in=tweede_stap.SOORTEN)
    sleutel = eigen.filter(pk=pk, type=Authenticator.Type.WEBAUTHN).first()
    if sleutel is None:
        raise Http404
    if eigen.count() == 1:
        messages.error(
            request, _("Dit is uw enige tweede stap. Stel eerst een app of een andere sleutel in.")
        )
        return redirect("aanmelden:overzicht")
    sleutel.delete()
    noteer_aanmelding(request, "sleutel_weg")
    messages.success(request, _("Die toegangssleutel werkt niet meer."))
    return redirect("aanmelden:overzicht")
