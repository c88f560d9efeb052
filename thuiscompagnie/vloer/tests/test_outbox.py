"""The outbox: every committed intention has exactly one effect, or is visibly parked."""

from contextlib import contextmanager
from datetime import timedelta

import pytest
from django.conf import settings
from django.core import mail
from django.db import OperationalError
from django.utils import timezone

from organisaties.actor import Actor
from organisaties.models import Functie
from tests.hulp import als_bouw
from thuiscompagnie.vloer import outbox
from thuiscompagnie.vloer.models import Opdracht
from thuiscompagnie.vloer.post import send_mail

pytestmark = pytest.mark.django_db


@pytest.fixture
def werk(monkeypatch):
    """A handler that counts its effects, and may be told to fail."""
    gedaan: list[str] = []
    gedrag = {"fout": None}

    def doe(opdracht, voortgang):
        voortgang.zet(1, 2)
        if gedrag["fout"] is not None:
            raise gedrag["fout"]
        gedaan.append(str(opdracht.lading["id"]))

    monkeypatch.setitem(outbox._afhandelaars, "proef.werk", doe)
    monkeypatch.setattr(outbox, "wek", lambda pk: None)
    doe.gedaan, doe.gedrag = gedaan, gedrag
    return doe


def plan(cast, uniek: str = "een") -> Opdracht:
    return outbox.plan(cast.ans, "proef.werk", uniek=uniek, lading={"id": "7"})


def test_planned_work_is_done_once_and_closed(cast, werk):
    opdracht = plan(cast)
    assert outbox.voer_uit(opdracht.pk) == "klaar"
    assert outbox.voer_uit(opdracht.pk) == "overgeslagen"
    opdracht.refresh_from_db()
    assert (opdracht.status, opdracht.pogingen, werk.gedaan) == ("klaar", 1, ["7"])


def test_the_same_intention_is_one_job(cast, werk):
    assert plan(cast).pk == plan(cast).pk


def test_a_job_held_by_a_living_worker_is_left_alone(cast, werk):
    opdracht = plan(cast)
    assert outbox.lease(opdracht.pk) is not None
    assert outbox.voer_uit(opdracht.pk) == "overgeslagen"
    assert werk.gedaan == []


def test_a_job_of_a_dead_worker_is_taken_over_after_its_lease(cast, werk):
    opdracht = plan(cast)
    outbox.lease(opdracht.pk)
    Opdracht.objects.filter(pk=opdracht.pk).update(geleased_tot=timezone.now() - timedelta(seconds=1))
    assert outbox.voer_uit(opdracht.pk) == "klaar"
    assert werk.gedaan == ["7"]


def test_failing_work_is_tried_three_times_and_then_parked_with_its_reason(cast, werk, caplog):
    opdracht = plan(cast)
    werk.gedrag["fout"] = ValueError("kanarie-in-een-fout")
    assert [outbox.voer_uit(opdracht.pk) for _ in range(4)] == [
        "wacht",
        "wacht",
        "geparkeerd",
        "overgeslagen",
    ]
    opdracht.refresh_from_db()
    assert (opdracht.status, opdracht.fout) == ("geparkeerd", "ValueError")


def test_a_person_can_try_parked_work_again(cast, werk):
    opdracht = plan(cast)
    werk.gedrag["fout"] = outbox.Mislukt("bestand_onleesbaar")
    assert outbox.voer_uit(opdracht.pk) == "geparkeerd"
    werk.gedrag["fout"] = None
    assert outbox.probeer_opnieuw(opdracht) is True
    assert outbox.voer_uit(opdracht.pk) == "klaar"


def test_work_of_somebody_whose_role_has_ended_is_not_done(cast, werk):
    opdracht = plan(cast)
    with als_bouw():
        Functie.objects.filter(pk=cast.functies["ans"].pk).update(ingetrokken_op=timezone.now())
    outbox.voer_uit(opdracht.pk)
    assert werk.gedaan == []


def test_the_sweeper_wakes_what_waits_and_parks_what_died_too_often(cast, werk, monkeypatch):
    gewekt: list[object] = []
    monkeypatch.setattr(outbox, "wek", gewekt.append)
    wachtend, dood = plan(cast, "wacht"), plan(cast, "dood")
    lang_geleden = timezone.now() - timedelta(minutes=1)
    Opdracht.objects.filter(pk=wachtend.pk).update(gemaakt_op=lang_geleden)
    outbox.lease(dood.pk)
    Opdracht.objects.filter(pk=dood.pk).update(geleased_tot=lang_geleden, pogingen=3)
    assert outbox.veeg() == 1
    assert gewekt == [wachtend.pk]
    dood.refresh_from_db()
    assert (dood.status, dood.fout) == ("geparkeerd", "werker_gestopt")


def test_the_row_of_a_job_carries_ids_and_no_names(cast, werk):
    opdracht = plan(cast)
    assert "Proef" not in str(opdracht.actor) + str(opdracht.lading)
    assert set(opdracht.actor) == {"soort", "gebruiker", "functie", "verzoek"}


@pytest.fixture
def post(werk, monkeypatch):
    """The same handler, as one that mails."""
    monkeypatch.setitem(outbox._afhandelaars, "proef.mail", outbox._afhandelaars["proef.werk"])
    monkeypatch.setattr(outbox, "_mails", {*outbox._mails, "proef.mail"})
    return werk


def plan_mail() -> Opdracht:
    return outbox.plan(Actor.systeem(), "proef.mail", uniek="mail", lading={"id": "7"})


def test_a_mail_outlives_a_mail_server_that_is_away_for_two_hours(cast, post, monkeypatch, caplog):
    opdracht, nu = plan_mail(), timezone.now()
    post.gedrag["fout"] = ConnectionRefusedError()
    gewekt: list[object] = []
    monkeypatch.setattr(outbox, "wek", gewekt.append)
    for wacht in settings.OUTBOX_MAIL_WACHT:
        monkeypatch.setattr(timezone, "now", lambda moment=nu: moment)
        assert outbox.voer_uit(opdracht.pk) == "wacht"
        monkeypatch.setattr(timezone, "now", lambda moment=nu + timedelta(seconds=wacht - 2): moment)
        gewekt.clear()
        assert outbox.veeg() == 0 and outbox.voer_uit(opdracht.pk) == "overgeslagen"
        nu += timedelta(seconds=wacht + 6)
        monkeypatch.setattr(timezone, "now", lambda moment=nu: moment)
        assert outbox.veeg() == 1 and gewekt == [opdracht.pk]
    post.gedrag["fout"] = None
    assert outbox.voer_uit(opdracht.pk) == "klaar"
    assert sum(settings.OUTBOX_MAIL_WACHT) > 2 * 3600


def test_a_mail_that_fails_at_its_last_attempt_is_parked(cast, post, caplog):
    opdracht = plan_mail()
    Opdracht.objects.filter(pk=opdracht.pk).update(pogingen=len(settings.OUTBOX_MAIL_WACHT))
    post.gedrag["fout"] = ConnectionRefusedError()
    assert outbox.voer_uit(opdracht.pk) == "geparkeerd"
    assert list(outbox.opgegeven(timezone.now() - timedelta(minutes=1))) == [opdracht]


def test_a_mail_whose_worker_stopped_is_uncertain_and_goes_again_by_a_person_alone(cast, post, monkeypatch):
    opdracht = plan_mail()
    outbox.lease(opdracht.pk)
    Opdracht.objects.filter(pk=opdracht.pk).update(geleased_tot=timezone.now() - timedelta(seconds=1))
    assert outbox.voer_uit(opdracht.pk) == "overgeslagen"
    assert outbox.veeg() == 0
    opdracht.refresh_from_db()
    assert (opdracht.status, opdracht.fout, post.gedaan) == ("onzeker", "werker_gestopt", [])
    assert outbox.voer_uit(opdracht.pk) == "overgeslagen"
    assert outbox.probeer_opnieuw(opdracht)
    assert outbox.voer_uit(opdracht.pk) == "klaar"
    assert post.gedaan == ["7"]


def test_a_mail_that_left_but_could_not_be_committed_is_not_sent_again_by_itself(
    cast, post, monkeypatch, caplog
):
    opdracht = plan_mail()

    @contextmanager
    def omslag_die_niet_vastlegt(actor):
        yield
        raise OperationalError("weg")

    monkeypatch.setattr(outbox, "_omslag", omslag_die_niet_vastlegt)
    assert outbox.voer_uit(opdracht.pk) == "onzeker"
    assert outbox.veeg() == 0 and outbox.voer_uit(opdracht.pk) == "overgeslagen"
    assert post.gedaan == ["7"]


def test_the_mail_of_one_job_has_the_same_message_id_when_a_person_sends_it_again(cast, monkeypatch):
    def stuur(opdracht, voortgang):
        send_mail("Onderwerp", "Tekst", None, ["iemand@voorbeeld.example"])

    monkeypatch.setitem(outbox._afhandelaars, "proef.mail", stuur)
    monkeypatch.setattr(outbox, "wek", lambda pk: None)
    opdracht = plan_mail()
    assert outbox.voer_uit(opdracht.pk) == "klaar"
    Opdracht.objects.filter(pk=opdracht.pk).update(status="onzeker")
    outbox.probeer_opnieuw(opdracht)
    assert outbox.voer_uit(opdracht.pk) == "klaar"
    eerste, tweede = (brief.message()["Message-ID"] for brief in mail.outbox)
    assert eerste == tweede == f"<{opdracht.pk}@localhost>"


def test_these_kinds_of_work_are_mails():
    assert outbox._mails == {
        "delen.bericht",
        "gezinnen.raad_gevraagd",
        "lco.link",
        "lco.linkcode",
        "organisaties.aanmelding_gewijzigd",
        "organisaties.uitnodiging",
        "organisaties.wachtwoord_vergeten",
    }
