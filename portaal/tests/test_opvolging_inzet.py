"""A care worker leaves: her families and open turns stand there by number, each ended or handed over in a few clicks."""

from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from beroepsgeheim.models import Raadpleging, Toegang
from coaching import opvolging as zorg
from coaching.models import Beurt, Inzet, InzetWoord
from coaching.tests.hulp import maak_inzet
from gezinnen.models import Gebeurtenis, GezinGegevens
from organisaties.actor import vandaag
from organisaties.models import Functie
from tests.hulp import als, als_bouw

pytestmark = [pytest.mark.django_db, pytest.mark.eis("R109"), pytest.mark.eis("R017")]


@pytest.fixture
def inzet(cast: Any) -> Inzet:
    """Vera works with family Zon, has two turns that nobody confirmed, and leaves today."""
    with als_bouw():
        Toegang.objects.filter(functie=cast.functies["vera"]).update(ingetrokken_op=timezone.now())
    rij = maak_inzet(cast, cast.zon, uren_per_week=Decimal("4.5"), weekdagen=[0, 2])
    with als_bouw():
        InzetWoord.objects.update_or_create(
            inzet=rij, defaults={"sleutel": rij.sleutel, "afspraak": "kanarie-afspraak samen koken"}
        )
        Beurt.objects.filter(inzet=rij).delete()
        for dagen in (-9, -2, 5):
            Beurt.objects.create(
                sleutel=rij.sleutel, inzet=rij, verzorgende=rij.verzorgende, dienst=rij.dienst,
                datum=vandaag() + timedelta(days=dagen), gepland_uren=2,
            )  # fmt: skip
    return rij


def vertrekt(cast: Any, naam: str = "vera") -> None:
    client = Client()
    client.force_login(cast.gebruikers["bea"])
    adres = reverse("organisaties:functie_beeindigen", args=[cast.functies[naam].pk])
    assert client.post(adres, {"laatste_dag": vandaag().isoformat()}).status_code == 302


def pad(cast: Any, naam: str = "vera") -> str:
    return reverse("organisaties:opvolging_inzetten", args=[cast.functies[naam].pk])


def stuur(client: Client, cast: Any, inzet: Inzet, opvolger: str = "", **velden: Any) -> Any:
    wie = str(cast.functies[opvolger].pk) if opvolger else ""
    return client.post(
        pad(cast), {"inzetten": [str(inzet.pk)], "opvolger": wie, "reden": "verzorgende"} | velden
    )


def test_nothing_waits_while_she_is_there(cast, inzet, inloggen):
    assert "Vera Proef" not in inloggen(cast, "mieke").get(reverse("organisaties:opvolging")).content.decode()
    assert inloggen(cast, "mieke").get(pad(cast)).status_code == 404


@pytest.mark.parametrize("naam", ["bea", "boris", "mieke"])
def test_her_open_work_stands_there_by_number_and_hours_without_content(cast, inzet, inloggen, naam):
    vertrekt(cast)
    lijst = inloggen(cast, naam).get(reverse("organisaties:opvolging")).content.decode()
    assert "Vera Proef" in lijst and "één gezin waar zij nog ingepland staat" in lijst
    assert "2 beurten niet bevestigd" in lijst and pad(cast) in lijst
    blad = inloggen(cast, naam).get(pad(cast)).content.decode()
    assert cast.zon.nummer in blad and "4,5 uur per week, op maandag en woensdag" in blad
    assert "kanarie" not in blad and "Zon" not in blad and "koken" not in blad


@pytest.mark.parametrize("naam", ["mo", "ans", "eva", "vik", "petra"])
def test_another_service_or_role_sees_and_ends_none_of_it(cast, inzet, naam):
    vertrekt(cast)
    with als(cast.actor(naam)) as actor:
        assert zorg.open_inzetten(actor) == []
        with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SELECT co_sluit_inzet(%s, NULL, 'anders', '', '', '')", [inzet.pk])


def test_a_colleague_carries_on_with_the_same_hours_days_and_words(cast, inzet, inloggen):
    vertrekt(cast)
    client = inloggen(cast, "mieke")
    assert stuur(client, cast, inzet, "vik").url == reverse("organisaties:opvolging")
    with als_bouw():
        inzet.refresh_from_db()
        assert (inzet.tot, inzet.einde_reden) == (vandaag(), "verzorgende")
        nieuw = Inzet.objects.get(vorige=inzet)
        assert nieuw.verzorgende == cast.functies["vik"] and nieuw.van == vandaag() + timedelta(days=1)
        assert (nieuw.uren_per_week, nieuw.weekdagen, nieuw.tot) == (Decimal("4.5"), [0, 2], None)
        assert nieuw.woord.afspraak == inzet.woord.afspraak and nieuw.gemaakt_door == cast.functies["mieke"]
        datums = set(Beurt.objects.filter(inzet=inzet).values_list("datum", flat=True))
        assert datums == {vandaag() - timedelta(days=9), vandaag() - timedelta(days=2)}
        toegang = Toegang.objects.get(functie=cast.functies["vik"], ingetrokken_op=None, grond="inzet")
        assert (toegang.reikwijdte, toegang.van, toegang.tot) == ("zorg", nieuw.van, None)
        assert Gebeurtenis.objects.filter(titel="Vera Proef komt niet meer", voor="dossier").exists()
        assert Gebeurtenis.objects.filter(titel="Vik Proef komt in het gezin", voor="allen").exists()
        assert Raadpleging.objects.filter(
            onderdeel=zorg.ONDERDEEL, sleutel=cast.zon.sleutel, actie="toegang"
        ).exists()
    with als(cast.mieke):  # handing over gives the manager nothing herself
        assert not GezinGegevens.objects.exists() and not InzetWoord.objects.exists()


def test_the_successor_finds_the_family_in_her_week_from_her_first_day(cast, inzet, monkeypatch):
    vertrekt(cast)
    client = Client()
    client.force_login(cast.gebruikers["mieke"])
    stuur(client, cast, inzet, "vik")
    morgen = timezone.now() + timedelta(days=1)
    monkeypatch.setattr(timezone, "now", lambda: morgen)
    with als(cast.vik) as vik:
        assert [i.vorige_id for i in Inzet.objects.van_verzorgende(vik)] == [inzet.pk]
        assert GezinGegevens.objects.filter(gezin=cast.zon).exists()


def test_without_a_successor_it_just_ends_and_the_unconfirmed_turns_stay_in_sight(cast, inzet, inloggen):
    vertrekt(cast)
    client = inloggen(cast, "bea")
    assert stuur(client, cast, inzet, reden="afgerond").status_code == 302
    with als_bouw():
        inzet.refresh_from_db()
        assert inzet.einde_reden == "afgerond" and not Inzet.objects.filter(vorige=inzet).exists()
    blad = client.get(pad(cast)).content.decode()
    assert "2 beurten niet bevestigd" in blad and 'name="inzetten"' not in blad
    assert stuur(client, cast, inzet).status_code == 422  # ended once
    with als_bouw():
        Beurt.objects.filter(inzet=inzet).update(status="niet_doorgegaan", bevestigd_op=timezone.now())
    assert client.get(pad(cast)).status_code == 404
    assert "Niets wacht" in client.get(reverse("organisaties:opvolging")).content.decode()


def test_who_comes_there_already_cannot_take_it_and_nothing_of_the_choice_happens(cast, inzet, inloggen):
    maak_inzet(cast, cast.zon, wie="vik", weekdagen=[4])
    tweede = maak_inzet(cast, cast.maan, coach="bert")
    vertrekt(cast)
    client = inloggen(cast, "mieke")
    antwoord = stuur(client, cast, inzet, "vik", inzetten=[str(tweede.pk), str(inzet.pk)])
    assert antwoord.status_code == 422 and "misschien komt zij er al" in antwoord.content.decode()
    with als_bouw():
        assert set(Inzet.objects.filter(verzorgende=cast.functies["vera"]).values_list("einde_reden")) == {
            ("",)
        }
        assert not Raadpleging.objects.filter(onderdeel=zorg.ONDERDEEL, actie="toegang").exists()
        assert Raadpleging.objects.filter(onderdeel=zorg.ONDERDEEL, actie="lijst").exists()


@pytest.mark.parametrize("naam", ["ans", "mieke", "oud", "dora"])
def test_a_successor_is_a_care_worker_of_this_service_in_force(cast, inzet, naam):
    vertrekt(cast)
    with als(cast.mieke) as mieke:
        (wie,) = zorg.open_inzetten(mieke)
        with pytest.raises(DatabaseError), transaction.atomic():
            zorg.sluit_inzet(mieke, wie.functie, wie.lopend[0], reden="anders", opvolger=cast.functies[naam])
        assert {f.pk for f in zorg.opvolgers(mieke)} == {cast.functies["vik"].pk}


def test_who_is_still_there_keeps_her_work(cast, inzet):
    with als(cast.mieke), pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT co_sluit_inzet(%s, NULL, 'anders', '', '', '')", [inzet.pk])


def test_a_role_that_ended_last_week_ends_the_work_on_that_day(cast, inzet):
    weg = vandaag() - timedelta(days=6)
    with als_bouw():
        Functie.objects.filter(pk=cast.functies["vera"].pk).update(tot=weg)
        Beurt.objects.filter(inzet=inzet).update(status="gepland")
    with als(cast.mieke) as mieke:
        (wie,) = zorg.open_inzetten(mieke)
        zorg.sluit_inzet(mieke, wie.functie, wie.lopend[0], reden="anders", opvolger=cast.functies["vik"])
    with als_bouw():
        inzet.refresh_from_db()
        assert inzet.tot == weg and Inzet.objects.get(vorige=inzet).van == vandaag()
        assert [b.datum for b in Beurt.objects.filter(inzet=inzet)] == [vandaag() - timedelta(days=9)]


def test_the_list_asks_as_many_questions_for_one_as_for_three(cast, inzet, inloggen):
    from django.test.utils import CaptureQueriesContext

    client = inloggen(cast, "mieke")
    vertrekt(cast)
    client.get(reverse("organisaties:opvolging"))
    with CaptureQueriesContext(connection) as een:
        client.get(reverse("organisaties:opvolging"))
    maak_inzet(cast, cast.maan, coach="bert")
    maak_inzet(cast, cast.maan, coach="bert", wie="vik")
    vertrekt(cast, "vik")
    with CaptureQueriesContext(connection) as drie:
        client.get(reverse("organisaties:opvolging"))
    assert len(een) == len(drie)
