"""Erasing a figure reaches every place that keeps a picture: see gezinnen/migrations/0027_vergeten.py."""

from django.db import migrations

HEEN = """
CREATE OR REPLACE FUNCTION netwerk_vergeet_gedeeld() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public AS $$
BEGIN
  PERFORM delen_vergeet_figuur(OLD.sleutel, OLD.id, OLD.van_lid_id);
  RETURN NULL;
END $$;
"""
TERUG = """
CREATE OR REPLACE FUNCTION netwerk_vergeet_gedeeld() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public AS $$
BEGIN
  UPDATE gezinnen_gegevensdeling d SET inhoud = delen_zonder_figuur(d.inhoud, OLD.id)
   WHERE d.sleutel = OLD.sleutel AND d.soort = 'netwerk.kaart';
  RETURN NULL;
END $$;
"""


class Migration(migrations.Migration):
    dependencies = [("netwerk", "0004_gedeelde_kaarten"), ("gezinnen", "0027_vergeten")]
    operations = [migrations.RunSQL(HEEN, TERUG)]
