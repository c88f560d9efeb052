"""The own place in a real browser: a mother who has no mailbox, by keyboard alone, from her card to her no."""

import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from portaal.demo.plekken import PIN, PLEKKEN

from .conftest import beeld
from .stappen import adres, ga, gezien, knop, kop, past

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("stapel")]
MOEDER, MEISJE = PLEKKEN
ACTIEF = "() => (document.activeElement.innerText || '').trim() || document.activeElement.name || ''"


@pytest.fixture
def telefoon(stapel, chromium: Browser) -> Iterator[Callable[[], Page]]:
    """A small screen that nobody is logged in on."""
    contexten = []

    def doe() -> Page:
        context = chromium.new_context(viewport={"width": 360, "height": 640}, locale="nl-BE")
        contexten.append(context)
        blad = context.new_page()
        blad.klachten = []  # type: ignore[attr-defined]
        blad.on("pageerror", lambda fout: blad.klachten.append(str(fout)))  # type: ignore[attr-defined]
        blad.on(
            "console",
            lambda bericht: bericht.type == "error" and blad.klachten.append(bericht.text),  # type: ignore[attr-defined]
        )
        blad.goto(f"{stapel.adres}/mijn/")
        return blad

    yield doe
    for context in contexten:
        context.close()


def tab_naar(blad: Page, wat: str) -> None:
    """Press Tab until the focus stands on a link, button or field with this text or name; never the mouse."""
    for _keer in range(80):
        blad.keyboard.press("Tab")
        if blad.evaluate(ACTIEF).startswith(wat):
            return
    raise AssertionError(f"met Tab niet te bereiken: {wat} op {adres(blad)}")


def kies_met_toets(blad: Page, wat: str) -> None:
    """Follow a link or press a button with the keyboard, and wait for the page that comes."""
    tab_naar(blad, wat)
    with blad.expect_navigation():
        blad.keyboard.press("Enter")


def typ(blad: Page, veld: str, tekst: str) -> None:
    tab_naar(blad, veld)
    blad.keyboard.type(tekst)


def kaart_van_de_coach(coach: Page, wie: str) -> tuple[str, str, str]:
    """At the table: the coach makes a card and a code; number, words and code as they stand on her screen."""
    ga(coach, "Gezinnen")
    ga(coach, "Familie Okafor-De Wit")
    ga(coach, "Wie heeft een eigen plek")
    kop(coach, "Wie heeft een eigen plek")
    gezien(coach)
    ga(coach, wie)
    gezien(coach)
    knop(coach, "Kaart op dit scherm")
    kop(coach, "Nieuwe kaart")
    gezien(coach)
    groot = coach.locator(".sleutelkaart-groot")
    nummer, woorden = groot.nth(0).inner_text(), groot.nth(1).inner_text()
    knop(coach, "Toon een code")
    kop(coach, "Een code")
    gezien(coach)
    return nummer, woorden, coach.locator(".sleutelkaart-groot").inner_text()


@pytest.mark.eis("R136", "R297", "R303")
def test_a_mother_without_mail_comes_in_with_the_keyboard_and_says_no(aangemeld, telefoon, tmp_path: Path):
    nummer, woorden, code = kaart_van_de_coach(aangemeld("coach"), MOEDER.naam)
    blad = telefoon()
    kop(blad, "Naar mijn plek")
    gezien(blad)
    typ(blad, "nummer", nummer)
    typ(blad, "woorden", woorden)
    kies_met_toets(blad, "Verder")
    gezien(blad)
    typ(blad, "code", "000000")
    kies_met_toets(blad, "Verder")
    expect(blad.get_by_text("Dat klopt niet").first).to_be_visible()
    gezien(blad)
    typ(blad, "code", code)
    kies_met_toets(blad, "Verder")
    kop(blad, "Kies uw pincode")
    gezien(blad)
    typ(blad, "pin", PIN)
    typ(blad, "nog_eens", PIN)
    kies_met_toets(blad, "Dit wordt mijn pincode")
    kop(blad, re.compile("Dag Ama"))
    beeld(blad, "start", tmp_path)
    gezien(blad)
    past(blad)
    for woord in ("Onze afspraken", "Wie helpt waarmee", "Wat wij willen", "Overleg", "Mensen om mij heen",
                  "Wat over ons genoteerd is", "Wie keek wanneer", "Iets vragen of zeggen", "Al mijn gegevens",
                  "Mijn kaart en mijn pincode"):  # fmt: skip
        kies_met_toets(blad, woord)
        gezien(blad)
        past(blad)
        beeld(blad, re.sub(r"\W+", "_", woord), tmp_path)
        kies_met_toets(blad, "Terug naar het begin")
    kies_met_toets(blad, "Wat gedeeld wordt, en met wie")
    gezien(blad)
    lopend = blad.get_by_role("link", name=re.compile("^Nee, dit wil ik niet")).count()
    assert lopend > 0
    kies_met_toets(blad, "Nee, dit wil ik niet")
    gezien(blad)
    kies_met_toets(blad, "Nee, niet meer delen")
    expect(blad.get_by_text("kan dit niet meer lezen")).to_be_visible()
    gezien(blad)
    assert blad.get_by_role("link", name=re.compile("^Nee, dit wil ik niet")).count() == lopend - 1
    kies_met_toets(blad, "Stoppen")
    kop(blad, "Naar mijn plek")


@pytest.mark.eis("R052")
def test_a_girl_of_13_draws_a_picture_of_her_own(telefoon, tmp_path: Path):
    blad = telefoon()
    blad.fill("[name=nummer]", MEISJE.nummer)
    blad.fill("[name=woorden]", MEISJE.woorden)
    knop(blad, "Verder")
    blad.fill("[name=code]", PIN)
    knop(blad, "Verder")
    kop(blad, "Dag Efua")
    ga(blad, "Mensen om mij heen")
    gezien(blad)
    knop(blad, "Zet iemand op mijn kaart")
    kop(blad, "Iemand op mijn kaart")
    gezien(blad)
    blad.fill("[name=schuilnaam]", "Juf Els")
    for antwoord in ("buren en anderen", "nee, het is iemand uit ons leven", "dichtbij", "", "een sterke band",
                     "er is contact", "we geven en we krijgen", "nee"):  # fmt: skip
        knop(blad, "Verder")
        gezien(blad)
        if antwoord:
            blad.get_by_text(antwoord, exact=True).first.click()
    knop(blad, "Verder")
    kop(blad, "Kijk nog even na")
    gezien(blad)
    knop(blad, "Dit klopt, zet erop")
    expect(blad.get_by_role("heading", name="Dezelfde mensen als lijst")).to_be_visible()
    expect(blad.get_by_text("Uw coach ziet ze niet.")).to_be_visible()
    beeld(blad, "kaart", tmp_path)
    gezien(blad)
    past(blad)
