"""Mutants that this measurement does not notice: a pattern of their name, and the reason.

DUBBEL changes nothing at all: another clause, or who can hold an extent, decides the same. OPEN could change
something, but the trial rows do not form the combination: there this measurement proves nothing.
"""

DUBBEL_BRON = "de eerste bron van hetzelfde beleid geeft deze lezer de rij al"
DUBBEL_PERSOON = (
    "de clausule vraagt ook bg_persoon() of bg_functie(): wie het ene heeft, heeft het andere niet"
)
DUBBEL_LEEG = "zonder functie is er geen organisatie of rol, en op leeg past geen rij"
OPEN_PROEF = (
    "open: de proefrijen vormen deze combinatie niet (te veel kolommen, of een rij van een andere tabel)"
)
OPEN_BASIS = "open: de enige queryset die hierop steunt, heeft een eigen regel"

OVERLEVERS: list[tuple[str, str]] = [
    (r"beleid (coaching|gezinnen|lco|netwerk|vloer)_\w+ lezen: plus (dossier|zorg)", DUBBEL_BRON),
    (r"beleid coaching_beurt \w+: plus (dossier|gezin)", DUBBEL_BRON),
    (r"beleid (gezinnen_(bezwaar|doel|gezinsvraag|verzoek)|netwerk_\w+) \w+: plus (dossier|zorg|overleg|deelname)",
     DUBBEL_PERSOON),
    (r"beleid (gezinnen_(notitie|zorgomveiligheid)|lco_voorbereidingherinnering) \w+: plus gezin", DUBBEL_PERSOON),
    (r"beleid (gezinnen_(doel|gezinsvraag)|netwerk_figuur) \w+: zonder \[\(SELECT bg_soort\(\)\) = 'gezinslid'\]",
     DUBBEL_PERSOON),
    (r"beleid gezinnen_gegevensdeling lezen: zonder \[(functie_id IS NULL|ontvanger_rol <> '')\]", DUBBEL_LEEG),
    (r"beleid gezinnen_verzoekwoord lezen: zonder \[\(SELECT bg_persoon\(\)\) IS NOT NULL\]", OPEN_PROEF),
    (r"beleid \w+ lezen: zonder \[(van_lid_id|spreker_id) IS NULL\]", OPEN_PROEF),
    (r"beleid gezinnen_notitie \w+: (zonder \[(\(SELECT bg_rol\(\)\) = 'verzorgende'|soort <> 'derde')\]"
     r"|min zorg|plus deelname)", OPEN_PROEF),
    (r"beleid gezinnen_verzoekwoord \w+: zonder \[.*verzoek.*\]", OPEN_PROEF),
    (r"beleid gezinnen_verzoekwoord \w+: zonder \[v\.lid_id = .*\]", OPEN_PROEF),
    (r"beleid gezinnen_zorgomveiligheid \w+: plus overleg", OPEN_PROEF),
    (r"beleid lco_agendaversie lezen: zonder \[.*\]", OPEN_PROEF),
    (r"beleid netwerk_figuur lezen: (min (dossier|gezin)|zonder \[sleutel IN .*\])", OPEN_PROEF),
    (r"beleid vloer_document \w+: zonder \[.*\]", OPEN_PROEF),
    (r"queryset AgendaVersieQuerySet\.zichtbaar_voor: .*", OPEN_PROEF),
    (r"queryset BewaartermijnQuerySet\.zichtbaar_voor: \[actor\.organisatie_id\] is altijd waar", DUBBEL_LEEG),
    (r"queryset WoordingQuerySet\.zichtbaar_voor: \[actor\.soort is not Soort\.FUNCTIE\] is altijd onwaar",
     DUBBEL_LEEG),
    (r"queryset StemQuerySet\.zichtbaar_voor: .*", OPEN_BASIS),
]  # fmt: skip
