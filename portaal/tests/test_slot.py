"""Idle pages are covered, long sessions end, a cookie from elsewhere is worthless; what was typed stays."""

import time
import uuid
from datetime import timedelta

import pytest
from django.core.cache import cache
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from beroepsgeheim.models import Raadpleging
from gezinnen.models import Doel
from organisaties.aanmelden import pin, sessies
from organisaties.models import Pincode, Sessie
from tests.cast import WACHTWOORD
from tests.hulp import als_bouw
from thuiscompagnie.vloer.models import Concept

pytestmark = pytest.mark.django_db
VANDAAG, SLOT = "/vandaag/", "/aanmelden/slot/"
PIN = "274915"
CHROME = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/156.0 Safari/537.36"
CHROME_NIEUWER = CHROME.replace("156", "157")
FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"


@pytest.fixture(autouse=True)
def schone_tellers():
    cache.clear()
    yield
    cache.clear()


@pytest.fixture
def ans(cast, inloggen):
    """A coach who is logged in and has a PIN."""
    pin.zet(cast.gebruikers["ans"], PIN)
    return inloggen(cast, "ans")


def verschuif(client: Client, **waarden: int) -> None:
    """As if this much time had passed for the session."""
    sessie = client.session
    for sleutel, seconden in waarden.items():
        sessie[sleutel] = int(time.time()) - seconden
    sessie.save()


def kwartier_weg(client: Client) -> None:
    verschuif(client, **{sessies.ACTIEF: 15 * 60 + 5})


def regels(onderdeel: str) -> list[str]:
    with als_bouw():
        rijen = Raadpleging.objects.filter(actie="aanmelding", onderdeel=f"aanmelden.{onderdeel}")
        return list(rijen.order_by("pk").values_list("uitkomst", flat=True))


def test_after_fifteen_idle_minutes_every_page_is_covered_and_the_pin_opens_it(ans):
    verschuif(ans, **{sessies.ACTIEF: 14 * 60})
    assert ans.get(VANDAAG).status_code == 200
    kwartier_weg(ans)
    antwoord = ans.get("/gezinnen/?fase=groei")
    assert antwoord.url == "/aanmelden/slot/?next=%2Fgezinnen%2F%3Ffase%3Dgroei"
    assert ans.get(VANDAAG).url.startswith(SLOT)  # asking again does not wake it
    assert "Op slot" in ans.get(SLOT).content.decode()
    assert ans.post(SLOT, {"pin": PIN, "next": "/gezinnen/?fase=groei"}).url == "/gezinnen/?fase=groei"
    assert ans.get(VANDAAG).status_code == 200
    assert regels("op_slot") == ["ok"] and regels("slot") == ["ok"]


def test_a_person_can_cover_the_page_at_once(ans):
    assert ans.post("/aanmelden/vergrendel/", {"next": "/gezinnen/"}).url == f"{SLOT}?next=%2Fgezinnen%2F"
    assert ans.get(VANDAAG).url.startswith(SLOT)


def test_the_password_opens_a_covered_page_too(ans):
    kwartier_weg(ans)
    assert ans.post(SLOT, {"password": "iets-heel-anders"}).url.startswith(SLOT)
    assert ans.get(VANDAAG).url.startswith(SLOT)
    assert ans.post(SLOT, {"password": WACHTWOORD}).url == VANDAAG
    assert ans.get(VANDAAG).status_code == 200


def test_five_wrong_pins_log_out_and_close_the_pin_until_a_full_log_in(ans, cast):
    kwartier_weg(ans)
    for _keer in range(4):
        assert ans.post(SLOT, {"pin": "918273"}).url.startswith(SLOT)
    assert ans.post(SLOT, {"pin": "918273"}).url == "/aanmelden/"
    assert "_auth_user_id" not in ans.session
    assert regels("slot") == ["geweigerd"] * 5
    assert pin.controleer(cast.gebruikers["ans"], PIN) is pin.Uitkomst.OP
    pin.herstel(cast.gebruikers["ans"])
    assert pin.controleer(cast.gebruikers["ans"], PIN) is pin.Uitkomst.GOED


def test_five_wrong_passwords_at_a_covered_page_log_out(ans):
    kwartier_weg(ans)
    for _keer in range(5):
        laatste = ans.post(SLOT, {"password": "iets-heel-anders"})
    assert laatste.url == "/aanmelden/"


def test_background_requests_are_no_activity(ans, cast):
    concept = reverse("vloer:concept", args=["intake", uuid.uuid4()])
    verschuif(ans, **{sessies.ACTIEF: 14 * 60})
    voor = ans.session[sessies.ACTIEF]
    assert ans.post(concept, {"willen": "rust"}).status_code == 200
    assert ans.session[sessies.ACTIEF] == voor
    assert ans.post("/aanmelden/actief/").status_code == 200  # real keys do count
    assert ans.session[sessies.ACTIEF] > voor


def test_typing_is_still_kept_while_the_page_is_covered_and_nothing_else_is_let_through(ans):
    kwartier_weg(ans)
    concept = reverse("vloer:concept", args=["intake", uuid.uuid4()])
    assert ans.post(concept, {"willen": "rust"}).status_code == 200
    assert ans.post("/aanmelden/actief/").url.startswith(SLOT)
    assert ans.get(VANDAAG).url.startswith(SLOT)


def doel_formulier(cast) -> tuple[str, dict[str, str]]:
    pad = reverse("gezinnen:doel_nieuw", args=[cast.zon.pk])
    return pad, {"tekst": "Samen eten aan tafel", "formulierbon": str(uuid.uuid4())}


def test_a_post_at_a_covered_page_is_kept_shown_and_sent_again_once(ans, cast):
    pad, velden = doel_formulier(cast)
    kwartier_weg(ans)
    with als_bouw():
        voor = Doel.objects.filter(gezin=cast.zon).count()
    assert ans.post(pad, velden).url.startswith(SLOT)
    with als_bouw():
        assert Doel.objects.filter(gezin=cast.zon).count() == voor  # nothing happened yet
    verder = ans.post(SLOT, {"pin": PIN}).url
    assert verder.startswith("/aanmelden/verder/")
    blad = ans.get(verder)
    assert "Samen eten aan tafel" in blad.content.decode()
    assert blad.context["pad"] == pad
    opnieuw = dict(blad.context["velden"]) | {blad.context["merk"]: str(blad.context["concept"].over)}
    antwoord = ans.post(pad, opnieuw)
    assert antwoord.status_code == 302, antwoord.content.decode()[:2000]
    with als_bouw():
        assert Doel.objects.filter(gezin=cast.zon).count() == voor + 1
        assert not Concept.objects.exists()
    assert ans.get(verder).status_code == 404


def test_what_was_kept_stays_when_sending_it_again_fails(ans, cast):
    pad, velden = doel_formulier(cast)
    kwartier_weg(ans)
    ans.post(pad, velden | {"tekst": "x " * 11_000})
    blad = ans.get(ans.post(SLOT, {"pin": PIN}).url)
    opnieuw = dict(blad.context["velden"]) | {blad.context["merk"]: str(blad.context["concept"].over)}
    assert ans.post(pad, opnieuw).status_code == 422
    with als_bouw():
        assert Concept.objects.count() == 1


def test_what_was_kept_can_be_thrown_away_and_is_nobody_elses(ans, cast, client):
    pad, velden = doel_formulier(cast)
    kwartier_weg(ans)
    ans.post(pad, velden)
    verder = ans.post(SLOT, {"pin": PIN}).url
    ander = Client()
    ander.force_login(cast.gebruikers["carla"])
    assert ander.get(verder).status_code == 404
    assert ans.post(verder).url == VANDAAG
    with als_bouw():
        assert not Concept.objects.exists()


def test_passwords_and_codes_are_never_kept(ans, cast):
    pad, velden = doel_formulier(cast)
    kwartier_weg(ans)
    ans.post(pad, velden | {"new_password1": "x", "password": "geheim-woord", "pin": PIN, "code": "123456"})
    with als_bouw():
        tekst = str([c.velden for c in Concept.objects.all()])
    assert "geheim-woord" not in tekst and PIN not in tekst and "csrfmiddlewaretoken" not in tekst


def test_after_ten_hours_everyone_logs_in_again_and_the_draft_is_there(ans, cast):
    pad, velden = doel_formulier(cast)
    verschuif(ans, **{sessies.BEGIN: 10 * 3600 + 5})
    antwoord = ans.post(pad, velden)
    assert antwoord.url.startswith("/aanmelden/?next=%2Faanmelden%2Fverder%2F")
    assert "_auth_user_id" not in ans.session
    ans.force_login(cast.gebruikers["ans"])
    with als_bouw():
        over = Concept.objects.get().over
    assert "Samen eten aan tafel" in ans.get(f"/aanmelden/verder/{over}/").content.decode()


def test_what_was_kept_comes_back_in_the_role_in_which_it_was_typed(cast, inloggen):
    rita = inloggen(cast, "rita_eva")
    kwartier_weg(rita)
    rita.post("/overleg/", {"vraag": "Wie kan mee aan tafel?"})
    verder = rita.session["op_slot_bewaard"]
    rita.post(SLOT, {"password": WACHTWOORD})
    sessie = rita.session
    sessie["functie"] = str(cast.functies["rita"].pk)
    sessie.save()
    assert rita.get(verder, follow=True).status_code == 200
    assert rita.session["functie"] == str(cast.functies["rita_eva"].pk)


def test_activity_does_not_stretch_the_ten_hours(ans):
    verschuif(ans, **{sessies.BEGIN: 10 * 3600 + 5, sessies.ACTIEF: 1})
    assert ans.get(VANDAAG).url.startswith("/aanmelden/")


def test_a_session_cookie_from_another_machine_is_worthless_and_stands_in_the_log(ans, cast):
    assert ans.get(VANDAAG, headers={"user-agent": CHROME}).status_code == 200
    assert (
        ans.get(VANDAAG, headers={"user-agent": CHROME_NIEUWER}).status_code == 200
    )  # an update is no theft
    koek = ans.cookies["sessionid"].value
    dief = Client()
    dief.cookies["sessionid"] = koek
    pad, velden = doel_formulier(cast)
    antwoord = dief.post(pad, velden, headers={"user-agent": FIREFOX})
    assert antwoord.url.startswith("/aanmelden/")
    assert regels("ander_toestel") == ["geweigerd"]
    with als_bouw():
        assert not Concept.objects.exists()  # what a stranger types is nobody's draft
    assert ans.get(VANDAAG, headers={"user-agent": CHROME}).url.startswith("/aanmelden/")


def test_htmx_and_the_script_of_the_page_hear_of_the_lock_in_their_own_way(ans):
    kwartier_weg(ans)
    antwoord = ans.get(VANDAAG, headers={"HX-Request": "true"})
    assert antwoord.status_code == 200 and antwoord.headers["HX-Redirect"].startswith(SLOT)
    blad = ans.post("/aanmelden/vergrendel/", headers={"X-Achtergrond": "1"})
    assert "data-slot-formulier" in blad.content.decode()
    json = {"Accept": "application/json"}
    assert ans.post(SLOT, {"pin": "918273"}, headers=json).json() == {
        "open": False,
        "melding": "Die pincode klopt niet.",
    }
    vreemd = json | {"X-Actor": str(uuid.uuid4())}
    assert ans.post(SLOT, {"pin": PIN}, headers=vreemd).json() == {"open": False, "weg": "/"}
    assert ans.post(SLOT, {"pin": PIN}, headers=json).json() == {"open": True}


def test_family_members_are_not_asked_for_a_second_step_and_have_a_door_of_their_own(cast, client):
    client.force_login(cast.personen["mama_zon"])
    sessie = client.session
    sessie.pop(sessies.TWEEDE_STAP)
    sessie.save()
    kwartier_weg(client)
    assert client.get("/mijn/").status_code == 200
    for pad in ("/aanmelden/mijn/", "/aanmelden/instellen/", "/aanmelden/mijn/pincode/", SLOT):
        assert client.get(pad).status_code == 403
    verschuif(client, **{sessies.BEGIN: 10 * 3600 + 5})
    assert client.get("/mijn/").url == "/mijn/binnen/"
    assert "_auth_user_id" not in client.session


# --- the list of sessions ---------------------------------------------------------------------------------


def test_one_sees_ones_sessions_and_ends_one_or_all_others(ans, cast):
    ander, derde, vreemd = Client(), Client(), Client()
    for browser in (ander, derde):
        browser.force_login(cast.gebruikers["ans"])
    vreemd.force_login(cast.gebruikers["bert"])
    rijen = ans.get("/aanmelden/mijn/").context["sessies"]
    assert len(rijen) == 3 and [hier for _rij, hier in rijen].count(True) == 1
    sleutel = Sessie.objects.get(sleutel=ander.session.session_key)
    assert vreemd.post(f"/aanmelden/mijn/sessies/{sleutel.pk}/").status_code == 404
    assert ans.post(f"/aanmelden/mijn/sessies/{sleutel.pk}/").status_code == 302
    assert ander.get(VANDAAG).url.startswith("/aanmelden/")
    assert derde.get(VANDAAG).status_code == 200
    assert ans.post("/aanmelden/mijn/sessies/andere/").status_code == 302
    assert derde.get(VANDAAG).url.startswith("/aanmelden/")
    assert ans.get(VANDAAG).status_code == 200
    assert vreemd.get(VANDAAG).status_code == 200


def test_logging_out_takes_the_session_off_the_list(ans, cast):
    ander = Client()
    ander.force_login(cast.gebruikers["ans"])
    ander.post("/afmelden/")
    assert len(ans.get("/aanmelden/mijn/").context["sessies"]) == 1


def test_sessions_of_long_ago_are_forgotten_at_the_next_log_in(cast, client):
    with als_bouw():
        lang_geleden = timezone.now() - timedelta(days=91)
        Sessie.objects.create(gebruiker=cast.gebruikers["ans"], sleutel="oud", begonnen_op=lang_geleden)
        Sessie.objects.create(gebruiker=cast.gebruikers["bert"], sleutel="ander", begonnen_op=lang_geleden)
    client.force_login(cast.gebruikers["ans"])
    assert set(
        Sessie.objects.exclude(sleutel=client.session.session_key).values_list("sleutel", flat=True)
    ) == {"ander"}


@pytest.mark.parametrize(
    ("user_agent", "naam"),
    [
        (CHROME, "Chrome op Windows"),
        (FIREFOX, "Firefox op Linux"),
        (
            "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) Version/18.0 Safari/604.1",
            "Safari op iPhone",
        ),
        ("Mozilla/5.0 (Linux; Android 15) Chrome/156.0 Mobile Safari/537.36 EdgA/156.0", "Edge op Android"),
        ("curl/8", "een browser op een ander systeem"),
        ("", ""),
    ],
)
def test_a_browser_is_told_roughly(user_agent, naam):
    assert sessies.familie(user_agent) == naam


# --- the PIN ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("zwak", ["000000", "123456", "654321", "890123", "121212", "123123"])
def test_a_pin_that_anybody_would_try_is_refused(ans, zwak):
    antwoord = ans.post("/aanmelden/mijn/pincode/", {"pin": zwak, "pin_nog_eens": zwak})
    assert antwoord.status_code == 422
    assert "zonder patroon" in antwoord.content.decode()


@pytest.mark.parametrize(
    ("een", "twee", "zin"),
    [
        ("27491", "27491", "precies 6"),
        ("27a915", "27a915", "precies 6"),
        ("274915", "274916", "niet dezelfde"),
    ],
)
def test_a_pin_has_six_digits_and_is_typed_twice(ans, een, twee, zin):
    antwoord = ans.post("/aanmelden/mijn/pincode/", {"pin": een, "pin_nog_eens": twee})
    assert antwoord.status_code == 422 and zin in antwoord.content.decode()


def test_a_pin_is_kept_as_an_argon2_hash_of_a_keyed_digest(cast, settings):
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
    gebruiker = cast.gebruikers["ans"]
    pin.zet(gebruiker, PIN)
    rij = Pincode.objects.get(gebruiker=gebruiker)
    assert rij.hash.startswith("argon2$") and PIN not in rij.hash
    assert pin.controleer(gebruiker, PIN) is pin.Uitkomst.GOED
    # Another key: the table alone is of no use. The former key still opens.
    oud, settings.MFA_SLEUTEL = settings.MFA_SLEUTEL, "een-heel-andere-sleutel-0123456789"
    assert pin.controleer(gebruiker, PIN) is pin.Uitkomst.FOUT
    settings.MFA_SLEUTEL_VORIGE = oud
    assert pin.controleer(gebruiker, PIN) is pin.Uitkomst.GOED


def test_a_delicate_change_asks_for_a_code_first(ans):
    verschuif(ans, **{sessies.BEVESTIGD: 16 * 60})
    for pad in ("/aanmelden/mijn/pincode/", "/aanmelden/instellen/"):
        assert (
            ans.get(pad).url == f"/aanmelden/bevestig/?next={pad.replace('/', '%2F')}"
            or "bevestig" in ans.get(pad).url
        )
        assert "bevestig" in ans.post(pad, {"pin": PIN, "pin_nog_eens": PIN}).url
    assert "bevestig" in ans.post("/aanmelden/noodcodes/nieuw/").url
