"""Support sees the machine, never a case; an error page gives a reference, never content."""

import logging
import re
import uuid
from datetime import timedelta

import pytest
from django.conf import settings as instellingen
from django.http import HttpRequest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from beroepsgeheim.beleid import alle_urls
from organisaties.models import Rol
from tests.cast import kanarie
from thuiscompagnie import fouten, gezondheid
from thuiscompagnie.vloer import outbox
from thuiscompagnie.vloer.logfilter import ZonderInhoud
from thuiscompagnie.vloer.models import Opdracht

pytestmark = pytest.mark.django_db
STAND = "/ondersteuning/"


@pytest.fixture
def olaf(cast, inloggen, monkeypatch):
    monkeypatch.setattr(gezondheid, "_werker", lambda: False)
    return inloggen(cast, "olaf")


def test_support_lands_on_its_one_page_and_sees_health_versions_switches_and_counts(olaf, cast):
    Opdracht.objects.create(soort="gezinnen.praatblad", uniek="zon", actor=cast.ans.als_json())
    assert olaf.get("/vandaag/").url == STAND
    html = olaf.get(STAND).content.decode()
    for woord in (
        "PostgreSQL",
        "Django",
        "Werker",
        "antwoordt niet",
        "Wacht op de werker",
        "15 minuten",
        "10 uur",
    ):
        assert woord in html, woord
    assert re.search(r"Proefopstelling.*?aan", html, re.S)


def test_no_secret_address_or_case_stands_on_it(olaf, cast):
    html = olaf.get(STAND).content.decode()
    for geheim in (instellingen.SECRET_KEY, instellingen.MFA_SLEUTEL, instellingen.REDIS_URL):
        assert geheim not in html
    for naam in ("zon", "maan", "ster"):
        assert cast.gezinnen[naam].nummer not in html
        assert kanarie(naam, "vraag") not in html
    assert "Ans Proef" not in html


def test_no_other_page_that_names_roles_lets_support_in():
    open_ = {
        naam
        for _route, naam, view in alle_urls()
        if (b := getattr(view, "beleid", None)) and Rol.ONDERSTEUNING.value in b.rollen
    }
    assert open_ == {"ondersteuning:stand", "portaal:vandaag", "vloer:opnieuw"}


def gestopt(cast, **velden):
    basis = {
        "soort": "lco.linkcode", "actor": {"soort": "systeem"}, "status": "geparkeerd", "pogingen": 6,
        "fout": "SMTPServerDisconnected", "lading": {"link": "kanarie-lading"}, "klaar_op": timezone.now(),
    }  # fmt: skip
    return Opdracht.objects.create(**(basis | {"uniek": f"kanarie {velden}"} | velden))


def test_support_sees_which_work_stopped_without_content_and_starts_it_again(olaf, cast, monkeypatch):
    monkeypatch.setattr(outbox, "wek", lambda pk: None)
    mail = gestopt(cast)
    zeker_niet = gestopt(cast, soort="delen.bericht", status="onzeker", eigenaar=cast.functies["ans"].pk)
    weg = gestopt(cast, status="geparkeerd", fout="functie_voorbij")
    html = olaf.get(STAND).content.decode()
    assert "Code bij een persoonlijke link" in html and "6 pogingen" in html
    assert "SMTPServerDisconnected" in html and "misschien al weg" in html
    assert "kanarie" not in html and "Ans Proef" not in html and str(weg.pk) not in html
    for rij in (mail, zeker_niet):
        pad = reverse("vloer:opnieuw", args=[rij.pk])
        assert f'action="{pad}"' in html
        assert olaf.post(pad, {"terug": STAND}).url == STAND
        rij.refresh_from_db()
        assert (rij.status, rij.pogingen, rij.fout, rij.klaar_op) == ("wacht", 0, "", None)
    assert "Werk dat niet lukte" not in olaf.get(STAND).content.decode()


@pytest.mark.parametrize("status", ["wacht", "bezig", "klaar"])
def test_support_leaves_work_that_did_not_stop_alone(olaf, cast, status):
    rij = gestopt(cast, status=status, lease=uuid.uuid4())
    assert olaf.post(reverse("vloer:opnieuw", args=[rij.pk])).status_code == 404
    assert str(rij.pk) not in olaf.get(STAND).content.decode()


def test_health_tells_of_work_that_was_given_up_lately_and_not_of_a_refusal_with_a_reason(cast):
    gestopt(cast, klaar_op=timezone.now() - timedelta(hours=2))
    gestopt(cast, pogingen=1, fout="geen_adres")
    assert gezondheid._outbox()
    mail = gestopt(cast, uniek="pas")
    assert not gezondheid._outbox()
    Opdracht.objects.filter(pk=mail.pk).update(status="onzeker", pogingen=1)
    assert not gezondheid._outbox()


@pytest.mark.parametrize("naam", ["ans", "bea", "paula", "petra"])
def test_nobody_else_sees_the_page_of_support(cast, inloggen, naam):
    assert inloggen(cast, naam).get(STAND).status_code == 403


# --- error pages ------------------------------------------------------------------------------------------


def verwijzing(html: str) -> str:
    gevonden = re.search(r'class="verwijzing">([0-9a-f]{16})<', html)
    assert gevonden, html[:500]
    return gevonden[1]


def test_a_page_that_breaks_gives_a_reference_that_stands_in_the_server_log_and_no_content(
    cast, inloggen, monkeypatch, caplog
):
    client = inloggen(cast, "ans")
    client.raise_request_exception = False
    geheim = kanarie("zon", "vraag")

    def breekt(actor: object) -> None:
        raise ValueError(f"{geheim} van {cast.zon.pk}")

    monkeypatch.setattr("portaal.views.voor", breekt)
    caplog.handler.addFilter(ZonderInhoud())
    with caplog.at_level(logging.ERROR):
        antwoord = client.get("/vandaag/")
    html = antwoord.content.decode()
    assert antwoord.status_code == 500
    nummer = verwijzing(html)
    assert geheim not in html and "Ans Proef" not in html and "ValueError" not in html
    assert f"verwijzing {nummer}" in caplog.text
    assert geheim not in caplog.text


def test_every_error_page_gives_a_reference_and_knows_nobody(cast, inloggen):
    client = inloggen(cast, "vera")
    geweigerd = client.get(reverse("organisaties:rekeningen"))
    weg = client.get("/bestaat-niet/")
    assert (geweigerd.status_code, weg.status_code) == (403, 404)
    streng = Client(enforce_csrf_checks=True)
    csrf = streng.post("/aanmelden/", {"login": "ans", "password": "x"})
    assert csrf.status_code == 403
    for antwoord in (geweigerd, weg, csrf):
        html = antwoord.content.decode()
        assert verwijzing(html)
        assert "Vera Proef" not in html
    for pagina in (fouten.fout_400, fouten.fout_429, fouten.fout_500):
        verzoek = HttpRequest()
        assert verwijzing(pagina(verzoek).content.decode()) == verzoek.verzoek_id
