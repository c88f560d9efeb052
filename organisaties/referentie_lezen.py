"""Reading and checking the reference data files; see referentie.py for what is done with the rows."""

import csv
import re
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Any

from django.db import models

from organisaties.models import Deelname, Organisatie

HERKOMST = ["bron", "brondatum"]


@dataclass(frozen=True)
class Bestand:
    """Shape of one file: its columns, the columns that make a row unique and those that must be filled."""

    naam: str
    kolommen: list[str]
    sleutel: list[str]
    verplicht: list[str]
    soorten: dict[str, str] = field(default_factory=dict)

    def waarden(self, rij: dict) -> dict[str, Any]:
        """What a row tells beside its key."""
        return {kolom: rij[kolom] for kolom in self.kolommen if kolom not in self.sleutel}


BESTANDEN = [
    Bestand(
        "sectoren.csv",
        [
            "code",
            "naam",
            "beroepsgeheim",
            "opgelegd",
            "geldig_van",
            "geldig_tot",
            *HERKOMST,
        ],
        ["code"],
        ["code", "naam", "beroepsgeheim", "opgelegd"],
        {
            "beroepsgeheim": "janee",
            "opgelegd": "janee",
            "geldig_van": "datum",
            "geldig_tot": "datum",
        },
    ),
    Bestand(
        "gemeenten.csv",
        ["nis", "naam", "geldig_van", "geldig_tot", "opvolger", *HERKOMST],
        ["nis"],
        ["nis", "naam"],
        {"nis": "nis", "geldig_van": "datum", "geldig_tot": "datum"},
    ),
    Bestand(
        "organisaties.csv",
        [
            "code",
            "naam",
            "soort",
            "zetel",
            "plaatsnaam",
            "opvolger",
            "geldig_van",
            "geldig_tot",
            *HERKOMST,
        ],
        ["code"],
        ["code", "naam", "soort"],
        {"soort": "organisatiesoort", "geldig_van": "datum", "geldig_tot": "datum"},
    ),
    Bestand(
        "werkgebieden.csv",
        ["organisatie", "gemeente", "geldig_van", "geldig_tot", *HERKOMST],
        ["organisatie", "gemeente", "geldig_van"],
        ["organisatie", "gemeente"],
        {"geldig_van": "datum", "geldig_tot": "datum"},
    ),
    Bestand(
        "deelnames.csv",
        ["organisatie", "soort", "van", "tot", *HERKOMST],
        ["organisatie", "soort", "van"],
        ["organisatie", "soort", "van"],
        {"soort": "deelnamesoort", "van": "datum", "tot": "datum"},
    ),
    Bestand(
        "cijfers.csv",
        [
            "code",
            "omschrijving",
            "waarde",
            "eenheid",
            "populatie",
            "n",
            "peildatum",
            "van",
            "tot",
            *HERKOMST,
            "opmerking",
        ],
        ["code"],
        ["code", "omschrijving", "waarde", "eenheid", "populatie"],
        {
            "waarde": "getal",
            "n": "aantal",
            "peildatum": "datum",
            "van": "datum",
            "tot": "datum",
        },
    ),
]


def _datum(tekst: str) -> date | None:
    try:
        return date.fromisoformat(tekst) if tekst else None
    except ValueError:
        raise ValueError(f"“{tekst}” is geen datum; schrijf jaar-maand-dag") from None


def _janee(tekst: str) -> bool | None:
    waarden = {"ja": True, "nee": False, "onbekend": None}
    if tekst not in waarden:
        raise ValueError(f"“{tekst}” mag enkel ja, nee of onbekend zijn")
    return waarden[tekst]


def _getal(tekst: str) -> Decimal:
    try:
        return Decimal(tekst)
    except InvalidOperation:
        raise ValueError(f"“{tekst}” is geen getal; gebruik een punt voor decimalen") from None


def _aantal(tekst: str) -> int | None:
    if tekst and not tekst.isascii() or tekst and not tekst.isdigit():
        raise ValueError(f"“{tekst}” is geen geheel getal")
    return int(tekst) if tekst else None


def _nis(tekst: str) -> str:
    if not re.fullmatch(r"[0-9]{5}", tekst):
        raise ValueError(f"“{tekst}” is geen NIS-code van vijf cijfers")
    return tekst


def _keuze(keuzes: type[models.TextChoices]) -> Any:
    def lees(tekst: str) -> str:
        if tekst not in keuzes.values:
            raise ValueError(f"“{tekst}” is onbekend; kies uit {', '.join(keuzes.values)}")
        return tekst

    return lees


LEZERS = {
    "datum": _datum,
    "janee": _janee,
    "getal": _getal,
    "aantal": _aantal,
    "nis": _nis,
    "organisatiesoort": _keuze(Organisatie.Soort),
    "deelnamesoort": _keuze(Deelname.Soort),
}


class Lezing:
    """All rows of a folder, typed, with the complaints found on the way."""

    def __init__(self, gegevensmap: Path):
        self.meldingen: list[str] = []
        self.rijen = {b.naam: self._lees(b, gegevensmap / b.naam) for b in BESTANDEN}
        if not self.meldingen:
            self._vergelijk()

    def _fout(self, bestand: str, rij: int, kolom: str, zin: str):
        self.meldingen.append(f"{bestand}, rij {rij}, kolom {kolom}: {zin}.")

    def _lees(self, bestand: Bestand, pad: Path) -> list[dict]:
        try:
            tekst = pad.read_text(encoding="utf-8-sig")
        except FileNotFoundError:
            self.meldingen.append(f"{bestand.naam}: dit bestand ontbreekt.")
            return []
        except UnicodeDecodeError:
            self.meldingen.append(f"{bestand.naam}: dit bestand is niet in UTF-8 bewaard.")
            return []
        lezer = csv.DictReader(tekst.splitlines())
        if lezer.fieldnames != bestand.kolommen:
            self.meldingen.append(
                f"{bestand.naam}, rij 1: de kolommen moeten zijn: {', '.join(bestand.kolommen)}."
            )
            return []
        gezien: dict[tuple, int] = {}
        rijen = []
        for ruw in lezer:
            rij = self._lees_rij(bestand, lezer.line_num, ruw)
            if rij is None:
                continue
            sleutel = tuple(rij[k] for k in bestand.sleutel)
            if sleutel in gezien:
                zin = f"staat al op rij {gezien[sleutel]}"
                self._fout(bestand.naam, rij["_rij"], " + ".join(bestand.sleutel), zin)
            gezien.setdefault(sleutel, rij["_rij"])
            rijen.append(rij)
        return rijen

    def _lees_rij(self, bestand: Bestand, nummer: int, ruw: dict) -> dict | None:
        if None in ruw or None in ruw.values():
            self.meldingen.append(
                f"{bestand.naam}, rij {nummer}: deze rij telt niet evenveel velden als de kop."
            )
            return None
        rij: dict = {"_rij": nummer}
        goed = True
        for kolom in bestand.kolommen:
            tekst = ruw[kolom].strip()
            soort = bestand.soorten.get(kolom, "datum" if kolom == "brondatum" else "")
            try:
                if not tekst and kolom in [*bestand.verplicht, *HERKOMST]:
                    raise ValueError("dit moet ingevuld zijn")
                rij[kolom] = LEZERS[soort](tekst) if soort else tekst
            except ValueError as fout:
                self._fout(bestand.naam, nummer, kolom, str(fout))
                goed = False
        return rij if goed else None

    def _vergelijk(self):
        for bestand, van, tot in (
            ("sectoren.csv", "geldig_van", "geldig_tot"),
            ("gemeenten.csv", "geldig_van", "geldig_tot"),
            ("organisaties.csv", "geldig_van", "geldig_tot"),
            ("werkgebieden.csv", "geldig_van", "geldig_tot"),
            ("deelnames.csv", "van", "tot"),
            ("cijfers.csv", "van", "tot"),
        ):
            for rij in self.rijen[bestand]:
                if rij[van] and rij[tot] and rij[van] > rij[tot]:
                    self._fout(bestand, rij["_rij"], tot, "het einde ligt voor het begin")
        gemeenten = {r["nis"]: r for r in self.rijen["gemeenten.csv"]}
        organisaties = {r["code"]: r for r in self.rijen["organisaties.csv"]}
        self._opvolgers("gemeenten.csv", gemeenten)
        self._opvolgers("organisaties.csv", organisaties)
        self._verwijzing("organisaties.csv", "zetel", gemeenten, "gemeenten.csv")
        self._verwijzing("werkgebieden.csv", "gemeente", gemeenten, "gemeenten.csv")
        self._verwijzing("werkgebieden.csv", "organisatie", organisaties, "organisaties.csv")
        self._verwijzing("deelnames.csv", "organisatie", organisaties, "organisaties.csv")
        self._gebieden(gemeenten)
        self._cijfers()

    def _verwijzing(self, bestand: str, kolom: str, doel: dict, doelbestand: str):
        for rij in self.rijen[bestand]:
            if rij[kolom] and rij[kolom] not in doel:
                self._fout(
                    bestand,
                    rij["_rij"],
                    kolom,
                    f"“{rij[kolom]}” staat niet in {doelbestand}",
                )

    def _opvolgers(self, bestand: str, rijen: dict):
        for code, rij in rijen.items():
            nieuw = rij["opvolger"]
            if not nieuw:
                continue
            if nieuw == code or nieuw not in rijen:
                self._fout(
                    bestand,
                    rij["_rij"],
                    "opvolger",
                    f"“{nieuw}” is geen andere rij van dit bestand",
                )
            elif rij["geldig_tot"] is None:
                self._fout(
                    bestand,
                    rij["_rij"],
                    "geldig_tot",
                    "wie een opvolger heeft, heeft een einddatum",
                )
            elif rijen[nieuw]["geldig_van"] != rij["geldig_tot"] + timedelta(days=1):
                self._fout(
                    bestand,
                    rij["_rij"],
                    "opvolger",
                    f"“{nieuw}” begint niet de dag na het einde van “{code}”",
                )

    def _gebieden(self, gemeenten: dict):
        for rij in self.rijen["werkgebieden.csv"]:
            gemeente = gemeenten.get(rij["gemeente"])
            if gemeente is None:
                continue
            einde = gemeente["geldig_tot"]
            if einde and (rij["geldig_tot"] is None or rij["geldig_tot"] > einde):
                zin = f"gemeente {rij['gemeente']} bestond maar tot {einde:%d/%m/%Y}"
                self._fout("werkgebieden.csv", rij["_rij"], "geldig_tot", zin)

    def _cijfers(self):
        for rij in self.rijen["cijfers.csv"]:
            if rij["eenheid"] == "%" and not 0 <= rij["waarde"] <= 100:
                self._fout(
                    "cijfers.csv",
                    rij["_rij"],
                    "waarde",
                    "een percentage ligt tussen 0 en 100",
                )
            if rij["eenheid"] == "%" and not rij["n"]:
                self._fout(
                    "cijfers.csv",
                    rij["_rij"],
                    "n",
                    "een percentage heeft een aantal (N) nodig",
                )
