"""Of an erasure a family reads one fact: that it was announced, since when, and from which day it may be done."""

from django.db import migrations

HEEN = """
CREATE FUNCTION bg_wis_aankondiging(p_sleutel uuid)
RETURNS TABLE (aanleiding text, aangekondigd_op date, wissen_vanaf date)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public AS $$
  SELECT w.aanleiding::text, (w.aangekondigd_op AT TIME ZONE 'Europe/Brussels')::date, w.wissen_vanaf
    FROM beroepsgeheim_wissing w
   WHERE w.sleutel = p_sleutel AND w.status = 'aangekondigd' AND bg_soort() = 'gezinslid'
     AND w.sleutel IN (SELECT bg_sleutels('gezin'))
$$;
"""


class Migration(migrations.Migration):
    dependencies = [("beroepsgeheim", "0008_nalezen")]
    operations = [migrations.RunSQL(HEEN, "DROP FUNCTION bg_wis_aankondiging(uuid);")]
