"""Forms of the officer: a term, a statement, the end of a request."""

from django import forms
from django.utils.translation import gettext_lazy

from beroepsgeheim.models import Privacyverklaring
from gezinnen.forms.velden import Groepen
from thuiscompagnie.vloer.formulieren import HuisFormulier, HuisModelFormulier


class TermijnFormulier(Groepen, HuisFormulier):
    """How long one class is kept."""

    maanden = forms.IntegerField(
        label=gettext_lazy("Hoeveel maanden bewaren we dit?"),
        help_text=gettext_lazy("Van 1 maand tot 50 jaar (600 maanden)."),
        min_value=1,
        max_value=600,
    )
    beslissing = forms.CharField(
        label=gettext_lazy("Waar en wanneer is dit beslist?"),
        help_text=gettext_lazy("Bijvoorbeeld: bijzonder comité, 3 mei 2026, met de selectieregel erbij."),
        max_length=300,
    )
    versie = forms.IntegerField(widget=forms.HiddenInput, required=False)


class VerklaringFormulier(Groepen, HuisModelFormulier):
    """What one's own organisation tells people about their data."""

    class Meta:
        model = Privacyverklaring
        fields = ["contact", "functionaris", "uitzonderingen"]
        labels = {
            "contact": gettext_lazy("Waar kunnen mensen terecht met een vraag over hun gegevens?"),
            "functionaris": gettext_lazy("Functionaris voor gegevensbescherming"),
            "uitzonderingen": gettext_lazy("Welke uitzonderingen zijn er bij ons?"),
        }
        help_texts = {
            "contact": gettext_lazy("Een adres, een telefoonnummer of een mailadres van de dienst."),
            "functionaris": gettext_lazy("Hoe die te bereiken is."),
            "uitzonderingen": gettext_lazy("Leeg: de gewone uitzonderingen hieronder gelden."),
        }
        widgets = {"uitzonderingen": forms.Textarea(attrs={"rows": 6})}
