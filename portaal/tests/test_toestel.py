"""A care worker's own phone: after the long way once, her PIN opens it; every way round that is refused."""

from datetime import timedelta

import pytest
from django.conf import settings as instellingen
from django.core.cache import cache
from django.test import Client
from django.utils import timezone

from beroepsgeheim.models import Raadpleging
from organisaties.aanmelden import toestellen, tweede_stap
from organisaties.models import Functie, Rol, Toestel
from portaal.demo.tweede_stap import geheim
from tests.cast import maak_functie
from tests.hulp import als_bouw

pytestmark = pytest.mark.django_db
VERTROUW, TELEFOON, VANDAAG = "/aanmelden/mijn/telefoon/", "/aanmelden/telefoon/", "/vandaag/"
PIN = "274915"
KOEK = instellingen.TOESTEL_COOKIE


@pytest.fixture
def telefoon(cast, inloggen):
    """The browser of Vera's phone, trusted, and logged out."""
    cache.clear()
    client = inloggen(cast, "vera")
    assert client.post(VERTROUW, {"pin": PIN, "pin_nog_eens": PIN}).status_code == 302
    client.post("/afmelden/")
    assert client.get(VANDAAG).status_code == 302
    return client


def regels(onderdeel: str) -> list[str]:
    with als_bouw():
        rijen = Raadpleging.objects.filter(actie="aanmelding", onderdeel=f"aanmelden.{onderdeel}")
        return list(rijen.order_by("pk").values_list("uitkomst", flat=True))


def test_the_pin_alone_opens_a_trusted_phone(telefoon, cast):
    assert telefoon.get("/aanmelden/?next=/werk/week/").url == f"{TELEFOON}?next=%2Fwerk%2Fweek%2F"
    blad = telefoon.get(TELEFOON).content.decode()
    assert "Vera" not in blad  # whoever finds the phone learns nothing
    assert telefoon.post(TELEFOON, {"pin": PIN, "next": "/werk/week/"}).url == "/werk/week/"
    assert telefoon.get("/werk/week/").status_code == 200
    assert regels("toestel") == ["ok"]


def test_the_cookie_is_signed_httponly_strict_and_the_secret_is_not_in_the_database(telefoon):
    koek = telefoon.cookies[KOEK]
    assert koek["httponly"] and koek["samesite"] == "Strict" and koek["path"] == "/"
    assert abs(koek["max-age"] - 30 * 24 * 3600) < 60
    toestel = Toestel.objects.get()
    assert toestel.geheim not in koek.value and len(toestel.geheim) == 64
    telefoon.cookies[KOEK] = koek.value[:-2] + "xx"
    assert telefoon.get("/aanmelden/").status_code == 200  # the ordinary page


def test_the_cookie_changes_with_each_use_and_a_copied_one_ends_the_trust(telefoon):
    oud = telefoon.cookies[KOEK].value
    telefoon.post(TELEFOON, {"pin": PIN})
    assert telefoon.cookies[KOEK].value != oud
    with als_bouw():
        Toestel.objects.update(laatst_gebruikt_op=timezone.now() - timedelta(minutes=10))
    dief = Client()
    dief.cookies[KOEK] = oud
    assert dief.post(TELEFOON, {"pin": PIN}).url == "/aanmelden/"
    assert "_auth_user_id" not in dief.session
    assert Toestel.objects.get().ingetrokken_op is not None
    telefoon.post("/afmelden/")
    assert telefoon.post(TELEFOON, {"pin": PIN}).url == "/aanmelden/"
    assert regels("toestel")[-2:] == ["geweigerd", "geweigerd"]


def test_a_phone_that_missed_its_new_cookie_may_use_the_former_one_for_two_minutes(telefoon):
    oud = telefoon.cookies[KOEK].value
    telefoon.post(TELEFOON, {"pin": PIN})
    telefoon.post("/afmelden/")
    telefoon.cookies[KOEK] = oud
    assert telefoon.post(TELEFOON, {"pin": PIN}).url == VANDAAG


def test_five_wrong_pins_end_the_trust(telefoon):
    for _keer in range(4):
        assert telefoon.post(TELEFOON, {"pin": "918273"}).url.startswith(TELEFOON)
    assert telefoon.post(TELEFOON, {"pin": "918273"}).url == "/aanmelden/"
    assert telefoon.post(TELEFOON, {"pin": PIN}).url == "/aanmelden/"
    assert Toestel.objects.get().ingetrokken_op is not None


def test_after_thirty_days_or_when_taken_off_the_list_the_phone_asks_for_everything(telefoon, cast):
    with als_bouw():
        Toestel.objects.update(geldig_tot=timezone.now() - timedelta(seconds=1))
    assert telefoon.get("/aanmelden/").status_code == 200
    assert telefoon.post(TELEFOON, {"pin": PIN}).url == "/aanmelden/"
    with als_bouw():
        Toestel.objects.update(geldig_tot=timezone.now() + timedelta(days=1))
    thuis = Client()
    thuis.force_login(cast.gebruikers["vera"])
    toestel = thuis.get("/aanmelden/mijn/").context["toestellen"].get()
    vreemd = Client()
    vreemd.force_login(cast.gebruikers["vik"])
    assert vreemd.post(f"/aanmelden/mijn/telefoon/{toestel.pk}/weg/").status_code == 404
    assert thuis.post(f"/aanmelden/mijn/telefoon/{toestel.pk}/weg/").status_code == 302
    assert telefoon.post(TELEFOON, {"pin": PIN}).url == "/aanmelden/"


def test_who_stops_being_a_care_worker_is_no_longer_let_in_by_her_phone(telefoon, cast):
    with als_bouw():
        Functie.objects.filter(pk=cast.functies["vera"].pk).update(ingetrokken_op=timezone.now())
        Functie.objects.filter(pk=cast.functies["vera"].pk).update(tot=cast.functies["vera"].van)
    assert telefoon.post(TELEFOON, {"pin": PIN}).url == "/aanmelden/"


def test_a_pin_alone_never_opens_another_role(telefoon, cast):
    with als_bouw():
        maak_functie(cast, "vera", Rol.COACH, "dienst-a")
    assert telefoon.post(TELEFOON, {"pin": PIN}).url == "/aanmelden/"


@pytest.mark.parametrize("naam", ["ans", "rita", "bea", "hugo", "oud"])
def test_only_care_workers_may_trust_a_phone(cast, inloggen, naam):
    client = inloggen(cast, naam)
    assert client.get(VERTROUW).status_code == 403
    assert client.post(VERTROUW, {"pin": PIN, "pin_nog_eens": PIN}).status_code == 403


def test_a_session_opened_by_the_pin_asks_for_a_code_before_a_delicate_change(telefoon):
    telefoon.post(TELEFOON, {"pin": PIN})
    assert "bevestig" in telefoon.get("/aanmelden/mijn/pincode/").url
    assert "bevestig" in telefoon.get(VERTROUW).url


def test_the_last_second_step_cannot_be_taken_away(cast, inloggen):
    from allauth.mfa.models import Authenticator

    ans = cast.gebruikers["ans"]
    with als_bouw():
        rij = Authenticator.objects.create(user=ans, type="webauthn", data={"name": "Chrome op Windows"})
    client = inloggen(cast, "ans")
    assert client.post(f"/aanmelden/mijn/sleutel/{rij.pk}/weg/").status_code == 302
    assert tweede_stap.heeft(ans)
    with als_bouw():
        tweede_stap.zet_totp(ans, geheim("ans"))
    client.post(f"/aanmelden/mijn/sleutel/{rij.pk}/weg/")
    assert not Authenticator.objects.filter(pk=rij.pk).exists()


def test_a_trusted_phone_is_checked_with_the_hash_only(cast):
    assert toestellen._hash("a") != "a" and len(toestellen._hash("a")) == 64
