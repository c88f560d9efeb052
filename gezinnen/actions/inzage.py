"""Asking for the copy of one person's data: by the person, or by the coach for somebody without a log-in (R297)."""

import uuid

from django.core.exceptions import PermissionDenied

from beroepsgeheim.omslag import noteer
from gezinnen.models import Gezinslid
from organisaties.actor import Actor
from thuiscompagnie.vloer import outbox
from thuiscompagnie.vloer.models import Opdracht

INZAGE = "gezinnen.inzage"
VORMEN = ("pdf", "json")


def vraag_export(actor: Actor, lid: Gezinslid, *, vorm: str = "pdf") -> Opdracht:
    """Have the worker make the copy for `lid`: `vorm` "pdf" for people, "json" for machines.

    Returns the job (page `vloer:opdracht` shows it). Raises PermissionDenied for whoever is neither that person nor
    carries the file. Side effects: outbox row, log line that only this person of the family reads.
    """
    if vorm not in VORMEN:
        raise ValueError("pdf or json")
    if not lid.kan_kopie_vragen(actor):
        raise PermissionDenied
    noteer("export", sleutel=lid.sleutel, onderdeel=INZAGE, doel=vorm, persoon=lid.pk)
    return outbox.plan(
        actor, INZAGE, uniek=f"inzage:{uuid.uuid4()}", lading={"lid": str(lid.pk), "vorm": vorm}
    )
