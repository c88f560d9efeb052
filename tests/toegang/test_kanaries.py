"""The scan can fail: each canary that stands somewhere is read by somebody who may, each member reads her own."""

from collections import defaultdict

import pytest
from django.core.files.storage import default_storage
from django.db import connection
from django.urls import reverse

from beroepsgeheim.omslag import omslag
from gezinnen.actions.inzage import vraag_export
from tests.cast import Cast
from tests.hulp import als_bouw
from tests.toegang.kanaries import KANARIE, NIEMAND_LEEST, gelekt, leest_te_veel, toegestaan
from tests.toegang.lezen import alles_uit, tekst_van
from tests.toegang.matrix import IEDEREEN
from tests.toegang.objecten import Objecten, alles
from tests.toegang.rijen import RIJEN
from tests.toegang.stemmen import spreek
from tests.toegang.test_matrix import browser
from tests.wissen.sporen import kolommen
from thuiscompagnie.vloer import outbox
from thuiscompagnie.vloer.models import Document

pytestmark = pytest.mark.django_db
# The rows of the matrix are about family Zon: these two open their own.
ANDERE_GEZINNEN = {"bert": ("maan",), "dora": ("ster",)}
LEDEN = ("mama_zon", "papa_zon", "noor", "mama_maan")


@pytest.fixture
def vol(cast) -> Objecten:
    """Everything that the pages of the matrix need, with the voices of the family, all at once."""
    objecten = Objecten(cast).van_de_cast()
    spreek(cast)
    return alles(cast, objecten)


def geplant() -> set[str]:
    """Every canary that stands in a row; the history of a row holds words that it no longer has."""
    uit: set[str] = set()
    with als_bouw(), connection.cursor() as cursor:
        for schema, tabel, kolom, soort in kolommen(cursor):
            if soort in ("text", "varchar", "jsonb", "_text", "_varchar") and not tabel.endswith("spoor"):
                cursor.execute(
                    f'SELECT "{kolom}"::text FROM "{schema}"."{tabel}" WHERE "{kolom}"::text LIKE %s',
                    ["%kanarie%"],
                )
                uit |= {k for (tekst,) in cursor.fetchall() for k in KANARIE.findall(tekst)}
    return uit


def paginas(objecten: Objecten, naam: str):
    """Addresses of pages that this person may open; one's own log-in tells nothing of families."""
    for huis in ANDERE_GEZINNEN.get(naam, ()):
        gezin = objecten.cast.gezinnen[huis]
        for url in ("gezin", "adressen", "hulp", "doelen"):
            yield reverse(f"gezinnen:{url}", args=[gezin.pk])
        with als_bouw():
            aanmelding = gezin.aanmeldingen.first()
        yield reverse("gezinnen:aanmelding", args=[aanmelding.pk])
    for rij in RIJEN:
        mensen = rij.ja.split()
        if rij.naam.startswith("aanmelden:"):
            continue
        mag = rij.get and not rij.openbaar and (naam in mensen or rij.ja == IEDEREEN)
        if mag and all(objecten.heeft(arg) for arg in rij.args):
            yield reverse(rij.naam, args=[objecten[arg] for arg in rij.args]) + rij.vraag


def kopie(cast: Cast, naam: str, vorm: str) -> str:
    """The text of the copy of this person's own data."""
    actor = cast.actor(naam)
    with omslag(actor):
        opdracht = vraag_export(actor, cast.leden[naam], vorm=vorm)
    assert outbox.voer_uit(opdracht.pk) == "klaar"
    with als_bouw():
        bestand = Document.objects.get(opdracht=opdracht).bestand.name
    with default_storage.open(bestand) as inhoud:
        return tekst_van(inhoud.read())


def test_every_canary_stands_in_a_list_and_is_read_by_somebody_who_may(cast, vol):
    staat_ergens = geplant()
    mensen = [*cast.functies, *cast.personen]
    onbekend = staat_ergens - set().union(*(toegestaan(naam) for naam in mensen))
    assert onbekend - NIEMAND_LEEST == set(), "say in tests/toegang who may read these"
    assert len(staat_ergens) > 80
    te_zien = staat_ergens - NIEMAND_LEEST
    gezien: dict[str, set[str]] = defaultdict(set)
    for naam in (*LEDEN, *(n for n in cast.functies if n != "oud")):
        wie, mag = browser(cast, naam), toegestaan(naam) & te_zien
        for pad in paginas(vol, naam):
            if not mag - set(gezien):
                break
            tekst = alles_uit(wie.get(pad))
            assert gelekt(naam, tekst) == [], (naam, pad)
            for gevonden in mag & set(KANARIE.findall(tekst)):
                gezien[gevonden].add(naam)
    for naam in LEDEN:
        for gevonden in toegestaan(naam) & set(KANARIE.findall(kopie(cast, naam, "json"))):
            gezien[gevonden].add(naam)
    assert sorted(te_zien - set(gezien)) == []


@pytest.mark.parametrize("naam", LEDEN)
def test_each_member_reads_all_that_is_hers_and_nothing_else_on_pages_and_in_both_copies(cast, vol, naam):
    wie, gezien = browser(cast, naam), set()
    for pad in paginas(vol, naam):
        tekst = alles_uit(wie.get(pad))
        assert gelekt(naam, tekst) == [], pad
        gezien |= set(KANARIE.findall(tekst))
    for vorm in ("json", "pdf"):
        tekst = kopie(cast, naam, vorm)
        assert leest_te_veel(naam, tekst, geplant()) == [], vorm
        if vorm == "json":
            gezien |= set(KANARIE.findall(tekst))
    assert sorted(toegestaan(naam) & geplant() - gezien) == []
