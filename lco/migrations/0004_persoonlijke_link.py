"""The personal link: functions of the owner. A visitor has no actor yet, so each checks the link itself."""

from django.db import migrations

VANDAAG = "(now() AT TIME ZONE 'Europe/Brussels')::date"
OPEN = f"l.ingetrokken_op IS NULL AND l.tot >= {VANDAAG}"

MAKEN = """
-- A link for a participant who has no log-in here. A new one takes the place of the one before.
CREATE FUNCTION lco_maak_link(p_deelnemer uuid, p_email text, p_tot date) RETURNS uuid
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public AS $$
DECLARE v_rij lco_deelnemer; v_id uuid := gen_random_uuid(); v_dag date;
BEGIN
  SELECT * INTO v_rij FROM lco_deelnemer d
   WHERE d.id = p_deelnemer AND d.uitnodigen = 'ja' AND d.functie_id IS NULL;
  IF v_rij.id IS NULL THEN
    RAISE EXCEPTION 'geen genodigde zonder aanmelding' USING ERRCODE = 'insufficient_privilege';
  END IF;
  PERFORM lco_eis_regelen(v_rij.overleg_id);
  SELECT (o.datum AT TIME ZONE 'Europe/Brussels')::date INTO v_dag FROM lco_overleg o WHERE o.id = v_rij.overleg_id;
  IF p_tot < bg_dag() OR p_tot > greatest(coalesce(v_dag, bg_dag()), bg_dag()) + 180 THEN
    RAISE EXCEPTION 'deze dag kan niet' USING ERRCODE = 'check_violation';
  END IF;
  PERFORM lco_sluit_links(v_rij.overleg_id, p_deelnemer);
  INSERT INTO lco_persoonlijkelink (id, sleutel, client_sleutel, overleg_id, deelnemer_id, email, zaad, tot, door_id,
    gemaakt_op, toestel, code_pogingen, codes_aantal)
  VALUES (v_id, v_rij.sleutel, v_rij.client_sleutel, v_rij.overleg_id, p_deelnemer, lower(p_email),
    gen_random_uuid(), p_tot, bg_functie(), now(), '', 0, 0);
  RETURN v_id;
END $$;

-- The link ends at once, and with it what it reached (of one participant, or of the whole consultation).
CREATE FUNCTION lco_sluit_links(p_overleg uuid, p_deelnemer uuid) RETURNS integer
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public AS $$
DECLARE v_aantal integer;
BEGIN
  PERFORM lco_eis_regelen(p_overleg);
  UPDATE beroepsgeheim_toegang t SET ingetrokken_op = now()
    FROM lco_persoonlijkelink l
   WHERE l.overleg_id = p_overleg AND (p_deelnemer IS NULL OR l.deelnemer_id = p_deelnemer)
     AND t.persoon_id = l.id AND t.ingetrokken_op IS NULL;
  UPDATE lco_persoonlijkelink l SET ingetrokken_op = now(), toestel = '', code_zaad = NULL
   WHERE l.overleg_id = p_overleg AND (p_deelnemer IS NULL OR l.deelnemer_id = p_deelnemer)
     AND l.ingetrokken_op IS NULL;
  GET DIAGNOSTICS v_aantal = ROW_COUNT;
  RETURN v_aantal;
END $$;
"""

LEZEN = f"""
-- The holder of a link reads as an invitee with a log-in in her place would, and no longer than the link lives
-- (an empty ground: nothing).
CREATE FUNCTION lco_geef_deelname_link(p_link uuid, p_grond text, p_tot date) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public AS $$
DECLARE v_rij lco_persoonlijkelink;
BEGIN
  SELECT * INTO v_rij FROM lco_persoonlijkelink l WHERE l.id = p_link AND {OPEN};
  IF v_rij.id IS NULL OR p_grond NOT IN ('genodigd', 'genodigd_praktisch', '') OR p_tot IS NULL THEN
    RAISE EXCEPTION 'geen link' USING ERRCODE = 'insufficient_privilege';
  END IF;
  PERFORM lco_eis_regelen(v_rij.overleg_id);
  UPDATE beroepsgeheim_toegang t SET ingetrokken_op = now()
   WHERE t.persoon_id = p_link AND t.ingetrokken_op IS NULL;
  IF p_grond = '' OR p_tot < bg_dag() THEN RETURN; END IF;
  INSERT INTO beroepsgeheim_toegang (id, sleutel, reikwijdte, grond, persoon_id, rol, van, tot, gegeven_door, gegeven_op)
  VALUES (gen_random_uuid(), v_rij.sleutel, 'deelname', p_grond, p_link, '', bg_dag(), LEAST(v_rij.tot, p_tot),
    bg_functie(), now());
END $$;

-- The agendas that were shared with whom the acting link invites: the same acts of sharing as for everybody.
CREATE FUNCTION lco_agenda_van_link() RETURNS SETOF uuid
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public AS $$
  SELECT g.object_id FROM lco_persoonlijkelink l
    JOIN lco_deelnemer d ON d.id = l.deelnemer_id
    JOIN gezinnen_gegevensdeling g ON g.bron_sleutel = l.sleutel AND g.functie_id IS NULL
     AND g.ontvanger_sleutel = d.id
   WHERE bg_soort() = 'link' AND l.id = bg_persoon() AND {OPEN} AND g.soort = 'lco.agenda'
     AND g.beeindigd_op IS NULL AND g.van <= bg_dag() AND (g.tot IS NULL OR g.tot >= bg_dag())
     AND EXISTS (SELECT 1 FROM beroepsgeheim_toegang t WHERE t.persoon_id = l.id AND t.sleutel = l.sleutel
       AND t.reikwijdte = 'deelname' AND t.grond = 'genodigd' AND t.ingetrokken_op IS NULL AND t.van <= bg_dag()
       AND (t.tot IS NULL OR t.tot >= bg_dag()))
$$;
"""

BEEINDIGD = """
-- A no of the family ends what a link reads in the same statement, as for who logs in (0003_agenda.py).
CREATE FUNCTION lco_deling_link_beeindigd() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public AS $$
BEGIN
  UPDATE beroepsgeheim_toegang t
     SET grond = CASE NEW.soort WHEN 'lco.agenda' THEN 'genodigd_praktisch' ELSE t.grond END,
         ingetrokken_op = CASE NEW.soort WHEN 'lco.agenda' THEN NULL ELSE now() END
    FROM lco_persoonlijkelink l JOIN lco_deelnemer d ON d.id = l.deelnemer_id
   WHERE t.persoon_id = l.id AND t.sleutel = NEW.bron_sleutel AND t.reikwijdte = 'deelname'
     AND t.ingetrokken_op IS NULL AND l.sleutel = NEW.bron_sleutel AND d.id = NEW.ontvanger_sleutel
     AND d.functie_id IS NULL;
  RETURN NULL;
END $$;
CREATE TRIGGER lco_deling_link_beeindigd AFTER UPDATE OF beeindigd_op ON gezinnen_gegevensdeling FOR EACH ROW
  WHEN (OLD.beeindigd_op IS NULL AND NEW.beeindigd_op IS NOT NULL AND NEW.functie_id IS NULL
    AND NEW.soort IN ('lco.agenda', 'lco.uitnodiging') AND NEW.einde NOT IN ('vervangen', 'ingetrokken'))
  EXECUTE FUNCTION lco_deling_link_beeindigd();
"""

BEZOEKER = f"""
-- For the visitor: whether a link is open, with the seed of which its address is a signature.
CREATE FUNCTION lco_link_zaad(p_link uuid) RETURNS uuid
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public AS $$
  SELECT l.zaad FROM lco_persoonlijkelink l WHERE l.id = p_link AND {OPEN}
$$;

-- A new code, five a day at most, good for fifteen minutes and five tries.
CREATE FUNCTION lco_link_vraag_code(p_link uuid) RETURNS uuid
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public AS $$
DECLARE v_zaad uuid := gen_random_uuid();
BEGIN
  UPDATE lco_persoonlijkelink l SET code_zaad = v_zaad, code_tot = now() + interval '15 minutes', code_pogingen = 0,
    codes_dag = {VANDAAG},
    codes_aantal = CASE WHEN l.codes_dag = {VANDAAG} THEN l.codes_aantal + 1 ELSE 1 END
   WHERE l.id = p_link AND {OPEN} AND (l.codes_dag IS DISTINCT FROM {VANDAAG} OR l.codes_aantal < 5);
  RETURN CASE WHEN FOUND THEN v_zaad END;
END $$;

-- One try at the code: gives the seed to compare with, five times; the sixth and later get nothing.
CREATE FUNCTION lco_link_probeer(p_link uuid) RETURNS uuid
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public AS $$
DECLARE v_zaad uuid;
BEGIN
  UPDATE lco_persoonlijkelink l SET code_pogingen = l.code_pogingen + 1
   WHERE l.id = p_link AND {OPEN} AND l.code_zaad IS NOT NULL AND l.code_tot > now() AND l.code_pogingen < 5
   RETURNING l.code_zaad INTO v_zaad;
  RETURN v_zaad;
END $$;

-- The right code: from now on the link belongs to this device; one that had it before loses it.
CREATE FUNCTION lco_link_bind(p_link uuid, p_code_zaad uuid, p_toestel text) RETURNS uuid
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public AS $$
DECLARE v_sleutel uuid;
BEGIN
  UPDATE lco_persoonlijkelink l SET toestel = p_toestel, geopend_op = now(), gebruikt_op = now(), code_zaad = NULL
   WHERE l.id = p_link AND {OPEN} AND l.code_zaad = p_code_zaad AND l.code_tot > now() AND length(p_toestel) = 64
   RETURNING l.sleutel INTO v_sleutel;
  RETURN v_sleutel;
END $$;

-- Each request: is this the device to which the link belongs?
CREATE FUNCTION lco_link_houder(p_link uuid, p_toestel text) RETURNS uuid
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public AS $$
  SELECT l.overleg_id FROM lco_persoonlijkelink l
   WHERE l.id = p_link AND {OPEN} AND length(p_toestel) = 64 AND l.toestel = p_toestel
$$;

-- Where the mail goes: for the worker alone.
CREATE FUNCTION lco_link_adres(p_link uuid) RETURNS TABLE (email text, zaad uuid, code_zaad uuid)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public AS $$
  SELECT l.email::text, l.zaad, l.code_zaad FROM lco_persoonlijkelink l
   WHERE l.id = p_link AND {OPEN} AND bg_soort() = 'systeem'
$$;
"""

TERUG = """
DROP TRIGGER lco_deling_link_beeindigd ON gezinnen_gegevensdeling;
DROP FUNCTION lco_deling_link_beeindigd(), lco_agenda_van_link(), lco_link_adres(uuid), lco_link_houder(uuid, text),
  lco_link_bind(uuid, uuid, text), lco_link_probeer(uuid), lco_link_vraag_code(uuid), lco_link_zaad(uuid),
  lco_geef_deelname_link(uuid, text, date), lco_sluit_links(uuid, uuid), lco_maak_link(uuid, text, date);
"""


class Migration(migrations.Migration):
    dependencies = [("lco", "0003_agenda")]
    operations = [migrations.RunSQL(MAKEN + LEZEN + BEEINDIGD + BEZOEKER, TERUG)]
