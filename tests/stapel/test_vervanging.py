"""Somebody stands in, somebody leaves, somebody reads on: each ends when it has to, and the family sees it."""

import re
from pathlib import Path
from urllib.parse import urljoin

import pytest
from playwright.sync_api import Page, expect

from .codes import meld_aan
from .conftest import WACHTWOORD, beeld
from .stapel import Stapel
from .stappen import adres, gezien, kaart_aan_tafel, kop, naar_gezin, past, wacht_op_bewaard
from .toetsen import druk, kies_met_toets, kies_optie, kies_rondje, kom_binnen, tab_naar, typ, verdwijn

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("stapel")]
WEG = "Deze pagina vinden we niet"
PIN = "83526"
# A colleague who will leave: made as the people of the demo are, with the same password and app for codes.
COLLEGA = """
from portaal.demo import mensen
from organisaties.models import Rol
mensen.MENSEN = (mensen.Mens("vertrekker", "Hanne Claes", ((Rol.COACH, mensen.DIENST_A),)),)
mensen.maak_mensen()
"""
VOORBIJ = """
UPDATE gezinnen_overname o SET van = van - 30, tot = van - 1 FROM gezinnen_gezin g
 WHERE g.id = o.gezin_id AND g.nummer = %(nummer)s AND o.beeindigd_op IS NULL;
UPDATE beroepsgeheim_toegang t SET van = t.van - 30, tot = t.van - 1 FROM gezinnen_gezin g
 WHERE g.sleutel = t.sleutel AND g.nummer = %(nummer)s AND t.grond = 'overname' AND t.ingetrokken_op IS NULL;
"""


def nummer_van(stapel: Stapel, gezin: str) -> str:
    rij = stapel.sql(
        "SELECT g.nummer FROM gezinnen_gezin g JOIN gezinnen_gezingegevens n ON n.gezin_id = g.id WHERE n.naam = %s",
        gezin,
    )
    return str(rij[0][0])


def dertig_dagen_later(stapel: Stapel, nummer: str) -> None:
    """The take-over lies a month back."""
    with stapel.verbinding() as verbinding, verbinding.cursor() as cursor:
        cursor.execute(VOORBIJ, {"nummer": nummer})


@pytest.mark.eis("R109")
def test_a_colleague_stands_in_for_a_while_and_the_coach_and_the_family_see_it(
    aangemeld, telefoon, stapel, tmp_path: Path
):
    coach = aangemeld("coach")
    moeder = telefoon()
    kom_binnen(moeder, *kaart_aan_tafel(coach, "Familie Benali", "Samira Benali"), pin=PIN)

    collega = aangemeld("coach2")
    nummer = nummer_van(stapel, "Familie Benali")
    kies_met_toets(collega, "Gezinnen")
    kies_met_toets(collega, "Gezinnen van mijn dienst")
    expect(collega.get_by_text("Benali")).to_have_count(0)  # a number, no name, until she takes over
    kies_met_toets(collega, f"Overnemen · {nummer}")
    kop(collega, f"Gezin {nummer} overnemen")
    gezien(collega)
    kies_rondje(collega, "Waarom neemt u over?", "de coach is ziek")
    typ(collega, "toelichting", "Tot Griet terug is.")
    beeld(collega, "overnemen", tmp_path)
    kies_met_toets(collega, "Overnemen")
    kop(collega, "Familie Benali")
    gezien(collega)
    beeld(collega, "overgenomen", tmp_path)
    gezin = adres(collega)

    naar_gezin(coach, "Familie Benali")
    expect(coach.get_by_text("Lore Jacobs neemt over tot en met").first).to_be_visible()
    expect(coach.get_by_text("Tot Griet terug is.").first).to_be_visible()
    gezien(coach)

    kies_met_toets(moeder, "Wie helpt waarmee")
    expect(moeder.get_by_text("vervangt uw coach voor een tijd", exact=False)).to_be_visible()
    gezien(moeder)
    kies_met_toets(moeder, "Terug naar het begin")
    kies_met_toets(moeder, "Wie keek wanneer")
    expect(moeder.get_by_text("nam het over van een collega", exact=False).first).to_be_visible()
    gezien(moeder)
    past(moeder)
    beeld(moeder, "wie_keek", tmp_path)

    dertig_dagen_later(stapel, nummer)
    verdwijn(collega, lambda: (tab_naar(collega, "Doelen en stappen"), collega.keyboard.press("Enter")))
    kop(collega, WEG)
    gezien(collega)
    assert collega.request.get(urljoin(collega.url, gezin)).status == 404
    moeder.reload()
    kies_met_toets(moeder, "Terug naar het begin")
    kies_met_toets(moeder, "Wie helpt waarmee")
    expect(moeder.get_by_text("vervangt uw coach voor een tijd", exact=False)).to_have_count(0)


@pytest.mark.eis("R109")
def test_who_leaves_is_out_with_her_next_click_and_her_unsaved_text_waits_for_her_successor(
    aangemeld, stapel, tmp_path: Path
):
    stapel.beheer("shell", "-c", COLLEGA)
    coach = aangemeld("coach")
    draag_over(coach, "Familie Benali", "Hanne Claes")
    zij = aangemeld("vertrekker")
    kies_met_toets(zij, "Verdergaan")
    kop(zij, re.compile("Intake"))
    if "gesprek" not in zij.url:
        kies_met_toets(zij, "Ga verder")
    typ(zij, "krachten", "De buurvrouw past op als het moet.")
    zij.keyboard.press("Tab")
    wacht_op_bewaard(zij)
    gezien(zij)

    intake = adres(zij)
    beheerder = aangemeld("beheerder")
    beeindig_rol(beheerder, "Hanne Claes", tmp_path)
    kies_met_toets(zij, "Vandaag")
    kop(zij, "Aanmelden")
    expect(zij.get_by_text("Is uw rol gestopt? Dan is ook de toegang gestopt.")).to_be_visible()
    gezien(zij)
    beeld(zij, "vertrokken", tmp_path)
    meld_aan(zij, stapel.adres, "vertrekker", WACHTWOORD, stapel.codes)
    expect(zij.get_by_text("U hebt nu geen rol.")).to_be_visible()
    gezien(zij)
    for pad in ("/gezinnen/", intake):
        assert zij.request.get(urljoin(zij.url, pad)).status in (403, 404), pad

    leider = aangemeld("verantwoordelijke")
    opvolger_kiezen(leider, "Hanne Claes", nummer_van(stapel, "Familie Benali"), "Griet Vandormael", tmp_path)
    kies_met_toets(coach, "Vandaag")
    kies_met_toets(coach, "Verdergaan · Familie Benali")
    expect(coach.get_by_text("Hier staat nog tekst van Hanne Claes")).to_be_visible()
    expect(coach.locator("[name=krachten]")).to_have_value("De buurvrouw past op als het moet.")
    gezien(coach)
    beeld(coach, "tekst_van_wie_vertrok", tmp_path)


def draag_over(coach: Page, gezin: str, naar: str) -> None:
    naar_gezin(coach, gezin)
    coach.locator("main a[href$='/coach/']").first.focus()
    druk(coach, "Enter")
    kop(coach, "Een andere coach")
    kies_optie(coach, "coach", naar)
    kies_met_toets(coach, "Overdragen")
    expect(coach.get_by_text("De coach is aangepast.")).to_be_visible()


def beeindig_rol(blad: Page, wie: str, map_: Path) -> None:
    kies_met_toets(blad, "Mensen")
    kies_met_toets(blad, wie)
    kies_met_toets(blad, "Beëindigen")
    kop(blad, "Rol beëindigen")
    gezien(blad)
    beeld(blad, "beeindigen", map_)
    kies_met_toets(blad, "Rol beëindigen")
    expect(blad.get_by_text("De toegang is gestopt.")).to_be_visible()
    gezien(blad)


def opvolger_kiezen(blad: Page, wie: str, nummer: str, opvolger: str, map_: Path) -> None:
    """Numbers, no names of families; who carries on."""
    kies_met_toets(blad, "Opvolging")
    expect(blad.get_by_text("Eén gezin wacht")).to_be_visible()
    gezien(blad)
    beeld(blad, "opvolging", map_)
    kies_met_toets(blad, f"Opvolger kiezen · {wie}")
    expect(blad.get_by_text(f"{nummer}, als coach")).to_be_visible()
    expect(blad.get_by_text("Benali")).to_have_count(0)
    gezien(blad)
    kies_optie(blad, "opvolger", opvolger)
    beeld(blad, "opvolger", map_)
    kies_met_toets(blad, "Bewaren")
    expect(blad.get_by_text("De opvolging is geregeld.")).to_be_visible()
    gezien(blad)


@pytest.mark.eis("R297")
def test_reading_on_after_a_task_is_for_as_long_as_the_family_says_yes(aangemeld, telefoon, tmp_path: Path):
    gezin = "Familie Okafor-De Wit"
    hij = aangemeld("verzorgende2", breedte=390, hoogte=844)
    naar_gezin(hij, gezin)
    gezien(hij)
    past(hij)
    pagina = adres(hij)

    coach, moeder = aangemeld("coach"), telefoon()
    kom_binnen(moeder, *kaart_aan_tafel(coach, gezin, "Ama Okafor"), pin=PIN)
    stop_het_lezen(moeder, tmp_path)
    verdwijn(hij, hij.reload)
    kop(hij, WEG)
    gezien(hij)
    past(hij)
    beeld(hij, "leest_niet_meer", tmp_path)

    naar_gezin(coach, gezin)
    kies_met_toets(coach, "Iemand die stopte even laten nalezen")
    gezien(coach)
    kies_optie(coach, "functie", "Samir Haddad")
    kies_optie(coach, "ja_van", "Ama Okafor")
    beeld(coach, "nalezen", tmp_path)
    kies_met_toets(coach, "Bewaren")
    expect(coach.get_by_text("Genoteerd. Het gezin kan dit altijd stoppen.")).to_be_visible()
    hij.goto(urljoin(hij.url, pagina))
    kop(hij, gezin)
    assert hij.get_by_role("link", name="Kleine stap").count() == 0  # reading alone
    stop_het_lezen(moeder, tmp_path)
    verdwijn(hij, hij.reload)


def stop_het_lezen(moeder: Page, map_: Path) -> None:
    """From the first page: who helps, who still reads, stop. No reason is asked."""
    moeder.goto(urljoin(moeder.url, "/mijn/"))
    kies_met_toets(moeder, "Wie helpt waarmee")
    kies_met_toets(moeder, "Wie hier niet meer werkt en nog mag lezen")
    expect(moeder.get_by_text("Samir Haddad")).to_be_visible()
    gezien(moeder)
    past(moeder)
    beeld(moeder, "nog_lezen", map_)
    kies_met_toets(moeder, "Nu stoppen")
    expect(moeder.get_by_text("Gestopt. Deze persoon leest niets meer.")).to_be_visible()
    gezien(moeder)
