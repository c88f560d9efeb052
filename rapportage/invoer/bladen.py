"""Reading what somebody uploads: csv, xlsx and ods as a stream of rows, in constant memory.

The kind is told by the content, never by the name. Everything that should not be in a registration is
refused with a sentence for people: macros, passwords, other file types, archives that explode, endless
columns. Formulas are handed on as FORMULE, so that the check can name their row and column.
"""

import codecs
import csv
import io
import zipfile
from collections.abc import Iterator
from datetime import date, datetime
from itertools import islice
from typing import IO, Any, Protocol

from django.utils.translation import gettext as _

from .ods import ods_begin, ods_bladen, ods_stroom
from .xlsx import Xlsx
from .xml_stroom import (
    KAPOT,
    MAX_CEL,
    MAX_KOLOMMEN,
    MAX_RIJEN,
    STUK,
    Onbruikbaar,
    Stroom,
    te_veel_kolommen,
    te_veel_rijen,
)

MAX_BYTES = 15 * 1024 * 1024
MAX_UITGEPAKT = 200 * 1024 * 1024
MAX_DELEN = 500
MAX_VERHOUDING = 250
KOPZOEK = 20

Cel = str | int | float | bool | date | datetime | None


class _Formule:
    """Stands in a cell where the file has a formula."""

    def __repr__(self) -> str:
        return "FORMULE"


FORMULE = _Formule()
Rij = tuple[int, list[Any]]


class Blad(Protocol):
    """A file whose sheets can be read row by row, as often as needed."""

    soort: str

    def bladen(self) -> list[str]: ...

    def begin(self) -> Iterator[tuple[str, Rij]]:
        """(sheet, row): the first KOPZOEK filled rows of each sheet; no part of the file is read twice."""

    def rijen(self, blad: str) -> Iterator[Rij]: ...

    @property
    def gelezen(self) -> float: ...


def open_blad(bestand: IO[bytes]) -> Blad:
    """Recognise the file by its content. Raises Onbruikbaar with what is wrong and what to do."""
    bestand.seek(0, io.SEEK_END)
    omvang = bestand.tell()
    bestand.seek(0)
    begin = bestand.read(8192)
    bestand.seek(0)
    if not omvang or not begin.strip():
        raise Onbruikbaar(_("Dit bestand is leeg."))
    if omvang > MAX_BYTES:
        raise Onbruikbaar(_("Dit bestand is te groot. Splits het in delen van hoogstens 15 MB."))
    if begin.startswith(b"PK\x03\x04"):
        return _uit_archief(bestand)
    if begin.startswith(b"\xd0\xcf\x11\xe0"):
        raise Onbruikbaar(_oud_of_versleuteld(bestand))
    _weiger_andere_soort(begin)
    return Csv(bestand)


def _oud_of_versleuteld(bestand: IO[bytes]) -> str:
    if "EncryptedPackage".encode("utf-16-le") in bestand.read(MAX_BYTES):
        return _("Dit bestand is met een wachtwoord beveiligd. Bewaar het zonder wachtwoord.")
    return _("Dit is een oud Excel-bestand (xls). Bewaar het als xlsx, ods of csv.")


def _weiger_andere_soort(begin: bytes) -> None:
    if begin.startswith(b"%PDF"):
        raise Onbruikbaar(_("Dit is een pdf. Lever het rekenblad zelf: xlsx, ods of csv."))
    kop = begin.lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if kop.startswith((b"<!doctype", b"<html", b"<table", b"<?xml", b"{\\rtf", b"{", b"[{")):
        raise Onbruikbaar(_("Dit is geen rekenblad, ook al heet het misschien zo. Lever xlsx, ods of csv."))
    utf16 = begin.startswith((b"\xff\xfe", b"\xfe\xff"))
    if b"\x00" in begin and not utf16:
        raise Onbruikbaar(_("Dit is geen rekenblad. Lever een xlsx, ods of csv."))


def _uit_archief(bestand: IO[bytes]) -> Blad:
    try:
        archief = zipfile.ZipFile(bestand)
        delen = archief.infolist()
    except KAPOT as fout:
        raise Onbruikbaar(_("Dit bestand is beschadigd. Bewaar het opnieuw en probeer nog eens.")) from fout
    controleer_archief(delen)
    namen = {deel.filename for deel in delen}
    if any(naam.lower().endswith(("vbaproject.bin", ".vba")) for naam in namen) or any(
        naam.startswith(("Basic/", "Scripts/")) for naam in namen
    ):
        raise Onbruikbaar(_("Dit bestand bevat macro's. Bewaar het zonder macro's, als gewoon xlsx of ods."))
    try:
        if "xl/workbook.xml" in namen:
            return Xlsx(archief, FORMULE, KOPZOEK)
        if "mimetype" in namen and archief.read("mimetype").strip().endswith(b"opendocument.spreadsheet"):
            return Ods(archief)
    except KAPOT as fout:
        raise Onbruikbaar(_("Dit bestand is beschadigd. Bewaar het opnieuw en probeer nog eens.")) from fout
    if "xl/workbook.bin" in namen:
        raise Onbruikbaar(_("Dit is een binair Excel-bestand (xlsb). Bewaar het als xlsx."))
    raise Onbruikbaar(_("Dit is geen rekenblad. Lever een xlsx, ods of csv."))


def controleer_archief(delen: list[zipfile.ZipInfo]) -> None:
    """Refuse what would explode, before anything is unpacked. The declared sizes bind: zipfile stops there."""
    te_groot = Onbruikbaar(
        _("Dit bestand is uitgepakt veel te groot. Bewaar enkel het blad met de gegevens.")
    )
    if len(delen) > MAX_DELEN or sum(deel.file_size for deel in delen) > MAX_UITGEPAKT:
        raise te_groot
    for deel in delen:
        if deel.flag_bits & 0x1:
            raise Onbruikbaar(_("Dit bestand is met een wachtwoord beveiligd. Bewaar het zonder wachtwoord."))
        if deel.file_size > 10_000_000 and deel.file_size > MAX_VERHOUDING * max(deel.compress_size, 1):
            raise te_groot


class Ods:
    """An OpenDocument spreadsheet."""

    soort = "ods"

    def __init__(self, archief: zipfile.ZipFile) -> None:
        self._archief = archief
        self._stroom: Stroom | None = None
        if "META-INF/manifest.xml" in archief.namelist():
            with archief.open("META-INF/manifest.xml") as stuk:
                if b"encryption-data" in stuk.read(1_000_000):
                    raise Onbruikbaar(
                        _("Dit bestand is met een wachtwoord beveiligd. Bewaar het zonder wachtwoord.")
                    )

    def bladen(self) -> list[str]:
        return ods_bladen(self._archief)

    def begin(self) -> Iterator[tuple[str, Rij]]:
        return ods_begin(self._archief, FORMULE, KOPZOEK)

    def rijen(self, blad: str) -> Iterator[Rij]:
        self._stroom = ods_stroom(blad, FORMULE)
        return self._stroom.lees(self._archief, "content.xml")

    @property
    def gelezen(self) -> float:
        return self._stroom.gelezen if self._stroom else 0.0


class Csv:
    """Comma, semicolon or tab; UTF-8, UTF-16 with mark, or Windows-1252."""

    soort = "csv"

    def __init__(self, bestand: IO[bytes]) -> None:
        self._bestand = bestand
        self._omvang = max(bestand.seek(0, io.SEEK_END), 1)
        self.codering = _codering(bestand)
        self.scheiding = self._scheidingsteken()

    def bladen(self) -> list[str]:
        return [""]

    def begin(self) -> Iterator[tuple[str, Rij]]:
        return (("", rij) for rij in islice(self.rijen(""), KOPZOEK))

    @property
    def gelezen(self) -> float:
        return self._bestand.tell() / self._omvang

    def _tekst(self) -> Iterator[str]:
        """Decoded lines; reading starts anew each time and never closes the file."""
        self._bestand.seek(0)
        lezer = io.IncrementalNewlineDecoder(codecs.getincrementaldecoder(self.codering)(), translate=True)
        rest = ""
        while stuk := self._bestand.read(STUK):
            *regels, rest = (rest + lezer.decode(stuk)).split("\n")
            yield from (f"{regel}\n" for regel in regels)
        yield rest + lezer.decode(b"", final=True)

    def _scheidingsteken(self) -> str:
        for regel in self._tekst():
            if regel.strip():
                kaal = _buiten_aanhalingstekens(regel)
                return max(";,\t", key=lambda teken: (kaal.count(teken), teken == ";"))
        raise Onbruikbaar(_("Dit bestand is leeg."))

    def rijen(self, blad: str) -> Iterator[Rij]:
        nummer = 0
        try:
            for nummer, cellen in enumerate(
                csv.reader(self._tekst(), delimiter=self.scheiding, strict=True), start=1
            ):
                if nummer > MAX_RIJEN + KOPZOEK:
                    raise Onbruikbaar(te_veel_rijen())
                if len(cellen) > MAX_KOLOMMEN and any(cel.strip() for cel in cellen[MAX_KOLOMMEN:]):
                    raise Onbruikbaar(te_veel_kolommen(nummer))
                yield nummer, [_csv_cel(cel) for cel in cellen[:MAX_KOLOMMEN]]
        except csv.Error as fout:
            raise Onbruikbaar(
                _("Rij %(rij)s is niet te lezen: misschien is een aanhalingsteken niet gesloten.")
                % {"rij": nummer + 1}
            ) from fout
        except UnicodeDecodeError as fout:
            raise Onbruikbaar(
                _("De letters in dit bestand zijn niet te lezen. Bewaar het als UTF-8.")
            ) from fout


def _buiten_aanhalingstekens(regel: str) -> str:
    return "".join(regel.split('"')[::2])


def _csv_cel(cel: str) -> Any:
    cel = cel.strip()
    return FORMULE if cel.startswith("=") and len(cel) > 1 else cel[: MAX_CEL + 1]


def _codering(bestand: IO[bytes]) -> str:
    """UTF-16 by its mark, UTF-8 when every byte fits, else Windows-1252."""
    bestand.seek(0)
    if bestand.read(2) in (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE):
        return "utf-16"
    for codering in ("utf-8-sig", "cp1252"):
        bestand.seek(0)
        lezer = codecs.getincrementaldecoder(codering)()
        try:
            while stuk := bestand.read(STUK):
                if b"\x00" in stuk:
                    raise Onbruikbaar(_("Dit is geen rekenblad. Lever een xlsx, ods of csv."))
                lezer.decode(stuk)
            lezer.decode(b"", final=True)
        except UnicodeDecodeError:
            continue
        return codering
    raise Onbruikbaar(_("De letters in dit bestand zijn niet te lezen. Bewaar het als UTF-8."))
