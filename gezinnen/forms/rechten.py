"""Forms about the rights of the people whose data these are."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from beroepsgeheim.models import Wissing
from gezinnen.models import Gezin, Gezinslid, Verzoek
from organisaties.actor import vandaag
from thuiscompagnie.vloer.formulieren import HuisFormulier

from .velden import DagVeld, Groepen


class LidVeld(forms.ModelChoiceField):
    """Somebody of the family, by name."""

    def label_from_instance(self, obj: Gezinslid) -> str:
        return obj.roepnaam


class VerzoekFormulier(Groepen, HuisFormulier):
    """What somebody asks about the own data."""

    lid = LidVeld(
        label=gettext_lazy("Wie vraagt het?"),
        queryset=Gezinslid.objects.none(),
        empty_label=gettext_lazy("Het gezin samen"),
        required=False,
    )
    soort = forms.ChoiceField(
        label=gettext_lazy("Wat wordt gevraagd?"), choices=Verzoek.Soort, widget=forms.RadioSelect
    )
    vraag = forms.CharField(
        label=gettext_lazy("De vraag, in eigen woorden"),
        help_text=gettext_lazy(
            "Wie het vraagt, leest dit mee. De functionaris gegevensbescherming leest dit niet."
        ),
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=2000,
        required=False,
    )
    via = forms.ChoiceField(
        label=gettext_lazy("Hoe kwam de vraag?"),
        choices=[(v.value, v.label) for v in Verzoek.Via if v != Verzoek.Via.MIJN],
        widget=forms.RadioSelect,
    )
    ontvangen_op = DagVeld(
        label=gettext_lazy("Wanneer is het gevraagd?"),
        help_text=gettext_lazy("Vanaf die dag is er een maand om te antwoorden."),
    )

    def __init__(self, *args: Any, gezin: Gezin, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["lid"].queryset = gezin.leden.all()  # type: ignore[attr-defined]
        self.fields["ontvangen_op"].initial = vandaag()


class VerlengFormulier(Groepen, HuisFormulier):
    """Why an answer takes longer."""

    verlenging = forms.ChoiceField(
        label=gettext_lazy("Waarom duurt het langer?"), choices=Verzoek.Verlenging, widget=forms.RadioSelect
    )


class AfrondFormulier(Groepen, HuisFormulier):
    """What came of a request."""

    uitkomst = forms.ChoiceField(
        label=gettext_lazy("Wat is er gebeurd?"), choices=Verzoek.Uitkomst, widget=forms.RadioSelect
    )
    antwoord = forms.CharField(
        label=gettext_lazy("Het antwoord aan wie het vroeg"),
        help_text=gettext_lazy("In gewone woorden. Doen we niet alles, schrijf dan waarom."),
        widget=forms.Textarea(attrs={"rows": 4}),
        max_length=4000,
        required=False,
    )

    def __init__(self, *args: Any, met_woorden: bool = True, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not met_woorden:
            del self.fields["antwoord"]


class KopieFormulier(Groepen, HuisFormulier):
    """Whether the family has its copy, before anything is erased."""

    kopie = forms.ChoiceField(
        label=gettext_lazy("Heeft het gezin een kopie van zijn gegevens?"),
        choices=[(k.value, k.label) for k in Wissing.Kopie if k != Wissing.Kopie.TE_VRAGEN],
        widget=forms.RadioSelect,
    )


class TegenhoudFormulier(Groepen, HuisFormulier):
    """Why an erasure waits, and until when."""

    reden = forms.ChoiceField(
        label=gettext_lazy("Waarom wachten we?"), choices=Wissing.Tegen, widget=forms.RadioSelect
    )
    tot = DagVeld(label=gettext_lazy("Tot wanneer?"), toekomst=True)
