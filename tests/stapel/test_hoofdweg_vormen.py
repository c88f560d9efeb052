"""The same work in other ways: every login, no script, only a keyboard, a small screen, back and twice."""

import re

import pytest
from playwright.sync_api import expect

from portaal.demo.mensen import MENSEN

from .conftest import WACHTWOORD
from .stappen import (
    adres,
    ga,
    gezien,
    kies,
    knop,
    kop,
    naar_aanmelding,
    past,
    stuur_met_fout,
    vul,
    wacht_op_bewaard,
)

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("stapel")]


def test_every_demo_login_reaches_its_own_vandaag_on_a_phone_and_every_word_of_its_menu(aangemeld, stapel):
    blad = aangemeld(MENSEN[0].login, breedte=390, hoogte=844)
    for nummer, mens in enumerate(MENSEN):
        if nummer:
            meld_aan(blad, stapel, mens.login)
        kop(blad, "Stand van de toepassing" if mens.login == "ondersteuning" else "Vandaag")
        expect(blad.locator("header .wie-naam")).to_have_text(mens.naam)
        gezien(blad)
        past(blad)
        for href in {a.get_attribute("href") for a in blad.locator("main a[href], nav a[href]").all()}:
            if href and href.startswith("/"):
                assert blad.request.get(f"{stapel.adres}{href}").status == 200, (mens.login, href)
        meld_af(blad)


def meld_aan(blad, stapel, login: str) -> None:
    typ_wachtwoord(blad, login)
    kop(blad, "Uw code")
    vul(blad, "Code", stapel.codes.volgende(login))
    knop(blad, "Verder")


def typ_wachtwoord(blad, login: str, wachtwoord: str = WACHTWOORD) -> None:
    vul(blad, "Gebruikersnaam of e-mailadres", login)
    vul(blad, "Wachtwoord", wachtwoord)
    knop(blad, "Aanmelden")


def meld_af(blad) -> None:
    blad.locator("header details.wie summary").click()
    knop(blad, "Afmelden")
    kop(blad, "Aanmelden")


def test_a_wrong_password_is_said_and_the_name_stays(aangemeld, stapel):
    blad = aangemeld("vorming")
    meld_af(blad)
    gezien(blad)
    typ_wachtwoord(blad, "vorming", "niet-het-goede")
    expect(blad.get_by_role("alert")).to_contain_text("wachtwoord")
    expect(blad.get_by_label("Gebruikersnaam of e-mailadres")).to_have_value("vorming")
    gezien(blad)
    knop(blad, "Aanmelden")
    expect(blad.get_by_role("alert")).to_be_visible()
    meld_aan(blad, stapel, "vorming")
    kop(blad, "Vandaag")
    meld_af(blad)
    blad.go_back()
    blad.reload()
    kop(blad, "Aanmelden")


def test_a_person_with_two_roles_switches_and_sees_in_which_role_she_works(aangemeld):
    blad = aangemeld("tweerollen")
    rol = blad.locator("header .wie-rol")
    eerst, dan = ("Coach", "LCO-coördinator")
    if "coördinator" in rol.inner_text():
        eerst, dan = dan, eerst
    expect(rol).to_contain_text(re.compile(eerst, re.I))
    blad.locator("header details.wie summary").click()
    gezien(blad)
    blad.get_by_role("group", name="Verder werken als").get_by_role(
        "button", name=re.compile(dan, re.I)
    ).click()
    expect(rol).to_contain_text(re.compile(dan, re.I))
    kop(blad, "Vandaag")
    gezien(blad)


def open_gezin(blad, naam: str) -> None:
    ga(blad.get_by_role("navigation", name="Hoofdmenu"), "Gezinnen")
    ga(blad.locator("main"), naam)
    kop(blad, naam)


def test_a_referral_and_an_intake_without_script(aangemeld):
    blad = aangemeld("coach2", java_script_enabled=False)
    naar_aanmelding(blad, "Vrolix")
    knop(blad, "Ja, het gezin weet het")
    expect(blad.get_by_label("Hoe wil het gezin genoemd worden?")).to_have_value("Vrolix")
    stuur_met_fout(blad, "Aanmelding bewaren")
    kies(blad, "Wie meldt aan?", "het gezin zelf")
    kies(blad, "Was er voor deze aanmelding al een lokaal cliëntoverleg?", "nee")
    knop(blad, "Aanmelding bewaren")
    kop(blad, "Vrolix")
    knop(blad, "Begin de intake")
    vul(blad, "Waar beginnen we?", "Bij het slapen.")
    knop(blad, "Bewaar en ga later verder")
    kop(blad, "Intake van Vrolix")
    expect(blad.get_by_text("Bij het slapen.")).to_be_visible()


WIE_HEEFT_FOCUS = (
    "() => { const e = document.activeElement;"
    " return (e.labels?.[0]?.innerText || e.getAttribute('aria-label') || e.innerText || '').trim(); }"
)


def tab_naar(blad, woorden: str) -> None:
    """Press Tab until the element with these words has the focus, and can be seen to have it."""
    for _keer in range(90):
        blad.keyboard.press("Tab")
        if woorden in blad.evaluate(WIE_HEEFT_FOCUS):
            assert blad.evaluate(
                "() => { const s = getComputedStyle(document.activeElement);"
                " return s.outlineStyle !== 'none' || s.boxShadow !== 'none'; }"
            ), woorden
            return
    raise AssertionError(f"niet te bereiken met Tab: {woorden} op {adres(blad)}")


def test_the_keyboard_alone_logs_in_opens_a_family_and_saves_its_intake(aangemeld, stapel):
    blad = aangemeld("coach")
    tab_naar(blad, "Naar de inhoud")
    tab_naar(blad, "Griet Vandormael")
    blad.keyboard.press("Enter")
    tab_naar(blad, "Afmelden")
    blad.keyboard.press("Enter")
    kop(blad, "Aanmelden")
    tab_naar(blad, "Gebruikersnaam")
    blad.keyboard.type("coach")
    tab_naar(blad, "Wachtwoord")
    blad.keyboard.type(WACHTWOORD)
    blad.keyboard.press("Enter")
    kop(blad, "Uw code")
    tab_naar(blad, "Code")
    blad.keyboard.type(stapel.codes.volgende("coach"))
    blad.keyboard.press("Enter")
    kop(blad, "Vandaag")
    tab_naar(blad, "Gezinnen")
    blad.keyboard.press("Enter")
    kop(blad, "Mijn gezinnen")
    tab_naar(blad, "Familie Benali")
    blad.keyboard.press("Enter")
    kop(blad, "Familie Benali")
    tab_naar(blad, "Ga verder")
    blad.keyboard.press("Enter")
    kop(blad, "Intake met Familie Benali")
    tab_naar(blad, "Waar beginnen we?")
    blad.keyboard.type("Bij het dak, met het toetsenbord.")
    tab_naar(blad, "Bewaar en ga later verder")
    blad.keyboard.press("Enter")
    kop(blad, "Intake van Familie Benali")
    expect(blad.get_by_text("Bij het dak, met het toetsenbord.")).to_be_visible()


def test_a_screen_of_320_pixels_never_scrolls_sideways(aangemeld, stapel):
    blad = aangemeld("coach", breedte=320, hoogte=640)
    past(blad)
    open_gezin(blad, "Familie Okafor-De Wit")
    past(blad)
    gezien(blad)
    for pad in ("/gezinnen/", "/gezinnen/nieuw/", "/gezinnen/aanmelding/nieuw/?verteld=ja", "/overleg/"):
        blad.goto(f"{stapel.adres}{pad}")
        past(blad)
    ga(blad.locator("main"), re.compile("Ama en Bert"))
    kop(blad, "Overleg met Ama en Bert")
    past(blad)
    gezien(blad)


def test_back_after_saving_makes_no_double(aangemeld, stapel):
    blad = aangemeld("coach2")
    naar_aanmelding(blad, "Familie Terugknop")
    knop(blad, "Ja, het gezin weet het")
    kop(blad, "Nieuwe aanmelding")
    blad.reload()
    expect(blad.get_by_label("Hoe wil het gezin genoemd worden?")).to_have_value("Familie Terugknop")
    kies(blad, "Wie meldt aan?", "het gezin zelf")
    kies(blad, "Was er voor deze aanmelding al een lokaal cliëntoverleg?", "nee")
    velden = blad.evaluate(
        "() => [...new FormData(document.querySelector('main form.formulier'))].map(([n, w]) => [n, String(w)])"
    )
    vraag = "SELECT count(*) FROM gezinnen_aanmelding"
    eerst = stapel.sql(vraag)[0][0]
    knop(blad, "Aanmelding bewaren")
    kop(blad, "Familie Terugknop")
    gezin = adres(blad)
    assert stapel.sql(vraag) == [(eerst + 1,)]
    blad.go_back()
    kop(blad, "Nieuwe aanmelding")
    nog_eens = blad.request.post(
        f"{stapel.adres}/gezinnen/aanmelding/nieuw/", form=dict(velden), headers={"Referer": blad.url}
    )
    assert nog_eens.url.endswith(gezin)
    assert stapel.sql(vraag) == [(eerst + 1,)]
    assert "Dit was al bewaard. Er is niets dubbel gebeurd." in nog_eens.text()


def test_the_second_of_two_tabs_sees_the_difference_and_keeps_its_words(aangemeld):
    eerste = aangemeld("coach")
    open_gezin(eerste, "Gezin Van den Eynde")
    eerste.locator("dl.samenvatting a[href$='/gegevens/']").first.click()
    tweede = eerste.context.new_page()
    tweede.klachten = []
    tweede.on("console", lambda b: b.type == "error" and tweede.klachten.append(b.text))
    tweede.goto(eerste.url)
    label = "Telefoon"
    vul(eerste, label, "0470 00 00 99")
    vul(tweede, label, "0470 00 00 77")
    gezien(eerste)
    knop(eerste, re.compile("^Bewa"))
    kop(eerste, "Gezin Van den Eynde")
    stuur_met_fout(tweede, re.compile("^Bewa"))
    verschil = tweede.locator(".foutoverzicht")
    expect(verschil).to_contain_text("0470 00 00 99")
    expect(verschil).to_contain_text("0470 00 00 77")
    expect(tweede.get_by_label(label).first).to_have_value("0470 00 00 77")
    gezien(tweede)
    knop(tweede, re.compile("^Bewa"))
    kop(tweede, "Gezin Van den Eynde")
    expect(tweede.get_by_text("0470 00 00 77")).to_be_visible()


def test_a_log_out_in_another_tab_loses_no_typed_word(aangemeld, stapel):
    blad = aangemeld("coach2")
    blad.goto(f"{stapel.adres}/gezinnen/aanmelding/nieuw/?verteld=ja")
    ander = blad.context.new_page()
    ander.goto(f"{stapel.adres}/vandaag/")
    meld_af(ander)
    vul(blad, "Wat vraagt het gezin, in eigen woorden?", "Rust in huis.")
    blad.keyboard.press("Tab")
    expect(blad.locator("[data-autosave-status]").first).to_contain_text("u bent afgemeld")
    meld_aan(ander, stapel, "coach2")
    kop(ander, "Vandaag")
    blad.get_by_label("Wat wil het gezin graag leren?").fill("Samen koken.")
    blad.keyboard.press("Tab")
    wacht_op_bewaard(blad)
    expect(blad.get_by_label("Wat vraagt het gezin, in eigen woorden?")).to_have_value("Rust in huis.")
