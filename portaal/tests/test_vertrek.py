"""A role ends by its date: at midnight in Brussels nothing is reached any more, and the rest is cleared up."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from beroepsgeheim.models import Raadpleging, Toegang
from gezinnen.models import Gezin, GezinGegevens
from organisaties.actor import Actor, FunctieVoorbij, vandaag
from organisaties.models import Functie, Gebruiker, Sessie
from portaal.rekeningen import vertrek
from portaal.tasks import functies_voorbij
from tests.hulp import als, als_bouw
from thuiscompagnie.vloer.models import Opdracht

pytestmark = [pytest.mark.django_db, pytest.mark.eis("R109")]
# (last day, the first moment of the day after it in Brussels, in UTC): an ordinary night, and the nights before and
# after which the clock changes.
NACHTEN = [
    (date(2027, 1, 14), datetime(2027, 1, 14, 23, 0, tzinfo=UTC)),
    (date(2027, 3, 27), datetime(2027, 3, 27, 23, 0, tzinfo=UTC)),
    (date(2027, 3, 28), datetime(2027, 3, 28, 22, 0, tzinfo=UTC)),
    (date(2027, 10, 30), datetime(2027, 10, 30, 22, 0, tzinfo=UTC)),
    (date(2027, 10, 31), datetime(2027, 10, 31, 23, 0, tzinfo=UTC)),
]
nachten = pytest.mark.parametrize(("laatste_dag", "middernacht"), NACHTEN)
SECONDE = timedelta(seconds=1)


@pytest.fixture
def klok(monkeypatch: Any) -> Any:
    """Sets the clock of the application."""

    def zet(moment: datetime) -> None:
        monkeypatch.setattr(timezone, "now", lambda: moment)

    return zet


def eindigt(cast: Any, naam: str, dag: date) -> Functie:
    with als_bouw():
        Functie.objects.filter(pk=cast.functies[naam].pk).update(tot=dag)
    cast.functies[naam].refresh_from_db()
    return cast.functies[naam]


def binnen(cast: Any, naam: str) -> Client:
    client = Client()
    client.force_login(cast.functies[naam].gebruiker)
    return client


def leest(actor: Actor) -> bool:
    """Whether the database gives this actor any family's names, whatever the code asks."""
    with als(actor), connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM gezinnen_gezingegevens")
        return bool(cursor.fetchone()[0])


@nachten
def test_access_ends_at_midnight_in_brussels_before_anything_has_cleared_up(
    cast, klok, laatste_dag, middernacht
):
    eindigt(cast, "ans", laatste_dag)
    gezin = reverse("gezinnen:gezin", args=[cast.zon.pk])
    klok(middernacht - SECONDE)
    assert vandaag() == laatste_dag
    client = binnen(cast, "ans")
    assert client.get(gezin).status_code == 200
    laat = Actor.van_functie(cast.functies["ans"])
    assert leest(laat)
    werk = laat.als_json()
    assert Actor.uit_json(werk).functie_id == laat.functie_id
    klok(middernacht)
    assert client.get(gezin).status_code in (302, 403, 404)
    assert not leest(Actor.van_functie(cast.functies["ans"]))  # even for who still holds the role in her hand
    with pytest.raises(FunctieVoorbij):
        Actor.uit_json(werk)
    assert leest(Actor.van_functie(cast.functies["carla"]))  # and for nobody else


@nachten
def test_the_schedule_does_what_a_managers_hand_would_have_done_and_twice_is_once(
    cast, klok, laatste_dag, middernacht
):
    functie = eindigt(cast, "ans", laatste_dag)
    with als_bouw():
        Opdracht.objects.create(soort="x", uniek="x", actor=cast.ans.als_json(), eigenaar=functie.pk)
    klok(middernacht - SECONDE)
    assert functies_voorbij() == 1  # Oud, whose role was over long ago
    client = binnen(cast, "ans")
    assert functies_voorbij() == 0
    assert client.get("/vandaag/").status_code == 200
    klok(middernacht + timedelta(minutes=14))
    assert functies_voorbij() == 1
    assert functies_voorbij() == 0
    assert client.get("/vandaag/").url.startswith("/aanmelden/")
    functie.refresh_from_db()
    assert functie.ingetrokken_op == middernacht + timedelta(minutes=14) and functie.ingetrokken_door is None
    assert not Sessie.objects.filter(gebruiker=functie.gebruiker, beeindigd_op=None).exists()
    with als_bouw():
        eigen = Toegang.objects.filter(functie=functie)
        assert eigen.exists() and not eigen.filter(ingetrokken_op=None).exists()
        assert Opdracht.objects.get(uniek="x").fout == "functie_voorbij"
        regels = Raadpleging.objects.filter(
            onderdeel="organisaties.functie", doel__contains=f"voorbij {functie.pk}"
        )
        assert [regel.doel for regel in regels] == [f"coach voorbij {functie.pk}"]


def test_the_families_wait_for_a_successor_from_midnight_on(cast, klok, inloggen):
    laatste_dag, middernacht = NACHTEN[0]
    eindigt(cast, "ans", laatste_dag)
    klok(middernacht - SECONDE)
    assert "Ans Proef" not in inloggen(cast, "mieke").get(reverse("organisaties:opvolging")).content.decode()
    klok(middernacht)
    assert "Ans Proef" in inloggen(cast, "mieke").get(reverse("organisaties:opvolging")).content.decode()
    functies_voorbij()
    assert "Ans Proef" in inloggen(cast, "mieke").get(reverse("organisaties:opvolging")).content.decode()


def test_who_has_another_role_keeps_her_session(cast, klok):
    laatste_dag, middernacht = NACHTEN[0]
    with als_bouw():
        Functie.objects.filter(pk=cast.functies["rita_eva"].pk).update(tot=laatste_dag)
    klok(middernacht - SECONDE)
    client = binnen(cast, "rita_eva")
    klok(middernacht)
    assert functies_voorbij() == 2  # with Oud
    assert client.get("/vandaag/").status_code == 200


def test_proposals_roles_to_come_and_roles_without_end_are_left_alone(cast, klok):
    with als_bouw():
        voor = set(Functie.objects.filter(ingetrokken_op=None).values_list("pk", flat=True))
        Functie.objects.filter(pk=cast.functies["vik"].pk).update(toegekend_op=None, tot=date(2027, 1, 1))
        Functie.objects.filter(pk=cast.functies["bert"].pk).update(tot=date(2027, 1, 15))
    klok(NACHTEN[0][1])
    functies_voorbij()
    open_ = set(Functie.objects.filter(ingetrokken_op=None).values_list("pk", flat=True))
    assert {cast.functies[naam].pk for naam in ("vik", "bert", "carla")} <= open_ & voor


def test_while_another_worker_does_it_this_one_leaves_it(cast, klok, monkeypatch):
    eindigt(cast, "ans", NACHTEN[0][0])
    klok(NACHTEN[0][1])
    monkeypatch.setattr(vertrek, "connection", type("Bezet", (), {"cursor": staticmethod(lambda: Slot())})())
    assert functies_voorbij() == 0
    assert cast.functies["ans"].ingetrokken_op is None


class Slot:
    """A lock that somebody else holds."""

    def __enter__(self) -> "Slot":
        return self

    def __exit__(self, *args: Any) -> None:
        return None

    def execute(self, sql: str) -> None:
        assert "pg_try_advisory_xact_lock" in sql

    def fetchone(self) -> tuple[bool]:
        return (False,)


def test_the_schedule_knows_it():
    from django.conf import settings

    from thuiscompagnie.celery import app

    taken = {rij["task"]: rij["schedule"] for rij in settings.CELERY_BEAT_SCHEDULE.values()}
    app.loader.import_default_modules()
    assert taken["portaal.functies_voorbij"] <= 24 * 3600 and "portaal.functies_voorbij" in app.tasks


def test_the_database_believes_in_no_role_that_is_not_granted_ended_or_of_who_was_closed(cast):
    oud = Actor.van_functie(cast.functies["ans"])
    gisteren, morgen = vandaag() - timedelta(1), vandaag() + timedelta(1)
    for velden in ({"toegekend_op": None}, {"tot": gisteren}, {"van": morgen}):
        with als_bouw():
            Functie.objects.filter(pk=oud.functie_id).update(**velden)
        assert not leest(oud), velden
        with als(oud), connection.cursor() as cursor:
            cursor.execute("SELECT bg_functie(), bg_rol(), bg_organisatie()")
            assert cursor.fetchone() == (None, None, None)
            assert not GezinGegevens.objects.exists() and not Gezin.objects.exists()
        with als_bouw():
            Functie.objects.filter(pk=oud.functie_id).update(
                toegekend_op=timezone.now(), tot=None, van=gisteren
            )
    assert leest(oud)
    with als_bouw():
        Gebruiker.objects.filter(pk=oud.gebruiker_id).update(is_active=False)
    assert not leest(oud)
