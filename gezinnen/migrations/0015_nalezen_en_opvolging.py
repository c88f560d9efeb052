"""Reading on with the family's yes, and the work of who has left: functions of the owner."""

from django.db import migrations

NALEZEN = """
CREATE FUNCTION gz_laat_nalezen(p_gezin uuid, p_functie uuid, p_ja_van uuid, p_ja_op date) RETURNS uuid
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public AS $$
DECLARE v_sleutel uuid; v_reikwijdte text; v_einde date; v_id uuid := gen_random_uuid();
BEGIN
  SELECT g.sleutel INTO v_sleutel FROM gezinnen_gezin g WHERE g.id = p_gezin;
  IF v_sleutel IS NULL OR bg_rol() IS DISTINCT FROM 'coach' OR NOT bg_vaste_houder(v_sleutel)
     OR p_ja_op IS NULL OR p_ja_op > bg_dag()
     OR p_ja_van IS NOT NULL AND NOT EXISTS (
       SELECT 1 FROM gezinnen_gezinslid l WHERE l.id = p_ja_van AND l.gezin_id = p_gezin)
     OR NOT EXISTS (SELECT 1 FROM organisaties_functie f WHERE f.id = p_functie AND f.ingetrokken_op IS NULL
                     AND f.toegekend_op IS NOT NULL AND (f.tot IS NULL OR f.tot >= bg_dag())) THEN
    RAISE EXCEPTION 'nalezen geweigerd' USING ERRCODE = 'insufficient_privilege';
  END IF;
  SELECT x.reikwijdte, x.einde INTO v_reikwijdte, v_einde FROM (
    SELECT t.reikwijdte, least(coalesce((t.ingetrokken_op AT TIME ZONE 'Europe/Brussels')::date, 'infinity'),
                               coalesce(t.tot, 'infinity')) AS einde
      FROM beroepsgeheim_toegang t
     WHERE t.sleutel = v_sleutel AND t.functie_id = p_functie AND t.reikwijdte IN ('dossier', 'zorg')
       AND t.grond NOT IN ('overname', 'nalezen')) x
   ORDER BY x.einde DESC LIMIT 1;
  IF v_einde IS NULL OR v_einde > bg_dag() OR v_einde + 30 < bg_dag() THEN
    RAISE EXCEPTION 'nalezen kan niet' USING ERRCODE = 'insufficient_privilege';
  END IF;
  INSERT INTO gezinnen_nalezing (id, sleutel, gezin_id, functie_id, ja_van_id, ja_op, van, tot, door_id, gemaakt_op)
  VALUES (v_id, v_sleutel, p_gezin, p_functie, p_ja_van, p_ja_op, bg_dag(), v_einde + 30, bg_functie(), now());
  INSERT INTO beroepsgeheim_toegang (id, sleutel, reikwijdte, grond, functie_id, rol, van, tot, gegeven_door,
    gegeven_op)
  VALUES (gen_random_uuid(), v_sleutel, v_reikwijdte, 'nalezen', p_functie, '', bg_dag(), v_einde + 30,
    bg_functie(), now());
  RETURN v_id;
END $$;

-- The family stops it, at once and without a reason.
CREATE FUNCTION gz_stop_nalezen(p_nalezing uuid) RETURNS integer
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public AS $$
DECLARE v_sleutel uuid; v_functie uuid; v_aantal integer;
BEGIN
  UPDATE gezinnen_nalezing n SET gestopt_op = now()
   WHERE n.id = p_nalezing AND n.gestopt_op IS NULL AND n.sleutel IN (SELECT bg_sleutels('dossier', 'gezin'))
   RETURNING n.sleutel, n.functie_id INTO v_sleutel, v_functie;
  IF v_sleutel IS NULL THEN
    RAISE EXCEPTION 'nalezen stoppen geweigerd' USING ERRCODE = 'insufficient_privilege';
  END IF;
  UPDATE beroepsgeheim_toegang t SET ingetrokken_op = now()
   WHERE t.sleutel = v_sleutel AND t.functie_id = v_functie AND t.grond = 'nalezen' AND t.ingetrokken_op IS NULL;
  GET DIAGNOSTICS v_aantal = ROW_COUNT;
  RETURN v_aantal;
END $$;
"""

OPVOLGING = """
CREATE FUNCTION gz_is_voorbij(p_functie uuid) RETURNS boolean LANGUAGE sql STABLE AS $$
  SELECT NOT EXISTS (SELECT 1 FROM organisaties_functie f JOIN organisaties_gebruiker u ON u.id = f.gebruiker_id
    WHERE f.id = p_functie AND u.is_active AND f.ingetrokken_op IS NULL AND (f.tot IS NULL OR f.tot >= bg_dag()))
$$;

-- What who has left leaves open in this service: numbers, no content. For a manager of people or of planning.
CREATE FUNCTION gz_open_werk() RETURNS TABLE (functie uuid, gezin uuid, nummer text, als text)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public AS $$
  SELECT g.coach_id, g.id, g.nummer::text, 'coach' FROM gezinnen_gezin g
   WHERE bg_rol() IN ('verantwoordelijke', 'beheerder') AND g.dienst_id = bg_organisatie()
     AND g.fase NOT IN ('afgerond', 'gestopt') AND g.coach_id IS NOT NULL AND gz_is_voorbij(g.coach_id)
  UNION ALL
  SELECT g.vervanger_id, g.id, g.nummer::text, 'vervanger' FROM gezinnen_gezin g
   WHERE bg_rol() IN ('verantwoordelijke', 'beheerder') AND g.dienst_id = bg_organisatie()
     AND g.fase NOT IN ('afgerond', 'gestopt') AND g.vervanger_id IS NOT NULL AND gz_is_voorbij(g.vervanger_id)
$$;

-- A successor for one family of who has left; the family reads it on its timeline. Returns the family's key.
CREATE FUNCTION gz_volg_op(p_gezin uuid, p_oud uuid, p_nieuw uuid, p_tekst text) RETURNS uuid
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public AS $$
DECLARE v_rij gezinnen_gezin; v_als text;
BEGIN
  SELECT * INTO v_rij FROM gezinnen_gezin g WHERE g.id = p_gezin AND g.dienst_id = bg_organisatie();
  v_als := CASE p_oud WHEN v_rij.coach_id THEN 'coach' WHEN v_rij.vervanger_id THEN 'vervanger' END;
  IF v_als IS NULL OR bg_rol() IS NULL OR bg_rol() NOT IN ('verantwoordelijke', 'beheerder')
     OR NOT gz_is_voorbij(p_oud) OR gz_is_voorbij(p_nieuw)
     OR p_nieuw = v_rij.coach_id
     OR NOT EXISTS (SELECT 1 FROM organisaties_functie f WHERE f.id = p_nieuw AND f.rol = 'coach'
                     AND f.organisatie_id = v_rij.dienst_id AND f.toegekend_op IS NOT NULL AND f.van <= bg_dag()) THEN
    RAISE EXCEPTION 'opvolging geweigerd' USING ERRCODE = 'insufficient_privilege';
  END IF;
  UPDATE beroepsgeheim_toegang t SET ingetrokken_op = now()
   WHERE t.sleutel = v_rij.sleutel AND t.functie_id = p_oud AND t.ingetrokken_op IS NULL;
  IF v_als = 'coach' THEN
    UPDATE beroepsgeheim_toegang t SET ingetrokken_op = now()
     WHERE t.sleutel = v_rij.sleutel AND t.functie_id = p_nieuw AND t.grond = 'vervanger' AND t.ingetrokken_op IS NULL;
    UPDATE gezinnen_gezin SET coach_id = p_nieuw, versie = versie + 1,
      vervanger_id = CASE WHEN vervanger_id = p_nieuw THEN NULL ELSE vervanger_id END
     WHERE id = p_gezin;
  ELSE
    UPDATE gezinnen_gezin SET vervanger_id = p_nieuw, versie = versie + 1 WHERE id = p_gezin;
  END IF;
  INSERT INTO beroepsgeheim_toegang (id, sleutel, reikwijdte, grond, functie_id, rol, van, gegeven_door, gegeven_op)
  VALUES (gen_random_uuid(), v_rij.sleutel, 'dossier', v_als, p_nieuw, '', bg_dag(), bg_functie(), now());
  INSERT INTO gezinnen_gebeurtenis (id, sleutel, client_id, soort, icoon, titel, tekst, app_url, dag, gemaakt_op,
    door_id, voor)
  VALUES (gen_random_uuid(), v_rij.sleutel, v_rij.client_id, 'gezinnen.coach', 'wissel', left(p_tekst, 200), '', '',
    bg_dag(), now(), bg_functie(), 'allen');
  RETURN v_rij.sleutel;
END $$;
"""

WEG = """
DROP FUNCTION gz_volg_op(uuid, uuid, uuid, text), gz_open_werk(), gz_is_voorbij(uuid), gz_stop_nalezen(uuid),
  gz_laat_nalezen(uuid, uuid, uuid, date);
"""


class Migration(migrations.Migration):
    dependencies = [("gezinnen", "0014_nalezing"), ("beroepsgeheim", "0008_nalezen")]
    operations = [migrations.RunSQL(NALEZEN + OPVOLGING, WEG)]
