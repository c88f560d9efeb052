"""What runs with the owner's rights looks for its tables in public first, and in temporary tables last.

PostgreSQL searches pg_temp before everything else unless it is named. The functions without rights of their own
that fix their path are called by those with: theirs ends in pg_temp as well. A later migration writes it itself
(beroepsgeheim/tests/test_zoekpad.py).
"""

from django.db import migrations

HEEN = """
DO $$
DECLARE v_functie regprocedure;
BEGIN
  FOR v_functie IN
    SELECT p.oid::regprocedure FROM pg_proc p
     WHERE p.pronamespace = 'public'::regnamespace AND pg_get_userbyid(p.proowner) = current_user
       AND (p.prosecdef OR EXISTS (SELECT 1 FROM unnest(p.proconfig) AS c WHERE c LIKE 'search_path=%'))
  LOOP
    EXECUTE format('ALTER FUNCTION %s SET search_path = public, pg_temp', v_functie);
  END LOOP;
END $$;
"""


class Migration(migrations.Migration):
    dependencies = [
        ("vloer", "0001_initial"),
        ("organisaties", "0001_initial"),
        ("beroepsgeheim", "0005_opruimen"),
        ("gezinnen", "0012_aanmelder"),
        ("coaching", "0002_opvolging"),
        ("netwerk", "0002_vergeten"),
        ("lco", "0005_wissen"),
        ("rapportage", "0004_wissen"),
        ("portaal", "0001_nummers"),
    ]
    operations = [migrations.RunSQL(HEEN, migrations.RunSQL.noop)]
