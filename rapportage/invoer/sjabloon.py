"""The template to fill in: real headings, one example row, an explanation of every column."""

import io
from typing import Any

import xlsxwriter
from django.utils.translation import gettext as _

from .velden import VELDEN, Veld, lees_datum


def maak_sjabloon(soort: str) -> bytes:
    """An xlsx with an empty sheet (headings only), an example and the explanation."""
    doel = io.BytesIO()
    velden = VELDEN[soort]
    with xlsxwriter.Workbook(doel, {"in_memory": True, "strings_to_formulas": False}) as boek:
        kop = boek.add_format({"bold": True, "bottom": 1, "bg_color": "#E2EEED", "text_wrap": True})
        datum = boek.add_format({"num_format": "dd/mm/yyyy"})
        for naam, voorbeeld in ((_("Registratie"), False), (_("Voorbeeld"), True)):
            blad = boek.add_worksheet(naam)
            blad.freeze_panes(1, 0)
            for kolom, veld in enumerate(velden):
                is_datum = veld.lezer is lees_datum
                blad.set_column(kolom, kolom, 18, datum if is_datum else None)
                blad.write_string(0, kolom, str(veld.kop), kop)
                if voorbeeld:
                    _zet(blad, kolom, veld, datum)
        _uitleg(boek, velden, kop)
    return doel.getvalue()


def _zet(blad: Any, kolom: int, veld: Veld, datum: Any) -> None:
    if veld.lezer is lees_datum:
        blad.write_datetime(1, kolom, lees_datum(veld.voorbeeld), datum)
    else:
        blad.write_string(1, kolom, veld.voorbeeld)


def _uitleg(boek: Any, velden: tuple[Veld, ...], kop: Any) -> None:
    blad = boek.add_worksheet(_("Uitleg"))
    blad.set_column(0, 0, 24)
    blad.set_column(1, 1, 90)
    blad.set_column(2, 2, 12)
    for kolom, tekst in enumerate((_("Kolom"), _("Wat hoort hier"), _("Moet er zijn"))):
        blad.write_string(0, kolom, tekst, kop)
    for rij, veld in enumerate(velden, start=1):
        blad.write_string(rij, 0, str(veld.kop))
        blad.write_string(rij, 1, str(veld.uitleg))
        blad.write_string(rij, 2, _("ja") if veld.verplicht else "")
