"""Row-level security: made from the register after every migration, by the owner.

ENABLE, not FORCE: the owner migrates, loads and dumps (trust.md, design 5). A table that nobody declared
gets no grant at all: the web role cannot even see it.
"""

import re
from typing import Any

from django.apps import apps
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.db import connections, transaction

from .register import GESLOTEN_TABELLEN, OPEN_APPS, OPEN_TABELLEN, Regels, alle_regels, sleutelkolommen

WEBROL = "tc_web"
# The connections with which people are served; each has a role of its own.
VERBINDINGEN = ("default", "rapport")


# Who acts, asked as a sub-select: PostgreSQL then asks once in a query instead of once for each row.
WIE = re.compile(r"(?<!SELECT )\bbg_(?:soort|functie|organisatie|rol|persoon|dag)\(\)")


def voorwaarde(bronnen: tuple[tuple[str, ...], ...], ook: str) -> str:
    """The SQL condition of a list of sources; no source means nobody."""
    delen = []
    for kolom, *reikwijdtes in bronnen:
        lijst = ", ".join(f"'{r}'" for r in reikwijdtes)
        delen.append(f"{kolom} IN (SELECT bg_sleutels({lijst}))")
    if ook:
        delen.append(f"({WIE.sub(lambda wie: f'(SELECT {wie[0]})', ook)})")
    return " OR ".join(delen) or "false"


def policies(regels: Regels) -> list[tuple[str, str, str | None, str | None]]:
    """(name, command, using, with check) of one table."""
    # Reading counts who may read on after her task (ground "nalezen"); writing never does.
    lezen = voorwaarde(regels.lezen, regels.ook_lezen).replace("bg_sleutels(", "bg_leessleutels(")
    schrijven = voorwaarde(regels.schrijven, regels.ook_schrijven)
    return [
        ("tc_lezen", "SELECT", lezen, None),
        ("tc_toevoegen", "INSERT", None, schrijven),
        ("tc_wijzigen", "UPDATE", schrijven, schrijven),
        ("tc_wissen", "DELETE", schrijven, None),
    ]


def synchroniseer(verbinding: Any) -> None:
    """Make policies and grants equal to the register. Runs as owner; repeatable."""
    regels = {model._meta.db_table: regel for model, regel in alle_regels().items()}
    spoor = {
        m._meta.db_table: sleutelkolommen(m) for m in alle_regels() if getattr(m, "pgh_tracked_model", None)
    }
    opdrachten: list[str] = []
    with verbinding.cursor() as cursor:
        # A temporary table comes before the real one for a function of the owner that forgets to say otherwise.
        # Here, and not in a migration: a backup that is put back brings no rights on the database with it.
        cursor.execute("SELECT quote_ident(current_database())")
        opdrachten.append(f"REVOKE TEMPORARY ON DATABASE {cursor.fetchone()[0]} FROM PUBLIC, {WEBROL}")
        bestaand = set(verbinding.introspection.table_names(cursor, include_views=True))
        cursor.execute("SELECT tablename, policyname FROM pg_policies WHERE policyname LIKE 'tc\\_%%'")
        opdrachten += [f'DROP POLICY "{naam}" ON "{tabel}"' for tabel, naam in cursor.fetchall()]
        opdrachten.append(f"REVOKE ALL ON ALL TABLES IN SCHEMA public FROM {WEBROL}")
        for tabel, regel in sorted(regels.items()):
            if tabel not in bestaand:
                continue
            opdrachten.append(f'ALTER TABLE "{tabel}" ENABLE ROW LEVEL SECURITY')
            for kolom in spoor.get(tabel, ()):  # the library makes no index for the history of one key
                opdrachten.append(
                    f'CREATE INDEX IF NOT EXISTS "{tabel[:44]}_{kolom}" ON "{tabel}" ({kolom}, pgh_created_at)'
                )
            rechten = "SELECT, INSERT" if tabel in spoor else "SELECT, INSERT, UPDATE, DELETE"
            opdrachten.append(f'GRANT {rechten} ON "{tabel}" TO {WEBROL}')
            for naam, soort, using, check in policies(regel):
                sql = f'CREATE POLICY {naam} ON "{tabel}" FOR {soort} TO {WEBROL}'
                sql += f" USING ({using})" if using else ""
                sql += f" WITH CHECK ({check})" if check else ""
                opdrachten.append(sql)
        for tabel, rechten in open_tabellen().items():
            if tabel in bestaand:
                opdrachten.append(f'GRANT {rechten} ON "{tabel}" TO {WEBROL}')
        opdrachten.append(f"GRANT USAGE ON ALL SEQUENCES IN SCHEMA public TO {WEBROL}")
        with transaction.atomic(using=verbinding.alias):
            for opdracht in opdrachten:
                cursor.execute(opdracht)


def open_tabellen() -> dict[str, str]:
    """Tables without case content and what the web role may do with them."""
    uit: dict[str, str] = {}
    for label, rechten in OPEN_APPS.items():
        for model in apps.get_app_config(label).get_models(include_auto_created=True):
            uit[model._meta.db_table] = rechten
    return uit | OPEN_TABELLEN


def onbekende_tabellen() -> set[str]:
    """Tables of models that are neither protected, nor open, nor closed: the suite fails on them."""
    alle = {m._meta.db_table for m in apps.get_models(include_auto_created=True) if m._meta.managed}
    return alle - {m._meta.db_table for m in alle_regels()} - set(open_tabellen()) - GESLOTEN_TABELLEN


def na_migratie(sender: Any, using: str, **kwargs: Any) -> None:
    """After the last app has migrated: policies and grants once for all."""
    laatste = [app for app in apps.get_app_configs() if app.models_module is not None][-1]
    if sender.name != laatste.name:
        return
    verbinding = connections[using]
    with verbinding.cursor() as cursor:
        cursor.execute("SELECT to_regprocedure('bg_functie()') IS NOT NULL")
        if not cursor.fetchone()[0]:
            return
    synchroniseer(verbinding)


TE_MACHTIG = """
SELECT r.rolsuper OR r.rolbypassrls OR has_database_privilege(r.oid, current_database(), 'TEMPORARY') OR EXISTS (
  SELECT 1 FROM pg_class c WHERE c.relowner = r.oid AND c.relkind IN ('r', 'p'))
FROM pg_roles r WHERE r.rolname = current_user
"""


def rol_te_machtig(alias: str) -> bool:
    """Whether the role of this connection is superuser, owns tables, can pass by the row policies, or may make
    temporary tables (which could stand in for real ones)."""
    with connections[alias].cursor() as cursor:
        cursor.execute(TE_MACHTIG)
        return bool(cursor.fetchone()[0])


def weiger_te_machtige_webrol() -> None:
    """Called when a web server or worker starts: raises ImproperlyConfigured before anyone is served."""
    if "bouw" in connections and not settings.DEMO:
        raise ImproperlyConfigured(
            "Webserver en werker mogen het adres van de eigenaar niet kennen: geef DATABASE_URL_BOUW enkel aan"
            " wie migreert."
        )
    te_machtig = [alias for alias in VERBINDINGEN if rol_te_machtig(alias)]
    for alias in VERBINDINGEN:
        connections[alias].close()
    if te_machtig:
        raise ImproperlyConfigured(
            f"Een databaserol van de webserver is te machtig ({', '.join(te_machtig)}): superuser, BYPASSRLS, eigenaar"
            " van tabellen, of recht op tijdelijke tabellen (docs/installatie.md, punt 2). Gebruik in DATABASE_URL en"
            " DATABASE_URL_RAPPORT een gewone rol; alleen DATABASE_URL_BOUW is de eigenaar."
        )
