"""Horizontal bars as plain numbers for one SVG template, the same on the page and on paper.

Presentation attributes only (WeasyPrint reads no page styles inside an SVG); every bar carries its number,
and "no" and "unknown" differ in pattern too, so that a grey copy tells the same.
"""

from typing import Any

BREEDTE, LABEL, RIJ, BALK, GETAL = 640, 205, 34, 22, 110
VULLING = {"ja": "vol", "nee": "licht", "onbekend": "arcering", "gewist": "leeg"}


def balken(tabel: dict[str, Any]) -> dict[str, Any] | None:
    """Positions of the bars of a counted table; None when there is nothing to draw."""
    if not tabel["rijen"] or not tabel["n"]:
        return None
    ruimte = BREEDTE - LABEL - GETAL
    staven = []
    for nummer, rij in enumerate(tabel["rijen"]):
        y = nummer * RIJ + 4
        lengte = round(ruimte * rij["aantal"] / tabel["n"])
        staven.append(
            {
                **rij,
                "y": y,
                "tekst_y": y + 16,
                "lengte": lengte,
                "getal_x": LABEL + lengte + 8,
                "vulling": VULLING.get(rij["waarde"], "vol"),
            }
        )
    hoogte = len(staven) * RIJ + 6
    return {
        "staven": staven,
        "breedte": BREEDTE,
        "hoogte": hoogte,
        "begin": LABEL,
        "label_x": LABEL - 10,
        "balk": BALK,
        "as_y": hoogte - 2,
        "id": tabel["code"].lower(),
    }
