"""The second factor: codes of an app (TOTP) and recovery codes, each of them good for one time only.

allauth keeps the secrets and the stage in the log-in. Checking is ours: its protection against replay
forgets a code after 30 seconds while a tolerance of one step keeps it good for 90.
"""

import hmac
import time
from collections.abc import Iterable
from enum import StrEnum

from allauth.mfa.adapter import get_adapter
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import format_hotp_value, generate_totp_secret, hotp_value
from django.core.cache import cache
from django.db import transaction
from django.utils import timezone

from organisaties.models import Gebruiker
from thuiscompagnie.vloer.tellers import tel

STAP = 30
SPELING = 1  # one step early or late
KLOK = 20  # within ten minutes: not a wrong code but a wrong clock
POGINGEN = 5
GESLOTEN = 15 * 60
NOODCODE = 8

SOORTEN = (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)


class Uitkomst(StrEnum):
    """What came of a code."""

    GOED = "goed"
    FOUT = "fout"
    GEBRUIKT = "gebruikt"
    KLOK = "klok"
    GESLOTEN = "gesloten"


def moet(gebruiker: Gebruiker) -> bool:
    """Staff always need a second factor; a family member logs in by the family's own door."""
    return gebruiker.persoon_id is None


def heeft(gebruiker: Gebruiker) -> bool:
    """Whether this person can be asked for a second factor."""
    return Authenticator.objects.filter(user=gebruiker, type__in=SOORTEN).exists()


def teller(nu: float | None = None) -> int:
    """The number of the present step of 30 seconds."""
    return int(time.time() if nu is None else nu) // STAP


def code_van(geheim: str, stap: int) -> str:
    """The six digits of a secret in one step."""
    return str(format_hotp_value(hotp_value(geheim, stap)))


def _stappen(geheim: str, code: str, stappen: Iterable[int]) -> list[int]:
    """The steps in which this is the code; every step is compared, so that time tells nothing."""
    return [stap for stap in stappen if hmac.compare_digest(code_van(geheim, stap), code)]


def beoordeel(geheim: str, code: str, laatste: int) -> tuple[Uitkomst, int]:
    """What a code of six digits is worth now, and its step. `laatste`: the last step that was used."""
    nu = teller()
    goed = _stappen(geheim, code, range(nu - SPELING, nu + SPELING + 1))
    vers = [stap for stap in goed if stap > laatste]
    if vers:
        return Uitkomst.GOED, max(vers)
    ruim = _stappen(geheim, code, range(nu - KLOK, nu + KLOK + 1))
    if goed or any(stap <= laatste for stap in ruim):
        return Uitkomst.GEBRUIKT, laatste
    return (Uitkomst.KLOK if ruim else Uitkomst.FOUT), laatste


def _sleutel(gebruiker: Gebruiker) -> str:
    return f"aanmelden:code:{gebruiker.pk}"


def nog_een_poging(gebruiker: Gebruiker) -> bool:
    """Count this try; after five wrong ones everything is closed for a while, the right code too."""
    sleutel = _sleutel(gebruiker)
    aantal = tel(sleutel, GESLOTEN)
    if aantal == POGINGEN + 1:
        cache.touch(sleutel, GESLOTEN)
    return bool(aantal <= POGINGEN)


def cijfers(invoer: str) -> str:
    """The digits of what somebody typed: people put spaces and dashes in a code."""
    return "".join(teken for teken in invoer if teken.isascii() and teken.isdigit())


def probeer(gebruiker: Gebruiker, invoer: str) -> Uitkomst:
    """Try a code of the app or a recovery code. A good one is used up in the same transaction."""
    if not nog_een_poging(gebruiker):
        return Uitkomst.GESLOTEN
    code = cijfers(invoer)
    uitkomst = _noodcode(gebruiker, code) if len(code) == NOODCODE else _totp(gebruiker, code)
    if uitkomst is Uitkomst.GOED:
        vergeet_pogingen(gebruiker)
    return uitkomst


def vergeet_pogingen(gebruiker: Gebruiker) -> None:
    """After a success the count of tries starts again."""
    cache.delete(_sleutel(gebruiker))


@transaction.atomic
def _totp(gebruiker: Gebruiker, code: str) -> Uitkomst:
    rij = (
        Authenticator.objects.select_for_update().filter(user=gebruiker, type=Authenticator.Type.TOTP).first()
    )
    if rij is None or len(code) != 6:
        return Uitkomst.FOUT
    geheim = get_adapter().decrypt(rij.data["secret"])
    uitkomst, stap = beoordeel(geheim, code, rij.data.get("laatste_stap", 0))
    if uitkomst is Uitkomst.GOED:
        rij.data["laatste_stap"] = stap
        rij.last_used_at = timezone.now()
        rij.save(update_fields=["data", "last_used_at"])
    return uitkomst


def _noodcode(gebruiker: Gebruiker, code: str) -> Uitkomst:
    rij = Authenticator.objects.filter(user=gebruiker, type=Authenticator.Type.RECOVERY_CODES).first()
    goed = rij is not None and RecoveryCodes(rij).validate_code(code)
    return Uitkomst.GOED if goed else Uitkomst.FOUT


def nieuw_geheim() -> str:
    """A fresh secret for an app, not yet anybody's."""
    return str(generate_totp_secret())


@transaction.atomic
def zet_totp(gebruiker: Gebruiker, geheim: str, stap: int = 0) -> None:
    """This app is from now on the person's; an earlier one is worthless. `stap`: the step just used."""
    Authenticator.objects.filter(user=gebruiker, type=Authenticator.Type.TOTP).delete()
    Authenticator.objects.create(
        user=gebruiker,
        type=Authenticator.Type.TOTP,
        data={"secret": get_adapter().encrypt(geheim), "laatste_stap": stap},
    )


def nieuwe_noodcodes(gebruiker: Gebruiker) -> None:
    """Ten fresh recovery codes; the former ones are worthless."""
    Authenticator.objects.filter(user=gebruiker, type=Authenticator.Type.RECOVERY_CODES).delete()
    RecoveryCodes.activate(gebruiker)


def noodcodes(gebruiker: Gebruiker) -> RecoveryCodes | None:
    """The recovery codes of this person, used ones included."""
    rij = Authenticator.objects.filter(user=gebruiker, type=Authenticator.Type.RECOVERY_CODES).first()
    return RecoveryCodes(rij) if rij else None


def wis(gebruiker: Gebruiker) -> None:
    """Take the second factor away (lost phone): the next log-in leads to setting up a new one."""
    Authenticator.objects.filter(user=gebruiker).delete()


def huidige_code(gebruiker: Gebruiker) -> str:
    """The code that this person may type now; "" when there is none. For a trial set-up only."""
    rij = Authenticator.objects.filter(user=gebruiker, type=Authenticator.Type.TOTP).first()
    if rij is None:
        return ""
    stap = max(teller(), rij.data.get("laatste_stap", 0) + 1)
    return code_van(get_adapter().decrypt(rij.data["secret"]), stap) if stap <= teller() + SPELING else ""
