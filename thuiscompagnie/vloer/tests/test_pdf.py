"""Every PDF is tagged, titled, in Dutch, and made from our own files alone."""

from io import BytesIO

import pikepdf
import pytest
from django.template.loader import render_to_string
from weasyprint.urls import FatalURLFetchingError

from thuiscompagnie.vloer.pdf import maak_pdf, statisch_pad

BLAD = "<!doctype html><html><head><title>Oud</title>{kop}</head><body><h1>Dag</h1>{inhoud}</body></html>"


def _pdf(kop: str = "", inhoud: str = "<p>Samen aan tafel.</p>") -> pikepdf.Pdf:
    return pikepdf.open(BytesIO(maak_pdf(BLAD.format(kop=kop, inhoud=inhoud), titel="Praatblad")))


def test_a_pdf_is_tagged_titled_and_dutch():
    with _pdf() as pdf:
        assert str(pdf.Root.Lang) == "nl-BE"
        assert bool(pdf.Root.MarkInfo.Marked)
        assert "/StructTreeRoot" in pdf.Root
        assert bool(pdf.Root.ViewerPreferences.DisplayDocTitle)
        with pdf.open_metadata() as meta:
            assert meta["pdfuaid:part"] == "1"
            assert meta["dc:title"] == "Praatblad"


def test_the_base_of_all_letters_gives_a_tagged_pdf_with_our_style():
    inhoud = maak_pdf(render_to_string("basis_pdf.html"), titel="Brief")
    with pikepdf.open(BytesIO(inhoud)) as pdf:
        assert str(pdf.Root.Lang) == "nl-BE"
        assert [round(float(x)) for x in pdf.pages[0].mediabox[2:]] == [595, 842]


def test_a_page_keeps_its_own_language():
    html = "<!doctype html><html lang='fr-BE'><head><title>x</title></head><body><p>Bonjour</p></body></html>"
    with pikepdf.open(BytesIO(maak_pdf(html, titel="Lettre"))) as pdf:
        assert str(pdf.Root.Lang) == "fr-BE"


def test_text_in_other_scripts_becomes_a_pdf_too():
    with _pdf(inhoud='<p lang="ar" dir="rtl">مرحبا</p><p lang="tr">İğne ışığı</p><p>🌻</p>') as pdf:
        assert len(pdf.pages) == 1


@pytest.mark.parametrize(
    "adres",
    [
        "http://example.com/a.css",
        "file:///etc/hostname",
        "https://statisch.invalid/../manage.py",
        "https://statisch.invalid/css/bestaat-niet.css",
        "//example.com/a.css",
    ],
)
def test_nothing_outside_our_static_files_is_read(adres):
    with pytest.raises(FatalURLFetchingError):
        _pdf(kop=f'<link rel="stylesheet" href="{adres}">')


def test_a_static_name_cannot_leave_its_folder():
    assert statisch_pad("css/pdf.css").name == "pdf.css"
    assert statisch_pad("../manage.py") is None
    assert statisch_pad("%2e%2e/static/css/pdf.css") is None
    assert statisch_pad("js/huis.js") is None
