"""Sharing and a no follow who logs in for a help: another person reads nothing of what the former one was given."""

import django.db.models.deletion
from django.db import migrations, models

HEEN = """
CREATE OR REPLACE FUNCTION delen_zelfde_ontvanger(b gezinnen_bezwaar, p_hulpverlener uuid, p_functie uuid,
  p_organisatie uuid, p_naam text, p_ontvanger uuid) RETURNS boolean
LANGUAGE sql STABLE AS $$
  SELECT coalesce(b.hulpverlener_id = p_hulpverlener, false) OR coalesce(b.functie_id = p_functie, false)
    OR coalesce(b.organisatie_id = p_organisatie, false) OR coalesce(b.ontvanger_sleutel = p_ontvanger, false)
    OR EXISTS (SELECT 1 FROM organisaties_functie x JOIN organisaties_functie y ON y.gebruiker_id = x.gebruiker_id
                WHERE x.id = b.functie_id AND y.id = p_functie)
    OR EXISTS (SELECT 1 FROM gezinnen_betrokkenhulpverlener h JOIN organisaties_functie x ON x.id = h.functie_id
                 JOIN organisaties_functie y ON y.gebruiker_id = x.gebruiker_id
                WHERE h.id = b.hulpverlener_id AND y.id = p_functie)
    OR b.ontvanger_naam <> '' AND lower(btrim(b.ontvanger_naam)) = lower(btrim(p_naam))
       AND (b.ontvanger_sleutel IS NULL OR p_ontvanger IS NULL) AND (b.functie_id IS NULL OR p_functie IS NULL)
$$;

CREATE OR REPLACE FUNCTION delen_na_hulp() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public AS $$
BEGIN
  IF TG_OP = 'UPDATE' THEN  -- somebody else logs in for this help: who did reads nothing more
    UPDATE gezinnen_gegevensdeling d SET beeindigd_op = now(), einde = 'taak'
     WHERE d.sleutel = NEW.sleutel AND d.beeindigd_op IS NULL AND d.hulpverlener_id = NEW.id
       AND d.functie_id = OLD.functie_id AND NEW.functie_id IS DISTINCT FROM OLD.functie_id;
  END IF;
  -- A no to this help holds for whoever logs in for it, also for what came to her another way.
  UPDATE gezinnen_gegevensdeling d SET beeindigd_op = now(), einde = 'bezwaar'
   WHERE d.sleutel = NEW.sleutel AND d.beeindigd_op IS NULL AND d.functie_id = NEW.functie_id
     AND EXISTS (SELECT 1 FROM gezinnen_bezwaar b WHERE b.sleutel = NEW.sleutel
       AND delen_bezwaar_raakt(b, d.sleutel, d.bron_sleutel, d.soort, d.over, d.hulpverlener_id, d.functie_id,
         d.organisatie_id, d.ontvanger_naam, d.ontvanger_sleutel));
  PERFORM delen_herzie(NEW.sleutel, NEW.id, NEW.functie_id);
  RETURN NULL;
END $$;
"""


class Migration(migrations.Migration):
    dependencies = [("gezinnen", "0011_delen_beurt"), ("organisaties", "0001_initial")]
    operations = [
        migrations.RunSQL(HEEN, migrations.RunSQL.noop),  # the functions go with 0005 and 0006
        migrations.AlterField(
            model_name="betrokkenhulpverlener",
            name="functie",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="betrokken_bij",
                to="organisaties.functie",
                verbose_name="meldt zich hier aan als",
            ),
        ),
        migrations.AlterField(
            model_name="betrokkenhulpverlenerspoor",
            name="functie",
            field=models.ForeignKey(
                blank=True,
                db_constraint=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to="organisaties.functie",
                verbose_name="meldt zich hier aan als",
            ),
        ),
    ]
