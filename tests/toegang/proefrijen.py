"""Trial rows in every protected table, whatever its columns: the ground on which access rules are measured.

Inside the test's transaction the owner drops foreign keys, checks, unique indexes and triggers, and fills each
table with all combinations of the values its rules look at: keys that people reach and keys that nobody reaches,
speakers, audiences, functions, organisations, days. So a new table is measured without anyone writing fixtures.
"""

import inspect
import itertools
import random
import re
import uuid
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.db import connection, models
from django.utils import timezone
from psycopg2.extras import execute_values

from beroepsgeheim.models import Reikwijdte, Toegang
from beroepsgeheim.register import Regels, alle_regels, beschermde_tabellen
from gezinnen.models import Gezinslid
from organisaties.actor import Actor, Soort, vandaag
from organisaties.models import Functie, Gebruiker, Organisatie
from tests.cast import Cast, maak_functie

MEEST, VEEL = 600, 2700  # a long rule looks at many columns
LANG = 300
ZELF = object()  # the key of a row that is its own key
RUIMTE = uuid.UUID("7d0c5d0e-0000-4000-8000-000000000000")
FUNCTIES = (
    "vera", "ans", "mieke", "dirk", "hugo", "eva", "petra", "coach_overleg", "coach_deelname", "zorger_dossier",
    "zorger_overleg", "coach_zorg",
)  # fmt: skip
LEDEN = ("moeder", "vader", "buur", "vroeger", "gestopt", "straks")
# Roles that rules name, each with an extent that does not belong to it: only then role and extent are told apart.
SCHEEF = {
    "coach_zorg": ("coach", Reikwijdte.ZORG),
    "coach_overleg": ("coach", Reikwijdte.OVERLEG),
    "coach_deelname": ("coach", Reikwijdte.DEELNAME),
    "zorger_dossier": ("verzorgende", Reikwijdte.DOSSIER),
    "zorger_overleg": ("verzorgende", Reikwijdte.OVERLEG),
    "zorger_deelname": ("verzorgende", Reikwijdte.DEELNAME),
    "coach_gezin": ("coach", Reikwijdte.GEZIN),
    "hulp_zorg": ("hulpverlener", Reikwijdte.ZORG),
    "hulp_dossier": ("hulpverlener", Reikwijdte.DOSSIER),
}
# And people without a function who hold what belongs to functions.
SCHEVE_LEDEN = {f"lid_{r.value}": r for r in Reikwijdte if r != Reikwijdte.GEZIN}
ORGANISATIES = ("dienst-a", "ocmw-genk", "provincie")


def vast(*delen: object) -> uuid.UUID:
    """The same id for the same thing in every run."""
    return uuid.uuid5(RUIMTE, "/".join(map(str, delen)))


@dataclass
class Proef:
    """The key that people reach, the actors by name, and what the columns of a table are filled with."""

    cast: Cast
    sleutel: uuid.UUID = field(default_factory=lambda: vast("sleutel"))
    actoren: dict[str, Actor] = field(default_factory=dict)
    leden: dict[str, uuid.UUID] = field(default_factory=dict)
    varianten: dict[str, list[dict[str, Any]]] = field(default_factory=dict)


def maak(cast: Cast) -> Proef:
    """Fill all tables (as owner). The cast stays; its rows count along."""
    proef = Proef(cast, leden={naam: vast("lid", naam) for naam in (*LEDEN, *SCHEVE_LEDEN)})
    for naam, (rol, _reikwijdte) in SCHEEF.items():
        cast.functies[naam] = maak_functie(cast, naam, rol, "dienst-a")
    _geef_toegang(proef)
    proef.actoren |= {naam: cast.actor(naam) for naam in cast.functies}
    proef.actoren |= {"systeem": Actor.systeem(), "link": Actor(soort=Soort.LINK)}
    modellen = sorted(alle_regels(), key=lambda m: m._meta.db_table)
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        for tabel in sorted(beschermde_tabellen()):
            maak_los(cursor, tabel)
            cursor.execute(f'DELETE FROM "{tabel}"')
        # First how many rows each table gets, then the rows: a row may point to one of another table.
        for model in modellen:
            proef.varianten[model._meta.db_table] = list(_combinaties(model, proef))
        for model in modellen:
            _vul(cursor, model, proef)
        _scherm_af(cursor, proef)
    return proef


def _geef_toegang(proef: Proef) -> None:
    """One holder for each extent of the key, and people whose access has ended, was taken back, or is to come."""
    f, dag = proef.cast.functies, vandaag()
    van, basis = dag - timedelta(days=30), {"sleutel": proef.sleutel, "grond": "genodigd"}
    for naam, reikwijdte, extra in (
        ("ans", Reikwijdte.DOSSIER, {}),
        ("carla", Reikwijdte.DOSSIER, {}),
        ("vera", Reikwijdte.ZORG, {}),
        ("hugo", Reikwijdte.DEELNAME, {"tot": dag + timedelta(days=1)}),
        ("vik", Reikwijdte.ZORG, {"tot": dag - timedelta(days=1)}),
        ("bert", Reikwijdte.DOSSIER, {"ingetrokken_op": timezone.now()}),
        ("jef", Reikwijdte.DEELNAME, {"van": dag + timedelta(days=1)}),
        ("ida", Reikwijdte.DEELNAME, {"grond": "anders"}),
        ("tom", Reikwijdte.DEELNAME, {"tot": dag - timedelta(days=1)}),
        ("mo", Reikwijdte.DEELNAME, {"ingetrokken_op": timezone.now()}),
        *((naam, reikwijdte, {}) for naam, (_rol, reikwijdte) in SCHEEF.items()),
    ):
        velden = {"van": van, "functie": f[naam], "reikwijdte": reikwijdte, **basis, **extra}
        Toegang.objects.create(pk=vast("toegang", naam), **velden)
    for code, rol, extra in (
        ("ocmw-genk", "coordinator", {}),
        ("ocmw-lommel", "coordinator", {"tot": dag - timedelta(days=1)}),
        ("klus", "klussendienst", {"ingetrokken_op": timezone.now()}),
        ("domo", "vrijwilligerswerking", {"van": dag + timedelta(days=1)}),
        ("provincie", "beheerder", {}),
    ):
        velden = {"van": van, "reikwijdte": Reikwijdte.OVERLEG, **basis, **extra}
        Toegang.objects.create(
            pk=vast("toegang", code), organisatie=proef.cast.organisaties[code], rol=rol, **velden
        )
    for naam, lid in proef.leden.items():
        gebruiker = Gebruiker.objects.create_user(f"proef-{naam}", None, naam="gezinslid")
        Gebruiker.objects.filter(pk=gebruiker.pk).update(persoon_id=lid)
        gebruiker.refresh_from_db()
        proef.actoren[naam] = Actor.van_persoon(gebruiker)
        extra = {
            "buur": {"sleutel": vast("ander gezin")},
            "vroeger": {"tot": dag - timedelta(days=1)},
            "gestopt": {"ingetrokken_op": timezone.now()},
            "straks": {"van": dag + timedelta(days=1)},
        }.get(naam, {})
        reikwijdte = SCHEVE_LEDEN.get(naam, Reikwijdte.GEZIN)
        velden = {"van": van, "reikwijdte": reikwijdte, **basis, **extra}
        Toegang.objects.create(pk=vast("toegang", naam), persoon_id=lid, **velden)


LOS = """
SELECT format('ALTER TABLE %%I DROP CONSTRAINT %%I', c.conrelid::regclass, c.conname) FROM pg_constraint c
 WHERE c.contype IN ('f', 'c', 'x') AND c.conrelid = %s::regclass
UNION ALL
SELECT format('ALTER TABLE %%I DROP CONSTRAINT %%I CASCADE', c.conrelid::regclass, c.conname) FROM pg_constraint c
 WHERE c.contype = 'u' AND c.conrelid = %s::regclass
UNION ALL
SELECT format('DROP INDEX %%s', i.indexrelid::regclass) FROM pg_index i
 WHERE i.indrelid = %s::regclass AND i.indisunique AND NOT i.indisprimary
   AND NOT EXISTS (SELECT 1 FROM pg_constraint c WHERE c.conindid = i.indexrelid)
"""
NAAR_ONS = """
SELECT format('ALTER TABLE %%s DROP CONSTRAINT %%I', c.conrelid::regclass, c.conname) FROM pg_constraint c
 WHERE c.contype = 'f' AND c.confrelid = %s::regclass
"""


def maak_los(cursor: Any, tabel: str) -> None:
    for vraag, params in ((NAAR_ONS, [tabel]), (LOS, [tabel] * 3)):
        cursor.execute(vraag, params)
        for (opdracht,) in cursor.fetchall():
            cursor.execute(opdracht)
    cursor.execute(f'ALTER TABLE "{tabel}" DISABLE TRIGGER USER')


def regeltekst(model: type[models.Model], regels: Regels) -> str:
    """All text that decides about access: the SQL conditions and the source of the model's queryset."""
    gevolgd = getattr(model, "pgh_tracked_model", model)
    klassen = [k for k in type(gevolgd._default_manager.all()).__mro__ if "zichtbaar_voor" in vars(k)]
    bron = "\n".join(inspect.getsource(k) for k in klassen[:1])
    return f"{regels.ook_lezen}\n{regels.ook_schrijven}\n{bron}"


def _combinaties(model: type[models.Model], proef: Proef) -> list[dict[str, Any]]:
    """All combinations of values of the columns that the rules look at (a fixed draw when there are too many)."""
    regels = alle_regels()[model]
    tekst = regeltekst(model, regels)
    kolommen = {kolom: [proef.sleutel, vast("niemand")] for kolom, *_ in (*regels.lezen, *regels.schrijven)}
    for veld in model._meta.concrete_fields:
        genoemd = re.search(rf"\b{veld.name}(?:_id)?(?:\b|__)", tekst)
        if veld.column in kolommen or veld.name.startswith("pgh_"):
            continue
        if veld.name == "sleutel" and "sleutel = id" in tekst:
            kolommen[veld.column] = [ZELF, proef.sleutel]
        elif veld.name.endswith("sleutel"):
            kolommen[veld.column] = [proef.sleutel, vast("niemand")] if genoemd else [proef.sleutel]
        elif genoemd and not veld.primary_key:
            kolommen[veld.column] = _waarden(veld, tekst, proef)
    alle = [dict(zip(kolommen, c, strict=True)) for c in itertools.product(*kolommen.values())]
    if len(alle) > MEEST:
        alle = random.Random(model._meta.db_table).sample(alle, MEEST)
    return alle


def _waarden(veld: Any, tekst: str, proef: Proef) -> list[Any]:
    """Telling values for a column that a rule looks at."""
    dag, leeg = vandaag(), [None] if veld.null else []
    doel = veld.related_model if veld.is_relation else None
    if doel is Functie or veld.column in ("functie", "eigenaar"):
        personen = [proef.leden["moeder"]] if f"{veld.column} = bg_persoon()" in tekst else []
        return leeg + [proef.cast.functies[naam].pk for naam in FUNCTIES] + personen
    if doel is Organisatie:
        return leeg + [proef.cast.organisaties[code].pk for code in ORGANISATIES]
    if doel is Gezinslid:
        return leeg + [proef.leden["moeder"], proef.leden["vader"]]
    if doel is not None:
        return leeg + [vast(doel._meta.db_table, nummer) for nummer in range(0, 120, 3)]
    if isinstance(veld, ArrayField):
        moeder, vader = proef.leden["moeder"], proef.leden["vader"]
        return [[], [moeder], [vader], [moeder, vader]]
    if isinstance(veld, models.BooleanField):
        return [True, False]
    if isinstance(veld, models.UUIDField):
        delingen = [vast("gezinnen_gegevensdeling", nummer) for nummer in (0, 1, 2, 3, 5, 8)]
        return [
            *leeg,
            proef.sleutel,
            vast("niemand"),
            *(delingen if "gezinnen_gegevensdeling" in tekst else ()),
        ]
    if isinstance(veld, models.IntegerField):
        return [*leeg, 1]
    if isinstance(veld, models.JSONField):
        return [{}]
    if isinstance(veld, models.DateTimeField):
        return [*leeg, timezone.now() - timedelta(days=1), timezone.now() + timedelta(days=1)]
    if isinstance(veld, models.DateField):
        return [*leeg, dag - timedelta(days=1), dag + timedelta(days=1)]
    if veld.choices:
        return [waarde for waarde, _naam in veld.flatchoices][:4]
    if re.search(rf"\b{veld.column} = bg_rol\(\)", tekst):
        return ["coach", "hulpverlener", ""]
    woorden = re.findall(rf"\b{veld.column}\s*(?:=|<>|IN)\s*\(?'([^']+)'", tekst)
    return [*leeg, *dict.fromkeys(woorden), "iets"[: veld.max_length or 4]]


def _vul(cursor: Any, model: type[models.Model], proef: Proef) -> None:
    tabel = model._meta.db_table
    rijen = []
    for nummer, variant in enumerate(proef.varianten[tabel]):
        rijen.append([_waarde(veld, variant, model, nummer, proef) for veld in model._meta.concrete_fields])
    namen = ", ".join(f'"{veld.column}"' for veld in model._meta.concrete_fields)
    execute_values(cursor.cursor, f'INSERT INTO "{tabel}" ({namen}) VALUES %s', rijen, page_size=500)


def _waarde(veld: Any, variant: dict[str, Any], model: Any, nummer: int, proef: Proef) -> Any:
    """What stands in a column: the variant's value, a fixed id, or something of the right type."""
    if veld.column in variant:
        waarde = variant[veld.column]
        if waarde is ZELF:
            waarde = vast(model._meta.db_table, nummer)
    elif veld.primary_key:
        waarde = nummer + 1 if isinstance(veld, models.AutoField) else vast(model._meta.db_table, nummer)
        if model is Gezinslid and nummer < len(proef.leden):
            waarde = list(proef.leden.values())[nummer]
    elif veld.null and veld.name != "pgh_obj":
        waarde = None
    else:
        waarde = iets(veld, model, nummer, proef)
    return veld.get_db_prep_save(waarde, connection) if not veld.is_relation else waarde


def iets(veld: Any, model: Any, nummer: int, proef: Proef) -> Any:
    if veld.is_relation:
        if veld.related_model is Functie:
            return proef.cast.functies["dora"].pk
        if veld.related_model is Organisatie:
            return proef.cast.organisaties["dienst-b"].pk
        return _verwijzing(veld, nummer, proef)
    if isinstance(veld, ArrayField):
        return []
    if isinstance(veld, models.JSONField):
        return {}
    for soort, waarde in (
        (models.BooleanField, False),
        (models.DateTimeField, timezone.now()),
        (models.DateField, vandaag()),
        (models.TimeField, timezone.now().time()),
        (models.UUIDField, vast(model._meta.db_table, veld.name, nummer)),
        (models.BinaryField, b""),
        (models.CharField | models.TextField | models.FileField, ""),
    ):
        if isinstance(veld, soort):
            return waarde
    return 1


def _verwijzing(veld: Any, nummer: int, proef: Proef) -> Any:
    """A row of another table; of a table that we did not fill, one that exists."""
    doel = veld.related_model
    if doel._meta.db_table in proef.varianten or doel in alle_regels():
        return vast(doel._meta.db_table, nummer % 7)
    eerste = doel._default_manager.order_by("pk").values_list("pk", flat=True).first()
    return eerste if eerste is not None else vast(doel._meta.db_table, 0)


def _scherm_af(cursor: Any, proef: Proef) -> None:
    """The mother is shielded from the father; other shields (to come, ended, of others) do nothing."""
    dag = timedelta(days=1)
    nu = vandaag()
    leden = proef.leden
    cursor.execute(
        "DELETE FROM gezinnen_afscherming WHERE voor_lid_id IS NOT NULL AND lid_id <> %s", [leden["moeder"]]
    )
    for nummer, (lid, voor, van, tot) in enumerate((
        ("moeder", "vader", nu - dag, None), ("vader", "moeder", nu + dag, None), ("vader", "moeder", nu - 2 * dag, nu - dag),
        ("vader", "buur", nu - dag, None),
    )):  # fmt: skip
        cursor.execute(
            "INSERT INTO gezinnen_afscherming (id, sleutel, gezin_id, lid_id, voor_lid_id, van, tot, gemaakt_op, versie)"
            " VALUES (%s, %s, %s, %s, %s, %s, %s, now(), 1)",
            [
                vast("scherm", nummer),
                vast("niemand"),
                vast("gezinnen_gezin", 0),
                leden[lid],
                leden[voor],
                van,
                tot,
            ],
        )
