"""The owner's functions: who acts, which keys, giving and ending access, the log with its chain."""

from django.db import migrations

WIE = """
CREATE FUNCTION bg_soort() RETURNS text LANGUAGE sql STABLE PARALLEL SAFE
  AS $$ SELECT current_setting('tc.soort', true) $$;
CREATE FUNCTION bg_functie() RETURNS uuid LANGUAGE sql STABLE PARALLEL SAFE
  AS $$ SELECT NULLIF(current_setting('tc.functie', true), '')::uuid $$;
CREATE FUNCTION bg_organisatie() RETURNS uuid LANGUAGE sql STABLE PARALLEL SAFE
  AS $$ SELECT NULLIF(current_setting('tc.organisatie', true), '')::uuid $$;
CREATE FUNCTION bg_rol() RETURNS text LANGUAGE sql STABLE PARALLEL SAFE
  AS $$ SELECT NULLIF(current_setting('tc.rol', true), '') $$;
CREATE FUNCTION bg_persoon() RETURNS uuid LANGUAGE sql STABLE PARALLEL SAFE
  AS $$ SELECT NULLIF(current_setting('tc.persoon', true), '')::uuid $$;
CREATE FUNCTION bg_dag() RETURNS date LANGUAGE sql STABLE PARALLEL SAFE
  AS $$ SELECT NULLIF(current_setting('tc.dag', true), '')::date $$;

CREATE FUNCTION bg_sleutels(VARIADIC p_reikwijdtes text[]) RETURNS SETOF uuid
LANGUAGE sql STABLE PARALLEL SAFE AS $$
  SELECT t.sleutel FROM beroepsgeheim_toegang t
   WHERE t.functie_id = bg_functie() AND t.reikwijdte = ANY (p_reikwijdtes)
     AND t.van <= bg_dag() AND (t.tot IS NULL OR t.tot >= bg_dag()) AND t.ingetrokken_op IS NULL
  UNION ALL
  SELECT t.sleutel FROM beroepsgeheim_toegang t
   WHERE t.organisatie_id = bg_organisatie() AND t.rol = bg_rol() AND t.reikwijdte = ANY (p_reikwijdtes)
     AND t.van <= bg_dag() AND (t.tot IS NULL OR t.tot >= bg_dag()) AND t.ingetrokken_op IS NULL
  UNION ALL
  SELECT t.sleutel FROM beroepsgeheim_toegang t
   WHERE t.persoon_id = bg_persoon() AND t.reikwijdte = ANY (p_reikwijdtes)
     AND t.van <= bg_dag() AND (t.tot IS NULL OR t.tot >= bg_dag()) AND t.ingetrokken_op IS NULL
$$;
"""

TOEGANG = """
CREATE FUNCTION bg_mag_toegang_regelen(p_sleutel uuid) RETURNS boolean
LANGUAGE sql STABLE AS $$
  SELECT bg_functie() IS NOT NULL AND (
    p_sleutel IN (SELECT bg_sleutels('dossier', 'overleg'))
    OR NOT EXISTS (SELECT 1 FROM beroepsgeheim_toegang t WHERE t.sleutel = p_sleutel))
$$;

CREATE FUNCTION bg_geef_toegang(p_sleutel uuid, p_reikwijdte text, p_grond text, p_functie uuid,
  p_organisatie uuid, p_rol text, p_persoon uuid, p_van date, p_tot date) RETURNS uuid
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public AS $$
DECLARE v_id uuid;
BEGIN
  IF NOT bg_mag_toegang_regelen(p_sleutel) THEN
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

LOG = """
CREATE FUNCTION bg_regel_tekst(r beroepsgeheim_raadpleging) RETURNS text LANGUAGE sql IMMUTABLE AS $$
  SELECT concat_ws('|', r.id::text, to_char(r.tijdstip AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US'),
    r.actie, coalesce(r.sleutel::text, '-'), r.onderdeel, r.doel, coalesce(r.aantal::text, '-'), r.uitkomst,
    r.soort_actor, coalesce(r.gebruiker::text, '-'), coalesce(r.functie::text, '-'),
    coalesce(r.organisatie::text, '-'), r.rol, r.verzoek)
$$;

CREATE FUNCTION bg_noteer(p_wie jsonb, p_regels jsonb) RETURNS integer
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public AS $$
DECLARE v_vorige bytea; v_rij beroepsgeheim_raadpleging; v_regel jsonb; v_aantal integer := 0;
BEGIN
  PERFORM pg_advisory_xact_lock(hashtext('beroepsgeheim_raadpleging'));
  SELECT hash INTO v_vorige FROM beroepsgeheim_raadpleging ORDER BY id DESC LIMIT 1;
  v_vorige := coalesce(v_vorige, decode('00', 'hex'));
  FOR v_regel IN SELECT * FROM jsonb_array_elements(p_regels) LOOP
    v_rij.id := nextval(pg_get_serial_sequence('beroepsgeheim_raadpleging', 'id'));
    v_rij.tijdstip := clock_timestamp();
    v_rij.actie := v_regel->>'actie';
    v_rij.sleutel := (v_regel->>'sleutel')::uuid;
    v_rij.onderdeel := left(v_regel->>'onderdeel', 60);
    v_rij.doel := left(coalesce(v_regel->>'doel', ''), 120);
    v_rij.aantal := (v_regel->>'aantal')::integer;
    v_rij.uitkomst := coalesce(v_regel->>'uitkomst', 'ok');
    v_rij.soort_actor := p_wie->>'soort';
    v_rij.gebruiker := (p_wie->>'gebruiker')::uuid;
    v_rij.functie := (p_wie->>'functie')::uuid;
    v_rij.organisatie := (p_wie->>'organisatie')::uuid;
    v_rij.rol := coalesce(p_wie->>'rol', '');
    v_rij.verzoek := coalesce(p_wie->>'verzoek', '');
    v_rij.vorige_hash := v_vorige;
    v_rij.hash := sha256(v_vorige || convert_to(bg_regel_tekst(v_rij), 'UTF8'));
    INSERT INTO beroepsgeheim_raadpleging SELECT v_rij.*;
    v_vorige := v_rij.hash;
    v_aantal := v_aantal + 1;
  END LOOP;
  RETURN v_aantal;
END $$;

CREATE FUNCTION bg_alleen_toevoegen() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'het logboek wordt alleen aangevuld' USING ERRCODE = 'insufficient_privilege';
END $$;
CREATE TRIGGER raadpleging_alleen_toevoegen BEFORE UPDATE OR DELETE OR TRUNCATE ON beroepsgeheim_raadpleging
  FOR EACH STATEMENT EXECUTE FUNCTION bg_alleen_toevoegen();
"""

WEG = """
DROP TRIGGER raadpleging_alleen_toevoegen ON beroepsgeheim_raadpleging;
DROP FUNCTION bg_alleen_toevoegen(), bg_noteer(jsonb, jsonb), bg_regel_tekst(beroepsgeheim_raadpleging),
  bg_beeindig_toegang(uuid, text, uuid, uuid),
  bg_geef_toegang(uuid, text, text, uuid, uuid, text, uuid, date, date), bg_mag_toegang_regelen(uuid),
  bg_sleutels(text[]), bg_dag(), bg_persoon(), bg_rol(), bg_organisatie(), bg_functie(), bg_soort();
"""


class Migration(migrations.Migration):
    dependencies = [("beroepsgeheim", "0001_initial")]
    # History tables take bg_functie() as a default: the functions come before every app above.
    run_before = [("gezinnen", "0001_initial")]
    operations = [migrations.RunSQL(WIE + TOEGANG + LOG, WEG)]
