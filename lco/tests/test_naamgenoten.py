"""Two people of one name at one table are two people: what one may read or lost says nothing about the other."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.db.models import F
from django.utils import timezone

from gezinnen.delen import actions as delen
from gezinnen.models import BetrokkenHulpverlener, Einde, Gegevensdeling, Tegen
from lco import actions, links
from lco.actions import Geweigerd
from lco.actions.links import nodig_uit_met_link
from lco.delen import met_stand
from lco.models import AgendaVersie, Deelnemer, Overleg, PersoonlijkeLink
from lco.models.agenda import SOORT_AGENDA, SOORT_UITNODIGING
from lco.tests import bouwen
from lco.tests.test_delen import vers_eva
from organisaties.actor import Actor, vandaag
from tests.hulp import als, als_bouw

pytestmark = [pytest.mark.django_db, pytest.mark.eis("R136")]
NAAM = "Jan Peeters"


def zet_erbij(cast: Any, overleg: Overleg, dienst: str, **velden: Any) -> Deelnemer:
    basis = {"naam": NAAM, "organisatie_tekst": dienst, "kader": "vrijwillig", "beroepsgeheim": "ja"} | velden
    with als(cast.eva) as eva:
        return actions.voeg_deelnemer_toe(eva, vers_eva(overleg), **basis)


@pytest.fixture
def tafel(cast):
    """A final agenda, with a doctor and a teacher's counsellor of the same name, neither of whom logs in."""
    overleg = bouwen.gepland(cast)
    arts = zet_erbij(cast, overleg, "Huisartsen")
    school = zet_erbij(cast, overleg, "CLB")
    with als(cast.eva) as eva:
        actions.maak_agenda_definitief(eva, vers_eva(overleg), antwoord=bouwen.ja(eva))
        for wie, email in ((arts, "arts@voorbeeld.test"), (school, "clb@voorbeeld.test")):
            nodig_uit_met_link(
                eva, Deelnemer.objects.get(pk=wie.pk), email=email, tot=vandaag() + timedelta(days=40),
                basis="http://testserver",
            )  # fmt: skip
    return overleg, arts, school


def leest(deelnemer: Deelnemer) -> tuple[bool, bool]:
    """Whether the link of this person gives (the page, the agenda)."""
    with als_bouw():
        van_wie = PersoonlijkeLink.objects.filter(deelnemer=deelnemer)
        link = van_wie.order_by(F("ingetrokken_op").desc(nulls_first=True))[0]
    with als(links.actor_voor(link.pk)) as actor:
        versies = AgendaVersie.objects.zichtbaar_voor(actor)
        in_database = AgendaVersie._base_manager.filter(pk__in=versies.values("pk")).exists()
        return Overleg.objects.zichtbaar_voor(actor).exists(), versies.exists() and in_database


def standen(cast: Any, overleg: Overleg) -> dict[str, str]:
    with als(cast.eva):
        rijen = Deelnemer.objects.filter(overleg=overleg, naam=NAAM).select_related("organisatie")
        return {d.dienst: d.stand for d in met_stand(overleg, rijen)}  # type: ignore[attr-defined]


def deling_van(cast: Any, deelnemer: Deelnemer, soort: str = SOORT_AGENDA) -> Gegevensdeling:
    with als(cast.eva) as eva:
        return (
            Gegevensdeling.objects.zichtbaar_voor(eva)
            .in_kracht(eva.dag)
            .get(ontvanger_sleutel=deelnemer.pk, soort=soort)
        )


def nieuwe_versie(cast: Any, overleg: Overleg) -> None:
    with als(cast.eva) as eva:
        actions.voeg_agendapunt_toe(
            eva, vers_eva(overleg), soort="praktisch", tekst="de sleutel", door="gezin"
        )


def test_each_has_acts_of_her_own(cast, tafel):
    overleg, arts, school = tafel
    assert deling_van(cast, arts).pk != deling_van(cast, school).pk
    assert leest(arts) == leest(school) == (True, True)
    assert standen(cast, overleg) == {"Huisartsen": "agenda", "CLB": "agenda"}


def test_a_no_to_one_leaves_the_other_what_she_has_also_in_the_next_version(cast, tafel):
    overleg, arts, school = tafel
    with als(cast.eva) as eva:
        delen.bezwaar(eva, deling_van_nu(eva, arts, SOORT_AGENDA), door_naam="Noor")
    for _keer in range(2):
        assert leest(arts) == (True, False) and leest(school) == (True, True)
        assert standen(cast, overleg) == {"Huisartsen": "uitnodiging", "CLB": "agenda"}
        nieuwe_versie(cast, overleg)


def deling_van_nu(actor: Actor, deelnemer: Deelnemer, soort: str) -> Gegevensdeling:
    rijen = Gegevensdeling.objects.zichtbaar_voor(actor).in_kracht(actor.dag)
    return rijen.get(ontvanger_sleutel=deelnemer.pk, soort=soort)


def test_a_no_to_the_invitation_takes_the_page_from_one_and_not_from_the_other(cast, tafel):
    _overleg, arts, school = tafel
    with als(cast.eva) as eva:
        for soort in (SOORT_AGENDA, SOORT_UITNODIGING):
            delen.bezwaar(eva, deling_van_nu(eva, school, soort), door_naam="Noor")
    assert leest(school) == (False, False) and leest(arts) == (True, True)


def test_what_one_may_read_does_not_open_for_the_other(cast):
    overleg = bouwen.gepland(cast)
    arts = zet_erbij(cast, overleg, "Huisartsen")
    rechter = zet_erbij(cast, overleg, "Jeugdrechtbank", kader="opgelegd")
    with als(cast.eva) as eva:
        actions.maak_agenda_definitief(eva, vers_eva(overleg), antwoord=bouwen.ja(eva))
        for wie in (arts, rechter):
            nodig_uit_met_link(
                eva, Deelnemer.objects.get(pk=wie.pk), email=f"{wie.pk.hex}@voorbeeld.test",
                tot=vandaag() + timedelta(days=40), basis="http://testserver",
            )  # fmt: skip
    assert leest(arts) == (True, True) and leest(rechter) == (True, False)
    assert standen(cast, overleg) == {"Huisartsen": "agenda", "Jeugdrechtbank": "uitnodiging"}
    with als_bouw():
        link = PersoonlijkeLink.objects.get(deelnemer=rechter)
    with als(links.actor_voor(link.pk)), connection.cursor() as cursor:
        cursor.execute("SELECT lco_agenda_van_link()")
        assert cursor.fetchall() == []
        cursor.execute("SELECT id FROM lco_agendaversie")
        assert cursor.fetchall() == []


def test_one_who_logs_in_and_one_who_does_not_are_told_apart(cast):
    overleg = bouwen.gepland(cast)
    naamgenoot = zet_erbij(cast, overleg, "Huisartsen", naam="Hugo Proef")
    with als(cast.eva) as eva:
        actions.maak_agenda_definitief(eva, vers_eva(overleg), antwoord=bouwen.ja(eva))
        delen.bezwaar(eva, deling_van_nu(eva, naamgenoot, SOORT_AGENDA), door_naam="Noor")
    nieuwe_versie(cast, overleg)
    with als(cast.hugo) as hugo:
        assert AgendaVersie.objects.zichtbaar_voor(hugo).exists()
    with als(cast.eva) as eva:
        assert not Gegevensdeling.objects.in_kracht(eva.dag).filter(
            ontvanger_sleutel=naamgenoot.pk, soort=SOORT_AGENDA
        ).exists()  # fmt: skip


def test_another_name_for_the_same_person_does_not_pass_a_no_by(cast, tafel):
    overleg, arts, _school = tafel
    with als(cast.eva) as eva:
        delen.bezwaar(eva, deling_van_nu(eva, arts, SOORT_AGENDA), door_naam="Noor")
        rij = Deelnemer.objects.get(pk=arts.pk)
        rij.naam = "J. Peeters"
        actions.verander_deelnemer(eva, rij, versie=rij.versie)
    assert leest(arts) == (False, False)  # the name may be another person's: asked again, with a new link
    bouwen.opnieuw_gevraagd(cast, overleg)
    with als(cast.eva) as eva:
        nodig_uit_met_link(
            eva, Deelnemer.objects.get(pk=arts.pk), email="arts@voorbeeld.test",
            tot=vandaag() + timedelta(days=40), basis="http://testserver",
        )  # fmt: skip
    assert leest(arts) == (True, False)


def test_an_act_of_the_other_does_not_stand_in_for_one_that_was_taken_back(cast, tafel):
    _overleg, arts, school = tafel
    with als_bouw():
        Gegevensdeling.objects.filter(pk=deling_van(cast, arts).pk).update(
            beeindigd_op=timezone.now(), einde=Einde.INGETROKKEN
        )
    assert leest(arts) == (True, False) and leest(school) == (True, True)


def test_the_same_person_is_not_put_at_the_table_twice(cast, tafel):
    overleg, arts, _school = tafel
    for dienst in ("Huisartsen", " huisartsen "):
        with pytest.raises(Geweigerd, match="staat al bij de deelnemers"):
            zet_erbij(cast, overleg, dienst, naam=NAAM.upper())
    assert zet_erbij(cast, overleg, "Huisartsen", functie_omschrijving="de zoon").pk != arts.pk


def test_a_no_to_a_helper_of_the_file_still_holds_by_name_for_everyone_who_may_be_meant(cast):
    """Nobody knows here which Jan the file means: then the no counts for both."""
    overleg = bouwen.gepland(cast)
    with als(cast.ans) as ans:
        jan = BetrokkenHulpverlener.objects.create(
            gezin=cast.zon, sleutel=cast.zon.sleutel, naam=NAAM, kader="vrijwillig", beroepsgeheim="ja",
            van=vandaag() - timedelta(days=9),
        )  # fmt: skip
        delen.bezwaar_tegen(ans, cast.zon.client, Tegen.ONTVANGER, hulpverlener=jan, door_naam="Noor")
    for dienst in ("Huisartsen", "CLB"):
        zet_erbij(cast, overleg, dienst)
    with als(cast.eva) as eva:
        actions.maak_agenda_definitief(eva, vers_eva(overleg), antwoord=bouwen.ja(eva))
    assert standen(cast, overleg) == {"Huisartsen": "", "CLB": ""}


def test_a_no_holds_for_the_same_person_in_another_role(cast):
    from organisaties.models import Rol
    from tests.cast import maak_functie

    overleg = bouwen.definitief(cast)
    with als(cast.eva) as eva:
        hugo = Deelnemer.objects.get(overleg=overleg, functie=cast.functies["hugo"])
        delen.bezwaar(eva, deling_van_nu(eva, hugo, SOORT_AGENDA), door_naam="Noor")
    with als_bouw():
        tweede = maak_functie(cast, "hugo", Rol.HULPVERLENER, "jeugdrechtbank")
    rij = zet_erbij(cast, overleg, "elders", naam="Hugo P.", functie=tweede)
    with als(cast.eva):
        assert not Gegevensdeling.objects.filter(ontvanger_sleutel=rij.pk, soort=SOORT_AGENDA).exists()
