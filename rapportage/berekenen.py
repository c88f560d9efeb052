"""Counting: as report role, over the name-free views, one consistent picture for all tables."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from typing import Any

from django.db import connections, transaction
from django.db.models import Q

from organisaties.models import Cijfer

from .tabellen import TABELLEN, Gewist, Tabel

ALIAS = "rapport"
ROL = "tc_rapport"


@contextmanager
def rapport_cursor() -> Iterator[Any]:
    """A cursor in a read-only transaction as the report role, which reads the name-free views and nothing else."""
    verbinding = connections[ALIAS]
    with transaction.atomic(using=ALIAS), verbinding.cursor() as cursor:
        cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        cursor.execute("SELECT current_user")
        if cursor.fetchone()[0] != ROL:
            cursor.execute(f"SET LOCAL ROLE {ROL}")
        yield cursor


def bereken(van: date, tot: date, meld: Callable[[int, int], None] | None = None) -> list[dict[str, Any]]:
    """All tables of the period (both days included), as JSON for a Rapport.

    `meld(done, total)` is told after each table. Published figures come along with their source.
    """
    cijfers = gepubliceerd(TABELLEN, van, tot)
    uit = []
    with rapport_cursor() as cursor:
        gewist = _gewist(cursor, van, tot)
        for nummer, tabel in enumerate(TABELLEN, start=1):
            cursor.execute(tabel.sql, [van, tot])
            uit.append(
                tabel.als_json(
                    cursor.fetchone(), cijfers.get(tabel.cijfer), gewist.get(tabel.gewist, Gewist())
                )
            )
            if meld:
                meld(nummer, len(TABELLEN))
    return uit


def _gewist(cursor: Any, van: date, tot: date) -> dict[str, Gewist]:
    """What erased files left behind, by kind: of years that lie whole in the period, and of years that it cuts."""
    eerste = van.year if (van.month, van.day) == (1, 1) else van.year + 1
    laatste = tot.year if (tot.month, tot.day) == (12, 31) else tot.year - 1
    cursor.execute(
        "SELECT soort, coalesce(sum(aantal) FILTER (WHERE jaar BETWEEN %s AND %s), 0), sum(aantal)"
        " FROM rapport_gewist WHERE jaar BETWEEN %s AND %s GROUP BY soort",
        [eerste, laatste, van.year, tot.year],
    )
    return {soort: Gewist(int(mee), int(alle - mee)) for soort, mee, alle in cursor.fetchall()}


def gepubliceerd(tabellen: tuple[Tabel, ...], van: date, tot: date) -> dict[str, dict[str, Any]]:
    """Published figures to show beside a table, with population, N, source and date (R262, R273, R274).

    A figure about another period than the report's stays away; one whose source names no period comes along.
    """
    rijen = Cijfer.objects.filter(
        Q(van__isnull=True) | Q(van__lte=tot),
        Q(tot__isnull=True) | Q(tot__gte=van),
        code__in=[t.cijfer for t in tabellen if t.cijfer],
    )
    return {
        rij.code: {
            "omschrijving": rij.omschrijving,
            "waarde": float(rij.waarde),
            "eenheid": rij.eenheid,
            "populatie": rij.populatie,
            "n": rij.n,
            "bron": rij.bron,
            "brondatum": rij.brondatum.isoformat() if rij.brondatum else "",
            "opmerking": rij.opmerking,
        }
        for rij in rijen
    }
