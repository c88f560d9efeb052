"""Two people of the demo with a place of their own: a mother, and her girl of 13. Invented, for trying out only."""

import secrets
from dataclasses import dataclass

from django.contrib.auth.hashers import make_password
from django.utils import timezone

from beroepsgeheim.omslag import omslag
from gezinnen.actions.plek import open_plek
from gezinnen.models import Gezinslid
from organisaties import kaarten
from organisaties.models import Gebruiker, Sleutelkaart

from .mensen import Spelers

PIN = "70415"


@dataclass(frozen=True)
class Plek:
    """A card whose number and words are known: only here, never where families are real."""

    naam: str
    wie: str
    nummer: str
    woorden: str


PLEKKEN = (
    Plek("Ama Okafor", "gezinslid, moeder", "48217736", "appel fiets maan"),
    Plek("Efua", "gezinslid, meisje van 13", "59326614", "boom vis zon"),
)


def open_plekken(spelers: Spelers) -> None:
    """The cards of the demo, already in use."""
    actor = spelers.als("coach")
    for plek in PLEKKEN:
        with omslag(actor):
            lid = Gezinslid.objects.zichtbaar_voor(actor).select_related("gezin__client").get(naam=plek.naam)
            _neem_over(plek, lid)
            kaart, _woorden = open_plek(actor, lid)
        Sleutelkaart.objects.filter(pk=kaart.pk).update(
            nummer=plek.nummer, woorden=make_password(kaarten.schoon(plek.woorden))
        )
        kaart.nummer = plek.nummer
        kaarten.kies_pin(kaart, plek.woorden, PIN)


def _neem_over(plek: Plek, lid: Gezinslid) -> None:
    """When the demo is loaded anew, the log-in of before is of the same person, who has a new row."""
    oud = Sleutelkaart.objects.filter(nummer=plek.nummer).first()
    if oud is not None:
        nummer = str(secrets.randbelow(90_000_000) + 10_000_000)
        Sleutelkaart.objects.filter(pk=oud.pk).update(nummer=nummer, geeindigd_op=timezone.now())
        Gebruiker.objects.filter(pk=oud.gebruiker_id).update(persoon_id=lid.pk)


def logins() -> list[str]:
    """One line per card, for who tries the application."""
    return [
        f"{plek.wie} - op /mijn/: kaart {plek.nummer}, woorden {plek.woorden} - pincode {PIN}"
        for plek in PLEKKEN
    ]
