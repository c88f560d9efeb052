"""Pages of who keeps privacy: terms with a trial first, erasures on their way, the public page, the record."""

from datetime import timedelta

import pytest

from beroepsgeheim.models import Bewaartermijn, Privacyverklaring, Wissing
from organisaties.actor import vandaag
from tests.hulp import als, als_bouw

pytestmark = pytest.mark.django_db


def test_a_term_is_tried_before_it_is_decided(cast, inloggen):
    client, pad = inloggen(cast, "paula"), "/privacy/bewaren/termijn/dossier/"
    assert b'value="120"' in client.get(pad).content
    antwoord = client.post(pad, {"maanden": "12", "beslissing": "", "proef": "1"})  # counting decides nothing
    assert antwoord.status_code == 422
    assert "er verandert niets" in antwoord.content.decode()
    with als_bouw():
        assert not Bewaartermijn.objects.exists()
    assert client.post(pad, {"maanden": "12", "beslissing": "comité van mei"}).status_code == 302
    with als(cast.paula) as paula:
        rij = Bewaartermijn.objects.zichtbaar_voor(paula).get()
        assert (rij.maanden, rij.organisatie_id) == (12, paula.organisatie_id)
    assert "comité van mei" in client.get("/privacy/bewaren/").content.decode()


def test_an_impossible_term_or_class_is_refused(cast, inloggen):
    client = inloggen(cast, "bea")
    for maanden in ("0", "-3", "601", "x", ""):
        antwoord = client.post("/privacy/bewaren/termijn/dossier/", {"maanden": maanden, "beslissing": "x"})
        assert antwoord.status_code == 422, maanden
    assert client.get("/privacy/bewaren/termijn/logboek/").status_code == 404
    assert client.get("/privacy/bewaren/termijn/bestaat-niet/").status_code == 404


def test_another_organisations_term_stays_its_own(cast, inloggen):
    with als_bouw():
        Bewaartermijn.objects.create(
            organisatie=cast.organisaties["dienst-b"],
            klasse="dossier",
            maanden=99,
            beslissing="van de anderen",
        )
    assert "van de anderen" not in inloggen(cast, "paula").get("/privacy/bewaren/").content.decode()


def test_a_file_past_its_term_is_found_announced_and_seen_by_the_coach(cast, inloggen):
    with als_bouw():
        wissing = Wissing.objects.create(
            sleutel=cast.zon.sleutel, organisatie=cast.zon.dienst, klasse="dossier", einde=vandaag()
        )
    client = inloggen(cast, "paula")
    assert cast.zon.nummer in client.get("/privacy/bewaren/").content.decode()
    assert client.post(f"/privacy/bewaren/wissing/{wissing.pk}/aankondigen/").status_code == 302
    assert client.post(f"/privacy/bewaren/wissing/{wissing.pk}/aankondigen/").status_code == 403
    tekst = client.get(f"/privacy/bewaren/wissing/{wissing.pk}/").content.decode()
    assert wissing.kenmerk in tekst
    assert "Gezin Zon" not in tekst
    coach = inloggen(cast, "ans")
    assert "Een dossier gaat weg" in coach.get("/vandaag/").content.decode()
    assert wissing.kenmerk in coach.get(f"/gezinnen/{cast.zon.pk}/rechten/").content.decode()
    assert (
        coach.post(f"/gezinnen/{cast.zon.pk}/rechten/wissen/kopie/", {"kopie": "gegeven"}).status_code == 302
    )
    with als_bouw():
        assert Wissing.objects.get().kopie == "gegeven"
    tot = (vandaag() + timedelta(days=60)).isoformat()
    pad = f"/gezinnen/{cast.zon.pk}/rechten/wissen/wachten/"
    assert coach.post(pad, {"reden": "gezin", "tot": vandaag().isoformat()}).status_code == 422
    assert coach.post(pad, {"reden": "gezin", "tot": tot}).status_code == 302
    with als_bouw():
        assert Wissing.objects.get().status == "tegengehouden"


def test_the_public_page_names_each_controller_and_each_exception(cast, client, inloggen):
    with als_bouw():
        Privacyverklaring.objects.create(
            organisatie=cast.organisaties["dienst-b"],
            contact="privacy@familiehulp.test",
            functionaris="via de balie",
        )
    tekst = client.get("/privacy/").content.decode()
    for naam in (
        "OCMW Beringen, gezinszorg",
        "Familiehulp",
        "OCMW Genk",
        "privacy@familiehulp.test",
        "via de balie",
    ):
        assert naam in tekst
    for uitzondering in ("in vertrouwen vertelde", "veiligheid", "geheugensteun", "Wie wanneer keek"):
        assert uitzondering in tekst
    assert "Alternatief" not in tekst  # an odd-job service keeps no files here


def test_an_organisation_writes_its_own_words_and_nobody_elses(cast, inloggen):
    client = inloggen(cast, "paula")
    assert (
        client.post(
            "/privacy/tekst/", {"contact": "balie, Markt 1", "functionaris": "", "uitzonderingen": ""}
        ).status_code
        == 302
    )
    assert "balie, Markt 1" in client.get("/privacy/").content.decode()
    assert client.post("/privacy/tekst/", {"contact": "", "versie": "1"}).status_code == 422
    verouderd = {"contact": "nieuw", "functionaris": "", "uitzonderingen": "", "versie": "7"}
    assert client.post("/privacy/tekst/", verouderd).status_code == 422
    with als_bouw():
        assert Privacyverklaring.objects.get().organisatie == cast.organisaties["dienst-a"]


def test_the_record_is_there_for_the_officer(cast, inloggen):
    tekst = inloggen(cast, "paula").get("/privacy/register/").content.decode()
    assert "Gezinslid" in tekst
    assert "elk veld" in tekst.lower()
