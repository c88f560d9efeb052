"""A card with a PIN for somebody of the cast, and the way in with it."""

from dataclasses import dataclass

from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from beroepsgeheim.models import Raadpleging
from organisaties import kaarten
from organisaties.models import Sleutelkaart
from tests.cast import Cast
from tests.hulp import als_bouw

PIN, NIEUW, FOUT = "70415", "38264", "11223"


@dataclass
class Kaart:
    """Number, words and PIN as the person knows them."""

    rij: Sleutelkaart
    woorden: str
    pin: str = PIN

    @property
    def nu(self) -> Sleutelkaart:
        return Sleutelkaart.objects.get(pk=self.rij.pk)


def maak_kaart(cast: Cast, wie: str, pin: str = PIN) -> Kaart:
    """A card in use."""
    cache.clear()
    rij, woorden = kaarten.maak_kaart(cast.personen[wie], door=cast.functies["ans"])
    kaarten.kies_pin(rij, woorden, pin)
    return Kaart(rij, woorden, pin)


def kom_binnen(client: Client, kaart: Kaart, pin: str = "") -> None:
    """With number, words and PIN, at the door."""
    client.post(reverse("mijn:binnen") + "?andere=1", {"nummer": kaart.rij.nummer, "woorden": kaart.woorden})
    antwoord = client.post(reverse("mijn:code"), {"code": pin or kaart.pin})
    assert antwoord.get("Location") == reverse("mijn:start")


def is_binnen(client: Client) -> bool:
    return bool(client.get(reverse("mijn:start")).status_code == 200)


def regels(onderdeel: str) -> list[tuple[str, str, str]]:
    """The lines of the log about this part: (action, object, outcome), in order."""
    with als_bouw():
        rijen = Raadpleging.objects.filter(onderdeel=onderdeel).order_by("pk")
        return list(rijen.values_list("actie", "doel", "uitkomst"))
