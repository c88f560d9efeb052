"""A report loses no erased family: whole years keep their totals, and what is no longer known is told."""

import io
from datetime import date

import openpyxl
import pytest
from django.db import DatabaseError, connection, transaction
from django.utils import timezone

from beroepsgeheim.models import GroveTelling
from beroepsgeheim.omslag import omslag
from gezinnen.models import Gezin
from lco.models import Overleg
from lco.tests.bouwen import definitief
from rapportage import documents
from rapportage.berekenen import bereken
from rapportage.models import Rapport
from tests.hulp import als_bouw

from .test_rapport import ALLE, JAAR, cijfers  # noqa: F401 - the fixture with six referrals

pytestmark = pytest.mark.django_db(transaction=True, databases=ALLE)
PROJECT = (date(2011, 1, 1), date(2013, 12, 31))


@pytest.fixture
def met_overleg(cijfers):  # noqa: F811
    """The six referrals, and a consultation of family Zon held in 2012."""
    with transaction.atomic():
        overleg = definitief(cijfers)
    with als_bouw():
        Overleg.objects.filter(pk=overleg.pk).update(
            status="gehouden",
            datum=timezone.make_aware(timezone.datetime(2012, 12, 31, 23, 30)),
            client_aanwezig="ja",
        )
    return cijfers


def wis(sleutels) -> None:
    """As the erasure does when its time has come (beroepsgeheim/migrations/0004_wissen.py)."""
    with als_bouw(), connection.cursor() as cursor:
        for sleutel in sleutels:
            cursor.execute("SELECT bg_wis_nu(%s)", [sleutel])


def sleutels_van(*, jaar: int | None = None, dienst: str = "dienst-a"):
    with als_bouw():
        rijen = Gezin.objects.filter(herkomst="import", dienst__code=dienst)
        if jaar:
            rijen = rijen.filter(aanmeldingen__datum__year=jaar)
        return list(rijen.values_list("sleutel", flat=True))


def totalen(van, tot):
    return {t["code"]: t["n"] for t in bereken(van, tot)}


@pytest.mark.parametrize("periode", [JAAR, PROJECT, (date(2011, 1, 1), date(2012, 12, 31))])
def test_totals_of_whole_years_are_the_same_before_and_after_an_erasure(met_overleg, periode):
    voor = totalen(*periode)
    assert voor["T1"] > 0 and voor["T3"] > 0 and voor["T5"] == 1
    wis([*sleutels_van(jaar=2012), *sleutels_van(jaar=2011), met_overleg.zon.sleutel])
    assert totalen(*periode) == voor
    wis(sleutels_van(jaar=2013) + sleutels_van(dienst="dienst-b"))
    assert totalen(*periode) == voor


def test_the_answers_of_erased_files_are_a_category_of_their_own_and_add_up_to_n(met_overleg):
    wis([*sleutels_van(jaar=2012), met_overleg.zon.sleutel])
    for tabel in bereken(*JAAR):
        if tabel["rijen"]:
            assert sum(rij["aantal"] for rij in tabel["rijen"]) == tabel["n"], tabel["code"]
            assert tabel["rijen"][-1] == {
                "waarde": "gewist", "label": "gewist dossier", "aantal": tabel["gewist"],
                "aandeel": round(tabel["gewist"] * 100 / tabel["n"], 1),
            }  # fmt: skip
        assert tabel["gewist_zin"] == f"Gewiste dossiers: {tabel['gewist']}, meegeteld in N."
    assert {t["code"]: t["gewist"] for t in bereken(*JAAR)} == {
        "T1": 3, "T2": 3, "T3": 1, "T4": 3, "T5": 1, "T6": 1, "T7": 1,
    }  # fmt: skip


def test_a_period_that_cuts_a_year_says_how_many_it_cannot_count(cijfers):  # noqa: F811
    half = (date(2012, 1, 1), date(2012, 6, 30))
    assert totalen(*half)["T1"] == 3
    wis(sleutels_van(jaar=2012))
    tabel = bereken(*half)[0]
    assert (tabel["n"], tabel["gewist"]) == (1, 0)
    assert (
        "Gewiste dossiers: 3 in een jaar dat maar voor een deel in deze periode valt; ze tellen hier niet mee."
        in tabel["gewist_zin"]
    )


def test_without_erasures_nothing_is_told(cijfers):  # noqa: F811
    for tabel in bereken(*JAAR):
        assert (tabel["gewist"], tabel["gewist_zin"]) == (0, "")
        assert "gewist" not in {rij["waarde"] for rij in tabel["rijen"]}


def test_page_spreadsheet_csv_and_paper_all_say_it(cijfers):  # noqa: F811
    wis(sleutels_van(jaar=2012))
    rapport = Rapport(id=None, van=JAAR[0], tot=JAAR[1], tabellen=bereken(*JAAR))
    zin = "Gewiste dossiers: 3, meegeteld in N."
    assert documents.maak_html(rapport).count(zin) == 3
    csv = documents.maak_csv(rapport).decode("utf-8-sig").splitlines()
    kop = csv[0].split(";")
    rij = dict(zip(kop, next(r for r in csv if r.startswith("T1;")).split(";"), strict=True))
    assert (rij["N"], rij["gewist_in_N"], rij["gewist"]) == ("4", "3", zin)
    boek = openpyxl.load_workbook(io.BytesIO(documents.maak_xlsx(rapport)))
    assert zin in [cel.value for rij in boek["T2"].iter_rows() for cel in rij]
    assert boek["T2"]["A5"].value == "gewist dossier" and boek["T2"]["B5"].value == 3


def test_the_coarse_counts_have_no_municipality_for_the_report_and_stay_closed_for_the_web(cijfers):  # noqa: F811
    wis(sleutels_van(jaar=2012))
    with als_bouw(), connection.cursor() as cursor:
        cursor.execute(
            "SELECT column_name FROM information_schema.columns WHERE table_name = 'rapport_gewist'"
        )
        assert {naam for (naam,) in cursor.fetchall()} == {"jaar", "soort", "aantal"}
        assert GroveTelling.objects.exists()
    with pytest.raises(DatabaseError, match="permission denied"), omslag(cijfers.petra):
        connection.cursor().execute("SELECT * FROM rapport_gewist")
