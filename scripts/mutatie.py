#!/usr/bin/env python3
"""Take one clause of the access rules away at a time, and see that a test notices.

    scripts/mutatie.py            all mutants; exits 1 when one survives
    scripts/mutatie.py toegang    only mutants whose name holds this word

Each mutant is a copy of the tracked files with one text replaced; the tests named with it must fail there.
"""

import shutil
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

HOOFDMAP = Path(__file__).resolve().parent.parent
MUREN = "beroepsgeheim/tests"


@dataclass(frozen=True)
class Mutant:
    """`oud` in `bestand` becomes `nieuw`; then one of `tests` must fail."""

    naam: str
    bestand: str
    oud: str
    nieuw: str
    tests: tuple[str, ...] = (MUREN,)


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
        "@beschermd(lezen=[DOSSIER], schrijven=[DOSSIER])",
        '@beschermd(lezen=[("sleutel", "dossier", "zorg")], schrijven=[DOSSIER])',
    ),
    Mutant(
        "policy: intrekken telt niet in de database",
        "beroepsgeheim/migrations/0008_nalezen.py",
        "(t.tot IS NULL OR t.tot >= v_dag) AND t.ingetrokken_op IS NULL",
        "(t.tot IS NULL OR t.tot >= v_dag)",
    ),
    Mutant(
        "policy: wie nog even naleest, schrijft ook",
        "beroepsgeheim/migrations/0008_nalezen.py",
        """sleutels("bg_sleutels", " AND t.grond <> 'nalezen'")""",
        """sleutels("bg_sleutels", "")""",
        ("gezinnen/tests/test_nalezen.py",),
    ),
    Mutant(
        "overdragen: wie even overneemt, draagt over",
        "beroepsgeheim/migrations/0008_nalezen.py",
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
        "beroepsgeheim/migrations/0002_functies.py",
        "p_sleutel IN (SELECT bg_sleutels('dossier', 'overleg'))",
        "true",
    ),
    Mutant(
        "delen: een nee beëindigt niet wat te lezen is",
        "gezinnen/migrations/0010_delen_regels.py",
        "SET beeindigd_op = now(), einde = 'bezwaar'",
        "SET einde = einde",
        ("gezinnen/tests/test_delen.py",),
    ),
    Mutant(
        "delen: een teruggenomen nee telt nog",
        "gezinnen/migrations/0010_delen_regels.py",
        "SELECT b.ingetrokken_op IS NULL AND b.sleutel = p_sleutel",
        "SELECT b.sleutel = p_sleutel",
        ("gezinnen/tests/test_delen.py",),
    ),
    Mutant(
        "delen: het nee van één persoon telt voor alles",
        "gezinnen/migrations/0010_delen_regels.py",
        "OR b.door_lid_id = ANY (p_over))",
        "OR true)",
        ("gezinnen/tests/test_delen.py",),
    ),
    Mutant(
        "delen: een taak die voorbij is, telt nog",
        "gezinnen/migrations/0010_delen_regels.py",
        "CONTINUE WHEN h.tot < v_dag OR h.van > v_dag;",
        "",
        ("gezinnen/tests/test_delen.py",),
    ),
    Mutant(
        "delen: een opgelegde sector telt niet",
        "gezinnen/migrations/0010_delen_regels.py",
        "IF h.kader = 'opgelegd' OR h.opgelegd THEN",
        "IF h.kader = 'opgelegd' THEN",
        ("gezinnen/tests/test_delen.py",),
    ),
    Mutant(
        "delen: de poort in de databank staat open",
        "gezinnen/migrations/0010_delen_regels.py",
        "IF cardinality(v) > 0 THEN\n    RAISE",
        "IF false THEN\n    RAISE",
        ("gezinnen/tests/test_delen.py",),
    ),
    Mutant(
        "delen: wie verandert, wordt niet opnieuw bekeken",
        "gezinnen/migrations/0010_delen_regels.py",
        "PERFORM delen_herzie(NEW.sleutel, NEW.id, NEW.functie_id);",
        "",
        ("gezinnen/tests/test_delen.py",),
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
        'pk__in=Gegevensdeling.objects.aan(actor).filter(soort=SOORT_AGENDA).values("object_id"),',
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
        "lco/migrations/0006_delen_regels.py",
        "UPDATE beroepsgeheim_toegang t SET ingetrokken_op = now()",
        "UPDATE beroepsgeheim_toegang t SET ingetrokken_op = NULL",
        ("lco/tests/test_delen.py",),
    ),
    Mutant(
        "delen: een nee geldt voor elke naamgenoot aan tafel",
        "gezinnen/migrations/0023_ontvanger_regels.py",
        "AND (b.ontvanger_sleutel IS NULL OR p_ontvanger IS NULL)",
        "",
        ("lco/tests/test_naamgenoten.py",),
    ),
    Mutant(
        "delen: een link leest wat een naamgenoot mag lezen",
        "lco/migrations/0010_ontvanger_en_einddag.py",
        'link_functies("g.ontvanger_sleutel = d.id"',
        'link_functies("g.ontvanger_naam = d.naam"',
        ("lco/tests/test_naamgenoten.py",),
    ),
    Mutant(
        "delen: de toegang van een genodigde heeft geen laatste dag",
        "lco/migrations/0010_ontvanger_en_einddag.py",
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
        "herstel: één beheerder alleen neemt een tweede stap weg",
        "organisaties/aanmelden/models.py",
        "return self.kan_afwijzen(actor) and not zelf",
        "return self.kan_afwijzen(actor)",
        ("portaal/tests/test_herstel.py",),
    ),
    Mutant(
        "opvolging: een inzet van wie er nog is, kan weg",
        "coaching/migrations/0004_opvolging.py",
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


def overleeft(mutant: Mutant) -> bool:
    """Whether all named tests still pass with this clause gone."""
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
        tekst = pad.read_text()
        if mutant.oud not in tekst:
            raise SystemExit(f"{mutant.naam}: de tekst staat niet meer in {mutant.bestand}")
        pad.write_text(tekst.replace(mutant.oud, mutant.nieuw))
        # One test process at a time, on the test services of this clone.
        (map_ / "var").symlink_to(HOOFDMAP / "var")
        klaar = subprocess.run(
            [
                sys.executable,
                "-m",
                "pytest",
                "-q",
                "-x",
                "--create-db",
                "-p",
                "no:cacheprovider",
                *mutant.tests,
            ],
            cwd=map_,
            capture_output=True,
            text=True,
            check=False,
        )
        if klaar.returncode not in (0, 1):
            raise SystemExit(f"{mutant.naam}: de tests liepen niet\n{klaar.stdout[-2000:]}")
        return klaar.returncode == 0


def hoofd() -> None:
    woord = sys.argv[1] if len(sys.argv) > 1 else ""
    over = []
    for mutant in MUTANTEN:
        if woord in mutant.naam:
            levend = overleeft(mutant)
            print(f"{'OVERLEEFT' if levend else 'gezien':10} {mutant.naam}", flush=True)
            over += [mutant.naam] if levend else []
    raise SystemExit(1 if over else 0)


if __name__ == "__main__":
    hoofd()
