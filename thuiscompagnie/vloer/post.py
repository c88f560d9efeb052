"""Sending mail from a job: one job has one Message-ID, so that a mail that leaves twice is known as one mail."""

import uuid
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from email.utils import parseaddr

from django.conf import settings
from django.core.mail import EmailMessage

_opdracht: ContextVar[uuid.UUID | None] = ContextVar("vloer_post_opdracht", default=None)


@contextmanager
def van_opdracht(pk: uuid.UUID) -> Iterator[None]:
    """What is mailed inside belongs to this job."""
    token = _opdracht.set(pk)
    try:
        yield
    finally:
        _opdracht.reset(token)


def send_mail(onderwerp: str, tekst: str, van: str | None, aan: Sequence[str]) -> None:
    """As Django's, with the Message-ID of the job that is being done."""
    pk, domein = _opdracht.get(), parseaddr(settings.DEFAULT_FROM_EMAIL)[1].rpartition("@")[2]
    koppen = {"Message-ID": f"<{pk}@{domein}>"} if pk and domein else {}
    EmailMessage(onderwerp, tekst, van, aan, headers=koppen).send()
