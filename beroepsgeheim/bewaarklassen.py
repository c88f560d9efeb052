"""Classes of retention: from when a term runs, and what is proposed. The terms themselves belong to each organisation.

No public source settles the terms for these files, so the files' own classes have a proposal and no default: as
long as an organisation has not decided, nothing of it is erased. Technical left-overs have a fixed term.
Apps above add their classes in AppConfig.ready: `registreer(Klasse("dossier", _("..."), ...))`.
"""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True)
class Klasse:
    """`vanaf` tells in words when the term begins; `vast` in days: a term that nobody has to decide on.

    `instelbaar`: the organisation decides on a number of months; `voorstel` is what the page fills in first.
    """

    code: str
    titel: Any
    vanaf: Any
    voorstel: int = 0
    vast: int = 0
    uitleg: Any = ""

    @property
    def instelbaar(self) -> bool:
        return bool(self.voorstel)

    @property
    def in_woorden(self) -> str:
        if self.instelbaar:
            return str(_("termijn van elke organisatie, %(vanaf)s")) % {"vanaf": self.vanaf}
        if self.vast:
            return str(_("%(dagen)s dagen, %(vanaf)s")) % {"dagen": self.vast, "vanaf": self.vanaf}
        return str(self.vanaf)


KLASSEN: dict[str, Klasse] = {}


def registreer(klasse: Klasse) -> None:
    """Add a class; the same code twice is a mistake."""
    if KLASSEN.get(klasse.code, klasse) != klasse:
        raise RuntimeError(f"two classes called {klasse.code}")
    KLASSEN[klasse.code] = klasse


for _klasse in (
    Klasse("concept", _("wat iemand typte en niet bewaarde"), _("na de laatste toets"), vast=180),
    Klasse("uitvoer", _("klaargezette kopie van gegevens"), _("nadat ze gemaakt is"), vast=14),
    Klasse("werk", _("opdrachten aan de werker"), _("nadat ze klaar zijn"), vast=90),
    Klasse(
        "logboek",
        _("wie wanneer keek"),
        _("blijft staan, onder een sleutel die na het wissen naar niemand meer leidt"),
    ),
    Klasse("account", _("rekeningen van medewerkers"), _("zolang de rol loopt en iets naar haar verwijst")),
    Klasse("telling", _("tellingen zonder personen"), _("blijven staan")),
    Klasse("eigen", _("wat aan de rij zelf hangt"), _("verdwijnt samen met wat erbij hoort")),
):
    registreer(_klasse)
