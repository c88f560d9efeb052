"""The pages of sharing: three questions for who shares, the family's no, and what a recipient reads."""

import uuid
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST, require_safe

from beroepsgeheim.beleid import beleid, haal
from beroepsgeheim.omslag import noteer, poging
from gezinnen.models import BetrokkenHulpverlener, Bezwaar, Client, Gegevensdeling, Gezin
from organisaties.models import Organisatie, Rol
from thuiscompagnie.vloer import outbox
from thuiscompagnie.vloer.formulieren import eenmalig
from thuiscompagnie.vloer.models import Opdracht

from . import actions, documents, keuze, register
from .actions import Antwoord, Geweigerd
from .forms import KiesFormulier, NeeFormulier, NeeTegenFormulier, ZelfMeeFormulier, formulier_voor
from .ontvanger import Zegt
from .poort import afgeleid, tegen_nodig, tegen_ontvanger

# Who may receive something here, and who shares.
LEZERS = (
    Rol.COACH, Rol.COORDINATOR, Rol.VERZORGENDE, Rol.HULPVERLENER, Rol.KLUSSENDIENST, Rol.VRIJWILLIGERSWERKING,
)  # fmt: skip


def client_van(gezin: Gezin) -> Client:
    return Client.objects.get(pk=gezin.client_id)


def gepost(request: HttpRequest) -> Any:
    """What was posted, an empty form too; None for a first look."""
    return request.POST if request.method == "POST" else None


def naar_opdracht(opdracht: Opdracht, terug: str) -> HttpResponse:
    """The page that shows how far the worker is."""
    return redirect(reverse("vloer:opdracht", args=[opdracht.pk]) + f"?terug={terug}")


@beleid(Rol.COACH)
@require_safe
def overzicht(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """Everything that was ever shared about this family, and every no."""
    gezin, _mag = haal(Gezin, request, pk=pk, mag="bewerken", onderdeel="delen.overzicht")
    delingen = list(
        Gegevensdeling.objects.zichtbaar_voor(request.actor)
        .filter(client=gezin.client_id)
        .select_related("antwoord_lid", "gedeeld_door__gebruiker")
    )
    bezwaren = Bezwaar.objects.zichtbaar_voor(request.actor).filter(client=gezin.client_id)
    context = {
        "gezin": gezin,
        "lopend": [d for d in delingen if d.geldt_op(request.actor.dag)],
        "gestopt": [d for d in delingen if not d.geldt_op(request.actor.dag)],
        "bezwaren": [
            (rij, keuze.in_woorden(rij)) for rij in bezwaren.van_kracht().select_related("door_lid")
        ],
    }
    return render(request, "gezinnen/delen/overzicht.html", context)


@beleid(Rol.COACH)
@eenmalig
def nieuw(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """What exactly, to whom, and the family's answer; the rest is derived and shown."""
    gezin, _mag = haal(Gezin, request, pk=pk, mag="bewerken", onderdeel="delen.nieuw")
    client, actor = client_van(gezin), request.actor
    gevonden, aan = (
        keuze.aangeboden(client, actor, request.GET.get("wat", "")),
        keuze.mens(gezin, actor, request.GET.get("aan", "")),
    )
    if gevonden is None or aan is None:
        return _kies(request, gezin, client)
    soort, object_id = gevonden
    form = formulier_voor(soort)(gepost(request), leden=keuze.leden(client, actor))
    if request.method == "POST" and form.is_valid():
        try:
            with poging():
                deling = actions.deel(
                    actor, client, soort.code, object_id, aan=aan, antwoord=form.antwoord, over=form.over_leden,
                    tot=form.cleaned_data["tot"], invoer=form.invoer,
                )  # fmt: skip
        except Geweigerd as fout:
            for reden in fout.redenen:
                form.add_error(None, reden)
        else:
            _bericht(request, deling)
            messages.success(request, _("Gedeeld met %(wie)s.") % {"wie": deling.aan_wie})
            return redirect("delen:deling", pk=deling.pk)
    return _vraag_antwoord(request, gezin, client, soort, object_id, aan, form)


def _kies(request: HttpRequest, gezin: Gezin, client: Client) -> HttpResponse:
    """The first two questions, in the address: nothing is kept yet."""
    gevraagd = request.GET if "wat" in request.GET or "aan" in request.GET else None
    form = KiesFormulier(
        gevraagd, wat=keuze.dingen(client, request.actor), aan=keuze.ontvangers(gezin, request.actor)
    )
    return render(request, "gezinnen/delen/kies.html", {"gezin": gezin, "form": form})


def _vraag_antwoord(
    request: HttpRequest,
    gezin: Gezin,
    client: Client,
    soort: Any,
    object_id: uuid.UUID | None,
    aan: Any,
    form: Any,
) -> HttpResponse:
    """The third question, beside what is derived; what stands against it is told before the family is asked."""
    actor = request.actor
    voorstel = actions.stel_voor(actor, client, soort.code, aan=aan, antwoord=Antwoord(Zegt.JA))
    inhoud = soort.maak(client, actor, object_id)
    codes = tegen_ontvanger(voorstel) + tegen_nodig(voorstel) + ([] if inhoud is not None else ["niets"])
    context = {
        "gezin": gezin,
        "form": form,
        "ding": soort,
        "voorstel": voorstel,
        "afgeleid": afgeleid(voorstel),
        "redenen": Geweigerd(codes).redenen,
        "sjabloon": soort.template,
        "inhoud": soort.toon(inhoud) if inhoud is not None and soort.formulier is None else None,
    }
    return render(request, "gezinnen/delen/nieuw.html", context, status=422 if form.errors else 200)


def _bericht(request: HttpRequest, deling: Gegevensdeling) -> None:
    """A mail without a name to a recipient who logs in; the worker looks again before it goes."""
    if deling.functie_id:
        adres = request.build_absolute_uri(reverse("delen:deling", args=[deling.pk]))
        lading = {"over": str(deling.pk), "adres": adres}
        outbox.plan(request.actor, documents.BERICHT, uniek=f"delen.bericht:{deling.pk}", lading=lading)


@beleid(Rol.COACH)
@require_safe
def blad(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """What do we share, with whom, why: the family's sheet, for all of them or for one."""
    gezin, _mag = haal(Gezin, request, pk=pk, mag="bewerken", onderdeel="delen.blad")
    client, leden = client_van(gezin), keuze.leden(client_van(gezin), request.actor)
    lid = next((lid for lid in leden if str(lid.pk) == request.GET.get("lid", "")), None)
    context = keuze.voor_blad(client, request.actor, lid)
    context["bezwaren"] = [keuze.in_woorden(rij) for rij in context["bezwaren"]]
    return render(request, "gezinnen/delen/blad.html", context | {"gezin": gezin, "leden": leden, "lid": lid})


@beleid(Rol.COACH, grens="document")
@require_POST
def blad_pdf(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """The same sheet as PDF."""
    gezin, _mag = haal(Gezin, request, pk=pk, mag="bewerken", onderdeel="delen.blad")
    client = client_van(gezin)
    lid = next(
        (x for x in keuze.leden(client, request.actor) if str(x.pk) == request.POST.get("lid", "")), None
    )
    opdracht = documents.vraag(
        request.actor, documents.BLAD, client, client.pk, lid=str(lid.pk) if lid else ""
    )
    return naar_opdracht(opdracht, reverse("delen:blad", args=[gezin.pk]))


@beleid(Rol.COACH)
@eenmalig
def zelf(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """ "Ik geef dit zelf mee": the family chooses what stands on its own sheet, and hands it over itself."""
    gezin, _mag = haal(Gezin, request, pk=pk, mag="bewerken", onderdeel="delen.zelf")
    client = client_van(gezin)
    form = ZelfMeeFormulier(gepost(request), keuzes=keuze.dingen(client, request.actor, zelf_mee=True))
    if request.method == "POST" and form.is_valid():
        opdracht = documents.vraag(
            request.actor, documents.ZELF, client, client.pk, wat=form.cleaned_data["wat"]
        )
        noteer("export", sleutel=client.sleutel, onderdeel="delen.zelf")
        return naar_opdracht(opdracht, reverse("delen:overzicht", args=[gezin.pk]))
    context = {"gezin": gezin, "form": form}
    return render(request, "gezinnen/delen/zelf.html", context, status=422 if form.errors else 200)


@beleid(Rol.COACH, Rol.VERZORGENDE)
@eenmalig
def nee(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """The family says no to a kind, a person or everything; whoever hears it takes it down."""
    gezin, _mag = haal(Gezin, request, pk=pk, mag="meewerken", onderdeel="delen.nee")
    client, actor = client_van(gezin), request.actor
    keuzes = keuze.nee_keuzes(gezin, actor)
    form = NeeTegenFormulier(gepost(request), leden=keuze.leden(client, actor), keuzes=keuzes)
    if request.method == "POST" and form.is_valid():
        tegen, _dubbelpunt, rest = form.cleaned_data["tegen"].partition(":")
        wie = keuze.mens(gezin, actor, form.cleaned_data["tegen"])
        actions.bezwaar_tegen(
            actor, client, "ontvanger" if wie else tegen, soort=rest if tegen == "soort" else "",
            hulpverlener=wie if isinstance(wie, BetrokkenHulpverlener) else None,
            organisatie=wie if isinstance(wie, Organisatie) else None, door_lid=form.door_lid,
        )  # fmt: skip
        messages.success(request, _("Genoteerd. Het is meteen gestopt."))
        return (
            redirect("gezinnen:gezin", pk=pk)
            if actor.is_(Rol.VERZORGENDE)
            else redirect("delen:overzicht", pk=pk)
        )
    context = {"gezin": gezin, "form": form}
    return render(request, "gezinnen/delen/nee_tegen.html", context, status=422 if form.errors else 200)


@beleid(Rol.COACH)
@require_POST
def nee_terug(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """The person who said no takes it back, and tells the coach."""
    rij, _mag = haal(Bezwaar, request, pk=pk, mag="intrekken")
    gezin = Gezin.objects.zichtbaar_voor(request.actor).get(client=rij.client_id)
    actions.trek_bezwaar_in(request.actor, rij)
    messages.success(
        request, _("Het nee is teruggenomen. Wat gestopt is, blijft gestopt tot u het opnieuw vraagt.")
    )
    return redirect("delen:overzicht", pk=gezin.pk)


@beleid(*LEZERS)
@require_GET
def gedeeld(request: HttpRequest) -> HttpResponse:
    """What was shared with me and may still be read."""
    rijen = list(Gegevensdeling.objects.aan(request.actor).select_related("gedeeld_door__gebruiker"))
    noteer("lijst", onderdeel="delen.gedeeld", aantal=len(rijen))
    return render(request, "gezinnen/delen/gedeeld.html", {"delingen": rijen})


@beleid(*LEZERS)
@require_GET
def deling(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """One shared thing, with who shared it, when, and the family's answer."""
    rij, mag = haal(
        Gegevensdeling, request, pk=pk, erbij=("gedeeld_door__gebruiker", "gedeeld_door__organisatie")
    )
    soort = register.soort(rij.soort)
    gezin = Gezin.objects.zichtbaar_voor(request.actor).filter(client=rij.client_id).first()
    context = {
        "deling": rij,
        "mag": mag,
        "is_aan_mij": rij.is_aan(request.actor),
        "ja": "" if rij.is_aan(request.actor) else rij.wie_zei_ja,
        "gezin": gezin,
        "sjabloon": soort.template if soort else "",
        "inhoud": soort.toon(rij.inhoud) if soort else None,
    }
    return render(request, "gezinnen/delen/deling.html", context)


@beleid(*LEZERS)
@eenmalig
def deling_nee(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """The family says no to this: whoever reads it may hear that, the recipient too."""
    rij, _mag = haal(Gegevensdeling, request, pk=pk, mag="nee_horen")
    client = Client(pk=rij.client_id, sleutel=rij.sleutel)
    form = NeeFormulier(gepost(request), leden=keuze.leden(client, request.actor))
    if request.method == "POST" and form.is_valid():
        actions.bezwaar(request.actor, rij, door_lid=form.door_lid)
        messages.success(request, _("Genoteerd. Het is meteen gestopt."))
        return redirect("delen:gedeeld" if rij.is_aan(request.actor) else "portaal:vandaag")
    context = {"deling": rij, "form": form}
    return render(request, "gezinnen/delen/nee.html", context, status=422 if form.errors else 200)


@beleid(Rol.COACH, Rol.COORDINATOR)
@require_POST
def deling_stop(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """Who shared it ends it."""
    rij, _mag = haal(Gegevensdeling, request, pk=pk, mag="stoppen")
    actions.stop(request.actor, rij)
    messages.success(request, _("Gestopt."))
    return redirect("delen:deling", pk=pk)


@beleid(*LEZERS, grens="document")
@require_POST
def deling_pdf(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """The same on paper, as long as it is in force."""
    rij, mag = haal(Gegevensdeling, request, pk=pk)
    if not mag.afdrukken:
        raise PermissionDenied
    client = Client(pk=rij.client_id, sleutel=rij.sleutel)
    opdracht = documents.vraag(request.actor, documents.DELING, client, rij.pk)
    return naar_opdracht(opdracht, reverse("delen:deling", args=[rij.pk]))
