"""The two private servers themselves: where they live, as whom they run, how each one is started.

Used by diensten.py; standard library only.
"""

import contextlib
import fcntl
import hashlib
import os
import pwd
import shlex
import shutil
import socket
import stat
import subprocess
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

HOOFDMAP = Path(__file__).resolve().parent.parent
DATABASE = "thuiscompagnie"
BEHEER = "tc_beheer"
OUDSTE_POSTGRES = 15

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


def _wie(gebruiker: str | None) -> dict[str, Any]:
    """What makes subprocess run as that user; nothing when we stay ourselves."""
    if gebruiker is None:
        return {}
    rij = pwd.getpwnam(gebruiker)
    groepen = os.getgrouplist(rij.pw_name, rij.pw_gid)
    return {"user": rij.pw_uid, "group": rij.pw_gid, "extra_groups": groepen}


def _als(
    gebruiker: str | None, opdracht: Sequence[str], *, check: bool = True, invoer: str | None = None
) -> subprocess.CompletedProcess[str]:
    """Run a command as `gebruiker` (None: as oneself), away from the caller's PG* variables."""
    omgeving = {k: v for k, v in os.environ.items() if not k.startswith(("PG", "LC_", "LANG"))}
    omgeving["LC_ALL"] = "C.UTF-8"
    if gebruiker is not None:
        omgeving["HOME"] = pwd.getpwnam(gebruiker).pw_dir
    stdin: dict[str, Any] = {"stdin": subprocess.DEVNULL} if invoer is None else {"input": invoer}
    klaar = subprocess.run(
        list(opdracht),
        env=omgeving,
        cwd="/",
        text=True,
        capture_output=True,
        check=False,
        **stdin,
        **_wie(gebruiker),
    )
    if check and klaar.returncode != 0:
        raise Dienstfout(
            f"{Path(opdracht[0]).name} mislukte: {(klaar.stderr or klaar.stdout).strip()[-800:]}"
        )
    return klaar


def systeemgebruiker(plek: Plek, naam: str, pakket: str) -> str | None:
    """The system user a server runs as: its own when we are root, else ourselves."""
    if not plek.root:
        return None
    try:
        pwd.getpwnam(naam)
    except KeyError as fout:
        raise Dienstfout(
            f"De systeemgebruiker {naam} ontbreekt. Installeer {pakket} met `make installeer`."
        ) from fout
    return naam


def postgres_bin(plek: Plek) -> Path:
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


def redis_server() -> str:
    programma = shutil.which("redis-server") or "/usr/bin/redis-server"
    if not os.access(programma, os.X_OK):
        raise Dienstfout("Redis is niet geïnstalleerd. Voer `make installeer` uit.")
    return programma


def eigen_map(pad: Path, gebruiker: str | None, mode: int) -> None:
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


def leeft(pid: int | None, naam: str, van: Path | None = None) -> bool:
    """Is `pid` alive and is it the program we think it is (numbers are used again after a restart)?

    `van` is a path that stands on the command line of our server and of no other.
    """
    if not pid:
        return False
    try:
        regel = Path(f"/proc/{pid}/stat").read_text()
        opdracht = Path(f"/proc/{pid}/cmdline").read_bytes()
    except OSError:
        return False
    comm, _, rest = regel.partition("(")[2].rpartition(")")
    if not comm.startswith(naam) or rest.strip().startswith("Z"):
        return False
    return van is None or os.fsencode(van) in opdracht


def _getal(pad: Path) -> int | None:
    try:
        return int(pad.read_text().split("\n", 1)[0])
    except (OSError, ValueError, IndexError):
        return None


def pg_pid(plek: Plek) -> int | None:
    pid = _getal(plek.data / "postgres" / "postmaster.pid")
    return pid if leeft(pid, "postgres", plek.data / "postgres") else None


def redis_pid(plek: Plek) -> int | None:
    pid = _getal(plek.data / "redis" / "redis.pid")
    return pid if leeft(pid, "redis-server", plek.redis_socket) else None


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


def wacht(voorwaarde: Callable[[], bool], seconden: float, stap: float = 0.05) -> bool:
    """Until `voorwaarde` holds, at most so many seconds; False when it never did."""
    einde = time.monotonic() + seconden
    while not voorwaarde():
        if time.monotonic() > einde:
            return False
        time.sleep(stap)
    return True


def draait(plek: Plek) -> bool:
    """Do both servers of this set run and answer?"""
    return (
        plek.json.exists()
        and pg_pid(plek) is not None
        and (plek.pg_sockets / ".s.PGSQL.5432").exists()
        and _redis_zegt(plek, "PING").startswith("+PONG")
    )


def start_postgres(plek: Plek) -> None:
    gebruiker = systeemgebruiker(plek, "postgres", "postgresql")
    map_bin = postgres_bin(plek)
    data = plek.data / "postgres"
    nieuw = not (data / "PG_VERSION").exists()
    if nieuw:
        if data.exists():
            shutil.rmtree(data)
        eigen_map(data, gebruiker, 0o700)
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
    if pg_pid(plek) is None:
        for slot in (data / "postmaster.pid", plek.pg_sockets / ".s.PGSQL.5432.lock"):
            oud = _getal(slot)
            if oud is not None and Path(f"/proc/{oud}").exists():
                # The number left by a crash is a zombie's or another program's; PostgreSQL would refuse.
                slot.unlink()
        eigen_map(plek.pg_sockets, gebruiker, 0o700)
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
        # After a kill -9 the old back ends need a moment to see that their parent is gone.
        log = plek.data / "postgres.log"
        if not wacht(lambda: _stil_starten(gebruiker, start, log), 0 if nieuw else 15, 0.5):
            raise Dienstfout(f"PostgreSQL start niet. Het waarom staat in {log}:\n{_staart(log)}")
    _rollen(plek, map_bin, gebruiker)


def _stil_starten(gebruiker: str | None, opdracht: Sequence[str], log: Path) -> bool:
    """pg_ctl with its output to a file: a pipe would stay open for as long as the server lives."""
    with open(log.with_suffix(".start"), "w") as uit:
        klaar = subprocess.run(
            list(opdracht),
            cwd="/",
            stdin=subprocess.DEVNULL,
            stdout=uit,
            stderr=uit,
            check=False,
            env={"PATH": os.environ.get("PATH", ""), "LC_ALL": "C.UTF-8"},
            **_wie(gebruiker),
        )
    return klaar.returncode == 0


def _staart(pad: Path, regels: int = 5) -> str:
    """The last lines of a log of ours; statements and data never reach it (see STIL)."""
    try:
        return "\n".join(pad.read_text(errors="replace").splitlines()[-regels:])
    except OSError as fout:
        return str(fout.strerror)


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
    # At each start: a database of before gets it too. One that tests make gets it from the owner (beroepsgeheim/rls.py).
    tijdelijk = f"REVOKE TEMPORARY ON DATABASE {DATABASE} FROM PUBLIC, tc_web, tc_rapport;"
    aantal = _als(gebruiker, [*psql, "-d", "postgres", "-f", "-"], invoer=rollen).stdout.strip()
    if aantal == "0":
        # template1 as well: databases that tests make from it get the same rights.
        _als(gebruiker, [*psql, "-d", "template1", "-f", "-"], invoer=schema)
        _als(
            gebruiker,
            [*psql, "-d", "postgres", "-c", f"CREATE DATABASE {DATABASE} OWNER tc_eigenaar"],
        )
    _als(gebruiker, [*psql, "-d", DATABASE, "-f", "-"], invoer=schema + tijdelijk)


def start_redis(plek: Plek) -> None:
    gebruiker = systeemgebruiker(plek, "redis", "redis-server")
    if redis_pid(plek) is not None and _redis_zegt(plek, "PING").startswith("+PONG"):
        return
    data = plek.data / "redis"
    eigen_map(data, gebruiker, 0o700)
    eigen_map(plek.redis_socket.parent, gebruiker, 0o700)
    plek.redis_socket.unlink(missing_ok=True)
    (data / "redis.pid").unlink(missing_ok=True)
    _als(
        gebruiker,
        [
            redis_server(), "--port", "0", "--unixsocket", str(plek.redis_socket), "--unixsocketperm", "700",
            "--dir", str(data), "--pidfile", str(data / "redis.pid"), "--logfile", str(data / "redis.log"),
            "--appendonly", "no" if plek.test else "yes", "--save", "", "--maxmemory-policy", "noeviction",
            "--daemonize", "yes",
        ],
    )  # fmt: skip
    if not wacht(lambda: _redis_zegt(plek, "PING").startswith("+PONG"), 20):
        raise Dienstfout(f"Redis start niet. Het waarom staat in {data / 'redis.log'}.")
