"""Who looked at the household's file says who helps where: closed for somebody from whom a member is shielded.

Such a person reads the lines that are about himself alone. The function is that of beroepsgeheim/0005, with one
condition more.
"""

from django.db import migrations


def raadplegingen(ook: str) -> str:
    """The function that gives the lines of one file, with an extra condition on lines about nobody in particular."""
    return f"""
CREATE OR REPLACE FUNCTION bg_raadplegingen(p_sleutel uuid, p_voor bigint, p_van timestamptz, p_tot timestamptz,
  p_aantal integer)
RETURNS TABLE (id bigint, tijdstip timestamptz, actie text, onderdeel text, doel text, uitkomst text,
  soort_actor text, functie uuid, organisatie uuid, rol text, eigen boolean)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public SET plan_cache_mode = force_custom_plan AS $$
BEGIN
  IF p_sleutel NOT IN (SELECT bg_sleutels('dossier', 'gezin')) THEN
    RETURN;
  END IF;
  RETURN QUERY SELECT r.id, r.tijdstip, r.actie::text, r.onderdeel::text, r.doel::text, r.uitkomst::text,
      r.soort_actor::text, r.functie, r.organisatie, r.rol::text,
      r.gebruiker IS NOT NULL AND r.gebruiker = NULLIF(current_setting('tc.gebruiker', true), '')::uuid
    FROM beroepsgeheim_raadpleging r
   WHERE r.sleutel = p_sleutel AND (p_voor IS NULL OR r.id < p_voor)
     AND (p_van IS NULL OR r.tijdstip >= p_van) AND (p_tot IS NULL OR r.tijdstip < p_tot)
     AND CASE WHEN bg_persoon() IS NULL THEN r.soort_actor <> 'gezinslid'
              ELSE r.persoon IS NULL{ook} OR r.persoon = bg_persoon() END
   ORDER BY r.id DESC LIMIT p_aantal;
END $$;
"""


class Migration(migrations.Migration):
    dependencies = [("gezinnen", "0024_beide_kanten")]
    operations = [
        migrations.RunSQL(raadplegingen(" AND NOT EXISTS (SELECT gz_afgeschermd())"), raadplegingen(""))
    ]
