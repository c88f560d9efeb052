"""Celery for the project: a door that carries ids; the work and its state live in the outbox."""

import os

from celery import Celery
from celery.signals import worker_init

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "thuiscompagnie.settings.ontwikkeling")

app = Celery("thuiscompagnie")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks(["thuiscompagnie.vloer", "beroepsgeheim", "portaal"])


@worker_init.connect
def begin(**kwargs: object) -> None:
    """A worker refuses a database role that row policies do not hold back, as the web server does."""
    from beroepsgeheim.rls import weiger_te_machtige_webrol

    weiger_te_machtige_webrol()
