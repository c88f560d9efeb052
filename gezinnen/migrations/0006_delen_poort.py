"""The gate of sharing: what may not be shared is refused, what may no longer be stops at once. See 0005_delen.py."""

from django.db import migrations

POORT = """
CREATE FUNCTION delen_poort() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public AS $$
DECLARE v text[]; v_tot date;
BEGIN
  IF NEW.beeindigd_op IS NOT NULL THEN RETURN NEW; END IF;
  v := delen_regels(NEW.sleutel, NEW.bron_sleutel, NEW.soort, NEW.vertrouwelijk, NEW.over, NEW.hulpverlener_id,
    NEW.functie_id, NEW.organisatie_id, NEW.ontvanger_naam, NEW.ontvanger_sleutel);
  IF cardinality(v) > 0 THEN
    RAISE EXCEPTION 'delen geweigerd: %', array_to_string(v, ' ') USING ERRCODE = 'check_violation';
  END IF;
  SELECT max(coalesce(h.tot, 'infinity')) INTO v_tot FROM gezinnen_betrokkenhulpverlener h
   WHERE h.sleutel = NEW.sleutel AND (h.id = NEW.hulpverlener_id OR h.functie_id = NEW.functie_id);
  IF v_tot < 'infinity' THEN NEW.tot := LEAST(NEW.tot, v_tot); END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER delen_poort BEFORE INSERT ON gezinnen_gegevensdeling
  FOR EACH ROW EXECUTE FUNCTION delen_poort();

-- An act stays as it was: it only ends, or ends sooner. (The owner's functions may take out of its content what
-- the family erases.)
CREATE FUNCTION delen_vast() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE v_open text[] := ARRAY['beeindigd_op', 'einde', 'tot'];
BEGIN
  IF (SELECT pg_has_role(current_user, c.relowner, 'USAGE') FROM pg_class c WHERE c.oid = TG_RELID) THEN
    v_open := v_open || ARRAY['inhoud'];
  END IF;
  IF to_jsonb(NEW) - v_open IS DISTINCT FROM to_jsonb(OLD) - v_open
     OR OLD.beeindigd_op IS NOT NULL AND (NEW.beeindigd_op IS DISTINCT FROM OLD.beeindigd_op
        OR NEW.einde <> OLD.einde OR NEW.tot IS DISTINCT FROM OLD.tot)
     OR coalesce(NEW.tot, 'infinity') > coalesce(OLD.tot, 'infinity') THEN
    RAISE EXCEPTION 'een gegevensdeling verandert niet' USING ERRCODE = 'check_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER delen_vast BEFORE UPDATE ON gezinnen_gegevensdeling
  FOR EACH ROW EXECUTE FUNCTION delen_vast();

CREATE FUNCTION delen_niet_wissen() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE v_eigenaar boolean;
BEGIN
  SELECT pg_has_role(current_user, c.relowner, 'USAGE') INTO v_eigenaar FROM pg_class c WHERE c.oid = TG_RELID;
  IF NOT v_eigenaar THEN
    RAISE EXCEPTION 'een gegevensdeling blijft bewaard' USING ERRCODE = 'check_violation';
  END IF;
  RETURN OLD;
END $$;
CREATE TRIGGER delen_niet_wissen BEFORE DELETE ON gezinnen_gegevensdeling
  FOR EACH ROW EXECUTE FUNCTION delen_niet_wissen();

-- A no is taken back by who said it or with who keeps the file; nobody rewrites or removes it.
CREATE FUNCTION delen_bezwaar_vast() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE v_open text[] := ARRAY['ingetrokken_op', 'ingetrokken_door_id']; v_eigenaar boolean;
BEGIN
  SELECT pg_has_role(current_user, c.relowner, 'USAGE') INTO v_eigenaar FROM pg_class c WHERE c.oid = TG_RELID;
  IF v_eigenaar THEN RETURN CASE TG_OP WHEN 'DELETE' THEN OLD ELSE NEW END; END IF;
  IF TG_OP = 'DELETE' OR to_jsonb(NEW) - v_open IS DISTINCT FROM to_jsonb(OLD) - v_open
     OR OLD.ingetrokken_op IS NOT NULL
     OR NOT (OLD.sleutel IN (SELECT bg_sleutels('dossier')) OR coalesce(OLD.door_lid_id = bg_persoon(), false)) THEN
    RAISE EXCEPTION 'een bezwaar verandert niet' USING ERRCODE = 'check_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER delen_bezwaar_vast BEFORE UPDATE OR DELETE ON gezinnen_bezwaar
  FOR EACH ROW EXECUTE FUNCTION delen_bezwaar_vast();
"""

BEZWAAR = """
-- Against one sharing: whom and what it is about come from that sharing itself.
CREATE FUNCTION delen_bezwaar_vul_aan() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public AS $$
BEGIN
  IF NEW.deling_id IS NULL THEN RETURN NEW; END IF;
  SELECT 'deling', d.sleutel, d.client_id, d.bron_sleutel, d.soort, d.hulpverlener_id, d.functie_id,
         d.organisatie_id, d.ontvanger_naam, d.ontvanger_sleutel
    INTO NEW.tegen, NEW.sleutel, NEW.client_id, NEW.bron_sleutel, NEW.soort, NEW.hulpverlener_id, NEW.functie_id,
         NEW.organisatie_id, NEW.ontvanger_naam, NEW.ontvanger_sleutel
    FROM gezinnen_gegevensdeling d WHERE d.id = NEW.deling_id;
  RETURN NEW;
END $$;
CREATE TRIGGER delen_bezwaar_vul_aan BEFORE INSERT ON gezinnen_bezwaar
  FOR EACH ROW EXECUTE FUNCTION delen_bezwaar_vul_aan();

-- A no works at once on everything that it concerns, whoever wrote it down.
CREATE FUNCTION delen_na_bezwaar() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public AS $$
BEGIN
  UPDATE gezinnen_gegevensdeling d SET beeindigd_op = now(), einde = 'bezwaar'
   WHERE d.sleutel = NEW.sleutel AND d.beeindigd_op IS NULL AND delen_bezwaar_raakt(NEW, d.sleutel,
     d.bron_sleutel, d.soort, d.over, d.hulpverlener_id, d.functie_id, d.organisatie_id, d.ontvanger_naam,
     d.ontvanger_sleutel);
  RETURN NULL;
END $$;
CREATE TRIGGER delen_na_bezwaar AFTER INSERT ON gezinnen_bezwaar
  FOR EACH ROW EXECUTE FUNCTION delen_na_bezwaar();
"""

HULP = """
-- A helper changed: what she may no longer read stops now, or on her last day.
CREATE FUNCTION delen_herzie(p_sleutel uuid, p_hulpverlener uuid, p_functie uuid) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public AS $$
DECLARE d gezinnen_gegevensdeling; v text[]; v_tot date;
BEGIN
  FOR d IN SELECT * FROM gezinnen_gegevensdeling x WHERE x.sleutel = p_sleutel AND x.beeindigd_op IS NULL
      AND (x.hulpverlener_id = p_hulpverlener OR x.functie_id = p_functie) LOOP
    v := array_remove(delen_regels(d.sleutel, d.bron_sleutel, d.soort, d.vertrouwelijk, d.over, d.hulpverlener_id,
      d.functie_id, d.organisatie_id, d.ontvanger_naam, d.ontvanger_sleutel), 'bezwaar');
    IF cardinality(v) > 0 THEN
      UPDATE gezinnen_gegevensdeling x SET beeindigd_op = now(), einde = CASE
        WHEN v && ARRAY['opgelegd', 'kader_onbekend'] THEN 'opgelegd'
        WHEN v && ARRAY['geen_geheim', 'geheim_onbekend'] THEN 'geheim' ELSE 'taak' END
       WHERE x.id = d.id;
    ELSE
      SELECT max(coalesce(h.tot, 'infinity')) INTO v_tot FROM gezinnen_betrokkenhulpverlener h
       WHERE h.sleutel = d.sleutel AND (h.id = d.hulpverlener_id OR h.functie_id = d.functie_id);
      IF v_tot < coalesce(d.tot, 'infinity') THEN
        UPDATE gezinnen_gegevensdeling x SET tot = v_tot WHERE x.id = d.id;
      END IF;
    END IF;
  END LOOP;
END $$;
REVOKE EXECUTE ON FUNCTION delen_herzie(uuid, uuid, uuid) FROM PUBLIC;

CREATE FUNCTION delen_na_hulp() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public AS $$
BEGIN
  PERFORM delen_herzie(NEW.sleutel, NEW.id, NEW.functie_id);
  RETURN NULL;
END $$;
CREATE TRIGGER delen_na_hulp AFTER UPDATE OF van, tot, kader, beroepsgeheim, sector_id, functie_id
  ON gezinnen_betrokkenhulpverlener FOR EACH ROW WHEN (OLD.* IS DISTINCT FROM NEW.*)
  EXECUTE FUNCTION delen_na_hulp();
CREATE TRIGGER delen_na_nieuwe_hulp AFTER INSERT ON gezinnen_betrokkenhulpverlener
  FOR EACH ROW WHEN (NEW.functie_id IS NOT NULL) EXECUTE FUNCTION delen_na_hulp();

CREATE FUNCTION delen_na_sector() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public AS $$
BEGIN
  PERFORM delen_herzie(h.sleutel, h.id, h.functie_id) FROM gezinnen_betrokkenhulpverlener h
   WHERE h.sector_id = NEW.code;
  RETURN NULL;
END $$;
CREATE TRIGGER delen_na_sector AFTER UPDATE OF opgelegd, beroepsgeheim ON organisaties_sector
  FOR EACH ROW WHEN (OLD.* IS DISTINCT FROM NEW.*) EXECUTE FUNCTION delen_na_sector();
"""

# Where and when somebody is at home is enough to do harm: it counts for practical data too. A shielding that is
# written down later, or a helper of whom it turns out later whom she helps, stops what was already shared.
BEIDE_KANTEN = """
CREATE FUNCTION delen_na_beide_kanten() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public AS $$
BEGIN
  UPDATE gezinnen_gegevensdeling d SET beeindigd_op = now(), einde = 'kanten'
   WHERE d.sleutel = NEW.sleutel AND d.beeindigd_op IS NULL
     AND delen_beide_kanten(d.sleutel, d.over, d.hulpverlener_id, d.functie_id);
  RETURN NULL;
END $$;
CREATE TRIGGER delen_beide_kanten AFTER INSERT OR UPDATE ON gezinnen_afscherming
  FOR EACH ROW EXECUTE FUNCTION delen_na_beide_kanten();
CREATE TRIGGER delen_beide_kanten
  AFTER INSERT OR UPDATE OF van_lid_id, naam, organisatie_id, organisatie_tekst, functie_id, van, tot
  ON gezinnen_betrokkenhulpverlener FOR EACH ROW EXECUTE FUNCTION delen_na_beide_kanten();
"""

WEG = """
DROP TRIGGER delen_beide_kanten ON gezinnen_betrokkenhulpverlener;
DROP TRIGGER delen_beide_kanten ON gezinnen_afscherming;
DROP TRIGGER delen_na_sector ON organisaties_sector;
DROP TRIGGER delen_na_nieuwe_hulp ON gezinnen_betrokkenhulpverlener;
DROP TRIGGER delen_na_hulp ON gezinnen_betrokkenhulpverlener;
DROP TRIGGER delen_na_bezwaar ON gezinnen_bezwaar;
DROP TRIGGER delen_bezwaar_vul_aan ON gezinnen_bezwaar;
DROP TRIGGER delen_bezwaar_vast ON gezinnen_bezwaar;
DROP TRIGGER delen_niet_wissen ON gezinnen_gegevensdeling;
DROP TRIGGER delen_vast ON gezinnen_gegevensdeling;
DROP TRIGGER delen_poort ON gezinnen_gegevensdeling;
DROP FUNCTION delen_na_beide_kanten(), delen_na_sector(), delen_na_hulp(), delen_herzie(uuid, uuid, uuid),
  delen_na_bezwaar(), delen_bezwaar_vul_aan(), delen_bezwaar_vast(), delen_niet_wissen(), delen_vast(),
  delen_poort();
"""


class Migration(migrations.Migration):
    dependencies = [("gezinnen", "0005_delen")]
    operations = [migrations.RunSQL(POORT + BEZWAAR + HULP + BEIDE_KANTEN, WEG)]
