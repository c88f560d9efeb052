"""Pages and rules of the map: the family decides who is on it and who sees it."""

import uuid
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from gezinnen import panelen
from gezinnen.models import Gezin
from netwerk.models import Band, Figuur, Netwerkkaart
from netwerk.persoon import ENKEL_FORMEEL, STAPPEN
from organisaties.actor import vandaag
from tests.hulp import als, als_bouw

from .hulp import maak_kaart, zet_op

pytestmark = pytest.mark.django_db


def antwoorden(cast, **velden):
    with als(cast.ans):
        lid = cast.zon.leden.get(soort="ouder")
    return {
        "genoemd_door": str(lid.pk),
        "schuilnaam": "Tante Nel",
        "kring": "familie",
        "soort": "informeel",
        "ring": "regelmatig",
        "steun": ["emotioneel", "erbij"],
        "sterkte": "sterk",
        "stand": "actief",
        "richting": "krijgt",
        "enkel_online": "nee",
    } | velden


@pytest.mark.eis("R207")
def test_a_new_picture_begins_with_the_people_of_the_previous_one_which_stays(cast, inloggen):
    oud = maak_kaart(cast, cast.zon, dag=vandaag() - timedelta(days=90))
    band = zet_op(cast, oud, "Oma Rosa")
    web = inloggen(cast, "ans")
    url = reverse("netwerk:nieuwe_kaart", args=[cast.zon.pk])
    assert "overnemen" in web.get(url).context["form"].fields
    velden = {"van_lid": "", "dag": vandaag().isoformat(), "overnemen": "on"}
    nieuw_url = web.post(url, velden).url
    with als(cast.ans):
        nieuw = Netwerkkaart.objects.exclude(pk=oud.pk).get()
        assert nieuw_url == reverse("netwerk:kaart", args=[nieuw.pk])
        kopie = nieuw.banden.get()
        assert (kopie.figuur_id, kopie.ring) == (band.figuur_id, "dichtbij")
        kopie.ring = "verder"
        kopie.save()
        assert Band.objects.get(pk=band.pk).ring == "dichtbij"


@pytest.mark.eis("R241")
def test_a_child_may_have_a_map_of_its_own(cast, inloggen):
    with als(cast.ans):
        kind = cast.zon.leden.get(naam="Kind Zon")
    url = reverse("netwerk:nieuwe_kaart", args=[cast.zon.pk])
    velden = {"van_lid": str(kind.pk), "dag": vandaag().isoformat()}
    antwoord = inloggen(cast, "ans").post(url, velden, follow=True)
    assert "Kind Zon" in antwoord.content.decode()


@pytest.mark.parametrize("dag", ["2199-01-01", "1066-10-14", "30/2/2020", ""])
def test_an_impossible_day_is_told_at_the_field(cast, inloggen, dag):
    url = reverse("netwerk:nieuwe_kaart", args=[cast.zon.pk])
    antwoord = inloggen(cast, "ans").post(url, {"van_lid": "", "dag": dag})
    assert (antwoord.status_code, list(antwoord.context["form"].errors)) == (422, ["dag"])


@pytest.mark.eis("R204")
@pytest.mark.eis("R211")
def test_somebody_is_named_one_question_at_a_time_without_script(cast, inloggen):
    kaart = maak_kaart(cast, cast.zon)
    url = reverse("netwerk:noem_persoon", args=[kaart.pk])
    web, alle, gezegd = inloggen(cast, "ans"), antwoorden(cast), {}
    antwoord = web.get(url)
    assert antwoord.context["vraag"].nummer == 0
    for nummer, velden in enumerate(STAPPEN):
        if nummer == ENKEL_FORMEEL:  # not asked about somebody of one's own life
            assert antwoord.context["vraag"].nummer == nummer + 1
            continue
        antwoord = web.post(url, gezegd | {"stap": nummer} | {veld: alle[veld] for veld in velden})
        assert antwoord.status_code == 200
        gezegd |= {veld: alle[veld] for veld in velden}
    vraag = antwoord.context["vraag"]
    assert vraag.controle and "Tante Nel" in antwoord.content.decode()
    assert "zelf gekozen" not in antwoord.content.decode()
    klaar = gezegd | {"stap": len(STAPPEN), "formulierbon": str(vraag.bon)}
    assert web.post(url, klaar).status_code == 302
    assert web.post(url, klaar).status_code == 302  # pressed twice
    with als(cast.ans):
        band = kaart.banden.select_related("figuur", "genoemd_door").get()
        assert (band.figuur.schuilnaam, band.steun) == ("Tante Nel", ["emotioneel", "erbij"])
        assert band.genoemd_door.naam == "Mama Zon"


@pytest.mark.eis("R204")
def test_nobody_is_named_without_somebody_of_the_family(cast, inloggen):
    kaart = maak_kaart(cast, cast.zon)
    url = reverse("netwerk:noem_persoon", args=[kaart.pk])
    with als_bouw():
        vreemd = cast.ster.leden.first()
    web = inloggen(cast, "ans")
    for wie in ("", str(vreemd.pk), "x"):
        antwoord = web.post(url, antwoorden(cast, genoemd_door=wie) | {"stap": len(STAPPEN)})
        assert antwoord.status_code == 422
        assert antwoord.context["vraag"].nummer == 0
    with als(cast.ans):
        assert not Figuur.objects.exists()


def test_going_back_and_changing_an_answer_keeps_the_others(cast, inloggen):
    kaart = maak_kaart(cast, cast.zon)
    url = reverse("netwerk:noem_persoon", args=[kaart.pk])
    web, alle = inloggen(cast, "ans"), antwoorden(cast)
    terug = web.post(url, alle | {"stap": 5, "terug": "1"}).context["vraag"]
    assert terug.nummer == 3 and ("schuilnaam", "Tante Nel") in terug.eerder
    wijzig = web.post(url, alle | {"stap": len(STAPPEN), "wijzig": "1"}).context["vraag"]
    assert wijzig.nummer == 1 and wijzig.naar_controle
    klaar = web.post(url, alle | {"stap": 1, "schuilnaam": "Nel", "naar_controle": "1"})
    assert klaar.context["vraag"].controle


@pytest.mark.parametrize("naam", ["", "x" * 33, " " * 10])
def test_a_name_that_does_not_fit_is_told_at_the_question(cast, inloggen, naam):
    kaart = maak_kaart(cast, cast.zon)
    url = reverse("netwerk:noem_persoon", args=[kaart.pk])
    antwoord = inloggen(cast, "ans").post(url, antwoorden(cast, schuilnaam=naam) | {"stap": 1})
    assert (antwoord.status_code, antwoord.context["vraag"].nummer) == (422, 1)


@pytest.mark.eis("R203")
def test_help_that_the_family_did_not_choose_is_told_as_such(cast, inloggen):
    kaart = maak_kaart(cast, cast.zon)
    url = reverse("netwerk:noem_persoon", args=[kaart.pk])
    web, alle = inloggen(cast, "ans"), antwoorden(cast, soort="formeel", kring="hulp")
    assert web.post(url, alle | {"stap": 3}).context["vraag"].nummer == ENKEL_FORMEEL
    assert web.post(url, alle | {"zelf_gekozen": "nee", "stap": len(STAPPEN)}).status_code == 302
    with als(cast.ans):
        assert Figuur.objects.get().zelf_gekozen is False
    tekst = web.get(reverse("netwerk:kaart", args=[kaart.pk])).content.decode()
    assert "niet zelf gekozen" in tekst


@pytest.mark.eis("R227")
@pytest.mark.eis("R231")
def test_a_tie_is_changed_on_one_page_and_a_stale_tab_is_told(cast, inloggen):
    band = zet_op(cast, maak_kaart(cast, cast.zon), "Tante Nel")
    url = reverse("netwerk:band", args=[band.pk])
    web = inloggen(cast, "ans")
    assert web.get(url).status_code == 200
    velden = antwoorden(cast, richting="geeft", enkel_online="ja", versie="1")
    assert web.post(url, velden).status_code == 302
    antwoord = web.post(url, velden | {"richting": "beide"})
    assert antwoord.status_code == 422 and "Iemand anders" in antwoord.content.decode()
    with als(cast.ans):
        band.refresh_from_db()
        assert (band.richting, band.enkel_online) == ("geeft", True)


@pytest.mark.eis("R204")
def test_whom_the_family_erases_is_gone_from_all_pictures_and_from_the_history(cast, inloggen):
    oud = maak_kaart(cast, cast.zon)
    band = zet_op(cast, oud, "Kanarienaam")
    web = inloggen(cast, "ans")
    nieuw = {"van_lid": "", "dag": vandaag().isoformat(), "overnemen": "on"}
    web.post(reverse("netwerk:nieuwe_kaart", args=[cast.zon.pk]), nieuw)
    url = reverse("netwerk:wis", args=[band.pk])
    assert web.get(url).status_code == 200
    assert web.post(url, {"vraagt": ""}).status_code == 422
    vraagt = antwoorden(cast)["genoemd_door"]
    assert web.post(url, {"vraagt": vraagt}).status_code == 302
    with als_bouw(), connection.cursor() as cursor:
        assert not Band.objects.exists() and not Figuur.objects.exists()
        assert Netwerkkaart.objects.count() == 2
        for tabel in connection.introspection.table_names(cursor):
            if "raadpleging" not in tabel:
                cursor.execute(f'SELECT count(*) FROM "{tabel}" t WHERE t::text LIKE %s', ["%Kanarienaam%"])
                assert cursor.fetchone()[0] == 0, tabel


@pytest.mark.eis("R217")
def test_the_care_worker_reads_the_map_only_when_the_family_allows(cast, inloggen):
    kaart = maak_kaart(cast, cast.zon)
    zet_op(cast, kaart, "Oma Rosa")
    url = reverse("netwerk:kaart", args=[kaart.pk])
    assert inloggen(cast, "vera").get(url).status_code == 404
    with als(cast.vera):
        assert (Netwerkkaart.objects.count(), Band.objects.count(), Figuur.objects.count()) == (0, 0, 0)
    wijzig = reverse("netwerk:wijzig_kaart", args=[kaart.pk])
    velden = {"dag": vandaag().isoformat(), "versie": "1", "zichtbaar_voor_verzorgende": "on"}
    assert inloggen(cast, "ans").post(wijzig, velden).status_code == 302
    antwoord = inloggen(cast, "vera").get(url)
    assert "Oma Rosa" in antwoord.content.decode()
    assert "netwerk/band" not in antwoord.content.decode()
    with als(cast.vera):
        assert (Netwerkkaart.objects.count(), Band.objects.count(), Figuur.objects.count()) == (1, 1, 1)
    assert inloggen(cast, "vik").get(url).status_code == 404


@pytest.mark.eis("R217")
def test_who_stands_on_a_picture_that_somebody_drew_for_herself_is_hers_in_the_code_as_well(cast):
    mama, sleutel = cast.leden["mama_zon"], cast.zon.sleutel
    with als_bouw():
        client, wie = cast.zon.client, {"client": cast.zon.client, "sleutel": sleutel, "van_lid": mama}
        kaart = Netwerkkaart.objects.create(
            dag=vandaag(), publiek="spreker", zichtbaar_voor_coach=False, **wie
        )
        figuur = Figuur.objects.create(schuilnaam="Nonkel Staf", **wie)
        Band.objects.create(
            kaart=kaart, figuur=figuur, genoemd_door=mama, sleutel=sleutel, kring="familie", ring="verder"
        )
        los = Figuur.objects.create(schuilnaam="Tante Nel", client=client, sleutel=sleutel)
    gezien = {}
    for naam in ("ans", "vera", "mama_zon", "papa_zon", "dora"):
        with als(cast.actor(naam)), als_bouw():  # the row policies sleep
            gezien[naam] = set(Figuur.objects.zichtbaar_voor(cast.actor(naam)))
    assert gezien == {
        "ans": {los}, "vera": set(), "mama_zon": {figuur}, "papa_zon": set(), "dora": set(),
    }  # fmt: skip


@pytest.mark.parametrize("naam", ["nieuwe_kaart", "kaart", "wijzig_kaart", "noem_persoon", "band", "wis"])
def test_who_may_open_the_pages_of_a_map(cast, client, inloggen, naam):
    kaart = maak_kaart(cast, cast.zon, zichtbaar_voor_verzorgende=True)
    band = zet_op(cast, kaart, "Oma Rosa")
    pk = {"nieuwe_kaart": cast.zon.pk, "band": band.pk, "wis": band.pk}.get(naam, kaart.pk)
    url = reverse(f"netwerk:{naam}", args=[pk])
    assert client.get(url).status_code == 302
    wie = {"ans": 200, "carla": 200, "bert": 404, "dora": 404, "mieke": 403, "eva": 403, "hugo": 403}
    wie["vera"] = 200 if naam == "kaart" else 403
    wie["vik"] = 404 if naam == "kaart" else 403
    assert {n: inloggen(cast, n).get(url).status_code for n in wie} == wie
    web = inloggen(cast, "ans")
    assert web.get(reverse(f"netwerk:{naam}", args=[uuid.uuid4()])).status_code == 404
    assert web.delete(url).status_code == 405


def test_the_page_asks_the_same_number_of_queries_for_one_and_for_three(cast, inloggen):
    kaart = maak_kaart(cast, cast.zon)
    url = reverse("netwerk:kaart", args=[kaart.pk])
    web, aantallen = inloggen(cast, "ans"), []
    for namen in (["een"], ["twee", "drie"]):
        for naam in namen:
            zet_op(cast, kaart, naam)
        web.get(url)
        with CaptureQueriesContext(connection) as vragen:
            web.get(url)
        aantallen.append(len(vragen))
    assert aantallen == [16, 16]


def test_the_panel_on_the_family_page_takes_two_queries(cast):
    kaart = maak_kaart(cast, cast.zon)
    zet_op(cast, kaart, "Oma Rosa")
    with als(cast.ans):
        gezin = Gezin.objects.select_related("gegevens").get(pk=cast.zon.pk)
        paneel = next(p for p in panelen._panelen.values() if p.code == "netwerk.kaart")
        with CaptureQueriesContext(connection) as vragen:
            inhoud = paneel.inhoud(gezin, cast.ans)
    assert len(vragen) == 2
    assert "Oma Rosa" in inhoud["svg"]
