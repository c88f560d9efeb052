"""Handlers of outbox work of this app (registered when the app starts)."""

import uuid

from beroepsgeheim.omslag import huidige_actor
from thuiscompagnie.vloer.documenten import bewaar
from thuiscompagnie.vloer.models import Document, Opdracht
from thuiscompagnie.vloer.outbox import Mislukt, afhandelaar
from thuiscompagnie.vloer.voortgang import Voortgang


@afhandelaar("lco.agenda")
def maak_agenda(opdracht: Opdracht, voortgang: Voortgang) -> uuid.UUID:
    """One PDF of one frozen agenda, for the actor who asked it (checked again now). Finished work is skipped."""
    from .documents import SOORT_DOCUMENT, pdf_van
    from .models import AgendaVersie

    klaar = Document.objects.filter(opdracht=opdracht).first()
    if klaar is not None:
        return klaar.pk
    versie = (
        AgendaVersie.objects.zichtbaar_voor(huidige_actor())
        .select_related("overleg")
        .filter(pk=opdracht.lading["versie"])
        .first()
    )
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
