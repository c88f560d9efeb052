"""The history of changes of one key, over all history tables: who, when, which field from what to what.

A row of history passes the same rules as the row it tells of: it must be readable itself (its own key, speaker
and audience, as they were), and what it tells of must be readable now. Fields that are never tracked are not here.
"""

import uuid
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any, cast

from django.apps import apps
from django.contrib.postgres.fields import ArrayField
from django.core.exceptions import FieldError
from django.db import models
from django.db.models import CharField, F, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import Cast
from django.utils import timezone
from django.utils.formats import date_format, localize
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from organisaties.actor import Actor
from organisaties.models import Functie

from .querysets import GeheimQuerySet
from .register import alle_regels, sleutelkolommen

# Columns that say nothing to a reader.
TECHNISCH = {"id", "versie", "gemaakt_op", "gewijzigd_op", "door_functie"}


@dataclass(frozen=True)
class Veld:
    """One field of a change; `was` is empty for something new."""

    naam: str
    was: str
    is_: str


@dataclass(frozen=True)
class Wijziging:
    """One change: of what, when, in which function, and the fields."""

    soort: str
    wat: str
    op: datetime
    wie: str
    velden: list[Veld]
    cursor: str


def sporen() -> list[type[models.Model]]:
    """The history tables of what has a key, in a fixed order."""
    alle = (m for m in alle_regels() if getattr(m, "pgh_tracked_model", None) and sleutelkolommen(m))
    return sorted(alle, key=lambda m: m._meta.label_lower)


def leesbaar(spoor: Any, actor: Actor) -> QuerySet[Any]:
    """Rows of one history table that this actor may read, by the rules of the model it tells of."""
    gevolgd = spoor.pgh_tracked_model
    nu = gevolgd._default_manager.zichtbaar_voor(actor).order_by().values("pk")
    basis = spoor.objects.order_by()
    try:
        toen = _zoals_het_model(spoor, gevolgd).zichtbaar_voor(actor).order_by()
        gewist = toen.filter(pgh_label="delete").values("pgh_obj_id")
        return basis.filter(Q(pgh_obj_id__in=nu) | Q(pgh_obj_id__in=gewist), pgh_id__in=toen.values("pgh_id"))
    except FieldError:  # the rule looks at other tables: then what is gone is not shown
        return basis.filter(pgh_obj_id__in=nu)


def _zoals_het_model(spoor: type[models.Model], gevolgd: type[models.Model]) -> GeheimQuerySet[Any]:
    """The queryset class of the tracked model over its history table (same columns, same rules)."""
    klasse = type(gevolgd._default_manager.all())
    return cast(GeheimQuerySet[Any], klasse(model=spoor))


def wijzigingen(actor: Actor, sleutel: uuid.UUID, *, na: str = "", aantal: int = 25) -> list[Wijziging]:
    """Changes of everything under this key that the actor may read, newest first; `na` is a cursor."""
    plekken = _plekken(actor, sleutel, na, aantal)
    per_soort: dict[str, list[int]] = {}
    for soort, nummer, _op in plekken:
        per_soort.setdefault(soort, []).append(nummer)
    gevonden = {}
    for soort, nummers in per_soort.items():
        for rij, vorige in _met_vorige(apps.get_model(soort), actor, nummers):
            gevonden[soort, rij.pgh_id] = (rij, vorige)
    rijen = [(soort, *gevonden[soort, nummer]) for soort, nummer, _op in plekken]
    wie = _wie(rij.door_functie for _soort, rij, _vorige in rijen)
    woorden = _Woorden(actor)
    return [_wijziging(soort, rij, vorige, wie, woorden) for soort, rij, vorige in rijen]


def _plekken(actor: Actor, sleutel: uuid.UUID, na: str, aantal: int) -> list[tuple[str, int, datetime]]:
    """(history table, row, moment) of one page: one query over all tables."""
    delen = []
    ijk = _lees_cursor(na)
    for spoor in sporen():
        label = spoor._meta.label_lower
        deel = leesbaar(spoor, actor).filter(_over(spoor, sleutel))
        if ijk is not None:
            op, soort, nummer = ijk
            verder = Q(pgh_created_at__lt=op)
            if label > soort:
                verder |= Q(pgh_created_at=op)
            elif label == soort:
                verder |= Q(pgh_created_at=op, pgh_id__lt=nummer)
            deel = deel.filter(verder)
        delen.append(
            deel.annotate(
                plek_soort=Cast(Value(label), CharField()), plek_nr=F("pgh_id"), plek_op=F("pgh_created_at")
            ).values_list("plek_soort", "plek_nr", "plek_op")
        )
    eerste, *rest = delen
    return list(eerste.union(*rest, all=True).order_by("-plek_op", "plek_soort", "-plek_nr")[:aantal])


def _over(spoor: Any, sleutel: uuid.UUID) -> Q:
    """Rows under this key: any column that its policy reads as a key."""
    uit = Q()
    for kolom in sleutelkolommen(spoor):
        uit |= Q(**{kolom: sleutel})
    return uit


def _met_vorige(spoor: Any, actor: Actor, nummers: list[int]) -> Iterator[tuple[Any, Any]]:
    """Each row with the row before it of the same object, when that may be read too."""
    eerder = (
        leesbaar(spoor, actor)
        .filter(pgh_obj_id=OuterRef("pgh_obj_id"), pgh_id__lt=OuterRef("pgh_id"))
        .order_by("-pgh_id")
        .values("pgh_id")[:1]
    )
    rijen = list(spoor.objects.filter(pgh_id__in=nummers).annotate(plek_vorige=Subquery(eerder)))
    vorige = {
        r.pgh_id: r for r in spoor.objects.filter(pgh_id__in=[r.plek_vorige for r in rijen if r.plek_vorige])
    }
    for rij in rijen:
        yield rij, vorige.get(rij.plek_vorige)


def _wie(functies: Iterable[uuid.UUID | None]) -> dict[uuid.UUID | None, str]:
    """In which function somebody changed something, without her name."""
    rijen = Functie.objects.filter(pk__in={f for f in functies if f}).select_related("organisatie")
    uit: dict[uuid.UUID | None, str] = {
        f.pk: f"{capfirst(f.get_rol_display())}, {f.organisatie.naam}" for f in rijen
    }
    return {None: _("Iemand van het gezin, of de toepassing zelf"), **uit}


def _wijziging(
    soort: str, rij: Any, vorige: Any, wie: dict[uuid.UUID | None, str], woorden: "_Woorden"
) -> Wijziging:
    gevolgd = rij.pgh_tracked_model
    return Wijziging(
        soort=capfirst(str(gevolgd._meta.verbose_name)),
        wat=rij.pgh_label,
        op=rij.pgh_created_at,
        wie=wie.get(rij.door_functie, ""),
        velden=list(_velden(gevolgd, rij, vorige, woorden)),
        cursor=_schrijf_cursor(rij.pgh_created_at, soort, rij.pgh_id),
    )


def _velden(gevolgd: Any, rij: Any, vorige: Any, woorden: "_Woorden") -> Iterator[Veld]:
    if rij.pgh_label == "delete" or (rij.pgh_label == "update" and vorige is None):
        return
    gevolgde = {f.name for f in rij._meta.get_fields()}
    for veld in gevolgd._meta.concrete_fields:
        if veld.name not in gevolgde or not _zegt_iets(veld):
            continue
        nu = getattr(rij, veld.attname)
        was = getattr(vorige, veld.attname) if rij.pgh_label == "update" else None
        if nu == was or (vorige is None and nu in (None, "", [], False)):
            continue
        yield Veld(capfirst(str(veld.verbose_name)), woorden.van(veld, was), woorden.van(veld, nu))


def _zegt_iets(veld: Any) -> bool:
    if veld.primary_key or veld.name in TECHNISCH or veld.name.endswith("sleutel"):
        return False
    if veld.is_relation:
        velden = {f.name for f in veld.related_model._meta.concrete_fields}
        return veld.related_model is Functie or "naam" in velden
    return not isinstance(veld, models.UUIDField | models.BinaryField | models.JSONField)


class _Woorden:
    """Values in words, related rows looked up once and only as far as the actor sees them."""

    def __init__(self, actor: Actor) -> None:
        self._actor = actor
        self._bekend: dict[tuple[Any, Any], str] = {}

    def van(self, veld: Any, waarde: Any) -> str:
        if waarde is None or waarde in ("", []):
            return ""
        if veld.is_relation:
            return self._verwijzing(veld.related_model, waarde)
        if isinstance(veld, ArrayField):
            return ", ".join(self.van(veld.base_field, deel) for deel in waarde)
        if veld.choices:
            return str(dict(veld.flatchoices).get(waarde, waarde))
        if isinstance(waarde, bool):
            return _("ja") if waarde else _("nee")
        if isinstance(waarde, datetime):
            return date_format(timezone.localtime(waarde), "j F Y H:i")
        return date_format(waarde, "j F Y") if isinstance(waarde, date) else str(localize(waarde))

    def _verwijzing(self, model: Any, pk: Any) -> str:
        if (model, pk) not in self._bekend:
            self._bekend[model, pk] = self._naam(model, pk)
        return self._bekend[model, pk]

    def _naam(self, model: Any, pk: Any) -> str:
        if model is Functie:
            return _wie([pk]).get(pk, "")
        rijen = model._default_manager.filter(pk=pk)
        if isinstance(rijen, GeheimQuerySet):
            rijen = rijen.zichtbaar_voor(self._actor)
        rij = rijen.first()
        return str(rij.naam) if rij else ""


def _schrijf_cursor(op: datetime, soort: str, nummer: int) -> str:
    return f"{op.astimezone(UTC).strftime('%Y%m%d%H%M%S%f')}~{soort}~{nummer}"


def _lees_cursor(tekst: str) -> tuple[datetime, str, int] | None:
    """The place a page goes on from; anything else gives the first page."""
    try:
        op, soort, nummer = tekst.split("~")
        return datetime.strptime(op, "%Y%m%d%H%M%S%f").replace(tzinfo=UTC), soort, int(nummer)
    except ValueError:
        return None
