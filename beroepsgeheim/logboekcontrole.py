"""Checking the log from outside: every hash and link, the numbers, the state and the exported heads.

The hashes are computed here, not by the functions of the database: who can change the table can change those
too. Rows stream through a cursor, so that a log of years fits in the same memory as one of a day.
"""

import hashlib
import json
import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, date
from pathlib import Path
from typing import Any

from .models import Logboekkop, Logboekstand, Raadpleging

BESTAND = "logboek-koppen.jsonl"
BEGIN = b"\x00"
MEEST = 20


@dataclass(frozen=True)
class Kop:
    """The log up to and including this line: its number, how many lines there were, the hash."""

    dag: date
    laatste_id: int
    aantal: int
    hash: str

    def als_regel(self) -> str:
        """One line of the file."""
        velden = {"dag": self.dag.isoformat(), "laatste": self.laatste_id, "aantal": self.aantal}
        return json.dumps({**velden, "hash": self.hash}) + "\n"


@dataclass
class Uitslag:
    """What the check found: faults in words that name the row, and remarks that are no fault."""

    aantal: int = 0
    fouten: list[str] = field(default_factory=list)
    opmerkingen: list[str] = field(default_factory=list)

    def fout(self, tekst: str) -> None:
        if len(self.fouten) < MEEST:
            self.fouten.append(tekst)


def regel_tekst(r: Raadpleging) -> str:
    """The text of a line that its hash covers (as bg_regel_tekst makes it)."""
    delen = [
        str(r.pk),
        r.tijdstip.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%f"),
        _veld(r.actie),
        _of_streep(r.sleutel),
        _veld(r.onderdeel),
        _veld(r.doel),
        _of_streep(r.aantal),
        _veld(r.uitkomst),
        _veld(r.soort_actor),
        _of_streep(r.gebruiker),
        _of_streep(r.functie),
        _of_streep(r.organisatie),
        _veld(r.rol),
        _veld(r.verzoek),
    ]
    if r.persoon is not None:
        delen.append(f"p:{r.persoon}")
    return "|".join(delen)


def _veld(tekst: str) -> str:
    return tekst.replace("\\", "\\\\").replace("|", "\\|")


def _of_streep(waarde: Any) -> str:
    return "-" if waarde is None else str(waarde)


def bereken_hash(vorige: bytes, regel: Raadpleging) -> bytes:
    return hashlib.sha256(vorige + regel_tekst(regel).encode()).digest()


def lees_koppen(pad: Path, uitslag: Uitslag) -> list[Kop]:
    """The exported heads of the file; a line that cannot be read is a fault."""
    koppen = []
    with pad.open(encoding="utf-8") as bestand:
        for nummer, tekst in enumerate(bestand, 1):
            try:
                rij = json.loads(tekst)
                koppen.append(
                    Kop(date.fromisoformat(rij["dag"]), int(rij["laatste"]), int(rij["aantal"]), rij["hash"])
                )
            except (ValueError, KeyError, TypeError):
                uitslag.fout(f"Het bestand met koppen is beschadigd: regel {nummer} is niet te lezen.")
    return koppen


def schrijf_kop(map_: Path, kop: Kop) -> bool:
    """Add one head to the file, on disk before this returns. False when it stood there already."""
    map_.mkdir(parents=True, exist_ok=True, mode=0o700)
    plek = os.open(map_ / BESTAND, os.O_RDWR | os.O_APPEND | os.O_CREAT, 0o600)
    with os.fdopen(plek, "r+b") as bestand:
        regel = kop.als_regel().encode()
        if regel in bestand.readlines():
            return False
        bestand.write(regel)
        bestand.flush()
        os.fsync(bestand.fileno())
    return True


def controleer(using: str, bestand: Path | None) -> Uitslag:
    """Check the whole log. `bestand` is the file of exported heads, None to leave it out.

    Lines written while the check runs are no fault: the state is read before and after.
    """
    uitslag = Uitslag()
    voor = Logboekstand.objects.using(using).filter(pk=1).first()
    koppen = _alle_koppen(using, bestand, uitslag)
    laatste_id, laatste_hash = _loop_langs(using, koppen, voor, uitslag)
    na = Logboekstand.objects.using(using).filter(pk=1).first()
    _vergelijk_einde(voor, na, laatste_id, laatste_hash, uitslag)
    return uitslag


def _alle_koppen(using: str, bestand: Path | None, uitslag: Uitslag) -> list[Kop]:
    """The heads of the table and of the file, in the order of the log; where they differ is a fault."""
    tabel = [
        Kop(k.dag, k.laatste_id, k.aantal, bytes(k.hash).hex()) for k in Logboekkop.objects.using(using).all()
    ]
    if bestand is None:
        return tabel
    if not bestand.exists():
        if tabel:
            uitslag.fout(f"Het bestand met koppen ontbreekt: {bestand}")
        return tabel
    uit_bestand = lees_koppen(bestand, uitslag)
    for kop in sorted(set(uit_bestand) ^ set(tabel), key=lambda kop: kop.dag):
        waar = "enkel in het bestand" if kop in uit_bestand else "enkel in de tabel"
        uitslag.fout(f"De kop van {kop.dag} (regel {kop.laatste_id}) staat {waar}.")
    return sorted({*tabel, *uit_bestand}, key=lambda kop: (kop.laatste_id, kop.dag))


def _loop_langs(
    using: str, koppen: list[Kop], stand: Logboekstand | None, uitslag: Uitslag
) -> tuple[int, bytes]:
    """Walk along all rows; returns the number and hash of the last one."""
    aaneen = stand.aaneen_vanaf if stand else 1
    vorig_id, vorige_hash = 0, BEGIN
    te_gaan = list(reversed(koppen))
    for r in _rijen(using):
        uitslag.aantal += 1
        past = bytes(r.vorige_hash) == vorige_hash
        if r.pk != vorig_id + 1:
            _gat(vorig_id, r.pk, past=past, aaneen=aaneen, uitslag=uitslag)
        elif not past:
            uitslag.fout(f"Regel {r.pk} sluit niet aan op regel {vorig_id}: een van beide is gewijzigd.")
        if bytes(r.hash) != bereken_hash(bytes(r.vorige_hash), r):
            uitslag.fout(f"Regel {r.pk} is gewijzigd: de inhoud past niet bij de hash.")
        vorig_id, vorige_hash = r.pk, bytes(r.hash)
        while te_gaan and te_gaan[-1].laatste_id <= r.pk:
            _vergelijk_kop(te_gaan.pop(), vorig_id, vorige_hash, uitslag)
    for kop in reversed(te_gaan):
        uitslag.fout(
            f"De kop van {kop.dag} noemt regel {kop.laatste_id}; het logboek houdt op bij regel {vorig_id}."
        )
    return vorig_id, vorige_hash


def _rijen(using: str) -> Iterator[Raadpleging]:
    rijen: Iterable[Raadpleging] = Raadpleging.objects.using(using).order_by("pk").iterator(chunk_size=2000)
    yield from rijen


def _gat(vorig: int, nu: int, *, past: bool, aaneen: int, uitslag: Uitslag) -> None:
    """Numbers are missing between two rows: explained when the chain goes on and the numbers are old."""
    welke = f"Regel {vorig + 1}" if nu == vorig + 2 else f"Regel {vorig + 1} tot en met {nu - 1}"
    if past and nu < aaneen:
        uitslag.opmerkingen.append(f"{welke}: nummers nooit gebruikt, de keten loopt door.")
    else:
        uitslag.fout(f"{welke} ontbreekt.")


def _vergelijk_kop(kop: Kop, regel_id: int, hash_: bytes, uitslag: Uitslag) -> None:
    if regel_id != kop.laatste_id:
        uitslag.fout(f"De kop van {kop.dag} noemt regel {kop.laatste_id}; die regel ontbreekt.")
    elif hash_.hex() != kop.hash:
        uitslag.fout(f"Regel {regel_id} is niet meer die van de kop van {kop.dag}: de keten is herschreven.")
    elif uitslag.aantal != kop.aantal:
        uitslag.fout(
            f"Tot en met regel {regel_id} staan er {uitslag.aantal} regels; de kop van {kop.dag} telt er"
            f" {kop.aantal}."
        )


def _vergelijk_einde(
    voor: Logboekstand | None, na: Logboekstand | None, laatste: int, hash_: bytes, uitslag: Uitslag
) -> None:
    """The end of the log against its state, before and after the walk."""
    if na is None:
        if laatste:
            uitslag.fout(f"De stand van het logboek ontbreekt; de laatste regel is {laatste}.")
        return
    if voor is not None and laatste < voor.laatste_id:
        welke = f"Regel {laatste + 1} tot en met {voor.laatste_id}"
        uitslag.fout(f"{welke}: het einde van het logboek ontbreekt.")
    if laatste > na.laatste_id:
        uitslag.fout(f"Regel {laatste} is bijgeschreven: het logboek eindigt bij regel {na.laatste_id}.")
    elif laatste == na.laatste_id:
        if bytes(na.hash) != hash_:
            uitslag.fout(f"Regel {laatste} is niet de regel die het logboek het laatst schreef.")
        if uitslag.aantal != na.aantal:
            uitslag.fout(f"Er staan {uitslag.aantal} regels; het logboek schreef er {na.aantal}.")
