"""Nothing stands in for a real table: no temporary tables for who is served, and they come last for the owner."""

import pytest
from django.db import ProgrammingError, connection, transaction

from beroepsgeheim.rls import rol_te_machtig, synchroniseer
from tests.hulp import als_bouw

pytestmark = pytest.mark.django_db
PAD = "search_path=public, pg_temp"
FUNCTIES = """
SELECT p.oid::regprocedure::text, p.prosecdef, COALESCE(p.proconfig, '{}') FROM pg_proc p
 WHERE p.pronamespace = 'public'::regnamespace
"""


def test_what_runs_with_the_owners_rights_looks_in_temporary_tables_last():
    """Who makes or replaces a function writes `SET search_path = public, pg_temp`: replacing one forgets the rest."""
    with connection.cursor() as cursor:
        cursor.execute(FUNCTIES)
        functies = cursor.fetchall()
    van_de_eigenaar = [naam for naam, als_eigenaar, _instelling in functies if als_eigenaar]
    assert len(van_de_eigenaar) > 60
    zonder = {naam for naam, als_eigenaar, instelling in functies if als_eigenaar and PAD not in instelling}
    assert zonder == set()


def test_a_function_that_fixes_its_path_ends_it_with_temporary_tables():
    """Those without rights of their own run inside the others: one that left pg_temp out would put it first again."""
    with connection.cursor() as cursor:
        cursor.execute(FUNCTIES)
        paden = {
            (naam, deel)
            for naam, _als_eigenaar, instelling in cursor.fetchall()
            for deel in instelling
            if deel.startswith("search_path=")
        }
    assert {(naam, deel) for naam, deel in paden if deel != PAD} == set()


@pytest.mark.parametrize("rol", ["tc_web", "tc_rapport"])
def test_who_is_served_cannot_make_a_temporary_table(rol):
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT current_user, has_database_privilege(%s, current_database(), 'TEMPORARY')", [rol]
        )
        assert cursor.fetchone() == ("tc_web", False)
    with als_bouw(), connection.cursor() as cursor:
        cursor.execute(f"SET LOCAL ROLE {rol}")
        with (
            pytest.raises(ProgrammingError, match="permission denied to create temporary"),
            transaction.atomic(),
        ):
            cursor.execute("CREATE TEMP TABLE organisaties_functie (id uuid)")


def test_a_role_that_may_make_temporary_tables_is_too_mighty_until_rights_are_made_equal_again():
    assert not rol_te_machtig("default")
    with als_bouw(), connection.cursor() as cursor:
        cursor.execute("SELECT format('GRANT TEMPORARY ON DATABASE %I TO PUBLIC', current_database())")
        cursor.execute(cursor.fetchone()[0])
    assert rol_te_machtig("default")
    with als_bouw():
        synchroniseer(connection)  # as after every migration
    assert not rol_te_machtig("default")
