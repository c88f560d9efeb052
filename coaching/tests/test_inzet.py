"""Starting, changing and ending an Inzet: actions and the coach's pages."""

import uuid
from datetime import timedelta
from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from beroepsgeheim.models import Toegang
from coaching import actions
from coaching.models import Beurt, Inzet, InzetWoord
from gezinnen.models import Gebeurtenis, GezinGegevens
from organisaties.actor import vandaag
from tests.hulp import als, als_bouw

from .hulp import maak_inzet, maandag

pytestmark = pytest.mark.django_db


def post(cast, **velden):
    return {
        "verzorgende": str(cast.functies["vik"].pk),
        "uren_per_week": "4,5",
        "minder_reden": "",
        "weekdagen": ["0", "2"],
        "bedoeling": "ontwikkelen",
        "van": vandaag().isoformat(),
        "tot": "",
        "afspraak": "Samen leren koken",
    } | velden


def test_the_page_of_a_new_inzet_saves_it_and_gives_the_worker_access(cast, inloggen):
    url = reverse("coaching:nieuwe_inzet", args=[cast.zon.pk])
    web = inloggen(cast, "ans")
    assert web.get(url).status_code == 200
    with als(cast.vik):
        assert not GezinGegevens.objects.exists()
    antwoord = web.post(url, post(cast), follow=True)
    assert antwoord.status_code == 200
    with als(cast.vik):
        assert [g.naam for g in GezinGegevens.objects.all()] == ["Gezin Zon"]
        rij = Inzet.objects.van_verzorgende(cast.vik).get()
        assert (rij.uren_per_week, rij.weekdagen) == (Decimal("4.50"), [0, 2])
        assert InzetWoord.objects.get(inzet=rij).afspraak == "Samen leren koken"
    with als(cast.ans):
        assert Gebeurtenis.objects.filter(soort="coaching.inzet").count() == 1


@pytest.mark.eis("R020", "R038")
def test_a_worker_comes_to_develop_or_to_keep_what_is_and_never_to_take_over(cast, inloggen):
    url = reverse("coaching:nieuwe_inzet", args=[cast.zon.pk])
    web = inloggen(cast, "ans")
    keuzes = web.get(url).context["form"].fields["bedoeling"].choices
    assert keuzes == [
        ("ontwikkelen", "samen iets leren of opbouwen"),
        ("consolideren", "houden wat er is"),
    ]
    assert web.post(url, post(cast, bedoeling="")).status_code == 422
    antwoord = web.post(url, post(cast, bedoeling="consolideren"), follow=True)
    with als(cast.ans):
        rij = Inzet.objects.get(gezin=cast.zon)
    assert rij.bedoeling == "consolideren"
    assert "houden wat er is" in web.get(reverse("coaching:inzet", args=[rij.pk])).content.decode()
    assert antwoord.status_code == 200


@pytest.mark.eis("R019", "R037")
def test_the_form_asks_to_think_of_five_things_and_of_the_end(cast, inloggen):
    tekst = inloggen(cast, "ans").get(reverse("coaching:nieuwe_inzet", args=[cast.zon.pk])).content.decode()
    for woord in ("Waarvoor?", "Wie beslist?", "Hoe praten we?", "Welke nood?", "Wie helpt er nog?",
                  "Hulp is tijdelijk. Praat van bij de start over later"):  # fmt: skip
        assert woord in tekst, woord


@pytest.mark.eis("R039")
def test_hours_go_down_in_steps_and_each_step_stays_known(cast, inloggen):
    rij = maak_inzet(cast, cast.zon)
    url, web = reverse("coaching:wijzig_inzet", args=[rij.pk]), inloggen(cast, "ans")
    for versie, uren in enumerate(("5", "2"), start=1):
        velden = post(cast, uren_per_week=uren, minder_reden="afbouw", van=rij.van.isoformat(), versie=versie)
        assert web.post(url, velden).status_code == 302
    with als_bouw():
        sporen = rij.spoors.order_by("pgh_created_at", "pgh_id").values_list("uren_per_week", "minder_reden")
        assert list(sporen) == [(7, ""), (5, ""), (2, "afbouw")]


@pytest.mark.eis("R006")
def test_less_than_four_hours_asks_for_a_reason_at_the_field(cast, inloggen):
    url = reverse("coaching:nieuwe_inzet", args=[cast.zon.pk])
    web = inloggen(cast, "ans")
    antwoord = web.post(url, post(cast, uren_per_week="3"))
    assert antwoord.status_code == 422
    assert list(antwoord.context["form"].errors) == ["minder_reden"]
    assert "Samen leren koken" in antwoord.content.decode()
    assert web.post(url, post(cast, uren_per_week="3", minder_reden="opbouw")).status_code == 302


@pytest.mark.eis("R006")
def test_the_database_refuses_fewer_hours_without_a_reason(cast):
    rij = maak_inzet(cast, cast.zon)
    with als_bouw(), pytest.raises(IntegrityError), transaction.atomic():
        Inzet.objects.filter(pk=rij.pk).update(uren_per_week=Decimal("3.5"))


@pytest.mark.parametrize(
    ("velden", "fout"),
    [
        ({"uren_per_week": "0"}, "uren_per_week"),
        ({"uren_per_week": "41"}, "uren_per_week"),
        ({"uren_per_week": "4,1"}, "uren_per_week"),
        ({"uren_per_week": "veel"}, "uren_per_week"),
        ({"weekdagen": []}, "weekdagen"),
        ({"weekdagen": ["7"]}, "weekdagen"),
        ({"van": "31/2/2026"}, "van"),
        ({"van": "2199-01-01"}, "van"),
        ({"tot": "2001-01-01"}, "tot"),
        ({"bedoeling": "controleren"}, "bedoeling"),
        ({"afspraak": "x" * 100_000}, "afspraak"),
        ({"verzorgende": str(uuid.uuid4())}, "verzorgende"),
    ],
)
def test_impossible_input_is_told_at_the_field(cast, inloggen, velden, fout):
    url = reverse("coaching:nieuwe_inzet", args=[cast.zon.pk])
    antwoord = inloggen(cast, "ans").post(url, post(cast, **velden))
    assert antwoord.status_code == 422
    assert list(antwoord.context["form"].errors) == [fout]


def test_only_care_workers_of_the_own_service_can_be_chosen(cast, inloggen):
    url = reverse("coaching:nieuwe_inzet", args=[cast.zon.pk])
    form = inloggen(cast, "ans").get(url).context["form"]
    assert {f.gebruiker.gebruikersnaam for f in form.fields["verzorgende"].queryset} == {"vera", "vik"}


@pytest.mark.eis("R050")
def test_two_workers_may_come_but_one_worker_not_twice(cast, inloggen):
    maak_inzet(cast, cast.zon, wie="vera")
    url = reverse("coaching:nieuwe_inzet", args=[cast.zon.pk])
    web = inloggen(cast, "ans")
    antwoord = web.post(url, post(cast, verzorgende=str(cast.functies["vera"].pk)))
    assert antwoord.status_code == 422
    assert "verzorgende" in antwoord.context["form"].errors
    assert web.post(url, post(cast)).status_code == 302
    with als(cast.ans):
        assert Inzet.objects.filter(gezin=cast.zon).count() == 2


def test_the_same_form_sent_twice_makes_one_inzet(cast, inloggen):
    url = reverse("coaching:nieuwe_inzet", args=[cast.zon.pk])
    web, velden = inloggen(cast, "ans"), post(cast, formulierbon=str(uuid.uuid4()))
    eerste, tweede = web.post(url, velden), web.post(url, velden)
    assert eerste.url == tweede.url
    with als(cast.ans):
        assert Inzet.objects.filter(gezin=cast.zon).count() == 1


def test_an_inzet_plans_the_turns_from_today_on_and_its_hours_add_up(cast):
    rij = maak_inzet(cast, cast.zon, uren_per_week=Decimal("8"), weekdagen=[0, 2, 4])
    assert [rij.uren_op(d) for d in range(7)] == [
        Decimal("2.75"), 0, Decimal("2.75"), 0, Decimal("2.5"), 0, 0,
    ]  # fmt: skip
    with als(cast.ans):
        dagen = [b.datum for b in Beurt.objects.filter(inzet=rij)]
        assert dagen and min(dagen) >= vandaag()
        assert actions.plan_week(cast.ans, [rij], maandag() + timedelta(days=7)) == 3
        assert len(dagen) == Beurt.objects.filter(inzet=rij).count()


def test_changing_the_days_moves_what_is_planned_and_keeps_what_was_done(cast, inloggen):
    rij = maak_inzet(cast, cast.zon)
    with als(cast.vera):
        actions.bevestig_beurt(cast.vera, rij, vandaag())
    url = reverse("coaching:wijzig_inzet", args=[rij.pk])
    web = inloggen(cast, "ans")
    versie = web.get(url).context["form"]["versie"].value()
    dag = (vandaag() + timedelta(days=1)).weekday()
    velden = post(cast, weekdagen=[str(dag)], van=rij.van.isoformat(), versie=versie)
    assert web.post(url, velden).status_code == 302
    with als(cast.ans):
        beurten = Beurt.objects.filter(inzet=rij)
        assert {b.datum.weekday() for b in beurten.filter(status="gepland", datum__gt=vandaag())} == {dag}
        assert beurten.get(datum=vandaag()).status == "gedaan"


def test_a_stale_tab_gets_a_readable_difference(cast, inloggen):
    rij = maak_inzet(cast, cast.zon)
    url = reverse("coaching:wijzig_inzet", args=[rij.pk])
    web = inloggen(cast, "ans")
    velden = post(cast, van=rij.van.isoformat(), versie=1)
    assert web.post(url, velden | {"uren_per_week": "6"}).status_code == 302
    antwoord = web.post(url, velden | {"uren_per_week": "9"})
    assert antwoord.status_code == 422
    assert "Iemand anders" in antwoord.content.decode()


@pytest.mark.eis("R017")
def test_a_change_of_worker_keeps_the_reason_and_access_moves_the_same_minute(cast, inloggen):
    rij = maak_inzet(cast, cast.zon)
    with als(cast.vera):
        assert GezinGegevens.objects.exists()
    url = reverse("coaching:einde_inzet", args=[rij.pk])
    velden = {"tot": vandaag().isoformat(), "reden": "gezin", "opvolger": str(cast.functies["vik"].pk)}
    assert inloggen(cast, "ans").post(url, velden).status_code == 302
    with als_bouw():  # the cast's own grant is of the same ground and ends with it
        assert not Toegang.objects.filter(
            functie=cast.functies["vera"], sleutel=cast.zon.sleutel, ingetrokken_op__isnull=True
        ).exists()
    with als(cast.vera):
        assert not GezinGegevens.objects.exists()
        assert not Inzet.objects.exists()
    with als(cast.ans):
        rij.refresh_from_db()
        nieuw = Inzet.objects.get(vorige=rij)
        assert (rij.tot, rij.einde_reden) == (vandaag(), "gezin")
        assert (nieuw.verzorgende_id, nieuw.van) == (cast.functies["vik"].pk, vandaag() + timedelta(days=1))
        assert not Beurt.objects.filter(inzet=rij, datum__gt=vandaag()).exists()


def test_an_end_in_the_future_keeps_access_until_that_day(cast):
    rij = maak_inzet(cast, cast.zon, wie="vik")
    with als(cast.ans):
        actions.beeindig_inzet(cast.ans, rij, tot=vandaag() + timedelta(days=5), reden="afgerond")
    with als(cast.vik):
        assert GezinGegevens.objects.exists()
    with als_bouw():
        rijen = Toegang.objects.filter(functie=cast.functies["vik"], ingetrokken_op__isnull=True)
        assert [t.tot for t in rijen] == [vandaag() + timedelta(days=5)]


@pytest.mark.parametrize("tot", ["2001-01-01", "2199-01-01", "gisteren"])
def test_an_impossible_last_day_is_told_at_the_field(cast, inloggen, tot):
    rij = maak_inzet(cast, cast.zon)
    url = reverse("coaching:einde_inzet", args=[rij.pk])
    antwoord = inloggen(cast, "ans").post(url, {"tot": tot, "reden": "afgerond"})
    assert antwoord.status_code == 422
    assert list(antwoord.context["form"].errors) == ["tot"]


@pytest.mark.eis("R089")
@pytest.mark.eis("R093")
def test_the_worker_reads_the_familys_expectation_and_whom_to_call(cast, inloggen):
    rij = maak_inzet(cast, cast.zon)
    with als(cast.ans):
        InzetWoord.objects.create(inzet=rij, sleutel=rij.sleutel, afspraak="Samen koken")
    tekst = inloggen(cast, "vera").get(reverse("coaching:inzet", args=[rij.pk])).content.decode()
    assert "Samen koken" in tekst
    assert "Ans Proef" in tekst and "Carla Proef" in tekst


@pytest.mark.parametrize("naam", ["nieuwe_inzet", "inzet", "wijzig_inzet", "einde_inzet"])
def test_who_may_open_the_pages_of_an_inzet(cast, client, inloggen, naam):
    rij = maak_inzet(cast, cast.zon)
    url = reverse(f"coaching:{naam}", args=[cast.zon.pk if naam == "nieuwe_inzet" else rij.pk])
    assert client.get(url).status_code == 302
    wie = {"ans": 200, "carla": 200, "bert": 404, "dora": 404, "mieke": 403, "eva": 403, "petra": 403}
    wie["vera"] = 200 if naam == "inzet" else 403
    wie["vik"] = 404 if naam == "inzet" else 403
    assert {n: inloggen(cast, n).get(url).status_code for n in wie} == wie
    web = inloggen(cast, "ans")
    assert web.get(reverse(f"coaching:{naam}", args=[uuid.uuid4()])).status_code == 404
    assert web.delete(url).status_code == 405


def test_the_planner_reads_hours_but_no_words_of_the_family(cast):
    rij = maak_inzet(cast, cast.zon)
    with als(cast.ans):
        InzetWoord.objects.create(inzet=rij, sleutel=rij.sleutel, afspraak="kanarie-afspraak")
    with als(cast.mieke):
        assert Inzet.objects.count() == 1
        assert InzetWoord.objects.count() == 0
    with als(cast.mo):
        assert Inzet.objects.count() == 0
