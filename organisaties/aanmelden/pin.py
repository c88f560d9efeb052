"""The PIN: six digits of one's own that open a covered page or a trusted phone, never an unknown machine.

Six digits are soon tried: five wrong ones close the PIN until the next full log-in, and the hash in the
database (Argon2) is made of a keyed digest, so that the table alone is not enough to try them all.
"""

import hashlib
import hmac
from enum import StrEnum

from django.conf import settings
from django.contrib.auth.hashers import check_password, make_password
from django.db import transaction
from django.utils import timezone

from organisaties.models import Gebruiker, Pincode

LENGTE = 6
POGINGEN = 5


class Uitkomst(StrEnum):
    """What came of a PIN."""

    GOED = "goed"
    FOUT = "fout"
    OP = "op"  # too many wrong ones, this one included: log in in full


def _gepeperd(gebruiker: Gebruiker, pin: str, sleutel: str) -> str:
    return hmac.new(
        f"tc.pin:{sleutel}".encode(), f"{gebruiker.pk}:{pin}".encode(), hashlib.sha256
    ).hexdigest()


def zwak(pin: str) -> bool:
    """The first digits that anybody would try: repetitions and rows."""
    cijfers = [int(teken) for teken in pin]
    sprongen = {(b - a) % 10 for a, b in zip(cijfers, cijfers[1:], strict=False)}
    herhaald = pin[:2] * 3 == pin or pin[:3] * 2 == pin
    return sprongen <= {0} or sprongen <= {1} or sprongen <= {9} or herhaald


def heeft(gebruiker: Gebruiker) -> bool:
    """Whether this person has a PIN that still may be tried."""
    return Pincode.objects.filter(gebruiker=gebruiker, pogingen__lt=POGINGEN).exists()


def zet(gebruiker: Gebruiker, pin: str) -> None:
    """This is the PIN from now on."""
    hash_ = make_password(_gepeperd(gebruiker, pin, settings.MFA_SLEUTEL))
    Pincode.objects.update_or_create(
        gebruiker=gebruiker, defaults={"hash": hash_, "pogingen": 0, "gezet_op": timezone.now()}
    )


@transaction.atomic
def controleer(gebruiker: Gebruiker, pin: str) -> Uitkomst:
    """Try a PIN. The wrong ones are counted in the database: the answer must commit (no status of 400)."""
    rij = Pincode.objects.select_for_update().filter(gebruiker=gebruiker).first()
    if rij is None or rij.pogingen >= POGINGEN:
        return Uitkomst.OP
    sleutels = [s for s in (settings.MFA_SLEUTEL, settings.MFA_SLEUTEL_VORIGE) if s]
    goed = any(check_password(_gepeperd(gebruiker, pin, sleutel), rij.hash) for sleutel in sleutels)
    rij.pogingen = 0 if goed else rij.pogingen + 1
    rij.save(update_fields=["pogingen"])
    if goed:
        return Uitkomst.GOED
    return Uitkomst.OP if rij.pogingen >= POGINGEN else Uitkomst.FOUT


def herstel(gebruiker: Gebruiker) -> None:
    """After a full log-in the PIN may be tried again."""
    Pincode.objects.filter(gebruiker=gebruiker, pogingen__gt=0).update(pogingen=0)


def wis(gebruiker: Gebruiker) -> None:
    Pincode.objects.filter(gebruiker=gebruiker).delete()
