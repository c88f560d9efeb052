"""How one comes in, arranged by oneself: the PIN, telephones that keep the card, passkeys, and the way out for good."""

import time
import uuid
from typing import Any

from django.contrib import messages
from django.contrib.auth import logout
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from beroepsgeheim.beleid import beleid
from gezinnen.actions import plek
from organisaties import kaarten
from organisaties.aanmelden import sessies, toestellen
from organisaties.aanmelden.toestellen import KAART
from organisaties.models import Gebruiker, Rol, Sessie, Toestel
from portaal.aanmelden.sleutel import opties_voor_nieuwe, sleutels, voeg_toe

from .forms import PinTonen, PinWisselen
from .ik import Ik, ik_van
from .onthouden import kan_onthouden, mijn_woorden, onthoud

GET_POST = require_http_methods(["GET", "HEAD", "POST"])
PIN_GETOOND = "mijn.pin_getoond"
VERS_SECONDEN = 10 * 60
HOOGSTENS_VINGERS = 5


def gebruiker_van(request: HttpRequest) -> Gebruiker:
    gebruiker: Any = request.user
    return gebruiker


@beleid(Rol.GEZINSLID)
@require_safe
def sleutel(request: HttpRequest) -> HttpResponse:
    """The card, the PIN, telephones and passkeys, and the way out for good."""
    gebruiker, hier = gebruiker_van(request), toestellen.hier(request, deur=KAART)
    context = {
        "ik": ik_van(request, "sleutel"),
        "telefoons": [(t, t == hier) for t in Toestel.objects.geldig().filter(gebruiker=gebruiker)],
        "kan_onthouden": kan_onthouden(request),
        "vingers": sleutels(gebruiker),
    }
    return render(request, "mijn/sleutel.html", context)


@sensitive_post_parameters()
@beleid(Rol.GEZINSLID)
@GET_POST
def pincode(request: HttpRequest) -> HttpResponse:
    """Another PIN. A wrong present one answers 200, so that the try stays counted (see the envelope)."""
    ik, woorden = ik_van(request, "sleutel"), mijn_woorden(request)
    form = PinWisselen(request.POST or None, woorden=woorden)
    status = 422 if form.is_bound else 200
    if form.is_valid():
        try:
            goed = plek.wissel_pin(
                ik.lid,
                gebruiker_van(request),
                woorden=form.drie_woorden,
                huidig=form.cleaned_data["huidig"],
                nieuw=form.cleaned_data["pin"],
            )
        except ValidationError as fout:
            form.add_error("pin", fout)
        else:
            if goed:
                return _gewisseld(request)
            if (klaar := _fout(request, form)) is not None:
                return klaar
            status = 200
    return render(request, "mijn/pincode.html", {"ik": ik, "form": form}, status=status)


def _gewisseld(request: HttpRequest) -> HttpResponse:
    """With another PIN every other session of this person ends."""
    andere = Sessie.objects.open().filter(gebruiker=gebruiker_van(request))
    sessies.beeindig(andere.exclude(sleutel=request.session.session_key))
    sessies.vernieuw_sleutel(request)
    messages.success(request, _("Bewaard. Dit is nu uw pincode. Op andere toestellen bent u gestopt."))
    return redirect("mijn:sleutel")


def _fout(request: HttpRequest, form: PinTonen) -> HttpResponse | None:
    """A wrong PIN: said beside the field, or (the card rests now) at the door."""
    kaart = kaarten.geldige_kaart(gebruiker_van(request))
    if kaart is None or kaart.wacht_op_code:
        logout(request)
        messages.error(
            request, _("Dat lukte vijf keer niet. Uw kaart rust nu. Vraag een nieuwe code aan uw coach.")
        )
        return redirect("mijn:binnen")
    form.add_error("huidig", _("Dat klopt niet. Kijk uw pincode en uw kaart na."))
    return None


@beleid(Rol.GEZINSLID)
@GET_POST
def telefoon(request: HttpRequest) -> HttpResponse:
    """Let this telephone keep the card: explained first, and only on one's own telephone."""
    ik = ik_van(request, "sleutel")
    if request.method != "POST":
        return render(request, "mijn/telefoon.html", {"ik": ik, "kan": bool(mijn_woorden(request))})
    bewaard = onthoud(request, gebruiker_van(request))
    if bewaard is None:
        messages.error(request, _("Stop eerst, en kom weer binnen met uw kaart. Dan kan het."))
        return redirect("mijn:sleutel")
    plek.noteer_sleutel(ik.lid, "mijn.telefoon", doel="onthouden")
    messages.success(request, _("Klaar. Op deze telefoon hebt u alleen nog uw pincode nodig."))
    antwoord = redirect("mijn:sleutel")
    toestellen.zet_cookie(antwoord, *bewaard, deur=KAART)
    return antwoord


@beleid(Rol.GEZINSLID)
@require_POST
def telefoon_weg(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """A telephone forgets the card."""
    ik = ik_van(request, "sleutel")
    rij = Toestel.objects.geldig().filter(pk=pk, gebruiker=gebruiker_van(request)).first()
    if rij is None:
        raise Http404
    antwoord = redirect("mijn:sleutel")
    if rij == toestellen.hier(request, deur=KAART):
        toestellen.wis_cookie(antwoord, deur=KAART)
    toestellen.trek_in(rij)
    plek.noteer_sleutel(ik.lid, "mijn.telefoon", doel="vergeten")
    messages.success(request, _("Die telefoon kent uw kaart niet meer."))
    return antwoord


def _pin_net_getoond(request: HttpRequest) -> bool:
    return time.time() - float(request.session.get(PIN_GETOOND, 0)) < VERS_SECONDEN


@sensitive_post_parameters()
@beleid(Rol.GEZINSLID)
@GET_POST
def vinger(request: HttpRequest) -> HttpResponse:
    """A passkey of this telephone: the PIN first, then the finger or face."""
    ik = ik_van(request, "sleutel")
    if sleutels(gebruiker_van(request)).count() >= HOOGSTENS_VINGERS:
        messages.info(request, _("U hebt er al vijf. Haal er eerst een weg."))
        return redirect("mijn:sleutel")
    if _pin_net_getoond(request):
        return _maak_vinger(request, ik)
    form = PinTonen(request.POST or None, woorden=mijn_woorden(request))
    status = 422 if form.is_bound else 200
    if form.is_valid():
        kaart = kaarten.geldige_kaart(gebruiker_van(request))
        if kaart and kaarten.toont_pin(kaart, form.drie_woorden, form.cleaned_data["huidig"]):
            request.session[PIN_GETOOND] = time.time()
            return redirect("mijn:vinger_nieuw")
        plek.noteer_sleutel(ik.lid, "mijn.pincode", goed=False)
        if (klaar := _fout(request, form)) is not None:
            return klaar
        status = 200
    return render(request, "mijn/vinger_pin.html", {"ik": ik, "form": form}, status=status)


def _maak_vinger(request: HttpRequest, ik: Ik) -> HttpResponse:
    gebruiker = gebruiker_van(request)
    if request.method != "POST":
        context = {"ik": ik, "sleutel": opties_voor_nieuwe(gebruiker, alleen=True)}
        return render(request, "mijn/vinger.html", context)
    naam = sessies.familie_van(request) or str(_("een toestel"))
    if not voeg_toe(gebruiker, naam, request.POST.get("credential", "")):
        messages.error(request, _("Dat lukte niet. Er is niets veranderd. Uw kaart blijft werken."))
        return redirect("mijn:sleutel")
    del request.session[PIN_GETOOND]
    plek.noteer_sleutel(ik.lid, "mijn.vinger", doel="toegevoegd")
    messages.success(request, _("Klaar. De volgende keer kunt u binnen met uw vinger of gezicht."))
    return redirect("mijn:sleutel")


@beleid(Rol.GEZINSLID)
@require_POST
def vinger_weg(request: HttpRequest, pk: int) -> HttpResponse:
    """A passkey opens nothing any more; the card remains."""
    ik = ik_van(request, "sleutel")
    rij = sleutels(gebruiker_van(request)).filter(pk=pk).first()
    if rij is None:
        raise Http404
    rij.delete()
    plek.noteer_sleutel(ik.lid, "mijn.vinger", doel="weg")
    messages.success(request, _("Weggehaald. Uw kaart blijft werken."))
    return redirect("mijn:sleutel")


@beleid(Rol.GEZINSLID)
@GET_POST
def einde(request: HttpRequest) -> HttpResponse:
    """The person does not want this place any more: asked once, done at once."""
    ik = ik_van(request, "sleutel")
    if request.method == "POST":
        plek.sluit_eigen_plek(request.actor)
        logout(request)
        messages.success(request, _("Uw plek is gesloten. Wilt u ze terug? Vraag het aan uw coach."))
        return redirect("mijn:binnen")
    return render(request, "mijn/einde.html", {"ik": ik})
