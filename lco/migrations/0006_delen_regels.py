"""When the sharing of an agenda or an invitation ends, the access that hung on it ends in the same statement."""

from django.db import migrations

HEEN = """
CREATE FUNCTION lco_deling_beeindigd() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public AS $$
BEGIN
  IF NEW.soort = 'lco.agenda' THEN
    UPDATE beroepsgeheim_toegang t SET grond = 'genodigd_praktisch'
     WHERE t.sleutel = NEW.bron_sleutel AND t.functie_id = NEW.functie_id AND t.reikwijdte = 'deelname'
       AND t.grond = 'genodigd' AND t.ingetrokken_op IS NULL;
  ELSE
    UPDATE beroepsgeheim_toegang t SET ingetrokken_op = now()
     WHERE t.sleutel = NEW.bron_sleutel AND t.functie_id = NEW.functie_id AND t.reikwijdte = 'deelname'
       AND t.ingetrokken_op IS NULL;
  END IF;
  RETURN NULL;
END $$;
-- A new version replaces the old one and gives the access again itself.
CREATE TRIGGER lco_deling_beeindigd AFTER UPDATE OF beeindigd_op ON gezinnen_gegevensdeling FOR EACH ROW
  WHEN (OLD.beeindigd_op IS NULL AND NEW.beeindigd_op IS NOT NULL AND NEW.functie_id IS NOT NULL
    AND NEW.soort IN ('lco.agenda', 'lco.uitnodiging') AND NEW.einde NOT IN ('vervangen', 'ingetrokken'))
  EXECUTE FUNCTION lco_deling_beeindigd();
"""
TERUG = """
DROP TRIGGER lco_deling_beeindigd ON gezinnen_gegevensdeling;
DROP FUNCTION lco_deling_beeindigd();
"""


class Migration(migrations.Migration):
    dependencies = [("lco", "0005_delen"), ("gezinnen", "0010_delen_regels")]
    operations = [migrations.RunSQL(HEEN, TERUG)]
