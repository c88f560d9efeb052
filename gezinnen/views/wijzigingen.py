"""What changed in a family's file: for who carries it."""

import uuid

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from beroepsgeheim.beleid import beleid, haal
from beroepsgeheim.geschiedenis import wijzigingen
from gezinnen.models import Gezin
from organisaties.models import Rol

PER = 25


@beleid(Rol.COACH)
@require_safe
def overzicht(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """Changes, newest first: in which function, when, which field from what to what."""
    gezin, _mag = haal(Gezin, request, pk=pk, mag="bewerken", onderdeel="gezinnen.wijzigingen")
    na = request.GET.get("na", "")
    rijen = wijzigingen(request.actor, gezin.sleutel, na=na, aantal=PER + 1)
    context = {
        "gezin": gezin,
        "rijen": rijen[:PER],
        "volgende_url": f"?na={rijen[PER - 1].cursor}" if len(rijen) > PER else "",
        "nieuwste_url": "?" if na else "",
    }
    return render(request, "gezinnen/wijzigingen.html", context)
