"""One running application for all journeys and fault tests, and browsers that look at it."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page

from .codes import meld_aan
from .stapel import Stapel

AXE_REGELS = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}
# What axe cannot decide by itself but which would hide a fault when ignored (white text on white).
AXE_TWIJFEL = {"color-contrast"}


@pytest.fixture(scope="session")
def stapel(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stapel]:
    """The application with its demo data, started once."""
    var = tmp_path_factory.mktemp("stapel")
    for map_ in (var, *var.parents[:3]):
        map_.chmod(map_.stat().st_mode | 0o011)  # the server's own user passes through
    gestart = Stapel("test-stapel", var)
    try:
        gestart.start()
        yield gestart
    finally:
        gestart.stop()


@pytest.fixture
def venster(chromium: Browser) -> Iterator[Callable[..., Page]]:
    """`venster(breedte=390)` gives an empty page in a browser of its own, where nobody is logged in."""
    contexten = []

    def doe(*, breedte: int = 1280, hoogte: int = 900, **opties: Any) -> Page:
        context = chromium.new_context(
            viewport={"width": breedte, "height": hoogte}, locale="nl-BE", accept_downloads=True, **opties
        )
        contexten.append(context)
        blad = context.new_page()
        blad.klachten = []  # type: ignore[attr-defined]
        blad.on("pageerror", lambda fout: blad.klachten.append(str(fout)))  # type: ignore[attr-defined]
        blad.on(
            "console",
            lambda bericht: bericht.type == "error" and blad.klachten.append(bericht.text),  # type: ignore[attr-defined]
        )
        return blad

    yield doe
    for context in contexten:
        context.close()


@pytest.fixture
def aangemeld(stapel: Stapel, venster: Callable[..., Page]) -> Callable[..., Page]:
    """`aangemeld("coach", breedte=390)` gives a page of somebody who has just logged in by hand."""

    def doe(gebruikersnaam: str, **opties: Any) -> Page:
        blad = venster(**opties)
        meld_aan(blad, stapel.adres, gebruikersnaam, WACHTWOORD, stapel.codes)
        return blad

    return doe


@pytest.fixture
def telefoon(stapel: Stapel, venster: Callable[..., Page]) -> Callable[[], Page]:
    """A small screen at the door of the family's own place."""

    def doe() -> Page:
        blad = venster(breedte=360, hoogte=640)
        blad.goto(f"{stapel.adres}/mijn/")
        return blad

    return doe


WACHTWOORD = "samen-aan-tafel-2026"


def zonder_axe_fouten(blad: Page) -> None:
    """axe finds nothing, and is not in doubt about contrast either; the console stayed silent (CSP)."""
    uitkomst = Axe().run(blad, options=AXE_REGELS)
    fouten = [
        f"{v['id']}: {[n['html'][:120] for n in v['nodes'][:3]]}" for v in uitkomst.response["violations"]
    ]
    # axe cannot see what lies under text inside a drawing; netwerk/tests/test_tekening.py computes that.
    twijfel = [
        f"{v['id']}: {n['html'][:120]}"
        for v in uitkomst.response["incomplete"]
        for n in v["nodes"]
        if v["id"] in AXE_TWIJFEL and not n["html"].startswith("<text")
    ]
    assert fouten == [], blad.url
    assert twijfel == [], blad.url
    assert blad.klachten == [], blad.url  # type: ignore[attr-defined]


def beeld(blad: Page, naam: str, map_: Path) -> None:
    """A screenshot of the whole page, to look at when something fails."""
    blad.screenshot(path=str(map_ / f"{naam}.png"), full_page=True)
