"""Mutants that the measurement does not notice because they change nothing: a pattern of their name, and why.

Each reason names the clause that decides the same, or the value that cannot occur. A mutant that could change
something has no place here: then a trial row is missing (tests/toegang/proefrijen.py, samenhang.py).
"""

import re

BRON = "een eerdere bron van hetzelfde beleid geeft de rij al aan wie deze reikwijdte heeft op dezelfde kolom"
NALEZEN = (
    "de clausule vraagt een gezinslid (bg_soort of bg_persoon), en de grond 'nalezen' telt enkel in het deel van"
    " bg_sleutels voor een functie"
)
KAART = "beide takken vragen een kaart die te lezen is: met dossier op deze sleutel geeft de eerste tak de band al"
ROL = "bg_rol() is NULL of een woord, nooit een lege tekst: op een lege ontvanger_rol past niemand"
FUNCTIE_ROL = "een functie heeft altijd een rol: op een lege ontvanger_rol past ze nooit"
ORGANISATIE = "wie geen organisatie heeft, zoekt een lege organisatie_id, en die kolom is nooit leeg"

OVERLEVERS: list[tuple[str, str]] = [
    (r"beleid (coaching_(beurtregel|inzet|inzetwoord)|gezinnen_(adres|betrokkenhulpverlener|gezingegevens|gezinslid|stap"
     r"|traject|trajectfase)) lezen: sleutels 2 plus (dossier|zorg)", BRON),
    (r"beleid gezinnen_doel \w+: sleutels 2 plus (dossier|zorg)", BRON),
    (r"beleid coaching_beurt lezen: sleutels [23] plus dossier", BRON),
    (r"beleid coaching_beurt (toevoegen|wijzigen|wissen): sleutels 2 plus dossier", BRON),
    (r"beleid gezinnen_(aanmelding|doelvananderen|intake|intakedomein|intakezitting|overname) lezen: sleutels 2 plus dossier",
     BRON),
    (r"beleid gezinnen_(gezinsvraag|verzoek) \w+: sleutels 2 plus dossier", BRON),
    (r"beleid gezinnen_(bezwaar|gegevensdeling) lezen: sleutels 3 plus dossier", BRON),
    (r"beleid gezinnen_bezwaar (toevoegen|wijzigen|wissen): sleutels 3 plus (dossier|zorg)", BRON),
    (r"beleid lco_\w+ lezen: sleutels 3 plus dossier", BRON),
    (r"beleid vloer_document lezen: sleutels 3 plus dossier", BRON),
    (r"beleid netwerk_band (toevoegen|wijzigen|wissen): sleutels 2 plus dossier", KAART),
    (r"beleid (coaching_(beurtregel|inzet|inzetwoord)|gezinnen_(aanmelding|adres|betrokkenhulpverlener|doel|doelvananderen"
     r"|gezingegevens|gezinslid|gezinsvraag|intake|intakedomein|intakezitting|overname|stap|traject|trajectfase|verzoek)"
     r"|netwerk_figuur) lezen: sleutels 2 zonder nalezen", NALEZEN),
    (r"beleid (coaching_beurt|lco_\w+|netwerk_netwerkkaart|vloer_document) lezen: sleutels 3 zonder nalezen", NALEZEN),
    (r"beleid (gezinnen_notitie|rapportage_herkomstnummer) lezen: sleutels 1 zonder nalezen", NALEZEN),
    (r"beleid (gezinnen_(doel|gezinsvraag|verzoek)|netwerk_(band|figuur|netwerkkaart)) (toevoegen|wijzigen|wissen)"
     r": sleutels 2 met nalezen", NALEZEN),
    (r"beleid gezinnen_bezwaar (toevoegen|wijzigen|wissen): sleutels 3 met nalezen", NALEZEN),
    (r"beleid (gezinnen_gegevensdeling lezen|vloer_document \w+): zonder \[ontvanger_rol <> ''\]", ROL),
    (r"functie delen_is_ontvanger\(uuid\) 1: zonder \[d\.ontvanger_rol <> ''\]", ROL),
    (r"queryset GegevensdelingQuerySet\.aan: (zonder \[~Q\(ontvanger_rol=''\)\]|Q zonder \[''\])", FUNCTIE_ROL),
    (r"queryset BewaartermijnQuerySet\.zichtbaar_voor: \[actor\.organisatie_id\] is altijd waar", ORGANISATIE),
    (r"queryset WoordingQuerySet\.zichtbaar_voor: \[actor\.soort is not Soort\.FUNCTIE\] is altijd onwaar", ORGANISATIE),
]  # fmt: skip


def oordeel(
    levend: list[str], redenen: list[tuple[str, str]]
) -> tuple[list[tuple[str, list[str]]], list[str], list[str]]:
    """Of the survivors: who has which reason, who has none; and the patterns that are nobody's."""
    van = {naam: [p for p, _ in redenen if re.fullmatch(p, naam)] for naam in levend}
    met_reden: dict[str, list[str]] = {}
    for patroon, reden in redenen:
        met_reden.setdefault(reden, []).extend(naam for naam, p in van.items() if p[:1] == [patroon])
    zonder = [naam for naam, patronen in van.items() if not patronen]
    gebruikt = {p for patronen in van.values() for p in patronen}
    return list(met_reden.items()), zonder, [p for p, _ in redenen if p not in gebruikt]
