"""Production: everything by environment; a missing or weak value stops the program before it serves anyone."""

import os
from pathlib import Path

from django.core.exceptions import ImproperlyConfigured

from thuiscompagnie.omgeving import broker_url, database

from .basis import *  # noqa: F403
from .basis import BLIJF_VERBONDEN, CACHE


def verplicht(naam: str, *, minimum: int = 1) -> str:
    """The value of an environment variable; raises ImproperlyConfigured when missing or too short."""
    waarde = os.environ.get(naam, "").strip()
    if len(waarde) < minimum:
        raise ImproperlyConfigured(
            f"De omgevingsvariabele {naam} ontbreekt of is te zwak (minstens {minimum} tekens)."
        )
    return waarde


DEBUG = False
DEMO = False
SECRET_KEY = verplicht("SECRET_KEY", minimum=50)
if len(set(SECRET_KEY)) < 12 or SECRET_KEY.startswith(("django-insecure", "alleen-voor-proberen")):
    raise ImproperlyConfigured("SECRET_KEY is te zwak: gebruik een lange, willekeurige waarde.")
MFA_SLEUTEL = verplicht("MFA_SLEUTEL", minimum=32)
if len(set(MFA_SLEUTEL)) < 12 or MFA_SLEUTEL == SECRET_KEY or "alleen-voor-proberen" in MFA_SLEUTEL:
    raise ImproperlyConfigured("MFA_SLEUTEL is te zwak: gebruik een eigen lange, willekeurige waarde.")
MFA_SLEUTEL_VORIGE = os.environ.get("MFA_SLEUTEL_VORIGE", "")
if os.environ.get("TOON_DEMOCODE", "0") not in ("", "0"):
    raise ImproperlyConfigured("TOON_DEMOCODE kan hier niet: dat toont de code van de tweede stap.")
ALLOWED_HOSTS = [host.strip() for host in verplicht("ALLOWED_HOSTS").split(",") if host.strip()]
if "*" in ALLOWED_HOSTS:
    raise ImproperlyConfigured("ALLOWED_HOSTS mag geen * bevatten: noem de namen van de site.")
for _naam in ("DATABASE_URL", "DATABASE_URL_BOUW", "DATABASE_URL_RAPPORT"):
    verplicht(_naam)
DATABASES = {
    "default": {**database("DATABASE_URL"), **BLIJF_VERBONDEN},
    "bouw": database("DATABASE_URL_BOUW"),
    "rapport": database("DATABASE_URL_RAPPORT"),
}
REDIS_URL = verplicht("REDIS_URL")
CELERY_BROKER_URL = broker_url()
CACHES = {"default": {"BACKEND": CACHE, "LOCATION": REDIS_URL}}
MEDIA_ROOT = Path(verplicht("DOCUMENTEN_MAP"))
EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
EMAIL_HOST = verplicht("EMAIL_HOST")
EMAIL_PORT = int(os.environ.get("EMAIL_PORT", "587"))
EMAIL_USE_TLS = os.environ.get("EMAIL_TLS", "1") == "1"
EMAIL_HOST_USER = os.environ.get("EMAIL_GEBRUIKER", "")
EMAIL_HOST_PASSWORD = os.environ.get("EMAIL_WACHTWOORD", "")
DEFAULT_FROM_EMAIL = verplicht("EMAIL_AFZENDER")
# Where a weakness is reported (security.txt): mailto: or https:, never a person's own address.
SECURITY_CONTACT = verplicht("SECURITY_CONTACT")
if not SECURITY_CONTACT.startswith(("mailto:", "https://")):
    raise ImproperlyConfigured("SECURITY_CONTACT begint met mailto: of https://.")

SESSION_COOKIE_SECURE = True
SESSION_COOKIE_NAME = "__Host-sessie"
TOESTEL_COOKIE = "__Host-toestel"
LINK_COOKIE = "__Host-uitnodiging"
CSRF_COOKIE_SECURE = True
CSRF_COOKIE_NAME = "__Host-csrf"
# How many proxies of ours stand before the web server: their word on the visitor's address counts, nobody else's.
ALLAUTH_TRUSTED_PROXY_COUNT = int(os.environ.get("PROXY_AANTAL", "1"))
SECURE_SSL_REDIRECT = True
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
SECURE_HSTS_SECONDS = 365 * 24 * 60 * 60
SECURE_HSTS_INCLUDE_SUBDOMAINS = True
SECURE_HSTS_PRELOAD = True
