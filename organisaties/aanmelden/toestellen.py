"""Phones that a door knows again: a care worker's own (then her PIN is enough), and one that keeps a family's card.

The cookie holds the phone's id and a secret, signed; the database a hash of the secret. Each use renews the
secret, so a copied cookie shows itself: when both copies are used, the phone is no longer trusted.
"""

import hashlib
import hmac
import secrets
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta

from django.conf import settings
from django.core import signing
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from organisaties.actor import vandaag
from organisaties.models import Functie, Gebruiker, Rol, Sleutelkaart, Toestel

from .sessies import familie_van

VERLOREN_ANTWOORD = timedelta(minutes=2)  # a phone in a cellar may not have heard of its new secret


@dataclass(frozen=True)
class Deur:
    """One door: where the cookie stands, how long it is good, and whether a phone may still be trusted there."""

    zout: str
    instelling: str  # of the settings: <instelling>_COOKIE and <instelling>_DAGEN
    mag: Callable[[Toestel], bool]

    @property
    def koek(self) -> str:
        return str(getattr(settings, f"{self.instelling}_COOKIE"))

    @property
    def duur(self) -> timedelta:
        return timedelta(days=getattr(settings, f"{self.instelling}_DAGEN"))


def mag(gebruiker: Gebruiker) -> bool:
    """Only who is a care worker and nothing else: a PIN alone never opens another role."""
    rollen = set(
        Functie.objects.actief_op(vandaag()).filter(gebruiker=gebruiker).values_list("rol", flat=True)
    )
    return rollen == {Rol.VERZORGENDE.value}


WERK = Deur("organisaties.toestel", "TOESTEL", lambda t: t.kaart_id is None and mag(t.gebruiker))
# A phone that keeps a card is known as long as that very card opens something.
KAART = Deur("organisaties.kaart", "KAART", lambda t: t.kaart is not None and t.kaart.geeindigd_op is None)


def _hash(geheim: str) -> str:
    return hashlib.sha256(geheim.encode()).hexdigest()


def vertrouw(
    request: HttpRequest,
    gebruiker: Gebruiker,
    *,
    deur: Deur = WERK,
    kaart: Sleutelkaart | None = None,
    mee: str = "",
) -> tuple[Toestel, str]:
    """Trust this phone from now on. Returns it with the value of its cookie; `mee` is carried in it (encrypted)."""
    geheim = secrets.token_urlsafe(32)
    toestel = Toestel.objects.create(
        gebruiker=gebruiker,
        kaart=kaart,
        browser=familie_van(request),
        geheim=_hash(geheim),
        geldig_tot=timezone.now() + deur.duur,
    )
    return toestel, _waarde(toestel, geheim, deur, mee)


def _waarde(toestel: Toestel, geheim: str, deur: Deur, mee: str) -> str:
    return signing.dumps([str(toestel.pk), geheim, *([mee] if mee else [])], salt=deur.zout)


def zet_cookie(response: HttpResponse, toestel: Toestel, waarde: str, *, deur: Deur = WERK) -> None:
    """Only for this site, never readable by a script, only over https where the session is."""
    response.set_cookie(
        deur.koek,
        waarde,
        max_age=max(0, int((toestel.geldig_tot - timezone.now()).total_seconds())),
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Strict",
        path="/",
    )


def wis_cookie(response: HttpResponse, *, deur: Deur = WERK) -> None:
    response.delete_cookie(deur.koek, path="/", samesite="Strict")


def _uit_cookie(request: HttpRequest, deur: Deur) -> tuple[str, str, str] | None:
    try:
        pk, geheim, *mee = signing.loads(
            request.COOKIES.get(deur.koek, ""), salt=deur.zout, max_age=deur.duur
        )
    except (signing.BadSignature, ValueError):
        return None
    return pk, geheim, mee[0] if mee else ""


def meegegeven(request: HttpRequest, deur: Deur) -> str:
    """What the cookie of this phone carries along; "" without one."""
    gelezen = _uit_cookie(request, deur)
    return gelezen[2] if gelezen else ""


@transaction.atomic
def van(request: HttpRequest, *, deur: Deur = WERK) -> Toestel | None:
    """The trusted phone that this request comes from; a stale copy of its cookie ends the trust."""
    gelezen = _uit_cookie(request, deur)
    if gelezen is None:
        return None
    pk, geheim, _mee = gelezen
    toestel = (
        Toestel.objects.geldig()
        .select_for_update(of=("self",))
        .select_related("gebruiker", "kaart")
        .filter(pk=pk, gebruiker__is_active=True)
        .first()
    )
    if toestel is None or not deur.mag(toestel):
        return None
    if hmac.compare_digest(_hash(geheim), toestel.geheim):
        return toestel
    net_vernieuwd = timezone.now() - toestel.laatst_gebruikt_op < VERLOREN_ANTWOORD
    if net_vernieuwd and hmac.compare_digest(_hash(geheim), toestel.vorig_geheim):
        return toestel
    trek_in(toestel)
    return None


def hier(request: HttpRequest, *, deur: Deur = WERK) -> Toestel | None:
    """The phone whose cookie this request carries, without looking whether the secret is the last one (read only)."""
    gelezen = _uit_cookie(request, deur)
    return Toestel.objects.geldig().filter(pk=gelezen[0]).first() if gelezen else None


def wiens(request: HttpRequest, *, deur: Deur) -> Toestel | None:
    """The phone of which this cookie was, trusted or not any more: for the log alone."""
    gelezen = _uit_cookie(request, deur)
    return Toestel.objects.select_related("gebruiker").filter(pk=gelezen[0]).first() if gelezen else None


def kan(request: HttpRequest, *, deur: Deur = WERK) -> bool:
    """Whether this request carries a cookie of a phone at all (read only)."""
    return hier(request, deur=deur) is not None


def vernieuw(toestel: Toestel, *, deur: Deur = WERK, mee: str = "") -> str:
    """A new secret after each use; the value of the new cookie."""
    geheim = secrets.token_urlsafe(32)
    toestel.vorig_geheim, toestel.geheim = toestel.geheim, _hash(geheim)
    toestel.laatst_gebruikt_op = timezone.now()
    toestel.save(update_fields=["vorig_geheim", "geheim", "laatst_gebruikt_op"])
    return _waarde(toestel, geheim, deur, mee)


def trek_in(toestel: Toestel) -> None:
    """No longer trusted."""
    Toestel.objects.filter(pk=toestel.pk, ingetrokken_op=None).update(ingetrokken_op=timezone.now())


def trek_alle_in(gebruiker: Gebruiker) -> int:
    """No phone of this person is trusted any more. Returns how many were."""
    return Toestel.objects.geldig().filter(gebruiker=gebruiker).update(ingetrokken_op=timezone.now())
