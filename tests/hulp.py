"""Helpers that every test may use: acting as the owner for fixtures, acting as somebody for questions."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.db import connection
from django.http import HttpRequest

from beroepsgeheim.omslag import bouw, scope_voor, zet_actor
from organisaties.aanmelden.sessies import TWEEDE_STAP, zet_tweede_stap
from organisaties.actor import Actor
from organisaties.models import Gebruiker

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


def tweede_stap_is_gezet(sender: Any, request: HttpRequest, user: Gebruiker, **kwargs: Any) -> None:
    """Receiver: the bare request of the test client's force_login counts as a complete log-in."""
    if not hasattr(request, "verzoek_id"):
        zet_tweede_stap(request, user)


def zonder_tweede_stap(client: Any) -> None:
    """As after the password alone."""
    sessie = client.session
    sessie.pop(TWEEDE_STAP, None)
    sessie.save()
