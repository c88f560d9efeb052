"""Shielding people of one family from each other, and the helper who stands on both sides."""

import uuid
from datetime import timedelta

import pytest
from django.urls import reverse

from beroepsgeheim.models import Raadpleging
from gezinnen.actions import afscherming as acties
from gezinnen.delen.soorten import PRAKTISCH, STAPPEN
from gezinnen.models import Afscherming, BetrokkenHulpverlener, Gegevensdeling
from organisaties.actor import vandaag
from tests.hulp import als, als_bouw

from .hulp import als_persoon, toegang, verwacht
from .test_delen import deel, geweigerd, helper, ja, leest

pytestmark = pytest.mark.django_db


@pytest.fixture
def samen(cast):
    """Family Zon without the shielding of the cast: here it is written down in the test."""
    with als_bouw():
        Afscherming.objects.all().delete()
    return cast


def pad(naam: str, pk: object) -> str:
    return reverse(f"gezinnen:{naam}", args=[pk])


def scherm_af(cast, **velden):
    mensen = {"lid": cast.leden["mama_zon"].pk, "voor_lid": cast.leden["papa_zon"].pk}
    return als_persoon(cast, "ans").post(pad("afscherming_nieuw", cast.zon.pk), {**mensen, **velden})


def lopend(cast) -> set[tuple[str, str]]:
    with als_bouw():
        rijen = Afscherming.objects.lopend_op(vandaag()).filter(gezin=cast.zon)
        return {(rij.lid.naam, rij.voor_lid.naam) for rij in rijen.select_related("lid", "voor_lid")}


def hulp_voor_papa(cast, **velden) -> BetrokkenHulpverlener:
    """A helper of the father alone; by default the one that helps the family too."""
    zelf = helper(cast)
    with als_bouw():
        basis = {"naam": zelf.naam, "organisatie": zelf.organisatie, "functie": None} | velden
        return BetrokkenHulpverlener.objects.create(
            gezin=cast.zon, sleutel=cast.zon.sleutel, van_lid=cast.leden["papa_zon"], **basis
        )


# --- the pages ----------------------------------------------------------------------------------------


def test_the_coach_shields_somebody_and_it_counts_at_once(samen):
    papa, mama = samen.leden["papa_zon"], samen.leden["mama_zon"]
    antwoord = scherm_af(samen)
    assert (antwoord.status_code, antwoord.url) == (302, pad("afscherming", samen.zon.pk))
    assert lopend(samen) == {(mama.naam, papa.naam)}
    with als(samen.papa_zon) as actor:
        assert set(type(mama).objects.zichtbaar_voor(actor).values_list("pk", flat=True)) == {papa.pk}
    blad = als_persoon(samen, "ans").get(pad("afscherming", samen.zon.pk)).content.decode()
    assert f"{papa.roepnaam} ziet niets van {mama.roepnaam}" in blad


@pytest.mark.parametrize("wie", ["ans", "vera"])
def test_the_family_page_shows_who_works_there_that_something_was_agreed_and_not_about_whom(samen, wie):
    teken = "(er is iets afgesproken)"
    client, blad = als_persoon(samen, wie), pad("gezin", samen.zon.pk)
    assert teken not in client.get(blad).content.decode()
    with als_bouw():
        rij = Afscherming.objects.create(
            gezin=samen.zon, sleutel=samen.zon.sleutel, lid=samen.leden["mama_zon"],
            voor_lid=samen.leden["papa_zon"], van=vandaag(),
        )  # fmt: skip
    assert client.get(blad).content.decode().count(teken) == 1
    with als_bouw():
        Afscherming.objects.filter(pk=rij.pk).update(
            van=vandaag() - timedelta(2), tot=vandaag() - timedelta(1)
        )
    assert teken not in client.get(blad).content.decode()


def test_the_page_asks_whom_and_from_whom_by_name(samen):
    blad = als_persoon(samen, "ans").get(pad("afscherming_nieuw", samen.zon.pk)).content.decode()
    for veld in ("lid", "voor_lid", "ook_omgekeerd"):
        assert f'name="{veld}"' in blad
    for naam in ("mama_zon", "papa_zon"):
        assert samen.leden[naam].roepnaam in blad


def test_both_ways_gives_two_rows_and_once_more_changes_nothing(samen):
    papa, mama = samen.leden["papa_zon"], samen.leden["mama_zon"]
    scherm_af(samen, ook_omgekeerd="on")
    assert scherm_af(samen, ook_omgekeerd="on").status_code == 302
    assert lopend(samen) == {(mama.naam, papa.naam), (papa.naam, mama.naam)}
    with als_bouw():
        assert Afscherming.objects.count() == 2


def test_two_times_the_same_person_is_refused_beside_the_field(samen):
    antwoord = scherm_af(samen, voor_lid=samen.leden["mama_zon"].pk)
    assert antwoord.status_code == 422
    assert "Kies twee verschillende mensen." in antwoord.content.decode()
    assert lopend(samen) == set()


def test_somebody_of_another_family_cannot_be_chosen(samen):
    antwoord = scherm_af(samen, voor_lid=samen.leden["mama_maan"].pk)
    assert antwoord.status_code == 422
    assert lopend(samen) == set()


def test_it_is_ended_after_a_question_and_today_it_still_holds(cast):
    """A mistake lays nobody bare: it stops after today, and the row stays with its end."""
    with als_bouw():
        rij = cast.zon.afschermingen.get()
    ans = als_persoon(cast, "ans")
    assert "Vraag het eerst aan" in ans.get(pad("afscherming_opheffen", rij.pk)).content.decode()
    antwoord = ans.post(pad("afscherming_opheffen", rij.pk), follow=True).content.decode()
    assert "Dit stopt na vandaag." in antwoord
    assert "tot en met" in antwoord
    assert len(lopend(cast)) == 1
    with als_bouw():
        rij.refresh_from_db()
        assert rij.tot == vandaag()


def test_who_comes_in(cast):
    with als_bouw():
        rij = cast.zon.afschermingen.get().pk
    assert toegang(cast, pad("afscherming", cast.zon.pk), zorg=True) == verwacht(zorg=True)
    for naam, pk in (("afscherming_nieuw", cast.zon.pk), ("afscherming_opheffen", rij)):
        assert toegang(cast, pad(naam, pk), zorg=False) == verwacht(zorg=False)
        assert als_persoon(cast, "ans").get(pad(naam, uuid.uuid4())).status_code == 404
    assert als_persoon(cast, "ans").post(pad("afscherming", cast.zon.pk)).status_code == 405


def test_a_care_worker_reads_it_and_changes_nothing(cast):
    blad = als_persoon(cast, "vera").get(pad("afscherming", cast.zon.pk)).content.decode()
    assert "ziet niets van" in blad
    assert "Opheffen" not in blad
    assert "Iemand afschermen" not in blad


def test_the_log_tells_it_to_who_is_protected_and_not_to_the_other(samen):
    """Writing it down, looking at it and ending it: lines that carry the protected person alone."""
    scherm_af(samen)
    with als_bouw():
        rij = Afscherming.objects.get()
    als_persoon(samen, "ans").post(pad("afscherming_opheffen", rij.pk))
    with als_bouw():
        regels = Raadpleging.objects.filter(onderdeel="gezinnen.afscherming", sleutel=samen.zon.sleutel)
        assert {r.actie for r in regels} == {"toegang", "bekijken"}
        assert {r.persoon for r in regels} == {samen.leden["mama_zon"].pk}


# --- a helper on both sides -----------------------------------------------------------------------------


@pytest.mark.eis("R136")
@pytest.mark.parametrize("soort", [STAPPEN, PRAKTISCH])
def test_a_helper_who_also_helps_the_other_side_gets_nothing_not_even_a_day_or_a_place(cast, soort):
    antwoord = ja(cast)
    hulp_voor_papa(cast)
    assert geweigerd(cast, soort, antwoord=antwoord, over=[cast.leden["mama_zon"]]) == ["beide_kanten"]
    assert geweigerd(cast, soort, antwoord=antwoord) == ["beide_kanten"]


@pytest.mark.parametrize(
    "velden", [{"naam": "Iemand anders"}, {"organisatie": None}, {"tot": "2020-01-01", "van": "2019-01-01"}]
)
def test_another_helper_of_the_other_side_or_one_of_before_stands_in_nobodys_way(cast, velden):
    antwoord = ja(cast)
    hulp_voor_papa(cast, **velden)
    assert deel(cast, antwoord=antwoord).beeindigd_op is None


def test_she_may_have_what_is_about_somebody_who_is_shielded_from_nobody(cast):
    antwoord = ja(cast)
    hulp_voor_papa(cast)
    van_papa = deel(cast, antwoord=antwoord, over=[cast.leden["papa_zon"]])
    assert leest(cast) == {van_papa.pk}


def test_by_her_role_she_is_known_under_any_name(cast):
    antwoord, zelf = ja(cast), helper(cast)
    bekend = {"kader": "vrijwillig", "beroepsgeheim": "ja"}
    hulp_voor_papa(cast, naam="Een andere schrijfwijze", functie=zelf.functie, **bekend)
    assert geweigerd(cast, antwoord=antwoord) == ["beide_kanten"]


@pytest.mark.eis("R136")
def test_shielding_somebody_later_stops_at_once_what_such_a_helper_reads(samen):
    hulp_voor_papa(samen)
    gedeeld = deel(samen)
    assert leest(samen) == {gedeeld.pk}
    with als(samen.ans) as ans:
        acties.scherm_af(ans, samen.zon, lid=samen.leden["mama_zon"], voor_lid=samen.leden["papa_zon"])
    assert leest(samen) == set()
    with als_bouw():
        gedeeld.refresh_from_db()
        assert gedeeld.einde == "kanten"


def test_a_helper_of_whom_it_turns_out_later_whom_she_helps_reads_nothing_from_then_on(cast):
    gedeeld = deel(cast, antwoord=ja(cast))
    hulp_voor_papa(cast)
    assert leest(cast) == set()
    with als_bouw():
        assert Gegevensdeling.objects.get(pk=gedeeld.pk).einde == "kanten"
