"""What the privacy officer may look for in the log."""

from datetime import date, timedelta
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from beroepsgeheim.models import Raadpleging
from organisaties.actor import Actor, vandaag
from organisaties.forms import datumveld
from organisaties.models import Gebruiker, Organisatie

DAGEN = 30
LANGST = 366


class LogboekFilter(forms.Form):
    """Period, action, person, organisation, number of the family. Without a period: the last thirty days."""

    toon_optioneel = False
    van = datumveld(_("Van"), required=False)
    tot = datumveld(_("Tot en met"), required=False)
    actie = forms.ChoiceField(
        label=_("Wat"), required=False, choices=[("", _("Alles")), *Raadpleging.Actie.choices]
    )
    persoon = forms.ModelChoiceField(
        label=_("Collega"), required=False, queryset=Gebruiker.objects.none(), empty_label=_("Iedereen")
    )
    organisatie = forms.ModelChoiceField(
        label=_("Organisatie"),
        required=False,
        queryset=Organisatie.objects.order_by("naam"),
        empty_label=_("Alle organisaties"),
    )
    nummer = forms.CharField(label=_("Gezinsnummer"), required=False, max_length=20)

    def __init__(self, *args: Any, actor: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        persoon: Any = self.fields["persoon"]
        persoon.queryset = (
            Gebruiker.objects.filter(functies__organisatie_id=actor.organisatie_id)
            .distinct()
            .order_by("naam")
        )
        persoon.label_from_instance = lambda gebruiker: gebruiker.naam

    def clean(self) -> dict[str, Any]:
        gegevens = super().clean() or self.cleaned_data
        tot: date = gegevens.get("tot") or vandaag()
        van: date = gegevens.get("van") or tot - timedelta(days=DAGEN)
        if not date(2000, 1, 1) <= van <= tot <= date(2200, 1, 1):
            raise ValidationError(_("De eerste dag moet voor de laatste liggen."))
        if (tot - van).days > LANGST:
            raise ValidationError(_("Kies een periode van hoogstens een jaar."))
        gegevens["van"], gegevens["tot"] = van, tot
        gegevens["nummer"] = (gegevens.get("nummer") or "").strip().upper()
        return gegevens
