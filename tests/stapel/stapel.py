"""The whole application as people use it: private servers, web server, worker and schedule, demo data.

Nothing in it is replaced for the tests: the web role logs in over its own URL, the worker is a real
Celery worker on a real Redis. Only the waiting times of the outbox are shortened by its settings.
"""

import json
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable
from pathlib import Path
from typing import Any

import psycopg2

from .codes import Codes

HOOFDMAP = Path(__file__).resolve().parent.parent.parent
DIENSTEN = [sys.executable, str(HOOFDMAP / "scripts" / "diensten.py")]
NABLIJVER = [sys.executable, str(Path(__file__).with_name("nablijver.py"))]


def wacht_tot(vraag: Callable[[], Any], wat: str, seconden: float = 180) -> Any:
    """Ask again until the answer is true; fails with `wat` when that takes too long."""
    eind = time.monotonic() + seconden
    while time.monotonic() < eind:
        if antwoord := vraag():
            return antwoord
        time.sleep(0.1)
    raise AssertionError(f"niet op tijd: {wat}")


def vrije_poort() -> int:
    with socket.socket() as haak:
        haak.bind(("127.0.0.1", 0))
        return int(haak.getsockname()[1])


class Stapel:
    """Everything of `make run`, on a port and in folders of its own."""

    def __init__(self, naam: str, var: Path) -> None:
        self.naam = naam
        self.var = var
        self.poort = vrije_poort()
        self.adres = f"http://127.0.0.1:{self.poort}"
        self.codes = Codes()
        self.processen: dict[str, subprocess.Popen[bytes]] = {}
        self.extra_web: tuple[str, ...] = ()
        self.nablijver: subprocess.Popen[str] | None = None
        self.omgeving = {
            **{
                k: v
                for k, v in os.environ.items()
                if not k.startswith(("DATABASE_URL", "REDIS_URL", "PYTEST"))
            },
            "DIENSTEN_NAAM": naam,
            "THUISCOMPAGNIE_VAR": str(var),
            "DJANGO_SETTINGS_MODULE": "thuiscompagnie.settings.ontwikkeling",
            "OUTBOX_LEASE_SECONDEN": "6",
            "OUTBOX_VEEG_SECONDEN": "1",
        }

    def start(self, *, demo: bool = True) -> None:
        """Services, database, reference and demo data, static files, then the three processes."""
        self.laat_iemand_nablijven()
        self.diensten("start")
        self.beheer("migrate", "--database", "bouw", "--no-input", "--verbosity", "0")
        self.beheer("laad_referentie")
        if demo:
            self.beheer("laad_demo")
        self.beheer("collectstatic", "--no-input", "--verbosity", "0")
        self.start_web()
        self.start_werker()
        self.start_schema()
        wacht_tot(self.antwoordt, "de webserver")

    def stop(self) -> None:
        for naam in list(self.processen):
            self.dood(naam, signal.SIGKILL)
        self.diensten("stop")
        self.diensten("wis")
        if self.nablijver is not None:
            self.nablijver.kill()
            self.nablijver.communicate()

    def laat_iemand_nablijven(self) -> None:
        """Somebody clears away when these tests are killed: a kill -9 leaves no server behind."""
        self.nablijver = subprocess.Popen(
            [*NABLIJVER, *DIENSTEN, "wis", "--naam", self.naam],
            env=self.omgeving,
            stdin=subprocess.PIPE,
            text=True,
            start_new_session=True,
        )

    def meld(self, teken: str, proces: subprocess.Popen[bytes]) -> None:
        """Tell who stays behind that a process group began ("+") or ended ("-")."""
        if self.nablijver is not None and self.nablijver.stdin is not None:
            self.nablijver.stdin.write(f"{teken}{proces.pid}\n")
            self.nablijver.stdin.flush()

    def diensten(self, opdracht: str) -> None:
        subprocess.run(
            [*DIENSTEN, opdracht, "--naam", self.naam], env=self.omgeving, check=True, capture_output=True
        )

    def beheer(self, *argumenten: str) -> str:
        """Run a manage.py command in this application; returns what it printed."""
        klaar = subprocess.run(
            [sys.executable, "manage.py", *argumenten],
            cwd=HOOFDMAP,
            env=self.omgeving,
            capture_output=True,
            text=True,
            check=False,
        )
        assert klaar.returncode == 0, klaar.stdout + klaar.stderr
        return klaar.stdout

    def begin(self, naam: str, opdracht: list[str]) -> None:
        with (self.var / f"{naam}.log").open("ab") as log:
            self.processen[naam] = subprocess.Popen(
                opdracht, cwd=HOOFDMAP, env=self.omgeving, stdout=log, stderr=log, start_new_session=True
            )
        self.meld("+", self.processen[naam])

    def start_web(self) -> None:
        granian = str(Path(sys.executable).parent / "granian")
        self.begin("web", [
            granian, "--interface", "wsgi", "--host", "127.0.0.1", "--port", str(self.poort), "--workers", "1",
            "--blocking-threads", "4", "--no-ws", "--log-level", "warning", *self.extra_web,
            "thuiscompagnie.wsgi:application",
        ])  # fmt: skip

    def start_werker(self) -> None:
        self.begin("werker", [
            sys.executable, "-m", "celery", "-A", "thuiscompagnie", "--quiet", "worker", "--pool", "prefork",
            "--concurrency", "1", "--without-gossip", "--without-mingle", "--loglevel", "info",
        ])  # fmt: skip

    def start_schema(self) -> None:
        self.begin("schema", [
            sys.executable, "-m", "celery", "-A", "thuiscompagnie", "--quiet", "beat", "--schedule",
            str(self.var / "schema"), "--pidfile", "", "--loglevel", "warning",
        ])  # fmt: skip

    def dood(self, naam: str, sein: signal.Signals = signal.SIGKILL) -> None:
        """Kill a process with everything it started (the worker's children too)."""
        proces = self.processen.pop(naam)
        if proces.poll() is None:
            os.killpg(proces.pid, sein)
        proces.wait(timeout=20)
        self.meld("-", proces)

    def dood_redis(self) -> None:
        """kill -9 of Redis: its process number stands in the description of the services."""
        os.kill(self.gegevens()["redis_pid"], signal.SIGKILL)

    def gegevens(self) -> dict[str, Any]:
        return dict(json.loads((self.var / self.naam / "diensten.json").read_text()))

    def antwoordt(self) -> bool:
        try:
            with urllib.request.urlopen(f"{self.adres}/aanmelden/", timeout=2) as antwoord:
                return bool(antwoord.status == 200)
        except OSError:
            return False

    def sql(self, vraag: str, *waarden: Any) -> list[tuple[Any, ...]]:
        """Rows seen by the owner of the database, to look at what is true (never to change anything)."""
        with (
            psycopg2.connect(self.gegevens()["DATABASE_URL_BOUW"]) as verbinding,
            verbinding.cursor() as cursor,
        ):
            cursor.execute(vraag, waarden)
            return list(cursor.fetchall())

    def verbinding(self) -> Any:
        """An open connection of the owner (to hold a lock while something is killed)."""
        return psycopg2.connect(self.gegevens()["DATABASE_URL_BOUW"])
