#!/usr/bin/env python3
"""Private PostgreSQL and Redis on Unix sockets, started and stopped without touching the machine's own.

    scripts/diensten.py start|stop|status|env|wis [--naam run]
    scripts/diensten.py met [--naam test] -- OPDRACHT ...   (start, run the command, stop again)

Standard library only: it runs on a bare Python 3.11, before anything is installed. Everything stands
under var/<naam>/ of the clone. As root the servers run as `postgres` and `redis`, as an ordinary user
they run as that user. A name "test" or "test-..." trades safety for speed.
"""

import argparse
import contextlib
import fcntl
import grp
import hashlib
import json
import os
import pwd
import shlex
import shutil
import signal
import socket
import stat
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

HOOFDMAP = Path(__file__).resolve().parent.parent
DATABASE = "thuiscompagnie"
BEHEER = "tc_beheer"
OUDSTE_POSTGRES = 15
LANGSTE_SOCKETPAD = 100

# No case content may reach PostgreSQL's log: no statements, no parameters, no details of failures.
STIL = {
    "log_statement": "none",
    "log_error_verbosity": "terse",
    "log_min_error_statement": "panic",
    "log_min_messages": "log",
    "log_min_duration_statement": "-1",
    "log_min_duration_sample": "-1",
    "log_parameter_max_length": "0",
    "log_parameter_max_length_on_error": "0",
}
SNEL = {"fsync": "off", "full_page_writes": "off", "synchronous_commit": "off"}


class Dienstfout(Exception):
    """Something is missing or refuses; the message is meant for the person at the keyboard."""


class Plek:
    """Where one named set of services keeps its data, its sockets and its description."""

    def __init__(self, naam: str) -> None:
        if not naam.replace("-", "").isalnum() or len(naam) > 40:
            raise Dienstfout(f"{naam!r} is geen goede naam: gebruik letters, cijfers en streepjes.")
        self.naam = naam
        self.test = naam == "test" or naam.startswith("test-")
        self.root = os.geteuid() == 0
        self.var = Path(os.environ.get("THUISCOMPAGNIE_VAR") or HOOFDMAP / "var").absolute()
        self.map = self.var / naam
        self.json = self.map / "diensten.json"
        self.merk = hashlib.sha256(os.fsencode(self.map)).hexdigest()[:12]
        if self.root:
            run = Path("/run")
            self.sockets = (run if os.access(run, os.W_OK) else Path("/tmp")) / f"thuiscompagnie-{self.merk}"
        else:
            self.sockets = Path("/tmp") / f"thuiscompagnie-{os.geteuid()}-{self.merk}"
        self.pg_sockets = self.sockets / "pg"
        self.redis_socket = self.sockets / "redis" / "redis.sock"

    def maak_map(self) -> None:
        """Make var/<naam>; others may pass through (the server's own user), not look inside."""
        try:
            self.map.mkdir(parents=True, exist_ok=True)
            if self.root:
                for pad in (self.var, self.map):
                    pad.chmod(pad.stat().st_mode | 0o111)
        except PermissionError as fout:
            raise Dienstfout(
                f"Ik mag niet schrijven in {self.var}. Is die map door een andere gebruiker gemaakt? "
                "Geef hem terug (chown) of kies een andere met THUISCOMPAGNIE_VAR."
            ) from fout

    @property
    def data(self) -> Path:
        """The folder with the servers' data: in var/, unless the server's user cannot reach that."""
        binnen = self.map / "data"
        buiten = Path("/var/lib") / f"thuiscompagnie-{self.merk}"
        if not self.root or binnen.exists():
            return binnen
        if buiten.exists() or not _bereikbaar(self.map, "postgres"):
            return buiten
        return binnen

    @contextlib.contextmanager
    def slot(self) -> Iterator[None]:
        """One start or stop at a time."""
        self.maak_map()
        with open(self.map / "slot", "w") as bestand:
            fcntl.flock(bestand, fcntl.LOCK_EX)
            yield


def _bereikbaar(pad: Path, gebruiker: str) -> bool:
    return _als(gebruiker, ["test", "-x", str(pad)], check=False).returncode == 0


def _als(
    gebruiker: str | None, opdracht: Sequence[str], *, check: bool = True, invoer: str | None = None
) -> subprocess.CompletedProcess[str]:
    """Run a command as `gebruiker` (None: as oneself), away from the caller's PG* variables."""
    omgeving = {k: v for k, v in os.environ.items() if not k.startswith(("PG", "LC_", "LANG"))}
    omgeving["LC_ALL"] = "C.UTF-8"
    wie: dict = {}
    if gebruiker is not None and os.geteuid() == 0:
        rij = pwd.getpwnam(gebruiker)
        wie = {
            "user": rij.pw_uid,
            "group": rij.pw_gid,
            "extra_groups": os.getgrouplist(gebruiker, rij.pw_gid),
        }
        omgeving["HOME"] = rij.pw_dir
    stdin = {"stdin": subprocess.DEVNULL} if invoer is None else {"input": invoer}
    klaar = subprocess.run(
        list(opdracht), env=omgeving, cwd="/", text=True, capture_output=True, check=False, **stdin, **wie
    )
    if check and klaar.returncode != 0:
        raise Dienstfout(f"{Path(opdracht[0]).name} mislukte: {(klaar.stderr or klaar.stdout).strip()[-800:]}")
    return klaar


def _gebruiker(plek: Plek, naam: str, pakket: str) -> str | None:
    """The system user a server runs as: its own when we are root, else ourselves."""
    if not plek.root:
        return None
    try:
        pwd.getpwnam(naam)
        grp.getgrgid(pwd.getpwnam(naam).pw_gid)
    except KeyError as fout:
        raise Dienstfout(
            f"De systeemgebruiker {naam} ontbreekt. Installeer {pakket} met `make installeer`."
        ) from fout
    return naam


def _postgres_bin(plek: Plek) -> Path:
    """The folder with PostgreSQL's server programs, of the version that made the data."""
    if eigen := os.environ.get("POSTGRES_BIN"):
        return Path(eigen)
    versies: dict[int, Path] = {}
    for pad in Path("/usr/lib/postgresql").glob("*/bin/pg_ctl"):
        if pad.parts[-3].isdigit():
            versies[int(pad.parts[-3])] = pad.parent
    merk = plek.data / "postgres" / "PG_VERSION"
    with contextlib.suppress(OSError):
        versie = int(merk.read_text())
        if versie not in versies:
            raise Dienstfout(
                f"De gegevens in {plek.data} zijn van PostgreSQL {versie}, en dat staat niet meer op deze machine."
            )
        return versies[versie]
    goed = [versie for versie in versies if versie >= OUDSTE_POSTGRES]
    if not goed:
        raise Dienstfout(
            f"PostgreSQL (versie {OUDSTE_POSTGRES} of nieuwer) is niet geïnstalleerd. Voer `make installeer` uit."
        )
    return versies[max(goed)]


def _redis_server() -> str:
    programma = shutil.which("redis-server") or "/usr/bin/redis-server"
    if not os.access(programma, os.X_OK):
        raise Dienstfout("Redis is niet geïnstalleerd. Voer `make installeer` uit.")
    return programma


def _eigen_map(pad: Path, gebruiker: str | None, mode: int) -> None:
    """Make a folder that belongs to `gebruiker`; refuse one that somebody else put in our place."""
    with contextlib.suppress(FileExistsError):
        pad.mkdir(mode=mode, parents=False)
    rij = pad.lstat()
    wie = pwd.getpwnam(gebruiker) if gebruiker else None
    mogelijk = {os.geteuid(), wie.pw_uid} if wie else {os.geteuid()}
    if not stat.S_ISDIR(rij.st_mode) or rij.st_uid not in mogelijk:
        raise Dienstfout(f"{pad} bestaat al en is van een andere gebruiker.")
    if wie:
        os.chown(pad, wie.pw_uid, wie.pw_gid)
    pad.chmod(mode)


def _proces(pid: int | None, naam: str) -> bool:
    """Is `pid` alive and is it the program we think it is (numbers are used again after a restart)?"""
    if not pid:
        return False
    try:
        regel = Path(f"/proc/{pid}/stat").read_text()
    except OSError:
        return False
    comm, _, rest = regel.partition("(")[2].rpartition(")")
    return comm.startswith(naam) and not rest.strip().startswith("Z")


def _getal(pad: Path) -> int | None:
    try:
        return int(pad.read_text().split("\n", 1)[0])
    except (OSError, ValueError, IndexError):
        return None


def _pg_pid(plek: Plek) -> int | None:
    pid = _getal(plek.data / "postgres" / "postmaster.pid")
    return pid if _proces(pid, "postgres") else None


def _redis_pid(plek: Plek) -> int | None:
    pid = _getal(plek.data / "redis" / "redis.pid")
    return pid if _proces(pid, "redis-server") else None


def _redis_zegt(plek: Plek, opdracht: str) -> str:
    """One plain command over the socket; empty when nobody answers."""
    try:
        with socket.socket(socket.AF_UNIX) as lijn:
            lijn.settimeout(5)
            lijn.connect(str(plek.redis_socket))
            lijn.sendall(opdracht.encode() + b"\r\n")
            return lijn.recv(200).decode(errors="replace")
    except OSError:
        return ""


def _wacht(voorwaarde, seconden: float) -> bool:
    einde = time.monotonic() + seconden
    while not voorwaarde():
        if time.monotonic() > einde:
            return False
        time.sleep(0.05)
    return True


def draait(plek: Plek) -> bool:
    """Do both servers of this set run and answer?"""
    return (
        plek.json.exists()
        and _pg_pid(plek) is not None
        and (plek.pg_sockets / ".s.PGSQL.5432").exists()
        and _redis_zegt(plek, "PING").startswith("+PONG")
    )


def _start_postgres(plek: Plek) -> None:
    gebruiker = _gebruiker(plek, "postgres", "postgresql")
    map_bin = _postgres_bin(plek)
    data = plek.data / "postgres"
    nieuw = not (data / "PG_VERSION").exists()
    if nieuw:
        if data.exists():
            shutil.rmtree(data)
        _eigen_map(data, gebruiker, 0o700)
        _als(
            gebruiker,
            [
                str(map_bin / "initdb"), "-D", str(data), "-U", BEHEER, "-A", "trust",
                "--no-sync", "--locale=C.UTF-8", "--encoding=UTF8",
            ],
        )  # fmt: skip
    elif not os.access(data, os.R_OK | os.X_OK):
        raise Dienstfout(
            f"De gegevens in {data} zijn van een andere gebruiker. Start zoals de vorige keer, "
            "of kies een andere map met THUISCOMPAGNIE_VAR."
        )
    if _pg_pid(plek) is None:
        # A number left by a crash may belong to another program by now; PostgreSQL would refuse.
        (data / "postmaster.pid").unlink(missing_ok=True)
        _eigen_map(plek.pg_sockets, gebruiker, 0o700)
        instelling = {
            "listen_addresses": "",
            "unix_socket_directories": str(plek.pg_sockets),
            "port": "5432",
            "jit": "off",
            **STIL,
            **(SNEL if plek.test else {}),
        }
        if _klein_gedeeld_geheugen():
            instelling["dynamic_shared_memory_type"] = "mmap"
        opties = " ".join(f"-c {k}={shlex.quote(v)}" for k, v in instelling.items())
        start = [
            str(map_bin / "pg_ctl"), "start", "-D", str(data), "-l", str(plek.data / "postgres.log"),
            "-w", "-t", "60", "-s", "-o", opties,
        ]  # fmt: skip
        _stil_starten(gebruiker, start, plek.data / "postgres.log")
    _rollen(plek, map_bin, gebruiker)


def _stil_starten(gebruiker: str | None, opdracht: Sequence[str], log: Path) -> None:
    """pg_ctl with its output to a file: a pipe would stay open for as long as the server lives."""
    rij = pwd.getpwnam(gebruiker) if gebruiker else None
    with open(log.with_suffix(".start"), "w") as uit:
        klaar = subprocess.run(
            list(opdracht),
            cwd="/",
            stdin=subprocess.DEVNULL,
            stdout=uit,
            stderr=uit,
            check=False,
            env={"PATH": os.environ.get("PATH", ""), "LC_ALL": "C.UTF-8"},
            **(
                {
                    "user": rij.pw_uid,
                    "group": rij.pw_gid,
                    "extra_groups": os.getgrouplist(rij.pw_name, rij.pw_gid),
                }
                if rij
                else {}
            ),
        )
    if klaar.returncode != 0:
        raise Dienstfout(f"PostgreSQL start niet. Het waarom staat in {log}.")


def _klein_gedeeld_geheugen() -> bool:
    """Containers often give 64 MB of /dev/shm: too little for parallel queries."""
    try:
        rij = os.statvfs("/dev/shm")
    except OSError:
        return True
    return rij.f_blocks * rij.f_frsize < 256 * 1024 * 1024


def _rollen(plek: Plek, map_bin: Path, gebruiker: str | None) -> None:
    """The owner, web and report roles and the database; nothing changes when they are there."""
    psql = [
        str(map_bin / "psql"), "-XAtq", "-v", "ON_ERROR_STOP=1", "-h", str(plek.pg_sockets), "-p", "5432",
        "-U", BEHEER,
    ]  # fmt: skip
    bouwrecht = "CREATEDB" if plek.test else "NOCREATEDB"
    maak = "".join(
        f"""DO $$ BEGIN IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = '{rol}')
        THEN CREATE ROLE {rol} LOGIN; END IF; END $$;\n"""
        for rol in ("tc_eigenaar", "tc_web", "tc_rapport")
    )
    # Only tests build as owner and then work as the web role (SET ROLE).
    leen = "GRANT" if plek.test else "REVOKE"
    van = "TO" if plek.test else "FROM"
    rollen = f"""SET client_min_messages = error;
        {maak}
        ALTER ROLE tc_eigenaar LOGIN NOSUPERUSER {bouwrecht} NOCREATEROLE NOBYPASSRLS NOREPLICATION;
        ALTER ROLE tc_web LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOBYPASSRLS NOREPLICATION;
        ALTER ROLE tc_rapport LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOBYPASSRLS NOREPLICATION;
        {leen} tc_web, tc_rapport {van} tc_eigenaar;
        SELECT count(*) FROM pg_database WHERE datname = '{DATABASE}';
    """
    schema = """SET client_min_messages = error;
        REVOKE ALL ON SCHEMA public FROM PUBLIC;
        GRANT USAGE ON SCHEMA public TO tc_web, tc_rapport;
        GRANT USAGE, CREATE ON SCHEMA public TO tc_eigenaar;
    """
    aantal = _als(gebruiker, [*psql, "-d", "postgres", "-f", "-"], invoer=rollen).stdout.strip()
    if aantal == "0":
        # template1 as well: databases that tests make from it get the same rights.
        _als(gebruiker, [*psql, "-d", "template1", "-f", "-"], invoer=schema)
        _als(
            gebruiker,
            [*psql, "-d", "postgres", "-c", f"CREATE DATABASE {DATABASE} OWNER tc_eigenaar"],
        )
    _als(gebruiker, [*psql, "-d", DATABASE, "-f", "-"], invoer=schema)


def _start_redis(plek: Plek) -> None:
    gebruiker = _gebruiker(plek, "redis", "redis-server")
    if _redis_pid(plek) is not None and _redis_zegt(plek, "PING").startswith("+PONG"):
        return
    data = plek.data / "redis"
    _eigen_map(data, gebruiker, 0o700)
    _eigen_map(plek.redis_socket.parent, gebruiker, 0o700)
    plek.redis_socket.unlink(missing_ok=True)
    (data / "redis.pid").unlink(missing_ok=True)
    _als(
        gebruiker,
        [
            _redis_server(), "--port", "0", "--unixsocket", str(plek.redis_socket), "--unixsocketperm", "700",
            "--dir", str(data), "--pidfile", str(data / "redis.pid"), "--logfile", str(data / "redis.log"),
            "--appendonly", "no" if plek.test else "yes", "--save", "", "--maxmemory-policy", "noeviction",
            "--daemonize", "yes",
        ],
    )  # fmt: skip
    if not _wacht(lambda: _redis_zegt(plek, "PING").startswith("+PONG"), 20):
        raise Dienstfout(f"Redis start niet. Het waarom staat in {data / 'redis.log'}.")


def start(naam: str) -> bool:
    """Start both servers; True when this call started something, False when they ran already."""
    plek = Plek(naam)
    with plek.slot():
        if draait(plek):
            return False
        if len(str(plek.pg_sockets / ".s.PGSQL.5432")) > LANGSTE_SOCKETPAD:
            raise Dienstfout(f"Het pad {plek.pg_sockets} is te lang voor een socket.")
        _redis_server()
        _gebruiker(plek, "postgres", "postgresql")
        data = plek.data
        if not data.exists():
            data.mkdir(mode=0o711)
        if plek.root:
            # The log next to the data is written by the server's own user.
            data.chmod(0o711)
            rij = pwd.getpwnam("postgres")
            log = data / "postgres.log"
            log.touch(mode=0o600)
            os.chown(log, rij.pw_uid, rij.pw_gid)
        _eigen_map(plek.sockets, None, 0o711)
        try:
            _start_postgres(plek)
        except Dienstfout:
            if not plek.test or _pg_pid(plek) is not None:
                raise
            # Without fsync a crash can ruin the files of a test server: they are worth nothing, begin anew.
            shutil.rmtree(data / "postgres", ignore_errors=True)
            _start_postgres(plek)
        _start_redis(plek)
        _beschrijf(plek)
        return True


def _beschrijf(plek: Plek) -> None:
    kenmerk = plek.data / "kenmerk"
    if not kenmerk.exists():
        kenmerk.write_text(os.urandom(8).hex())
    gegevens = {
        **{
            sleutel: f"postgres://{rol}@/{DATABASE}?host={plek.pg_sockets}"
            for sleutel, rol in (
                ("DATABASE_URL", "tc_web"),
                ("DATABASE_URL_BOUW", "tc_eigenaar"),
                ("DATABASE_URL_RAPPORT", "tc_rapport"),
            )
        },
        "REDIS_URL": f"unix://{plek.redis_socket}",
        "naam": plek.naam,
        "data": str(plek.data),
        "sockets": str(plek.sockets),
        "kenmerk": kenmerk.read_text(),
        "postgres_bin": str(_postgres_bin(plek)),
        "postgres_pid": _pg_pid(plek),
        "redis_pid": _redis_pid(plek),
    }
    tijdelijk = plek.json.with_suffix(".nieuw")
    tijdelijk.write_text(json.dumps(gegevens, indent=2) + "\n", encoding="utf-8")
    tijdelijk.replace(plek.json)


def stop(naam: str) -> bool:
    """Stop both servers in an orderly way; False when nothing ran."""
    plek = Plek(naam)
    if not plek.map.exists():
        return False
    with plek.slot():
        gestopt = False
        if (pid := _redis_pid(plek)) is not None:
            gestopt = True
            _beeindig(pid, "redis-server", signal.SIGTERM)
        if (pid := _pg_pid(plek)) is not None:
            gestopt = True
            _beeindig(pid, "postgres", signal.SIGINT)  # "fast": ends sessions, keeps every commit
        plek.json.unlink(missing_ok=True)
        shutil.rmtree(plek.sockets, ignore_errors=True)
        return gestopt


def _beeindig(pid: int, naam: str, sein: signal.Signals) -> None:
    try:
        os.kill(pid, sein)
    except PermissionError as fout:
        raise Dienstfout(f"{naam} (proces {pid}) draait onder een andere gebruiker; stop het van daaruit.") from fout
    except ProcessLookupError:
        return
    if not _wacht(lambda: not _proces(pid, naam), 60):
        raise Dienstfout(f"{naam} (proces {pid}) stopt niet binnen een minuut.")


def wis(naam: str) -> None:
    """Stop, and throw the data of this set away."""
    stop(naam)
    plek = Plek(naam)
    for pad in {plek.map / "data", plek.data}:
        shutil.rmtree(pad, ignore_errors=True)
    shutil.rmtree(plek.map, ignore_errors=True)


def gegevens(naam: str) -> dict[str, object]:
    """What diensten.json tells; raises Dienstfout when the set does not run."""
    plek = Plek(naam)
    try:
        return dict(json.loads(plek.json.read_text(encoding="utf-8")))
    except (OSError, ValueError) as fout:
        raise Dienstfout(f"De diensten ({naam}) draaien niet. Start ze met `make diensten`.") from fout


def met(naam: str, opdracht: Sequence[str]) -> int:
    """Run a command with the services; stop them after it, unless they ran already or others use them."""
    if not opdracht:
        raise Dienstfout("Zeg na -- welke opdracht er moet lopen.")
    plek = Plek(naam)
    plek.maak_map()
    kind: subprocess.Popen[bytes] | None = None

    def geef_door(nummer: int, _frame: object) -> None:
        if kind is None:
            raise SystemExit(128 + nummer)
        kind.send_signal(nummer)

    signal.signal(signal.SIGTERM, geef_door)
    signal.signal(signal.SIGHUP, geef_door)
    with open(plek.map / "gebruik", "w") as gebruik:
        fcntl.flock(gebruik, fcntl.LOCK_SH)
        zelf = start(naam)
        try:
            kind = subprocess.Popen(list(opdracht), env={**os.environ, "DIENSTEN_NAAM": naam})
            while True:
                # Ctrl-C reaches the command as well; wait for its own tidy end.
                with contextlib.suppress(KeyboardInterrupt):
                    code = kind.wait()
                    break
        finally:
            alleen = True
            try:
                fcntl.flock(gebruik, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except OSError:
                alleen = False
            if zelf and alleen:
                stop(naam)
    return 128 - code if code < 0 else code


def hoofd(argumenten: Sequence[str]) -> int:
    lezer = argparse.ArgumentParser(prog="diensten.py", description="Eigen PostgreSQL en Redis.")
    lezer.add_argument("wat", choices=["start", "stop", "status", "env", "wis", "met"])
    lezer.add_argument("--naam", default=os.environ.get("DIENSTEN_NAAM") or "run")
    voor, opdracht = list(argumenten), []
    if "--" in voor:
        plaats = voor.index("--")
        voor, opdracht = voor[:plaats], voor[plaats + 1 :]
    keuze = lezer.parse_args(voor)
    naam = keuze.naam
    if keuze.wat == "start":
        begonnen = start(naam)
        print(f"De diensten ({naam}) {'zijn gestart' if begonnen else 'draaiden al'}.")
    elif keuze.wat == "stop":
        print(f"De diensten ({naam}) {'zijn gestopt' if stop(naam) else 'draaiden niet'}.")
    elif keuze.wat == "status":
        leeft = draait(Plek(naam))
        print(f"De diensten ({naam}) {'draaien' if leeft else 'draaien niet'}.")
        return 0 if leeft else 3
    elif keuze.wat == "env":
        for sleutel, waarde in gegevens(naam).items():
            if sleutel.isupper():
                print(f"export {sleutel}={shlex.quote(str(waarde))}")
    elif keuze.wat == "wis":
        wis(naam)
        print(f"De diensten ({naam}) en hun gegevens zijn weg.")
    else:
        return met(naam, opdracht)
    return 0


if __name__ == "__main__":
    try:
        sys.exit(hoofd(sys.argv[1:]))
    except Dienstfout as fout:
        sys.exit(str(fout))
    except KeyboardInterrupt:
        sys.exit(130)
