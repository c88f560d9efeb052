"""The own place in a real browser: a mother who has no mailbox, by keyboard alone, from her card to her no."""

import re
import time
from pathlib import Path

import pytest
from playwright.sync_api import expect

from portaal.demo.plekken import PIN, PLEKKEN

from .conftest import beeld
from .stappen import adres, ga, gezien, kaart_aan_tafel, knop, kop, opdracht_klaar, past
from .toetsen import kies_met_toets, kom_binnen, tab_naar, typ, verdwijn

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("stapel")]
MOEDER, MEISJE = PLEKKEN
WEG = "Deze pagina vinden we niet"


@pytest.mark.eis("R136", "R297", "R303")
def test_a_mother_without_mail_comes_in_with_the_keyboard_and_says_no(aangemeld, telefoon, tmp_path: Path):
    nummer, woorden, code = kaart_aan_tafel(aangemeld("coach"), "Familie Okafor-De Wit", MOEDER.naam)
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
    nee_terwijl_de_ander_leest(blad, aangemeld("hulpverlener"), tmp_path)
    kies_met_toets(blad, "Stoppen")
    kop(blad, "Naar mijn plek")


def nee_terwijl_de_ander_leest(moeder, bart, map_: Path) -> None:
    """The recipient has it open and on paper; the mother says no; his next click finds nothing any more."""
    kies_met_toets(bart, "Gedeeld met mij")
    kies_met_toets(bart, "Doelen en stappen")
    expect(bart.get_by_text("Een rustige ochtend")).to_be_visible()
    gezien(bart)
    beeld(bart, "gedeeld_met_mij", map_)
    deling = adres(bart)
    kies_met_toets(bart, "Op papier")
    papier = opdracht_klaar(bart)
    kies_met_toets(bart, "Terug")
    assert adres(bart) == deling

    kies_met_toets(moeder, "Wat gedeeld wordt, en met wie")
    gezien(moeder)
    lopend = moeder.get_by_role("link", name=re.compile("^Nee, dit wil ik niet")).count()
    kies_met_toets(moeder, "Lees wat er precies gedeeld wordt · Doelen en stappen, Bart Nijs")
    expect(moeder.get_by_text("Een rustige ochtend")).to_be_visible()  # the same words that he reads
    gezien(moeder)
    kies_met_toets(moeder, "Nee, dit wil ik niet")
    gezien(moeder)
    tab_naar(moeder, "Nee, niet meer delen")
    gezegd = time.monotonic()
    with moeder.expect_navigation():
        moeder.keyboard.press("Enter")
    expect(moeder.get_by_text("kan dit niet meer lezen")).to_be_visible()
    expect(moeder.get_by_text("Doelen en stappen: niet aan Bart Nijs")).to_be_visible()
    gezien(moeder)
    beeld(moeder, "nee", map_)
    assert moeder.get_by_role("link", name=re.compile("^Nee, dit wil ik niet")).count() == lopend - 1

    tab_naar(bart, "Op papier")  # the page is still open in front of him
    verdwijn(bart, lambda: bart.keyboard.press("Enter"))
    kop(bart, WEG)
    expect(bart.get_by_text("Een gezin kan stoppen met delen")).to_be_visible()
    gezien(bart)
    beeld(bart, "gestopt", map_)
    for weg in (deling, f"{deling}nee/", papier):
        assert bart.request.get(moeder.url.split("/mijn/")[0] + weg).status == 404, weg
    kies_met_toets(bart, "Naar mijn begin")
    kies_met_toets(bart, "Gedeeld met mij")
    expect(
        bart.get_by_role("link", name="Agenda van een overleg")
    ).to_be_visible()  # she said no to one thing
    expect(bart.get_by_text("Doelen en stappen")).to_have_count(0)
    gezien(bart)
    assert time.monotonic() - gezegd < 60


@pytest.mark.eis("R052")
def test_a_girl_of_13_draws_a_picture_of_her_own(telefoon, tmp_path: Path):
    blad = telefoon()
    kom_binnen(blad, MEISJE.nummer, MEISJE.woorden, PIN)
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
