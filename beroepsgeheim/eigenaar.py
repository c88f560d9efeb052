"""Calling a function of the owner of the tables: what the web role may not do itself, it asks for by name.

Each of those functions checks for itself who acts (migrations of each app); it raises InsufficientPrivilege, in
Django a ProgrammingError, for whoever may not.
"""

from typing import Any

from django.db import connection


def _aanroep(functie: str, waarden: tuple[Any, ...]) -> str:
    return f"{functie}({', '.join(['%s'] * len(waarden))})"


def roep(functie: str, *waarden: Any) -> Any:
    """The value of a function (a constant name; the values are parameters)."""
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {_aanroep(functie, waarden)}", list(waarden))
        return cursor.fetchone()[0]


def rijen(functie: str, *waarden: Any, velden: tuple[str, ...], volgorde: str) -> list[tuple[Any, ...]]:
    """The rows of a function that gives a table, with these columns in this order (constant names)."""
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT {', '.join(velden)} FROM {_aanroep(functie, waarden)} ORDER BY {volgorde}",  # noqa: S608
            list(waarden),
        )
        return list(cursor.fetchall())
