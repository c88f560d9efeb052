"""What every place shares. Databases, secrets and hosts come from the module that extends this one."""

import os
import sysconfig
from pathlib import Path

from csp.constants import NONCE, NONE, SELF  # noqa: F401
from django.utils.translation import gettext_lazy as _

from thuiscompagnie.omgeving import var_map

BASE_DIR = Path(__file__).resolve().parent.parent.parent
VAR_DIR = var_map()

INSTALLED_APPS = [
    "thuiscompagnie.vloer",
    "organisaties",
    "beroepsgeheim",
    "gezinnen",
    "coaching",
    "netwerk",
    "lco",
    "rapportage",
    "portaal",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "thuiscompagnie.statisch.Bestanden",
    "django.contrib.postgres",
    "django.forms",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "crispy_forms",
    "crispy_bootstrap5",
    "django_htmx",
    "pgtrigger",
    "pghistory",
    "csp",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "csp.middleware.CSPMiddleware",
    "thuiscompagnie.beveiliging.BeveiligingMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "organisaties.middleware.ActorMiddleware",
    "portaal.aanmelden.middleware.AanmeldMiddleware",
    "portaal.mijn.sessie.GezinsrustMiddleware",
    "beroepsgeheim.middleware.OmslagMiddleware",
]

ROOT_URLCONF = "thuiscompagnie.urls"
WSGI_APPLICATION = "thuiscompagnie.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.messages.context_processors.messages",
                "organisaties.context.actor",
                "portaal.context.navigatie",
            ],
            "builtins": ["thuiscompagnie.vloer.templatetags.huis"],
        },
    },
]
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"
CRISPY_ALLOWED_TEMPLATE_PACKS = "bootstrap5"
CRISPY_TEMPLATE_PACK = "bootstrap5"
CRISPY_FAIL_SILENTLY = False

AUTH_USER_MODEL = "organisaties.Gebruiker"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{naam}"}
    for naam in ("UserAttributeSimilarityValidator", "CommonPasswordValidator", "NumericPasswordValidator")
] + [
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},
    },
    {"NAME": "organisaties.wachtwoorden.GeenBekendeWoorden"},
]

# allauth: accounts are made by invitation only; see organisaties/adapter.py.
ACCOUNT_ADAPTER = "organisaties.adapter.AccountAdapter"
ACCOUNT_LOGIN_METHODS = {"email", "username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = "gebruikersnaam"
ACCOUNT_USER_MODEL_EMAIL_FIELD = "email"
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_LOGOUT_ON_GET = False
ACCOUNT_EMAIL_NOTIFICATIONS = False
ACCOUNT_DEFAULT_HTTP_PROTOCOL = "https"
# A whole service often shares one address: many may log in at once, guessing at one account stays slow.
ACCOUNT_RATE_LIMITS = {
    "login": "120/m/ip",
    "login_failed": "30/m/ip,5/5m/key",
    "vergeten_vanaf": "20/10m/ip",
    "vergeten_voor": "3/h/key",
}
# How long a link for a forgotten password works (an invitation: PASSWORD_RESET_TIMEOUT, three days).
WACHTWOORD_LINK_SECONDEN = 30 * 60
# The second factor: checked by organisaties/aanmelden/tweede_stap.py, kept by allauth. Its own pages are closed.
MFA_ADAPTER = "organisaties.adapter.MFAAdapter"
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes", "webauthn"]
MFA_TOTP_TOLERANCE = 1
MFA_SLEUTEL_VORIGE = ""
# Shows the code on the screen, for who tries the application without a phone. Production refuses it.
TOON_DEMOCODE = False
# How often one person may do what reaches many files: (times, seconds). Wide for real work; @beleid(grens=...)
# names them and beroepsgeheim/grenzen.py counts.
GRENZEN = {
    "zoeken": (60, 10 * 60),
    "lijst": (300, 10 * 60),
    "uitvoer": (30, 60 * 60),
    "document": (120, 60 * 60),
}
CACHE = "thuiscompagnie.vloer.cache.RedisOfGeheugen"
SLOT_NA_SECONDEN = 15 * 60
AFMELDEN_NA_SECONDEN = 10 * 60 * 60
TOESTEL_DAGEN = 30
TOESTEL_COOKIE = "toestel"
# A phone that keeps the card of a family member.
KAART_DAGEN = 90
KAART_COOKIE = "kaart"
LINK_COOKIE = "uitnodiging"
# How many days after a consultation who was invited still reads it, with a log-in or by a personal link.
OVERLEG_DAGEN_NA = 30
LOGIN_URL = "account_login"
LOGIN_URL_GEZIN = "mijn:binnen"
LOGIN_REDIRECT_URL = "/vandaag/"
ACCOUNT_LOGOUT_REDIRECT_URL = "/"

SESSION_ENGINE = "django.contrib.sessions.backends.db"
SESSION_COOKIE_AGE = 10 * 60 * 60
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
CSRF_COOKIE_HTTPONLY = False
CSRF_FAILURE_VIEW = "thuiscompagnie.fouten.fout_csrf"
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"

LANGUAGE_CODE = "nl"
LANGUAGES = [("nl", _("Nederlands"))]
LOCALE_PATHS = [BASE_DIR / "locale"]
TIME_ZONE = "Europe/Brussels"
USE_TZ = True
USE_I18N = True
FORMAT_MODULE_PATH = ["thuiscompagnie.formats"]

STATIC_URL = "/static/"
STATICFILES_DIRS = [
    BASE_DIR / "static",
    # The package is read as files: importing it needs pkg_resources, which newer setuptools lacks.
    ("bootstrap", Path(sysconfig.get_path("purelib")) / "xstatic" / "pkg" / "bootstrap" / "data"),
]
STATIC_ROOT = VAR_DIR / "static"
MEDIA_ROOT = VAR_DIR / "documenten"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
# Source maps are for a developer's console, large, and not worth packing at every first start.
WHITENOISE_SKIP_COMPRESS_EXTENSIONS = (
    "jpg", "jpeg", "png", "gif", "webp", "zip", "gz", "br", "woff", "woff2", "map",
)  # fmt: skip
FILE_UPLOAD_MAX_MEMORY_SIZE = 1024 * 1024
DATA_UPLOAD_MAX_MEMORY_SIZE = 4 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 2000

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "object-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
        "manifest-src": [SELF],
    }
}
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"

DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
TEST_RUNNER = "django.test.runner.DiscoverRunner"
SILENCED_SYSTEM_CHECKS: list[str] = []

# History is written by statement-level triggers; the context table of the library is not used.
PGHISTORY_CONTEXT_FIELD = None
PGHISTORY_INSTALL_CONTEXT_FUNC_ON_MIGRATE = False
PGTRIGGER_MIGRATIONS = True

# Celery: early acknowledgement, no result backend; the outbox row is the lease (see vloer/outbox.py).
CELERY_TASK_IGNORE_RESULT = True
CELERY_RESULT_BACKEND = None
CELERY_TASK_SERIALIZER = "json"
CELERY_ACCEPT_CONTENT = ["json"]
CELERY_TIMEZONE = "UTC"
CELERY_ENABLE_UTC = True
CELERY_WORKER_MAX_TASKS_PER_CHILD = 50
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_BROKER_TRANSPORT_OPTIONS = {"socket_timeout": 5, "socket_connect_timeout": 2}
CELERY_TASK_PUBLISH_RETRY = False
CELERY_BEAT_SCHEDULE = {
    "veeg-de-outbox": {
        "task": "vloer.veeg",
        "schedule": float(os.environ.get("OUTBOX_VEEG_SECONDEN", "10")),
        "options": {"expires": 10},
    },
    # At most one head a day is taken; asking each hour catches up after a night without power.
    "kop-van-het-logboek": {"task": "beroepsgeheim.exporteer_kop", "schedule": 3600.0},
    # The access of a role ends at midnight by itself; this ends its sessions and waiting work (portaal/rekeningen).
    "rollen-voorbij": {"task": "portaal.functies_voorbij", "schedule": 15 * 60.0},
    # Proposes, never announces; erases only what was announced thirty days ago (see beroepsgeheim/bewaren.py).
    "bewaren-en-wissen": {"task": "beroepsgeheim.bewaren", "schedule": 6 * 3600.0},
}
# The heads of the log leave the database: another disk, or a place that is copied elsewhere, is best.
LOGBOEK_KOPPEN_MAP = os.environ.get("LOGBOEK_KOPPEN_MAP") or VAR_DIR / "logboek"
# Keys of erased files, to be erased again after a restore: a place that no restore of the database touches.
WISSING_MAP = os.environ.get("WISSING_MAP") or VAR_DIR / "wissingen"
OUTBOX_LEASE_SECONDEN = int(os.environ.get("OUTBOX_LEASE_SECONDEN", "30"))
OUTBOX_MAX_POGINGEN = 3
# Seconds between the attempts of a mail: about two and a half hours without a mail server cost nobody a letter.
OUTBOX_MAIL_WACHT = (10, 60, 5 * 60, 30 * 60, 2 * 60 * 60)

EMAIL_SUBJECT_PREFIX = ""
DEFAULT_FROM_EMAIL = "thuiscompagnie@localhost"

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "filters": {"zonder_inhoud": {"()": "thuiscompagnie.vloer.logfilter.ZonderInhoud"}},
    "formatters": {
        "kort": {
            "format": "%(asctime)s %(levelname)s %(name)s %(message)s",
            "datefmt": "%Y-%m-%dT%H:%M:%S%z",
        }
    },
    "handlers": {
        "console": {"class": "logging.StreamHandler", "formatter": "kort", "filters": ["zonder_inhoud"]}
    },
    "root": {"handlers": ["console"], "level": "INFO"},
    "loggers": {
        "weasyprint": {"level": "WARNING"},
        "fontTools": {"level": "WARNING"},
        "django.server": {"handlers": ["console"], "level": "WARNING", "propagate": False},
    },
}

# A connection serves many requests: opening one costs as much as a short page. The actor never outlives its
# transaction (see beroepsgeheim/omslag.py), and a connection that a restart broke is noticed before it is used.
BLIJF_VERBONDEN = {"CONN_MAX_AGE": 60, "CONN_HEALTH_CHECKS": True}

# Policies of views that are not ours, by URL name (see beroepsgeheim.beleid).
from beroepsgeheim.beleidstype import Beleid  # noqa: E402

BELEID_DERDEN = {
    "account_logout": Beleid(openbaar=True),
    "account_inactive": Beleid(openbaar=True),
}
