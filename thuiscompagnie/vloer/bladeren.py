"""Keyset paging: a page begins after a row, never at a number, so page 1,000 is as quick as page 1.

The address carries the id of a row and no sort value: a name never stands in an address.
"""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db import models
from django.db.models import Q
from django.http import HttpRequest


@dataclass(frozen=True)
class Bladzijde:
    """The rows of one page and the addresses of its neighbours ("" when there is none)."""

    rijen: Sequence[Any]
    vorige_url: str
    volgende_url: str


def bladzijde(
    rijen: models.QuerySet[Any], request: HttpRequest, *, veld: str = "naam", per: int = 20
) -> Bladzijde:
    """One page of `rijen` in the order (veld, pk), or both downwards for "-veld"; `na` or `voor` in the address
    is the id it starts from.

    An id that is not among the rows gives the first page. Other filters in the address are kept.
    """
    terug = "voor" in request.GET
    ijkpunt = _ijkpunt(rijen, request.GET.get("voor" if terug else "na", ""))
    terug = terug and ijkpunt is not None
    aflopend, veld = veld.startswith("-"), veld.removeprefix("-")
    omlaag = terug != aflopend
    volgorde = [f"-{veld}", "-pk"] if omlaag else [veld, "pk"]
    keuze = rijen.order_by(*volgorde)
    if ijkpunt is not None:
        kant = "lt" if omlaag else "gt"
        waarde = getattr(ijkpunt, veld)
        keuze = keuze.filter(
            Q(**{f"{veld}__{kant}": waarde}) | Q(**{veld: waarde, f"pk__{kant}": ijkpunt.pk})
        )
    gevonden = list(keuze[: per + 1])
    meer, gevonden = len(gevonden) > per, gevonden[:per]
    if terug:
        gevonden.reverse()
    heeft_vorige = bool(gevonden) and (meer if terug else ijkpunt is not None)
    heeft_volgende = bool(gevonden) and (terug or meer)
    return Bladzijde(
        gevonden,
        _adres(request, "voor", gevonden[0].pk) if heeft_vorige else "",
        _adres(request, "na", gevonden[-1].pk) if heeft_volgende else "",
    )


def _ijkpunt(rijen: models.QuerySet[Any], tekst: str) -> Any:
    try:
        return rijen.filter(pk=uuid.UUID(tekst)).first() if tekst else None
    except ValueError:
        return None


def _adres(request: HttpRequest, kant: str, pk: Any) -> str:
    vraag = request.GET.copy()
    vraag.pop("na", None)
    vraag.pop("voor", None)
    vraag[kant] = str(pk)
    return f"?{vraag.urlencode()}"
