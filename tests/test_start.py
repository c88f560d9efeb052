"""The program behind `make run`: refuses a taken port, restarts what dies, leaves nothing behind."""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import bewaker as bewaken
import pytest
import start

HOOFDMAP = Path(__file__).resolve().parent.parent


def start_met(var: Path, **omgeving: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, str(HOOFDMAP / "scripts" / "start.py")],
        env={**os.environ, "THUISCOMPAGNIE_VAR": str(var), "DIENSTEN_NAAM": "test-start", **omgeving},
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )


def test_een_bezette_poort_geeft_een_duidelijke_melding_voor_er_iets_start(tmp_path: Path) -> None:
    with socket.socket() as bezet:
        bezet.bind(("127.0.0.1", 0))
        bezet.listen()
        nummer = bezet.getsockname()[1]
        klaar = start_met(tmp_path, HOST="127.0.0.1", PORT=str(nummer))
    assert klaar.returncode == 1
    assert f"Poort {nummer} op 127.0.0.1 is al in gebruik" in klaar.stderr
    assert f"PORT={nummer + 1}" in klaar.stderr
    assert "Traceback" not in klaar.stderr
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("omgeving", "melding"),
    [({"PORT": "abc"}, "geen poortnummer"), ({"HOST": "nergens.invalid"}, "geen adres van deze machine")],
)
def test_een_onmogelijk_adres_wordt_genoemd(tmp_path: Path, omgeving: dict[str, str], melding: str) -> None:
    klaar = start_met(tmp_path, **omgeving)
    assert klaar.returncode == 1
    assert melding in klaar.stderr
    assert "Traceback" not in klaar.stderr


def test_een_half_ingevulde_omgeving_zegt_wat_er_ontbreekt(monkeypatch: pytest.MonkeyPatch) -> None:
    for sleutel in start.EIGEN_SERVERS:
        monkeypatch.delenv(sleutel, raising=False)
    monkeypatch.setenv("DATABASE_URL", "postgres://web@db/zorg")
    with pytest.raises(start.diensten.Dienstfout, match="ontbreekt nog: DATABASE_URL_BOUW"):
        start._eigen_servers()


@pytest.fixture
def bewaker() -> Iterator[bewaken.Bewaker]:
    opdracht = ["sh", "-c", "sleep 300 & echo kind $!; wait"]
    bewaker = bewaken.Bewaker([bewaken.Taak("werker", opdracht, dict(os.environ))])
    yield bewaker
    bewaker.stop()
    bewaker.kiezer.close()


def eerste_kind(bewaker: bewaken.Bewaker, capsys: pytest.CaptureFixture[str]) -> int:
    einde = time.monotonic() + 10
    gezien = ""
    while "kind" not in gezien and time.monotonic() < einde:
        bewaker._lees(0.1)
        gezien += capsys.readouterr().out
    return int(gezien.split("kind ")[1].split()[0])


def weg(pid: int) -> bool:
    einde = time.monotonic() + 5
    while time.monotonic() < einde:
        try:
            if Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] == "Z":
                return True
        except OSError:
            return True
        time.sleep(0.05)
    return False


def test_stoppen_neemt_ook_de_kinderen_van_een_taak_mee(
    bewaker: bewaken.Bewaker, capsys: pytest.CaptureFixture[str]
) -> None:
    taak = bewaker.taken["werker"]
    taak.start(bewaker.kiezer)
    kind = eerste_kind(bewaker, capsys)
    bewaker.stop()
    assert weg(kind)
    assert taak.proces is None


def test_een_taak_die_gedood_wordt_start_opnieuw_zonder_weeskinderen(
    bewaker: bewaken.Bewaker, capsys: pytest.CaptureFixture[str]
) -> None:
    taak = bewaker.taken["werker"]
    taak.start(bewaker.kiezer)
    kind = eerste_kind(bewaker, capsys)
    oud = taak.proces
    assert oud is not None
    os.kill(oud.pid, signal.SIGKILL)
    oud.wait()
    bewaker._bewaak(taak)
    assert weg(kind)
    assert taak.pauze == 2 * bewaken.WACHT_EERST
    taak.opnieuw_om = 0
    bewaker._bewaak(taak)
    assert taak.proces is not None
    assert taak.proces.pid != oud.pid


def test_een_programma_dat_er_niet_is_legt_de_rest_niet_stil(capsys: pytest.CaptureFixture[str]) -> None:
    bewaker = bewaken.Bewaker([bewaken.Taak("web", ["/bestaat/niet"], {})])
    taak = bewaker.taken["web"]
    bewaker._start(taak)
    assert taak.proces is None
    assert taak.opnieuw_om > time.monotonic()
    assert "kan niet starten" in capsys.readouterr().out
    bewaker.stop()
