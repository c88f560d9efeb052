#!/usr/bin/env python3
"""Let a web-application scanner (wapiti) loose on the application with its demo data; fails on medium or higher.

scripts/scan.py                     an outsider and one person of each role
scripts/scan.py coach gezinslid     only these
SCAN_SECONDEN bounds each walk (default 300). Everything happens on 127.0.0.1, with services of its own; the
scanner has a virtual environment of its own under var/ and its reports stand in var/scan/.
"""

import json
import os
import re
import signal
import subprocess
import sys
import tempfile
import urllib.parse
import urllib.request
from http.cookiejar import CookieJar
from pathlib import Path
from typing import Any

HOOFDMAP = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(HOOFDMAP))

from tests.stapel.stapel import Stapel  # noqa: E402

VERSIE = "wapiti3==3.2.3"
OMGEVING = HOOFDMAP / "var" / "scan-omgeving"
VERSLAGEN = HOOFDMAP / "var" / "scan"
SECONDEN = int(os.environ.get("SCAN_SECONDEN", "300"))
MIDDEL = 2
NIVEAUS = {0: "weetje", 1: "laag", 2: "middel", 3: "hoog", 4: "kritiek"}
# The session belongs to one kind of browser: the scanner says it is the one that logged in.
BROWSER = "Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Firefox/128.0"
BUITENSTAANDER, GEZINSLID = "buitenstaander", "gezinslid"
WIE = (BUITENSTAANDER, "coach", "coordinator", "verzorgende", "provincie", "beheerder", GEZINSLID)
MODULES = (
    "cookieflags,csp,csrf,crlf,exec,file,http_headers,ldap,methods,permanentxss,redirect,sql,xss,xxe,upload,"
    "htaccess,backup,shellshock"
)
# Where a walk would end its own session, cover its page, or change its own way in.
NIET = (
    "/afmelden/", "/mijn/stoppen/", "/aanmelden/vergrendel/", "/aanmelden/slot/", "/aanmelden/instellen/",
    "/aanmelden/mijn/*", "/organisaties/functies/*", "/functies/*",
)  # fmt: skip


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
    if pad != "/vandaag/":
        raise RuntimeError(f"{login} kwam niet binnen: {pad}")
    return bezoeker


def meld_gezinslid_aan(stapel: Stapel, wachtwoord: str) -> Bezoeker:
    """The coach makes a card and a code for somebody of a family of hers; that person comes in by her own door."""
    coach = meld_aan(stapel, "coach", wachtwoord)
    gezinnen = sorted(set(re.findall(r"/gezinnen/([0-9a-f-]{36})/", coach.haal("/gezinnen/"))))
    bladen = "".join(coach.haal(f"/gezinnen/{gezin}/plekken/") for gezin in gezinnen)
    plek = zoek(r"(/gezinnen/leden/[0-9a-f-]{36}/plek/)", bladen)
    kaart = coach.stuur(f"{plek}kaart/", eerder="on")[1]
    groot = 'sleutelkaart-groot">'
    nummer, woorden = zoek(groot + r"(\d{4} \d{4})<", kaart), zoek(groot + r"([^<\d]+)<", kaart)
    code = zoek(groot + r"(\d{3} \d{3})<", coach.stuur(f"{plek}code/")[1])
    lid = Bezoeker(stapel.adres)
    lid.haal("/mijn/binnen/")
    lid.stuur("/mijn/binnen/", nummer=nummer, woorden=woorden)
    lid.stuur("/mijn/binnen/code/", code=code)
    pad, _blad = lid.stuur("/mijn/binnen/pin/", pin="70415", nog_eens="70415")
    if pad != "/mijn/":
        raise RuntimeError(f"het gezinslid kwam niet binnen: {pad}")
    return lid


def zoek(patroon: str, tekst: str) -> str:
    """The first group of what is found; raises RuntimeError when it is not there."""
    if gevonden := re.search(patroon, tekst):
        return gevonden.group(1)
    raise RuntimeError(f"niet gevonden op de bladzijde: {patroon}")


def installeer() -> Path:
    """The scanner in its own environment. Returns its program."""
    programma = OMGEVING / "bin" / "wapiti"
    if not programma.exists():
        uv, python = str(Path(sys.executable).parent / "uv"), str(OMGEVING / "bin" / "python")
        subprocess.run([uv, "venv", "-q", str(OMGEVING), "--python", sys.executable], check=True)
        subprocess.run([uv, "pip", "install", "-q", "--python", python, VERSIE], check=True)
    return programma


def scan(programma: Path, stapel: Stapel, wie: str, bezoeker: Bezoeker | None, var: Path) -> dict[str, Any]:
    """One walk with attacks. Returns the scanner's report."""
    verslag = VERSLAGEN / f"{wie}.json"
    verslag.unlink(missing_ok=True)
    begin = "/aanmelden/" if bezoeker is None else "/mijn/" if wie == GEZINSLID else "/vandaag/"
    opdracht = [
        str(programma), "-u", f"{stapel.adres}/", "-s", f"{stapel.adres}{begin}", "--scope", "folder",
        "-m", MODULES, "-f", "json", "-o", str(verslag), "-d", "4", "--max-links-per-page", "40",
        "--max-files-per-dir", "12", "--max-parameters", "20", "-S", "polite", "--tasks", "2", "-t", "15",
        "--max-scan-time", str(SECONDEN), "--max-attack-time", str(max(SECONDEN // 6, 10)), "-A", BROWSER,
        "--store-session", str(var / f"scan-{wie}"), "--store-config", str(var / "scan-instellingen"),
        "--endpoint", f"{stapel.adres}/", "--skip", "csrfmiddlewaretoken", "--skip", "formulierbon", "--no-bugreport", "-v", "0",
    ]  # fmt: skip
    for pad in NIET:
        opdracht += ["-x", stapel.adres + pad]
    if bezoeker is not None:
        opdracht += ["-C", bezoeker.koek]
    klaar = subprocess.run(
        opdracht, capture_output=True, text=True, check=False, timeout=SECONDEN * 3 + 120, env=os.environ | {"HOME": str(var)}
    )  # fmt: skip
    if bezoeker is not None and bezoeker.staat_op(begin) != begin:
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


def toon(wie: str, verslag: dict[str, Any], gevonden: list[tuple[int, str, str, str]]) -> int:
    """Print what was found. Returns how many are medium or higher."""
    bladen = verslag["infos"].get("crawled_pages_nbr", "?")
    print(f"{wie}: {bladen} bladzijden, {len(gevonden)} bevindingen", flush=True)
    for niveau, soort, plek, woorden in gevonden:
        print(f"  {NIVEAUS.get(niveau, niveau)}: {soort}: {plek}: {woorden}", flush=True)
    return sum(1 for niveau, *_rest in gevonden if niveau >= MIDDEL)


def hoofd() -> int:
    wie_scant = sys.argv[1:] or list(WIE)
    if onbekend := set(wie_scant) - set(WIE):
        print(f"Onbekend: {', '.join(sorted(onbekend))}. Kies uit: {', '.join(WIE)}.")
        return 2
    programma = installeer()
    VERSLAGEN.mkdir(parents=True, exist_ok=True)
    ernstig = 0
    signal.signal(
        signal.SIGTERM, lambda *_alles: sys.exit(143)
    )  # stopped from outside: the services stop too
    with tempfile.TemporaryDirectory(prefix="scan-") as naam:
        var = Path(naam)
        var.chmod(0o711)
        stapel = Stapel("test-scan", var)
        try:
            stapel.start()
            wachtwoord = stapel.beheer("demo_logins").splitlines()[0].rsplit(" - ", 1)[1]
            for wie in wie_scant:
                bezoeker = None
                if wie == GEZINSLID:
                    bezoeker = meld_gezinslid_aan(stapel, wachtwoord)
                elif wie != BUITENSTAANDER:
                    bezoeker = meld_aan(stapel, wie, wachtwoord)
                verslag = scan(programma, stapel, wie, bezoeker, var)
                ernstig += toon(wie, verslag, bevindingen(verslag))
        finally:
            stapel.stop()
    print(
        "Niets van niveau middel of hoger."
        if not ernstig
        else f"{ernstig} bevindingen van niveau middel of hoger."
    )
    return 1 if ernstig else 0


if __name__ == "__main__":
    sys.exit(hoofd())
