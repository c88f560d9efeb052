"""Telling on a form what an action refused."""

from django import forms
from django.core.exceptions import ValidationError


def meld_fout(form: forms.BaseForm, fout: ValidationError) -> None:
    """Put each refusal at its field; what belongs to no field of this form stands on top."""
    if not hasattr(fout, "error_dict"):
        form.add_error(None, fout)
        return
    for veld, fouten in fout.error_dict.items():
        form.add_error(veld if veld in form.fields else None, fouten)
