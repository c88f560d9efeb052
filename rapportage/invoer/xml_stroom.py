"""Streaming XML for spreadsheets: expat in pieces, so that a big sheet never stands in memory as a whole."""

import lzma
import zipfile
import zlib
from abc import ABC, abstractmethod
from collections.abc import Iterator
from typing import Any
from xml.parsers import expat

from django.utils.translation import gettext as _

MAX_RIJEN = 100_000
MAX_KOLOMMEN = 100
MAX_BLADEN = 50
MAX_CEL = 500
STUK = 64 * 1024
# What reading a damaged or crafted archive can raise.
KAPOT = (
    expat.ExpatError,
    zipfile.BadZipFile,
    zlib.error,
    lzma.LZMAError,
    KeyError,
    EOFError,
    OSError,
    ValueError,
    RuntimeError,  # NotImplementedError for an unknown compression is one of these
)


class Onbruikbaar(Exception):
    """The file cannot be used at all; the message tells a person what to do."""


class Stroom(ABC):
    """One pass over a part of the archive; subclasses fill `klaar` with what can be handed on."""

    def __init__(self) -> None:
        self.klaar: list[Any] = []
        self.gestopt = False
        self.gelezen = 0.0

    @abstractmethod
    def begin(self, naam: str, eigenschappen: dict[str, str]) -> None:
        """An element opens."""

    @abstractmethod
    def einde(self, naam: str) -> None:
        """An element closes."""

    @abstractmethod
    def tekst(self, tekst: str) -> None:
        """Text inside the element that is open."""

    def lees(self, archief: zipfile.ZipFile, deel: str) -> Iterator[Any]:
        """Yield what the handlers finished, piece by piece. A document type (entities) is refused."""
        lezer = expat.ParserCreate()
        lezer.buffer_text = True
        lezer.StartElementHandler = self._begin
        lezer.EndElementHandler = self._einde
        lezer.CharacterDataHandler = self.tekst
        lezer.StartDoctypeDeclHandler = _weiger
        try:
            with archief.open(deel) as stuk:
                while not self.gestopt and (bytes_ := stuk.read(STUK)):
                    self.gelezen = stuk.tell() / max(archief.getinfo(deel).file_size, 1)
                    lezer.Parse(bytes_, False)
                    yield from self._leeg()
                if not self.gestopt:
                    lezer.Parse(b"", True)
            yield from self._leeg()
        except KAPOT as fout:
            raise Onbruikbaar(
                _("Dit bestand is beschadigd. Bewaar het opnieuw en probeer nog eens.")
            ) from fout

    def _leeg(self) -> Iterator[Any]:
        klaar, self.klaar = self.klaar, []
        yield from klaar

    def _begin(self, naam: str, eigenschappen: dict[str, str]) -> None:
        if not self.gestopt:
            self.begin(naam.rpartition(":")[2], eigenschappen)

    def _einde(self, naam: str) -> None:
        if not self.gestopt:
            self.einde(naam.rpartition(":")[2])


def _weiger(*args: Any) -> None:
    raise Onbruikbaar(_("Dit bestand bevat iets dat niet in een rekenblad hoort. Bewaar het opnieuw."))


def eigenschap(eigenschappen: dict[str, str], naam: str) -> str:
    """An attribute by its local name, whatever its prefix."""
    if naam in eigenschappen:
        return eigenschappen[naam]
    return next((w for k, w in eigenschappen.items() if k.rpartition(":")[2] == naam), "")


def te_veel_rijen() -> str:
    """What a person reads about a file without end."""
    return _("Dit bestand heeft meer dan %(max)s rijen. Splits het.") % {
        "max": f"{MAX_RIJEN:,}".replace(",", ".")
    }


def te_veel_rijen_op_blad() -> str:
    """What a person reads about a sheet whose rows, filled or not, have no end."""
    return _("Dit blad heeft te veel rijen. Bewaar enkel de gegevens.")


def te_veel_bladen() -> str:
    """What a person reads about a file with sheets without end."""
    return _("Dit bestand heeft meer dan %(max)s bladen. Bewaar enkel het blad met de gegevens.") % {
        "max": MAX_BLADEN
    }


def te_veel_kolommen(rij: int) -> str:
    """What a person reads about a row without end."""
    return _("Rij %(rij)s heeft meer dan %(max)s kolommen. Bewaar enkel de kolommen van het sjabloon.") % {
        "rij": rij,
        "max": MAX_KOLOMMEN,
    }
