"""The agenda and what was shared of it: it stays as it was, its sharing ends at once, and it forgets whom the family
erases from its map."""

from django.db import migrations

BEVROREN = """
-- A frozen agenda stays as it was; only the owner's functions take out of its attachments what the family erases.
CREATE FUNCTION lco_agenda_bevroren() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE v_eigenaar boolean;
BEGIN
  SELECT pg_has_role(current_user, c.relowner, 'USAGE') INTO v_eigenaar FROM pg_class c WHERE c.oid = TG_RELID;
  IF NEW.inhoud - 'bijlagen' IS DISTINCT FROM OLD.inhoud - 'bijlagen'
     OR NEW.inhoud IS DISTINCT FROM OLD.inhoud AND NOT v_eigenaar
     OR NEW.nummer <> OLD.nummer OR NEW.voor <> OLD.voor
     OR NEW.overleg_id <> OLD.overleg_id OR NEW.bevroren_op <> OLD.bevroren_op
     OR (OLD.ingetrokken AND NOT NEW.ingetrokken) THEN
    RAISE EXCEPTION 'een definitieve agenda verandert niet' USING ERRCODE = 'check_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER agendaversie_bevroren BEFORE UPDATE ON lco_agendaversie
  FOR EACH ROW EXECUTE FUNCTION lco_agenda_bevroren();
"""

BEEINDIGD = """
-- When the sharing of an agenda or an invitation ends, the access that hung on it ends in the same statement.
CREATE FUNCTION lco_deling_beeindigd() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public AS $$
BEGIN
  IF NEW.soort = 'lco.agenda' THEN
    UPDATE beroepsgeheim_toegang t SET grond = 'genodigd_praktisch'
     WHERE t.sleutel = NEW.bron_sleutel AND t.functie_id = NEW.functie_id AND t.reikwijdte = 'deelname'
       AND t.grond = 'genodigd' AND t.ingetrokken_op IS NULL;
  ELSE
    UPDATE beroepsgeheim_toegang t SET ingetrokken_op = now()
     WHERE t.sleutel = NEW.bron_sleutel AND t.functie_id = NEW.functie_id AND t.reikwijdte = 'deelname'
       AND t.ingetrokken_op IS NULL;
  END IF;
  RETURN NULL;
END $$;
-- A new version replaces the old one and gives the access again itself.
CREATE TRIGGER lco_deling_beeindigd AFTER UPDATE OF beeindigd_op ON gezinnen_gegevensdeling FOR EACH ROW
  WHEN (OLD.beeindigd_op IS NULL AND NEW.beeindigd_op IS NOT NULL AND NEW.functie_id IS NOT NULL
    AND NEW.soort IN ('lco.agenda', 'lco.uitnodiging') AND NEW.einde NOT IN ('vervangen', 'ingetrokken'))
  EXECUTE FUNCTION lco_deling_beeindigd();
"""

# A paper of the agenda is made again without who was erased (gezinnen/migrations/0010_vergeten.py).
VERGETEN = """
CREATE FUNCTION vergeet_figuur_lco(p_sleutel uuid, p_figuur uuid, p_lid uuid) RETURNS uuid[]
LANGUAGE plpgsql SET search_path = public AS $$
DECLARE v_alle uuid[]; v_nieuwste uuid[];
  v_band jsonb := jsonb_build_array(jsonb_build_object('figuur', p_figuur));
BEGIN
  UPDATE lco_agendabijlage b SET inhoud = delen_zonder_figuur(b.inhoud, p_figuur)
   WHERE b.client_sleutel = p_sleutel AND b.inhoud->'banden' @> v_band;
  WITH geraakt AS (
    UPDATE lco_agendaversie a SET inhoud = jsonb_set(a.inhoud, '{bijlagen}', (
        SELECT jsonb_agg(b || jsonb_build_object('inhoud', delen_zonder_figuur(b->'inhoud', p_figuur)) ORDER BY nr)
          FROM jsonb_array_elements(a.inhoud->'bijlagen') WITH ORDINALITY AS x(b, nr)))
     WHERE a.client_sleutel = p_sleutel AND a.inhoud->'bijlagen'
       @> jsonb_build_array(jsonb_build_object('inhoud', jsonb_build_object('banden', v_band)))
    RETURNING a.opdracht, a.ingetrokken)
  SELECT array_agg(opdracht), array_agg(opdracht) FILTER (WHERE NOT ingetrokken) INTO v_alle, v_nieuwste FROM geraakt;
  -- The agenda that counts is made again; of one that was withdrawn the paper goes.
  PERFORM delen_maak_opnieuw(v_nieuwste);
  UPDATE vloer_opdracht SET status = 'klaar', lease = NULL, geleased_tot = NULL, klaar_op = now()
   WHERE id = ANY (v_alle) AND id <> ALL (coalesce(v_nieuwste, '{}')) AND status IN ('wacht', 'bezig');
  RETURN ARRAY (SELECT d.id FROM vloer_document d WHERE d.opdracht_id = ANY (v_alle));
END $$;
REVOKE EXECUTE ON FUNCTION vergeet_figuur_lco(uuid, uuid, uuid) FROM PUBLIC;
"""

TERUG = """
DROP FUNCTION vergeet_figuur_lco(uuid, uuid, uuid);
DROP TRIGGER lco_deling_beeindigd ON gezinnen_gegevensdeling;
DROP FUNCTION lco_deling_beeindigd();
DROP TRIGGER agendaversie_bevroren ON lco_agendaversie;
DROP FUNCTION lco_agenda_bevroren();
"""


class Migration(migrations.Migration):
    dependencies = [("lco", "0002_regelen"), ("gezinnen", "0010_vergeten")]
    operations = [migrations.RunSQL(BEVROREN + BEEINDIGD + VERGETEN, TERUG)]
