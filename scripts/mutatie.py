#!/usr/bin/env python3
"""Take one clause of the access rules away at a time, and see that a test notices.

    scripts/mutatie.py               all mutants; exits 1 when one survives without a reason
    scripts/mutatie.py PATROON       only mutants whose name fits (a regular expression)

First those that are made from the rules themselves (tests/mutatie/mutanten.py), then those written below: each is a
copy of the tracked files with one text replaced, or one function of the database replaced, and the tests named with
it must fail there.
"""

import contextlib
import os
import re
import shutil
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

import psycopg2
from diensten import DATABASE, gegevens

HOOFDMAP = Path(__file__).resolve().parent.parent
MUREN = ("beroepsgeheim/tests/test_muren.py", "beroepsgeheim/tests/test_zichtbaarheid.py")
ACHTERVOEGSEL = os.environ.get("MUTANT_DATABANK", "mutant")


@dataclass(frozen=True)
class Mutant:
    """`oud` in `bestand` becomes `nieuw`; then one of `tests` must fail.

    Where `bestand` is the name of a function of the database, it is what stands there after all migrations.
    """

    naam: str
    bestand: str
    oud: str
    nieuw: str
    tests: tuple[str, ...] = MUREN

    @property
    def is_functie(self) -> bool:
        return "." not in self.bestand


MUTANTEN = [
    Mutant(
        "toegang: einddatum telt niet",
        "beroepsgeheim/toegang.py",
        "(t.tot IS NULL OR t.tot >= %s)",
        "(t.tot IS NULL OR t.tot >= %s OR true)",
    ),
    Mutant(
        "toegang: intrekken telt niet",
        "beroepsgeheim/toegang.py",
        " AND t.ingetrokken_op IS NULL",
        "",
    ),
    Mutant(
        "toegang: de rol telt niet bij een organisatie",
        "beroepsgeheim/toegang.py",
        "(t.organisatie_id = %s AND t.rol = %s)",
        "(t.organisatie_id = %s AND (t.rol = %s OR true))",
    ),
    Mutant(
        "queryset: dossier leest alles",
        "beroepsgeheim/querysets.py",
        "return self.filter(sleutel__in=sleutels(actor, *reikwijdtes))",
        "return self.all()",
    ),
    Mutant(
        "queryset: dienst telt niet voor collega's",
        "gezinnen/models/kern.py",
        "return self.filter(dienst_id=actor.organisatie_id)",
        "return self.all()",
    ),
    Mutant(
        "policy: collega's van elke dienst lezen een gezin",
        "gezinnen/models/kern.py",
        "dienst_id = bg_organisatie() AND bg_rol() IN",
        "bg_rol() IN",
    ),
    Mutant(
        "policy: elke rol van de dienst leest een gezin",
        "gezinnen/models/kern.py",
        "dienst_id = bg_organisatie() AND bg_rol() IN ('coach', 'verantwoordelijke')",
        "dienst_id = bg_organisatie()",
    ),
    Mutant(
        "policy: wie in het gezin werkt, leest de aanmelding",
        "gezinnen/models/aanmelding.py",
        "@beschermd(lezen=[DOSSIER], ",
        '@beschermd(lezen=[("sleutel", "dossier", "zorg")], ',
    ),
    Mutant(
        "policy: intrekken telt niet in de database",
        "bg_leessleutels",
        "(t.tot IS NULL OR t.tot >= v_dag) AND t.ingetrokken_op IS NULL",
        "(t.tot IS NULL OR t.tot >= v_dag)",
    ),
    Mutant(
        "policy: wie nog even naleest, schrijft ook",
        "bg_sleutels",
        " AND t.grond <> 'nalezen'",
        "",
        ("gezinnen/tests/test_nalezen.py",),
    ),
    Mutant(
        "overdragen: wie even overneemt, draagt over",
        "bg_vaste_houder",
        "t.grond NOT IN ('overname', 'nalezen')",
        "t.grond NOT IN ('nalezen')",
        ("gezinnen/tests/test_nalezen.py",),
    ),
    Mutant(
        "notities: elke coach met het dossier leest wat in vertrouwen gezegd is",
        "gezinnen/models/notitie.py",
        "AND (soort <> 'vertrouwen' OR ook_voor_id = bg_functie())",
        "",
        ("gezinnen/tests/test_notities.py",),
    ),
    Mutant(
        "notities: in de code leest elke coach wat in vertrouwen gezegd is",
        "gezinnen/models/notitie.py",
        "wie = ~Q(soort=NotitieSoort.VERTROUWEN) | Q(ook_voor_id=actor.functie_id) | zelf",
        "wie = ~Q(soort='')",
        ("gezinnen/tests/test_notities.py",),
    ),
    Mutant(
        "notities: de verzorgende leest wat niet voor haar aangeduid is",
        "gezinnen/models/notitie.py",
        "soort = 'gezin' AND voor_zorg AND",
        "soort = 'gezin' AND",
        ("gezinnen/tests/test_notities.py",),
    ),
    Mutant(
        "veiligheid: elke coach met het dossier leest het verslag",
        "gezinnen/models/veiligheid.py",
        "WHERE g.coach_id = bg_functie()",
        "WHERE true",
        ("gezinnen/tests/test_veiligheid.py",),
    ),
    Mutant(
        "veiligheid: elk contact van de dienst leest het verslag",
        "gezinnen/models/veiligheid.py",
        "contact_id = bg_functie() AND bg_rol() = 'deontologie'",
        "bg_rol() = 'deontologie'",
        ("gezinnen/tests/test_veiligheid.py",),
    ),
    Mutant(
        "policy: een concept is van iedereen",
        "beroepsgeheim/vloerregels.py",
        'ook_lezen="functie = bg_functie()"',
        'ook_lezen="true"',
        ("thuiscompagnie/vloer/tests/test_pagina.py",),
    ),
    Mutant(
        "toegang geven: wie de sleutel niet bereikt, mag toch",
        "bg_mag_toegang_regelen",
        "p_sleutel IN (SELECT bg_sleutels('dossier', 'overleg'))",
        "true",
    ),
    Mutant(
        "toegang geven: een gezinslid mag dat voor een nieuwe sleutel",
        "bg_mag_toegang_regelen",
        "bg_functie() IS NOT NULL AND",
        "",
    ),
    Mutant(
        "toegang geven: een sleutel die al van iemand is, telt als nieuw",
        "bg_mag_toegang_regelen",
        "OR NOT EXISTS (SELECT 1 FROM beroepsgeheim_toegang t WHERE t.sleutel = p_sleutel)",
        "OR true",
    ),
    Mutant(
        "delen: een nee beëindigt niet wat te lezen is",
        "delen_na_bezwaar",
        "SET beeindigd_op = now(), einde = 'bezwaar'",
        "SET einde = einde",
        ("gezinnen/tests/test_delen.py",),
    ),
    Mutant(
        "delen: een teruggenomen nee telt nog",
        "delen_bezwaar_raakt",
        "SELECT b.ingetrokken_op IS NULL AND b.sleutel = p_sleutel",
        "SELECT b.sleutel = p_sleutel",
        ("gezinnen/tests/test_delen.py",),
    ),
    Mutant(
        "delen: het nee van één persoon telt voor alles",
        "delen_bezwaar_raakt",
        "OR b.door_lid_id = ANY (p_over))",
        "OR true)",
        ("gezinnen/tests/test_delen.py",),
    ),
    Mutant(
        "delen: een taak die voorbij is, telt nog",
        "delen_regels_ontvanger",
        "CONTINUE WHEN h.tot < v_dag OR h.van > v_dag;",
        "",
        ("gezinnen/tests/test_delen.py",),
    ),
    Mutant(
        "delen: een opgelegde sector telt niet",
        "delen_regels_ontvanger",
        "IF h.kader = 'opgelegd' OR h.opgelegd THEN",
        "IF h.kader = 'opgelegd' THEN",
        ("gezinnen/tests/test_delen.py",),
    ),
    Mutant(
        "delen: de poort in de databank staat open",
        "delen_poort",
        "IF cardinality(v) > 0 THEN\n    RAISE",
        "IF false THEN\n    RAISE",
        ("gezinnen/tests/test_delen.py",),
    ),
    Mutant(
        "delen: wie verandert, wordt niet opnieuw bekeken",
        "delen_na_hulp",
        "PERFORM delen_herzie(NEW.sleutel, NEW.id, NEW.functie_id);",
        "",
        ("gezinnen/tests/test_delen.py",),
    ),
    Mutant(
        "delen: een deling en een nee wachten niet op elkaar",
        "delen_op_beurt",
        "pg_advisory_xact_lock(hashtext('gezinnen_gegevensdeling'), hashtext(p_sleutel::text))",
        "NULL",
        ("gezinnen/tests/test_gelijktijdig.py",),
    ),
    Mutant(
        "delen: wie zich tot daarnet aanmeldde, krijgt het nog",
        "delen_klopt",
        "h.functie_id IS DISTINCT FROM NEW.functie_id",
        "false",
        ("gezinnen/tests/test_gelijktijdig.py",),
    ),
    Mutant(
        "delen: een gestopte deling blijft leesbaar (rijbeleid)",
        "gezinnen/models/delen.py",
        'IN_KRACHT = "beeindigd_op IS NULL AND ',
        'IN_KRACHT = "',
        ("gezinnen/tests/test_delen.py",),
    ),
    Mutant(
        "delen: een gestopte deling blijft leesbaar (queryset)",
        "gezinnen/models/delen.py",
        "beeindigd_op__isnull=True, van__lte=dag",
        "van__lte=dag",
        ("gezinnen/tests/test_delen.py",),
    ),
    Mutant(
        "delen: een gezinslid leest over een ander (rijbeleid)",
        "gezinnen/models/delen.py",
        "(over = '{}' AND NOT EXISTS (SELECT gz_afgeschermd()) OR bg_persoon() = ANY (over))",
        "true",
        ("gezinnen/tests/test_delen.py",),
    ),
    Mutant(
        "delen: afscherming telt niet (rijbeleid)",
        "gezinnen/models/delen.py",
        "NOT over && ARRAY (SELECT gz_afgeschermd())",
        "true",
        ("gezinnen/tests/test_delen.py",),
    ),
    Mutant(
        "delen: afscherming telt niet (queryset)",
        "gezinnen/models/delen.py",
        ".exclude(over__overlap=AFGESCHERMD)",
        "",
        ("gezinnen/tests/test_delen.py",),
    ),
    Mutant(
        "delen: niet gevraagd is ja",
        "gezinnen/delen/poort.py",
        "elif antwoord.zegt != Zegt.JA:",
        "elif False:",
        ("gezinnen/tests/test_delen.py",),
    ),
    Mutant(
        "delen: een genodigde leest zonder deling (queryset)",
        "lco/models/agenda.py",
        'id__in=Gegevensdeling.objects.aan(actor).filter(soort=SOORT_AGENDA).values("object_id"),',
        "",
        ("lco/tests/test_delen.py",),
    ),
    Mutant(
        "delen: een genodigde leest zonder deling (rijbeleid)",
        "lco/models/agenda.py",
        "AND id IN (SELECT d.object_id",
        "OR id IN (SELECT d.object_id",
        ("lco/tests/test_delen.py",),
    ),
    Mutant(
        "delen: na een nee aan de ontvanger blijft de toegang",
        "lco_deling_beeindigd",
        "UPDATE beroepsgeheim_toegang t SET ingetrokken_op = now()",
        "UPDATE beroepsgeheim_toegang t SET ingetrokken_op = NULL",
        ("lco/tests/test_delen.py",),
    ),
    Mutant(
        "delen: een nee geldt voor elke naamgenoot aan tafel",
        "delen_zelfde_ontvanger",
        "AND (b.ontvanger_sleutel IS NULL OR p_ontvanger IS NULL)",
        "",
        ("lco/tests/test_naamgenoten.py",),
    ),
    Mutant(
        "delen: een link leest wat een naamgenoot mag lezen",
        "lco_agenda_van_link",
        "g.ontvanger_sleutel = d.id",
        "g.ontvanger_naam = d.naam",
        ("lco/tests/test_naamgenoten.py",),
    ),
    Mutant(
        "delen: de toegang van een genodigde heeft geen laatste dag",
        "lco_geef_deelname",
        "p_functie, '', bg_dag(), p_tot, bg_functie(), now()",
        "p_functie, '', bg_dag(), NULL, bg_functie(), now()",
        ("lco/tests/test_einde_delen.py",),
    ),
    Mutant(
        "rijbeleid: een rol die voorbij is, telt nog",
        "beroepsgeheim/omslag.py",
        "CASE WHEN geldt THEN %(functie)s ELSE '' END",
        "%(functie)s",
        ("portaal/tests/test_vertrek.py",),
    ),
    Mutant(
        "logboek: wie van iemand afgeschermd is, leest wie bij het huishouden keek",
        "logboek_open_gezinnen",
        "NOT EXISTS (SELECT gz_afgeschermd())",
        "true",
        ("beroepsgeheim/tests/test_raadplegingen.py",),
    ),
    Mutant(
        "logboek: zonder antwoord van een app staat het logboek open voor een gezinslid",
        "bg_raadplegingen",
        "r.persoon IS NULL AND v_open OR",
        "r.persoon IS NULL AND v_open IS NOT FALSE OR",
        ("beroepsgeheim/tests/test_raadplegingen.py",),
    ),
    Mutant(
        "herstel: één beheerder alleen neemt een tweede stap weg",
        "organisaties/aanmelden/models.py",
        "return self.kan_afwijzen(actor) and not zelf",
        "return self.kan_afwijzen(actor)",
        ("portaal/tests/test_herstel.py",),
    ),
    Mutant(
        "delen: het adres van de pagina vraagt ook wat zij niet aanbiedt",
        "gezinnen/delen/keuze.py",
        "if waarde in dict(dingen(client, actor)) else None",
        "or None",
        ("gezinnen/tests/test_delen_paginas.py",),
    ),
    Mutant(
        "delen: een brief over een aanmelding van een ander gezin",
        "gezinnen/delen/bericht.py",
        "zichtbaar_voor(actor).filter(gezin__client=client)",
        "zichtbaar_voor(actor)",
        ("gezinnen/tests/test_delen_paginas.py",),
    ),
    Mutant(
        "opvolging: twee die een opvolger kiezen, wachten niet op elkaar",
        "gz_volg_op",
        "g.dienst_id = bg_organisatie() FOR UPDATE;",
        "g.dienst_id = bg_organisatie();",
        ("gezinnen/tests/test_gelijktijdig_coach.py",),
    ),
    Mutant(
        "overname: wie zelf coach wordt, houdt haar overname",
        "gz_overname_voorbij",
        "SET ingetrokken_op = now()",
        "SET ingetrokken_op = NULL",
        ("gezinnen/tests/test_coach.py",),
    ),
    Mutant(
        "opvolging: een inzet van wie er nog is, kan weg",
        "co_sluit_inzet",
        "NOT co_regelt() OR NOT gz_is_voorbij(v.verzorgende_id)",
        "NOT co_regelt()",
        ("portaal/tests/test_opvolging_inzet.py",),
    ),
    Mutant(
        "kopie: een gezinslid vraagt ook die van een ander",
        "gezinnen/models/kern.py",
        "return actor.persoon_id == self.pk and heeft(",
        "return heeft(",
        ("tests/inzage",),
    ),
    Mutant(
        "vraag over gegevens: elke rol van de dienst leest mee",
        "gezinnen/models/verzoek.py",
        "dienst_id = bg_organisatie() AND bg_rol() = 'privacy'",
        "dienst_id = bg_organisatie()",
        ("gezinnen/tests/test_rechten.py",),
    ),
]


def verdwaald(mutanten: list[Mutant]) -> list[str]:
    """Mutants whose text does not stand exactly once in their file any more."""
    return [
        m.naam for m in mutanten if not m.is_functie and (HOOFDMAP / m.bestand).read_text().count(m.oud) != 1
    ]


def tests_slagen(map_: Path, mutant: Mutant, *opties: str) -> bool:
    """Whether all tests of this mutant pass on what stands in this directory."""
    klaar = subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "-x", "-p", "no:cacheprovider", *opties, *mutant.tests],
        cwd=map_,
        capture_output=True,
        text=True,
        check=False,
        # A database of its own (pytest-django puts this word behind the name), built once: row policies are made
        # anew after every migrate.
        env={**os.environ, "TOX_PARALLEL_ENV": ACHTERVOEGSEL},
    )
    if klaar.returncode not in (0, 1):
        raise SystemExit(f"{mutant.naam}: de tests liepen niet\n{klaar.stdout[-2000:]}")
    return klaar.returncode == 0


def overleeft_in_bestand(mutant: Mutant, *opties: str) -> bool:
    """Whether the tests still pass with this text in a file replaced."""
    with tempfile.TemporaryDirectory(prefix="mutant-") as naam:
        map_ = Path(naam)
        lijst = subprocess.run(
            ["git", "ls-files", "-z"], cwd=HOOFDMAP, capture_output=True, text=True, check=True
        )
        for bestand in filter(None, lijst.stdout.split("\0")):
            doel = map_ / bestand
            doel.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(HOOFDMAP / bestand, doel)
        pad = map_ / mutant.bestand
        pad.write_text(pad.read_text().replace(mutant.oud, mutant.nieuw))
        # One test process at a time, on the test services of this clone.
        (map_ / "var").symlink_to(HOOFDMAP / "var")
        return tests_slagen(map_, mutant, *opties)


def overleeft_in_databank(mutant: Mutant) -> bool:
    """Whether the tests still pass with this text in a function of the database replaced."""
    adres = str(gegevens("test")["DATABASE_URL_BOUW"])
    with contextlib.closing(psycopg2.connect(adres, dbname=f"test_{DATABASE}_{ACHTERVOEGSEL}")) as verbinding:
        verbinding.autocommit = True
        with verbinding.cursor() as cursor:
            cursor.execute("SELECT pg_get_functiondef(oid) FROM pg_proc WHERE proname = %s", [mutant.bestand])
            teksten = [tekst for (tekst,) in cursor.fetchall() if mutant.oud in tekst]
            if len(teksten) != 1:
                raise SystemExit(f"{mutant.naam}: de tekst staat niet meer in {mutant.bestand}")
            cursor.execute(teksten[0].replace(mutant.oud, mutant.nieuw))
            try:
                return tests_slagen(HOOFDMAP, mutant, "--reuse-db")
            finally:
                cursor.execute(teksten[0])


def met_de_hand(mutanten: list[Mutant]) -> list[str]:
    """The names of written mutants that no test noticed."""
    over = []
    for nummer, mutant in enumerate(sorted(mutanten, key=lambda m: m.is_functie)):
        if mutant.is_functie:
            if nummer == 0:
                tests_slagen(HOOFDMAP, mutant, "--reuse-db", "--create-db")
            levend = overleeft_in_databank(mutant)
        else:
            levend = overleeft_in_bestand(mutant, "--reuse-db", *(["--create-db"] if nummer == 0 else []))
        print(f"{'OVERLEEFT' if levend else 'gezien':10} {mutant.naam}", flush=True)
        over += [mutant.naam] if levend else []
    return over


def uit_de_regels(woord: str) -> tuple[bool, list[tuple[str, int, int]]]:
    """Run the mutants made from the rules: whether all survivors have a reason, and the counts by kind."""
    with tempfile.NamedTemporaryFile("r", prefix="mutatie-") as stand:
        klaar = subprocess.run(
            [sys.executable, "-m", "pytest", "-q", "-s", "-n0", "tests/mutatie/mutanten.py"],
            cwd=HOOFDMAP,
            check=False,
            env={**os.environ, "MUTANT": woord, "MUTATIE_STAND": stand.name},
        )
        regels = [regel.split() for regel in stand.read().splitlines()]
    return klaar.returncode == 0, [(soort, int(gedood), int(over)) for soort, gedood, over in regels]


def hoofd() -> None:
    woord = sys.argv[1] if len(sys.argv) > 1 else ""
    mutanten = [m for m in MUTANTEN if re.search(woord, m.naam)]
    if weg := verdwaald(mutanten):
        raise SystemExit("De tekst staat niet (meer) één keer in het bestand: " + "; ".join(weg))
    goed, standen = uit_de_regels(woord)
    over = met_de_hand(mutanten)
    standen.append(("met de hand", len(mutanten) - len(over), len(over)))
    print("\nMutaties van de toegangsregels")
    for soort, gedood, overleefd in (
        *standen,
        ("samen", sum(s[1] for s in standen), sum(s[2] for s in standen)),
    ):
        print(f"  {soort:12} {gedood:5} gedood {overleefd:5} overleefd")
    if over:
        print("Zonder reden overleefd:", *over, sep="\n  ")
    if goed and not over:
        print("Elke overlever heeft een reden (tests/mutatie/overlevers.py).")
        return
    raise SystemExit("NIET GOED: een overlever zonder reden, of een reden zonder overlever (hierboven).")


if __name__ == "__main__":
    hoofd()
