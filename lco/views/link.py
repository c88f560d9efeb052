"""Personal links: given by who prepares the consultation, opened by an outside helper without an account."""

import uuid

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from beroepsgeheim.beleid import beleid, haal
from beroepsgeheim.omslag import noteer, schrijf_regels, scope_voor
from organisaties.models import Rol
from thuiscompagnie.vloer.formulieren import eenmalig

from .. import links
from ..actions.links import (
    ONDERDEEL,
    nodig_uit_met_link,
    stuur_code,
    trek_link_in,
)
from ..actions.rekening import nodig_uit_met_rekening
from ..forms import CodeFormulier, LinkFormulier, RekeningFormulier
from ..models import Deelnemer, Overleg, PersoonlijkeLink
from ..termijn import laatste_dag
from .hulp import naar, probeer, toon

VOLGERS = (Rol.COORDINATOR, Rol.COACH)


@beleid(*VOLGERS)
@eenmalig
def link(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """Mail a personal link, and see whether the one of before was opened."""
    rij, mag = haal(Deelnemer, request, pk=pk, mag="voorbereiden")
    overleg = rij.overleg
    begin = {"tot": laatste_dag(overleg, request.actor.dag)}
    form = LinkFormulier(request.POST or None, initial=begin)
    if request.method == "POST" and form.is_valid():
        velden = {v: form.cleaned_data[v] for v in ("email", "tot")}
        basis = request.build_absolute_uri("/")
        if probeer(form, lambda: nodig_uit_met_link(request.actor, rij, basis=basis, **velden)):
            messages.success(request, _("De link is onderweg. Een link van vroeger werkt niet meer."))
            return naar(overleg, "deelnemers")
    vorige = PersoonlijkeLink.objects.filter(deelnemer=rij).first()
    context = {"overleg": overleg, "deelnemer": rij, "mag": mag, "vorige": vorige}
    return toon(request, "lco/link.html", context, form)


@beleid(*VOLGERS)
@eenmalig
def rekening(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """Ask an account for who comes more than once."""
    rij, mag = haal(Deelnemer, request, pk=pk, mag="voorbereiden")
    form = RekeningFormulier(request.POST or None, actor=request.actor)
    if request.method == "POST" and form.is_valid():
        velden = {v: form.cleaned_data[v] for v in ("email", "organisatie")}
        basis = request.build_absolute_uri("/")
        if probeer(form, lambda: nodig_uit_met_rekening(request.actor, rij, basis=basis, **velden)):
            messages.success(
                request, _("Gevraagd. Na de goedkeuring vult u het e-mailadres in bij deze persoon.")
            )
            return naar(rij.overleg, "deelnemers")
    return toon(request, "lco/rekening.html", {"overleg": rij.overleg, "deelnemer": rij, "mag": mag}, form)


@beleid(*VOLGERS)
@require_POST
def intrekken(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """The link ends this minute."""
    rij, _mag = haal(PersoonlijkeLink, request, pk=pk, mag="intrekken")
    trek_link_in(request.actor, rij)
    messages.success(request, _("De link werkt niet meer."))
    return naar(rij.overleg, "deelnemers")


@beleid(openbaar=True, schrijft_bij_get=True)
@require_GET
def openen(request: HttpRequest, pk: uuid.UUID, bon: str) -> HttpResponse:
    """Take the link out of the address, so that it does not linger in the history of a shared computer."""
    if not links.klopt(pk, bon):
        return render(request, "lco/link_voorbij.html", status=410)
    if request.actor is not None and request.actor.persoon_id == pk:
        return redirect("lco:link_wacht")
    request.session[links.SESSIE_LINK] = [str(pk), bon]
    return redirect("lco:link_code")


@beleid(openbaar=True)
@require_http_methods(["GET", "POST"])
def code(request: HttpRequest) -> HttpResponse:
    """Ask for the code, then type it. A wrong code answers with a redirect, so that the try stays counted."""
    kop, bon = request.session.get(links.SESSIE_LINK, ("", ""))
    pk = uuid.UUID(kop) if kop else None
    if pk is None or not links.klopt(pk, bon):
        return render(request, "lco/link_voorbij.html", status=410)
    if request.method == "POST":
        return _stuur(request, pk) if "stuur" in request.POST else _probeer(request, pk)
    gestuurd = "gestuurd" in request.GET
    return render(request, "lco/link_code.html", {"gestuurd": gestuurd, "form": CodeFormulier()})


def _naar_code() -> HttpResponse:
    antwoord = redirect("lco:link_code")
    antwoord["Location"] += "?gestuurd"
    return antwoord


def _stuur(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    zaad = links.vraag_code(pk)
    if zaad is None:
        messages.error(
            request, _("Er zijn vandaag al vijf codes gestuurd. Probeer het morgen, of bel wie u uitnodigde.")
        )
        return redirect("lco:link_code")
    stuur_code(pk, zaad)
    return _naar_code()


def _probeer(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    geopend = links.open_met_code(pk, request.POST.get("code", ""))
    with scope_voor(links.actor_voor(pk, request.verzoek_id)) as scope:
        sleutel = geopend[0] if geopend else None
        noteer("aanmelding", sleutel=sleutel, onderdeel=ONDERDEEL, uitkomst="ok" if geopend else "geweigerd")
        schrijf_regels(scope)
    if geopend is None:
        messages.error(
            request, _("Deze code klopt niet of werkt niet meer. Na vijf keer vraagt u een nieuwe.")
        )
        return _naar_code()
    del request.session[links.SESSIE_LINK]
    antwoord = redirect("lco:link_wacht")
    links.zet_cookie(antwoord, pk, geopend[1])
    return antwoord


@beleid(link=True)
@require_GET
def wacht(request: HttpRequest) -> HttpResponse:
    """To the consultation, or word that its agenda is not final yet."""
    rij = Overleg.objects.zichtbaar_voor(request.actor).first()
    if rij is not None:
        return redirect("lco:overleg", pk=rij.pk)
    return render(request, "lco/link_wacht.html")


@beleid(link=True)
@require_POST
def sluiten(request: HttpRequest) -> HttpResponse:
    """Forget the link on this device; the mail opens it again, with a new code."""
    antwoord = redirect("portaal:start")
    antwoord.delete_cookie(settings.LINK_COOKIE, samesite="Lax")
    messages.success(request, _("Dit toestel kent de link niet meer."))
    return antwoord
