"""What a person does on a page, and what is looked at in the papers that come out."""

import re
import subprocess
from pathlib import Path
from typing import Any

import pikepdf
from playwright.sync_api import Locator, Page, Response, expect

from .conftest import zonder_axe_fouten

expect.set_options(timeout=20_000)  # a busy machine is slow, not wrong

TE_BREED = (
    "() => document.documentElement.scrollWidth > document.documentElement.clientWidth + 1"
    " ? [...document.querySelectorAll('main *')].filter(e => e.getBoundingClientRect().right > innerWidth + 1)"
    ".slice(0, 5).map(e => e.outerHTML.slice(0, 120)) : []"
)


def adres(blad: Page) -> str:
    """The address without the host and what comes behind a question mark."""
    return re.sub(r"^https?://[^/]+|[?#].*$", "", blad.url)


def kop(blad: Page, tekst: str | re.Pattern[str]) -> None:
    """The page has this heading."""
    expect(blad.get_by_role("heading", level=1, name=tekst)).to_be_visible()


def knop(blad: Page | Locator, naam: str | re.Pattern[str]) -> None:
    blad.get_by_role("button", name=naam).first.click()


def ga(blad: Page | Locator, naam: str | re.Pattern[str]) -> None:
    """Follow the link with this name."""
    blad.get_by_role("link", name=naam).first.click()


def vul(blad: Page, label: str, waarde: str) -> None:
    blad.get_by_label(label).first.fill(waarde)


def kies(blad: Page, vraag: str, antwoord: str) -> None:
    """The answer to a question with round or square boxes."""
    groep, woorden = (
        blad.get_by_role("group", name=vraag),
        re.compile(f"^{re.escape(antwoord)}$", re.IGNORECASE),
    )
    groep.get_by_text(woorden).click()
    expect(groep.get_by_label(woorden)).to_be_checked()


def naar_aanmelding(blad: Page, naam: str, gemeente: str = "Beringen") -> None:
    """Search first: a new referral starts where the search found nobody."""
    ga(blad, "Gezinnen")
    ga(blad, "Nieuwe aanmelding")
    kop(blad, "Nieuw gezin?")
    vul(blad, "Naam van het gezin of van iemand in huis", naam)
    blad.get_by_label("Gemeente").select_option(label=gemeente)
    knop(blad, "Zoeken")
    expect(blad.get_by_role("heading", name="Bij uw dienst lijkt geen gezin hierop")).to_be_visible()


def stuur_met_fout(blad: Page, naam: str | re.Pattern[str]) -> None:
    """Send a form that comes back with messages (422): the one word about it in the console is Chromium's own."""
    with blad.expect_navigation() as terug:
        knop(blad, naam)
    antwoord = terug.value
    assert isinstance(antwoord, Response)
    assert antwoord.status == 422, antwoord.status
    expect(blad.locator(".foutoverzicht")).to_be_visible()
    blad.klachten[:] = [k for k in blad.klachten if "status of 422" not in k]  # type: ignore[attr-defined]


def gezien(*bladen: Page) -> None:
    """axe finds nothing and the console is silent; no word of a template or of English is left over."""
    for blad in bladen:
        zonder_axe_fouten(blad)
        tekst = blad.locator("body").inner_text()
        for vreemd in ("None", "{{", "{%", "undefined", "NaN", "This field", "Submit", "Traceback"):
            assert vreemd not in tekst, f"{vreemd!r} op {adres(blad)}"


def past(blad: Page) -> None:
    """Nothing sticks out to the right: no scrolling sideways."""
    assert blad.evaluate(TE_BREED) == [], adres(blad)


def wacht_op_bewaard(blad: Page) -> None:
    expect(blad.locator("[data-autosave-status]").first).to_have_text(
        re.compile(r"bewaard \d{1,2}\.\d\d\su\."), timeout=10_000
    )


def haal(blad: Page, link: Locator, doel: Path) -> Path:
    """What stands behind this link, asked with the cookies of this person."""
    href = link.get_attribute("href")
    assert href
    antwoord = blad.request.get(href if "://" in href else re.sub(r"(://[^/]+).*", r"\1", blad.url) + href)
    assert antwoord.status == 200, antwoord.status
    doel.write_bytes(antwoord.body())
    return doel


def toegankelijke_pdf(pad: Path, titel: str) -> None:
    """Tagged, titled, with a language: what PDF/UA asks and a screen reader needs."""
    with pikepdf.open(pad) as pdf:
        wortel: Any = pdf.Root
        assert str(wortel.Lang).startswith("nl")
        assert bool(wortel.MarkInfo.Marked)
        assert "/StructTreeRoot" in wortel
        assert bool(wortel.ViewerPreferences.DisplayDocTitle)
        with pdf.open_metadata() as meta:
            assert meta.get("pdfuaid:part") == "1"
            assert titel in str(meta.get("dc:title")), meta.get("dc:title")


def pdf_tekst(pad: Path) -> str:
    uit = subprocess.run(["pdftotext", "-layout", str(pad), "-"], capture_output=True, text=True, check=True)
    return uit.stdout


def naar_gezin(blad: Page, gezin: str) -> None:
    """The page of a family that this person carries."""
    ga(blad, "Gezinnen")
    ga(blad, gezin)
    kop(blad, gezin)


def kaart_aan_tafel(coach: Page, gezin: str, wie: str) -> tuple[str, str, str]:
    """The coach makes a card and a code for somebody: number, words and code as they stand on her screen."""
    naar_gezin(coach, gezin)
    ga(coach, "Wie heeft een eigen plek")
    kop(coach, "Wie heeft een eigen plek")
    gezien(coach)
    ga(coach.locator("main"), wie)
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


def opdracht_klaar(blad: Page) -> str:
    """The worker has made what was asked; the address of the document."""
    link = blad.locator("main a[href*='/document']").first
    expect(link).to_be_visible(timeout=60_000)
    gezien(blad)
    return str(link.get_attribute("href"))
