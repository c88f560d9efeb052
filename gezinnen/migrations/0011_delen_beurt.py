"""A sharing and what ends it take turns within one family: of two at the same instant, the second sees the first."""

from django.db import migrations

HEEN = """
-- Nobody reads what is not committed yet: without a turn, a no and the sharing that it concerns would both pass.
-- What follows in the same transaction reads anew (READ COMMITTED), so the gate and the endings stay as they are.
CREATE FUNCTION delen_op_beurt(p_sleutel uuid) RETURNS void LANGUAGE sql AS $$
  SELECT pg_advisory_xact_lock(hashtext('gezinnen_gegevensdeling'), hashtext(p_sleutel::text))
$$;

CREATE FUNCTION delen_beurt() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM delen_op_beurt(NEW.sleutel);
  RETURN NEW;
END $$;
-- By name before delen_klopt and delen_poort; of an objection the key is only known after its own BEFORE trigger.
CREATE TRIGGER delen_beurt BEFORE INSERT ON gezinnen_gegevensdeling FOR EACH ROW EXECUTE FUNCTION delen_beurt();
CREATE TRIGGER delen_beurt AFTER INSERT ON gezinnen_bezwaar FOR EACH ROW EXECUTE FUNCTION delen_beurt();
CREATE TRIGGER delen_beurt BEFORE INSERT OR UPDATE ON gezinnen_afscherming
  FOR EACH ROW EXECUTE FUNCTION delen_beurt();
CREATE TRIGGER delen_beurt BEFORE INSERT OR UPDATE ON gezinnen_betrokkenhulpverlener
  FOR EACH ROW EXECUTE FUNCTION delen_beurt();

-- Who was asked about is who gets it: not the one who logged in for this help until a moment ago.
CREATE FUNCTION delen_klopt() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public AS $$
BEGIN
  IF EXISTS (SELECT 1 FROM gezinnen_betrokkenhulpverlener h
      WHERE h.id = NEW.hulpverlener_id AND h.functie_id IS DISTINCT FROM NEW.functie_id) THEN
    RAISE EXCEPTION 'delen geweigerd: andere_aanmelder' USING ERRCODE = 'check_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER delen_klopt BEFORE INSERT ON gezinnen_gegevensdeling FOR EACH ROW EXECUTE FUNCTION delen_klopt();

-- A sector concerns every family: reference data that the owner loads, so it waits for all and all wait for it.
CREATE FUNCTION delen_beurt_sector() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  LOCK TABLE gezinnen_gegevensdeling IN SHARE ROW EXCLUSIVE MODE;
  RETURN NEW;
END $$;
CREATE TRIGGER delen_beurt BEFORE UPDATE OF opgelegd, beroepsgeheim ON organisaties_sector
  FOR EACH ROW WHEN (OLD.* IS DISTINCT FROM NEW.*) EXECUTE FUNCTION delen_beurt_sector();
"""
TERUG = """
DROP TRIGGER delen_beurt ON organisaties_sector;
DROP TRIGGER delen_beurt ON gezinnen_betrokkenhulpverlener;
DROP TRIGGER delen_beurt ON gezinnen_afscherming;
DROP TRIGGER delen_beurt ON gezinnen_bezwaar;
DROP TRIGGER delen_klopt ON gezinnen_gegevensdeling;
DROP TRIGGER delen_beurt ON gezinnen_gegevensdeling;
DROP FUNCTION delen_beurt_sector(), delen_klopt(), delen_beurt(), delen_op_beurt(uuid);
"""


class Migration(migrations.Migration):
    dependencies = [("gezinnen", "0010_vergeten")]
    operations = [migrations.RunSQL(HEEN, TERUG)]
