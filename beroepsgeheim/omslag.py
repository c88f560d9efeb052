"""The envelope: one transaction, one actor, the log as last statement (trust.md, design 6).

    with omslag(actor, alleen_lezen=True):
        ...

opens a transaction, tells the database who acts (transaction-local), arms the tripwire's scope, and
writes the collected log rows just before the commit. Requests, tasks, streams and commands all use it.
"""

import json
import re
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from typing import Any

from django.db import connection, transaction

from organisaties.actor import Actor, Soort

# What a rollback does not undo: somebody looked, or was refused.
GEBEURD = frozenset({"bekijken", "lijst", "zoeken", "afdruk", "logboek", "weigering"})


@dataclass
class Scope:
    """The actor at work in this context, and what must be written into the log before the commit."""

    actor: Actor
    regels: list[dict[str, Any]] = field(default_factory=list)
    stil: bool = False

    def draai_terug(self, vanaf: int = 0) -> None:
        """Forget what was noted since `vanaf` about changes that are rolled back; looks and refusals happened."""
        self.regels[vanaf:] = [
            regel
            for regel in self.regels[vanaf:]
            if regel["actie"] in GEBEURD or regel["uitkomst"] == "geweigerd"
        ]


huidige_scope: ContextVar[Scope | None] = ContextVar("beroepsgeheim_scope", default=None)

# What a line of the log may hold beside keys: words of our own, in small letters.
CODES = re.compile(r"[a-z0-9_.: \-]+")
LEEG = dict.fromkeys(("soort", "functie", "organisatie", "rol", "gebruiker", "persoon", "dag"), "")


def huidige_actor() -> Actor:
    """The actor of the open envelope; raises LookupError outside one."""
    scope = huidige_scope.get()
    if scope is None:
        raise LookupError("no envelope is open")
    return scope.actor


# The row policies believe in a role only while it is in force on the actor's day: whoever still holds a role that
# has ended reaches nothing, cleared up or not. In the same statement: no query more.
ZET = """
WITH nu AS (SELECT %(functie)s = '' OR EXISTS (
  SELECT 1 FROM organisaties_functie f JOIN organisaties_gebruiker g ON g.id = f.gebruiker_id AND g.is_active
   WHERE f.id = nullif(%(functie)s, '')::uuid AND f.toegekend_op IS NOT NULL AND f.ingetrokken_op IS NULL
     AND f.van <= nullif(%(dag)s, '')::date AND (f.tot IS NULL OR f.tot >= nullif(%(dag)s, '')::date)) AS geldt)
SELECT set_config('tc.soort', %(soort)s, true), set_config('tc.gebruiker', %(gebruiker)s, true),
  set_config('tc.persoon', %(persoon)s, true), set_config('tc.dag', %(dag)s, true),
  set_config('tc.functie', CASE WHEN geldt THEN %(functie)s ELSE '' END, true),
  set_config('tc.organisatie', CASE WHEN geldt THEN %(organisatie)s ELSE '' END, true),
  set_config('tc.rol', CASE WHEN geldt THEN %(rol)s ELSE '' END, true) FROM nu
"""


def zet_actor(actor: Actor | None) -> None:
    """Tell the database who acts, for the rest of this (sub)transaction; None clears."""
    waarden = LEEG
    if actor is not None:
        waarden = {
            "soort": actor.soort.value,
            "functie": str(actor.functie_id or ""),
            "organisatie": str(actor.organisatie_id or ""),
            "rol": actor.rol,
            "gebruiker": str(actor.gebruiker_id or ""),
            "persoon": str(actor.persoon_id or ""),
            "dag": actor.dag.isoformat(),
        }
    with connection.cursor() as cursor:
        cursor.execute(ZET, waarden)


def noteer(
    actie: str,
    *,
    onderdeel: str,
    sleutel: uuid.UUID | None = None,
    doel: str = "",
    aantal: int | None = None,
    uitkomst: str = "ok",
    persoon: uuid.UUID | None = None,
) -> None:
    """Put a line in the log of this envelope. The line carries keys and kinds, never content.

    `persoon` is the one family member whose own words it is about: nobody else of the family reads the line.
    The same look twice in one request is one line. Background requests write no looks.
    """
    if not CODES.fullmatch(f"{onderdeel} {doel}"):
        raise ValueError("a line of the log holds codes and keys only, no text")
    scope = huidige_scope.get()
    if scope is None:
        raise LookupError("no envelope is open")
    if scope.stil and actie in ("bekijken", "lijst", "weigering"):
        return
    regel = {
        "actie": str(actie),
        "sleutel": str(sleutel) if sleutel else None,
        "onderdeel": onderdeel,
        "doel": doel,
        "aantal": aantal,
        "uitkomst": uitkomst,
        "persoon": str(persoon or scope.actor.persoon_id or "") or None,
    }
    if regel not in scope.regels:
        scope.regels.append(regel)


def schrijf_regels(scope: Scope) -> None:
    """Write the collected lines with their hash chain: the last statement before the commit."""
    if not scope.regels:
        return
    actor = scope.actor
    wie = {
        "soort": actor.soort.value,
        "gebruiker": str(actor.gebruiker_id) if actor.gebruiker_id else None,
        "functie": str(actor.functie_id) if actor.functie_id else None,
        "organisatie": str(actor.organisatie_id) if actor.organisatie_id else None,
        "rol": actor.rol,
        "verzoek": actor.verzoek_id,
    }
    with connection.cursor() as cursor:
        cursor.execute("SELECT bg_noteer(%s, %s)", [json.dumps(wie), json.dumps(scope.regels)])
    scope.regels.clear()


@contextmanager
def poging() -> Iterator[None]:
    """A savepoint for what may fail while the request goes on: what it undoes does not stand in the log either.

    Takes the place of `transaction.atomic()` wherever the caller catches the exception. Raises LookupError outside
    an envelope.
    """
    scope = huidige_scope.get()
    if scope is None:
        raise LookupError("no envelope is open")
    vanaf = len(scope.regels)
    try:
        with transaction.atomic():
            yield
    except BaseException:
        scope.draai_terug(vanaf)
        raise


@contextmanager
def scope_voor(actor: Actor, *, stil: bool = False) -> Iterator[Scope]:
    """Arm the scope without a transaction of its own (building blocks below and tests use it)."""
    scope = Scope(actor, stil=stil)
    token = huidige_scope.set(scope)
    try:
        yield scope
    finally:
        huidige_scope.reset(token)


@contextmanager
def omslag(actor: Actor, *, alleen_lezen: bool = False) -> Iterator[Scope]:
    """One transaction for one actor. On an exception everything is rolled back, log lines included."""
    with scope_voor(actor) as scope, transaction.atomic():
        with transaction.atomic():
            if alleen_lezen:
                maak_alleen_lezen()
            zet_actor(actor)
            yield scope
            zet_actor(None)
        schrijf_regels(scope)


def maak_alleen_lezen() -> None:
    """From here to the end of the savepoint any write raises."""
    with connection.cursor() as cursor:
        cursor.execute("SET TRANSACTION READ ONLY")


@contextmanager
def taak_omslag(actor_json: dict[str, Any]) -> Iterator[Scope]:
    """The envelope of a task: a clean context, the actor checked again, reset afterwards."""
    token = huidige_scope.set(None)
    try:
        with omslag(Actor.uit_json(actor_json)) as scope:
            yield scope
    finally:
        huidige_scope.reset(token)


@contextmanager
def bouw() -> Iterator[None]:
    """Scope of migrations, flush, fixtures and loaders that run as owner; never of a request."""
    with scope_voor(Actor(soort=Soort.BOUW, naam="bouw")):
        yield
