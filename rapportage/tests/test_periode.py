"""Which periods can be reported, and cells that are never formulas."""

from datetime import date

import pytest

from rapportage import documents
from rapportage.periode import PeriodeFormulier, keuzes, van_keuze


@pytest.mark.eis("R254")
def test_periods_are_the_project_years_and_own_months():
    vandaag = date(2014, 3, 15)
    assert [str(k) for k, _ in keuzes(vandaag)] == ["project", "2014", "2013", "2012", "2011", "eigen"]
    assert van_keuze("project", vandaag) == (date(2011, 1, 1), date(2013, 12, 31))
    assert van_keuze("2014", vandaag) == (date(2014, 1, 1), date(2014, 2, 28))


@pytest.mark.parametrize(
    ("van", "tot", "veld", "woord"),
    [
        ("2012-03-01", "2012-02-29", "tot", "voor het begin"),
        ("2012-02-30", "2012-03-31", "van", "bestaat niet"),
        ("2012-01-01", "2999-12-31", "tot", "toekomst"),
        ("2012-01-02", "2012-12-31", "van", "eerste dag"),
        ("2012-01-01", "2012-12-30", "tot", "laatste dag"),
        ("", "2012-12-31", "van", "Vul"),
        ("0001-01-01", "2012-12-31", "van", "te ver"),
    ],
)
def test_an_impossible_period_is_refused_at_the_field(van, tot, veld, woord):
    form = PeriodeFormulier({"keuze": "eigen", "van": van, "tot": tot}, vandaag=date(2014, 3, 15))
    assert not form.is_valid()
    assert list(form.errors) == [veld] and woord in form.errors[veld][0]


def test_dates_of_ones_own_are_ignored_when_a_year_is_chosen():
    form = PeriodeFormulier({"keuze": "2012", "van": "zomaar", "tot": ""}, vandaag=date(2014, 3, 15))
    assert form.is_valid(), form.errors
    assert form.cleaned_data["tot"] == date(2012, 12, 31)


@pytest.mark.parametrize("tekst", ["=1+1", "+32", "-2", "@som", "\t=1", " =1", "\n=1", "|cmd", "\u00a0=1"])
def test_a_cell_is_never_a_formula(tekst):
    assert documents.veilige_cel(tekst).startswith("'")
    assert documents.veilige_cel("ABC-123") == "ABC-123"


def test_days_beside_another_choice_are_asked_about_and_not_left_aside():
    velden = {"keuze": "2012", "van": "2014-01-01", "tot": "2014-01-31"}
    form = PeriodeFormulier(velden, vandaag=date(2014, 3, 15))
    assert not form.is_valid()
    assert "U vulde dagen in" in str(form.errors["keuze"])
