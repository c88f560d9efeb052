"""Who is shielded from the family member who acts. As owner: the shield itself is not readable for her."""

from django.db import migrations

HEEN = """
CREATE FUNCTION gz_afgeschermd() RETURNS SETOF uuid LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public
AS $$
  SELECT a.lid_id FROM gezinnen_afscherming a
   WHERE a.voor_lid_id = bg_persoon() AND a.van <= bg_dag() AND (a.tot IS NULL OR a.tot >= bg_dag())
$$;

-- Who looked at the household's file says who helps where: closed for somebody from whom a member is shielded. Such a
-- person reads the lines that are about himself alone (beroepsgeheim/migrations/0003_logboek.py).
CREATE FUNCTION logboek_open_gezinnen() RETURNS boolean LANGUAGE sql STABLE AS $$
  SELECT NOT EXISTS (SELECT gz_afgeschermd())
$$;

REVOKE EXECUTE ON FUNCTION logboek_open_gezinnen() FROM PUBLIC;
"""
WEG = "DROP FUNCTION logboek_open_gezinnen(), gz_afgeschermd();"


class Migration(migrations.Migration):
    dependencies = [("gezinnen", "0002_zoeken"), ("beroepsgeheim", "0003_logboek")]
    operations = [migrations.RunSQL(HEEN, WEG)]
