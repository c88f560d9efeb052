"""The intake in a real browser: what is typed is kept within seconds, also over a log-out."""

import re

import pytest
from django.contrib.sessions.models import Session
from django.urls import reverse

from gezinnen.models import Intake
from tests.hulp import als_bouw
from thuiscompagnie.vloer.models import Concept

from .hulp import als_persoon, nieuwe_intake

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
BEWAARD = re.compile(r"bewaard \d{1,2}\.\d\d\su\.")


@pytest.fixture
def open_gesprek(cast, live_server, chromium):
    """A page of this person on the conversation of this intake."""

    def doe(intake, naam="ans", **opties):
        context = chromium.new_context(viewport={"width": 390, "height": 800}, **opties)
        meld_aan(context, naam)
        blad = context.new_page()
        blad.goto(live_server.url + reverse("gezinnen:intake_gesprek", args=[intake.pk]))
        return blad

    def meld_aan(context, naam):
        koek = als_persoon(cast, naam).cookies["sessionid"].value
        context.add_cookies([{"name": "sessionid", "value": koek, "url": live_server.url}])

    doe.meld_aan = meld_aan
    return doe


def stand(blad):
    return blad.locator("[data-autosave-status]")


def concepten():
    with als_bouw():
        return {c.functie: c.velden["belangrijk"][0] for c in Concept.objects.all()}


def test_typing_is_kept_within_seconds_and_survives_a_log_out(cast, open_gesprek):
    intake = nieuwe_intake(cast.zon)
    blad = open_gesprek(intake)
    blad.locator("#id_belangrijk").press_sequentially("Rust in huis 🌻")
    stand(blad).filter(has_text=BEWAARD).wait_for(timeout=6000)
    with als_bouw():
        Session.objects.all().delete()
    blad.reload()
    assert "/aanmelden/" in blad.url
    terug = open_gesprek(intake)
    assert terug.locator("#id_belangrijk").input_value() == "Rust in huis 🌻"
    assert terug.get_by_text("Uw laatste tekst staat er nog").is_visible()
    terug.get_by_role("button", name="Gebruik liever de bewaarde versie").click()
    assert terug.locator("#id_belangrijk").input_value() == ""


def test_after_an_expired_session_nothing_is_sent_away_and_logging_in_again_saves_it(cast, open_gesprek):
    intake = nieuwe_intake(cast.zon)
    blad = open_gesprek(intake)
    with als_bouw():
        Session.objects.all().delete()
    blad.locator("#id_belangrijk").fill("Getypt na het afmelden")
    blad.locator("#id_willen").focus()
    stand(blad).filter(has_text="u bent afgemeld").wait_for(timeout=6000)
    blad.get_by_role("button", name="Bewaar en ga later verder").click()
    assert blad.locator("#id_belangrijk").input_value() == "Getypt na het afmelden"
    open_gesprek.meld_aan(blad.context, "ans")
    stand(blad).filter(has_text=BEWAARD).wait_for(timeout=45_000)  # it tries again after 5 to 30 seconds
    blad.get_by_role("button", name="Bewaar en ga later verder").click()
    blad.wait_for_url(re.compile(rf"/intake/{intake.pk}/$"))
    with als_bouw():
        assert Intake.objects.get(pk=intake.pk).belangrijk == "Getypt na het afmelden"


def test_what_one_person_typed_never_becomes_the_draft_of_the_next(cast, open_gesprek):
    intake = nieuwe_intake(cast.zon)
    blad = open_gesprek(intake)
    open_gesprek.meld_aan(blad.context, "carla")
    blad.locator("#id_belangrijk").fill("Van Ans alleen")
    blad.locator("#id_willen").focus()
    stand(blad).filter(has_text="andere rol").wait_for(timeout=6000)
    assert concepten() == {}


def test_the_whole_conversation_works_without_script(cast, open_gesprek):
    intake = nieuwe_intake(cast.zon)
    blad = open_gesprek(intake, java_script_enabled=False)
    blad.locator("#id_belangrijk").fill("Zonder script")
    blad.locator("#id_nieuw_domein").select_option("wonen")
    blad.get_by_role("button", name="Voeg toe").click()
    assert blad.locator("#id_belangrijk").input_value() == "Zonder script"
    blad.get_by_label("Wat weegt hier?").fill("Vocht")
    blad.get_by_role("button", name="Een zitting").click()
    blad.get_by_label("Wie was erbij?").fill("mama")
    blad.get_by_role("button", name="Bewaren").click()
    assert blad.get_by_text("mama").is_visible()
    blad.get_by_role("button", name="Kijk samen na").click()
    blad.get_by_role("button", name="Het klopt, rond de intake af").click()
    with als_bouw():
        klaar = Intake.objects.get(pk=intake.pk)
        assert klaar.afgerond_op is not None
        assert klaar.domeinen.get().zorgen == "Vocht"
