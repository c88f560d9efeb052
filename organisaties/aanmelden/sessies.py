"""The session of somebody who is logged in: when it began, last activity, which browser, which steps.

The times stand in the session itself; the row `Sessie` is for the list from which one ends them.
"""

import re
import time
from datetime import timedelta
from functools import lru_cache
from importlib import import_module
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils import timezone

from organisaties.models import Gebruiker, Sessie, Toestel

BEGIN = "aangemeld_op"
ACTIEF = "actief_op"
BROWSER = "browser"
TWEEDE_STAP = "tweede_stap"
BEVESTIGD = "bevestigd_op"
OP_SLOT = "op_slot"
BEWAAR_DAGEN = 90  # what is longer over says nothing any more about who is logged in where
NOTEER_NA = 30  # activity is written at most twice a minute
VERS = 15 * 60  # how long a proof of identity is good for a delicate change

BROWSERS = (
    ("Edge", r"\bEdgA?/|\bEdgiOS/"),
    ("Samsung Internet", r"SamsungBrowser/"),
    ("Opera", r"\bOPR/"),
    ("Firefox", r"Firefox/|FxiOS/"),
    ("Chrome", r"Chrome/|CriOS/|HeadlessChrome/"),
    ("Safari", r"Safari/"),
)
SYSTEMEN = (
    ("Android", r"Android"),
    ("iPhone", r"iPhone"),
    ("iPad", r"iPad"),
    ("Windows", r"Windows"),
    ("ChromeOS", r"CrOS"),
    ("Mac", r"Macintosh"),
    ("Linux", r"Linux"),
)


@lru_cache(maxsize=512)
def familie(user_agent: str) -> str:
    """Roughly which browser on which system, without versions: "Chrome op Windows". Empty when unknown."""
    browser = next((naam for naam, patroon in BROWSERS if re.search(patroon, user_agent)), "")
    systeem = next((naam for naam, patroon in SYSTEMEN if re.search(patroon, user_agent)), "")
    if not user_agent:
        return ""
    return f"{browser or 'een browser'} op {systeem or 'een ander systeem'}"


def familie_van(request: HttpRequest) -> str:
    """The browser family of this request."""
    return familie(request.META.get("HTTP_USER_AGENT", "")[:400])


def nu() -> int:
    return int(time.time())


def begin(sender: Any, request: HttpRequest, user: Gebruiker, **kwargs: Any) -> None:
    """Receiver of a log-in: the clock starts and the session can be listed. Earlier marks are void."""
    sessie = request.session
    for sleutel in (TWEEDE_STAP, BEVESTIGD, OP_SLOT):
        sessie.pop(sleutel, None)
    sessie[BEGIN] = sessie[ACTIEF] = nu()
    sessie[BROWSER] = familie_van(request)
    if not sessie.session_key:
        sessie.create()
    lang_voorbij = timezone.now() - timedelta(days=BEWAAR_DAGEN)
    Sessie.objects.filter(gebruiker=user, begonnen_op__lt=lang_voorbij).delete()
    Toestel.objects.filter(gebruiker=user, geldig_tot__lt=lang_voorbij).delete()
    Sessie.objects.update_or_create(
        sleutel=sessie.session_key, defaults={"gebruiker": user, "browser": sessie[BROWSER]}
    )


def einde(sender: Any, request: HttpRequest, user: Gebruiker | None, **kwargs: Any) -> None:
    """Receiver of a log-out."""
    if request.session.session_key:
        Sessie.objects.filter(sleutel=request.session.session_key).update(beeindigd_op=timezone.now())


def zet_tweede_stap(request: HttpRequest, gebruiker: Gebruiker, *, vers: bool = True) -> None:
    """The second factor was shown in this session: it is open. `vers`: fresh enough for delicate changes."""
    request.session[TWEEDE_STAP] = str(gebruiker.pk)
    if vers:
        bevestig(request)


def bevestig(request: HttpRequest) -> None:
    """Who sits here has just proved to be herself."""
    request.session[BEVESTIGD] = nu()


def pas_bevestigd(request: HttpRequest) -> bool:
    """Whether that is recent enough for a delicate change."""
    return nu() - request.session.get(BEVESTIGD, 0) < VERS


def tweede_stap_gezet(request: HttpRequest) -> bool:
    """Whether this session has shown a second factor, for this very person."""
    return bool(request.session.get(TWEEDE_STAP) == str(request.user.pk))


def noteer_actief(request: HttpRequest) -> None:
    """This request was a person's doing."""
    sessie = request.session
    if nu() - sessie.get(ACTIEF, 0) < NOTEER_NA:
        return
    sessie[ACTIEF] = nu()
    Sessie.objects.filter(sleutel=sessie.session_key).update(laatst_actief_op=timezone.now())


def op_slot(request: HttpRequest) -> bool:
    """Whether the page is covered: asked for, or after fifteen idle minutes."""
    sessie = request.session
    if nu() - sessie.get(ACTIEF, 0) > settings.SLOT_NA_SECONDEN:
        sessie[OP_SLOT] = True
    return bool(sessie.get(OP_SLOT))


def doe_slot_open(request: HttpRequest) -> None:
    request.session.pop(OP_SLOT, None)
    request.session[ACTIEF] = nu()


def te_lang(request: HttpRequest) -> bool:
    """Whether this session has lasted its ten hours, activity or not."""
    return nu() - request.session.get(BEGIN, 0) > settings.AFMELDEN_NA_SECONDEN


def ander_toestel(request: HttpRequest) -> bool:
    """Whether the cookie comes from another kind of browser than the one that logged in."""
    gezien, hier = request.session.get(BROWSER, ""), familie_van(request)
    if gezien == "" and hier:
        request.session[BROWSER] = hier
        return False
    return bool(gezien != hier and gezien)


def beeindig(rijen: Any) -> int:
    """End these sessions: their next click finds the log-in page. Returns how many."""
    winkel = import_module(settings.SESSION_ENGINE).SessionStore
    aantal = 0
    for rij in rijen:
        winkel(rij.sleutel).delete()
        aantal += 1
    rijen.update(beeindigd_op=timezone.now())
    return aantal


def vernieuw_sleutel(request: HttpRequest) -> None:
    """A new session key after a change of standing; the row in the list goes along."""
    oud = request.session.session_key
    request.session.cycle_key()
    Sessie.objects.filter(sleutel=oud).update(sleutel=request.session.session_key)
