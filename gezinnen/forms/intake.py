"""Forms of the intake. Everything may stay empty; life domains come in one by one."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from gezinnen.actions.intake import VELDEN
from gezinnen.models import DoelVanAnderen, Fase, Intake, IntakeDomein, IntakeZitting, Levensdomein, Traject
from thuiscompagnie.vloer.formulieren import HuisFormulier, HuisModelFormulier

from .velden import DagVeld

VRAGEN = {
    "belangrijk": (
        _("Wat is belangrijk voor jullie?"),
        _("In hun eigen woorden, en wie het zegt. Kinderen tellen mee."),
    ),
    "willen": (_("Wat willen jullie?"), _("Ook iets leren, of eerst rust, is een goed antwoord.")),
    "beginnen": (_("Waar beginnen we?"), _("Het kleinste begin dat voor het gezin goed voelt.")),
    "krachten": (
        _("Wat loopt goed? Waar zijn jullie sterk in?"),
        _("Schrijf op wat u ziet en hoort. Dit komt altijd voor de zorgen."),
    ),
    "hulp_nu": (
        _("Wie helpt er al, en wat vinden jullie daarvan?"),
        _("Alle hulp telt: diensten, school, dokter. Wat helpt, wat past niet?"),
    ),
    "steun": (_("Bij wie voelen jullie steun?"), _("Familie, vrienden, buren, iemand van vroeger.")),
    "netwerk_neemt_op": (
        _("Wat doen mensen om jullie heen al?"),
        _("Wat zij opnemen, hoeven wij niet elders te zoeken."),
    ),
    "huisafspraken": (
        _("Welke afspraken gelden in huis, ook voor ons?"),
        _("Bijvoorbeeld: schoenen uit, eerst bellen, niet onder het eten."),
    ),
}


class IntakeFormulier(HuisModelFormulier):
    """The family's words. For each life domain that was added: `domein-<code>-krachten` and `-zorgen`."""

    nieuw_domein = forms.ChoiceField(
        label=_("Sprak het gezin over nog iets anders?"),
        help_text=_("Voeg alleen toe waar het gezin zelf over begint."),
        required=False,
    )
    toon_optioneel = False

    class Meta:
        model = Intake
        fields = VELDEN

    def __init__(self, *args: Any, domeinen: list[IntakeDomein], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.domeinen = domeinen
        for naam, (label, hulp) in VRAGEN.items():
            veld = self.fields[naam]
            veld.label, veld.help_text = label, hulp
            veld.widget = forms.Textarea(attrs={"rows": 4})
        for rij in domeinen:
            self._voeg_domein_toe(rij, "krachten", _("Wat gaat hier goed?"))
            self._voeg_domein_toe(rij, "zorgen", _("Wat weegt hier?"))
        al_gekozen = {rij.domein for rij in domeinen}
        keuzes = [(code, naam) for code, naam in Levensdomein.choices if code not in al_gekozen]
        self.fields["nieuw_domein"].choices = [("", _("kies een levensdomein")), *keuzes]

    def _voeg_domein_toe(self, rij: IntakeDomein, veld: str, label: Any) -> None:
        naam = f"domein-{rij.domein}-{veld}"
        self.fields[naam] = forms.CharField(
            label=label, required=False, max_length=20_000, widget=forms.Textarea(attrs={"rows": 3})
        )
        self.initial[naam] = getattr(rij, veld)

    def domein_velden(self) -> list[dict[str, Any]]:
        """Per life domain its row and its two bound fields, strengths first."""
        return [
            {
                "rij": rij,
                "krachten": self[f"domein-{rij.domein}-krachten"],
                "zorgen": self[f"domein-{rij.domein}-zorgen"],
            }
            for rij in self.domeinen
        ]

    def domein_waarden(self) -> dict[str, dict[str, str]]:
        """What was typed per life domain, for bewaar_intake."""
        return {
            rij.domein: {
                veld: self.cleaned_data[f"domein-{rij.domein}-{veld}"] for veld in ("krachten", "zorgen")
            }
            for rij in self.domeinen
        }


class ZittingFormulier(HuisModelFormulier):
    """One sitting. A sitting has no version: two coaches do not hold the same talk."""

    datum = DagVeld(label=_("Wanneer?"))

    class Meta:
        model = IntakeZitting
        fields = ["datum", "plaats", "aanwezig"]
        labels = {"plaats": _("Waar?"), "aanwezig": _("Wie was erbij?")}
        help_texts = {"aanwezig": _("Ook kinderen, familie, een tolk of een vertrouwenspersoon.")}


class DoelVanAnderenFormulier(HuisModelFormulier):
    class Meta:
        model = DoelVanAnderen
        fields = ["van_wie", "doel", "past"]
        labels = {
            "van_wie": _("Wie stelde dit doel?"),
            "doel": _("Welk doel?"),
            "past": _("Past dit bij wat het gezin zelf wil?"),
        }
        widgets = {"past": forms.RadioSelect}


class AfrondFormulier(HuisFormulier):
    """Finishing: the day, and whether the trajectory moves along (the coach's choice)."""

    versie = forms.IntegerField(widget=forms.HiddenInput, required=False)
    op = DagVeld(label=_("Samen nagekeken op"))
    naar_fase = forms.ChoiceField(
        label=_("En nu?"),
        help_text=_("U kiest. De fase kan later altijd veranderen, ook terug."),
        required=False,
        widget=forms.RadioSelect,
    )
    toon_optioneel = False

    def __init__(self, *args: Any, traject: Traject | None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fasen = [Fase.START, Fase.GROEI]
        if traject is None or traject.is_beeindigd:
            fasen = []
        huidig = traject.get_fase_display() if traject else _("aanmelding")
        self.fields["naar_fase"].choices = [
            ("", _("Het traject blijft waar het is (%(fase)s)") % {"fase": huidig}),
            *((f.value, _("Ga verder naar: %(fase)s") % {"fase": f.label}) for f in fasen),
        ]
