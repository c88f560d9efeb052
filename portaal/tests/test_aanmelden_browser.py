"""The door in a real browser: no script needed for the code, nothing that axe or the CSP objects to."""

import os
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.core.cache import cache

from organisaties.aanmelden import tweede_stap
from portaal.demo.tweede_stap import geheim
from tests.cast import WACHTWOORD
from tests.hulp import als_bouw

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
AXE_REGELS = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}
BEELDEN = os.environ.get("BEELDEN", "")  # a folder to look at the pages with one's own eyes


@pytest.fixture
def open_deur(cast, live_server, chromium):
    cache.clear()
    contexten = []

    def doe(breedte=390, **opties):
        context = chromium.new_context(viewport={"width": breedte, "height": 844}, **opties)
        contexten.append(context)
        blad = context.new_page()
        blad.klachten = []
        blad.on("pageerror", lambda fout: blad.klachten.append(str(fout)))
        blad.on(
            "console",
            lambda b: b.type == "error" and "status of 422" not in b.text and blad.klachten.append(b.text),
        )
        blad.goto(f"{live_server.url}/aanmelden/")
        return blad

    yield doe
    for context in contexten:
        context.close()


def gezien(blad, naam):
    if BEELDEN:
        Path(BEELDEN).mkdir(parents=True, exist_ok=True)
        blad.screenshot(path=f"{BEELDEN}/{naam}.png", full_page=True)
    uitslag = Axe().run(blad, options=AXE_REGELS).response
    assert [(v["id"], [n["html"][:100] for n in v["nodes"]]) for v in uitslag["violations"]] == []
    onzeker = [v for v in uitslag["incomplete"] if v["id"] == "color-contrast"]
    assert [n["html"][:100] for v in onzeker for n in v["nodes"]] == []
    assert blad.klachten == []


def typ_wachtwoord(blad, naam="ans"):
    blad.fill("[name=login]", naam)
    blad.fill("[name=password]", WACHTWOORD)
    blad.press("[name=password]", "Enter")


@pytest.mark.parametrize("script", [True, False])
def test_a_first_time_visitor_sets_up_her_app_and_comes_in_again_with_a_code(open_deur, script):
    blad = open_deur(java_script_enabled=script)
    typ_wachtwoord(blad)
    blad.wait_for_url("**/aanmelden/instellen/")
    sleutel = blad.locator(".sleuteltekst").inner_text().replace(" ", "")
    if script:
        gezien(blad, "instellen")
    blad.fill("[name=code]", tweede_stap.code_van(sleutel, tweede_stap.teller()))
    blad.press("[name=code]", "Enter")
    blad.wait_for_url("**/aanmelden/noodcodes/")
    if script:
        gezien(blad, "noodcodes")
    blad.get_by_role("button", name="Ik heb ze bewaard").click()
    blad.wait_for_url("**/vandaag/")


def test_the_code_page_says_what_went_wrong_and_lets_in_who_types_the_code(open_deur, cast):
    with als_bouw():
        tweede_stap.zet_totp(cast.gebruikers["ans"], geheim("ans"))
    blad = open_deur()
    typ_wachtwoord(blad)
    blad.wait_for_url("**/aanmelden/code/")
    blad.fill("[name=code]", "000 000")
    blad.press("[name=code]", "Enter")
    blad.get_by_text("Die code klopt niet").wait_for()
    gezien(blad, "code-fout")
    blad.fill("[name=code]", tweede_stap.code_van(geheim("ans"), tweede_stap.teller()))
    blad.get_by_role("button", name="Verder").click()
    blad.wait_for_url("**/vandaag/")
