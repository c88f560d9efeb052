"""Whom the family erases from its network is gone from every place that keeps a picture, ended sharings included.

See gezinnen/migrations/0010_vergeten.py.
"""

from django.db import migrations

HEEN = """
CREATE FUNCTION netwerk_vergeet_gedeeld() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public AS $$
BEGIN
  PERFORM delen_vergeet_figuur(OLD.sleutel, OLD.id, OLD.van_lid_id);
  RETURN NULL;
END $$;
CREATE TRIGGER netwerk_vergeet_gedeeld AFTER DELETE ON netwerk_figuur
  FOR EACH ROW EXECUTE FUNCTION netwerk_vergeet_gedeeld();
"""
TERUG = """
DROP TRIGGER netwerk_vergeet_gedeeld ON netwerk_figuur;
DROP FUNCTION netwerk_vergeet_gedeeld();
"""


class Migration(migrations.Migration):
    dependencies = [("netwerk", "0001_initial"), ("gezinnen", "0010_vergeten")]
    operations = [migrations.RunSQL(HEEN, TERUG)]
