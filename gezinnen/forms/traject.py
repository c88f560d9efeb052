"""Forms of the trajectory: another phase, and the end."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from gezinnen.actions.traject import EINDE, SLOTVELDEN
from gezinnen.models import Fase, Traject
from thuiscompagnie.vloer.formulieren import HuisFormulier

from .velden import DagVeld


class FaseFormulier(HuisFormulier):
    """Any of the five phases. Why may stay empty: a way back needs no excuse."""

    versie = forms.IntegerField(widget=forms.HiddenInput, required=False)
    fase = forms.ChoiceField(label=_("Waar staan jullie nu?"), widget=forms.RadioSelect)
    op = DagVeld(label=_("Sinds wanneer?"))
    waarom = forms.CharField(
        label=_("Waarom?"),
        help_text=_("Eén zin, zo dat het gezin kan meelezen."),
        max_length=300,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    kracht = forms.CharField(
        label=_("Wat geeft het gezin nu kracht?"),
        help_text=_("Mensen om hen heen horen daarbij."),
        max_length=1000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    last = forms.CharField(
        label=_("Wat weegt er nu?"),
        max_length=1000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    def __init__(self, *args: Any, traject: Traject, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["versie"].initial = traject.versie
        self.fields["fase"].choices = [
            (code, naam.capitalize())
            for code, naam in Fase.choices
            if code not in EINDE and code != traject.fase
        ]


class AfsluitFormulier(HuisFormulier):
    """The end: what the family does itself, what stays, and with whom (R040-R042, R053)."""

    versie = forms.IntegerField(widget=forms.HiddenInput, required=False)
    fase = forms.ChoiceField(
        label=_("Hoe eindigt de ondersteuning?"),
        choices=[
            (Fase.AFGEROND.value, _("Afgerond: het gezin kan verder zonder Thuiscompagnie")),
            (Fase.GESTOPT.value, _("Gestopt: er komt een einde aan voor het af is")),
        ],
        widget=forms.RadioSelect,
    )
    op = DagVeld(label=_("Op welke dag?"))
    nu_zelf = forms.CharField(
        label=_("Wat doet het gezin nu zelf?"),
        help_text=_("Vertel het met de woorden van het gezin."),
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    met_netwerk = forms.CharField(
        label=_("Wat doet het gezin samen met mensen om zich heen?"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    effect = forms.CharField(
        label=_("Wat kan het einde betekenen voor het gezin en het dagelijkse leven?"),
        help_text=_("Denk aan thuis, school, geld, gezondheid. Niet alle hulp hoeft tegelijk te stoppen."),
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    andere_hulp = forms.CharField(
        label=_("Welke andere hulp blijft, en hoe?"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    vertrouwenspersoon = forms.CharField(
        label=_("Bij wie kan het gezin later nog terecht?"),
        help_text=_("Iemand die het gezin zelf kiest."),
        max_length=200,
        required=False,
    )
    waarom = forms.CharField(
        label=_("Wilt u er nog iets bij zeggen?"),
        max_length=300,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(self, *args: Any, traject: Traject, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["versie"].initial = traject.versie

    def clean(self) -> dict[str, Any]:
        gegevens = super().clean() or {}
        if (
            gegevens.get("fase") == Fase.AFGEROND
            and not gegevens.get("nu_zelf")
            and not self.errors.get("nu_zelf")
        ):
            self.add_error("nu_zelf", _("Schrijf bij een afronding wat het gezin nu zelf doet."))
        return gegevens

    def slot(self) -> dict[str, str]:
        """What stays, for sluit_af."""
        return {veld: self.cleaned_data[veld] for veld in SLOTVELDEN}
