"""Where the database and the broker are: from the environment, else from the private services.

Used by the settings modules, so nothing of Django's apps may be imported here. A secret may also be a file of
its own name in $CREDENTIALS_DIRECTORY (systemd's LoadCredential=): then it stands in no environment.
`scripts/diensten.py` writes `var/<naam>/diensten.json`; an installation of its own sets
DATABASE_URL, DATABASE_URL_BOUW, DATABASE_URL_RAPPORT and REDIS_URL instead.
"""

import contextlib
import json
import os
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, unquote, urlencode, urlsplit

from django.core.exceptions import ImproperlyConfigured

HIER = ("", "localhost", "127.0.0.1", "::1")
HOOFDMAP = Path(__file__).resolve().parent.parent


class DienstenOntbreken(ImproperlyConfigured):
    """No database or broker is known; the message says which command starts them."""


def geef(naam: str) -> str:
    """The value of this name: from the environment, else from a credential of systemd, else ""."""
    if waarde := os.environ.get(naam, "").strip():
        return waarde
    map_ = os.environ.get("CREDENTIALS_DIRECTORY")
    try:
        return (Path(map_) / naam).read_text(encoding="utf-8").strip() if map_ else ""
    except OSError:
        return ""


def var_map() -> Path:
    """The folder for everything that is made while running (THUISCOMPAGNIE_VAR, default var/)."""
    return Path(os.environ.get("THUISCOMPAGNIE_VAR") or HOOFDMAP / "var").absolute()


def dienstennaam() -> str:
    """The set of private services in use: "run" unless DIENSTEN_NAAM says otherwise."""
    return os.environ.get("DIENSTEN_NAAM") or "run"


def start_opdracht() -> str:
    """The command that starts the services that this process looks for."""
    naam = dienstennaam()
    return "make diensten" if naam == "run" else f"make diensten NAAM={naam}"


def geen_diensten() -> str:
    """What a person reads when there is no database: what is missing and what starts it."""
    if os.environ.get("DATABASE_URL"):
        return (
            "De database van DATABASE_URL antwoordt niet. Kijk na of de server draait en of het adres klopt."
        )
    return (
        "Er draait geen database voor Thuiscompagnie. "
        f"Start PostgreSQL en Redis met `{start_opdracht()}` (of alles samen met `make run`), "
        "of zet DATABASE_URL, DATABASE_URL_BOUW, DATABASE_URL_RAPPORT en REDIS_URL."
    )


def geen_tabellen() -> str:
    """What a person reads when the database was never built, or not with this version (--traceback shows where)."""
    return (
        "In de database ontbreekt een tabel. Bouw ze (opnieuw) op met `manage.py migrate --database bouw`, "
        "of start alles samen met `make run`."
    )


def url(sleutel: str) -> str:
    """The address under `sleutel` (such as "DATABASE_URL"); raises DienstenOntbreken without one."""
    if waarde := geef(sleutel):
        return waarde
    bestand = var_map() / dienstennaam() / "diensten.json"
    try:
        return str(json.loads(bestand.read_text(encoding="utf-8"))[sleutel])
    except (OSError, ValueError, KeyError) as fout:
        raise DienstenOntbreken(geen_diensten()) from fout


def database(sleutel: str = "DATABASE_URL") -> dict[str, Any]:
    """An entry for DATABASES. A socket folder in `?host=` becomes HOST, so that dbshell works too."""
    adres = url(sleutel)
    delen = urlsplit(adres)
    if delen.scheme not in {"postgres", "postgresql"}:
        raise ImproperlyConfigured(f"{sleutel} moet met postgres:// beginnen: alleen PostgreSQL kan dienen.")
    opties: dict[str, str] = dict(parse_qsl(delen.query))
    host = opties.pop("host", None) or unquote(delen.hostname or "")
    poort = opties.pop("port", None) or delen.port or ""
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(delen.path.lstrip("/")),
        "USER": unquote(delen.username or ""),
        "PASSWORD": unquote(delen.password or ""),
        "HOST": host,
        "PORT": str(poort),
        "OPTIONS": opties,
    }


def databases(blijf_verbonden: dict[str, Any]) -> dict[str, dict[str, Any]]:
    """All of DATABASES. The owner is there only for who got its address: web server and worker never do."""
    uit = {
        "default": {**database("DATABASE_URL"), **blijf_verbonden},
        "rapport": database("DATABASE_URL_RAPPORT"),
    }
    with contextlib.suppress(DienstenOntbreken):
        uit["bouw"] = database("DATABASE_URL_BOUW")
    return uit


def veilige_weg(adres: str) -> bool:
    """Whether what goes to this server cannot be read on the way: a socket, this machine, or checked TLS."""
    delen = urlsplit(adres)
    vraag = dict(parse_qsl(delen.query))
    host = vraag.get("host") or unquote(delen.hostname or "")
    if delen.scheme == "unix" or host in HIER or host.startswith("/"):
        return True
    if delen.scheme == "rediss":
        return vraag.get("ssl_cert_reqs", "required").lower().removeprefix("cert_") == "required"
    return vraag.get("sslmode") == "verify-full"


def redis_url() -> str:
    """The address for redis-py and Django's cache: unix:///folder/redis.sock or redis://host:port/0."""
    return url("REDIS_URL")


def broker_url() -> str:
    """The same server in Celery's notation: redis+socket:///folder/redis.sock?virtual_host=0."""
    adres = redis_url()
    delen = urlsplit(adres)
    if delen.scheme != "unix":
        return adres
    vraag = dict(parse_qsl(delen.query))
    db = vraag.pop("db", None)
    if db is not None:
        vraag["virtual_host"] = db
    staart = f"?{urlencode(vraag)}" if vraag else ""
    return f"redis+socket://{delen.path}{staart}"
