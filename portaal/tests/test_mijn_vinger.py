"""A passkey for the own place: made after the PIN, opens alone, and is worth nothing in anybody else's hands."""

import json

import pytest
from allauth.mfa.models import Authenticator
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from gezinnen.actions import plek
from organisaties.models import Gebruiker
from tests.hulp import als, als_bouw
from tests.sleuteldoos import Sleuteldoos

from .plekhulp import FOUT, PIN, is_binnen, kom_binnen, maak_kaart, regels

pytestmark = pytest.mark.django_db
NIEUW, DEUR = "mijn:vinger_nieuw", "mijn:vinger"


def opties(client, naam: str) -> str:
    return str(client.get(reverse(naam)).context["sleutel"])


def voeg_toe(client, doos: Sleuteldoos, pin: str = PIN, **hoe):
    """PIN first, then the finger."""
    antwoord = client.post(reverse(NIEUW), {"huidig": pin})
    assert antwoord["Location"] == reverse(NIEUW)
    return client.post(reverse(NIEUW), {"credential": doos.maak(opties(client, NIEUW), **hoe)})


def klop_aan(client, doos: Sleuteldoos, **hoe):
    return client.post(reverse(DEUR), {"credential": doos.toon(opties(client, DEUR), **hoe)})


@pytest.fixture
def kaart(cast):
    return maak_kaart(cast, "mama_zon")


@pytest.fixture
def doos(client, kaart) -> Sleuteldoos:
    """The passkey of mama's telephone; she pressed Stoppen."""
    doos = Sleuteldoos()
    kom_binnen(client, kaart)
    assert voeg_toe(client, doos)["Location"] == reverse("mijn:sleutel")
    client.post(reverse("mijn:stoppen"))
    return doos


@pytest.mark.eis("R297")
def test_a_finger_or_face_opens_the_place_without_card_and_pin(client, doos, cast):
    antwoord = klop_aan(client, doos)
    assert antwoord["Location"] == reverse("mijn:start")
    assert "Mama Zon" in client.get(reverse("mijn:start")).content.decode()
    assert regels("mijn.vinger") == [("wijzigen", "toegevoegd", "ok"), ("aanmelding", "", "ok")]
    assert Authenticator.objects.get().last_used_at is not None


def test_the_telephone_is_asked_for_a_key_that_it_finds_itself_and_that_recognises_the_person(client, kaart):
    kom_binnen(client, kaart)
    client.post(reverse(NIEUW), {"huidig": PIN})
    nieuw = json.loads(opties(client, NIEUW))["publicKey"]
    assert nieuw["authenticatorSelection"]["residentKey"] == "required"
    assert nieuw["authenticatorSelection"]["userVerification"] == "required"
    assert (
        nieuw["user"]["name"]
        == nieuw["user"]["displayName"]
        == f"Mijn plek, kaart op {kaart.rij.nummer[-2:]}"
    )
    client.post(reverse("mijn:stoppen"))
    deur = json.loads(opties(client, DEUR))["publicKey"]
    assert deur["userVerification"] == "required" and not deur.get("allowCredentials")


def test_adding_one_asks_for_the_pin_and_a_wrong_one_counts(client, kaart):
    kom_binnen(client, kaart)
    assert "sleutel" not in (client.get(reverse(NIEUW)).context or {})
    antwoord = client.post(reverse(NIEUW), {"huidig": FOUT})
    assert antwoord.status_code == 200 and kaart.nu.pin_pogingen == 1
    assert client.post(reverse(NIEUW), {"credential": "{}"}).status_code == 422
    assert not Authenticator.objects.exists()
    for _keer in range(4):
        antwoord = client.post(reverse(NIEUW), {"huidig": FOUT})
    assert antwoord["Location"] == reverse("mijn:binnen") and not is_binnen(client)


def test_the_pin_that_was_shown_is_good_for_one_key_and_ten_minutes(client, kaart):
    kom_binnen(client, kaart)
    voeg_toe(client, Sleuteldoos())
    assert 'name="huidig"' in client.get(reverse(NIEUW)).content.decode()
    client.post(reverse(NIEUW), {"huidig": PIN})
    sessie = client.session
    sessie["mijn.pin_getoond"] -= 601
    sessie.save()
    assert 'name="huidig"' in client.get(reverse(NIEUW)).content.decode()


def test_a_key_that_did_not_recognise_the_person_is_neither_kept_nor_let_in(client, kaart):
    kom_binnen(client, kaart)
    voeg_toe(client, Sleuteldoos(), herkend=False)
    assert not Authenticator.objects.exists()
    goed = Sleuteldoos()
    client.post(reverse(NIEUW), {"huidig": PIN})
    client.post(reverse(NIEUW), {"credential": goed.maak(opties(client, NIEUW))})
    client.post(reverse("mijn:stoppen"))
    assert klop_aan(client, goed, herkend=False)["Location"] == reverse(DEUR)
    assert not is_binnen(client)


def test_the_key_of_one_person_does_not_open_the_place_of_another(client, doos, cast):
    noor = Sleuteldoos()
    thuis = Client()
    kom_binnen(thuis, maak_kaart(cast, "noor", "50392"))
    voeg_toe(thuis, noor, "50392")
    thuis.post(reverse("mijn:stoppen"))
    noor.van_wie, eigen = doos.van_wie, noor.van_wie  # says that it is mama's
    assert klop_aan(thuis, noor)["Location"] == reverse(DEUR)
    noor.van_wie = eigen
    noor.nummer, nummer = doos.nummer, noor.nummer  # with the number of mama's key, signed with her own
    assert klop_aan(thuis, noor)["Location"] == reverse(DEUR)
    assert not is_binnen(thuis)
    noor.nummer = nummer
    klop_aan(thuis, noor)
    assert "Noor" in thuis.get(reverse("mijn:start")).content.decode()


def test_a_challenge_is_good_once_and_in_its_own_session(client, doos):
    vraag = opties(client, DEUR)
    antwoord = doos.toon(vraag)
    elders = Client()
    elders.get(reverse(DEUR))
    assert elders.post(reverse(DEUR), {"credential": antwoord})["Location"] == reverse(DEUR)
    assert client.post(reverse(DEUR), {"credential": antwoord})["Location"] == reverse("mijn:start")
    client.post(reverse("mijn:stoppen"))
    assert client.post(reverse(DEUR), {"credential": antwoord})["Location"] == reverse(DEUR)


@pytest.mark.parametrize(
    "credential", ["", "{}", "[]", "null", "nee", '{"response": {"userHandle": "AAAA"}}', '{"response": 3}']
)
def test_nonsense_is_refused_without_a_fault(client, doos, credential):
    client.get(reverse(DEUR))
    assert client.post(reverse(DEUR), {"credential": credential})["Location"] == reverse(DEUR)
    assert not is_binnen(client)


def test_a_key_of_the_staff_does_not_open_the_door_of_a_family(cast, client):
    ans, doos = cast.gebruikers["ans"], Sleuteldoos()
    werk = Client()
    werk.force_login(ans)
    vraag = werk.get("/aanmelden/mijn/").context["nieuw"]
    werk.post("/aanmelden/instellen/sleutel/", {"credential": doos.maak(vraag)})
    assert Authenticator.objects.filter(user=ans, type="webauthn").exists()
    assert klop_aan(client, doos)["Location"] == reverse(DEUR)
    assert not is_binnen(client)


def test_a_new_card_ends_the_keys_of_the_old_one(client, doos, cast):
    with als(cast.ans) as ans:
        plek.open_plek(ans, cast.leden["mama_zon"])
    assert klop_aan(client, doos)["Location"] == reverse(DEUR)
    assert not Authenticator.objects.exists()


def test_a_closed_place_has_no_keys_and_a_key_left_over_opens_nothing(client, doos, cast):
    rij = Authenticator.objects.get()
    with als(cast.ans) as ans:
        plek.sluit_plek(ans, cast.leden["mama_zon"])
    assert not Authenticator.objects.exists()
    with als_bouw():
        rij.pk = None
        rij.save(force_insert=True)
    assert klop_aan(client, doos)["Location"] == reverse(DEUR)
    Gebruiker.objects.filter(pk=cast.personen["mama_zon"].pk).update(is_active=True)  # still without a card
    assert klop_aan(client, doos)["Location"] == reverse(DEUR)
    assert not is_binnen(client)


def test_one_tap_takes_it_away_by_the_person_alone(client, doos, kaart, cast):
    weg = reverse("mijn:vinger_weg", args=[Authenticator.objects.get().pk])
    noor = Client()
    noor.force_login(cast.personen["noor"])
    assert noor.post(weg).status_code == 404
    kom_binnen(client, kaart)
    assert weg in client.get(reverse("mijn:sleutel")).content.decode()
    assert client.post(weg)["Location"] == reverse("mijn:sleutel")
    client.post(reverse("mijn:stoppen"))
    assert klop_aan(client, doos)["Location"] == reverse(DEUR)
    assert regels("mijn.vinger")[-1] == ("wijzigen", "weg", "ok")


def test_five_keys_are_enough(client, kaart):
    kom_binnen(client, kaart)
    for _keer in range(5):
        voeg_toe(client, Sleuteldoos())
        cache.clear()
    assert client.get(reverse(NIEUW))["Location"] == reverse("mijn:sleutel")


def test_a_resting_card_does_not_keep_the_key_out(client, doos, kaart):
    for _keer in range(5):
        client.post(reverse("mijn:binnen"), {"nummer": kaart.rij.nummer, "woorden": kaart.woorden})
        client.post(reverse("mijn:code"), {"code": FOUT})
    assert kaart.nu.wacht_op_code
    assert klop_aan(client, doos)["Location"] == reverse("mijn:start")
