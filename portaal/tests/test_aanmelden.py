"""The door: password and second step, each refusal of it, and what a session without it reaches."""

import re
import time

import pytest
from allauth.mfa.models import Authenticator
from django.core.cache import cache
from django.test import Client
from django.urls import NoReverseMatch, reverse

from beroepsgeheim.beleid import alle_urls
from organisaties.aanmelden import tweede_stap
from portaal.demo.tweede_stap import geheim
from tests.cast import WACHTWOORD
from tests.hulp import als_bouw, zonder_tweede_stap

pytestmark = pytest.mark.django_db
AANMELDEN, CODE, VANDAAG = "/aanmelden/", "/aanmelden/code/", "/vandaag/"
INSTELLEN = "/aanmelden/instellen/"


@pytest.fixture(autouse=True)
def schone_tellers():
    cache.clear()
    yield
    cache.clear()


@pytest.fixture
def ans(cast):
    """A coach with an app on her phone."""
    gebruiker = cast.gebruikers["ans"]
    with als_bouw():
        tweede_stap.zet_totp(gebruiker, geheim("ans"))
        tweede_stap.nieuwe_noodcodes(gebruiker)
    return gebruiker


def code_nu(verschil: int = 0) -> str:
    """What the app of ans shows, some steps of 30 seconds from now."""
    return tweede_stap.code_van(geheim("ans"), tweede_stap.teller() + verschil)


def met_wachtwoord(client: Client, naam: str = "ans", wachtwoord: str = WACHTWOORD):
    return client.post(AANMELDEN, {"login": naam, "password": wachtwoord})


def aanmeldregels() -> list[tuple[str, str]]:
    from beroepsgeheim.models import Raadpleging

    with als_bouw():
        return list(
            Raadpleging.objects.filter(actie="aanmelding").order_by("pk").values_list("onderdeel", "uitkomst")
        )


def test_the_password_alone_does_not_open_the_door(client, ans):
    antwoord = met_wachtwoord(client)
    assert antwoord.url == CODE
    assert client.get(VANDAAG).url.startswith(AANMELDEN)
    assert "_auth_user_id" not in client.session


def test_password_and_code_open_the_door_and_stand_in_the_log(client, ans):
    met_wachtwoord(client)
    antwoord = client.post(CODE, {"code": code_nu()})
    assert antwoord.url == VANDAAG
    assert client.get(VANDAAG).status_code == 200
    assert aanmeldregels() == [("aanmelden.begin", "ok"), ("aanmelden.tweede_stap", "ok")]


def test_the_page_that_was_asked_for_comes_after_the_code(client, ans):
    client.post(AANMELDEN, {"login": "ans", "password": WACHTWOORD, "next": "/gezinnen/"})
    assert client.post(CODE, {"code": code_nu()}).url == "/gezinnen/"


def test_a_code_works_once(client, ans):
    code = code_nu()
    met_wachtwoord(client)
    assert client.post(CODE, {"code": code}).status_code == 302
    ander = Client()
    met_wachtwoord(ander)
    antwoord = ander.post(CODE, {"code": code})
    assert antwoord.status_code == 422
    assert "al gebruikt" in antwoord.content.decode()
    # An older code than the last one is refused too, however well it still fits the clock.
    assert ander.post(CODE, {"code": code_nu(-1)}).status_code == 422
    assert ander.post(CODE, {"code": code_nu(1)}).status_code == 302


@pytest.mark.parametrize("verschil", [-1, 0, 1])
def test_one_step_early_or_late_is_good(client, ans, verschil):
    met_wachtwoord(client)
    assert (
        client.post(CODE, {"code": f" {code_nu(verschil)[:3]} {code_nu(verschil)[3:]} "}).status_code == 302
    )


@pytest.mark.parametrize("stappen", [10, -10])
def test_a_clock_five_minutes_off_is_told_as_such(client, ans, stappen):
    met_wachtwoord(client)
    antwoord = client.post(CODE, {"code": code_nu(stappen)})
    assert antwoord.status_code == 422
    assert "klok van uw telefoon" in antwoord.content.decode()


def test_the_sixth_try_finds_everything_closed_even_with_the_right_code(client, ans):
    met_wachtwoord(client)
    for _poging in range(5):
        assert "klopt niet" in client.post(CODE, {"code": "000000"}).content.decode()
    antwoord = client.post(CODE, {"code": code_nu()})
    assert antwoord.status_code == 422
    assert "kan het nu een kwartier niet" in antwoord.content.decode()
    # Starting over with the password does not help.
    ander = Client()
    met_wachtwoord(ander)
    assert "een kwartier" in ander.post(CODE, {"code": code_nu()}).content.decode()
    assert ("aanmelden.tweede_stap", "geweigerd") in aanmeldregels()


def test_a_recovery_code_opens_the_door_once(client, ans):
    nood = tweede_stap.noodcodes(ans).get_unused_codes()[0]
    met_wachtwoord(client)
    assert client.post(CODE, {"code": f"{nood[:4]} {nood[4:]}"}).status_code == 302
    ander = Client()
    met_wachtwoord(ander)
    assert ander.post(CODE, {"code": nood}).status_code == 422


def test_secrets_stand_encrypted_in_the_database_and_in_the_session(client, ans, cast):
    with als_bouw():
        for rij in Authenticator.objects.filter(user=ans):
            assert geheim("ans") not in str(rij.data)
            assert rij.wrap().__class__.__name__ in ("TOTP", "RecoveryCodes")
    vera = Client()
    vera.force_login(cast.gebruikers["vera"])
    zonder_tweede_stap(vera)
    nieuw = vera.get(INSTELLEN).context["geheim"].replace(" ", "")
    assert nieuw not in str(dict(vera.session))


def test_who_has_no_second_step_is_led_to_setting_one_up_and_reaches_nothing_else(client, cast):
    met_wachtwoord(client)
    mag = {"aanmelden:instellen", "aanmelden:sleutel_instellen"}
    for _route, naam, view in alle_urls():
        beleid = getattr(view, "beleid", None)
        if naam in mag or beleid is None or beleid.openbaar:
            continue
        try:
            pad = reverse(naam)
        except NoReverseMatch:  # a page about one object
            continue
        assert client.get(pad).headers.get("Location") == INSTELLEN, naam
        assert client.post(pad).headers.get("Location") == INSTELLEN, naam


def test_setting_up_asks_for_a_code_that_proves_it_and_then_shows_recovery_codes(client, cast):
    assert met_wachtwoord(client).url == VANDAAG
    assert client.get(VANDAAG).url == INSTELLEN
    blad = client.get(INSTELLEN)
    nieuw = blad.context["geheim"].replace(" ", "")
    assert blad.context["beeld"].startswith("data:image/svg+xml;base64,")
    assert client.post(INSTELLEN, {"code": "000000"}).status_code == 422
    goed = tweede_stap.code_van(nieuw, tweede_stap.teller())
    sleutel = client.session.session_key
    assert client.post(INSTELLEN, {"code": goed}).url == "/aanmelden/noodcodes/"
    assert client.session.session_key != sleutel
    codes = client.get("/aanmelden/noodcodes/").context["codes"]
    assert len(set(codes)) == 10
    assert client.post("/aanmelden/noodcodes/").url == VANDAAG
    assert client.get("/aanmelden/noodcodes/").url == VANDAAG  # shown once
    assert client.get(VANDAAG).status_code == 200
    # The code that proved the app cannot be used again at the door.
    ander = Client()
    met_wachtwoord(ander)
    assert ander.post(CODE, {"code": goed}).status_code == 422


def test_a_session_without_the_second_step_is_sent_back_when_there_is_one_to_show(client, ans):
    client.force_login(ans)
    zonder_tweede_stap(client)
    assert client.get(VANDAAG).url.startswith(AANMELDEN)
    assert "_auth_user_id" not in client.session
    client.force_login(ans)
    zonder_tweede_stap(client)
    assert client.post(INSTELLEN, {"code": "000000"}).url.startswith(AANMELDEN)


def test_unknown_names_and_wrong_passwords_look_the_same(client, ans):
    def tekst(naam: str) -> str:
        html = Client().post(AANMELDEN, {"login": naam, "password": "helemaal-verkeerd-1"}).content.decode()
        return html.replace(naam, "").split("<main")[1].split("csrfmiddlewaretoken")[0]

    assert tekst("ans") == tekst("niemand") == tekst("vera")
    assert aanmeldregels() == [("aanmelden.wachtwoord", "geweigerd")] * 3


def test_the_code_is_shown_in_a_trial_set_up_only(client, ans, settings):
    met_wachtwoord(client)
    settings.DEMO, settings.TOON_DEMOCODE = True, True
    voor = code_nu()
    antwoord = client.get(CODE)
    code = antwoord.context["democode"]
    assert code.replace(" ", "") in (voor, code_nu())  # half a minute may end in between
    assert f"<strong>{code}</strong>" in antwoord.content.decode()
    for demo, toon in ((False, True), (True, False)):
        settings.DEMO, settings.TOON_DEMOCODE = demo, toon
        assert "Proefopstelling" not in client.get(CODE).content.decode()


def test_allauths_own_pages_of_the_second_factor_are_closed():
    namen = {naam for _route, naam, _view in alle_urls()}
    assert {n for n in namen if n.startswith("mfa_")} == {"mfa_authenticate"}


def test_the_code_page_without_a_password_leads_to_the_password(client, ans):
    assert client.get(CODE).url == AANMELDEN
    assert client.post(CODE, {"code": code_nu()}).url == AANMELDEN


def test_a_step_of_the_clock_lasts_thirty_seconds():
    assert tweede_stap.teller(59.9) == 1 and tweede_stap.teller(60) == 2
    assert abs(tweede_stap.teller() - int(time.time()) // 30) <= 1


def test_every_kind_of_line_about_logging_in_has_words():
    from pathlib import Path

    from portaal.aanmelden import logboek

    broncode = "".join(pad.read_text() for pad in Path(logboek.__file__).parent.glob("*.py"))
    codes = set(re.findall(r"noteer_aanmelding\(\s*request,\s*\"([a-z_]+)\"", broncode))
    codes |= set(re.findall(r"ingesteld\(request, \"([a-z_]+)\"", broncode))
    assert len(codes) > 15
    assert codes - set(logboek.WOORDEN) == set()
