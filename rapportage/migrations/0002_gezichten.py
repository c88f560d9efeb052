"""Views without names, run with the owner's rights.

`rapport_...`: for the report role alone; no family, no number, no service, no municipality in them, so that
nothing finer than the province can be counted before there is disclosure control.
`rapportage_registratie`: for services, limited inside the view to the actor of the transaction (a manager:
her service; a coach: the families she carries), so that COPY of it gives nobody else's rows.
"""

from django.db import migrations

HEEN = """
CREATE VIEW rapport_aanmelding WITH (security_barrier) AS
  SELECT a.datum, a.lco_vooraf, a.beslissing, a.opname_op, a.lco_voor_opname FROM gezinnen_aanmelding a;
REVOKE ALL ON rapport_aanmelding FROM PUBLIC;
GRANT SELECT (datum, lco_vooraf, beslissing, opname_op, lco_voor_opname) ON rapport_aanmelding TO tc_rapport;

CREATE VIEW rapport_overleg WITH (security_barrier) AS
  SELECT r.datum, r.client_aanwezig, r.eerste FROM lco_overlegregistratie r
  UNION ALL
  SELECT (o.datum AT TIME ZONE 'Europe/Brussels')::date,
         coalesce(nullif(o.client_aanwezig, ''), 'onbekend'), o.eerste
    FROM lco_overleg o WHERE o.status IN ('gehouden', 'opgevolgd') AND o.datum IS NOT NULL;
REVOKE ALL ON rapport_overleg FROM PUBLIC;
GRANT SELECT (datum, client_aanwezig, eerste) ON rapport_overleg TO tc_rapport;

-- How many erased files of a kind in a year, for the whole province.
CREATE VIEW rapport_gewist WITH (security_barrier) AS
  SELECT g.jaar::integer AS jaar, g.soort, sum(g.aantal)::bigint AS aantal
    FROM beroepsgeheim_grovetelling g GROUP BY 1, 2;
REVOKE ALL ON rapport_gewist FROM PUBLIC;
GRANT SELECT (jaar, soort, aantal) ON rapport_gewist TO tc_rapport;

CREATE VIEW rapportage_registratie WITH (security_barrier) AS
  SELECT g.nummer AS gezinsnummer, h.nummer AS eigen_nummer, m.naam AS gemeente, a.datum,
         a.verwijzer_soort, a.lco_vooraf, a.beslissing, a.beslist_op, a.opname_op, a.lco_voor_opname, g.fase
    FROM gezinnen_aanmelding a
    JOIN gezinnen_gezin g ON g.id = a.gezin_id
    LEFT JOIN organisaties_gemeente m ON m.id = a.gemeente_id
    LEFT JOIN rapportage_herkomstnummer h ON h.client_id = g.client_id AND h.dienst_id = a.dienst_id
   WHERE (bg_rol() = 'verantwoordelijke' AND a.dienst_id = bg_organisatie())
      OR (bg_rol() = 'coach' AND a.sleutel IN (SELECT bg_sleutels('dossier')));
REVOKE ALL ON rapportage_registratie FROM PUBLIC;
"""
TERUG = "DROP VIEW rapportage_registratie, rapport_gewist, rapport_overleg, rapport_aanmelding;"


class Migration(migrations.Migration):
    dependencies = [
        ("rapportage", "0001_initial"),
        ("beroepsgeheim", "0002_toegang"),
        ("gezinnen", "0001_initial"),
        ("lco", "0001_initial"),
    ]
    operations = [migrations.RunSQL(HEEN, TERUG)]
