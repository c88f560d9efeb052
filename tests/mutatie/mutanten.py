"""Take every ground and clause of the access rules away, one at a time, and see that a measurement notices.

Run by `make mutatie`. The rules come from the code itself: the declared policies of every table, the querysets
with `zichtbaar_voor`, the functions of the database. Each mutant is put in place inside a transaction (a policy,
a function) or on the class (a method), measured against tests/toegang/tabellen.txt, and taken back. A mutant that
changes nothing must stand in OVERLEVERS with the reason.
"""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from django.db import DatabaseError, connection, models, transaction

from beroepsgeheim.models import Reikwijdte
from beroepsgeheim.register import alle_regels
from beroepsgeheim.rls import WEBROL, voorwaarde
from tests.hulp import als_bouw
from tests.mutatie import python, sql
from tests.mutatie.overlevers import OVERLEVERS
from tests.toegang import meten, proefrijen

pytestmark = pytest.mark.django_db
BELEID = {
    "lezen": ("tc_lezen", "SELECT", "USING"),
    "toevoegen": ("tc_toevoegen", "INSERT", "WITH CHECK"),
    "wijzigen": ("tc_wijzigen", "UPDATE", "USING"),
    "wissen": ("tc_wissen", "DELETE", "USING"),
}


@pytest.fixture
def proef(cast):
    with als_bouw():
        gemaakt = proefrijen.maak(cast)
        meten.kopieer_zonder_beleid()
    return gemaakt


class Stand:
    """What was measured, and which mutants lived."""

    def __init__(self, proef: proefrijen.Proef) -> None:
        self.proef, self.verwacht = proef, meten.verwacht()
        self.gedood, self.levend = 0, []

    def wijkt_af(self, model: type[models.Model], soort: str) -> bool:
        """Whether somebody reads or writes something else than is checked in."""
        goed = self.verwacht[model._meta.db_table, soort]
        # Who has rows first: they notice most.
        namen = sorted(self.proef.actoren, key=lambda naam: naam not in goed)
        try:
            return any(
                meten.meet(model, soort, self.proef.actoren[naam]) != goed.get(naam, "") for naam in namen
            )
        except (DatabaseError, ValueError, TypeError, AttributeError):
            return True  # a rule that cannot be asked is noticed by everyone

    def noteer(self, naam: str, *, gedood: bool) -> None:
        self.gedood += gedood
        if not gedood:
            self.levend.append(naam)

    def sluit_af(self, soort: str) -> None:
        """Survivors must be known, and what is known must survive."""
        redenen = {patroon: reden for patroon, reden in OVERLEVERS if patroon.startswith(soort)}
        per_naam = {naam: [p for p in redenen if re.fullmatch(p, naam)] for naam in self.levend}
        print(f"\n{soort}: {self.gedood} gedood, {len(self.levend)} overleefd")
        for naam, patronen in per_naam.items():
            print(f"  overleeft: {naam}\n    {redenen[patronen[0]] if patronen else 'ZONDER REDEN'}")
        assert self.gedood
        assert [naam for naam, patronen in per_naam.items() if not patronen] == []
        for patroon in sorted(set(redenen) - {p for patronen in per_naam.values() for p in patronen}):
            print(f"  overleeft niet meer: {patroon}")


@contextmanager
def even() -> Iterator[None]:
    """A savepoint that is taken back."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def zet_beleid(tabel: str, soort: str, conditie: str) -> None:
    naam, opdracht, woord = BELEID[soort]
    with als_bouw(), connection.cursor() as cursor:
        cursor.execute(f'DROP POLICY {naam} ON "{tabel}"')
        cursor.execute(f'CREATE POLICY {naam} ON "{tabel}" FOR {opdracht} TO {WEBROL} {woord} ({conditie})')


def test_every_clause_of_every_row_policy(proef):
    stand = Stand(proef)
    for model, regels in sorted(alle_regels().items(), key=lambda paar: paar[0]._meta.db_table):
        spoor = getattr(model, "pgh_tracked_model", None) is not None
        for soort in BELEID:
            if spoor and soort in ("wijzigen", "wissen"):
                continue  # the web role has no such right on history
            bron, ook = (
                (regels.lezen, regels.ook_lezen)
                if soort == "lezen"
                else (regels.schrijven, regels.ook_schrijven)
            )
            for naam, conditie in sql.mutanten(voorwaarde(bron, ook)):
                if spoor and naam not in ("altijd", "nooit"):
                    continue  # history follows its model: whether it has the rule at all is enough
                with even():
                    try:
                        with transaction.atomic():
                            zet_beleid(model._meta.db_table, soort, conditie)
                    except DatabaseError:
                        continue  # this is no condition
                    gedood = stand.wijkt_af(model, soort)
                stand.noteer(f"beleid {model._meta.db_table} {soort}: {naam}", gedood=gedood)
    stand.sluit_af("beleid")


def querysets() -> dict[type, list[type[models.Model]]]:
    """Every class that declares who sees rows, with the models that use it."""
    uit: dict[type, list[type[models.Model]]] = {}
    for model in alle_regels():
        if getattr(model, "pgh_tracked_model", None):
            continue
        for klasse in type(model._default_manager.all()).__mro__:
            if {"zichtbaar_voor", "van_mijn_dienst", "binnen", "leesbaar_met"} & set(vars(klasse)):
                uit.setdefault(klasse, []).append(model)
    return uit


def test_every_clause_of_every_queryset(proef, monkeypatch):
    stand = Stand(proef)
    for klasse, modellen in sorted(querysets().items(), key=lambda paar: paar[0].__qualname__):
        for methode in ("zichtbaar_voor", "van_mijn_dienst", "binnen"):
            if methode not in vars(klasse):
                continue
            for naam, functie in python.mutanten(klasse, methode):
                with monkeypatch.context() as tijdelijk, even():
                    tijdelijk.setattr(klasse, methode, functie)
                    gedood = any(stand.wijkt_af(model, "queryset") for model in modellen)
                stand.noteer(f"queryset {klasse.__name__}.{methode}: {naam}", gedood=gedood)
        for naam, waarde in _reikwijdten(klasse):
            with monkeypatch.context() as tijdelijk, even():
                tijdelijk.setattr(klasse, "leesbaar_met", waarde)
                gedood = any(stand.wijkt_af(model, "queryset") for model in modellen)
            stand.noteer(f"queryset {klasse.__name__}: {naam}", gedood=gedood)
    stand.sluit_af("queryset")


def _reikwijdten(klasse: type) -> Iterator[tuple[str, tuple[Any, ...]]]:
    heeft = vars(klasse).get("leesbaar_met", ())
    for reikwijdte in Reikwijdte if heeft else ():
        if reikwijdte in heeft:
            yield f"min {reikwijdte}", tuple(r for r in heeft if r != reikwijdte)
        else:
            yield f"plus {reikwijdte}", (*heeft, reikwijdte)


FUNCTIES = (
    "SELECT p.oid::regprocedure::text, pg_get_functiondef(p.oid) FROM pg_proc p WHERE p.proname = ANY (%s)"
)
# Functions on which row policies rest; those that change something have tests of their own (scripts/mutatie.py).
GEMETEN = ["bg_sleutels", "gz_afgeschermd", "delen_is_ontvanger"]


def test_every_clause_of_the_functions_under_the_policies(proef):
    stand = Stand(proef)
    tabellen = [m for m in alle_regels() if not getattr(m, "pgh_tracked_model", None)]
    with als_bouw(), connection.cursor() as cursor:
        cursor.execute(FUNCTIES, [GEMETEN])
        functies = cursor.fetchall()
    for functie, tekst in functies:
        for nummer, m in enumerate(
            re.finditer(
                r"\b(AND|WHERE) +(\([^()]*\)|[^()\n]*?(?:\([^()]*\))?[^()\n]*?)(?= AND\b|;|\n|$)", tekst
            )
        ):
            with even():
                try:
                    with transaction.atomic(), als_bouw(), connection.cursor() as cursor:
                        cursor.execute(f"{tekst[: m.start()]}{m[1]} TRUE {tekst[m.end() :]}")
                except DatabaseError:
                    continue
                gedood = any(
                    stand.wijkt_af(model, soort) for model in tabellen for soort in ("lezen", "toevoegen")
                )
            stand.noteer(f"functie {functie} {nummer}: zonder [{m[2].strip()}]", gedood=gedood)
    stand.sluit_af("functie")
