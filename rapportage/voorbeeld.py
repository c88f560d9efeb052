"""Synthetic example files with the published totals; invented from a fixed seed, so always the same bytes.

267 referrals and 226 admissions in 2011-2013; 72 referrals and 66 admissions with an earlier LCO (27 % and
29 %, the numerators are our choice within the published shares). 2014: 1,091 consultations, the client at the
table in 927 (85 %), 305 new (28 %).
"""

import io
from datetime import date, datetime, timedelta
from random import Random
from typing import Any

import xlsxwriter

from organisaties.models import Deelname, Gemeente, Organisatie, OrganisatieGemeente

from .invoer.velden import VELDEN, lees_datum

AANMELDINGEN, OPNAMES, LCO_VOORAF, LCO_OPNAME = 267, 226, 72, 66
ONBEKEND_VOORAF, ONBEKEND_OPNAME = 14, 11
OVERLEGGEN, AANWEZIG, NIEUW = 1091, 927, 305
ONBEKEND_AANWEZIG, ONBEKEND_NIEUW = 12, 9
LEESMIJ = [
    "Synthetische voorbeeldgegevens",
    "Deze rijen zijn door een programma verzonnen. Geen enkele rij gaat over een echt gezin of een echt overleg.",
    "Enkel de totalen komen overeen met gepubliceerde cijfers.",
    "Maak dit bestand opnieuw met: manage.py maak_voorbeeld",
]
Rijen = list[dict[str, Any]]


def antwoorden(toeval: Random, aantal: int, ja: int, onbekend: int) -> list[str]:
    """Exactly so many "ja" and "onbekend" among `aantal` answers, in a fixed random order."""
    uit = ["ja"] * ja + ["onbekend"] * onbekend + ["nee"] * (aantal - ja - onbekend)
    toeval.shuffle(uit)
    return uit


def dag_in(toeval: Random, van: date, tot: date) -> date:
    """A day of the period, both ends included."""
    return van + timedelta(days=toeval.randrange((tot - van).days + 1))


def registraties(toeval: Random) -> Rijen:
    """The referrals of 2011-2013, over the services (two in the starting year only) and their municipalities."""
    diensten = _diensten()
    vooraf = antwoorden(toeval, AANMELDINGEN, LCO_VOORAF, ONBEKEND_VOORAF)
    beslissingen = ["opgenomen"] * OPNAMES + ["wachtlijst"] * 6 + ["doorverwezen"] * 16
    beslissingen += ["niet opgenomen"] * 9 + ["ingetrokken"] * 8 + ["open"] * 2
    toeval.shuffle(beslissingen)
    eerder = iter(antwoorden(toeval, OPNAMES, LCO_OPNAME, ONBEKEND_OPNAME))
    verwijzers = (
        ["hulpverlener"] * 5 + ["het gezin zelf"] * 2 + ["eigen dienst"] * 2 + ["omgeving", "onbekend"]
    )
    uit: Rijen = []
    for nummer, (lco, beslissing) in enumerate(zip(vooraf, beslissingen, strict=True), start=1):
        dienst, gemeenten, laatste = diensten[toeval.randrange(len(diensten))]
        datum = dag_in(toeval, date(2011, 1, 10), min(laatste, date(2013, 10, 31)))
        beslist = datum + timedelta(days=toeval.randrange(3, 22))
        open_ = beslissing in ("open", "wachtlijst")
        rij: dict[str, Any] = {
            "dienst": dienst,
            "nummer": f"SYN-{nummer:03}",
            "gemeente": gemeenten[toeval.randrange(len(gemeenten))],
            "datum": datum,
            "verwijzer": "LCO" if lco == "ja" and toeval.random() < 0.4 else toeval.choice(verwijzers),
            "verteld": "ja" if beslissing == "opgenomen" else toeval.choice(["ja", "onbekend"]),
            "lco_vooraf": lco,
            "beslissing": beslissing,
            "beslist_op": None if open_ else beslist,
        }
        if beslissing == "opgenomen":
            opname = min(beslist + timedelta(days=toeval.randrange(2, 30)), date(2013, 12, 31))
            einde = opname + timedelta(days=toeval.randrange(90, 700))
            rij |= {"opname_op": opname, "lco_voor_opname": next(eerder)}
            if einde < date(2014, 6, 30):
                rij |= {"einde_op": einde, "einde_hoe": toeval.choice(["afgerond", "afgerond", "gestopt"])}
        uit.append(rij)
    uit.sort(key=lambda rij: (rij["datum"], rij["nummer"]))
    return uit


def _diensten() -> list[tuple[str, list[str], date]]:
    """(name, municipalities then, last day of taking part) of the services of the sources, in a fixed order."""
    startjaar = set(
        Deelname.objects.filter(soort=Deelname.Soort.DIENST_STARTJAAR).values_list(
            "organisatie_id", flat=True
        )
    )
    uit = []
    for dienst in Organisatie.objects.filter(soort__in=Organisatie.GEZINSZORG).order_by("code"):
        gebied = (
            OrganisatieGemeente.objects.filter(organisatie=dienst)
            .geldig_op(date(2012, 6, 30))
            .order_by("gemeente__nis")
        )
        namen = list(
            Gemeente.objects.geldig_op(date(2012, 6, 30))
            .filter(pk__in=gebied.values("gemeente_id"))
            .order_by("nis")
            .values_list("naam", flat=True)
        )
        if namen:
            einde = date(2011, 12, 31) if dienst.pk in startjaar else date(2013, 12, 31)
            uit.append((dienst.naam, namen, einde))
    return uit


def overleggen(toeval: Random) -> Rijen:
    """The consultations of 2014, over the 44 OCMWs; bigger places have more of them."""
    ocmws = list(
        Deelname.objects.filter(soort=Deelname.Soort.ORGANISEERT_LCO, organisatie__zetel__isnull=False)
        .filter(organisatie__geldig_van__isnull=True)
        .order_by("organisatie__code")
        .values_list("organisatie__naam", "organisatie__zetel__naam")
    )
    gewicht = [toeval.choice([1, 1, 1, 2, 2, 3, 5]) for _ in ocmws]
    aanwezig = antwoorden(toeval, OVERLEGGEN, AANWEZIG, ONBEKEND_AANWEZIG)
    nieuw = antwoorden(toeval, OVERLEGGEN, NIEUW, ONBEKEND_NIEUW)
    uit: Rijen = []
    for nummer, (bij, eerste) in enumerate(zip(aanwezig, nieuw, strict=True), start=1):
        ocmw, gemeente = toeval.choices(ocmws, weights=gewicht)[0]
        uit.append(
            {
                "ocmw": ocmw,
                "nummer": f"SYN-{nummer:04}",
                "gemeente": gemeente,
                "datum": dag_in(toeval, date(2014, 1, 6), date(2014, 12, 19)),
                "client_aanwezig": bij,
                "eerste": eerste,
            }
        )
    uit.sort(key=lambda rij: (rij["datum"], rij["nummer"]))
    return uit


def maak(soort: str) -> bytes:
    """The example file of this kind (xlsx)."""
    toeval = Random(2013 if soort == "registratie" else 2014)  # noqa: S311 - invented rows, always the same
    rijen = registraties(toeval) if soort == "registratie" else overleggen(toeval)
    return als_xlsx(soort, rijen)


def als_xlsx(soort: str, rijen: Rijen) -> bytes:
    """Rows under the template's headings, a column that says they are invented, and a sheet that says so too."""
    doel = io.BytesIO()
    with xlsxwriter.Workbook(doel, {"constant_memory": True, "strings_to_formulas": False}) as boek:
        boek.set_properties(
            {"title": LEESMIJ[0], "author": "Thuiscompagnie", "created": datetime(2014, 12, 31)}  # noqa: DTZ001
        )
        kop = boek.add_format({"bold": True, "bottom": 1, "bg_color": "#E2EEED", "text_wrap": True})
        datum = boek.add_format({"num_format": "dd/mm/yyyy"})
        blad = boek.add_worksheet("Lees mij")
        blad.set_column(0, 0, 110)
        for nummer, regel in enumerate(LEESMIJ):
            blad.write_string(nummer, 0, regel, kop if not nummer else None)
        blad = boek.add_worksheet("Registratie")
        blad.freeze_panes(1, 0)
        velden = VELDEN[soort]
        blad.set_column(0, 0, 42)
        blad.set_column(1, len(velden), 17)
        for kolom, veld in enumerate(velden):
            blad.write_string(0, kolom, str(veld.kop), kop)
        blad.write_string(0, len(velden), "Herkomst", kop)
        for rijnummer, rij in enumerate(rijen, start=1):
            for kolom, veld in enumerate(velden):
                waarde = rij.get(veld.code)
                if waarde is not None and veld.lezer is lees_datum:
                    blad.write_datetime(rijnummer, kolom, waarde, datum)
                elif waarde is not None:
                    blad.write_string(rijnummer, kolom, waarde)
            blad.write_string(rijnummer, len(velden), "synthetisch")
    return doel.getvalue()
