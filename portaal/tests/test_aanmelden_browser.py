"""The door in a real browser: no script needed for the code, nothing that axe or the CSP objects to."""

import os
import re
import uuid
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.core import mail
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from coaching.models import Inzet
from gezinnen.models import Doel
from organisaties.aanmelden import pin, tweede_stap
from organisaties.aanmelden.sessies import OP_SLOT
from organisaties.models import Functie, Herstel
from portaal.aanmelden.bewaard import FORMULIER
from portaal.demo.tweede_stap import geheim
from tests.cast import WACHTWOORD
from tests.hulp import als_bouw
from thuiscompagnie.vloer import outbox
from thuiscompagnie.vloer.formulieren import bewaar_concept
from thuiscompagnie.vloer.models import Opdracht

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


def klok_vooruit(blad, minuten):
    blad.clock.fast_forward(minuten * 60 * 1000)


def test_an_idle_page_is_covered_keeps_what_was_typed_and_opens_with_the_pin(cast, live_server, open_deur):
    with als_bouw():
        tweede_stap.zet_totp(cast.gebruikers["ans"], geheim("ans"))
        pin.zet(cast.gebruikers["ans"], "274915")
    blad = open_deur(breedte=1180)
    typ_wachtwoord(blad)
    blad.wait_for_url("**/aanmelden/code/")
    blad.fill("[name=code]", tweede_stap.code_van(geheim("ans"), tweede_stap.teller()))
    blad.press("[name=code]", "Enter")
    blad.wait_for_url("**/vandaag/")
    blad.clock.install()
    blad.goto(live_server.url + reverse("gezinnen:doel_nieuw", args=[cast.zon.pk]))
    blad.fill("[name=tekst]", "Samen eten aan tafel")
    klok_vooruit(blad, 14)
    assert blad.locator(".slotblad").count() == 0
    klok_vooruit(blad, 2)
    blad.locator(".slotblad [name=pin]").wait_for()
    gezien(blad, "slotblad")
    assert not blad.get_by_label("Wat wil het gezin?").is_visible()
    blad.keyboard.press("Escape")
    assert blad.locator(".slotblad").is_visible()
    # Another tab finds the server locked as well.
    ander = blad.context.new_page()
    ander.goto(live_server.url + "/vandaag/")
    assert "/aanmelden/slot/" in ander.url
    ander.klachten = []
    gezien(ander, "slot")
    blad.fill(".slotblad [name=pin]", "918273")
    blad.keyboard.press("Enter")
    blad.get_by_text("Die pincode klopt niet.").wait_for()
    blad.fill(".slotblad [name=pin]", "274915")
    blad.keyboard.press("Enter")
    blad.locator(".slotblad").wait_for(state="detached")
    assert blad.get_by_label("Wat wil het gezin?").input_value() == "Samen eten aan tafel"
    blad.press("[name=tekst]", "Tab")
    blad.locator("main form button[type=submit]").first.click()
    blad.wait_for_url(lambda adres: "/nieuw/" not in adres)


def test_a_passkey_is_the_second_step_from_its_making_to_the_next_log_in(cast, live_server, open_deur):
    blad = open_deur(breedte=1180)
    apparaat = blad.context.new_cdp_session(blad)
    apparaat.send("WebAuthn.enable")
    opties = {
        "protocol": "ctap2",
        "transport": "internal",
        "hasResidentKey": True,
        "hasUserVerification": True,
        "isUserVerified": True,
    }
    apparaat.send("WebAuthn.addVirtualAuthenticator", {"options": opties})
    typ_wachtwoord(blad)
    blad.wait_for_url("**/aanmelden/instellen/")
    blad.get_by_role("button", name="Liever de vingerafdruk of pincode van dit toestel").click()
    blad.wait_for_url("**/aanmelden/noodcodes/")
    blad.get_by_role("button", name="Ik heb ze bewaard").click()
    blad.wait_for_url("**/vandaag/")
    blad.goto(live_server.url + "/aanmelden/mijn/")
    gezien(blad, "mijn")
    # Covered at once, opened with the passkey.
    blad.locator("details.wie summary").click()
    blad.get_by_role("button", name="Nu op slot").click()
    blad.wait_for_url("**/aanmelden/slot/**")
    blad.get_by_role("button", name="Met mijn toegangssleutel").click()
    blad.wait_for_url("**/aanmelden/mijn/")
    blad.locator("details.wie summary").click()
    blad.get_by_role("button", name="Afmelden", exact=True).last.click()
    blad.goto(f"{live_server.url}/aanmelden/")
    typ_wachtwoord(blad)
    blad.wait_for_url("**/aanmelden/code/")
    blad.get_by_role("button", name="Met mijn toegangssleutel").click()
    blad.wait_for_url("**/vandaag/")
    assert blad.klachten == []


def test_the_pages_of_the_pin_and_the_phone(cast, live_server, open_deur):
    with als_bouw():
        tweede_stap.zet_totp(cast.gebruikers["vera"], geheim("vera"))
    blad = open_deur()
    typ_wachtwoord(blad, "vera")
    blad.wait_for_url("**/aanmelden/code/")
    blad.fill("[name=code]", tweede_stap.code_van(geheim("vera"), tweede_stap.teller()))
    blad.press("[name=code]", "Enter")
    blad.wait_for_url("**/vandaag/")
    blad.goto(f"{live_server.url}/aanmelden/mijn/telefoon/")
    blad.fill("[name=pin]", "123456")
    blad.fill("[name=pin_nog_eens]", "123456")
    blad.keyboard.press("Enter")
    blad.get_by_text("zonder patroon").wait_for()
    gezien(blad, "telefoon-vertrouwen")
    blad.fill("[name=pin]", "274915")
    blad.fill("[name=pin_nog_eens]", "274915")
    blad.keyboard.press("Enter")
    blad.wait_for_url("**/aanmelden/mijn/")
    gezien(blad, "mijn-telefoon")
    blad.locator("details.wie summary").click()
    blad.get_by_role("button", name="Afmelden", exact=True).last.click()
    blad.goto(f"{live_server.url}/aanmelden/")
    blad.wait_for_url("**/aanmelden/telefoon/**")
    gezien(blad, "telefoon")
    blad.fill("[name=pin]", "274915")
    blad.keyboard.press("Enter")
    blad.wait_for_url("**/vandaag/")


def met_sessie(blad, live_server, gebruiker):
    """This browser as somebody who has just logged in; returns the session to change it."""
    client = Client()
    client.force_login(gebruiker)
    koek = {"name": "sessionid", "value": client.cookies["sessionid"].value, "url": live_server.url}
    blad.context.add_cookies([koek])
    return client


def test_what_was_sent_at_a_covered_page_is_shown_without_script_and_sent_again(cast, live_server, open_deur):
    blad = open_deur(breedte=768, java_script_enabled=False)
    sessie = met_sessie(blad, live_server, cast.gebruikers["ans"])
    blad.goto(live_server.url + reverse("gezinnen:doel_nieuw", args=[cast.zon.pk]))
    blad.fill("[name=tekst]", "Samen eten aan tafel")
    opgeslagen = sessie.session
    opgeslagen[OP_SLOT] = True
    opgeslagen.save()
    blad.locator("main form button[type=submit]").first.click()
    blad.wait_for_url("**/aanmelden/slot/**")
    blad.fill("[name=password]", WACHTWOORD)
    blad.press("[name=password]", "Enter")
    blad.wait_for_url("**/aanmelden/verder/**")
    assert blad.get_by_text("Samen eten aan tafel").first.is_visible()
    if BEELDEN:
        blad.screenshot(path=f"{BEELDEN}/verder.png", full_page=True)
    blad.get_by_role("button", name="Nu bewaren").click()
    blad.wait_for_url(lambda adres: "/gezinnen/" in adres and "/nieuw/" not in adres)
    with als_bouw():
        assert Doel.objects.filter(gezin=cast.zon, tekst="Samen eten aan tafel").count() == 1


@pytest.mark.parametrize(
    ("naam", "pad"),
    [
        ("ans", "/aanmelden/bevestig/"),
        ("ans", "/aanmelden/verder/{concept}/"),
        ("olaf", "/ondersteuning/"),
        ("bea", "/aanmelden/rekening/{vera}/opnieuw/"),
        ("boris", "/aanmelden/herstel/{herstel}/bevestigen/"),
    ],
)
def test_the_other_pages_of_the_door_are_readable_for_everyone(cast, live_server, open_deur, naam, pad):
    over = uuid.uuid4()
    with als_bouw():
        inhoud = {"pad": "/gezinnen/", "velden": {"willen": ["Rust in huis, elke dag."]}, "bestanden": True}
        bewaar_concept(cast.functies["ans"].pk, FORMULIER, over, inhoud)
        vera, bea = cast.gebruikers["vera"], cast.gebruikers["bea"]
        herstel = Herstel.objects.create(
            gebruiker=vera, gevraagd_door=bea, soort="tweede_stap", organisatie=cast.organisaties["dienst-a"]
        )
    blad = open_deur(breedte=768)
    met_sessie(blad, live_server, cast.gebruikers[naam])
    blad.goto(live_server.url + pad.format(concept=over, vera=vera.pk, herstel=herstel.pk))
    assert blad.locator("h1").is_visible()
    gezien(blad, pad.split("/")[-2] if "{" not in pad else pad.split("/")[2])


def test_a_forgotten_password_gets_a_new_one_with_the_keyboard_alone(cast, live_server, open_deur):
    blad = open_deur()
    blad.get_by_role("link", name="Wachtwoord vergeten").focus()
    blad.keyboard.press("Enter")
    blad.wait_for_url("**/aanmelden/vergeten/")
    gezien(blad, "vergeten")
    blad.keyboard.press("Tab")  # past the way to the content
    blad.get_by_label("Uw e-mailadres").focus()
    blad.keyboard.type("ans@voorbeeld.test")
    blad.keyboard.press("Enter")
    blad.wait_for_url("**/verstuurd/")
    gezien(blad, "vergeten-verstuurd")
    opdracht = Opdracht.objects.get(soort="organisaties.wachtwoord_vergeten")
    assert outbox.voer_uit(opdracht.pk) == "klaar"
    blad.goto(re.search(r"http\S+/aanmelden/vergeten/\S+", mail.outbox[-1].body)[0])
    assert blad.url.endswith("/nieuw/")
    gezien(blad, "vergeten-nieuw")
    blad.get_by_label("Wachtwoord", exact=True).focus()
    blad.keyboard.type("kopje-paraplu-trein")
    blad.keyboard.press("Tab")
    blad.keyboard.type("kopje-paraplu-trein")
    blad.keyboard.press("Enter")
    blad.wait_for_url("**/aanmelden/")
    assert blad.get_by_text("Uw nieuwe wachtwoord is klaar").is_visible()
    gezien(blad, "vergeten-klaar")
    cast.gebruikers["ans"].refresh_from_db()
    assert cast.gebruikers["ans"].check_password("kopje-paraplu-trein")


def test_the_open_work_of_a_care_worker_who_left_is_readable_for_everyone(cast, live_server, open_deur):
    with als_bouw():
        Inzet.objects.create(
            sleutel=cast.zon.sleutel, gezin=cast.zon, dienst=cast.organisaties["dienst-a"], uren_per_week=4,
            verzorgende=cast.functies["vik"], weekdagen=[0], bedoeling="ontwikkelen", van="2026-01-01",
            gemaakt_door=cast.functies["ans"],
        )  # fmt: skip
        Functie.objects.filter(pk=cast.functies["vik"].pk).update(tot="2026-01-02")
    blad = open_deur(breedte=768)
    met_sessie(blad, live_server, cast.gebruikers["mieke"])
    blad.goto(f"{live_server.url}/opvolging/")
    gezien(blad, "opvolging")
    blad.get_by_role("link", name="Regelen").click()
    gezien(blad, "opvolging-inzetten")
    blad.get_by_label("Wie komt er in haar plaats?").select_option(label="Vera Proef")
    blad.get_by_role("button", name="Bewaren").click()
    assert blad.get_by_text("Niets wacht").is_visible()
    gezien(blad, "opvolging-klaar")
