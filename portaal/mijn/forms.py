"""Forms of the own place: one question at a time, in plain words."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from thuiscompagnie.vloer.formulieren import HuisFormulier

CIJFERS = {"inputmode": "numeric", "autocomplete": "off"}


class KaartFormulier(HuisFormulier):
    """The number and the three words of the card. Whether they are right is told with the code only."""

    nummer = forms.CharField(
        label=_("Het nummer van uw kaart"), max_length=20, widget=forms.TextInput(attrs=CIJFERS)
    )
    woorden = forms.CharField(
        label=_("De drie woorden op uw kaart"),
        max_length=60,
        widget=forms.TextInput(
            attrs={"autocomplete": "off", "autocapitalize": "none", "spellcheck": "false"}
        ),
    )


class CodeFormulier(HuisFormulier):
    """The PIN, or the first time the code of the coach: one field, so that the page tells nothing."""

    code = forms.CharField(
        label=_("Uw code"),
        help_text=_("De eerste keer: de 6 cijfers van uw coach. Daarna: uw eigen pincode."),
        max_length=20,
        widget=forms.PasswordInput(attrs=CIJFERS),
    )


class PinFormulier(HuisFormulier):
    """One's own PIN, twice."""

    pin = forms.CharField(
        label=_("Kies 5 cijfers"),
        help_text=_("Dit wordt uw eigen pincode. Neem niet de code van uw bank."),
        max_length=20,
        widget=forms.PasswordInput(attrs=CIJFERS),
    )
    nog_eens = forms.CharField(
        label=_("Typ ze nog eens"), max_length=20, widget=forms.PasswordInput(attrs=CIJFERS)
    )

    def clean(self) -> dict[str, Any]:
        gegevens = super().clean() or {}
        pin, nog_eens = gegevens.get("pin"), gegevens.get("nog_eens")
        if pin and nog_eens and pin != nog_eens:
            raise ValidationError({"nog_eens": _("Dat is niet hetzelfde. Typ twee keer dezelfde cijfers.")})
        return gegevens
