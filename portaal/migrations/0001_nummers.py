"""The number of a family for the privacy officer of its service: number and key, nothing else of the family."""

from django.db import migrations

HEEN = """
CREATE FUNCTION po_nummers(p_sleutels uuid[], p_nummer text) RETURNS TABLE (sleutel uuid, nummer text)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public AS $$
  SELECT g.sleutel, g.nummer::text FROM gezinnen_gezin g
   WHERE bg_rol() = 'privacy' AND g.dienst_id = bg_organisatie()
     AND (g.sleutel = ANY (p_sleutels) OR g.nummer = p_nummer)
$$;
"""


class Migration(migrations.Migration):
    dependencies = [("beroepsgeheim", "0002_toegang"), ("gezinnen", "0001_initial")]
    operations = [migrations.RunSQL(HEEN, "DROP FUNCTION po_nummers(uuid[], text)")]
