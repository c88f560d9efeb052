#!/usr/bin/env python3
"""Which requirements have no test yet: collects @pytest.mark.eis("R...") from every test file.

Reads the source (ast), so nothing has to be installed and no test has to run. What waits for a part of the program
that is not there yet stands with its reason in docs/eisen.md.
"""

import ast
import re
import sys
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

HOOFDMAP = Path(__file__).resolve().parent.parent
AANTAL = 307
NU = [*range(1, 72), 109, *range(124, 138), 230, *range(253, 273), *range(291, 308)]
VORM = re.compile(r"R(\d{3})")
RIJ = re.compile(r"^\| R(\d{3}) \| .*\S.* \| .*\S.* \|$", re.MULTILINE)


def testbestanden() -> Iterator[Path]:
    for pad in sorted(HOOFDMAP.rglob("*.py")):
        delen = pad.relative_to(HOOFDMAP).parts
        if "tests" in delen and not any(deel.startswith(".") or deel == "var" for deel in delen):
            yield pad


def merken(boom: ast.AST) -> Iterator[str]:
    """The arguments of every `pytest.mark.eis(...)`, on functions, classes and as `pytestmark`."""
    for knoop in ast.walk(boom):
        if isinstance(knoop, ast.Call) and isinstance(knoop.func, ast.Attribute) and knoop.func.attr == "eis":
            for deel in knoop.args:
                if isinstance(deel, ast.Constant) and isinstance(deel.value, str):
                    yield deel.value


def verzamel() -> tuple[dict[int, set[str]], list[str]]:
    """Requirement number -> test files that prove it, and marks that name no requirement."""
    bewijs: dict[int, set[str]] = defaultdict(set)
    fout: list[str] = []
    for pad in testbestanden():
        naam = str(pad.relative_to(HOOFDMAP))
        for waarde in merken(ast.parse(pad.read_text(encoding="utf-8"), naam)):
            vorm = VORM.fullmatch(waarde)
            if vorm is None or not 1 <= int(vorm[1]) <= AANTAL:
                fout.append(f"{naam}: {waarde!r}")
            else:
                bewijs[int(vorm[1])].add(naam)
    return bewijs, fout


def later() -> set[int]:
    """The requirements that wait, each with its reason in the table of docs/eisen.md."""
    tekst = (HOOFDMAP / "docs" / "eisen.md").read_text(encoding="utf-8")
    return {int(nummer) for nummer in RIJ.findall(tekst)}


def reeks(nummers: list[int]) -> str:
    """[1, 2, 3, 7] -> "R001-R003, R007"."""
    groepen: list[list[int]] = []
    for nummer in nummers:
        if groepen and groepen[-1][-1] == nummer - 1:
            groepen[-1].append(nummer)
        else:
            groepen.append([nummer])
    return ", ".join(f"R{g[0]:03}" if len(g) == 1 else f"R{g[0]:03}-R{g[-1]:03}" for g in groepen)


def toon(titel: str, nummers: list[int], bewijs: dict[int, set[str]], wacht: set[int]) -> None:
    met = sum(nummer in bewijs for nummer in nummers)
    print(f"{titel}: {met} van {len(nummers)} met een test.")
    uitgesteld = [nummer for nummer in nummers if nummer not in bewijs and nummer in wacht]
    if uitgesteld:
        print(f"  later, met reden (docs/eisen.md): {reeks(uitgesteld)}")
    zonder = [nummer for nummer in nummers if nummer not in bewijs and nummer not in wacht]
    if zonder:
        print(f"  zonder test: {reeks(zonder)}")


def hoofd() -> int:
    bewijs, fout = verzamel()
    wacht = later()
    toon(f"Nu aan de beurt ({reeks(NU)})", NU, bewijs, wacht)
    toon("De andere eisen", [n for n in range(1, AANTAL + 1) if n not in set(NU)], bewijs, wacht)
    if "--bewijs" in sys.argv[1:]:
        for nummer in sorted(bewijs):
            print(f"R{nummer:03}  {', '.join(sorted(bewijs[nummer]))}")
    for regel in fout:
        print(f"Geen bestaande eis: {regel}", file=sys.stderr)
    return 1 if fout else 0


if __name__ == "__main__":
    sys.exit(hoofd())
