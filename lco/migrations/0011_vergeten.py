"""A frozen agenda forgets whom the family erases from its map; its paper is made again without that person."""

from django.db import migrations

HEEN = """
-- A frozen agenda stays as it was; only the owner's functions take out of its attachments what the family erases.
CREATE OR REPLACE FUNCTION lco_agenda_bevroren() RETURNS trigger LANGUAGE plpgsql AS $$
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

-- Pictures that an earlier version kept as drawn hold names that nobody can take out again.
ALTER TABLE lco_agendaversie DISABLE TRIGGER USER;
UPDATE lco_agendaversie SET inhoud = inhoud || jsonb_build_object('bijlagen', coalesce(
    (SELECT jsonb_agg(b) FROM jsonb_array_elements(inhoud->'bijlagen') b WHERE NOT b ? 'html'), '[]'::jsonb))
 WHERE inhoud->'bijlagen' @? '$[*].html';
ALTER TABLE lco_agendaversie ENABLE TRIGGER USER;
"""
TERUG = """
DROP FUNCTION vergeet_figuur_lco(uuid, uuid, uuid);
CREATE OR REPLACE FUNCTION lco_agenda_bevroren() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.inhoud IS DISTINCT FROM OLD.inhoud OR NEW.nummer <> OLD.nummer OR NEW.voor <> OLD.voor
     OR NEW.overleg_id <> OLD.overleg_id OR NEW.bevroren_op <> OLD.bevroren_op
     OR (OLD.ingetrokken AND NOT NEW.ingetrokken) THEN
    RAISE EXCEPTION 'een definitieve agenda verandert niet' USING ERRCODE = 'check_violation';
  END IF;
  RETURN NEW;
END $$;
"""


class Migration(migrations.Migration):
    dependencies = [("lco", "0010_ontvanger_en_einddag"), ("gezinnen", "0027_vergeten")]
    operations = [migrations.RunSQL(HEEN, TERUG)]
