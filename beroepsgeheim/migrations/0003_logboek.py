"""The log: lines in a chain without gaps, its heads, and who may read lines of it. Functions of the owner.

Lines are numbered without gaps: a missing number is a missing line. `Logboekstand` says where the log ends (written
with each line), `Logboekkop` keeps a head a day, which also stands in a file elsewhere.

Apps above add functions by name; this migration knows none of their tables:
  logboek_open_<app>()  whether who acts reads what the log says of nobody in particular: each of them must say yes
"""

from django.db import migrations

REGELS = r"""
CREATE FUNCTION bg_veld(p_tekst text) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT replace(replace(p_tekst, '\', '\\'), '|', '\|')
$$;

CREATE FUNCTION bg_regel_tekst(r beroepsgeheim_raadpleging) RETURNS text LANGUAGE sql IMMUTABLE AS $$
  SELECT concat_ws('|', r.id::text, to_char(r.tijdstip AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US'),
    bg_veld(r.actie), coalesce(r.sleutel::text, '-'), bg_veld(r.onderdeel), bg_veld(r.doel),
    coalesce(r.aantal::text, '-'), bg_veld(r.uitkomst), bg_veld(r.soort_actor),
    coalesce(r.gebruiker::text, '-'), coalesce(r.functie::text, '-'), coalesce(r.organisatie::text, '-'),
    bg_veld(r.rol), bg_veld(r.verzoek), 'p:' || r.persoon::text)
$$;

CREATE FUNCTION bg_noteer(p_wie jsonb, p_regels jsonb) RETURNS integer
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public AS $$
DECLARE v_id bigint; v_vorige bytea; v_rij beroepsgeheim_raadpleging; v_regel jsonb; v_aantal integer := 0;
BEGIN
  PERFORM pg_advisory_xact_lock(hashtext('beroepsgeheim_raadpleging'));
  SELECT laatste_id, hash INTO v_id, v_vorige FROM beroepsgeheim_logboekstand WHERE id = 1;
  v_id := coalesce(v_id, 0);
  v_vorige := coalesce(v_vorige, decode('00', 'hex'));
  FOR v_regel IN SELECT * FROM jsonb_array_elements(p_regels) LOOP
    v_id := v_id + 1;
    v_rij.id := v_id;
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
    v_rij.persoon := (v_regel->>'persoon')::uuid;
    v_rij.vorige_hash := v_vorige;
    v_rij.hash := sha256(v_vorige || convert_to(bg_regel_tekst(v_rij), 'UTF8'));
    INSERT INTO beroepsgeheim_raadpleging SELECT v_rij.*;
    v_vorige := v_rij.hash;
    v_aantal := v_aantal + 1;
  END LOOP;
  INSERT INTO beroepsgeheim_logboekstand (id, laatste_id, aantal, hash, aaneen_vanaf)
    VALUES (1, v_id, v_aantal, v_vorige, 1)
    ON CONFLICT (id) DO UPDATE SET laatste_id = excluded.laatste_id, hash = excluded.hash,
      aantal = beroepsgeheim_logboekstand.aantal + excluded.aantal;
  RETURN v_aantal;
END $$;

CREATE FUNCTION bg_alleen_toevoegen() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'het logboek wordt alleen aangevuld' USING ERRCODE = 'insufficient_privilege';
END $$;
CREATE TRIGGER raadpleging_alleen_toevoegen BEFORE UPDATE OR DELETE OR TRUNCATE ON beroepsgeheim_raadpleging
  FOR EACH STATEMENT EXECUTE FUNCTION bg_alleen_toevoegen();
CREATE TRIGGER logboekkop_alleen_toevoegen BEFORE UPDATE OR DELETE OR TRUNCATE ON beroepsgeheim_logboekkop
  FOR EACH STATEMENT EXECUTE FUNCTION bg_alleen_toevoegen();
"""

KOP = """
CREATE FUNCTION bg_logboekkop() RETURNS SETOF beroepsgeheim_logboekkop
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public AS $$
DECLARE v_stand beroepsgeheim_logboekstand; v_kop beroepsgeheim_logboekkop; v_dag date;
BEGIN
  IF bg_soort() IS DISTINCT FROM 'systeem' THEN
    RAISE EXCEPTION 'enkel het schema neemt koppen' USING ERRCODE = 'insufficient_privilege';
  END IF;
  PERFORM pg_advisory_xact_lock(hashtext('beroepsgeheim_raadpleging'));
  SELECT * INTO v_stand FROM beroepsgeheim_logboekstand WHERE id = 1;
  v_dag := (now() AT TIME ZONE 'UTC')::date;
  SELECT * INTO v_kop FROM beroepsgeheim_logboekkop k WHERE k.dag = v_dag;
  IF FOUND THEN
    RETURN NEXT v_kop;
    RETURN;
  END IF;
  IF v_stand.id IS NULL THEN
    RETURN;
  END IF;
  INSERT INTO beroepsgeheim_logboekkop (dag, laatste_id, aantal, hash)
    VALUES (v_dag, v_stand.laatste_id, v_stand.aantal, v_stand.hash) RETURNING * INTO v_kop;
  RETURN NEXT v_kop;
END $$;
"""

# What an app above adds is found by the beginning of its name. Asked in FROM, the index of names answers.
HAKEN = """
CREATE FUNCTION bg_functies_met(p_begin text) RETURNS SETOF text LANGUAGE sql STABLE AS $$
  SELECT p.proname::text FROM pg_proc p
   WHERE p.pronamespace = 'public'::regnamespace AND p.proname LIKE replace(p_begin, '_', '\\_') || '%'
   ORDER BY p.proname
$$;
"""

# Who looked: for whoever carries the file and for the family. Looks by a member of the family, and looks at what
# one member said, are for that member alone. Without an app that says yes a member reads only her own lines.
RAADPLEGINGEN = """
CREATE FUNCTION bg_raadplegingen(p_sleutel uuid, p_voor bigint, p_van timestamptz, p_tot timestamptz,
  p_aantal integer)
RETURNS TABLE (id bigint, tijdstip timestamptz, actie text, onderdeel text, doel text, uitkomst text,
  soort_actor text, functie uuid, organisatie uuid, rol text, eigen boolean)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public SET plan_cache_mode = force_custom_plan AS $$
DECLARE v_naam text; v_open boolean := false;
BEGIN
  IF p_sleutel NOT IN (SELECT bg_sleutels('dossier', 'gezin')) THEN
    RETURN;
  END IF;
  IF bg_persoon() IS NOT NULL THEN
    FOR v_naam IN SELECT f FROM bg_functies_met('logboek_open_') f LOOP
      EXECUTE format('SELECT %I()', v_naam) INTO v_open;
      EXIT WHEN v_open IS NOT TRUE;
    END LOOP;
  END IF;
  RETURN QUERY SELECT r.id, r.tijdstip, r.actie::text, r.onderdeel::text, r.doel::text, r.uitkomst::text,
      r.soort_actor::text, r.functie, r.organisatie, r.rol::text,
      r.gebruiker IS NOT NULL AND r.gebruiker = NULLIF(current_setting('tc.gebruiker', true), '')::uuid
    FROM beroepsgeheim_raadpleging r
   WHERE r.sleutel = p_sleutel AND (p_voor IS NULL OR r.id < p_voor)
     AND (p_van IS NULL OR r.tijdstip >= p_van) AND (p_tot IS NULL OR r.tijdstip < p_tot)
     AND CASE WHEN bg_persoon() IS NULL THEN r.soort_actor <> 'gezinslid'
              ELSE r.persoon IS NULL AND v_open OR r.persoon = bg_persoon() END
   ORDER BY r.id DESC LIMIT p_aantal;
END $$;
"""

# The privacy officer: lines of people of her organisation, and lines about files that it carries or carried.
LOGBOEK = """
CREATE FUNCTION bg_logboek(p_voor bigint, p_van timestamptz, p_tot timestamptz, p_actie text, p_gebruiker uuid,
  p_organisatie uuid, p_sleutel uuid, p_aantal integer)
RETURNS TABLE (id bigint, tijdstip timestamptz, actie text, sleutel uuid, onderdeel text, doel text,
  aantal integer, uitkomst text, soort_actor text, gebruiker uuid, functie uuid, organisatie uuid, rol text)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public SET plan_cache_mode = force_custom_plan AS $$
BEGIN
  IF bg_rol() IS DISTINCT FROM 'privacy' OR bg_organisatie() IS NULL THEN
    RETURN;
  END IF;
  RETURN QUERY SELECT r.id, r.tijdstip, r.actie::text, r.sleutel, r.onderdeel::text, r.doel::text, r.aantal,
      r.uitkomst::text, r.soort_actor::text, r.gebruiker, r.functie, r.organisatie, r.rol::text
    FROM beroepsgeheim_raadpleging r
   WHERE (p_voor IS NULL OR r.id < p_voor)
     AND (p_van IS NULL OR r.tijdstip >= p_van) AND (p_tot IS NULL OR r.tijdstip < p_tot)
     AND (p_actie = '' OR r.actie = p_actie) AND (p_gebruiker IS NULL OR r.gebruiker = p_gebruiker)
     AND (p_organisatie IS NULL OR r.organisatie = p_organisatie)
     AND (p_sleutel IS NULL OR r.sleutel = p_sleutel)
     AND (r.organisatie = bg_organisatie() OR EXISTS (
       SELECT 1 FROM beroepsgeheim_toegang t JOIN organisaties_functie f ON f.id = t.functie_id
        WHERE t.sleutel = r.sleutel AND t.reikwijdte = 'dossier' AND f.organisatie_id = bg_organisatie()))
   ORDER BY r.id DESC LIMIT p_aantal;
END $$;
"""

WEG = """
DROP FUNCTION bg_logboek(bigint, timestamptz, timestamptz, text, uuid, uuid, uuid, integer),
  bg_raadplegingen(uuid, bigint, timestamptz, timestamptz, integer), bg_functies_met(text), bg_logboekkop();
DROP TRIGGER logboekkop_alleen_toevoegen ON beroepsgeheim_logboekkop;
DROP TRIGGER raadpleging_alleen_toevoegen ON beroepsgeheim_raadpleging;
DROP FUNCTION bg_alleen_toevoegen(), bg_noteer(jsonb, jsonb), bg_regel_tekst(beroepsgeheim_raadpleging),
  bg_veld(text);
"""


class Migration(migrations.Migration):
    dependencies = [("beroepsgeheim", "0002_toegang")]
    operations = [migrations.RunSQL(REGELS + KOP + HAKEN + RAADPLEGINGEN + LOGBOEK, WEG)]
