"""Vandaag: what needs this person now."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from beroepsgeheim.beleid import beleid
from beroepsgeheim.omslag import noteer
from organisaties.actor import Soort
from organisaties.actor import vandaag as actor_dag
from organisaties.models import Rol

from .vandaag import LEEG, voor


@beleid(openbaar=True)
def start(request: HttpRequest) -> HttpResponse:
    """The bare address: to Vandaag, to the consultation of who holds a personal link, or to the log-in page."""
    if request.actor is not None and request.actor.soort is Soort.LINK:
        return redirect("lco:link_wacht")
    return redirect("portaal:vandaag" if request.user.is_authenticated else "account_login")


@beleid(*Rol, aangemeld=True)
def vandaag(request: HttpRequest) -> HttpResponse:
    """The first page after logging in. Support has one page only."""
    actor = request.actor
    if actor is not None and actor.is_(Rol.ONDERSTEUNING):
        return redirect("ondersteuning:stand")
    if actor and actor.rol == Rol.GEZINSLID and actor.persoon_id:
        return redirect("mijn:start")
    punten, straks = voor(actor) if actor else ([], [])
    if punten or straks:
        noteer("lijst", onderdeel="portaal.vandaag", aantal=len(punten) + len(straks))
    context = {
        "dag": actor_dag(),
        "punten": punten,
        "straks": straks,
        "hier_komt": LEEG.get(actor.rol, "") if actor else "",
    }
    return render(request, "portaal/vandaag.html", context)
