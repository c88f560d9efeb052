"""What an invited person sees: a one-time link, a password, and then the door."""

import uuid

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from beroepsgeheim.beleid import beleid
from organisaties.forms import WachtwoordFormulier
from organisaties.uitnodiging import genodigde

SESSIE_BON = "uitnodiging"


@require_GET
@beleid(openbaar=True, schrijft_bij_get=True)
def uitnodiging(request: HttpRequest, pk: uuid.UUID, token: str) -> HttpResponse:
    """Take the token out of the address, so that it does not linger in the history of a shared computer."""
    if genodigde(pk, token) is None:
        return render(request, "organisaties/uitnodiging_voorbij.html", status=410)
    request.session[SESSIE_BON] = token
    return redirect("organisaties:wachtwoord", pk=pk)


@require_http_methods(["GET", "POST"])
@beleid(openbaar=True)
def wachtwoord(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """Set the first password; the link is worthless afterwards."""
    gebruiker = genodigde(pk, request.session.get(SESSIE_BON, ""))
    if gebruiker is None:
        return render(request, "organisaties/uitnodiging_voorbij.html", status=410)
    form = WachtwoordFormulier(gebruiker, request.POST or None)
    if form.is_valid():
        form.save()
        request.session.pop(SESSIE_BON, None)
        messages.success(request, _("Uw wachtwoord is klaar. U kunt zich nu aanmelden."))
        return redirect("account_login")
    return render(request, "organisaties/wachtwoord.html", {"form": form, "gebruiker": gebruiker})
