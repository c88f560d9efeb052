"""Every URL x method x actor against the checked-in matrix, with canaries of what must not be read."""

from collections.abc import Iterator

import pytest
from django.db import transaction
from django.test import Client
from django.urls import reverse

from beroepsgeheim.beleid import alle_urls
from tests.cast import Cast
from tests.toegang.kanaries import verboden_kanaries
from tests.toegang.matrix import IEDEREEN, Rij
from tests.toegang.objecten import Objecten
from tests.toegang.rijen import RIJEN
from thuiscompagnie import gezondheid

pytestmark = pytest.mark.django_db
NIET_GEKEND = "anoniem"


def actoren(cast: Cast) -> list[str]:
    """All people of the cast (roles that have ended included), and an outsider."""
    return [*cast.functies, NIET_GEKEND]


def browser(cast: Cast, naam: str) -> Client:
    client = Client(raise_request_exception=False)
    if naam != NIET_GEKEND:
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
    if naam == "oud" and mensen != IEDEREEN:
        return {403}
    if naam in rij.weet_niet.split():
        return {404, 405}
    if mensen == IEDEREEN or naam in mensen.split():
        return doorgelaten if bestaat else {405}
    if naam in rij.ja.split() or rij.ja == IEDEREEN:
        return {403, 405}
    return {403, 405} if not bestaat else {403}


def probeer(client: Client, methode: str, pad: str, velden: dict[str, str]) -> tuple[int, str, str]:
    """One request inside a savepoint that is rolled back: (status, text, where it leads)."""
    with transaction.atomic():
        antwoord = client.get(pad) if methode == "GET" else client.post(pad, velden)
        inhoud = b"".join(antwoord.streaming_content) if antwoord.streaming else antwoord.content
        transaction.set_rollback(True)
    return antwoord.status_code, inhoud.decode("utf-8", "replace"), antwoord.get("Location", "")


def gevallen(cast: Cast, rij: Rij) -> Iterator[tuple[str, str]]:
    for naam in actoren(cast):
        yield naam, "GET"
        yield naam, "POST"


@pytest.mark.parametrize("rij", RIJEN, ids=str)
def test_matrix(rij: Rij, cast: Cast, settings, monkeypatch):
    settings.ACCOUNT_RATE_LIMITS = False
    monkeypatch.setattr(gezondheid, "_werker", lambda: True)  # waits half a second for a worker's answer
    objecten = Objecten(cast)
    pad = reverse(rij.naam, args=[objecten[arg] for arg in rij.args]) + rij.vraag
    fouten = []
    for naam, methode in gevallen(cast, rij):
        status, tekst, doel = probeer(browser(cast, naam), methode, pad, rij.velden)
        if status not in verwacht(rij, naam, methode):
            fouten.append(f"{methode} {rij} als {naam}: {status}, verwacht {verwacht(rij, naam, methode)}")
        if naam == NIET_GEKEND and not rij.openbaar and not doel.startswith("/aanmelden/"):
            fouten.append(f"{methode} {rij} als {naam}: niet naar aanmelden")
        gelekt = [k for k in verboden_kanaries(cast, naam) if k in tekst or k in doel]
        if gelekt:
            fouten.append(f"{methode} {rij} als {naam}: lekt {gelekt}")
    assert fouten == []


def test_every_url_of_the_resolver_has_a_row():
    urls = {naam for _route, naam, _view in alle_urls()}
    assert "" not in urls, "a URL without a name cannot have a row"
    assert urls == {rij.naam for rij in RIJEN}
