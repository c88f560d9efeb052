"""Which tables hold case content, and who reaches a row: declared beside the model, once.

    @beschermd(lezen=[("sleutel", "dossier", "zorg")], schrijven=[("sleutel", "dossier")])
    class Doel(Geheim): ...

`lezen` and `schrijven` are lists of (column holding a key, extent, extent, ...); a row is reached when one
of them admits it. `ook_lezen` / `ook_schrijven` add an SQL condition over the row and the bg_ functions.
Row policies are made from this after every migration (rls.py); history tables follow their parent.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from typing import Any, TypeVar

import pghistory
import pghistory.models
from django.apps import apps
from django.db import models
from django.db.models import Func

Bron = tuple[str, ...]
M = TypeVar("M", bound=type[models.Model])


@dataclass(frozen=True)
class Regels:
    """The declared policy of one table."""

    lezen: tuple[Bron, ...]
    schrijven: tuple[Bron, ...]
    ook_lezen: str = ""
    ook_schrijven: str = ""


BESCHERMD: dict[type[models.Model], Regels] = {}
# Tables without case content, by app label (a table named below has its own rights); what is in neither list gets no grant and fails a test.
OPEN_APPS: dict[str, str] = {
    "organisaties": "SELECT, INSERT, UPDATE, DELETE",
    "sessions": "SELECT, INSERT, UPDATE, DELETE",
    "account": "SELECT, INSERT, UPDATE, DELETE",
    "mfa": "SELECT, INSERT, UPDATE, DELETE",
    "contenttypes": "SELECT",
    "auth": "SELECT",
}
OPEN_TABELLEN: dict[str, str] = {
    "vloer_opdracht": "SELECT, INSERT, UPDATE",
    "vloer_formulierbon": "SELECT, INSERT, UPDATE, DELETE",
    "beroepsgeheim_toegang": "SELECT",
    "django_migrations": "SELECT",
    # Reference data come from files, by the owner; people and roles end, they are never deleted.
    "organisaties_sector": "SELECT",
    "organisaties_gemeente": "SELECT",
    "organisaties_organisatie": "SELECT",
    "organisaties_organisatiegemeente": "SELECT",
    "organisaties_deelname": "SELECT",
    "organisaties_cijfer": "SELECT",
    "organisaties_gebruiker": "SELECT, INSERT, UPDATE",
    "organisaties_functie": "SELECT, INSERT, UPDATE",
    "organisaties_sleutelkaart": "SELECT, INSERT, UPDATE",
}
# Tables the web role never touches itself: only functions of the owner do.
GESLOTEN_TABELLEN = {
    "beroepsgeheim_raadpleging",
    "beroepsgeheim_logboekstand",
    "beroepsgeheim_logboekkop",
    "beroepsgeheim_grovetelling",
    "pghistory_context",
    "pghistory_events",
}


def beschermd(
    *,
    lezen: Iterable[Bron] = (),
    schrijven: Iterable[Bron] = (),
    ook_lezen: str = "",
    ook_schrijven: str = "",
) -> Callable[[M], M]:
    """Declare a model as case content with its row policy."""
    regels = Regels(tuple(lezen), tuple(schrijven), ook_lezen, ook_schrijven)

    def registreer(model: M) -> M:
        BESCHERMD[model] = regels
        return model

    return registreer


def verruim(model: type[models.Model], *, ook: str, schrijven: bool = True) -> None:
    """Let more people read (and write) rows of a floor's table (documents): an app above knows who they are."""
    oud = BESCHERMD[model]
    BESCHERMD[model] = replace(
        oud,
        ook_lezen=f"({oud.ook_lezen}) OR ({ook})" if oud.ook_lezen else ook,
        ook_schrijven=" OR ".join(
            f"({deel})" for deel in (oud.ook_schrijven, ook if schrijven else "") if deel
        ),
    )


def open_tabel(tabel: str, rechten: str) -> None:
    """Declare a table without case content, with what the web role may do (SQL grant words)."""
    OPEN_TABELLEN[tabel] = rechten


class HuidigeFunctie(Func):
    """The role in use as the database knows it (a default for history rows)."""

    template = "bg_functie()"


class Spoor(pghistory.models.Event):
    """Base of every history row: when, what, and under which role (written by the database itself)."""

    door_functie = models.UUIDField(null=True, db_default=HuidigeFunctie())

    class Meta:
        abstract = True


def met_geschiedenis(*, zonder: Iterable[str] = ()) -> Callable[[M], M]:
    """Track every insert, update and delete of the model, per statement, with the role that did it."""
    return pghistory.track(
        pghistory.InsertEvent(),
        pghistory.UpdateEvent(),
        pghistory.DeleteEvent(),
        level=pghistory.Statement,
        base_model=Spoor,
        context_field=None,  # type: ignore[arg-type]
        exclude=list(zonder) or None,
    )


def alle_regels() -> dict[type[models.Model], Regels]:
    """Declared policies plus those of the history tables, which follow the model they track unless they
    have a narrower one of their own."""
    uit = dict(BESCHERMD)
    for model in apps.get_models(include_auto_created=True):
        gevolgd: Any = getattr(model, "pgh_tracked_model", None)
        if gevolgd in BESCHERMD:
            uit.setdefault(model, BESCHERMD[gevolgd])
    return uit


def sleutelkolommen(model: type[models.Model]) -> list[str]:
    """Columns of a protected table that hold an opaque key (none: rows without a client)."""
    namen = {veld.name for veld in model._meta.concrete_fields}
    return sorted({bron[0] for bron in alle_regels()[model].lezen} | ({"sleutel"} & namen))


def beschermde_tabellen() -> set[str]:
    """Names of all tables with case content, history tables included."""
    return {model._meta.db_table for model in alle_regels()}
