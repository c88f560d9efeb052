"""Turns: one tap, other hours, extra work; the worker's week and the service's planning."""

import uuid
from datetime import timedelta
from decimal import Decimal

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from coaching import actions
from coaching.models import Beurt, Beurtregel
from gezinnen.models import Gebeurtenis, Gezin
from organisaties.actor import vandaag
from tests.cast import maak_gezin
from tests.hulp import als, als_bouw

from .hulp import maak_inzet, maandag

pytestmark = pytest.mark.django_db


def url(naam, rij, dag=None):
    return reverse(f"coaching:{naam}", args=[rij.pk, (dag or vandaag()).isoformat()])


def gedaan(cast):
    with als(cast.ans):
        return [(b.gepland_uren, b.gewerkt_uren, b.status) for b in Beurt.objects.exclude(status="gepland")]


@pytest.mark.eis("R094")
def test_a_turn_keeps_no_clock_no_place_no_tasks_and_no_reason():
    velden = {f.name for f in Beurt._meta.get_fields() if not f.auto_created}
    assert velden == {
        "id", "sleutel", "inzet", "verzorgende", "dienst", "datum", "gepland_uren", "gewerkt_uren", "status",
        "bevestigd_op", "versie",
    }  # fmt: skip


@pytest.mark.eis("R007")
def test_one_tap_confirms_a_turn_and_a_second_tap_counts_nothing(cast, inloggen):
    rij = maak_inzet(cast, cast.zon)
    web = inloggen(cast, "vera")
    bon = {"formulierbon": str(uuid.uuid4())}
    assert web.post(url("bevestig", rij), bon).status_code == 302
    assert web.post(url("bevestig", rij), bon).status_code == 302
    assert web.post(url("bevestig", rij), {"formulierbon": str(uuid.uuid4())}).status_code == 302
    assert gedaan(cast) == [(Decimal("1.00"), Decimal("1.00"), "gedaan")]


def test_a_tap_in_a_week_that_nobody_planned_yet_plans_it(cast, inloggen):
    rij = maak_inzet(cast, cast.zon)
    dag = vandaag() - timedelta(days=14)
    with als(cast.ans):
        assert not Beurt.objects.filter(datum=dag).exists()
    assert inloggen(cast, "vera").post(url("bevestig", rij, dag)).status_code == 302
    with als(cast.ans):
        assert Beurt.objects.get(datum=dag).status == "gedaan"


def test_a_turn_of_tomorrow_cannot_be_confirmed(cast, inloggen):
    rij = maak_inzet(cast, cast.zon)
    antwoord = inloggen(cast, "vera").post(url("bevestig", rij, vandaag() + timedelta(days=1)), follow=True)
    assert "moet nog komen" in antwoord.content.decode()
    assert gedaan(cast) == []


def test_not_taking_place_needs_no_reason_and_can_be_put_right(cast, inloggen):
    rij = maak_inzet(cast, cast.zon)
    web = inloggen(cast, "vera")
    assert web.post(url("niet_door", rij)).status_code == 302
    assert gedaan(cast) == [(Decimal("1.00"), None, "niet_doorgegaan")]
    velden = {"ging_door": "ja", "uren": "0,75", "regel": ""}
    assert web.post(url("beurt", rij), velden).status_code == 302
    assert gedaan(cast) == [(Decimal("1.00"), Decimal("0.75"), "gedaan")]


@pytest.mark.eis("R007")
def test_other_hours_are_a_second_fact_beside_the_agreed_ones(cast, inloggen):
    rij = maak_inzet(cast, cast.zon)
    web = inloggen(cast, "vera")
    assert web.get(url("beurt", rij)).status_code == 200
    velden = {"ging_door": "ja", "uren": "2,5", "regel": "Samen soep gemaakt"}
    assert web.post(url("beurt", rij), velden).status_code == 302
    assert gedaan(cast) == [(Decimal("1.00"), Decimal("2.50"), "gedaan")]
    with als(cast.ans):
        assert Beurtregel.objects.get().tekst == "Samen soep gemaakt"
        assert Gebeurtenis.objects.filter(soort="coaching.beurt").count() == 1
    assert web.post(url("beurt", rij), velden | {"regel": ""}).status_code == 302
    with als(cast.ans):
        assert not Beurtregel.objects.exists()


@pytest.mark.parametrize(
    ("velden", "fout"),
    [
        ({"uren": ""}, "uren"),
        ({"uren": "0"}, "uren"),
        ({"uren": "15"}, "uren"),
        ({"uren": "1,1"}, "uren"),
        ({"ging_door": "misschien"}, "ging_door"),
        ({"regel": "x" * 301}, "regel"),
    ],
)
def test_impossible_hours_are_told_at_the_field(cast, inloggen, velden, fout):
    rij = maak_inzet(cast, cast.zon)
    antwoord = inloggen(cast, "vera").post(
        url("beurt", rij), {"ging_door": "ja", "uren": "1", "regel": "Samen 🎈"} | velden
    )
    assert antwoord.status_code == 422
    assert list(antwoord.context["form"].errors) == [fout]


def test_a_tap_in_another_tab_does_not_turn_a_confirmed_turn_around(cast, inloggen):
    rij = maak_inzet(cast, cast.zon)
    web = inloggen(cast, "vera")
    web.post(url("bevestig", rij))
    antwoord = web.post(url("niet_door", rij), follow=True)
    assert "Deze beurt stond al vast." in antwoord.content.decode()
    assert [status for _plan, _uren, status in gedaan(cast)] == ["gedaan"]


def test_the_same_extra_turn_is_not_written_twice(cast, inloggen):
    rij = maak_inzet(cast, cast.zon, weekdagen=[(vandaag() + timedelta(days=1)).weekday()])
    web = inloggen(cast, "vera")
    velden = {"inzet": str(rij.pk), "datum": vandaag().isoformat(), "uren": "0,5", "regel": ""}
    assert web.post(reverse("coaching:extra_beurt"), velden).status_code == 302
    antwoord = web.post(reverse("coaching:extra_beurt"), velden)
    assert antwoord.status_code == 422
    assert "staat al in uw week" in str(antwoord.context["form"].errors["datum"])
    assert web.post(reverse("coaching:extra_beurt"), velden | {"uren": "1"}).status_code == 302
    assert len(gedaan(cast)) == 2


@pytest.mark.parametrize(
    ("uren", "zin"), [("0,1", "Schrijf hier 0,25 of meer."), ("25", "Schrijf hier hoogstens 14.")]
)
def test_a_limit_is_said_in_plain_words(cast, inloggen, uren, zin):
    rij = maak_inzet(cast, cast.zon)
    antwoord = inloggen(cast, "vera").post(url("beurt", rij), {"ging_door": "ja", "uren": uren, "regel": ""})
    assert zin in str(antwoord.context["form"].errors["uren"])


@pytest.mark.eis("R008")
def test_work_outside_the_planned_day_counts_too(cast, inloggen):
    rij = maak_inzet(cast, cast.zon, weekdagen=[(vandaag() + timedelta(days=1)).weekday()])
    web = inloggen(cast, "vera")
    assert web.get(reverse("coaching:extra_beurt")).status_code == 200
    velden = {"inzet": str(rij.pk), "datum": vandaag().isoformat(), "uren": "0,5", "regel": "Voedselpakket"}
    assert web.post(reverse("coaching:extra_beurt"), velden).status_code == 302
    assert gedaan(cast) == [(None, Decimal("0.50"), "gedaan")]
    with als(cast.ans):
        beurt = Beurt.objects.get(gepland_uren=None)
    antwoord = web.get(url("beurt", rij) + f"?extra={beurt.pk}")
    assert antwoord.status_code == 200
    assert web.get(url("beurt", rij) + "?extra=x").status_code == 404
    assert web.get(url("beurt", rij)).status_code == 404


def test_an_extra_turn_of_tomorrow_or_before_the_start_is_refused(cast, inloggen):
    rij = maak_inzet(cast, cast.zon, van=vandaag() - timedelta(days=3))
    web = inloggen(cast, "vera")
    for dag in (vandaag() + timedelta(days=1), vandaag() - timedelta(days=10)):
        velden = {"inzet": str(rij.pk), "datum": dag.isoformat(), "uren": "1"}
        antwoord = web.post(reverse("coaching:extra_beurt"), velden)
        assert (antwoord.status_code, list(antwoord.context["form"].errors)) == (422, ["datum"])


def test_a_turn_has_hours_only_when_it_was_done(cast):
    rij = maak_inzet(cast, cast.zon)
    with als_bouw():
        for waarden in ({"gewerkt_uren": 2}, {"status": "gedaan"}, {"gepland_uren": None}):
            with pytest.raises(IntegrityError), transaction.atomic():
                Beurt.objects.filter(inzet=rij).update(**waarden)


@pytest.mark.parametrize("naam", ["bevestig", "niet_door", "beurt"])
def test_who_may_touch_a_turn(cast, client, inloggen, naam):
    rij = maak_inzet(cast, cast.zon)
    velden = {"ging_door": "ja", "uren": "1"}
    assert client.post(url(naam, rij), velden).status_code == 302
    assert gedaan(cast) == []
    wie = {
        "bert": 404,
        "dora": 404,
        "vik": 404,
        "mieke": 403,
        "eva": 403,
        "bea": 403,
        "vera": 302,
        "ans": 302,
    }
    assert {n: inloggen(cast, n).post(url(naam, rij), velden).status_code for n in wie} == wie
    web = inloggen(cast, "vera")
    assert web.put(url(naam, rij)).status_code == 405
    if naam != "beurt":
        assert web.get(url(naam, rij)).status_code == 405
    for args in ([uuid.uuid4(), vandaag().isoformat()], [rij.pk, "2026-02-31"], [rij.pk, "gisteren"]):
        assert web.post(reverse(f"coaching:{naam}", args=args), velden).status_code == 404


def test_a_colleague_in_the_same_family_cannot_confirm_for_her(cast, inloggen):
    rij = maak_inzet(cast, cast.zon, wie="vera")
    maak_inzet(cast, cast.zon, wie="vik")
    assert inloggen(cast, "vik").post(url("bevestig", rij)).status_code == 403


@pytest.mark.eis("R050")
def test_workers_in_one_family_see_the_agreement_of_each_other(cast, inloggen):
    rij = maak_inzet(cast, cast.zon, wie="vera")
    maak_inzet(cast, cast.zon, wie="vik")
    antwoord = inloggen(cast, "vik").get(reverse("coaching:inzet", args=[rij.pk]))
    assert antwoord.status_code == 200
    assert antwoord.context["beurten"] == []


def test_the_week_shows_own_turns_and_only_those(cast, client, inloggen):
    maak_inzet(cast, cast.zon)
    maak_inzet(cast, cast.ster, coach="dora", wie="vik")
    assert client.get(reverse("coaching:week")).status_code == 302
    tekst = inloggen(cast, "vera").get(reverse("coaching:week")).content.decode()
    assert "Gezin Zon" in tekst and "Gezin Ster" not in tekst
    assert "Ans Proef" in tekst
    wie = {"ans": 403, "mieke": 403, "petra": 403, "vik": 200}
    assert {n: inloggen(cast, n).get(reverse("coaching:week")).status_code for n in wie} == wie
    web = inloggen(cast, "vera")
    assert web.post(reverse("coaching:week")).status_code == 405
    assert web.get(reverse("coaching:week_van", args=["x"])).status_code == 404
    assert web.get(reverse("coaching:week_van", args=[maandag().isoformat()])).status_code == 200


def meer_gezinnen(cast, aantal):
    """Further families in which Vera works, each with turns and a line."""
    for _ in range(aantal):
        with als_bouw():
            naam = f"extra{Gezin.objects.count()}"
            gezin = maak_gezin(cast, naam, dienst="dienst-a", coach="ans", gemeente="genk")
        rij = maak_inzet(cast, gezin, wie="vera")
        with als(cast.vera):
            beurt = actions.open_beurt(cast.vera, rij, vandaag())
            actions.wijzig_beurt(cast.vera, beurt, uren=Decimal(1), regel="Samen")


VRAGEN = {"coaching:week": ("vera", 14), "coaching:planning": ("mieke", 16)}


@pytest.mark.parametrize("naam", VRAGEN)
def test_a_page_asks_the_same_number_of_queries_for_one_and_for_three(cast, inloggen, naam):
    wie, aantal = VRAGEN[naam]
    web = inloggen(cast, wie)
    meer_gezinnen(cast, 1)
    web.get(reverse(naam))
    with CaptureQueriesContext(connection) as een:
        web.get(reverse(naam))
    meer_gezinnen(cast, 2)
    with CaptureQueriesContext(connection) as drie:
        web.get(reverse(naam))
    assert (len(een), len(drie)) == (aantal, aantal)


@pytest.mark.eis("R074")
def test_the_planning_shows_hours_and_numbers_and_no_names_of_families(cast, client, inloggen):
    rij = maak_inzet(cast, cast.zon)
    with als(cast.vera):
        actions.bevestig_beurt(cast.vera, rij, vandaag())
    pagina = reverse("coaching:planning")
    assert client.get(pagina).status_code == 302
    tekst = inloggen(cast, "mieke").get(pagina).content.decode()
    assert cast.zon.nummer in tekst and "Vera Proef" in tekst and "Ans Proef" in tekst
    assert "Gezin Zon" not in tekst and "kanarie" not in tekst
    ander = inloggen(cast, "mo").get(pagina).content.decode()
    assert cast.zon.nummer not in ander and "Vera Proef" not in ander
    wie = {"ans": 403, "vera": 403, "petra": 403}
    assert {n: inloggen(cast, n).get(pagina).status_code for n in wie} == wie
    web = inloggen(cast, "mieke")
    assert web.post(pagina).status_code == 405
    assert web.get(reverse("coaching:planning_van", args=["2026-13-01"])).status_code == 404


def test_the_planner_adds_agreed_and_delivered_hours(cast, inloggen):
    rij = maak_inzet(cast, cast.zon)
    with als(cast.vera):
        actions.bevestig_beurt(cast.vera, rij, vandaag())
        actions.extra_beurt(cast.vera, rij, dag=vandaag(), uren=Decimal("1.5"), regel="")
    antwoord = inloggen(cast, "mieke").get(reverse("coaching:planning"))
    vera = next(r for r in antwoord.context["rijen"] if r.verzorgende.pk == cast.functies["vera"].pk)
    assert (vera.afgesproken, vera.gewerkt) == (Decimal("7"), Decimal("2.5"))
