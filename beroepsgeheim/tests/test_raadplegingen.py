"""Who looked at a file: told to the family and to who carries it, to nobody else, without names."""

import pytest
from django.db import connection

from beroepsgeheim.logboek import raadplegingen_van
from beroepsgeheim.models import Toegang
from beroepsgeheim.omslag import noteer, omslag
from organisaties.actor import vandaag
from tests.hulp import als, als_bouw

pytestmark = [pytest.mark.django_db, pytest.mark.eis("R297")]


@pytest.fixture
def leden(cast):
    """Mother and father of family Zon, each with a log-in (tests/cast.py)."""
    return {"moeder": cast.mama_zon, "vader": cast.papa_zon}


def kijk(actor, cast, onderdeel="gezinnen.gezin", **extra):
    with omslag(actor):
        noteer("bekijken", sleutel=cast.zon.sleutel, onderdeel=onderdeel, **extra)


def gezien(actor, sleutel, **extra):
    with als(actor):
        return raadplegingen_van(actor, sleutel, **extra)


def test_the_family_reads_who_looked_in_which_function_and_no_name(cast, leden):
    kijk(cast.vera, cast)
    kijk(cast.ans, cast, "gezinnen.aanmelding")
    regels = gezien(leden["moeder"], cast.zon.sleutel)
    assert [(r.wie, r.onderdeel_naam) for r in regels] == [
        ("coach, OCMW Beringen, gezinszorg", "aanmelding"),
        ("verzorgende, OCMW Beringen, gezinszorg", "gezin"),
    ]
    assert all(r.gebruiker == "" and r.gebruiker_id is None for r in regels)


def test_nobody_without_the_file_reads_who_looked(cast, leden):
    kijk(cast.ans, cast)
    for naam in cast.functies:
        verwacht = 1 if naam in ("ans", "carla") else 0
        assert len(gezien(cast.actor(naam), cast.zon.sleutel)) == verwacht, naam
    assert gezien(leden["moeder"], cast.maan.sleutel) == []


def test_what_one_member_said_or_looked_at_is_not_told_to_another(cast, leden):
    moeder, vader = leden["moeder"], leden["vader"]
    kijk(cast.ans, cast, "gezinnen.notitie", persoon=moeder.persoon_id)
    kijk(moeder, cast, "gezinnen.adres")
    assert [r.onderdeel for r in gezien(moeder, cast.zon.sleutel)] == ["gezinnen.adres", "gezinnen.notitie"]
    assert gezien(moeder, cast.zon.sleutel)[0].wie == "uzelf"
    assert gezien(vader, cast.zon.sleutel) == []
    # Nor do helpers follow when the family logs in.
    assert [r.onderdeel for r in gezien(cast.ans, cast.zon.sleutel)] == ["gezinnen.notitie"]


def test_pages_go_on_from_a_line_and_a_period_bounds_them(cast, leden):
    for onderdeel in ("gezinnen.gezin", "gezinnen.doel", "gezinnen.stap"):
        kijk(cast.ans, cast, onderdeel)
    moeder = leden["moeder"]
    eerste = gezien(moeder, cast.zon.sleutel, aantal=2)
    rest = gezien(moeder, cast.zon.sleutel, voor=eerste[-1].id)
    assert [r.onderdeel for r in eerste + rest] == ["gezinnen.stap", "gezinnen.doel", "gezinnen.gezin"]
    assert len(gezien(moeder, cast.zon.sleutel, van=vandaag(), tot=vandaag())) == 3
    assert gezien(moeder, cast.zon.sleutel, van=vandaag().replace(year=vandaag().year + 1)) == []


def test_access_that_ended_ends_the_reading_of_the_log(cast, leden):
    kijk(cast.ans, cast)
    with als_bouw():
        Toegang.objects.filter(persoon_id=leden["moeder"].persoon_id).update(van=vandaag(), tot=vandaag())
        Toegang.objects.filter(persoon_id=leden["moeder"].persoon_id).update(
            ingetrokken_op="2020-01-01T00:00Z"
        )
    assert gezien(leden["moeder"], cast.zon.sleutel) == []


def test_the_log_is_read_for_the_actor_of_the_envelope_only(cast, leden):
    with als(cast.ans), pytest.raises(ValueError, match="open envelope"):
        raadplegingen_van(leden["moeder"], cast.zon.sleutel)


def test_text_does_not_enter_the_log(cast):
    for regel in ({"onderdeel": "gezinnen.gezin", "doel": "Mama Zon belde"}, {"onderdeel": "Gezin Zon"}):
        with omslag(cast.ans), pytest.raises(ValueError, match="codes"):
            noteer("bekijken", sleutel=cast.zon.sleutel, **regel)


def test_who_looked_at_the_household_is_closed_for_whom_a_member_is_shielded_from(cast, leden):
    kijk(cast.ans, cast, "lco.agenda")
    kijk(cast.ans, cast, "gezinnen.notitie", persoon=leden["vader"].persoon_id)
    assert [r.onderdeel for r in gezien(leden["moeder"], cast.zon.sleutel)] == ["lco.agenda"]
    assert [r.onderdeel for r in gezien(leden["vader"], cast.zon.sleutel)] == ["gezinnen.notitie"]


HAAK = "CREATE OR REPLACE FUNCTION logboek_open_{} RETURNS boolean LANGUAGE sql STABLE AS 'SELECT {}'"


@pytest.mark.parametrize(
    ("wat", "open_"),
    [
        (HAAK.format("zzz()", "true"), True),
        (HAAK.format("aaa()", "true"), True),
        (HAAK.format("aaa()", "false"), False),
        (HAAK.format("aaa()", "NULL::boolean"), False),
        (HAAK.format("zzz()", "NULL::boolean"), False),
        ("DROP FUNCTION logboek_open_gezinnen()", False),
    ],
)
def test_the_household_is_open_to_a_member_only_when_every_app_says_yes(cast, leden, wat, open_):
    kijk(cast.ans, cast, "lco.agenda")
    kijk(cast.ans, cast, "gezinnen.notitie", persoon=leden["moeder"].persoon_id)
    with als_bouw(), connection.cursor() as cursor:
        cursor.execute(wat)
    verwacht = ["gezinnen.notitie", "lco.agenda"] if open_ else ["gezinnen.notitie"]
    assert [r.onderdeel for r in gezien(leden["moeder"], cast.zon.sleutel)] == verwacht
    assert len(gezien(cast.ans, cast.zon.sleutel)) == 2
