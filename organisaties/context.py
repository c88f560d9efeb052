"""What every template may use."""

from django.conf import settings
from django.http import HttpRequest


def actor(request: HttpRequest) -> dict[str, object]:
    """The actor in use (None for outsiders), and after how many idle seconds a page is covered."""
    return {"actor": getattr(request, "actor", None), "slot_na": settings.SLOT_NA_SECONDEN}
