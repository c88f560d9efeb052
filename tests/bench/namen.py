"""Invented people: surnames in the manner of Limburg's families, from parts, always the same ones."""

import csv
import random
from dataclasses import dataclass
from pathlib import Path

from gezinnen.zoeken import normaliseer

# Looked for by the surname alone: nobody else has one that sounds the same.
ALLEEN = "enkel_familienaam"
SPELFOUTEN = Path(__file__).parent / "spelfouten.csv"

VLAAMS = (
    ["", "", "", "Van ", "Van den ", "Van de ", "De ", "Vander"],
    ["Berk", "Hoek", "Linde", "Meer", "Kamp", "Bos", "Dijk", "Broek", "Steen", "Veld", "Horst", "Wijn", "Molen",
     "Kerk", "Haeg", "Eyck", "Schoon", "Grooten", "Roos", "Vlas", "Thijs", "Crab", "Ghij", "Quint", "Claus"],
    ["mans", "aerts", "beke", "brugge", "huys", "hoven", "dael", "kens", "voort", "straeten", "eyden", "inckx",
     "schot", "rooy", "wijck", "ouden", "selaers", "bracke"],
)  # fmt: skip
TURKS = (
    ["", "", "Öz", "Kara", "Ak"],
    ["Yıl", "Demir", "Çel", "Şim", "Gün", "Kaya", "Tun", "Alp", "Bay", "Koç", "Doğ", "Ars", "Taş", "Bul", "Gök",
     "Sönm", "Uğur", "Çet", "Erd", "Kılı"],
    ["dırım", "türk", "taş", "can", "oğlu", "demir", "kan", "er", "baş", "gül", "soy", "maz", "man", "çı", "han"],
)  # fmt: skip
MAROKKAANS = (
    ["", "El ", "Ben ", "Ait ", "Bou", "Ben"],
    ["Am", "Had", "Khat", "Man", "Id", "Yah", "Bak", "Fas", "Zer", "Mess", "Ouah", "Ras", "Tah", "Lah", "Cher",
     "Azz", "Hamd", "Moum"],
    ["rani", "douch", "tabi", "souri", "rissi", "yaoui", "kali", "sani", "ouali", "saoudi", "bibi", "chidi",
     "iri", "cen", "mdi", "ouzi", "naji"],
)  # fmt: skip
ITALIAANS = (
    ["", "", "Di ", "De ", "La "],
    ["Mar", "Bell", "Cas", "Ferr", "Ross", "Gall", "Lomb", "Ricc", "Mor", "Vit", "Sant", "Parr", "Corr", "Bian",
     "Grec", "Pell", "Zamb"],
    ["telli", "ini", "ardo", "rari", "etti", "lucci", "bardo", "hetti", "anelli", "ucci", "oro", "isi", "adini",
     "chi", "occo", "essa", "igiani"],
)  # fmt: skip
POOLS = (
    [""],
    ["Kow", "Wiś", "Now", "Lew", "Ziel", "Szym", "Woź", "Dąb", "Krak", "Paw", "Mich", "Jab", "Wró", "Kacz", "Mal",
     "Grab", "Zaw", "Przyb", "Cich", "Stępn", "Bara", "Chmiel"],
    ["alski", "niewski", "icki", "andowski", "iński", "ański", "niak", "rowski", "owiak", "łowski", "alczyk",
     "łoński", "blewski", "marek", "inowski", "ewicz", "ecki", "oszek"],
)  # fmt: skip
VOORNAMEN = {
    "vlaams": (["An", "Els", "Bart", "Ilse", "Jor", "Lies", "Mar", "Nel", "Pie", "Roe", "San", "Stij", "Wou", "Griet",
                "Kat", "Ine", "Gee", "Ver"], ["ke", "beth", "jan", "tine", "ter", "land", "leen", "lotte", "mien",
                "ne", "rik", "wijn"]),
    "turks": (["Fat", "Ay", "Em", "Me", "Hül", "Mus", "Yus", "Zey", "Ha", "Se", "Ke", "Öm", "Nur", "Gül"],
              ["ma", "şe", "ine", "hmet", "ya", "tafa", "uf", "nep", "tice", "lim", "mal", "er", "han", "can"]),
    "marokkaans": (["Fa", "Mo", "Sa", "Kha", "Ab", "Ha", "Nad", "Ra", "You", "Ya", "Il", "Sou", "Ay", "Bil"],
                   ["tiha", "hamed", "mira", "lid", "del", "san", "ia", "chida", "nes", "smina", "yas", "mia",
                    "oub", "al"]),
    "italiaans": (["Gio", "Mar", "Lu", "Ros", "Ant", "Car", "Fran", "Vin", "Sal", "Ter", "Do", "Ele", "Con", "Ste"],
                  ["vanni", "ia", "cia", "aria", "onio", "mela", "cesca", "cenzo", "vatore", "esa", "menico",
                   "na", "cetta", "fano"]),
    "pools": (["Ag", "Bar", "Krzy", "Mal", "Pio", "Zof", "Wac", "Jad", "Hal", "Stan", "Tad", "Boż", "Iwo", "Mir"],
              ["nieszka", "bara", "sztof", "gorzata", "trek", "ia", "law", "wiga", "ina", "isław", "eusz", "ena",
               "na", "ek"]),
}  # fmt: skip
ACHTERNAMEN = {
    "vlaams": VLAAMS,
    "turks": TURKS,
    "marokkaans": MAROKKAANS,
    "italiaans": ITALIAANS,
    "pools": POOLS,
}
KANSEN = {"vlaams": 40, "turks": 20, "marokkaans": 16, "italiaans": 14, "pools": 10}


@dataclass(frozen=True)
class Huishouden:
    """The name a family wants to be called by, and its members."""

    naam: str
    leden: tuple[str, ...]


@dataclass(frozen=True)
class Spelfout:
    """One name as it was written down, and as somebody else spells it."""

    soort: str
    voornaam: str
    achternaam: str
    gezocht: str


def achternaam(kans: random.Random, taal: str) -> str:
    voor, midden, einde = (kans.choice(deel) for deel in ACHTERNAMEN[taal])
    if voor and not voor.endswith(" "):
        midden = midden[0].lower() + midden[1:]
    return f"{voor}{midden}{einde}"


def voornaam(kans: random.Random, taal: str) -> str:
    begin, einde = (kans.choice(deel) for deel in VOORNAMEN[taal])
    return begin + einde


def spelfouten() -> list[Spelfout]:
    """The fixed list."""
    with SPELFOUTEN.open(encoding="utf-8", newline="") as bestand:
        return [Spelfout(**rij) for rij in csv.DictReader(bestand, delimiter=";")]


def _gehoord(achter: str) -> str:
    """A surname as it sounds, particles aside: who has the same cannot be told apart by it."""
    return " ".join(normaliseer(achter)[0])


def huishoudens(aantal: int, leden: int = 5, *, met: bool = True) -> list[Huishouden]:
    """`aantal` households; those of the list of misspellings are among them, each with a name of its own."""
    kans = random.Random(20110101)
    talen, gewichten = list(KANSEN), list(KANSEN.values())
    lijst = spelfouten() if met else []
    bijzonder = {(fout.voornaam, fout.achternaam): fout for fout in lijst}
    alleen = {_gehoord(fout.achternaam) for fout in lijst if fout.soort == ALLEEN}
    uit = []
    for voor, achter in bijzonder:
        taal = kans.choices(talen, gewichten)[0]
        rest = [voornaam(kans, taal) for _ in range(leden - 1)]
        uit.append(Huishouden(achter, (voor, *rest)))
    while len(uit) < aantal:
        taal = kans.choices(talen, gewichten)[0]
        achter = achternaam(kans, taal)
        namen = tuple(voornaam(kans, taal) for _ in range(leden))
        if _gehoord(achter) not in alleen and all((naam, achter) not in bijzonder for naam in namen):
            uit.append(Huishouden(achter, namen))
    kans.shuffle(uit)
    return uit
