"""Two who say in the same instant who carries a file: one of them is refused, and nobody keeps what is not hers."""

import pytest
from django.core.exceptions import ValidationError
from django.db import DatabaseError, transaction

from beroepsgeheim.models import Toegang
from gezinnen.actions import coach as acties
from gezinnen.actions import opvolging
from gezinnen.models import Gezin
from organisaties.models import Functie
from tests.hulp import als, als_bouw

from .test_gelijktijdig import samen

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.eis("R109")]


@pytest.fixture
def doen(cast):
    """Naming a coach, a substitute or a successor for family Zon, and the words of who was refused."""

    class Doen:
        fouten: list[str] = []

        def coach(self, door: str, nieuw: str):
            return lambda: self._probeer(
                door, lambda wie, gezin: acties.wijs_coach_aan(wie, gezin, coach=cast.functies[nieuw])
            )

        def vervanger(self, door: str, nieuw: str):
            return lambda: self._probeer(
                door, lambda wie, gezin: acties.wijs_vervanger_aan(wie, gezin, vervanger=cast.functies[nieuw])
            )

        def opvolger(self, door: str, oud: str, nieuw: str, als_wat: str = "coach"):
            functies = cast.functies
            return lambda: self._probeer(
                door,
                lambda wie, _gezin: opvolging.volg_op(
                    wie, gezin=cast.zon.pk, oud=functies[oud], nieuw=functies[nieuw], als=als_wat
                ),
            )

        def _probeer(self, door, doe) -> None:
            try:
                with als(cast.actor(door)) as wie, transaction.atomic():
                    doe(wie, Gezin.objects.filter(pk=cast.zon.pk).first())
            except (DatabaseError, ValidationError) as fout:
                self.fouten = [*self.fouten, str(fout)]

    return Doen()


def stand(cast) -> tuple[str, str, set[str]]:
    """Coach, substitute, and everybody who holds the file of Zon."""
    with als_bouw():
        namen = {functie.pk: naam for naam, functie in cast.functies.items()}
        gezin = Gezin.objects.get(pk=cast.zon.pk)
        houders = Toegang.objects.filter(
            sleutel=cast.zon.sleutel, reikwijdte="dossier", functie__isnull=False, ingetrokken_op__isnull=True
        )
        wie = {namen[pk] for pk in houders.values_list("functie_id", flat=True)}
        return namen[gezin.coach_id], namen[gezin.vervanger_id], wie


def vertrek(cast, naam: str) -> None:
    with als_bouw():
        Functie.objects.filter(pk=cast.functies[naam].pk).update(ingetrokken_op="2026-01-01T00:00Z")


def test_of_two_managers_who_name_a_successor_at_once_the_second_is_refused(cast, doen):
    vertrek(cast, "ans")
    samen(doen.opvolger("mieke", "ans", "bert"), doen.opvolger("bea", "ans", "rita"))
    assert stand(cast) == ("bert", "carla", {"bert", "carla"})
    assert ["opvolging geweigerd" in fout for fout in doen.fouten] == [True]


def test_of_two_managers_who_replace_a_substitute_at_once_the_second_is_refused(cast, doen):
    vertrek(cast, "carla")
    samen(
        doen.opvolger("mieke", "carla", "bert", "vervanger"),
        doen.opvolger("bea", "carla", "rita", "vervanger"),
    )
    assert stand(cast) == ("ans", "bert", {"ans", "bert"})
    assert len(doen.fouten) == 1


@pytest.mark.parametrize(("eerst", "dan"), [("ans", "carla"), ("carla", "ans")])
def test_of_coach_and_substitute_who_hand_over_at_once_the_second_reads_that_she_is_too_late(
    cast, doen, eerst, dan
):
    samen(doen.coach(eerst, "bert"), doen.coach(dan, "rita"))
    assert stand(cast) == ("bert", "carla", {"bert", "carla"})
    assert ["Iemand anders wijzigde dit gezin zonet" in fout for fout in doen.fouten] == [True]


def test_of_coach_and_substitute_who_choose_a_substitute_at_once_the_second_reads_that_she_is_too_late(
    cast, doen
):
    samen(doen.vervanger("carla", "bert"), doen.vervanger("ans", "rita"))
    assert stand(cast) == ("ans", "bert", {"ans", "bert"})
    assert len(doen.fouten) == 1


def test_whom_the_one_makes_coach_the_other_does_not_make_substitute_at_once(cast, doen):
    samen(doen.coach("ans", "bert"), doen.vervanger("carla", "bert"))
    assert stand(cast) == ("bert", "carla", {"bert", "carla"})


def test_who_hands_over_while_a_manager_names_a_successor_is_too_late(cast, doen):
    vertrek(cast, "ans")
    samen(doen.opvolger("mieke", "ans", "bert"), doen.coach("carla", "rita"))
    assert stand(cast) == ("bert", "carla", {"bert", "carla"})
    assert len(doen.fouten) == 1
