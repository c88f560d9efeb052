"""Who reads and writes which trial rows, measured: in the database by raw SQL, and by the querysets alone.

A measurement is a short text for each actor (how many rows, and a fingerprint of which), kept in tabellen.txt.
"""

import hashlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.db import connection, models

from beroepsgeheim.register import alle_regels
from organisaties.actor import Actor
from tests.hulp import als, als_bouw
from tests.toegang.proefrijen import Proef

BESTAND = Path(__file__).with_name("tabellen.txt")
SOORTEN = ("lezen", "toevoegen", "wijzigen", "wissen", "queryset")
OPDRACHT = {"toevoegen": "INSERT", "wijzigen": "UPDATE", "wissen": "DELETE"}
METHODEN = ("zichtbaar_voor", "van_mijn_dienst")


def afdruk(rijen: Any) -> str:
    """Number and fingerprint of a set of rows; nothing for no rows."""
    sleutels = sorted(map(str, rijen))
    if not sleutels:
        return ""
    return f"{len(sleutels)}:{hashlib.sha256(' '.join(sleutels).encode()).hexdigest()[:6]}"


def meet(model: type[models.Model], soort: str, actor: Actor) -> str:
    """What one actor can do with one table, in one way."""
    if soort == "queryset":
        with als(actor), als_bouw():  # the database knows who acts; its row policies sleep
            return _queryset(model, actor)
    with als(actor), connection.cursor() as cursor:
        return _in_de_database(cursor, [model], soort)[model._meta.db_table]


def meet_actor(actor: Actor) -> dict[tuple[str, str], str]:
    """Everything one actor can do: (table, way) -> measure."""
    uit = {}
    alle = list(tabellen())
    with als(actor), connection.cursor() as cursor:
        for soort in SOORTEN[:-1]:
            for tabel, gemeten in _in_de_database(cursor, alle, soort).items():
                uit[tabel, soort] = gemeten
        with als_bouw():
            for model in alle:
                uit[model._meta.db_table, "queryset"] = _queryset(model, actor)
    return uit


def _in_de_database(cursor: Any, modellen: list[type[models.Model]], soort: str) -> dict[str, str]:
    """As the web role, the actor set: reading for real; writing by the condition of the policy over a copy of the
    rows, so that what may be written and what may be read are measured apart."""
    condities = {} if soort == "lezen" else _condities(cursor, OPDRACHT[soort])
    vragen = []
    for model in modellen:
        tabel, pk = model._meta.db_table, model._meta.pk.column
        bron = f'"{tabel}"' if soort == "lezen" else f'proef."{tabel}" AS "{tabel}"'
        waar = f" WHERE {condities.get(tabel, 'false')}" if soort != "lezen" else ""
        vragen.append(f"SELECT '{tabel}', array_agg(\"{pk}\"::text) FROM {bron}{waar}")
    cursor.execute(" UNION ALL ".join(vragen))
    return {tabel: afdruk(rijen or ()) for tabel, rijen in cursor.fetchall()}


def _condities(cursor: Any, opdracht: str) -> dict[str, str]:
    """The condition of each table for a command, "false" where the web role has no right to it at all."""
    cursor.execute(
        "SELECT tablename, string_agg(format('(%%s)', COALESCE(with_check, qual)), ' OR ')"
        "  FILTER (WHERE has_table_privilege('tc_web', format('%%I', tablename), %s))"
        " FROM pg_policies WHERE schemaname = 'public' AND cmd = %s GROUP BY tablename",
        [opdracht, opdracht],
    )
    return {tabel: conditie or "false" for tabel, conditie in cursor.fetchall()}


def _queryset(model: type[models.Model], actor: Actor) -> str:
    """The Python layer alone: as owner, row policies asleep."""
    uit = []
    for methode in METHODEN:
        rijen: Any = model._default_manager.all()
        if hasattr(type(rijen), methode):
            uit.append(afdruk(getattr(rijen, methode)(actor).order_by().values_list("pk", flat=True)))
    return "/".join(uit).strip("/")


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
    per_actor = {naam: meet_actor(actor) for naam, actor in sorted(proef.actoren.items())}
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
