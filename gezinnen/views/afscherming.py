"""Who of a family sees nothing of whom: separated partners, or one of them in danger."""

import uuid

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from beroepsgeheim.beleid import beleid, haal
from gezinnen.actions import afscherming as acties
from gezinnen.forms.afscherming import AfschermFormulier
from gezinnen.models import Afscherming, Gezin
from organisaties.models import Rol
from thuiscompagnie.vloer.formulieren import HuisFormulier, eenmalig

from .blad import formulierblad, gelukt


@beleid(Rol.COACH, Rol.VERZORGENDE)
@require_safe
def lijst(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """Who is shielded from whom now. A care worker reads it, so that she keeps silent to the right person."""
    rij, mag = haal(Gezin, request, pk=pk)
    rijen = (
        Afscherming.objects.zichtbaar_voor(request.actor)
        .lopend_op(request.actor.dag)
        .filter(gezin=rij)
        .select_related("lid", "voor_lid")
    )
    return render(request, "gezinnen/afscherming.html", {"gezin": rij, "mag": mag, "rijen": list(rijen)})


@beleid(Rol.COACH)
@eenmalig
def nieuw(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """Shield somebody, from this minute on."""
    rij, _mag = haal(Gezin, request, pk=pk, mag="bewerken")
    form = AfschermFormulier(request.POST or None, gezin=rij, actor=request.actor)
    if gelukt(
        form,
        lambda: acties.scherm_af(
            request.actor,
            rij,
            **{veld: form.cleaned_data[veld] for veld in ("lid", "voor_lid", "ook_omgekeerd")},
        ),
    ):
        messages.success(request, _("Dit geldt vanaf nu, overal."))
        return redirect("gezinnen:afscherming", pk=pk)
    return formulierblad(
        request, form, titel=_("Mensen van elkaar afschermen"), knop=_("Afschermen"),
        inleiding=_(
            "Iemand vraagt dit, of is niet veilig. Een reden is niet nodig en wordt niet bewaard. De ander ziet "
            "niets meer van deze persoon: geen woorden, geen adres, geen afspraken. Dat dit hier staat, ziet de "
            "ander ook niet."
        ),
        terug_url=reverse("gezinnen:afscherming", args=[pk]), terug_tekst=_("Wie ziet wat niet"),
    )  # fmt: skip


@beleid(Rol.COACH)
@eenmalig
def opheffen(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """End a shielding: asked once more, for what becomes visible cannot be taken back."""
    rij, _mag = haal(Afscherming, request, pk=pk, mag="bewerken", erbij=("gezin", "lid", "voor_lid"))
    form = HuisFormulier(request.POST if request.method == "POST" else None)
    if gelukt(form, lambda: acties.hef_op(request.actor, rij)):
        messages.success(request, _("Dit stopt na vandaag."))
        return redirect("gezinnen:afscherming", pk=rij.gezin_id)
    return render(request, "gezinnen/afscherming_opheffen.html", {"rij": rij, "form": form})
