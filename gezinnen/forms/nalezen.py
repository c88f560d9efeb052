"""Form of reading on: who, and the family's yes."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from gezinnen.actions.nalezen import wie_kan_nalezen
from gezinnen.models import Gezin, Gezinslid
from organisaties.actor import Actor, vandaag
from organisaties.models import Functie
from thuiscompagnie.vloer.formulieren import HuisFormulier

from .gezin import FunctieVeld
from .velden import DagVeld, Groepen


class NalezenFormulier(Groepen, HuisFormulier):
    """Only with the family's yes; silence is no yes."""

    functie = FunctieVeld(
        label=gettext_lazy("Wie mag nog even meelezen?"),
        help_text=gettext_lazy("Wie hier hoogstens 30 dagen geleden stopte. Enkel lezen, niets veranderen."),
        queryset=Functie.objects.none(),
        empty_label=gettext_lazy("Kies iemand"),
    )
    ja_van = forms.ModelChoiceField(
        label=gettext_lazy("Wie van het gezin zei ja?"),
        queryset=Gezinslid.objects.none(),
        empty_label=gettext_lazy("Het gezin samen"),
        required=False,
    )
    ja_op = DagVeld(label=gettext_lazy("Wanneer zei het gezin ja?"), initial=vandaag)

    def __init__(self, *args: Any, gezin: Gezin, actor: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["functie"].queryset = wie_kan_nalezen(actor, gezin)  # type: ignore[attr-defined]
        leden = Gezinslid.objects.zichtbaar_voor(actor).filter(gezin=gezin).exclude(naam="")
        self.fields["ja_van"].queryset = leden  # type: ignore[attr-defined]
