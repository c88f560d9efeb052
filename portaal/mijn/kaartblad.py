"""The card on paper: number, words, the square to scan, and a short letter around it."""

import uuid
from dataclasses import dataclass

import qrcode
from django.core.exceptions import ValidationError
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _

from beroepsgeheim.omslag import huidige_actor
from gezinnen.actions.plek import open_plek
from gezinnen.models import Gezinslid
from organisaties.actor import Actor
from organisaties.models import Functie, Sleutelkaart
from thuiscompagnie.vloer import documenten, outbox
from thuiscompagnie.vloer.models import Document, Opdracht
from thuiscompagnie.vloer.pdf import maak_pdf
from thuiscompagnie.vloer.voortgang import Voortgang

BRIEF = "mijn.brief"


@dataclass(frozen=True)
class Kaartblad:
    """What is printed: once, for this person; nothing of it can be read back later."""

    naam: str
    nummer: str
    woorden: str
    adres: str
    scan: str

    @property
    def nummer_leesbaar(self) -> str:
        return f"{self.nummer[:4]} {self.nummer[4:]}"

    @property
    def vierkant(self) -> dict[str, object]:
        """The QR code as one SVG path: no image file, no style, the same on screen and paper."""
        return vierkant(self.scan)


def kaartblad(lid: Gezinslid, kaart: Sleutelkaart, woorden: str, basis: str) -> Kaartblad:
    """The sheet of a card that was just made; `basis` is scheme and host ("https://voorbeeld.be")."""
    basis = basis.rstrip("/")
    scan = reverse("mijn:gescand", args=[kaart.nummer, woorden.replace(" ", "-")])
    return Kaartblad(lid.roepnaam, kaart.nummer, woorden, basis + reverse("mijn:binnen"), basis + scan)


def vierkant(tekst: str) -> dict[str, object]:
    """Side and path of a QR code with the quiet zone that scanners ask."""
    code = qrcode.QRCode(error_correction=qrcode.constants.ERROR_CORRECT_M, border=4)
    code.add_data(tekst)
    code.make()
    rooster = code.get_matrix()
    pad = "".join(f"M{x} {y}h1v1h-1z" for y, rij in enumerate(rooster) for x, vol in enumerate(rij) if vol)
    return {"zijde": len(rooster), "pad": pad}


def vraag_brief(actor: Actor, lid: Gezinslid, *, basis: str, eerder: bool, bon: uuid.UUID) -> Opdracht:
    """Ask for the letter with a new card. The worker makes the card, so that no words stand in the outbox."""
    lading = {"lid": str(lid.pk), "basis": basis, "eerder": eerder}
    return outbox.plan(actor, BRIEF, uniek=f"{BRIEF}:{bon}", lading=lading)


@outbox.afhandelaar(BRIEF)
def maak_brief(opdracht: Opdracht, voortgang: Voortgang) -> uuid.UUID:
    """A new card and its letter, in one transaction; the asker's access is looked at again now."""
    gemaakt = Document.objects.filter(opdracht=opdracht).values_list("pk", flat=True).first()
    if gemaakt is not None:
        return gemaakt
    actor = huidige_actor()
    lid = Gezinslid.objects.zichtbaar_voor(actor).filter(pk=opdracht.lading["lid"]).first()
    if lid is None or not lid.kan_bewerken(actor):
        raise outbox.Mislukt("geen_toegang")
    voortgang.zet(1, 3)
    try:
        kaart, woorden = open_plek(actor, lid, eerder=opdracht.lading["eerder"])
    except ValidationError as fout:
        raise outbox.Mislukt("geen_toegang") from fout
    inhoud = maak_pdf(
        brief_html(kaartblad(lid, kaart, woorden, opdracht.lading["basis"]), actor), titel=_("Uw eigen plek")
    )
    voortgang.zet(2, 3)
    return documenten.bewaar(
        soort=BRIEF,
        inhoud=inhoud,
        mediatype="application/pdf",
        extensie="pdf",
        opdracht=opdracht,
        sleutel=lid.sleutel,
        eigenaar=actor.functie_id,
        over=kaart.pk,
    ).pk


def brief_html(blad: Kaartblad, actor: Actor) -> str:
    """The whole letter, in the name of the coach who asked for it."""
    afzender = Functie.objects.select_related("gebruiker", "organisatie").filter(pk=actor.functie_id).first()
    return render_to_string("mijn/brief_pdf.html", {"blad": blad, "afzender": afzender})


@documenten.leesregel(BRIEF)
def mag_brief_lezen(actor: Actor, document: Document) -> bool:
    """The coach who asked for it, for as long as the card was not used: afterwards it is the person's alone."""
    eigen = document.eigenaar is not None and document.eigenaar == actor.functie_id
    nieuw = Sleutelkaart.objects.filter(pk=document.over, geeindigd_op__isnull=True, gekozen_op__isnull=True)
    return eigen and nieuw.exists()
