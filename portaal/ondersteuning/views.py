"""The one page of support."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from beroepsgeheim.beleid import beleid
from organisaties.models import Rol
from organisaties.verzoek import Verzoek

from .stand import stand


@require_safe
@beleid(Rol.ONDERSTEUNING)
def toon(request: Verzoek) -> HttpResponse:
    """Health, versions, switches and counts."""
    return render(request, "ondersteuning/stand.html", stand())
