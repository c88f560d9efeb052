"""What the form pages of this app share."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from gezinnen.forms.velden import neem_fouten_over
from thuiscompagnie.vloer.formulieren import VersieConflict, meld_conflict


def formulierblad(
    request: HttpRequest,
    form: forms.BaseForm,
    *,
    titel: Any,
    knop: Any,
    terug_url: str,
    terug_tekst: Any,
    template: str = "gezinnen/formulier.html",
    **extra: Any,
) -> HttpResponse:
    """A page with one form; one that was refused answers 422, so that nothing half-done is kept."""
    context = {
        "form": form, "titel": titel, "knop": knop, "terug_url": terug_url, "terug_tekst": terug_tekst, **extra,
    }  # fmt: skip
    return render(request, template, context, status=422 if form.is_bound and form.errors else 200)


def gelukt(form: forms.BaseForm, doe: Any) -> Any:
    """Run an action on a valid form; what it refuses lands beside the field. Returns its result or None."""
    if not form.is_valid():
        return None
    try:
        return doe()
    except ValidationError as fout:
        neem_fouten_over(form, fout)
    except VersieConflict as conflict:
        meld_conflict(form, conflict)
    return None
