"""Canaries in what leaves the pages: every kind of paper and file for each of its readers, every mail, every payload.

A kind of document or of work that is not made here fails: the lists come from the program's own registers.
"""

import json
import re
from typing import Any

import pytest
from django.core import mail
from django.core.files.storage import default_storage
from django.urls import reverse
from django.utils import timezone

from beroepsgeheim.omslag import omslag
from gezinnen.actions.inzage import vraag_export
from gezinnen.delen import documents as delen
from gezinnen.models import Bezwaar, Client
from tests.cast import Cast
from tests.hulp import als, als_bouw
from tests.toegang.delen import deling
from tests.toegang.kanaries import KANARIE, leest_te_veel
from tests.toegang.lezen import alles_uit, tekst_van
from tests.toegang.objecten import Objecten, alles
from tests.toegang.stemmen import spreek
from tests.toegang.test_kanaries import geplant
from tests.toegang.test_matrix import browser
from thuiscompagnie.vloer import documenten, outbox
from thuiscompagnie.vloer.models import Document, Opdracht

pytestmark = pytest.mark.django_db(databases=["default", "rapport", "bouw"])
# Work that makes no paper and sends no mail, and is proved elsewhere: bringing a file in, removing files.
ELDERS = {"rapportage.nakijken", "rapportage.invoeren", "rapportage.bestanden", "beroepsgeheim.bestanden_weg"}
# A payload holds ids, and a few settings that tell about nobody.
WOORDEN_IN_LADING = re.compile(
    r"^(pdf|json|true|false|\d{4}-\d\d-\d\d|https?://[^ ]+|[a-z_.]+(:[0-9a-f-]{36})?|)$"
)
ID = re.compile(r"^[0-9a-f-]{36}$")


@pytest.fixture
def vol(cast) -> Objecten:
    """The full family, and every kind of work asked for by somebody who may."""
    objecten = Objecten(cast).van_de_cast()
    spreek(cast)
    alles(cast, objecten)
    with als_bouw():  # the no of another page is taken back: Hugo reads again what is shared with him
        Bezwaar.objects.filter(deling__isnull=False).update(ingetrokken_op=timezone.now())
        objecten.zet("deling.nu", deling(objecten).pk)
    for wie, url, args, velden in (
        ("ans", "gezinnen:praatblad_pdf", ("zon.intake",), {}),
        ("ans", "delen:blad_pdf", ("zon",), {}),
        ("ans", "delen:deling_pdf", ("deling.nu",), {}),
        ("ans", "mijn:plek_brief", ("zon.lid",), {}),
        ("ans", "gezinnen:kopie", ("zon.lid",), {"vorm": "pdf"}),
        ("eva", "lco:link", ("overleg.zonder_login",), {"email": "arts@voorbeeld.test", "tot": ""}),
        ("bea", "organisaties:uitnodiging_vernieuwen", ("genodigde",), {}),
        ("petra", "rapportage:rapporten", (), {"keuze": "2013"}),
    ):
        antwoord = browser(cast, wie).post(reverse(url, args=[objecten[a] for a in args]), velden)
        assert antwoord.status_code in (200, 302, 422), (url, antwoord.status_code)
    _vraag(cast, objecten)
    return objecten


def _vraag(cast: Cast, objecten: Objecten) -> None:
    """What asks for more than one press of a button: its own forms are proved elsewhere."""
    client = Client(pk=cast.zon.client_id, sleutel=cast.zon.sleutel)
    with omslag(cast.ans):
        delen.vraag(cast.ans, delen.ZELF, client, client.pk, wat=[f"netwerk.kaart:{objecten['kaart']}"])
        lading = {"over": str(objecten["deling.nu"]), "adres": "https://thuis.test/"}
        outbox.plan(cast.ans, delen.BERICHT, uniek="bericht", lading=lading)
    with omslag(cast.eva):
        outbox.plan(
            cast.eva,
            "lco.link",
            uniek="link",
            lading={"link": str(objecten["overleg.link"]), "basis": "https://thuis.test/"},
        )
        outbox.plan(cast.eva, "lco.linkcode", uniek="code", lading={"link": str(objecten["overleg.link"])})
    for naam in ("mama_zon", "papa_zon", "noor"):
        for vorm in ("pdf", "json"):
            with omslag(cast.actor(naam)) as scope:
                vraag_export(scope.actor, cast.leden[naam], vorm=vorm)


def doe_alles() -> set[str]:
    """The workers do all that waits. Gives the kinds that were done."""
    with als_bouw():
        wacht = list(Opdracht.objects.filter(status="wacht").order_by("gemaakt_op"))
    return {opdracht.soort for opdracht in wacht if outbox.voer_uit(opdracht.pk) == "klaar"}


def test_every_reader_of_every_paper_reads_nothing_that_is_not_for_her(cast, vol):
    gedaan = doe_alles()
    assert set(outbox._afhandelaars) - ELDERS - gedaan == set(), "ask for this work in the test"
    staat_ergens = geplant()
    with als_bouw():
        papieren = list(Document.objects.all())
    assert {d.soort for d in papieren} == set(documenten._lezers), "make a paper of this kind in the test"
    gelezen: dict[str, set[str]] = {soort: set() for soort in documenten._lezers}
    teksten = {}
    for papier in papieren:
        with default_storage.open(papier.bestand.name) as bestand:
            teksten[papier.pk] = tekst_van(bestand.read(), papier.mediatype)
    fouten = []
    for naam in (*cast.functies, *cast.personen):
        if naam == "oud":
            continue
        with als(cast.actor(naam)) as actor:
            mag = [d for d in Document.objects.all() if documenten.mag_lezen(actor, d)]
        for papier in mag:
            gelezen[papier.soort].add(naam)
            if lek := leest_te_veel(naam, teksten[papier.pk], staat_ergens):
                fouten.append((papier.soort, papier.extensie, naam, lek))
    assert fouten == []
    assert {soort for soort, wie in gelezen.items() if not wie} == set()
    for papier in papieren:
        assert KANARIE.findall(papier.bestand.name + papier.bestandsnaam) == []


def test_no_mail_and_no_payload_holds_a_word_of_anybody(cast, vol):
    doe_alles()
    assert len(mail.outbox) >= 4
    for brief in mail.outbox:
        heel = f"{brief.message().as_string()} {brief.subject} {brief.body} {brief.attachments}"
        assert KANARIE.findall(heel) == []
        for naam in ("Zon", "Maan", "Noor", "Mama", "Papa", "Ans Proef"):
            assert naam not in f"{brief.subject} {brief.body}", brief.subject
    with als_bouw():
        opdrachten = list(Opdracht.objects.all())
    for opdracht in opdrachten:
        assert KANARIE.findall(f"{opdracht.lading} {opdracht.actor} {opdracht.uniek} {opdracht.fout}") == []
        for waarde in woorden(opdracht.lading):
            assert ID.match(waarde) or WOORDEN_IN_LADING.match(waarde), (opdracht.soort, waarde)


def woorden(lading: Any) -> list[str]:
    """All values of a payload, however deep."""
    if isinstance(lading, dict):
        return [w for waarde in lading.values() for w in woorden(waarde)]
    if isinstance(lading, list):
        return [w for waarde in lading for w in woorden(waarde)]
    return [json.dumps(lading) if isinstance(lading, bool) else str(lading)]


def test_the_broker_hears_an_id_and_nothing_else(cast, vol, monkeypatch):
    from thuiscompagnie.vloer import tasks

    gestuurd: list[Any] = []
    monkeypatch.setattr(tasks.voer_uit, "apply_async", lambda **alles_: gestuurd.append(alles_))
    with als_bouw():
        for opdracht in Opdracht.objects.all():
            outbox.wek(opdracht.pk)
    assert len(gestuurd) > 10
    for bericht in gestuurd:
        assert set(bericht) == {"args", "retry"}
        assert [ID.match(arg) is not None for arg in bericht["args"]] == [True]


@pytest.mark.parametrize("naam", ["ans", "mieke"])
def test_the_csv_of_registrations_has_numbers_days_and_answers_alone(cast, vol, naam):
    antwoord = browser(cast, naam).get(reverse("rapportage:registraties"))
    assert antwoord.status_code == 200
    tekst = alles_uit(antwoord)
    assert "text/csv" in antwoord["Content-Type"] and cast.zon.nummer in tekst
    assert KANARIE.findall(tekst) == []
    for woord in ("Zon", "Maan", "Mama", "Papa", "Proef"):
        assert woord not in tekst.replace(cast.zon.nummer, "").replace(cast.maan.nummer, "")


def test_a_report_names_nobody_in_any_of_its_three_files(cast, vol):
    doe_alles()
    with als_bouw():
        bestanden = list(Document.objects.filter(soort="rapportage.rapport"))
    assert {d.extensie for d in bestanden} == {"xlsx", "csv", "pdf"}
    for document in bestanden:
        with default_storage.open(document.bestand.name) as bestand:
            tekst = tekst_van(bestand.read(), document.mediatype)
        assert KANARIE.findall(tekst) == [] and "T1" in tekst
        for woord in ("Zon", "Maan", "Mama", "Proef", "Genk", "Beringen"):
            assert woord not in tekst, document.extensie
