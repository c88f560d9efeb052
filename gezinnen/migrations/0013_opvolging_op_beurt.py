"""Two who name a successor wait for each other; who carries a file for good has no take-over of it beside that."""

from django.db import migrations

# As in 0008, with the row of the family locked: the second one sees whom the first one named, and is refused.
OP_BEURT = """
CREATE OR REPLACE FUNCTION gz_volg_op(p_gezin uuid, p_oud uuid, p_nieuw uuid, p_tekst text) RETURNS uuid
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE v_rij gezinnen_gezin; v_als text;
BEGIN
  SELECT * INTO v_rij FROM gezinnen_gezin g WHERE g.id = p_gezin AND g.dienst_id = bg_organisatie() FOR UPDATE;
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

# A take-over is for as long as somebody else carries the file: it ends on the day that she becomes coach or
# substitute herself, whoever names her, so that nothing of it is left when she hands the file on.
OVERNAME = """
CREATE FUNCTION gz_overname_voorbij() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  UPDATE gezinnen_overname o SET beeindigd_op = now()
   WHERE o.gezin_id = NEW.id AND o.door_id IN (NEW.coach_id, NEW.vervanger_id) AND o.beeindigd_op IS NULL
     AND o.tot >= coalesce(bg_dag(), current_date);
  UPDATE beroepsgeheim_toegang t SET ingetrokken_op = now()
   WHERE t.sleutel = NEW.sleutel AND t.functie_id IN (NEW.coach_id, NEW.vervanger_id) AND t.grond = 'overname'
     AND t.ingetrokken_op IS NULL;
  RETURN NULL;
END $$;
CREATE TRIGGER gz_overname_voorbij AFTER UPDATE OF coach_id, vervanger_id ON gezinnen_gezin FOR EACH ROW
  WHEN (NEW.coach_id IS DISTINCT FROM OLD.coach_id OR NEW.vervanger_id IS DISTINCT FROM OLD.vervanger_id)
  EXECUTE FUNCTION gz_overname_voorbij();
"""

# gz_volg_op itself goes with 0008.
WEG = """
DROP TRIGGER gz_overname_voorbij ON gezinnen_gezin;
DROP FUNCTION gz_overname_voorbij();
"""


class Migration(migrations.Migration):
    dependencies = [("gezinnen", "0012_aanmelder")]
    operations = [migrations.RunSQL(OP_BEURT + OVERNAME, WEG)]
