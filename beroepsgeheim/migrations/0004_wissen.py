"""Erasing as functions of the owner: the state of an erasure moves here, on the database's own clock.

Apps above add functions by name; this migration knows none of their tables:
  wis_einde_<app>()          (sleutel, organisatie, klasse, einde): files that ended, with the day
  wis_bezig_<app>(uuid)      whether something still runs for this key
  wis_telling_<app>(uuid[])  (jaar, gemeente, soort, aantal): what may be kept as counts
  wis_ook_<app>(uuid[], uuid[])  rows without a key of their own; gives how many went
"""

from django.db import migrations

HULP = """
CREATE FUNCTION bg_noemt(p_tekst text, p_ids uuid[]) RETURNS boolean LANGUAGE sql IMMUTABLE AS $$
  SELECT EXISTS (SELECT 1 FROM regexp_matches(p_tekst,
    '[0-9a-f]{8}-?[0-9a-f]{4}-?[0-9a-f]{4}-?[0-9a-f]{4}-?[0-9a-f]{12}', 'gi') AS m WHERE m[1]::uuid = ANY (p_ids))
$$;

CREATE FUNCTION bg_tabellen_met(p_kolom text) RETURNS TABLE (tabel text, spoor boolean, met_id boolean, client boolean)
LANGUAGE sql STABLE AS $$
  SELECT c.relname::text, bool_or(a.attname = 'pgh_id'),
    bool_or(a.attname = 'id' AND a.atttypid = 'uuid'::regtype), bool_or(a.attname = 'client_sleutel')
    FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
   WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p')
     AND c.relname NOT IN ('beroepsgeheim_raadpleging', 'beroepsgeheim_wissing')
   GROUP BY c.relname
  HAVING bool_or(a.attname = p_kolom AND a.atttypid = 'uuid'::regtype)
   ORDER BY c.relname
$$;
"""

# Everything of one key. Tables come from the catalogue: a table that is added later is erased as well.
WIS_NU = """
CREATE FUNCTION bg_wis_nu(p_sleutel uuid) RETURNS jsonb LANGUAGE plpgsql SET search_path = public AS $$
DECLARE
  v_sleutels uuid[] := ARRAY[p_sleutel]; v_meer uuid[]; v_ids uuid[] := '{}'; v_mensen uuid[];
  v_bestanden text[]; v_n bigint; v_rijen bigint := 0; r record; v_waar text; v_naam text;
BEGIN
  SET CONSTRAINTS ALL DEFERRED;
  FOR r IN SELECT * FROM bg_tabellen_met('client_sleutel') t WHERE NOT t.spoor LOOP
    EXECUTE format('SELECT array_agg(DISTINCT sleutel) FROM %I WHERE client_sleutel = $1', r.tabel)
      INTO v_meer USING p_sleutel;
    v_sleutels := v_sleutels || coalesce(v_meer, '{}');
  END LOOP;
  FOR v_naam IN SELECT bg_functies_met('wis_telling_') LOOP
    EXECUTE format('INSERT INTO beroepsgeheim_grovetelling AS g (jaar, gemeente_id, soort, aantal)
      SELECT t.jaar, t.gemeente, t.soort, t.aantal FROM %I($1) t WHERE t.jaar IS NOT NULL
      ON CONFLICT (jaar, gemeente_id, soort) DO UPDATE SET aantal = g.aantal + excluded.aantal', v_naam)
      USING v_sleutels;
  END LOOP;
  FOR r IN SELECT * FROM bg_tabellen_met('sleutel') t WHERE t.met_id AND NOT t.spoor LOOP
    EXECUTE format('SELECT array_agg(id) FROM %I WHERE sleutel = ANY ($1)', r.tabel) INTO v_meer USING v_sleutels;
    v_ids := v_ids || coalesce(v_meer, '{}');
  END LOOP;
  v_ids := v_ids || v_sleutels;
  SELECT coalesce(array_agg(id), '{}') INTO v_mensen FROM organisaties_gebruiker WHERE persoon_id = ANY (v_ids);
  v_ids := v_ids || v_mensen;
  SELECT coalesce(array_agg(bestand), '{}') INTO v_bestanden FROM vloer_document
   WHERE sleutel = ANY (v_sleutels) OR over = ANY (v_ids) OR eigenaar = ANY (v_ids);
  DELETE FROM vloer_document WHERE sleutel = ANY (v_sleutels) OR over = ANY (v_ids) OR eigenaar = ANY (v_ids);
  GET DIAGNOSTICS v_n = ROW_COUNT; v_rijen := v_rijen + v_n;
  FOR v_naam IN SELECT bg_functies_met('wis_ook_') LOOP
    EXECUTE format('SELECT %I($1, $2)', v_naam) INTO v_n USING v_sleutels, v_ids;
    v_rijen := v_rijen + coalesce(v_n, 0);
  END LOOP;
  -- First the rows (which still writes their history), then the history.
  FOR r IN SELECT * FROM bg_tabellen_met('sleutel') t ORDER BY t.spoor, t.tabel LOOP
    v_waar := 'sleutel = ANY ($1)' || CASE WHEN r.client THEN ' OR client_sleutel = ANY ($1)' ELSE '' END;
    EXECUTE format('DELETE FROM %I WHERE %s', r.tabel, v_waar) USING v_sleutels;
    GET DIAGNOSTICS v_n = ROW_COUNT; v_rijen := v_rijen + v_n;
  END LOOP;
  DELETE FROM beroepsgeheim_toegang WHERE persoon_id = ANY (v_ids);
  DELETE FROM vloer_concept WHERE over = ANY (v_ids) OR bg_noemt(velden::text, v_ids);
  DELETE FROM vloer_opdracht WHERE eigenaar = ANY (v_ids) OR bg_noemt(uniek || lading::text || actor::text, v_ids);
  DELETE FROM vloer_formulierbon WHERE bg_noemt(doel, v_ids);
  -- What hangs on the log-in of somebody of the family goes with it: sessions, second factors, codes.
  DELETE FROM django_session WHERE session_key IN
    (SELECT s.sleutel FROM organisaties_sessie s WHERE s.gebruiker_id = ANY (v_mensen));
  FOR r IN SELECT c.conrelid::regclass AS tabel, a.attname AS kolom FROM pg_constraint c
      JOIN pg_attribute a ON a.attrelid = c.conrelid AND a.attnum = c.conkey[1]
     WHERE c.contype = 'f' AND c.confrelid = 'organisaties_gebruiker'::regclass LOOP
    EXECUTE format('DELETE FROM %s WHERE %I = ANY ($1)', r.tabel, r.kolom) USING v_mensen;
  END LOOP;
  DELETE FROM organisaties_gebruiker WHERE id = ANY (v_mensen);
  SET CONSTRAINTS ALL IMMEDIATE;  -- something that still points here stops the whole erasure
  SET CONSTRAINTS ALL DEFERRED;
  RETURN jsonb_build_object('rijen', v_rijen, 'bestanden', to_jsonb(v_bestanden));
END $$;
"""

KANDIDATEN = """
CREATE FUNCTION bg_wis_bezig(p_sleutel uuid) RETURNS boolean LANGUAGE plpgsql STABLE SET search_path = public AS $$
DECLARE v_naam text; v_bezig boolean;
BEGIN
  FOR v_naam IN SELECT bg_functies_met('wis_bezig_') LOOP
    EXECUTE format('SELECT %I($1)', v_naam) INTO v_bezig USING p_sleutel;
    IF v_bezig THEN RETURN true; END IF;
  END LOOP;
  RETURN false;
END $$;

CREATE FUNCTION bg_wis_eindes() RETURNS TABLE (sleutel uuid, organisatie uuid, klasse text, einde date)
LANGUAGE plpgsql STABLE SET search_path = public AS $$
DECLARE v_naam text;
BEGIN
  FOR v_naam IN SELECT bg_functies_met('wis_einde_') LOOP
    RETURN QUERY EXECUTE format(
      'SELECT e.sleutel, e.organisatie, e.klasse::text, e.einde FROM %I() e WHERE e.einde IS NOT NULL', v_naam);
  END LOOP;
END $$;

CREATE FUNCTION bg_wis_kandidaten() RETURNS TABLE (sleutel uuid, organisatie uuid, klasse text, einde date)
LANGUAGE sql STABLE SET search_path = public AS $$
  WITH voorbij AS MATERIALIZED (
    SELECT e.* FROM bg_wis_eindes() e
      JOIN beroepsgeheim_bewaartermijn b ON b.organisatie_id = e.organisatie AND b.klasse = e.klasse
     WHERE e.einde + make_interval(months => b.maanden) <= (now() AT TIME ZONE 'Europe/Brussels')::date
  )
  SELECT v.* FROM voorbij v WHERE NOT bg_wis_bezig(v.sleutel)
$$;

CREATE FUNCTION bg_wis_beheert(p_organisatie uuid) RETURNS boolean LANGUAGE sql STABLE AS $$
  SELECT coalesce(bg_soort() = 'systeem', false)
    OR coalesce(bg_rol() IN ('privacy', 'beheerder') AND p_organisatie = bg_organisatie(), false)
$$;

CREATE FUNCTION bg_wis_stel_voor() RETURNS integer
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public AS $$
DECLARE v_aantal integer;
BEGIN
  UPDATE beroepsgeheim_wissing w SET status = 'vervallen'
   WHERE w.status IN ('gevonden', 'aangekondigd') AND w.aanleiding = 'termijn' AND bg_wis_beheert(w.organisatie_id)
     AND NOT EXISTS (SELECT 1 FROM bg_wis_kandidaten() k WHERE k.sleutel = w.sleutel);
  UPDATE beroepsgeheim_wissing w SET status = 'vervallen'
   WHERE w.status = 'tegengehouden' AND bg_wis_beheert(w.organisatie_id)
     AND w.tegen_tot < (now() AT TIME ZONE 'Europe/Brussels')::date;
  INSERT INTO beroepsgeheim_wissing (id, sleutel, organisatie_id, klasse, aanleiding, einde, status, kopie,
    gevonden_op, tegen_reden, rijen)
  SELECT gen_random_uuid(), k.sleutel, k.organisatie, k.klasse, 'termijn', k.einde, 'gevonden', 'te_vragen', now(), '', 0
    FROM bg_wis_kandidaten() k
   WHERE bg_wis_beheert(k.organisatie) AND NOT EXISTS (
     SELECT 1 FROM beroepsgeheim_wissing w
      WHERE w.sleutel = k.sleutel AND w.status IN ('gevonden', 'aangekondigd', 'tegengehouden'));
  GET DIAGNOSTICS v_aantal = ROW_COUNT;
  RETURN v_aantal;
END $$;

CREATE FUNCTION bg_wis_proef(p_klasse text, p_maanden integer) RETURNS bigint
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public AS $$
BEGIN
  IF NOT bg_wis_beheert(bg_organisatie()) THEN
    RAISE EXCEPTION 'proef geweigerd' USING ERRCODE = 'insufficient_privilege';
  END IF;
  RETURN (SELECT count(*) FROM bg_wis_eindes() e
    WHERE e.organisatie = bg_organisatie() AND e.klasse = p_klasse
      AND e.einde + make_interval(months => p_maanden) <= (now() AT TIME ZONE 'Europe/Brussels')::date
      AND NOT bg_wis_bezig(e.sleutel));
END $$;
"""

STAPPEN = """
CREATE FUNCTION bg_wis_kondig_aan(p_id uuid) RETURNS boolean
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public AS $$
BEGIN
  UPDATE beroepsgeheim_wissing w SET status = 'aangekondigd', aangekondigd_op = now(),
    aangekondigd_door = bg_functie(), wissen_vanaf = (now() AT TIME ZONE 'Europe/Brussels')::date + 30
   WHERE w.id = p_id AND w.status = 'gevonden' AND bg_functie() IS NOT NULL AND bg_wis_beheert(w.organisatie_id);
  RETURN FOUND;
END $$;

CREATE FUNCTION bg_wis_op_verzoek(p_sleutel uuid, p_organisatie uuid, p_klasse text) RETURNS uuid
LANGUAGE plpgsql SET search_path = public AS $$
DECLARE v_id uuid;
BEGIN
  UPDATE beroepsgeheim_wissing w SET status = 'vervallen'
   WHERE w.sleutel = p_sleutel AND w.status IN ('gevonden', 'aangekondigd', 'tegengehouden');
  v_id := gen_random_uuid();
  INSERT INTO beroepsgeheim_wissing (id, sleutel, organisatie_id, klasse, aanleiding, einde, status, kopie,
    gevonden_op, aangekondigd_op, aangekondigd_door, wissen_vanaf, tegen_reden, rijen)
  VALUES (v_id, p_sleutel, p_organisatie, p_klasse, 'verzoek', (now() AT TIME ZONE 'Europe/Brussels')::date,
    'aangekondigd', 'te_vragen', now(), now(), bg_functie(),
    (now() AT TIME ZONE 'Europe/Brussels')::date + 30, '', 0);
  RETURN v_id;
END $$;

CREATE FUNCTION bg_wis_kopie(p_id uuid, p_kopie text) RETURNS boolean
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public AS $$
BEGIN
  UPDATE beroepsgeheim_wissing w SET kopie = p_kopie
   WHERE w.id = p_id AND w.status IN ('gevonden', 'aangekondigd')
     AND p_kopie IN ('gegeven', 'niet_gewenst', 'niet_bereikbaar')
     AND (w.sleutel IN (SELECT bg_sleutels('dossier')) OR bg_wis_beheert(w.organisatie_id));
  RETURN FOUND;
END $$;

CREATE FUNCTION bg_wis_houd_tegen(p_id uuid, p_reden text, p_tot date) RETURNS boolean
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public AS $$
BEGIN
  UPDATE beroepsgeheim_wissing w SET status = 'tegengehouden', tegen_reden = p_reden, tegen_tot = p_tot,
    wissen_vanaf = NULL
   WHERE w.id = p_id AND w.status IN ('gevonden', 'aangekondigd') AND p_reden <> ''
     AND (w.sleutel IN (SELECT bg_sleutels('dossier')) OR bg_wis_beheert(w.organisatie_id));
  RETURN FOUND;
END $$;

CREATE FUNCTION bg_wis_rijp() RETURNS SETOF uuid
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public AS $$
  SELECT w.id FROM beroepsgeheim_wissing w
   WHERE w.status = 'aangekondigd' AND w.kopie <> 'te_vragen' AND bg_wis_beheert(w.organisatie_id)
     AND w.aangekondigd_op <= now() - interval '30 days'
     AND w.wissen_vanaf <= (now() AT TIME ZONE 'Europe/Brussels')::date
   ORDER BY w.wissen_vanaf, w.id
$$;

CREATE FUNCTION bg_wis(p_id uuid) RETURNS jsonb
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public AS $$
DECLARE v beroepsgeheim_wissing; v_uit jsonb;
BEGIN
  SELECT * INTO v FROM beroepsgeheim_wissing w WHERE w.id = p_id FOR UPDATE;
  IF v.id IS NULL OR NOT (p_id IN (SELECT bg_wis_rijp())) THEN
    RAISE EXCEPTION 'wissen geweigerd' USING ERRCODE = 'insufficient_privilege';
  END IF;
  IF bg_wis_bezig(v.sleutel) OR v.aanleiding = 'termijn'
    AND NOT EXISTS (SELECT 1 FROM bg_wis_kandidaten() k WHERE k.sleutel = v.sleutel) THEN
    UPDATE beroepsgeheim_wissing SET status = 'vervallen' WHERE id = p_id;
    RETURN NULL;
  END IF;
  v_uit := bg_wis_nu(v.sleutel);
  UPDATE beroepsgeheim_wissing SET status = 'gewist', gewist_op = now(), rijen = (v_uit->>'rijen')::integer,
    aangekondigd_door = NULL WHERE id = p_id;
  RETURN v_uit || jsonb_build_object('sleutel', v.sleutel);
END $$;

CREATE FUNCTION bg_wis_gewist() RETURNS TABLE (sleutel uuid, gewist_op timestamptz)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public AS $$
  SELECT w.sleutel, w.gewist_op FROM beroepsgeheim_wissing w WHERE w.status = 'gewist' AND bg_soort() = 'systeem'
   ORDER BY w.gewist_op, w.sleutel
$$;

-- Of an erasure a family reads one fact: that it was announced, since when, and from which day it may be done.
CREATE FUNCTION bg_wis_aankondiging(p_sleutel uuid)
RETURNS TABLE (aanleiding text, aangekondigd_op date, wissen_vanaf date)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public AS $$
  SELECT w.aanleiding::text, (w.aangekondigd_op AT TIME ZONE 'Europe/Brussels')::date, w.wissen_vanaf
    FROM beroepsgeheim_wissing w
   WHERE w.sleutel = p_sleutel AND w.status = 'aangekondigd' AND bg_soort() = 'gezinslid'
     AND w.sleutel IN (SELECT bg_sleutels('gezin'))
$$;

REVOKE EXECUTE ON FUNCTION bg_wis_nu(uuid), bg_wis_bezig(uuid), bg_wis_eindes(), bg_wis_kandidaten(),
  bg_wis_op_verzoek(uuid, uuid, text) FROM PUBLIC;
"""

WEG = """
DROP FUNCTION bg_wis_aankondiging(uuid), bg_wis_gewist(), bg_wis(uuid), bg_wis_rijp(),
  bg_wis_houd_tegen(uuid, text, date), bg_wis_kopie(uuid, text), bg_wis_op_verzoek(uuid, uuid, text),
  bg_wis_kondig_aan(uuid), bg_wis_proef(text, integer), bg_wis_stel_voor(), bg_wis_beheert(uuid),
  bg_wis_kandidaten(), bg_wis_eindes(), bg_wis_bezig(uuid), bg_wis_nu(uuid),
  bg_tabellen_met(text), bg_noemt(text, uuid[]);
"""


class Migration(migrations.Migration):
    dependencies = [
        ("beroepsgeheim", "0003_logboek"),
        ("sessions", "0001_initial"),
        ("vloer", "0001_initial"),
    ]
    operations = [migrations.RunSQL(HULP + WIS_NU + KANDIDATEN + STAPPEN, WEG)]
