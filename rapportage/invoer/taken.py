"""Handlers of the outbox for files on their way in."""

import uuid

from beroepsgeheim.omslag import huidige_actor
from thuiscompagnie.vloer import outbox
from thuiscompagnie.vloer.models import Opdracht
from thuiscompagnie.vloer.voortgang import Voortgang

from ..models import Invoer
from . import acties


@outbox.afhandelaar(acties.NAKIJKEN)
def nakijken(opdracht: Opdracht, voortgang: Voortgang) -> uuid.UUID:
    """The dry run."""
    actor = huidige_actor()
    invoer = Invoer.objects.zichtbaar_voor(actor).get(pk=opdracht.lading["invoer"])
    acties.kijk_na(actor, invoer, lambda percent: voortgang.zet(percent, 100))
    return invoer.pk


@outbox.afhandelaar(acties.INVOEREN)
def invoeren(opdracht: Opdracht, voortgang: Voortgang) -> uuid.UUID:
    """All rows, in one transaction."""
    actor = huidige_actor()
    invoer = Invoer.objects.zichtbaar_voor(actor).get(pk=opdracht.lading["invoer"])
    voortgang.zet(30, 100)
    acties.voer_in(actor, invoer)
    return invoer.pk
