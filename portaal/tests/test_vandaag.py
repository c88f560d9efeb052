"""Vandaag: at most seven things, each one click from the action, only what this role may know."""

import uuid
from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from beroepsgeheim.models import Toegang
from coaching.actions import plan_week
from coaching.tests.hulp import maak_inzet, maandag
from gezinnen.models import Aanmelding, Intake, Stap
from lco.models import Overleg
from organisaties import actions
from organisaties.actor import vandaag
from organisaties.models import Gebruiker, Rol
from portaal import vandaag as portaal_vandaag
from portaal.vandaag import HOOGSTENS, LEEG, Item
from rapportage.models import Rapport
from tests.cast import PERSONEN
from tests.hulp import als, als_bouw

VANDAAG = "/vandaag/"


def stel_voor(cast, aantal=1):
    with als(cast.bea) as bea:
        for _ in range(aantal):
            actions.stel_functie_voor(
                actor=bea, gebruiker=cast.gebruikers["vik"], rol=Rol.COACH, van=vandaag(), tot=None
            )


def test_a_manager_finds_the_role_that_a_colleague_proposed(cast, inloggen):
    stel_voor(cast)
    antwoord = inloggen(cast, "boris").get(VANDAAG)
    (punt,) = antwoord.context["punten"]
    assert punt.naam == "Vik Proef"
    assert punt.url in antwoord.content.decode()


def test_the_proposer_herself_does_not_wait_for_herself(cast, inloggen):
    stel_voor(cast)
    antwoord = inloggen(cast, "bea").get(VANDAAG)
    assert antwoord.context["punten"] == []
    assert "Er wacht nu niets op u" in antwoord.content.decode()


def test_another_role_sees_nothing_of_it(cast, inloggen):
    stel_voor(cast)
    assert "Vik Proef" not in inloggen(cast, "mieke").get(VANDAAG).content.decode()


def test_seven_things_are_the_most_and_what_waits_goes_first(cast, monkeypatch):
    def vol(actor):
        for nummer in range(5):
            yield Item(f"later {nummer}", "", "/", "klok", soort="")
        for nummer in range(5):
            yield Item(f"nu {nummer}", "", "/", "klok")

    monkeypatch.setattr(portaal_vandaag, "_bronnen", [((Rol.COACH,), vol)])
    wacht, later = portaal_vandaag.voor(cast.ans)
    assert [item.naam for item in wacht] == [f"nu {n}" for n in range(5)]
    assert len(wacht) + len(later) == HOOGSTENS
    assert portaal_vandaag.voor(cast.bea) == ([], [])


def test_somebody_without_a_role_is_told_whom_to_ask(cast, client):
    with als_bouw():
        nieuw = Gebruiker.objects.create_user("nora", None, naam="Nora Nieuw")
    client.force_login(nieuw)
    assert "U hebt nu geen rol" in client.get(VANDAAG).content.decode()


def test_a_care_worker_confirms_her_turn_of_today_with_one_tap(cast, inloggen):
    inzet = maak_inzet(cast, cast.zon, van=vandaag())
    web = inloggen(cast, "vera")
    antwoord = web.get(VANDAAG)
    (punt,) = antwoord.context["punten"]
    assert punt.naam == "Gezin Zon · vandaag"
    doel = reverse("coaching:bevestig", args=[inzet.pk, vandaag().isoformat()])
    assert doel in antwoord.content.decode()
    terug = web.post(doel, {"formulierbon": str(punt.rij.bon), "terug": "vandaag"}, follow=True)
    assert terug.redirect_chain[-1][0] == VANDAAG
    assert terug.context["punten"] == []
    assert "Gezin Zon" not in inloggen(cast, "vik").get(VANDAAG).content.decode()


def test_a_coach_finds_the_referral_that_waits_for_a_decision_and_nobody_else_does(cast, inloggen):
    with als_bouw():
        Aanmelding.objects.filter(gezin=cast.zon).update(
            beslissing="open", beslist_op=None, opname_op=None, terugkoppeling="te_vragen"
        )
        rij = Aanmelding.objects.get(gezin=cast.zon)
    punt, niemand_komt = inloggen(cast, "ans").get(VANDAAG).context["punten"]
    assert punt.naam == niemand_komt.naam == "Gezin Zon"
    assert punt.url == reverse("gezinnen:aanmelding_beslissen", args=[rij.pk])
    for ander in ("bert", "dora", "vera", "mieke"):
        assert "Gezin Zon" not in inloggen(cast, ander).get(VANDAAG).content.decode()


@pytest.mark.eis("R045")
def test_a_step_of_this_week_stands_under_straks(cast, inloggen):
    with als_bouw():
        Stap.objects.filter(gezin=cast.zon).update(tegen=vandaag() + timedelta(days=1))
    (punt,) = inloggen(cast, "ans").get(VANDAAG).context["straks"]
    assert punt.regel.endswith("tegen morgen")


def test_vandaag_asks_the_same_number_of_queries_for_one_and_for_three_families(cast, inloggen):
    def open_(gezinnen):
        with als_bouw():
            Aanmelding.objects.filter(gezin__in=gezinnen).update(
                beslissing="open", beslist_op=None, opname_op=None, terugkoppeling="te_vragen"
            )
            Stap.objects.filter(gezin__in=gezinnen).update(tegen=vandaag())
        web = inloggen(cast, "ans")
        web.get(VANDAAG)
        with CaptureQueriesContext(connection) as vragen:
            antwoord = web.get(VANDAAG)
        return len(vragen), len(antwoord.context["punten"])

    een, aantal_een = open_([cast.zon])
    with als_bouw():
        Toegang.objects.filter(functie=cast.functies["bert"]).update(functie=cast.functies["ans"])
        Toegang.objects.filter(functie=cast.functies["dora"]).update(functie=cast.functies["ans"])
    drie, aantal_drie = open_([cast.zon, cast.maan, cast.ster])
    assert (aantal_een, aantal_drie) == (2, 6)  # a referral, and nobody comes yet
    assert een == drie


def test_one_word_of_the_menu_is_marked_also_below_another(cast, inloggen):
    antwoord = inloggen(cast, "eva").get(reverse("lco:week"))
    assert [punt.url for punt in antwoord.context["navigatie"] if punt.actief] == [reverse("lco:week")]


@pytest.mark.parametrize("naam", [naam for naam, rol, _organisatie in PERSONEN if rol != Rol.ONDERSTEUNING])
def test_every_role_has_a_vandaag_of_at_most_seven_things(cast, inloggen, naam):
    for wie in ("vera", "vik"):
        maak_inzet(cast, cast.zon, wie=wie)
    antwoord = inloggen(cast, naam).get(VANDAAG)
    assert antwoord.status_code == 200
    assert len(antwoord.context["punten"]) + len(antwoord.context["straks"]) <= HOOGSTENS
    if not antwoord.context["punten"]:
        assert str(LEEG[cast.functies[naam].rol]) in antwoord.content.decode()


def test_a_planner_finds_unconfirmed_hours_and_families_without_care_worker_by_number(cast, inloggen):
    inzet = maak_inzet(cast, cast.zon)
    with als(cast.vera):
        plan_week(cast.vera, [inzet], maandag() - timedelta(days=7))
    antwoord = inloggen(cast, "mieke").get(VANDAAG)
    uren, niemand = antwoord.context["punten"]
    assert uren.naam == "Vera Proef"
    assert niemand.naam.endswith(cast.maan.nummer)
    assert "Gezin Zon" not in antwoord.content.decode() and "Gezin Maan" not in antwoord.content.decode()
    assert [p.naam for p in inloggen(cast, "mo").get(VANDAAG).context["punten"]] == [
        f"Gezin {cast.ster.nummer}"
    ]


@pytest.mark.parametrize("naam", ["vera", "mieke"])
def test_care_worker_and_planner_get_the_same_number_of_queries_for_one_and_for_three(cast, inloggen, naam):
    aantallen = []
    for gezinnen in ([(cast.zon, "ans", "vera")], [(cast.maan, "bert", "vera"), (cast.maan, "bert", "vik")]):
        for gezin, coach, wie in gezinnen:
            rij = maak_inzet(cast, gezin, coach=coach, wie=wie)
            with als(cast.actor(wie)):
                plan_week(cast.actor(wie), [rij], maandag() - timedelta(days=7))
        web = inloggen(cast, naam)
        web.get(VANDAAG)
        with CaptureQueriesContext(connection) as vragen:
            web.get(VANDAAG)
        aantallen.append(len(vragen))
    assert aantallen[0] == aantallen[1]


def test_the_province_finds_its_last_report_or_where_to_begin(cast, inloggen):
    (punt,) = inloggen(cast, "petra").get(VANDAAG).context["punten"]
    assert punt.url == reverse("rapportage:rapporten")
    with als_bouw():
        rapport = Rapport.objects.create(
            id=uuid.uuid4(),
            van=date(2011, 1, 1),
            tot=date(2013, 12, 31),
            functie=cast.functies["petra"].pk,
            organisatie=cast.organisaties["provincie"],
        )
    antwoord = inloggen(cast, "petra").get(VANDAAG)
    assert antwoord.context["punten"] == []
    assert antwoord.context["straks"][0].url == reverse("rapportage:rapport", args=[rapport.pk])


def test_consultations_appear_for_those_who_follow_them_and_those_who_are_invited(cast, inloggen):
    with als_bouw():
        pk = uuid.uuid4()
        morgen = timezone.now() + timedelta(days=1)
        overleg = Overleg.objects.create(
            pk=pk, sleutel=pk, client=cast.zon.client, client_sleutel=cast.zon.sleutel, roepnaam="Zon",
            gemeente=cast.gemeenten["genk"], ocmw=cast.organisaties["ocmw-genk"], status="gepland",
            coordinator=cast.functies["eva"], datum=morgen, besproken_met_client_op=vandaag(), plaats="Thuis",
        )  # fmt: skip
        for wie, reikwijdte, grond in (("eva", "overleg", "ocmw"), ("hugo", "deelname", "genodigd")):
            Toegang.objects.create(
                sleutel=pk, reikwijdte=reikwijdte, grond=grond, functie=cast.functies[wie], van=vandaag()
            )
    (vraagt,) = inloggen(cast, "eva").get(VANDAAG).context["punten"]
    assert vraagt.url == reverse("lco:gezinswens", args=[overleg.pk])
    for wie in ("ans", "hugo"):
        assert reverse("lco:overleg", args=[pk]) in [
            p.url for p in inloggen(cast, wie).get(VANDAAG).context["straks"]
        ]
    for wie in ("fons", "ida", "bert", "petra"):
        assert "Overleg van Zon" not in inloggen(cast, wie).get(VANDAAG).content.decode()


def test_words_that_a_coach_typed_and_did_not_save_bring_her_back_to_them(cast, inloggen):
    with als_bouw():
        aanmelding = Aanmelding.objects.get(gezin=cast.zon)
        intake = Intake.objects.create(
            gezin=cast.zon, sleutel=cast.zon.sleutel, aanmelding=aanmelding, door=cast.functies["ans"]
        )
    web = inloggen(cast, "ans")
    assert reverse("gezinnen:intake", args=[intake.pk]) in [p.url for p in web.get(VANDAAG).context["punten"]]
    for formulier, over in (("intake", intake.pk), ("lco-aanvraag", cast.zon.pk)):
        assert (
            web.post(reverse("vloer:concept", args=[formulier, over]), {"willen": "rust"}).status_code == 200
        )
    urls = [p.url for p in web.get(VANDAAG).context["punten"]]
    assert reverse("gezinnen:intake_gesprek", args=[intake.pk]) in urls
    assert reverse("lco:nieuw", args=[cast.zon.pk]) in urls
    for ander in ("carla", "bert"):  # a draft is one person's own
        adressen = [p.url for p in inloggen(cast, ander).get(VANDAAG).context["punten"]]
        assert reverse("lco:nieuw", args=[cast.zon.pk]) not in adressen
