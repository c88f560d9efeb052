"""Measuring as ratios: many short turns, interleaved, medians; a miss is measured once more before it counts."""

import gc
import math
import statistics
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

BEGIN = time.monotonic()
Doe = Callable[[], object]


@dataclass
class Uitslag:
    """One line of the table. Without a limit it is there to be read."""

    maat: str
    gemeten: float
    grens: float | None = None
    minstens: bool = False
    eenheid: str = "x"
    uitleg: str = ""

    @property
    def goed(self) -> bool:
        if self.grens is None:
            return True
        waarde = round(self.gemeten, 2)
        return waarde >= self.grens if self.minstens else waarde <= self.grens

    def regel(self) -> str:
        grens = "" if self.grens is None else f"{'>=' if self.minstens else '<='} {getal(self.grens)}"
        oordeel = "" if self.grens is None else ("ok" if self.goed else "TE TRAAG")
        gemeten = f"{getal(self.gemeten)} {self.eenheid}"
        return f"{self.maat:<62}{gemeten:>12}  {grens:>9}  {oordeel:<8} {self.uitleg}".rstrip()


@dataclass
class Tabel:
    """All lines, printed as they come."""

    uitslagen: list[Uitslag] = field(default_factory=list)

    def kop(self, tekst: str) -> None:
        print(f"\n{tekst}\n{'-' * len(tekst)}", flush=True)

    def zet(self, *uitslagen: Uitslag) -> None:
        for uitslag in uitslagen:
            self.uitslagen.append(uitslag)
            print(uitslag.regel(), flush=True)

    def opmerking(self, tekst: str) -> None:
        print(f"  {tekst}", flush=True)

    @property
    def te_traag(self) -> list[Uitslag]:
        return [uitslag for uitslag in self.uitslagen if not uitslag.goed]


def getal(waarde: float) -> str:
    if math.isinf(waarde):
        return "-"
    return f"{waarde:.0f}" if waarde == int(waarde) or waarde >= 100 else f"{waarde:.2f}"


def tijden(dingen: Sequence[Doe], keer: int, *, opwarmen: int = 2) -> list[list[float]]:
    """Seconds of each turn of each thing, one turn of each in every round so that noise hits all alike."""
    uit: list[list[float]] = [[] for _ in dingen]
    for _ in range(opwarmen):
        for ding in dingen:
            ding()
    gc.collect()
    gc.disable()
    try:
        for ronde in range(keer):
            volgorde = list(enumerate(dingen))
            for nummer, ding in volgorde if ronde % 2 == 0 else reversed(volgorde):
                begin = time.perf_counter()
                ding()
                uit[nummer].append(time.perf_counter() - begin)
    finally:
        gc.enable()
    return uit


def mediaan(reeks: Sequence[float]) -> float:
    return statistics.median(reeks)


def percentiel(reeks: Sequence[float], deel: float) -> float:
    geordend = sorted(reeks)
    return geordend[min(len(geordend) - 1, int(len(geordend) * deel))]


def verhoudingen(dingen: Sequence[Doe], tegen: Doe, keer: int) -> list[float]:
    """How many times as long as `tegen` each thing takes: the median over rounds of the ratio of medians."""
    reeksen = tijden([tegen, *dingen], keer)
    basis = mediaan(reeksen[0])
    return [mediaan(reeks) / basis for reeks in reeksen[1:]]


def met_herkansing(meet: Callable[[int], float], grens: float, keer: int) -> float:
    """Measure; what is over the limit is measured again with more turns, for other work on the machine."""
    waarde = meet(keer)
    for factor in (2, 3):
        if round(waarde, 2) <= grens:
            break
        waarde = min(waarde, meet(keer * factor))
    return waarde


def meld(tekst: str) -> None:
    """Progress, beside the table."""
    print(f"  ... {time.monotonic() - BEGIN:4.0f} s  {tekst}", file=sys.stderr, flush=True)
