"""Copies of an example family by SQL: every protected table, thousands of families at once.

A copy's ids are made from the example's id and a number, so rows keep pointing at each other. What must
differ between families (names, people, municipality) comes from the table bench_kloon.
"""

import hashlib
import uuid
from typing import Any

from django.db import models

from beroepsgeheim.models import Toegang
from beroepsgeheim.register import BESCHERMD

# Columns that get their own value in each copy, as SQL over the row `s` and its copy `k`.
EIGEN = {
    ("gezinnen_gezin", "nummer"): "'BN-' || k.n",
    ("gezinnen_gezingegevens", "naam"): "k.naam",
    ("gezinnen_gezinslid", "naam"): "k.leden[substr(s.naam, 4)::int]",
    ("gezinnen_gezinslid", "geboortedatum"): "s.geboortedatum - mod(k.n * 37, 4000)",
    ("lco_overleg", "roepnaam"): "k.naam",
    # What lies in the past was held; only the measured people's families have one this week.
    ("lco_overleg", "status"): "CASE WHEN k.dagen > 0 THEN 'gehouden' ELSE s.status END",
    ("lco_overleg", "client_aanwezig"): "CASE WHEN k.dagen > 0 THEN 'ja' ELSE s.client_aanwezig END",
}
# Kept near today in every copy: what a page of this week shows.
BLIJFT = ("coaching_beurt", "beroepsgeheim_toegang")


def kopie_id(oud: uuid.UUID, nummer: int) -> uuid.UUID:
    """The id of copy `nummer`, as PostgreSQL's md5 makes it too."""
    return uuid.UUID(hashlib.md5(f"{oud}{nummer}".encode(), usedforsecurity=False).hexdigest())


def tabellen() -> list[type[models.Model]]:
    """Protected models, parents before children."""
    over = [*BESCHERMD, Toegang]
    klaar: list[type[models.Model]] = []
    while over:
        nu = [m for m in over if not (_ouders(m) & set(over)) - {m}]
        if not nu:
            raise RuntimeError(f"tables point at each other: {over}")
        klaar += sorted(nu, key=lambda m: m._meta.db_table)
        over = [m for m in over if m not in nu]
    return klaar


def _ouders(model: type[models.Model]) -> set[type[models.Model]]:
    return {veld.related_model for veld in model._meta.concrete_fields if veld.is_relation}


def bewaar_voorbeeld(cursor: Any) -> None:
    """Set the rows of the example apart, before others come."""
    for model in tabellen():
        tabel = model._meta.db_table
        cursor.execute(f'CREATE TABLE "bench_{tabel}" AS SELECT * FROM "{tabel}"')


def ids_van_voorbeeld(cursor: Any) -> list[str]:
    """Every id that belongs to the example family itself."""
    uit: set[str] = set()
    for model in tabellen():
        pk = model._meta.pk
        if pk.get_internal_type() == "UUIDField" or pk.is_relation:
            cursor.execute(f'SELECT "{pk.column}"::text FROM "bench_{model._meta.db_table}"')
            uit |= {rij[0] for rij in cursor.fetchall()}
    return sorted(uit)


def kopieer(cursor: Any, mensen: dict[str, uuid.UUID], tot: int) -> int:
    """Make copies 1 to `tot`; `mensen` names a column of bench_kloon for the ids of people of the example.

    Returns the number of rows. History triggers rest meanwhile.
    """
    ids = ", ".join(f"'{i}'" for i in ids_van_voorbeeld(cursor))
    cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
    totaal = 0
    for model in tabellen():
        tabel = model._meta.db_table
        cursor.execute(f'SELECT count(*) FROM "bench_{tabel}"')
        if not cursor.fetchone()[0]:
            continue
        namen, waarden = [], []
        for veld in model._meta.concrete_fields:
            if isinstance(veld, models.AutoField):
                continue
            namen.append(f'"{veld.column}"')
            waarden.append(_waarde(tabel, veld, ids, mensen))
        cursor.execute(f'ALTER TABLE "{tabel}" DISABLE TRIGGER USER')
        cursor.execute(
            f'INSERT INTO "{tabel}" ({", ".join(namen)}) SELECT {", ".join(waarden)}'
            f' FROM "bench_{tabel}" s CROSS JOIN bench_kloon k WHERE k.n <= %s ORDER BY k.n',
            [tot],
        )
        totaal += cursor.rowcount
        cursor.execute(f'ALTER TABLE "{tabel}" ENABLE TRIGGER USER')
    return totaal


def _waarde(tabel: str, veld: Any, ids: str, mensen: dict[str, uuid.UUID]) -> str:
    kolom = f's."{veld.column}"'
    if (tabel, veld.column) in EIGEN:
        return EIGEN[tabel, veld.column]
    soort = veld.target_field.get_internal_type() if veld.is_relation else veld.get_internal_type()
    if soort == "UUIDField":
        delen = [f"WHEN {kolom} = '{pk}' THEN k.{naam}" for naam, pk in mensen.items()]
        delen.append(f"WHEN {kolom} IN ({ids}) THEN md5({kolom}::text || k.n)::uuid")
        return f"CASE {' '.join(delen)} ELSE {kolom} END"
    if tabel not in BLIJFT and soort == "DateField":
        return f"{kolom} - k.dagen"
    if soort == "DateTimeField":
        schuif = "" if tabel in BLIJFT else " - make_interval(days => k.dagen)"
        return f"{kolom}{schuif} - make_interval(secs => k.n)"
    return kolom
