"""Forms of an upload: the file, and which column is which."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from thuiscompagnie.vloer.formulieren import HuisFormulier

from ..models import Invoer
from .bladen import MAX_BYTES
from .velden import VELDEN
from .xlsx import kolomletter


class UploadFormulier(HuisFormulier):
    """One file; its content is looked at when it is taken in."""

    toon_optioneel = False

    bestand = forms.FileField(
        label=_("Kies het bestand"),
        help_text=_("xlsx, ods of csv, hoogstens 15 MB en 100.000 rijen. Zonder formules en zonder macro's."),
        widget=forms.FileInput(attrs={"accept": ".xlsx,.ods,.csv"}),
    )

    def clean_bestand(self) -> Any:
        bestand = self.cleaned_data["bestand"]
        if bestand.size > MAX_BYTES:
            raise forms.ValidationError(
                _("Dit bestand is te groot. Splits het in delen van hoogstens 15 MB.")
            )
        return bestand


class KolommenFormulier(HuisFormulier):
    """For every field of the template: the column of the file that holds it."""

    def __init__(self, *args: Any, invoer: Invoer, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.velden = VELDEN[invoer.soort]
        keuzes = [("", _("(staat niet in het bestand)"))]
        keuzes += [
            (str(nummer), f"{kolomletter(nummer)} · {kop}") for nummer, kop in enumerate(invoer.koppen) if kop
        ]
        for veld in self.velden:
            gekozen = invoer.kolommen.get(veld.code)
            self.fields[veld.code] = forms.ChoiceField(
                label=veld.kop,
                help_text=veld.uitleg,
                choices=keuzes,
                required=veld.verplicht,
                initial="" if gekozen is None else str(gekozen),
                error_messages={"required": _("Kies de kolom waar dit in staat.")},
            )

    def clean(self) -> dict[str, Any]:
        gegevens = super().clean() or self.cleaned_data
        gezien: dict[str, str] = {}
        for veld in self.velden:
            keuze = gegevens.get(veld.code)
            if keuze and keuze in gezien:
                self.add_error(veld.code, _("Deze kolom is al gekozen bij “%s”.") % gezien[keuze])
            elif keuze:
                gezien[keuze] = str(veld.kop)
        return gegevens

    def kolommen(self) -> dict[str, int]:
        """Field code -> column number."""
        return {v.code: int(self.cleaned_data[v.code]) for v in self.velden if self.cleaned_data.get(v.code)}
