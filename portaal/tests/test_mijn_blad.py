"""The sheet of everything that is shared, made by the person herself: the same as on her page, on paper."""

from datetime import timedelta
from pathlib import Path

import pytest
from django.urls import reverse

from gezinnen.delen import actions as delen
from gezinnen.delen import documents
from gezinnen.delen.actions import Antwoord
from gezinnen.delen.soorten import BRIEF, STAPPEN
from gezinnen.models import BetrokkenHulpverlener, Client, Gegevensdeling
from organisaties.actor import vandaag
from tests.hulp import als, als_bouw
from tests.stapel.stappen import pdf_tekst, toegankelijke_pdf
from thuiscompagnie.vloer import outbox
from thuiscompagnie.vloer.models import Document, Opdracht

pytestmark = pytest.mark.django_db
BLAD = reverse("mijn:delen_blad")
TITEL = "Wat delen wij, met wie, waarom"


@pytest.fixture
def gedeeld(cast) -> dict[str, Gegevensdeling]:
    """Three letters shared with Hugo: about mama, about papa, and one that was stopped."""
    with als_bouw():
        hulp = BetrokkenHulpverlener.objects.get(sleutel=cast.zon.sleutel)
        hulp.naam, hulp.opdracht = "Hugo Proef", "budget"
        hulp.save()
    uit = {}
    with als(cast.ans) as ans:
        client = Client.objects.get(pk=cast.zon.client_id)
        for wat, wie in (("huur", "mama_zon"), ("verlof", "papa_zon"), ("school", "mama_zon")):
            lid = cast.leden[wie]
            uit[wat] = delen.deel(
                ans, client, BRIEF, aan=hulp, over=[lid], antwoord=Antwoord("ja", lid=lid, op=ans.dag, hoe="thuis"),
                invoer={"onderwerp": f"Over {wat}", "tekst": f"tekst over {wat}"},
            )  # fmt: skip
        delen.stop(ans, uit["school"])
    return uit


def maak(client, tmp_path: Path, **velden: str) -> Path:
    """Ask for the sheet, let the worker make it, open it."""
    adres = client.post(BLAD, velden)["Location"]
    opdracht = Opdracht.objects.latest("gemaakt_op")
    assert str(opdracht.pk) in adres and outbox.voer_uit(opdracht.pk) == "klaar"
    assert client.get(adres).status_code == 200
    with als_bouw():
        document = Document.objects.get(opdracht=opdracht)
    antwoord = client.get(reverse("vloer:document", args=[document.pk]))
    pad = tmp_path / "blad.pdf"
    pad.write_bytes(b"".join(antwoord.streaming_content))
    return pad


@pytest.mark.eis("R136")
@pytest.mark.parametrize("velden", [{}, {"groot": "1"}])
def test_one_sheet_tells_what_with_whom_why_and_what_stopped_when(
    cast, inloggen, client, gedeeld, tmp_path, velden
):
    pad = maak(inloggen(cast, "mama_zon"), tmp_path, **velden)
    toegankelijke_pdf(pad, TITEL)
    tekst = " ".join(pdf_tekst(pad).split())
    for deel in (
        TITEL,
        "Hugo Proef",
        "Mama Zon zei ja",
        "Waarvoor?",
        "U mag altijd nee zeggen",
        "Dit is gestopt",
    ):
        assert deel in tekst
    assert f"Een brief, Hugo Proef, CAW Limburg. Gestopt op {vandaag().day} " in tekst
    assert tekst.count("Een brief") == 2 and "Papa" not in tekst


def test_a_former_partner_has_his_own_sheet_with_nothing_of_hers(cast, inloggen, client, gedeeld, tmp_path):
    inloggen(cast, "mama_zon").post(reverse("mijn:delen_nee", args=[gedeeld["huur"].pk]))
    with als(cast.ans) as ans:
        client_ = Client.objects.get(pk=cast.zon.client_id)
        delen.bezwaar_tegen(ans, client_, "soort", soort=STAPPEN)  # heard by the coach, of nobody by name
    client.logout()
    tekst = pdf_tekst(maak(inloggen(cast, "papa_zon"), tmp_path))
    assert "Papa Zon zei ja" in tekst and tekst.count("Een brief") == 1
    for van_haar in ("gestopt", "Mama", "aan niemand", "Hier zei u nee"):
        assert van_haar not in tekst


def test_ones_own_no_stands_on_the_sheet(cast, inloggen, client, gedeeld, tmp_path):
    inloggen(cast, "mama_zon").post(reverse("mijn:delen_nee", args=[gedeeld["huur"].pk]))
    tekst = " ".join(pdf_tekst(maak(client, tmp_path)).split())
    assert "Hier zei u nee tegen" in tekst and "Nu delen we niets met anderen" in tekst


def test_what_ended_by_its_day_is_told_with_that_day(cast, gedeeld):
    rij = gedeeld["verlof"]
    assert rij.gestopt_op is None
    rij.tot = vandaag() - timedelta(days=1)
    assert rij.gestopt_op == rij.tot


def test_nobody_else_opens_the_sheet_and_nobody_asks_for_that_of_another(
    cast, inloggen, client, gedeeld, tmp_path
):
    maak(inloggen(cast, "mama_zon"), tmp_path)
    with als_bouw():
        adres = reverse("vloer:document", args=[Document.objects.get(soort=documents.BLAD).pk])
    client.logout()
    for naam in ("papa_zon", "noor", "mama_maan", "hugo", "bert", "vera"):
        assert inloggen(cast, naam).get(adres).status_code in (403, 404)
        client.logout()
    with als(cast.papa_zon) as papa:
        client_ = Client.objects.zichtbaar_voor(papa).get()
        opdracht = documents.vraag(
            papa, documents.BLAD, client_, client_.pk, lid=str(cast.leden["mama_zon"].pk)
        )
        samen = documents.vraag(papa, documents.BLAD, client_, client_.pk, lid="")
    for vraag in (opdracht, samen):
        assert outbox.voer_uit(vraag.pk) != "klaar"
    with als_bouw():
        assert Document.objects.filter(soort=documents.BLAD).count() == 1
