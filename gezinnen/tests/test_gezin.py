"""The family page: at a glance for who works in the family, nothing for anybody else."""

import uuid
from datetime import timedelta

import pytest
from django.urls import reverse

from gezinnen.models import Adres, BetrokkenHulpverlener, Gezin, GezinGegevens, Gezinslid, Stap
from gezinnen.tijdlijn import schrijf
from organisaties.actor import vandaag
from organisaties.models import Gemeente
from tests.cast import kanarie
from tests.hulp import als_bouw

pytestmark = pytest.mark.django_db


def url(naam, *args):
    return reverse(f"gezinnen:{naam}", args=args)


@pytest.fixture
def lid(cast):
    with als_bouw():
        return cast.zon.leden.get(naam="Kind Zon")


@pytest.fixture
def helper(cast):
    with als_bouw():
        return cast.zon.hulpverleners.get()


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
    assert "/aanmelding/" not in tekst
    assert "/leden/" not in tekst
    hulp = inloggen(cast, "vera").get(url("hulp", cast.zon.pk)).content.decode()
    assert kanarie("zon", "helper") in hulp
    assert kanarie("zon", "mening") not in hulp


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
    assert client.post(url("gezin", cast.zon.pk)).status_code == 405


AANTAL_VRAGEN = 22


@pytest.mark.parametrize("aantal", [1, 3])
def test_the_page_asks_as_many_queries_for_one_of_everything_as_for_three(
    cast, inloggen, aantal, django_assert_num_queries, monkeypatch
):
    monkeypatch.setattr("gezinnen.panelen._panelen", {})  # those of other apps count in their own tests
    with als_bouw():
        for nummer in range(aantal - 1):
            Gezinslid.objects.create(
                gezin=cast.zon, sleutel=cast.zon.sleutel, naam=f"Lid {nummer}", soort="kind"
            )
            BetrokkenHulpverlener.objects.create(
                gezin=cast.zon, sleutel=cast.zon.sleutel, naam=f"Hulp {nummer}",
                organisatie=cast.organisaties["caw"],
            )  # fmt: skip
            schrijf(cast.ans, cast.zon.client, soort="x", titel=f"Regel {nummer}")
            Stap.objects.create(gezin=cast.zon, sleutel=cast.zon.sleutel, tekst=f"Stap {nummer}")
    client = inloggen(cast, "ans")
    with django_assert_num_queries(AANTAL_VRAGEN):
        client.get(url("gezin", cast.zon.pk))


@pytest.mark.eis("R001")
def test_a_family_without_a_minor_gets_a_warning_and_a_pregnancy_takes_it_away(cast, inloggen):
    client = inloggen(cast, "ans")
    waarschuwing = "Er staat geen kind jonger dan 18 bij"
    assert waarschuwing not in client.get(url("gezin", cast.zon.pk)).content.decode()
    with als_bouw():
        Gezinslid.objects.filter(gezin=cast.zon, soort="kind").update(
            geboortedatum=vandaag() - timedelta(days=20 * 366)
        )
    assert waarschuwing in client.get(url("gezin", cast.zon.pk)).content.decode()
    with als_bouw():
        GezinGegevens.objects.filter(gezin=cast.zon).update(verwacht_kind=True)
    assert waarschuwing not in client.get(url("gezin", cast.zon.pk)).content.decode()


def voeg_toe(client, gezin, **velden):
    basis = {"soort": "kind", "naam": "Noor", "verblijf": "woont_mee"}
    return client.post(url("lid_nieuw", gezin.pk), {**basis, **velden})


@pytest.mark.eis("R051")
def test_a_family_may_have_many_children(cast, inloggen):
    client = inloggen(cast, "ans")
    for nummer in range(9):
        assert voeg_toe(client, cast.zon, naam=f"Kind {nummer}").status_code == 302
    with als_bouw():
        assert cast.zon.leden.filter(soort="kind").count() == 11
    assert "Kind 8" in client.get(url("gezin", cast.zon.pk)).content.decode()


@pytest.mark.eis("R034")
def test_a_guest_may_stay_nameless_and_has_a_period(cast, inloggen):
    client = inloggen(cast, "ans")
    van, tot = vandaag() - timedelta(days=20), vandaag() - timedelta(days=2)
    assert voeg_toe(client, cast.zon, soort="gast", naam="", van=van.isoformat()).status_code == 302
    assert "Gast" in client.get(url("gezin", cast.zon.pk)).content.decode()
    with als_bouw():
        gast = cast.zon.leden.get(soort="gast")
    velden = {
        "soort": "gast",
        "naam": "",
        "verblijf": "woont_mee",
        "van": van.isoformat(),
        "tot": tot.isoformat(),
    }
    assert client.post(url("lid_wijzigen", gast.pk), {**velden, "versie": 1}).status_code == 302
    assert "Eén iemand woont hier niet meer" in client.get(url("gezin", cast.zon.pk)).content.decode()


@pytest.mark.parametrize(
    ("velden", "melding"),
    [
        ({"naam": ""}, "mag zonder naam blijven"),
        ({"naam": "van de"}, "Dit is nog geen naam"),
        ({"geboortedatum": "2999-01-01"}, "Deze dag is nog niet voorbij"),
        ({"geboortedatum": "30/02/2014"}, "Deze datum bestaat niet"),
        ({"geboortedatum": "1014-03-03"}, "erg lang geleden"),
        ({"van": "2020-05-01", "tot": "2020-04-01"}, "De einddatum ligt voor de begindatum"),
        ({"soort": "buurman"}, "Kies een van de antwoorden"),
    ],
)
def test_what_cannot_be_is_told_beside_the_field_and_what_was_typed_stays(cast, inloggen, velden, melding):
    antwoord = voeg_toe(inloggen(cast, "ans"), cast.zon, **{"naam": "Getypte naam", **velden})
    tekst = antwoord.content.decode()
    assert antwoord.status_code == 422
    assert melding in tekst
    assert f'value="{velden.get("naam", "Getypte naam")}"' in tekst or velden.get("naam") == ""
    with als_bouw():
        assert cast.zon.leden.count() == 4


def test_pictures_and_right_to_left_names_are_welcome(cast, inloggen):
    client = inloggen(cast, "ans")
    for naam in ("👩‍👧 Roos", "محمد", "שרה"):
        assert voeg_toe(client, cast.zon, naam=naam).status_code == 302
        assert naam in client.get(url("gezin", cast.zon.pk)).content.decode()


def test_a_double_click_adds_one_person(cast, inloggen):
    client = inloggen(cast, "ans")
    bon = str(uuid.uuid4())
    eerste = voeg_toe(client, cast.zon, formulierbon=bon)
    tweede = voeg_toe(client, cast.zon, formulierbon=bon)
    assert (eerste.status_code, tweede.status_code, tweede["Location"]) == (302, 302, eerste["Location"])
    with als_bouw():
        assert cast.zon.leden.filter(naam="Noor").count() == 1


def test_a_stale_tab_reads_what_changed_and_keeps_its_text(cast, inloggen, lid):
    client = inloggen(cast, "ans")
    velden = {"soort": "kind", "naam": "Eerste", "verblijf": "woont_mee", "versie": 1}
    assert client.post(url("lid_wijzigen", lid.pk), velden).status_code == 302
    antwoord = client.post(url("lid_wijzigen", lid.pk), {**velden, "naam": "Tweede"})
    tekst = antwoord.content.decode()
    assert antwoord.status_code == 422
    assert "nu staat er “Eerste”; u typte “Tweede”" in tekst
    assert 'value="Tweede"' in tekst
    with als_bouw():
        lid.refresh_from_db()
        assert lid.naam == "Eerste"
    nog_eens = client.post(url("lid_wijzigen", lid.pk), {**velden, "naam": "Tweede", "versie": 2})
    assert nog_eens.status_code == 302


def test_the_names_and_the_way_to_reach_a_family_can_change_and_search_follows(cast, inloggen):
    client = inloggen(cast, "ans")
    velden = {
        "naam": "Familie Vandersteen",
        "talen": "Turks",
        "tolk": "on",
        "contactwens": "na vier uur",
        "versie": 1,
    }
    assert client.post(url("gegevens", cast.zon.pk), velden).status_code == 302
    tekst = client.get(url("gezin", cast.zon.pk)).content.decode()
    assert "Turks, een tolk is welkom" in tekst
    gevonden = client.post(url("nieuw"), {"naam": "Van der Steen"}, follow=True).content.decode()
    assert "Familie Vandersteen" in gevonden


def test_a_hundred_thousand_characters_get_a_message_and_stay_on_the_page(cast, inloggen, helper):
    lang = "z" * 100_000
    velden = {
        "naam": "Huisarts",
        "kader": "vrijwillig",
        "beroepsgeheim": "ja",
        "mening_gezin": lang,
        "versie": 1,
    }
    antwoord = inloggen(cast, "ans").post(url("hulp_wijzigen", helper.pk), velden)
    assert antwoord.status_code == 422
    assert lang in antwoord.content.decode()
    assert "20000" in antwoord.content.decode().replace(".", "")


@pytest.mark.eis("R044")
def test_moving_keeps_the_old_address_and_the_municipality_follows(cast, inloggen):
    client = inloggen(cast, "ans")
    van = vandaag() - timedelta(days=3)
    velden = {"straat": "Dorpsstraat 3", "postcode": "3920", "gemeente": str(cast.gemeenten["lommel"].pk)}
    assert client.post(url("verhuizen", cast.zon.pk), {**velden, "van": van.isoformat()}).status_code == 302
    with als_bouw():
        assert Gezin.objects.get(pk=cast.zon.pk).gemeente == cast.gemeenten["lommel"]
        oud = Adres.objects.get(gezin=cast.zon, straat=kanarie("zon", "straat"))
        assert oud.tot == van - timedelta(days=1)
    tekst = client.get(url("adressen", cast.zon.pk)).content.decode()
    assert kanarie("zon", "straat") in tekst
    assert "Dorpsstraat 3, 3920 Lommel" in client.get(url("gezin", cast.zon.pk)).content.decode()


@pytest.mark.eis("R036")
def test_a_change_in_the_house_asks_whether_the_tasks_still_fit_once_help_is_there(cast, inloggen):
    client, vraag = inloggen(cast, "ans"), "of de taken nog passen"
    komt = {"soort": "gast", "verblijf": "vaak_hier"}
    assert vraag in client.post(url("lid_nieuw", cast.zon.pk), komt, follow=True).content.decode()
    with als_bouw():
        gast = cast.zon.leden.get(soort="gast")
    blijft = {**komt, "naam": "Nonkel", "versie": 1}
    assert vraag not in client.post(url("lid_wijzigen", gast.pk), blijft, follow=True).content.decode()
    weg = {**blijft, "versie": 2, "tot": vandaag().isoformat()}
    assert vraag in client.post(url("lid_wijzigen", gast.pk), weg, follow=True).content.decode()
    with als_bouw():
        Gezin.objects.filter(pk=cast.zon.pk).update(fase="intake")
    assert vraag not in client.post(url("lid_nieuw", cast.zon.pk), komt, follow=True).content.decode()


@pytest.mark.eis("R044")
def test_one_member_may_have_an_address_alone_and_the_familys_own_stays(cast, inloggen):
    client, van = inloggen(cast, "ans"), vandaag() - timedelta(days=3)
    with als_bouw():
        mama, vreemd = cast.zon.leden.get(soort="ouder"), cast.maan.leden.get(soort="ouder")
    assert "het hele gezin" in client.get(url("verhuizen", cast.zon.pk)).content.decode()
    velden = {"straat": "Kerkplein 8", "gemeente": str(cast.gemeenten["lommel"].pk), "van": van.isoformat()}
    velden["van_lid"] = str(vreemd.pk)
    assert client.post(url("verhuizen", cast.zon.pk), velden).status_code == 422
    velden["van_lid"] = str(mama.pk)
    assert client.post(url("verhuizen", cast.zon.pk), velden).status_code == 302
    with als_bouw():
        assert Gezin.objects.get(pk=cast.zon.pk).gemeente == cast.zon.gemeente
        assert Adres.objects.get(gezin=cast.zon, van_lid=None).tot is None
        eigen = Adres.objects.get(gezin=cast.zon, van_lid=mama)
    assert "enkel van Mama Zon" in client.get(url("adressen", cast.zon.pk)).content.decode()
    assert "Kerkplein 8" not in client.get(url("gezin", cast.zon.pk)).content.decode()
    einde = {"straat": "Kerkplein 8", "postcode": "", "versie": eigen.versie, "tot": "2010-01-01"}
    antwoord = client.post(url("adres_wijzigen", eigen.pk), einde)
    assert "De einddatum ligt voor de begindatum" in antwoord.content.decode()
    einde["tot"] = vandaag().isoformat()
    assert client.post(url("adres_wijzigen", eigen.pk), einde).status_code == 302
    with als_bouw():
        assert Adres.objects.get(pk=eigen.pk).tot == vandaag()


def test_a_move_on_a_day_or_to_a_place_that_cannot_be_is_refused_beside_the_field(cast, inloggen):
    client = inloggen(cast, "ans")
    with als_bouw():
        oud = Gemeente.objects.create(nis="72025", naam="Neerpelt", geldig_tot="2018-12-31")
    velden = {
        "straat": "Dorpsstraat 3",
        "postcode": "39",
        "gemeente": str(oud.pk),
        "van": vandaag().isoformat(),
    }
    tekst = client.post(url("verhuizen", cast.zon.pk), velden).content.decode()
    assert "Een postcode heeft vier cijfers" in tekst
    tekst = client.post(url("verhuizen", cast.zon.pk), {**velden, "postcode": "3910"}).content.decode()
    assert "Neerpelt bestond niet op" in tekst
    assert "Gemeenten van vroeger" in tekst
    velden |= {"postcode": "", "gemeente": str(cast.gemeenten["genk"].pk), "van": "2010-01-01"}
    tekst = client.post(url("verhuizen", cast.zon.pk), velden).content.decode()
    assert "Het vorige adres begon op die dag of later" in tekst


@pytest.mark.eis("R060")
@pytest.mark.eis("R065")
@pytest.mark.eis("R067")
@pytest.mark.eis("R068")
@pytest.mark.eis("R111")
def test_helpers_are_mapped_with_assignment_sector_period_chosen_or_imposed_and_what_the_family_thinks(
    cast, inloggen
):
    client = inloggen(cast, "ans")
    velden = {
        "naam": "Sofie", "functie_omschrijving": "consulent", "organisatie": str(cast.organisaties["caw"].pk),
        "sector": "jeugdrecht", "opdracht": "opvolging na de rechter", "frequentie": "elke maand",
        "van": "2024-01-01", "kader": "opgelegd", "beroepsgeheim": "ja", "mening_gezin": "we durven weinig zeggen",
    }  # fmt: skip
    assert client.post(url("hulp_nieuw", cast.zon.pk), velden).status_code == 302
    tekst = client.get(url("hulp", cast.zon.pk)).content.decode()
    assert "2 hulpen zijn er nu" in tekst
    for woord in ("Sofie", "consulent", "CAW Limburg", "opvolging na de rechter", "elke maand", "opgelegd",
                  "beroepsgeheim", "sinds 1 januari 2024", "we durven weinig zeggen"):  # fmt: skip
        assert woord in tekst, woord
    with als_bouw():
        hulp = BetrokkenHulpverlener.objects.get(naam="Sofie")
        assert hulp.sector_id == "jeugdrecht"
    velden |= {"tot": vandaag().replace(day=1).isoformat(), "versie": 1}
    assert client.post(url("hulp_wijzigen", hulp.pk), velden).status_code == 302
    tekst = client.get(url("tijdlijn", cast.zon.pk)).content.decode()
    assert "Hulp gestopt: Sofie (CAW Limburg)" in tekst


def test_a_helper_of_two_organisations_or_with_impossible_days_is_told_beside_the_field(cast, inloggen):
    client = inloggen(cast, "ans")
    velden = {
        "naam": "van de", "organisatie": str(cast.organisaties["caw"].pk), "organisatie_tekst": "een andere",
        "kader": "vrijwillig", "beroepsgeheim": "ja", "van": "2999-01-01",
    }  # fmt: skip
    tekst = client.post(url("hulp_nieuw", cast.zon.pk), velden).content.decode()
    assert "niet allebei" in tekst
    assert "Deze dag is nog niet voorbij" in tekst
    velden |= {"organisatie_tekst": "", "van": ""}
    assert "Schrijf wie er komt" in client.post(url("hulp_nieuw", cast.zon.pk), velden).content.decode()


def test_the_timeline_pages_by_key_and_hides_the_files_lines_from_the_care_worker(cast, inloggen):
    with als_bouw():
        for nummer in range(30):
            schrijf(cast.ans, cast.zon.client, soort="x", titel=f"Regel {nummer:02d}.", voor="allen")
        schrijf(cast.ans, cast.zon.client, soort="x", titel="Enkel dossier", voor="dossier")
    client = inloggen(cast, "ans")
    eerste = client.get(url("tijdlijn", cast.zon.pk))
    assert "Enkel dossier" in eerste.content.decode()
    volgende = eerste.context["blad"].volgende_url
    tweede = client.get(url("tijdlijn", cast.zon.pk) + volgende).content.decode()
    assert "Regel 00." in tweede
    assert "Regel 29." not in tweede
    assert "Enkel dossier" not in inloggen(cast, "vera").get(url("tijdlijn", cast.zon.pk)).content.decode()


@pytest.mark.eis("R035")
def test_where_somebody_is_registered_is_not_asked_only_who_lives_here_or_comes_often(cast, inloggen):
    form = inloggen(cast, "ans").get(url("lid_nieuw", cast.zon.pk)).context["form"]
    assert [code for code, _ in form.fields["verblijf"].choices] == ["woont_mee", "vaak_hier"]
    assert not [
        naam
        for model in (Gezinslid, Adres)
        for naam in (f.name for f in model._meta.fields)
        if "domicil" in naam
    ]
    assert (
        voeg_toe(inloggen(cast, "ans"), cast.zon, soort="gast", naam="", verblijf="vaak_hier").status_code
        == 302
    )
    assert "is hier vaak" in inloggen(cast, "ans").get(url("gezin", cast.zon.pk)).content.decode()
