"""Forgiving search among the families of one's own service.

It looks at names that are much alike first, and further off only where that gives too few: weighing every name that
is a little alike took most of the time of a search among 100,000 people. Names that fold to the same words ("De
Smet", "Smet", "Van der Smet") are told apart by all their letters.
"""

from django.db import migrations

ZOEK = """
CREATE FUNCTION gz_zoek_gezin(p_woorden text[], p_klanken text[], p_voluit text, p_geboren date,
  p_gemeente uuid, p_aantal integer) RETURNS TABLE (gezin_id uuid, nabijheid real)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public AS $$
DECLARE
  v_dienst uuid := bg_organisatie();
  v_naam text := array_to_string(p_woorden, ' ');
  v_beste uuid[];
  v_klanken varchar[] := array_remove(p_klanken, '')::varchar[];
BEGIN
  IF bg_rol() IS DISTINCT FROM 'coach' OR v_dienst IS NULL THEN RETURN; END IF;
  -- not as a SET clause: naming a setting of pg_trgm there takes a superuser where it is not loaded yet
  PERFORM set_config('pg_trgm.similarity_threshold', '0.45', true);
  v_beste := ARRAY(
    SELECT z.id FROM gezinnen_zoeknaam z
     WHERE z.dienst_id = v_dienst AND z.woorden % v_naam
     ORDER BY similarity(z.woorden, v_naam) DESC LIMIT 40);
  IF cardinality(v_beste) < 5 THEN
    PERFORM set_config('pg_trgm.similarity_threshold', '0.33', true);
    v_beste := ARRAY(
    SELECT z.id FROM gezinnen_zoeknaam z
     WHERE z.dienst_id = v_dienst AND z.woorden % v_naam
     ORDER BY similarity(z.woorden, v_naam) DESC LIMIT 40);
  END IF;
  RETURN QUERY
  WITH vraag AS MATERIALIZED (
    SELECT v.woord, v.klank, v.nr FROM unnest(p_woorden, p_klanken) WITH ORDINALITY AS v(woord, klank, nr)
  ), beste AS MATERIALIZED (
    SELECT DISTINCT t.id FROM (
      (SELECT unnest(v_beste) AS id)
      UNION ALL
      (SELECT z.id FROM gezinnen_zoeknaam z
        WHERE z.dienst_id = v_dienst AND cardinality(v_klanken) > 0 AND z.klanken @> v_klanken LIMIT 60)
      UNION ALL
      (SELECT z.id FROM gezinnen_zoeknaam z
        WHERE z.dienst_id = v_dienst AND z.geboortedatum = p_geboren LIMIT 200)
    ) t
  ), gewogen AS (
    SELECT z.gezin_id, z.geboortedatum,
      coalesce((
        SELECT avg(per_woord.beste) FROM (
          SELECT max(CASE
            WHEN n.woord = v.woord THEN 1.0
            ELSE greatest(
              1 - levenshtein(v.woord, n.woord)::real / greatest(length(v.woord), length(n.woord), 1),
              CASE WHEN v.klank <> '' AND v.klank = n.klank THEN 0.8 ELSE 0 END)
            END) AS beste
          FROM vraag v, unnest(string_to_array(z.woorden, ' '), z.klanken) AS n(woord, klank)
          GROUP BY v.nr) per_woord), 0) AS naam,
      similarity(z.woorden, v_naam) AS geheel,
      1 - levenshtein(z.voluit, left(p_voluit, 200))::real
        / greatest(length(z.voluit), length(left(p_voluit, 200)), 1) AS voluit
    FROM beste b JOIN gezinnen_zoeknaam z ON z.id = b.id
  )
  SELECT gz.id, max(
      w.naam + 0.05 * w.geheel + CASE WHEN p_voluit <> '' THEN 0.5 * w.voluit ELSE 0 END
      + CASE WHEN w.geboortedatum = p_geboren THEN 0.5 ELSE 0 END
      + CASE WHEN gz.gemeente_id = p_gemeente THEN 0.08 ELSE 0 END)::real AS score
    FROM gewogen w JOIN gezinnen_gezin gz ON gz.id = w.gezin_id
   WHERE w.naam >= 0.5 OR w.geboortedatum = p_geboren
   GROUP BY gz.id ORDER BY score DESC, gz.id LIMIT least(p_aantal, 50);
END $$;
"""
WEG = "DROP FUNCTION gz_zoek_gezin(text[], text[], text, date, uuid, integer);"


class Migration(migrations.Migration):
    dependencies = [("gezinnen", "0001_initial"), ("beroepsgeheim", "0002_toegang")]
    operations = [migrations.RunSQL(ZOEK, WEG)]
