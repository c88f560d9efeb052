"""Papers of sharing: one act, the family's sheet of what is shared, and the sheet that it hands over itself."""

import uuid
from typing import Any

from django.template.loader import render_to_string
from django.utils.translation import gettext as _

from beroepsgeheim.models import Reikwijdte
from beroepsgeheim.omslag import huidige_actor
from beroepsgeheim.register import verruim
from beroepsgeheim.toegang import heeft
from gezinnen.models import Client, Gegevensdeling, Gezinslid
from gezinnen.models.delen import ONTVANGER
from organisaties.actor import Actor, Soort
from organisaties.models import Rol
from thuiscompagnie.vloer import documenten, outbox
from thuiscompagnie.vloer.models import Document, Opdracht
from thuiscompagnie.vloer.pdf import maak_pdf
from thuiscompagnie.vloer.voortgang import Voortgang

from . import keuze, register
from .emails import stuur_bericht

DELING = "delen.deling"
BLAD = "delen.blad"
ZELF = "delen.zelf"
BERICHT = "delen.bericht"
# A recipient makes and opens the paper of what was shared with her, until it stops.
verruim(
    Document,
    ook=f"soort = '{DELING}' AND over IN (SELECT d.id FROM gezinnen_gegevensdeling d WHERE {ONTVANGER})",  # noqa: S608
)


def deling_html(deling: Gegevensdeling) -> str:
    """One shared thing on paper, with who shared it, when, and the family's answer under it.

    It is the recipient's paper, also when the coach has it made: no member is named in the answer.
    """
    soort = register.soort(deling.soort)
    context = {
        "deling": deling,
        "sjabloon": soort.template if soort else "",
        "inhoud": soort.toon(deling.inhoud) if soort else {},
    }
    return render_to_string("gezinnen/delen/pdf_deling.html", context)


def blad_html(client: Client, actor: Actor, lid: Gezinslid | None, *, groot: bool = False) -> str:
    """What do we share, with whom, why (A2): for the family together, or for one of it; `groot`: large print."""
    blad = keuze.voor_blad(client, actor, lid)
    bezwaren = [keuze.in_woorden(rij) for rij in blad["bezwaren"]]
    context = blad | {
        "lid": lid,
        "dag": actor.dag,
        "bezwaren": bezwaren,
        "klasse": "gezin groot" if groot else "gezin",
    }
    return render_to_string("gezinnen/delen/pdf_blad.html", context)


def zelf_html(client: Client, actor: Actor, gekozen: list[str]) -> str:
    """What the family chose, as it is now: its own sheet to hand over itself. Nobody transmits it."""
    delen = []
    for waarde in gekozen:
        gevonden = keuze.ding(waarde)
        if gevonden and gevonden[0].zelf_mee:
            soort, object_id = gevonden
            inhoud = soort.maak(client, actor, object_id)
            if inhoud is not None:
                titel = inhoud.get("titel") or str(soort.titel)
                delen.append({"titel": titel, "sjabloon": soort.template, "inhoud": soort.toon(inhoud)})
    return render_to_string("gezinnen/delen/pdf_zelf.html", {"delen": delen, "dag": actor.dag})


def vraag(actor: Actor, soort: str, client: Client, over: uuid.UUID, **lading: Any) -> Opdracht:
    """Ask the worker for a paper; each press is one job."""
    lading = {"client": str(client.pk), "over": str(over), **lading}
    return outbox.plan(actor, soort, uniek=f"{soort}:{uuid.uuid4()}", lading=lading)


def _bewaar(opdracht: Opdracht, client: Client, html: str, titel: str) -> uuid.UUID:
    actor = huidige_actor()
    return documenten.bewaar(
        soort=opdracht.soort,
        inhoud=maak_pdf(html, titel=titel),
        mediatype="application/pdf",
        extensie="pdf",
        opdracht=opdracht,
        sleutel=client.sleutel,
        eigenaar=actor.functie_id or actor.persoon_id,
        over=uuid.UUID(opdracht.lading["over"]),
    ).pk


def _klaar(opdracht: Opdracht) -> uuid.UUID | None:
    return Document.objects.filter(opdracht=opdracht).values_list("pk", flat=True).first()


def _client(opdracht: Opdracht) -> Client:
    client = Client.objects.zichtbaar_voor(huidige_actor()).filter(pk=opdracht.lading["client"]).first()
    if client is None:
        raise outbox.Mislukt("geen_toegang")
    return client


@outbox.afhandelaar(DELING)
def maak_deling(opdracht: Opdracht, voortgang: Voortgang) -> uuid.UUID:
    """The paper of one act; what was stopped in the meantime is not made any more."""
    if (klaar := _klaar(opdracht)) is not None:
        return klaar
    actor = huidige_actor()
    deling = (
        Gegevensdeling.objects.zichtbaar_voor(actor)
        .in_kracht(actor.dag)
        .select_related("gedeeld_door__gebruiker", "gedeeld_door__organisatie")
        .filter(pk=opdracht.lading["over"])
        .first()
    )
    if deling is None:
        raise outbox.Mislukt("geen_toegang")
    voortgang.zet(1, 3)
    # A recipient does not reach the client itself; its key is all that the paper needs.
    client = Client(pk=deling.client_id, sleutel=deling.sleutel)
    return _bewaar(opdracht, client, deling_html(deling), _("Gedeeld met u"))


@outbox.afhandelaar(BLAD)
def maak_blad(opdracht: Opdracht, voortgang: Voortgang) -> uuid.UUID:
    """The family's sheet."""
    if (klaar := _klaar(opdracht)) is not None:
        return klaar
    client, actor, sleutel = _client(opdracht), huidige_actor(), opdracht.lading.get("lid")
    lid = Gezinslid.objects.zichtbaar_voor(actor).filter(pk=sleutel).first() if sleutel else None
    if actor.soort is Soort.GEZINSLID and (lid is None or lid.pk != actor.persoon_id):
        raise outbox.Mislukt("geen_toegang")
    voortgang.zet(1, 3)
    html = blad_html(client, actor, lid, groot=bool(opdracht.lading.get("groot")))
    return _bewaar(opdracht, client, html, _("Wat delen wij, met wie, waarom"))


@outbox.afhandelaar(ZELF)
def maak_zelf(opdracht: Opdracht, voortgang: Voortgang) -> uuid.UUID:
    """The sheet that the family hands over itself."""
    if (klaar := _klaar(opdracht)) is not None:
        return klaar
    client, actor = _client(opdracht), huidige_actor()
    voortgang.zet(1, 3)
    return _bewaar(
        opdracht, client, zelf_html(client, actor, opdracht.lading["wat"]), _("Blad van het gezin")
    )


@outbox.afhandelaar(BERICHT, mail=True)
def stuur(opdracht: Opdracht, voortgang: Voortgang) -> None:
    """Tell the recipient that something waits, without a name; what was stopped in the meantime sends nothing."""
    actor = huidige_actor()
    deling = (
        Gegevensdeling.objects.zichtbaar_voor(actor)
        .in_kracht(actor.dag)
        .filter(pk=opdracht.lading["over"], functie__isnull=False)
        .select_related("functie__gebruiker")
        .first()
    )
    if deling is not None and deling.functie and deling.functie.gebruiker.email:
        stuur_bericht(deling.functie.gebruiker.email, opdracht.lading["adres"])


@documenten.leesregel(DELING)
def mag_deling_lezen(actor: Actor, document: Document) -> bool:
    """As long as the act is in force: for its recipient and for who shared it."""
    rijen = Gegevensdeling.objects.zichtbaar_voor(actor).in_kracht(actor.dag)
    return rijen.filter(pk=document.over).exists()


@documenten.leesregel(BLAD)
@documenten.leesregel(ZELF)
def mag_blad_lezen(actor: Actor, document: Document) -> bool:
    """The family's own papers: who made them, as long as she keeps the file or is of the family."""
    if actor.soort is Soort.GEZINSLID:
        return actor.persoon_id is not None and document.eigenaar == actor.persoon_id
    dossier = document.sleutel and actor.is_(Rol.COACH) and heeft(actor, document.sleutel, Reikwijdte.DOSSIER)
    return bool(dossier)
