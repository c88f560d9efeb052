"""Every request gets an actor: the one role in use, or none."""

import uuid
from collections.abc import Callable
from typing import cast

from django.http import HttpRequest, HttpResponse

from .actor import Actor, vandaag
from .models import Functie, Gebruiker

SESSIE_FUNCTIE = "functie"
_bezoekers: list[Callable[[HttpRequest], Actor | None]] = []


def gebruik_bezoeker(zoek: Callable[[HttpRequest], Actor | None]) -> None:
    """An app says how it recognises a visitor without an account (by a personal link)."""
    if zoek not in _bezoekers:
        _bezoekers.append(zoek)


def bezoeker(request: HttpRequest) -> Actor | None:
    """The actor of somebody who is not logged in, or None."""
    return next((actor for zoek in _bezoekers if (actor := zoek(request))), None)


class ActorMiddleware:
    """Sets request.actor (None for outsiders and for people without a role in force)."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.verzoek_id = uuid.uuid4().hex[:16]
        request.actor = kies_actor(request) if request.user.is_authenticated else bezoeker(request)
        return self.get_response(request)


def kies_actor(request: HttpRequest) -> Actor | None:
    """The family member herself, or the role chosen in this session, else the first role in force."""
    gebruiker = cast(Gebruiker, request.user)  # only called for who is logged in
    if gebruiker.persoon_id is not None:
        return Actor.van_persoon(gebruiker, verzoek_id=request.verzoek_id)
    functies = tuple(
        Functie.objects.actief_op(vandaag())
        .filter(gebruiker=gebruiker)
        .select_related("organisatie", "gebruiker")
        .order_by("organisatie__naam", "rol", "pk")
    )
    if not functies:
        return None
    gekozen = request.session.get(SESSIE_FUNCTIE)
    functie = next((f for f in functies if str(f.pk) == gekozen), functies[0])
    return Actor.van_functie(functie, verzoek_id=request.verzoek_id, functies=functies)
