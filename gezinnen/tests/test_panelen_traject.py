"""What the family page tells about intake, trajectory and goals."""

import pytest
from django.urls import reverse

from gezinnen import panelen
from organisaties.actor import vandaag
from tests.hulp import als, als_bouw

from .hulp import als_persoon, nieuw_doel, nieuwe_aanmelding, nieuwe_intake

pytestmark = pytest.mark.django_db
EIGEN = {"gezinnen.doelen", "gezinnen.traject", "gezinnen.intake"}


def pagina(cast, naam):
    return als_persoon(cast, naam).get(reverse("gezinnen:gezin", args=[cast.zon.pk])).content.decode()


def test_the_page_shows_goals_the_way_and_the_intake_to_who_keeps_the_file(cast):
    intake = nieuwe_intake(cast.zon, krachten="kanarie-zon-krachten")
    tekst = pagina(cast, "ans")
    assert "kanarie-zon-doel" in tekst
    assert "kanarie-zon-krachten" in tekst
    assert reverse("gezinnen:intake_gesprek", args=[intake.pk]) in tekst
    with als_bouw():
        assert reverse("gezinnen:traject_fase", args=[cast.zon.trajecten.get().pk]) in tekst


def test_the_care_worker_sees_goals_and_the_way_but_no_intake(cast):
    intake = nieuwe_intake(cast.zon, krachten="kanarie-zon-krachten")
    tekst = pagina(cast, "vera")
    assert "kanarie-zon-doel" in tekst
    assert "kanarie-zon-krachten" not in tekst
    assert str(intake.pk) not in tekst
    with als_bouw():
        traject = cast.zon.trajecten.get()
    assert reverse("gezinnen:traject", args=[traject.pk]) in tekst
    assert reverse("gezinnen:traject_fase", args=[traject.pk]) not in tekst


def test_a_referral_without_intake_offers_to_begin_one(cast):
    aanmelding = nieuwe_aanmelding(cast.zon)
    assert reverse("gezinnen:intake_begin", args=[aanmelding.pk]) in pagina(cast, "ans")


def test_a_referral_the_family_does_not_know_of_offers_no_intake(cast):
    aanmelding = nieuwe_aanmelding(cast.zon, verteld=False, verteld_op=None)
    assert reverse("gezinnen:intake_begin", args=[aanmelding.pk]) not in pagina(cast, "ans")


def test_each_block_takes_one_query_whatever_the_number_of_goals(cast, django_assert_num_queries):
    nieuwe_intake(cast.zon, afgerond_op=vandaag())

    def meet():
        with als(cast.ans) as actor, django_assert_num_queries(3):
            assert {p["paneel"].code for p in eigen(actor)} >= EIGEN

    def eigen(actor):
        soorten = [p for p in panelen._panelen.values() if p.code in EIGEN]
        return [{"paneel": p, **p.inhoud(cast.zon, actor)} for p in soorten]

    meet()
    for n in range(2):
        nieuw_doel(cast.zon, f"doel {n}")
    meet()
