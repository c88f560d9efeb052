"""Notes and safety: rows that never change, and the few changes of readers that only the owner's functions make."""

from django.db import migrations

VAST = """
-- Words and steps stay as they were written; whatever a user does, nothing of a note is deleted.
CREATE FUNCTION gz_blijft_staan() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NOT pg_has_role(current_user, (SELECT c.relowner FROM pg_class c WHERE c.oid = TG_RELID), 'MEMBER') THEN
    RAISE EXCEPTION 'deze rij blijft zoals ze is' USING ERRCODE = 'insufficient_privilege';
  END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER notitie_blijft BEFORE DELETE ON gezinnen_notitie
  FOR EACH STATEMENT EXECUTE FUNCTION gz_blijft_staan();
CREATE TRIGGER notitietekst_blijft BEFORE UPDATE OR DELETE ON gezinnen_notitietekst
  FOR EACH STATEMENT EXECUTE FUNCTION gz_blijft_staan();
CREATE TRIGGER veiligheid_blijft BEFORE DELETE ON gezinnen_zorgomveiligheid
  FOR EACH STATEMENT EXECUTE FUNCTION gz_blijft_staan();
CREATE TRIGGER veiligheidstap_blijft BEFORE UPDATE OR DELETE ON gezinnen_veiligheidstap
  FOR EACH STATEMENT EXECUTE FUNCTION gz_blijft_staan();
CREATE TRIGGER woording_blijft BEFORE DELETE ON gezinnen_woording
  FOR EACH STATEMENT EXECUTE FUNCTION gz_blijft_staan();
"""

LEZERS = """
-- The member's yes or no: may the coach of now know what was told in confidence? Said by the member herself,
-- or written down by who heard it. The yes is for that one coach; another coach asks again.
CREATE FUNCTION gz_notitie_ja(p_notitie uuid, p_ja boolean) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public AS $$
DECLARE v_gezin uuid; v_coach uuid;
BEGIN
  SELECT n.gezin_id INTO v_gezin FROM gezinnen_notitie n
   WHERE n.id = p_notitie AND n.soort = 'vertrouwen' AND (
     n.spreker_id = bg_persoon() AND n.sleutel IN (SELECT bg_sleutels('gezin'))
     OR n.door_id = bg_functie() AND n.sleutel IN (SELECT bg_sleutels('dossier', 'zorg')));
  IF v_gezin IS NULL THEN
    RAISE EXCEPTION 'notitie geweigerd' USING ERRCODE = 'insufficient_privilege';
  END IF;
  SELECT g.coach_id INTO v_coach FROM gezinnen_gezin g WHERE g.id = v_gezin AND p_ja;
  UPDATE gezinnen_notitie SET ook_voor_id = v_coach,
    ook_voor_op = CASE WHEN v_coach IS NULL THEN NULL ELSE bg_dag() END
   WHERE id = p_notitie;
END $$;

-- The coach decides item by item whether the family reads what a third person told, and marks for the worker.
CREATE FUNCTION gz_notitie_lezers(p_notitie uuid, p_publiek text, p_voor_zorg boolean, p_reden text) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public AS $$
BEGIN
  UPDATE gezinnen_notitie n SET publiek = p_publiek, voor_zorg = p_voor_zorg, achterhouden_reden = p_reden
   WHERE n.id = p_notitie AND n.soort <> 'vertrouwen' AND bg_rol() = 'coach'
     AND n.sleutel IN (SELECT bg_sleutels('dossier'));
  IF NOT FOUND THEN
    RAISE EXCEPTION 'notitie geweigerd' USING ERRCODE = 'insufficient_privilege';
  END IF;
END $$;

-- What is kept from the family, for its own download: that there is an item, from when, and why. Never what, and
-- nothing to somebody from whom a member is shielded.
CREATE FUNCTION gz_achtergehouden() RETURNS TABLE (id uuid, dag date, reden text)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public AS $$
  SELECT n.id, n.dag, n.achterhouden_reden::text FROM gezinnen_notitie n
   WHERE n.soort = 'derde' AND n.publiek = 'helpers' AND bg_persoon() IS NOT NULL
     AND n.sleutel IN (SELECT bg_sleutels('gezin')) AND NOT EXISTS (SELECT gz_afgeschermd())
   ORDER BY n.dag, n.id
$$;
"""

WEG = """
DROP FUNCTION gz_achtergehouden(), gz_notitie_lezers(uuid, text, boolean, text), gz_notitie_ja(uuid, boolean);
DROP TRIGGER woording_blijft ON gezinnen_woording;
DROP TRIGGER veiligheidstap_blijft ON gezinnen_veiligheidstap;
DROP TRIGGER veiligheid_blijft ON gezinnen_zorgomveiligheid;
DROP TRIGGER notitietekst_blijft ON gezinnen_notitietekst;
DROP TRIGGER notitie_blijft ON gezinnen_notitie;
DROP FUNCTION gz_blijft_staan();
"""


class Migration(migrations.Migration):
    dependencies = [("gezinnen", "0003_afscherming")]
    operations = [migrations.RunSQL(VAST + LEZERS, WEG)]
