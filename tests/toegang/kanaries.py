"""Which canary strings a person of the cast must never see, in any response."""

from tests.cast import Cast, kanarie

# Who may read a family's file, and who may read what is needed to work in the home.
DOSSIER = {"zon": {"ans", "carla"}, "maan": {"bert"}, "ster": {"dora"}}
ZORG = {"zon": {"vera"}, "maan": set(), "ster": set()}
VELDEN_INTAKE = ("belangrijk", "willen", "beginnen", "krachten", "hulp_nu", "steun", "huisafspraken")
VELDEN_DOSSIER = ("verwijzer", "vraag", *VELDEN_INTAKE, "aanwezig", "van_wie", "zorgen", "notitie")
VELDEN_ZORG = ("contact", "straat", "helper", "mening", "doel", "stap")
# A consultation: who follows it, who reads its final agenda, who gets practical data alone (lco/tests/bouwen.py).
OVERLEG_VOLGT = {"ans", "carla", "eva", "rita_eva"}
OVERLEG_PRAKTISCH = {"jef": ("roepnaam", "plaats"), "hugo": ("roepnaam", "plaats", "kracht", "vraag")}
VELDEN_OVERLEG = ("roepnaam", "plaats", "kracht", "vraag", "meerwaarde", "vooruit", "vervoer")


def verboden_kanaries(cast: Cast, naam: str) -> list[str]:
    """Canaries of families this person does not work in, and of the file for who works in the home only."""
    uit = []
    for gezin in ("zon", "maan", "ster"):
        if naam in DOSSIER[gezin]:
            continue
        velden = VELDEN_DOSSIER if naam in ZORG[gezin] else VELDEN_DOSSIER + VELDEN_ZORG
        uit += [kanarie(gezin, veld) for veld in velden]
        if naam not in ZORG[gezin]:
            uit += [f"Gezin {gezin.capitalize()}", f"Mama {gezin.capitalize()}", f"Kind {gezin.capitalize()}"]
    if naam != "vera":  # what the mother told her alone
        uit.append(kanarie("zon", "vertrouwen"))
    if naam not in ("ans", "vera", "dirk"):  # a worry about safety
        uit.append(kanarie("zon", "feiten"))
    if naam not in OVERLEG_VOLGT:
        mag = OVERLEG_PRAKTISCH.get(naam, ())
        uit += [f"kanarie-lco-{veld}" for veld in VELDEN_OVERLEG if veld not in mag]
    return uit
