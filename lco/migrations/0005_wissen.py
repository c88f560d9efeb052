"""What erasing needs to know of consultations."""

from django.db import migrations

HEEN = """
CREATE FUNCTION wis_bezig_lco(p_sleutel uuid) RETURNS boolean LANGUAGE sql STABLE AS $$
  SELECT EXISTS (SELECT 1 FROM lco_overleg o WHERE o.client_sleutel = p_sleutel
    AND o.status NOT IN ('gehouden', 'opgevolgd', 'geannuleerd', 'gestopt'))
$$;

-- Clients known only from a consultation; a family with a file ends with its file.
CREATE FUNCTION wis_einde_lco() RETURNS TABLE (sleutel uuid, organisatie uuid, klasse text, einde date)
LANGUAGE sql STABLE AS $$
  SELECT DISTINCT ON (o.client_sleutel) o.client_sleutel, o.ocmw_id, 'overleg',
    (coalesce(o.datum, o.gemaakt_op) AT TIME ZONE 'Europe/Brussels')::date
    FROM lco_overleg o JOIN gezinnen_client c ON c.id = o.client_id AND c.soort = 'overleg'
   ORDER BY o.client_sleutel, coalesce(o.datum, o.gemaakt_op) DESC
$$;

CREATE FUNCTION wis_telling_lco(p_sleutels uuid[])
RETURNS TABLE (jaar integer, gemeente uuid, soort text, aantal bigint) LANGUAGE sql STABLE AS $$
  SELECT extract(year FROM o.datum AT TIME ZONE 'Europe/Brussels')::integer, o.gemeente_id, 'overleg', count(*)
    FROM lco_overleg o
   WHERE o.client_sleutel = ANY (p_sleutels) AND o.status IN ('gehouden', 'opgevolgd') AND o.datum IS NOT NULL
   GROUP BY 1, 2
$$;

REVOKE EXECUTE ON FUNCTION wis_bezig_lco(uuid), wis_einde_lco(), wis_telling_lco(uuid[]) FROM PUBLIC;
"""
WEG = "DROP FUNCTION wis_telling_lco(uuid[]), wis_einde_lco(), wis_bezig_lco(uuid);"


class Migration(migrations.Migration):
    dependencies = [("lco", "0004_persoonlijke_link"), ("beroepsgeheim", "0004_wissen")]
    operations = [migrations.RunSQL(HEEN, WEG)]
