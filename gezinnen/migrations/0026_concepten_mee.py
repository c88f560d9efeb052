"""A coach whose role has ended leaves no text behind that nobody can reach.

When a successor carries on with a family, what the one before typed about it and did not save comes along, with
the name of who typed it. A draft that the successor has of the same form stays as it is.
"""

from django.db import migrations

HEEN = """
CREATE FUNCTION gz_concepten_mee() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public AS $$
BEGIN
  UPDATE vloer_concept c SET functie = NEW.coach_id, velden = c.velden || jsonb_build_object('_van',
      (SELECT jsonb_build_array(u.naam) FROM organisaties_functie f JOIN organisaties_gebruiker u
        ON u.id = f.gebruiker_id WHERE f.id = OLD.coach_id))
   WHERE c.functie = OLD.coach_id
     AND c.over IN (SELECT NEW.id
       UNION ALL SELECT i.id FROM gezinnen_intake i WHERE i.gezin_id = NEW.id
       UNION ALL SELECT t.id FROM gezinnen_traject t WHERE t.gezin_id = NEW.id
       UNION ALL SELECT d.id FROM gezinnen_doel d WHERE d.gezin_id = NEW.id
       UNION ALL SELECT s.id FROM gezinnen_stap s WHERE s.gezin_id = NEW.id)
     AND NOT EXISTS (SELECT 1 FROM vloer_concept e WHERE e.functie = NEW.coach_id AND e.over = c.over
                      AND e.formulier = c.formulier);
  RETURN NULL;
END $$;

CREATE TRIGGER gz_concepten_mee AFTER UPDATE OF coach_id ON gezinnen_gezin FOR EACH ROW
  WHEN (OLD.coach_id IS NOT NULL AND NEW.coach_id IS NOT NULL AND NEW.coach_id <> OLD.coach_id
        AND gz_is_voorbij(OLD.coach_id))
  EXECUTE FUNCTION gz_concepten_mee();
"""
TERUG = "DROP TRIGGER gz_concepten_mee ON gezinnen_gezin; DROP FUNCTION gz_concepten_mee();"


class Migration(migrations.Migration):
    dependencies = [("gezinnen", "0025_logboek_afgeschermd"), ("vloer", "0001_initial")]
    operations = [migrations.RunSQL(HEEN, TERUG)]
