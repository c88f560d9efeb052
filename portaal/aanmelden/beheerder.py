"""What managers do for a colleague who lost her phone, or a password without a mailbox: one asks, another confirms."""

import uuid
from collections.abc import Callable

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from beroepsgeheim.beleid import beleid, haal
from organisaties.aanmelden import herstel
from organisaties.forms import BevestigFormulier
from organisaties.models import Gebruiker, Herstel, Rol
from organisaties.verzoek import Verzoek
from thuiscompagnie.vloer.formulieren import eenmalig

from .logboek import noteer_aanmelding

GEWIST = {
    Herstel.Soort.TWEEDE_STAP.value: "tweede_stap_gewist",
    Herstel.Soort.WACHTWOORD.value: "wachtwoord_gewist",
}


@require_http_methods(["GET", "POST"])
@beleid(Rol.BEHEERDER)
@eenmalig
def opnieuw(request: Verzoek, pk: uuid.UUID) -> HttpResponse:
    """Ask that a colleague of one's own organisation may set up a new second step; never for oneself."""
    return _vraag(request, pk, soort=Herstel.Soort.TWEEDE_STAP, mag="tweede_stap_wissen")


@require_http_methods(["GET", "POST"])
@beleid(Rol.BEHEERDER)
@eenmalig
def wachtwoord(request: Verzoek, pk: uuid.UUID) -> HttpResponse:
    """Ask that a colleague without a mailbox may choose a new password."""
    return _vraag(request, pk, soort=Herstel.Soort.WACHTWOORD, mag="wachtwoord_wissen")


def _vraag(request: Verzoek, pk: uuid.UUID, *, soort: str, mag: str) -> HttpResponse:
    gebruiker, _mag = haal(Gebruiker, request, pk=pk, mag=mag)
    if request.method == "GET":
        context = {"gebruiker": gebruiker, "soort": soort, "bon": BevestigFormulier()}
        return render(request, "aanmelden/opnieuw.html", context)
    herstel.vraag(request.actor, gebruiker, soort)
    noteer_aanmelding(request, "herstel_gevraagd", doel=f"{soort} {gebruiker.pk}")
    messages.success(request, _("Gevraagd. Een tweede beheerder kijkt het na en bevestigt het."))
    return redirect("organisaties:rekening", pk=pk)


@require_http_methods(["GET", "POST"])
@beleid(Rol.BEHEERDER)
@eenmalig
def bevestigen(request: Verzoek, pk: uuid.UUID) -> HttpResponse:
    """The second manager: now the second step or the password goes."""
    return _beslis(
        request, pk, mag="bevestigen", doe=herstel.bevestig, melding=_("Klaar. Laat het uw collega weten.")
    )


@require_http_methods(["GET", "POST"])
@beleid(Rol.BEHEERDER)
@eenmalig
def afwijzen(request: Verzoek, pk: uuid.UUID) -> HttpResponse:
    """It was not her, or it is no longer needed."""
    return _beslis(request, pk, mag="afwijzen", doe=herstel.wijs_af, melding=_("Er is niets weggenomen."))


def _beslis(
    request: Verzoek, pk: uuid.UUID, *, mag: str, doe: Callable[..., bool], melding: str
) -> HttpResponse:
    rij, _mag = haal(Herstel, request, pk=pk, mag=mag, erbij=("gebruiker", "gevraagd_door"))
    if request.method == "GET":
        context = {"rij": rij, "bevestigen": mag == "bevestigen", "bon": BevestigFormulier()}
        return render(request, "aanmelden/herstel.html", context)
    if doe(request.actor, rij):
        wat = GEWIST[rij.soort] if mag == "bevestigen" else "herstel_afgewezen"
        noteer_aanmelding(request, wat, doel=str(rij.gebruiker_id))
        messages.success(request, melding)
    else:
        messages.info(request, _("Iemand anders heeft hierover intussen beslist."))
    return redirect("organisaties:rekening", pk=rij.gebruiker_id)
