"""Forms of goals and steps, in the family's words."""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from gezinnen.actions.doelen import standaard_publiek
from gezinnen.models import Doel, Gezin, Gezinslid, Publiek, Stap, Vooruitgang
from organisaties.actor import Actor, vandaag
from thuiscompagnie.vloer.formulieren import HuisModelFormulier

from .velden import DagVeld


class DoelFormulier(HuisModelFormulier):
    """A goal. What it becomes (reached, let go) is asked only of a goal that stands."""

    bereikt_op = DagVeld(
        label=_("Bereikt op"),
        help_text=_("Alleen als het gezin zelf zegt dat het gelukt is."),
        required=False,
    )
    losgelaten_op = DagVeld(
        label=_("Losgelaten op"),
        help_text=_("Een doel mag veranderen. Loslaten mag altijd."),
        required=False,
    )

    class Meta:
        model = Doel
        fields = ["tekst", "van_lid", "publiek", "bereikt_op", "losgelaten_op"]
        labels = {
            "tekst": _("Wat wil het gezin?"),
            "van_lid": _("Wie zegt dit?"),
            "publiek": _("Wie van het gezin mag dit lezen?"),
        }
        help_texts = {
            "tekst": _("In de eigen woorden van wie het zegt. Mag klein zijn."),
            "publiek": _("Woorden van een kind zijn eerst van het kind alleen."),
        }
        widgets = {"tekst": forms.Textarea(attrs={"rows": 3})}

    def __init__(self, *args: Any, gezin: Gezin, actor: Actor, nieuw: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["publiek"].required = False
        if nieuw:
            keuzes = [("", _("zoals gewoonlijk")), *Publiek.choices]
            self.fields["publiek"].choices, self.fields["publiek"].initial = keuzes, ""
            self.initial["publiek"] = ""
        leden = self.fields["van_lid"]
        leden.queryset = Gezinslid.objects.zichtbaar_voor(actor).filter(gezin=gezin)
        leden.empty_label = _("het hele gezin")
        if nieuw:
            for naam in ("bereikt_op", "losgelaten_op", "versie"):
                del self.fields[naam]

    def clean(self) -> dict[str, Any]:
        gegevens = super().clean() or {}
        eerder = "" if self.instance._state.adding else self.instance.publiek
        gegevens["publiek"] = gegevens.get("publiek") or eerder or standaard_publiek(gegevens.get("van_lid"))
        return gegevens


class StapFormulier(HuisModelFormulier):
    """A small step. A new one asks little; effort and result come when there is something to tell."""

    tegen = DagVeld(
        label=_("Tegen wanneer?"),
        toekomst=True,
        help_text=_("Alleen als er een dag is. Het gezin kiest het tempo."),
        required=False,
    )
    vooruitgang = forms.MultipleChoiceField(
        label=_("Waarin groeide het gezin?"),
        help_text=_("Kies wat past, samen met het gezin."),
        choices=Vooruitgang.choices,
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )

    class Meta:
        model = Stap
        fields = ["tekst", "doel", "wie", "tegen", "status", "inspanning", "resultaat", "vooruitgang"]
        labels = {
            "tekst": _("Welke kleine stap?"),
            "doel": _("Hoort dit bij een doel?"),
            "wie": _("Wie doet wat, samen?"),
            "status": _("Hoe staat het?"),
            "inspanning": _("Wat deed het gezin hiervoor?"),
            "resultaat": _("Wat leverde het op?"),
        }
        help_texts = {
            "tekst": _("Zo klein als nodig. Eerst uitrusten is ook een stap."),
            "wie": _("Bijvoorbeeld: mama kookt, Tine schilt mee."),
            "inspanning": _("Ook wat klein lijkt, kan veel moeite kosten. Benoem die moeite."),
            "resultaat": _("Werkte het niet? Schrijf op wat jullie ervan leerden."),
        }
        widgets = {
            "tekst": forms.Textarea(attrs={"rows": 2}),
            "status": forms.RadioSelect,
            "inspanning": forms.Textarea(attrs={"rows": 3}),
            "resultaat": forms.Textarea(attrs={"rows": 3}),
        }

    def __init__(self, *args: Any, gezin: Gezin, actor: Actor, nieuw: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        doelen = Doel.objects.zichtbaar_voor(actor).filter(gezin=gezin)
        keuze = self.fields["doel"]
        keuze.queryset = doelen
        keuze.empty_label = _("nee, deze stap staat op zichzelf")
        keuze.label_from_instance = lambda doel: doel.tekst[:80]
        self.fields["status"].choices = Stap.Status.choices
        if nieuw:
            for naam in ("status", "inspanning", "resultaat", "vooruitgang", "versie"):
                del self.fields[naam]

    def clean_tegen(self) -> date | None:
        """A day to reach a step by still comes; one that was set before may have passed."""
        tegen = self.cleaned_data["tegen"]
        if tegen and tegen < vandaag() and "tegen" in self.changed_data:
            raise forms.ValidationError(
                _("Deze dag is al voorbij. Kies een dag die nog komt, of laat dit leeg.")
            )
        return tegen
