"""The family page: at a glance for who works in the family, nothing for anybody else."""

import uuid

import pytest
from django.urls import reverse

from tests.cast import kanarie

pytestmark = pytest.mark.django_db


def url(naam, *args):
    return reverse(f"gezinnen:{naam}", args=args)


def test_the_coach_sees_who_they_are_where_they_are_who_helps_and_what_is_next(cast, inloggen):
    tekst = inloggen(cast, "ans").get(url("gezin", cast.zon.pk)).content.decode()
    for woord in ("Gezin Zon", "Mama Zon", "Kind Zon (4)", "Genk", "Groei", "Ans Proef", kanarie("zon", "helper"),
                  "vrijwillig", "beroepsgeheim", kanarie("zon", "stap"), kanarie("zon", "vraag")):  # fmt: skip
        assert woord in tekst, woord


def test_the_care_worker_sees_the_page_without_what_is_only_for_the_file(cast, inloggen):
    tekst = inloggen(cast, "vera").get(url("gezin", cast.zon.pk)).content.decode()
    assert kanarie("zon", "helper") in tekst
    assert "Mama Zon" in tekst
    for verborgen in ("vraag", "verwijzer", "mening"):
        assert kanarie("zon", verborgen) not in tekst
    assert "toevoegen" not in tekst
    assert "/aanmelding/" not in tekst


@pytest.mark.parametrize("naam", ["bert", "dora", "vik"])
def test_who_does_not_work_in_the_family_finds_nothing(cast, inloggen, naam):
    client = inloggen(cast, naam)
    for pagina in ("gezin", "tijdlijn", "adressen", "hulp"):
        assert client.get(url(pagina, cast.zon.pk)).status_code == 404


@pytest.mark.parametrize("naam", ["mieke", "eva", "hugo", "petra", "bea"])
def test_other_roles_are_refused(cast, inloggen, naam):
    assert inloggen(cast, naam).get(url("gezin", cast.zon.pk)).status_code == 403


def test_a_wrong_id_and_a_wrong_method_are_told_as_such(cast, inloggen):
    client = inloggen(cast, "ans")
    assert client.get(url("gezin", uuid.uuid4())).status_code == 404
    assert client.get("/gezinnen/geen-uuid/").status_code == 404
