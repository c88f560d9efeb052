"""Whom the family erases is gone everywhere: frozen agendas, shared pictures, and the papers made of them."""

import io

import pikepdf
import pytest
from django.core.files.storage import default_storage
from django.db import DatabaseError, connection, transaction

from beroepsgeheim.bewaren import BESTANDEN_WEG
from beroepsgeheim.omslag import omslag
from gezinnen.actions.inzage import vraag_export
from gezinnen.delen import documents as papieren
from gezinnen.models import Client
from gezinnen.tests.test_delen import deel
from lco import actions as lco_actions
from lco.documents import html_van
from lco.models import AgendaBijlage, AgendaVersie
from lco.tests.bouwen import definitief, vers
from netwerk import actions
from netwerk.models import Figuur
from tests.hulp import als, als_bouw
from tests.wissen import sporen
from thuiscompagnie.vloer import documenten, outbox
from thuiscompagnie.vloer.models import Document, Opdracht

from .hulp import maak_kaart, zet_op

pytestmark = pytest.mark.django_db
WEG, BLIJFT = "Wegrosalie", "Blijfrosa"  # short: a label of the map breaks long words
# The papers that hold the map, by the kind of their job.
PAPIEREN = ("lco.agenda", papieren.DELING, papieren.ZELF, "gezinnen.inzage")


def doe_werk() -> None:
    """What the workers do now with all that waits."""
    with als_bouw():
        wacht = list(Opdracht.objects.filter(status="wacht").order_by("gemaakt_op"))
    for opdracht in wacht:
        assert outbox.voer_uit(opdracht.pk) == "klaar", opdracht.soort


@pytest.fixture(autouse=True)
def schijf():
    for naam in sporen.bestanden():
        default_storage.delete(naam)


@pytest.fixture
def kaart(cast):
    """A map of family Zon with two people, in its own final agenda, shared with Hugo, on paper in each way."""
    rij = maak_kaart(cast, cast.zon, mee_in_agenda=True)
    for naam in (WEG, BLIJFT):
        zet_op(cast, rij, naam)
    cast.overleg = definitief(cast)
    hang_aan(cast)
    cast.deling = deel(cast, "netwerk.kaart", object_id=rij.pk)
    client = Client(pk=cast.zon.client_id, sleutel=cast.zon.sleutel)
    with omslag(cast.ans):
        papieren.vraag(cast.ans, papieren.DELING, client, cast.deling.pk)
        papieren.vraag(cast.ans, papieren.ZELF, client, client.pk, wat=[f"netwerk.kaart:{rij.pk}"])
    with omslag(cast.mama_zon):
        vraag_export(cast.mama_zon, cast.leden["mama_zon"])
    return rij


def hang_aan(cast) -> None:
    """The family wants its map in its agenda: a new version."""
    overleg = vers(cast, cast.overleg, "ans")
    with als(cast.ans) as ans:
        lco_actions.hang_bijlage_aan(ans, overleg, ["netwerk.kaart"])


def wis(cast, naam: str = WEG) -> int:
    with als(cast.ans) as ans:
        return actions.wis_figuur(ans, Figuur.objects.get(schuilnaam=naam))


def tekst_van(document: Document) -> str:
    """The text of a stored PDF or file."""
    from tests.toegang.lezen import tekst_van as lees

    with default_storage.open(document.bestand.name) as bestand:
        return lees(bestand.read())


def papier() -> dict[str, list[str]]:
    """The text of all stored papers by kind."""
    with als_bouw():
        rijen = list(Document.objects.select_related("opdracht"))
    uit: dict[str, list[str]] = {}
    for rij in rijen:
        uit.setdefault(rij.opdracht.soort, []).append(tekst_van(rij))
    return uit


def test_nothing_of_her_is_left_in_any_table_or_paper_and_the_others_stay(cast, kaart):
    doe_werk()
    vooraf = papier()
    for soort in PAPIEREN:
        assert any(WEG in tekst for tekst in vooraf[soort]), soort
    assert len(sporen.in_tabellen([WEG])) >= 4
    wis(cast)
    assert sporen.in_tabellen([WEG]) == set()
    doe_werk()
    achteraf = papier()
    assert {soort: len(teksten) for soort, teksten in achteraf.items()} == {
        soort: len(teksten) for soort, teksten in vooraf.items()
    }
    for soort in PAPIEREN:
        assert not any(WEG in tekst for tekst in achteraf[soort]), soort
        assert any(BLIJFT in tekst for tekst in achteraf[soort]), soort
    with als_bouw():
        assert len(sporen.bestanden()) == Document.objects.count()  # the old files are gone from the disk


def test_the_frozen_agenda_stays_what_it_was_but_for_her(cast, kaart):
    with als_bouw():
        voor = AgendaVersie.objects.get(voor="gezin", ingetrokken=False)
    wis(cast)
    with als_bouw():
        na = AgendaVersie.objects.get(pk=voor.pk)
        bijlage = AgendaBijlage.objects.get()
    assert {k: v for k, v in na.inhoud.items() if k != "bijlagen"} == {
        k: v for k, v in voor.inhoud.items() if k != "bijlagen"
    }
    assert [b["schuilnaam"] for b in na.inhoud["bijlagen"][0]["inhoud"]["banden"]] == [BLIJFT]
    assert na.inhoud["bijlagen"][0]["titel"] == voor.inhoud["bijlagen"][0]["titel"]
    assert [b["schuilnaam"] for b in bijlage.inhoud["banden"]] == [BLIJFT]
    blad = html_van(na)
    assert WEG not in blad and "<svg" in blad


def test_a_withdrawn_agenda_loses_its_paper_and_gets_no_new_one(cast, kaart):
    doe_werk()
    hang_aan(cast)
    with als_bouw():
        oud = AgendaVersie.objects.filter(
            voor="gezin", ingetrokken=True, inhoud__bijlagen__0__code="netwerk.kaart"
        )
        oud = oud.get()
        assert Document.objects.filter(opdracht=oud.opdracht).exists()
    wis(cast)
    doe_werk()
    with als_bouw():
        oud.refresh_from_db()
        assert WEG not in str(oud.inhoud)
        assert not Document.objects.filter(opdracht=oud.opdracht).exists()
        nieuw = AgendaVersie.objects.get(voor="gezin", ingetrokken=False)
        assert Document.objects.filter(opdracht=nieuw.opdracht).exists()


def test_a_worker_that_was_drawing_the_old_picture_leaves_nothing(cast, kaart, monkeypatch):
    """Erased between the reading of the picture and the end of the work."""
    with als_bouw():
        versie = AgendaVersie.objects.get(voor="gezin", ingetrokken=False)

    def teken_oud(rij):
        uit = io.BytesIO()
        with pikepdf.new() as pdf:
            pdf.docinfo["/Title"] = WEG
            pdf.save(uit)
        with als_bouw():  # in another transaction, committed meanwhile
            Figuur.objects.get(schuilnaam=WEG).delete()
        return uit.getvalue()

    with monkeypatch.context() as even:
        even.setattr("lco.documents.pdf_van", teken_oud)
        assert outbox.voer_uit(versie.opdracht) == "overgeslagen"
    with als_bouw():
        assert not Document.objects.filter(opdracht=versie.opdracht).exists()


def test_the_family_opens_its_new_agenda(cast, kaart):
    doe_werk()
    wis(cast)
    doe_werk()
    for naam in ("mama_zon", "ans", "eva"):
        with als(cast.actor(naam)) as actor:
            document = Document.objects.get(soort="lco.agenda_gezin", opdracht__in=AgendaVersie.objects.filter(
                ingetrokken=False).values("opdracht"))  # fmt: skip
            assert documenten.mag_lezen(actor, document), naam


def test_papers_without_a_map_stay_as_they_are(cast, kaart):
    doe_werk()
    with als_bouw():
        voor = Document.objects.get(soort="lco.agenda", opdracht__in=AgendaVersie.objects.filter(
            ingetrokken=False).values("opdracht"))  # fmt: skip
    wis(cast)
    with als_bouw():
        assert Document.objects.filter(pk=voor.pk).exists()
        weg = Opdracht.objects.get(soort=BESTANDEN_WEG)
    assert voor.bestand.name not in weg.lading["bestanden"]


def test_nobody_else_takes_anything_out_of_a_frozen_agenda(cast, kaart):
    with als_bouw():
        versie = AgendaVersie.objects.get(voor="gezin", ingetrokken=False)
        figuur = Figuur.objects.get(schuilnaam=WEG)
    for naam in ("eva", "ans"):
        with (
            als(cast.actor(naam)),
            pytest.raises(DatabaseError, match="verandert niet"),
            transaction.atomic(),
        ):
            AgendaVersie.objects.filter(pk=versie.pk).update(inhoud={**versie.inhoud, "bijlagen": []})
        vraag = "SELECT delen_vergeet_figuur(%s, %s, NULL)"
        with (
            als(cast.actor(naam)),
            pytest.raises(DatabaseError, match="permission denied"),
            transaction.atomic(),
        ):
            connection.cursor().execute(vraag, [figuur.sleutel, figuur.pk])
    with als_bouw(), pytest.raises(DatabaseError, match="verandert niet"), transaction.atomic():
        AgendaVersie.objects.filter(pk=versie.pk).update(inhoud={**versie.inhoud, "plaats": "elders"})
