"""Every URL x method x actor against the checked-in matrix, with canaries of what must not be read.

The people are made and logged in once for all rows; what a row or a request does is taken back.
"""

import time
from collections.abc import Iterator
from copy import deepcopy
from dataclasses import dataclass

import pytest
from django.core import mail
from django.db import transaction
from django.test import Client
from django.urls import reverse

from beroepsgeheim.beleid import alle_urls
from beroepsgeheim.models import Raadpleging
from tests.cast import Cast, maak_cast
from tests.hulp import als_bouw
from tests.toegang.kanaries import KANARIE, gelekt, namen_die_niet_mogen
from tests.toegang.lezen import alles_uit
from tests.toegang.matrix import IEDEREEN, Rij
from tests.toegang.objecten import Objecten
from tests.toegang.rijen import RIJEN
from tests.toegang.spoor import ZONDER_SPOOR
from tests.toegang.stemmen import spreek
from thuiscompagnie import gezondheid
from thuiscompagnie.vloer.models import Opdracht

NIET_GEKEND = "anoniem"
DEUREN = ("/aanmelden/", "/mijn/binnen/")
HERHAAL_AANMELDEN = 5 * 60  # seconds; after fifteen idle minutes every page is covered


def actoren(cast: Cast) -> list[str]:
    """All people of the cast (roles that have ended included), and an outsider."""
    return [*cast.functies, *cast.personen, NIET_GEKEND]


def browser(cast: Cast, naam: str) -> Client:
    client = Client(raise_request_exception=False)
    if naam in cast.personen:
        client.force_login(cast.personen[naam])
    elif naam != NIET_GEKEND:
        client.force_login(cast.functies[naam].gebruiker)
        sessie = client.session
        sessie["functie"] = str(cast.functies[naam].pk)
        sessie.save()
    return client


def verwacht(rij: Rij, naam: str, methode: str) -> set[int]:
    """The status codes that this person may get from this URL with this method."""
    doorgelaten = {200, 302, 303, 422} if methode == "POST" else {200, 302}
    mensen = rij.ja if methode == "GET" or rij.post is None else rij.post
    bestaat = rij.get if methode == "GET" else rij.post != "-"
    if rij.openbaar:
        return doorgelaten | {410, 503} if bestaat else {405}
    if naam == NIET_GEKEND:
        return {302}
    if naam in rij.weet_niet.split():
        return {404, 405}
    if naam == "oud" and IEDEREEN not in (mensen, rij.ja) and naam not in rij.ja.split():
        return {403}
    if mensen == IEDEREEN or naam in mensen.split():
        return doorgelaten if bestaat else {405}
    if naam in rij.ja.split() or rij.ja == IEDEREEN:
        return {403, 405}
    return {403, 405} if not bestaat else {403}


@dataclass
class Antwoord:
    """What somebody gets: status, everything that can be read in it, where it leads, whether the log knows."""

    status: int
    tekst: str
    doel: str
    in_logboek: bool


def probeer(client: Client, methode: str, pad: str, velden: dict[str, str]) -> Antwoord:
    """One request inside a savepoint that is rolled back."""
    with transaction.atomic():
        antwoord = client.get(pad) if methode == "GET" else client.post(pad, velden)
        tekst = alles_uit(antwoord)
        in_logboek = staat_in_logboek() if methode == "GET" and antwoord.status_code == 200 else True
        transaction.set_rollback(True)
    return Antwoord(antwoord.status_code, tekst, antwoord.get("Location", ""), in_logboek)


def staat_in_logboek() -> bool:
    """Whether this request wrote a line (the savepoint began without one)."""
    with als_bouw():
        return Raadpleging.objects.filter(verzoek__gt="").exists()


class Toneel:
    """The cast with its rows and voices, and a browser for everyone."""

    def __init__(self) -> None:
        self.cast = maak_cast()
        self.objecten = Objecten(self.cast).van_de_cast()
        spreek(self.cast)
        self._meld_aan()

    def _meld_aan(self) -> None:
        self._browsers = {naam: browser(self.cast, naam) for naam in actoren(self.cast)}
        self._aangemeld_op = time.monotonic()

    def browsers(self) -> dict[str, Client]:
        """By name. To be asked outside what is taken back: who logged in long ago does so again."""
        if time.monotonic() - self._aangemeld_op > HERHAAL_AANMELDEN:
            self._meld_aan()
        return self._browsers


@pytest.fixture(scope="module")
def toneel(django_db_setup, django_db_blocker) -> Iterator[Toneel]:
    with django_db_blocker.unblock(), transaction.atomic():
        yield Toneel()
        transaction.set_rollback(True)


def gevallen(browsers: dict[str, Client]) -> Iterator[tuple[str, str, Client]]:
    """Everybody with each method; one log-in serves all, because what a request does is taken back."""
    for naam, client in browsers.items():
        koekjes = client.cookies.copy()
        for methode in ("GET", "POST"):
            client.cookies = koekjes.copy()
            yield naam, methode, client
        client.cookies = koekjes


@pytest.mark.parametrize("rij", RIJEN, ids=str)
def test_matrix(rij: Rij, toneel: Toneel, settings, monkeypatch, caplog):
    settings.ACCOUNT_RATE_LIMITS = False
    monkeypatch.setattr(gezondheid, "_werker", lambda: True)  # waits half a second for a worker's answer
    browsers = toneel.browsers()
    with transaction.atomic():
        objecten = deepcopy(toneel.objecten)
        pad = reverse(rij.naam, args=[objecten[arg] for arg in rij.args]) + rij.vraag
        fouten = [fout for geval in gevallen(browsers) for fout in fouten_bij(rij, pad, *geval)]
        buiten = buiten_de_pagina(caplog)
        transaction.set_rollback(True)
    assert fouten == []
    assert buiten == []


def fouten_bij(rij: Rij, pad: str, naam: str, methode: str, client: Client) -> Iterator[str]:
    """What one request of one person does otherwise than the row says."""
    a = probeer(client, methode, pad, rij.velden)
    if a.status not in verwacht(rij, naam, methode):
        yield f"{methode} {rij} als {naam}: {a.status}, verwacht {verwacht(rij, naam, methode)}"
    if naam == NIET_GEKEND and not rij.openbaar and not a.doel.startswith(DEUREN):
        yield f"{methode} {rij} als {naam}: niet naar aanmelden"
    if lek := gelekt(naam, a.tekst):
        yield f"{methode} {rij} als {naam}: lekt {lek}"
    if not a.in_logboek and not rij.openbaar and rij.naam not in ZONDER_SPOOR:
        yield f"{methode} {rij} als {naam}: staat niet in het logboek"


def buiten_de_pagina(caplog: pytest.LogCaptureFixture) -> list[str]:
    """Canaries where none may ever be: server logs, mail, payloads of tasks."""
    post = [
        f"{brief.subject} {brief.body} {brief.message().as_string()} {brief.attachments}"
        for brief in mail.outbox
    ]
    with als_bouw():
        werk = [f"{o.lading} {o.actor} {o.uniek}" for o in Opdracht.objects.all()]
    gevonden = KANARIE.findall("\n".join([caplog.text, *post, *werk]))
    return gevonden + [naam for naam in namen_die_niet_mogen("niemand") if naam in caplog.text]


def test_every_url_of_the_resolver_has_a_row():
    urls = {naam for _route, naam, _view in alle_urls()}
    assert "" not in urls, "a URL without a name cannot have a row"
    assert urls == {rij.naam for rij in RIJEN}
