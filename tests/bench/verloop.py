"""The order of a run: fill, measure block by block, judge."""

import argparse
import pickle
import time
from collections.abc import Callable

from django.conf import settings

from tests.bench import documenten, invoer, massa, muren, paginas, rapport, uitvoer, zoeken
from tests.bench.meten import Tabel, meld
from tests.bench.plekken import Plek
from tests.bench.vulling import Inhoud, vul


def verloop(keuze: argparse.Namespace) -> int:
    begin = time.monotonic()
    klein, groot = Plek("klein", "klein", "klein_bouw"), Plek("groot", "default", "bouw")
    deel = 10 if keuze.snel else 1
    tabel = Tabel()
    bezoek = {
        plek.naam: paginas.Bezoek(plek, _inhoud(plek, aantal, keuze.hergebruik))
        for plek, aantal in ((klein, 200), (groot, 20_000 // deel))
    }
    delen: dict[str, Callable[[], None]] = {
        "paginas": lambda: paginas.meet(
            tabel, bezoek["klein"], bezoek["groot"], 20 // deel + 2, keuze.pagina
        ),
        "muren": lambda: muren.meet(tabel, bezoek["groot"], 60 // deel + 2),
        "massa": lambda: massa.meet(tabel, bezoek["groot"], 5_000 // deel, 4 // deel + 1),
        "zoeken": lambda: zoeken.meet(tabel, bezoek["groot"], 3 // deel + 1, toon=keuze.toon),
        "agenda": lambda: documenten.meet(tabel, bezoek["groot"], 12 // deel + 2),
        "rapport": lambda: rapport.meet(tabel, bezoek["groot"], 1_000_000 // deel, 6 // deel + 1),
        "csv": lambda: uitvoer.meet(tabel, bezoek["groot"], 1_000_000 // deel, 3 // deel + 1),
        "invoer": lambda: invoer.meet(tabel, bezoek["groot"], 50_000 // deel),
    }
    try:
        for naam, doe in delen.items():
            if not keuze.alleen or naam in keuze.alleen:
                doe()
    finally:
        klein.sluit()
        groot.sluit()
    return _oordeel(tabel, time.monotonic() - begin, keuze.snel)


def _inhoud(plek: Plek, aantal: int, hergebruik: bool) -> Inhoud:
    """Fill the database, or take what the last run left in it."""
    bewaard = settings.VAR_DIR / "bench" / f"inhoud-{plek.naam}.pickle"
    if hergebruik and bewaard.exists():
        return pickle.loads(bewaard.read_bytes())
    meld(f"{aantal} gezinnen maken")
    bewaard.unlink(missing_ok=True)
    inhoud = vul(plek, aantal, zoeklijst=plek.naam == "groot")
    bewaard.write_bytes(pickle.dumps(inhoud))
    return inhoud


def _oordeel(tabel: Tabel, seconden: float, snel: bool) -> int:
    tabel.kop("Samengevat")
    print(f"{len(tabel.uitslagen)} metingen in {seconden / 60:.1f} minuten.")
    if snel:
        print("Dit was de korte proef: de verhoudingen tellen niet.")
        return 0
    for uitslag in tabel.te_traag:
        print(f"TE TRAAG: {uitslag.regel()}")
    return 1 if tabel.te_traag else 0
