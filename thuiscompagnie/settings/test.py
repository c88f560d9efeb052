"""Tests: the owner builds the database and then works as the web role (see tests/hulp.py)."""

import os

os.environ.setdefault("DIENSTEN_NAAM", "test")

from .ontwikkeling import *  # noqa: F403
from .ontwikkeling import DATABASES

DEBUG = False
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.InMemoryStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
ALLOWED_HOSTS = ["testserver", "localhost", "127.0.0.1"]
CELERY_BROKER_URL = "memory://"
# One connection as owner, so that fixtures can be made beside the web role inside one transaction.
DATABASES["default"] = {**DATABASES["bouw"], "OPTIONS": {**DATABASES["bouw"].get("OPTIONS", {})}}
DATABASES["bouw"] = {**DATABASES["bouw"], "TEST": {"MIRROR": "default"}}
DATABASES["rapport"] = {**DATABASES["rapport"], "TEST": {"MIRROR": "default"}}
WHITENOISE_AUTOREFRESH = True
# Pages in tests find their styles and scripts without collecting them first.
WHITENOISE_USE_FINDERS = True
