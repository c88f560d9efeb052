"""How to report a weakness, and headers that every answer carries."""

import json
import logging
import re
import sys
import time
from datetime import UTC, datetime, timedelta
from urllib.parse import parse_qs, urlsplit

import pytest
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from organisaties.models import Gebruiker
from tests.cast import WACHTWOORD
from thuiscompagnie.settings.basis import BASE_DIR
from thuiscompagnie.vloer.logfilter import JsonRegels, ZonderInhoud

pytestmark = pytest.mark.django_db


def test_security_txt_names_a_contact_and_has_not_expired():
    antwoord = Client().get("/.well-known/security.txt")
    regels = dict(regel.split(": ", 1) for regel in antwoord.content.decode().splitlines())
    assert antwoord["Content-Type"].startswith("text/plain")
    assert regels["Contact"].startswith("mailto:")
    tot = datetime.fromisoformat(regels["Expires"].replace("Z", "+00:00"))
    assert timedelta(days=150) < tot - datetime.now(UTC) < timedelta(days=365)
    assert regels["Canonical"].endswith("/.well-known/security.txt")


def test_an_unknown_host_is_refused():
    antwoord = Client(raise_request_exception=False).get("/aanmelden/", headers={"host": "kwaad.voorbeeld"})
    assert antwoord.status_code == 400


def test_only_the_host_that_the_proxy_names_is_used_in_an_address():
    """What a visitor says of another host or port counts nowhere, also not in the links that a page gives."""
    koppen = {
        "x-forwarded-host": "kwaad.voorbeeld",
        "forwarded": "host=kwaad.voorbeeld",
        "x-forwarded-port": "81",
    }
    antwoord = Client().get("/.well-known/security.txt", headers=koppen)
    assert "Canonical: http://testserver/" in antwoord.content.decode()
    assert (
        Client(raise_request_exception=False).get("/", headers={"host": "testserver@kwaad"}).status_code
        == 400
    )


KWAAD = [
    "https://kwaad.voorbeeld/",
    "//kwaad.voorbeeld/",
    "/\\kwaad.voorbeeld",
    "javascript:kwaad()",
    "///kwaad",
]


@pytest.mark.parametrize("volgende", KWAAD)
@pytest.mark.parametrize(
    "pad", ["/aanmelden/slot/", "/aanmelden/bevestig/", "/aanmelden/telefoon/", "/aanmelden/"]
)
def test_no_door_gives_on_to_another_site(cast, inloggen, pad, volgende):
    for client in (Client(), inloggen(cast, "vera")):
        for antwoord in (
            client.get(pad, {"next": volgende}),
            client.post(pad, {"next": volgende, "pin": "1"}),
        ):
            assert not antwoord.get("Location", "").startswith(volgende)
            assert f'value="{volgende}' not in antwoord.content.decode() or pad == "/aanmelden/"
            naar = parse_qs(urlsplit(antwoord.get("Location", "")).query).get("next", ["/"])
            assert naar[0].startswith("/") and not naar[0].startswith(("//", "/\\"))


def test_every_address_to_go_on_to_is_looked_at_before_it_is_used():
    """Wherever a view reads `next` or `terug` of a visitor, it passes the one function that refuses other sites."""
    leest = re.compile(r"""\.(GET|POST)\.get\(["'](next|terug)["']""")
    keurt = re.compile(r"""veilig\(|_eigen_pad\(|== ["']""")
    fout, gezien = [], 0
    for bestand in BASE_DIR.glob("*/**/*.py"):
        if bestand.relative_to(BASE_DIR).parts[0] in ("tests", "var", ".venv") or "tests" in bestand.parts:
            continue
        for nummer, regel in enumerate(bestand.read_text(encoding="utf-8").splitlines(), 1):
            if leest.search(regel):
                gezien += 1
                fout += [] if keurt.search(regel) else [f"{bestand.relative_to(BASE_DIR)}:{nummer}"]
    assert gezien >= 7 and fout == []


def test_the_clock_of_the_browser_opens_and_keeps_nothing(cast, inloggen, monkeypatch):
    """Idle time is counted on the server: a page that says it was used just now, or tomorrow, is covered all the same."""
    client = inloggen(cast, "ans")
    assert client.get("/vandaag/").status_code == 200
    nu = time.time()
    monkeypatch.setattr("organisaties.aanmelden.sessies.time.time", lambda: nu + 16 * 60)
    koppen = {"date": "Sat, 28 Nov 2099 00:00:00 GMT", "if-modified-since": "Sat, 28 Nov 2099 00:00:00 GMT"}
    antwoord = client.get("/vandaag/", {"nu": int(nu + 16 * 60), "laatst": int(nu + 16 * 60)}, headers=koppen)
    assert antwoord["Location"].startswith("/aanmelden/slot/")


@pytest.mark.parametrize("volgende", KWAAD)
def test_logging_in_never_leads_to_another_site(cast, volgende):
    antwoord = Client().post(
        "/aanmelden/", {"login": "ans", "password": "samen-aan-tafel-2026", "next": volgende}
    )
    assert "kwaad" not in antwoord.get("Location", "")


@pytest.mark.parametrize(
    "pad", ["/aanmelden/", "/bestaat-niet/", "/gezondheid/", "/.well-known/security.txt"]
)
def test_every_answer_carries_the_strict_headers(pad, monkeypatch):
    monkeypatch.setattr("thuiscompagnie.gezondheid._werker", lambda: True)
    antwoord = Client(raise_request_exception=False).get(pad)
    csp = antwoord["Content-Security-Policy"]
    assert "object-src 'none'" in csp and "base-uri 'none'" in csp
    assert "default-src 'none'" in csp and "unsafe" not in csp and "frame-ancestors 'none'" in csp
    assert antwoord["X-Content-Type-Options"] == "nosniff"
    assert antwoord["X-Frame-Options"] == "DENY"
    assert antwoord["Referrer-Policy"] == "same-origin"
    assert antwoord["Cross-Origin-Opener-Policy"] == "same-origin"
    assert "Server" not in antwoord


@pytest.mark.parametrize("methode", ["TRACE", "OPTIONS", "PUT", "PATCH", "DELETE", "CONNECT", "PROPFIND"])
@pytest.mark.parametrize("pad", ["/aanmelden/", "/vandaag/", "/gezondheid/", "/bestaat-niet/"])
def test_other_methods_than_those_of_a_page_are_refused_everywhere(cast, inloggen, methode, pad):
    antwoord = inloggen(cast, "ans").generic(methode, pad)
    assert antwoord.status_code == 405
    assert antwoord["Allow"] == "GET, HEAD, POST" and antwoord.content == b""


@pytest.mark.parametrize(
    ("wie", "pad"), [("ans", "/afmelden/"), ("mama_zon", "/mijn/stoppen/"), ("vera", "/afmelden/")]
)
def test_the_browser_is_told_to_clear_up_when_somebody_logs_out(cast, inloggen, wie, pad):
    client = inloggen(cast, wie)
    assert "Clear-Site-Data" not in client.get("/mijn/" if wie == "mama_zon" else "/vandaag/")
    antwoord = client.post(pad)
    assert antwoord.status_code == 302
    assert antwoord["Clear-Site-Data"] == '"cache", "storage"'


@pytest.mark.parametrize("wie", ["ans", "mama_zon"])
def test_no_page_of_somebody_is_kept_by_a_browser_or_a_proxy(cast, inloggen, wie):
    antwoord = inloggen(cast, wie).get("/mijn/" if wie == "mama_zon" else "/vandaag/")
    assert "no-store" in antwoord["Cache-Control"]


def test_after_five_wrong_passwords_the_right_one_waits_too_and_an_unknown_name_reads_the_same(cast):
    cache.clear()
    bladen = []
    for naam, daarna in (("ans", WACHTWOORD), ("bestaat-niet", "iets-anders")):
        client = Client(raise_request_exception=False)
        for _keer in range(5):
            client.post("/aanmelden/", {"login": naam, "password": "verkeerd"})
        antwoord = client.post("/aanmelden/", {"login": naam, "password": daarna})
        assert antwoord.status_code == 200 and "_auth_user_id" not in client.session
        bladen.append(antwoord.context["form"].errors)
    assert bladen[0] == bladen[1]


def test_one_address_cannot_try_passwords_without_end():
    cache.clear()
    client = Client(raise_request_exception=False)
    statussen = {
        client.post("/aanmelden/", {"login": f"naam{n}", "password": "verkeerd"}).status_code
        for n in range(121)
    }
    assert 429 in statussen


def test_an_invitation_tells_nothing_about_who_exists(cast):
    """A made-up link reads the same for an account, an invited person and nobody."""
    paden = [
        reverse("organisaties:uitnodiging", args=[pk, "abc123-" + "0" * 32])
        for pk in (cast.gebruikers["ans"].pk, "00000000-0000-4000-8000-000000000000")
    ]
    antwoorden = [Client().get(pad) for pad in paden]
    assert [a.status_code for a in antwoorden] == [410, 410]
    assert antwoorden[0].content == antwoorden[1].content


def test_a_later_step_cannot_be_posted_directly(cast):
    """The code without the password, the PIN without card and code, a password without the invitation's link."""
    ans: Gebruiker = cast.gebruikers["ans"]
    wachtwoord = reverse("organisaties:wachtwoord", args=[ans.pk])
    nieuw = {"new_password1": "kopje-paraplu-trein", "new_password2": "kopje-paraplu-trein"}
    stappen = (
        ("/aanmelden/code/", {"code": "123456"}, 302),
        ("/mijn/binnen/code/", {"code": "123456"}, 302),
        ("/mijn/binnen/pin/", {"pin": "70415", "nog_eens": "70415"}, 302),
        (wachtwoord, nieuw, 410),
        ("/aanmelden/mijn/wachtwoord/", nieuw | {"huidig": WACHTWOORD}, 302),
    )
    for pad, velden, status in stappen:
        client = Client()
        assert client.post(pad, velden).status_code == status, pad
        assert "_auth_user_id" not in client.session, pad
    ans.refresh_from_db()
    assert ans.check_password(WACHTWOORD)


@pytest.mark.parametrize(
    "pad",
    ["/.git/HEAD", "/.git/config", "/static/", "/static/js/", "/media/", "/requirements.txt", "/static/../manage.py"],
)  # fmt: skip
def test_no_folder_source_or_stored_file_is_served(pad):
    assert Client(raise_request_exception=False).get(pad).status_code == 404


def test_static_files_carry_the_policy_and_their_type():
    antwoord = Client().get("/static/js/huis.js")
    assert antwoord.status_code == 200 and "charset" in antwoord["Content-Type"]
    assert "default-src 'none'" in antwoord["Content-Security-Policy"]
    assert antwoord["X-Content-Type-Options"] == "nosniff"


def test_our_scripts_keep_nothing_in_the_browser_and_make_no_code_or_html_of_text():
    scripts = list((BASE_DIR / "static" / "js").glob("*.js"))
    verboden = r"localStorage|sessionStorage|indexedDB|\beval\(|new Function|innerHTML|document\.write|__proto__|onmessage\s*=\s*window"
    assert scripts
    assert [(s.name, m) for s in scripts for m in re.findall(verboden, s.read_text(encoding="utf-8"))] == []


def log_van(caplog, client, pad) -> list[str]:
    """What the server log of production tells of one request."""
    caplog.clear()
    caplog.handler.addFilter(ZonderInhoud())
    with caplog.at_level(logging.INFO):
        client.get(pad)
    return [JsonRegels().format(regel) for regel in caplog.records if regel.name == "django.request"]


def test_the_server_log_has_the_reference_and_the_kind_of_page_and_no_token(cast, inloggen, caplog):
    token = "abc123-" + "0" * 32
    pad = reverse("organisaties:uitnodiging", args=[cast.gebruikers["ans"].pk, token])
    (regel,) = log_van(caplog, inloggen(cast, "ans"), pad)
    gelezen = json.loads(regel)
    assert token not in regel and str(cast.gebruikers["ans"].pk) not in regel
    assert (gelezen["bladzijde"], gelezen["methode"], gelezen["status"]) == (
        "organisaties:uitnodiging",
        "GET",
        410,
    )
    assert re.fullmatch("[0-9a-f]{16}", gelezen["verwijzing"])
    (weg,) = log_van(caplog, Client(raise_request_exception=False), "/bestaat-niet/")
    assert json.loads(weg)["status"] == 404


def test_the_words_of_a_card_never_reach_the_server_log(caplog):
    pad = reverse("mijn:gescand", args=["1", "appel-fiets-maan"])
    assert "appel" not in "".join(log_van(caplog, Client(raise_request_exception=False), pad)) + caplog.text


def test_what_celery_says_of_a_failed_task_holds_no_content():
    try:
        raise ValueError("woorden van een gezin")
    except ValueError:
        fout = sys.exc_info()
    regel = logging.LogRecord(
        "celery.app.trace", logging.ERROR, "", 0, "Task %(name)s[%(id)s] %(description)s: %(exc)s",
        ({"name": "vloer.voer_uit", "id": "1", "description": "raised", "exc": repr(fout[1]), "args": "x"},), fout,
    )  # fmt: skip
    assert ZonderInhoud().filter(regel)
    assert "vloer.voer_uit[1] raised" in regel.getMessage() and "woorden" not in regel.getMessage()


def test_a_log_record_is_one_line_whatever_a_visitor_sends():
    regel = logging.LogRecord(
        "django", logging.WARNING, "", 0, "Not Found: %s", ("/x\n2026 ERROR vals\x1b[31m",), None
    )
    assert ZonderInhoud().filter(regel)
    assert regel.getMessage() == "Not Found: /x\\n2026 ERROR vals\\x1b[31m"
