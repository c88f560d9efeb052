#!/usr/bin/env python3
"""The program behind `make run`: everything from a bare clone to an address in the browser.

Checks the port, installs what is missing, starts PostgreSQL and Redis, migrates as owner, loads
reference and demo data once, collects static files, and then keeps the web server, a worker and the
schedule alive until Ctrl-C or SIGTERM. It stops what it started, in the order that loses nothing.
Standard library only; the work itself runs in .venv.
"""

import argparse
import contextlib
import fcntl
import hashlib
import http.client
import json
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterable, Iterator
from pathlib import Path

import diensten
from bewaker import Bewaker, Taak, sterf_mee, zeg

HOOFDMAP = diensten.HOOFDMAP
PYTHON = HOOFDMAP / ".venv" / "bin" / "python"
NAAM = os.environ.get("DIENSTEN_NAAM") or "run"
HOST = os.environ.get("HOST") or "127.0.0.1"
EIGEN_SERVERS = ("DATABASE_URL", "DATABASE_URL_BOUW", "DATABASE_URL_RAPPORT", "REDIS_URL")


def poort() -> int:
    waarde = os.environ.get("PORT") or "8000"
    if not waarde.isdigit() or not 0 < int(waarde) < 65536:
        raise diensten.Dienstfout(f"PORT={waarde} is geen poortnummer.")
    return int(waarde)


def controleer_poort() -> None:
    """Refuse before anything starts when the address cannot be had."""
    try:
        soort, _, _, _, adres = socket.getaddrinfo(HOST, poort(), type=socket.SOCK_STREAM)[0]
    except OSError as fout:
        raise diensten.Dienstfout(f"HOST={HOST} is geen adres van deze machine.") from fout
    with socket.socket(soort, socket.SOCK_STREAM) as proef:
        proef.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            proef.bind(adres)
            proef.listen(1)
        except PermissionError as fout:
            raise diensten.Dienstfout(
                f"Poort {poort()} mag alleen een beheerder gebruiken. Kies een andere: PORT=8000 make run"
            ) from fout
        except OSError as fout:
            raise diensten.Dienstfout(
                f"Poort {poort()} op {HOST} is al in gebruik. Stop wat daar draait, "
                f"of kies een andere poort: PORT={poort() + 1} make run"
            ) from fout


# --- what has been done before need not be done again ---------------------------------------------------


def _druk(paden: Iterable[Path], *, inhoud: bool = True) -> str:
    """One hash over files: their contents, or for large trees their names, sizes and times."""
    som = hashlib.sha256()
    for pad in sorted(set(paden)):
        rij = pad.stat()
        som.update(os.fsencode(pad.relative_to(HOOFDMAP)) + b"\0")
        som.update(pad.read_bytes() if inhoud else f"{rij.st_size} {rij.st_mtime_ns}".encode())
    return som.hexdigest()


def _bestanden(*patronen: str) -> list[Path]:
    """Files of the project itself that match, leaving .venv, var and hidden folders alone."""
    mappen = [p for p in HOOFDMAP.iterdir() if p.is_dir() and p.name[0] != "." and p.name != "var"]
    return [p for map_ in mappen for patroon in patronen for p in map_.rglob(patroon) if p.is_file()]


class Stempels:
    """What was done for this database; kept next to its data, so that they live and die together."""

    def __init__(self, gegevens: dict[str, object]) -> None:
        self.pad = Path(str(gegevens["data"])) / "stempels.json"
        self.kenmerk = str(gegevens["kenmerk"])
        self.inhoud: dict[str, str] = {}
        with contextlib.suppress(OSError, ValueError):
            gelezen = json.loads(self.pad.read_text())
            if gelezen.get("kenmerk") == self.kenmerk:
                self.inhoud = gelezen

    def klopt(self, naam: str, waarde: str) -> bool:
        return self.inhoud.get(naam) == waarde

    def zet(self, naam: str, waarde: str) -> None:
        self.inhoud.update({"kenmerk": self.kenmerk, naam: waarde})
        self.pad.write_text(json.dumps(self.inhoud, indent=2) + "\n")


def _toegepast(gegevens: dict[str, object]) -> str:
    """A fingerprint of the migrations that the database itself knows; "" when it has none."""
    vraag = "SELECT md5(string_agg(app || '.' || name, ',' ORDER BY app, name)) FROM django_migrations"
    psql = str(Path(str(gegevens["postgres_bin"])) / "psql")
    try:
        klaar = subprocess.run(
            [psql, "-XAtq", "-c", vraag, str(gegevens["DATABASE_URL_BOUW"])],
            capture_output=True,
            text=True,
            check=False,
        )
    except OSError:
        return ""
    return klaar.stdout.strip() if klaar.returncode == 0 else ""


def beheer(*argumenten: str, raad: str = "") -> None:
    """Run manage.py; its own output says what went wrong, `raad` what can be done."""
    klaar = subprocess.run(
        [str(PYTHON), "manage.py", *argumenten], cwd=HOOFDMAP, stdin=subprocess.DEVNULL, check=False
    )
    if klaar.returncode != 0:
        raise diensten.Dienstfout(
            f"`manage.py {' '.join(argumenten)}` mislukte; hierboven staat waarom.{raad}"
        )


def _raad(gegevens: dict[str, object]) -> str:
    """A database of example data that an older version made can be made anew; other data are never advised away."""
    if _eigen_servers() or "demo" not in Stempels(gegevens).inhoud:
        return ""
    return "\nZijn het enkel voorbeeldgegevens van een vorige versie? Begin opnieuw: python3 scripts/diensten.py wis"


def maak_klaar(gegevens: dict[str, object]) -> None:
    """Migrations, reference data, demo data and static files, each only when something changed."""
    stempels = Stempels(gegevens)
    pakketten = _druk([HOOFDMAP / "requirements.txt"])
    bouw = _druk(_bestanden("migrations/*.py")) + pakketten
    bekend = _toegepast(gegevens)
    if not bekend or not stempels.klopt("migraties", bouw + bekend):
        zeg("de database wordt bijgewerkt")
        beheer("migrate", "--database", "bouw", "--no-input", "--verbosity", "0", raad=_raad(gegevens))
        bekend = _toegepast(gegevens)
        stempels.zet("migraties", bouw + bekend)
    referentie = _druk(_bestanden("gegevens/*", "data/*", "laad_referentie.py")) + bekend
    if not stempels.klopt("referentie", referentie):
        zeg("gemeenten en partners worden geladen")
        beheer("laad_referentie")
        stempels.zet("referentie", referentie)
    demo = os.environ.get("DEMO") or ("0" if _eigen_servers() else "1")
    if "demo" not in stempels.inhoud and demo != "0":
        zeg("de voorbeeldgegevens worden geladen")
        beheer("laad_demo")
        stempels.zet("demo", "geladen")
    beeld = _druk(_bestanden("static/**/*"), inhoud=False) + pakketten
    merk = diensten.Plek(NAAM).map / "beeld.stempel"
    if not merk.exists() or merk.read_text() != beeld:
        zeg("stijlen en scripts worden verzameld")
        beheer("collectstatic", "--no-input", "--verbosity", "0")
        merk.write_text(beeld)


def _eigen_servers() -> bool:
    """Does the environment name servers of its own? All four addresses, or none."""
    gezet = [sleutel for sleutel in EIGEN_SERVERS if os.environ.get(sleutel)]
    if gezet and len(gezet) < len(EIGEN_SERVERS):
        mist = ", ".join(sleutel for sleutel in EIGEN_SERVERS if sleutel not in gezet)
        raise diensten.Dienstfout(f"{', '.join(gezet)} staat in de omgeving, maar dit ontbreekt nog: {mist}.")
    return bool(gezet)


def _vraag_logins(omgeving: dict[str, str]) -> subprocess.Popen[str]:
    """Ask for the demo logins beside the start of the web server: each takes a second or two."""
    return subprocess.Popen(
        [str(PYTHON), "manage.py", "demo_logins"],
        cwd=HOOFDMAP, env=omgeving, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
        text=True, preexec_fn=sterf_mee,
    )  # fmt: skip


def taken(omgeving: dict[str, str]) -> list[Taak]:
    """What runs until it is stopped. None of it gets the address of the owner: that is for migrating only."""
    omgeving = {naam: waarde for naam, waarde in omgeving.items() if naam != "DATABASE_URL_BOUW"}
    celery = [str(PYTHON), "-m", "celery", "-A", "thuiscompagnie"]
    schema = diensten.Plek(NAAM).map / "celerybeat-schema"
    return [
        Taak(
            "web",
            [
                str(PYTHON.parent / "granian"), "--interface", "wsgi", "--host", HOST, "--port", str(poort()),
                "--workers", os.environ.get("WEB_PROCESSEN") or "2", "--blocking-threads", "4",
                "--respawn-failed-workers", "--no-ws", "--log-level", "warning",
                "thuiscompagnie.wsgi:application",
            ],
            omgeving,
        ),
        Taak(
            "werker",
            [
                *celery, "--quiet", "worker", "--pool", "prefork", "--concurrency", "2", "--max-tasks-per-child", "50",
                "--without-gossip", "--without-mingle", "--loglevel", "warning",
            ],
            # As root Celery warns at every start; the clone may well lie where only root can read.
            {**omgeving, "PYTHONWARNINGS": "ignore:You're running the worker"},
        ),
        Taak("schema", [*celery, "--quiet", "beat", "--schedule", str(schema), "--pidfile", "", "--loglevel", "warning"], omgeving),
    ]  # fmt: skip


def _web_antwoordt() -> bool:
    """Does the web server give any answer at all? (A listening port alone may still be starting.)"""
    kijk = {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(HOST, HOST)
    lijn = http.client.HTTPConnection(kijk, poort(), timeout=2)
    try:
        lijn.request("HEAD", "/", headers={"Host": f"localhost:{poort()}"})
        lijn.getresponse()
    except (OSError, http.client.HTTPException):
        return False
    finally:
        lijn.close()
    return True


def _meld_adres(logins: str) -> None:
    naam = "localhost" if HOST in {"0.0.0.0", "::", "127.0.0.1", "::1"} else HOST
    zeg(f"Thuiscompagnie staat klaar op http://{naam}:{poort()}/")
    for regel in ["", *logins.strip().splitlines(), ""] if logins.strip() else []:
        zeg(regel)
    if logins.strip():
        zeg("Na het wachtwoord komt een code: in deze proefopstelling staat die op het scherm.")
    zeg("Ctrl-C stopt alles; wat ingevoerd is, blijft bewaard.")


@contextlib.contextmanager
def een_tegelijk() -> Iterator[None]:
    """One start per clone; its process number stands in the lock file for `make stop`."""
    plek = diensten.Plek(NAAM)
    plek.maak_map()
    with open(plek.map / "start.slot", "a+") as slot:
        try:
            fcntl.flock(slot, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as fout:
            raise diensten.Dienstfout(
                "Thuiscompagnie draait al vanuit deze map (`make stop` stopt het)."
            ) from fout
        slot.truncate(0)
        slot.write(str(os.getpid()))
        slot.flush()
        yield
        slot.truncate(0)


def stop() -> None:
    """`make stop`: end a running start of this clone, then the services."""
    liep = False
    with contextlib.suppress(OSError, ValueError), open(diensten.Plek(NAAM).map / "start.slot") as slot:
        pid = int(slot.read())
        try:
            fcntl.flock(slot, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            os.kill(pid, signal.SIGTERM)
            fcntl.flock(slot, fcntl.LOCK_EX)
            liep = True
    liep = diensten.stop(NAAM) or liep
    print("Alles is gestopt." if liep else "Er draaide niets.")


def _diensten() -> dict[str, object]:
    if not _eigen_servers():
        diensten.start(NAAM)
        return diensten.gegevens(NAAM)
    adres = os.environ["DATABASE_URL_BOUW"]
    return {
        "DATABASE_URL_BOUW": adres,
        "data": str(diensten.Plek(NAAM).map),
        "kenmerk": hashlib.sha256(adres.encode()).hexdigest()[:16],
        "postgres_bin": "",
    }


class Ronde:
    """What the supervisor does between two looks at its tasks: announce once, watch the services."""

    def __init__(self, omgeving: dict[str, str]) -> None:
        self.omgeving = omgeving
        self.logins: subprocess.Popen[str] | None = None
        self.gemeld = False
        self.gezien = time.monotonic()

    def __call__(self) -> None:
        if self.logins is None:
            self.logins = _vraag_logins(self.omgeving)
        if not self.gemeld and _web_antwoordt():
            self.gemeld = True
            _meld_adres(self.logins.communicate()[0])
        if time.monotonic() - self.gezien > 2:
            self._bewaak_diensten()
            self.gezien = time.monotonic()

    def _bewaak_diensten(self) -> None:
        if _eigen_servers() or diensten.draait(diensten.Plek(NAAM)):
            return
        zeg("de database of Redis is weggevallen en start opnieuw")
        try:
            diensten.start(NAAM)
        except diensten.Dienstfout as fout:
            zeg(str(fout))

    def stop(self) -> None:
        if self.logins is not None and self.logins.poll() is None:
            self.logins.kill()
            self.logins.wait()


class Onderbroken(Exception):
    """A request to stop that arrived before the tasks were running."""


def draai() -> None:
    """Set everything up, keep it running until a signal, and stop what was started here."""
    controleer_poort()
    _eigen_servers()
    with een_tegelijk():
        subprocess.run(["bash", "scripts/installeer.sh"], cwd=HOOFDMAP, stdin=None, check=True)
        omgeving = {**os.environ, "DIENSTEN_NAAM": NAAM, "PYTHONUNBUFFERED": "1"}
        ronde = Ronde(omgeving)
        bewaker = Bewaker(taken(omgeving), ronde)
        klaargezet = False

        def onderbreek(_nummer: int, _frame: object) -> None:
            bewaker.stoppen += 1
            if bewaker.stoppen == 1 and not klaargezet:
                raise Onderbroken

        for sein in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(sein, onderbreek)
        draaiden_al = diensten.draait(diensten.Plek(NAAM))
        try:
            maak_klaar(_diensten())
            klaargezet = True
            bewaker.loop()
        except Onderbroken:
            zeg("onderbroken")
        finally:
            klaargezet = True
            zeg("alles wordt gestopt")
            try:
                ronde.stop()
                bewaker.stop()
            finally:
                if not draaiden_al:
                    diensten.stop(NAAM)
            zeg("gestopt")


def hoofd() -> None:
    lezer = argparse.ArgumentParser(description="Start Thuiscompagnie.")
    lezer.add_argument("--stop", action="store_true", help="stop een lopende start en de diensten")
    os.umask(0o022)
    if lezer.parse_args().stop:
        stop()
    else:
        draai()


if __name__ == "__main__":
    try:
        hoofd()
    except diensten.Dienstfout as fout:
        sys.exit(str(fout))
    except subprocess.CalledProcessError as fout:
        sys.exit(fout.returncode)
    except KeyboardInterrupt:
        sys.exit(130)
