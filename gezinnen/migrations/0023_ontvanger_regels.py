"""Two people of one name are two people: a sharing and a no say whom they mean by a key, not by a name.

A participant of a consultation has her own key (`ontvanger_sleutel`). The name still counts where one side knows
no key: a no to "Jan" in the family's file holds for a Jan at a table. The same person in another role stays one.
"""

from django.db import migrations

HEEN = """
CREATE FUNCTION delen_zelfde_ontvanger(b gezinnen_bezwaar, p_hulpverlener uuid, p_functie uuid,
  p_organisatie uuid, p_naam text, p_ontvanger uuid) RETURNS boolean
LANGUAGE sql STABLE AS $$
  SELECT coalesce(b.hulpverlener_id = p_hulpverlener, false) OR coalesce(b.functie_id = p_functie, false)
    OR coalesce(b.organisatie_id = p_organisatie, false) OR coalesce(b.ontvanger_sleutel = p_ontvanger, false)
    OR EXISTS (SELECT 1 FROM organisaties_functie x JOIN organisaties_functie y ON y.gebruiker_id = x.gebruiker_id
                WHERE x.id = b.functie_id AND y.id = p_functie)
    OR b.ontvanger_naam <> '' AND lower(btrim(b.ontvanger_naam)) = lower(btrim(p_naam))
       AND (b.ontvanger_sleutel IS NULL OR p_ontvanger IS NULL) AND (b.functie_id IS NULL OR p_functie IS NULL)
$$;

CREATE FUNCTION delen_bezwaar_raakt(b gezinnen_bezwaar, p_sleutel uuid, p_bron uuid, p_soort text, p_over uuid[],
  p_hulpverlener uuid, p_functie uuid, p_organisatie uuid, p_naam text, p_ontvanger uuid) RETURNS boolean
LANGUAGE sql STABLE AS $$
  SELECT b.ingetrokken_op IS NULL AND b.sleutel = p_sleutel
    AND (b.door_lid_id IS NULL OR cardinality(p_over) = 0 OR b.door_lid_id = ANY (p_over))
    AND CASE b.tegen
      WHEN 'alles' THEN true
      WHEN 'soort' THEN b.soort = p_soort
      WHEN 'ontvanger' THEN delen_zelfde_ontvanger(b, p_hulpverlener, p_functie, p_organisatie, p_naam, p_ontvanger)
      ELSE b.soort = p_soort AND b.bron_sleutel IS NOT DISTINCT FROM p_bron
        AND delen_zelfde_ontvanger(b, p_hulpverlener, p_functie, p_organisatie, p_naam, p_ontvanger) END
$$;

CREATE FUNCTION delen_regels(p_sleutel uuid, p_bron uuid, p_soort text, p_vertrouwelijk boolean, p_over uuid[],
  p_hulpverlener uuid, p_functie uuid, p_organisatie uuid, p_naam text, p_ontvanger uuid) RETURNS text[]
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public AS $$
DECLARE v text[] := '{}'; h record; v_dag date := coalesce(bg_dag(), current_date); v_rijen int := 0; v_nu int := 0;
BEGIN
  IF EXISTS (SELECT 1 FROM gezinnen_bezwaar b WHERE b.sleutel = p_sleutel AND delen_bezwaar_raakt(b, p_sleutel,
      p_bron, p_soort, p_over, p_hulpverlener, p_functie, p_organisatie, p_naam, p_ontvanger)) THEN
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

CREATE FUNCTION delen_tegen(p_sleutel uuid, p_bron uuid, p_soort text, p_vertrouwelijk boolean, p_over uuid[],
  p_hulpverlener uuid, p_functie uuid, p_organisatie uuid, p_naam text, p_ontvanger uuid) RETURNS text[]
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public AS $$
BEGIN
  IF p_sleutel IN (SELECT bg_sleutels('dossier', 'overleg', 'gezin'))
     OR p_bron IN (SELECT bg_sleutels('overleg')) THEN
    RETURN delen_regels(p_sleutel, p_bron, p_soort, p_vertrouwelijk, p_over, p_hulpverlener, p_functie,
      p_organisatie, p_naam, p_ontvanger);
  END IF;
  RAISE EXCEPTION 'delen geweigerd' USING ERRCODE = 'insufficient_privilege';
END $$;

CREATE OR REPLACE FUNCTION delen_poort() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public AS $$
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

CREATE OR REPLACE FUNCTION delen_bezwaar_vul_aan() RETURNS trigger
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

CREATE OR REPLACE FUNCTION delen_na_bezwaar() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public AS $$
BEGIN
  UPDATE gezinnen_gegevensdeling d SET beeindigd_op = now(), einde = 'bezwaar'
   WHERE d.sleutel = NEW.sleutel AND d.beeindigd_op IS NULL AND delen_bezwaar_raakt(NEW, d.sleutel,
     d.bron_sleutel, d.soort, d.over, d.hulpverlener_id, d.functie_id, d.organisatie_id, d.ontvanger_naam,
     d.ontvanger_sleutel);
  RETURN NULL;
END $$;

CREATE OR REPLACE FUNCTION delen_herzie(p_sleutel uuid, p_hulpverlener uuid, p_functie uuid) RETURNS void
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
REVOKE EXECUTE ON FUNCTION delen_regels(uuid, uuid, text, boolean, uuid[], uuid, uuid, uuid, text, uuid) FROM PUBLIC;
"""

TERUG = """
CREATE OR REPLACE FUNCTION delen_zelfde_ontvanger(b gezinnen_bezwaar, p_hulpverlener uuid, p_functie uuid,
  p_organisatie uuid, p_naam text) RETURNS boolean LANGUAGE sql IMMUTABLE AS $$
  SELECT coalesce(b.hulpverlener_id = p_hulpverlener, false) OR coalesce(b.functie_id = p_functie, false)
    OR coalesce(b.organisatie_id = p_organisatie, false)
    OR b.ontvanger_naam <> '' AND lower(btrim(b.ontvanger_naam)) = lower(btrim(p_naam))
$$;

CREATE OR REPLACE FUNCTION delen_bezwaar_raakt(b gezinnen_bezwaar, p_sleutel uuid, p_bron uuid, p_soort text, p_over uuid[],
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

CREATE OR REPLACE FUNCTION delen_regels(p_sleutel uuid, p_bron uuid, p_soort text, p_vertrouwelijk boolean, p_over uuid[],
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

CREATE OR REPLACE FUNCTION delen_tegen(p_sleutel uuid, p_bron uuid, p_soort text, p_vertrouwelijk boolean, p_over uuid[],
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

CREATE OR REPLACE FUNCTION delen_poort() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public AS $$
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

CREATE OR REPLACE FUNCTION delen_bezwaar_vul_aan() RETURNS trigger
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

CREATE OR REPLACE FUNCTION delen_na_bezwaar() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public AS $$
BEGIN
  UPDATE gezinnen_gegevensdeling d SET beeindigd_op = now(), einde = 'bezwaar'
   WHERE d.sleutel = NEW.sleutel AND d.beeindigd_op IS NULL AND delen_bezwaar_raakt(NEW, d.sleutel,
     d.bron_sleutel, d.soort, d.over, d.hulpverlener_id, d.functie_id, d.organisatie_id, d.ontvanger_naam);
  RETURN NULL;
END $$;

CREATE OR REPLACE FUNCTION delen_herzie(p_sleutel uuid, p_hulpverlener uuid, p_functie uuid) RETURNS void
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
REVOKE EXECUTE ON FUNCTION delen_regels(uuid, uuid, text, boolean, uuid[], uuid, uuid, uuid, text) FROM PUBLIC;
"""

WEG_OUD = """
DROP FUNCTION delen_tegen(uuid, uuid, text, boolean, uuid[], uuid, uuid, uuid, text), delen_regels(uuid, uuid, text, boolean, uuid[], uuid, uuid, uuid, text),
  delen_bezwaar_raakt(gezinnen_bezwaar, uuid, uuid, text, uuid[], uuid, uuid, uuid, text),
  delen_zelfde_ontvanger(gezinnen_bezwaar, uuid, uuid, uuid, text);
"""

WEG_NIEUW = """
DROP FUNCTION delen_tegen(uuid, uuid, text, boolean, uuid[], uuid, uuid, uuid, text, uuid), delen_regels(uuid, uuid, text, boolean, uuid[], uuid, uuid, uuid, text, uuid),
  delen_bezwaar_raakt(gezinnen_bezwaar, uuid, uuid, text, uuid[], uuid, uuid, uuid, text, uuid),
  delen_zelfde_ontvanger(gezinnen_bezwaar, uuid, uuid, uuid, text, uuid);
"""


class Migration(migrations.Migration):
    dependencies = [("gezinnen", "0022_ontvanger_sleutel")]
    # The old functions go last: the triggers call the new ones by then.
    operations = [migrations.RunSQL(HEEN + WEG_OUD, TERUG + WEG_NIEUW)]
