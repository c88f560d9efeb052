"""Sharing ends with the recipient's task: when a consultation is followed up, or a month after its day."""

from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.conf import settings
from django.db import connection
from django.urls import reverse
from django.utils import timezone

from beroepsgeheim.models import Toegang
from gezinnen.models import Einde, Gegevensdeling
from lco import actions, links
from lco.actions.links import nodig_uit_met_link
from lco.models import AgendaVersie, Deelnemer, Overleg, PersoonlijkeLink
from lco.models.agenda import SOORT_AGENDA
from lco.termijn import laatste_dag
from lco.tests import bouwen
from lco.tests.test_delen import ALLES, NIETS, maak_papier, stukken, vers_eva
from organisaties.actor import vandaag
from tests.hulp import als, als_bouw
from thuiscompagnie.vloer.models import Document

pytestmark = [pytest.mark.django_db, pytest.mark.eis("R137")]
BRUSSEL = ZoneInfo("Europe/Brussels")


@pytest.fixture
def overleg(cast) -> Overleg:
    rij = bouwen.definitief(cast)
    maak_papier()
    return rij


def zet_klok(monkeypatch: Any, moment: datetime) -> None:
    monkeypatch.setattr(timezone, "now", lambda: moment)


def net_na(overleg: Overleg) -> datetime:
    """Midnight in Brussels after the last day."""
    dag = laatste_dag(overleg, vandaag()) + timedelta(days=1)
    return datetime(dag.year, dag.month, dag.day, tzinfo=BRUSSEL)


def in_database(actor: Any) -> dict[str, int]:
    """What the database itself gives this actor, whatever the code asks."""
    tabellen = ("lco_overleg", "lco_agendaversie", "gezinnen_gegevensdeling", "vloer_document")
    with connection.cursor() as cursor:
        uit = {}
        for tabel in tabellen:
            cursor.execute(f"SELECT count(*) FROM {tabel}")
            uit[tabel] = cursor.fetchone()[0]
    return uit


def test_the_last_day_is_the_same_for_sharing_access_and_link(cast, overleg):
    dag = overleg.datum.astimezone(BRUSSEL).date() + timedelta(days=settings.OVERLEG_DAGEN_NA)
    with als_bouw():
        assert set(Gegevensdeling.objects.values_list("tot", flat=True)) == {dag}
        eigen = Toegang.objects.filter(functie=cast.functies["hugo"], sleutel=overleg.pk, ingetrokken_op=None)
        assert [rij.tot for rij in eigen] == [dag]
    assert laatste_dag(overleg, vandaag()) == dag


def test_an_invitee_reads_up_to_midnight_of_the_last_day_and_nothing_after_it(
    cast, overleg, inloggen, monkeypatch
):
    einde = net_na(overleg)
    zet_klok(monkeypatch, einde - timedelta(seconds=1))
    assert stukken(cast, inloggen, overleg) == ALLES
    with als(cast.hugo) as hugo:
        assert AgendaVersie.objects.zichtbaar_voor(hugo).exists()
        assert in_database(hugo)["lco_agendaversie"] == 1
    zet_klok(monkeypatch, einde)
    assert stukken(cast, inloggen, overleg) == NIETS  # page, agenda, PDF, calendar
    with als(cast.hugo) as hugo:
        for model in (Overleg, AgendaVersie, Gegevensdeling):
            assert not model.objects.zichtbaar_voor(hugo).exists(), model
        assert set(in_database(hugo).values()) == {0}
    with als(cast.eva) as eva:  # who leads it still sees what was shared, as past
        assert Gegevensdeling.objects.zichtbaar_voor(eva).filter(soort=SOORT_AGENDA).exists()
    blad = inloggen(cast, "eva").get(reverse("lco:overleg", args=[overleg.pk]))
    assert [d.stand for d in blad.context["deelnemers"] if d.functie_id] == ["", ""]


def test_following_up_ends_it_at_once_for_everyone(cast, overleg, inloggen):
    bouwen.voorbij(cast, overleg)
    with als(cast.eva) as eva:
        actions.registreer_gehouden(eva, vers_eva(overleg), client_aanwezig="ja", eerste="ja")
    assert stukken(cast, inloggen, overleg) == ALLES  # agreements still run
    with als(cast.eva) as eva:
        actions.zet_stap(eva, vers_eva(overleg), "opvolgen")
    assert stukken(cast, inloggen, overleg) == NIETS
    assert stukken(cast, inloggen, overleg, "jef") == NIETS
    with als_bouw():
        assert set(Gegevensdeling.objects.values_list("einde", flat=True)) == {Einde.TAAK}
        open_ = Toegang.objects.filter(sleutel=overleg.pk, reikwijdte="deelname", ingetrokken_op=None)
        assert not open_.exists()


@pytest.mark.parametrize(("stap", "blad"), [("annuleren", True), ("stoppen", False)])
def test_what_does_not_go_on_takes_the_agenda_along(cast, overleg, inloggen, stap, blad):
    with als(cast.eva) as eva:
        actions.zet_stap(eva, vers_eva(overleg), stap, waarom="het past niet")
    uit = stukken(cast, inloggen, overleg)
    assert not uit["agenda"] and not uit["pdf"]
    assert uit["pagina"] == uit["ics"] == blad  # who was invited may still read that it is off
    with als_bouw():
        assert not Gegevensdeling.objects.filter(soort=SOORT_AGENDA, beeindigd_op=None).exists()


def test_another_day_moves_the_last_day_along(cast, overleg):
    with als(cast.eva) as eva:
        actions.plan_overleg(
            eva, vers_eva(overleg), datum=overleg.datum + timedelta(days=20), plaats="elders", duur=60
        )
    nieuw = vers_eva_van(cast, overleg)
    with als_bouw():
        open_ = Gegevensdeling.objects.filter(beeindigd_op=None)
        assert set(open_.values_list("tot", flat=True)) == {laatste_dag(nieuw, vandaag())}
        eigen = Toegang.objects.filter(functie=cast.functies["hugo"], sleutel=overleg.pk, ingetrokken_op=None)
        assert [rij.tot for rij in eigen] == [laatste_dag(nieuw, vandaag())]


def vers_eva_van(cast: Any, overleg: Overleg) -> Overleg:
    return bouwen.vers(cast, overleg, "eva")


def test_a_personal_link_reads_no_longer_than_the_sharing_whatever_day_was_typed(cast, overleg, monkeypatch):
    with als(cast.eva) as eva:
        arts = actions.voeg_deelnemer_toe(
            eva, vers_eva(overleg), naam="Huisarts", kader="vrijwillig", beroepsgeheim="ja"
        )
        actions.maak_agenda_definitief(eva, vers_eva(overleg), antwoord=bouwen.ja(eva))
        link = nodig_uit_met_link(
            eva, arts, email="arts@voorbeeld.test", tot=vandaag() + timedelta(days=100),
            basis="http://testserver",
        )  # fmt: skip
    einde = net_na(overleg)
    zet_klok(monkeypatch, einde - timedelta(seconds=1))
    with als(links.actor_voor(link.pk)) as actor:
        assert Overleg.objects.zichtbaar_voor(actor).exists()
        assert AgendaVersie.objects.zichtbaar_voor(actor).exists()
    zet_klok(monkeypatch, einde)
    with als(links.actor_voor(link.pk)) as actor:
        assert not Overleg.objects.zichtbaar_voor(actor).exists()
        assert not AgendaVersie.objects.zichtbaar_voor(actor).exists()
        assert set(in_database(actor).values()) == {0}


def test_following_up_closes_the_links(cast, overleg):
    with als(cast.eva) as eva:
        arts = actions.voeg_deelnemer_toe(
            eva, vers_eva(overleg), naam="Huisarts", kader="vrijwillig", beroepsgeheim="ja"
        )
        actions.maak_agenda_definitief(eva, vers_eva(overleg), antwoord=bouwen.ja(eva))
        nodig_uit_met_link(
            eva, arts, email="arts@voorbeeld.test", tot=vandaag() + timedelta(days=100),
            basis="http://testserver",
        )  # fmt: skip
    bouwen.voorbij(cast, overleg)
    with als(cast.eva) as eva:
        actions.registreer_gehouden(eva, vers_eva(overleg), client_aanwezig="ja", eerste="ja")
        actions.zet_stap(eva, vers_eva(overleg), "opvolgen")
    with als_bouw():
        assert not PersoonlijkeLink.objects.get().is_open
        assert Document.objects.exists() and Deelnemer.objects.filter(pk=arts.pk).exists()
