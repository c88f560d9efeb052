"""WSGI entry point."""

import os

from django.core.wsgi import get_wsgi_application

from thuiscompagnie.berichten import alleen_duidelijk

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "thuiscompagnie.settings.ontwikkeling")

application = alleen_duidelijk(get_wsgi_application())

from beroepsgeheim.rls import weiger_te_machtige_webrol  # noqa: E402 - after Django is set up

weiger_te_machtige_webrol()
