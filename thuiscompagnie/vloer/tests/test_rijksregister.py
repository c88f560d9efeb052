"""A national register number in free text is pointed out beside its field, and what was typed stays."""

import pytest
from django import forms
from hypothesis import given
from hypothesis import strategies as st

from gezinnen.models import GezinGegevens
from thuiscompagnie.vloer.formulieren import HuisFormulier, HuisModelFormulier
from thuiscompagnie.vloer.rijksregister import bevat_rijksregisternummer, lijkt_rijksregisternummer


def nummer(jaar: int, maand: int, dag: int, volgnummer: int) -> str:
    """An invented number with a valid check, for a year of birth in full."""
    basis = f"{jaar % 100:02d}{maand:02d}{dag:02d}{volgnummer:03d}"
    controle = 97 - int(("2" if jaar >= 2000 else "") + basis) % 97
    return f"{basis}{controle:02d}"


VOOR_2000, NA_2000, BIS = nummer(1990, 5, 1, 123), nummer(2004, 2, 29, 7), nummer(1985, 45, 12, 44)


def met_tekens(n: str) -> str:
    return f"{n[:2]}.{n[2:4]}.{n[4:6]}-{n[6:9]}.{n[9:]}"


@pytest.mark.parametrize("n", [VOOR_2000, NA_2000, BIS])
@pytest.mark.parametrize(
    "vorm", [str, met_tekens, lambda n: f"{n[:6]} {n[6:9]} {n[9:]}", lambda n: f"{n[:6]}-{n[6:]}"]
)
def test_a_number_is_found_in_every_way_people_write_it(n, vorm):
    assert bevat_rijksregisternummer(f"Mama zei: {vorm(n)}, van op haar kaart.")


@pytest.mark.parametrize(
    "tekst",
    [
        "",
        "Bel op 0470 12 34 56 of op +32 470 12 34 56",
        "rekening BE68 5390 0754 7034",
        f"dossier 8{VOOR_2000} van de bank",
        f"{VOOR_2000[:9]}{(int(VOOR_2000[9:]) + 1) % 97:02d}",
        "99.99.99-999.99",
        "van 01-02-2024 tot 03-04-2025",
        "12345",
    ],
)
def test_other_numbers_are_left_alone(tekst):
    assert not bevat_rijksregisternummer(tekst)


@given(st.dates(), st.integers(1, 998))
def test_every_valid_number_is_seen(dag, volgnummer):
    assert lijkt_rijksregisternummer(nummer(max(dag.year, 1900), dag.month, dag.day, volgnummer))


@given(st.text())
def test_no_text_makes_it_fail(tekst):
    bevat_rijksregisternummer(tekst)


class Vraag(HuisFormulier):
    tekst = forms.CharField(widget=forms.Textarea)
    geheim = forms.CharField(widget=forms.PasswordInput, required=False)


class Gegevens(HuisModelFormulier):
    class Meta:
        model = GezinGegevens
        fields = ["naam", "contactwens"]


def test_the_form_points_it_out_beside_the_field_and_keeps_what_was_typed():
    form = Vraag({"tekst": f"haar nummer is {met_tekens(NA_2000)}", "geheim": VOOR_2000})
    assert not form.is_valid()
    assert list(form.errors) == ["tekst"]
    assert "rijksregisternummer" in form.errors["tekst"][0]
    assert NA_2000[6:9] not in str(form.errors)
    assert met_tekens(NA_2000) in str(form["tekst"])


def test_a_form_of_a_model_does_the_same():
    form = Gegevens({"naam": "Familie Proef", "contactwens": f"liefst {VOOR_2000}"})
    assert not form.is_valid()
    assert list(form.errors) == ["contactwens"]
