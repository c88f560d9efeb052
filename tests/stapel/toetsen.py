"""What a person does with the keyboard alone; the focus is always to be seen."""

from collections.abc import Callable
from typing import Any

from playwright.sync_api import Page

from .stappen import adres

NAAM = "(e) => (e.tagName === 'SELECT' ? '' : e.innerText || '').replace(/\\s+/g, ' ').trim() || e.name || ''"
# Where the focus stands, and whether it shows: a ring on the element, or on the row around a round or square box.
FOCUS = (
    "() => { const e = document.activeElement, naam = "
    + NAAM
    + "; const ring = x => { const s = getComputedStyle(x); return s.outlineStyle !== 'none' && parseFloat("
    "s.outlineWidth) > 0 || s.boxShadow !== 'none'; };"
    " return [naam(e), e.labels && e.labels.length ? naam(e.labels[0]) : '',"
    " ring(e) || [...(e.labels || []), e.parentElement].some(x => x && ring(x))]; }"
)
HOOGSTENS = 120


def tab_naar(blad: Page, wat: str) -> None:
    """Press Tab until the focus stands on a link, button or field with this text, name or label."""
    for _keer in range(HOOGSTENS):
        blad.keyboard.press("Tab")
        naam, label, zichtbaar = blad.evaluate(FOCUS)
        if naam.startswith(wat) or label.startswith(wat):
            assert zichtbaar, f"de focus op {wat!r} is niet te zien op {adres(blad)}"
            return
    raise AssertionError(f"met Tab niet te bereiken: {wat} op {adres(blad)}")


def druk(blad: Page, toets: str, *, status: int = 200) -> None:
    """Press a key that leads to another page, and wait for it."""
    verdwijn(blad, lambda: blad.keyboard.press(toets), status)


def verdwijn(blad: Page, doe: Callable[[], Any], status: int = 404) -> None:
    """Do something that leads to a page with this status; Chromium's own word about it is no complaint."""
    with blad.expect_navigation() as antwoord:
        doe()
    gekregen = antwoord.value
    assert gekregen is not None
    assert gekregen.status == status, (gekregen.status, blad.url)
    if status >= 400:
        woord = f"status of {status}"
        blad.klachten[:] = [k for k in blad.klachten if woord not in k]  # type: ignore[attr-defined]


def kies_met_toets(blad: Page, wat: str, *, status: int = 200) -> None:
    """Follow a link or press a button with the keyboard, and wait for the page that comes."""
    tab_naar(blad, wat)
    druk(blad, "Enter", status=status)


def typ(blad: Page, veld: str, tekst: str) -> None:
    """Go to a field with Tab and type in it."""
    tab_naar(blad, veld)
    blad.keyboard.press("Control+a")
    blad.keyboard.type(tekst)


def kies_optie(blad: Page, veld: str, tekst: str) -> None:
    """Choose from a list by typing its first letters."""
    tab_naar(blad, veld)
    blad.keyboard.type(tekst)


def kies_rondje(blad: Page, vraag: str, antwoord: str) -> None:
    """The answer to a question with round boxes: Tab to the group, arrows to the answer."""
    groep = blad.get_by_role("group", name=vraag)
    namen = [
        groep.locator("label").nth(i).inner_text().strip() for i in range(groep.locator("label").count())
    ]
    naam = str(groep.locator("input[type=radio]").first.get_attribute("name"))
    for _keer in range(HOOGSTENS):
        blad.keyboard.press("Tab")
        if blad.evaluate("() => document.activeElement.name") == naam:
            break
    blad.keyboard.press("Space")
    for _pijl in range(len(namen)):
        if groep.get_by_label(antwoord, exact=True).is_checked():
            return
        blad.keyboard.press("ArrowDown")
    raise AssertionError(f"{antwoord!r} is niet te kiezen bij {vraag!r}")


def kom_binnen(blad: Page, nummer: str, woorden: str, code: str, *, pin: str = "") -> None:
    """Through the door of the own place; with `pin` it is the first time, and `code` came from the coach."""
    typ(blad, "nummer", nummer)
    typ(blad, "woorden", woorden)
    kies_met_toets(blad, "Verder")
    typ(blad, "code", code)
    kies_met_toets(blad, "Verder")
    if pin:
        typ(blad, "pin", pin)
        typ(blad, "nog_eens", pin)
        kies_met_toets(blad, "Dit wordt mijn pincode")
