"""A former partner with a card of his own: none of her words, her address, her appointments or her log lines."""

import datetime as dt
import json
import re
from pathlib import Path
from urllib.parse import urljoin

import pytest
from playwright.sync_api import Page, expect

from .conftest import beeld
from .stappen import (
    ga,
    gezien,
    haal,
    kaart_aan_tafel,
    knop,
    kop,
    naar_gezin,
    opdracht_klaar,
    past,
    pdf_tekst,
    vul,
)
from .toetsen import kies_met_toets, kies_optie, kies_rondje, kom_binnen, tab_naar, typ

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("stapel")]
GEZIN, ZIJ, HIJ = "Familie Okafor-De Wit", "Ama Okafor", "Bert De Wit"
PIN = "83526"
# What is hers, in words that occur nowhere else; the rest stands in the demo and says where she is and when.
WENS, DROOM, NOTITIE, VRAAG = "Kanariewens", "Kanariedroom", "Kanarienotitie", "Kanarievraag"
STRAAT, ZIJN_WENS = "Kanarielaan 7", "Merelwens"
WOORDEN = (WENS, DROOM, NOTITIE, VRAAG)
THUIS = (
    "Kioskplein",
    "Tine Wouters",
    "Dorpshuis Beringen",
    "Bart Nijs",
    "LCO-coördinator",
    "iemand afgeschermd",
)
NIET_VOLGEN = re.compile(r"^/(mijn/stoppen|static|mijn/binnen)|^#|^mailto:")


@pytest.mark.eis("R052", "R297")
def test_an_ex_partner_finds_nothing_of_hers_on_any_page_nor_in_his_data(aangemeld, telefoon, tmp_path: Path):
    coach = aangemeld("coach")
    haar_kaart = kaart_aan_tafel(coach, GEZIN, ZIJ)
    zijn_kaart = kaart_aan_tafel(coach, GEZIN, HIJ)
    coach_schrijft_over_haar(coach)
    coach_schermt_af(coach, tmp_path)

    zij = telefoon()
    kom_binnen(zij, *haar_kaart, pin=PIN)
    zij_zegt(zij, WENS, "alleen ik")
    zij_zegt(zij, DROOM, "iedereen van ons gezin")
    zij_vraagt(zij)
    bij_haar = loop_alles_af(zij)
    voor_haar = alle_gegevens(zij, tmp_path)
    for kanarie in (*WOORDEN, *THUIS):
        bronnen = [*bij_haar.values(), *voor_haar]
        assert any(kanarie in tekst for tekst in bronnen), f"{kanarie} staat ook bij haar nergens"
    for kanarie in (*WOORDEN, STRAAT):
        assert all(kanarie in tekst for tekst in voor_haar), f"{kanarie} ontbreekt in haar gegevens"

    hij = telefoon()
    kom_binnen(hij, *zijn_kaart, pin=PIN)
    kop(hij, re.compile("Dag Bert"))
    zij_zegt(hij, ZIJN_WENS, "alleen ik")
    bij_hem = loop_alles_af(hij)
    voor_hem = alle_gegevens(hij, tmp_path)
    assert any(ZIJN_WENS in tekst for tekst in bij_hem.values())
    assert all(ZIJN_WENS in tekst for tekst in voor_hem)
    # What she reached and he did not, he asks by its address: he gets no page, or one without her.
    geraden = {pad: hij.request.get(urljoin(hij.url, pad)) for pad in bij_haar.keys() - bij_hem.keys()}
    assert any(antwoord.status == 404 for antwoord in geraden.values())
    gevonden = {**bij_hem, **{f"geraden {pad}": a.text() for pad, a in geraden.items() if a.status == 200}}
    gevonden |= {"pdf": voor_hem[0], "json": voor_hem[1]}
    for kanarie in (*WOORDEN, STRAAT, *THUIS):
        lekken = [waar for waar, tekst in gevonden.items() if kanarie.lower() in tekst.lower()]
        assert lekken == [], f"{kanarie} staat bij hem op {lekken}"
    zijn_pagina_s_zijn_gewoon(hij, tmp_path)


def coach_schrijft_over_haar(coach: Page) -> None:
    """Her words in a note for the whole family, and an address that is hers alone."""
    naar_gezin(coach, GEZIN)
    ga(coach, "Iets noteren")
    vul(coach, "Wat wilt u noteren?", f"{NOTITIE}: ze zoekt een cursus in de lente.")
    coach.get_by_label("Wie zei dit?").select_option(label=ZIJ)
    gezien(coach)
    knop(coach, "Bewaren")
    naar_gezin(coach, GEZIN)
    coach.locator("main a[href$='/adressen/']").first.click()
    ga(coach, "Nieuw adres")
    coach.get_by_label("Van wie is dit adres?").select_option(label=ZIJ)
    vul(coach, "Straat en nummer", STRAAT)
    vul(coach, "Postcode", "3580")
    vul(coach, "Woont daar sinds", dt.date.today().isoformat())
    gezien(coach)
    knop(coach, "Adres bewaren")
    coach.locator("main a[href$='/adressen/']").first.click()
    expect(coach.get_by_text(STRAAT).first).to_be_visible()


def coach_schermt_af(coach: Page, map_: Path) -> None:
    """By keyboard: who is protected, from whom; no reason."""
    naar_gezin(coach, GEZIN)
    kies_met_toets(coach, "Wie heeft een eigen plek")
    kies_met_toets(coach, "Wie ziet wat niet")
    kop(coach, "Wie ziet wat niet")
    kies_met_toets(coach, "Iemand afschermen")
    kop(coach, "Mensen van elkaar afschermen")
    gezien(coach)
    kies_optie(coach, "Wie beschermen we?", ZIJ)
    kies_optie(coach, "Wie ziet niets meer van deze persoon?", HIJ)
    beeld(coach, "afschermen", map_)
    kies_met_toets(coach, "Afschermen")
    expect(coach.get_by_text(f"{HIJ} ziet niets van {ZIJ}").first).to_be_visible()
    gezien(coach)
    beeld(coach, "afgeschermd", map_)


def zij_zegt(blad: Page, wens: str, wie_leest: str) -> None:
    """A wish in one's own place, by keyboard."""
    kies_met_toets(blad, "Wat wij willen")
    typ(blad, "tekst", wens)
    kies_rondje(blad, "Wie van uw gezin mag dit lezen?", wie_leest)
    kies_met_toets(blad, "Bewaren")
    expect(blad.get_by_text(wens).first).to_be_visible()
    gezien(blad)
    kies_met_toets(blad, "Terug naar het begin")


def zij_vraagt(blad: Page) -> None:
    kies_met_toets(blad, "Iets vragen of zeggen")
    kies_met_toets(blad, "Ik heb een vraag")
    typ(blad, "tekst", VRAAG)
    kies_met_toets(blad, "Versturen")
    kies_met_toets(blad, "Terug naar het begin")


def loop_alles_af(blad: Page) -> dict[str, str]:
    """Every page that can be reached by links from one's own place: address to raw HTML."""
    begin = urljoin(blad.url, "/mijn/")
    open_, gelezen = [begin, urljoin(blad.url, "/"), urljoin(blad.url, "/gezinnen/nalezen/mijn/")], {}
    while open_:
        url = open_.pop()
        if url in gelezen:
            continue
        antwoord = blad.request.get(url)
        assert antwoord.status == 200, url
        gelezen[url] = antwoord.text() if "html" in antwoord.headers["content-type"] else ""
        for href in re.findall(r'<a [^>]*href="([^"]+)"', gelezen[url]):
            volgende = urljoin(url, href.replace("&amp;", "&")).partition("#")[0]
            if volgende.startswith(begin[: -len("mijn/")]) and not NIET_VOLGEN.search(href):
                open_.append(volgende)
    kort = len(begin) - len("/mijn/")
    return {url[kort:]: tekst for url, tekst in gelezen.items()}


def alle_gegevens(blad: Page, map_: Path) -> list[str]:
    """All one's own data as the worker makes them: the text of the PDF, and the JSON."""
    uit = []
    for wat, vorm in (("Op papier (pdf)", "pdf"), ("Voor een computer (json)", "json")):
        blad.goto(urljoin(blad.url, "/mijn/"))
        kies_met_toets(blad, "Al mijn gegevens")
        kies_met_toets(blad, wat)
        opdracht_klaar(blad)
        doel = haal(blad, blad.locator("main a[href*='/document']").first, map_ / f"alles.{vorm}")
        uit.append(
            pdf_tekst(doel) if vorm == "pdf" else json.dumps(json.loads(doel.read_text()), ensure_ascii=False)
        )
    return uit


def zijn_pagina_s_zijn_gewoon(blad: Page, map_: Path) -> None:
    """He sees no hole: his pages are whole, and none of them says that somebody is shielded."""
    blad.goto(urljoin(blad.url, "/mijn/"))
    for woord in ("Onze afspraken", "Wie helpt waarmee", "Wie keek wanneer", "Wat gedeeld wordt, en met wie"):
        kies_met_toets(blad, woord)
        gezien(blad)
        past(blad)
        beeld(blad, re.sub(r"\W+", "_", f"hij_{woord}"), map_)
        assert "afgeschermd" not in blad.locator("body").inner_text()
        kies_met_toets(blad, "Terug naar het begin")
    tab_naar(blad, "Stoppen")
