"""Ending access also by person: a family member's log-in ends like every other ground."""

from django.db import migrations

HEEN = """
DROP FUNCTION bg_beeindig_toegang(uuid, text, uuid, uuid);
CREATE FUNCTION bg_beeindig_toegang(p_sleutel uuid, p_grond text, p_functie uuid, p_organisatie uuid,
  p_persoon uuid)
RETURNS integer LANGUAGE plpgsql SECURITY DEFINER SET search_path = public AS $$
DECLARE v_aantal integer;
BEGIN
  IF NOT bg_mag_toegang_regelen(p_sleutel) THEN
    RAISE EXCEPTION 'toegang geweigerd' USING ERRCODE = 'insufficient_privilege';
  END IF;
  UPDATE beroepsgeheim_toegang t SET ingetrokken_op = now()
   WHERE t.sleutel = p_sleutel AND t.ingetrokken_op IS NULL
     AND (p_grond = '' OR t.grond = p_grond)
     AND (p_functie IS NULL OR t.functie_id = p_functie)
     AND (p_organisatie IS NULL OR t.organisatie_id = p_organisatie)
     AND (p_persoon IS NULL OR t.persoon_id = p_persoon);
  GET DIAGNOSTICS v_aantal = ROW_COUNT;
  RETURN v_aantal;
END $$;
"""
TERUG = """
DROP FUNCTION bg_beeindig_toegang(uuid, text, uuid, uuid, uuid);
CREATE FUNCTION bg_beeindig_toegang(p_sleutel uuid, p_grond text, p_functie uuid, p_organisatie uuid)
RETURNS integer LANGUAGE plpgsql SECURITY DEFINER SET search_path = public AS $$
DECLARE v_aantal integer;
BEGIN
  IF NOT bg_mag_toegang_regelen(p_sleutel) THEN
    RAISE EXCEPTION 'toegang geweigerd' USING ERRCODE = 'insufficient_privilege';
  END IF;
  UPDATE beroepsgeheim_toegang t SET ingetrokken_op = now()
   WHERE t.sleutel = p_sleutel AND t.ingetrokken_op IS NULL
     AND (p_grond = '' OR t.grond = p_grond)
     AND (p_functie IS NULL OR t.functie_id = p_functie)
     AND (p_organisatie IS NULL OR t.organisatie_id = p_organisatie);
  GET DIAGNOSTICS v_aantal = ROW_COUNT;
  RETURN v_aantal;
END $$;
"""


class Migration(migrations.Migration):
    dependencies = [("beroepsgeheim", "0003_sleutels_sneller")]
    operations = [migrations.RunSQL(HEEN, TERUG)]
