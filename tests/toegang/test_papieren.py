"""Canaries in what leaves the pages: every kind of paper and file for each of its readers, every mail, every payload.

A kind of paper, mail or work that is not made here fails: the lists come from the program's own registers.
"""

import json
import re
from collections.abc import Iterator
from typing import Any

import pytest
from django.core import mail
from django.core.files.storage import default_storage
from django.test import TransactionTestCase
from django.urls import reverse

from beroepsgeheim.models import Raadpleging
from beroepsgeheim.omslag import omslag
from gezinnen.actions.inzage import INZAGE, VORMEN
from gezinnen.documents import PRAATBLAD
from lco.links import actor_voor
from portaal.mijn.kaartblad import BRIEF as PLEKBRIEF
from rapportage import documents as rapporten
from rapportage.invoer.acties import BESTAND
from rapportage.tasks import RAPPORT
from tests.cast import maak_cast
from tests.hulp import als_bouw
from tests.toegang.kanaries import KANARIE, leest_te_veel, toegestaan
from tests.toegang.lezen import alles_uit, tekst_van
from tests.toegang.papieren import Vertrek, bronnen, maak, mailfuncties
from tests.toegang.test_kanaries import geplant
from tests.toegang.test_matrix import browser
from thuiscompagnie.vloer import documenten, outbox
from thuiscompagnie.vloer.models import Document, Opdracht

pytestmark = [pytest.mark.django_db, pytest.mark.xdist_group("papieren")]
# Who reads which kind of paper; made by hand from trust.md. The holder of a personal link reads pages alone.
LEZERS = {
    "gezinnen.praatblad": "ans carla",
    "gezinnen.inzage": "ans mama_zon papa_zon noor mama_maan",
    "delen.deling": "ans carla hugo",
    "delen.blad": "ans carla mama_zon papa_zon noor",
    "delen.zelf": "ans carla",
    "mijn.brief": "ans",
    "lco.agenda": "ans carla eva rita_eva hugo",
    "lco.agenda_gezin": "ans carla eva rita_eva mama_zon noor",
    "rapportage.rapport": "petra pol",
}
# The forms of what is not a PDF alone.
VORM = {INZAGE: set(VORMEN), RAPPORT: set(rapporten.MAKERS)}
# Papers without a word of the family: blank lines to write on, and numbers.
ZONDER_WOORDEN = {PRAATBLAD, RAPPORT}
NAMEN = ("Zon", "Maan", "Ster", "Mama", "Papa", "Noor", "Kind", "Proef")
# A payload holds ids, and a few settings that tell about nobody.
UUID = "[0-9a-f]{8}-[0-9a-f-]{27}"
IN_LADING = re.compile(
    rf"({UUID}|pdf|json|true|false||\d{{4}}-\d\d-\d\d|https?://testserver(/gedeeld/{UUID})?/?|[a-z_.]+(:{UUID})?"
    r"|\d{4}/\d\d/[0-9a-f]{32})"
)


@pytest.fixture(scope="module")
def vertrek(django_db_setup, django_db_blocker) -> Iterator[Vertrek]:
    """Made once and committed for real; each test looks at it in a transaction of its own."""
    with django_db_blocker.unblock(), pytest.MonkeyPatch.context() as plakker:
        mail.outbox.clear()
        gemaakt = maak(maak_cast(), plakker)
    yield gemaakt
    with django_db_blocker.unblock():
        TransactionTestCase("run")._fixture_teardown()  # conftest.py says how: all tables, as the owner


def lezers(vertrek: Vertrek) -> dict[str, Any]:
    """Everybody who could open a paper: all of the cast, whose role ended as well, and who holds a link."""
    namen = (*vertrek.cast.functies, *vertrek.cast.personen)
    return {naam: vertrek.cast.actor(naam) for naam in namen} | {"arts": actor_voor(vertrek.link.pk)}


def test_every_reader_of_every_paper_reads_her_own_words_and_nothing_that_is_not_for_her(vertrek):
    staat_ergens = geplant()
    with als_bouw():
        papieren = list(Document.objects.all())
    assert set(LEZERS) == set(documenten._lezers), "say who reads a paper of this kind"
    verwacht = {(soort, vorm) for soort in LEZERS for vorm in VORM.get(soort, {"pdf"})} | {(BESTAND, "csv")}
    assert {(p.soort, p.extensie) for p in papieren} == verwacht, "make a paper of this kind and form"
    teksten = {}
    for papier in papieren:
        with default_storage.open(papier.bestand.name) as bestand:
            teksten[papier.pk] = tekst_van(bestand.read(), papier.mediatype)
        assert KANARIE.findall(papier.bestand.name + papier.bestandsnaam) == []
    gelezen: dict[str, set[str]] = {soort: set() for soort in LEZERS}
    fouten = []
    for naam, actor in lezers(vertrek).items():
        with omslag(actor, alleen_lezen=True):
            leest = [p for p in Document.objects.all() if documenten.mag_lezen(actor, p)]
        for papier in leest:
            gelezen[papier.soort].add(naam)
            if not komt_aan(vertrek, naam, papier):
                fouten.append(
                    (papier.soort, papier.extensie, naam, "krijgt het niet, of de kop zegt te veel")
                )
            tekst = teksten[papier.pk]
            if lek := leest_te_veel(naam, tekst, staat_ergens):
                fouten.append((papier.soort, papier.extensie, naam, lek))
            if not eigen_woorden(papier, naam, tekst):
                fouten.append((papier.soort, papier.extensie, naam, "leest niets"))
    assert fouten == []
    assert gelezen == {soort: set(namen.split()) for soort, namen in LEZERS.items()}


def komt_aan(vertrek: Vertrek, naam: str, papier: Document) -> bool:
    """Whether it comes through the door of papers, under a name and with a head that tell nothing."""
    antwoord = browser(vertrek.cast, naam).get(reverse("vloer:document", args=[papier.pk]))
    kop = str(antwoord.headers)
    return antwoord.status_code == 200 and not any(woord in kop for woord in (*NAMEN, "kanarie"))


def eigen_woorden(papier: Document, naam: str, tekst: str) -> bool:
    """Whether a paper holds a word that its reader may read; what has no words holds none at all."""
    if papier.soort in ZONDER_WOORDEN:
        return KANARIE.findall(tekst) == []
    if papier.soort == PLEKBRIEF:  # a letter with a card: a name, and no other word of the family
        return "Mama Zon" in tekst and KANARIE.findall(tekst) == []
    aaneen = "".join(tekst.split())
    return any(woord in aaneen for woord in toegestaan(naam))


def test_a_report_names_nobody_and_no_municipality_in_any_of_its_three_files(vertrek):
    with als_bouw():
        bestanden = list(Document.objects.filter(soort=RAPPORT))
    assert len(bestanden) == 2 * len(rapporten.MAKERS)
    for document in bestanden:
        with default_storage.open(document.bestand.name) as bestand:
            tekst = tekst_van(bestand.read(), document.mediatype)
        assert KANARIE.findall(tekst) == [] and "T1" in tekst
        for woord in (*NAMEN, "Genk", "Beringen"):
            assert not re.search(rf"\b{woord}\b", tekst), (document.extensie, woord)


def test_no_mail_no_payload_and_no_message_to_the_broker_holds_a_word_of_anybody(vertrek):
    assert mailfuncties() == set(vertrek.verstuurd), "have this mail sent in tests/toegang/papieren.py"
    assert len(vertrek.brieven) == len(vertrek.verstuurd), "mail goes out by a function of an emails.py alone"
    for brief in vertrek.brieven:
        heel = f"{brief.message().as_string()} {brief.subject} {brief.body} {brief.attachments}"
        assert KANARIE.findall(heel) == []
        for naam in NAMEN:
            assert not re.search(rf"\b{naam}\b", f"{brief.subject} {brief.body}"), brief.subject
    with als_bouw():
        opdrachten = list(Opdracht.objects.all())
    assert {o.soort for o in opdrachten} == set(outbox._afhandelaars), "ask for this work"
    assert {o.status for o in opdrachten} == {"klaar"}
    for opdracht in opdrachten:
        assert KANARIE.findall(f"{opdracht.lading} {opdracht.actor} {opdracht.uniek} {opdracht.fout}") == []
        assert not [n for n in NAMEN if n in f"{opdracht.actor} {opdracht.uniek}"]
        for waarde in woorden(opdracht.lading):
            assert IN_LADING.fullmatch(waarde), (opdracht.soort, waarde)
    assert [set(bericht) for bericht in vertrek.gehoord] == [{"args", "retry"}] * len(opdrachten)
    assert {str(o.pk) for o in opdrachten} == {arg for b in vertrek.gehoord for arg in b["args"]}


def woorden(lading: Any) -> list[str]:
    """All values of a payload, however deep."""
    if isinstance(lading, dict):
        return [w for waarde in lading.values() for w in woorden(waarde)]
    if isinstance(lading, list):
        return [w for waarde in lading for w in woorden(waarde)]
    return [json.dumps(lading) if isinstance(lading, bool) else str(lading)]


def test_every_list_that_is_streamed_holds_numbers_days_and_answers_alone(vertrek):
    kop = {
        "rapportage.registraties": "gezinsnummer",
        "rapportage.nummers": "eigen nummer",
        "rapportage.problemen": "rij",
    }
    for naam in ("ans", "mieke"):
        for stroom, args in (
            ("registraties", []),
            ("nummers", []),
            *([("problemen", [vertrek.objecten["invoer.fout"]])] if naam == "mieke" else []),
        ):
            antwoord = browser(vertrek.cast, naam).get(reverse(f"rapportage:{stroom}", args=args))
            tekst = alles_uit(antwoord)
            assert antwoord.status_code == 200 and "text/csv" in antwoord["Content-Type"]
            begin, *rijen = tekst[tekst.index("\ufeff") + 1 :].splitlines()
            assert begin.startswith(kop[f"rapportage.{stroom}"]) and rijen
            assert KANARIE.findall(tekst) == []
            for woord in NAMEN:
                assert not re.search(rf"\b{woord}\b", tekst), (stroom, woord)
    with als_bouw():
        klaar = Raadpleging.objects.filter(actie="export", uitkomst="klaar", aantal__gt=0)
        gelezen = set(klaar.values_list("onderdeel", flat=True))
    assert gelezen == stromen(), "read this list in the test"


def stromen() -> set[str]:
    """Every list that the program streams, as its log calls it."""
    return {
        onderdeel
        for pad in bronnen("*.py")
        if "tests" not in pad.parts
        for onderdeel in re.findall(r'stroom_csv\([^)]*?onderdeel="([a-z._]+)"', pad.read_text())
    }
