"""The request as our views get it: Django's own, with what the middleware added."""

from typing import Any

from django.http import HttpRequest
from django_htmx.middleware import HtmxDetails

from .actor import Actor
from .models import Gebruiker


class Verzoek(HttpRequest):
    """For annotations only. `actor` is set for every view that names roles in its policy."""

    actor: Actor
    user: Gebruiker
    verzoek_id: str
    scope: Any
    htmx: HtmxDetails
