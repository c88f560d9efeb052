"""The judge of the mutation run: a survivor needs a reason, and a reason a survivor."""

import re

import pytest

from tests.mutatie import sql
from tests.mutatie.overlevers import OVERLEVERS, oordeel

REDENEN = [(r"beleid a lezen: plus \w+", "de bron geeft dit al"), (r"beleid b .*", "past nooit")]


def test_a_survivor_without_a_reason_is_named():
    _, zonder, verouderd = oordeel(["beleid a lezen: plus zorg", "beleid b x", "beleid c x"], REDENEN)
    assert (zonder, verouderd) == (["beleid c x"], [])


def test_a_reason_that_is_nobodys_any_more_is_named():
    met_reden, zonder, verouderd = oordeel(["beleid a lezen: plus zorg"], REDENEN)
    assert dict(met_reden)["de bron geeft dit al"] == ["beleid a lezen: plus zorg"]
    assert (zonder, verouderd) == ([], [r"beleid b .*"])


@pytest.mark.parametrize(("patroon", "reden"), OVERLEVERS)
def test_each_reason_says_what_decides(patroon, reden):
    assert re.compile(patroon)
    assert len(reden) > 30 and not reden.lower().startswith("open")


def test_each_mutant_of_a_condition_has_its_own_name():
    namen = [
        naam
        for naam, _ in sql.mutanten(
            "sleutel IN (SELECT bg_sleutels('zorg')) AND a = 1 OR sleutel IN (SELECT bg_leessleutels('zorg')) AND a = 1"
        )
    ]
    assert len(namen) == len(set(namen))
    assert {"sleutels 1 min zorg", "sleutels 2 min zorg", "zonder [a = 1]", "zonder [a = 1] #2"} <= set(namen)
    assert {"sleutels 1 met nalezen", "sleutels 2 zonder nalezen"} <= set(namen)
