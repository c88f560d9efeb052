"""A helper on both sides: who also helps somebody from whom a member is shielded, gets nothing about that member.

Where and when somebody is at home is enough to do harm: it counts for practical data too. A shielding that is
written down later, or a helper of whom it turns out later whom she helps, stops what was already shared.
"""

from django.db import migrations, models

HEEN = """
-- Does this recipient also help somebody from whom a person is shielded whom this concerns? One helper may stand
-- there twice, once for each side: she is known by her role, or by name and service.
CREATE FUNCTION delen_beide_kanten(p_sleutel uuid, p_over uuid[], p_hulpverlener uuid, p_functie uuid)
RETURNS boolean LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public AS $$
  SELECT EXISTS (
    SELECT 1 FROM gezinnen_afscherming a
      JOIN gezinnen_betrokkenhulpverlener h ON h.sleutel = a.sleutel AND h.van_lid_id = a.voor_lid_id
      LEFT JOIN gezinnen_betrokkenhulpverlener zelf ON zelf.id = p_hulpverlener AND zelf.sleutel = a.sleutel
      CROSS JOIN (SELECT coalesce(bg_dag(), current_date) AS dag) v
     WHERE a.sleutel = p_sleutel AND (cardinality(p_over) = 0 OR a.lid_id = ANY (p_over))
       AND a.van <= v.dag AND (a.tot IS NULL OR a.tot >= v.dag)
       AND (h.van IS NULL OR h.van <= v.dag) AND (h.tot IS NULL OR h.tot >= v.dag)
       AND (h.id = p_hulpverlener OR h.functie_id = p_functie OR h.functie_id = zelf.functie_id
            OR lower(btrim(h.naam)) = lower(btrim(zelf.naam))
               AND h.organisatie_id IS NOT DISTINCT FROM zelf.organisatie_id
               AND lower(btrim(h.organisatie_tekst)) = lower(btrim(zelf.organisatie_tekst))))
$$;
REVOKE EXECUTE ON FUNCTION delen_beide_kanten(uuid, uuid[], uuid, uuid) FROM PUBLIC;

-- One more rule around those there are: every way of asking and every trigger comes through here.
ALTER FUNCTION delen_regels(uuid, uuid, text, boolean, uuid[], uuid, uuid, uuid, text, uuid)
  RENAME TO delen_regels_ontvanger;
CREATE FUNCTION delen_regels(p_sleutel uuid, p_bron uuid, p_soort text, p_vertrouwelijk boolean, p_over uuid[],
  p_hulpverlener uuid, p_functie uuid, p_organisatie uuid, p_naam text, p_ontvanger uuid) RETURNS text[]
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public AS $$
  SELECT delen_regels_ontvanger(p_sleutel, p_bron, p_soort, p_vertrouwelijk, p_over, p_hulpverlener, p_functie,
           p_organisatie, p_naam, p_ontvanger)
      || CASE WHEN delen_beide_kanten(p_sleutel, p_over, p_hulpverlener, p_functie)
              THEN ARRAY['beide_kanten'] ELSE ARRAY[]::text[] END
$$;
REVOKE EXECUTE ON FUNCTION delen_regels(uuid, uuid, text, boolean, uuid[], uuid, uuid, uuid, text, uuid) FROM PUBLIC;

CREATE FUNCTION delen_na_beide_kanten() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public AS $$
BEGIN
  UPDATE gezinnen_gegevensdeling d SET beeindigd_op = now(), einde = 'kanten'
   WHERE d.sleutel = NEW.sleutel AND d.beeindigd_op IS NULL
     AND delen_beide_kanten(d.sleutel, d.over, d.hulpverlener_id, d.functie_id);
  RETURN NULL;
END $$;
CREATE TRIGGER delen_beide_kanten AFTER INSERT OR UPDATE ON gezinnen_afscherming
  FOR EACH ROW EXECUTE FUNCTION delen_na_beide_kanten();
CREATE TRIGGER delen_beide_kanten
  AFTER INSERT OR UPDATE OF van_lid_id, naam, organisatie_id, organisatie_tekst, functie_id, van, tot
  ON gezinnen_betrokkenhulpverlener FOR EACH ROW EXECUTE FUNCTION delen_na_beide_kanten();
"""

TERUG = """
DROP TRIGGER delen_beide_kanten ON gezinnen_betrokkenhulpverlener;
DROP TRIGGER delen_beide_kanten ON gezinnen_afscherming;
DROP FUNCTION delen_na_beide_kanten();
DROP FUNCTION delen_regels(uuid, uuid, text, boolean, uuid[], uuid, uuid, uuid, text, uuid);
ALTER FUNCTION delen_regels_ontvanger(uuid, uuid, text, boolean, uuid[], uuid, uuid, uuid, text, uuid)
  RENAME TO delen_regels;
DROP FUNCTION delen_beide_kanten(uuid, uuid[], uuid, uuid);
"""


class Migration(migrations.Migration):
    dependencies = [("gezinnen", "0023_ontvanger_regels"), ("organisaties", "0006_kaart_onthouden")]

    operations = [
        migrations.RemoveConstraint(
            model_name="gegevensdeling",
            name="deling_einde_heeft_reden",
        ),
        migrations.AlterField(
            model_name="gegevensdeling",
            name="einde",
            field=models.CharField(
                blank=True,
                choices=[
                    ("bezwaar", "het gezin zei nee"),
                    ("taak", "de taak van de ontvanger is voorbij"),
                    ("opgelegd", "de ontvanger werkt nu in een opgelegd kader"),
                    ("geheim", "de ontvanger is niet (meer) gebonden door beroepsgeheim"),
                    ("vervangen", "er kwam een nieuwe versie"),
                    ("ingetrokken", "het werd teruggenomen"),
                    ("gestopt", "wie deelde, stopte het"),
                    ("kanten", "de ontvanger helpt ook iemand die dit niet mag weten"),
                ],
                max_length=12,
            ),
        ),
        migrations.AlterField(
            model_name="gegevensdelingspoor",
            name="einde",
            field=models.CharField(
                blank=True,
                choices=[
                    ("bezwaar", "het gezin zei nee"),
                    ("taak", "de taak van de ontvanger is voorbij"),
                    ("opgelegd", "de ontvanger werkt nu in een opgelegd kader"),
                    ("geheim", "de ontvanger is niet (meer) gebonden door beroepsgeheim"),
                    ("vervangen", "er kwam een nieuwe versie"),
                    ("ingetrokken", "het werd teruggenomen"),
                    ("gestopt", "wie deelde, stopte het"),
                    ("kanten", "de ontvanger helpt ook iemand die dit niet mag weten"),
                ],
                max_length=12,
            ),
        ),
        migrations.AddConstraint(
            model_name="gegevensdeling",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("beeindigd_op__isnull", True), ("einde", "")),
                    models.Q(
                        ("beeindigd_op__isnull", False),
                        (
                            "einde__in",
                            [
                                "bezwaar",
                                "taak",
                                "opgelegd",
                                "geheim",
                                "vervangen",
                                "ingetrokken",
                                "gestopt",
                                "kanten",
                            ],
                        ),
                    ),
                    _connector="OR",
                ),
                name="deling_einde_heeft_reden",
            ),
        ),
        migrations.RunSQL(HEEN, TERUG),
    ]
