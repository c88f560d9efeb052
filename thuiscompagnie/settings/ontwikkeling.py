"""The private services of this clone; for trying out and developing. Never for real families."""

import os

from thuiscompagnie.omgeving import broker_url, databases, redis_url

from .basis import *  # noqa: F403
from .basis import BLIJF_VERBONDEN, CACHE, GRENZEN, VAR_DIR

DEBUG = os.environ.get("DEBUG", "") == "1"
SECRET_KEY = "alleen-voor-proberen-en-ontwikkelen-nooit-voor-echte-gezinnen-0123456789"  # noqa: S105
ALLOWED_HOSTS = os.environ.get("ALLOWED_HOSTS", "localhost,127.0.0.1,[::1]").split(",")
DATABASES = databases(BLIJF_VERBONDEN)
REDIS_URL = redis_url()
CELERY_BROKER_URL = broker_url()
CACHES = {"default": {"BACKEND": CACHE, "LOCATION": REDIS_URL}}
EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
EMAIL_FILE_PATH = VAR_DIR / "mail"
SECURITY_CONTACT = "mailto:beveiliging@localhost"
DEMO = True
# A scanner or a benchmark asks more in a minute than a person in a week.
GRENZEN = {
    naam: (aantal * int(os.environ.get("GRENZEN_MAAL", "1")), tijd)
    for naam, (aantal, tijd) in GRENZEN.items()
}
MFA_SLEUTEL = f"{SECRET_KEY}-tweede-stap"
TOON_DEMOCODE = os.environ.get("TOON_DEMOCODE", "1") == "1"
ACCOUNT_DEFAULT_HTTP_PROTOCOL = "http"
