"""The door: card, then code or PIN, then (the first time) a PIN of one's own. Open to everybody.

A telephone may keep the card (then the PIN is all that is asked), and a passkey opens the door alone.
"""

from django.contrib import messages
from django.contrib.auth import login, logout
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from beroepsgeheim.beleid import beleid
from beroepsgeheim.models import Reikwijdte
from beroepsgeheim.omslag import noteer, omslag
from beroepsgeheim.toegang import mijn_toegang
from organisaties import kaarten
from organisaties.aanmelden import toestellen
from organisaties.aanmelden.toestellen import KAART
from organisaties.actor import Actor
from organisaties.models import Gebruiker, Rol, Sleutelkaart, Toestel
from portaal.aanmelden.sleutel import opties_voor_iedereen, wie_toont

from . import onthouden
from .forms import CodeFormulier, KaartFormulier, PinFormulier
from .sessie import SESSIE_GEZIEN, nu

KIEST_PIN = "mijn.kiest_pin"
ACHTERDEUR = "allauth.account.auth_backends.AuthenticationBackend"
GET_POST = require_http_methods(["GET", "HEAD", "POST"])


@sensitive_post_parameters()
@beleid(openbaar=True)
@GET_POST
def kaart(request: HttpRequest) -> HttpResponse:
    """Number and words of the card; nothing is looked up yet. A telephone that keeps a card goes on to the PIN."""
    if request.method != "POST" and "andere" not in request.GET and onthouden.van_telefoon(request):
        request.session.pop(onthouden.BIJ_DE_DEUR, None)  # typed by somebody else, who went away
        return redirect("mijn:code")
    form = KaartFormulier(request.POST or None)
    if request.method == "POST" and form.is_valid():
        _leg_neer(request, form.cleaned_data["nummer"], form.cleaned_data["woorden"])
        return redirect("mijn:code")
    return render(request, "mijn/deur_kaart.html", {"form": form}, status=422 if form.is_bound else 200)


def _leg_neer(request: HttpRequest, nummer: str, woorden: str) -> None:
    request.session[onthouden.BIJ_DE_DEUR] = onthouden.sluit(nummer, woorden)


@beleid(openbaar=True, schrijft_bij_get=True)
@require_safe
def gescand(request: HttpRequest, nummer: str, woorden: str) -> HttpResponse:
    """The square on the card: the same as typing it. It leaves the address at once and opens nothing alone."""
    _leg_neer(request, nummer, woorden)
    return redirect("mijn:code")


@sensitive_post_parameters()
@beleid(openbaar=True)
@GET_POST
def code(request: HttpRequest) -> HttpResponse:
    """The code or the PIN. A wrong one answers 200, so that the try stays counted (see the envelope)."""
    getypt = onthouden.aan_de_deur(request)
    wie = getypt or onthouden.van_telefoon(request)
    if wie is None:
        return redirect("mijn:binnen")
    form = CodeFormulier(request.POST or None)
    if request.method == "POST" and form.is_valid():
        telefoon = None if getypt else toestellen.van(request, deur=KAART)
        if telefoon is None and not getypt:
            return _vergeten(request)
        gevonden, kiest_pin = kaarten.klop_aan(*wie, form.cleaned_data["code"])
        if gevonden:
            antwoord = _eerst_pin(request, gevonden, wie) if kiest_pin else _met_kaart(request, gevonden, wie)
            return _met_telefoon(antwoord, telefoon, wie)
        form.add_error(None, _("Dat klopt niet. Kijk uw kaart en uw code na."))
    return render(request, "mijn/deur_code.html", {"form": form, "onthouden": not getypt})


def _vergeten(request: HttpRequest) -> HttpResponse:
    """Ended, too old, or copied: the cookie goes, the card itself remains. Side effect: a line in the log."""
    telefoon = toestellen.wiens(request, deur=KAART)
    if telefoon is not None:
        _noteer_deur(request, telefoon.gebruiker, "mijn.telefoon", uitkomst="geweigerd")
    messages.info(request, _("Deze telefoon kent uw kaart niet meer. Neem uw kaart en typ ze zelf."))
    antwoord = redirect("mijn:binnen")
    toestellen.wis_cookie(antwoord, deur=KAART)
    return antwoord


def _met_telefoon(antwoord: HttpResponse, telefoon: Toestel | None, wie: tuple[str, str]) -> HttpResponse:
    """A telephone that keeps the card gets a new secret with each use."""
    if telefoon is not None:
        waarde = toestellen.vernieuw(telefoon, deur=KAART, mee=onthouden.sluit(*wie))
        toestellen.zet_cookie(antwoord, telefoon, waarde, deur=KAART)
    return antwoord


def _eerst_pin(request: HttpRequest, gevonden: Sleutelkaart, wie: tuple[str, str]) -> HttpResponse:
    """A code opens nothing alone: a PIN comes first."""
    _leg_neer(request, *wie)
    request.session[KIEST_PIN] = str(gevonden.pk)
    return redirect("mijn:pin")


@sensitive_post_parameters()
@beleid(openbaar=True)
@GET_POST
def pin(request: HttpRequest) -> HttpResponse:
    """A PIN of one's own, and in."""
    wie = onthouden.aan_de_deur(request)
    gevonden = Sleutelkaart.objects.filter(
        pk=request.session.get(KIEST_PIN), geeindigd_op__isnull=True, pin="", gebruiker__is_active=True
    ).first()
    if gevonden is None or wie is None:
        return redirect("mijn:binnen")
    form = PinFormulier(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            kaarten.kies_pin(gevonden, wie[1], form.cleaned_data["pin"])
            return _met_kaart(request, gevonden, wie)
        except ValidationError as fout:
            form.add_error("pin", fout)
    return render(request, "mijn/deur_pin.html", {"form": form}, status=422 if form.is_bound else 200)


def _met_kaart(request: HttpRequest, gevonden: Sleutelkaart, wie: tuple[str, str]) -> HttpResponse:
    antwoord = _laat_binnen(request, Gebruiker.objects.get(pk=gevonden.gebruiker_id), "mijn.deur")
    request.session[onthouden.BINNEN] = onthouden.sluit(*wie)
    return antwoord


@beleid(openbaar=True)
@GET_POST
def vinger(request: HttpRequest) -> HttpResponse:
    """A passkey alone, on a page with script; who has none takes her card."""
    if request.method == "POST":
        gebruiker = wie_toont(request.POST.get("credential", ""))
        if gebruiker and gebruiker.persoon_id and kaarten.geldige_kaart(gebruiker):
            return _laat_binnen(request, gebruiker, "mijn.vinger")
        messages.error(request, _("Dat lukte niet. Probeer het nog eens, of neem uw kaart."))
        return redirect("mijn:vinger")
    return render(request, "mijn/deur_vinger.html", {"sleutel": opties_voor_iedereen()})


def _laat_binnen(request: HttpRequest, gebruiker: Gebruiker, hoe: str) -> HttpResponse:
    """Log this person in; the session starts anew. Side effect: a line in the log."""
    for naam in (onthouden.BIJ_DE_DEUR, KIEST_PIN):
        request.session.pop(naam, None)
    login(request, gebruiker, backend=ACHTERDEUR)
    request.session[SESSIE_GEZIEN] = nu()
    _noteer_deur(request, gebruiker, hoe)
    return redirect("mijn:start")


def _noteer_deur(request: HttpRequest, gebruiker: Gebruiker, hoe: str, *, uitkomst: str = "ok") -> None:
    actor = Actor.van_persoon(gebruiker, verzoek_id=request.verzoek_id)
    with omslag(actor):
        sleutel = (
            mijn_toegang(actor).filter(reikwijdte=Reikwijdte.GEZIN).values_list("sleutel", flat=True).first()
        )
        noteer("aanmelding", sleutel=sleutel, onderdeel=hoe, uitkomst=uitkomst)


@beleid(Rol.GEZINSLID)
@require_POST
def stoppen(request: HttpRequest) -> HttpResponse:
    """The big button: out, on this telephone and on no other."""
    logout(request)
    messages.success(request, _("U bent gestopt. Tot de volgende keer."))
    return redirect("mijn:binnen")
