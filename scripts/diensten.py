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
import json
import os
import pwd
import shlex
import shutil
import signal
import subprocess
import sys
from collections.abc import Sequence

from servers import (
    DATABASE,
    HOOFDMAP,
    Dienstfout,
    Plek,
    draait,
    eigen_map,
    leeft,
    pg_pid,
    postgres_bin,
    redis_pid,
    redis_server,
    start_postgres,
    start_redis,
    systeemgebruiker,
    wacht,
)

__all__ = ["DATABASE", "HOOFDMAP", "Dienstfout", "Plek", "draait", "gegevens", "met", "start", "stop", "wis"]

LANGSTE_SOCKETPAD = 100


def start(naam: str) -> bool:
    """Start both servers; True when this call started something, False when they ran already."""
    plek = Plek(naam)
    with plek.slot():
        if draait(plek):
            return False
        if len(str(plek.pg_sockets / ".s.PGSQL.5432")) > LANGSTE_SOCKETPAD:
            raise Dienstfout(f"Het pad {plek.pg_sockets} is te lang voor een socket.")
        redis_server()
        systeemgebruiker(plek, "postgres", "postgresql")
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
        eigen_map(plek.sockets, None, 0o711)
        try:
            start_postgres(plek)
        except Dienstfout:
            if not plek.test or pg_pid(plek) is not None:
                raise
            # Without fsync a crash can ruin the files of a test server: they are worth nothing, begin anew.
            shutil.rmtree(data / "postgres", ignore_errors=True)
            start_postgres(plek)
        start_redis(plek)
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
        "postgres_bin": str(postgres_bin(plek)),
        "postgres_pid": pg_pid(plek),
        "redis_pid": redis_pid(plek),
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
        if (pid := redis_pid(plek)) is not None:
            gestopt = True
            _beeindig(pid, "redis-server", signal.SIGTERM)
        if (pid := pg_pid(plek)) is not None:
            gestopt = True
            _beeindig(pid, "postgres", signal.SIGINT)  # "fast": ends sessions, keeps every commit
        plek.json.unlink(missing_ok=True)
        shutil.rmtree(plek.sockets, ignore_errors=True)
        return gestopt


def _beeindig(pid: int, naam: str, sein: signal.Signals) -> None:
    try:
        os.kill(pid, sein)
    except PermissionError as fout:
        raise Dienstfout(
            f"{naam} (proces {pid}) draait onder een andere gebruiker; stop het van daaruit."
        ) from fout
    except ProcessLookupError:
        return
    if not wacht(lambda: not leeft(pid, naam), 60):
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
