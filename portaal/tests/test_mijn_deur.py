"""The door of the own place: card and code, then card and PIN, and what does not open it."""

import re
from datetime import timedelta
from io import BytesIO

import pikepdf
import pytest
from django.core.cache import cache
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from beroepsgeheim.models import Raadpleging, Toegang
from gezinnen.models import Gezinslid
from organisaties import kaarten
from organisaties.models import Gebruiker, Sleutelkaart
from organisaties.woordenlijst import WOORDEN
from tests.hulp import als_bouw
from thuiscompagnie.vloer import outbox
from thuiscompagnie.vloer.models import Document, Opdracht

pytestmark = pytest.mark.django_db

PIN = "70415"


@pytest.fixture(autouse=True)
def lege_teller():
    cache.clear()


@pytest.fixture
def kaart(cast, inloggen, client) -> tuple[Sleutelkaart, str]:
    """A card for the mother of ZON, made by her coach on the screen."""
    inloggen(cast, "ans")
    antwoord = client.post(reverse("mijn:plek_kaart", args=[cast.leden["mama_zon"].pk]))
    assert antwoord.status_code == 200
    blad = antwoord.context["blad"]
    client.logout()
    return Sleutelkaart.objects.get(nummer=blad.nummer), blad.woorden


def code_van(cast, inloggen, client, wie="mama_zon") -> str:
    """The six digits on the coach's screen."""
    inloggen(cast, "ans")
    tekst = client.post(reverse("mijn:plek_code", args=[cast.leden[wie].pk])).content.decode()
    client.logout()
    gevonden = re.search(r"(\d{3}) (\d{3})", tekst)
    assert gevonden
    return "".join(gevonden.groups())


def klop_aan(client, nummer: str, woorden: str, code: str):
    client.post(reverse("mijn:binnen"), {"nummer": nummer, "woorden": woorden})
    return client.post(reverse("mijn:code"), {"code": code})


def is_binnen(client) -> bool:
    return client.get(reverse("mijn:start")).status_code == 200


@pytest.mark.eis("R297")
def test_a_mother_without_mail_comes_in_with_card_and_code_and_later_with_her_own_pin(
    cast, inloggen, client, kaart
):
    rij, woorden = kaart
    code = code_van(cast, inloggen, client)
    antwoord = klop_aan(client, f"{rij.nummer[:4]} {rij.nummer[4:]}", woorden.upper().replace(" ", "-"), code)
    assert antwoord["Location"] == reverse("mijn:pin")
    assert not is_binnen(client)  # a code alone opens nothing: a PIN comes first
    antwoord = client.post(reverse("mijn:pin"), {"pin": PIN, "nog_eens": PIN})
    assert antwoord["Location"] == reverse("mijn:start")
    assert "Mama Zon" in client.get(reverse("mijn:start")).content.decode()
    client.post(reverse("mijn:stoppen"))
    assert not is_binnen(client)
    assert klop_aan(client, rij.nummer, woorden, PIN)["Location"] == reverse("mijn:start")
    with als_bouw():
        regel = Raadpleging.objects.filter(actie="aanmelding", onderdeel="mijn.deur").last()
    assert regel.gebruiker == cast.personen["mama_zon"].pk and regel.sleutel == cast.zon.sleutel


def test_what_is_kept_of_a_card_cannot_be_read_back(cast, inloggen, client, kaart):
    rij, woorden = kaart
    code = code_van(cast, inloggen, client)
    rij.refresh_from_db()
    assert woorden not in rij.woorden and code not in rij.code
    assert len(woorden.split()) == 3 and set(woorden.split()) <= set(WOORDEN)
    assert klop_aan(client, rij.nummer, woorden, code)["Location"] == reverse("mijn:pin")
    client.post(reverse("mijn:pin"), {"pin": PIN, "nog_eens": PIN})
    rij.refresh_from_db()
    assert rij.code == "" and PIN not in rij.pin


def test_a_forwarded_scan_link_opens_nothing_without_the_code(kaart, client):
    rij, woorden = kaart
    antwoord = client.get(reverse("mijn:gescand", args=[rij.nummer, woorden.replace(" ", "-")]))
    assert antwoord["Location"] == reverse("mijn:code")  # words leave the address at once
    assert not is_binnen(client)
    assert "klopt niet" in client.post(reverse("mijn:code"), {"code": "123456"}).content.decode()


def test_a_code_is_worthless_after_five_wrong_tries(cast, inloggen, client, kaart):
    rij, woorden = kaart
    code = code_van(cast, inloggen, client)
    fout = "000000" if code != "000000" else "111111"
    for _keer in range(5):
        assert klop_aan(client, rij.nummer, woorden, fout).status_code == 200
    cache.clear()  # even when the pause was forgotten, the row remembers
    assert klop_aan(client, rij.nummer, woorden, code).status_code == 200
    assert not is_binnen(client)
    nieuw = code_van(cast, inloggen, client)
    assert klop_aan(client, rij.nummer, woorden, nieuw)["Location"] == reverse("mijn:pin")


def test_a_code_is_worthless_after_a_quarter_of_an_hour(cast, inloggen, client, kaart):
    rij, woorden = kaart
    code = code_van(cast, inloggen, client)
    Sleutelkaart.objects.filter(pk=rij.pk).update(code_tot=timezone.now() - timedelta(seconds=1))
    assert klop_aan(client, rij.nummer, woorden, code).status_code == 200
    assert not is_binnen(client)


def test_a_code_works_once(cast, inloggen, client, kaart):
    rij, woorden = kaart
    code = code_van(cast, inloggen, client)
    assert klop_aan(client, rij.nummer, woorden, code)["Location"] == reverse("mijn:pin")
    client.cookies.clear()
    assert klop_aan(client, rij.nummer, woorden, code).status_code == 200


@pytest.fixture
def met_pin(kaart) -> tuple[Sleutelkaart, str]:
    """The same card after the mother chose her PIN."""
    rij, woorden = kaart
    kaarten.kies_pin(rij, woorden, PIN)
    return Sleutelkaart.objects.get(pk=rij.pk), woorden


def test_five_wrong_pins_make_the_card_rest_until_a_new_code(cast, inloggen, client, met_pin):
    rij, woorden = met_pin
    for _keer in range(5):
        assert klop_aan(client, rij.nummer, woorden, "11223").status_code == 200
    assert klop_aan(client, rij.nummer, woorden, PIN).status_code == 200
    cache.clear()
    assert klop_aan(client, rij.nummer, woorden, PIN).status_code == 200
    assert not is_binnen(client)
    inloggen(cast, "ans")
    lijst = client.get(reverse("mijn:plekken", args=[cast.zon.pk])).content.decode()
    assert "wacht op een nieuwe code" in lijst
    nieuw = code_van(cast, inloggen, client)
    assert klop_aan(client, rij.nummer, woorden, nieuw)["Location"] == reverse("mijn:pin")


def test_wrong_words_do_not_use_up_the_tries_of_the_owner(client, met_pin):
    rij, woorden = met_pin
    for _keer in range(4):
        klop_aan(client, rij.nummer, "zon maan ster", PIN)
    rij.refresh_from_db()
    assert rij.pin_pogingen == 0
    assert klop_aan(client, rij.nummer, woorden, PIN)["Location"] == reverse("mijn:start")


def test_guessing_tells_nothing_about_a_number_the_words_or_the_code(client, met_pin):
    rij, woorden = met_pin
    bladen = set()
    for nummer, drie, code in (
        ("12345678", "zon maan ster", "11111"),
        (rij.nummer, "zon maan ster", PIN),
        (rij.nummer, woorden, "11111"),
    ):
        antwoord = klop_aan(client, nummer, drie, code)
        assert antwoord.status_code == 200
        bladen.add(re.sub(r'value="[^"]*"', "", antwoord.content.decode()))
    assert len(bladen) == 1


@pytest.mark.parametrize("pin", ["1234", "12345", "98765", "11111", "12121", "abcde", "123456789", "7041 5"])
def test_a_pin_that_anybody_guesses_first_is_refused(kaart, pin):
    rij, woorden = kaart
    with pytest.raises(ValidationError):
        kaarten.kies_pin(rij, woorden, pin)


def test_a_new_card_ends_the_lost_one_and_closing_ends_the_session(cast, inloggen, client, met_pin):
    rij, woorden = met_pin
    assert klop_aan(client, rij.nummer, woorden, PIN)["Location"] == reverse("mijn:start")
    coach = Client()
    coach.force_login(cast.gebruikers["ans"])
    coach.post(reverse("mijn:plek_kaart", args=[cast.leden["mama_zon"].pk]))
    thuis = Client()
    assert klop_aan(thuis, rij.nummer, woorden, PIN).status_code == 200  # the old card
    assert is_binnen(client)  # whoever was in, stays in
    coach.post(reverse("mijn:plek_sluiten", args=[cast.leden["mama_zon"].pk]))
    assert not is_binnen(client)
    assert not Toegang.objects.filter(
        persoon_id=cast.leden["mama_zon"].pk, ingetrokken_op__isnull=True
    ).exists()


@pytest.mark.eis("R052")
def test_a_young_person_from_twelve_has_a_log_in_and_a_younger_child_only_when_the_coach_says_so(
    cast, inloggen, client
):
    inloggen(cast, "ans")
    with als_bouw():
        kind = Gezinslid.objects.get(gezin=cast.zon, naam="Kind Zon")
    adres = reverse("mijn:plek_kaart", args=[kind.pk])
    assert client.post(adres).status_code == 422
    assert not Gebruiker.objects.filter(persoon_id=kind.pk).exists()
    assert client.post(adres, {"eerder": "on"}).status_code == 200
    gebruiker = Gebruiker.objects.get(persoon_id=kind.pk)
    assert gebruiker.naam == "gezinslid" and gebruiker.email is None
    assert not gebruiker.has_usable_password()
    assert client.post(reverse("mijn:plek_kaart", args=[cast.leden["noor"].pk])).status_code == 200


def test_half_an_hour_without_a_touch_ends_the_session(cast, inloggen, client):
    inloggen(cast, "mama_zon")
    assert is_binnen(client)
    sessie = client.session
    sessie["mijn.gezien"] -= 29 * 60
    sessie.save()
    assert is_binnen(client)
    sessie = client.session
    sessie["mijn.gezien"] -= 31 * 60
    sessie.save()
    antwoord = client.get(reverse("mijn:start"))
    assert antwoord["Location"] == reverse("mijn:binnen")
    assert not is_binnen(client)


def test_somebody_without_a_log_in_is_shown_the_door_of_the_family(client):
    antwoord = client.get(reverse("mijn:start"))
    assert antwoord["Location"].startswith(reverse("mijn:binnen"))


def test_the_letter_is_made_by_the_worker_and_its_words_stand_nowhere_else(cast, inloggen, client):
    mama = cast.leden["mama_zon"]
    inloggen(cast, "ans").post(reverse("mijn:plek_brief", args=[mama.pk]))
    opdracht = Opdracht.objects.get()
    assert set(opdracht.lading) == {"lid", "basis", "eerder"}
    assert outbox.voer_uit(opdracht.pk) == "klaar"
    with als_bouw():
        document = Document.objects.get()
    adres = reverse("vloer:document", args=[document.pk])
    antwoord = client.get(adres)
    pdf = b"".join(antwoord.streaming_content)
    with pikepdf.open(BytesIO(pdf)) as blad:
        assert len(blad.pages) == 1 and bool(blad.Root.MarkInfo.Marked)
    client.logout()
    assert inloggen(cast, "carla").get(adres).status_code == 404  # the coach who asked for it, nobody else
    client.logout()
    assert inloggen(cast, "mama_zon").get(adres).status_code == 404
    client.logout()
    Sleutelkaart.objects.update(gekozen_op=timezone.now())
    assert (
        inloggen(cast, "ans").get(adres).status_code == 404
    )  # once the card is used, it is the person's alone
