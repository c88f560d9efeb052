"""What the schedule clears away because it has lived long enough. Functions of the owner, for nobody else."""

from django.db import migrations

HEEN = """
CREATE FUNCTION bg_ruim_op(p_concept integer, p_werk integer, p_uitvoer integer, p_soorten text[]) RETURNS jsonb
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public AS $$
DECLARE v_bestanden text[]; v_concepten bigint; v_werk bigint;
BEGIN
  IF bg_soort() IS DISTINCT FROM 'systeem' THEN
    RAISE EXCEPTION 'enkel het schema ruimt op' USING ERRCODE = 'insufficient_privilege';
  END IF;
  WITH weg AS (DELETE FROM vloer_document d WHERE d.soort = ANY (p_soorten)
    AND d.gemaakt_op < now() - make_interval(days => greatest(p_uitvoer, 7)) RETURNING d.bestand)
  SELECT coalesce(array_agg(bestand), '{}') INTO v_bestanden FROM weg;
  DELETE FROM vloer_concept WHERE bewaard_op < now() - make_interval(days => greatest(p_concept, 90));
  GET DIAGNOSTICS v_concepten = ROW_COUNT;
  DELETE FROM vloer_opdracht o WHERE o.status = 'klaar'
    AND o.klaar_op < now() - make_interval(days => greatest(p_werk, 30))
    AND NOT EXISTS (SELECT 1 FROM vloer_document d WHERE d.opdracht_id = o.id);
  GET DIAGNOSTICS v_werk = ROW_COUNT;
  DELETE FROM vloer_formulierbon WHERE gebruikt_op < now() - interval '7 days';
  DELETE FROM django_session WHERE expire_date < now();
  RETURN jsonb_build_object('concepten', v_concepten, 'werk', v_werk, 'bestanden', to_jsonb(v_bestanden));
END $$;

-- Drafts that live a day: what somebody typed to search holds a family's name and belongs to no file.
CREATE FUNCTION bg_ruim_korte_kladden(p_formulieren text[]) RETURNS bigint
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public AS $$
DECLARE v_aantal bigint;
BEGIN
  IF bg_soort() IS DISTINCT FROM 'systeem' THEN
    RAISE EXCEPTION 'enkel het schema ruimt op' USING ERRCODE = 'insufficient_privilege';
  END IF;
  DELETE FROM vloer_concept c WHERE c.formulier = ANY (p_formulieren) AND c.bewaard_op < now() - interval '1 day';
  GET DIAGNOSTICS v_aantal = ROW_COUNT;
  RETURN v_aantal;
END $$;

-- Files without a row: what a worker left on the disk when it stopped just before its commit.
CREATE FUNCTION bg_zonder_document(p_bestanden text[]) RETURNS SETOF text
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public AS $$
BEGIN
  IF bg_soort() IS DISTINCT FROM 'systeem' THEN
    RAISE EXCEPTION 'enkel het schema ruimt op' USING ERRCODE = 'insufficient_privilege';
  END IF;
  RETURN QUERY SELECT b FROM unnest(p_bestanden) AS b
    WHERE NOT EXISTS (SELECT 1 FROM vloer_document d WHERE d.bestand = b);
END $$;
"""
WEG = """
DROP FUNCTION bg_zonder_document(text[]), bg_ruim_korte_kladden(text[]),
  bg_ruim_op(integer, integer, integer, text[]);
"""


class Migration(migrations.Migration):
    dependencies = [("beroepsgeheim", "0004_wissen"), ("sessions", "0001_initial"), ("vloer", "0001_initial")]
    operations = [migrations.RunSQL(HEEN, WEG)]
