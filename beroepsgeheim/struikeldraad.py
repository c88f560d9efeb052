"""The tripwire: SQL that names a protected table while no scope is active raises at once.

It does not see COPY, callproc, views or functions: copying goes through one wrapper (stromen.py), views
and functions come from a pinned list that a test compares with the database.
"""

import re
import sys
from collections.abc import Callable
from functools import cache
from typing import Any

from .omslag import huidige_scope

BOUWCOMMANDOS = {"migrate", "makemigrations", "flush", "sqlmigrate", "showmigrations", "pgtrigger"}


class BuitenScope(RuntimeError):
    """Case content was asked for without an actor."""


@cache
def patroon() -> re.Pattern[str]:
    """Matches the quoted or bare name of any protected table (event tables included)."""
    from .register import beschermde_tabellen

    namen = "|".join(sorted(map(re.escape, beschermde_tabellen()), key=len, reverse=True))
    return re.compile(rf"\b(?:{namen})\b" if namen else r"(?!)")


def bewaak(execute: Callable[..., Any], sql: str, params: Any, many: bool, context: dict[str, Any]) -> Any:
    """The execute wrapper itself."""
    if huidige_scope.get() is None and patroon().search(str(sql)):
        raise BuitenScope("query on a protected table without an actor")
    return execute(sql, params, many, context)


def span(sender: Any, connection: Any, **kwargs: Any) -> None:
    """Put the tripwire on each new connection, except for the commands that build the database."""
    if len(sys.argv) > 1 and sys.argv[1] in BOUWCOMMANDOS:
        return
    if bewaak not in connection.execute_wrappers:
        connection.execute_wrappers.append(bewaak)
