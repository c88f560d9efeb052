"""A restored back-up after the replay, and what an erasure leaves in Redis, sessions and the logs of the servers."""

import subprocess
import uuid
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
import redis
from django.conf import settings as instellingen
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.management import CommandError, call_command
from django.db import DatabaseError, connection, connections, transaction
from django.urls import reverse
from django.utils import timezone

from beroepsgeheim import bewaren, wislijst
from beroepsgeheim.models import Raadpleging, Toegang
from beroepsgeheim.omslag import bouw
from beroepsgeheim.tasks import exporteer_kop
from gezinnen.models import Gezin
from organisaties.actor import Actor
from tests.hulp import als, als_bouw
from tests.wissen import sporen
from tests.wissen.test_wissen import WOORDEN, aangekondigd, beeindig, lijst, vol, wis_alles  # noqa: F401
from thuiscompagnie.omgeving import dienstennaam, redis_url, var_map
from thuiscompagnie.vloer import documenten
from thuiscompagnie.vloer.models import Concept, Document

KOPIE = "herstel"


def psql(programma: str, *opties: str) -> bytes:
    """A program of PostgreSQL, as the owner, on the server of this test."""
    eigen = sorted(Path("/usr/lib/postgresql").glob(f"*/bin/{programma}"))
    waar = connection.settings_dict
    opdracht = [str(eigen[-1]) if eigen else programma, "-h", waar["HOST"], "-U", waar["USER"], *opties]
    if waar["PORT"]:
        opdracht[1:1] = ["-p", str(waar["PORT"])]
    return subprocess.run(opdracht, check=True, capture_output=True).stdout


@pytest.fixture
def kopie(tmp_path) -> Iterator[Any]:
    """Takes a back-up of the test database, and puts it back beside it as the connection "herstel"."""
    naam = f"{connection.settings_dict['NAME']}_{KOPIE}"
    pad = tmp_path / "dump"

    class Kopie:
        def neem(self) -> None:
            psql("pg_dump", "-Fc", "-f", str(pad), connection.settings_dict["NAME"])

        def zet_terug(self) -> None:
            psql("createdb", naam)
            psql("pg_restore", "--exit-on-error", "-d", naam, str(pad))
            opties = {k: v for k, v in connection.settings_dict["OPTIONS"].items() if k != "assume_role"}
            connections.databases[KOPIE] = {**connection.settings_dict, "NAME": naam, "OPTIONS": opties}
            verbinding = connections.create_connection(KOPIE)
            verbinding.alias = "default"  # the guard of the tests knows no other database
            connections[KOPIE] = verbinding

    yield Kopie()
    if KOPIE in connections.databases:
        connections[KOPIE].close()
        del connections[KOPIE]
        del connections.databases[KOPIE]
    # Not --force: that may not end a round of autovacuum, while a plain drop waits for it.
    psql("dropdb", "--if-exists", naam)


@pytest.fixture
def cursor_van_kopie(kopie, transactional_db):
    def geef():
        return connections[KOPIE].cursor()

    return geef


@pytest.mark.eis("R297")
@pytest.mark.django_db(transaction=True)
def test_a_restored_back_up_holds_nothing_of_the_family_after_the_replay(
    vol,  # noqa: F811
    kopie,
    cursor_van_kopie,
    settings,
    tmp_path,
    django_capture_on_commit_callbacks,
):
    settings.LOGBOEK_KOPPEN_MAP = tmp_path / "koppen"
    cast, sleutel = vol, vol.zon.sleutel
    beeindig(cast)
    with transaction.atomic():
        aangekondigd(cast)
    exporteer_kop()
    with als_bouw():  # her access to another family goes with her, as it should
        Toegang.objects.filter(persoon_id=cast.leden["mama_zon"].pk, sleutel=cast.maan.sleutel).delete()
    ids = sporen.alle_ids(sleutel) | {str(sleutel)}
    met_bestand = sporen.in_bestanden(WOORDEN)
    kopie.neem()
    assert wis_alles(django_capture_on_commit_callbacks) == 1
    assert wislijst.lees() == [sleutel]
    for naam in met_bestand:  # the back-up of the files comes back as well
        default_storage.save(naam, ContentFile(b"kanarie-zon-blad"))

    kopie.zet_terug()
    with bouw(), cursor_van_kopie() as cursor:
        assert len(sporen.zoek(cursor, WOORDEN)) > 30  # the back-up brought all of it back
        anderen = _vingerafdruk(cursor, cast.maan.sleutel)
    call_command("herhaal_wissingen", "--database", KOPIE)
    with bouw(), cursor_van_kopie() as cursor:
        assert sporen.zoek(cursor, WOORDEN) == set()
        rest = {plek for plek in sporen.zoek(cursor, ids) if plek[0] not in sporen.MET_SLEUTEL}
        assert rest == set()
        assert _vingerafdruk(cursor, cast.maan.sleutel) == anderen
        assert Gezin.objects.using(KOPIE).filter(sleutel=cast.maan.sleutel).exists()
        assert Raadpleging.objects.using(KOPIE).filter(doel="opnieuw gewist na een herstel").count() == 1
        with pytest.raises(CommandError):  # a clock put back would be seen: the chain is checked for real
            cursor.execute("ALTER TABLE beroepsgeheim_raadpleging DISABLE TRIGGER USER")
            with transaction.atomic(using=KOPIE):
                cursor.execute("UPDATE beroepsgeheim_raadpleging SET doel = 'x' WHERE id = 1")
                call_command("controleer_logboek", "--database", KOPIE)
        cursor.execute("ALTER TABLE beroepsgeheim_raadpleging ENABLE TRIGGER USER")
    call_command("controleer_logboek", "--database", KOPIE)
    assert sporen.in_bestanden(WOORDEN) == []


def _vingerafdruk(cursor: Any, sleutel: uuid.UUID) -> dict[str, Any]:
    """All rows of one family, by table."""
    cursor.execute("SELECT tabel FROM bg_tabellen_met('sleutel')")
    uit = {}
    for (tabel,) in cursor.fetchall():
        cursor.execute(
            f"SELECT count(*), md5(string_agg(t::text, '|' ORDER BY t::text)) FROM \"{tabel}\" t WHERE t.sleutel = %s",
            [sleutel],
        )
        uit[tabel] = cursor.fetchone()
    return uit


@pytest.mark.django_db
def test_redis_sessions_and_the_logs_of_the_servers_hold_nothing_of_an_erased_family(
    vol,  # noqa: F811
    client,
    settings,
    caplog,
    inloggen,
    django_capture_on_commit_callbacks,
):
    settings.CACHES = {
        "default": {"BACKEND": "django.core.cache.backends.redis.RedisCache", "LOCATION": redis_url()}
    }
    bak = redis.Redis.from_url(redis_url())
    bak.flushdb()
    log = var_map() / dienstennaam() / "data" / "postgres.log"
    begin = log.stat().st_size
    cast = vol
    # People work in the file: pages with words that do not pass, a search, papers with their progress, a message.
    browser = inloggen(cast, "ans")
    for naam, velden in (
        ("gezinnen:doel_nieuw", {"tekst": "kanarie-zon-getypt"}),
        ("gezinnen:gegevens", {"naam": "", "contactwens": "kanarie-zon-getypt"}),
        ("delen:blad_pdf", {}),
    ):
        browser.post(reverse(naam, args=[cast.zon.pk]), velden)
    browser.get(reverse("gezinnen:gezin", args=[cast.zon.pk]))
    mama = type(client)()
    mama.force_login(cast.personen["mama_zon"])
    mama.post(reverse("mijn:gegevens"), {"vorm": "json"})
    mama.get(reverse("mijn:start"))
    assert sporen.in_sessies([str(cast.leden["mama_zon"].pk), str(cast.personen["mama_zon"].pk)])
    beeindig(cast)
    aangekondigd(cast)
    ids = sporen.alle_ids(cast.zon.sleutel) | {str(cast.zon.sleutel)}
    with als_bouw():
        ids |= {str(cast.personen[n].pk) for n in ("mama_zon", "papa_zon", "noor")}
    assert wis_alles(django_capture_on_commit_callbacks) == 1

    assert sporen.in_tabellen(WOORDEN) == set()
    assert sporen.in_sessies([*WOORDEN, *ids]) == []
    assert in_redis(bak, [*WOORDEN, *ids]) == []
    with log.open("rb") as bestand:
        bestand.seek(begin)
        geschreven = bestand.read().decode("utf-8", "replace").lower()
    for woord in WOORDEN:
        assert woord.lower() not in geschreven
        assert woord not in caplog.text
    bak.flushdb()


def in_redis(bak: redis.Redis, woorden: list[str]) -> list[str]:
    """Keys of Redis in whose name or value one of these strings stands (values as bytes: pickled or plain)."""
    uit = []
    for sleutel in bak.scan_iter():
        waarde = bak.dump(sleutel) if bak.type(sleutel) != b"string" else bak.get(sleutel)
        inhoud = (sleutel + b" " + (waarde or b"")).lower()
        if any(woord.lower().encode() in inhoud for woord in woorden):
            uit.append(sleutel.decode("utf-8", "replace"))
    return uit


@pytest.mark.django_db
def test_files_that_no_row_knows_go_in_the_night_and_the_others_stay(cast, monkeypatch):
    for naam in sporen.bestanden():
        default_storage.delete(naam)
    with als_bouw():
        blijft = documenten.bewaar(
            soort="gezinnen.praatblad", inhoud=b"blad", mediatype="application/pdf", extensie="pdf",
            sleutel=cast.zon.sleutel,
        )  # fmt: skip
    wees = default_storage.save("2026/01/wees", ContentFile(b"kanarie-zon-half werk"))
    assert bewaren.nachtwerk()["bestanden_zonder_rij"] == 0  # it may be of a worker that is about to commit
    monkeypatch.setattr(bewaren, "WEES_NA", bewaren.WEES_NA * 0)
    assert bewaren.nachtwerk()["bestanden_zonder_rij"] == 1
    assert not default_storage.exists(wees)
    with als_bouw():
        assert default_storage.exists(Document.objects.get(pk=blijft.pk).bestand.name)


@pytest.mark.django_db
@pytest.mark.parametrize("naam", ["paula", "ans", "mama_zon"])
def test_nobody_but_the_schedule_asks_which_files_have_no_row(cast, naam):
    default_storage.save("2026/01/wees", ContentFile(b"half werk"))
    with als(cast.actor(naam)), pytest.raises(DatabaseError, match="enkel het schema"), transaction.atomic():
        bewaren.wezen()
    with als(cast.actor(naam)), pytest.raises(DatabaseError, match="enkel het schema"), transaction.atomic():
        connection.cursor().execute("SELECT bg_ruim_korte_kladden('{zoekvraag}')")
    with als(Actor.systeem()):
        assert bewaren.wezen() == 0


@pytest.mark.django_db
def test_what_somebody_typed_to_search_is_gone_the_day_after(cast, inloggen):
    inloggen(cast, "ans").post(reverse("gezinnen:nieuw"), {"naam": "Gezin Zon kanarie-zoek"})
    with als_bouw():
        assert Concept.objects.filter(velden__icontains="kanarie-zoek").count() == 1
    assert bewaren.nachtwerk()["concepten"] == 0  # its answer may still be on a screen
    with als_bouw():
        Concept.objects.update(bewaard_op=timezone.now() - timedelta(days=2))
    assert bewaren.nachtwerk()["concepten"] == 1
    assert sporen.in_tabellen(["kanarie-zoek"]) == set()


def test_the_list_of_erasures_lies_outside_what_is_backed_up_with_the_database():
    assert Path(instellingen.WISSING_MAP) not in Path(instellingen.MEDIA_ROOT).parents
    assert not Path(instellingen.WISSING_MAP).is_relative_to(instellingen.MEDIA_ROOT)
