"""Celery for the project: a door that carries ids; the work and its state live in the outbox."""

import os

from celery import Celery

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "thuiscompagnie.settings.ontwikkeling")

app = Celery("thuiscompagnie")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks(["thuiscompagnie.vloer"])
