"""Which canary strings a person of the cast may see. Any other canary in a response is a leak.

The lists are made by hand from trust.md and know nothing of the code that they judge. A canary that stands in no
list may be seen by nobody.
"""

import re

from tests.cast import Cast, kanarie

KANARIE = re.compile(r"kanarie-[a-z0-9]+-[a-z0-9_.]*[a-z0-9_]")
# Who may read a family's file, and who may read what is needed to work in the home.
DOSSIER = {"zon": {"ans", "carla"}, "maan": {"bert"}, "ster": {"dora"}}
ZORG = {"zon": {"vera"}, "maan": set(), "ster": set()}
# Who of the family reads what is of the household together; papa_zon does not: her mother is shielded from him.
GEZIN = {"zon": {"mama_zon", "noor"}, "maan": {"mama_maan"}, "ster": set()}
VELDEN_INTAKE = ("belangrijk", "willen", "beginnen", "krachten", "hulp_nu", "steun", "huisafspraken")
VELDEN_DOSSIER = ("verwijzer", "vraag", "verzoek", *VELDEN_INTAKE, "aanwezig", "van_wie", "zorgen", "notitie")
VELDEN_DOSSIER += ("netwerk",)
# What is of the household together: on its pages or in each one's copy. Who referred it is somebody else's.
VELDEN_GEZIN = (
    "helper",
    "doel",
    "stap",
    "notitie",
    "netwerk",
    "contact",
    "straat",
    "mening",
    "vraag",
    *VELDEN_INTAKE,
)
VELDEN_GEZIN += ("aanwezig", "van_wie", "zorgen")
VELDEN_ZORG = ("contact", "straat", "helper", "mening", "doel", "stap")
# A consultation: who follows it, who reads its final agenda, who gets practical data alone (lco/tests/bouwen.py).
OVERLEG_VOLGT = {"ans", "carla", "eva", "rita_eva"}
OVERLEG_GEZIN = ("roepnaam", "plaats", "kracht", "vraag", "vervoer", "meerwaarde", "vooruit")
OVERLEG_PRAKTISCH = {
    "jef": ("roepnaam", "plaats"),
    "mama_zon": OVERLEG_GEZIN,
    "noor": OVERLEG_GEZIN,
    "hugo": ("roepnaam", "plaats", "kracht", "vraag"),
}
VELDEN_OVERLEG = ("roepnaam", "plaats", "kracht", "vraag", "meerwaarde", "vooruit", "vervoer")
# Single items with readers of their own: (family, field) -> people.
EIGEN: dict[tuple[str, str], set[str]] = {
    ("zon", "vertrouwen"): {"vera", "mama_zon"},  # what the mother told her alone
    ("zon", "verzoek"): {"mama_zon"},  # what she asks about her data
    ("zon", "feiten"): {"ans", "vera", "dirk"},  # a worry about safety
}
# What nobody reads: typed and not saved, or for the preparer of a consultation alone.
NIEMAND_LEEST: set[str] = set()


def mag(gezin: str, veld: str, wie: str) -> None:
    """Say who may read an item with readers of its own."""
    EIGEN[gezin, veld] = set(wie.split())


def toegestaan(naam: str) -> set[str]:
    """The canaries that this person may read."""
    uit = {kanarie(gezin, veld) for (gezin, veld), wie in EIGEN.items() if naam in wie}
    for gezin in ("zon", "maan", "ster"):
        if naam in DOSSIER[gezin]:
            uit |= {kanarie(gezin, veld) for veld in VELDEN_DOSSIER + VELDEN_ZORG}
        if naam in ZORG[gezin]:
            uit |= {kanarie(gezin, veld) for veld in VELDEN_ZORG}
        if naam in GEZIN[gezin]:
            uit |= {kanarie(gezin, veld) for veld in VELDEN_GEZIN}
    velden = VELDEN_OVERLEG if naam in OVERLEG_VOLGT else OVERLEG_PRAKTISCH.get(naam, ())
    return uit | {f"kanarie-lco-{veld}" for veld in velden}


def namen_die_niet_mogen(naam: str) -> list[str]:
    """Names of families in which this person neither keeps the file nor works."""
    namen = [
        f"{soort} {gezin.capitalize()}"
        for gezin in ("zon", "maan", "ster")
        for soort in ("Gezin", "Mama", "Kind")
        if naam not in DOSSIER[gezin] | ZORG[gezin] | GEZIN[gezin]
    ]
    # The former partner knows his own name and that of his daughter, nothing of who is shielded from him.
    if naam not in DOSSIER["zon"] | ZORG["zon"] | GEZIN["zon"] | {"papa_zon"}:
        namen += ["Papa Zon", "Noor Zon"]
    return namen


def gelekt(naam: str, tekst: str) -> list[str]:
    """What stands in this text that this person may not read."""
    mag_zien = toegestaan(naam)
    # A drawing may break a long word: the beginning of what one may read is no leak.
    kanaries = {k for k in KANARIE.findall(tekst) if not any(heel.startswith(k) for heel in mag_zien)}
    return sorted(kanaries) + [n for n in namen_die_niet_mogen(naam) if n in tekst]


def leest_te_veel(naam: str, tekst: str, geplant: set[str]) -> list[str]:
    """The same for paper, where a word may stop at the end of a line: what was planted, looked for without spaces."""
    aaneen = "".join(tekst.split())
    mag_zien = toegestaan(naam)
    verboden = {k for k in geplant - mag_zien if not any(heel.startswith(k) for heel in mag_zien)}
    return sorted(k for k in verboden if k in aaneen) + [n for n in namen_die_niet_mogen(naam) if n in tekst]


def verboden_kanaries(cast: Cast, naam: str) -> list[str]:
    """Canaries of the cast that this person may not read (for tests of one page)."""
    alle = {kanarie(g, v) for g in DOSSIER for v in VELDEN_DOSSIER + VELDEN_ZORG}
    alle |= {f"kanarie-lco-{veld}" for veld in VELDEN_OVERLEG} | {kanarie(*waar) for waar in EIGEN}
    return sorted(alle - toegestaan(naam)) + namen_die_niet_mogen(naam)
