#!/usr/bin/env python3
"""Let a web-application scanner (wapiti) loose on the application with its demo data; fails on medium or higher.

scripts/scan.py                     an outsider, a family member and one person of each role
scripts/scan.py coach gezinslid     only these
SCAN_SECONDEN bounds each walk (default 300); each kind of attack gets a sixth of that. Everything happens on
127.0.0.1, with services of its own; the scanner has a virtual environment of its own under var/ and its reports
stand in var/scan/. What a walk reached is read in the web server's own log: a walk that saw too few of the pages
of its role fails, for then its silence says nothing.
"""

import json
import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import urllib.parse
import urllib.request
from dataclasses import dataclass
from http.cookiejar import CookieJar
from pathlib import Path
from typing import Any

HOOFDMAP = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(HOOFDMAP))

from tests.stapel.stapel import Stapel, wacht_tot  # noqa: E402

VERSIE = "wapiti3==3.2.3"
OMGEVING = HOOFDMAP / "var" / "scan-omgeving"
VERSLAGEN = HOOFDMAP / "var" / "scan"
SECONDEN = int(os.environ.get("SCAN_SECONDEN", "300"))
MIDDEL = 2
NIVEAUS = {0: "weetje", 1: "laag", 2: "middel", 3: "hoog", 4: "kritiek"}
# The session belongs to one kind of browser: the scanner says it is the one that logged in.
BROWSER = "Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Firefox/128.0"
BUITENSTAANDER, GEZINSLID = "buitenstaander", "gezinslid"
# In this order: who can end what others see (the family says no to a sharing) or their way in, comes last. Most log-ins are named after their role.
WIE = (
    BUITENSTAANDER, "hulpverlener", "klussendienst", "vrijwilligers", "vorming", "provincie", "ondersteuning", "privacy",
    "deontologie", "verzorgende", "coordinator", GEZINSLID, "coach", "verantwoordelijke", "beheerder",
)  # fmt: skip
ROL = {"vrijwilligers": "vrijwilligerswerking"}
# A second press on a button that only shows after something went wrong.
HERSTEL = {"vloer:concept_weg", "vloer:opnieuw"}
# So much of the pages that are a role's own must have answered; the demo has no example of each of them.
MINSTENS = 0.5
MODULES = (
    "cookieflags,csp,csrf,crlf,exec,file,http_headers,ldap,methods,permanentxss,redirect,sql,xss,xxe,upload,"
    "htaccess,backup,shellshock"
)
# Where a walk would end its own session (five wrong PINs as well), cover its page, or change a way in (its own or a
# colleague's).
NIET = (
    "/afmelden/", "/mijn/stoppen/", "/mijn/sleutel/einde/", "/mijn/sleutel/pincode/", "/mijn/sleutel/vinger/*", "/aanmelden/vergrendel/", "/aanmelden/slot/",
    "/aanmelden/instellen/*", "/aanmelden/bevestig/", "/aanmelden/mijn/*", "/aanmelden/rekening/*", "/functies/*",
)  # fmt: skip
LOGREGEL = re.compile(r"^(?:GET|HEAD|POST) (\d{3}) (/\S*)$", re.MULTILINE)


class Bezoeker:
    """A browser without a screen: cookies, and forms posted with their token."""

    def __init__(self, adres: str) -> None:
        self.adres = adres
        self.koekjes = CookieJar()
        self._weg = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(self.koekjes))
        self._weg.addheaders = [("User-Agent", BROWSER)]

    def haal(self, pad: str) -> str:
        with self._weg.open(self.adres + pad, timeout=30) as antwoord:
            return str(antwoord.read().decode())

    def staat_op(self, pad: str) -> str:
        """Where asking for this page ends."""
        with self._weg.open(self.adres + pad, timeout=30) as antwoord:
            return urllib.parse.urlsplit(antwoord.url).path

    def stuur(self, pad: str, **velden: str) -> tuple[str, str]:
        """Post a form. Returns where it led to and what stands there."""
        velden["csrfmiddlewaretoken"] = {k.name: k.value or "" for k in self.koekjes}["csrftoken"]
        gegevens = urllib.parse.urlencode(velden).encode()
        with self._weg.open(self.adres + pad, gegevens, timeout=30) as antwoord:
            return urllib.parse.urlsplit(antwoord.url).path, antwoord.read().decode()

    @property
    def koek(self) -> str:
        return "; ".join(f"{k.name}={k.value}" for k in self.koekjes)


def meld_aan(stapel: Stapel, login: str, wachtwoord: str) -> Bezoeker:
    """Name and password, then the code of the app."""
    bezoeker = Bezoeker(stapel.adres)
    bezoeker.haal("/aanmelden/")
    bezoeker.stuur("/aanmelden/", login=login, password=wachtwoord)
    pad, _blad = bezoeker.stuur("/aanmelden/code/", code=stapel.codes.volgende(login))
    if pad not in ("/vandaag/", "/ondersteuning/"):
        raise RuntimeError(f"{login} kwam niet binnen: {pad}")
    return bezoeker


def meld_gezinslid_aan(stapel: Stapel, logins: str) -> Bezoeker:
    """The mother of the demo comes in by her own door: her card, then her PIN."""
    gevonden = re.search(r"kaart (\d+), woorden ([a-z ]+) - pincode (\d+)", logins)
    if gevonden is None:
        raise RuntimeError("de voorbeeldgegevens kennen geen kaart van een gezinslid")
    lid = Bezoeker(stapel.adres)
    lid.haal("/mijn/binnen/")
    lid.stuur("/mijn/binnen/", nummer=gevonden[1], woorden=gevonden[2])
    pad, _blad = lid.stuur("/mijn/binnen/code/", code=gevonden[3])
    if pad != "/mijn/":
        raise RuntimeError(f"het gezinslid kwam niet binnen: {pad}")
    return lid


@dataclass
class Bereik:
    """What one walk reached, as the web server saw it."""

    verzoeken: int
    gezien: list[str]
    gemist: list[str]

    @property
    def deel(self) -> float:
        return len(self.gezien) / max(len(self.gezien) + len(self.gemist), 1)


class Plattegrond:
    """All addresses with the roles that may ask for them, as patterns for the log of the web server."""

    VRAAG = (
        "import json; from beroepsgeheim.beleid import alle_urls, beleid_van\n"
        "print(json.dumps([(r, n, b.rollen, b.openbaar) for r, n, v in alle_urls()"
        " if (b := beleid_van(v, n)) and not b.achtergrond]))"
    )
    SOORTEN = {"uuid": "[0-9a-f-]{36}", "slug": r"[-\w]+", "int": r"\d+", "str": "[^/]+"}

    def __init__(self, stapel: Stapel) -> None:
        self.log = stapel.var / "web.log"
        self.rijen = [
            (route, self._patroon(route), naam, set(rollen), openbaar)
            for route, naam, rollen, openbaar in json.loads(stapel.beheer("shell", "-v0", "-c", self.VRAAG))
        ]

    def _patroon(self, route: str) -> re.Pattern[str]:
        delen = re.split(r"<(\w+):\w+>", route)
        return re.compile(
            "/" + "".join(self.SOORTEN[d] if n % 2 else re.escape(d) for n, d in enumerate(delen))
        )

    def eigen(self, wie: str) -> dict[str, str]:
        """Route by name of what this role may ask for, apart from what the walk leaves alone."""
        rol, niet = ROL.get(wie, wie), tuple(pad.rstrip("*") for pad in NIET)
        return {
            naam: f"/{route}"
            for route, _patroon, naam, rollen, openbaar in self.rijen
            if (openbaar if wie == BUITENSTAANDER else rol in rollen)
            and naam not in HERSTEL
            and not f"/{route}".startswith(niet)
        }

    def begin(self, wie: str) -> list[str]:
        """Every address of this role that needs no row: not all of them stand in a menu."""
        return sorted(route for route in self.eigen(wie).values() if "<" not in route)

    def lees(self, wie: str, vanaf: int) -> Bereik:
        """What stands in the log after this place."""
        with self.log.open(encoding="utf-8", errors="replace") as bestand:
            bestand.seek(vanaf)
            regels = LOGREGEL.findall(bestand.read())
        goed = {pad for status, pad in regels if status in ("200", "302", "303", "410", "422")}
        eigen = self.eigen(wie)
        gezien = {
            n for _r, patroon, n, *_rest in self.rijen if n in eigen and any(map(patroon.fullmatch, goed))
        }
        return Bereik(len(regels), sorted(gezien), sorted(eigen.keys() - gezien))


def installeer() -> Path:
    """The scanner in its own environment. Returns its program."""
    programma = OMGEVING / "bin" / "wapiti"
    if not programma.exists():
        uv = shutil.which("uv") or str(Path(sys.executable).parent / "uv")
        python = str(OMGEVING / "bin" / "python")
        subprocess.run([uv, "venv", "-q", str(OMGEVING), "--python", sys.executable], check=True)
        subprocess.run([uv, "pip", "install", "-q", "--python", python, VERSIE], check=True)
    return programma


def scan(
    programma: Path, stapel: Stapel, wie: str, bezoeker: Bezoeker | None, var: Path, begin: list[str]
) -> dict[str, Any]:
    """One walk with attacks, from these addresses on. Returns the scanner's report."""
    verslag = VERSLAGEN / f"{wie}.json"
    verslag.unlink(missing_ok=True)
    thuis = bezoeker.staat_op("/") if bezoeker else ""
    opdracht = [
        str(programma), "-u", f"{stapel.adres}/", "--scope", "folder",
        "-m", MODULES, "-f", "json", "-o", str(verslag), "-d", "4", "--max-links-per-page", "40",
        "--max-files-per-dir", "12", "--max-parameters", "20", "-S", "polite", "--tasks", "2", "-t", "15",
        "--max-scan-time", str(SECONDEN), "--max-attack-time", str(max(SECONDEN // 6, 10)), "-A", BROWSER,
        "--store-session", str(var / f"scan-{wie}"), "--store-config", str(var / "scan-instellingen"),
        "--endpoint", f"{stapel.adres}/", "--skip", "csrfmiddlewaretoken", "--skip", "formulierbon", "--no-bugreport", "-v", "0",
    ]  # fmt: skip
    for pad in NIET:
        opdracht += ["-x", stapel.adres + pad]
    for pad in begin:
        opdracht += ["-s", stapel.adres + pad]
    if bezoeker is not None:
        opdracht += ["-C", bezoeker.koek]
    klaar = subprocess.run(
        opdracht, capture_output=True, text=True, check=False, timeout=SECONDEN * 4 + 300, env=os.environ | {"HOME": str(var)}
    )  # fmt: skip
    if bezoeker is not None and bezoeker.staat_op("/") != thuis:
        raise RuntimeError(f"{wie} was op het einde niet meer aangemeld: wat gescand is, telt niet")
    if not verslag.exists():
        raise RuntimeError(
            f"de scanner gaf geen verslag voor {wie}:\n{klaar.stdout[-800:]}{klaar.stderr[-800:]}"
        )
    return dict(json.loads(verslag.read_text()))


def bevindingen(verslag: dict[str, Any]) -> list[tuple[int, str, str, str]]:
    """(level, kind, method and path, words) of everything that was found, the gravest first."""
    uit = set()
    for deel in ("vulnerabilities", "anomalies"):
        for soort, lijst in verslag.get(deel, {}).items():
            for b in lijst:
                plek = f"{b['method']} {b['path']}" + (f" [{b['parameter']}]" if b.get("parameter") else "")
                uit.add((int(b["level"]), soort, plek, b["info"]))
    return sorted(uit, reverse=True)


def toon(wie: str, verslag: dict[str, Any], bereik: Bereik, gevonden: list[tuple[int, str, str, str]]) -> int:
    """Print what was seen and found. Returns how many findings are medium or higher."""
    bladen = verslag["infos"].get("crawled_pages_nbr", "?")
    ernstig = sum(1 for niveau, *_rest in gevonden if niveau >= MIDDEL)
    print(
        f"{wie}: {bladen} adressen gelezen, {bereik.verzoeken} verzoeken, {len(gevonden)} bevindingen waarvan {ernstig} "
        f"middel of hoger; {len(bereik.gezien)} van {len(bereik.gezien) + len(bereik.gemist)} soorten bladzijden",
        flush=True,
    )
    print(f"  niet bereikt: {', '.join(bereik.gemist) or '-'}", flush=True)
    for niveau, soort, plek, woorden in gevonden:
        print(f"  {NIVEAUS.get(niveau, niveau)}: {soort}: {plek}: {woorden}", flush=True)
    return ernstig


def meld_aan_als(stapel: Stapel, wie: str, logins: str) -> Bezoeker | None:
    """Log in as this person of the demo; an outsider does not."""
    if wie == BUITENSTAANDER:
        return None
    if wie == GEZINSLID:
        return meld_gezinslid_aan(stapel, logins)
    bezoeker = meld_aan(stapel, wie, logins.splitlines()[0].rsplit(" - ", 1)[1])
    if wie == "provincie":  # something to read: the demo has no report
        bezoeker.haal("/rapporten/")
        pad, _blad = bezoeker.stuur("/rapporten/", keuze="project")
        wacht_tot(lambda: f'href="{pad}"' in bezoeker.haal("/rapporten/"), "het rapport")
    return bezoeker


def loop_rond(programma: Path, stapel: Stapel, wie_scant: list[str], var: Path) -> int:
    """One walk after the other. Returns how many things are wrong."""
    fout = 0
    logins = stapel.beheer("demo_logins")
    grond = Plattegrond(stapel)
    for wie in wie_scant:
        vanaf = grond.log.stat().st_size
        try:
            bezoeker = meld_aan_als(stapel, wie, logins)
            verslag = scan(programma, stapel, wie, bezoeker, var, grond.begin(wie))
        except (RuntimeError, AssertionError, OSError, subprocess.TimeoutExpired) as mis:
            print(f"{wie}: de wandeling mislukte: {mis}", flush=True)
            fout += 1
            continue
        bereik = grond.lees(wie, vanaf)
        fout += toon(wie, verslag, bereik, bevindingen(verslag))
        if bereik.deel < MINSTENS:
            print(f"  te weinig gezien: {bereik.deel:.0%} van de soorten bladzijden", flush=True)
            fout += 1
    return fout


def hoofd() -> int:
    wie_scant = sys.argv[1:] or list(WIE)
    if onbekend := set(wie_scant) - set(WIE):
        print(f"Onbekend: {', '.join(sorted(onbekend))}. Kies uit: {', '.join(WIE)}.")
        return 2
    programma = installeer()
    VERSLAGEN.mkdir(parents=True, exist_ok=True)
    # Stopped from outside: the services stop too.
    signal.signal(signal.SIGTERM, lambda *_alles: sys.exit(143))
    with tempfile.TemporaryDirectory(prefix="scan-") as naam:
        var = Path(naam)
        var.chmod(0o711)
        stapel = Stapel("test-scan", var)
        stapel.omgeving["GRENZEN_MAAL"] = "10000"  # a scanner asks more in a minute than a person in a week
        stapel.extra_web = ("--access-log", "--access-log-fmt", "%(method)s %(status)d %(path)s")
        try:
            stapel.start()
            fout = loop_rond(programma, stapel, wie_scant, var)
        finally:
            stapel.stop()
    print(
        f"{fout} bevindingen van niveau middel of hoger, of te weinig gezien."
        if fout
        else "Niets van niveau middel of hoger."
    )
    return 1 if fout else 0


if __name__ == "__main__":
    sys.exit(hoofd())
