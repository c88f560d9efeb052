"""What the form pages of this app share."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from organisaties.actor import Actor
from thuiscompagnie.vloer.formulieren import gelukt

__all__ = ["formulierblad", "gelukt", "wijzig"]


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


def wijzig(form: forms.BaseModelForm, doe: Callable[..., Any], actor: Actor) -> Any:
    """Save the row of a valid model form through its action, with the version that the page showed."""
    return gelukt(form, lambda: doe(actor, form.instance, versie=form.cleaned_data["versie"]))
