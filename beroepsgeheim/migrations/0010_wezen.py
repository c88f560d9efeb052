"""Files without a row: what a worker left on the disk when it stopped just before its commit."""

from django.db import migrations

HEEN = """
CREATE FUNCTION bg_zonder_document(p_bestanden text[]) RETURNS SETOF text
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public AS $$
BEGIN
  IF bg_soort() IS DISTINCT FROM 'systeem' THEN
    RAISE EXCEPTION 'enkel het schema ruimt op' USING ERRCODE = 'insufficient_privilege';
  END IF;
  RETURN QUERY SELECT b FROM unnest(p_bestanden) AS b
    WHERE NOT EXISTS (SELECT 1 FROM vloer_document d WHERE d.bestand = b);
END $$;
"""


class Migration(migrations.Migration):
    dependencies = [("beroepsgeheim", "0009_aankondiging"), ("vloer", "0001_initial")]
    operations = [migrations.RunSQL(HEEN, "DROP FUNCTION bg_zonder_document(text[])")]
