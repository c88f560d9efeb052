"""A freeze and what the family says in the same instant: whichever comes second knows of the first."""

import pytest
from django.db import transaction

from gezinnen.tests.test_gelijktijdig import samen
from lco import actions
from lco.actions import Geweigerd
from lco.models import Agendapunt, AgendaVersie
from tests.hulp import als, als_bouw

from .bouwen import KANARIE, gepland, ja, vers

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.eis("R182")]


@pytest.fixture
def doen(cast):
    """Eva freezes, Ans writes down what the family says; each with the page that she had open before."""
    with transaction.atomic():
        overleg = gepland(cast)
        with als(cast.eva) as eva:
            actions.voeg_agendapunt_toe(eva, overleg, soort="praktisch", tekst="de sleutel", door="gezin")
        van_eva, van_ans = vers(cast, overleg, "eva"), vers(cast, overleg, "ans")
    with transaction.atomic(), als(cast.ans) as ans:
        punt = Agendapunt.objects.zichtbaar_voor(ans).get(soort="vraag")

    class Doen:
        geweigerd = ""

        def bevries(self) -> None:
            with als(cast.eva) as eva:
                try:
                    actions.maak_agenda_definitief(eva, van_eva, antwoord=ja(eva))
                except Geweigerd as fout:
                    self.geweigerd = str(fout)

        def haal_punt_weg(self) -> None:
            punt.overleg = van_ans
            with als(cast.ans) as ans:
                actions.antwoord_gezin(ans, punt, ja=False)

        def liever_geen_overleg(self) -> None:
            with als(cast.ans) as ans:
                actions.bewaar_gezinswens(ans, van_ans, akkoord_houden="te_vragen", deelname_client="niet")

        def punten(self) -> list[list[str]]:
            """The points of each agenda that counts."""
            with transaction.atomic(), als_bouw():
                versies = AgendaVersie.objects.filter(voor="hulpverleners", ingetrokken=False)
                return [[p["tekst"] for p in v.inhoud["punten"]] for v in versies]

    return Doen()


def test_a_point_that_is_dropped_during_a_freeze_stands_on_no_agenda(doen):
    samen(doen.bevries, doen.haal_punt_weg)
    assert doen.punten() == [["de sleutel"]]


def test_a_freeze_during_an_answer_takes_the_answer_along(doen):
    samen(doen.haal_punt_weg, doen.bevries)
    assert doen.punten() == [["de sleutel"]]
    assert f"{KANARIE}-vraag" not in str(doen.punten())


def test_a_yes_that_is_taken_back_during_a_freeze_leaves_no_agenda(doen):
    samen(doen.bevries, doen.liever_geen_overleg)
    assert doen.punten() == []


def test_a_freeze_waits_for_a_yes_that_is_being_taken_back_and_is_refused(doen):
    samen(doen.liever_geen_overleg, doen.bevries)
    assert doen.punten() == []
    assert "gehouden mag worden" in doen.geweigerd
