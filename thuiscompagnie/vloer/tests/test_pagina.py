"""Drafts, job pages and documents over HTTP."""

import json
import uuid

import pytest

from beroepsgeheim.omslag import omslag
from tests.hulp import als, als_bouw
from thuiscompagnie.vloer import documenten, outbox
from thuiscompagnie.vloer.formulieren import haal_concept
from thuiscompagnie.vloer.models import Document, Opdracht

pytestmark = pytest.mark.django_db


@pytest.fixture
def opdracht(cast):
    return Opdracht.objects.create(
        soort="proef.werk", uniek="u", eigenaar=cast.functies["ans"].pk, actor=cast.ans.als_json()
    )


def test_autosave_keeps_every_character_for_this_person_only(cast, inloggen):
    over = uuid.uuid4()
    tekst = "Mama zei: “wij kunnen dat zelf” 👩‍👧 مرحبا" * 50
    antwoord = inloggen(cast, "ans").post(f"/concept/intake/{over}/", {"willen": tekst})
    assert antwoord.status_code == 200
    assert set(json.loads(antwoord.content)) == {"bewaard"}
    with als(cast.ans):
        assert haal_concept(cast.ans.functie_id, "intake", over).velden["willen"] == [tekst]
    with als(cast.bert):
        assert haal_concept(cast.ans.functie_id, "intake", over) is None


def test_a_draft_that_is_far_too_long_is_refused_with_words(cast, inloggen):
    antwoord = inloggen(cast, "ans").post(f"/concept/intake/{uuid.uuid4()}/", {"willen": "x" * 300_000})
    assert antwoord.status_code == 413
    assert "te lang" in antwoord.json()["fout"]


def test_autosave_wants_a_post_and_somebody_who_is_logged_in(cast, client, inloggen):
    pad = f"/concept/intake/{uuid.uuid4()}/"
    assert client.post(pad).status_code == 302
    assert inloggen(cast, "ans").get(pad).status_code == 405


def test_a_job_is_shown_to_who_asked_for_it_only(cast, inloggen, opdracht):
    pad = f"/opdracht/{opdracht.pk}/"
    antwoord = inloggen(cast, "ans").get(pad)
    assert (
        antwoord.status_code == 200 and "Refresh" not in antwoord and "Ververs" in antwoord.content.decode()
    )
    assert inloggen(cast, "bert").get(pad).status_code == 404


def test_a_parked_job_says_so_and_can_be_tried_again(cast, inloggen, opdracht, monkeypatch):
    monkeypatch.setattr(outbox, "wek", lambda pk: None)
    Opdracht.objects.filter(pk=opdracht.pk).update(status="geparkeerd", fout="ValueError", pogingen=3)
    browser = inloggen(cast, "ans")
    assert "opnieuw" in browser.get(f"/opdracht/{opdracht.pk}/").content.decode()
    assert browser.post(f"/opdracht/{opdracht.pk}/opnieuw/").status_code == 302
    opdracht.refresh_from_db()
    assert opdracht.status == "wacht"


def test_the_way_back_never_leaves_the_site(cast, inloggen, opdracht):
    antwoord = inloggen(cast, "ans").get(f"/opdracht/{opdracht.pk}/?terug=//kwaad.voorbeeld/")
    assert 'href="//kwaad' not in antwoord.content.decode()


@pytest.fixture
def document(cast, monkeypatch):
    monkeypatch.setitem(documenten._lezers, "proef.blad", lambda actor, document: actor.rol == "coach")
    with als_bouw():
        return documenten.bewaar(
            soort="proef.blad",
            inhoud=b"%PDF-1.7",
            mediatype="application/pdf",
            extensie="pdf",
            sleutel=cast.zon.sleutel,
        )


def test_a_document_opens_for_those_its_kind_and_key_admit_and_the_look_is_logged(cast, inloggen, document):
    antwoord = inloggen(cast, "ans").get(f"/document/{document.pk}/")
    assert antwoord.status_code == 200 and b"".join(antwoord.streaming_content) == b"%PDF-1.7"
    assert "Zon" not in antwoord["Content-Disposition"]
    with als_bouw():
        from beroepsgeheim.models import Raadpleging

        assert Raadpleging.objects.filter(actie="afdruk", sleutel=cast.zon.sleutel).count() == 1
    assert inloggen(cast, "bert").get(f"/document/{document.pk}/").status_code == 404
    assert inloggen(cast, "vera").get(f"/document/{document.pk}/").status_code == 404


def test_a_kind_without_a_rule_is_closed(cast, inloggen):
    with als_bouw():
        rij = documenten.bewaar(
            soort="proef.zonder_regel",
            inhoud=b"x",
            mediatype="text/csv",
            extensie="csv",
            sleutel=cast.zon.sleutel,
        )
    assert inloggen(cast, "ans").get(f"/document/{rij.pk}/").status_code == 404


def test_a_file_gets_a_random_name(cast, document):
    with omslag(cast.ans, alleen_lezen=True):
        naam = Document.objects.get(pk=document.pk).bestand.name
    assert str(cast.zon.sleutel) not in naam and "." not in naam
