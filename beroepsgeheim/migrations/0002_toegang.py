"""Which keys an actor holds, and giving and ending access: functions of the owner.

`bg_leessleutels` (policies for reading) counts the ground "nalezen", `bg_sleutels` (writing, and every function of
the owner) does not. In plpgsql, not plain SQL: every row policy asks for the keys once in every query, and so the
plans stay with the connection.
"""

from django.db import migrations

NU = "t.van <= v_dag AND (t.tot IS NULL OR t.tot >= v_dag) AND t.ingetrokken_op IS NULL"


def sleutels(naam: str, ook: str) -> str:
    """The function of the keys of who acts, with an extra condition."""
    return f"""
CREATE FUNCTION {naam}(VARIADIC p_reikwijdtes text[]) RETURNS SETOF uuid
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
     WHERE t.functie_id = v_functie AND t.reikwijdte = ANY (p_reikwijdtes) AND {NU}{ook};
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


REGELEN = f"""
CREATE FUNCTION bg_mag_toegang_regelen(p_sleutel uuid) RETURNS boolean
LANGUAGE sql STABLE AS $$
  SELECT bg_functie() IS NOT NULL AND (
    p_sleutel IN (SELECT bg_sleutels('dossier', 'overleg'))
    OR NOT EXISTS (SELECT 1 FROM beroepsgeheim_toegang t WHERE t.sleutel = p_sleutel))
$$;

-- Does this actor carry the file for good (coach, substitute), and not for a while?
CREATE FUNCTION bg_vaste_houder(p_sleutel uuid) RETURNS boolean LANGUAGE plpgsql STABLE AS $$
DECLARE v_dag date := bg_dag();
BEGIN
  RETURN EXISTS (SELECT 1 FROM beroepsgeheim_toegang t
    WHERE t.sleutel = p_sleutel AND t.functie_id = bg_functie() AND t.reikwijdte = 'dossier'
      AND t.grond NOT IN ('overname', 'nalezen') AND {NU});
END $$;

-- Access to a whole file is given and ended only by who carries it for good.
CREATE FUNCTION bg_geef_toegang(p_sleutel uuid, p_reikwijdte text, p_grond text, p_functie uuid,
  p_organisatie uuid, p_rol text, p_persoon uuid, p_van date, p_tot date) RETURNS uuid
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public AS $$
DECLARE v_id uuid;
BEGIN
  IF NOT bg_mag_toegang_regelen(p_sleutel)
     OR (p_reikwijdte = 'dossier' AND NOT bg_vaste_houder(p_sleutel)
         AND EXISTS (SELECT 1 FROM beroepsgeheim_toegang t WHERE t.sleutel = p_sleutel)) THEN
    RAISE EXCEPTION 'toegang geweigerd' USING ERRCODE = 'insufficient_privilege';
  END IF;
  SELECT id INTO v_id FROM beroepsgeheim_toegang t
   WHERE t.sleutel = p_sleutel AND t.reikwijdte = p_reikwijdte AND t.grond = p_grond
     AND t.functie_id IS NOT DISTINCT FROM p_functie
     AND t.organisatie_id IS NOT DISTINCT FROM p_organisatie AND t.rol = p_rol
     AND t.persoon_id IS NOT DISTINCT FROM p_persoon
     AND t.ingetrokken_op IS NULL AND t.van <= p_van AND (t.tot IS NOT DISTINCT FROM p_tot);
  IF v_id IS NOT NULL THEN RETURN v_id; END IF;
  v_id := gen_random_uuid();
  INSERT INTO beroepsgeheim_toegang (id, sleutel, reikwijdte, grond, functie_id, organisatie_id, rol,
    persoon_id, van, tot, gegeven_door, gegeven_op)
  VALUES (v_id, p_sleutel, p_reikwijdte, p_grond, p_functie, p_organisatie, p_rol, p_persoon, p_van, p_tot,
    bg_functie(), now());
  RETURN v_id;
END $$;

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
     AND (t.reikwijdte <> 'dossier' OR bg_vaste_houder(p_sleutel))
     AND (p_grond = '' OR t.grond = p_grond)
     AND (p_functie IS NULL OR t.functie_id = p_functie)
     AND (p_organisatie IS NULL OR t.organisatie_id = p_organisatie)
     AND (p_persoon IS NULL OR t.persoon_id = p_persoon);
  GET DIAGNOSTICS v_aantal = ROW_COUNT;
  RETURN v_aantal;
END $$;

-- A role that ends takes everything with it that it reached, whoever ends it and however.
CREATE FUNCTION bg_functie_voorbij() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public AS $$
BEGIN
  UPDATE beroepsgeheim_toegang t SET ingetrokken_op = now()
   WHERE t.functie_id = NEW.id AND t.ingetrokken_op IS NULL;
  RETURN NULL;
END $$;
CREATE TRIGGER functie_voorbij AFTER UPDATE OF ingetrokken_op ON organisaties_functie
  FOR EACH ROW WHEN (OLD.ingetrokken_op IS NULL AND NEW.ingetrokken_op IS NOT NULL)
  EXECUTE FUNCTION bg_functie_voorbij();
"""

WEG = """
DROP TRIGGER functie_voorbij ON organisaties_functie;
DROP FUNCTION bg_functie_voorbij(), bg_beeindig_toegang(uuid, text, uuid, uuid, uuid),
  bg_geef_toegang(uuid, text, text, uuid, uuid, text, uuid, date, date), bg_vaste_houder(uuid),
  bg_mag_toegang_regelen(uuid), bg_sleutels(text[]), bg_leessleutels(text[]);
"""


class Migration(migrations.Migration):
    dependencies = [("beroepsgeheim", "0001_initial"), ("organisaties", "0001_initial")]
    operations = [
        migrations.RunSQL(
            sleutels("bg_leessleutels", "") + sleutels("bg_sleutels", " AND t.grond <> 'nalezen'") + REGELEN,
            WEG,
        )
    ]
