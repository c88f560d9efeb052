"""The work of who has left: what it leaves open, who carries on, and the text that comes along."""

from django.db import migrations

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

# When a successor carries on with a family, what the one before typed about it and did not save comes along, with
# the name of who typed it: a coach whose role has ended leaves no text behind that nobody can reach. A draft that
# the successor has of the same form stays as it is.
CONCEPTEN = """
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

WEG = """
DROP TRIGGER gz_concepten_mee ON gezinnen_gezin;
DROP FUNCTION gz_concepten_mee(), gz_volg_op(uuid, uuid, uuid, text), gz_open_werk(), gz_is_voorbij(uuid);
"""


class Migration(migrations.Migration):
    dependencies = [("gezinnen", "0007_toegang"), ("vloer", "0001_initial")]
    operations = [migrations.RunSQL(OPVOLGING + CONCEPTEN, WEG)]
