"""What a care worker who has left leaves open: functions of the owner for who manages people or planning.

They hand out numbers and hours, no words of a family. A manager ends an Inzet or hands it to a colleague without
reaching the family's file; what the family expects of the help goes along unread.
"""

from django.db import migrations

HEEN = """
CREATE FUNCTION co_regelt() RETURNS boolean LANGUAGE sql STABLE AS $$
  SELECT coalesce(bg_rol() IN ('verantwoordelijke', 'beheerder'), false)
$$;

-- Open deployments of who has left, and turns of before that nobody confirmed. (`inzet_loopt`: it can be ended.)
CREATE FUNCTION co_open_inzetten() RETURNS TABLE (functie uuid, inzet uuid, gezin uuid, nummer text, uren numeric,
  dagen smallint[], van date, inzet_loopt boolean, onbevestigd bigint)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public AS $$
  SELECT * FROM (
    SELECT i.verzorgende_id, i.id, i.gezin_id, g.nummer::text, i.uren_per_week, i.weekdagen, i.van,
      i.einde_reden = '' AND (i.tot IS NULL OR i.tot >= bg_dag()) AS loopt,
      (SELECT count(*) FROM coaching_beurt b
        WHERE b.inzet_id = i.id AND b.status = 'gepland' AND b.datum < bg_dag()) AS aantal
      FROM coaching_inzet i JOIN gezinnen_gezin g ON g.id = i.gezin_id
     WHERE co_regelt() AND i.dienst_id = bg_organisatie() AND gz_is_voorbij(i.verzorgende_id)) x
   WHERE x.loopt OR x.aantal > 0
$$;

-- End one of them, and let a colleague carry on when one is named. Returns the key of the family.
CREATE FUNCTION co_sluit_inzet(p_inzet uuid, p_nieuw uuid, p_reden text, p_weg text, p_komt text, p_uren text)
RETURNS uuid LANGUAGE plpgsql SECURITY DEFINER SET search_path = public AS $$
DECLARE v coaching_inzet; v_client uuid; v_tot date; v_van date; v_id uuid := gen_random_uuid();
BEGIN
  SELECT * INTO v FROM coaching_inzet i WHERE i.id = p_inzet AND i.dienst_id = bg_organisatie() FOR UPDATE;
  IF v.id IS NULL OR NOT co_regelt() OR NOT gz_is_voorbij(v.verzorgende_id) OR v.einde_reden <> ''
     OR v.tot < bg_dag() OR p_reden = '' THEN
    RAISE EXCEPTION 'inzet sluiten geweigerd' USING ERRCODE = 'insufficient_privilege';
  END IF;
  -- Her last day: that of her role, and never one that still has to come.
  SELECT greatest(v.van, least(bg_dag(), f.tot, (f.ingetrokken_op AT TIME ZONE 'Europe/Brussels')::date))
    INTO v_tot FROM organisaties_functie f WHERE f.id = v.verzorgende_id;
  v_van := greatest(v_tot + 1, bg_dag());
  IF p_nieuw IS NOT NULL AND (gz_is_voorbij(p_nieuw) OR NOT EXISTS (SELECT 1 FROM organisaties_functie f
        WHERE f.id = p_nieuw AND f.rol = 'verzorgende' AND f.organisatie_id = v.dienst_id
          AND f.toegekend_op IS NOT NULL AND f.van <= bg_dag())
      OR EXISTS (SELECT 1 FROM coaching_inzet i WHERE i.gezin_id = v.gezin_id AND i.verzorgende_id = p_nieuw
                  AND (i.tot IS NULL OR i.tot >= v_van))) THEN
    RAISE EXCEPTION 'opvolger geweigerd' USING ERRCODE = 'insufficient_privilege';
  END IF;
  SELECT g.client_id INTO v_client FROM gezinnen_gezin g WHERE g.id = v.gezin_id;
  UPDATE coaching_inzet SET tot = v_tot, einde_reden = p_reden, versie = versie + 1 WHERE id = v.id;
  UPDATE beroepsgeheim_toegang t SET ingetrokken_op = now()
   WHERE t.sleutel = v.sleutel AND t.functie_id = v.verzorgende_id AND t.grond = 'inzet' AND t.ingetrokken_op IS NULL;
  DELETE FROM coaching_beurt b WHERE b.inzet_id = v.id AND b.status = 'gepland' AND b.datum > v_tot;
  INSERT INTO gezinnen_gebeurtenis (id, sleutel, client_id, soort, icoon, titel, tekst, app_url, dag, gemaakt_op,
    door_id, voor)
  VALUES (gen_random_uuid(), v.sleutel, v_client, 'coaching.inzet', 'hand', left(p_weg, 200), '', '', v_tot, now(),
    bg_functie(), 'dossier');
  IF p_nieuw IS NULL THEN RETURN v.sleutel; END IF;
  INSERT INTO coaching_inzet (id, sleutel, gezin_id, dienst_id, verzorgende_id, uren_per_week, minder_reden,
    weekdagen, bedoeling, van, einde_reden, vorige_id, gemaakt_door_id, gemaakt_op, versie)
  VALUES (v_id, v.sleutel, v.gezin_id, v.dienst_id, p_nieuw, v.uren_per_week, v.minder_reden, v.weekdagen,
    v.bedoeling, v_van, '', v.id, bg_functie(), now(), 1);
  INSERT INTO coaching_inzetwoord (inzet_id, sleutel, afspraak)
  SELECT v_id, w.sleutel, w.afspraak FROM coaching_inzetwoord w WHERE w.inzet_id = v.id;
  INSERT INTO beroepsgeheim_toegang (id, sleutel, reikwijdte, grond, functie_id, rol, van, gegeven_door, gegeven_op)
  VALUES (gen_random_uuid(), v.sleutel, 'zorg', 'inzet', p_nieuw, '', v_van, bg_functie(), now());
  INSERT INTO gezinnen_gebeurtenis (id, sleutel, client_id, soort, icoon, titel, tekst, app_url, dag, gemaakt_op,
    door_id, voor)
  VALUES (gen_random_uuid(), v.sleutel, v_client, 'coaching.inzet', 'hand', left(p_komt, 200), left(p_uren, 500), '',
    v_van, now(), bg_functie(), 'allen');
  RETURN v.sleutel;
END $$;
"""
TERUG = """
DROP FUNCTION co_sluit_inzet(uuid, uuid, text, text, text, text), co_open_inzetten(), co_regelt();
"""


class Migration(migrations.Migration):
    dependencies = [("coaching", "0001_initial"), ("gezinnen", "0008_opvolging")]
    operations = [migrations.RunSQL(HEEN, TERUG)]
