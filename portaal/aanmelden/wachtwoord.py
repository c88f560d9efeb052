"""Another password: the present one is asked, and every other door that it opened closes."""

from typing import Any

from django.contrib import messages
from django.contrib.auth import update_session_auth_hash
from django.core.cache import cache
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from beroepsgeheim.beleid import beleid
from organisaties.aanmelden import deuren
from organisaties.aanmelden.melden import meld
from organisaties.forms import WachtwoordFormulier
from organisaties.models import Gebruiker, Sessie
from thuiscompagnie.vloer.tellers import tel

from .beheer import pas_bevestigd
from .forms import EigenWachtwoord
from .logboek import noteer_aanmelding

POGINGEN = 5
GESLOTEN = 15 * 60


def _teller(gebruiker: Gebruiker) -> str:
    return f"aanmelden:eigen-wachtwoord:{gebruiker.pk}"


def te_vaak(gebruiker: Gebruiker) -> bool:
    """Count this try; more than five in a quarter of an hour are not looked at."""
    return tel(_teller(gebruiker), GESLOTEN) > POGINGEN


def verander(request: HttpRequest, form: WachtwoordFormulier) -> None:
    """Keep the new password; this session goes on under a new key, all others and the trusted phones end; a mail tells it."""
    gebruiker: Any = form.save()
    hier = request.session.session_key
    deuren.sluit(gebruiker, behalve=hier or "")
    update_session_auth_hash(request, gebruiker)
    Sessie.objects.filter(sleutel=hier).update(sleutel=request.session.session_key)
    cache.delete(_teller(gebruiker))
    meld(gebruiker, "wachtwoord")


@require_http_methods(["GET", "POST"])
@beleid(aangemeld=True)
@sensitive_post_parameters()
@never_cache
@pas_bevestigd
def wachtwoord(request: HttpRequest) -> HttpResponse:
    """Choose another password for oneself."""
    gebruiker: Any = request.user
    form = EigenWachtwoord(gebruiker, request.POST or None)
    if form.is_bound and te_vaak(gebruiker):
        form.add_error(
            None, ValidationError(_("Dat waren te veel pogingen. Probeer het over een kwartier opnieuw."))
        )
    if form.is_valid():
        verander(request, form)
        noteer_aanmelding(request, "wachtwoord_gewijzigd")
        messages.success(request, _("Uw nieuwe wachtwoord is bewaard. U bent enkel nog hier aangemeld."))
        return redirect("aanmelden:overzicht")
    if form.is_bound:
        noteer_aanmelding(request, "wachtwoord_gewijzigd", goed=False)
    return render(request, "aanmelden/wachtwoord.html", {"form": form}, status=422 if form.is_bound else 200)
