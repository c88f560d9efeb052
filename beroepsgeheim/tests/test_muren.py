"""The walls: the web role, the tripwire, row policies, and who may hand out access."""

import re
import uuid
from datetime import date

import pytest
from django.db import DatabaseError, connection, transaction

from beroepsgeheim.models import Reikwijdte
from beroepsgeheim.omslag import bouw
from beroepsgeheim.register import beschermde_tabellen
from beroepsgeheim.rls import onbekende_tabellen
from beroepsgeheim.struikeldraad import BuitenScope
from beroepsgeheim.toegang import beeindig, geef
from gezinnen.models import Client, Gezin, GezinGegevens
from tests.hulp import als, huidige_rol

pytestmark = pytest.mark.django_db


def test_statements_run_as_the_web_role_with_psycopg2():
    assert huidige_rol() == "tc_web"
    assert connection.Database.__name__ == "psycopg2"


def test_every_table_is_declared_protected_open_or_closed():
    assert onbekende_tabellen() == set()


def test_a_query_without_an_actor_trips_the_wire():
    with pytest.raises(BuitenScope):
        Client.objects.count()


def test_the_web_role_cannot_write_access_itself():
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO beroepsgeheim_toegang (id, sleutel, reikwijdte, grond, rol, van, gegeven_op)"
            " VALUES (gen_random_uuid(), gen_random_uuid(), 'dossier', 'x', '', now(), now())"
        )


def test_a_coach_sees_her_families_and_no_other(cast):
    with als(cast.ans):
        assert [g.pk for g in Gezin.objects.zichtbaar_voor(cast.ans)] == [cast.zon.pk]


def test_row_policies_alone_hold_without_the_python_layer(cast):
    with als(cast.ans):
        assert set(GezinGegevens.objects.values_list("gezin_id", flat=True)) == {cast.zon.pk}
        # a colleague's family of the same service: number and phase, no names
        assert set(Gezin.objects.values_list("pk", flat=True)) == {cast.zon.pk, cast.maan.pk}


def test_raw_sql_of_the_web_role_gives_no_rows_without_an_actor(cast):
    with bouw(), connection.cursor() as cursor:
        for tabel in sorted(beschermde_tabellen()):
            cursor.execute(f'SELECT count(*) FROM "{tabel}"')
            assert cursor.fetchone()[0] == 0, tabel


def test_a_policy_asks_who_acts_once_in_a_query_and_not_for_each_row():
    with connection.cursor() as cursor:
        cursor.execute("SELECT concat(qual, with_check) FROM pg_policies WHERE policyname LIKE 'tc\\_%%'")
        voorwaarden = [rij[0] for rij in cursor.fetchall()]
    wie = re.compile(r"(SELECT )?\bbg_(?:functie|organisatie|rol|persoon|dag|sleutels|leessleutels)\(")
    gevonden = [(treffer[1], v) for v in voorwaarden for treffer in wie.finditer(v)]
    assert gevonden
    assert [v for sub, v in gevonden if not sub] == []


def test_two_roles_of_one_person_are_two_actors(cast):
    with als(cast.rita):
        assert Gezin.objects.count() == 2
    with als(cast.actor("rita_eva")):
        assert Gezin.objects.count() == 0


@pytest.mark.parametrize("reikwijdte", Reikwijdte)
def test_an_actor_cannot_hand_out_access_to_a_key_she_does_not_reach(cast, reikwijdte):
    bert = cast.functies["bert"].pk
    with als(cast.bert), pytest.raises(DatabaseError), transaction.atomic():
        geef(cast.zon.sleutel, reikwijdte, "x", functie_id=bert, van=date(2020, 1, 1))


def test_an_actor_cannot_end_access_to_a_key_she_does_not_reach(cast):
    with als(cast.bert), pytest.raises(DatabaseError), transaction.atomic():
        beeindig(cast.zon.sleutel, functie_id=cast.functies["vera"].pk)
    with als(cast.vera):
        assert GezinGegevens.objects.exists()


def test_a_family_member_cannot_hand_out_access_even_to_a_new_key(cast):
    naam, persoon = next(iter(cast.personen.items()))
    with als(cast.actor(naam)), pytest.raises(DatabaseError), transaction.atomic():
        geef(uuid.uuid4(), Reikwijdte.GEZIN, "x", persoon_id=persoon.persoon_id, van=date(2020, 1, 1))


def test_access_ends_the_same_minute(cast):
    with als(cast.ans):
        assert beeindig(cast.zon.sleutel, functie_id=cast.functies["carla"].pk) == 1
    with als(cast.carla):
        assert not GezinGegevens.objects.exists()


def test_a_new_key_belongs_to_who_makes_it(cast):
    sleutel = uuid.uuid4()
    with als(cast.ans):
        geef(sleutel, Reikwijdte.DOSSIER, "coach", functie_id=cast.functies["ans"].pk, van=date(2020, 1, 1))
        Client.objects.create(pk=sleutel, sleutel=sleutel)
        assert Client.objects.filter(pk=sleutel).exists()


def test_the_start_page_answers_and_is_logged_in_only(cast, client, inloggen):
    assert client.get("/vandaag/").status_code == 302
    assert inloggen(cast, "ans").get("/vandaag/").status_code == 200
