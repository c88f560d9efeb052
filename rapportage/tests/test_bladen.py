"""Reading uploads: the kind by content, everything dangerous refused in words, the same cells as other readers."""

import io
import zipfile
from datetime import date, datetime

import openpyxl
import pytest
import python_calamine
import xlsxwriter
from hypothesis import given, settings
from hypothesis import strategies as st
from odf.opendocument import OpenDocumentSpreadsheet
from odf.table import Table, TableCell, TableRow
from odf.text import P

from rapportage.invoer.bladen import FORMULE, MAX_BYTES, open_blad
from rapportage.invoer.velden import REGISTRATIE, herken, lees_datum, lees_jn, lees_nummer
from rapportage.invoer.xlsx import kolomletter, kolomnummer
from rapportage.invoer.xml_stroom import Onbruikbaar, Stroom


def xlsx(*rijen, formule=None, opties=None):
    doel = io.BytesIO()
    with xlsxwriter.Workbook(doel, opties or {"default_date_format": "dd/mm/yyyy"}) as boek:
        blad = boek.add_worksheet("Een")
        for nummer, rij in enumerate(rijen):
            blad.write_row(nummer, 0, rij)
        if formule:
            blad.write_formula(*formule)
    return doel.getvalue()


def ods(*rijen):
    boek = OpenDocumentSpreadsheet()
    blad = Table(name="Een")
    for rij in rijen:
        regel = TableRow()
        for waarde in rij:
            if isinstance(waarde, dict):
                cel = TableCell(**waarde)
            elif isinstance(waarde, date):
                cel = TableCell(valuetype="date", datevalue=waarde.isoformat())
            elif isinstance(waarde, int | float):
                cel = TableCell(valuetype="float", value=waarde)
            else:
                cel = TableCell(valuetype="string")
                cel.addElement(P(text=waarde or ""))
            regel.addElement(cel)
        blad.addElement(regel)
    boek.spreadsheet.addElement(blad)
    doel = io.BytesIO()
    boek.write(doel)
    return doel.getvalue()


def lees(inhoud):
    blad = open_blad(io.BytesIO(inhoud))
    return [(nummer, rij) for naam in blad.bladen() for nummer, rij in blad.rijen(naam)]


def pak(**delen):
    doel = io.BytesIO()
    with zipfile.ZipFile(doel, "w", zipfile.ZIP_DEFLATED) as archief:
        for naam, inhoud in delen.items():
            archief.writestr(naam.replace("__", "/"), inhoud)
    return doel.getvalue()


def herpak(inhoud, naam, verander):
    """The same archive with one part changed or added."""
    bron, doel = zipfile.ZipFile(io.BytesIO(inhoud)), io.BytesIO()
    with zipfile.ZipFile(doel, "w", zipfile.ZIP_DEFLATED) as archief:
        for deel in bron.namelist():
            if deel != naam:
                archief.writestr(deel, bron.read(deel))
        archief.writestr(naam, verander(bron.read(naam) if naam in bron.namelist() else b""))
    return doel.getvalue()


RIJEN = [["Dienst", "Datum", "N"], ["Één & <dienst>", date(2013, 12, 31), 7], ["", date(2011, 1, 1), 2.5]]


@pytest.mark.parametrize("maak", [xlsx, ods])
def test_a_spreadsheet_gives_texts_days_and_numbers(maak):
    uit = lees(maak(*RIJEN))
    assert uit[0] == (1, ["Dienst", "Datum", "N"])
    assert uit[1] == (2, ["Één & <dienst>", date(2013, 12, 31), 7])
    assert uit[2] == (3, [None, date(2011, 1, 1), 2.5])


def test_days_since_1904_and_in_inline_texts_are_read_as_well():
    assert lees(xlsx(*RIJEN, opties={"default_date_format": "d-m-yy", "date_1904": True}))[1][1][1] == date(
        2013, 12, 31
    )
    assert lees(xlsx(*RIJEN, opties={"in_memory": True, "constant_memory": True}))[0][1][0] == "Dienst"


@settings(deadline=None)
@given(
    st.lists(
        st.lists(
            st.one_of(
                st.none(),
                st.text(st.characters(codec="utf-8", exclude_categories=["C", "Z"]), max_size=20).filter(
                    lambda t: not t.startswith(("=", "{", "http", "ftp", "mailto", "internal", "external"))
                ),
                st.integers(-(10**9), 10**9),
                st.dates(date(1990, 1, 1), date(2030, 1, 1)),
            ),
            min_size=1,
            max_size=6,
        ),
        min_size=1,
        max_size=6,
    )
)
def test_our_reader_sees_what_another_reader_sees(rijen):
    inhoud = xlsx(*rijen)
    ander = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(inhoud)).get_sheet_by_index(0)
    verwacht = [[c for c in rij if c != ""] for rij in ander.to_python(skip_empty_area=False)]
    gevonden = [[c for c in rij if c is not None] for _nummer, rij in lees(inhoud)]
    assert [r for r in verwacht if r] == [r for r in gevonden if r]


@pytest.mark.parametrize(
    "inhoud",
    [
        xlsx(*RIJEN, formule=("C2", "=1+1")),
        ods(["a"], ["b", "x", {"valuetype": "float", "value": 2, "formula": "of:=1+1"}]),
        b"a;b;c\r\nb;x;=1+1\r\n",
    ],
    ids=["xlsx", "ods", "csv"],
)
def test_a_formula_is_seen_as_a_formula(inhoud):
    assert lees(inhoud)[1][1][2] is FORMULE


def naam_van_geval(waarde):
    """The name of a case: never the bytes of a file, which hold the moment at which it was made."""
    return waarde if isinstance(waarde, str) else "bestand"


OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600


@pytest.mark.parametrize(
    ("inhoud", "zin"),
    [
        (b"", "leeg"),
        (b" \r\n\t ", "leeg"),
        (b"x" * (MAX_BYTES + 1), "te groot"),
        (b"%PDF-1.7\n%", "pdf"),
        (b"<!DOCTYPE html><table></table>", "geen rekenblad"),
        (b"\x89PNG\r\n\x1a\n\x00\x00", "geen rekenblad"),
        (b"a;b\n1;\x00", "geen rekenblad"),
        (OLE, "oud Excel-bestand"),
        (OLE + "EncryptedPackage".encode("utf-16-le"), "wachtwoord"),
        (b"PK\x03\x04kapot", "beschadigd"),
        (xlsx(*RIJEN)[:-400], "beschadigd"),
        (pak(word__document_xml=b"<w/>"), "geen rekenblad"),
        (pak(**{"xl__workbook.bin": b"x"}), "xlsb"),
        (herpak(xlsx(*RIJEN), "xl/vbaProject.bin", lambda _oud: b"x"), "macro"),
        (herpak(ods(["a"]), "Basic/script-lc.xml", lambda _oud: b"x"), "macro"),
        (herpak(ods(["a"]), "META-INF/manifest.xml", lambda oud: oud + b"<encryption-data/>"), "wachtwoord"),
        (pak(**{"xl__workbook.xml": b"0" * 60_000_000}), "te groot"),
        (pak(**{f"d{n}": b"" for n in range(600)}), "te groot"),
        (herpak(xlsx(*RIJEN), "xl/workbook.xml", lambda _oud: b"<workbook><sheets>"), "beschadigd"),
        (
            herpak(
                xlsx(*RIJEN), "xl/workbook.xml", lambda _oud: b'<!DOCTYPE a [<!ENTITY b "c">]><workbook/>'
            ),
            "niet in een rekenblad hoort",
        ),
        (b'a;b\n"niet gesloten;1\n', "aanhalingsteken"),
        (b";".join([b"x"] * 1_000_000), "meer dan 100 kolommen"),
        (xlsx(["a"] * 101), "meer dan 100 kolommen"),
        (
            ods([{"valuetype": "float", "value": 1, "numbercolumnsrepeated": 1000000}]),
            "meer dan 100 kolommen",
        ),
        (b"a;b\n\x81\x8d;1\n", "letters"),
    ],
    ids=naam_van_geval,
)
def test_what_is_not_a_plain_registration_is_refused_in_words(inhoud, zin):
    with pytest.raises(Onbruikbaar, match=zin):
        lees(inhoud)


def test_an_ods_that_repeats_a_row_without_end_is_refused_before_it_fills_memory():
    inhoud = herpak(
        ods(["a"]),
        "content.xml",
        lambda oud: oud.replace(
            b"<table:table-row>", b'<table:table-row table:number-rows-repeated="900000000">'
        ),
    )
    with pytest.raises(Onbruikbaar, match="te veel rijen"):
        lees(inhoud)


def test_empty_repeats_at_the_end_of_a_sheet_are_nothing():
    leeg = {"valuetype": "string", "numbercolumnsrepeated": 16384}
    assert lees(ods(["a", "b"], [leeg])) == [(1, ["a", "b"])]


@settings(deadline=None)
@given(st.binary(max_size=400))
def test_any_bytes_are_read_or_refused_and_never_crash(inhoud):
    for begin in (b"", b"PK\x03\x04", b"a;b\n"):
        try:
            lees(begin + inhoud)
        except Onbruikbaar as fout:
            assert str(fout)


@settings(deadline=None)
@given(st.integers(0, 3000), st.binary(min_size=1, max_size=40))
def test_a_damaged_spreadsheet_is_read_or_refused_and_never_crashes(plek, stuk):
    inhoud = bytearray(xlsx(*RIJEN))
    inhoud[plek : plek + len(stuk)] = stuk
    try:
        lees(bytes(inhoud))
    except Onbruikbaar as fout:
        assert str(fout)


@pytest.mark.parametrize(
    ("tekst", "dag"),
    [
        ("31/12/2013", date(2013, 12, 31)), ("31-12-13", date(2013, 12, 31)), ("1.2.2011", date(2011, 2, 1)),
        ("2013-12-31", date(2013, 12, 31)), ("2013-12-31 00:00:00", date(2013, 12, 31)), ("", None), (None, None),
        ("3/4/98", date(1998, 4, 3)), (datetime(2012, 5, 6, 7, 8), date(2012, 5, 6)),
    ],
)  # fmt: skip
def test_days_are_read_as_belgians_write_them(tekst, dag):
    assert lees_datum(tekst) == dag


@pytest.mark.parametrize(
    "tekst", ["31/02/2013", "13/13/2013", "12/31/2013", "gisteren", 41000, "0/0/0", "1/1/20111"]
)
def test_what_is_no_day_is_refused(tekst):
    with pytest.raises(ValueError, match="“"):
        lees_datum(tekst)


def test_unknown_and_empty_are_answers_of_their_own():
    assert [lees_jn(c) for c in ("Ja", "J", "neen", "?", "", None, "Niet  bekend", "onbekend")] == [
        "ja", "ja", "nee", "onbekend", "onbekend", "onbekend", "onbekend", "onbekend",
    ]  # fmt: skip
    with pytest.raises(ValueError, match="Kies uit"):
        lees_jn("soms")


def test_a_name_is_never_taken_for_a_number():
    assert lees_nummer(" 12  a ") == "12 a"
    assert lees_nummer(2012014) == "2012014"
    with pytest.raises(ValueError, match="nooit de naam"):
        lees_nummer("Familie Linde")


def test_headings_are_recognised_forgivingly():
    koppen = [
        "DIENST",
        "Dossiernummer",
        "woonplaats",
        "aanmeldingsdatum",
        "LCO vooraf ",
        "besluit",
        "Startdatum",
    ]
    assert herken(koppen, REGISTRATIE) == {
        "dienst": 0, "nummer": 1, "gemeente": 2, "datum": 3, "lco_vooraf": 4, "beslissing": 5, "opname_op": 6,
    }  # fmt: skip
    assert herken(["datum aanmeldng"], REGISTRATIE) == {"datum": 0}
    assert herken(["naam", "opmerking"], REGISTRATIE) == {}


@settings(deadline=None)
@given(st.integers(0, 20_000))
def test_letters_and_numbers_of_columns_agree(nummer):
    assert kolomnummer(f"{kolomletter(nummer)}7") == nummer


def test_the_visible_sheet_is_read_and_a_hidden_one_is_not():
    boek = openpyxl.Workbook()
    boek.active.append(["a"])
    boek.create_sheet("stil").sheet_state = "hidden"
    doel = io.BytesIO()
    boek.save(doel)
    assert open_blad(io.BytesIO(doel.getvalue())).bladen() == ["Sheet"]


def begin(inhoud):
    return list(open_blad(io.BytesIO(inhoud)).begin())


def veel_ods(aantal, rijen=b""):
    blad = b'<table:table table:name="b%d">' + rijen + b"</table:table>"
    return herpak(
        ods(["a"]),
        "content.xml",
        lambda oud: oud.replace(
            b"</office:spreadsheet>", b"".join(blad % n for n in range(aantal)) + b"</office:spreadsheet>"
        ),
    )


def veel_xlsx(aantal):
    return herpak(
        xlsx(["a"]),
        "xl/workbook.xml",
        lambda oud: oud.replace(
            b"</sheets>",
            b"".join(b'<sheet name="b%d" r:id="rId1"/>' % n for n in range(aantal)) + b"</sheets>",
        ),
    )


@pytest.mark.parametrize("lezer", [begin, lees])
@pytest.mark.parametrize("maak", [veel_ods, veel_xlsx])
def test_more_than_fifty_sheets_are_refused_in_words_and_fifty_are_read(maak, lezer):
    assert lezer(maak(49))
    with pytest.raises(Onbruikbaar, match="meer dan 50 bladen"):
        lezer(maak(50))


def test_looking_for_the_headings_reads_every_part_of_the_file_once(monkeypatch):
    gelezen = []
    echt = Stroom.lees
    monkeypatch.setattr(
        Stroom, "lees", lambda zelf, archief, deel: (gelezen.append(deel), echt(zelf, archief, deel))[1]
    )
    for inhoud in (veel_ods(49), veel_xlsx(49)):
        gelezen.clear()
        bron = open_blad(io.BytesIO(inhoud))
        assert [naam for naam, _rij in bron.begin()] == ["Een"]
        assert len(gelezen) == len(set(gelezen))


@pytest.mark.parametrize("lezer", [begin, lees])
def test_rows_that_all_claim_to_be_the_first_are_counted_all_the_same(monkeypatch, lezer):
    monkeypatch.setattr("rapportage.invoer.xlsx.MAX_RIJEN", 10)
    monkeypatch.setattr("rapportage.invoer.ods.MAX_RIJEN", 10)
    steeds_een = herpak(
        xlsx(["a"]),
        "xl/worksheets/sheet1.xml",
        lambda oud: oud.replace(b"<sheetData>", b"<sheetData>" + b'<row r="1"/>' * 121),
    )
    leeg = veel_ods(1, b"<table:table-row/>" * 121)
    for inhoud in (steeds_een, leeg):
        with pytest.raises(Onbruikbaar, match="te veel rijen"):
            lezer(inhoud)


@pytest.mark.parametrize("maak", [xlsx, ods])
def test_the_headings_are_looked_for_in_the_first_twenty_rows_that_hold_something(maak):
    rijen = [[f"rij {n}"] for n in range(30)] + [["x"] * 100]
    assert begin(maak(["Dienst"], [""], *rijen)) == [
        ("Een", (1, ["Dienst"])), *[("Een", (n + 3, [f"rij {n}"])) for n in range(19)]
    ]  # fmt: skip
