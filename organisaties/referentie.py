"""Loading of the reference data files (R253-R272, R276-R281, R290).

Municipalities, partners, participation, published figures and sectors are data with a source and a
date, never code: another province is another folder of files. All files are read and checked first;
only when nothing is wrong are the rows written, in one transaction. Rows that the files no longer
name stay: records end with a date and are not deleted.
"""

import csv
import re
import unicodedata
from collections import Counter
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal, InvalidOperation
from pathlib import Path

from django.db import models, transaction

from organisaties.models import (
    Cijfer,
    Deelname,
    Gemeente,
    Organisatie,
    OrganisatieGemeente,
    Sector,
)

GEGEVENSMAP = Path(__file__).parent / "data"
HERKOMST = ["bron", "brondatum"]
NAMEN: dict[type[models.Model], str] = {
    Sector: "sectoren",
    Gemeente: "gemeenten",
    Organisatie: "organisaties",
    OrganisatieGemeente: "werkgebieden",
    Deelname: "deelnames",
    Cijfer: "cijfers",
}


class Referentiefout(Exception):
    """The files contradict themselves; `meldingen` holds one Dutch sentence per mistake."""

    def __init__(self, meldingen: list[str]):
        self.meldingen = meldingen
        super().__init__("\n".join(meldingen))


def plaatssleutel(naam: str) -> str:
    """Key under which spellings of one place meet: 'Herk De Stad' and 'Herk-de-Stad' are equal."""
    zonder = unicodedata.normalize("NFKD", naam).encode("ascii", "ignore").decode().lower()
    return "-".join(re.findall(r"[a-z0-9]+", zonder))


@dataclass(frozen=True)
class Bestand:
    """Shape of one file: its columns, the columns that make a row unique and those that must be filled."""

    naam: str
    kolommen: list[str]
    sleutel: list[str]
    verplicht: list[str]
    soorten: dict[str, str] = field(default_factory=dict)


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


def _datum(tekst: str):
    try:
        return date.fromisoformat(tekst) if tekst else None
    except ValueError:
        raise ValueError(f"“{tekst}” is geen datum; schrijf jaar-maand-dag") from None


def _janee(tekst: str):
    waarden = {"ja": True, "nee": False, "onbekend": None}
    if tekst not in waarden:
        raise ValueError(f"“{tekst}” mag enkel ja, nee of onbekend zijn")
    return waarden[tekst]


def _getal(tekst: str):
    try:
        return Decimal(tekst)
    except InvalidOperation:
        raise ValueError(f"“{tekst}” is geen getal; gebruik een punt voor decimalen") from None


def _aantal(tekst: str):
    if tekst and not tekst.isascii() or tekst and not tekst.isdigit():
        raise ValueError(f"“{tekst}” is geen geheel getal")
    return int(tekst) if tekst else None


def _nis(tekst: str):
    if not re.fullmatch(r"[0-9]{5}", tekst):
        raise ValueError(f"“{tekst}” is geen NIS-code van vijf cijfers")
    return tekst


def _keuze(keuzes):
    def lees(tekst: str):
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


@dataclass
class Telling:
    """What one load did, per kind of record."""

    nieuw: Counter = field(default_factory=Counter)
    gewijzigd: Counter = field(default_factory=Counter)
    gelijk: Counter = field(default_factory=Counter)

    @property
    def iets_veranderd(self) -> bool:
        return bool(self.nieuw or self.gewijzigd)

    def regels(self) -> list[str]:
        """One Dutch line per kind of record, in the order in which they were loaded."""
        soorten = dict.fromkeys([*self.gelijk, *self.nieuw, *self.gewijzigd])
        return [
            f"{s}: {self.nieuw[s]} nieuw, {self.gewijzigd[s]} gewijzigd, {self.gelijk[s]} gelijk"
            for s in soorten
        ]


class Schrijver:
    """Upserts on one database alias; saves nothing that is already as the file says."""

    def __init__(self, using: str):
        self.using = using
        self.telling = Telling()
        self._bestaand: dict[type[models.Model], dict[tuple, models.Model]] = {}

    def zet(self, model: type[models.Model], sleutel: dict, waarden: dict) -> models.Model:
        """Create or update the row with this key; returns it."""
        soort = NAMEN[model]
        object_ = self._zoek(model, sleutel)
        if object_ is None:
            object_ = model(**sleutel, **waarden)
            object_.save(using=self.using, force_insert=True)
            self.telling.nieuw[soort] += 1
            return object_
        anders = [naam for naam, waarde in waarden.items() if getattr(object_, naam) != waarde]
        for naam in anders:
            setattr(object_, naam, waarden[naam])
        if anders:
            object_.save(using=self.using, update_fields=anders)
        (self.telling.gewijzigd if anders else self.telling.gelijk)[soort] += 1
        return object_

    def _zoek(self, model: type[models.Model], sleutel: dict) -> models.Model | None:
        kolommen = [model._meta.get_field(naam).attname for naam in sleutel]  # type: ignore[union-attr]
        if model not in self._bestaand:
            self.telling.gelijk[NAMEN[model]] += 0
            rijen = model._default_manager.using(self.using).all()
            self._bestaand[model] = {tuple(getattr(r, k) for k in kolommen): r for r in rijen}
        gezocht = (v.pk if isinstance(v, models.Model) else v for v in sleutel.values())
        return self._bestaand[model].get(tuple(gezocht))


def laad(gegevensmap: Path = GEGEVENSMAP, using: str = "bouw") -> Telling:
    """Bring the reference tables in line with the files of `gegevensmap`.

    Runs in one transaction on `using` (the owner: the web role may only read these tables). Raises
    Referentiefout, with every mistake found, before anything is written.
    """
    lezing = Lezing(Path(gegevensmap))
    if lezing.meldingen:
        raise Referentiefout(lezing.meldingen)
    schrijver = Schrijver(using)
    with transaction.atomic(using=using):
        _schrijf(lezing.rijen, schrijver)
    return schrijver.telling


def _herkomst(rij: dict) -> dict:
    return {naam: rij[naam] for naam in HERKOMST}


def _schrijf(rijen: dict[str, list[dict]], schrijver: Schrijver):
    for rij in rijen["sectoren.csv"]:
        velden = ["naam", "beroepsgeheim", "opgelegd", "geldig_van", "geldig_tot"]
        schrijver.zet(Sector, {"code": rij["code"]}, {v: rij[v] for v in velden})
    gemeenten = _schrijf_gemeenten(rijen["gemeenten.csv"], schrijver)
    organisaties = _schrijf_organisaties(rijen["organisaties.csv"], gemeenten, schrijver)
    for rij in rijen["werkgebieden.csv"]:
        schrijver.zet(
            OrganisatieGemeente,
            {
                "organisatie": organisaties[rij["organisatie"]],
                "gemeente": gemeenten[rij["gemeente"]],
                "geldig_van": rij["geldig_van"],
            },
            {"geldig_tot": rij["geldig_tot"]},
        )
    for rij in rijen["deelnames.csv"]:
        schrijver.zet(
            Deelname,
            {
                "organisatie": organisaties[rij["organisatie"]],
                "soort": rij["soort"],
                "van": rij["van"],
            },
            {"tot": rij["tot"], **_herkomst(rij)},
        )
    for rij in rijen["cijfers.csv"]:
        velden = [
            "waarde",
            "eenheid",
            "populatie",
            "n",
            "peildatum",
            "van",
            "tot",
            "opmerking",
        ]
        schrijver.zet(
            Cijfer,
            {"code": rij["code"]},
            {**{v: rij[v] for v in velden}, **_herkomst(rij)},
        )


def _schrijf_gemeenten(rijen: list[dict], schrijver: Schrijver) -> dict[str, models.Model]:
    gemeenten: dict[str, models.Model] = {}
    for rij in _opvolgers_eerst(rijen, "nis"):
        waarden = {v: rij[v] for v in ["naam", "geldig_van", "geldig_tot"]} | _herkomst(rij)
        waarden["opvolger"] = gemeenten.get(rij["opvolger"])
        gemeenten[rij["nis"]] = schrijver.zet(Gemeente, {"nis": rij["nis"]}, waarden)
    return gemeenten


def _schrijf_organisaties(rijen: list[dict], gemeenten: dict, schrijver: Schrijver) -> dict:
    organisaties: dict[str, models.Model] = {}
    for rij in _opvolgers_eerst(rijen, "code"):
        velden = ["naam", "soort", "plaatsnaam", "geldig_van", "geldig_tot"]
        waarden = {v: rij[v] for v in velden} | _herkomst(rij)
        waarden["zetel"] = gemeenten.get(rij["zetel"])
        waarden["opvolger"] = organisaties.get(rij["opvolger"])
        organisaties[rij["code"]] = schrijver.zet(Organisatie, {"code": rij["code"]}, waarden)
    return organisaties


def _opvolgers_eerst(rijen: list[dict], sleutel: str) -> list[dict]:
    """Successors begin later than what they succeed (checked), so the latest begin goes first."""
    return sorted(rijen, key=lambda r: (r["geldig_van"] or date.min, r[sleutel]), reverse=True)
