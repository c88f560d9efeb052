"""docs/asvs.md: every requirement once, a known state, and nothing named that does not exist."""

import ast
import re
from functools import cache
from pathlib import Path

from organisaties.wachtwoorden import VAKWOORDEN

HOOFDMAP = Path(__file__).resolve().parent.parent
TEKST = (HOOFDMAP / "docs" / "asvs.md").read_text(encoding="utf-8")
STANDEN = {"houdt", "open", "niet van toepassing"}
# Levels 1 and 2 by section: the last number of each; 1.2.10 is of level 3.
LAATSTE = {
    "1.1": 2, "1.2": 10, "1.3": 11, "1.4": 3, "1.5": 2, "2.1": 3, "2.2": 3, "2.3": 4, "2.4": 1, "3.2": 2, "3.3": 4,
    "3.4": 6, "3.5": 5, "3.7": 2, "4.1": 3, "4.2": 1, "4.3": 2, "4.4": 4, "5.1": 1, "5.2": 3, "5.3": 2, "5.4": 3,
    "6.1": 3, "6.2": 11, "6.3": 3, "6.4": 4, "6.5": 5, "6.6": 3, "6.8": 3, "7.1": 3, "7.2": 4, "7.3": 2, "7.4": 5,
    "7.5": 2, "7.6": 2, "8.1": 2, "8.2": 3, "8.3": 1, "8.4": 1, "9.1": 3, "9.2": 4, "11.1": 2, "11.2": 3, "11.3": 3,
    "11.4": 3, "11.5": 1, "11.6": 1, "12.1": 3, "12.2": 2, "12.3": 4, "13.1": 1, "13.2": 5, "13.3": 2, "13.4": 5,
    "14.1": 2, "14.2": 4, "14.3": 3, "15.1": 3, "15.2": 3, "15.3": 7, "16.1": 1, "16.2": 5, "16.3": 4, "16.4": 3,
    "16.5": 3,
}  # fmt: skip
NUMMERS = [f"{deel}.{n}" for deel, laatste in LAATSTE.items() for n in range(1, laatste + 1)] + ["V10", "V17"]


def rijen() -> list[list[str]]:
    """The cells of each line about a requirement."""
    regels = [r for r in TEKST.splitlines() if re.match(r"\| (\d+\.\d+\.\d+|V\d+) \|", r)]
    return [[cel.strip() for cel in regel.strip("|").split("|")] for regel in regels]


def genoemd(cel: str) -> list[str]:
    """What stands between backticks and is a place in the repository."""
    return [
        woord for woord in re.findall(r"`([^` ]+)`", cel) if "/" in woord or woord.endswith((".txt", ".toml"))
    ]


@cache
def namen_van_tests(bestand: str) -> frozenset[str]:
    boom = ast.parse((HOOFDMAP / bestand).read_text(encoding="utf-8"))
    return frozenset(n.name for n in ast.walk(boom) if isinstance(n, ast.FunctionDef))


def test_every_requirement_stands_there_once_in_order():
    assert sorted(r[0] for r in rijen()) == sorted(NUMMERS)
    nummers = [r[0] for r in rijen() if r[0][0] != "V"]
    assert nummers == sorted(nummers, key=lambda n: [int(deel) for deel in n.split(".")])


def test_every_requirement_has_a_level_a_known_state_and_a_ground():
    assert [r for r in rijen() if len(r) != 5 or r[3] not in STANDEN or not re.match(r"[123]", r[1])] == []
    assert [r[0] for r in rijen() if not r[4]] == []


def test_what_holds_is_shown_by_a_test_or_a_file():
    assert [r[0] for r in rijen() if r[3] == "houdt" and not genoemd(r[4])] == []


def test_what_is_open_or_does_not_apply_says_why():
    assert [r[0] for r in rijen() if r[3] != "houdt" and len(r[4]) < 12] == []


def test_every_test_and_file_that_is_named_exists():
    weg = []
    for nummer, *_rest, cel in rijen():
        for woord in genoemd(cel):
            if "://" in woord or woord.startswith("X-"):
                continue
            bestand, _dubbel, naam = woord.partition("::")
            if not (HOOFDMAP / bestand).is_file() or naam and naam not in namen_van_tests(bestand):
                weg.append(f"{nummer}: {woord}")
    assert weg == []


def test_the_counts_at_the_top_are_right():
    aantal = {stand: sum(1 for r in rijen() if r[3] == stand) for stand in STANDEN}
    zin = f"Stand: {aantal['houdt']} houdt, {aantal['open']} open, {aantal['niet van toepassing']} niet van toepassing."
    assert zin in TEKST


def test_the_documented_words_are_those_that_passwords_may_not_be():
    deel = re.search(r"<!-- woorden -->\s(.*?)\s<!-- einde -->", TEKST, re.DOTALL)
    assert deel is not None
    assert tuple(re.findall(r"[a-z]+", deel.group(1))) == VAKWOORDEN
