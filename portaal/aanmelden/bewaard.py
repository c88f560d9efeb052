"""What somebody sent while the page was covered or the session over: kept as a draft, sent again by herself.

The request itself is not carried out. Its fields become a draft of this person in this role; afterwards a
page shows them and sends them where they were going. The draft goes in the same transaction that takes them.
"""

import uuid
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from beroepsgeheim.beleid import beleid
from beroepsgeheim.omslag import noteer
from organisaties.middleware import SESSIE_FUNCTIE
from thuiscompagnie.vloer.formulieren import bewaar_concept, haal_concept, wis_concept
from thuiscompagnie.vloer.views import MAX_CONCEPT

FORMULIER = "op-slot"
MERK = "_bewaard"
NIET_BEWAREN = ("aanmelden:", "account_", "mfa_", "vloer:")
WEG = {"csrfmiddlewaretoken", MERK}
GEHEIM = ("wachtwoord", "password", "pin", "code", "credential")


def bewaar(request: HttpRequest, naam: str) -> uuid.UUID | None:
    """Keep the fields of this post for the role in use; None when there is nothing to keep."""
    actor = getattr(request, "actor", None)
    if request.method != "POST" or actor is None or actor.functie_id is None or naam.startswith(NIET_BEWAREN):
        return None
    velden = {
        sleutel: request.POST.getlist(sleutel)
        for sleutel in request.POST
        if sleutel not in WEG and not sleutel.endswith(GEHEIM)
    }
    omvang = sum(len(waarde) for waarden in velden.values() for waarde in waarden)
    if not velden or omvang > MAX_CONCEPT:
        return None
    over = uuid.uuid5(uuid.NAMESPACE_URL, request.path)
    inhoud = {"pad": request.get_full_path(), "velden": velden, "bestanden": bool(request.FILES)}
    bewaar_concept(actor.functie_id, FORMULIER, over, inhoud)
    return over


def haal_op(request: HttpRequest) -> None:
    """A post that carries the mark of a kept draft takes it up: the draft goes when the post succeeds."""
    merk = request.POST.get(MERK) if request.method == "POST" else None
    actor = getattr(request, "actor", None)
    if not merk or actor is None or actor.functie_id is None:
        return
    try:
        over = uuid.UUID(merk)
    except ValueError:
        return
    wis_concept(actor.functie_id, FORMULIER, over)


def teksten(velden: dict[str, list[str]]) -> list[str]:
    """What reads as a text of a person, to recognise it by."""
    return [waarde for waarden in velden.values() for waarde in waarden if " " in waarde.strip()]


def _in_rol(request: HttpRequest) -> bool:
    """Go on in the role in which it was typed, when that is one of one's own."""
    gevraagd = request.GET.get("functie", "")
    actor: Any = request.actor
    if actor is None or gevraagd in ("", str(actor.functie_id)):
        return False
    if gevraagd not in {str(functie.pk) for functie in actor.functies}:
        return False
    request.session[SESSIE_FUNCTIE] = gevraagd
    return True


@require_http_methods(["GET", "POST"])
@beleid(aangemeld=True)
@never_cache
def verder(request: HttpRequest, over: uuid.UUID) -> HttpResponse:
    """Show what was kept, and send it where it was going or throw it away."""
    if _in_rol(request):
        return redirect(request.get_full_path())
    actor: Any = request.actor
    concept = haal_concept(actor.functie_id, FORMULIER, over) if actor and actor.functie_id else None
    if concept is None:
        raise Http404
    if request.method == "POST":
        wis_concept(actor.functie_id, FORMULIER, over)
        messages.info(request, _("Weggegooid. U kunt gewoon verder werken."))
        return redirect("portaal:vandaag")
    noteer("bekijken", onderdeel="aanmelden.verder")
    velden = [
        (sleutel, waarde) for sleutel, waarden in concept.velden["velden"].items() for waarde in waarden
    ]
    context = {
        "concept": concept,
        "pad": concept.velden["pad"],
        "velden": velden,
        "teksten": teksten(concept.velden["velden"]),
        "merk": MERK,
    }
    return render(request, "aanmelden/verder.html", context)
