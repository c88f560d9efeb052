"""The history of a file: readable for who carries it, what was not readable then or is not now stays away."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from beroepsgeheim.geschiedenis import leesbaar, sporen, wijzigingen
from gezinnen.models import Doel, GezinGegevens, Stap
from tests.hulp import als, als_bouw

pytestmark = pytest.mark.django_db


def lees(cast, naam, gezin="zon", **extra):
    with als(cast.actor(naam)):
        return wijzigingen(cast.actor(naam), cast.gezinnen[gezin].sleutel, **extra)


def test_a_change_tells_in_which_function_when_and_from_what_to_what(cast):
    with als(cast.ans):
        GezinGegevens.objects.filter(gezin=cast.zon).update(contactwens="na school", telefoon="011 00 00 00")
    (laatste,) = (w for w in lees(cast, "ans", aantal=200) if w.wat == "update")
    assert laatste.wie == "Coach, OCMW Beringen, gezinszorg"
    velden = {v.naam: (v.was, v.is_) for v in laatste.velden}
    assert "na school" in [nu for _was, nu in velden.values()]
    assert any("kanarie-zon-contact" in was for was, _nu in velden.values())
    assert len(velden) == 2


def test_nobody_reads_the_history_of_a_file_she_does_not_carry(cast):
    assert lees(cast, "ans")
    assert lees(cast, "carla")
    for naam in cast.functies:
        if naam in ("ans", "carla", "vera"):
            continue
        assert lees(cast, naam) == [], naam
    tekst = str(lees(cast, "vera", aantal=200))
    assert "kanarie-zon-doel" in tekst
    assert "kanarie-zon-vraag" not in tekst


def test_the_queryset_rules_hold_without_the_row_policies(cast):
    """As owner the policies sleep: what remains is what `leesbaar` itself refuses."""
    with als_bouw():
        for spoor in sporen():
            for naam in ("dora", "hugo", "petra", "bea", "paula"):
                rijen = leesbaar(spoor, cast.actor(naam)).filter(sleutel=cast.zon.sleutel)
                assert not rijen.exists(), (spoor, naam)


def test_places_that_somebody_may_not_read_are_passed_over_page_after_page(cast):
    """As owner the policies sleep and every place is found: the rules of the models refuse each of them."""
    with als_bouw():
        alles = wijzigingen(cast.ans, cast.zon.sleutel, aantal=3)
        assert len(alles) == 3
        for naam in ("dora", "hugo", "petra", "bea", "paula"):
            assert wijzigingen(cast.actor(naam), cast.zon.sleutel, aantal=3) == [], naam


def test_what_was_removed_is_told_without_its_content(cast):
    with als_bouw():
        stap = Stap.objects.get(gezin=cast.zon)
        stap.delete()
    (laatste,) = (w for w in lees(cast, "ans", aantal=200) if w.wat == "delete")
    assert (laatste.velden, laatste.soort) == ([], "Stap")


def test_pages_follow_each_other_without_gap_or_repeat(cast):
    with als(cast.ans):
        for nummer in range(7):
            Doel.objects.filter(gezin=cast.zon).update(tekst=f"doel {nummer}")
    with als_bouw():
        Stap.objects.get(gezin=cast.zon).delete()  # told on another page than what it was before
    alles = lees(cast, "ans", aantal=500)
    assert len([w for w in alles if w.soort == "Stap"]) > 1
    in_stukken, na = [], ""
    while stuk := lees(cast, "ans", na=na, aantal=4):
        in_stukken += stuk
        na = stuk[-1].cursor
    assert [w.cursor for w in in_stukken] == [w.cursor for w in alles]
    assert len({w.cursor for w in alles}) == len(alles)
    assert lees(cast, "ans", na="x~y", aantal=500)[0].cursor == alles[0].cursor


def test_every_history_table_can_be_read_by_the_rules_of_its_model(cast):
    """Each kind compiles to SQL for staff and keeps to its index: no rule is skipped silently."""
    assert len(sporen()) > 20
    with als(cast.ans):
        for spoor in sporen():
            str(leesbaar(spoor, cast.ans).query)


def test_a_page_asks_no_more_queries_for_more_changes(cast):
    def vragen():
        with (
            als(cast.ans),
            CaptureQueriesContext(
                connection,
            ) as gevangen,
        ):
            wijzigingen(cast.ans, cast.zon.sleutel, aantal=25)
        return len(gevangen)

    with als(cast.ans):
        Doel.objects.filter(gezin=cast.zon).update(tekst="een")
    eerst = vragen()
    with als(cast.ans):
        for nummer in range(20):
            Doel.objects.filter(gezin=cast.zon).update(tekst=f"doel {nummer}")
    assert vragen() <= eerst
