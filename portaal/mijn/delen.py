"""What is shared, with whom, why; and the no that ends it at once."""

import uuid

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from beroepsgeheim.beleid import beleid
from beroepsgeheim.omslag import noteer
from gezinnen.delen import actions, documents, keuze, register
from gezinnen.delen.views import naar_opdracht
from gezinnen.models import Bezwaar, Gegevensdeling
from organisaties.models import Rol

from .ik import ik_van

HOOGSTENS = 50


@beleid(Rol.GEZINSLID)
@require_safe
def delen(request: HttpRequest) -> HttpResponse:
    """Everything that is or was shared and concerns this person, what runs first."""
    ik = ik_van(request, "delen")
    rijen = list(Gegevensdeling.objects.zichtbaar_voor(request.actor).order_by("-van", "pk")[:HOOGSTENS])
    lopend = {
        rij.pk for rij in Gegevensdeling.objects.zichtbaar_voor(request.actor).in_kracht(request.actor.dag)
    }
    nee = Bezwaar.objects.zichtbaar_voor(request.actor).filter(
        ingetrokken_op__isnull=True, door_lid=request.actor.persoon_id
    )
    context = {
        "ik": ik,
        "lopend": [rij for rij in rijen if rij.pk in lopend],
        "voorbij": [rij for rij in rijen if rij.pk not in lopend],
        "bezwaren": [(rij, keuze.in_woorden(rij)) for rij in nee],
    }
    return render(request, "mijn/delen.html", context)


@beleid(Rol.GEZINSLID)
@require_POST
def blad(request: HttpRequest) -> HttpResponse:
    """The whole page as one sheet of paper, in ordinary or large print; the worker makes it."""
    ik = ik_van(request, "delen")
    noteer("export", sleutel=ik.lid.sleutel, onderdeel=documents.BLAD, persoon=ik.lid.pk)
    opdracht = documents.vraag(
        request.actor,
        documents.BLAD,
        ik.gezin.client,
        ik.gezin.client_id,
        lid=str(ik.lid.pk),
        groot="groot" in request.POST,
    )
    return naar_opdracht(opdracht, reverse("mijn:delen"))


@beleid(Rol.GEZINSLID)
@require_safe
def deling(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """Exactly what was shared: the same words that the recipient reads."""
    ik = ik_van(request, "delen")
    rij = get_object_or_404(Gegevensdeling.objects.zichtbaar_voor(request.actor), pk=pk)
    soort = register.soort(rij.soort)
    context = {
        "ik": ik,
        "deling": rij,
        "loopt": rij.geldt_op(request.actor.dag),
        "sjabloon": soort.template if soort else "",
        "inhoud": soort.toon(rij.inhoud) if soort else None,
    }
    return render(request, "mijn/deling.html", context)


@beleid(Rol.GEZINSLID)
@require_http_methods(["GET", "HEAD", "POST"])
def nee(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """ "Nee, dit wil ik niet": no reason is asked; the recipient reads nothing from this moment on."""
    ik = ik_van(request, "delen")
    rij = get_object_or_404(
        Gegevensdeling.objects.zichtbaar_voor(request.actor).in_kracht(request.actor.dag), pk=pk
    )
    if request.method == "POST":
        actions.bezwaar(request.actor, rij)
        messages.success(request, _("Gestopt. Deze persoon kan dit niet meer lezen."))
        return redirect("mijn:delen")
    return render(request, "mijn/delen_nee.html", {"ik": ik, "deling": rij})


@beleid(Rol.GEZINSLID)
@require_POST
def toch(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """Take one's own no back: sharing again is asked again."""
    ik_van(request, "delen")
    rij = get_object_or_404(
        Bezwaar.objects.zichtbaar_voor(request.actor), pk=pk, door_lid=request.actor.persoon_id
    )
    try:
        actions.trek_bezwaar_in(request.actor, rij)
    except actions.Geweigerd:
        messages.error(request, _("Dat kan nu niet. Vraag het aan uw coach."))
    else:
        messages.success(request, _("Bewaard. Wie iets wil delen, vraagt het u eerst opnieuw."))
    return redirect("mijn:delen")
