"""Form of shielding: whom, from whom, and whether it goes both ways."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from gezinnen.models import Gezin, Gezinslid
from organisaties.actor import Actor
from thuiscompagnie.vloer.formulieren import HuisFormulier

from .gezin import LidVeld
from .velden import Groepen


class AfschermFormulier(Groepen, HuisFormulier):
    """No reason is asked: that somebody wants it, is enough."""

    lid = LidVeld(
        label=gettext_lazy("Wie beschermen we?"),
        queryset=Gezinslid.objects.none(),
        empty_label=gettext_lazy("Kies iemand"),
    )
    voor_lid = LidVeld(
        label=gettext_lazy("Wie ziet niets meer van deze persoon?"),
        queryset=Gezinslid.objects.none(),
        empty_label=gettext_lazy("Kies iemand"),
    )
    ook_omgekeerd = forms.BooleanField(
        label=gettext_lazy("Ook omgekeerd: ze zien niets van elkaar"), required=False
    )

    def __init__(self, *args: Any, gezin: Gezin, actor: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        leden = Gezinslid.objects.zichtbaar_voor(actor).filter(gezin=gezin).exclude(naam="")
        for veld in ("lid", "voor_lid"):
            self.fields[veld].queryset = leden  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        gegevens = super().clean() or self.cleaned_data
        if gegevens.get("lid") and gegevens.get("lid") == gegevens.get("voor_lid"):
            raise ValidationError({"voor_lid": _("Kies twee verschillende mensen.")})
        return gegevens
