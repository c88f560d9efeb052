#!/usr/bin/env python3
"""Make the screenshots of the user guide: the running application with its demo data, seen by each role.

scripts/schermen.py           all pictures of docs/handleiding/beelden/
scripts/schermen.py coach     only those whose name holds this word
"""

import sys
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urljoin

from playwright.sync_api import Browser, Page, sync_playwright

HOOFDMAP = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(HOOFDMAP))

from tests.chromium import CHROMIUM, CHROMIUM_PAD  # noqa: E402
from tests.stapel.codes import meld_aan  # noqa: E402
from tests.stapel.stapel import Stapel  # noqa: E402

DOEL = HOOFDMAP / "docs" / "handleiding" / "beelden"


@dataclass(frozen=True)
class Scherm:
    """One picture: who looks, how to get there from Vandaag, on what width."""

    naam: str
    login: str
    weg: Callable[[Page], None]
    breedte: int = 1180
    hoogte: int = 820


def ga(*stappen: str) -> Callable[[Page], None]:
    """Go on from Vandaag: an address ("/week/"), a link by part of its address ("~/kaart/") or by its words."""

    def loop(blad: Page) -> None:
        for stap in stappen:
            if stap.startswith("/"):
                blad.goto(urljoin(blad.url, stap))
            elif stap.startswith("~"):
                blad.locator(f"main a[href*='{stap[1:]}']").filter(visible=True).first.click()
            else:
                blad.locator("main a, nav a", has_text=stap).filter(visible=True).first.click()
            blad.wait_for_load_state("networkidle")

    return loop


def tel(blad: Page) -> None:
    """A report of this year, counted by the worker."""
    ga("/rapporten/")(blad)
    blad.select_option("[name=keuze]", index=1)
    blad.locator("main button", has_text="Tellen").click()
    blad.locator("main h2", has_text="Aanmeldingen").first.wait_for(timeout=60_000)


def blijf(blad: Page) -> None:
    """Vandaag itself."""


SCHERMEN = [
    Scherm("coach-vandaag", "coach", blijf),
    Scherm("coach-zoeken", "coach", ga("/gezinnen/nieuw/")),
    Scherm("coach-gezin", "coach", ga("/gezinnen/", "Okafor"), hoogte=1300),
    Scherm("coach-intake", "coach", ga("~/intake/"), hoogte=1100),
    Scherm("coach-netwerk", "coach", ga("/gezinnen/", "Okafor", "~/netwerk/kaart/"), hoogte=1100),
    Scherm("verzorgende-vandaag", "verzorgende", blijf, breedte=390, hoogte=780),
    Scherm("verzorgende-week", "verzorgende", ga("/werk/week/"), breedte=390, hoogte=780),
    Scherm("coordinator-vandaag", "coordinator", blijf),
    Scherm("coordinator-overleg", "coordinator", ga("/overleg/", "Ama"), hoogte=1300),
    Scherm("coordinator-week", "coordinator", ga("/overleg/week/")),
    Scherm("provincie-vandaag", "provincie", blijf),
    Scherm("provincie-rapport", "provincie", tel, hoogte=1300),
    Scherm("aanmelden-mijn", "verzorgende3", ga("/aanmelden/mijn/"), hoogte=1000),
    Scherm("beheerder-mensen", "beheerder", ga("/organisaties/rekeningen/")),
]


def neem_op(browser: Browser, stapel: Stapel, scherm: Scherm, wachtwoord: str) -> None:
    """Log in, walk there, take the picture."""
    context = browser.new_context(
        viewport={"width": scherm.breedte, "height": scherm.hoogte}, locale="nl-BE", reduced_motion="reduce"
    )
    blad = context.new_page()
    meld_aan(blad, stapel.adres, scherm.login, wachtwoord, stapel.codes)
    scherm.weg(blad)
    blad.screenshot(path=str(DOEL / f"{scherm.naam}.png"))
    context.close()
    print(scherm.naam, flush=True)


def hoofd() -> None:
    woord = sys.argv[1] if len(sys.argv) > 1 else ""
    DOEL.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="schermen-") as naam:
        var = Path(naam)
        var.chmod(0o711)
        stapel = Stapel("test-schermen", var)
        try:
            stapel.start()
            wachtwoord = stapel.beheer("demo_logins").splitlines()[0].rsplit(" - ", 1)[1]
            with sync_playwright() as p:
                browser = p.chromium.launch(executable_path=CHROMIUM_PAD, args=CHROMIUM)
                for scherm in SCHERMEN:
                    if woord in scherm.naam:
                        neem_op(browser, stapel, scherm, wachtwoord)
                browser.close()
        finally:
            stapel.stop()


if __name__ == "__main__":
    hoofd()
