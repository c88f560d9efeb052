"""What the views share: trying an action and putting its refusal where a person reads it."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from beroepsgeheim.omslag import poging
from thuiscompagnie.vloer.formulieren import VersieConflict, meld_conflict

from ..actions import Geweigerd
from ..models import Overleg


def probeer(form: forms.BaseForm, doe: Callable[[], Any]) -> bool:
    """Run an action for a valid form; a refusal or a stale version stands on the form. Returns whether it went."""
    try:
        with poging():
            doe()
    except Geweigerd as fout:
        form.add_error(None, str(fout))
    except VersieConflict as conflict:
        meld_conflict(form, conflict)
    else:
        return True
    return False


def probeer_knop(request: HttpRequest, doe: Callable[[], Any], *, gelukt: str = "") -> bool:
    """The same for a button without a form: a refusal is a message on the page that follows."""
    try:
        with poging():
            doe()
    except Geweigerd as fout:
        messages.error(request, str(fout))
    except VersieConflict:
        messages.error(request, _verouderd())
    else:
        if gelukt:
            messages.success(request, gelukt)
        return True
    return False


def _verouderd() -> str:
    from django.utils.translation import gettext as _

    return _("Iemand anders veranderde dit net. Kijk na en probeer opnieuw.")


def toon(request: HttpRequest, sjabloon: str, context: dict[str, Any], form: forms.BaseForm) -> HttpResponse:
    """A page with a form: 422 when it comes back with errors (nothing is kept, what was typed stays)."""
    return render(request, sjabloon, {"form": form, **context}, status=422 if form.errors else 200)


def naar(overleg: Overleg, anker: str = "") -> HttpResponse:
    """Back to the page of the consultation, at a place on it."""
    antwoord = redirect("lco:overleg", pk=overleg.pk)
    if anker:
        antwoord["Location"] += f"#{anker}"
    return antwoord
