"""Whom the family erases from its network is gone from shared pictures and from the papers made of them.

Apps above add `vergeet_figuur_<app>(sleutel, figuur, lid)`: it takes the figure out of what they keep and gives the
papers (vloer_document) that still show it. `lid` is the member on whose own picture the figure stands.
"""

from django.db import migrations

HEEN = """
CREATE FUNCTION delen_zonder_figuur(p_inhoud jsonb, p_figuur uuid) RETURNS jsonb LANGUAGE sql IMMUTABLE AS $$
  SELECT CASE WHEN p_inhoud->'banden' @> jsonb_build_array(jsonb_build_object('figuur', p_figuur))
    THEN jsonb_set(p_inhoud, '{banden}', coalesce(
      (SELECT jsonb_agg(b) FROM jsonb_array_elements(p_inhoud->'banden') b WHERE b->>'figuur' <> p_figuur::text),
      '[]'::jsonb))
    ELSE p_inhoud END
$$;

-- Papers that are made again: a worker that is still drawing the old picture gives its lease back and leaves nothing.
CREATE FUNCTION delen_maak_opnieuw(p_opdrachten uuid[]) RETURNS void LANGUAGE sql SET search_path = public AS $$
  UPDATE vloer_opdracht SET status = 'wacht', pogingen = 0, fout = '', lease = NULL, geleased_tot = NULL,
    resultaat = NULL, klaar_op = NULL WHERE id = ANY (p_opdrachten) AND status IN ('bezig', 'klaar')
$$;

CREATE FUNCTION vergeet_figuur_gezinnen(p_sleutel uuid, p_figuur uuid, p_lid uuid) RETURNS uuid[]
LANGUAGE plpgsql SET search_path = public AS $$
DECLARE v_delingen uuid[]; v_loopt uuid[]; v_papieren uuid[];
BEGIN
  WITH geraakt AS (
    UPDATE gezinnen_gegevensdeling d SET inhoud = delen_zonder_figuur(d.inhoud, p_figuur)
     WHERE d.sleutel = p_sleutel AND d.soort = 'netwerk.kaart'
       AND d.inhoud->'banden' @> jsonb_build_array(jsonb_build_object('figuur', p_figuur))
    RETURNING d.id, d.beeindigd_op)
  SELECT coalesce(array_agg(id), '{}'), coalesce(array_agg(id) FILTER (WHERE beeindigd_op IS NULL), '{}')
    INTO v_delingen, v_loopt FROM geraakt;
  -- The paper of what was shared, the family's own sheet with its map, and the copies of whoever reads this picture.
  -- First what is being made now: after this it cannot finish any more.
  PERFORM delen_maak_opnieuw(ARRAY (SELECT o.id FROM vloer_opdracht o
    WHERE o.status = 'bezig' AND o.soort IN ('delen.deling', 'delen.zelf', 'gezinnen.inzage')
      AND (o.lading->>'client' IN (SELECT c.id::text FROM gezinnen_client c WHERE c.sleutel = p_sleutel)
        OR o.lading->>'lid' IN (SELECT l.id::text FROM gezinnen_gezinslid l WHERE l.sleutel = p_sleutel))));
  v_papieren := ARRAY (SELECT d.id FROM vloer_document d LEFT JOIN vloer_opdracht o ON o.id = d.opdracht_id
    WHERE d.sleutel = p_sleutel AND (
      d.soort = 'delen.deling' AND d.over = ANY (v_delingen)
      OR d.soort = 'delen.zelf' AND p_lid IS NULL AND (o.id IS NULL OR o.lading->>'wat' LIKE '%netwerk.kaart%')
      OR d.soort = 'gezinnen.inzage' AND (p_lid IS NULL OR d.over = p_lid)));
  PERFORM delen_maak_opnieuw(ARRAY (SELECT d.opdracht_id FROM vloer_document d
    WHERE d.id = ANY (v_papieren) AND (d.soort <> 'delen.deling' OR d.over = ANY (v_loopt))));
  RETURN v_papieren;
END $$;

CREATE FUNCTION delen_vergeet_figuur(p_sleutel uuid, p_figuur uuid, p_lid uuid) RETURNS integer
LANGUAGE plpgsql SET search_path = public AS $$
DECLARE v_naam text; v uuid[]; v_papieren uuid[] := '{}'; v_bestanden jsonb;
BEGIN
  FOR v_naam IN SELECT bg_functies_met('vergeet_figuur_') LOOP
    EXECUTE format('SELECT %I($1, $2, $3)', v_naam) INTO v USING p_sleutel, p_figuur, p_lid;
    v_papieren := v_papieren || coalesce(v, '{}');
  END LOOP;
  WITH weg AS (DELETE FROM vloer_document d WHERE d.id = ANY (v_papieren) RETURNING d.bestand)
  SELECT jsonb_agg(bestand) INTO v_bestanden FROM weg;
  IF v_bestanden IS NOT NULL THEN  -- a worker removes the files, once this is committed
    INSERT INTO vloer_opdracht (id, soort, uniek, lading, actor, status, pogingen, fout, gemaakt_op)
    VALUES (gen_random_uuid(), 'beroepsgeheim.bestanden_weg', 'vergeten:' || p_figuur,
      jsonb_build_object('bestanden', v_bestanden), '{"soort": "systeem"}', 'wacht', 0, '', now());
  END IF;
  RETURN coalesce(jsonb_array_length(v_bestanden), 0);
END $$;

REVOKE EXECUTE ON FUNCTION delen_maak_opnieuw(uuid[]), vergeet_figuur_gezinnen(uuid, uuid, uuid),
  delen_vergeet_figuur(uuid, uuid, uuid) FROM PUBLIC;
"""
TERUG = """
DROP FUNCTION delen_vergeet_figuur(uuid, uuid, uuid), vergeet_figuur_gezinnen(uuid, uuid, uuid),
  delen_maak_opnieuw(uuid[]), delen_zonder_figuur(jsonb, uuid);
"""


class Migration(migrations.Migration):
    dependencies = [("gezinnen", "0009_wissen"), ("beroepsgeheim", "0003_logboek"), ("vloer", "0001_initial")]
    operations = [migrations.RunSQL(HEEN, TERUG)]
