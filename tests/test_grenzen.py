"""Limits per person on searching, lists and taking out: wide for work, closed for emptying, friendly and logged."""

import logging
import re
import time

import pytest
from django.core.cache import caches
from django.test import Client
from django.urls import reverse

from beroepsgeheim.beleid import alle_urls, beleid, beleid_van, controleer_beleid
from beroepsgeheim.beleidstype import Beleid
from beroepsgeheim.logboek import onderdeel_naam
from beroepsgeheim.models import Raadpleging
from organisaties.models import Rol
from rapportage.models import Rapport
from tests.cast import WACHTWOORD
from tests.hulp import als_bouw
from thuiscompagnie.settings import basis
from thuiscompagnie.vloer.models import Concept, Opdracht

pytestmark = pytest.mark.django_db
DOOD = "unix:///tmp/geen-redis-hier.sock"


def weigeringen(**zoek):
    with als_bouw():
        return list(Raadpleging.objects.filter(actie="weigering", **zoek).order_by("pk"))


@pytest.fixture
def krap(settings):
    settings.GRENZEN = dict.fromkeys(basis.GRENZEN, (2, 600))


@pytest.fixture
def zonder_redis(settings):
    """The cache of production, with a Redis that is not there."""
    settings.CACHES = {"default": {"BACKEND": basis.CACHE, "LOCATION": DOOD}}
    caches["default"]._geheugen.clear()
    yield
    caches["default"]._geheugen.clear()


def test_somebody_who_leafs_without_end_waits_on_a_friendly_page_that_says_until_when(cast, inloggen, krap):
    client, pad = inloggen(cast, "ans"), reverse("gezinnen:mijn")
    assert [client.get(pad).status_code for _keer in range(4)] == [200, 200, 429, 429]
    antwoord = client.get(pad)
    html = antwoord.content.decode()
    assert re.search(r"Probeer het opnieuw om \d{1,2}\.\d\d\su\.", html)
    assert "Er is niets verloren" in html and f'href="{pad}"' in html
    assert "Ans Proef" not in html and "Gezin Zon" not in html
    assert 0 < int(antwoord["Retry-After"]) <= 660


def test_the_first_refusal_of_a_period_stands_in_the_log_of_reading_and_no_flood_of_them(
    cast, inloggen, krap
):
    client = inloggen(cast, "ans")
    for _keer in range(6):
        client.get(reverse("gezinnen:mijn"))
    (regel,) = weigeringen()
    assert (regel.onderdeel, regel.doel, regel.uitkomst) == ("gezinnen.mijn", "grens lijst", "geweigerd")
    assert regel.functie == cast.functies["ans"].pk and regel.sleutel is None


def test_after_the_period_everything_goes_on(cast, inloggen, krap, monkeypatch):
    client, pad, nu = inloggen(cast, "ans"), reverse("gezinnen:mijn"), time.time()
    assert [client.get(pad).status_code for _keer in range(3)] == [200, 200, 429]
    monkeypatch.setattr("beroepsgeheim.grenzen.time.time", lambda: nu + 600)
    assert client.get(pad).status_code == 200


def test_searching_is_limited_and_the_question_is_still_there_afterwards(cast, inloggen, settings):
    settings.GRENZEN = {"zoeken": (1, 600)}
    client = inloggen(cast, "ans")
    paden = [client.post(reverse("gezinnen:nieuw"), {"naam": "Zon Zon"})["Location"] for _keer in range(2)]
    assert [client.get(pad).status_code for pad in paden] == [200, 429]
    assert f'href="{paden[1]}"' in client.get(paden[1]).content.decode()
    settings.GRENZEN = {}
    assert "Zon Zon" in client.get(paden[1]).content.decode()


def test_what_was_typed_is_kept_in_the_page_and_can_be_sent_again(cast, inloggen, settings):
    settings.GRENZEN = {"uitvoer": (0, 600)}
    client, pad = inloggen(cast, "petra"), reverse("rapportage:rapporten")
    velden = {"van": "2026-01-01", "tot": "2026-03-31", "reden": '"><script>', "huidig_wachtwoord": "geheim"}
    assert client.get(pad).status_code == 200  # looking at the form counts nothing
    antwoord = client.post(pad, velden)
    html = antwoord.content.decode()
    assert antwoord.status_code == 429 and "Wat u invulde, staat nog in deze bladzijde" in html
    with als_bouw():
        assert not Opdracht.objects.exists() and not Rapport.objects.exists()
    terug = dict(re.findall(r'type="hidden" name="([a-z_]+)" value="([^"]*)"', html))
    assert terug["van"] == "2026-01-01" and terug["reden"] == "&quot;&gt;&lt;script&gt;"
    assert "huidig_wachtwoord" not in terug and terug["csrfmiddlewaretoken"]
    settings.GRENZEN = basis.GRENZEN
    streng = Client(enforce_csrf_checks=True)
    streng.cookies = client.cookies
    assert streng.post(pad, terug).status_code in (302, 422)


def test_another_person_and_another_kind_are_not_held_up(cast, inloggen, krap):
    client = inloggen(cast, "ans")
    for _keer in range(3):
        client.get(reverse("gezinnen:mijn"))
    assert client.get(reverse("gezinnen:gezin", args=[cast.zon.pk])).status_code == 200
    assert client.get(reverse("rapportage:registraties")).status_code == 200
    assert inloggen(cast, "carla").get(reverse("gezinnen:mijn")).status_code == 200


def test_a_change_of_role_is_no_new_start(cast, inloggen, krap):
    pad = reverse("lco:lijst")
    assert [inloggen(cast, "rita").get(pad).status_code for _keer in range(2)] == [200, 200]
    assert inloggen(cast, "rita_eva").get(pad).status_code == 429


def test_polls_and_drafts_in_the_background_never_count(cast, inloggen, krap):
    client = inloggen(cast, "ans")
    pad = reverse("vloer:concept", args=["proef", cast.zon.pk])
    assert {client.post(pad, {"tekst": "a"}).status_code for _keer in range(20)} == {200}
    assert Beleid(achtergrond=True, grens="lijst", grens_post="zoeken").grenzen("POST") == ()


def test_a_family_member_reads_simple_words(cast, inloggen, krap):
    client, pad = inloggen(cast, "mama_zon"), reverse("mijn:gegevens")
    statussen = [client.post(pad, {"vorm": "pdf"}).status_code for _keer in range(3)]
    assert statussen == [302, 302, 429]
    html = client.post(pad, {"vorm": "pdf"}).content.decode()
    assert "Vraag het aan uw coach" in html and "toepassing beheert" not in html


@pytest.mark.parametrize(
    ("grens", "urls"),
    [
        ("zoeken", "gezinnen:gevonden privacy:zoeken"),
        (
            "lijst",
            "gezinnen:mijn gezinnen:dienst lco:lijst lco:uitnodigingen logboek:overzicht organisaties:partners "
            "organisaties:rekeningen",
        ),
        (
            "uitvoer",
            "gezinnen:kopie mijn:gegevens rapportage:bestanden rapportage:invoeren rapportage:nummers "
            "rapportage:problemen rapportage:rapporten rapportage:registraties",
        ),
        (
            "document",
            "delen:blad_pdf delen:deling_pdf gezinnen:praatblad_pdf lco:kalender mijn:plek_brief vloer:document",
        ),
    ],
)
def test_these_pages_have_this_limit_and_no_others(grens, urls):
    met = set()
    for _route, naam, view in alle_urls():
        regel = beleid_van(view, naam)
        if regel and grens in (regel.grens, regel.grens_post):
            met.add(naam)
    assert met == set(urls.split())


def test_each_page_with_a_limit_has_words_in_the_log():
    met = [n for _route, n, view in alle_urls() if (b := beleid_van(view, n)) and (b.grens or b.grens_post)]
    kaal = [naam for naam in met if onderdeel_naam(naam.replace(":", ".")) == naam.replace(":", ".")]
    assert kaal == []


def test_the_limits_are_wide_enough_for_real_work():
    assert basis.GRENZEN["zoeken"] >= (60, 600) and basis.GRENZEN["uitvoer"] >= (30, 3600)


def test_a_limit_that_does_not_exist_is_an_error_of_the_check(monkeypatch):
    view = beleid(Rol.COACH, grens="lysten")(lambda request: None)
    monkeypatch.setattr("beroepsgeheim.beleid.alle_urls", lambda: [("x/", "x", view)])
    assert [fout.id for fout in controleer_beleid(None)] == ["beroepsgeheim.E002"]


def test_without_redis_the_limits_hold_and_the_work_goes_on(cast, inloggen, krap, zonder_redis, caplog):
    client = inloggen(cast, "ans")
    with caplog.at_level(logging.WARNING):
        statussen = [client.get(reverse("gezinnen:mijn")).status_code for _keer in range(4)]
    assert statussen == [200, 200, 429, 429]
    meldingen = [r.getMessage() for r in caplog.records if "Redis antwoordt niet" in r.getMessage()]
    assert len(meldingen) == 1


def test_without_redis_the_door_still_opens_and_still_closes_after_five_tries(cast, zonder_redis):
    client = Client()
    assert client.post("/aanmelden/", {"login": "ans", "password": WACHTWOORD}).status_code == 302
    for _keer in range(5):
        Client().post("/aanmelden/", {"login": "bea", "password": "verkeerd"})
    assert Client().post("/aanmelden/", {"login": "bea", "password": WACHTWOORD}).status_code == 200


def test_somebody_unknown_who_knocks_too_often_is_one_event_without_an_address(settings, caplog):
    settings.ACCOUNT_RATE_LIMITS = {"login": "2/m/ip"}
    client = Client(REMOTE_ADDR="203.0.113.77")
    with caplog.at_level(logging.INFO):
        statussen = [
            client.post("/aanmelden/", {"login": f"naam-{n}", "password": "x"}).status_code for n in range(5)
        ]
    assert statussen == [200, 200, 429, 429, 429]
    with als_bouw():
        (regel,) = Raadpleging.objects.filter(onderdeel="aanmelden.te_vaak")
        alles = " ".join(str(waarde) for waarde in vars(regel).values())
    assert (regel.actie, regel.uitkomst, regel.gebruiker) == ("aanmelding", "geweigerd", None)
    assert "203.0.113.77" not in alles + caplog.text and "naam-" not in alles + caplog.text


def test_a_draft_of_today_survives_a_refusal(cast, inloggen, krap):
    client = inloggen(cast, "ans")
    client.post(reverse("vloer:concept", args=["proef", cast.zon.pk]), {"tekst": "half af"})
    for _keer in range(4):
        client.get(reverse("gezinnen:mijn"))
    with als_bouw():
        assert Concept.objects.get(formulier="proef").velden == {"tekst": ["half af"]}
