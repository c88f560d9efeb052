"""What a manager does when somebody's phone is lost: the second step is taken away, all doors close."""

import uuid

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from beroepsgeheim.beleid import beleid, haal
from organisaties.aanmelden import pin, sessies, toestellen, tweede_stap
from organisaties.forms import BevestigFormulier
from organisaties.models import Gebruiker, Rol, Sessie, Toestel
from organisaties.verzoek import Verzoek

from .logboek import noteer_aanmelding


def sluit_alles(gebruiker: Gebruiker) -> None:
    """No second step, PIN, trusted phone or open session is left. The password stays."""
    tweede_stap.wis(gebruiker)
    pin.wis(gebruiker)
    for toestel in Toestel.objects.geldig().filter(gebruiker=gebruiker):
        toestellen.trek_in(toestel)
    sessies.beeindig(Sessie.objects.open().filter(gebruiker=gebruiker))


@require_http_methods(["GET", "POST"])
@beleid(Rol.BEHEERDER)
def opnieuw(request: Verzoek, pk: uuid.UUID) -> HttpResponse:
    """Let a colleague of one's own organisation set up a new second step; never for oneself."""
    gebruiker, _mag = haal(Gebruiker, request, pk=pk, mag="tweede_stap_wissen")
    if request.method == "GET":
        context = {"gebruiker": gebruiker, "bon": BevestigFormulier()}
        return render(request, "aanmelden/opnieuw.html", context)
    sluit_alles(gebruiker)
    noteer_aanmelding(request, "tweede_stap_gewist", doel=str(gebruiker.pk))
    messages.success(
        request, _("Klaar. Bij het volgende aanmelden stelt deze persoon een nieuwe tweede stap in.")
    )
    return redirect("organisaties:rekening", pk=pk)
