"""Forms of a worry about safety: strengths beside worries, the family first, advice without names."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from gezinnen.actions.veiligheid import contacten
from gezinnen.models import EerstMetGezin, VeiligheidStap, Woording
from gezinnen.veiligheid import gronden
from organisaties.actor import Actor, vandaag
from organisaties.models import Functie, Rol
from thuiscompagnie.vloer.formulieren import HuisFormulier, HuisModelFormulier

from .velden import DagVeld, Groepen


def tekstvak(rijen: int = 4) -> forms.Textarea:
    return forms.Textarea(attrs={"rows": rijen})


class ContactVeld(forms.ModelChoiceField):
    """A deontology contact, by name."""

    def label_from_instance(self, obj: Functie) -> str:  # type: ignore[override]
        return obj.gebruiker.naam


class ContactFormulier(Groepen, HuisFormulier):
    """Who is asked for advice inside one's own service."""

    contact = ContactVeld(
        queryset=Functie.objects.none(),
        label=gettext_lazy("Welk deontologisch contact leest mee?"),
        help_text=gettext_lazy("Deze persoon leest enkel dit verslag, niet het dossier van het gezin."),
    )

    def __init__(self, *args: Any, actor: Actor, dienst_id: object, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        keuze = contacten(actor, dienst_id)
        self.fields["contact"].queryset = keuze  # type: ignore[attr-defined]
        enige = list(keuze[:2])
        if len(enige) == 1:
            self.fields["contact"].initial = enige[0].pk


class ZorgFormulier(ContactFormulier):
    """A worry, in words: what was seen apart from what is feared."""

    groepen = [
        (gettext_lazy("Wat is er"), ["goed", "feiten", "zorg"]),
        (gettext_lazy("Eerst met het gezin, tenzij dat gevaar brengt"), ["eerst", "besproken_op", "gevaar"]),
        (gettext_lazy("Samen beslissen"), ["contact"]),
    ]
    goed = forms.CharField(
        label=gettext_lazy("Wat gaat er wel goed, wie is er voor deze persoon?"),
        max_length=2000, required=False, widget=tekstvak(3),
    )  # fmt: skip
    feiten = forms.CharField(
        label=gettext_lazy("Wat zag of hoorde u zelf?"),
        help_text=gettext_lazy("Enkel wat u zelf zag of hoorde. Namen zijn niet nodig."),
        max_length=4000, widget=tekstvak(6),
    )  # fmt: skip
    zorg = forms.CharField(
        label=gettext_lazy("Waarover maakt u zich zorgen?"), max_length=2000, widget=tekstvak(3)
    )
    eerst = forms.ChoiceField(
        label=gettext_lazy("Sprak u er eerst over met het gezin?"),
        choices=EerstMetGezin.choices, widget=forms.RadioSelect,
    )  # fmt: skip
    besproken_op = DagVeld(label=gettext_lazy("Wanneer?"), required=False)
    gevaar = forms.CharField(
        label=gettext_lazy("Welk gevaar brengt een gesprek, en voor wie?"),
        help_text=gettext_lazy("Enkel als u er niet eerst over spreekt."),
        max_length=1000, required=False, widget=tekstvak(2),
    )  # fmt: skip


class StapFormulier(Groepen, HuisFormulier):
    """What was done; advice is asked without names."""

    soort = forms.ChoiceField(label=gettext_lazy("Wat deed u?"), widget=forms.RadioSelect)
    dag = DagVeld(label=gettext_lazy("Wanneer?"))
    wie = forms.CharField(
        label=gettext_lazy("Met wie sprak u?"),
        help_text=gettext_lazy("Bij advies: welke lijn of dienst, en wie u daar sprak."),
        max_length=160, required=False,
    )  # fmt: skip
    tekst = forms.CharField(
        label=gettext_lazy("Wat vroeg of deed u?"),
        help_text=gettext_lazy("Advies vraagt u zonder namen en zonder wat iemand herkenbaar maakt."),
        max_length=2000, widget=tekstvak(),
    )  # fmt: skip
    antwoord = forms.CharField(
        label=gettext_lazy("Wat was het antwoord?"), max_length=2000, required=False, widget=tekstvak(3)
    )

    def __init__(self, *args: Any, actor: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        soorten = VeiligheidStap.Soort
        raad = actor.rol == Rol.DEONTOLOGIE
        self.fields["soort"].choices = [  # type: ignore[attr-defined]
            (s.value, str(s.label).capitalize()) for s in soorten if s is not soorten.RAAD or raad
        ]
        self.fields["soort"].initial = soorten.RAAD if raad else soorten.GESPREK
        self.fields["dag"].initial = vandaag


class VerteldVelden(forms.Form):
    """When the family heard it, or why not yet."""

    verteld_op = DagVeld(label=gettext_lazy("Wanneer hoorde het gezin dit?"), required=False)
    niet_verteld = forms.CharField(
        label=gettext_lazy("Of: waarom weet het gezin dit nog niet?"),
        max_length=1000, required=False, widget=tekstvak(2),
    )  # fmt: skip


class BesluitFormulier(VerteldVelden, Groepen, HuisFormulier):
    """Who decides what, on which ground."""

    besluit = forms.CharField(label=gettext_lazy("Wat beslist u?"), max_length=2000, widget=tekstvak())
    grond = forms.ChoiceField(
        label=gettext_lazy("Op welke grond?"),
        help_text=gettext_lazy(
            "De woorden komen van uw organisatie. Ze blijven te bevestigen door een jurist."
        ),
        widget=forms.RadioSelect,
    )
    versie = forms.IntegerField(widget=forms.HiddenInput, required=False)
    field_order = ["besluit", "grond", "verteld_op", "niet_verteld"]

    def __init__(self, *args: Any, actor: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["grond"].choices = [  # type: ignore[attr-defined]
            (str(w.titel), f"{w.titel}. {w.tekst}") for w in gronden(actor)
        ]
        self._voluit = {str(w.titel): w.voluit for w in gronden(actor)}

    def clean_grond(self) -> str:
        return self._voluit[self.cleaned_data["grond"]]


class SluitFormulier(VerteldVelden, Groepen, HuisFormulier):
    """Closing asks once more whether the family knows."""


class WoordingFormulier(Groepen, HuisModelFormulier):
    """A ground or an advice line in one's own words."""

    bevestigd_op = DagVeld(
        label=gettext_lazy("Door een jurist bevestigd op"),
        help_text=gettext_lazy("Leeg: te bevestigen door een jurist."),
        required=False,
    )

    class Meta:
        model = Woording
        fields = ["soort", "titel", "tekst", "nummer", "volgorde", "bevestigd_op", "weg_op"]
        widgets = {"soort": forms.RadioSelect, "weg_op": forms.DateInput(attrs={"type": "date"})}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        soort = self.fields["soort"]
        soort.choices = [(s.value, str(s.label).capitalize()) for s in Woording.Soort]  # type: ignore[attr-defined]
        self.fields["nummer"].help_text = _("Enkel bij een advieslijn.")
