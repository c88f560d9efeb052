"""Production refuses to start when something is missing, weak, or too powerful."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
import start as begin
from django.core.exceptions import ImproperlyConfigured

from beroepsgeheim.rls import rol_te_machtig, weiger_te_machtige_webrol
from tests.hulp import als_bouw

HOOFDMAP = Path(__file__).resolve().parent.parent
GOED = {
    "SECRET_KEY": "k7Qz!v2Lr9@xT4wN8#bYc6Mf1$hJd3Gs5%pRa0^eUo-qWiBnZ-2hV5tXm8",
    "MFA_SLEUTEL": "w8Fz-3Qm_Lk7Rt2Vx9Bn4Jc6Hs1Dp5Gy",
    "ALLOWED_HOSTS": "thuiscompagnie.voorbeeld.test",
    "DATABASE_URL": "postgres://web@db/tc?sslmode=verify-full",
    "DATABASE_URL_RAPPORT": "postgres://rapport@/tc?host=/run/postgresql",
    "REDIS_URL": "rediss://redis:6379/0",
    "DOCUMENTEN_MAP": "/srv/documenten",
    "EMAIL_HOST": "mail.voorbeeld.test",
    "EMAIL_AFZENDER": "niet-antwoorden@voorbeeld.test",
    "SECURITY_CONTACT": "mailto:beveiliging@voorbeeld.test",
}
TOON = """
from thuiscompagnie.settings import productie as p
print(p.SESSION_COOKIE_NAME, p.CSRF_COOKIE_NAME, p.SESSION_COOKIE_SECURE, p.SECURE_HSTS_SECONDS, p.DEBUG)
"""


EIGENAAR = "postgres://eigenaar@/tc?host=/run/postgresql"
BEGIN = """
import os, django
os.environ["DJANGO_SETTINGS_MODULE"] = "thuiscompagnie.settings.productie"
django.setup()
"""
AAN_DE_DEUR = f"""{BEGIN}
from beroepsgeheim import rls
rls.rol_te_machtig = lambda alias: False  # there is no database here
rls.weiger_te_machtige_webrol()
print("begint")
"""


def start(program: str = TOON, **anders: str) -> subprocess.CompletedProcess[str]:
    """Load the production settings in a process of their own; an empty value is a missing one."""
    omgeving = {k: v for k, v in (GOED | anders).items() if v} | {"PATH": os.environ["PATH"]}
    return subprocess.run(
        [sys.executable, "-c", program],
        cwd=HOOFDMAP,
        env=omgeving,
        capture_output=True,
        text=True,
        check=False,
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
        ("DATABASE_URL", "postgres://web@db/tc"),
        ("DATABASE_URL", "postgres://web@db/tc?sslmode=require"),
        ("DATABASE_URL_RAPPORT", "postgres://rapport@10.0.0.5/tc"),
        ("DATABASE_URL_BOUW", "postgres://eigenaar@db/tc"),
        ("REDIS_URL", "redis://redis:6379/0"),
        ("REDIS_URL", "rediss://redis:6379/0?ssl_cert_reqs=none"),
        ("EMAIL_TLS", "0"),
    ],
)
def test_a_weak_value_stops_production_and_is_named(naam, waarde):
    klaar = start(**{naam: waarde})
    assert klaar.returncode != 0 and naam in klaar.stderr


def test_web_server_and_worker_refuse_to_start_with_the_address_of_the_owner():
    assert start(AAN_DE_DEUR).stdout.split() == ["begint"]
    klaar = start(AAN_DE_DEUR, DATABASE_URL_BOUW=EIGENAAR)
    assert klaar.returncode != 0 and "DATABASE_URL_BOUW" in klaar.stderr
    wie_migreert = f"{BEGIN}\nfrom django.conf import settings\nprint(sorted(settings.DATABASES))"
    assert "bouw" in start(wie_migreert, DATABASE_URL_BOUW=EIGENAAR).stdout
    assert "bouw" not in start(wie_migreert).stdout


def test_a_worker_really_ends_when_it_may_not_begin():
    """Celery swallows what goes wrong in its signals: leaving is the only word it understands."""
    program = f"""{BEGIN}
from celery.signals import worker_init
from beroepsgeheim import rls
import thuiscompagnie.celery
rls.rol_te_machtig = lambda alias: False
worker_init.send(sender=None)
print("begint")
"""
    assert start(program).stdout.split() == ["begint"]
    klaar = start(program, DATABASE_URL_BOUW=EIGENAAR)
    assert klaar.returncode != 0 and "DATABASE_URL_BOUW" in klaar.stderr and klaar.stdout == ""


def test_make_run_gives_the_address_of_the_owner_to_none_of_its_processes():
    alle = begin.taken({"DATABASE_URL_BOUW": EIGENAAR, "DATABASE_URL": "postgres://web@/tc", "PATH": "/bin"})
    assert {taak.naam for taak in alle} == {"web", "werker", "schema"}
    for taak in alle:
        assert "DATABASE_URL_BOUW" not in taak.omgeving and taak.omgeving["DATABASE_URL"]


def test_a_secret_may_be_a_credential_of_systemd_and_stand_in_no_environment(tmp_path):
    for naam in ("SECRET_KEY", "MFA_SLEUTEL", "DATABASE_URL", "REDIS_URL"):
        (tmp_path / naam).write_text(GOED[naam] + "\n")
    leeg = dict.fromkeys(("SECRET_KEY", "MFA_SLEUTEL", "DATABASE_URL", "REDIS_URL"), "")
    assert start(**leeg).returncode != 0
    klaar = start(**leeg, CREDENTIALS_DIRECTORY=str(tmp_path))
    assert klaar.stdout.split()[0] == "__Host-sessie"


def test_the_log_of_production_is_one_json_object_a_line_without_content():
    program = f"""{BEGIN}
import logging
try:
    raise ValueError("woorden van een gezin")
except ValueError:
    logging.getLogger("proef").exception("het ging mis\\nmet een tweede regel")
"""
    klaar = start(program)
    (regel,) = klaar.stderr.strip().splitlines()
    gelezen = json.loads(regel)
    assert set(gelezen) == {"tijd", "niveau", "bron", "bericht"}
    assert (gelezen["niveau"], gelezen["bron"]) == ("ERROR", "proef")
    assert "ValueError at" in gelezen["bericht"] and "woorden" not in regel
    assert gelezen["tijd"].endswith("+00:00")


@pytest.mark.django_db
@pytest.mark.parametrize("te_machtig", ["default", "rapport"])
def test_a_role_that_owns_the_tables_is_refused_at_the_start(monkeypatch, te_machtig):
    assert rol_te_machtig("default") is False
    monkeypatch.setattr("beroepsgeheim.rls.rol_te_machtig", lambda alias: alias == te_machtig)
    monkeypatch.setattr("django.db.connection.close", lambda: None)
    with pytest.raises(ImproperlyConfigured, match=rf"te machtig \({te_machtig}\).*DATABASE_URL"):
        weiger_te_machtige_webrol()
    monkeypatch.undo()
    with als_bouw():
        assert rol_te_machtig("default") is True
