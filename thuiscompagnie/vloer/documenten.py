"""Stored documents: made once, kept under a random name, read through one view."""

import hashlib
import uuid
from collections.abc import Callable
from typing import Any

from django.core.files.base import ContentFile

from .models import Document, Opdracht

MagLezen = Callable[[Any, Document], bool]
_lezers: dict[str, MagLezen] = {}
_noteer: Callable[[Document], None] | None = None


def leesregel(soort: str) -> Callable[[MagLezen], MagLezen]:
    """Register who may read documents of this kind: (actor, document) -> bool. A kind without rule: nobody."""

    def registreer(functie: MagLezen) -> MagLezen:
        _lezers[soort] = functie
        return functie

    return registreer


def mag_lezen(actor: Any, document: Document) -> bool:
    """Whether this actor may open this document; kinds that nobody registered are closed."""
    regel = _lezers.get(document.soort)
    return bool(regel and regel(actor, document))


def gebruik_logboek(noteer: Callable[[Document], None]) -> None:
    """Tell the floor how to log that a document was opened (given by beroepsgeheim at start-up)."""
    global _noteer
    _noteer = noteer


def noteer_lezen(document: Document) -> None:
    """Log that this document was opened; without a log nothing is opened."""
    if _noteer is None:
        raise RuntimeError("the log was not given to the floor")
    _noteer(document)


def bewaar(
    *,
    soort: str,
    inhoud: bytes,
    mediatype: str,
    extensie: str,
    opdracht: Opdracht | None = None,
    sleutel: uuid.UUID | None = None,
    eigenaar: uuid.UUID | None = None,
    over: uuid.UUID | None = None,
) -> Document:
    """Store a finished document and return its row.

    The file is written before the commit under a random name: a rolled back transaction leaves at most an
    unreferenced file, never a row without a file. One document per job (unique `opdracht`).
    """
    document = Document(
        soort=soort,
        sleutel=sleutel,
        eigenaar=eigenaar,
        over=over,
        opdracht=opdracht,
        mediatype=mediatype,
        extensie=extensie,
        omvang=len(inhoud),
        sha256=hashlib.sha256(inhoud).hexdigest(),
    )
    document.bestand.save("document", ContentFile(inhoud), save=False)
    document.save(force_insert=True)
    return document
