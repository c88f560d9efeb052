"""Celery for the project: a door that carries ids; the work and its state live in the outbox."""

import logging.config
import os
import sys

from celery import Celery
from celery.signals import setup_logging, worker_init

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "thuiscompagnie.settings.ontwikkeling")

app = Celery("thuiscompagnie")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks(["thuiscompagnie.vloer", "beroepsgeheim", "portaal"])


@setup_logging.connect
def logboek(loglevel: int | None = None, **kwargs: object) -> None:
    """Worker and schedule write the same lines as the web server: without content, in production as JSON."""
    from django.conf import settings

    logging.config.dictConfig(settings.LOGGING)
    if loglevel:
        logging.getLogger().setLevel(loglevel)


@worker_init.connect
def begin(**kwargs: object) -> None:
    """A worker refuses a database role that row policies do not hold back, as the web server does.

    It leaves by itself: Celery writes down what goes wrong in a signal and then begins all the same.
    """
    from django.core.exceptions import ImproperlyConfigured

    from beroepsgeheim.rls import weiger_te_machtige_webrol

    try:
        weiger_te_machtige_webrol()
    except ImproperlyConfigured as fout:
        sys.exit(str(fout))
