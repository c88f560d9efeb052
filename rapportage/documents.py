"""A report as xlsx, csv and PDF: three times the same tables."""

import csv
import io
from collections.abc import Callable
from datetime import date, datetime
from typing import Any

import xlsxwriter
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from thuiscompagnie.vloer.pdf import maak_pdf

from . import grafiek
from .models import Rapport
from .tabellen import uitleg

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
MEDIATYPES = {"xlsx": XLSX, "csv": "text/csv; charset=utf-8", "pdf": "application/pdf"}
TEKENS = 90  # width of a sheet, in characters: a page of A4
FORMULETEKENS = ("=", "+", "-", "@", "\t", "\r", "\n", "|")


def veilige_cel(waarde: object) -> str:
    """Text that a spreadsheet never takes for a formula: a dangerous first sign gets an apostrophe."""
    tekst = "" if waarde is None else str(waarde)
    kaal = tekst.lstrip(" \u00a0\u200b\ufeff")
    return f"'{tekst}" if kaal.startswith(FORMULETEKENS) or tekst.startswith(FORMULETEKENS) else tekst


def komma(waarde: float | None) -> str:
    """A number as a Belgian spreadsheet reads it."""
    return "" if waarde is None else f"{waarde:.1f}".replace(".", ",")


def maak_csv(rapport: Rapport) -> bytes:
    """UTF-8 with BOM and semicolons, as Belgian Excel opens it: one row per category, N on every row."""
    uit = io.StringIO(newline="")
    schrijver = csv.writer(uit, delimiter=";", lineterminator="\r\n")
    schrijver.writerow(
        ["tabel", "titel", "groep", "van", "tot_en_met", "N", "antwoord", "aantal", "aandeel_in_procent"]
        + ["gepubliceerd", "gepubliceerd_N", "bron", "gewist_in_N", "gewist"]
    )
    for tabel in rapport.tabellen:
        cijfer = tabel["cijfer"] or {}
        vast = [tabel["code"], tabel["titel"], tabel["populatie"], f"{rapport.van:%d/%m/%Y}"]
        vast += [f"{rapport.tot:%d/%m/%Y}", tabel["n"]]
        rijen = tabel["rijen"] or [{"waarde": "", "label": _("alle"), "aantal": tabel["n"], "aandeel": None}]
        for rij in rijen:
            naast = (
                [komma(cijfer["waarde"]), cijfer["n"], cijfer["bron"]] if _is_ja(rij, cijfer) else [""] * 3
            )
            gewist = [tabel.get("gewist", 0), tabel.get("gewist_zin", "")]
            cellen = [*vast, rij["label"], rij["aantal"], komma(rij["aandeel"]), *naast, *gewist]
            schrijver.writerow([veilige_cel(cel) for cel in cellen])
    return b"\xef\xbb\xbf" + uit.getvalue().encode()


def _is_ja(rij: dict[str, Any], cijfer: dict[str, Any]) -> bool:
    """The published figure stands beside the answer that it is about."""
    return bool(cijfer) and rij["waarde"] in ("ja", "")


def maak_xlsx(rapport: Rapport) -> bytes:
    """An explanation and a sheet per table, with real header rows and number formats."""
    doel = io.BytesIO()
    with xlsxwriter.Workbook(doel, {"in_memory": True, "strings_to_formulas": False}) as boek:
        moment = timezone.localtime(rapport.gemaakt_op).replace(tzinfo=None)
        boek.set_properties({"title": titel(rapport), "author": "Thuiscompagnie", "created": moment})
        vorm = {
            "kop": boek.add_format({"bold": True, "bottom": 1, "bg_color": "#E2EEED", "text_wrap": True}),
            "kopgetal": boek.add_format({"bold": True, "bottom": 1, "bg_color": "#E2EEED", "align": "right"}),
            "titel": boek.add_format({"bold": True, "font_size": 14}),
            "tekst": boek.add_format({"text_wrap": True, "valign": "top"}),
            "getal": boek.add_format({"num_format": "#,##0"}),
            "procent": boek.add_format({"num_format": "0.0%"}),
            "totaal": boek.add_format({"bold": True, "top": 1, "num_format": "#,##0"}),
            "totaalwoord": boek.add_format({"bold": True, "top": 1}),
        }
        _uitlegblad(boek, rapport, vorm, moment)
        for tabel in rapport.tabellen:
            _tabelblad(boek, tabel, vorm)
    return doel.getvalue()


def hoogte(regel: str) -> float:
    """Points that a wrapped line of text needs: spreadsheets do not stretch merged cells themselves."""
    return 16.5 * max(1, -(-len(regel) // (TEKENS - 8)))


def _op_papier(blad: Any) -> None:
    """One sheet is one page wide on A4, with its number."""
    blad.set_paper(9)
    blad.fit_to_pages(1, 0)
    blad.set_footer("&L&A&R&P / &N")


def _uitlegblad(boek: Any, rapport: Rapport, vorm: dict[str, Any], moment: datetime) -> None:
    blad = boek.add_worksheet(_("Uitleg"))
    blad.set_column(0, 0, 6)
    blad.set_column(1, 1, TEKENS)
    _op_papier(blad)
    blad.write_string(0, 0, titel(rapport), vorm["titel"])
    rijen = [("", regel) for regel in uitleg(rapport.van, rapport.tot)]
    rijen.append(("", _("Geteld op %(dag)s.") % {"dag": f"{moment:%d/%m/%Y %H.%M}"}))
    rijen += [
        (t["code"], f"{t['titel']} · {t['datum_uitleg']} {t['toelichting']}".strip())
        for t in rapport.tabellen
    ]
    for nummer, (kop, regel) in enumerate(rijen, start=2):
        blad.set_row(nummer, hoogte(regel))
        blad.write_string(nummer, 0, kop, vorm["tekst"])
        blad.write_string(nummer, 1, regel, vorm["tekst"])


def _tabelblad(boek: Any, tabel: dict[str, Any], vorm: dict[str, Any]) -> None:
    blad = boek.add_worksheet(tabel["code"])
    blad.set_column(0, 0, TEKENS - 32)
    blad.set_column(1, 2, 16)
    blad.freeze_panes(1, 0)
    _op_papier(blad)
    koppen = [tabel["titel"], _("aantal"), _("aandeel van N")]
    for kolom, kop in enumerate(koppen if tabel["rijen"] else koppen[:2]):
        blad.write_string(0, kolom, kop, vorm["kopgetal" if kolom else "kop"])
    rij = 1
    for gegeven in tabel["rijen"]:
        blad.write_string(rij, 0, gegeven["label"])
        blad.write_number(rij, 1, gegeven["aantal"], vorm["getal"])
        if tabel["n"]:
            blad.write_number(rij, 2, gegeven["aantal"] / tabel["n"], vorm["procent"])
        rij += 1
    blad.write_string(rij, 0, f"N ({tabel['populatie']})", vorm["totaalwoord"])
    blad.write_number(rij, 1, tabel["n"], vorm["totaal"])
    if tabel["rijen"]:
        blad.write_blank(rij, 2, None, vorm["totaal"])
    rij += 2
    for regel in (
        _("Geteld: %(eenheid)s.") % tabel,
        tabel["datum_uitleg"],
        tabel["toelichting"],
        tabel.get("gewist_zin", ""),
        zin(tabel["cijfer"]),
    ):
        if regel:
            blad.merge_range(rij, 0, rij, 2, "", vorm["tekst"])
            blad.write_string(rij, 0, regel, vorm["tekst"])
            blad.set_row(rij, hoogte(regel))
            rij += 1


def zin(cijfer: dict[str, Any] | None) -> str:
    """A published figure in one sentence, with its population, N and source."""
    if not cijfer:
        return ""
    waarde, n = (
        f"{getal or 0:,.10g}".translate(str.maketrans(",.", ".,"))
        for getal in (cijfer["waarde"], cijfer["n"])
    )
    groep = _("N = %(n)s, %(populatie)s") % {**cijfer, "n": n} if cijfer["n"] else cijfer["populatie"]
    deel = _("Gepubliceerd: %(waarde)s %(eenheid)s (%(groep)s)") % {
        "waarde": waarde,
        "eenheid": cijfer["eenheid"],
        "groep": groep,
    }
    return f"{deel}. {_('Bron')}: {cijfer['bron']}. {cijfer['opmerking']}".strip()


def titel(rapport: Rapport) -> str:
    """The report's name: what and when."""
    return _("Registratierapport %(van)s tot en met %(tot)s") % {
        "van": dag(rapport.van),
        "tot": dag(rapport.tot),
    }


def dag(waarde: date) -> str:
    """A day as people read it: "1 januari 2011" (the spreadsheet and the csv keep dates that compute)."""
    return date_format(waarde, "j F Y")


def bladgegevens(rapport: Rapport) -> dict[str, Any]:
    """What the page and the paper both show: tables with their charts, the explanation, published figures."""
    tabellen = [
        {**tabel, "grafiek": grafiek.balken(tabel), "gepubliceerd": zin(tabel["cijfer"])}
        for tabel in rapport.tabellen
    ]
    return {
        "rapport": rapport,
        "titel": titel(rapport),
        "tabellen": tabellen,
        "uitleg": uitleg(rapport.van, rapport.tot),
    }


def maak_html(rapport: Rapport) -> str:
    """The page that becomes the PDF (tests read it)."""
    return render_to_string("rapportage/rapport_pdf.html", bladgegevens(rapport))


def maak_rapport_pdf(rapport: Rapport) -> bytes:
    return maak_pdf(maak_html(rapport), titel=titel(rapport))


MAKERS: dict[str, Callable[[Rapport], bytes]] = {
    "xlsx": maak_xlsx,
    "csv": maak_csv,
    "pdf": maak_rapport_pdf,
}
