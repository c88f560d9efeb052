"""The owner's part of an import: questions over all rows of a file, and bringing them in as a whole.

`..._werk` functions do the work and are the owner's alone; the functions that the web role calls first check
that the file belongs to the role in use, and never admit another organisation's rows.

A family that comes in gets its Toegang row first, and that row has already ended: its key is taken (nobody can
claim it), and nobody reads the file until a coach of the service takes the family over or is appointed. Until
then it stands in the colleagues' list by number, municipality and phase.
"""

from django.db import migrations

NAKIJKEN = """
CREATE FUNCTION rapportage_kijk_na_werk(p_invoer uuid, p_zinnen jsonb) RETURNS void
LANGUAGE plpgsql SET search_path = public AS $$
DECLARE v rapportage_invoer; v_problemen integer; v_nieuw integer; v_bekend integer; v_gezinnen integer := 0;
BEGIN
  SELECT * INTO STRICT v FROM rapportage_invoer WHERE id = p_invoer FOR UPDATE;
  ANALYZE rapportage_invoerrij;  -- without it the planner takes a new table of 50,000 rows for an empty one
  INSERT INTO rapportage_invoerprobleem (invoer_id, eigenaar, rij, kolom, tekst)
  SELECT p_invoer, v.eigenaar, r.rij, p_zinnen->>'kolom', format(p_zinnen->>'dubbel', r.eerste)
    FROM (SELECT i.rij, min(i.rij) OVER (PARTITION BY i.importsleutel) AS eerste
            FROM rapportage_invoerrij i WHERE i.invoer_id = p_invoer) r
   WHERE r.rij > r.eerste;
  IF v.soort = 'registratie' THEN
    SELECT count(*) INTO v_bekend FROM rapportage_invoerrij i
      JOIN gezinnen_aanmelding a ON a.importsleutel = i.importsleutel WHERE i.invoer_id = p_invoer;
    INSERT INTO rapportage_invoerprobleem (invoer_id, eigenaar, rij, kolom, tekst)
    SELECT p_invoer, v.eigenaar, r.rij, p_zinnen->>'kolom',
           CASE WHEN r.loopt_hier THEN p_zinnen->>'loopt_al' ELSE format(p_zinnen->>'loopt_dubbel', r.eerste) END
      FROM (
        SELECT i.rij, min(i.rij) OVER (PARTITION BY i.waarden->>'dienst', upper(i.waarden->>'nummer')) AS eerste,
               EXISTS (SELECT 1 FROM rapportage_herkomstnummer h
                         JOIN gezinnen_gezin g ON g.client_id = h.client_id
                         JOIN gezinnen_traject t ON t.gezin_id = g.id AND t.tot IS NULL
                        WHERE h.dienst_id = (i.waarden->>'dienst')::uuid
                          AND h.nummer = upper(i.waarden->>'nummer')) AS loopt_hier
          FROM rapportage_invoerrij i
         WHERE i.invoer_id = p_invoer
           AND (i.waarden->>'beslissing' IN ('open', 'wachtlijst')
                OR i.waarden->>'beslissing' = 'opgenomen' AND i.waarden->>'einde_op' IS NULL)
           AND NOT EXISTS (SELECT 1 FROM gezinnen_aanmelding a WHERE a.importsleutel = i.importsleutel)
           AND i.rij = (SELECT min(x.rij) FROM rapportage_invoerrij x
                         WHERE x.invoer_id = p_invoer AND x.importsleutel = i.importsleutel)
      ) r WHERE r.loopt_hier OR r.rij > r.eerste;
    SELECT count(*) INTO v_gezinnen FROM (
      SELECT DISTINCT i.waarden->>'dienst' AS dienst, upper(i.waarden->>'nummer') AS nummer
        FROM rapportage_invoerrij i WHERE i.invoer_id = p_invoer) n
     WHERE NOT EXISTS (SELECT 1 FROM rapportage_herkomstnummer h
                        WHERE h.dienst_id = n.dienst::uuid AND h.nummer = n.nummer);
  ELSE
    SELECT rapportage_lco_bekend(p_invoer) INTO v_bekend;
  END IF;
  SELECT count(*) INTO v_problemen FROM rapportage_invoerprobleem p WHERE p.invoer_id = p_invoer;
  SELECT count(*) - v_bekend INTO v_nieuw FROM rapportage_invoerrij i WHERE i.invoer_id = p_invoer;
  IF v_problemen > 0 THEN
    DELETE FROM rapportage_invoerrij i WHERE i.invoer_id = p_invoer;
  END IF;
  UPDATE rapportage_invoer SET problemen = v_problemen, bekend = v_bekend, nieuw = v_nieuw,
    gezinnen = v_gezinnen, status = CASE WHEN v_problemen > 0 THEN 'fouten' ELSE 'goed' END
   WHERE id = p_invoer;
END $$;
"""

NUMMER = """
CREATE FUNCTION rapportage_nieuw_nummer() RETURNS text LANGUAGE sql VOLATILE SET search_path = public AS $$
  SELECT substr('BCDFGHJKLMNPQRSTVWXZ', 1 + get_byte(b, 0) % 20, 1)
      || substr('BCDFGHJKLMNPQRSTVWXZ', 1 + get_byte(b, 1) % 20, 1) || '-'
      || lpad(((get_byte(b, 2) * 65536 + get_byte(b, 3) * 256 + get_byte(b, 4)) % 1000000)::text, 6, '0')
    FROM (SELECT decode(md5(gen_random_uuid()::text), 'hex') AS b) x
$$;
"""

INVOEREN = """
CREATE FUNCTION rapportage_voer_in_registratie(p_invoer uuid) RETURNS void
LANGUAGE plpgsql SET search_path = public AS $$
BEGIN
  UPDATE rapportage_invoerrij i SET client = h.client_id FROM rapportage_herkomstnummer h
   WHERE i.invoer_id = p_invoer AND h.dienst_id = (i.waarden->>'dienst')::uuid
     AND h.nummer = upper(i.waarden->>'nummer');
  WITH gezin AS MATERIALIZED (
    SELECT n.dienst, n.nummer, gen_random_uuid() AS client, rapportage_nieuw_nummer() AS gezinsnummer
      FROM (SELECT DISTINCT i.waarden->>'dienst' AS dienst, upper(i.waarden->>'nummer') AS nummer
              FROM rapportage_invoerrij i WHERE i.invoer_id = p_invoer AND i.client IS NULL) n)
  UPDATE rapportage_invoerrij i SET client = g.client, gezinsnummer = g.gezinsnummer FROM gezin g
   WHERE i.invoer_id = p_invoer AND i.client IS NULL
     AND i.waarden->>'dienst' = g.dienst AND upper(i.waarden->>'nummer') = g.nummer;
  ANALYZE rapportage_invoerrij;  -- the planner must know that the new columns are filled
  LOOP  -- a random number that is taken is drawn again
    WITH van_nu AS (SELECT DISTINCT i.client, i.gezinsnummer FROM rapportage_invoerrij i
                     WHERE i.invoer_id = p_invoer AND i.gezinsnummer <> ''),
    geteld AS (SELECT v.*, row_number() OVER (PARTITION BY v.gezinsnummer ORDER BY v.client) AS hoeveelste
                 FROM van_nu v),
    bezet AS (SELECT v.client FROM geteld v WHERE v.hoeveelste > 1
              OR EXISTS (SELECT 1 FROM gezinnen_gezin g WHERE g.nummer = v.gezinsnummer)),
    nieuw AS MATERIALIZED (SELECT b.client, rapportage_nieuw_nummer() AS gezinsnummer FROM bezet b)
    UPDATE rapportage_invoerrij i SET gezinsnummer = n.gezinsnummer FROM nieuw n
     WHERE i.invoer_id = p_invoer AND i.client = n.client;
    EXIT WHEN NOT FOUND;
  END LOOP;

  INSERT INTO beroepsgeheim_toegang (id, sleutel, reikwijdte, grond, organisatie_id, rol, van, ingetrokken_op,
    gegeven_door, gegeven_op)
  SELECT gen_random_uuid(), n.client, 'dossier', 'invoer', n.dienst, 'coach', current_date, now(),
    bg_functie(), now()
    FROM (SELECT DISTINCT i.client, (i.waarden->>'dienst')::uuid AS dienst FROM rapportage_invoerrij i
           WHERE i.invoer_id = p_invoer AND i.gezinsnummer <> '') n;
  INSERT INTO gezinnen_client (id, sleutel, soort, gemaakt_op)
  SELECT DISTINCT i.client, i.client, 'gezin', now() FROM rapportage_invoerrij i
   WHERE i.invoer_id = p_invoer AND i.gezinsnummer <> '';
  INSERT INTO gezinnen_gezin (id, sleutel, client_id, nummer, dienst_id, gemeente_id, fase, herkomst,
    gemaakt_op, versie)
  SELECT DISTINCT ON (i.client) gen_random_uuid(), i.client, i.client, i.gezinsnummer,
    (i.waarden->>'dienst')::uuid, (i.waarden->>'gemeente')::uuid, rapportage_fase(i.waarden), 'import', now(), 1
    FROM rapportage_invoerrij i WHERE i.invoer_id = p_invoer AND i.gezinsnummer <> ''
   ORDER BY i.client, (rapportage_einde(i.waarden) IS NULL) DESC, (i.waarden->>'datum')::date DESC;
  INSERT INTO rapportage_herkomstnummer (sleutel, client_id, dienst_id, nummer)
  SELECT DISTINCT i.client, i.client, (i.waarden->>'dienst')::uuid, upper(i.waarden->>'nummer')
    FROM rapportage_invoerrij i WHERE i.invoer_id = p_invoer AND i.gezinsnummer <> '';
  UPDATE gezinnen_gezin g SET fase = rapportage_fase(i.waarden), versie = g.versie + 1
    FROM rapportage_invoerrij i
   WHERE i.invoer_id = p_invoer AND i.gezinsnummer = '' AND g.client_id = i.client
     AND rapportage_einde(i.waarden) IS NULL;

  ANALYZE gezinnen_gezin;
  INSERT INTO gezinnen_aanmelding (id, sleutel, gezin_id, dienst_id, gemeente_id, datum, verteld,
    verwijzer_soort, verwijzer_organisatie, verwijzer_naam, verwijzer_contact, vraag, leervraag, redenen,
    andere_reden, lco_vooraf, beslissing, beslist_op, beslisreden, opname_op, lco_voor_opname,
    terugkoppeling, herkomst, importsleutel, gemaakt_op, versie)
  SELECT gen_random_uuid(), i.client, g.id, (i.waarden->>'dienst')::uuid, (i.waarden->>'gemeente')::uuid,
    (i.waarden->>'datum')::date,
    CASE i.waarden->>'verteld' WHEN 'ja' THEN true WHEN 'nee' THEN false END,
    coalesce(i.waarden->>'verwijzer', 'onbekend'), '', '', '', '', '', '{}', '',
    coalesce(i.waarden->>'lco_vooraf', 'onbekend'), i.waarden->>'beslissing',
    (i.waarden->>'beslist_op')::date, '', (i.waarden->>'opname_op')::date,
    coalesce(i.waarden->>'lco_voor_opname', 'onbekend'), 'te_vragen', 'import', i.importsleutel, now(), 1
    FROM rapportage_invoerrij i JOIN gezinnen_gezin g ON g.client_id = i.client WHERE i.invoer_id = p_invoer;
  ANALYZE gezinnen_aanmelding;
  INSERT INTO gezinnen_traject (id, sleutel, gezin_id, aanmelding_id, fase, van, tot, nu_zelf, met_netwerk,
    effect, andere_hulp, vertrouwenspersoon, versie)
  SELECT gen_random_uuid(), a.sleutel, a.gezin_id, a.id, rapportage_fase(i.waarden), a.datum,
    rapportage_einde(i.waarden), '', '', '', '', '', 1
    FROM rapportage_invoerrij i JOIN gezinnen_aanmelding a ON a.importsleutel = i.importsleutel
   WHERE i.invoer_id = p_invoer;
  ANALYZE gezinnen_traject;
  INSERT INTO gezinnen_trajectfase (id, sleutel, traject_id, fase, op, waarom, door_id, gemaakt_op)
  SELECT gen_random_uuid(), t.sleutel, t.id, t.fase,
    coalesce(t.tot, (i.waarden->>'opname_op')::date, t.van), '', bg_functie(), now()
    FROM rapportage_invoerrij i JOIN gezinnen_aanmelding a ON a.importsleutel = i.importsleutel
    JOIN gezinnen_traject t ON t.aanmelding_id = a.id
   WHERE i.invoer_id = p_invoer;
END $$;

CREATE FUNCTION rapportage_einde(p jsonb) RETURNS date LANGUAGE sql IMMUTABLE AS $$
  SELECT CASE WHEN p->>'beslissing' IN ('open', 'wachtlijst') THEN NULL
              WHEN p->>'beslissing' = 'opgenomen' THEN (p->>'einde_op')::date
              ELSE coalesce((p->>'beslist_op')::date, (p->>'datum')::date) END
$$;

CREATE FUNCTION rapportage_fase(p jsonb) RETURNS text LANGUAGE sql IMMUTABLE AS $$
  SELECT CASE WHEN p->>'beslissing' IN ('open', 'wachtlijst') THEN 'aanmelding'
              WHEN p->>'beslissing' <> 'opgenomen' THEN 'gestopt'
              WHEN p->>'einde_op' IS NULL THEN 'start'
              WHEN p->>'einde_hoe' = 'gestopt' THEN 'gestopt' ELSE 'afgerond' END
$$;

CREATE FUNCTION rapportage_voer_in_werk(p_invoer uuid) RETURNS integer
LANGUAGE plpgsql SET search_path = public AS $$
DECLARE v rapportage_invoer; v_aantal integer;
BEGIN
  SET CONSTRAINTS ALL IMMEDIATE;
  ANALYZE rapportage_invoerrij;
  PERFORM pg_advisory_xact_lock(hashtext('rapportage_invoer'));
  SELECT * INTO STRICT v FROM rapportage_invoer WHERE id = p_invoer FOR UPDATE;
  IF v.status NOT IN ('goed', 'invoeren') OR v.problemen > 0 THEN
    RAISE EXCEPTION 'invoer is niet nagekeken' USING ERRCODE = 'insufficient_privilege';
  END IF;
  IF v.soort = 'registratie' THEN
    DELETE FROM rapportage_invoerrij i USING gezinnen_aanmelding a
     WHERE i.invoer_id = p_invoer AND a.importsleutel = i.importsleutel;
    SELECT count(*) INTO v_aantal FROM rapportage_invoerrij i WHERE i.invoer_id = p_invoer;
    PERFORM rapportage_voer_in_registratie(p_invoer);
  ELSE
    SELECT rapportage_voer_in_lco(p_invoer) INTO v_aantal;
  END IF;
  DELETE FROM rapportage_invoerrij i WHERE i.invoer_id = p_invoer;
  UPDATE rapportage_invoer SET status = 'ingevoerd', nieuw = v_aantal, ingevoerd_op = now() WHERE id = p_invoer;
  RETURN v_aantal;
END $$;
"""

LCO = """
CREATE FUNCTION rapportage_lco_bekend(p_invoer uuid) RETURNS integer
LANGUAGE sql STABLE SET search_path = public AS $$
  SELECT count(*)::integer FROM rapportage_invoerrij i
    JOIN lco_overlegregistratie o ON o.importsleutel = i.importsleutel WHERE i.invoer_id = p_invoer
$$;
CREATE FUNCTION rapportage_voer_in_lco(p_invoer uuid) RETURNS integer
LANGUAGE plpgsql SET search_path = public AS $$
DECLARE v_aantal integer;
BEGIN
  INSERT INTO lco_overlegregistratie (id, ocmw_id, gemeente_id, datum, client_aanwezig, eerste, herkomst,
    importsleutel, door_id, gemaakt_op)
  SELECT gen_random_uuid(), (i.waarden->>'ocmw')::uuid, (i.waarden->>'gemeente')::uuid,
    (i.waarden->>'datum')::date, coalesce(i.waarden->>'client_aanwezig', 'onbekend'),
    coalesce(i.waarden->>'eerste', 'onbekend'), 'import', i.importsleutel, bg_functie(), now()
    FROM rapportage_invoerrij i
   WHERE i.invoer_id = p_invoer
     AND NOT EXISTS (SELECT 1 FROM lco_overlegregistratie o WHERE o.importsleutel = i.importsleutel);
  GET DIAGNOSTICS v_aantal = ROW_COUNT;
  RETURN v_aantal;
END $$;
"""

WEB = """
CREATE FUNCTION rapportage_mijn_invoer(p_invoer uuid) RETURNS boolean
LANGUAGE sql STABLE SET search_path = public AS $$
  SELECT EXISTS (
    SELECT 1 FROM rapportage_invoer v
     WHERE v.id = p_invoer AND v.eigenaar = bg_functie() AND v.organisatie = bg_organisatie()
       AND CASE v.soort WHEN 'registratie' THEN bg_rol() IN ('coach', 'verantwoordelijke')
                        ELSE bg_rol() = 'coordinator' END)
  AND NOT EXISTS (
    SELECT 1 FROM rapportage_invoerrij i
     WHERE i.invoer_id = p_invoer
       AND coalesce(i.waarden->>'dienst', i.waarden->>'ocmw') IS DISTINCT FROM bg_organisatie()::text)
$$;

CREATE FUNCTION rapportage_kijk_na(p_invoer uuid, p_zinnen jsonb) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public AS $$
BEGIN
  IF NOT rapportage_mijn_invoer(p_invoer) THEN
    RAISE EXCEPTION 'invoer geweigerd' USING ERRCODE = 'insufficient_privilege';
  END IF;
  PERFORM rapportage_kijk_na_werk(p_invoer, p_zinnen);
END $$;

CREATE FUNCTION rapportage_voer_in(p_invoer uuid) RETURNS integer
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public AS $$
BEGIN
  IF NOT rapportage_mijn_invoer(p_invoer) THEN
    RAISE EXCEPTION 'invoer geweigerd' USING ERRCODE = 'insufficient_privilege';
  END IF;
  RETURN rapportage_voer_in_werk(p_invoer);
END $$;

REVOKE ALL ON FUNCTION rapportage_kijk_na_werk(uuid, jsonb), rapportage_voer_in_registratie(uuid),
  rapportage_voer_in_werk(uuid), rapportage_lco_bekend(uuid), rapportage_voer_in_lco(uuid),
  rapportage_mijn_invoer(uuid) FROM PUBLIC;
"""

TERUG = """
DROP FUNCTION rapportage_voer_in(uuid), rapportage_kijk_na(uuid, jsonb), rapportage_mijn_invoer(uuid),
  rapportage_voer_in_lco(uuid), rapportage_lco_bekend(uuid), rapportage_voer_in_werk(uuid),
  rapportage_fase(jsonb), rapportage_einde(jsonb), rapportage_voer_in_registratie(uuid),
  rapportage_nieuw_nummer(), rapportage_kijk_na_werk(uuid, jsonb);
"""


class Migration(migrations.Migration):
    dependencies = [
        ("rapportage", "0002_gezichten"),
        ("gezinnen", "0001_initial"),
        ("lco", "0001_initial"),
    ]
    operations = [migrations.RunSQL(NAKIJKEN + NUMMER + INVOEREN + LCO + WEB, TERUG)]
