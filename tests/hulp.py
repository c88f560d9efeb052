"""Helpers that every test may use: acting as the owner for fixtures, acting as somebody for questions."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection

from beroepsgeheim.omslag import bouw, scope_voor, zet_actor
from organisaties.actor import Actor

WEBROL = "tc_web"


@contextmanager
def als_bouw() -> Iterator[None]:
    """Make fixtures as the owner of the tables (row policies do not apply), then be the web role again."""
    with bouw():
        with connection.cursor() as cursor:
            cursor.execute("RESET ROLE")
        try:
            yield
        finally:
            if not connection.needs_rollback:
                with connection.cursor() as cursor:
                    cursor.execute(f"SET ROLE {WEBROL}")


@contextmanager
def als(actor: Actor) -> Iterator[Actor]:
    """Act as somebody, with the web role's row policies, inside the test's transaction."""
    with scope_voor(actor):
        zet_actor(actor)
        try:
            yield actor
        finally:
            if not connection.needs_rollback:
                zet_actor(None)


def huidige_rol() -> str:
    """The database role that runs the statements of this connection."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_user")
        return str(cursor.fetchone()[0])
