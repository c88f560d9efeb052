"""Searching before a new referral: the question is posted, its answer stands at an address without a name."""

import uuid
from datetime import timedelta

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from beroepsgeheim.beleid import beleid
from gezinnen import zoeken
from gezinnen.forms.aanmelding import ZoekFormulier
from organisaties.models import Rol
from thuiscompagnie.vloer.formulieren import haal_concept
from thuiscompagnie.vloer.models import Concept

ZOEKVRAAG = zoeken.ZOEKVRAAG
GELDIG = timedelta(hours=10)  # a working day, as long as a log-in lasts


@beleid(Rol.COACH)
def nieuw(request: HttpRequest) -> HttpResponse:
    """Ask who is looked for; a valid question leads to its answer, so that going back asks nothing again."""
    form = ZoekFormulier(request.POST or None)
    if form.is_bound and form.is_valid():
        antwoord = redirect("gezinnen:gevonden", vraag=_bewaar_vraag(request, form))
        antwoord.status_code = 303
        return antwoord
    return render(
        request, "gezinnen/nieuw.html", {"form": form, "treffers": None}, status=422 if form.errors else 200
    )


@beleid(Rol.COACH)
@require_safe
def gevonden(request: HttpRequest, vraag: uuid.UUID) -> HttpResponse:
    """What was found for a question of this person in this role, asked today; anyone else's is unknown."""
    rij = haal_concept(request.actor.functie_id, ZOEKVRAAG, vraag)
    form = ZoekFormulier(rij.velden if rij and rij.bewaard_op > timezone.now() - GELDIG else {})
    if not form.is_valid():
        raise Http404
    treffers = zoeken.zoek(
        request.actor,
        form.cleaned_data["naam"],
        geboortedatum=form.cleaned_data["geboortedatum"],
        gemeente_id=getattr(form.cleaned_data["gemeente"], "pk", None),
    )
    return render(request, "gezinnen/nieuw.html", {"form": form, "treffers": treffers})


def _bewaar_vraag(request: HttpRequest, form: ZoekFormulier) -> uuid.UUID:
    """Keep the question under a random number that goes in the address; those of before today go."""
    functie = request.actor.functie_id
    Concept.objects.filter(
        functie=functie, formulier=ZOEKVRAAG, bewaard_op__lte=timezone.now() - GELDIG
    ).delete()
    vraag = uuid.uuid4()
    velden = {veld: form.data.get(veld, "") for veld in ("naam", "geboortedatum", "gemeente")}
    Concept.objects.create(
        functie=functie, formulier=ZOEKVRAAG, over=vraag, velden=velden, bewaard_op=timezone.now()
    )
    return vraag
