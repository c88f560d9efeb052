"""Every mark of a requirement names one that exists, and the list of open ones is told in short."""

import ast

import eisen


def test_elk_merk_in_de_tests_noemt_een_bestaande_eis() -> None:
    bewijs, fout = eisen.verzamel()
    assert fout == []
    assert bewijs


def test_wat_later_komt_heeft_een_reden_en_nog_geen_test() -> None:
    bewijs, _fout = eisen.verzamel()
    assert eisen.later()
    assert eisen.later() & set(bewijs) == set()


def test_elke_eis_die_aan_de_beurt_is_heeft_een_test_of_een_reden() -> None:
    bewijs, _fout = eisen.verzamel()
    assert eisen.reeks([n for n in eisen.NU if n not in bewijs and n not in eisen.later()]) == ""


def test_merken_worden_gelezen_op_functies_klassen_en_hele_bestanden() -> None:
    bron = """
pytestmark = [pytest.mark.eis("R003"), pytest.mark.browser]

@pytest.mark.eis("R001", "R002")
def test_een(): ...

@mark.eis("R004")
class TestTwee: ...
"""
    assert sorted(eisen.merken(ast.parse(bron))) == ["R001", "R002", "R003", "R004"]


def test_opeenvolgende_nummers_worden_een_reeks() -> None:
    assert eisen.reeks([1, 2, 3, 7, 9, 10]) == "R001-R003, R007, R009-R010"
