"""Where everything stands on the map: pure arithmetic, no database, the same picture in page and PDF.

Three elliptical rings and four sectors whose areas follow the labels they hold. Each label is a rectangle
with its sign at the left; in a fixed order each takes the free place nearest to where it would ideally
stand. When one does not fit, the whole picture grows a little: labels never overlap.
"""

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

LETTER = 13.0
REGEL = 15.0
TEKEN = 18.0
LUCHT = 3.0
MAX_REGEL = 16
RINGEN = ("dichtbij", "regelmatig", "verder")
KRINGEN = ("familie", "vrienden", "buren", "hulp")
DICHTHEID = 0.36
VORM = 1.45  # width over height
KERN = (60.0, 25.0)


@dataclass(frozen=True)
class Naam:
    """What goes into the layout: who, where, and the small signs under the name."""

    sleutel: str
    tekst: str
    ring: str
    kring: str
    tekens: str = ""


@dataclass(frozen=True)
class Vlak:
    """A rectangle by its centre."""

    x: float
    y: float
    b: float
    h: float

    def raakt(self, ander: "Vlak") -> bool:
        return abs(self.x - ander.x) * 2 < self.b + ander.b and abs(self.y - ander.y) * 2 < self.h + ander.h

    @property
    def links(self) -> float:
        return self.x - self.b / 2

    @property
    def boven(self) -> float:
        return self.y - self.h / 2


@dataclass(frozen=True)
class Plek:
    """A label on its place."""

    naam: Naam
    regels: tuple[str, ...]
    vlak: Vlak

    @property
    def teken(self) -> tuple[float, float]:
        """Centre of the sign."""
        return self.vlak.links + TEKEN / 2 - 1, self.vlak.boven + REGEL / 2


@dataclass(frozen=True)
class Opschrift:
    """The name of a ring or a sector."""

    tekst: str
    vlak: Vlak


@dataclass
class Tekening:
    """The whole layout, around (0, 0)."""

    a: float
    b: float
    stralen: tuple[float, ...]
    grenzen: tuple[float, ...]
    plekken: list[Plek] = field(default_factory=list)
    ringnamen: list[Opschrift] = field(default_factory=list)
    kringnamen: list[Opschrift] = field(default_factory=list)

    @property
    def vlakken(self) -> list[Vlak]:
        """Every rectangle that must stay free of the others."""
        return [x.vlak for x in (*self.ringnamen, *self.kringnamen, *self.plekken)] + [_kern()]

    @property
    def kader(self) -> tuple[float, float, float, float]:
        """Left, top, width, height with a margin."""
        links = min([-self.a, *(v.links for v in self.vlakken)]) - 8
        boven = min([-self.b, *(v.boven for v in self.vlakken)]) - 8
        rechts = max([self.a, *(v.links + v.b for v in self.vlakken)]) + 8
        onder = max([self.b, *(v.boven + v.h for v in self.vlakken)]) + 8
        return links, boven, rechts - links, onder - boven

    def punt(self, straal: float, hoek: float) -> tuple[float, float]:
        return self.a * straal * math.cos(hoek), self.b * straal * math.sin(hoek)


def breedte(tekst: str, letter: float = LETTER) -> float:
    """An estimate on the safe side of how wide a text is, for any script."""
    som = 0.0
    for teken in tekst:
        if ord(teken) > 0x2E80:
            som += 1.1
        elif teken.isupper() or teken in "mw@%":
            som += 0.76
        elif teken in "ijl.,'|! tfr":
            som += 0.42
        else:
            som += 0.61
    return som * letter


def regels(tekst: str) -> tuple[str, ...]:
    """At most two lines of sixteen characters; words stay whole when they can."""
    woorden, uit = tekst.split() or ["?"], [""]
    for woord in woorden:
        while woord:
            ruimte = MAX_REGEL - len(uit[-1]) - (1 if uit[-1] else 0)
            if len(woord) <= ruimte:
                uit[-1] = f"{uit[-1]} {woord}".strip()
                break
            if uit[-1]:
                uit.append("")
            else:
                uit[-1], woord = woord[:MAX_REGEL], woord[MAX_REGEL:]
                if woord:
                    uit.append("")
    if len(uit) > 2:
        uit = [uit[0], uit[1][: MAX_REGEL - 1] + "…"]
    return tuple(uit)


def maten(naam: Naam) -> tuple[float, float]:
    """Width and height of a label with its sign."""
    lijnen = regels(naam.tekst)
    breed = max([*(breedte(lijn) for lijn in lijnen), breedte(naam.tekens, 11)])
    hoog = REGEL * len(lijnen) + (13 if naam.tekens else 0)
    return TEKEN + breed + LUCHT, hoog + LUCHT


def teken(namen: Sequence[Naam], ringnamen: dict[str, str], kringnamen: dict[str, str]) -> Tekening:
    """Lay the names out; the order in which they come decides who chooses a place first."""
    vast = [breedte(tekst) * REGEL for tekst in kringnamen.values()]
    oppervlak = sum(b * h for b, h in map(maten, namen)) + sum(vast) + 9000
    maat = max(math.sqrt(oppervlak / (math.pi * DICHTHEID) / VORM), 165.0)
    while True:
        tekening = _probeer(namen, maat, ringnamen, kringnamen)
        if tekening is not None:
            return tekening
        maat *= 1.05


def _kern() -> Vlak:
    return Vlak(0, 0, KERN[0] * 2 + 6, KERN[1] * 2 + 6)


def _probeer(
    namen: Sequence[Naam], maat: float, ringnamen: dict[str, str], kringnamen: dict[str, str]
) -> Tekening | None:
    b, a = maat, maat * VORM
    stralen = _stralen(namen, a, b)
    tekening = Tekening(a, b, stralen, _grenzen(namen))
    bezet = [_kern()]
    for straal, code in zip(stralen, RINGEN, strict=True):
        tekst = ringnamen[code]
        vlak = Vlak(0, -b * straal + 9, breedte(tekst, 11) + 6, 14)
        tekening.ringnamen.append(Opschrift(tekst, vlak))
        bezet.append(vlak)
    for nummer, code in enumerate(KRINGEN):
        tekst = kringnamen[code]
        midden = (tekening.grenzen[nummer] + tekening.grenzen[nummer + 1]) / 2
        x, y = tekening.punt(0.97, midden)
        vlak = Vlak(x, y, breedte(tekst) + 8, 18)
        tekening.kringnamen.append(Opschrift(tekst, vlak))
        bezet.append(vlak)
    if any(v.raakt(w) for i, v in enumerate(bezet) for w in bezet[:i]):
        return None
    for naam, ideaal in _met_ideaal(namen, tekening):
        plek = _zoek(naam, ideaal, tekening, bezet)
        if plek is None:
            return None
        tekening.plekken.append(plek)
        bezet.append(plek.vlak)
    return tekening


def _stralen(namen: Sequence[Naam], a: float, b: float) -> tuple[float, ...]:
    """Ring borders as fractions: areas follow the labels, none smaller than a seventh."""
    delen = [sum(math.prod(maten(n)) for n in namen if n.ring == ring) for ring in RINGEN]
    delen = [deel + sum(delen) / 7 + 4000 for deel in delen]
    kern = min(0.3, (KERN[0] + 8) * (KERN[1] + 8) * 1.6 / (a * b))
    uit, som = [], 0.0
    for deel in delen:
        som += deel
        uit.append(math.sqrt(kern + (1 - kern) * som / sum(delen)))
    return tuple(uit)


def _grenzen(namen: Sequence[Naam]) -> tuple[float, ...]:
    """Sector borders as angles from the top, clockwise; none smaller than a ninth of the whole."""
    delen = [sum(math.prod(maten(n)) for n in namen if n.kring == kring) for kring in KRINGEN]
    totaal = sum(delen) or 1.0
    delen = [max(deel, totaal / 6) for deel in delen]
    hoek, uit = -math.pi / 2, [-math.pi / 2]
    for deel in delen:
        hoek += 2 * math.pi * deel / sum(delen)
        uit.append(hoek)
    return tuple(uit)


def _zone(naam: Naam, tekening: Tekening) -> tuple[float, float, float, float]:
    """Inner and outer radius, first and last angle of the field of this name."""
    ring, kring = RINGEN.index(naam.ring), KRINGEN.index(naam.kring)
    binnen = tekening.stralen[ring - 1] if ring else 0.12
    return binnen, tekening.stralen[ring], tekening.grenzen[kring], tekening.grenzen[kring + 1]


def _met_ideaal(namen: Sequence[Naam], tekening: Tekening) -> Iterator[tuple[Naam, tuple[float, float]]]:
    """Each name with where it would stand if it were alone: spread evenly over its field."""
    per_veld: dict[tuple[str, str], list[Naam]] = {}
    for naam in namen:
        per_veld.setdefault((naam.ring, naam.kring), []).append(naam)
    for veld in per_veld.values():
        binnen, buiten, van, tot = _zone(veld[0], tekening)
        for nummer, naam in enumerate(veld):
            hoek = van + (tot - van) * (nummer + 0.5) / len(veld)
            deel = 0.5 if len(veld) < 3 else (0.3, 0.7)[nummer % 2]
            yield naam, tekening.punt(binnen + (buiten - binnen) * deel, hoek)


def _zoek(naam: Naam, ideaal: tuple[float, float], tekening: Tekening, bezet: Sequence[Vlak]) -> Plek | None:
    """The free place nearest to the ideal, with the sign inside the right field; None when there is none."""
    b, h = maten(naam)
    beste: Vlak | None = None
    afstand = math.inf
    for x, y in _kandidaten(naam, tekening):
        ver = (x - ideaal[0]) ** 2 + (y - ideaal[1]) ** 2
        if ver >= afstand:
            continue
        # (x, y) is where the sign stands; the label follows to its right.
        vlak = Vlak(x - TEKEN / 2 + 1 + b / 2, y - REGEL / 2 + h / 2, b, h)
        if _binnen(vlak, tekening) and not any(vlak.raakt(ander) for ander in bezet):
            beste, afstand = vlak, ver
    return Plek(naam, regels(naam.tekst), beste) if beste else None


def _kandidaten(naam: Naam, tekening: Tekening) -> Iterator[tuple[float, float]]:
    binnen, buiten, van, tot = _zone(naam, tekening)
    marge = 9 / tekening.b
    stappen = max(2, round((buiten - binnen) * tekening.b / 9))
    for i in range(stappen + 1):
        straal = binnen + marge + (buiten - binnen - 2 * marge) * i / stappen
        bogen = max(3, round((tot - van) * straal * tekening.a / 14))
        for j in range(1, bogen):
            yield tekening.punt(straal, van + (tot - van) * j / bogen)


def _binnen(vlak: Vlak, tekening: Tekening) -> bool:
    """The middle of the label stays inside the outer ring, so that the picture keeps its form."""
    return (vlak.x / tekening.a) ** 2 + (vlak.y / tekening.b) ** 2 <= 1
