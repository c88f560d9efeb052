"""Canaries outside the pages: PostgreSQL's log, the application's log, error pages, names of files, functions."""

import io
import json
import logging
import logging.config
from pathlib import Path

import pytest
from django.conf import settings
from django.db import DatabaseError, connection, transaction
from django.test import Client as Browser
from django.urls import reverse

from gezinnen.models import Doel, Gezin, GezinGegevens
from tests.cast import kanarie
from tests.hulp import als, als_bouw
from tests.toegang.kanaries import KANARIE
from thuiscompagnie.omgeving import dienstennaam, var_map
from thuiscompagnie.vloer import documenten

pytestmark = pytest.mark.django_db
STUK = kanarie("zon", "uit_de_log")


def test_the_log_of_postgresql_never_holds_what_somebody_wrote(cast):
    """Each way in which a statement with case content can fail, and one that is slow."""
    log = var_map() / dienstennaam() / "data" / "postgres.log"
    begin = log.stat().st_size
    opdrachten = [
        ("INSERT INTO gezinnen_doel (id, tekst) VALUES (gen_random_uuid(), %s)", [STUK]),
        ("UPDATE gezinnen_gezin SET nummer = %s", [STUK * 5]),
        ("UPDATE gezinnen_gezin SET nummer = %s", ["zelfde"]),
        ("SELECT %s::date", [STUK]),
        ("SELECT %s::uuid", [STUK]),
        (f"SELECT '{STUK}' FROM bestaat_niet", []),
        (f"SELECT '{STUK}", []),
        ("SELECT pg_sleep(0.05), %s", [STUK]),
        ("DO $$ BEGIN RAISE EXCEPTION 'kanarie-zon-uit_de_log'; END $$", []),
        ("DO $$ BEGIN RAISE WARNING 'kanarie-zon-uit_de_log'; END $$", []),
    ]
    mislukt = 0
    for sql, params in opdrachten:
        with als(cast.ans):
            try:
                with transaction.atomic(), connection.cursor() as cursor:
                    cursor.execute(sql, params)
            except DatabaseError:
                mislukt += 1
    assert mislukt >= 7
    with log.open("rb") as bestand:
        bestand.seek(begin)
        assert b"kanarie" not in bestand.read()


@pytest.fixture
def kapot(monkeypatch):
    """A family page that breaks with the words of the family in its exception."""

    def breek(*args, **kwargs):
        raise RuntimeError(f"{STUK} Mama Zon")

    monkeypatch.setattr("gezinnen.overzicht.van", breek)


def test_an_error_page_gives_no_content_and_the_log_no_words(cast, inloggen, kapot):
    uit = io.StringIO()
    wachter = logging.StreamHandler(uit)
    for naam in settings.LOGGING["handlers"]["console"]["filters"]:
        soort = settings.LOGGING["filters"][naam]
        wachter.addFilter(logging.config.BaseConfigurator({}).resolve(soort["()"])())
    logging.getLogger().addHandler(wachter)
    try:
        browser = inloggen(cast, "ans")
        browser.raise_request_exception = False
        antwoord = browser.get(reverse("gezinnen:gezin", args=[cast.zon.pk]))
    finally:
        logging.getLogger().removeHandler(wachter)
    assert antwoord.status_code == 500
    for tekst in (antwoord.content.decode(), uit.getvalue()):
        assert KANARIE.findall(tekst) == []
        assert "Mama Zon" not in tekst
    assert "RuntimeError" in uit.getvalue()


def test_unknown_addresses_and_broken_requests_repeat_nothing(cast, inloggen):
    browser = inloggen(cast, "ans")
    browser.raise_request_exception = False
    for antwoord in (
        browser.get(f"/gezinnen/{STUK}/"),
        browser.get("/gezinnen/", {"na": STUK, "fase": STUK}),
        browser.post(reverse("gezinnen:stap_nieuw", args=[cast.zon.pk]), {"bon": STUK}),
        Browser(enforce_csrf_checks=True).post("/aanmelden/", {"login": STUK, "csrfmiddlewaretoken": STUK}),
    ):
        assert antwoord.status_code < 500
        assert STUK not in str(antwoord.headers)
        assert STUK not in antwoord.reason_phrase


def test_names_of_files_and_downloads_tell_nothing(cast, inloggen):
    with als_bouw():
        blad = documenten.bewaar(
            soort="gezinnen.praatblad", inhoud=STUK.encode(), mediatype="application/pdf", extensie="pdf",
            sleutel=cast.zon.sleutel, eigenaar=cast.functies["ans"].pk,
        )  # fmt: skip
        naam = blad.bestand.name
    assert KANARIE.findall(naam) == []
    assert "zon" not in naam.lower()
    antwoord = inloggen(cast, "ans").get(reverse("vloer:document", args=[blad.pk]))
    assert KANARIE.findall(str(antwoord.headers)) == []
    assert "zon" not in antwoord["Content-Disposition"].lower()


def test_an_actor_in_a_payload_has_ids_and_no_name(cast):
    tekst = json.dumps(cast.ans.als_json())
    assert "Ans" not in tekst
    assert "Proef" not in tekst


def test_rows_as_text_are_keys(cast):
    """What ends up in a message or a log by str() names nobody."""
    with als_bouw():
        for model in (Gezin, GezinGegevens, Doel):
            tekst = str(model.objects.filter(gezin=cast.zon).first() if model is not Gezin else cast.zon)
            assert "Zon" not in tekst.replace(cast.zon.nummer, "")
            assert "kanarie" not in tekst


FUNCTIES = """
SELECT p.proname, p.prosrc, COALESCE(p.proconfig::text, ''), p.prosecdef AND
  has_function_privilege('tc_web', p.oid, 'EXECUTE') AND p.prorettype <> 'trigger'::regtype
  FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace JOIN pg_language t ON t.oid = p.prolang
 WHERE n.nspname = 'public' AND t.lanname IN ('sql', 'plpgsql')
"""
# They ask who acts in no way of their own: the log is written for everybody.
ZONDER_VRAAG = {"bg_noteer"}
# The door of a personal link: nobody acts there yet. Each asks for the id of the link itself, looks whether it
# is still open, and gives a key or a seed back, never a word of the consultation (lco/tests/test_link.py).
DEUR_VAN_DE_LINK = {
    "lco_link_zaad",
    "lco_link_vraag_code",
    "lco_link_probeer",
    "lco_link_bind",
    "lco_link_houder",
}
WIE = (
    "bg_functie",
    "bg_rol",
    "bg_soort",
    "bg_persoon",
    "bg_sleutels",
    "bg_organisatie",
    "bg_mag_toegang_regelen",
)


def test_functions_of_the_owner_ask_who_calls_and_keep_to_their_schema():
    """What runs with the owner's rights and the web role may call must look at the actor, itself or by a function."""
    with connection.cursor() as cursor:
        cursor.execute(FUNCTIES)
        functies = cursor.fetchall()
    open_ = {naam: instelling for naam, _bron, instelling, te_roepen in functies if te_roepen}
    assert len(open_) > 8
    assert [naam for naam, instelling in open_.items() if "search_path" not in instelling] == []
    vraagt = set(WIE)
    while meer := {n for n, bron, _i, _t in functies if any(f"{v}(" in bron for v in vraagt)} - vraagt:
        vraagt |= meer
    assert set(open_) - vraagt - ZONDER_VRAAG - DEUR_VAN_DE_LINK == set()


def test_no_view_or_function_of_the_owner_is_made_outside_migrations():
    """Every CREATE FUNCTION stands in a migration: nothing makes one while people work."""
    for pad in sorted(Path(settings.BASE_DIR).glob("*/**/*.py")):
        if "migrations" in pad.parts or "tests" in pad.parts or ".venv" in pad.parts:
            continue
        assert "CREATE FUNCTION" not in pad.read_text(encoding="utf-8"), pad
