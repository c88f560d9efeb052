"""Take every ground and clause of the access rules away, one at a time, and see that a measurement notices.

Run by `make mutatie`. The rules come from the code itself: the declared policies of every table, the querysets
with `zichtbaar_voor`, the functions of the database. Each mutant is put in place inside a transaction (a policy,
a function) or on the class (a method), measured against tests/toegang/tabellen.txt, and taken back. A mutant that
changes nothing must stand in OVERLEVERS with the reason.
"""

import os
import re
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from django.db import DatabaseError, connection, models, transaction

from beroepsgeheim.models import Reikwijdte
from beroepsgeheim.register import alle_regels
from beroepsgeheim.rls import WEBROL, policies
from gezinnen.models import regels_gezin
from lco.models import overleg
from tests.hulp import als_bouw
from tests.mutatie import python, sql
from tests.mutatie.overlevers import OVERLEVERS, oordeel
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
    """What was measured, and which mutants lived. With MUTANT=patroon only mutants whose name fits."""

    def __init__(self, proef: proefrijen.Proef, soort: str) -> None:
        self.proef, self.soort, self.verwacht = proef, soort, meten.verwacht()
        self.woord = os.environ.get("MUTANT", "")
        self.gedood, self.levend = 0, []

    def doet_mee(self, naam: str) -> bool:
        return re.search(self.woord, naam) is not None

    def wijkt_af(self, model: type[models.Model], soort: str) -> bool:
        """Whether somebody reads or writes something else than is checked in."""
        goed = self.verwacht[model._meta.db_table, soort]
        # Who has rows first: they notice most.
        namen = sorted(self.proef.actoren, key=lambda naam: naam not in goed)
        try:
            conditie = "" if soort == "queryset" else meten.condities(soort, [model])[model._meta.db_table]
            return any(
                meten.meet(model, soort, self.proef.actoren[naam], conditie) != goed.get(naam, "")
                for naam in namen
            )
        except (DatabaseError, ValueError, TypeError, AttributeError):
            return True  # a rule that cannot be asked is noticed by everyone

    def wijkt_ergens_af(self, modellen: list[type[models.Model]]) -> bool:
        """The same for many tables at once, in one question for each actor."""
        for soort in ("lezen", "toevoegen"):
            per_tabel = meten.condities(soort, modellen)
            for naam, actor in self.proef.actoren.items():
                gemeten = meten.meet_tabellen(modellen, per_tabel, actor)
                if any(gemeten[t] != self.verwacht[t, soort].get(naam, "") for t in gemeten):
                    return True
        return False

    def noteer(self, naam: str, *, gedood: bool) -> None:
        self.gedood += gedood
        if not gedood:
            self.levend.append(naam)

    def sluit_af(self) -> None:
        """Survivors must have a reason, and each reason must still be somebody's."""
        redenen = [paar for paar in OVERLEVERS if paar[0].startswith(f"{self.soort} ")]
        met_reden, zonder, verouderd = oordeel(self.levend, redenen)
        verouderd = [] if self.woord else verouderd
        for kop, namen in (*met_reden, ("ZONDER REDEN", zonder), ("REDEN ZONDER OVERLEVER", verouderd)):
            if namen:
                print(f"\n{kop}:", *namen, sep="\n  ")
        meld(self.soort, self.gedood, len(self.levend))
        assert self.gedood or self.woord
        assert zonder == []
        assert verouderd == []


def meld(soort: str, gedood: int, overleefd: int) -> None:
    """Tell the counts, to the reader and to scripts/mutatie.py."""
    print(f"\n{soort}: {gedood} gedood, {overleefd} overleefd", flush=True)
    if uit := os.environ.get("MUTATIE_STAND"):
        with Path(uit).open("a", encoding="utf-8") as bestand:
            bestand.write(f"{soort} {gedood} {overleefd}\n")


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
    stand = Stand(proef, "beleid")
    for model, regels in sorted(alle_regels().items(), key=lambda paar: paar[0]._meta.db_table):
        tabel, spoor = model._meta.db_table, getattr(model, "pgh_tracked_model", None) is not None
        echt = {naam: using or check for naam, _opdracht, using, check in policies(regels)}
        for soort, (beleid, *_rest) in BELEID.items():
            if spoor and soort in ("wijzigen", "wissen"):
                continue  # the web role has no such right on history
            for mutant, conditie in sql.mutanten(echt[beleid]):
                naam = f"beleid {tabel} {soort}: {mutant}"
                if spoor and mutant not in ("altijd", "nooit") or not stand.doet_mee(naam):
                    continue  # history follows its model: whether it has the rule at all is enough
                with even():
                    try:
                        with transaction.atomic():
                            zet_beleid(tabel, soort, conditie)
                    except DatabaseError:
                        continue  # this is no condition
                    gedood = stand.wijkt_af(model, soort)
                stand.noteer(naam, gedood=gedood)
    stand.sluit_af()


# Of querysets: what is measured, and what that is built on.
METHODEN = (*proefrijen.METHODEN, "binnen", "in_kracht")
# Functions that give querysets a condition.
CONDITIES = (regels_gezin.met_publiek_q, regels_gezin._eigen_gezin, overleg.van_gezin)


def querysets() -> dict[type, list[type[models.Model]]]:
    """Every class that declares who sees rows, with the models that use it."""
    uit: dict[type, list[type[models.Model]]] = {}
    for model in alle_regels():
        if getattr(model, "pgh_tracked_model", None):
            continue
        for klasse in type(model._default_manager.all()).__mro__:
            if {*METHODEN, "leesbaar_met", "reikwijdte_overleg"} & set(vars(klasse)):
                uit.setdefault(klasse, []).append(model)
    return uit


def test_every_clause_of_every_queryset(proef, monkeypatch):
    stand = Stand(proef, "queryset")
    alle = sorted(querysets().items(), key=lambda paar: paar[0].__qualname__)
    for klasse, modellen in alle:
        for methode in METHODEN:
            if methode in vars(klasse):
                for mutant, functie in python.mutanten(vars(klasse)[methode], klasse):
                    naam = f"queryset {klasse.__name__}.{methode}: {mutant}"
                    _probeer(stand, monkeypatch, naam, [(klasse, methode)], functie, modellen)
        for kenmerk in ("leesbaar_met", "reikwijdte_overleg"):
            for mutant, waarde in _reikwijdten(klasse, kenmerk):
                naam = f"queryset {klasse.__name__}: {mutant}"
                _probeer(stand, monkeypatch, naam, [(klasse, kenmerk)], waarde, modellen)
    for conditie in CONDITIES:
        plekken = [(m, conditie.__name__) for m in [*sys.modules.values()] if _heeft(m, conditie)]
        modules = {m.__name__ for m, _ in plekken}
        modellen = [m for klasse, gebruikers in alle if klasse.__module__ in modules for m in gebruikers]
        for mutant, functie in python.mutanten(conditie):
            _probeer(
                stand, monkeypatch, f"queryset {conditie.__name__}: {mutant}", plekken, functie, modellen
            )
    stand.sluit_af()


def _heeft(module: Any, functie: Any) -> bool:
    return getattr(module, "__dict__", {}).get(functie.__name__) is functie


def _probeer(
    stand: Stand, monkeypatch: Any, naam: str, plekken: list[Any], nieuw: Any, modellen: list[Any]
) -> None:
    if not stand.doet_mee(naam):
        return
    with monkeypatch.context() as tijdelijk, even():
        for doel, kenmerk in plekken:
            tijdelijk.setattr(doel, kenmerk, nieuw)
        gedood = any(stand.wijkt_af(model, "queryset") for model in dict.fromkeys(modellen))
    stand.noteer(naam, gedood=gedood)


def _reikwijdten(klasse: type, kenmerk: str) -> Iterator[tuple[str, tuple[Any, ...]]]:
    heeft = vars(klasse).get(kenmerk, ())
    for reikwijdte in Reikwijdte if heeft else ():
        if reikwijdte in heeft:
            yield f"min {reikwijdte}", tuple(r for r in heeft if r != reikwijdte)
        else:
            yield f"plus {reikwijdte}", (*heeft, reikwijdte)


FUNCTIES = (
    "SELECT p.oid::regprocedure::text, pg_get_functiondef(p.oid) FROM pg_proc p WHERE p.proname = ANY (%s)"
)
# Functions on which row policies rest; those that change something have tests of their own (scripts/mutatie.py).
GEMETEN = ["bg_sleutels", "bg_leessleutels", "gz_afgeschermd", "delen_is_ontvanger", "lco_agenda_van_link"]


def test_every_clause_of_the_functions_under_the_policies(proef):
    stand = Stand(proef, "functie")
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
            naam = f"functie {functie} {nummer}: zonder [{m[2].strip()}]"
            if not stand.doet_mee(naam):
                continue
            with even():
                try:
                    with transaction.atomic(), als_bouw(), connection.cursor() as cursor:
                        cursor.execute(f"{tekst[: m.start()]}{m[1]} TRUE {tekst[m.end() :]}")
                except DatabaseError:
                    continue
                gedood = stand.wijkt_ergens_af(tabellen)
            stand.noteer(naam, gedood=gedood)
    stand.sluit_af()
