"""What erasing needs to know of families: when a file ended, whether something still runs, what may be counted."""

from django.db import migrations

HEEN = """
CREATE FUNCTION wis_einde_gezinnen() RETURNS TABLE (sleutel uuid, organisatie uuid, klasse text, einde date)
LANGUAGE sql STABLE AS $$
  SELECT g.sleutel, g.dienst_id,
    CASE WHEN EXISTS (SELECT 1 FROM gezinnen_aanmelding a WHERE a.gezin_id = g.id AND a.opname_op IS NOT NULL)
      THEN 'dossier' ELSE 'niet_gestart' END,
    greatest(
      (SELECT max(t.tot) FROM gezinnen_traject t WHERE t.gezin_id = g.id),
      (SELECT max(greatest(a.datum, a.beslist_op)) FROM gezinnen_aanmelding a WHERE a.gezin_id = g.id),
      CASE WHEN g.herkomst = 'hier' THEN (g.gemaakt_op AT TIME ZONE 'Europe/Brussels')::date END)
    FROM gezinnen_gezin g
   WHERE g.fase IN ('afgerond', 'gestopt')
$$;

CREATE FUNCTION wis_bezig_gezinnen(p_sleutel uuid) RETURNS boolean LANGUAGE sql STABLE AS $$
  SELECT EXISTS (SELECT 1 FROM gezinnen_traject t WHERE t.sleutel = p_sleutel AND t.tot IS NULL)
    OR EXISTS (SELECT 1 FROM gezinnen_aanmelding a
      WHERE a.sleutel = p_sleutel AND a.beslissing IN ('open', 'wachtlijst'))
    OR EXISTS (SELECT 1 FROM gezinnen_verzoek v
      WHERE v.sleutel = p_sleutel AND v.afgehandeld_op IS NULL AND v.soort <> 'wissing')
    OR EXISTS (SELECT 1 FROM gezinnen_zorgomveiligheid z
      WHERE z.client_sleutel = p_sleutel AND z.afgesloten_op IS NULL)
$$;

CREATE FUNCTION wis_telling_gezinnen(p_sleutels uuid[])
RETURNS TABLE (jaar integer, gemeente uuid, soort text, aantal bigint) LANGUAGE sql STABLE AS $$
  WITH a AS (
    SELECT x.*, coalesce(x.gemeente_id, g.gemeente_id) AS waar FROM gezinnen_aanmelding x
      JOIN gezinnen_gezin g ON g.id = x.gezin_id WHERE x.sleutel = ANY (p_sleutels)
  )
  SELECT extract(year FROM a.datum)::integer, a.waar, 'aanmelding', count(*) FROM a GROUP BY 1, 2
  UNION ALL
  SELECT extract(year FROM a.opname_op)::integer, a.waar, 'opname', count(*) FROM a
   WHERE a.opname_op IS NOT NULL GROUP BY 1, 2
$$;

CREATE FUNCTION gz_wis_op_verzoek(p_verzoek uuid) RETURNS uuid
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public AS $$
DECLARE v gezinnen_verzoek;
BEGIN
  SELECT * INTO v FROM gezinnen_verzoek x
   WHERE x.id = p_verzoek AND x.soort = 'wissing' AND x.afgehandeld_op IS NULL
     AND bg_rol() = 'privacy' AND x.dienst_id = bg_organisatie();
  IF v.id IS NULL THEN
    RAISE EXCEPTION 'wissen geweigerd' USING ERRCODE = 'insufficient_privilege';
  END IF;
  IF bg_wis_bezig(v.sleutel) THEN RETURN NULL; END IF;  -- something still runs: it is ended first
  RETURN bg_wis_op_verzoek(v.sleutel, v.dienst_id, 'dossier');
END $$;

REVOKE EXECUTE ON FUNCTION wis_einde_gezinnen(), wis_bezig_gezinnen(uuid), wis_telling_gezinnen(uuid[]) FROM PUBLIC;
"""
WEG = """
DROP FUNCTION gz_wis_op_verzoek(uuid), wis_telling_gezinnen(uuid[]), wis_bezig_gezinnen(uuid),
  wis_einde_gezinnen();
"""


class Migration(migrations.Migration):
    dependencies = [("gezinnen", "0008_opvolging"), ("beroepsgeheim", "0004_wissen")]
    operations = [migrations.RunSQL(HEEN, WEG)]
