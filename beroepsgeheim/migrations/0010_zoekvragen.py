"""Drafts that live a day: what somebody typed to search holds a family's name and belongs to no file."""

from django.db import migrations

HEEN = """
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
"""


class Migration(migrations.Migration):
    dependencies = [("beroepsgeheim", "0009_wezen"), ("vloer", "0001_initial")]
    operations = [migrations.RunSQL(HEEN, "DROP FUNCTION bg_ruim_korte_kladden(text[])")]
