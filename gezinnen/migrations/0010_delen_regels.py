"""The gate of sharing in the database: what may not be shared is refused, what may no longer be stops at once.

One implementation of the rules: actions ask `delen_tegen` for all reasons at once, the trigger at INSERT
refuses on the same answer, and a change of a helper or an objection asks it again. There is no override.
"""

from django.db import migrations

REGELS = """
-- Is this objection against the recipient of this sharing? By row, by role, by service, or by name.
CREATE FUNCTION delen_zelfde_ontvanger(b gezinnen_bezwaar, p_hulpverlener uuid, p_functie uuid,
  p_organisatie uuid, p_naam text) RETURNS boolean LANGUAGE sql IMMUTABLE AS $$
  SELECT coalesce(b.hulpverlener_id = p_hulpverlener, false) OR coalesce(b.functie_id = p_functie, false)
    OR coalesce(b.organisatie_id = p_organisatie, false)
    OR b.ontvanger_naam <> '' AND lower(btrim(b.ontvanger_naam)) = lower(btrim(p_naam))
$$;

-- A person's no counts for what concerns that person; the family's no for everything.
CREATE FUNCTION delen_bezwaar_raakt(b gezinnen_bezwaar, p_sleutel uuid, p_bron uuid, p_soort text, p_over uuid[],
  p_hulpverlener uuid, p_functie uuid, p_organisatie uuid, p_naam text) RETURNS boolean
LANGUAGE sql IMMUTABLE AS $$
  SELECT b.ingetrokken_op IS NULL AND b.sleutel = p_sleutel
    AND (b.door_lid_id IS NULL OR cardinality(p_over) = 0 OR b.door_lid_id = ANY (p_over))
    AND CASE b.tegen
      WHEN 'alles' THEN true
      WHEN 'soort' THEN b.soort = p_soort
      WHEN 'ontvanger' THEN delen_zelfde_ontvanger(b, p_hulpverlener, p_functie, p_organisatie, p_naam)
      ELSE b.soort = p_soort AND b.bron_sleutel IS NOT DISTINCT FROM p_bron
        AND delen_zelfde_ontvanger(b, p_hulpverlener, p_functie, p_organisatie, p_naam) END
$$;

-- All codes of what stands against a sharing (empty: nothing). A helper is judged as she is today.
CREATE FUNCTION delen_regels(p_sleutel uuid, p_bron uuid, p_soort text, p_vertrouwelijk boolean, p_over uuid[],
  p_hulpverlener uuid, p_functie uuid, p_organisatie uuid, p_naam text) RETURNS text[]
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public AS $$
DECLARE v text[] := '{}'; h record; v_dag date := coalesce(bg_dag(), current_date); v_rijen int := 0; v_nu int := 0;
BEGIN
  IF EXISTS (SELECT 1 FROM gezinnen_bezwaar b WHERE b.sleutel = p_sleutel AND delen_bezwaar_raakt(b, p_sleutel,
      p_bron, p_soort, p_over, p_hulpverlener, p_functie, p_organisatie, p_naam)) THEN
    v := array_append(v, 'bezwaar');
  END IF;
  IF p_hulpverlener IS NOT NULL AND NOT EXISTS (SELECT 1 FROM gezinnen_betrokkenhulpverlener x
      WHERE x.id = p_hulpverlener AND x.sleutel = p_sleutel) THEN
    v := array_append(v, 'ander_gezin');
  END IF;
  FOR h IN SELECT x.van, x.tot, x.kader, x.beroepsgeheim, s.opgelegd, s.beroepsgeheim AS sectorgeheim
             FROM gezinnen_betrokkenhulpverlener x LEFT JOIN organisaties_sector s ON s.code = x.sector_id
            WHERE x.sleutel = p_sleutel AND (x.id = p_hulpverlener OR x.functie_id = p_functie) LOOP
    v_rijen := v_rijen + 1;
    CONTINUE WHEN h.tot < v_dag OR h.van > v_dag;
    v_nu := v_nu + 1;
    IF p_vertrouwelijk THEN
      IF h.kader = 'opgelegd' OR h.opgelegd THEN v := array_append(v, 'opgelegd'); END IF;
      IF h.kader = 'onbekend' AND h.opgelegd IS NOT TRUE THEN v := array_append(v, 'kader_onbekend'); END IF;
      IF h.beroepsgeheim = 'nee' OR h.sectorgeheim = false THEN v := array_append(v, 'geen_geheim');
      ELSIF h.beroepsgeheim <> 'ja' THEN v := array_append(v, 'geheim_onbekend'); END IF;
    END IF;
  END LOOP;
  IF v_rijen > 0 AND v_nu = 0 THEN v := array_append(v, 'voorbij'); END IF;
  IF p_functie IS NOT NULL AND NOT EXISTS (SELECT 1 FROM organisaties_functie f
      JOIN organisaties_gebruiker g ON g.id = f.gebruiker_id AND g.is_active
      WHERE f.id = p_functie AND f.toegekend_op IS NOT NULL AND f.ingetrokken_op IS NULL
        AND f.van <= v_dag AND (f.tot IS NULL OR f.tot >= v_dag)) THEN
    v := array_append(v, 'functie_voorbij');
  END IF;
  RETURN ARRAY (SELECT DISTINCT unnest(v) ORDER BY 1);
END $$;
REVOKE EXECUTE ON FUNCTION delen_regels(uuid, uuid, text, boolean, uuid[], uuid, uuid, uuid, text) FROM PUBLIC;

-- The same for the screen, only for who may share here: it hands out codes, never whose or which.
CREATE FUNCTION delen_tegen(p_sleutel uuid, p_bron uuid, p_soort text, p_vertrouwelijk boolean, p_over uuid[],
  p_hulpverlener uuid, p_functie uuid, p_organisatie uuid, p_naam text) RETURNS text[]
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public AS $$
BEGIN
  IF p_sleutel IN (SELECT bg_sleutels('dossier', 'overleg', 'gezin'))
     OR p_bron IN (SELECT bg_sleutels('overleg')) THEN
    RETURN delen_regels(p_sleutel, p_bron, p_soort, p_vertrouwelijk, p_over, p_hulpverlener, p_functie,
      p_organisatie, p_naam);
  END IF;
  RAISE EXCEPTION 'delen geweigerd' USING ERRCODE = 'insufficient_privilege';
END $$;

-- Whoever receives or received this may take down the family's no.
CREATE FUNCTION delen_is_ontvanger(p_deling uuid) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public AS $$
  SELECT EXISTS (SELECT 1 FROM gezinnen_gegevensdeling d WHERE d.id = p_deling AND (d.functie_id = bg_functie()
    OR d.functie_id IS NULL AND d.ontvanger_rol <> '' AND d.organisatie_id = bg_organisatie()
       AND d.ontvanger_rol = bg_rol()))
$$;
"""

POORT = """
CREATE FUNCTION delen_poort() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public AS $$
DECLARE v text[]; v_tot date;
BEGIN
  IF NEW.beeindigd_op IS NOT NULL THEN RETURN NEW; END IF;
  v := delen_regels(NEW.sleutel, NEW.bron_sleutel, NEW.soort, NEW.vertrouwelijk, NEW.over, NEW.hulpverlener_id,
    NEW.functie_id, NEW.organisatie_id, NEW.ontvanger_naam);
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
"""

STOPPEN = """
-- Against one sharing: whom and what it is about come from that sharing itself.
CREATE FUNCTION delen_bezwaar_vul_aan() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public AS $$
BEGIN
  IF NEW.deling_id IS NULL THEN RETURN NEW; END IF;
  SELECT 'deling', d.sleutel, d.client_id, d.bron_sleutel, d.soort, d.hulpverlener_id, d.functie_id,
         d.organisatie_id, d.ontvanger_naam
    INTO NEW.tegen, NEW.sleutel, NEW.client_id, NEW.bron_sleutel, NEW.soort, NEW.hulpverlener_id, NEW.functie_id,
         NEW.organisatie_id, NEW.ontvanger_naam
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
     d.bron_sleutel, d.soort, d.over, d.hulpverlener_id, d.functie_id, d.organisatie_id, d.ontvanger_naam);
  RETURN NULL;
END $$;
CREATE TRIGGER delen_na_bezwaar AFTER INSERT ON gezinnen_bezwaar
  FOR EACH ROW EXECUTE FUNCTION delen_na_bezwaar();

-- A helper changed: what she may no longer read stops now, or on her last day.
CREATE FUNCTION delen_herzie(p_sleutel uuid, p_hulpverlener uuid, p_functie uuid) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public AS $$
DECLARE d gezinnen_gegevensdeling; v text[]; v_tot date;
BEGIN
  FOR d IN SELECT * FROM gezinnen_gegevensdeling x WHERE x.sleutel = p_sleutel AND x.beeindigd_op IS NULL
      AND (x.hulpverlener_id = p_hulpverlener OR x.functie_id = p_functie) LOOP
    v := array_remove(delen_regels(d.sleutel, d.bron_sleutel, d.soort, d.vertrouwelijk, d.over, d.hulpverlener_id,
      d.functie_id, d.organisatie_id, d.ontvanger_naam), 'bezwaar');
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

TERUG = """
DROP TRIGGER delen_na_sector ON organisaties_sector;
DROP TRIGGER delen_na_nieuwe_hulp ON gezinnen_betrokkenhulpverlener;
DROP TRIGGER delen_na_hulp ON gezinnen_betrokkenhulpverlener;
DROP TRIGGER delen_na_bezwaar ON gezinnen_bezwaar;
DROP TRIGGER delen_bezwaar_vul_aan ON gezinnen_bezwaar;
DROP TRIGGER delen_bezwaar_vast ON gezinnen_bezwaar;
DROP TRIGGER delen_niet_wissen ON gezinnen_gegevensdeling;
DROP TRIGGER delen_vast ON gezinnen_gegevensdeling;
DROP TRIGGER delen_poort ON gezinnen_gegevensdeling;
DROP FUNCTION delen_na_sector(), delen_na_hulp(), delen_herzie(uuid, uuid, uuid), delen_na_bezwaar(),
  delen_bezwaar_vul_aan(), delen_niet_wissen(), delen_bezwaar_vast(), delen_vast(), delen_poort(),
  delen_is_ontvanger(uuid),
  delen_tegen(uuid, uuid, text, boolean, uuid[], uuid, uuid, uuid, text),
  delen_regels(uuid, uuid, text, boolean, uuid[], uuid, uuid, uuid, text),
  delen_bezwaar_raakt(gezinnen_bezwaar, uuid, uuid, text, uuid[], uuid, uuid, uuid, text),
  delen_zelfde_ontvanger(gezinnen_bezwaar, uuid, uuid, uuid, text);
"""


class Migration(migrations.Migration):
    dependencies = [("gezinnen", "0009_delen"), ("beroepsgeheim", "0004_toegang_van_persoon")]
    operations = [migrations.RunSQL(REGELS + POORT + STOPPEN, TERUG)]
