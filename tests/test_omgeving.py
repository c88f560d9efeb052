"""How the application finds its servers, and what it says when they are not there."""

import json
import os
import subprocess
import sys
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from thuiscompagnie import omgeving

HOOFDMAP = Path(__file__).resolve().parent.parent
SLEUTELS = ("DATABASE_URL", "DATABASE_URL_BOUW", "DATABASE_URL_RAPPORT", "REDIS_URL")


@pytest.fixture
def kaal(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for sleutel in (*SLEUTELS, "DIENSTEN_NAAM"):
        monkeypatch.delenv(sleutel, raising=False)
    monkeypatch.setenv("THUISCOMPAGNIE_VAR", str(tmp_path))
    return tmp_path


def beheer(*opdracht: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, str(HOOFDMAP / "manage.py"), *opdracht],
        env={**os.environ, "DJANGO_SETTINGS_MODULE": "thuiscompagnie.settings.ontwikkeling"},
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.mark.parametrize(
    "opdracht", [("migrate", "--database", "bouw"), ("laad_referentie",), ("showmigrations",)]
)
def test_een_opdracht_zonder_diensten_zegt_welke_opdracht_ze_start(
    kaal: Path, opdracht: tuple[str, ...]
) -> None:
    klaar = beheer(*opdracht)
    assert klaar.returncode == 1
    assert "`make diensten`" in klaar.stderr
    assert "Traceback" not in klaar.stderr


def test_een_database_die_niet_antwoordt_geeft_dezelfde_boodschap(kaal: Path) -> None:
    (kaal / "run").mkdir()
    adres = f"postgres://tc_web@/thuiscompagnie?host={kaal}/weg"
    inhoud = dict.fromkeys(SLEUTELS[:3], adres) | {"REDIS_URL": f"unix://{kaal}/weg/redis.sock"}
    (kaal / "run" / "diensten.json").write_text(json.dumps(inhoud))
    klaar = beheer("showmigrations")
    assert klaar.returncode == 1
    assert "`make diensten`" in klaar.stderr
    assert "Traceback" not in klaar.stderr


def test_een_database_zonder_tabellen_zegt_welke_opdracht_ze_bouwt(monkeypatch: pytest.MonkeyPatch) -> None:
    for sleutel in SLEUTELS[:3]:
        delen = urlsplit(omgeving.url(sleutel))
        monkeypatch.setenv(sleutel, delen._replace(path="/postgres").geturl())
    klaar = beheer("laad_referentie")
    assert klaar.returncode == 1
    assert "`manage.py migrate --database bouw`" in klaar.stderr
    assert "Traceback" not in klaar.stderr
    assert "Traceback" in beheer("laad_referentie", "--traceback").stderr


def test_de_omgeving_gaat_voor_de_eigen_diensten(kaal: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATABASE_URL", "postgres://web:geh%40im@db.example:6432/zorg?sslmode=require")
    assert omgeving.database() == {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": "zorg",
        "USER": "web",
        "PASSWORD": "geh@im",
        "HOST": "db.example",
        "PORT": "6432",
        "OPTIONS": {"sslmode": "require"},
    }


def test_een_socketmap_wordt_de_host(kaal: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATABASE_URL", "postgres://tc_web@/thuiscompagnie?host=/run/x/pg")
    gegevens = omgeving.database()
    assert (gegevens["HOST"], gegevens["USER"], gegevens["OPTIONS"]) == ("/run/x/pg", "tc_web", {})


@pytest.mark.parametrize(
    ("adres", "broker"),
    [
        ("unix:///run/x/redis.sock", "redis+socket:///run/x/redis.sock"),
        ("unix:///run/x/redis.sock?db=2", "redis+socket:///run/x/redis.sock?virtual_host=2"),
        ("rediss://:geheim@redis.example:6380/1", "rediss://:geheim@redis.example:6380/1"),
    ],
)
def test_celery_krijgt_hetzelfde_adres_in_zijn_eigen_schrijfwijze(
    kaal: Path, monkeypatch: pytest.MonkeyPatch, adres: str, broker: str
) -> None:
    monkeypatch.setenv("REDIS_URL", adres)
    assert (omgeving.redis_url(), omgeving.broker_url()) == (adres, broker)


def test_een_andere_database_dan_postgresql_wordt_geweigerd(
    kaal: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DATABASE_URL", "sqlite:///db.sqlite3")
    with pytest.raises(omgeving.ImproperlyConfigured, match="alleen PostgreSQL"):
        omgeving.database()
