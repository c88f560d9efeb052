"""Who must be named on a page, read in one query instead of two joins in each of the page's queries."""

import uuid
from collections.abc import Iterable
from typing import Any

from .actor import Actor
from .models import Functie

# All that a page says of a colleague.
VELDEN = ("rol", "organisatie", "gebruiker__naam")


class TeNoemen:
    """Gathers rows that point at roles (`Functie`); `lees` fills them in together.

    A page that names nobody, or nobody but the one who looks, asks nothing.
    """

    def __init__(self, actor: Actor) -> None:
        self._bekend: dict[uuid.UUID, Functie] = {functie.pk: functie for functie in actor.functies}
        self._wachten: list[tuple[Any, str]] = []

    def erbij(self, rijen: Iterable[Any], *velden: str) -> None:
        """These rows show who stands in these fields."""
        for rij in rijen:
            for veld in velden:
                if getattr(rij, f"{veld}_id") and not rij._meta.get_field(veld).is_cached(rij):
                    self._wachten.append((rij, veld))

    def lees(self) -> None:
        """Put the role with its user in every field that waits (at most one query)."""
        nodig = {getattr(rij, f"{veld}_id") for rij, veld in self._wachten} - self._bekend.keys()
        if nodig:
            gevonden = Functie.objects.filter(pk__in=nodig).select_related("gebruiker").only(*VELDEN)
            self._bekend |= {functie.pk: functie for functie in gevonden.order_by()}
        for rij, veld in self._wachten:
            setattr(rij, veld, self._bekend[getattr(rij, f"{veld}_id")])
        self._wachten.clear()
