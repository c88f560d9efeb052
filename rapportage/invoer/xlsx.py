"""An xlsx file row by row: shared texts, dates by cell style, formulas seen as formulas."""

import re
import zipfile
from collections.abc import Iterator
from datetime import datetime, timedelta
from itertools import islice
from typing import Any

from django.utils.translation import gettext as _

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

MAX_TEKSTEN = 1_000_000
MAX_LETTERS = 30_000_000
DATUMFORMATEN = {*range(14, 23), *range(27, 37), *range(45, 48), *range(50, 59)}
_NIET_DATUM = re.compile(r'"[^"]*"|\[[^\]]*\]|\\.|_.|\*.')


class Xlsx:
    """Reads workbook, styles and shared texts once, sheets as often as asked."""

    soort = "xlsx"

    def __init__(self, archief: zipfile.ZipFile, formule: Any, kopzoek: int) -> None:
        self._archief, self._formule, self._kopzoek = archief, formule, kopzoek
        self._stroom: _Blad | None = None
        boek = _Boek()
        relaties = _Relaties()
        namen = set(archief.namelist())
        list(boek.lees(archief, "xl/workbook.xml"))
        if "xl/_rels/workbook.xml.rels" in namen:
            list(relaties.lees(archief, "xl/_rels/workbook.xml.rels"))
        self._begin = datetime(1904, 1, 1) if boek.sinds_1904 else datetime(1899, 12, 30)  # noqa: DTZ001
        self._bladen = {
            naam: pad
            for naam, relatie in boek.bladen
            if (pad := _pad(relaties.doelen.get(relatie, ""))) in namen
        }
        opmaak = _Opmaak()
        if "xl/styles.xml" in namen:
            list(opmaak.lees(archief, "xl/styles.xml"))
        self._datumstijlen = opmaak.datumstijlen()
        teksten = _Teksten()
        self._teksten: list[str] = []
        if "xl/sharedStrings.xml" in namen:
            self._teksten = list(teksten.lees(archief, "xl/sharedStrings.xml"))

    def bladen(self) -> list[str]:
        return list(self._bladen)

    def begin(self) -> Iterator[tuple[str, tuple[int, list[Any]]]]:
        """The first filled rows of each sheet. Many names may point at one part: it is read once."""
        eerste: dict[str, str] = {}
        for naam, pad in self._bladen.items():
            eerste.setdefault(pad, naam)
        for naam in eerste.values():
            for rij in islice(self.rijen(naam), self._kopzoek):
                yield naam, rij

    def rijen(self, blad: str) -> Iterator[tuple[int, list[Any]]]:
        self._stroom = _Blad(self._teksten, self._datumstijlen, self._begin, self._formule)
        return self._stroom.lees(self._archief, self._bladen[blad])

    @property
    def gelezen(self) -> float:
        """How far the last sheet was read, 0 to 1."""
        return self._stroom.gelezen if self._stroom else 0.0


def _pad(doel: str) -> str:
    return doel.lstrip("/") if doel.startswith("/") else f"xl/{doel}"


class _Boek(Stroom):
    def __init__(self) -> None:
        super().__init__()
        self.bladen: list[tuple[str, str]] = []
        self.sinds_1904 = False

    def begin(self, naam: str, eigenschappen: dict[str, str]) -> None:
        if naam == "sheet" and eigenschappen.get("state", "visible") == "visible":
            relatie = next((w for k, w in eigenschappen.items() if k.endswith(":id")), "")
            self.bladen.append((eigenschappen.get("name", ""), relatie))
            if len(self.bladen) > MAX_BLADEN:
                raise Onbruikbaar(te_veel_bladen())
        elif naam == "workbookPr":
            self.sinds_1904 = eigenschappen.get("date1904", "0") in ("1", "true")

    def einde(self, naam: str) -> None:
        return

    def tekst(self, tekst: str) -> None:
        return


class _Relaties(Stroom):
    def __init__(self) -> None:
        super().__init__()
        self.doelen: dict[str, str] = {}

    def begin(self, naam: str, eigenschappen: dict[str, str]) -> None:
        if naam == "Relationship" and eigenschap(eigenschappen, "TargetMode") != "External":
            self.doelen[eigenschappen.get("Id", "")] = eigenschappen.get("Target", "")

    def einde(self, naam: str) -> None:
        return

    def tekst(self, tekst: str) -> None:
        return


class _Opmaak(Stroom):
    """Which cell styles show a date."""

    def __init__(self) -> None:
        super().__init__()
        self._eigen: dict[int, str] = {}
        self._stijlen: list[int] = []
        self._in_cellen = False

    def begin(self, naam: str, eigenschappen: dict[str, str]) -> None:
        if naam == "numFmt":
            self._eigen[_getal(eigenschappen.get("numFmtId", ""))] = eigenschappen.get("formatCode", "")
        elif naam == "cellXfs":
            self._in_cellen = True
        elif naam == "xf" and self._in_cellen:
            self._stijlen.append(_getal(eigenschappen.get("numFmtId", "")))

    def einde(self, naam: str) -> None:
        if naam == "cellXfs":
            self._in_cellen = False

    def tekst(self, tekst: str) -> None:
        return

    def datumstijlen(self) -> set[int]:
        return {nummer for nummer, formaat in enumerate(self._stijlen) if self._is_datum(formaat)}

    def _is_datum(self, formaat: int) -> bool:
        if formaat in self._eigen:
            kaal = _NIET_DATUM.sub("", self._eigen[formaat].lower().split(";")[0])
            return "general" not in kaal and bool(re.search(r"[dy]|m.*m", kaal))
        return formaat in DATUMFORMATEN


class _Teksten(Stroom):
    def __init__(self) -> None:
        super().__init__()
        self._delen: list[str] = []
        self._in_t = self._uitspraak = False
        self._aantal = self._letters = 0

    def begin(self, naam: str, eigenschappen: dict[str, str]) -> None:
        if naam == "si":
            self._delen = []
        elif naam == "rPh":
            self._uitspraak = True
        elif naam == "t":
            self._in_t = not self._uitspraak

    def einde(self, naam: str) -> None:
        if naam == "t":
            self._in_t = False
        elif naam == "rPh":
            self._uitspraak = False
        elif naam == "si":
            self._aantal += 1
            self._letters += sum(map(len, self._delen))
            if self._aantal > MAX_TEKSTEN or self._letters > MAX_LETTERS:
                raise Onbruikbaar(
                    _("Dit bestand bevat te veel tekst. Bewaar enkel het blad met de gegevens.")
                )
            self.klaar.append("".join(self._delen)[: MAX_CEL + 1])

    def tekst(self, tekst: str) -> None:
        if self._in_t and len(self._delen) <= MAX_CEL:
            self._delen.append(tekst)


class _Blad(Stroom):
    """Rows of one sheet."""

    def __init__(self, teksten: list[str], datumstijlen: set[int], begin: datetime, formule: Any) -> None:
        super().__init__()
        self._teksten, self._datumstijlen, self._nul, self._formule = teksten, datumstijlen, begin, formule
        self._nummer = 0
        self._cellen: list[Any] = []
        self._kolom = self._stijl = 0
        self._soort = ""
        self._waarde: list[str] = []
        self._luister = self._met_formule = False

    def begin(self, naam: str, eigenschappen: dict[str, str]) -> None:
        if naam == "c":
            plek = eigenschappen.get("r", "")
            self._kolom = kolomnummer(plek) if plek else self._kolom + 1
            self._soort = eigenschappen.get("t", "n")
            self._stijl = _getal(eigenschappen.get("s", "0"))
            self._waarde, self._met_formule = [], False
        elif naam == "v" or (naam == "t" and self._soort == "inlineStr"):
            self._luister = True
        elif naam == "f":
            self._met_formule = True
        elif naam == "row":
            # Numbers only go up, so that the limit below counts the rows that are read, whatever `r` says.
            self._nummer = max(_getal(eigenschappen.get("r", "")), self._nummer + 1)
            self._cellen, self._kolom = [], -1
            if self._nummer > MAX_RIJEN * 12:
                raise Onbruikbaar(te_veel_rijen_op_blad())

    def einde(self, naam: str) -> None:
        if naam in ("v", "t"):
            self._luister = False
        elif naam == "c":
            waarde = self._formule if self._met_formule else self._lees()
            if waarde not in (None, ""):
                if self._kolom >= MAX_KOLOMMEN:
                    raise Onbruikbaar(te_veel_kolommen(self._nummer))
                self._cellen += [None] * (self._kolom - len(self._cellen)) + [waarde]
        elif naam == "row" and self._cellen:
            self.klaar.append((self._nummer, self._cellen))
        elif naam == "sheetData":
            self.gestopt = True

    def tekst(self, tekst: str) -> None:
        if self._luister and len(self._waarde) <= MAX_CEL:
            self._waarde.append(tekst)

    def _lees(self) -> Any:
        ruw = "".join(self._waarde)
        if not ruw:
            return None
        if self._soort == "s":
            nummer = _getal(ruw)
            return self._teksten[nummer].strip() if nummer < len(self._teksten) else None
        if self._soort == "b":
            return "ja" if ruw.strip() == "1" else "nee"
        if self._soort != "n":
            return ruw[: MAX_CEL + 1].strip()
        try:
            getal = float(ruw)
        except ValueError:
            return ruw[: MAX_CEL + 1]
        if self._stijl in self._datumstijlen and 0 < getal < 2_900_000:
            return (self._nul + timedelta(days=int(getal))).date()
        return int(getal) if getal.is_integer() and abs(getal) < 10**15 else getal


def kolomnummer(plek: str) -> int:
    """ "C7" is column 2."""
    uit = 0
    for teken in plek:
        if not ("A" <= teken <= "Z"):
            break
        uit = uit * 26 + ord(teken) - 64
    return max(uit - 1, 0)


def kolomletter(nummer: int) -> str:
    """Column 2 is "C"."""
    uit = ""
    nummer += 1
    while nummer:
        nummer, rest = divmod(nummer - 1, 26)
        uit = chr(65 + rest) + uit
    return uit


def _getal(tekst: str) -> int:
    return int(tekst) if tekst.isascii() and tekst.isdigit() and len(tekst) < 10 else 0
