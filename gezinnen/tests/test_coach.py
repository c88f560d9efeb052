"""Lists of families, and who keeps the file: transfer, substitute, taking over in an absence."""

import uuid
from datetime import timedelta

import pytest
from django.db import DatabaseError, connection, transaction
from django.urls import reverse

from beroepsgeheim.models import Raadpleging, Toegang
from gezinnen.actions import coach as acties
from gezinnen.models import Gezin, GezinGegevens, Overname
from organisaties.actor import vandaag
from tests.cast import kanarie, maak_gezin
from tests.hulp import als, als_bouw

pytestmark = pytest.mark.django_db


def url(naam, *args):
    return reverse(f"gezinnen:{naam}", args=args)


def neem_over(client, gezin, **extra):
    return client.post(url("overnemen", gezin.pk), {"reden": "ziek", "toelichting": "Dringend.", **extra})


def test_my_families_are_mine_with_their_names(cast, inloggen):
    for naam, eigen in (
        ("ans", "Zon"),
        ("carla", "Zon"),
        ("vera", "Zon"),
        ("bert", "Maan"),
        ("dora", "Ster"),
    ):
        tekst = inloggen(cast, naam).get(url("mijn")).content.decode()
        assert {g for g in ("Zon", "Maan", "Ster") if f"Gezin {g}" in tekst} == {eigen}, naam


def test_the_families_of_my_service_show_number_municipality_phase_and_coach_and_no_names(cast, inloggen):
    for naam in ("ans", "rita", "mieke"):
        antwoord = inloggen(cast, naam).get(url("dienst"))
        tekst = antwoord.content.decode()
        assert {g.pk for g in antwoord.context["blad"].rijen} == {cast.zon.pk, cast.maan.pk}
        for woord in (cast.zon.nummer, cast.maan.nummer, "Beringen", "Groei", "Bert Proef"):
            assert woord in tekst
        for woord in ("Gezin Zon", "Gezin Maan", "Mama", cast.ster.nummer):
            assert woord not in tekst


@pytest.mark.parametrize("pagina", ["mijn", "dienst"])
def test_a_list_filters_on_phase(cast, inloggen, pagina):
    client = inloggen(cast, "ans")
    with als_bouw():
        Gezin.objects.filter(pk=cast.zon.pk).update(fase="afgerond")

    def gezien(fase):
        return cast.zon.pk in [g.pk for g in client.get(url(pagina), {"fase": fase}).context["blad"].rijen]

    assert [f for f in ("", "groei", "gesloten", "onzin") if gezien(f)] == ["gesloten"]


@pytest.mark.parametrize(("pagina", "vragen"), [("mijn", 12), ("dienst", 12)])
@pytest.mark.parametrize("aantal", [1, 3])
def test_a_list_asks_as_many_queries_for_one_family_as_for_three(
    cast, inloggen, pagina, vragen, aantal, django_assert_num_queries
):
    with als_bouw():
        for nummer in range(aantal - 1):
            maak_gezin(cast, f"extra{nummer}", dienst="dienst-a", coach="ans", gemeente="genk")
    client = inloggen(cast, "ans")
    with django_assert_num_queries(vragen):
        client.get(url(pagina))


@pytest.mark.parametrize("pagina", ["mijn", "dienst"])
def test_a_long_list_pages_forward_and_back_without_a_name_in_the_address(cast, inloggen, pagina):
    with als_bouw():
        for nummer in range(28):
            maak_gezin(cast, f"rij{nummer:02d}", dienst="dienst-a", coach="ans", gemeente="genk")
    client = inloggen(cast, "ans")
    gezien, vraag = [], ""
    bladen = []
    while True:
        blad = client.get(url(pagina) + vraag).context["blad"]
        bladen.append([g.pk for g in blad.rijen])
        gezien += bladen[-1]
        if not blad.volgende_url:
            break
        vraag = blad.volgende_url
        assert "rij" not in vraag.lower()
    assert len(bladen) == 2
    assert len(gezien) == len(set(gezien)) == (29 if pagina == "mijn" else 30)
    terug = client.get(url(pagina) + blad.vorige_url).context["blad"]
    assert [g.pk for g in terug.rijen] == bladen[0]
    assert terug.vorige_url == ""


def test_a_colleague_takes_over_with_a_reason_that_the_coach_reads(cast, inloggen):
    assert neem_over(inloggen(cast, "bert"), cast.zon)["Location"] == url("gezin", cast.zon.pk)
    tekst = inloggen(cast, "bert").get(url("gezin", cast.zon.pk)).content.decode()
    assert kanarie("zon", "vraag") in tekst
    bij_coach = inloggen(cast, "ans").get(url("gezin", cast.zon.pk)).content.decode()
    assert "Bert Proef neemt over tot en met" in bij_coach
    assert "De coach is ziek. Dringend." in bij_coach
    with als_bouw():
        overname = Overname.objects.get()
        toegang = Toegang.objects.get(sleutel=cast.zon.sleutel, grond="overname")
        assert (overname.tot, toegang.tot) == (vandaag() + timedelta(days=13),) * 2
        regel = Raadpleging.objects.filter(actie="overname").get()
        assert (regel.sleutel, regel.functie, regel.doel) == (
            cast.zon.sleutel,
            cast.functies["bert"].pk,
            "ziek",
        )


def test_a_take_over_ends_by_itself(cast, inloggen):
    neem_over(inloggen(cast, "bert"), cast.zon)
    with als_bouw():
        Toegang.objects.filter(grond="overname").update(
            van=vandaag() - timedelta(days=20), tot=vandaag() - timedelta(days=1)
        )
        Overname.objects.update(van=vandaag() - timedelta(days=20), tot=vandaag() - timedelta(days=1))
    assert inloggen(cast, "bert").get(url("gezin", cast.zon.pk)).status_code == 404
    assert inloggen(cast, "ans").get(url("gezin", cast.zon.pk)).context["overzicht"].overnames == []


@pytest.mark.parametrize("wie", ["ans", "bert"])
def test_coach_and_stand_in_can_both_end_a_take_over_at_once(cast, inloggen, wie):
    neem_over(inloggen(cast, "bert"), cast.zon)
    with als_bouw():
        overname = Overname.objects.get()
    assert inloggen(cast, wie).post(url("overname_stoppen", overname.pk)).status_code == 302
    assert inloggen(cast, "bert").get(url("gezin", cast.zon.pk)).status_code == 404
    assert inloggen(cast, "ans").get(url("gezin", cast.zon.pk)).status_code == 200


def test_a_take_over_needs_a_reason(cast, inloggen):
    antwoord = neem_over(inloggen(cast, "bert"), cast.zon, reden="")
    assert antwoord.status_code == 422
    assert "Dringend." in antwoord.content.decode()
    with als_bouw():
        assert not Overname.objects.exists()


def test_another_service_cannot_take_over_and_neither_can_another_role(cast, inloggen):
    assert neem_over(inloggen(cast, "dora"), cast.zon).status_code == 404
    for naam in ("vera", "mieke", "eva", "hugo", "petra", "bea"):
        assert neem_over(inloggen(cast, naam), cast.zon).status_code == 403


@pytest.mark.parametrize("naam", ["dora", "vera", "mieke", "eva", "petra", "carla"])
def test_the_function_of_the_owner_checks_again_whatever_the_page_did(cast, naam):
    actor = cast.actor(naam)
    with als(actor), pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT gz_neem_over(%s, 'ziek', '', 14)", [cast.zon.pk])


def test_the_web_role_cannot_write_a_take_over_itself(cast):
    with als(cast.ans), pytest.raises(DatabaseError), transaction.atomic():
        Overname.objects.create(
            gezin=cast.zon, sleutel=cast.zon.sleutel, door=cast.functies["ans"], reden="ziek", van=vandaag(),
            tot=vandaag(),
        )  # fmt: skip


def test_a_stranger_cannot_end_a_take_over(cast, inloggen):
    neem_over(inloggen(cast, "bert"), cast.zon)
    with als_bouw():
        pk = Overname.objects.get().pk
    assert inloggen(cast, "dora").post(url("overname_stoppen", pk)).status_code == 404
    assert inloggen(cast, "rita").post(url("overname_stoppen", pk)).status_code == 404
    assert inloggen(cast, "ans").get(url("overname_stoppen", pk)).status_code == 405
    with als(cast.rita), pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT gz_beeindig_overname(%s)", [pk])


def test_a_transfer_gives_the_file_and_takes_it_away(cast, inloggen):
    client = inloggen(cast, "ans")
    antwoord = client.post(
        url("coach", cast.zon.pk), {"coach": str(cast.functies["bert"].pk), "waarom": "verhuis"}
    )
    assert antwoord["Location"] == url("mijn")
    assert client.get(url("gezin", cast.zon.pk)).status_code == 404
    tekst = inloggen(cast, "bert").get(url("gezin", cast.zon.pk)).content.decode()
    assert "Coach: Bert Proef" in tekst
    with als_bouw():
        assert Gezin.objects.get(pk=cast.zon.pk).coach == cast.functies["bert"]


def test_a_coach_of_another_service_cannot_be_named(cast, inloggen):
    client = inloggen(cast, "ans")
    for veld in ("coach", "vervanger"):
        antwoord = client.post(url(veld, cast.zon.pk), {veld: str(cast.functies["dora"].pk)})
        assert antwoord.status_code == 422
        assert "Kies een van de antwoorden" in antwoord.content.decode()
    with als(cast.dora):
        assert not GezinGegevens.objects.filter(gezin=cast.zon).exists()


def test_a_substitute_comes_and_goes(cast, inloggen):
    client = inloggen(cast, "ans")
    assert (
        client.post(url("vervanger", cast.zon.pk), {"vervanger": str(cast.functies["bert"].pk)}).status_code
        == 302
    )
    assert inloggen(cast, "bert").get(url("gezin", cast.zon.pk)).status_code == 200
    assert inloggen(cast, "carla").get(url("gezin", cast.zon.pk)).status_code == 404
    client = inloggen(cast, "ans")
    assert client.post(url("vervanger", cast.zon.pk), {"vervanger": ""}).status_code == 302
    assert inloggen(cast, "bert").get(url("gezin", cast.zon.pk)).status_code == 404


def test_the_coach_cannot_be_her_own_substitute(cast, inloggen):
    client = inloggen(cast, "ans")
    antwoord = client.post(url("vervanger", cast.zon.pk), {"vervanger": str(cast.functies["ans"].pk)})
    assert "Kies iemand anders dan de coach" in antwoord.content.decode()


def test_who_has_the_file_already_is_sent_to_the_family(cast, inloggen):
    assert inloggen(cast, "carla").get(url("overnemen", cast.zon.pk))["Location"] == url("gezin", cast.zon.pk)
    assert inloggen(cast, "bert").get(url("overnemen", uuid.uuid4())).status_code == 404


def test_the_actions_work_for_the_owner_who_loads_data(cast):
    with als_bouw():
        overname = acties.neem_over(cast.bert, cast.zon, reden="verlof")
        acties.wijs_vervanger_aan(cast.ans, cast.zon, vervanger=cast.functies["rita"])
    with als(cast.bert):
        assert Overname.objects.zichtbaar_voor(cast.bert).get() == overname
    with als(cast.rita):
        assert GezinGegevens.objects.filter(gezin=cast.zon).exists()


@pytest.mark.parametrize("als_wat", ["coach", "vervanger"])
def test_who_took_over_and_then_carries_the_file_herself_keeps_nothing_when_she_hands_it_on(
    cast, inloggen, als_wat
):
    neem_over(inloggen(cast, "bert"), cast.zon)
    bert, rita = (str(cast.functies[naam].pk) for naam in ("bert", "rita"))
    inloggen(cast, "ans").post(url(als_wat, cast.zon.pk), {als_wat: bert})
    with als_bouw():
        assert Overname.objects.get().beeindigd_op is not None
        open_ = Toegang.objects.filter(functie=cast.functies["bert"], sleutel=cast.zon.sleutel)
        assert [t.grond for t in open_.filter(ingetrokken_op__isnull=True)] == [als_wat]
    client = inloggen(cast, "bert")
    assert client.get(url("gezin", cast.zon.pk)).status_code == 200
    assert client.post(url(als_wat, cast.zon.pk), {als_wat: rita})["Location"] == url("mijn")
    assert client.get(url("gezin", cast.zon.pk)).status_code == 404


def test_a_take_over_of_somebody_else_goes_on_when_the_coach_changes(cast, inloggen):
    neem_over(inloggen(cast, "bert"), cast.zon)
    inloggen(cast, "ans").post(url("coach", cast.zon.pk), {"coach": str(cast.functies["rita"].pk)})
    assert inloggen(cast, "bert").get(url("gezin", cast.zon.pk)).status_code == 200
    with als_bouw():
        assert Overname.objects.get().beeindigd_op is None


def test_a_take_over_that_ended_by_itself_keeps_its_last_day(cast, inloggen):
    neem_over(inloggen(cast, "bert"), cast.zon)
    with als_bouw():
        dagen = {"van": vandaag() - timedelta(days=20), "tot": vandaag() - timedelta(days=1)}
        Overname.objects.update(**dagen)
        Toegang.objects.filter(grond="overname").update(**dagen)
    inloggen(cast, "ans").post(url("coach", cast.zon.pk), {"coach": str(cast.functies["bert"].pk)})
    with als_bouw():
        assert Overname.objects.get().beeindigd_op is None
