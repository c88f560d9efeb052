"""Whom the family erases from its network is gone from what was shared of it too, ended sharings included."""

from django.db import migrations

HEEN = """
CREATE FUNCTION netwerk_vergeet_gedeeld() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public AS $$
BEGIN
  UPDATE gezinnen_gegevensdeling d SET inhoud = jsonb_set(d.inhoud, '{banden}', coalesce(
      (SELECT jsonb_agg(b) FROM jsonb_array_elements(d.inhoud->'banden') b WHERE b->>'figuur' <> OLD.id::text),
      '[]'::jsonb))
   WHERE d.sleutel = OLD.sleutel AND d.soort = 'netwerk.kaart'
     AND d.inhoud->'banden' @> jsonb_build_array(jsonb_build_object('figuur', OLD.id::text));
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
    dependencies = [("netwerk", "0003_eigen_kaart"), ("gezinnen", "0010_delen_regels")]
    operations = [migrations.RunSQL(HEEN, TERUG)]
