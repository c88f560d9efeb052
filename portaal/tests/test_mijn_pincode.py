"""Another PIN, chosen by the person herself; what does not change it, and what ends when it changed."""

import pytest
from django.contrib.sessions.models import Session
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from beroepsgeheim.models import Raadpleging
from organisaties.models import Sessie
from tests.hulp import als_bouw

from .plekhulp import FOUT, NIEUW, PIN, is_binnen, kom_binnen, maak_kaart, regels

pytestmark = pytest.mark.django_db


@pytest.fixture
def kaart(cast):
    return maak_kaart(cast, "mama_zon")


@pytest.fixture
def binnen(client, kaart):
    kom_binnen(client, kaart)
    return client


def wissel(client, huidig=PIN, pin=NIEUW, nog_eens=None, **meer):
    velden = {"huidig": huidig, "pin": pin, "nog_eens": pin if nog_eens is None else nog_eens, **meer}
    return client.post(reverse("mijn:pincode"), velden)


@pytest.mark.eis("R297")
def test_the_new_pin_opens_the_door_and_the_old_one_does_not(binnen, kaart, cast):
    assert wissel(binnen)["Location"] == reverse("mijn:sleutel")
    assert is_binnen(binnen)
    thuis = Client()
    kom_binnen(thuis, kaart, NIEUW)
    assert is_binnen(thuis)
    oud = Client()
    oud.post(reverse("mijn:binnen"), {"nummer": kaart.rij.nummer, "woorden": kaart.woorden})
    assert "klopt niet" in oud.post(reverse("mijn:code"), {"code": PIN}).content.decode()
    assert regels("mijn.pincode") == [("wijzigen", "", "ok")]
    with als_bouw():
        regel = Raadpleging.objects.get(onderdeel="mijn.pincode")
    assert (regel.sleutel, regel.gebruiker) == (cast.zon.sleutel, cast.personen["mama_zon"].pk)


def test_every_other_session_of_this_person_ends_and_nobody_elses(binnen, kaart, cast, inloggen):
    elders, noor = Client(), Client()
    kom_binnen(elders, kaart)
    kom_binnen(noor, maak_kaart(cast, "noor"))
    sleutel = binnen.session.session_key
    wissel(binnen)
    assert is_binnen(binnen) and is_binnen(noor) and not is_binnen(elders)
    assert binnen.session.session_key != sleutel
    assert Sessie.objects.open().filter(gebruiker=cast.personen["mama_zon"]).count() == 1


def test_a_wrong_present_pin_changes_nothing_and_counts_as_a_try(binnen, kaart):
    antwoord = wissel(binnen, huidig=FOUT)
    assert antwoord.status_code == 200 and "Dat klopt niet" in antwoord.content.decode()
    assert kaart.nu.pin_pogingen == 1
    assert regels("mijn.pincode") == [("wijzigen", "", "geweigerd")]
    wissel(binnen)
    assert kaart.nu.pin_pogingen == 0


def test_five_wrong_ones_make_the_card_rest_and_end_the_session(binnen, kaart):
    for _keer in range(4):
        assert wissel(binnen, huidig=FOUT).status_code == 200
    assert wissel(binnen, huidig=FOUT)["Location"] == reverse("mijn:binnen")
    assert not is_binnen(binnen)
    assert "Uw kaart rust nu" in binnen.get(reverse("mijn:binnen")).content.decode()
    assert kaart.nu.wacht_op_code
    cache.clear()
    binnen.post(reverse("mijn:binnen"), {"nummer": kaart.rij.nummer, "woorden": kaart.woorden})
    assert binnen.post(reverse("mijn:code"), {"code": PIN}).status_code == 200
    assert not is_binnen(binnen)


def test_wrong_ones_at_the_door_and_inside_are_counted_together(binnen, kaart):
    deur = Client()
    deur.post(reverse("mijn:binnen"), {"nummer": kaart.rij.nummer, "woorden": kaart.woorden})
    for _keer in range(3):
        deur.post(reverse("mijn:code"), {"code": FOUT})
    assert wissel(binnen, huidig=FOUT).status_code == 200
    assert wissel(binnen, huidig=FOUT)["Location"] == reverse("mijn:binnen")
    assert kaart.nu.wacht_op_code


@pytest.mark.parametrize(
    ("pin", "nog_eens", "woorden"),
    [
        (PIN, PIN, "uw pincode van nu"),
        ("12345", "12345", "te makkelijk"),
        ("11111", "11111", "te makkelijk"),
        ("1234", "1234", "Kies 5 cijfers"),
        ("abcde", "abcde", "Kies 5 cijfers"),
        ("123456789", "123456789", "Kies 5 cijfers"),
        (NIEUW, "38265", "niet hetzelfde"),
        ("", "", "verplicht"),
    ],
)
def test_a_new_pin_that_will_not_do_is_refused_and_is_no_try(binnen, kaart, pin, nog_eens, woorden):
    voor = kaart.nu.pin
    antwoord = wissel(binnen, pin=pin, nog_eens=nog_eens)
    assert antwoord.status_code == 422
    if pin:
        assert woorden in antwoord.content.decode()
    assert (kaart.nu.pin, kaart.nu.pin_pogingen) == (voor, 0)


def test_the_number_of_the_card_is_no_pin(binnen, kaart):
    assert wissel(binnen, pin=kaart.rij.nummer[:5]).status_code == 422


def test_who_came_in_without_her_card_types_its_words_as_well(cast, inloggen, client, kaart):
    inloggen(cast, "mama_zon")
    assert 'name="woorden"' in client.get(reverse("mijn:pincode")).content.decode()
    assert wissel(client).status_code == 422
    assert wissel(client, woorden="zon maan ster").status_code == 200  # wrong words: no try of hers
    assert kaart.nu.pin_pogingen == 0
    assert wissel(client, woorden=kaart.woorden.upper())["Location"] == reverse("mijn:sleutel")


def test_when_the_coach_gave_a_code_meanwhile_the_code_is_not_a_present_pin(binnen, kaart):
    from organisaties import kaarten

    code = kaarten.geef_code(kaart.rij)
    assert wissel(binnen, huidig=code)["Location"] == reverse("mijn:binnen")
    assert kaart.nu.code and not kaart.nu.pin


def test_no_words_and_no_pin_stand_readable_in_a_session(client, kaart):
    client.post(reverse("mijn:binnen"), {"nummer": kaart.rij.nummer, "woorden": kaart.woorden})
    deur = [rij.get_decoded() for rij in Session.objects.all()]
    client.post(reverse("mijn:code"), {"code": PIN})
    alles = str([deur, [rij.get_decoded() for rij in Session.objects.all()]])
    assert is_binnen(client)
    for geheim in (kaart.woorden, *kaart.woorden.split(), kaart.rij.nummer, PIN):
        assert geheim not in alles
