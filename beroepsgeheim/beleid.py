"""Every view declares its policy; one that does not fails a system check and is refused at run time.

@beleid(Rol.COACH, Rol.VERZORGENDE)
def gezin(request, pk):
    gezin, mag = haal(Gezin, request, pk=pk)
"""

from collections.abc import Callable, Iterator
from typing import Any, TypeVar

from django.conf import settings
from django.core.checks import CheckMessage, Error
from django.core.exceptions import PermissionDenied
from django.db import models
from django.http import Http404, HttpRequest
from django.urls import URLPattern, URLResolver, get_resolver

from organisaties.actor import Actor
from organisaties.models import Rol

from .beleidstype import Beleid
from .omslag import noteer

V = TypeVar("V", bound=Callable[..., Any])
M = TypeVar("M", bound=models.Model)


def beleid(
    *rollen: Rol,
    openbaar: bool = False,
    aangemeld: bool = False,
    achtergrond: bool = False,
    schrijft_bij_get: bool = False,
    link: bool = False,
    grens: str = "",
    grens_post: str = "",
) -> Callable[[V], V]:
    """Declare who may call the view. `achtergrond`: autosave and polling, no activity and no new look.

    `grens` names a limit of settings.GRENZEN that each request of a person counts against; `grens_post`: only
    what is sent (for a page that first shows a form).
    """
    if not (rollen or openbaar or aangemeld or link):
        raise ValueError("a policy names roles, or is public, or for everyone who is logged in")
    waarde = Beleid(
        tuple(r.value for r in rollen),
        openbaar,
        aangemeld,
        achtergrond,
        schrijft_bij_get,
        link,
        grens,
        grens_post,
    )

    def registreer(view: V) -> V:
        view.beleid = waarde  # type: ignore[attr-defined]
        return view

    return registreer


def beleid_van(view: Any, naam: str) -> Beleid | None:
    """The declared policy of a view; views of libraries have theirs in settings.BELEID_DERDEN."""
    gevonden = getattr(view, "beleid", None)
    return gevonden or settings.BELEID_DERDEN.get(naam)


def alle_urls(patronen: Any = None, prefix: str = "", ruimte: str = "") -> Iterator[tuple[str, str, Any]]:
    """(route, full name, view) of every URL of the project."""
    for patroon in patronen if patronen is not None else get_resolver().url_patterns:
        route = prefix + str(patroon.pattern)
        if isinstance(patroon, URLResolver):
            sub = f"{ruimte}{patroon.namespace}:" if patroon.namespace else ruimte
            yield from alle_urls(patroon.url_patterns, route, sub)
        elif isinstance(patroon, URLPattern):
            yield route, f"{ruimte}{patroon.name or ''}", patroon.callback


def controleer_beleid(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    """System check: every URL has a declared policy, and a limit that it names exists."""
    fouten: list[CheckMessage] = []
    for route, naam, view in alle_urls():
        regel = beleid_van(view, naam)
        if regel is None:
            fouten.append(Error(f"De view van {route} heeft geen @beleid.", id="beroepsgeheim.E001"))
        elif onbekend := {regel.grens, regel.grens_post} - {"", *settings.GRENZEN}:
            tekst = f"De view van {route} noemt een grens die er niet is: {', '.join(onbekend)}."
            fouten.append(Error(tekst, id="beroepsgeheim.E002"))
    return fouten


class Mag:
    """What this actor may do with this object: `mag.bewerken` asks `obj.kan_bewerken(actor)` once."""

    def __init__(self, obj: models.Model, actor: Actor) -> None:
        self._obj, self._actor = obj, actor
        self._bekend: dict[str, bool] = {}

    def __getattr__(self, naam: str) -> bool:
        if naam.startswith("_"):
            raise AttributeError(naam)
        if naam not in self._bekend:
            self._bekend[naam] = bool(getattr(self._obj, f"kan_{naam}")(self._actor))
        return self._bekend[naam]


def haal(
    model: type[M],
    request: HttpRequest,
    *,
    mag: str = "",
    onderdeel: str = "",
    erbij: tuple[str, ...] = (),
    **zoek: Any,
) -> tuple[M, Mag]:
    """The object together with what this actor may do with it, or stop: the second line of nearly every view.

    Starts from `zichtbaar_voor(actor)`: what the actor may not know of is 404. With `mag="bewerken"` an
    actor who may see but not do gets 403. `erbij` names relations that the page shows, read along in the same
    query. Side effect: one line in the read log for objects with a key, and for a refusal; what one member of the family said
    (`obj.logboek_persoon`) gives a line that nobody else of the family reads.
    """
    actor = request.actor
    if actor is None:
        raise Http404
    basis: Any = model._default_manager
    try:
        rijen = basis.zichtbaar_voor(actor)
        obj = (rijen.select_related(*erbij) if erbij else rijen).get(**zoek)
    except (model.DoesNotExist, ValueError) as fout:
        noteer("weigering", onderdeel=onderdeel or model._meta.label_lower)
        raise Http404 from fout
    rechten = Mag(obj, actor)
    geweigerd = bool(mag) and not getattr(rechten, mag)
    sleutel = getattr(obj, "sleutel", None)
    if sleutel is not None or geweigerd:
        noteer(
            "weigering" if geweigerd else "bekijken",
            sleutel=sleutel,
            onderdeel=onderdeel or model._meta.label_lower,
            persoon=getattr(obj, "logboek_persoon", None),
        )
    if geweigerd:
        raise PermissionDenied
    return obj, rechten
