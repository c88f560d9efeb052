"""The owner's functions of the consultation: what a coordinator must know and do without reading a family's file.

Each checks first that the actor follows this consultation. They hand out yes or no, never content.
"""

from django.db import migrations

MAG = """
CREATE FUNCTION lco_mag_regelen(p_overleg uuid) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public AS $$
  SELECT bg_functie() IS NOT NULL AND (
    p_overleg IN (SELECT bg_sleutels('overleg'))
    OR EXISTS (SELECT 1 FROM lco_overleg o
                WHERE o.id = p_overleg AND o.client_sleutel IN (SELECT bg_sleutels('dossier'))))
$$;

CREATE FUNCTION lco_eis_regelen(p_overleg uuid) RETURNS void
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public AS $$
BEGIN
  IF NOT lco_mag_regelen(p_overleg) THEN
    RAISE EXCEPTION 'overleg geweigerd' USING ERRCODE = 'insufficient_privilege';
  END IF;
END $$;

-- Neutrality (R152): is the person behind the role in use one of the helpers, in any of her roles?
CREATE FUNCTION lco_niet_neutraal(p_overleg uuid) RETURNS text
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public AS $$
DECLARE v_client uuid; v_gebruiker uuid; v_organisatie uuid; v_naam text;
BEGIN
  PERFORM lco_eis_regelen(p_overleg);
  SELECT o.client_sleutel INTO v_client FROM lco_overleg o WHERE o.id = p_overleg;
  SELECT f.gebruiker_id, f.organisatie_id, lower(btrim(g.naam)) INTO v_gebruiker, v_organisatie, v_naam
    FROM organisaties_functie f JOIN organisaties_gebruiker g ON g.id = f.gebruiker_id
   WHERE f.id = bg_functie();
  IF EXISTS (SELECT 1 FROM beroepsgeheim_toegang t JOIN organisaties_functie f ON f.id = t.functie_id
              WHERE t.sleutel = v_client AND f.gebruiker_id = v_gebruiker
                AND t.reikwijdte IN ('dossier', 'zorg') AND t.ingetrokken_op IS NULL
                AND t.van <= bg_dag() AND (t.tot IS NULL OR t.tot >= bg_dag())) THEN
    RETURN 'gezin';
  END IF;
  IF EXISTS (SELECT 1 FROM gezinnen_betrokkenhulpverlener h
              LEFT JOIN organisaties_functie f ON f.id = h.functie_id
              WHERE h.sleutel = v_client AND (h.tot IS NULL OR h.tot >= bg_dag())
                AND (f.gebruiker_id = v_gebruiker
                     OR (h.functie_id IS NULL AND lower(btrim(h.naam)) = v_naam
                         AND (h.organisatie_id IS NULL OR h.organisatie_id = v_organisatie)))) THEN
    RETURN 'hulpverlener';
  END IF;
  IF EXISTS (SELECT 1 FROM lco_aanvraag a JOIN organisaties_functie f ON f.id = a.functie_id
              WHERE a.overleg_id = p_overleg AND f.gebruiker_id = v_gebruiker) THEN
    RETURN 'aanvrager';
  END IF;
  IF EXISTS (SELECT 1 FROM lco_deelnemer d
              LEFT JOIN organisaties_functie f ON f.id = d.functie_id
              WHERE d.overleg_id = p_overleg AND d.uitnodigen <> 'niet_meer'
                AND (f.gebruiker_id = v_gebruiker
                     OR (d.functie_id IS NULL AND lower(btrim(d.naam)) = v_naam
                         AND (d.organisatie_id IS NULL OR d.organisatie_id = v_organisatie)))) THEN
    RETURN 'deelnemer';
  END IF;
  RETURN '';
END $$;
"""

DEELNAME = """
-- An invitee reads from the moment the agenda is final, up to the last day of its sharing.
CREATE FUNCTION lco_geef_deelname(p_overleg uuid, p_functie uuid, p_grond text, p_tot date) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public AS $$
BEGIN
  PERFORM lco_eis_regelen(p_overleg);
  IF p_grond NOT IN ('genodigd', 'genodigd_praktisch') OR p_tot IS NULL OR NOT EXISTS (
      SELECT 1 FROM lco_deelnemer d WHERE d.overleg_id = p_overleg AND d.functie_id = p_functie
         AND d.uitnodigen = 'ja') THEN
    RAISE EXCEPTION 'geen genodigde' USING ERRCODE = 'insufficient_privilege';
  END IF;
  UPDATE beroepsgeheim_toegang t SET ingetrokken_op = now()
   WHERE t.sleutel = p_overleg AND t.functie_id = p_functie AND t.reikwijdte = 'deelname'
     AND (t.grond <> p_grond OR t.tot IS DISTINCT FROM p_tot) AND t.ingetrokken_op IS NULL;
  INSERT INTO beroepsgeheim_toegang (id, sleutel, reikwijdte, grond, functie_id, rol, van, tot, gegeven_door, gegeven_op)
  SELECT gen_random_uuid(), p_overleg, 'deelname', p_grond, p_functie, '', bg_dag(), p_tot, bg_functie(), now()
   WHERE NOT EXISTS (SELECT 1 FROM beroepsgeheim_toegang t
                      WHERE t.sleutel = p_overleg AND t.functie_id = p_functie AND t.reikwijdte = 'deelname'
                        AND t.grond = p_grond AND t.ingetrokken_op IS NULL);
END $$;

CREATE FUNCTION lco_beeindig_deelname(p_overleg uuid, p_functie uuid) RETURNS integer
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public AS $$
DECLARE v_aantal integer;
BEGIN
  PERFORM lco_eis_regelen(p_overleg);
  UPDATE beroepsgeheim_toegang t SET ingetrokken_op = now()
   WHERE t.sleutel = p_overleg AND t.reikwijdte = 'deelname' AND t.ingetrokken_op IS NULL
     AND (p_functie IS NULL OR t.functie_id = p_functie);
  GET DIAGNOSTICS v_aantal = ROW_COUNT;
  RETURN v_aantal;
END $$;

-- The coordinators of the OCMW of residence, or of a neighbour that stands in.
CREATE FUNCTION lco_geef_ocmw(p_overleg uuid, p_organisatie uuid, p_grond text) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public AS $$
BEGIN
  PERFORM lco_eis_regelen(p_overleg);
  IF NOT EXISTS (SELECT 1 FROM organisaties_organisatie o WHERE o.id = p_organisatie AND o.soort = 'ocmw') THEN
    RAISE EXCEPTION 'geen ocmw' USING ERRCODE = 'insufficient_privilege';
  END IF;
  INSERT INTO beroepsgeheim_toegang (id, sleutel, reikwijdte, grond, organisatie_id, rol, van, gegeven_door, gegeven_op)
  SELECT gen_random_uuid(), p_overleg, 'overleg', p_grond, p_organisatie, 'coordinator', bg_dag(), bg_functie(), now()
   WHERE NOT EXISTS (SELECT 1 FROM beroepsgeheim_toegang t
                      WHERE t.sleutel = p_overleg AND t.organisatie_id = p_organisatie AND t.rol = 'coordinator'
                        AND t.reikwijdte = 'overleg' AND t.ingetrokken_op IS NULL);
END $$;
"""

VERLOOP = """
-- The preparer's reminder goes when the consultation is over, whoever ends it; nobody else reads it.
CREATE FUNCTION lco_wis_herinneringen(p_overleg uuid) RETURNS integer
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public AS $$
DECLARE v_aantal integer;
BEGIN
  PERFORM lco_eis_regelen(p_overleg);
  DELETE FROM lco_voorbereidingherinnering h WHERE h.overleg_id = p_overleg;
  GET DIAGNOSTICS v_aantal = ROW_COUNT;
  RETURN v_aantal;
END $$;

-- A line on the family's timeline by a coordinator, who does not reach the timeline herself.
CREATE FUNCTION lco_tijdlijn(p_overleg uuid, p_soort text, p_icoon text, p_titel text, p_url text) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public AS $$
BEGIN
  PERFORM lco_eis_regelen(p_overleg);
  INSERT INTO gezinnen_gebeurtenis (id, sleutel, client_id, soort, icoon, titel, tekst, app_url, dag, gemaakt_op,
    door_id, voor)
  SELECT gen_random_uuid(), o.client_sleutel, o.client_id, left(p_soort, 40), left(p_icoon, 20),
    left(p_titel, 200), '', left(p_url, 200), bg_dag(), now(), bg_functie(), 'dossier'
    FROM lco_overleg o WHERE o.id = p_overleg;
END $$;
"""

TERUG = """
DROP FUNCTION lco_tijdlijn(uuid, text, text, text, text), lco_wis_herinneringen(uuid),
  lco_geef_ocmw(uuid, uuid, text), lco_beeindig_deelname(uuid, uuid), lco_geef_deelname(uuid, uuid, text, date),
  lco_niet_neutraal(uuid), lco_eis_regelen(uuid), lco_mag_regelen(uuid);
"""


class Migration(migrations.Migration):
    dependencies = [("lco", "0001_initial"), ("beroepsgeheim", "0002_toegang")]
    operations = [migrations.RunSQL(MAG + DEELNAME + VERLOOP, TERUG)]
