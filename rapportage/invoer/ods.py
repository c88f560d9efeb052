"""An ods file row by row. Repeated cells and rows (an ods says "this a million times") are counted, not made."""

import zipfile
from collections.abc import Iterator
from datetime import date
from typing import Any

from .xml_stroom import (
    MAX_BLADEN,
    MAX_CEL,
    MAX_KOLOMMEN,
    MAX_RIJEN,
    Onbruikbaar,
    Stroom,
    eigenschap,
    te_veel_bladen,
    te_veel_kolommen,
    te_veel_rijen_op_blad,
)

CELLEN = ("table-cell", "covered-table-cell")


def ods_bladen(archief: zipfile.ZipFile) -> list[str]:
    """The names of the sheets."""
    return list(_Namen().lees(archief, "content.xml"))


def ods_begin(
    archief: zipfile.ZipFile, formule: Any, hoogstens: int
) -> Iterator[tuple[str, tuple[int, list[Any]]]]:
    """(sheet, row): the first filled rows of every sheet in one pass, since all sheets are in one part."""
    return _Begin(formule, hoogstens).lees(archief, "content.xml")


def ods_stroom(blad: str, formule: Any) -> Stroom:
    """A pass over one sheet; `.lees(archief, "content.xml")` gives the rows that hold something."""
    return _Rijen(blad, formule)


class _Namen(Stroom):
    def __init__(self) -> None:
        super().__init__()
        self._aantal = 0

    def begin(self, naam: str, eigenschappen: dict[str, str]) -> None:
        if naam == "table":
            self.klaar.append(eigenschap(eigenschappen, "name"))
            self._aantal += 1
            if self._aantal > MAX_BLADEN:
                raise Onbruikbaar(te_veel_bladen())

    def einde(self, naam: str) -> None:
        return

    def tekst(self, tekst: str) -> None:
        return


class _Rijen(Stroom):
    def __init__(self, blad: str, formule: Any) -> None:
        super().__init__()
        self._blad, self._formule = blad, formule
        self._in_blad = self._in_p = self._in_noot = False
        self._nummer = self._rijen = 0
        self._keer_rij = self._keer = 1
        self._cellen: list[Any] = []
        self._kolom = 0
        self._cel: dict[str, str] = {}
        self._tekst: list[str] = []

    def begin(self, naam: str, eigenschappen: dict[str, str]) -> None:
        if naam == "table":
            self._in_blad = eigenschap(eigenschappen, "name") == self._blad
        elif naam == "table-row":  # empty ones too, and those of the sheets before it: all are read
            self._rijen += 1
            if self._rijen > MAX_RIJEN * 12:
                raise Onbruikbaar(te_veel_rijen_op_blad())
        if not self._in_blad:
            return
        if naam == "table-row":
            self._keer_rij = _keer(eigenschap(eigenschappen, "number-rows-repeated"))
            self._cellen, self._kolom = [], 0
        elif naam in CELLEN:
            self._keer = _keer(eigenschap(eigenschappen, "number-columns-repeated"))
            self._cel, self._tekst = eigenschappen, []
        elif naam == "annotation":
            self._in_noot = True
        elif naam == "p":
            self._in_p = not self._in_noot
            if self._tekst:
                self._tekst.append("\n")

    def einde(self, naam: str) -> None:
        if not self._in_blad:
            return
        if naam == "p":
            self._in_p = False
        elif naam == "annotation":
            self._in_noot = False
        elif naam in CELLEN:
            self._zet_cel()
        elif naam == "table-row":
            self._zet_rij()
        elif naam == "table":
            self.gestopt = True

    def tekst(self, tekst: str) -> None:
        if self._in_p and len(self._tekst) <= MAX_CEL:
            self._tekst.append(tekst)

    def _zet_cel(self) -> None:
        waarde = self._lees()
        if waarde not in (None, ""):
            if self._kolom + self._keer > MAX_KOLOMMEN:
                raise Onbruikbaar(te_veel_kolommen(self._nummer + 1))
            self._cellen += [None] * (self._kolom - len(self._cellen)) + [waarde] * self._keer
        self._kolom += self._keer

    def _zet_rij(self) -> None:
        if self._cellen:
            self._bewaak_rijen()
            self.klaar += [(self._nummer + 1 + keer, self._cellen) for keer in range(self._keer_rij)]
        self._nummer += self._keer_rij

    def _bewaak_rijen(self) -> None:
        if self._nummer + self._keer_rij > MAX_RIJEN * 12 or self._keer_rij > MAX_RIJEN:
            raise Onbruikbaar(te_veel_rijen_op_blad())

    def _lees(self) -> Any:
        if eigenschap(self._cel, "formula"):
            return self._formule
        soort = eigenschap(self._cel, "value-type")
        if soort == "date":
            try:
                return date.fromisoformat(eigenschap(self._cel, "date-value")[:10])
            except ValueError:
                return eigenschap(self._cel, "date-value")
        if soort in ("float", "percentage", "currency"):
            try:
                getal = float(eigenschap(self._cel, "value"))
            except ValueError:
                return eigenschap(self._cel, "value")
            return int(getal) if getal.is_integer() and abs(getal) < 10**15 else getal
        if soort == "boolean":
            return "ja" if eigenschap(self._cel, "boolean-value") == "true" else "nee"
        return "".join(self._tekst)[: MAX_CEL + 1].strip() or None


class _Begin(_Rijen):
    """The first rows of every sheet."""

    def __init__(self, formule: Any, hoogstens: int) -> None:
        super().__init__("", formule)
        self._hoogstens = self._over = hoogstens
        self._bladen = 0

    def begin(self, naam: str, eigenschappen: dict[str, str]) -> None:
        if naam == "table":
            self._bladen += 1
            if self._bladen > MAX_BLADEN:
                raise Onbruikbaar(te_veel_bladen())
            self._blad, self._nummer, self._over = eigenschap(eigenschappen, "name"), 0, self._hoogstens
        super().begin(naam, eigenschappen)

    def einde(self, naam: str) -> None:
        if naam == "table":
            self._in_blad = False
        super().einde(naam)

    def _zet_rij(self) -> None:
        if self._cellen:
            self._bewaak_rijen()
            nu = min(self._keer_rij, self._over)
            self.klaar += [(self._blad, (self._nummer + 1 + keer, self._cellen)) for keer in range(nu)]
            self._over -= nu
            self._in_blad = self._over > 0
        self._nummer += self._keer_rij


def _keer(tekst: str) -> int:
    return max(int(tekst), 1) if tekst.isascii() and tekst.isdigit() and len(tekst) < 10 else 1
