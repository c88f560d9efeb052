"""What every template may use."""

from django.conf import settings
from django.http import HttpRequest

from .actor import Actor, Soort


def actor(request: HttpRequest) -> dict[str, object]:
    """The actor in use (None for outsiders), and after how many idle seconds a page is covered."""
    wie: Actor | None = getattr(request, "actor", None)
    # Pages that staff and families share (the progress of a document) stand in the house of who reads them.
    huis = "mijn/basis.html" if wie is not None and wie.soort is Soort.GEZINSLID else "basis.html"
    return {"actor": wie, "slot_na": settings.SLOT_NA_SECONDEN, "basis": huis}
