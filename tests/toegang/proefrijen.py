"""Trial rows in every protected table, whatever its columns: the ground on which access rules are measured.

Inside the test's transaction the owner drops foreign keys, checks, unique indexes and triggers, and fills each
table with all combinations of the values its rules look at: keys that people reach and keys that nobody reaches,
speakers, audiences, functions, organisations, days. So a new table is measured without anyone writing fixtures.
"""

import ast
import inspect
import itertools
import math
import random
import re
import textwrap
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

from . import samenhang
from .vast import vast

# What lists and pages start from; each is measured.
METHODEN = ("zichtbaar_voor", "van_mijn_dienst", "planning_van", "van_verzorgende", "aan")

MEEST = 600  # more combinations than this: of the columns that name people, one at a time
VEEL, TREKKING = 6500, 1500  # more than VEEL even so: a fixed draw
DOELEN = 40  # rows of another table that a column points to
ZELF = object()  # the key of a row that is its own key
FUNCTIES = (
    "vera", "ans", "mieke", "dirk", "hugo", "eva", "petra", "coach_overleg", "coach_deelname", "zorger_dossier",
    "zorger_overleg", "zorger_deelname", "zorger_gezin", "coach_zorg", "coach_gezin", "nalezer", "nalezer_zorg",
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
    "zorger_gezin": ("verzorgende", Reikwijdte.GEZIN),
    "hulp_zorg": ("hulpverlener", Reikwijdte.ZORG),
    "hulp_dossier": ("hulpverlener", Reikwijdte.DOSSIER),
}
# And people without a function who hold what belongs to functions.
SCHEVE_LEDEN = {f"lid_{r.value}": r for r in Reikwijdte if r != Reikwijdte.GEZIN}
# Who may read on after her task, and no longer writes.
NALEZERS = {
    "nalezer": ("coach", Reikwijdte.DOSSIER),
    "nalezer_zorg": ("verzorgende", Reikwijdte.ZORG),
    "nalezer_overleg": ("coordinator", Reikwijdte.OVERLEG),
    "nalezer_gezin": ("coach", Reikwijdte.GEZIN),
}
ORGANISATIES = ("dienst-a", "ocmw-genk", "provincie")


@dataclass
class Proef:
    """The key that people reach, the actors by name, and what the columns of a table are filled with."""

    cast: Cast
    sleutel: uuid.UUID = field(default_factory=lambda: vast("sleutel"))
    actoren: dict[str, Actor] = field(default_factory=dict)
    leden: dict[str, uuid.UUID] = field(default_factory=dict)
    samen: dict[str, list[dict[str, Any]]] = field(default_factory=dict)
    varianten: dict[str, list[dict[str, Any]]] = field(default_factory=dict)

    def van(self, model: type[models.Model]) -> list[dict[str, Any]]:
        """What the rows of a table are made of; made when first asked, so that others can point to them."""
        tabel = model._meta.db_table
        if tabel not in self.varianten:
            self.varianten[tabel] = [*_combinaties(model, self), *self.samen.get(tabel, [])]
        return self.varianten[tabel]

    def ids(self, model: type[models.Model]) -> list[Any]:
        """The keys of the rows of a table."""
        tabel, pk = model._meta.db_table, model._meta.pk.column
        return [rij.get(pk, vast(tabel, nummer)) for nummer, rij in enumerate(self.van(model))]


def maak(cast: Cast) -> Proef:
    """Fill all tables (as owner). The cast stays; its rows count along."""
    proef = Proef(cast, leden={naam: vast("lid", naam) for naam in (*LEDEN, *SCHEVE_LEDEN)})
    for naam, (rol, _reikwijdte) in (SCHEEF | NALEZERS).items():
        cast.functies[naam] = maak_functie(cast, naam, rol, "dienst-a")
    _geef_toegang(proef)
    proef.actoren |= {naam: cast.actor(naam) for naam in cast.functies}
    proef.actoren |= {"systeem": Actor.systeem(), "link": Actor(soort=Soort.LINK)}
    # A link with the id of a member: only its kind tells it apart from her.
    proef.actoren["link_moeder"] = Actor(soort=Soort.LINK, persoon_id=proef.leden["moeder"])
    proef.samen = samenhang.maak(proef)
    modellen = sorted(alle_regels(), key=lambda m: m._meta.db_table)
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        for tabel in sorted(beschermde_tabellen()):
            maak_los(cursor, tabel)
            cursor.execute(f'DELETE FROM "{tabel}"')
        for model in modellen:
            _vul(cursor, model, proef)
        _scherm_af(cursor, proef)
        # Without figures about the new rows the planner would take a table of thousands for an empty one.
        cursor.execute("ANALYZE " + ", ".join(f'"{tabel}"' for tabel in sorted(beschermde_tabellen())))
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
        ("fons", Reikwijdte.OVERLEG, {"van": dag + timedelta(days=1)}),
        ("tom", Reikwijdte.DEELNAME, {"tot": dag - timedelta(days=1)}),
        ("mo", Reikwijdte.DEELNAME, {"ingetrokken_op": timezone.now()}),
        *((naam, reikwijdte, {}) for naam, (_rol, reikwijdte) in SCHEEF.items()),
        *((naam, reikwijdte, {"grond": "nalezen"}) for naam, (_rol, reikwijdte) in NALEZERS.items()),
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
    """All text that decides about access: the SQL conditions and the methods of the model's queryset."""
    gevolgd = getattr(model, "pgh_tracked_model", model)
    klasse = type(gevolgd._default_manager.all())
    bron = "\n".join(_zonder_uitleg(getattr(klasse, m)) for m in METHODEN if hasattr(klasse, m))
    return f"{regels.ook_lezen}\n{regels.ook_schrijven}\n{bron}"


def _zonder_uitleg(functie: Any) -> str:
    """The code of a function without what only explains it."""
    boom = ast.parse(textwrap.dedent(inspect.getsource(functie)))
    for knoop in ast.walk(boom):
        if isinstance(knoop, ast.FunctionDef) and ast.get_docstring(knoop) is not None:
            knoop.body = knoop.body[1:] or [ast.Pass()]
    return ast.unparse(boom)


def _noemt(tekst: str, veld: Any) -> bool:
    """Whether a rule looks at this column: named, and not as a word between quotes in SQL."""
    return re.search(rf"(?<!')(?<!actor\.)\b{veld.name}(?:_id)?(?:\b|__)(?!')", tekst) is not None


def _combinaties(model: type[models.Model], proef: Proef) -> list[dict[str, Any]]:
    """All combinations of values of the columns that the rules look at (of people, when there are too many, one
    column at a time; a fixed draw when there are too many even so)."""
    regels = alle_regels()[model]
    tekst = regeltekst(model, regels)
    kolommen: dict[str, list[Any]] = {}
    # Columns that name people, with what counts as nobody in particular.
    mensen: dict[str, tuple[Any, ...]] = {}
    for kolom, *_ in (*regels.lezen, *regels.schrijven):
        leeg = [None] if re.search(rf"\b{kolom} IS NULL", tekst) else []
        kolommen[kolom] = [*leeg, proef.sleutel, vast("niemand")]
    for veld in model._meta.concrete_fields:
        if veld.column in kolommen or veld.name.startswith("pgh_"):
            continue
        genoemd = _noemt(tekst, veld)
        if veld.name == "sleutel" and "sleutel = id" in tekst:
            kolommen[veld.column] = [ZELF, proef.sleutel]
        elif veld.name.endswith("sleutel"):
            kolommen[veld.column] = [proef.sleutel, vast("niemand")] if genoemd else [proef.sleutel]
        elif genoemd and not veld.primary_key:
            kolommen[veld.column] = _waarden(veld, tekst, proef)
            if veld.related_model in (Functie, Gezinslid):
                buiten = proef.cast.functies["dora"].pk
                kolommen[veld.column] += [buiten] if veld.related_model is Functie else []
                mensen[veld.column] = (None, buiten, proef.leden["moeder"], proef.leden["vader"])
    alle = _product(kolommen, mensen)
    trekking = random.Random(model._meta.db_table)
    if getattr(model, "pgh_tracked_model", None) is not None:  # history follows the rule of its model
        return trekking.sample(alle, MEEST) if len(alle) > MEEST else alle
    pk = model._meta.pk
    if pk.is_relation:
        rijen = proef.ids(pk.related_model) + [
            vast(model._meta.db_table, nummer) for nummer in range(len(alle))
        ]
        trekking.shuffle(rijen)
        return [
            variant | {pk.column: rij} for rij, variant in zip(rijen, itertools.cycle(alle), strict=False)
        ]
    return trekking.sample(alle, TREKKING) if len(alle) > VEEL else alle


def _product(kolommen: dict[str, list[Any]], mensen: dict[str, tuple[Any, ...]]) -> list[dict[str, Any]]:
    groepen = [dict(zip(mensen, c, strict=True)) for c in itertools.product(*(kolommen[k] for k in mensen))]
    rest = [kolom for kolom in kolommen if kolom not in mensen]
    if math.prod(map(len, kolommen.values())) > MEEST:
        groepen = [g for g in groepen if sum(g[k] not in niemand for k, niemand in mensen.items()) <= 1]
    return [
        dict(zip(rest, c, strict=True)) | groep
        for c in itertools.product(*(kolommen[k] for k in rest))
        for groep in groepen
    ]


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
        return leeg + [proef.leden[naam] for naam in ("moeder", "vader", *SCHEVE_LEDEN)]
    if doel is not None:
        ids = proef.ids(doel)
        return leeg + (random.Random(veld.column).sample(ids, DOELEN) if len(ids) > DOELEN else ids)
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
    velden = model._meta.concrete_fields
    anders = {veld.column: iets(veld, model, proef) for veld in velden}
    rijen = [
        [_waarde(veld, variant, anders[veld.column], model, nummer) for veld in velden]
        for nummer, variant in enumerate(proef.van(model))
    ]
    namen = ", ".join(f'"{veld.column}"' for veld in velden)
    vraag = f'INSERT INTO "{model._meta.db_table}" ({namen}) VALUES %s'
    execute_values(cursor.cursor, vraag, rijen, page_size=500)


def _waarde(veld: Any, variant: dict[str, Any], anders: Any, model: Any, nummer: int) -> Any:
    """What stands in a column: the variant's value, or what stands there in each row."""
    if veld.column not in variant:
        return anders(nummer) if callable(anders) else anders
    waarde = variant[veld.column]
    if waarde is ZELF:
        waarde = vast(model._meta.db_table, nummer)
    return veld.get_db_prep_save(waarde, connection) if not veld.is_relation else waarde


def iets(veld: Any, model: Any, proef: Proef) -> Any:
    """Something of the right type for a column that no rule looks at, or a function of the row's number."""
    tabel = model._meta.db_table
    if veld.primary_key:
        if isinstance(veld, models.AutoField):
            return lambda nummer: nummer + 1
        return lambda nummer: str(vast(tabel, nummer))
    if veld.null and veld.name != "pgh_obj":
        return None
    if veld.is_relation:
        if veld.related_model is Functie:
            return proef.cast.functies["dora"].pk
        if veld.related_model is Organisatie:
            return proef.cast.organisaties["dienst-b"].pk
        return _verwijzing(veld)
    if isinstance(veld, models.UUIDField):
        return lambda nummer: str(vast(tabel, veld.name, nummer))
    return veld.get_db_prep_save(_een(veld), connection)


def _een(veld: Any) -> Any:
    for soort, waarde in (
        (ArrayField, []),
        (models.JSONField, {}),
        (models.BooleanField, False),
        (models.DateTimeField, timezone.now()),
        (models.DateField, vandaag()),
        (models.TimeField, timezone.now().time()),
        (models.BinaryField, b""),
        (models.CharField | models.TextField | models.FileField, ""),
    ):
        if isinstance(veld, soort):
            return waarde
    return 1


def _verwijzing(veld: Any) -> Any:
    """A row of another table; of a table that we did not fill, one that exists."""
    doel = veld.related_model
    if doel in alle_regels():
        return lambda nummer: vast(doel._meta.db_table, nummer % 7)
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
