"""Another password of one's own, and which passwords are too easy."""

import pytest
from django.contrib.auth.password_validation import validate_password
from django.core.cache import cache
from django.core.exceptions import ValidationError
from django.test import Client

from beroepsgeheim.models import Raadpleging
from organisaties.models import Sessie, Toestel
from organisaties.wachtwoorden import VAKWOORDEN
from tests.cast import WACHTWOORD
from tests.hulp import als_bouw, zonder_tweede_stap

pytestmark = pytest.mark.django_db
PAD, NIEUW = "/aanmelden/mijn/wachtwoord/", "kopje-paraplu-trein"


@pytest.fixture(autouse=True)
def lege_tellers():
    cache.clear()


def stuur(client: Client, huidig: str = WACHTWOORD, nieuw: str = NIEUW, nog_eens: str = NIEUW):
    return client.post(PAD, {"huidig": huidig, "new_password1": nieuw, "new_password2": nog_eens})


def test_the_present_password_gives_a_new_one_and_ends_every_other_door(cast, inloggen):
    ans = cast.gebruikers["ans"]
    elders = Client()
    elders.force_login(ans)
    telefoon = Toestel.objects.create(gebruiker=ans, geheim="x" * 64, geldig_tot="2099-01-01T00:00:00Z")
    hier = inloggen(cast, "ans")
    assert elders.get("/vandaag/").status_code == hier.get("/vandaag/").status_code == 200
    sleutel = hier.session.session_key
    assert stuur(hier).url == "/aanmelden/mijn/"
    ans.refresh_from_db()
    assert ans.check_password(NIEUW)
    assert hier.session.session_key != sleutel  # a new key for the session that stays
    assert hier.get("/vandaag/").status_code == 200
    assert elders.get("/vandaag/").status_code == 302
    assert [s.sleutel for s in Sessie.objects.open().filter(gebruiker=ans)] == [hier.session.session_key]
    telefoon.refresh_from_db()
    assert telefoon.ingetrokken_op is not None
    with als_bouw():
        assert (
            Raadpleging.objects.filter(onderdeel="aanmelden.wachtwoord_gewijzigd", uitkomst="ok").count() == 1
        )


@pytest.mark.parametrize(
    "velden",
    [
        {"huidig": "niet-dit-woord"},
        {"huidig": ""},
        {"nieuw": "kort", "nog_eens": "kort"},
        {"nog_eens": "kopje-paraplu-tram"},
        {"nieuw": "Welkom-Gezin-2026", "nog_eens": "Welkom-Gezin-2026"},
    ],
)
def test_a_wrong_or_easy_password_changes_nothing(cast, inloggen, velden):
    client = inloggen(cast, "ans")
    antwoord = stuur(client, **velden)
    assert antwoord.status_code == 422 and antwoord.context["form"].errors
    assert NIEUW not in antwoord.content.decode()  # what was typed does not come back in the page
    cast.gebruikers["ans"].refresh_from_db()
    assert cast.gebruikers["ans"].check_password(WACHTWOORD)


def test_after_five_wrong_tries_the_right_one_waits_too(cast, inloggen):
    client = inloggen(cast, "ans")
    for _keer in range(5):
        assert stuur(client, huidig="niet-dit-woord").status_code == 422
    assert stuur(client).status_code == 422
    cast.gebruikers["ans"].refresh_from_db()
    assert cast.gebruikers["ans"].check_password(WACHTWOORD)


def test_without_the_second_step_nobody_reaches_it(cast, inloggen):
    client = inloggen(cast, "ans")
    zonder_tweede_stap(client)
    assert stuur(client).url == "/aanmelden/instellen/"
    cast.gebruikers["ans"].refresh_from_db()
    assert cast.gebruikers["ans"].check_password(WACHTWOORD)


@pytest.mark.parametrize(
    "te_makkelijk",
    [
        "passwordpassword", "Password12345!", "1234567890123", "qwertyuiop123", "Welkom-Gezin-2026", "OCMW-Hasselt-01",
        "thuiscompagnie!", "gezinszorg2026", "zomerzomerzomer", "wachtwoord12345", "kortwoord",
        *(f"{woord}{woord}-2026-2026" for woord in VAKWOORDEN),
    ],
)  # fmt: skip
def test_known_passwords_and_words_of_the_work_are_refused(te_makkelijk):
    with pytest.raises(ValidationError):
        validate_password(te_makkelijk)


@pytest.mark.parametrize(
    "goed",
    [
        "drie-kopjes-koffie", "samen-aan-tafel-2026", "kopje paraplu trein", "éénhoorn op zolder", "ALLEMAALGROOTGEDRUKT",
        "x7!Kq29#vLp4", "vissen zwemmen ook 's nachts " * 4,
    ],
)  # fmt: skip
def test_long_passwords_of_any_letters_and_signs_are_welcome(goed):
    validate_password(goed)


def test_a_password_is_taken_exactly_as_typed_up_to_the_last_letter(cast, inloggen):
    lang = "  Kopje, paraplu en Trein naar zee; dat is mijn lange zin van meer dan 64 letters!  "
    assert stuur(inloggen(cast, "ans"), nieuw=lang, nog_eens=lang).status_code == 302
    ans = cast.gebruikers["ans"]
    ans.refresh_from_db()
    assert ans.check_password(lang)
    assert not any(ans.check_password(anders) for anders in (lang.strip(), lang[:-1], lang.lower()))


def test_the_fields_hide_what_is_typed_and_welcome_a_password_manager(cast, inloggen):
    blad = inloggen(cast, "ans").get(PAD).content.decode()
    assert blad.count('type="password"') == 3
    assert 'autocomplete="current-password"' in blad and blad.count('autocomplete="new-password"') == 2
