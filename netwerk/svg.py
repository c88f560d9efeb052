"""The map as SVG: one template for page and PDF, presentation attributes only (WeasyPrint sees no classes)."""

import math
from collections.abc import Sequence
from typing import Any

from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from thuiscompagnie.vloer.templatetags.huis import datum_kort

from . import tekening
from .models import STEUN_LETTERS, Band, Figuur, Kring, Netwerkkaart, Richting, Ring, Stand, Sterkte, Steun

PUNT = 6.5


def kaart_svg(
    kaart: Netwerkkaart,
    banden: Sequence[Band],
    *,
    van_wie: str,
    wijzigen: bool = False,
    breedte_mm: float | None = None,
) -> SafeString:
    """The picture of these ties. `wijzigen` makes each person a link to her tie; `breedte_mm` is for paper."""
    namen = [
        tekening.Naam(str(band.pk), band.figuur.schuilnaam, band.ring, band.kring, tekens(band))
        for band in op_volgorde(banden)
    ]
    plan = tekening.teken(namen, _woorden(Ring), _woorden(Kring))
    per_sleutel = {str(band.pk): band for band in banden}
    links, boven, breed, hoog = plan.kader
    context = {
        "titel": beschrijving(kaart, banden, van_wie),
        "kader": f"{_n(links)} {_n(boven)} {_n(breed)} {_n(hoog)}",
        "breedte": f"{breedte_mm:.0f}mm" if breedte_mm else f"{breed:.0f}",
        "hoogte": f"{breedte_mm * hoog / breed:.0f}mm" if breedte_mm else f"{hoog:.0f}",
        "groep": wijzigen,
        "ringen": [(_n(plan.a * r), _n(plan.b * r), k) for r, k in _ringkleuren(plan)],
        "grenzen": [_straal(plan, hoek) for hoek in plan.grenzen[:-1]],
        "opschriften": [_opschrift(o, 11, "#566160", "400") for o in plan.ringnamen]
        + [_opschrift(o, 13, "#0f5b61", "700") for o in plan.kringnamen],
        "kern": _kern(van_wie),
        "lijnen": [_lijn(plek, per_sleutel[plek.naam.sleutel]) for plek in plan.plekken],
        "mensen": [_mens(plek, per_sleutel[plek.naam.sleutel], wijzigen) for plek in plan.plekken],
    }
    return render_to_string("netwerk/kaart.svg", context)


def beschrijving(kaart: Netwerkkaart, banden: Sequence[Band], van_wie: str) -> str:
    """The picture in words, for whom cannot see it."""
    delen = [_("Netwerkkaart van %(wie)s, %(dag)s.") % {"wie": van_wie, "dag": datum_kort(kaart.dag)}]
    for ring in Ring:
        wie = [band.figuur.schuilnaam for band in banden if band.ring == ring]
        if wie:
            delen.append(f"{capfirst(str(ring.label))}: {', '.join(wie)}.")
    if len(delen) == 1:
        delen.append(_("Er staat nog niemand op."))
    return " ".join(delen)


def op_volgorde(banden: Sequence[Band]) -> list[Band]:
    """From family to helpers, from near to far: the order of the list, and of who chooses a place first."""
    kringen, ringen = list(Kring.values), list(Ring.values)
    return sorted(banden, key=lambda b: (kringen.index(b.kring), ringen.index(b.ring)))


def in_woorden(band: Band) -> str:
    """A tie as a sentence: what the signs say."""
    delen = [band.get_ring_display(), band.get_sterkte_display()]
    if band.stand != Stand.ACTIEF:
        delen.append(band.get_stand_display())
    delen += [str(Steun(s).label) for s in STEUN_LETTERS if s in band.steun]
    delen.append(band.get_richting_display())
    if band.enkel_online:
        delen.append(_("enkel online"))
    if band.figuur.zelf_gekozen is False:
        delen.append(_("niet zelf gekozen"))
    return ", ".join(map(str, delen))


def tekens(band: Band) -> str:
    """The letters of the functions and the sign of an online tie, as they stand under the name."""
    return " ".join(filter(None, [band.letters, "@" if band.enkel_online else ""]))


def legende() -> list[dict[str, str]]:
    """What the signs mean, in words: a drawn sign (`vorm`) or a letter, beside the picture and on paper."""
    vormen = [
        ("rond", _("iemand uit het eigen leven")),
        ("vierkant", _("iemand die het voor het werk doet")),
        ("sterk", _("sterke band")),
        ("dun", _("losse band")),
        ("spanning", _("spanning")),
        ("stil", _("ondergesneeuwd: stil, maar het kan terugkomen")),
        ("verbroken", _("verbroken")),
        ("pijl", _("waar de steun naartoe gaat")),
    ]
    letters = [
        *((letter, str(steun.label)) for steun, letter in STEUN_LETTERS.items()),
        ("@", _("enkel online")),
    ]
    return [{"vorm": vorm, "woord": woord} for vorm, woord in vormen] + [
        {"letter": letter, "woord": woord} for letter, woord in letters
    ]


def _woorden(keuzes: Any) -> dict[str, str]:
    return {str(waarde): capfirst(str(label)) for waarde, label in keuzes.choices}


def _n(getal: float) -> str:
    """A number for SVG: a point, whatever the language."""
    return f"{getal:.1f}"


def _kern(van_wie: str) -> dict[str, Any]:
    """Whose picture it is, in the middle, in one or two lines."""
    lijnen = tekening.regels(van_wie)
    begin = 4.0 - 7 * (len(lijnen) - 1)
    return {
        "rx": _n(tekening.KERN[0]),
        "ry": _n(tekening.KERN[1]),
        "regels": [(_n(begin + 14 * nummer), lijn) for nummer, lijn in enumerate(lijnen)],
    }


def _ringkleuren(plan: tekening.Tekening) -> list[tuple[float, str]]:
    return list(zip(plan.stralen[::-1], ("#faf6ee", "#fffdf8", "#f4ecdd"), strict=True))


def _straal(plan: tekening.Tekening, hoek: float) -> tuple[str, ...]:
    x, y = plan.punt(1, hoek)
    kx, ky = tekening.KERN[0] * math.cos(hoek), tekening.KERN[1] * math.sin(hoek)
    return _n(kx), _n(ky), _n(x), _n(y)


def _opschrift(opschrift: tekening.Opschrift, maat: int, kleur: str, dikte: str) -> dict[str, str]:
    vlak = opschrift.vlak
    return {
        "tekst": opschrift.tekst,
        "x": _n(vlak.x),
        "y": _n(vlak.y + maat * 0.36),
        "vx": _n(vlak.links),
        "vy": _n(vlak.boven),
        "b": _n(vlak.b),
        "h": _n(vlak.h),
        "maat": str(maat),
        "kleur": kleur,
        "dikte": dikte,
    }


def _lijn(plek: tekening.Plek, band: Band) -> dict[str, Any]:
    """The tie: its path, weight, dashes, arrow heads, and the strokes of a broken one."""
    x, y = plek.teken
    ver = math.hypot(x, y) or 1.0
    ex, ey = x / ver, y / ver
    rand = 1 / math.sqrt((ex / tekening.KERN[0]) ** 2 + (ey / tekening.KERN[1]) ** 2)
    begin, eind = (ex * rand, ey * rand), (x - ex * 11, y - ey * 11)
    stil = band.stand != Stand.ACTIEF
    pijlen = []
    if band.richting in (Richting.GEEFT, Richting.BEIDE):
        pijlen.append(_pijl(eind, ex, ey))
    if band.richting in (Richting.KRIJGT, Richting.BEIDE):
        pijlen.append(_pijl(begin, -ex, -ey))
    spanning = band.sterkte == Sterkte.SPANNING
    return {
        "pad": _zigzag(begin, eind) if spanning else _recht(begin, eind),
        "dikte": "3.6" if band.sterkte == Sterkte.STERK else "1.4",
        "streep": "2 6" if band.stand == Stand.ONDERGESNEEUWD else "",
        "kleur": "#857d70" if stil else "#44544f",
        "pijlen": pijlen,
        "breuk": _breuk(begin, eind, ex, ey) if band.stand == Stand.VERBROKEN else "",
    }


def _recht(begin: tuple[float, float], eind: tuple[float, float]) -> str:
    return f"M{_n(begin[0])} {_n(begin[1])}L{_n(eind[0])} {_n(eind[1])}"


def _zigzag(begin: tuple[float, float], eind: tuple[float, float]) -> str:
    lengte = math.dist(begin, eind) or 1.0
    tanden = max(2, round(lengte / 9))
    nx, ny = -(eind[1] - begin[1]) / lengte * 4, (eind[0] - begin[0]) / lengte * 4
    uit = [f"M{_n(begin[0])} {_n(begin[1])}"]
    for i in range(1, tanden):
        deel, kant = i / tanden, 1 if i % 2 else -1
        px = begin[0] + (eind[0] - begin[0]) * deel + nx * kant
        py = begin[1] + (eind[1] - begin[1]) * deel + ny * kant
        uit.append(f"L{_n(px)} {_n(py)}")
    return "".join([*uit, f"L{_n(eind[0])} {_n(eind[1])}"])


def _pijl(punt: tuple[float, float], ex: float, ey: float) -> str:
    px, py = punt
    links = (px - ex * 8 - ey * 4.5, py - ey * 8 + ex * 4.5)
    rechts = (px - ex * 8 + ey * 4.5, py - ey * 8 - ex * 4.5)
    return " ".join(f"{_n(qx)},{_n(qy)}" for qx, qy in ((px, py), links, rechts))


def _breuk(begin: tuple[float, float], eind: tuple[float, float], ex: float, ey: float) -> str:
    mx, my = (begin[0] + eind[0]) / 2, (begin[1] + eind[1]) / 2
    uit = []
    for schuif in (-3, 3):
        cx, cy = mx + ex * schuif, my + ey * schuif
        van = (cx - ey * 8 - ex * 3, cy + ex * 8 - ey * 3)
        naar = (cx + ey * 8 + ex * 3, cy - ex * 8 + ey * 3)
        uit.append(_recht(van, naar))
    return "".join(uit)


def _mens(plek: tekening.Plek, band: Band, wijzigen: bool) -> dict[str, Any]:
    x, y = plek.teken
    tekst_x = plek.vlak.links + tekening.TEKEN
    basis = plek.vlak.boven + tekening.REGEL * 0.78
    hoog = len(plek.regels) * tekening.REGEL
    return {
        "url": reverse("netwerk:band", args=[band.pk]) if wijzigen else "",
        "uitleg": f"{band.figuur.schuilnaam} ({band.get_kring_display()}): {in_woorden(band)}",
        "vlak": (_n(plek.vlak.links), _n(plek.vlak.boven), _n(plek.vlak.b), _n(plek.vlak.h)),
        "x": _n(x),
        "y": _n(y),
        "vierkant": (_n(x - PUNT + 0.5), _n(y - PUNT + 0.5), _n(PUNT * 2 - 1))
        if band.figuur.soort == Figuur.Soort.FORMEEL
        else None,
        "straal": _n(PUNT),
        "vol": "#ffffff" if band.stand != Stand.ACTIEF else "#24302f",
        "rand": "#24302f",
        "tekst_x": _n(tekst_x),
        "regels": [(_n(basis + i * tekening.REGEL), regel) for i, regel in enumerate(plek.regels)],
        "tekens": plek.naam.tekens,
        "tekens_y": _n(plek.vlak.boven + hoog + 9),
    }
