"""The own place itself: what concerns the person who logged in, one thing on a page."""

import uuid
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from beroepsgeheim.beleid import beleid
from beroepsgeheim.logboek import raadplegingen_van
from gezinnen.actions import vraag as acties
from gezinnen.actions.inzage import VORMEN, vraag_export
from gezinnen.actions.verzoek import dien_in
from gezinnen.models import Doel, Gezinsvraag, Publiek, Verzoek, VerzoekWoord
from lco.models import AgendaVersie, Overleg
from organisaties.models import Rol
from thuiscompagnie.vloer.formulieren import eenmalig
from thuiscompagnie.vloer.models import Document

from . import beeld
from .forms import WACHTEN, DoelFormulier, VraagFormulier
from .ik import Ik, ik_van
from .onthouden import kan_onthouden
from .wissing import aangekondigd_voor

GET_POST = require_http_methods(["GET", "HEAD", "POST"])
BLAD = 20
BLIKKEN = 200  # lines of the log read for one page
VERSTUURD = {
    "": gettext_lazy("Verstuurd. Uw coach leest dit en antwoordt hier."),
    WACHTEN: gettext_lazy("Verstuurd. Zolang u geen antwoord hebt, wissen we niets."),
}
# (url name, sign, words): the pages of the own place in the order of the first page.
WEGEN: list[tuple[str, str, Any]] = [
    ("mijn:afspraken", "agenda", gettext_lazy("Onze afspraken")),
    ("mijn:hulp", "hand", gettext_lazy("Wie helpt waarmee")),
    ("mijn:doelen", "doel", gettext_lazy("Wat wij willen")),
    ("mijn:overleggen", "overleg", gettext_lazy("Overleg")),
    ("mijn:netwerk", "netwerk", gettext_lazy("Mensen om mij heen")),
    ("gezinnen:mijn_notities", "potlood", gettext_lazy("Wat over ons genoteerd is")),
    ("mijn:delen", "brief", gettext_lazy("Wat gedeeld wordt, en met wie")),
    ("mijn:gezien", "zoek", gettext_lazy("Wie keek wanneer")),
    ("mijn:vragen", "info", gettext_lazy("Iets vragen of zeggen")),
    ("mijn:gegevens", "download", gettext_lazy("Al mijn gegevens")),
    ("mijn:sleutel", "slot", gettext_lazy("Mijn kaart en mijn pincode")),
]


def wegen() -> list[tuple[str, str, str]]:
    """The ways from the first page."""
    return [(reverse(naam), teken, str(titel)) for naam, teken, titel in WEGEN]


@beleid(Rol.GEZINSLID)
@require_safe
def start(request: HttpRequest) -> HttpResponse:
    """Hello, what comes first, and the ways from here."""
    ik = ik_van(request, "start")
    context = {
        "ik": ik,
        "eerst": beeld.komende(ik)[:1],
        "wegen": wegen(),
        "wissing": aangekondigd_voor(ik),
        "kan_onthouden": kan_onthouden(request),
    }
    return render(request, "mijn/start.html", context)


@beleid(Rol.GEZINSLID)
@require_safe
def hulp(request: HttpRequest) -> HttpResponse:
    """Who helps with what."""
    ik = ik_van(request, "hulp")
    return render(request, "mijn/hulp.html", {"ik": ik, "mensen": beeld.helpers(ik)})


@beleid(Rol.GEZINSLID)
@require_safe
def afspraken(request: HttpRequest) -> HttpResponse:
    """What was agreed with whom, and the appointments of the coming weeks."""
    ik = ik_van(request, "afspraken")
    context = {"ik": ik, "komende": beeld.komende(ik), "inzetten": beeld.inzetten(ik)}
    return render(request, "mijn/afspraken.html", context)


@beleid(Rol.GEZINSLID)
@require_safe
def overleggen(request: HttpRequest) -> HttpResponse:
    """Consultations about the family, newest first."""
    ik = ik_van(request, "overleg")
    rijen = Overleg.objects.zichtbaar_voor(request.actor).order_by("-gemaakt_op", "pk")
    return render(request, "mijn/overleggen.html", {"ik": ik, "overleggen": rijen[:BLAD]})


@beleid(Rol.GEZINSLID)
@require_safe
def overleg(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """One consultation: when, where, with whom, and the agenda in the family's words."""
    ik = ik_van(request, "overleg")
    rij = get_object_or_404(Overleg.objects.zichtbaar_voor(request.actor), pk=pk)
    versie = (
        AgendaVersie.objects.zichtbaar_voor(request.actor).filter(overleg=rij).order_by("-nummer").first()
    )
    blad = Document.objects.filter(opdracht=versie.opdracht).first() if versie and versie.opdracht else None
    context = {"ik": ik, "overleg": rij, "agenda": versie.inhoud if versie else None, "document": blad}
    return render(request, "mijn/overleg.html", context)


@beleid(Rol.GEZINSLID)
@GET_POST
@eenmalig
def doelen(request: HttpRequest) -> HttpResponse:
    """What we want, with the small steps; room for something of one's own."""
    ik = ik_van(request, "doelen")
    form = DoelFormulier(request.POST or None)
    if request.method == "POST" and form.is_valid():
        acties.zeg_doel(
            request.actor,
            ik.gezin,
            ik.lid,
            tekst=form.cleaned_data["tekst"],
            publiek=form.cleaned_data["publiek"],
        )
        messages.success(request, _("Bewaard. Dit zijn uw woorden."))
        return redirect("mijn:doelen")
    context = {"ik": ik, "form": form, **beeld.doelen(ik)}
    return render(request, "mijn/doelen.html", context, status=422 if form.is_bound else 200)


@beleid(Rol.GEZINSLID)
@require_POST
def doel_open(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """Open one's own words to the family, or close them again."""
    ik_van(request, "doelen")
    rij = get_object_or_404(
        Doel.objects.zichtbaar_voor(request.actor), pk=pk, van_lid=request.actor.persoon_id
    )
    nieuw = Publiek.SPREKER if rij.publiek == Publiek.GEZIN else Publiek.GEZIN
    acties.open_doel(request.actor, rij, publiek=nieuw)
    messages.success(request, _("Bewaard."))
    return redirect("mijn:doelen")


@beleid(Rol.GEZINSLID)
@require_safe
def gezien(request: HttpRequest) -> HttpResponse:
    """Every look at the file: in which function, of which service, when, at what."""
    ik = ik_van(request, "gezien")
    voor = request.GET.get("voor", "")
    nummer = int(voor) if voor.isascii() and voor.isdigit() and len(voor) < 19 else None
    alle = raadplegingen_van(request.actor, ik.lid.sleutel, voor=nummer, aantal=BLIKKEN)
    # One's own looks at one's own place would drown what others did.
    regels = [r for r in alle if not (r.eigen and r.actie in ("bekijken", "lijst"))]
    verder = None
    if len(regels) > BLAD:
        verder = regels[BLAD - 1].id
    elif len(alle) == BLIKKEN:
        verder = alle[-1].id
    return render(request, "mijn/gezien.html", {"ik": ik, "regels": regels[:BLAD], "verder": verder})


@beleid(Rol.GEZINSLID)
@require_safe
def vragen(request: HttpRequest) -> HttpResponse:
    """What one can ask, and what one asked before."""
    ik = ik_van(request, "vraag")
    eerder = Gezinsvraag.objects.zichtbaar_voor(request.actor).filter(ingetrokken_op__isnull=True)
    verzoeken = VerzoekWoord.objects.zichtbaar_voor(request.actor).filter(verzoek__lid=ik.lid)
    context = {
        "ik": ik,
        "vragen": eerder[:BLAD],
        "verzoeken": verzoeken.select_related("verzoek").order_by("-verzoek__gemaakt_op")[:BLAD],
    }
    return render(request, "mijn/vragen.html", context)


@beleid(Rol.GEZINSLID)
@GET_POST
@eenmalig
def vraag(request: HttpRequest, soort: str) -> HttpResponse:
    """One question to the coach, in one's own words."""
    ik = ik_van(request, "vraag")
    if soort not in VraagFormulier.VRAGEN or soort == WACHTEN and aangekondigd_voor(ik) is None:
        return redirect("mijn:vragen")
    form = VraagFormulier(request.POST or None, soort=soort)
    if request.method == "POST" and form.is_valid():
        _verstuur(ik, soort, form.cleaned_data["tekst"])
        messages.success(request, VERSTUURD.get(soort, VERSTUURD[""]))
        return redirect("mijn:vragen")
    context = {"ik": ik, "form": form}
    return render(request, "mijn/vraag.html", context, status=422 if form.is_bound else 200)


def _verstuur(ik: Ik, soort: str, tekst: str) -> None:
    """A request about data has a term of a month (AVG art. 12); a question waits on the coach's Vandaag.

    To ask for an erasure to wait is to object to it (art. 21): nothing is erased before the answer.
    """
    if soort in Gezinsvraag.Soort.values:
        acties.stel_vraag(ik.actor, ik.lid, soort=soort, tekst=tekst)
        return
    dien_in(
        ik.actor,
        ik.gezin,
        lid=ik.lid,
        soort=Verzoek.Soort.BEZWAAR if soort == WACHTEN else soort,
        vraag=tekst,
        ontvangen_op=ik.actor.dag,
        via=Verzoek.Via.MIJN,
    )


@beleid(Rol.GEZINSLID, grens_post="uitvoer")
@GET_POST
def gegevens(request: HttpRequest) -> HttpResponse:
    """All one's own data: on paper for people, as a file for machines."""
    ik = ik_van(request, "gegevens")
    vorm = request.POST.get("vorm", "")
    if request.method == "POST" and vorm in VORMEN:
        opdracht = vraag_export(request.actor, ik.lid, vorm=vorm)
        terug = reverse("mijn:gegevens")
        return redirect(f"{reverse('vloer:opdracht', args=[opdracht.pk])}?terug={terug}")
    return render(request, "mijn/gegevens.html", {"ik": ik, "wissing": aangekondigd_voor(ik)})


@beleid(Rol.GEZINSLID)
@require_POST
def vraag_intrekken(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """Take a question back that was not answered yet."""
    ik_van(request, "vraag")
    rij = get_object_or_404(Gezinsvraag.objects.zichtbaar_voor(request.actor), pk=pk)
    if rij.kan_intrekken(request.actor):
        acties.trek_in(request.actor, rij)
        messages.success(request, _("Weggehaald."))
    return redirect("mijn:vragen")
