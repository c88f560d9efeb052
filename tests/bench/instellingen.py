"""Settings of the benchmark: the program as it runs, on two private databases (200 and 20,000 families)."""

import json
import os

os.environ.setdefault("DIENSTEN_NAAM", "bench")

from tests.bench.dienst import KLEIN
from thuiscompagnie.omgeving import database, var_map
from thuiscompagnie.settings.ontwikkeling import *  # noqa: F403
from thuiscompagnie.settings.ontwikkeling import DATABASES, GRENZEN, LOGGING, VAR_DIR


def _klein() -> None:
    """The small database stands in a second private server, under the same roles."""
    bestand = var_map() / KLEIN / "diensten.json"
    if not bestand.exists():
        return
    gegevens = json.loads(bestand.read_text(encoding="utf-8"))
    for alias, sleutel in (("klein", "DATABASE_URL"), ("klein_bouw", "DATABASE_URL_BOUW")):
        oud = os.environ.get(sleutel)
        os.environ[sleutel] = gegevens[sleutel]
        DATABASES[alias] = database(sleutel)
        if oud is None:
            del os.environ[sleutel]
        else:
            os.environ[sleutel] = oud


_klein()
DEBUG = False
# It asks for the same page many times over.
GRENZEN = {naam: (10**9, seconden) for naam, (_aantal, seconden) in GRENZEN.items()}
ALLOWED_HOSTS = ["localhost"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
MEDIA_ROOT = VAR_DIR / "bench" / "documenten"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
LOGGING = {**LOGGING, "root": {"handlers": ["console"], "level": "ERROR"}}
