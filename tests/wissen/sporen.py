"""Looking for what is left of a family: in every text column of every table, in the files and in the log."""

import uuid
from collections.abc import Iterable

from django.core.files.storage import default_storage
from django.db import connection

from tests.hulp import als_bouw

TEKST = ("text", "character varying", "json", "jsonb", "ARRAY", "uuid", "character")
# Where a key that leads to nobody may stay: the log, and the list of what was erased.
MET_SLEUTEL = {"beroepsgeheim_raadpleging", "beroepsgeheim_wissing"}


def _kolommen() -> list[tuple[str, str]]:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT c.table_name, c.column_name FROM information_schema.columns c"
            " JOIN information_schema.tables t USING (table_schema, table_name)"
            " WHERE c.table_schema = 'public' AND t.table_type = 'BASE TABLE' AND c.data_type = ANY (%s)"
            " ORDER BY 1, 2",
            [list(TEKST)],
        )
        return cursor.fetchall()


def in_tabellen(woorden: Iterable[str]) -> set[tuple[str, str]]:
    """(table, column) in which one of these strings stands, seen as the owner."""
    patronen = [f"%{woord.lower()}%" for woord in woorden]
    gevonden = set()
    with als_bouw():
        kolommen = _kolommen()
        assert len({tabel for tabel, _kolom in kolommen}) > 40
        with connection.cursor() as cursor:
            for tabel, kolom in kolommen:
                cursor.execute(
                    f'SELECT 1 FROM "{tabel}" WHERE lower("{kolom}"::text) LIKE ANY (%s) LIMIT 1', [patronen]
                )
                if cursor.fetchone():
                    gevonden.add((tabel, kolom))
    return gevonden


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
