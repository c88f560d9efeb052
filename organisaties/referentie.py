"""Loading of the reference data files (R253-R272, R276-R281, R290).

Municipalities, partners, participation, published figures and sectors are data with a source and a
date, never code: another province is another folder of files. All files are read and checked first;
only when nothing is wrong are the rows written, in one transaction. Rows that the files no longer
name stay: records end with a date and are not deleted.
"""

import re
import unicodedata
from collections import Counter
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any, TypeVar

from django.db import models, transaction

from organisaties.models import Cijfer, Deelname, Gemeente, Organisatie, OrganisatieGemeente, Sector
from organisaties.referentie_lezen import BESTANDEN, HERKOMST, Lezing

GEGEVENSMAP = Path(__file__).parent / "data"
M = TypeVar("M", bound=models.Model)
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
        self._bestaand: dict[type[models.Model], dict[tuple[Any, ...], Any]] = {}

    def zet(self, model: type[M], sleutel: dict[str, Any], waarden: dict[str, Any]) -> M:
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

    def _zoek(self, model: type[M], sleutel: dict[str, Any]) -> M | None:
        velden: list[Any] = [model._meta.get_field(naam) for naam in sleutel]
        kolommen = [veld.attname for veld in velden]
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


def _waarden(bestand: str, rij: dict) -> dict[str, Any]:
    return next(b for b in BESTANDEN if b.naam == bestand).waarden(rij)


def _schrijf(rijen: dict[str, list[dict]], schrijver: Schrijver):
    for rij in rijen["sectoren.csv"]:
        waarden = {v: w for v, w in _waarden("sectoren.csv", rij).items() if v not in HERKOMST}
        schrijver.zet(Sector, {"code": rij["code"]}, waarden)
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
            _waarden("deelnames.csv", rij),
        )
    for rij in rijen["cijfers.csv"]:
        schrijver.zet(Cijfer, {"code": rij["code"]}, _waarden("cijfers.csv", rij))


def _schrijf_gemeenten(rijen: list[dict], schrijver: Schrijver) -> dict[str, Gemeente]:
    gemeenten: dict[str, Gemeente] = {}
    for rij in _opvolgers_eerst(rijen, "nis"):
        waarden = _waarden("gemeenten.csv", rij) | {"opvolger": gemeenten.get(rij["opvolger"])}
        gemeenten[rij["nis"]] = schrijver.zet(Gemeente, {"nis": rij["nis"]}, waarden)
    return gemeenten


def _schrijf_organisaties(rijen: list[dict], gemeenten: dict, schrijver: Schrijver) -> dict:
    organisaties: dict[str, Organisatie] = {}
    for rij in _opvolgers_eerst(rijen, "code"):
        waarden = _waarden("organisaties.csv", rij)
        waarden["zetel"] = gemeenten.get(rij["zetel"])
        waarden["opvolger"] = organisaties.get(rij["opvolger"])
        organisaties[rij["code"]] = schrijver.zet(Organisatie, {"code": rij["code"]}, waarden)
    return organisaties


def _opvolgers_eerst(rijen: list[dict], sleutel: str) -> list[dict]:
    """Successors begin later than what they succeed (checked), so the latest begin goes first."""
    return sorted(rijen, key=lambda r: (r["geldig_van"] or date.min, r[sleutel]), reverse=True)
