"""Telling somebody that her way in was changed, so that she can call when she did not do it herself."""

import uuid

from organisaties.actor import Actor
from organisaties.models import Gebruiker
from thuiscompagnie.vloer import outbox


def meld(gebruiker: Gebruiker, wat: str) -> None:
    """A job that mails it (`wat`: a key of emails.GEWIJZIGD); nothing for who has no mailbox."""
    if gebruiker.email:
        outbox.plan(
            Actor.systeem(),
            "organisaties.aanmelding_gewijzigd",
            uniek=f"aanmelding_gewijzigd:{uuid.uuid4()}",
            lading={"gebruiker": str(gebruiker.pk), "wat": wat},
        )
