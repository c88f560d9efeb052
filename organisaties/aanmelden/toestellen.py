"""A care worker's own phone: password and second step once, then thirty days of the PIN alone.

The cookie holds the phone's id and a secret, signed; the database a hash of the secret. Each use renews the
secret, so a copied cookie shows itself: when both copies are used, the phone is no longer trusted.
"""

import hashlib
import hmac
import secrets
from datetime import timedelta

from django.conf import settings
from django.core import signing
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from organisaties.actor import vandaag
from organisaties.models import Functie, Gebruiker, Rol, Toestel

from .sessies import familie_van

ZOUT = "organisaties.toestel"
VERLOREN_ANTWOORD = timedelta(minutes=2)  # a phone in a cellar may not have heard of its new secret


def mag(gebruiker: Gebruiker) -> bool:
    """Only who is a care worker and nothing else: a PIN alone never opens another role."""
    rollen = set(
        Functie.objects.actief_op(vandaag()).filter(gebruiker=gebruiker).values_list("rol", flat=True)
    )
    return rollen == {Rol.VERZORGENDE.value}


def _hash(geheim: str) -> str:
    return hashlib.sha256(geheim.encode()).hexdigest()


def vertrouw(request: HttpRequest, gebruiker: Gebruiker) -> tuple[Toestel, str]:
    """Trust this phone from now on. Returns it with the value of its cookie."""
    geheim = secrets.token_urlsafe(32)
    toestel = Toestel.objects.create(
        gebruiker=gebruiker,
        browser=familie_van(request),
        geheim=_hash(geheim),
        geldig_tot=timezone.now() + timedelta(days=settings.TOESTEL_DAGEN),
    )
    return toestel, _waarde(toestel, geheim)


def _waarde(toestel: Toestel, geheim: str) -> str:
    return signing.dumps([str(toestel.pk), geheim], salt=ZOUT)


def zet_cookie(response: HttpResponse, toestel: Toestel, waarde: str) -> None:
    """Only for this site, never readable by a script, only over https where the session is."""
    response.set_cookie(
        settings.TOESTEL_COOKIE,
        waarde,
        max_age=max(0, int((toestel.geldig_tot - timezone.now()).total_seconds())),
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Strict",
        path="/",
    )


def wis_cookie(response: HttpResponse) -> None:
    response.delete_cookie(settings.TOESTEL_COOKIE, path="/", samesite="Strict")


def _uit_cookie(request: HttpRequest) -> tuple[str, str] | None:
    leeftijd = timedelta(days=settings.TOESTEL_DAGEN)
    try:
        pk, geheim = signing.loads(
            request.COOKIES.get(settings.TOESTEL_COOKIE, ""), salt=ZOUT, max_age=leeftijd
        )
    except (signing.BadSignature, ValueError):
        return None
    return pk, geheim


@transaction.atomic
def van(request: HttpRequest) -> Toestel | None:
    """The trusted phone that this request comes from; a stale copy of its cookie ends the trust."""
    gelezen = _uit_cookie(request)
    if gelezen is None:
        return None
    pk, geheim = gelezen
    toestel = (
        Toestel.objects.geldig()
        .select_for_update(of=("self",))
        .select_related("gebruiker")
        .filter(pk=pk, gebruiker__is_active=True)
        .first()
    )
    if toestel is None or not mag(toestel.gebruiker):
        return None
    if hmac.compare_digest(_hash(geheim), toestel.geheim):
        return toestel
    net_vernieuwd = timezone.now() - toestel.laatst_gebruikt_op < VERLOREN_ANTWOORD
    if net_vernieuwd and hmac.compare_digest(_hash(geheim), toestel.vorig_geheim):
        return toestel
    trek_in(toestel)
    return None


def kan(request: HttpRequest) -> bool:
    """Whether this request carries a cookie of a phone at all (read only)."""
    gelezen = _uit_cookie(request)
    return gelezen is not None and Toestel.objects.geldig().filter(pk=gelezen[0]).exists()


def vernieuw(toestel: Toestel) -> str:
    """A new secret after each use; the value of the new cookie."""
    geheim = secrets.token_urlsafe(32)
    toestel.vorig_geheim, toestel.geheim = toestel.geheim, _hash(geheim)
    toestel.laatst_gebruikt_op = timezone.now()
    toestel.save(update_fields=["vorig_geheim", "geheim", "laatst_gebruikt_op"])
    return _waarde(toestel, geheim)


def trek_in(toestel: Toestel) -> None:
    """No longer trusted."""
    Toestel.objects.filter(pk=toestel.pk, ingetrokken_op=None).update(ingetrokken_op=timezone.now())
