"""Access that begins and ends beside the coach's: taking over in an absence, reading on with the family's yes, and a
family member who ends her own. Functions of the owner."""

from django.db import migrations

OVERNAME = """
CREATE FUNCTION gz_neem_over(p_gezin uuid, p_reden text, p_toelichting text, p_dagen integer) RETURNS uuid
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public AS $$
DECLARE v_sleutel uuid; v_id uuid := gen_random_uuid(); v_tot date;
BEGIN
  SELECT g.sleutel INTO v_sleutel FROM gezinnen_gezin g
   WHERE g.id = p_gezin AND g.dienst_id = bg_organisatie();
  IF v_sleutel IS NULL OR bg_rol() IS DISTINCT FROM 'coach' OR bg_functie() IS NULL THEN
    RAISE EXCEPTION 'overname geweigerd' USING ERRCODE = 'insufficient_privilege';
  END IF;
  IF v_sleutel IN (SELECT bg_sleutels('dossier')) THEN
    RAISE EXCEPTION 'overname niet nodig' USING ERRCODE = 'insufficient_privilege';
  END IF;
  v_tot := bg_dag() + least(greatest(p_dagen, 1), 31) - 1;
  INSERT INTO gezinnen_overname (id, sleutel, gezin_id, door_id, reden, toelichting, van, tot)
  VALUES (v_id, v_sleutel, p_gezin, bg_functie(), p_reden, p_toelichting, bg_dag(), v_tot);
  INSERT INTO beroepsgeheim_toegang (id, sleutel, reikwijdte, grond, functie_id, rol, van, tot, gegeven_door,
    gegeven_op)
  VALUES (gen_random_uuid(), v_sleutel, 'dossier', 'overname', bg_functie(), '', bg_dag(), v_tot,
    bg_functie(), now());
  RETURN v_id;
END $$;

CREATE FUNCTION gz_beeindig_overname(p_overname uuid) RETURNS integer
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public AS $$
DECLARE v_sleutel uuid; v_door uuid; v_aantal integer;
BEGIN
  SELECT o.sleutel, o.door_id INTO v_sleutel, v_door FROM gezinnen_overname o
   WHERE o.id = p_overname AND o.beeindigd_op IS NULL AND o.sleutel IN (SELECT bg_sleutels('dossier'));
  IF v_sleutel IS NULL OR bg_rol() IS DISTINCT FROM 'coach' THEN
    RAISE EXCEPTION 'overname beëindigen geweigerd' USING ERRCODE = 'insufficient_privilege';
  END IF;
  UPDATE gezinnen_overname SET beeindigd_op = now() WHERE id = p_overname;
  UPDATE beroepsgeheim_toegang t SET ingetrokken_op = now()
   WHERE t.sleutel = v_sleutel AND t.functie_id = v_door AND t.grond = 'overname' AND t.ingetrokken_op IS NULL;
  GET DIAGNOSTICS v_aantal = ROW_COUNT;
  RETURN v_aantal;
END $$;
"""

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

EIGEN = """
-- The one thing that a family member does to access: ending her own.
CREATE FUNCTION gz_beeindig_eigen_toegang() RETURNS integer
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public AS $$
DECLARE v_aantal integer;
BEGIN
  UPDATE beroepsgeheim_toegang t SET ingetrokken_op = now()
   WHERE t.persoon_id = bg_persoon() AND bg_soort() = 'gezinslid' AND t.ingetrokken_op IS NULL;
  GET DIAGNOSTICS v_aantal = ROW_COUNT;
  RETURN v_aantal;
END $$;
"""

WEG = """
DROP FUNCTION gz_beeindig_eigen_toegang(), gz_stop_nalezen(uuid), gz_laat_nalezen(uuid, uuid, uuid, date),
  gz_beeindig_overname(uuid), gz_neem_over(uuid, text, text, integer);
"""


class Migration(migrations.Migration):
    dependencies = [("gezinnen", "0006_delen_poort"), ("beroepsgeheim", "0002_toegang")]
    operations = [migrations.RunSQL(OVERNAME + NALEZEN + EIGEN, WEG)]
