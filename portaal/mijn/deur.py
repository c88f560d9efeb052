"""The door: card, then code or PIN, then (the first time) a PIN of one's own. Open to everybody."""

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
from organisaties.actor import Actor
from organisaties.models import Gebruiker, Rol, Sleutelkaart

from .forms import CodeFormulier, KaartFormulier, PinFormulier
from .sessie import SESSIE_GEZIEN, nu

BIJ_DE_DEUR = "mijn.deur"  # number and words of who stands at the door; goes when the door opens
KIEST_PIN = "mijn.kiest_pin"
ACHTERDEUR = "allauth.account.auth_backends.AuthenticationBackend"


@sensitive_post_parameters()
@beleid(openbaar=True)
@require_http_methods(["GET", "HEAD", "POST"])
def kaart(request: HttpRequest) -> HttpResponse:
    """Number and words of the card; nothing is looked up yet."""
    form = KaartFormulier(request.POST or None)
    if request.method == "POST" and form.is_valid():
        request.session[BIJ_DE_DEUR] = [form.cleaned_data["nummer"], form.cleaned_data["woorden"]]
        return redirect("mijn:code")
    return render(request, "mijn/deur_kaart.html", {"form": form}, status=422 if form.is_bound else 200)


@beleid(openbaar=True, schrijft_bij_get=True)
@require_safe
def gescand(request: HttpRequest, nummer: str, woorden: str) -> HttpResponse:
    """The square on the card: the same as typing it. It leaves the address at once and opens nothing alone."""
    request.session[BIJ_DE_DEUR] = [nummer, woorden]
    return redirect("mijn:code")


@sensitive_post_parameters()
@beleid(openbaar=True)
@require_http_methods(["GET", "HEAD", "POST"])
def code(request: HttpRequest) -> HttpResponse:
    """The code or the PIN. A wrong one answers 200, so that the try stays counted (see the envelope)."""
    aan_de_deur = request.session.get(BIJ_DE_DEUR)
    if not aan_de_deur:
        return redirect("mijn:binnen")
    form = CodeFormulier(request.POST or None)
    if request.method == "POST" and form.is_valid():
        nummer, woorden = aan_de_deur
        gevonden, kiest_pin = kaarten.klop_aan(nummer, woorden, form.cleaned_data["code"])
        if gevonden and kiest_pin:
            request.session[KIEST_PIN] = str(gevonden.pk)
            return redirect("mijn:pin")
        if gevonden:
            return _laat_binnen(request, gevonden)
        form.add_error(None, _("Dat klopt niet. Kijk uw kaart en uw code na."))
    return render(request, "mijn/deur_code.html", {"form": form})


@sensitive_post_parameters()
@beleid(openbaar=True)
@require_http_methods(["GET", "HEAD", "POST"])
def pin(request: HttpRequest) -> HttpResponse:
    """A PIN of one's own, and in."""
    gevonden = Sleutelkaart.objects.filter(
        pk=request.session.get(KIEST_PIN), geeindigd_op__isnull=True, pin="", gebruiker__is_active=True
    ).first()
    if gevonden is None:
        return redirect("mijn:binnen")
    form = PinFormulier(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            kaarten.kies_pin(gevonden, request.session[BIJ_DE_DEUR][1], form.cleaned_data["pin"])
            return _laat_binnen(request, gevonden)
        except ValidationError as fout:
            form.add_error("pin", fout)
    return render(request, "mijn/deur_pin.html", {"form": form}, status=422 if form.is_bound else 200)


def _laat_binnen(request: HttpRequest, gevonden: Sleutelkaart) -> HttpResponse:
    """Log the person of this card in; the session starts anew. Side effect: a line in the log."""
    gebruiker = Gebruiker.objects.get(pk=gevonden.gebruiker_id)
    for naam in (BIJ_DE_DEUR, KIEST_PIN):
        request.session.pop(naam, None)
    login(request, gebruiker, backend=ACHTERDEUR)
    request.session[SESSIE_GEZIEN] = nu()
    actor = Actor.van_persoon(gebruiker, verzoek_id=request.verzoek_id)
    with omslag(actor):
        sleutel = (
            mijn_toegang(actor).filter(reikwijdte=Reikwijdte.GEZIN).values_list("sleutel", flat=True).first()
        )
        noteer("aanmelding", sleutel=sleutel, onderdeel="mijn.deur")
    return redirect("mijn:start")


@beleid(Rol.GEZINSLID)
@require_POST
def stoppen(request: HttpRequest) -> HttpResponse:
    """The big button: out, on this telephone and on no other."""
    logout(request)
    messages.success(request, _("U bent gestopt. Tot de volgende keer."))
    return redirect("mijn:binnen")
