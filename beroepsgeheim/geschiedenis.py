"""The history of changes of one key, over all history tables: who, when, which field from what to what.

A row of history passes the same rules as the row it tells of: it must be readable itself (its own key, speaker
and audience, as they were), and what it tells of must be readable now. Fields that are never tracked are not here.
"""

import json
import uuid
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from decimal import Decimal
from functools import cache
from typing import Any, cast

from django.apps import apps
from django.contrib.postgres.fields import ArrayField
from django.core.exceptions import FieldError
from django.db import connection, models
from django.db.models import CharField, Q, QuerySet, Value
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


def leesbaar(spoor: Any, actor: Actor, binnen: Mapping[int, Any] | None = None) -> QuerySet[Any]:
    """Rows of one history table that this actor may read, by the rules of the model it tells of.

    `binnen` names the rows that are asked about, each with the key of its object: then the rules look at those
    alone, however many families this actor has.
    """
    gevolgd = spoor.pgh_tracked_model
    nu = gevolgd._default_manager.zichtbaar_voor(actor).order_by()
    toen = _zoals_het_model(spoor, gevolgd)
    rijen = spoor.objects.order_by()
    if binnen is not None:
        objecten = set(binnen.values())
        nu, toen = nu.filter(pk__in=objecten), toen.filter(pgh_obj_id__in=objecten)
        rijen = rijen.filter(pgh_id__in=binnen)
    try:
        toen = toen.zichtbaar_voor(actor).order_by()
        gewist = toen.filter(pgh_label="delete").values("pgh_obj_id")
        bestaat = Q(pgh_obj_id__in=nu.values("pk")) | Q(pgh_obj_id__in=gewist)
        return rijen.filter(bestaat, pgh_id__in=toen.values("pgh_id"))
    except FieldError:  # the rule looks at other tables: then what is gone is not shown
        return rijen.filter(pgh_obj_id__in=nu.values("pk"))


def _zoals_het_model(spoor: type[models.Model], gevolgd: type[models.Model]) -> GeheimQuerySet[Any]:
    """The queryset class of the tracked model over its history table (same columns, same rules)."""
    klasse = type(gevolgd._default_manager.all())
    return cast(GeheimQuerySet[Any], klasse(model=spoor))


def wijzigingen(actor: Actor, sleutel: uuid.UUID, *, na: str = "", aantal: int = 25) -> list[Wijziging]:
    """Changes of everything under this key that the actor may read, newest first; `na` is a cursor.

    Three queries for each `aantal` places, however many kinds of rows: where something changed, what was and
    what came, and which of that she may read. Places that she may not read are passed over.
    """
    rijen: list[_Rij] = []
    vanaf = _lees_cursor(na)
    while len(rijen) < aantal:
        plekken = _plekken(sleutel, vanaf, aantal)
        rijen += _leesbare(actor, plekken)
        if len(plekken) < aantal:
            break
        vanaf = plekken[-1]
    rijen = rijen[:aantal]
    woorden = _Woorden(actor, rijen)
    return [_wijziging(rij, woorden) for rij in rijen]


@dataclass(frozen=True)
class _Plek:
    """One row of history: when, in which table, which row."""

    op: datetime
    soort: str
    nummer: int


@dataclass(frozen=True)
class _Rij:
    """A row of history and the one before it of the same object, as their columns; `was` None: not readable."""

    plek: _Plek
    spoor: type[models.Model]
    nu: dict[str, Any]
    was: dict[str, Any] | None


def _plekken(sleutel: uuid.UUID, vanaf: _Plek | None, aantal: int) -> list[_Plek]:
    """The next places under this key, over all history tables: one query, under the row policies.

    The SQL is put together from names of tables and columns alone: building forty querysets to find twenty
    five rows cost more than all the rest of the page.
    """
    delen: list[str] = []
    waarden: list[Any] = []
    for spoor in sporen():
        soort, kolommen = spoor._meta.label_lower, sleutelkolommen(spoor)
        waar = "(" + " OR ".join(f"{kolom} = %s" for kolom in kolommen) + ")"
        waarden += [soort, *[sleutel] * len(kolommen)]
        if vanaf is not None:
            if soort == vanaf.soort:
                waar += " AND (pgh_created_at, pgh_id) < (%s, %s)"
                waarden += [vanaf.op, vanaf.nummer]
            else:
                waar += f" AND pgh_created_at {'<=' if soort > vanaf.soort else '<'} %s"
                waarden += [vanaf.op]
        delen.append(
            '(SELECT pgh_created_at AS op, %s COLLATE "C" AS soort, pgh_id AS nummer'  # noqa: S608 - names
            f" FROM {spoor._meta.db_table}"
            f" WHERE {waar} ORDER BY pgh_created_at DESC, pgh_id DESC LIMIT %s)"
        )
        waarden.append(aantal)
    sql = " UNION ALL ".join(delen) + " ORDER BY op DESC, soort, nummer DESC LIMIT %s"
    with connection.cursor() as cursor:
        cursor.execute(sql, [*waarden, aantal])
        return [_Plek(*rij) for rij in cursor.fetchall()]


def _leesbare(actor: Actor, plekken: list[_Plek]) -> list[_Rij]:
    """What stands in these places, as far as the actor may read it: two queries."""
    inhoud = _inhoud(plekken)
    objecten: dict[str, dict[int, Any]] = {}
    for plek, rijen in inhoud.items():
        objecten.setdefault(plek.soort, {}).update({r["pgh_id"]: r["pgh_obj_id"] for r in rijen if r})
    mag = _waarvan_leesbaar(actor, objecten)
    uit = []
    for plek in plekken:
        if (plek.soort, plek.nummer) not in mag:
            continue
        nu, was = inhoud[plek]
        eerder = was if was and (plek.soort, was["pgh_id"]) in mag else None
        uit.append(_Rij(plek, apps.get_model(plek.soort), nu, eerder))
    return uit


def _inhoud(plekken: list[_Plek]) -> dict[_Plek, tuple[dict[str, Any], dict[str, Any] | None]]:
    """The columns of each row, and of the row before it of the same object: one query."""
    per_soort: dict[str, dict[int, _Plek]] = {}
    for plek in plekken:
        per_soort.setdefault(plek.soort, {})[plek.nummer] = plek
    delen: list[str] = []
    waarden: list[Any] = []
    for soort, nummers in per_soort.items():
        tabel = apps.get_model(soort)._meta.db_table
        delen.append(
            f"SELECT %s, nu.pgh_id, to_jsonb(nu), (SELECT to_jsonb(was) FROM {tabel} was"  # noqa: S608 - names
            " WHERE was.pgh_obj_id = nu.pgh_obj_id AND was.pgh_id < nu.pgh_id ORDER BY was.pgh_id DESC LIMIT 1)"
            f" FROM {tabel} nu WHERE nu.pgh_id = ANY (%s)"
        )
        waarden += [soort, list(nummers)]
    if not delen:
        return {}
    with connection.cursor() as cursor:
        cursor.execute(" UNION ALL ".join(delen), waarden)
        return {
            per_soort[soort][nummer]: (_kolommen(nu), _kolommen(was) if was else None)
            for soort, nummer, nu, was in cursor.fetchall()
        }


def _kolommen(tekst: str) -> dict[str, Any]:
    return cast(dict[str, Any], json.loads(tekst, parse_float=Decimal))


def _waarvan_leesbaar(actor: Actor, objecten: dict[str, dict[int, Any]]) -> set[tuple[str, int]]:
    """Which of these rows (by kind, each with its object) pass the rules of the models they tell of: one query."""
    delen = [
        leesbaar(apps.get_model(soort), actor, rijen).values_list(Cast(Value(soort), CharField()), "pgh_id")
        for soort, rijen in objecten.items()
    ]
    if not delen:
        return set()
    eerste, *rest = delen
    return set(eerste.union(*rest, all=True))


def _wijziging(rij: _Rij, woorden: "_Woorden") -> Wijziging:
    wat, gevolgd = rij.nu["pgh_label"], rij.spoor.pgh_tracked_model  # type: ignore[attr-defined]
    return Wijziging(
        soort=capfirst(str(gevolgd._meta.verbose_name)),
        wat=wat,
        op=rij.plek.op,
        wie=woorden.wie(rij.nu["door_functie"]),
        velden=list(_velden(rij, woorden)),
        cursor=_schrijf_cursor(rij.plek),
    )


def _velden(rij: _Rij, woorden: "_Woorden") -> Iterator[Veld]:
    wat = rij.nu["pgh_label"]
    eerder = rij.was if wat == "update" else None
    if wat == "delete" or (wat == "update" and eerder is None):
        return
    for veld in _vertelbaar(rij.spoor):
        nu = _waarde(veld, rij.nu)
        was = _waarde(veld, eerder) if eerder else None
        if nu == was or (eerder is None and nu in (None, "", [], False)):
            continue
        yield Veld(capfirst(str(veld.verbose_name)), woorden.van(veld, was), woorden.van(veld, nu))


@cache
def _vertelbaar(spoor: Any) -> list[Any]:
    """The tracked fields that say something to a reader."""
    gevolgde = {f.name for f in spoor._meta.get_fields()}
    return [v for v in spoor.pgh_tracked_model._meta.concrete_fields if v.name in gevolgde and _zegt_iets(v)]


def _zegt_iets(veld: Any) -> bool:
    if veld.primary_key or veld.name in TECHNISCH or veld.name.endswith("sleutel"):
        return False
    if veld.is_relation:
        velden = {f.name for f in veld.related_model._meta.concrete_fields}
        return veld.related_model is Functie or "naam" in velden
    return not isinstance(veld, models.UUIDField | models.BinaryField | models.JSONField)


def _waarde(veld: Any, kolommen: dict[str, Any]) -> Any:
    """The value of a field out of a row as JSON, as the model would give it."""
    ruw = kolommen[veld.column]
    if ruw is None:
        return None
    if isinstance(veld, ArrayField):
        return [veld.base_field.to_python(deel) for deel in ruw]
    return (veld.target_field if veld.is_relation else veld).to_python(ruw)


class _Woorden:
    """Values in words; related rows are looked up together, and only as far as the actor sees them."""

    def __init__(self, actor: Actor, rijen: Iterable[_Rij]) -> None:
        nodig: dict[Any, set[Any]] = {}
        functies: set[Any] = set()
        for rij in rijen:
            if rij.nu["door_functie"]:
                functies.add(uuid.UUID(rij.nu["door_functie"]))
            for veld in _vertelbaar(rij.spoor):
                if not veld.is_relation:
                    continue
                pks = {_waarde(veld, kolommen) for kolommen in (rij.nu, rij.was) if kolommen} - {None}
                if veld.related_model is Functie:
                    functies |= pks
                else:
                    nodig.setdefault(veld.related_model, set()).update(pks)
        self._namen = _namen(actor, {model: pks for model, pks in nodig.items() if pks})
        self._functies = {
            str(f.pk): f"{capfirst(f.get_rol_display())}, {f.organisatie.naam}"
            for f in Functie.objects.filter(pk__in=functies).select_related("organisatie")
        }

    def wie(self, functie: str | None) -> str:
        """In which function somebody changed something, without her name."""
        if functie is None:
            return _("Iemand van het gezin, of de toepassing zelf")
        return self._functies.get(functie, "")

    def van(self, veld: Any, waarde: Any) -> str:
        """The value of a field as a reader says it."""
        if waarde is None or waarde in ("", []):
            return ""
        if veld.is_relation:
            if veld.related_model is Functie:
                return self._functies.get(str(waarde), "")
            return self._namen.get((veld.related_model._meta.label_lower, str(waarde)), "")
        if isinstance(veld, ArrayField):
            return ", ".join(self.van(veld.base_field, deel) for deel in waarde)
        if veld.choices:
            return str(dict(veld.flatchoices).get(waarde, waarde))
        if isinstance(waarde, bool):
            return _("ja") if waarde else _("nee")
        if isinstance(waarde, datetime):
            return date_format(timezone.localtime(waarde), "j F Y H:i")
        return date_format(waarde, "j F Y") if isinstance(waarde, date) else str(localize(waarde))


def _namen(actor: Actor, nodig: dict[Any, set[Any]]) -> dict[tuple[str, str], str]:
    """The names of related rows that the actor sees, by kind and key: one query."""
    delen = []
    for model, pks in nodig.items():
        rijen = model._default_manager.filter(pk__in=pks).order_by()
        if isinstance(rijen, GeheimQuerySet):
            rijen = rijen.zichtbaar_voor(actor)
        delen.append(
            rijen.values_list(
                Cast(Value(model._meta.label_lower), CharField()), Cast("pk", CharField()), "naam"
            )
        )
    if not delen:
        return {}
    eerste, *rest = delen
    return {(soort, pk): naam for soort, pk, naam in eerste.union(*rest, all=True)}


def _schrijf_cursor(plek: _Plek) -> str:
    return f"{plek.op.astimezone(UTC).strftime('%Y%m%d%H%M%S%f')}~{plek.soort}~{plek.nummer}"


def _lees_cursor(tekst: str) -> _Plek | None:
    """The place a page goes on from; anything else gives the first page."""
    try:
        op, soort, nummer = tekst.split("~")
        return _Plek(datetime.strptime(op, "%Y%m%d%H%M%S%f").replace(tzinfo=UTC), soort, int(nummer))
    except ValueError:
        return None
