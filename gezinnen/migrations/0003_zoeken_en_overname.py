"""Forgiving search inside one's own service, and taking over in an absence: tables and the owner's functions."""

import uuid

import django.contrib.postgres.fields
import django.contrib.postgres.indexes
import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from django.contrib.postgres.operations import BtreeGinExtension
from django.db import migrations, models

ZOEK = """
CREATE FUNCTION gz_zoek_gezin(p_woorden text[], p_klanken text[], p_geboren date, p_gemeente uuid,
  p_aantal integer) RETURNS TABLE (gezin_id uuid, nabijheid real)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public AS $$
DECLARE v_dienst uuid := bg_organisatie();
BEGIN
  IF bg_rol() IS DISTINCT FROM 'coach' OR v_dienst IS NULL THEN RETURN; END IF;
  PERFORM set_config('pg_trgm.word_similarity_threshold', '0.4', true);
  RETURN QUERY
  WITH vraag AS MATERIALIZED (
    SELECT v.woord, v.klank, v.nr FROM unnest(p_woorden, p_klanken) WITH ORDINALITY AS v(woord, klank, nr)
  ), treffer AS (
    SELECT z.id, v.nr, word_similarity(v.woord, z.woorden) AS ruw
      FROM vraag v JOIN gezinnen_zoeknaam z ON z.dienst_id = v_dienst AND z.woorden %> v.woord
    UNION ALL
    SELECT z.id, v.nr, 0.55
      FROM vraag v JOIN gezinnen_zoeknaam z ON z.dienst_id = v_dienst AND z.klanken @> ARRAY[v.klank]::varchar[]
     WHERE v.klank <> ''
    UNION ALL
    SELECT z.id, 0, 0.6 FROM gezinnen_zoeknaam z WHERE z.dienst_id = v_dienst AND z.geboortedatum = p_geboren
  ), beste AS MATERIALIZED (
    SELECT t.id, sum(t.ruw) AS ruw
      FROM (SELECT x.id, x.nr, max(x.ruw) AS ruw FROM treffer x GROUP BY x.id, x.nr) t
     GROUP BY t.id ORDER BY 2 DESC LIMIT 200
  ), gewogen AS (
    SELECT z.gezin_id, z.geboortedatum,
      coalesce((
        SELECT avg(per_woord.beste) FROM (
          SELECT max(CASE
            WHEN n.woord = v.woord THEN 1.0
            ELSE greatest(
              1 - levenshtein(v.woord, n.woord)::real / greatest(length(v.woord), length(n.woord), 1),
              CASE WHEN v.klank <> '' AND v.klank = n.klank THEN 0.8 ELSE 0 END)
            END) AS beste
          FROM vraag v, unnest(string_to_array(z.woorden, ' '), z.klanken) AS n(woord, klank)
          GROUP BY v.nr) per_woord), 0) AS naam,
      similarity(z.woorden, array_to_string(p_woorden, ' ')) AS geheel
    FROM beste b JOIN gezinnen_zoeknaam z ON z.id = b.id
  )
  SELECT g.gezin_id, max(
      w.naam + 0.05 * w.geheel
      + CASE WHEN w.geboortedatum = p_geboren THEN 0.5 ELSE 0 END
      + CASE WHEN gz.gemeente_id = p_gemeente THEN 0.08 ELSE 0 END)::real AS score
    FROM gewogen w JOIN gezinnen_gezin gz ON gz.id = w.gezin_id, LATERAL (SELECT gz.id AS gezin_id) g
   WHERE w.naam >= 0.5 OR w.geboortedatum = p_geboren
   GROUP BY g.gezin_id ORDER BY score DESC, g.gezin_id LIMIT least(p_aantal, 50);
END $$;
"""

OVERNAME = """
CREATE FUNCTION gz_neem_over(p_gezin uuid, p_reden text, p_toelichting text, p_dagen integer) RETURNS uuid
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public AS $$
DECLARE v_sleutel uuid; v_id uuid := gen_random_uuid(); v_tot date;
BEGIN
  SELECT g.sleutel INTO v_sleutel FROM gezinnen_gezin g
   WHERE g.id = p_gezin AND g.dienst_id = bg_organisatie();
  IF v_sleutel IS NULL OR bg_rol() IS DISTINCT FROM 'coach' OR bg_functie() IS NULL THEN
    RAISE EXCEPTION 'overname geweigerd' USING ERRCODE = 'insufficient_privilege';
  END IF;
  IF v_sleutel IN (SELECT bg_sleutels('dossier')) THEN
    RAISE EXCEPTION 'overname niet nodig' USING ERRCODE = 'insufficient_privilege';
  END IF;
  v_tot := bg_dag() + least(greatest(p_dagen, 1), 31) - 1;
  INSERT INTO gezinnen_overname (id, sleutel, gezin_id, door_id, reden, toelichting, van, tot)
  VALUES (v_id, v_sleutel, p_gezin, bg_functie(), p_reden, p_toelichting, bg_dag(), v_tot);
  INSERT INTO beroepsgeheim_toegang (id, sleutel, reikwijdte, grond, functie_id, rol, van, tot, gegeven_door,
    gegeven_op)
  VALUES (gen_random_uuid(), v_sleutel, 'dossier', 'overname', bg_functie(), '', bg_dag(), v_tot,
    bg_functie(), now());
  RETURN v_id;
END $$;

CREATE FUNCTION gz_beeindig_overname(p_overname uuid) RETURNS integer
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public AS $$
DECLARE v_sleutel uuid; v_door uuid; v_aantal integer;
BEGIN
  SELECT o.sleutel, o.door_id INTO v_sleutel, v_door FROM gezinnen_overname o
   WHERE o.id = p_overname AND o.beeindigd_op IS NULL AND o.sleutel IN (SELECT bg_sleutels('dossier'));
  IF v_sleutel IS NULL OR bg_rol() IS DISTINCT FROM 'coach' THEN
    RAISE EXCEPTION 'overname beëindigen geweigerd' USING ERRCODE = 'insufficient_privilege';
  END IF;
  UPDATE gezinnen_overname SET beeindigd_op = now() WHERE id = p_overname;
  UPDATE beroepsgeheim_toegang t SET ingetrokken_op = now()
   WHERE t.sleutel = v_sleutel AND t.functie_id = v_door AND t.grond = 'overname' AND t.ingetrokken_op IS NULL;
  GET DIAGNOSTICS v_aantal = ROW_COUNT;
  RETURN v_aantal;
END $$;
"""

WEG = """
DROP FUNCTION gz_beeindig_overname(uuid), gz_neem_over(uuid, text, text, integer),
  gz_zoek_gezin(text[], text[], date, uuid, integer);
"""


class Migration(migrations.Migration):
    dependencies = [
        ("gezinnen", "0002_traject_einde"),
        ("organisaties", "0001_initial"),
        ("beroepsgeheim", "0002_functies"),
    ]

    operations = [
        BtreeGinExtension(),
        migrations.RunSQL("CREATE EXTENSION IF NOT EXISTS fuzzystrmatch", migrations.RunSQL.noop),
        migrations.CreateModel(
            name="Overname",
            fields=[
                ("sleutel", models.UUIDField(db_index=True, editable=False)),
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                (
                    "reden",
                    models.CharField(
                        choices=[
                            ("ziek", "de coach is ziek"),
                            ("verlof", "de coach is met verlof"),
                            ("onbereikbaar", "de coach is niet bereikbaar en het kan niet wachten"),
                            ("gezin", "het gezin vraagt het"),
                            ("anders", "iets anders"),
                        ],
                        max_length=14,
                        verbose_name="waarom",
                    ),
                ),
                ("toelichting", models.CharField(blank=True, max_length=200, verbose_name="toelichting")),
                ("van", models.DateField(verbose_name="van")),
                ("tot", models.DateField(verbose_name="tot en met")),
                ("beeindigd_op", models.DateTimeField(null=True, verbose_name="beëindigd op")),
            ],
            options={
                "verbose_name": "overname",
                "ordering": ["-van", "id"],
            },
        ),
        migrations.CreateModel(
            name="Zoeknaam",
            fields=[
                ("sleutel", models.UUIDField(db_index=True, editable=False)),
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                ("woorden", models.CharField(blank=True, max_length=400)),
                (
                    "klanken",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=60), default=list, size=None
                    ),
                ),
                ("geboortedatum", models.DateField(null=True)),
            ],
            options={
                "verbose_name": "zoeknaam",
            },
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="adres",
            name="insert_insert",
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="adres",
            name="update_update",
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="adres",
            name="delete_delete",
        ),
        migrations.RemoveIndex(
            model_name="gezin",
            name="gezin_dienst_fase",
        ),
        migrations.AddField(
            model_name="adres",
            name="versie",
            field=models.PositiveIntegerField(default=1),
        ),
        migrations.AddField(
            model_name="adresspoor",
            name="versie",
            field=models.PositiveIntegerField(default=1),
        ),
        migrations.AddIndex(
            model_name="gezin",
            index=models.Index(
                fields=["dienst", "fase", "-gemaakt_op", "id"], name="gezin_dienst_fase_nieuwste"
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="adres",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "gezinnen_adresspoor" ("gemeente_id", "gezin_id", "id", "pgh_created_at", "pgh_label", "pgh_obj_id", "postcode", "sleutel", "straat", "tot", "van", "van_lid_id", "versie") SELECT new_values."gemeente_id", new_values."gezin_id", new_values."id", NOW(), \'insert\', new_values."id", new_values."postcode", new_values."sleutel", new_values."straat", new_values."tot", new_values."van", new_values."van_lid_id", new_values."versie" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="e7f39a043579135d9496c3940f81ccb70173ff7b",
                    level="STATEMENT",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_ca2a0",
                    referencing="REFERENCING NEW TABLE AS new_values ",
                    table="gezinnen_adres",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="adres",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "gezinnen_adresspoor" ("gemeente_id", "gezin_id", "id", "pgh_created_at", "pgh_label", "pgh_obj_id", "postcode", "sleutel", "straat", "tot", "van", "van_lid_id", "versie") SELECT new_values."gemeente_id", new_values."gezin_id", new_values."id", NOW(), \'update\', new_values."id", new_values."postcode", new_values."sleutel", new_values."straat", new_values."tot", new_values."van", new_values."van_lid_id", new_values."versie" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="03f555a75fd091f57b00f8f1065ea754baf895fe",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_7d8ee",
                    referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                    table="gezinnen_adres",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="adres",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "gezinnen_adresspoor" ("gemeente_id", "gezin_id", "id", "pgh_created_at", "pgh_label", "pgh_obj_id", "postcode", "sleutel", "straat", "tot", "van", "van_lid_id", "versie") SELECT old_values."gemeente_id", old_values."gezin_id", old_values."id", NOW(), \'delete\', old_values."id", old_values."postcode", old_values."sleutel", old_values."straat", old_values."tot", old_values."van", old_values."van_lid_id", old_values."versie" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;',
                    hash="bb8745f6006141355dd2892d82b6bef518bc81e0",
                    level="STATEMENT",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_986b9",
                    referencing="REFERENCING OLD TABLE AS old_values ",
                    table="gezinnen_adres",
                    when="AFTER",
                ),
            ),
        ),
        migrations.AddField(
            model_name="overname",
            name="door",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, to="organisaties.functie", verbose_name="door"
            ),
        ),
        migrations.AddField(
            model_name="overname",
            name="gezin",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="overnames", to="gezinnen.gezin"
            ),
        ),
        migrations.AddField(
            model_name="zoeknaam",
            name="dienst",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, to="organisaties.organisatie"
            ),
        ),
        migrations.AddField(
            model_name="zoeknaam",
            name="gezin",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="zoeknamen", to="gezinnen.gezin"
            ),
        ),
        migrations.AddConstraint(
            model_name="overname",
            constraint=models.CheckConstraint(
                condition=models.Q(("tot__gte", models.F("van"))), name="overname_periode_klopt"
            ),
        ),
        migrations.AddConstraint(
            model_name="overname",
            constraint=models.CheckConstraint(
                condition=models.Q(("reden__in", ["ziek", "verlof", "onbereikbaar", "gezin", "anders"])),
                name="overname_reden_bestaat",
            ),
        ),
        migrations.AddIndex(
            model_name="zoeknaam",
            index=django.contrib.postgres.indexes.GinIndex(
                models.F("dienst"),
                django.contrib.postgres.indexes.OpClass(models.F("woorden"), "gin_trgm_ops"),
                name="zoeknaam_woorden",
            ),
        ),
        migrations.AddIndex(
            model_name="zoeknaam",
            index=django.contrib.postgres.indexes.GinIndex(
                models.F("dienst"), models.F("klanken"), name="zoeknaam_klanken"
            ),
        ),
        migrations.AddIndex(
            model_name="zoeknaam",
            index=models.Index(fields=["dienst", "geboortedatum"], name="zoeknaam_geboren"),
        ),
        migrations.RunSQL(ZOEK + OVERNAME, WEG),
    ]
