"""Days in forms: Belgian notation, a date picker, and only days that can be."""

from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from organisaties.actor import vandaag

EERSTE_JAAR, LAATSTE_JAAR = 1900, 2100


def bestaanbaar(dag: date) -> None:
    """Refuse years that are a slip of the keyboard."""
    if not EERSTE_JAAR <= dag.year <= LAATSTE_JAAR:
        raise ValidationError(_("Kijk het jaar nog eens na."))


def voorbij(dag: date) -> None:
    """Refuse a day after today."""
    if dag > vandaag():
        raise ValidationError(_("Deze dag is nog niet voorbij. Kies vandaag of een dag ervoor."))


class DagVeld(forms.DateField):
    """A day; `toekomst=False` refuses days after today."""

    def __init__(self, *, toekomst: bool = True, **kwargs: Any) -> None:
        kwargs.setdefault("widget", forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"))
        super().__init__(**kwargs)
        self.validators.append(bestaanbaar)
        if not toekomst:
            self.validators.append(voorbij)
