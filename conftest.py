"""The harness: the owner builds each test database once, then everything runs as the web role."""

import os

import pytest
from django.contrib.auth.signals import user_logged_in
from django.core.cache import cache
from django.db import connection, connections
from django.test import TransactionTestCase
from django.test.utils import setup_databases, teardown_databases
from playwright.sync_api import sync_playwright

from beroepsgeheim.omslag import bouw
from tests.cast import Cast, maak_cast
from tests.chromium import CHROMIUM, CHROMIUM_PAD
from tests.hulp import WEBROL, als_bouw, tweede_stap_is_gezet

# `client.force_login` stands for a whole log-in, the second factor included; a log-in by post does not.
user_logged_in.connect(tweede_stap_is_gezet, dispatch_uid="tests.tweede_stap")


@pytest.fixture(scope="session")
def django_db_setup(request, django_test_environment, django_db_blocker, django_db_modify_db_settings):
    """The owner migrates in its own scope; from then on every connection assumes the web role."""
    bewaren = request.config.getvalue("reuse_db")
    with django_db_blocker.unblock():
        with bouw():
            oud = setup_databases(
                verbosity=0, interactive=False, keepdb=bewaren and not request.config.getvalue("create_db")
            )
        connection.close()
        connection.settings_dict["OPTIONS"]["assume_role"] = WEBROL
        connection.connect()
    yield
    with django_db_blocker.unblock():
        connection.close()
        connection.settings_dict["OPTIONS"].pop("assume_role")
        if not bewaren:
            _sluit_andere_verbindingen()
            teardown_databases(oud, verbosity=0)


def _sluit_andere_verbindingen() -> None:
    """Threads of a live server may still hold a connection; a database in use cannot be dropped."""
    with bouw(), connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
            " WHERE datname = current_database() AND pid <> pg_backend_pid() AND usename = current_user"
        )


ALLEEN_AANVULLEN = ("beroepsgeheim_raadpleging", "beroepsgeheim_logboekkop")


def _leegmaken(zelf: TransactionTestCase) -> None:
    """Empty all tables after a test with real commits: the owner's work, the triggers of the log included."""
    with als_bouw(), connection.cursor() as cursor:
        tabellen = list(connection.introspection.django_table_names(only_existing=True))
        for tabel in ALLEEN_AANVULLEN:
            cursor.execute(f"ALTER TABLE {tabel} DISABLE TRIGGER USER")
        cursor.execute("TRUNCATE {} CASCADE".format(", ".join(f'"{t}"' for t in tabellen)))
        for tabel in ALLEEN_AANVULLEN:
            cursor.execute(f"ALTER TABLE {tabel} ENABLE TRIGGER USER")
    for verbinding in connections.all(initialized_only=True):
        if verbinding.alias != "default":
            verbinding.close()


TransactionTestCase._fixture_teardown = _leegmaken


@pytest.fixture
def cast(db) -> Cast:
    """The fixed cast with three families (tests/cast.py)."""
    return maak_cast()


@pytest.fixture
def inloggen(client):
    """Log a person of the cast in: `inloggen(cast, "ans")` gives the test client."""

    def doe(cast: Cast, naam: str):
        if naam in cast.personen:
            client.force_login(cast.personen[naam])
            return client
        functie = cast.functies[naam]
        client.force_login(functie.gebruiker)
        sessie = client.session
        sessie["functie"] = str(functie.pk)
        sessie.save()
        return client

    return doe


@pytest.fixture(scope="session")
def chromium():
    """One browser for each test process: a second Playwright in the same process refuses to start.

    Playwright runs an event loop in this thread; Django would refuse synchronous queries because of it.
    """
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"
    with sync_playwright() as p:
        browser = p.chromium.launch(executable_path=CHROMIUM_PAD, args=CHROMIUM)
        yield browser
        browser.close()


@pytest.fixture(autouse=True)
def schone_tellers() -> None:
    """Tries and rate limits live in the cache: those of another test must not count here."""
    cache.clear()
