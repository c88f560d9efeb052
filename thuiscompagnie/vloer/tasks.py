"""Doors for Celery: an id comes in, the outbox does the rest."""

import uuid

from celery import shared_task

from . import outbox


@shared_task(name="vloer.voer_uit")
def voer_uit(opdracht_id: str) -> None:
    outbox.voer_uit(uuid.UUID(opdracht_id))


@shared_task(name="vloer.veeg")
def veeg() -> None:
    outbox.veeg()
