"""How to report a weakness, and headers that every answer carries."""

from datetime import UTC, datetime, timedelta

import pytest
from django.test import Client

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


@pytest.mark.parametrize("volgende", ["https://kwaad.voorbeeld/", "//kwaad.voorbeeld/", "/\\kwaad.voorbeeld"])
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
    assert "default-src 'none'" in csp and "unsafe" not in csp and "frame-ancestors 'none'" in csp
    assert antwoord["X-Content-Type-Options"] == "nosniff"
    assert antwoord["X-Frame-Options"] == "DENY"
    assert antwoord["Referrer-Policy"] == "same-origin"
    assert antwoord["Cross-Origin-Opener-Policy"] == "same-origin"
    assert "Server" not in antwoord
