"""Field by field over the registry: what she may see is in her JSON and on her paper, and nobody else's is."""

import json
import subprocess

import pytest
from django.core.files.storage import default_storage
from django.db import models

from beroepsgeheim.omslag import omslag
from beroepsgeheim.velden import DECLARATIES, Zichtbaar
from gezinnen import inzage
from gezinnen.actions.inzage import vraag_export
from gezinnen.models import Afscherming
from lco.models import AgendaBijlage, Overleg
from organisaties.actor import vandaag
from rapportage.models import Herkomstnummer
from tests.hulp import als_bouw
from tests.inzage.test_inzage import gezin  # noqa: F401 - the family with one of everything
from tests.inzage.vullen import Vuller, is_tekst, voor_mensen
from tests.toegang.lezen import tekst_van
from tests.toegang.stemmen import spreek
from thuiscompagnie.vloer import outbox
from thuiscompagnie.vloer.models import Document

pytestmark = [pytest.mark.django_db, pytest.mark.eis("R297")]


@pytest.fixture
def vol(gezin):  # noqa: F811
    """Every registered field of hers filled, with twins of another family and of another member beside each row."""
    spreek(gezin)
    with als_bouw():
        Afscherming.objects.create(
            gezin=gezin.zon, sleutel=gezin.zon.sleutel, lid=gezin.mama, voor_lid=gezin.papa, van=vandaag()
        )
        overleg = Overleg.objects.filter(client_sleutel=gezin.zon.sleutel).first()
        AgendaBijlage.objects.create(
            overleg=overleg,
            sleutel=overleg.sleutel,
            client_sleutel=overleg.client_sleutel,
            code="netwerk.kaart",
        )
        Herkomstnummer.objects.create(
            sleutel=gezin.zon.sleutel, client=gezin.zon.client, dienst=gezin.zon.dienst, nummer="7"
        )
        vuller = Vuller(gezin.mama, gezin.papa)
        vuller.maak_klaar()
        vuller.vul_eigen()
        gezin.tweelingen = set(vuller.vul_anderen(gezin.maan.sleutel))
    gezin.vuller = vuller
    return gezin


def gemaakt(cast, vorm: str) -> bytes:
    """The file that the worker made for the mother."""
    with omslag(cast.mama_actor):
        opdracht = vraag_export(cast.mama_actor, cast.mama, vorm=vorm)
    assert outbox.voer_uit(opdracht.pk) == "klaar"
    with als_bouw():
        document = Document.objects.get(opdracht=opdracht)
    with default_storage.open(document.bestand.name) as bestand:
        return bestand.read()


def op_papier(inhoud: bytes) -> str:
    """The text of a paper: as it stands in lines, and cell by cell, because a label may take two lines."""
    per_cel = subprocess.run(["pdftotext", "-raw", "-", "-"], input=inhoud, capture_output=True, check=True)
    return aaneen(tekst_van(inhoud)) + aaneen(per_cel.stdout.decode())


def aaneen(tekst: str) -> str:
    """Without spaces and line ends: paper breaks where it wants."""
    return "".join(tekst.split())


def test_every_field_that_she_may_see_has_its_value_in_both_and_nobody_elses_is_there(vol):
    gegevens = json.loads(gemaakt(vol, "json"))
    rauw, papier = json.dumps(gegevens, ensure_ascii=False), op_papier(gemaakt(vol, "pdf"))
    delen = {deel["code"]: deel for deel in gegevens["delen"]}
    ontbreekt = []
    for declaratie in voor_mensen():
        code = declaratie.model._meta.label_lower
        rijen = delen[code]["rijen"]
        for veld in inzage.zichtbare_velden(declaratie):
            waarden = [rij[veld.naam] for rij in rijen if rij[veld.naam] not in (None, "", [])]
            woord = vol.vuller.eigen.get((code, veld.naam))
            if not waarden or woord is not None and woord not in json.dumps(waarden):
                ontbreekt.append(f"{code}.{veld.naam} in json")
            elif not all(aaneen(inzage.tekst(waarde)) in papier for waarde in waarden):
                ontbreekt.append(f"{code}.{veld.naam} op papier")
            elif aaneen(delen[code]["velden"][veld.naam]).lower() not in papier.lower():
                ontbreekt.append(f"{code}.{veld.naam}: de naam van het veld op papier")
    assert not ontbreekt, "\n".join(ontbreekt)
    assert len(vol.vuller.eigen) > 80
    gelekt = {plek for woord, plek in vol.vuller.verboden.items() if woord in rauw or woord in papier}
    assert gelekt == set()
    assert len(vol.vuller.verboden) > 120


def test_each_field_of_hers_that_she_does_not_get_is_named_with_its_reason(vol):
    gegevens = json.loads(gemaakt(vol, "json"))
    genoemd = {(w["titel"], w.get("veld")): w["reden"] for w in gegevens["weerhouden"]}
    for declaratie in voor_mensen():
        for veld in declaratie.velden.values():
            if veld.zichtbaar is Zichtbaar.TEAM:
                naam = str(declaratie.model._meta.get_field(veld.naam).verbose_name)
                assert genoemd[declaratie.titel, naam], (declaratie.titel, naam)


def test_the_twins_reach_every_kind_of_row(vol):
    """Otherwise the test above could not fail: another family's row of each model, and another member's where one can."""
    modellen = {d.model._meta.label for d in voor_mensen()}
    assert {label for label, wie in vol.tweelingen if wie == "ander gezin"} == modellen
    van_iemand = {label for label, wie in vol.tweelingen if wie == "iemand anders"}
    assert van_iemand >= {
        "gezinnen.Adres", "gezinnen.Afscherming", "gezinnen.BetrokkenHulpverlener", "gezinnen.Bezwaar",
        "gezinnen.Doel", "gezinnen.Gegevensdeling", "gezinnen.Gezinsvraag", "gezinnen.Notitie",
        "gezinnen.NotitieTekst", "gezinnen.Stap", "gezinnen.Verzoek", "gezinnen.VerzoekWoord", "netwerk.Band",
        "netwerk.Figuur", "netwerk.Netwerkkaart",
    }  # fmt: skip


def test_what_is_called_technical_holds_nobodys_words():
    """A field that tells something about a person belongs to the fields, or it is in nobody's copy and no record."""
    vrij = {
        f"{d.model._meta.label}.{naam}"
        for d in DECLARATIES.values()
        for naam in d.technisch
        for veld in [d.model._meta.get_field(naam)]
        if is_tekst(veld) and (veld.max_length or 1000) > 60 or isinstance(veld, models.JSONField)
    }
    assert vrij == {
        "account.EmailConfirmation.key",
        "gezinnen.Aanmelding.importsleutel",  # a hash of service, number and day
        "gezinnen.Gebeurtenis.app_url",
        "gezinnen.Woording.tekst",  # words of the organisation
        "gezinnen.Woording.titel",
        "lco.Overlegregistratie.importsleutel",
        "lco.PersoonlijkeLink.toestel",  # hashes and secrets
        "mfa.Authenticator.data",
        "organisaties.Pincode.hash",
        "organisaties.Toestel.geheim",
        "organisaties.Toestel.vorig_geheim",
        "rapportage.Invoer.fout",  # headings of a file and what is wrong with it
        "rapportage.Invoer.kolommen",
        "rapportage.Invoer.koppen",
        "rapportage.InvoerRij.importsleutel",
        "vloer.Document.mediatype",
        "vloer.Document.sha256",
        "vloer.Opdracht.lading",  # keys (tests/toegang/test_buiten.py looks that there is nothing else)
        "vloer.Opdracht.uniek",
    }
