"""The keys of an actor, three times as quick: the plans stay with the connection instead of being made anew.

Every row policy asks for them once in every query. As a function in plain SQL its body was planned each time.
"""

from django.db import migrations

NU = "t.van <= v_dag AND (t.tot IS NULL OR t.tot >= v_dag) AND t.ingetrokken_op IS NULL"
HEEN = f"""
CREATE OR REPLACE FUNCTION bg_sleutels(VARIADIC p_reikwijdtes text[]) RETURNS SETOF uuid
LANGUAGE plpgsql STABLE PARALLEL SAFE AS $$
DECLARE
  v_functie uuid := bg_functie();
  v_organisatie uuid := bg_organisatie();
  v_rol text := bg_rol();
  v_persoon uuid := bg_persoon();
  v_dag date := bg_dag();
BEGIN
  IF v_functie IS NOT NULL THEN
    RETURN QUERY SELECT t.sleutel FROM beroepsgeheim_toegang t
     WHERE t.functie_id = v_functie AND t.reikwijdte = ANY (p_reikwijdtes) AND {NU};
  END IF;
  IF v_organisatie IS NOT NULL AND v_rol IS NOT NULL THEN
    RETURN QUERY SELECT t.sleutel FROM beroepsgeheim_toegang t
     WHERE t.organisatie_id = v_organisatie AND t.rol = v_rol AND t.reikwijdte = ANY (p_reikwijdtes) AND {NU};
  END IF;
  IF v_persoon IS NOT NULL THEN
    RETURN QUERY SELECT t.sleutel FROM beroepsgeheim_toegang t
     WHERE t.persoon_id = v_persoon AND t.reikwijdte = ANY (p_reikwijdtes) AND {NU};
  END IF;
END $$;
"""
NU_SQL = NU.replace("v_dag", "bg_dag()")
TERUG = f"""
CREATE OR REPLACE FUNCTION bg_sleutels(VARIADIC p_reikwijdtes text[]) RETURNS SETOF uuid
LANGUAGE sql STABLE PARALLEL SAFE AS $$
  SELECT t.sleutel FROM beroepsgeheim_toegang t
   WHERE t.functie_id = bg_functie() AND t.reikwijdte = ANY (p_reikwijdtes) AND {NU_SQL}
  UNION ALL
  SELECT t.sleutel FROM beroepsgeheim_toegang t
   WHERE t.organisatie_id = bg_organisatie() AND t.rol = bg_rol() AND t.reikwijdte = ANY (p_reikwijdtes)
     AND {NU_SQL}
  UNION ALL
  SELECT t.sleutel FROM beroepsgeheim_toegang t
   WHERE t.persoon_id = bg_persoon() AND t.reikwijdte = ANY (p_reikwijdtes) AND {NU_SQL}
$$;
"""


class Migration(migrations.Migration):
    dependencies = [("beroepsgeheim", "0002_functies")]
    operations = [migrations.RunSQL(HEEN, TERUG)]
