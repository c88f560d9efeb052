"""The log is append-only, and any line that was changed, removed or put in is found and named."""

import json
import tracemalloc
from contextlib import contextmanager

import pytest
from django.core.management import CommandError, call_command
from django.db import DatabaseError, connection, transaction

from beroepsgeheim.logboekcontrole import BESTAND
from beroepsgeheim.models import Logboekstand, Raadpleging
from beroepsgeheim.omslag import noteer, omslag
from beroepsgeheim.tasks import exporteer_kop
from tests.hulp import als, als_bouw, huidige_rol

pytestmark = pytest.mark.django_db
LOG = "beroepsgeheim_raadpleging"


@pytest.fixture(autouse=True)
def koppen(settings, tmp_path):
    settings.LOGBOEK_KOPPEN_MAP = tmp_path
    return tmp_path / BESTAND


@pytest.fixture
def log(cast):
    """A log of ten lines."""
    schrijf(cast, 10)


def schrijf(cast, aantal):
    for nummer in range(aantal):
        with omslag(cast.ans):
            noteer("bekijken", onderdeel=f"deel{nummer}", sleutel=cast.zon.sleutel, aantal=nummer)


def controleer(*opties):
    with als_bouw():
        call_command("controleer_logboek", "--database", "default", *opties)


def fouten(*opties):
    with pytest.raises(CommandError) as fout:
        controleer(*opties)
    assert fout.value.returncode == 1
    return str(fout.value)


def knoei(*opdrachten):
    """What the owner of the database can do, triggers switched off."""
    with als_bouw(), connection.cursor() as cursor:
        cursor.execute(f"ALTER TABLE {LOG} DISABLE TRIGGER USER")
        for sql in opdrachten:
            cursor.execute(sql)
        cursor.execute(f"ALTER TABLE {LOG} ENABLE TRIGGER USER")


def probeer(sql):
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sql)


HERSCHRIJF = """
DO $$ DECLARE r beroepsgeheim_raadpleging; v bytea := decode('00', 'hex'); BEGIN
  FOR r IN SELECT * FROM beroepsgeheim_raadpleging ORDER BY id LOOP
    r.vorige_hash := v;
    v := sha256(v || convert_to(bg_regel_tekst(r), 'UTF8'));
    UPDATE beroepsgeheim_raadpleging SET vorige_hash = r.vorige_hash, hash = v WHERE id = r.id;
  END LOOP;
  UPDATE beroepsgeheim_logboekstand SET hash = v, aantal = (SELECT count(*) FROM beroepsgeheim_raadpleging),
    laatste_id = (SELECT max(id) FROM beroepsgeheim_raadpleging);
END $$
"""
VOEG_IN = f"""INSERT INTO {LOG} (id, tijdstip, actie, onderdeel, doel, uitkomst, soort_actor, rol, verzoek,
  vorige_hash, hash) SELECT %s, now(), 'bekijken', 'vals', '', 'ok', 'functie', '', '', hash, hash FROM {LOG}
  WHERE id = %s"""


# The state made to fit what is left of the log, as who owns the database can.
STAND_NA = """UPDATE beroepsgeheim_logboekstand s SET laatste_id = coalesce(r.id, 0), hash = coalesce(r.hash, s.hash),
  aantal = (SELECT count(*) FROM beroepsgeheim_raadpleging)
  FROM (SELECT 1) een LEFT JOIN (SELECT id, hash FROM beroepsgeheim_raadpleging ORDER BY id DESC LIMIT 1) r ON true"""


def wissel(een: int, twee: int) -> list[str]:
    """Two lines change numbers."""
    return [
        f"UPDATE {LOG} SET id = 999 WHERE id = {een}",
        f"UPDATE {LOG} SET id = {een} WHERE id = {twee}",
        f"UPDATE {LOG} SET id = {twee} WHERE id = 999",
    ]


def test_an_untouched_log_is_whole(log, capsys):
    controleer()
    assert "10 regels" in capsys.readouterr().out


def test_an_empty_log_is_whole(cast, capsys):
    controleer()
    assert "0 regels" in capsys.readouterr().out


KOLOMMEN = (
    "tijdstip = now()", "actie = 'x'", "sleutel = NULL", "onderdeel = 'x'", "doel = 'x'", "aantal = 99",
    "uitkomst = 'x'", "soort_actor = 'x'", "gebruiker = NULL", "functie = NULL", "organisatie = NULL",
    "rol = 'x'", "verzoek = 'x'", "persoon = gen_random_uuid()", "hash = 'x'", "vorige_hash = 'x'",
)  # fmt: skip


def test_a_changed_line_is_found_in_each_column_and_place(log):
    eigen = {f.attname for f in Raadpleging._meta.fields} - {
        "id"
    }  # a number: see the lines that change places
    assert {kolom.split(" ")[0] for kolom in KOLOMMEN} == eigen
    for kolom in KOLOMMEN:
        for regel in (1, 5, 10):
            with transaction.atomic():
                knoei(f"UPDATE {LOG} SET {kolom} WHERE id = {regel}")
                assert f"Regel {regel} is gewijzigd" in fouten(), (kolom, regel)
                transaction.set_rollback(True)


def test_moving_text_from_one_column_to_the_next_is_found(cast):
    with omslag(cast.ans):
        noteer("bekijken", onderdeel="een", doel="twee")
    knoei(f"UPDATE {LOG} SET onderdeel = 'een|twee', doel = ''")
    assert "Regel 1 is gewijzigd" in fouten()


@pytest.mark.parametrize(
    ("weg", "melding"),
    [
        ("id = 1", "Regel 1 ontbreekt"),
        ("id < 4", "Regel 1 tot en met 3 ontbreekt"),
        ("id = 5", "Regel 5 ontbreekt"),
        ("id IN (5, 6)", "Regel 5 tot en met 6 ontbreekt"),
        ("id = 10", "Regel 10 tot en met 10: het einde van het logboek ontbreekt"),
        ("id > 7", "Regel 8 tot en met 10: het einde"),
        ("true", "Regel 1 tot en met 10: het einde"),
    ],
)
def test_a_removed_line_is_found_wherever_it_stood(log, weg, melding):
    knoei(f"DELETE FROM {LOG} WHERE {weg}")
    assert melding in fouten()


def test_lines_removed_from_the_end_are_still_found_after_new_ones_were_written(log, cast):
    knoei(f"DELETE FROM {LOG} WHERE id > 8")
    schrijf(cast, 2)
    assert "Regel 9 tot en met 10 ontbreekt" in fouten()


def test_a_line_that_was_put_in_is_found(log):
    knoei(VOEG_IN % (11, 10))
    melding = fouten()
    assert "Regel 11 is bijgeschreven" in melding
    knoei(f"DELETE FROM {LOG} WHERE id = 11", f"DELETE FROM {LOG} WHERE id = 4", VOEG_IN % (4, 3))
    assert "Regel 4 is gewijzigd" in fouten()


@contextmanager
def daarna_weer_heel():
    """What was tampered with inside is put back."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def test_any_line_that_is_removed_is_found(log):
    for regel in range(1, 11):
        with daarna_weer_heel():
            knoei(f"DELETE FROM {LOG} WHERE id = {regel}")
            assert f"Regel {regel} " in fouten()
    controleer()


@pytest.mark.parametrize("stand_ook", [False, True])
def test_any_two_lines_that_changed_places_are_found(log, stand_ook):
    for een in range(1, 10):
        for twee in range(een + 1, 11):
            with daarna_weer_heel():
                knoei(*wissel(een, twee), *([STAND_NA] if stand_ook else []))
                assert f"Regel {een} " in fouten(), (een, twee)
    controleer()


@pytest.mark.parametrize("stand_ook", [False, True])
def test_a_line_put_in_at_any_place_is_found_though_the_others_are_numbered_anew(log, stand_ook):
    for plaats in range(1, 12):
        with daarna_weer_heel():
            knoei(
                f"UPDATE {LOG} SET id = id + 1000 WHERE id >= {plaats}",
                f"UPDATE {LOG} SET id = id - 999 WHERE id > 1000",
                VOEG_IN % (plaats, plaats - 1 if plaats > 1 else 2),
                *([STAND_NA] if stand_ook else []),
            )
            assert f"Regel {plaats} " in fouten(), plaats
    controleer()


@pytest.mark.parametrize("houdt", range(10))
def test_a_log_cut_off_anywhere_is_found_with_or_without_its_state(log, houdt):
    exporteer_kop()
    for opdrachten in ([], [STAND_NA], ["DELETE FROM beroepsgeheim_logboekstand"]):
        with daarna_weer_heel():
            knoei(f"DELETE FROM {LOG} WHERE id > {houdt}", *opdrachten)
            assert fouten()
    controleer()


def test_a_line_whose_hash_was_computed_anew_does_not_fit_the_next(log):
    knoei(f"UPDATE {LOG} r SET doel = 'x' WHERE id = 5",
          f"UPDATE {LOG} r SET hash = sha256(vorige_hash || convert_to(bg_regel_tekst(r), 'UTF8')) WHERE id = 5")  # fmt: skip
    assert "Regel 6 sluit niet aan op regel 5" in fouten()


def test_a_last_line_whose_hash_was_computed_anew_is_not_the_one_written_last(log):
    knoei(f"UPDATE {LOG} r SET doel = 'x' WHERE id = 10",
          f"UPDATE {LOG} r SET hash = sha256(vorige_hash || convert_to(bg_regel_tekst(r), 'UTF8')) WHERE id = 10")  # fmt: skip
    assert "Regel 10 is niet de regel die het logboek het laatst schreef" in fouten()


def test_a_chain_written_anew_from_end_to_end_meets_the_exported_heads(log, cast, koppen):
    assert exporteer_kop() is True
    schrijf(cast, 2)
    knoei(f"UPDATE {LOG} SET doel = 'x' WHERE id = 3", HERSCHRIJF)
    assert "Regel 10 is niet meer die van de kop van" in fouten()


def test_an_end_removed_with_its_state_meets_the_exported_heads(log, koppen):
    exporteer_kop()
    knoei(f"DELETE FROM {LOG} WHERE id > 6", HERSCHRIJF)
    assert "noemt regel 10; het logboek houdt op bij regel 6" in fouten()


def test_lines_numbered_anew_over_a_removed_one_meet_the_count_of_the_heads(log):
    exporteer_kop()
    knoei(
        f"DELETE FROM {LOG} WHERE id = 2",
        f"UPDATE {LOG} SET id = 2 WHERE id = 1",
        HERSCHRIJF,
        "UPDATE beroepsgeheim_logboekstand SET aaneen_vanaf = 11",
    )
    assert "Regel 10 is niet meer die van de kop" in fouten()


def test_heads_in_the_file_and_in_the_table_are_compared(log, koppen):
    exporteer_kop()
    controleer()
    tekst = koppen.read_text()
    koppen.write_text("")
    assert "enkel in de tabel" in fouten()
    rij = json.loads(tekst) | {"dag": "2020-01-01"}
    koppen.write_text(tekst + json.dumps(rij) + "\n")
    assert "De kop van 2020-01-01 (regel 10) staat enkel in het bestand" in fouten()
    koppen.write_text(tekst + "kapot\n")
    assert "regel 2 is niet te lezen" in fouten()
    koppen.unlink()
    assert "Het bestand met koppen ontbreekt" in fouten()
    controleer("--zonder-bestand")


def test_a_head_that_did_not_reach_the_file_reaches_it_at_the_next_call(log, koppen, monkeypatch):
    def vol(*args):
        raise OSError

    with monkeypatch.context() as even:
        even.setattr("beroepsgeheim.tasks.schrijf_kop", vol)
        with pytest.raises(OSError):
            exporteer_kop()
    assert "ontbreekt" in fouten()
    assert exporteer_kop() is True
    controleer()


def test_a_second_head_on_the_same_day_is_not_taken(log, cast, koppen):
    assert [exporteer_kop(), exporteer_kop()] == [True, False]
    schrijf(cast, 1)
    assert exporteer_kop() is False
    assert len(koppen.read_text().splitlines()) == 1
    assert koppen.stat().st_mode & 0o077 == 0
    controleer()


def test_only_the_schedule_takes_heads(log, cast):
    with als(cast.ans), pytest.raises(DatabaseError, match="schema"):
        probeer("SELECT * FROM bg_logboekkop()")


WERKWOORDEN = (
    "SELECT * FROM {}", "UPDATE {} SET hash = 'x'", "DELETE FROM {}", "TRUNCATE {}",
    "INSERT INTO {} DEFAULT VALUES", "ALTER TABLE {} DISABLE TRIGGER USER", "DROP TABLE {}",
    "CREATE RULE weg AS ON INSERT TO {} DO INSTEAD NOTHING", "COPY {} TO STDOUT", "TRUNCATE {} CASCADE",
    "UPDATE {} SET hash = 'x' WHERE false", "SELECT 1 FROM {} FOR UPDATE", "LOCK TABLE {} IN EXCLUSIVE MODE",
    "CREATE TRIGGER t BEFORE INSERT ON {} FOR EACH ROW EXECUTE FUNCTION bg_alleen_toevoegen()",
    "MERGE INTO {} d USING (SELECT 1) s ON true WHEN MATCHED THEN DELETE", "GRANT ALL ON {} TO tc_web",
    "DELETE FROM {} USING gezinnen_gezin", "WITH weg AS (DELETE FROM {} RETURNING *) SELECT * FROM weg",
)  # fmt: skip


@pytest.mark.parametrize("tabel", [LOG, "beroepsgeheim_logboekstand", "beroepsgeheim_logboekkop"])
def test_the_web_role_has_no_verb_on_the_log(log, cast, tabel):
    assert huidige_rol() == "tc_web"
    for werkwoord in WERKWOORDEN:
        with als(cast.ans), pytest.raises(DatabaseError, match="permission denied|must be owner"):
            probeer(werkwoord.format(tabel))


@pytest.mark.parametrize("tabel", [LOG, "beroepsgeheim_logboekkop"])
def test_even_the_owner_meets_the_trigger_first(log, tabel):
    for werkwoord in ("UPDATE {} SET hash = 'x'", "DELETE FROM {}", "TRUNCATE {}"):
        with als_bouw(), pytest.raises(DatabaseError, match="alleen aangevuld"):
            probeer(werkwoord.format(tabel))


def test_numbers_of_before_the_gapless_log_are_explained_and_later_ones_are_found(log, capsys):
    knoei(f"UPDATE {LOG} SET id = id + 5 WHERE id = 10", HERSCHRIJF,
          "UPDATE beroepsgeheim_logboekstand SET aaneen_vanaf = 16")  # fmt: skip
    controleer()
    assert "nummers nooit gebruikt" in capsys.readouterr().out
    knoei("UPDATE beroepsgeheim_logboekstand SET aaneen_vanaf = 15")
    assert "Regel 10 tot en met 14 ontbreekt" in fouten()


def test_a_rolled_back_request_leaves_no_gap(cast):
    with pytest.raises(RuntimeError), omslag(cast.ans):
        noteer("bekijken", onderdeel="deel")
        raise RuntimeError
    schrijf(cast, 2)
    with als_bouw():
        assert list(Raadpleging.objects.order_by("pk").values_list("pk", flat=True)) == [1, 2]
        assert Logboekstand.objects.get().laatste_id == 2


def test_the_check_needs_no_more_memory_for_a_longer_log(cast):
    def piek():
        tracemalloc.start()
        controleer("--zonder-bestand")
        hoogste = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        return hoogste

    with als_bouw(), connection.cursor() as cursor:
        cursor.execute("SELECT bg_noteer('{\"soort\": \"functie\"}', jsonb_agg(jsonb_build_object("
                       "'actie', 'lijst', 'onderdeel', 'x'))) FROM generate_series(1, 3000)")  # fmt: skip
    kort = piek()
    with als_bouw(), connection.cursor() as cursor:
        cursor.execute("SELECT bg_noteer('{\"soort\": \"functie\"}', jsonb_agg(jsonb_build_object("
                       "'actie', 'lijst', 'onderdeel', 'x'))) FROM generate_series(1, 7000)")  # fmt: skip
    assert piek() < kort * 1.5
