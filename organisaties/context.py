"""What every template may use."""

from django.http import HttpRequest


def actor(request: HttpRequest) -> dict[str, object]:
    """The actor in use (None for outsiders)."""
    return {"actor": getattr(request, "actor", None)}
