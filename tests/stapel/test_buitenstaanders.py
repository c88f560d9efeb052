"""Helpers of outside: by a personal link for one consultation, and with an account and a second factor."""

import base64
import datetime as dt
import re
import time
from pathlib import Path
from urllib.parse import urljoin

import pytest
from playwright.sync_api import Page, expect

from .brieven import code_in, link_in, wacht_op_brief
from .codes import STAP, reken
from .conftest import beeld
from .stappen import adres, ga, gezien, kaart_aan_tafel, knop, kop, past
from .toetsen import kies_met_toets, kies_optie, kies_rondje, kom_binnen, typ, verdwijn

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("stapel")]
GEZIN, OVERLEG = "Familie Okafor-De Wit", "Ama en Bert"
NAMEN = ("Ama", "Okafor", "De Wit", "Peeters", "Beringen", "Dorpshuis", "Bart", "Griet")
DOKTER = "praktijk.peeters@voorbeeld.test"
NIEUW = "lies.vrancken@voorbeeld.test"
WEG = "Deze pagina vinden we niet"


@pytest.mark.eis("R136")
def test_an_invited_doctor_reads_one_consultation_with_her_link_and_nothing_else(
    aangemeld, telefoon, venster, stapel, tmp_path: Path
):
    coordinator = aangemeld("coordinator")
    stuur_link(coordinator)
    brief = wacht_op_brief(stapel, DOKTER)
    assert not [naam for naam in NAMEN if naam in brief], brief
    link = link_in(brief)

    dokter = venster(breedte=390, hoogte=844)
    dokter.goto(link)
    kop(dokter, "Uw uitnodiging")
    gezien(dokter)
    beeld(dokter, "uitnodiging", tmp_path)
    kies_met_toets(dokter, "Stuur mij de code")
    gezien(dokter)
    zes_keer_mis(dokter, code_in(wacht_op_brief(stapel, DOKTER, 2)), tmp_path)
    kies_met_toets(dokter, "Stuur een nieuwe code")
    code = code_in(wacht_op_brief(stapel, DOKTER, 3))
    assert not [naam for naam in NAMEN if naam in wacht_op_brief(stapel, DOKTER, 3)]
    typ(dokter, "code", code)
    kies_met_toets(dokter, "Openen")
    zij_leest_het_overleg(dokter, stapel, tmp_path)
    doorgestuurd(venster(), link, code, adres(dokter))
    het_gezin_stopt_het(aangemeld("coach"), telefoon(), dokter, tmp_path)


def stuur_link(blad: Page) -> None:
    kies_met_toets(blad, "Overleg")
    ga(blad.locator("main"), re.compile(OVERLEG))
    kies_met_toets(blad, "Persoonlijke link · Dokter Peeters")
    kop(blad, "Link voor Dokter Peeters")
    gezien(blad)
    typ(blad, "email", DOKTER)
    kies_met_toets(blad, "Link versturen")
    expect(blad.get_by_text("De link is onderweg.")).to_be_visible()
    gezien(blad)


def zes_keer_mis(blad: Page, code: str, map_: Path) -> None:
    """Five wrong tries use the code up: the sixth is refused, though it is the right one."""
    mis = f"{(int(code) + 1) % 1_000_000:06}"
    for poging in (mis, mis, mis, mis, mis, code):
        typ(blad, "code", poging)
        kies_met_toets(blad, "Openen")
        expect(blad.get_by_text("Deze code klopt niet of werkt niet meer.")).to_be_visible()
    gezien(blad)
    beeld(blad, "zes_keer", map_)


def zij_leest_het_overleg(blad: Page, stapel, map_: Path) -> None:
    kop(blad, re.compile(OVERLEG))
    expect(blad.get_by_text("Dorpshuis Beringen, zaal 1").first).to_be_visible()
    expect(blad.get_by_text("Hoe kunnen de ochtenden rustiger").first).to_be_visible()
    gezien(blad)
    past(blad)
    beeld(blad, "dokter", map_)
    tekst = blad.locator("body").inner_text()
    for niet in ("Kioskplein", "Doelen en stappen", "Notitie", "hierover praten we niet", "0470"):
        assert niet not in tekst, niet
    for href in blad.locator("a[href^='/']").evaluate_all("l => l.map(a => a.getAttribute('href'))"):
        assert blad.request.get(f"{stapel.adres}{href}").status == 200, href
    gezin = stapel.sql("SELECT id FROM gezinnen_gezin ORDER BY id LIMIT 1")[0][0]
    ander = stapel.sql("SELECT id FROM lco_overleg WHERE roepnaam <> %s LIMIT 1", OVERLEG)[0][0]
    for pad in ("/gezinnen/", f"/gezinnen/{gezin}/", "/overleg/", f"/overleg/{ander}/", "/gedeeld/", "/mijn/",
                "/vandaag/"):  # fmt: skip
        antwoord = blad.request.get(f"{stapel.adres}{pad}", max_redirects=0)
        assert antwoord.status in (302, 403, 404), (pad, antwoord.status)
        assert "Kioskplein" not in antwoord.text()


def doorgestuurd(blad: Page, link: str, code: str, overleg: str) -> None:
    """Another browser with the same link: the code that was used opens nothing, nor does the address."""
    blad.goto(link)
    kop(blad, "Uw uitnodiging")
    assert OVERLEG not in blad.locator("body").inner_text()
    kies_met_toets(blad, "Stuur mij de code")
    typ(blad, "code", code)
    kies_met_toets(blad, "Openen")
    expect(blad.get_by_text("Deze code klopt niet of werkt niet meer.")).to_be_visible()
    gezien(blad)
    blad.goto(urljoin(blad.url, overleg))
    kop(blad, "Aanmelden")


def het_gezin_stopt_het(coach: Page, moeder: Page, dokter: Page, map_: Path) -> None:
    """The mother says no to both things that the doctor reads; the page in front of the doctor is empty at once."""
    kom_binnen(moeder, *kaart_aan_tafel(coach, GEZIN, "Ama Okafor"), pin="83526")
    for wat in ("Agenda van een overleg", "Uitnodiging voor een overleg"):
        moeder.goto(urljoin(moeder.url, "/mijn/delen/"))
        kies_met_toets(moeder, f"Nee, dit wil ik niet · {wat}, Dokter Peeters")
        kies_met_toets(moeder, "Nee, niet meer delen")
        gezien(moeder)
    verdwijn(dokter, dokter.reload)
    kop(dokter, WEG)
    gezien(dokter)
    kies_met_toets(dokter, "Naar mijn begin")
    assert "Dorpshuis" not in dokter.locator("body").inner_text()
    gezien(dokter)
    beeld(dokter, "dokter_na_nee", map_)


@pytest.mark.eis("R136")
def test_a_helper_with_an_account_and_a_second_factor_reads_what_was_shared_until_the_family_ends_it(
    aangemeld, venster, stapel, tmp_path: Path
):
    coach = aangemeld("coach")
    vraag_een_rekening(coach)
    keur_goed(aangemeld("beheerder2"))
    brief = wacht_op_brief(stapel, NIEUW)
    assert not [naam for naam in (*NAMEN, "Lies", "Vrancken") if naam in brief.replace(NIEUW, "")], brief

    lies = venster()
    lies.goto(link_in(brief))
    kies_wachtwoord_en_app(lies, tmp_path)
    expect(lies.get_by_text("Er wacht nu niets op u.")).to_be_visible()
    gezien(lies)
    kies_met_toets(lies, "Gedeeld met mij")
    expect(lies.get_by_text("Er is nu niets met u gedeeld")).to_be_visible()
    gezien(lies)
    verdwijn(lies, lambda: lies.goto(urljoin(lies.url, adres(coach))))  # the account itself opens nothing

    geef_haar_een_plaats(coach)
    het_gezin_zegt_ja_voor_haar(aangemeld("coordinator"), tmp_path)
    kies_met_toets(lies, "Naar mijn begin")
    kies_met_toets(lies, "Gedeeld met mij")
    kies_met_toets(lies, "Agenda van een overleg")
    expect(lies.get_by_text("Hoe kunnen de ochtenden rustiger").first).to_be_visible()
    gezien(lies)
    agenda = adres(lies)
    kies_met_toets(lies, "Het gezin zegt nee")
    gezien(lies)
    beeld(lies, "nee_gehoord", tmp_path)
    kies_met_toets(lies, "Stop dit nu")
    expect(lies.get_by_text("Genoteerd. Het is meteen gestopt.")).to_be_visible()
    expect(lies.get_by_role("link", name="Agenda van een overleg")).to_have_count(0)
    gezien(lies)
    verdwijn(lies, lambda: lies.goto(urljoin(lies.url, agenda)))
    kop(lies, WEG)


def het_gezin_zegt_ja_voor_haar(coordinator: Page, map_: Path) -> None:
    """She came after the agenda was final: she reads nothing until the family is asked about her."""
    kies_met_toets(coordinator, "Overleg")
    ga(coordinator.locator("main"), re.compile(OVERLEG))
    expect(coordinator.get_by_text("Kwam erbij na het ja van het gezin: Lies Vrancken.")).to_be_visible()
    gezien(coordinator)
    beeld(coordinator, "nog_te_vragen", map_)
    kies_met_toets(coordinator, "Het gezin gaf antwoord")
    coordinator.get_by_label("Wie van het gezin zei dat de genodigden dit mogen lezen?").fill("Ama")
    coordinator.get_by_label("Op welke dag?").fill(dt.date.today().isoformat())
    coordinator.get_by_label("Hoe vertelde u wat ze zullen lezen?").select_option("overleg")
    knop(coordinator, "Maak de agenda definitief")
    kop(coordinator, "Agenda op papier")


def vraag_een_rekening(coach: Page) -> None:
    """Somebody more at the table, and an account for her; the page of the table stays open."""
    kies_met_toets(coach, "Overleg")
    ga(coach.locator("main"), re.compile(OVERLEG))
    kies_met_toets(coach, "Iemand toevoegen")
    typ(coach, "naam", "Lies Vrancken")
    kies_rondje(coach, "Als wie zit deze persoon aan tafel", "hulpverlener")
    typ(coach, "functie_omschrijving", "gezinsbegeleider")
    kies_rondje(coach, "Koos het gezin deze hulp zelf", "vrijwillig")
    kies_rondje(coach, "Gebonden door beroepsgeheim", "ja")
    kies_met_toets(coach, "Bewaren")
    kies_met_toets(coach, "Persoonlijke link · Lies Vrancken")
    kies_met_toets(coach, "Vraag een rekening")
    gezien(coach)
    typ(coach, "email", NIEUW)
    kies_optie(coach, "organisatie", "CKG")
    kies_met_toets(coach, "Rekening vragen")
    expect(coach.get_by_text("Na de goedkeuring vult u het e-mailadres in")).to_be_visible()


def keur_goed(beheerder: Page) -> None:
    kies_met_toets(beheerder, "Bekijken · Lies Vrancken")
    gezien(beheerder)
    kies_met_toets(beheerder, "Rol toekennen")
    expect(beheerder.get_by_text("De rol is toegekend.")).to_be_visible()
    assert "Ama" not in beheerder.locator("body").inner_text()


def kies_wachtwoord_en_app(lies: Page, map_: Path) -> None:
    """Password, app, recovery codes: then she is in."""
    wachtwoord = "blauwe fietsen in de regen"
    kop(lies, "Kies een wachtwoord")
    gezien(lies)
    typ(lies, "new_password1", wachtwoord)
    typ(lies, "new_password2", wachtwoord)
    kies_met_toets(lies, "Bewaren")
    typ(lies, "login", NIEUW)
    typ(lies, "password", wachtwoord)
    kies_met_toets(lies, "Aanmelden")
    kop(lies, "Een tweede stap instellen")
    gezien(lies)
    beeld(lies, "tweede_stap", map_)
    sleutel = base64.b32decode(lies.locator(".sleuteltekst").inner_text().replace(" ", "").replace("\n", ""))
    typ(lies, "code", reken(sleutel, int(time.time()) // STAP))
    kies_met_toets(lies, "Klaar")
    gezien(lies)
    kies_met_toets(lies, "Ik heb ze bewaard")
    kop(lies, "Vandaag")


def geef_haar_een_plaats(coach: Page) -> None:
    kies_met_toets(coach, "Lies Vrancken")
    typ(coach, "aanmeldnaam", NIEUW)
    kies_met_toets(coach, "Bewaren")
    expect(coach.get_by_role("link", name="Persoonlijke link · Lies Vrancken")).to_have_count(0)
