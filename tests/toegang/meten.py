"""Who reads and writes which trial rows, measured: in the database by raw SQL, and by the querysets alone.

A measurement is a short text for each actor (how many rows, and a fingerprint of which), kept in tabellen.txt.
"""

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from django.core.exceptions import EmptyResultSet
from django.db import connection, models

from beroepsgeheim.register import alle_regels
from organisaties.actor import Actor
from tests.hulp import als, als_bouw
from tests.toegang.proefrijen import METHODEN, Proef

BESTAND = Path(__file__).with_name("tabellen.txt")
SOORTEN = ("lezen", "toevoegen", "wijzigen", "wissen", "queryset")
OPDRACHT = {"toevoegen": "INSERT", "wijzigen": "UPDATE", "wissen": "DELETE"}
# Number and fingerprint of a set of keys; nothing for no rows.
AFDRUK = (
    "CASE count(*) WHEN 0 THEN '' ELSE count(*) || ':'"
    " || left(md5(string_agg({0}::text, ' ' ORDER BY {0}::text COLLATE \"C\")), 6) END"
)


def meet(model: type[models.Model], soort: str, actor: Actor, conditie: str = "") -> str:
    """What one actor can do with one table, in one way (`conditie`: what its policy for writing says)."""
    if soort == "queryset":
        with als(actor), als_bouw():  # the database knows who acts; its row policies sleep
            return _queryset(model, actor)
    tabel = model._meta.db_table
    return meet_tabellen([model], {tabel: conditie}, actor)[tabel]


def meet_tabellen(
    modellen: list[type[models.Model]], per_tabel: dict[str, str], actor: Actor
) -> dict[str, str]:
    """What one actor can do with tables, in one way (`per_tabel`: see condities)."""
    with als(actor), connection.cursor() as cursor:
        return _in_de_database(cursor, modellen, per_tabel)


def meet_actor(actor: Actor, per_soort: dict[str, dict[str, str]]) -> dict[tuple[str, str], str]:
    """Everything one actor can do: (table, way) -> measure."""
    uit = {}
    alle = list(tabellen())
    with als(actor), connection.cursor() as cursor:
        for soort in SOORTEN[:-1]:
            for tabel, gemeten in _in_de_database(cursor, alle, per_soort[soort]).items():
                uit[tabel, soort] = gemeten
        with als_bouw():
            for model in alle:
                uit[model._meta.db_table, "queryset"] = _queryset(model, actor)
    return uit


def _in_de_database(
    cursor: Any, modellen: list[type[models.Model]], per_tabel: dict[str, str]
) -> dict[str, str]:
    """As the web role, the actor set: reading for real (an empty condition); writing by the condition of the policy
    over a copy of the rows, so that what may be written and what may be read are measured apart."""
    vragen = []
    for model in modellen:
        tabel, pk = model._meta.db_table, model._meta.pk.column
        conditie = per_tabel.get(tabel, "false")
        bron, waar = (
            (f'proef."{tabel}" AS "{tabel}"', f" WHERE {conditie}") if conditie else (f'"{tabel}"', "")
        )
        afdruk = AFDRUK.format(f'"{pk}"')
        vragen.append(f"SELECT '{tabel}', {afdruk} FROM {bron}{waar}")
    cursor.execute(" UNION ALL ".join(vragen))
    return dict(cursor.fetchall())


def condities(soort: str, modellen: Iterable[type[models.Model]]) -> dict[str, str]:
    """The condition of each table for a command, "false" where the web role has no right to it at all; empty for
    reading, which is done for real."""
    namen = [model._meta.db_table for model in modellen]
    if soort == "lezen":
        return dict.fromkeys(namen, "")
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT tablename, string_agg(format('(%%s)', COALESCE(with_check, qual)), ' OR ')"
            "  FILTER (WHERE has_table_privilege('tc_web', format('%%I', tablename), %s))"
            " FROM pg_policies WHERE schemaname = 'public' AND cmd = %s AND tablename = ANY (%s) GROUP BY tablename",
            [OPDRACHT[soort], OPDRACHT[soort], namen],
        )
        return {tabel: conditie or "false" for tabel, conditie in cursor.fetchall()}


def _queryset(model: type[models.Model], actor: Actor) -> str:
    """The Python layer alone: as owner, row policies asleep."""
    uit = []
    for methode in METHODEN:
        rijen: Any = model._default_manager.all()
        if hasattr(type(rijen), methode):
            uit.append(_afdruk(getattr(rijen, methode)(actor).order_by().values_list("pk", flat=True)))
    return "/".join(uit) if any(uit) else ""


def _afdruk(rijen: Any) -> str:
    try:
        vraag, waarden = rijen.query.sql_with_params()
    except EmptyResultSet:
        return ""
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {AFDRUK.format('pk')} FROM ({vraag}) AS rijen (pk)", waarden)
        return str(cursor.fetchone()[0])


def kopieer_zonder_beleid() -> None:
    """Copies of the trial tables on which conditions can be tried (as owner)."""
    with connection.cursor() as cursor:
        cursor.execute("CREATE SCHEMA proef")
        for model in alle_regels():
            tabel = model._meta.db_table
            cursor.execute(f'CREATE TABLE proef."{tabel}" AS SELECT * FROM public."{tabel}"')
            cursor.execute(f'ANALYZE proef."{tabel}"')
        cursor.execute("GRANT USAGE ON SCHEMA proef TO tc_web")
        cursor.execute("GRANT SELECT ON ALL TABLES IN SCHEMA proef TO tc_web")


def tabellen() -> Iterator[type[models.Model]]:
    yield from sorted(alle_regels(), key=lambda model: model._meta.db_table)


def meet_alles(proef: Proef) -> list[str]:
    """Lines "table way: actor=measure ..." for all tables."""
    per_soort = {soort: condities(soort, tabellen()) for soort in SOORTEN[:-1]}
    per_actor = {naam: meet_actor(actor, per_soort) for naam, actor in sorted(proef.actoren.items())}
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
