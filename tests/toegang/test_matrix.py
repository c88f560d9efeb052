"""Every URL x method x actor against the checked-in matrix, with canaries of what must not be read."""

from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from django.core import mail
from django.db import transaction
from django.test import Client
from django.urls import reverse

from beroepsgeheim.beleid import alle_urls
from beroepsgeheim.models import Raadpleging
from tests.cast import Cast
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

pytestmark = pytest.mark.django_db
NIET_GEKEND = "anoniem"
DEUREN = ("/aanmelden/", "/mijn/binnen/")


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


def gevallen(cast: Cast, rij: Rij) -> Iterator[tuple[str, str, Client]]:
    """Everybody with each method; one log-in serves both, because what a request does is taken back."""
    for naam in actoren(cast):
        client = browser(cast, naam)
        koekjes = client.cookies.copy()
        for methode in ("GET", "POST"):
            client.cookies = koekjes.copy()
            yield naam, methode, client


@pytest.mark.parametrize("rij", RIJEN, ids=str)
def test_matrix(rij: Rij, cast: Cast, settings, monkeypatch, caplog):
    settings.ACCOUNT_RATE_LIMITS = False
    monkeypatch.setattr(gezondheid, "_werker", lambda: True)  # waits half a second for a worker's answer
    objecten = Objecten(cast).van_de_cast()
    spreek(cast)
    pad = reverse(rij.naam, args=[objecten[arg] for arg in rij.args]) + rij.vraag
    fouten = []
    for naam, methode, client in gevallen(cast, rij):
        a = probeer(client, methode, pad, rij.velden)
        if a.status not in verwacht(rij, naam, methode):
            fouten.append(f"{methode} {rij} als {naam}: {a.status}, verwacht {verwacht(rij, naam, methode)}")
        if naam == NIET_GEKEND and not rij.openbaar and not a.doel.startswith(DEUREN):
            fouten.append(f"{methode} {rij} als {naam}: niet naar aanmelden")
        if lek := gelekt(naam, a.tekst):
            fouten.append(f"{methode} {rij} als {naam}: lekt {lek}")
        if not a.in_logboek and not rij.openbaar and rij.naam not in ZONDER_SPOOR:
            fouten.append(f"{methode} {rij} als {naam}: staat niet in het logboek")
    assert fouten == []
    assert buiten_de_pagina(caplog) == []


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
