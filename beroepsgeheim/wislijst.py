"""The list of erasures outside the database: opaque keys in an append-only file that no restore brings back.

After a restore `manage.py herhaal_wissingen` reads it and erases again what the restored copy still holds.
"""

import os
import uuid
from collections.abc import Iterable
from pathlib import Path

from django.conf import settings
from django.utils import timezone

BESTAND = "wissingen.txt"


def pad() -> Path:
    return Path(settings.WISSING_MAP) / BESTAND


def lees() -> list[uuid.UUID]:
    """The keys in the file, oldest first; raises ValueError for a line that is no key (a damaged file)."""
    if not pad().exists():
        return []
    regels = pad().read_text(encoding="ascii").splitlines()
    return list(dict.fromkeys(uuid.UUID(regel.rpartition(" ")[2]) for regel in regels if regel.strip()))


def voeg_toe(sleutels: Iterable[uuid.UUID]) -> int:
    """Add what is not in the file yet, on disk before this returns. Gives how many were added."""
    bekend = set(lees())
    nieuw = [sleutel for sleutel in dict.fromkeys(sleutels) if sleutel not in bekend]
    if not nieuw:
        return 0
    pad().parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    plek = os.open(pad(), os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
    with os.fdopen(plek, "a", encoding="ascii") as bestand:
        moment = timezone.now().strftime("%Y-%m-%dT%H:%M:%SZ")
        bestand.writelines(f"{moment} {sleutel}\n" for sleutel in nieuw)
        bestand.flush()
        os.fsync(bestand.fileno())
    return len(nieuw)
