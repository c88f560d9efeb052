"""Drafts, the progress of jobs, stored documents.

The floor knows no roles: the policies of these views are declared in beroepsgeheim/vloerregels.py.
"""

import uuid

from django.contrib import messages
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from . import outbox
from .documenten import mag_lezen, noteer_lezen
from .formulieren import bewaar_concept, wis_concept
from .models import Document, Opdracht
from .voortgang import Voortgang

MAX_CONCEPT = 200_000


@require_POST
def concept(request: HttpRequest, formulier: str, over: uuid.UUID) -> HttpResponse:
    """Autosave: keeps what is typed for this person in this role, and tells when.

    `X-Actor` is the role for which the page was made: after a change of person or role in another tab,
    what is still on the page never becomes somebody else's draft.
    """
    if request.headers.get("X-Actor") not in (None, "", str(request.actor.functie_id)):
        return JsonResponse({"fout": _("U bent aangemeld in een andere rol.")}, status=409)
    velden = {sleutel: request.POST.getlist(sleutel) for sleutel in request.POST}
    if sum(len(w) for waarden in velden.values() for w in waarden) > MAX_CONCEPT:
        return JsonResponse({"fout": _("De tekst is te lang om tussendoor te bewaren.")}, status=413)
    rij = bewaar_concept(request.actor.functie_id, formulier, over, velden)
    return JsonResponse({"bewaard": f"{timezone.localtime(rij.bewaard_op):%H.%M}"})


@require_POST
def concept_weg(request: HttpRequest, formulier: str, over: uuid.UUID) -> HttpResponse:
    """Put one's own draft away and go on with what was saved."""
    wis_concept(request.actor.functie_id, formulier, over)
    messages.info(request, _("U ziet weer de tekst die bewaard was."))
    return redirect(_eigen_pad(request.POST.get("terug", "")))


@require_safe
def opdracht(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """The progress of a job of one's own, followed by script or by a link; with a way back when it failed."""
    rij = get_object_or_404(Opdracht, pk=pk, eigenaar=request.actor.houder_id)
    document = Document.objects.filter(opdracht=rij).first()
    percent = 100 if rij.status == Opdracht.Status.KLAAR else Voortgang(rij.pk).percent()
    context = {"opdracht": rij, "percent": percent, "document": document, "terug": _terug(request)}
    return render(request, "vloer/opdracht.html", context)


@require_POST
def opnieuw(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """Try again what stopped: one's own work, or that of others for who looks after the machine."""
    rij = get_object_or_404(Opdracht, pk=pk)
    if not outbox.kan_opnieuw(request.actor, rij):
        raise Http404
    if outbox.probeer_opnieuw(rij):
        messages.success(request, _("We proberen het opnieuw."))
    if rij.eigenaar == request.actor.houder_id:
        return redirect("vloer:opdracht", pk=rij.pk)
    return redirect(_eigen_pad(request.POST.get("terug", "")))


@require_safe
def document(request: HttpRequest, pk: uuid.UUID) -> HttpResponse | FileResponse:
    """A stored document, for those whom its kind admits; the look is logged."""
    rij = get_object_or_404(Document, pk=pk)
    if not mag_lezen(request.actor, rij):
        raise Http404
    noteer_lezen(rij)
    return FileResponse(
        rij.bestand.open("rb"),
        as_attachment="bewaar" in request.GET or rij.mediatype != "application/pdf",
        filename=rij.bestandsnaam,
        content_type=rij.mediatype,
    )


def _terug(request: HttpRequest) -> str:
    """Where the person came from: a path of this site, else Vandaag."""
    return _eigen_pad(request.GET.get("terug", ""))


def _eigen_pad(pad: str) -> str:
    """A path of this site, else Vandaag."""
    eigen = pad.startswith("/") and url_has_allowed_host_and_scheme(pad, allowed_hosts=None)
    return pad if eigen else "/vandaag/"
