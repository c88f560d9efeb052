"""The two databases of the benchmark, and working in one of them as web role or as owner."""

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.db import connections

from beroepsgeheim.omslag import bouw
from tests.bench.dienst import HOOFDMAP

# The rows of these tables come from migrations.
# Tables whose triggers refuse to be emptied.
ALLEEN_AANVULLEN = ("beroepsgeheim_raadpleging", "beroepsgeheim_logboekkop")
BLIJVEN = {"django_migrations", "django_content_type"}


class Plek:
    """One database: a connection as web role and one as owner, each standing in for "default" when asked.

    Connections stay open over requests, so that what is compared does the same.
    """

    def __init__(self, naam: str, web: str, eigenaar: str) -> None:
        self.naam, self.alias_eigenaar = naam, eigenaar
        self._web, self._eigenaar = self._verbinding(web), self._verbinding(eigenaar)

    @staticmethod
    def _verbinding(alias: str) -> Any:
        verbinding = connections.create_connection(alias)
        verbinding.alias = "default"
        return verbinding

    @contextmanager
    def als_web(self) -> Iterator[Any]:
        """Be the web role in this database."""
        with _ingewisseld(self._web):
            yield self._web

    @contextmanager
    def als_eigenaar(self) -> Iterator[Any]:
        """Be the owner in this database, in the scope of the one who builds."""
        with _ingewisseld(self._eigenaar), bouw():
            yield self._eigenaar

    @contextmanager
    def zonder_muren(self) -> Iterator[Any]:
        """The owner without the tripwire: row policies and tripwire both gone, for comparison only."""
        wrappers = self._eigenaar.execute_wrappers
        bewaard, wrappers[:] = list(wrappers), []
        try:
            with _ingewisseld(self._eigenaar):
                yield self._eigenaar
        finally:
            wrappers[:] = bewaard

    def maak_leeg(self) -> None:
        """Begin anew: no rows, and new tables when a migration changed since the last run."""
        merk = settings.VAR_DIR / "bench" / f"schema-{self.naam}"
        nu = _merk_van_migraties()
        with bouw():
            eigenaar = connections[self.alias_eigenaar]
            with eigenaar.cursor() as cursor:
                cursor.execute("SET client_min_messages = error")
                if merk.exists() and merk.read_text() == nu:
                    _wis_rijen(cursor)
                else:
                    merk.unlink(missing_ok=True)
                    cursor.execute(
                        "DROP SCHEMA public CASCADE; CREATE SCHEMA public;"
                        " GRANT USAGE ON SCHEMA public TO tc_web, tc_rapport"
                    )
            call_command("migrate", database=self.alias_eigenaar, interactive=False, verbosity=0)
            merk.write_text(nu)
            eigenaar.close()

    def sluit(self) -> None:
        self._web.close()
        self._eigenaar.close()


@contextmanager
def _ingewisseld(verbinding: Any) -> Iterator[None]:
    oud = connections["default"]
    connections["default"] = verbinding
    try:
        yield
    finally:
        connections["default"] = oud


def _merk_van_migraties() -> str:
    """Changes when any migration does."""
    som = hashlib.sha256()
    for pad in sorted(HOOFDMAP.glob("*/migrations/*.py")) + sorted(HOOFDMAP.glob("*/*/migrations/*.py")):
        som.update(pad.read_bytes())
    return som.hexdigest()


def _wis_rijen(cursor: Any) -> None:
    """Empty every table but the list of migrations, and drop those of the benchmark itself."""
    cursor.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public'")
    namen = [rij[0] for rij in cursor.fetchall()]
    eigen = [naam for naam in namen if naam.startswith("bench_")]
    if eigen:
        cursor.execute("DROP TABLE {}".format(", ".join(f'"{naam}"' for naam in eigen)))
    rest = [f'"{naam}"' for naam in namen if naam not in eigen and naam not in BLIJVEN]
    for tabel in ALLEEN_AANVULLEN:
        cursor.execute(f"ALTER TABLE {tabel} DISABLE TRIGGER USER")
    cursor.execute(f"TRUNCATE {', '.join(rest)} CASCADE")
    for tabel in ALLEEN_AANVULLEN:
        cursor.execute(f"ALTER TABLE {tabel} ENABLE TRIGGER USER")
