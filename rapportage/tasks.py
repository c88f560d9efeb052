"""Handlers of outbox work of this app (registered when the app starts)."""

import uuid
from datetime import date
from typing import Any

from django.utils import timezone

from beroepsgeheim.omslag import huidige_actor, noteer
from organisaties.actor import Actor
from thuiscompagnie.vloer import documenten, outbox
from thuiscompagnie.vloer.models import Document, Opdracht
from thuiscompagnie.vloer.voortgang import Voortgang

from . import berekenen, documents
from .models import Rapport

RAPPORT = "rapportage.rapport"


@outbox.afhandelaar(RAPPORT)
def maak_rapport(opdracht: Opdracht, voortgang: Voortgang) -> uuid.UUID:
    """Count, freeze, and make the three files, all in the job's one transaction.

    The report's id is the job's id: done twice at once, the second insert fails and leaves nothing.
    """
    actor = huidige_actor()
    van, tot = (date.fromisoformat(opdracht.lading[naam]) for naam in ("van", "tot"))
    totaal = 10
    tabellen = berekenen.bereken(van, tot, lambda gedaan, van_: voortgang.zet(gedaan * 6 // van_, totaal))
    rapport = Rapport(
        id=opdracht.pk,
        van=van,
        tot=tot,
        tabellen=tabellen,
        functie=actor.functie_id,
        organisatie_id=actor.organisatie_id,
        gemaakt_op=timezone.now(),
    )
    rapport.save(force_insert=True)
    noteer("export", onderdeel=RAPPORT, aantal=len(tabellen))
    maak_bestanden(rapport, actor, voortgang, gedaan=6, totaal=totaal)
    return rapport.pk


@outbox.afhandelaar("rapportage.bestanden")
def maak_eigen_bestanden(opdracht: Opdracht, voortgang: Voortgang) -> uuid.UUID:
    """The files of a colleague's report for somebody else of the same reporting body."""
    actor = huidige_actor()
    rapport = Rapport.objects.zichtbaar_voor(actor).get(pk=opdracht.lading["rapport"])
    maak_bestanden(rapport, actor, voortgang, gedaan=0, totaal=4)
    return rapport.pk


def maak_bestanden(
    rapport: Rapport, actor: Actor, voortgang: Voortgang, *, gedaan: int, totaal: int
) -> list[Document]:
    """xlsx, csv and PDF of a report for the person who asks; what she has already is not made again."""
    uit = []
    bekend = set(mijn_bestanden(rapport, actor).values_list("extensie", flat=True))
    for nummer, (formaat, maker) in enumerate(documents.MAKERS.items(), start=1):
        if formaat not in bekend:
            uit.append(
                documenten.bewaar(
                    soort=RAPPORT,
                    inhoud=maker(rapport),
                    mediatype=documents.MEDIATYPES[formaat],
                    extensie=formaat,
                    eigenaar=actor.functie_id,
                    over=rapport.pk,
                )
            )
        voortgang.zet(gedaan + nummer, totaal)
    return uit


def mijn_bestanden(rapport: Rapport, actor: Actor) -> Any:
    """The files of a report that belong to this person."""
    return Document.objects.filter(soort=RAPPORT, over=rapport.pk, eigenaar=actor.functie_id)


@documenten.leesregel(RAPPORT)
def mag_rapport_lezen(actor: Actor, document: Document) -> bool:
    """Who asked for it, as long as she works for the province in that role."""
    return actor.is_("provincie") and document.eigenaar == actor.functie_id
