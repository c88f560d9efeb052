"""Production: everything by environment; a missing or weak value stops the program before it serves anyone."""

import os
from pathlib import Path

from django.core.exceptions import ImproperlyConfigured

from thuiscompagnie.omgeving import HIER, broker_url, databases, geef, veilige_weg

from .basis import *  # noqa: F403
from .basis import BLIJF_VERBONDEN, CACHE, LOGGING


def verplicht(naam: str, *, minimum: int = 1) -> str:
    """The value of an environment variable or credential; raises ImproperlyConfigured when missing or too short."""
    waarde = geef(naam)
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
MFA_SLEUTEL_VORIGE = geef("MFA_SLEUTEL_VORIGE")
if os.environ.get("TOON_DEMOCODE", "0") not in ("", "0"):
    raise ImproperlyConfigured("TOON_DEMOCODE kan hier niet: dat toont de code van de tweede stap.")
ALLOWED_HOSTS = [host.strip() for host in verplicht("ALLOWED_HOSTS").split(",") if host.strip()]
if "*" in ALLOWED_HOSTS:
    raise ImproperlyConfigured("ALLOWED_HOSTS mag geen * bevatten: noem de namen van de site.")
# The owner's address (DATABASE_URL_BOUW) is only for who migrates: web server and worker refuse to start with it.
for _naam in ("DATABASE_URL", "DATABASE_URL_RAPPORT", "REDIS_URL"):
    if not veilige_weg(verplicht(_naam)):
        raise ImproperlyConfigured(
            f"{_naam} wijst naar een andere machine zonder nagekeken versleuteling: zet sslmode=verify-full in het"
            " adres van een database, en gebruik rediss:// voor Redis."
        )
DATABASES = databases(BLIJF_VERBONDEN)
if not (_adres := geef("DATABASE_URL_BOUW")):
    DATABASES.pop("bouw", None)  # never that of private services that once ran here
elif not veilige_weg(_adres):
    raise ImproperlyConfigured("DATABASE_URL_BOUW heeft op een andere machine sslmode=verify-full nodig.")
REDIS_URL = verplicht("REDIS_URL")
CELERY_BROKER_URL = broker_url()
CACHES = {"default": {"BACKEND": CACHE, "LOCATION": REDIS_URL}}
MEDIA_ROOT = Path(verplicht("DOCUMENTEN_MAP"))
EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
EMAIL_HOST = verplicht("EMAIL_HOST")
EMAIL_PORT = int(os.environ.get("EMAIL_PORT", "587"))
EMAIL_USE_TLS = os.environ.get("EMAIL_TLS", "1") == "1"
if not EMAIL_USE_TLS and EMAIL_HOST not in HIER:
    raise ImproperlyConfigured("EMAIL_TLS=0 kan enkel met een mailserver op deze machine.")
EMAIL_HOST_USER = os.environ.get("EMAIL_GEBRUIKER", "")
EMAIL_HOST_PASSWORD = geef("EMAIL_WACHTWOORD")
DEFAULT_FROM_EMAIL = verplicht("EMAIL_AFZENDER")
# Where a weakness is reported (security.txt): mailto: or https:, never a person's own address.
SECURITY_CONTACT = verplicht("SECURITY_CONTACT")
if not SECURITY_CONTACT.startswith(("mailto:", "https://")):
    raise ImproperlyConfigured("SECURITY_CONTACT begint met mailto: of https://.")

# One line of JSON for each event: what collects logs reads it without guessing.
LOGGING = {**LOGGING, "formatters": {"kort": {"()": "thuiscompagnie.vloer.logfilter.JsonRegels"}}}

SESSION_COOKIE_SECURE = True
SESSION_COOKIE_NAME = "__Host-sessie"
TOESTEL_COOKIE = "__Host-toestel"
KAART_COOKIE = "__Host-kaart"
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
