"""Keeps long-lived processes alive: prints what they say, starts again what dies, stops all in order."""

import contextlib
import ctypes
import os
import selectors
import signal
import subprocess
import time
from collections.abc import Callable, Sequence

from servers import HOOFDMAP

WACHT_EERST, WACHT_LANGST, STABIEL = 1.0, 30.0, 60.0
GENADE = {"web": 10.0, "schema": 5.0, "werker": 25.0}
LIBC = ctypes.CDLL(None, use_errno=True)


def zeg(tekst: str, wie: str = "start") -> None:
    # A closed terminal is no reason to stop halfway: the signal that comes with it does that properly.
    with contextlib.suppress(OSError):
        print(f"{wie:<6} | {tekst}", flush=True)


def sterf_mee() -> None:
    """In the child: when this supervisor is killed, the kernel tells the child to stop (PR_SET_PDEATHSIG)."""
    LIBC.prctl(1, signal.SIGTERM)


class Taak:
    """One long-lived process in a group of its own, with its output under its own name."""

    def __init__(self, naam: str, opdracht: Sequence[str], omgeving: dict[str, str]) -> None:
        self.naam = naam
        self.opdracht = list(opdracht)
        self.omgeving = omgeving
        self.proces: subprocess.Popen[bytes] | None = None
        self.rest = b""
        self.begon = 0.0
        self.pauze = WACHT_EERST
        self.opnieuw_om = 0.0

    def start(self, kiezer: selectors.BaseSelector) -> None:
        self.proces = subprocess.Popen(
            self.opdracht,
            cwd=HOOFDMAP,
            env=self.omgeving,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            start_new_session=True,
            preexec_fn=sterf_mee,
        )
        self.begon = time.monotonic()
        assert self.proces.stdout is not None
        os.set_blocking(self.proces.stdout.fileno(), False)
        kiezer.register(self.proces.stdout, selectors.EVENT_READ, self)

    def lees(self) -> bool:
        """Print whole lines; False at the end of the output."""
        assert self.proces is not None and self.proces.stdout is not None
        try:
            stuk = os.read(self.proces.stdout.fileno(), 65536)
        except BlockingIOError:
            return True
        *regels, self.rest = (self.rest + stuk).split(b"\n")
        if not stuk and self.rest:
            regels, self.rest = [self.rest], b""
        for regel in regels:
            if tekst := regel.decode(errors="replace").rstrip():
                zeg(tekst, self.naam)
        return bool(stuk)

    def sein(self, nummer: signal.Signals) -> None:
        if self.proces is not None and self.proces.poll() is None:
            with contextlib.suppress(ProcessLookupError):
                self.proces.send_signal(nummer)

    def ruim_op(self, kiezer: selectors.BaseSelector) -> None:
        """After the end: whatever is left of the group goes too, so that nothing is orphaned."""
        if self.proces is None:
            return
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.killpg(self.proces.pid, signal.SIGKILL)
        self.proces.wait()
        if self.proces.stdout is not None:
            while self.lees():
                if not kiezer.select(0):
                    break
            with contextlib.suppress(KeyError):
                kiezer.unregister(self.proces.stdout)
            self.proces.stdout.close()
        self.proces = None


class Bewaker:
    """Starts the tasks, prints what they say, starts again what dies, stops all in order."""

    def __init__(self, taken: Sequence[Taak], elke_ronde: Callable[[], None] = lambda: None) -> None:
        self.taken = {taak.naam: taak for taak in taken}
        self.elke_ronde = elke_ronde
        self.kiezer = selectors.DefaultSelector()
        self.stoppen = 0

    def loop(self) -> None:
        for taak in self.taken.values():
            self._start(taak)
        while not self.stoppen:
            self._lees(0.25)
            for taak in self.taken.values():
                self._bewaak(taak)
            self.elke_ronde()

    def _lees(self, seconden: float) -> None:
        for sleutel, _ in self.kiezer.select(seconden):
            if not sleutel.data.lees():
                self.kiezer.unregister(sleutel.fileobj)

    def _bewaak(self, taak: Taak) -> None:
        nu = time.monotonic()
        if taak.proces is None:
            if nu >= taak.opnieuw_om:
                zeg(f"{taak.naam} start opnieuw")
                self._start(taak)
            return
        if (code := taak.proces.poll()) is None:
            if nu - taak.begon > STABIEL:
                taak.pauze = WACHT_EERST
            return
        taak.ruim_op(self.kiezer)
        self._later(taak, f"is weggevallen (code {code})")

    def _start(self, taak: Taak) -> None:
        try:
            taak.start(self.kiezer)
        except OSError as fout:
            taak.proces = None
            self._later(taak, f"kan niet starten ({fout.strerror})")

    def _later(self, taak: Taak, waarom: str) -> None:
        taak.opnieuw_om = time.monotonic() + taak.pauze
        zeg(f"{taak.naam} {waarom}; over {taak.pauze:.0f} s opnieuw")
        taak.pauze = min(taak.pauze * 2, WACHT_LANGST)

    def stop(self) -> None:
        """The schedule first, then the web, then the worker, which finishes what it has in hand."""
        for naam in ("schema", "web", "werker"):
            if naam in self.taken:
                self.taken[naam].sein(signal.SIGTERM)
        eerste = self.stoppen
        begin = time.monotonic()
        for naam, genade in GENADE.items():
            taak = self.taken.get(naam)
            while taak is not None and taak.proces is not None and taak.proces.poll() is None:
                if time.monotonic() - begin > genade or self.stoppen > eerste:
                    zeg(f"{naam} stopt niet vanzelf en wordt afgebroken")
                    break
                self._lees(0.1)
        for taak in self.taken.values():
            taak.ruim_op(self.kiezer)
