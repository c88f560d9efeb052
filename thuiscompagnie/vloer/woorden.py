"""Plain Dutch for what a form field can refuse, in place of Django's own wording."""

from collections.abc import Mapping

from django import forms
from django.utils.translation import gettext_lazy as _

STREEPJES = "---------"


def zet_formulierwoorden() -> None:
    """Put the house's words in the default error messages of form fields (process-wide, repeatable)."""
    woorden = {
        forms.Field: {"required": _("Vul dit nog in.")},
        forms.BooleanField: {"required": _("Vink dit aan om verder te gaan.")},
        forms.ChoiceField: {"invalid_choice": _("Kies een van de antwoorden uit de lijst.")},
        forms.MultipleChoiceField: {
            "invalid_choice": _("Kies alleen antwoorden uit de lijst."),
            "invalid_list": _("Kies alleen antwoorden uit de lijst."),
        },
        forms.ModelChoiceField: {"invalid_choice": _("Kies een van de antwoorden uit de lijst.")},
        forms.DateField: {"invalid": _("Deze datum bestaat niet. Schrijf bijvoorbeeld 3/3/2014.")},
        forms.TimeField: {"invalid": _("Dit uur bestaat niet. Schrijf bijvoorbeeld 14:00.")},
        forms.DateTimeField: {"invalid": _("Deze datum met uur bestaat niet.")},
        forms.IntegerField: {"invalid": _("Schrijf hier een heel getal.")},
        forms.DecimalField: {"invalid": _("Schrijf hier een getal, bijvoorbeeld 4 of 4,5.")},
        forms.FileField: {
            "required": _("Kies nog een bestand."),
            "empty": _("Dit bestand is leeg. Kies een ander bestand."),
            "missing": _("Kies nog een bestand."),
        },
    }
    for veld, teksten in woorden.items():
        veld.default_error_messages = {**veld.default_error_messages, **teksten}


def begin_met_kiezen(velden: Mapping[str, forms.Field]) -> None:
    """Say "Kies ..." where Django shows dashes for no choice yet (changes the fields in place)."""
    for veld in velden.values():
        leeg = _("niets gekozen") if isinstance(veld.widget, forms.RadioSelect) else _("Kies …")
        if isinstance(veld, forms.ModelChoiceField):
            if veld.empty_label == STREEPJES:
                veld.empty_label = leeg
        elif isinstance(veld, forms.ChoiceField):
            keuzes = list(veld.widget.choices)
            if keuzes and tuple(keuzes[0]) == ("", STREEPJES):
                veld.choices = [("", leeg), *keuzes[1:]]
