"""What is kept from the family is not told either to somebody from whom a member is shielded."""

from django.db import migrations


def lijst(ook: str) -> str:
    """The function that gives day and reason of what is kept, with an extra condition."""
    return f"""
CREATE OR REPLACE FUNCTION gz_achtergehouden() RETURNS TABLE (id uuid, dag date, reden text)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public AS $$
  SELECT n.id, n.dag, n.achterhouden_reden::text FROM gezinnen_notitie n
   WHERE n.soort = 'derde' AND n.publiek = 'helpers' AND bg_persoon() IS NOT NULL
     AND n.sleutel IN (SELECT bg_sleutels('gezin')){ook}
   ORDER BY n.dag, n.id
$$;
"""


class Migration(migrations.Migration):
    dependencies = [("gezinnen", "0019_vraag_soorten")]
    operations = [migrations.RunSQL(lijst(" AND NOT EXISTS (SELECT gz_afgeschermd())"), lijst(""))]
