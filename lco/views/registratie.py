"""Only registering: for an OCMW that holds its consultations elsewhere."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from beroepsgeheim.beleid import beleid
from beroepsgeheim.omslag import noteer
from organisaties.models import Rol
from thuiscompagnie.vloer.bladeren import bladzijde
from thuiscompagnie.vloer.formulieren import eenmalig

from ..actions import registreer_elders
from ..forms import RegistratieFormulier
from ..models import Overlegregistratie
from .hulp import probeer, toon


@beleid(Rol.COORDINATOR)
@eenmalig
def registratie(request: HttpRequest) -> HttpResponse:
    """Count one consultation in two minutes, and see what was counted before."""
    form = RegistratieFormulier(request.POST or None, actor=request.actor)
    if request.method == "POST" and form.is_valid():
        velden = {v: form.cleaned_data[v] for v in ("datum", "gemeente", "client_aanwezig", "eerste")}
        if probeer(form, lambda: registreer_elders(request.actor, **velden)):
            messages.success(request, _("Geteld. U kunt meteen het volgende invullen."))
            return redirect("lco:registratie")
    rijen = Overlegregistratie.objects.zichtbaar_voor(request.actor).select_related("gemeente")
    blad = bladzijde(rijen, request, veld="-datum")
    noteer("lijst", onderdeel="lco.registratie", aantal=len(blad.rijen))
    return toon(request, "lco/registratie.html", {"blad": blad}, form)
