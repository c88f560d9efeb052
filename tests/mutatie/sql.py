"""Mutants of an SQL condition: each term taken away, each extent and each word of a list added or left out."""

import re
from collections.abc import Iterator

REIKWIJDTEN = ("dossier", "zorg", "overleg", "deelname", "gezin")
WOORD = re.compile(r"'[^']*'|\(|\)|\b(?:AND|OR|WHERE|FROM|ON)\b", re.I)
SLEUTELS = re.compile(r"bg_(?:lees)?sleutels\(([^)]*)\)")
LIJST = re.compile(r"\bIN \(('[^']*'(?:, *'[^']*')+)\)")


def termen(sql: str) -> Iterator[tuple[int, int, str]]:
    """(begin, end, joiner) of each term between AND, OR, WHERE and parentheses, at every depth."""
    niveaus: list[list[tuple[int, str]]] = [
        [(0, "")]
    ]  # per depth: where a term begins, and what stands before it
    for m in WOORD.finditer(sql):
        woord = m[0].upper()
        if woord == "(":
            niveaus.append([(m.end(), "")])
        elif woord == ")":
            yield from _afgesloten(sql, niveaus.pop(), m.start())
        elif woord in ("AND", "OR", "WHERE"):
            niveaus[-1].append((m.start(), woord))
        elif woord in ("FROM", "ON"):
            niveaus[-1] = [(m.start(), "select")]
    yield from _afgesloten(sql, niveaus.pop(), len(sql))


def _afgesloten(sql: str, stukken: list[tuple[int, str]], einde: int) -> Iterator[tuple[int, int, str]]:
    grenzen = [begin for begin, _ in stukken] + [einde]
    voegwoorden = [v for _, v in stukken]
    for i, voegwoord in enumerate(voegwoorden):
        begin = grenzen[i] + (len(voegwoord) if voegwoord in ("AND", "OR", "WHERE") else 0)
        volgend = voegwoorden[i + 1] if i + 1 < len(voegwoorden) else ""
        verbinding = voegwoord if voegwoord in ("AND", "OR") else volgend
        tekst = sql[begin : grenzen[i + 1]].strip()
        if voegwoord == "select" or not tekst or tekst.upper().startswith("SELECT"):
            continue
        if verbinding in ("AND", "OR") or voegwoord == "WHERE":
            yield begin, grenzen[i + 1], verbinding or "AND"


def mutanten(sql: str) -> Iterator[tuple[str, str]]:
    """(name, condition) of every mutant of this condition; no two have the same name."""
    gezien: dict[str, int] = {}
    for naam, conditie in _alle(" ".join(sql.split())):
        gezien[naam] = gezien.get(naam, 0) + 1
        yield (naam if gezien[naam] == 1 else f"{naam} #{gezien[naam]}"), conditie


def _alle(sql: str) -> Iterator[tuple[str, str]]:
    if sql.strip("() ") != "true":
        yield "altijd", "true"
    if sql.strip("() ") != "false":
        yield "nooit", "false"
    for begin, einde, verbinding in termen(sql):
        nieuw = "TRUE" if verbinding == "AND" else "FALSE"
        yield f"zonder [{sql[begin:einde].strip()}]", f"{sql[:begin]} {nieuw} {sql[einde:]}"
    for nummer, m in enumerate(SLEUTELS.finditer(sql), 1):
        heeft = re.findall(r"'(\w+)'", m[1])
        for reikwijdte in REIKWIJDTEN:
            nieuw = [r for r in heeft if r != reikwijdte] if reikwijdte in heeft else [*heeft, reikwijdte]
            woorden = ", ".join(f"'{r}'" for r in nieuw or ["niemand"])
            teken = "min" if reikwijdte in heeft else "plus"
            yield f"sleutels {nummer} {teken} {reikwijdte}", f"{sql[: m.start(1)]}{woorden}{sql[m.end(1) :]}"
        # Reading on after a task: of each list of keys whether it counts.
        ander = "bg_sleutels(" if m[0].startswith("bg_lees") else "bg_leessleutels("
        yield (
            f"sleutels {nummer} {'zonder' if 'lees' in m[0] else 'met'} nalezen",
            (f"{sql[: m.start()]}{ander}{sql[m.start(1) :]}"),
        )
    for m in LIJST.finditer(sql):
        woorden = re.findall(r"'[^']*'", m[1])
        for woord in woorden:
            over = ", ".join(w for w in woorden if w != woord)
            yield f"zonder {woord}", f"{sql[: m.start(1)]}{over}{sql[m.end(1) :]}"
