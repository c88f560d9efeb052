"""The copy of one person's data holds every registered field visible to that person and no other's."""

import json
from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.core.files.storage import default_storage

from beroepsgeheim.models import Raadpleging, Toegang
from beroepsgeheim.omslag import omslag
from beroepsgeheim.velden import DECLARATIES, Niemand, Zichtbaar
from gezinnen import inzage
from gezinnen.actions.inzage import INZAGE, vraag_export
from gezinnen.models import (
    Adres,
    Afscherming,
    Doel,
    Gezinslid,
    Intake,
    Notitie,
    NotitieSoort,
    NotitieTekst,
    Publiek,
    Verzoek,
    VerzoekWoord,
)
from organisaties.actor import vandaag
from tests.hulp import als, als_bouw
from tests.toegang import rijen  # noqa: F401 - the makers of all apps
from tests.toegang.objecten import alles
from thuiscompagnie.vloer import documenten, outbox
from thuiscompagnie.vloer.models import Document, Opdracht

pytestmark = [pytest.mark.django_db, pytest.mark.eis("R297")]


def notitie(cast, soort: str, tekst: str, *, spreker=None, publiek=Publiek.GEZIN, reden="") -> None:
    zon, door = cast.zon, cast.functies["ans"]
    rij = Notitie.objects.create(
        gezin=zon, sleutel=zon.sleutel, soort=soort, door=door, dag=vandaag(), spreker=spreker, publiek=publiek,
        achterhouden_reden=reden,
    )  # fmt: skip
    NotitieTekst.objects.create(
        notitie=rij, sleutel=zon.sleutel, tekst=tekst, van_wie="kanarie-van-wie", door=door
    )


@pytest.fixture
def gezin(cast):
    """Family Zon with one of everything, a mother and a father with a log-in, and words of each of them."""
    alles(cast)
    zon = cast.zon
    with als_bouw():
        # The cast has a shield between them; each test that wants it says so.
        Afscherming.objects.filter(gezin=zon).delete()
        mama = Gezinslid.objects.get(gezin=zon, naam="Mama Zon")
        papa = Gezinslid.objects.get(gezin=zon, naam="Papa Zon")
        Gezinslid.objects.filter(pk=papa.pk).update(naam="kanarie-papa-naam")
        for wie, rij in (("mama", mama), ("papa", papa)):
            Adres.objects.create(
                gezin=zon,
                sleutel=zon.sleutel,
                van_lid=rij,
                straat=f"kanarie-{wie}-straat",
                gemeente=zon.gemeente,
            )
            notitie(
                cast,
                NotitieSoort.VERTROUWEN,
                f"kanarie-{wie}-vertrouwen",
                spreker=rij,
                publiek=Publiek.SPREKER,
            )
            Doel.objects.create(gezin=zon, sleutel=zon.sleutel, tekst=f"kanarie-{wie}-doel", van_lid=rij)
            verzoek = Verzoek.objects.create(
                gezin=zon, sleutel=zon.sleutel, lid=rij, dienst=zon.dienst, soort="inzage",
                ontvangen_op=vandaag(), termijn=vandaag() + timedelta(days=30),
            )  # fmt: skip
            VerzoekWoord.objects.create(verzoek=verzoek, sleutel=zon.sleutel, vraag=f"kanarie-{wie}-verzoek")
        notitie(cast, NotitieSoort.GEZIN, "kanarie-samen-notitie")
        notitie(
            cast, NotitieSoort.DERDE, "kanarie-derde-notitie", publiek=Publiek.HELPERS,
            reden="De buurvrouw vroeg om dit niet door te vertellen.",
        )  # fmt: skip
    cast.mama, cast.papa = mama, papa
    cast.mama_actor, cast.papa_actor = cast.actor("mama_zon"), cast.actor("papa_zon")
    return cast


def kopie(actor, rij) -> dict:
    with als(actor):
        return json.loads(
            json.dumps(
                inzage.verzamel(actor, Gezinslid.objects.select_related("gezin__dienst").get(pk=rij.pk))
            )
        )


def tekst_van(gegevens: dict) -> str:
    return json.dumps(gegevens, ensure_ascii=False)


EIGEN = ("straat", "vertrouwen", "doel", "verzoek")


def test_a_mother_gets_her_own_words_and_those_of_the_family_and_not_the_fathers(gezin):
    uit = tekst_van(kopie(gezin.mama_actor, gezin.mama))
    for woord in EIGEN:
        assert f"kanarie-mama-{woord}" in uit
    for woord in ("straat", "vertrouwen", "verzoek", "naam"):
        assert f"kanarie-papa-{woord}" not in uit
    for woord in (
        "samen-notitie",
        "zon-vraag",
        "zon-belangrijk",
        "zon-mening",
        "zon-stap",
        "zon-straat",
        "lco-roepnaam",
    ):
        assert f"kanarie-{woord}" in uit, woord
    assert "kanarie-papa-doel" in uit  # a goal is of the whole family, until they are shielded


def test_every_visible_field_of_every_row_is_in_it(gezin):
    gegevens = kopie(gezin.mama_actor, gezin.mama)
    delen = {deel["code"]: deel for deel in gegevens["delen"]}
    ontbreekt = []
    for declaratie in DECLARATIES.values():
        if isinstance(declaratie.rijen, Niemand) or not inzage.gaat_over_gezinnen(declaratie):
            continue
        code = declaratie.model._meta.label_lower
        with als_bouw():
            hoort = declaratie.model._base_manager.filter(
                declaratie.rijen.voorwaarde(gezin.mama.pk, []),
                **{declaratie.rijen.sleutel: gezin.zon.sleutel},
            )
            rijen_ = list(hoort)
        gekregen = delen.get(code, {"rijen": [], "velden": {}})
        if len(rijen_) != len(gekregen["rijen"]):
            ontbreekt.append((code, len(rijen_), len(gekregen["rijen"])))
        velden = {v.naam for v in declaratie.velden.values() if v.zichtbaar is not Zichtbaar.TEAM}
        for rij in gekregen["rijen"]:
            assert set(rij) == velden, code
    assert ontbreekt == []
    assert len(delen) > 20


def test_what_third_people_said_is_held_back_item_by_item_with_a_reason(gezin):
    gegevens = kopie(gezin.mama_actor, gezin.mama)
    assert "kanarie-derde" not in tekst_van(gegevens)
    redenen = [w["reden"] for w in gegevens["weerhouden"]]
    assert redenen.count("De buurvrouw vroeg om dit niet door te vertellen.") == 1
    assert all(redenen)
    assert "kanarie-zon-verwijzer" not in tekst_van(gegevens)
    assert any(w.get("veld") == "naam van wie aanmeldt" for w in gegevens["weerhouden"])
    assert "kanarie-van-wie" not in tekst_van(gegevens)


def test_nothing_of_another_family_and_no_name_of_a_colleague(gezin):
    uit = tekst_van(kopie(gezin.mama_actor, gezin.mama))
    assert "kanarie-maan" not in uit
    assert "kanarie-ster" not in uit
    assert "Carla Proef" not in uit  # the substitute, by function alone
    assert "coach, OCMW Beringen, gezinszorg" in uit


def test_a_shielded_parent_leaves_no_trace_in_the_others_copy(gezin):
    with als_bouw():
        Afscherming.objects.create(
            gezin=gezin.zon, sleutel=gezin.zon.sleutel, lid=gezin.mama, voor_lid=gezin.papa, van=vandaag()
        )
    gegevens = kopie(gezin.papa_actor, gezin.papa)
    uit = tekst_van(gegevens)
    for woord in EIGEN:
        assert f"kanarie-mama-{woord}" not in uit
        assert f"kanarie-papa-{woord}" in uit
    # Where nobody wrote down who said it, her words may stand: no address, no intake, no days.
    for woord in ("zon-straat", "zon-belangrijk", "zon-vraag", "zon-contact", "lco-roepnaam"):
        assert f"kanarie-{woord}" not in uit, woord
    assert "fscherm" not in uit  # nor that a shield stands there
    assert "kanarie-samen-notitie" not in uit
    hers = tekst_van(kopie(gezin.mama_actor, gezin.mama))
    assert "kanarie-zon-straat" in hers


def test_the_coach_makes_a_copy_for_who_has_no_log_in_without_what_was_said_in_confidence(gezin):
    with als_bouw():
        kind = Gezinslid.objects.filter(gezin=gezin.zon, soort="kind").first()
    uit = tekst_van(kopie(gezin.ans, kind))
    assert "kanarie-samen-notitie" in uit
    for woord in ("straat", "vertrouwen", "verzoek"):
        assert f"kanarie-mama-{woord}" not in uit
        assert f"kanarie-papa-{woord}" not in uit
    assert "kanarie-derde" not in uit


@pytest.mark.parametrize("naam", ["bert", "dora", "vera", "mieke", "eva", "hugo", "bea", "paula", "petra"])
def test_nobody_else_asks_for_a_copy(gezin, naam):
    with als(gezin.actor(naam)) as actor, pytest.raises(PermissionDenied):
        vraag_export(actor, gezin.mama)
    assert not Opdracht.objects.filter(soort=INZAGE).exists()


def test_a_parent_does_not_ask_for_the_copy_of_another(gezin):
    with als(gezin.papa_actor), pytest.raises(PermissionDenied):
        vraag_export(gezin.papa_actor, gezin.mama)


@pytest.mark.parametrize("vorm", ["json", "pdf"])
def test_the_worker_makes_it_and_only_who_asked_opens_it(gezin, vorm):
    with omslag(gezin.mama_actor):
        opdracht = vraag_export(gezin.mama_actor, gezin.mama, vorm=vorm)
    assert outbox.voer_uit(opdracht.pk) == "klaar"
    with als_bouw():
        document = Document.objects.get(opdracht=opdracht)
        assert document.over == gezin.mama.pk
        regel = Raadpleging.objects.get(actie="export", onderdeel=INZAGE)
        assert (regel.persoon, regel.doel) == (gezin.mama.pk, vorm)
    with default_storage.open(document.bestand.name) as bestand:
        inhoud = bestand.read()
    if vorm == "json":
        assert "kanarie-mama-vertrouwen" in inhoud.decode()
    else:
        assert inhoud.startswith(b"%PDF-1.7")
    leest = {
        naam: documenten.mag_lezen(actor, document)
        for naam, actor in {
            "mama": gezin.mama_actor, "papa": gezin.papa_actor, "ans": gezin.ans, "vera": gezin.vera,
            "paula": gezin.paula,
        }.items()
    }  # fmt: skip
    assert leest == {"mama": True, "papa": False, "ans": False, "vera": False, "paula": False}


def test_a_coach_who_lost_the_file_meanwhile_gets_no_copy(gezin):
    with omslag(gezin.ans):
        opdracht = vraag_export(gezin.ans, gezin.mama)
    with als_bouw():
        Toegang.objects.filter(sleutel=gezin.zon.sleutel, functie=gezin.functies["ans"]).update(
            tot=vandaag() - timedelta(days=1)
        )
    assert outbox.voer_uit(opdracht.pk) == "geparkeerd"


def test_who_looked_stands_in_it_by_function(gezin, inloggen):
    inloggen(gezin, "ans").get(f"/gezinnen/{gezin.zon.pk}/")
    blikken = kopie(gezin.mama_actor, gezin.mama)["wie_keek"]
    assert [b["wie"] for b in blikken if b["onderdeel"] == "gezin"] == ["coach, OCMW Beringen, gezinszorg"]


def test_an_intake_is_read_by_its_family_in_the_database_too(gezin):
    with als(gezin.mama_actor):
        assert Intake.objects.filter(sleutel=gezin.zon.sleutel).exists()
        assert not Intake.objects.exclude(sleutel=gezin.zon.sleutel).exists()
