"""What the walls and the history cost when much comes in at once: with everything on, against the same with it off.

The program has no switch for them: as in muren.py the comparison is made from outside, over a connection of the
owner (no row policies), without tripwire and log, with the history triggers of the tables at rest. Both do the
same work in a transaction that is taken back.
"""

import io
import time
import uuid
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from typing import Any
from unittest import mock

from django.db import transaction

from beroepsgeheim import omslag as omslagen
from gezinnen.models import Doel, Gezin, Stap
from organisaties.actor import Actor
from organisaties.models import Functie
from rapportage.invoer import laden
from rapportage.invoer.bladen import open_blad
from rapportage.invoer.velden import VELDEN, herken
from rapportage.models import Invoer
from tests.bench.invoer import rijen_voor
from tests.bench.meten import Tabel, Uitslag, mediaan, meld
from tests.bench.paginas import Bezoek

GRENS = 2.0
SOORT = "registratie"
GESCHIEDENIS = """
SELECT DISTINCT c.relname FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid
 WHERE NOT t.tgisinternal AND t.tgname LIKE 'pgtrigger%' AND c.relnamespace = 'public'::regnamespace
"""
# Seconds of each step, by its name.
Stappen = dict[str, float]


class Terug(Exception):
    """Takes the measured work back."""


def meet(tabel: Tabel, bezoek: Bezoek, aantal: int, keer: int) -> None:
    tabel.kop(f"Veel tegelijk: {aantal} rijen met muren en geschiedenis, tegen dezelfde zonder")
    blad = rijen_voor(bezoek, aantal, SOORT, dienst=_dienst(bezoek))
    for naam, werk in (
        ("invoer van registraties", lambda actor: _invoer(actor, blad)),
        ("stappen met bulk_create", lambda actor: _stappen(bezoek, actor, aantal)),
    ):
        meld(naam)
        for stap, factor in _verhouding(bezoek, werk, keer).items():
            tabel.zet(Uitslag(f"{naam}: {stap}", factor, GRENS))


def _verhouding(bezoek: Bezoek, werk: Callable[[Actor], Stappen], keer: int) -> dict[str, float]:
    """How many times as long each step takes with the walls; a miss is measured again with more turns."""
    beste: dict[str, float] = {}
    for factor in (1, 2, 3):
        met: list[Stappen] = []
        zonder: list[Stappen] = []
        for ronde in range(keer * factor):
            for reeks, muren in (
                ((met, True), (zonder, False)) if ronde % 2 == 0 else ((zonder, False), (met, True))
            ):
                reeks.append(_een_keer(bezoek, werk, muren=muren))
        for stap in met[0]:
            nu = mediaan([s[stap] for s in met]) / mediaan([s[stap] for s in zonder])
            beste[stap] = min(beste.get(stap, nu), nu)
        if all(round(waarde, 2) <= GRENS for waarde in beste.values()):
            break
    return beste


def _een_keer(bezoek: Bezoek, werk: Callable[[Actor], Stappen], *, muren: bool) -> Stappen:
    """One turn, taken back at the end."""
    stappen: Stappen = {}
    with ExitStack() as stapel, _zonder_spoor():
        verbinding = stapel.enter_context(bezoek.plek.als_web() if muren else bezoek.plek.zonder_muren())
        if not muren:
            stapel.enter_context(mock.patch.object(omslagen, "schrijf_regels", lambda scope: None))
        actor = Actor.van_functie(_functie(bezoek), verzoek_id="bench")
        try:
            with omslagen.omslag(actor) as scope:
                if not muren:
                    _geschiedenis_uit(verbinding)
                begin = time.perf_counter()
                stappen |= werk(actor)
                omslagen.noteer("wijzigen", onderdeel="rapportage.invoer", aantal=1)
                omslagen.schrijf_regels(scope)
                stappen["alles samen"] = time.perf_counter() - begin
                raise Terug
        except Terug:
            pass
    return stappen


@contextmanager
def _zonder_spoor() -> Iterator[None]:
    """Nothing of another turn stays open."""
    token = omslagen.huidige_scope.set(None)
    try:
        yield
    finally:
        omslagen.huidige_scope.reset(token)


def _geschiedenis_uit(verbinding: Any) -> None:
    """As owner, until this transaction is taken back."""
    with verbinding.cursor() as cursor:
        cursor.execute(GESCHIEDENIS)
        for (naam,) in cursor.fetchall():
            cursor.execute(
                f"""DO $$ DECLARE t text; BEGIN
                  FOR t IN SELECT tgname FROM pg_trigger WHERE tgrelid = '"{naam}"'::regclass AND NOT tgisinternal
                      AND tgname LIKE 'pgtrigger%' LOOP
                    EXECUTE format('ALTER TABLE "{naam}" DISABLE TRIGGER %I', t);
                  END LOOP; END $$"""
            )


def _functie(bezoek: Bezoek) -> Functie:
    with bezoek.plek.als_eigenaar():
        return Functie.objects.select_related("gebruiker", "organisatie").get(
            pk=bezoek.inhoud.functies["coach_0"]
        )


def _dienst(bezoek: Bezoek) -> str:
    return _functie(bezoek).organisatie.naam


def _invoer(actor: Actor, blad: bytes) -> Stappen:
    """A spreadsheet checked row by row into the waiting room, then brought in."""
    uit: Stappen = {}
    bron = open_blad(io.BytesIO(blad))
    _naam, _rij, koppen = laden.zoek_koppen(bron, SOORT)
    invoer = Invoer.objects.create(
        soort=SOORT, koppen=koppen, kolommen=herken(koppen, VELDEN[SOORT]), eigenaar=actor.functie_id,
        organisatie=actor.organisatie_id,
    )  # fmt: skip
    begin = time.perf_counter()
    laden.kijk_na(
        invoer, open_blad(io.BytesIO(blad)), vandaag=actor.dag, using="default", meld=lambda deel: None
    )
    uit["nakijken"] = time.perf_counter() - begin
    if invoer.problemen:
        raise RuntimeError(f"{invoer.problemen} problemen in het voorbeeld")
    begin = time.perf_counter()
    laden.voer_in(invoer, using="default")
    uit["invoeren"] = time.perf_counter() - begin
    return uit


def _stappen(bezoek: Bezoek, actor: Actor, aantal: int) -> Stappen:
    """Many rows of one file by the program's own models."""
    gezin = Gezin.objects.get(pk=bezoek.inhoud.gezinnen["massa"])
    doel = Doel.objects.filter(gezin=gezin)[0]
    begin = time.perf_counter()
    with transaction.atomic():
        Stap.objects.bulk_create(
            [
                Stap(pk=uuid.uuid4(), gezin=gezin, sleutel=gezin.sleutel, doel=doel, tekst=f"stap {nummer}")
                for nummer in range(aantal)
            ],
            batch_size=2000,
        )
    return {"schrijven": time.perf_counter() - begin}
