"""Rows of an import that wait have no key of their own: erasing finds them by the client they belong to."""

from django.db import migrations

HEEN = """
CREATE FUNCTION wis_ook_rapportage(p_sleutels uuid[], p_ids uuid[]) RETURNS bigint
LANGUAGE plpgsql AS $$
DECLARE v_aantal bigint;
BEGIN
  DELETE FROM rapportage_invoerrij WHERE client = ANY (p_sleutels);
  GET DIAGNOSTICS v_aantal = ROW_COUNT;
  RETURN v_aantal;
END $$;

REVOKE EXECUTE ON FUNCTION wis_ook_rapportage(uuid[], uuid[]) FROM PUBLIC;
"""


class Migration(migrations.Migration):
    dependencies = [("rapportage", "0003_invoer"), ("beroepsgeheim", "0004_wissen")]
    operations = [migrations.RunSQL(HEEN, "DROP FUNCTION wis_ook_rapportage(uuid[], uuid[])")]
