"""Personal links: the address, the code that goes to the invited mailbox, and the device it belongs to.

Address and code are signatures over seeds in the database, so neither of them is stored and no job carries them.
"""

import hashlib
import hmac
import secrets
import uuid

from django.conf import settings
from django.core.signing import Signer
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from beroepsgeheim.eigenaar import roep
from organisaties.actor import Actor, Soort

SESSIE_LINK = "link"


def _uuid(waarde: object) -> uuid.UUID | None:
    return uuid.UUID(str(waarde)) if waarde else None


def handtekening(link: uuid.UUID, zaad: uuid.UUID) -> str:
    return Signer(salt="lco.persoonlijke_link").signature(f"{link}:{zaad}")


def adres(link: uuid.UUID, zaad: uuid.UUID, basis: str) -> str:
    """The full address for the mail; `basis` is scheme and host."""
    return basis.rstrip("/") + reverse("lco:link_open", args=[link, handtekening(link, zaad)])


def klopt(link: uuid.UUID, bon: str) -> bool:
    """Whether this address was given out and the link is still open."""
    zaad = _uuid(roep("lco_link_zaad", link))
    return zaad is not None and hmac.compare_digest(handtekening(link, zaad), bon)


def code_van(link: uuid.UUID, code_zaad: uuid.UUID) -> str:
    """Six digits that only who knows the secret key can make from the seed."""
    ruw = hmac.new(settings.SECRET_KEY.encode(), f"lco.link:{link}:{code_zaad}".encode(), hashlib.sha256)
    return f"{int.from_bytes(ruw.digest()[:8], 'big') % 1_000_000:06d}"


def vraag_code(link: uuid.UUID) -> uuid.UUID | None:
    """A new code is under way, or None when there were five today. Returns its seed."""
    return _uuid(roep("lco_link_vraag_code", link))


def open_met_code(link: uuid.UUID, code: str) -> tuple[uuid.UUID, str] | None:
    """One try. The right code gives (key of the consultation, secret for the cookie of this device)."""
    zaad = _uuid(roep("lco_link_probeer", link))
    if zaad is None or not hmac.compare_digest(code_van(link, zaad), code.strip().replace(" ", "")):
        return None
    geheim = secrets.token_urlsafe(32)
    sleutel = _uuid(roep("lco_link_bind", link, zaad, _afdruk(geheim)))
    return (sleutel, geheim) if sleutel else None


def _afdruk(geheim: str) -> str:
    return hashlib.sha256(geheim.encode()).hexdigest()


def actor_voor(link: uuid.UUID, verzoek_id: str = "") -> Actor:
    """Who holds a link: nobody by name, no role, the rights of this one invitation."""
    return Actor(soort=Soort.LINK, naam=str(_("Persoonlijke link")), persoon_id=link, verzoek_id=verzoek_id)


def bezoeker(request: HttpRequest) -> Actor | None:
    """The actor of a visitor without an account, by the cookie of her device (one query, only with a cookie)."""
    kop, _punt, geheim = request.COOKIES.get(settings.LINK_COOKIE, "").partition(".")
    try:
        link = uuid.UUID(kop)
    except ValueError:
        return None
    if not geheim or roep("lco_link_houder", link, _afdruk(geheim)) is None:
        return None
    return actor_voor(link, request.verzoek_id)


def zet_cookie(antwoord: HttpResponse, link: uuid.UUID, geheim: str) -> None:
    """The device keeps the link for as long as the link lives (the database decides how long)."""
    antwoord.set_cookie(
        settings.LINK_COOKIE, f"{link.hex}.{geheim}", max_age=400 * 24 * 60 * 60, httponly=True,
        secure=settings.SESSION_COOKIE_SECURE, samesite="Lax",
    )  # fmt: skip
