"""Who reads and writes which trial rows, measured: in the database by raw SQL, and by the querysets alone.

A measurement is a short text for each actor (how many rows, and a fingerprint of which), kept in tabellen.txt.
"""

import hashlib
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.db import DatabaseError, connection, models, transaction

from beroepsgeheim.register import alle_regels
from organisaties.actor import Actor
from tests.hulp import als, als_bouw
from tests.toegang.proefrijen import Proef, iets, regeltekst

BESTAND = Path(__file__).with_name("tabellen.txt")
SOORTEN = ("lezen", "toevoegen", "wijzigen", "wissen", "queryset")
METHODEN = ("zichtbaar_voor", "van_mijn_dienst")


def afdruk(rijen: Any) -> str:
    """Number and fingerprint of a set of rows; nothing for no rows."""
    sleutels = sorted(map(str, rijen))
    if not sleutels:
        return ""
    return f"{len(sleutels)}:{hashlib.sha256(' '.join(sleutels).encode()).hexdigest()[:6]}"


def meet(model: type[models.Model], soort: str, actor: Actor, proef: Proef) -> str:
    """What one actor can do with one table, in one way."""
    if soort == "queryset":
        with als(actor), als_bouw():  # the database knows who acts; its row policies sleep
            return _queryset(model, actor)
    with als(actor), connection.cursor() as cursor:
        return _in_de_database(cursor, model, soort, proef)


def meet_actor(actor: Actor, proef: Proef) -> dict[tuple[str, str], str]:
    """Everything one actor can do: (table, way) -> measure."""
    uit = {}
    with als(actor), connection.cursor() as cursor:
        for model in tabellen():
            for soort in SOORTEN[:-1]:
                uit[model._meta.db_table, soort] = _in_de_database(cursor, model, soort, proef)
        with als_bouw():
            for model in tabellen():
                uit[model._meta.db_table, "queryset"] = _queryset(model, actor)
    return uit


def _in_de_database(cursor: Any, model: type[models.Model], soort: str, proef: Proef) -> str:
    """By raw SQL as the web role, the actor set."""
    tabel, pk = model._meta.db_table, model._meta.pk.column
    if soort == "lezen":
        cursor.execute(f'SELECT "{pk}" FROM "{tabel}"')
        return afdruk(rij[0] for rij in cursor.fetchall())
    if soort == "toevoegen":
        return _toevoegen(cursor, tabel, pk)
    return _schrijf(cursor, model, soort, proef)


def _queryset(model: type[models.Model], actor: Actor) -> str:
    """The Python layer alone: as owner, row policies asleep."""
    uit = []
    for methode in METHODEN:
        rijen: Any = model._default_manager.all()
        if hasattr(type(rijen), methode):
            uit.append(afdruk(getattr(rijen, methode)(actor).order_by().values_list("pk", flat=True)))
    return "/".join(uit).strip("/")


def _schrijf(cursor: Any, model: type[models.Model], soort: str, proef: Proef) -> str:
    """How many rows an UPDATE or DELETE without a condition touches. The UPDATE reads no column, so that the
    policy of writing answers alone."""
    tabel = model._meta.db_table
    try:
        with transaction.atomic():
            if soort == "wissen":
                cursor.execute(f'DELETE FROM "{tabel}"')
            else:
                veld = _los_veld(model)
                waarde = getattr(veld, "get_db_prep_save", lambda w, _: w)(
                    iets(veld, model, 0, proef), connection
                )
                cursor.execute(f'UPDATE "{tabel}" SET "{veld.column}" = %s', [waarde])
            aantal = cursor.rowcount
            transaction.set_rollback(True)
        return str(aantal) if aantal else ""
    except DatabaseError as fout:
        return "geen_recht" if "permission denied" in str(fout) else f"fout_{type(fout).__name__}"


def _los_veld(model: type[models.Model]) -> Any:
    """A column that no rule looks at (its key when there is no other)."""
    tekst = regeltekst(model, alle_regels()[model])
    velden = [v for v in model._meta.concrete_fields if not v.is_relation and not v.primary_key]
    for veld in velden:
        if not veld.name.endswith("sleutel") and not re.search(rf"\b{veld.column}\b", tekst):
            return veld
    return next(v for v in model._meta.concrete_fields if v.is_relation)


def _toevoegen(cursor: Any, tabel: str, pk: str) -> str:
    """Which of the trial rows could be put in: the condition of the policy over a copy without policies."""
    cursor.execute("SELECT with_check FROM pg_policies WHERE tablename = %s AND cmd = 'INSERT'", [tabel])
    delen = [rij[0] for rij in cursor.fetchall()]
    cursor.execute(
        f'SELECT "{pk}" FROM proef."{tabel}" AS "{tabel}" WHERE {" OR ".join(f"({d})" for d in delen) or "false"}'
    )
    return afdruk(rij[0] for rij in cursor.fetchall())


def kopieer_zonder_beleid() -> None:
    """Copies of the trial tables on which conditions can be tried (as owner)."""
    with connection.cursor() as cursor:
        cursor.execute("CREATE SCHEMA proef")
        for model in alle_regels():
            tabel = model._meta.db_table
            cursor.execute(f'CREATE TABLE proef."{tabel}" AS SELECT * FROM public."{tabel}"')
        cursor.execute("GRANT USAGE ON SCHEMA proef TO tc_web")
        cursor.execute("GRANT SELECT ON ALL TABLES IN SCHEMA proef TO tc_web")


def tabellen() -> Iterator[type[models.Model]]:
    yield from sorted(alle_regels(), key=lambda model: model._meta.db_table)


def meet_alles(proef: Proef) -> list[str]:
    """Lines "table way: actor=measure ..." for all tables."""
    per_actor = {naam: meet_actor(actor, proef) for naam, actor in sorted(proef.actoren.items())}
    regels = []
    for model in tabellen():
        for soort in SOORTEN:
            plek = model._meta.db_table, soort
            delen = [f"{naam}={gemeten[plek]}" for naam, gemeten in per_actor.items() if gemeten[plek]]
            regels.append(f"{' '.join(plek)}: {' '.join(delen)}".rstrip())
    return regels


def verwacht() -> dict[tuple[str, str], dict[str, str]]:
    """The checked-in measurements: (table, way) -> actor -> measure."""
    uit = {}
    for regel in BESTAND.read_text(encoding="utf-8").splitlines():
        if regel and not regel.startswith("#"):
            kop, _, rest = regel.partition(":")
            tabel, soort = kop.split(" ")
            uit[tabel, soort] = dict(deel.split("=", 1) for deel in rest.split())
    return uit
