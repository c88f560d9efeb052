"""Notes: who reads which kind, in the queryset, in the row policies and on the pages."""

from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import DatabaseError, IntegrityError, connection, transaction
from django.urls import reverse

from beroepsgeheim.models import Raadpleging, Toegang
from beroepsgeheim.omslag import zet_actor
from gezinnen.actions import coach as coaches
from gezinnen.actions import notitie as acties
from gezinnen.models import Afscherming, Gebeurtenis, Gezinslid, Notitie, NotitieTekst
from organisaties.actor import Actor, vandaag
from organisaties.models import Gebruiker
from tests.hulp import als, als_bouw

pytestmark = pytest.mark.django_db


class Notities:
    """One note of each kind and reader, with a canary in each."""

    def __init__(self, cast: Any) -> None:
        self.cast = cast
        with als_bouw():
            self.mama, self.papa = cast.mama_zon, cast.papa_zon
            Afscherming.objects.all().delete()  # here they live together
            self.moeder = Gezinslid.objects.get(pk=self.mama.persoon_id)
            zon = cast.zon
            doe = acties.schrijf_notitie
            self.rij = {
                "gezin": doe(cast.ans, zon, soort="gezin", tekst="kanarie-gezin"),
                "zorg": doe(cast.ans, zon, soort="gezin", tekst="kanarie-zorg", voor_zorg=True),
                "mama": doe(
                    cast.ans, zon, soort="gezin", tekst="kanarie-mama", spreker=self.moeder, publiek="spreker"
                ),
                "vera": doe(cast.vera, zon, soort="vertrouwen", tekst="kanarie-vera", spreker=self.moeder),
                "ans": doe(cast.ans, zon, soort="vertrouwen", tekst="kanarie-ans", spreker=self.moeder),
                "derde": doe(
                    cast.ans, zon, soort="derde", tekst="kanarie-derde", van_wie="kanarie-buur",
                    achterhouden_reden="Iemand anders vroeg om het niet door te zeggen.",
                ),
                "open": doe(
                    cast.ans, zon, soort="derde", tekst="kanarie-open", van_wie="de school", publiek="gezin"
                ),
            }  # fmt: skip

    def gezien(self, actor: Actor) -> tuple[set[str], set[str], set[str]]:
        """Names of the notes seen by the queryset alone, by bare rows, and by the words of the web role."""
        namen = {rij.pk: naam for naam, rij in self.rij.items()}
        with als_bouw():  # the owner: row policies asleep, so that the queryset must hold by itself
            zet_actor(actor)
            python = {namen[n.pk] for n in Notitie.objects.zichtbaar_voor(actor)}
        with als(actor), connection.cursor() as cursor:
            rijen = {namen[n.pk] for n in Notitie.objects.all()}
            cursor.execute("SELECT tekst FROM gezinnen_notitietekst")
            woorden = {tekst.removeprefix("kanarie-") for (tekst,) in cursor.fetchall()}
        return python, rijen, woorden


@pytest.fixture
def notities(cast) -> Notities:
    return Notities(cast)


LEZERS = {
    "ans": {"gezin", "zorg", "mama", "ans", "derde", "open"},
    "carla": {"gezin", "zorg", "mama", "derde", "open"},
    "vera": {"zorg", "vera"},
}


@pytest.mark.eis("R134")
@pytest.mark.eis("R230")
def test_each_kind_has_its_own_readers_in_both_layers(notities, cast):
    for naam in cast.functies:
        verwacht = LEZERS.get(naam, set())
        assert notities.gezien(cast.actor(naam)) == (verwacht, verwacht, verwacht), naam


@pytest.mark.eis("R297")
def test_the_family_reads_what_is_noted_about_it_and_each_member_her_own_words(notities):
    samen = {"gezin", "zorg", "open"}
    eigen = samen | {"mama", "vera", "ans"}
    assert notities.gezien(notities.mama) == (eigen, eigen, eigen)
    assert notities.gezien(notities.papa) == (samen, samen, samen)


def test_a_member_shielded_from_another_reads_none_of_her_words(notities, cast):
    with als_bouw():
        Notitie.objects.filter(pk=notities.rij["gezin"].pk).update(spreker=notities.moeder)
        Afscherming.objects.create(
            gezin=cast.zon, sleutel=cast.zon.sleutel, lid=notities.moeder,
            voor_lid_id=notities.papa.persoon_id, van=vandaag(),
        )  # fmt: skip
    assert notities.gezien(notities.papa) == (set(), set(), set())  # nothing of the household either
    with als(notities.papa):
        assert acties.achtergehouden(notities.papa) == []
    with als(notities.mama):
        assert len(acties.achtergehouden(notities.mama)) == 1
    assert "gezin" in notities.gezien(notities.mama)[1]


@pytest.mark.eis("R230")
def test_a_confidence_reaches_the_coach_with_the_members_yes_and_no_longer_than_that(notities, cast):
    rij = notities.rij["vera"]
    with als(notities.mama):
        acties.antwoord_van_lid(notities.mama, Notitie.objects.get(pk=rij.pk), ja=True)
    alles = LEZERS["ans"] | {"vera"}
    assert notities.gezien(cast.ans) == (alles, alles, alles)
    assert (
        "vera" not in notities.gezien(cast.carla)[1]
    )  # the yes is for one person: the substitute asks herself
    with als(notities.mama):
        acties.antwoord_van_lid(notities.mama, Notitie.objects.get(pk=rij.pk), ja=False)
    assert notities.gezien(cast.ans) == (LEZERS["ans"],) * 3


def test_the_yes_does_not_go_along_to_the_next_coach(notities, cast):
    with als(cast.vera):
        acties.antwoord_van_lid(cast.vera, Notitie.objects.get(pk=notities.rij["vera"].pk), ja=True)
    with als_bouw():
        coaches.wijs_coach_aan(cast.ans, cast.zon, coach=cast.functies["bert"])
    verwacht = LEZERS["carla"]
    assert notities.gezien(cast.bert) == (verwacht, verwacht, verwacht)
    assert notities.gezien(cast.ans) == (set(), set(), set())


@pytest.mark.parametrize("naam", ["ans", "carla", "vik", "bert", "eva", "dirk"])
def test_nobody_else_can_say_yes_for_a_member(notities, cast, naam):
    with als(cast.actor(naam)), pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as c:
        c.execute("SELECT gz_notitie_ja(%s, true)", [notities.rij["vera"].pk])


def test_another_member_cannot_say_yes_either(notities):
    with als(notities.papa), pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as c:
        c.execute("SELECT gz_notitie_ja(%s, true)", [notities.rij["vera"].pk])


def test_who_no_longer_works_in_the_family_no_longer_reads_what_she_heard(notities, cast):
    with als_bouw():
        Toegang.objects.filter(functie=cast.functies["vera"]).update(tot=vandaag().replace(year=2020))
    assert notities.gezien(cast.vera) == (set(), set(), set())


def test_the_history_of_a_note_follows_its_readers(notities, cast):
    spoor = Notitie.pgh_event_models["insert"]
    with als(cast.vera):
        assert set(spoor.objects.values_list("pgh_obj_id", flat=True)) == {
            notities.rij[n].pk for n in LEZERS["vera"]
        }
    with als(cast.bert):
        assert not spoor.objects.exists()


@pytest.mark.parametrize("naam", ["vera", "bert", "vik", "eva", "mieke"])
def test_only_the_coach_writes_what_a_third_person_told(notities, cast, naam):
    with als(cast.actor(naam)), pytest.raises(DatabaseError), transaction.atomic():
        acties.schrijf_notitie(
            cast.actor(naam), cast.zon, soort="derde", tekst="x", van_wie="y", achterhouden_reden="z"
        )


def test_nobody_writes_under_another_name_or_opens_a_confidence_while_writing(notities, cast):
    velden = {"gezin": cast.zon, "sleutel": cast.zon.sleutel, "dag": vandaag()}
    with als(cast.ans), pytest.raises(DatabaseError), transaction.atomic():
        Notitie.objects.create(soort="gezin", door=cast.functies["vera"], **velden)
    with als(cast.vera), pytest.raises(DatabaseError), transaction.atomic():
        Notitie.objects.create(
            soort="vertrouwen", door=cast.functies["vera"], spreker=notities.moeder, publiek="spreker",
            ook_voor=cast.functies["ans"], ook_voor_op=vandaag(), **velden,
        )  # fmt: skip


def test_words_stay_and_nothing_is_deleted(notities, cast):
    for opdracht in (
        "UPDATE gezinnen_notitietekst SET tekst = 'x'",
        "DELETE FROM gezinnen_notitietekst",
        "DELETE FROM gezinnen_notitie",
    ):
        with als(cast.ans), pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(opdracht)


def test_a_correction_is_a_new_version_beside_the_old_words(notities, cast, inloggen):
    rij = notities.rij["gezin"]
    with als(cast.carla):
        with pytest.raises(ValidationError):
            acties.verbeter(cast.carla, rij, tekst="anders", waarom="", versie=1)
        acties.verbeter(cast.carla, rij, tekst="anders", waarom="de dag klopte niet", versie=1)
        with pytest.raises(ValidationError):
            acties.verbeter(cast.carla, rij, tekst="nog eens", waarom="x", versie=1)
    tekst = inloggen(cast, "ans").get(reverse("gezinnen:notitie", args=[rij.pk])).content.decode()
    assert "anders" in tekst and "kanarie-gezin" in tekst and "de dag klopte niet" in tekst
    with als_bouw():
        assert list(NotitieTekst.objects.filter(notitie=rij).values_list("nummer", flat=True)) == [1, 2]


@pytest.mark.parametrize("naam", ["ans", "carla"])
def test_a_confidence_is_corrected_by_who_heard_it_alone(notities, cast, naam):
    with als(cast.actor(naam)), pytest.raises(DatabaseError), transaction.atomic():
        NotitieTekst.objects.create(
            notitie_id=notities.rij["vera"].pk, sleutel=cast.zon.sleutel, nummer=2, tekst="x", waarom="y",
            door=cast.functies[naam],
        )  # fmt: skip


def test_what_is_kept_from_the_family_has_a_reason_that_it_reads(notities, cast):
    with als_bouw(), pytest.raises(IntegrityError), transaction.atomic():
        Notitie.objects.filter(pk=notities.rij["derde"].pk).update(achterhouden_reden="")
    for wie in (notities.mama, notities.papa):
        with als(wie):
            assert [een.reden for een in acties.achtergehouden(wie)] == [
                "Iemand anders vroeg om het niet door te zeggen."
            ]
    for naam in ("ans", "bert", "vera"):
        with als(cast.actor(naam)), connection.cursor() as cursor:
            cursor.execute("SELECT * FROM gz_achtergehouden()")
            assert cursor.fetchall() == []


def test_the_coach_opens_an_item_and_the_family_reads_it_from_then_on(notities, cast, inloggen):
    rij = notities.rij["derde"]
    antwoord = inloggen(cast, "ans").post(
        reverse("gezinnen:notitie_lezers", args=[rij.pk]), {"publiek": "gezin", "achterhouden_reden": "weg"}
    )
    assert antwoord.status_code == 302
    assert "derde" in notities.gezien(notities.papa)[1]
    with als(cast.vera), pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT gz_notitie_lezers(%s, 'gezin', true, '')", [notities.rij["gezin"].pk])


def test_nothing_of_a_note_stands_on_the_timeline(notities, cast):
    with als_bouw():
        assert not Gebeurtenis.objects.filter(soort__startswith="gezinnen.notitie").exists()


def test_the_pages_show_each_reader_her_own_notes(notities, cast, inloggen):
    for naam, verwacht in LEZERS.items():
        for adres in ("gezinnen:notities", "gezinnen:gezin"):
            tekst = inloggen(cast, naam).get(reverse(adres, args=[cast.zon.pk])).content.decode()
            for een in notities.rij:
                if adres == "gezinnen:notities" or een not in verwacht:
                    assert (f"kanarie-{een}" in tekst) == (een in verwacht), (naam, adres, een)
            assert "kanarie-buur" not in tekst


def test_the_member_reads_and_answers_in_her_own_place(notities, cast, client):
    client.force_login(Gebruiker.objects.get(persoon_id=notities.papa.persoon_id))
    tekst = client.get(reverse("gezinnen:mijn_notities")).content.decode()
    assert "kanarie-gezin" in tekst and "Iemand anders vroeg" in tekst
    assert not any(f"kanarie-{een}" in tekst for een in ("mama", "vera", "ans", "derde", "buur"))
    rij = notities.rij["vera"]
    adres = reverse("gezinnen:mijn_notitie_antwoord", args=[rij.pk])
    assert client.post(adres, {"antwoord": "ja"}).status_code == 404
    client.force_login(Gebruiker.objects.get(persoon_id=notities.mama.persoon_id))
    assert client.post(adres, {"antwoord": "ja"}).status_code == 302
    with als_bouw():
        assert Notitie.objects.get(pk=rij.pk).ook_voor == cast.functies["ans"]
        assert Raadpleging.objects.filter(onderdeel=acties.ONDERDEEL, actie="toegang").exists()


def test_a_care_worker_writes_two_kinds_and_reads_her_own(cast, inloggen):
    client = inloggen(cast, "vera")
    adres = reverse("gezinnen:notitie_nieuw", args=[cast.zon.pk, "derde"])
    assert client.get(adres).status_code == 403
    adres = reverse("gezinnen:notitie_nieuw", args=[cast.zon.pk, "gezin"])
    velden = {"dag": vandaag().isoformat(), "tekst": "samen gekookt", "publiek": "gezin"}
    assert client.post(adres, velden).status_code == 302
    assert "samen gekookt" in client.get(reverse("gezinnen:notities", args=[cast.zon.pk])).content.decode()


def test_a_confidence_without_a_speaker_is_refused_beside_the_field(cast, inloggen):
    adres = reverse("gezinnen:notitie_nieuw", args=[cast.zon.pk, "vertrouwen"])
    antwoord = inloggen(cast, "ans").post(adres, {"dag": vandaag().isoformat(), "tekst": "x"})
    assert antwoord.status_code == 422
    assert antwoord.context["form"].errors["spreker"]


def test_who_writes_is_reminded_when_people_are_shielded_from_each_other(cast, inloggen):
    client = inloggen(cast, "ans")
    for soort, verwacht in (("gezin", True), ("derde", True), ("vertrouwen", False)):
        tekst = client.get(reverse("gezinnen:notitie_nieuw", args=[cast.zon.pk, soort])).content.decode()
        assert ("van elkaar afgeschermd" in tekst) is verwacht, soort
    with als_bouw():
        Afscherming.objects.all().delete()
    tekst = client.get(reverse("gezinnen:notitie_nieuw", args=[cast.zon.pk, "gezin"])).content.decode()
    assert "van elkaar afgeschermd" not in tekst
