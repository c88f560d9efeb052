"""Bringing a draft back into its form: what somebody typed and did not save is shown first."""

from typing import Any

from django import forms

from .formulieren import haal_concept
from .models import Concept


def herstel(form: forms.BaseForm, actor: Any, formulier: str, over: Any) -> Concept | None:
    """Put this person's draft in an unbound form and return it, or None when there is nothing to bring back.

    A draft that says the same as the form is no draft. Its version comes along, so that saving it after
    somebody else saved shows the difference instead of overwriting.
    """
    if form.is_bound:
        return None
    concept = haal_concept(actor.functie_id, formulier, over)
    if concept is None:
        return None
    anders = False
    for naam, veld in form.fields.items():
        waarden = concept.velden.get(form.add_prefix(naam))
        if naam == "formulierbon":
            continue
        meervoudig = isinstance(veld, forms.MultipleChoiceField | forms.ModelMultipleChoiceField)
        if waarden is None and not meervoudig:
            continue
        nieuw = (waarden or []) if meervoudig else waarden[-1]
        if naam != "versie" and not _gelijk(form[naam].value(), nieuw):
            anders = True
        form.initial[naam] = nieuw
        form._bound_fields_cache.pop(naam, None)  # the value may have been read above
    return concept if anders else None


def _gelijk(oud: Any, nieuw: Any) -> bool:
    """Whether a saved value and a typed one say the same (line ends and empty values aside)."""
    if isinstance(nieuw, list):
        return sorted(map(str, oud or [])) == sorted(nieuw)
    return _tekst(oud) == _tekst(nieuw)


def _tekst(waarde: Any) -> str:
    return "" if waarde is None else str(waarde).replace("\r\n", "\n").strip()
