"""A participant is known by her key, not by her name; what she reads has a last day.

What was shared before gets the key of its participant where only one can be meant. An act that could be of two
people of one name is nobody's any more: the next version of the agenda shares with each of them anew.
"""

from importlib import import_module

from django.db import migrations

VANDAAG = "(now() AT TIME ZONE 'Europe/Brussels')::date"
OPEN = f"l.ingetrokken_op IS NULL AND l.tot >= {VANDAAG}"
SOORTEN = "('lco.agenda', 'lco.uitnodiging')"
DAG = "(o.datum AT TIME ZONE 'Europe/Brussels')::date + 30"


def sleutels(ook: str) -> str:
    """Give acts their participant, where there is just one with this role (or name) and this extra condition."""
    return f"""
UPDATE gezinnen_gegevensdeling g SET ontvanger_sleutel = k.deelnemer
  FROM (SELECT x.id, min(d.id::text)::uuid AS deelnemer
          FROM gezinnen_gegevensdeling x JOIN lco_deelnemer d ON d.overleg_id = x.bron_sleutel
           AND CASE WHEN x.functie_id IS NULL THEN d.functie_id IS NULL AND d.naam = x.ontvanger_naam
                    ELSE d.functie_id = x.functie_id END
          LEFT JOIN organisaties_organisatie o ON o.id = d.organisatie_id
         WHERE x.soort IN {SOORTEN} AND x.ontvanger_sleutel IS NULL{ook}
         GROUP BY x.id HAVING count(*) = 1) k
 WHERE k.id = g.id;
"""


GEGEVENS = f"""
SET CONSTRAINTS ALL IMMEDIATE;
ALTER TABLE gezinnen_gegevensdeling DISABLE TRIGGER delen_vast;
{sleutels("")}{sleutels(" AND coalesce(nullif(d.organisatie_tekst, ''), o.naam, '') = x.ontvanger_dienst")}
ALTER TABLE gezinnen_gegevensdeling ENABLE TRIGGER delen_vast;
UPDATE gezinnen_bezwaar b SET ontvanger_sleutel = g.ontvanger_sleutel
  FROM gezinnen_gegevensdeling g WHERE g.id = b.deling_id AND g.ontvanger_sleutel IS NOT NULL;
-- What is still open ends as from now on: with the follow-up, or thirty days after the day.
UPDATE gezinnen_gegevensdeling g SET beeindigd_op = now(), einde = 'taak'
  FROM lco_overleg o WHERE o.id = g.bron_sleutel AND g.soort IN {SOORTEN} AND g.beeindigd_op IS NULL
   AND o.status = 'opgevolgd';
UPDATE gezinnen_gegevensdeling g SET tot = LEAST(g.tot, {DAG})
  FROM lco_overleg o WHERE o.id = g.bron_sleutel AND g.soort IN {SOORTEN} AND g.beeindigd_op IS NULL
   AND o.datum IS NOT NULL AND {DAG} < coalesce(g.tot, 'infinity');
UPDATE beroepsgeheim_toegang t SET tot = GREATEST(t.van, LEAST(t.tot, {DAG}))
  FROM lco_overleg o WHERE o.id = t.sleutel AND t.reikwijdte = 'deelname' AND t.ingetrokken_op IS NULL
   AND t.grond IN ('genodigd', 'genodigd_praktisch') AND o.datum IS NOT NULL;
"""

TOEGANG = f"""
-- An invitee reads from the moment the agenda is final, up to the last day of its sharing.
CREATE FUNCTION lco_geef_deelname(p_overleg uuid, p_functie uuid, p_grond text, p_tot date) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public AS $$
BEGIN
  PERFORM lco_eis_regelen(p_overleg);
  IF p_grond NOT IN ('genodigd', 'genodigd_praktisch') OR p_tot IS NULL OR NOT EXISTS (
      SELECT 1 FROM lco_deelnemer d WHERE d.overleg_id = p_overleg AND d.functie_id = p_functie
         AND d.uitnodigen = 'ja') THEN
    RAISE EXCEPTION 'geen genodigde' USING ERRCODE = 'insufficient_privilege';
  END IF;
  UPDATE beroepsgeheim_toegang t SET ingetrokken_op = now()
   WHERE t.sleutel = p_overleg AND t.functie_id = p_functie AND t.reikwijdte = 'deelname'
     AND (t.grond <> p_grond OR t.tot IS DISTINCT FROM p_tot) AND t.ingetrokken_op IS NULL;
  INSERT INTO beroepsgeheim_toegang (id, sleutel, reikwijdte, grond, functie_id, rol, van, tot, gegeven_door, gegeven_op)
  SELECT gen_random_uuid(), p_overleg, 'deelname', p_grond, p_functie, '', bg_dag(), p_tot, bg_functie(), now()
   WHERE NOT EXISTS (SELECT 1 FROM beroepsgeheim_toegang t
                      WHERE t.sleutel = p_overleg AND t.functie_id = p_functie AND t.reikwijdte = 'deelname'
                        AND t.grond = p_grond AND t.ingetrokken_op IS NULL);
END $$;

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
DROP FUNCTION lco_geef_deelname(uuid, uuid, text), lco_geef_deelname_link(uuid, text);
"""


def oud(module: str, naam: str) -> str:
    """A function as an earlier migration made it."""
    tekst = import_module(f"lco.migrations.{module}").HEEN
    begin = tekst.index(f"CREATE FUNCTION {naam}(")
    return tekst[begin : tekst.index("END $$;", begin) + len("END $$;")]


OUDE_TOEGANG = "\n".join(
    (
        "DROP FUNCTION lco_geef_deelname(uuid, uuid, text, date), lco_geef_deelname_link(uuid, text, date);",
        oud("0002_functies", "lco_geef_deelname"),
        oud("0008_persoonlijke_link_regels", "lco_geef_deelname_link"),
    )
)


def link_functies(agenda: str, einde: str) -> str:
    """What a link reads, and that it ends: with how an act finds its participant."""
    return f"""
CREATE OR REPLACE FUNCTION lco_agenda_van_link() RETURNS SETOF uuid
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public AS $$
  SELECT g.object_id FROM lco_persoonlijkelink l
    JOIN lco_deelnemer d ON d.id = l.deelnemer_id
    JOIN gezinnen_gegevensdeling g ON g.bron_sleutel = l.sleutel AND g.functie_id IS NULL
     AND {agenda}
   WHERE bg_soort() = 'link' AND l.id = bg_persoon() AND {OPEN} AND g.soort = 'lco.agenda'
     AND g.beeindigd_op IS NULL AND g.van <= bg_dag() AND (g.tot IS NULL OR g.tot >= bg_dag())
     AND EXISTS (SELECT 1 FROM beroepsgeheim_toegang t WHERE t.persoon_id = l.id AND t.sleutel = l.sleutel
       AND t.reikwijdte = 'deelname' AND t.grond = 'genodigd' AND t.ingetrokken_op IS NULL AND t.van <= bg_dag()
       AND (t.tot IS NULL OR t.tot >= bg_dag()))
$$;

CREATE OR REPLACE FUNCTION lco_deling_link_beeindigd() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public AS $$
BEGIN
  UPDATE beroepsgeheim_toegang t
     SET grond = CASE NEW.soort WHEN 'lco.agenda' THEN 'genodigd_praktisch' ELSE t.grond END,
         ingetrokken_op = CASE NEW.soort WHEN 'lco.agenda' THEN NULL ELSE now() END
    FROM lco_persoonlijkelink l JOIN lco_deelnemer d ON d.id = l.deelnemer_id
   WHERE t.persoon_id = l.id AND t.sleutel = NEW.bron_sleutel AND t.reikwijdte = 'deelname'
     AND t.ingetrokken_op IS NULL AND l.sleutel = NEW.bron_sleutel AND {einde}
     AND d.functie_id IS NULL;
  RETURN NULL;
END $$;
"""


NIEUW = link_functies("g.ontvanger_sleutel = d.id", "d.id = NEW.ontvanger_sleutel")
OUD = link_functies("g.ontvanger_naam = d.naam", "d.naam = NEW.ontvanger_naam")


class Migration(migrations.Migration):
    dependencies = [
        ("lco", "0009_antwoorden"),
        ("gezinnen", "0023_ontvanger_regels"),
        ("pghistory", "0007_auto_20250421_0444"),  # the history of the rows that change here
    ]
    operations = [
        migrations.RunSQL(GEGEVENS, migrations.RunSQL.noop),
        migrations.RunSQL(TOEGANG, OUDE_TOEGANG),
        migrations.RunSQL(NIEUW, OUD),
    ]
