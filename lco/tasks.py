"""Handlers of outbox work of this app (registered when the app starts)."""

import uuid

from django.db import connection

from beroepsgeheim.omslag import huidige_actor
from thuiscompagnie.vloer.documenten import bewaar
from thuiscompagnie.vloer.models import Document, Opdracht
from thuiscompagnie.vloer.outbox import Mislukt, afhandelaar
from thuiscompagnie.vloer.voortgang import Voortgang

from . import links
from .emails import stuur_code, stuur_link


@afhandelaar("lco.agenda")
def maak_agenda(opdracht: Opdracht, voortgang: Voortgang) -> uuid.UUID:
    """One PDF of one frozen agenda, for the actor who asked it (checked again now). Finished work is skipped."""
    from .documents import SOORT_DOCUMENT, pdf_van
    from .models import AgendaVersie

    klaar = Document.objects.filter(opdracht=opdracht).first()
    if klaar is not None:
        return klaar.pk
    versie = AgendaVersie.objects.zichtbaar_voor(huidige_actor()).filter(pk=opdracht.lading["versie"]).first()
    if versie is None:
        raise Mislukt("geen_toegang")
    voortgang.zet(1, 3)
    inhoud = pdf_van(versie)
    voortgang.zet(2, 3)
    return bewaar(
        soort=SOORT_DOCUMENT[AgendaVersie.Voor(versie.voor)],
        inhoud=inhoud,
        mediatype="application/pdf",
        extensie="pdf",
        opdracht=opdracht,
        sleutel=versie.sleutel,
        over=versie.client_sleutel,
    ).pk


def _adres(opdracht: Opdracht) -> tuple[str, uuid.UUID, uuid.UUID | None]:
    """(mail address, seed of the link, seed of the code) of an open link; raises Mislukt when it has ended."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT email, zaad, code_zaad FROM lco_link_adres(%s)", [opdracht.lading["link"]])
        rij = cursor.fetchone()
    if rij is None:
        raise Mislukt("link_voorbij")
    return rij


@afhandelaar("lco.link", mail=True)
def mail_link(opdracht: Opdracht, voortgang: Voortgang) -> uuid.UUID | None:
    """Mail the personal link of an invited helper."""
    email, zaad, _code = _adres(opdracht)
    stuur_link(email, links.adres(uuid.UUID(opdracht.lading["link"]), zaad, opdracht.lading["basis"]))
    return None


@afhandelaar("lco.linkcode", mail=True)
def mail_code(opdracht: Opdracht, voortgang: Voortgang) -> uuid.UUID | None:
    """Mail the newest code of a link; one that was used in the meantime needs none."""
    email, _zaad, code_zaad = _adres(opdracht)
    if code_zaad is not None:
        stuur_code(email, links.code_van(uuid.UUID(opdracht.lading["link"]), code_zaad))
    return None
