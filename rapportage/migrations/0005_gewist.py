"""What the report role may know of erased files: how many of a kind in a year, for the whole province."""

from django.db import migrations

HEEN = """
CREATE VIEW rapport_gewist WITH (security_barrier) AS
  SELECT g.jaar::integer AS jaar, g.soort, sum(g.aantal)::bigint AS aantal
    FROM beroepsgeheim_grovetelling g GROUP BY 1, 2;
REVOKE ALL ON rapport_gewist FROM PUBLIC;
GRANT SELECT (jaar, soort, aantal) ON rapport_gewist TO tc_rapport;
"""


class Migration(migrations.Migration):
    dependencies = [("rapportage", "0004_wissen"), ("beroepsgeheim", "0007_wissen")]
    operations = [migrations.RunSQL(HEEN, "DROP VIEW rapport_gewist")]
