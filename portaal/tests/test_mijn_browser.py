"""The ways into the own place in a real browser: on a small screen, with axe, read aloud, and without script."""

from datetime import timedelta

import pytest
from django.core.cache import cache
from django.urls import reverse
from django.utils import timezone

from beroepsgeheim.models import Wissing
from organisaties.actor import vandaag
from tests.hulp import als_bouw
from tests.stapel.stappen import past

from .plekhulp import FOUT, NIEUW, PIN, maak_kaart
from .test_aanmelden_browser import gezien as zonder_fouten

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
# The browser's voice, as far as a machine without loudspeakers has one: what it would say is kept.
STEM = """
window.gezegd = [];
window.SpeechSynthesisUtterance = function (tekst) { this.tekst = tekst; };
Object.defineProperty(window, "speechSynthesis", {value: {
  cancel: function () {}, speak: function (zin) { window.gezegd.push(zin.tekst); }
}});
"""
VINGER = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}


@pytest.fixture
def kaart(cast):
    with als_bouw():
        return maak_kaart(cast, "mama_zon")


@pytest.fixture
def telefoon(kaart, live_server, chromium):
    """A small screen at the door of the own place."""
    cache.clear()
    contexten = []

    def doe(**opties):
        context = chromium.new_context(viewport={"width": 390, "height": 844}, locale="nl-BE", **opties)
        contexten.append(context)
        context.add_init_script(STEM)
        blad = context.new_page()
        blad.klachten = []
        blad.on("pageerror", lambda fout: blad.klachten.append(str(fout)))
        blad.on(
            "console",
            lambda b: b.type == "error" and "status of 422" not in b.text and blad.klachten.append(b.text),
        )
        blad.goto(live_server.url + reverse("mijn:binnen"))
        return blad

    yield doe
    for context in contexten:
        context.close()


def gezien(blad, naam, *woorden):
    """axe finds nothing, nothing sticks out, and "Lees voor" says what stands there."""
    for woord in woorden:
        blad.get_by_text(woord).first.wait_for()
    blad.wait_for_load_state()
    zonder_fouten(blad, f"mijn-{naam}")
    past(blad)
    blad.evaluate("window.gezegd = []")
    blad.get_by_role("button", name="Lees voor").click()
    gezegd = " ".join(blad.evaluate("window.gezegd"))
    for woord in (blad.locator("h1").inner_text(), *woorden):
        assert woord in gezegd, (naam, woord)
    blad.get_by_role("button", name="Stop met lezen").click()


def typ_kaart(blad, kaart, pin=PIN):
    blad.fill("[name=nummer]", kaart.rij.nummer)
    blad.fill("[name=woorden]", kaart.woorden)
    blad.get_by_role("button", name="Verder").click()
    typ_pin(blad, pin)


def typ_pin(blad, pin=PIN):
    blad.fill("[name=code]", pin)
    blad.get_by_role("button", name="Verder").click()
    blad.wait_for_url("**/mijn/")


def ga(blad, naam):
    with blad.expect_navigation():
        blad.get_by_role("link", name=naam, exact=True).click()


def met_vinger(blad):
    """The telephone gets a sensor for fingers."""
    apparaat = blad.context.new_cdp_session(blad)
    apparaat.send("WebAuthn.enable")
    return apparaat, apparaat.send("WebAuthn.addVirtualAuthenticator", {"options": VINGER})["authenticatorId"]


@pytest.mark.eis("R297")
def test_a_finger_is_added_after_the_pin_opens_the_door_alone_and_is_taken_away(telefoon, kaart):
    blad = telefoon()
    apparaat, sensor = met_vinger(blad)
    typ_kaart(blad, kaart)
    ga(blad, "Mijn kaart en mijn pincode")
    ga(blad, "Vinger of gezicht toevoegen")
    gezien(blad, "vinger-pin", "Typ eerst uw pincode.")
    blad.fill("[name=huidig]", FOUT)
    blad.get_by_role("button", name="Verder").click()
    blad.get_by_text("Dat klopt niet. Kijk uw pincode").first.wait_for()
    gezien(blad, "vinger-fout")
    blad.fill("[name=huidig]", PIN)
    blad.get_by_role("button", name="Verder").click()
    gezien(blad, "vinger", "Doe dit alleen op uw eigen telefoon.")
    blad.get_by_role("button", name="Voeg mijn vinger of gezicht toe").click()
    blad.get_by_text("Klaar. De volgende keer").wait_for()
    gezien(blad, "sleutel-vinger", "Hiermee komt u binnen zonder kaart en zonder pincode.")
    bewaard = apparaat.send("WebAuthn.getCredentials", {"authenticatorId": sensor})["credentials"]
    assert [sleutel["isResidentCredential"] for sleutel in bewaard] == [True]
    blad.get_by_role("button", name="Stoppen").click()
    gezien(blad, "deur")
    ga(blad, "Met vingerafdruk of gezicht")
    gezien(blad, "deur-vinger", "Druk op de knop.")
    # Somebody whom the telephone does not recognise.
    apparaat.send("WebAuthn.setUserVerified", {"authenticatorId": sensor, "isUserVerified": False})
    blad.get_by_role("button", name="Open mijn plek").click()
    blad.get_by_text("Dat lukte niet, of u brak het af.").wait_for(timeout=70_000)
    apparaat.send("WebAuthn.setUserVerified", {"authenticatorId": sensor, "isUserVerified": True})
    blad.get_by_role("button", name="Open mijn plek").click()
    blad.wait_for_url("**/mijn/")
    ga(blad, "Mijn kaart en mijn pincode")
    blad.get_by_role("button", name="Haal weg").click()
    blad.get_by_text("Weggehaald. Uw kaart blijft werken.").wait_for()
    blad.get_by_role("button", name="Stoppen").click()
    ga(blad, "Met vingerafdruk of gezicht")
    blad.get_by_role("button", name="Open mijn plek").click()
    blad.get_by_text("Dat lukte niet. Probeer het nog eens, of neem uw kaart.").wait_for()
    assert blad.klachten == []


@pytest.mark.parametrize("script", [True, False])
def test_the_telephone_keeps_the_card_and_the_pin_changes_with_and_without_script(telefoon, kaart, script):
    blad = telefoon(java_script_enabled=script)
    kijk = gezien if script else (lambda blad, naam, *woorden: None)
    assert script or not blad.get_by_role("link", name="Met vingerafdruk of gezicht").is_visible()
    typ_kaart(blad, kaart)
    ga(blad, "Onthoud mijn kaart op deze telefoon")
    kijk(blad, "telefoon", "Doe dit niet op een telefoon van iemand anders.")
    blad.get_by_role("button", name="Ja, dit is mijn telefoon").click()
    assert blad.get_by_text("dit toestel").is_visible()
    kijk(blad, "sleutel", "Deze telefoons onthouden uw kaart. Uw pincode blijft nodig.")
    assert script or not blad.get_by_role("link", name="Vinger of gezicht toevoegen").is_visible()
    blad.get_by_role("button", name="Stoppen").click()
    assert blad.locator("[name=nummer]").count() == 0
    kijk(blad, "deur-onthouden", "Deze telefoon kent uw kaart. Typ uw pincode.")
    typ_pin(blad)
    ga(blad, "Mijn kaart en mijn pincode")
    ga(blad, "Kies een andere pincode")
    kijk(blad, "pincode", "Uw pincode van nu")
    for huidig, pin, melding in (
        (FOUT, NIEUW, "Dat klopt niet. Kijk uw pincode"),
        (PIN, "12345", "Die is te makkelijk te raden."),
        (PIN, NIEUW, "Dit is nu uw pincode."),
    ):
        for naam, waarde in (("huidig", huidig), ("pin", pin), ("nog_eens", pin)):
            blad.fill(f"[name={naam}]", waarde)
        blad.get_by_role("button", name="Dit wordt mijn pincode").click()
        blad.get_by_text(melding).first.wait_for()
        kijk(blad, f"pincode-{pin}")
    blad.get_by_role("button", name="Stoppen").click()
    typ_pin(blad, NIEUW)
    ga(blad, "Mijn kaart en mijn pincode")
    blad.get_by_role("button", name="Vergeet mijn kaart").click()
    blad.get_by_text("Die telefoon kent uw kaart niet meer.").wait_for()
    blad.get_by_role("button", name="Stoppen").click()
    assert blad.locator("[name=nummer]").is_visible()
    assert blad.klachten == []


def test_the_announcement_of_an_erasure_and_the_sheet_are_readable_for_everyone(telefoon, kaart, cast):
    with als_bouw():
        Wissing.objects.create(
            sleutel=cast.zon.sleutel, organisatie_id=cast.zon.dienst_id, klasse="dossier", einde=vandaag(),
            status="aangekondigd", aangekondigd_op=timezone.now(), wissen_vanaf=vandaag() + timedelta(days=30),
        )  # fmt: skip
    blad = telefoon()
    typ_kaart(blad, kaart)
    gezien(blad, "start-wissing", "Uw dossier wordt gewist")
    ga(blad, "Lees meer of neem een kopie")
    gezien(blad, "gegevens-wissing", "Dit gaat weg:", "uw kaart en deze plek")
    ga(blad, "Wacht nog met wissen")
    gezien(blad, "wachten")
    blad.get_by_role("button", name="Versturen").click()
    blad.get_by_text("Zolang u geen antwoord hebt, wissen we niets.").first.wait_for()
    gezien(blad, "vragen-wachten")
    ga(blad, "Terug naar het begin")
    gezien(blad, "start-wacht", "U vroeg iets. Zolang u geen antwoord hebt, wissen we niets.")
    ga(blad, "Wat gedeeld wordt, en met wie")
    gezien(blad, "delen", "Dit op papier")
