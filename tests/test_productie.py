"""Production refuses to start when something is missing, weak, or too powerful."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured

from beroepsgeheim.rls import webrol_te_machtig, weiger_te_machtige_webrol
from tests.hulp import als_bouw

HOOFDMAP = Path(__file__).resolve().parent.parent
GOED = {
    "SECRET_KEY": "k7Qz!v2Lr9@xT4wN8#bYc6Mf1$hJd3Gs5%pRa0^eUo-qWiBnZ-2hV5tXm8",
    "MFA_SLEUTEL": "w8Fz-3Qm_Lk7Rt2Vx9Bn4Jc6Hs1Dp5Gy",
    "ALLOWED_HOSTS": "thuiscompagnie.voorbeeld.test",
    "DATABASE_URL": "postgres://web@db/tc",
    "DATABASE_URL_BOUW": "postgres://eigenaar@db/tc",
    "DATABASE_URL_RAPPORT": "postgres://rapport@db/tc",
    "REDIS_URL": "redis://redis:6379/0",
    "DOCUMENTEN_MAP": "/srv/documenten",
    "EMAIL_HOST": "mail.voorbeeld.test",
    "EMAIL_AFZENDER": "niet-antwoorden@voorbeeld.test",
    "SECURITY_CONTACT": "mailto:beveiliging@voorbeeld.test",
}
TOON = """
from thuiscompagnie.settings import productie as p
print(p.SESSION_COOKIE_NAME, p.CSRF_COOKIE_NAME, p.SESSION_COOKIE_SECURE, p.SECURE_HSTS_SECONDS, p.DEBUG)
"""


def start(**anders: str) -> subprocess.CompletedProcess[str]:
    """Load the production settings in a process of their own; an empty value is a missing one."""
    omgeving = {k: v for k, v in (GOED | anders).items() if v} | {"PATH": os.environ["PATH"]}
    return subprocess.run(
        [sys.executable, "-c", TOON], cwd=HOOFDMAP, env=omgeving, capture_output=True, text=True, check=False
    )


def test_production_starts_with_everything_set_and_strict_cookies():
    assert start().stdout.split() == ["__Host-sessie", "__Host-csrf", "True", "31536000", "False"]


@pytest.mark.parametrize("naam", GOED)
def test_a_missing_value_stops_production_and_is_named(naam):
    klaar = start(**{naam: ""})
    assert klaar.returncode != 0 and naam in klaar.stderr


@pytest.mark.parametrize(
    ("naam", "waarde"),
    [
        ("SECRET_KEY", "kort"),
        ("SECRET_KEY", "a" * 60),
        ("ALLOWED_HOSTS", "*"),
        ("SECURITY_CONTACT", "jan"),
        ("MFA_SLEUTEL", "kort"),
        ("MFA_SLEUTEL", "b" * 40),
        ("MFA_SLEUTEL", GOED["SECRET_KEY"]),
        ("TOON_DEMOCODE", "1"),
    ],
)
def test_a_weak_value_stops_production_and_is_named(naam, waarde):
    klaar = start(**{naam: waarde})
    assert klaar.returncode != 0 and naam in klaar.stderr


@pytest.mark.django_db
def test_a_role_that_owns_the_tables_is_refused_at_the_start(monkeypatch):
    assert webrol_te_machtig() is False
    monkeypatch.setattr("beroepsgeheim.rls.webrol_te_machtig", lambda: True)
    monkeypatch.setattr("django.db.connection.close", lambda: None)
    with pytest.raises(ImproperlyConfigured, match="DATABASE_URL"):
        weiger_te_machtige_webrol()
    monkeypatch.undo()
    with als_bouw():
        assert webrol_te_machtig() is True
