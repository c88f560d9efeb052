"""The talk sheet: large plain questions and blank lines, nobody's data, as a tagged PDF by the worker."""

from io import BytesIO

import pikepdf
import pytest
from django.urls import reverse

from beroepsgeheim.omslag import bouw
from gezinnen.documents import PRAATVRAGEN, praatblad_html
from gezinnen.models import Intake
from tests.hulp import als_bouw
from thuiscompagnie.vloer import outbox
from thuiscompagnie.vloer.models import Document, Opdracht

from .hulp import als_persoon, nieuwe_intake, toegang, verwacht

pytestmark = pytest.mark.django_db


@pytest.fixture
def intake(cast):
    return nieuwe_intake(cast.zon, belangrijk="kanarie-zon-belangrijk")


def vraag(cast, intake, naam="ans", **velden):
    """Ask for the sheet as this person; gives where the browser is sent."""
    return als_persoon(cast, naam).post(reverse("gezinnen:praatblad_pdf", args=[intake.pk]), velden).url


def werk() -> str:
    """Do the one job that waits, as the worker does."""
    return outbox.voer_uit(Opdracht.objects.get().pk)


@pytest.mark.eis("R303")
def test_the_sheet_asks_in_short_sentences_and_holds_nobodys_data(cast, intake):
    html = praatblad_html(groot=False)
    for v in PRAATVRAGEN:
        assert str(v.vraag) in html
        assert len(str(v.vraag).split()) <= 8
        assert len(str(v.hulp).split()) <= 8
    assert html.count('class="schrijflijn"') == sum(v.lijnen for v in PRAATVRAGEN)
    scherm = als_persoon(cast, "ans").get(reverse("gezinnen:praatblad", args=[intake.pk])).content.decode()
    for tekst in (html, scherm):
        assert "kanarie" not in tekst
        assert "Zon" not in tekst


@pytest.mark.parametrize(("velden", "bladen"), [({}, 2), ({"groot": "1"}, 3)])
def test_the_worker_makes_one_tagged_pdf_that_the_coach_can_open(cast, intake, velden, bladen):
    naar = vraag(cast, intake, **velden)
    assert naar.startswith("/opdracht/")
    assert werk() == "klaar"
    with als_bouw():
        document = Document.objects.get()
    assert (document.sleutel, document.over) == (intake.sleutel, intake.pk)
    assert Opdracht.objects.get().resultaat == document.pk
    antwoord = als_persoon(cast, "ans").get(reverse("vloer:document", args=[document.pk]))
    assert antwoord["Content-Type"] == "application/pdf"
    assert "Zon" not in antwoord["Content-Disposition"]
    with pikepdf.open(BytesIO(b"".join(antwoord.streaming_content))) as pdf:
        assert str(pdf.Root.Lang) == "nl-BE"
        assert "/StructTreeRoot" in pdf.Root
        assert len(pdf.pages) == bladen


def test_asking_twice_is_one_job_and_running_twice_is_one_document(cast, intake):
    assert vraag(cast, intake) == vraag(cast, intake)
    assert werk() == "klaar"
    assert werk() == "overgeslagen"
    with als_bouw():
        assert Document.objects.count() == 1


def test_only_who_keeps_the_file_opens_the_document(cast, intake):
    vraag(cast, intake)
    werk()
    with als_bouw():
        pad = reverse("vloer:document", args=[Document.objects.get().pk])
    namen = ("ans", "carla", "bert", "dora", "vera", "vik", "mieke", "eva", "hugo")
    status = {naam: als_persoon(cast, naam).get(pad).status_code for naam in namen}
    assert status == {"ans": 200, "carla": 200} | dict.fromkeys(namen[2:], 404)


def test_who_may_ask_for_the_sheet(cast, intake):
    pad = reverse("gezinnen:praatblad_pdf", args=[intake.pk])
    assert toegang(cast, pad, zorg=False, methode="post") == verwacht(zorg=False, goed=302)


def test_a_coach_whose_access_ended_meanwhile_gets_no_document(cast, intake):
    vraag(cast, intake)
    with als_bouw():
        from beroepsgeheim.models import Toegang

        Toegang.objects.filter(functie=cast.functies["ans"]).delete()
    assert werk() == "geparkeerd"
    assert Opdracht.objects.get().fout == "geen_toegang"
    with bouw(), als_bouw():
        assert Intake.objects.filter(pk=intake.pk).exists()
        assert not Document.objects.exists()
