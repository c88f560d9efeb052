"""The report: right numbers, one population per table, as report role, once, for the province alone."""

import io
import threading
from datetime import date

import openpyxl
import pytest
from django.core.management import CommandError, call_command
from django.db import DatabaseError, connection, connections
from django.test.utils import CaptureQueriesContext

from beroepsgeheim.omslag import bouw, omslag
from gezinnen.models import Aanmelding, Client, Gezin
from organisaties.models import Cijfer, Functie
from rapportage import documents
from rapportage.berekenen import bereken, rapport_cursor
from rapportage.models import Rapport
from rapportage.tabellen import TABELLEN
from tests.cast import maak_functie
from tests.hulp import als_bouw
from thuiscompagnie.vloer import outbox
from thuiscompagnie.vloer.models import Document, Opdracht

ALLE = ["default", "rapport", "bouw"]
pytestmark = pytest.mark.django_db(transaction=True, databases=ALLE)
JAAR = (date(2012, 1, 1), date(2012, 12, 31))


def meld_aan(
    cast, dag, *, vooraf="onbekend", beslissing="open", opname=None, eerder="onbekend", dienst="dienst-a"
):
    """One imported referral of a new family."""
    client = Client()
    client.sleutel = client.pk
    client.save()
    gezin = Gezin.objects.create(
        sleutel=client.pk, client=client, dienst=cast.organisaties[dienst], herkomst="import"
    )
    return Aanmelding.objects.create(
        gezin=gezin, sleutel=client.pk, dienst=cast.organisaties[dienst], datum=dag, lco_vooraf=vooraf,
        beslissing=beslissing, opname_op=opname, lco_voor_opname=eerder, herkomst="import",
    )  # fmt: skip


@pytest.fixture
def cijfers(cast):
    """Six referrals around 2012; two published figures."""
    with als_bouw():
        meld_aan(
            cast, date(2012, 1, 1), vooraf="ja", beslissing="opgenomen", opname=date(2012, 1, 9), eerder="ja"
        )
        meld_aan(
            cast,
            date(2012, 6, 1),
            vooraf="nee",
            beslissing="opgenomen",
            opname=date(2013, 1, 9),
            eerder="nee",
        )
        meld_aan(cast, date(2011, 12, 31), vooraf="ja", beslissing="opgenomen", opname=date(2012, 1, 2))
        meld_aan(cast, date(2012, 12, 31), vooraf="onbekend", beslissing="doorverwezen")
        meld_aan(cast, date(2012, 5, 5), vooraf="nee", beslissing="wachtlijst", dienst="dienst-b")
        meld_aan(cast, date(2013, 1, 1), vooraf="ja")
        for code, n in (("lco-voor-aanmelding", 267), ("lco-voor-opname", 226)):
            Cijfer.objects.create(
                code=code,
                omschrijving="x",
                waarde=27,
                eenheid="%",
                populatie="aanmeldingen",
                n=n,
                bron="Draaiboek",
            )
    return cast


def geteld(van, tot):
    return {t["code"]: (t["n"], {r["waarde"]: r["aantal"] for r in t["rijen"]}) for t in bereken(van, tot)}


@pytest.mark.eis("R055", "R056", "R057", "R275")
def test_each_table_counts_its_own_population_and_keeps_unknown_apart_from_no(cijfers):
    tabellen = geteld(*JAAR)
    assert tabellen["T1"] == (4, {})
    assert tabellen["T2"] == (4, {"ja": 1, "nee": 2, "onbekend": 1})
    # admitted in 2012: one referred in 2012 and one referred in 2011; the admission of 2013 is not among them
    assert tabellen["T3"] == (2, {"ja": 1, "nee": 0, "onbekend": 1})
    assert tabellen["T4"][0] == 4
    assert tabellen["T4"][1] == {
        "opgenomen": 2, "wachtlijst": 1, "doorverwezen": 1, "niet_opgenomen": 0, "ingetrokken": 0, "open": 0,
    }  # fmt: skip


@pytest.mark.eis("R273", "R274", "R262")
def test_a_percentage_always_comes_with_its_n_its_population_and_the_published_figure(cijfers):
    tabel = {t["code"]: t for t in bereken(*JAAR)}
    assert tabel["T2"]["populatie"] == "aanmeldingen"
    assert tabel["T3"]["populatie"] == "opgenomen gezinnen"
    assert [r["aandeel"] for r in tabel["T2"]["rijen"]] == [25.0, 50.0, 25.0]
    assert tabel["T2"]["cijfer"]["n"] == 267 and tabel["T3"]["cijfer"]["n"] == 226
    assert tabel["T2"]["cijfer"]["bron"] == "Draaiboek"


def test_a_period_without_referrals_gives_zeros_and_no_share(cijfers):
    tabel = {t["code"]: t for t in bereken(date(2015, 1, 1), date(2015, 12, 31))}
    assert tabel["T2"]["n"] == 0
    assert {r["aandeel"] for r in tabel["T2"]["rijen"]} == {None}


@pytest.mark.parametrize("tabel", ["gezinnen_aanmelding", "gezinnen_gezin", "organisaties_gebruiker",
                                   "rapportage_registratie", "rapportage_rapport", "beroepsgeheim_toegang"])  # fmt: skip
def test_the_report_role_reads_no_table_of_its_own(cijfers, tabel):
    with bouw(), pytest.raises(DatabaseError, match="permission denied"), rapport_cursor() as cursor:
        cursor.execute(f"SELECT count(*) FROM {tabel}")


def test_the_report_role_reads_exactly_its_views(cijfers):
    with rapport_cursor() as cursor:
        cursor.execute("SELECT current_user, current_setting('transaction_read_only')")
        assert cursor.fetchone() == ("tc_rapport", "on")
        cursor.execute("SELECT count(*) FROM rapport_overleg")
        cursor.execute(
            "SELECT DISTINCT table_name FROM information_schema.column_privileges"
            " WHERE grantee = 'tc_rapport' AND table_schema = 'public' ORDER BY 1"
        )
        assert {naam for (naam,) in cursor.fetchall()} == {t.view for t in TABELLEN} | {"rapport_gewist"}
        cursor.execute(
            "SELECT column_name FROM information_schema.columns WHERE table_name = 'rapport_aanmelding' ORDER BY 1"
        )
        kolommen = [naam for (naam,) in cursor.fetchall()]
    assert kolommen == ["beslissing", "datum", "lco_voor_opname", "lco_vooraf", "opname_op"]


@pytest.mark.parametrize("view", sorted({t.view for t in TABELLEN} | {"rapport_gewist"}))
def test_the_web_role_cannot_read_the_views_of_the_report(cijfers, view):
    with pytest.raises(DatabaseError, match="permission denied"), omslag(cijfers.petra):
        connection.cursor().execute(f"SELECT count(*) FROM {view}")


def plan(cast, uniek="proef"):
    lading = {"van": "2012-01-01", "tot": "2012-12-31"}
    with omslag(cast.petra):
        return outbox.plan(cast.petra, "rapportage.rapport", uniek=uniek, lading=lading)


def documenten(actor):
    with omslag(actor, alleen_lezen=True):
        return [
            (d.extensie, d.over, d.omvang > 100) for d in Document.objects.filter(soort="rapportage.rapport")
        ]


def test_one_job_gives_one_report_and_one_of_each_file(cijfers):
    opdracht = plan(cijfers)
    assert outbox.voer_uit(opdracht.pk) == "klaar"
    assert outbox.voer_uit(opdracht.pk) == "overgeslagen"
    assert sorted(documenten(cijfers.petra)) == [
        ("csv", opdracht.pk, True), ("pdf", opdracht.pk, True), ("xlsx", opdracht.pk, True),
    ]  # fmt: skip


def test_the_job_done_twice_at_once_gives_one_report(cijfers):
    opdracht = plan(cijfers)
    uitkomsten = []

    def werker():
        uitkomsten.append(outbox.voer_uit(opdracht.pk))
        connections.close_all()

    draden = [threading.Thread(target=werker) for _ in range(2)]
    [draad.start() for draad in draden]
    [draad.join() for draad in draden]
    assert sorted(uitkomsten) == ["klaar", "overgeslagen"]
    assert len(documenten(cijfers.petra)) == 3


def test_a_worker_that_dies_halfway_leaves_nothing_and_the_next_one_finishes(cijfers, monkeypatch):
    opdracht = plan(cijfers)

    class Dood(BaseException):
        """Stands for the end of the process: no handler of the outbox sees it."""

    def sterf(rapport):
        raise Dood

    monkeypatch.setitem(documents.MAKERS, "pdf", sterf)
    with pytest.raises(Dood):
        outbox.voer_uit(opdracht.pk)
    monkeypatch.undo()
    assert documenten(cijfers.petra) == []
    assert Opdracht.objects.get(pk=opdracht.pk).status == "bezig"
    Opdracht.objects.filter(pk=opdracht.pk).update(geleased_tot="2020-01-01T00:00:00Z")  # the lease ran out
    assert outbox.voer_uit(opdracht.pk) == "klaar"
    assert len(documenten(cijfers.petra)) == 3


def test_the_page_leads_from_period_to_tables_and_files(cijfers, inloggen):
    client = inloggen(cijfers, "petra")
    antwoord = client.post("/rapporten/", {"keuze": "2012"})
    assert antwoord.status_code == 302
    bezig = client.get(antwoord["Location"])
    assert bezig.status_code == 200 and "Ververs" in bezig.content.decode()
    opdracht = Opdracht.objects.get(soort="rapportage.rapport")
    outbox.voer_uit(opdracht.pk)
    blad = client.get(antwoord["Location"]).content.decode()
    assert "N = 4" in blad and "Draaiboek" in blad and "opgenomen gezinnen" in blad
    assert (
        client.get(antwoord["Location"], headers={"HX-Request": "true"})["HX-Redirect"]
        == antwoord["Location"]
    )
    namen = [regel.split('"')[0] for regel in blad.split('href="/document/')[1:]]
    assert len(namen) == 3
    for naam in namen:
        assert client.get(f"/document/{naam}").status_code == 200


@pytest.mark.parametrize("naam", ["ans", "mieke", "eva", "hugo", "bea", "vera", "tom"])
def test_nobody_but_the_province_reaches_a_report(cijfers, inloggen, naam):
    opdracht = plan(cijfers)
    outbox.voer_uit(opdracht.pk)
    client = inloggen(cijfers, naam)
    assert client.get("/rapporten/").status_code == 403
    assert client.get(f"/rapporten/{opdracht.pk}/").status_code in (403, 404)


def test_a_colleague_reads_the_tables_and_makes_files_of_her_own(cijfers, inloggen):
    with als_bouw():
        cijfers.functies["piet"] = maak_functie(cijfers, "piet", "provincie", "provincie")
    opdracht = plan(cijfers)
    outbox.voer_uit(opdracht.pk)
    client = inloggen(cijfers, "piet")
    blad = client.get(f"/rapporten/{opdracht.pk}/").content.decode()
    assert "N = 4" in blad and "/document/" not in blad
    client.post(f"/rapporten/{opdracht.pk}/bestanden/")
    outbox.voer_uit(Opdracht.objects.get(soort="rapportage.bestanden").pk)
    assert client.get(f"/rapporten/{opdracht.pk}/").content.decode().count('href="/document/') == 3


def test_another_reporting_body_does_not_know_of_the_report(cijfers, inloggen):
    with als_bouw():
        Functie.objects.filter(pk=cijfers.functies["petra"].pk).update(
            organisatie=cijfers.organisaties["caw"]
        )
        cijfers.functies["vreemd"] = maak_functie(cijfers, "vreemd", "provincie", "provincie")
    opdracht = plan(cijfers)
    outbox.voer_uit(opdracht.pk)
    assert inloggen(cijfers, "vreemd").get(f"/rapporten/{opdracht.pk}/").status_code == 404


def test_the_shell_gives_the_same_content_as_the_page(cijfers, tmp_path):
    opdracht = plan(cijfers)
    outbox.voer_uit(opdracht.pk)
    pad = tmp_path / "uit.csv"
    call_command("maak_rapport", van="2012-01-01", tot="31/12/2012", formaat="csv", uit=pad)
    with als_bouw():
        rapport = Rapport.objects.get()
    assert pad.read_bytes() == documents.maak_csv(rapport)
    with pytest.raises(CommandError, match="toekomst"):
        call_command("maak_rapport", van="2012-01-01", tot="2999-12-31", formaat="csv", uit=pad)


def test_the_spreadsheet_has_header_rows_numbers_and_an_explanation(cijfers):
    boek = openpyxl.load_workbook(io.BytesIO(documents.maak_xlsx(kaal())))
    assert boek.sheetnames == ["Uitleg", *(t.code for t in TABELLEN)]
    blad = boek["T2"]
    assert [c.value for c in blad[1]][1:] == ["aantal", "aandeel van N"]
    assert (blad["A2"].value, blad["B2"].value, blad["C2"].value) == ("ja", 1, 0.25)
    assert blad["C2"].number_format == "0.0%"
    assert blad["A5"].value == "N (aanmeldingen)" and blad["B5"].value == 4


def test_the_csv_opens_in_a_belgian_spreadsheet(cijfers):
    tekst = documents.maak_csv(kaal())
    assert tekst.startswith(b"\xef\xbb\xbftabel;titel;")
    regel = next(r for r in tekst.decode("utf-8-sig").splitlines() if r.startswith("T2") and ";ja;" in r)
    assert regel.split(";")[3:9] == ["01/01/2012", "31/12/2012", "4", "ja", "1", "25,0"]


def test_the_paper_is_tagged_titled_dutch_and_holds_the_charts(cijfers):
    import pikepdf

    with pikepdf.open(io.BytesIO(documents.maak_rapport_pdf(kaal()))) as pdf:
        assert pdf.Root.Lang == "nl-BE" and pdf.Root.MarkInfo.Marked
        assert "Registratierapport" in str(pdf.docinfo["/Title"])
        assert "/StructTreeRoot" in pdf.Root
    html = documents.maak_html(kaal())
    assert html.count("<svg") == 3 and "N = 4" in html


def kaal():
    return Rapport(id=None, van=JAAR[0], tot=JAAR[1], tabellen=bereken(*JAAR))


def test_the_list_of_reports_costs_the_same_for_one_and_three(cijfers, inloggen):
    client = inloggen(cijfers, "petra")
    aantallen = []
    for aantal in (1, 2):
        for nummer in range(aantal):
            outbox.voer_uit(plan(cijfers, f"q:{aantal}:{nummer}").pk)
        with CaptureQueriesContext(connection) as gevangen:
            assert client.get("/rapporten/").status_code == 200
        aantallen.append(len(gevangen))
    assert aantallen[0] == aantallen[1] <= 20
