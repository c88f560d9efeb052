"""A telephone that keeps the card: then the PIN is all that is asked; when it ends, and what a copy is worth."""

from datetime import timedelta

import pytest
from django.conf import settings as instellingen
from django.core.cache import cache
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from gezinnen.actions import plek
from organisaties import kaarten
from organisaties.models import Toestel
from tests.hulp import als

from .plekhulp import FOUT, PIN, is_binnen, kom_binnen, maak_kaart, regels

pytestmark = pytest.mark.django_db
KOEK = instellingen.KAART_COOKIE


@pytest.fixture
def kaart(cast):
    return maak_kaart(cast, "mama_zon")


@pytest.fixture
def telefoon(client, kaart):
    """Mama's own telephone, which keeps her card; she pressed Stoppen."""
    kom_binnen(client, kaart)
    assert client.post(reverse("mijn:telefoon"))["Location"] == reverse("mijn:sleutel")
    client.post(reverse("mijn:stoppen"))
    return client


def typ_pin(client, pin=PIN):
    return client.post(reverse("mijn:code"), {"code": pin})


def vraagt_de_kaart(client) -> bool:
    blad = client.get(reverse("mijn:binnen"))
    return blad.status_code == 200 and 'name="nummer"' in blad.content.decode()


@pytest.mark.eis("R297")
def test_the_telephone_asks_for_the_pin_alone_and_shows_no_name(telefoon):
    assert telefoon.get(reverse("mijn:binnen"))["Location"] == reverse("mijn:code")
    blad = telefoon.get(reverse("mijn:code")).content.decode()
    assert "Deze telefoon kent uw kaart" in blad
    for naam in ("Mama", "Zon", "gezinslid"):
        assert naam not in blad
    assert typ_pin(telefoon)["Location"] == reverse("mijn:start")
    assert is_binnen(telefoon)
    assert regels("mijn.telefoon") == [("wijzigen", "onthouden", "ok")]


def test_it_is_explained_and_offered_only_to_who_came_in_with_her_card(client, kaart, cast, inloggen):
    kom_binnen(client, kaart)
    assert reverse("mijn:telefoon") in client.get(reverse("mijn:start")).content.decode()
    uitleg = client.get(reverse("mijn:telefoon")).content.decode()
    assert "Doe dit niet op een telefoon van iemand anders." in uitleg
    client.post(reverse("mijn:telefoon"))
    assert reverse("mijn:telefoon") not in client.get(reverse("mijn:start")).content.decode()
    ander = Client()
    ander.force_login(cast.personen["mama_zon"])
    assert reverse("mijn:telefoon") not in ander.get(reverse("mijn:start")).content.decode()
    ander.post(reverse("mijn:telefoon"))
    assert KOEK not in ander.cookies
    assert Toestel.objects.count() == 1


def test_the_cookie_is_signed_httponly_strict_for_ninety_days_and_readable_nowhere(telefoon, kaart):
    koek, rij = telefoon.cookies[KOEK], Toestel.objects.get()
    assert koek["httponly"] and koek["samesite"] == "Strict" and koek["path"] == "/"
    assert abs(koek["max-age"] - 90 * 24 * 3600) < 60
    for geheim in (kaart.woorden.split()[0], kaart.rij.nummer, rij.geheim):
        assert geheim not in koek.value
    telefoon.cookies[KOEK] = koek.value[:-2] + "xx"
    assert vraagt_de_kaart(telefoon)
    assert typ_pin(telefoon)["Location"] == reverse("mijn:binnen")


def test_the_secret_changes_with_each_use_and_a_copied_cookie_ends_the_trust(telefoon):
    oud = telefoon.cookies[KOEK].value
    typ_pin(telefoon)
    assert telefoon.cookies[KOEK].value != oud
    Toestel.objects.update(laatst_gebruikt_op=timezone.now() - timedelta(minutes=10))
    dief = Client()
    dief.cookies[KOEK] = oud
    assert typ_pin(dief)["Location"] == reverse("mijn:binnen")
    assert not is_binnen(dief)
    assert "kent uw kaart niet meer" in dief.get(reverse("mijn:binnen")).content.decode()
    assert Toestel.objects.get().ingetrokken_op is not None
    assert regels("mijn.telefoon")[-1] == ("aanmelding", "", "geweigerd")
    telefoon.post(reverse("mijn:stoppen"))
    assert vraagt_de_kaart(telefoon)


def test_a_telephone_that_missed_its_new_cookie_may_use_the_former_one_for_two_minutes(telefoon):
    oud = telefoon.cookies[KOEK].value
    typ_pin(telefoon)
    telefoon.post(reverse("mijn:stoppen"))
    telefoon.cookies[KOEK] = oud
    assert typ_pin(telefoon)["Location"] == reverse("mijn:start")


def test_five_wrong_pins_make_the_card_rest_here_as_everywhere(telefoon, kaart):
    for _keer in range(5):
        assert typ_pin(telefoon, FOUT).status_code == 200
    cache.clear()
    assert typ_pin(telefoon).status_code == 200
    assert not is_binnen(telefoon)
    code = kaarten.geef_code(kaart.rij)  # the coach's code, on the telephone that keeps the card
    assert typ_pin(telefoon, code)["Location"] == reverse("mijn:pin")
    assert telefoon.post(reverse("mijn:pin"), {"pin": PIN, "nog_eens": PIN})["Location"] == reverse(
        "mijn:start"
    )
    telefoon.post(reverse("mijn:stoppen"))
    assert typ_pin(telefoon)["Location"] == reverse("mijn:start")


def test_after_ninety_days_the_card_is_typed_again(telefoon):
    Toestel.objects.update(geldig_tot=timezone.now() - timedelta(seconds=1))
    assert vraagt_de_kaart(telefoon)
    assert typ_pin(telefoon)["Location"] == reverse("mijn:binnen")


def test_it_ends_with_the_card_also_when_a_new_one_was_made_meanwhile(telefoon, cast):
    with als(cast.ans) as ans:
        plek.open_plek(ans, cast.leden["mama_zon"])
    assert vraagt_de_kaart(telefoon)
    assert typ_pin(telefoon)["Location"] == reverse("mijn:binnen")
    assert not Toestel.objects.geldig().exists()


def test_it_ends_when_the_place_is_closed(telefoon, cast):
    with als(cast.ans) as ans:
        plek.sluit_plek(ans, cast.leden["mama_zon"])
    assert vraagt_de_kaart(telefoon)
    assert typ_pin(telefoon)["Location"] == reverse("mijn:binnen")


def test_a_card_that_ended_without_its_telephones_is_refused_all_the_same(telefoon, kaart):
    type(kaart.rij).objects.filter(pk=kaart.rij.pk).update(geeindigd_op=timezone.now())
    assert typ_pin(telefoon)["Location"] == reverse("mijn:binnen")


def test_it_is_listed_and_ended_by_oneself_and_not_by_somebody_else(telefoon, kaart, cast, inloggen):
    rij = Toestel.objects.get()
    weg = reverse("mijn:telefoon_weg", args=[rij.pk])
    noor = Client()
    noor.force_login(cast.personen["noor"])
    assert noor.post(weg).status_code == 404
    elders = Client()
    kom_binnen(elders, kaart)
    assert weg in elders.get(reverse("mijn:sleutel")).content.decode()
    assert elders.post(weg)["Location"] == reverse("mijn:sleutel")
    assert vraagt_de_kaart(telefoon)
    assert regels("mijn.telefoon")[-1] == ("wijzigen", "vergeten", "ok")


def test_on_the_telephone_itself_the_cookie_goes_as_well(telefoon):
    typ_pin(telefoon)
    telefoon.post(reverse("mijn:telefoon_weg", args=[Toestel.objects.get().pk]))
    assert telefoon.cookies[KOEK].value == ""


def test_another_card_is_typed_beside_the_one_that_is_kept(telefoon, cast):
    noor = maak_kaart(cast, "noor", "50392")
    assert 'name="nummer"' in telefoon.get(reverse("mijn:binnen") + "?andere=1").content.decode()
    kom_binnen(telefoon, noor)
    assert "Noor" in telefoon.get(reverse("mijn:start")).content.decode()
    telefoon.post(reverse("mijn:stoppen"))
    # What the girl typed and left is not asked from her mother.
    telefoon.post(reverse("mijn:binnen") + "?andere=1", {"nummer": noor.rij.nummer, "woorden": noor.woorden})
    telefoon.get(reverse("mijn:binnen"))
    assert typ_pin(telefoon)["Location"] == reverse("mijn:start")
    assert "Mama Zon" in telefoon.get(reverse("mijn:start")).content.decode()
    telefoon.post(reverse("mijn:stoppen"))
    kom_binnen(telefoon, noor)
    telefoon.post(reverse("mijn:telefoon"))  # the telephone keeps one card: from now on hers
    assert Toestel.objects.geldig().get().gebruiker == cast.personen["noor"]


def test_the_cookie_of_a_family_opens_nothing_at_the_door_of_the_staff_and_the_other_way_round(telefoon):
    waarde = telefoon.cookies[KOEK].value
    werk = Client()
    werk.cookies[instellingen.TOESTEL_COOKIE] = waarde
    assert werk.get("/aanmelden/").status_code == 200
    assert werk.post("/aanmelden/telefoon/", {"pin": "274915"}).url == "/aanmelden/"
