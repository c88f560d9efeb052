"""Bringing in a spreadsheet of 50,000 rows with the command: under a minute, in constant memory."""

import os
import random
import subprocess
import sys
import time
from datetime import date
from pathlib import Path

from organisaties.models import Gemeente
from rapportage import voorbeeld
from tests.bench.dienst import HOOFDMAP
from tests.bench.meten import Tabel, Uitslag, meld
from tests.bench.paginas import Bezoek
from tests.bench.psql import map_uit

SECONDEN, GROEI_MB = 60, 50


def meet(tabel: Tabel, bezoek: Bezoek, aantal: int) -> None:
    tabel.kop(f"Invoer van {aantal} rijen (xlsx) met manage.py importeer_registratie")
    _tijd, klein = _voer_in(_bestand(bezoek, aantal // 10, "klein"))
    bestand = _bestand(bezoek, aantal, "groot")
    meld("invoeren")
    seconden, groot = _voer_in(bestand)
    if seconden > SECONDEN:
        seconden = min(seconden, _voer_in(_bestand(bezoek, aantal, "nog-eens"))[0])
    tabel.zet(
        Uitslag("Invoer", seconden, SECONDEN, eenheid="s"),
        Uitslag("Invoer: geheugen boven een tiende van het bestand", max(groot - klein, 0), GROEI_MB, eenheid="MB"),
    )  # fmt: skip


def _bestand(bezoek: Bezoek, aantal: int, naam: str) -> Path:
    """A registration of so many families that are not there yet, as a file."""
    pad = map_uit() / f"{naam}.xlsx"
    pad.write_bytes(rijen_voor(bezoek, aantal, naam))
    return pad


def rijen_voor(bezoek: Bezoek, aantal: int, naam: str, *, dienst: str = "") -> bytes:
    """A spreadsheet with so many families that are not there yet, of one service."""
    toeval = random.Random(aantal)
    with bezoek.plek.als_eigenaar():
        eerste, gemeenten, _laatste = voorbeeld._diensten()[-1]
        if dienst or not gemeenten:
            gemeenten = list(Gemeente.objects.geldig_op(date(2011, 1, 10)).values_list("naam", flat=True))
        begin = f"{int(time.time())}-{naam[0]}"
        rijen = []
        for nummer in range(aantal):
            datum = voorbeeld.dag_in(toeval, date(2011, 1, 10), date(2011, 10, 31))
            rijen.append(
                {
                    "dienst": dienst or eerste,
                    "nummer": f"{begin}-{nummer}",
                    "gemeente": toeval.choice(gemeenten),
                    "datum": datum,
                    "verwijzer": "hulpverlener",
                    "verteld": "ja",
                    "lco_vooraf": toeval.choice(["ja", "nee", "onbekend"]),
                    "beslissing": "opgenomen",
                    "beslist_op": datum,
                    "opname_op": datum,
                    "lco_voor_opname": toeval.choice(["ja", "nee", "onbekend"]),
                }
            )
        return voorbeeld.als_xlsx("registratie", rijen)


def _voer_in(bestand: Path) -> tuple[float, float]:
    """(seconds, highest memory in MB) of the command."""
    begin = time.monotonic()
    kind = subprocess.Popen(
        [sys.executable, "manage.py", "importeer_registratie", str(bestand)],
        cwd=HOOFDMAP,
        env={**os.environ, "DJANGO_SETTINGS_MODULE": "tests.bench.instellingen"},
        stdout=subprocess.DEVNULL,
    )
    _pid, status, gebruik = os.wait4(kind.pid, 0)
    kind.returncode = os.waitstatus_to_exitcode(status)
    if kind.returncode:
        raise RuntimeError(f"importeer_registratie stopte met {kind.returncode}")
    return time.monotonic() - begin, gebruik.ru_maxrss / 1000
