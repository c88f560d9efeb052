"""Looking for what is left of a family: in every text column of every table, in the files and in the log."""

import json
import uuid
from collections.abc import Iterable
from typing import Any

from django.contrib.sessions.models import Session
from django.core.files.storage import default_storage
from django.db import connection

from tests.hulp import als_bouw

# Where a key that leads to nobody may stay: the log, and the list of what was erased.
MET_SLEUTEL = {"beroepsgeheim_raadpleging", "beroepsgeheim_wissing"}
# Every column of every table that holds rows, of any type and in any schema of ours.
KOLOMMEN = """
SELECT n.nspname, c.relname, a.attname, t.typname FROM pg_attribute a
  JOIN pg_class c ON c.oid = a.attrelid AND c.relkind IN ('r', 'm')
  JOIN pg_namespace n ON n.oid = c.relnamespace JOIN pg_type t ON t.oid = a.atttypid
 WHERE a.attnum > 0 AND NOT a.attisdropped AND n.nspname NOT IN ('pg_catalog', 'information_schema')
   AND n.nspname NOT LIKE 'pg_toast%' AND n.nspname NOT LIKE 'pg_temp%'
 ORDER BY 1, 2, a.attnum
"""


def kolommen(cursor: Any) -> list[tuple[str, str, str, str]]:
    """(schema, table, column, type) of everything that is stored."""
    cursor.execute(KOLOMMEN)
    return cursor.fetchall()


def in_tabellen(woorden: Iterable[str]) -> set[tuple[str, str]]:
    """(table, column) in which one of these strings stands, seen as the owner."""
    with als_bouw(), connection.cursor() as cursor:
        return zoek(cursor, woorden)


def zoek(cursor: Any, woorden: Iterable[str]) -> set[tuple[str, str]]:
    """The same over any connection of an owner."""
    patronen = [f"%{woord.lower()}%" for woord in woorden]
    gevonden, tabellen = set(), set()
    for schema, tabel, kolom, soort in kolommen(cursor):
        tabellen.add(tabel)
        # Bytes as the text in them; sessions are packed and are looked into apart (in_sessies).
        waarde = f"encode(\"{kolom}\", 'escape')" if soort == "bytea" else f'"{kolom}"::text'
        cursor.execute(
            f'SELECT 1 FROM "{schema}"."{tabel}" WHERE lower({waarde}) LIKE ANY (%s) LIMIT 1', [patronen]
        )
        if cursor.fetchone():
            gevonden.add((tabel, kolom))
    assert len(tabellen) > 100
    cursor.execute("SELECT count(*) FROM pg_largeobject_metadata")
    assert cursor.fetchone() == (0,)
    return gevonden


def in_sessies(woorden: Iterable[str]) -> list[str]:
    """Sessions that hold one of these strings: what Django packed, unpacked."""
    with als_bouw():
        sessies = [json.dumps(rij.get_decoded(), default=str).lower() for rij in Session.objects.all()]
    return [tekst for tekst in sessies if any(woord.lower() in tekst for woord in woorden)]


def bestanden(map_: str = "") -> list[str]:
    """All stored files, by name."""
    mappen, namen = default_storage.listdir(map_)
    pad = f"{map_}/" if map_ else ""
    return [f"{pad}{naam}" for naam in namen] + [b for m in mappen for b in bestanden(f"{pad}{m}")]


def in_bestanden(woorden: Iterable[str]) -> list[str]:
    uit = []
    for naam in bestanden():
        with default_storage.open(naam) as bestand:
            inhoud = bestand.read().lower()
        if any(woord.lower().encode() in inhoud for woord in woorden):
            uit.append(naam)
    return uit


def alle_ids(sleutel: uuid.UUID) -> set[str]:
    """Ids of every row that has this key now."""
    uit: set[str] = set()
    with als_bouw(), connection.cursor() as cursor:
        cursor.execute("SELECT tabel, client FROM bg_tabellen_met('sleutel') WHERE met_id AND NOT spoor")
        for tabel, client in cursor.fetchall():
            if tabel == "beroepsgeheim_toegang":
                continue
            waar = "sleutel = %(s)s" + (" OR client_sleutel = %(s)s" if client else "")
            cursor.execute(f'SELECT id FROM "{tabel}" WHERE {waar}', {"s": sleutel})
            uit |= {str(rij[0]) for rij in cursor.fetchall()}
    return uit


def vingerafdruk(sleutels: Iterable[uuid.UUID]) -> dict[str, tuple[int, str]]:
    """Number and hash of all rows of the other families, by table."""
    uit = {}
    with als_bouw(), connection.cursor() as cursor:
        cursor.execute("SELECT tabel FROM bg_tabellen_met('sleutel')")
        for (tabel,) in cursor.fetchall():
            cursor.execute(
                f"SELECT count(*), md5(string_agg(t::text, '|' ORDER BY t::text)) FROM \"{tabel}\" t"
                " WHERE t.sleutel = ANY (%s::uuid[])",
                [[str(s) for s in sleutels]],
            )
            aantal, som = cursor.fetchone()
            uit[tabel] = (aantal, som)
    return uit
