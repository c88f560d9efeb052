"""The rules of sharing: what stands against it, asked in one place.

Actions ask `delen_tegen` for all reasons at once, the trigger at INSERT refuses on the same answer, and a change of
a helper or an objection asks it again (0006_delen_poort.py). There is no override.

Two people of one name are two people: a sharing and a no say whom they mean by a key, not by a name. A participant
of a consultation has her own key (`ontvanger_sleutel`). The name still counts where one side knows no key: a no to
"Jan" in the family's file holds for a Jan at a table. The same person in another role stays one.
"""

from django.db import migrations

BEZWAAR = """
-- Is this objection against the recipient of this sharing? By row, by role, by service, by key, or by name.
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

-- A person's no counts for what concerns that person; the family's no for everything.
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
"""

REGELS = """
-- All codes of what stands against a sharing with this recipient (empty: nothing). A helper is judged as she is today.
CREATE FUNCTION delen_regels_ontvanger(p_sleutel uuid, p_bron uuid, p_soort text, p_vertrouwelijk boolean,
  p_over uuid[], p_hulpverlener uuid, p_functie uuid, p_organisatie uuid, p_naam text, p_ontvanger uuid) RETURNS text[]
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

-- Does this recipient also help somebody from whom a person is shielded whom this concerns? One helper may stand
-- there twice, once for each side: she is known by her role, or by name and service.
CREATE FUNCTION delen_beide_kanten(p_sleutel uuid, p_over uuid[], p_hulpverlener uuid, p_functie uuid)
RETURNS boolean LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public AS $$
  SELECT EXISTS (
    SELECT 1 FROM gezinnen_afscherming a
      JOIN gezinnen_betrokkenhulpverlener h ON h.sleutel = a.sleutel AND h.van_lid_id = a.voor_lid_id
      LEFT JOIN gezinnen_betrokkenhulpverlener zelf ON zelf.id = p_hulpverlener AND zelf.sleutel = a.sleutel
      CROSS JOIN (SELECT coalesce(bg_dag(), current_date) AS dag) v
     WHERE a.sleutel = p_sleutel AND (cardinality(p_over) = 0 OR a.lid_id = ANY (p_over))
       AND a.van <= v.dag AND (a.tot IS NULL OR a.tot >= v.dag)
       AND (h.van IS NULL OR h.van <= v.dag) AND (h.tot IS NULL OR h.tot >= v.dag)
       AND (h.id = p_hulpverlener OR h.functie_id = p_functie OR h.functie_id = zelf.functie_id
            OR lower(btrim(h.naam)) = lower(btrim(zelf.naam))
               AND h.organisatie_id IS NOT DISTINCT FROM zelf.organisatie_id
               AND lower(btrim(h.organisatie_tekst)) = lower(btrim(zelf.organisatie_tekst))))
$$;

-- All codes together: every way of asking and every trigger comes through here.
CREATE FUNCTION delen_regels(p_sleutel uuid, p_bron uuid, p_soort text, p_vertrouwelijk boolean, p_over uuid[],
  p_hulpverlener uuid, p_functie uuid, p_organisatie uuid, p_naam text, p_ontvanger uuid) RETURNS text[]
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public AS $$
  SELECT delen_regels_ontvanger(p_sleutel, p_bron, p_soort, p_vertrouwelijk, p_over, p_hulpverlener, p_functie,
           p_organisatie, p_naam, p_ontvanger)
      || CASE WHEN delen_beide_kanten(p_sleutel, p_over, p_hulpverlener, p_functie)
              THEN ARRAY['beide_kanten'] ELSE ARRAY[]::text[] END
$$;

-- The same for the screen, only for who may share here: it hands out codes, never whose or which.
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

-- Whoever receives or received this may take down the family's no.
CREATE FUNCTION delen_is_ontvanger(p_deling uuid) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public AS $$
  SELECT EXISTS (SELECT 1 FROM gezinnen_gegevensdeling d WHERE d.id = p_deling AND (d.functie_id = bg_functie()
    OR d.functie_id IS NULL AND d.ontvanger_rol <> '' AND d.organisatie_id = bg_organisatie()
       AND d.ontvanger_rol = bg_rol()))
$$;

REVOKE EXECUTE ON FUNCTION delen_beide_kanten(uuid, uuid[], uuid, uuid),
  delen_regels_ontvanger(uuid, uuid, text, boolean, uuid[], uuid, uuid, uuid, text, uuid),
  delen_regels(uuid, uuid, text, boolean, uuid[], uuid, uuid, uuid, text, uuid) FROM PUBLIC;
"""

WEG = """
DROP FUNCTION delen_is_ontvanger(uuid),
  delen_tegen(uuid, uuid, text, boolean, uuid[], uuid, uuid, uuid, text, uuid),
  delen_regels(uuid, uuid, text, boolean, uuid[], uuid, uuid, uuid, text, uuid),
  delen_beide_kanten(uuid, uuid[], uuid, uuid),
  delen_regels_ontvanger(uuid, uuid, text, boolean, uuid[], uuid, uuid, uuid, text, uuid),
  delen_bezwaar_raakt(gezinnen_bezwaar, uuid, uuid, text, uuid[], uuid, uuid, uuid, text, uuid),
  delen_zelfde_ontvanger(gezinnen_bezwaar, uuid, uuid, uuid, text, uuid);
"""


class Migration(migrations.Migration):
    dependencies = [("gezinnen", "0004_notities"), ("beroepsgeheim", "0002_toegang")]
    operations = [migrations.RunSQL(BEZWAAR + REGELS, WEG)]
