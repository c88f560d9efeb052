"""The three questions, and what a helper writes herself: a letter, a task."""

import re
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from gezinnen.models import Gezinslid, Hoe, Tegen
from thuiscompagnie.vloer.formulieren import HuisFormulier

from .ontvanger import Antwoord, Zegt
from .register import DeelbareSoort

# Irritations, opinions and suspicions are not necessary information (R134). The family's own words, between
# quotes, may hold any of these.
MENING = re.compile(
    r"\b(ik (?:vind|denk|geloof|vermoed|vrees)|volgens mij|naar mijn mening|vermoed(?:elijk|en)?|"
    r"waarschijnlijk|blijkbaar|wellicht|indruk|(?:het )?lijkt (?:wel|alsof|erop)|onwillig|lui(?:e|heid)?|"
    r"ongemotiveerd|gemakzucht(?:ig)?|manipulatie[fv]e?|leugens?|liegt|verwaarloo[zs]\w*|asociaal|marginaal)\b",
    re.IGNORECASE,
)
CITAAT = re.compile(r"[\"“”„«][^\"“”„«»]*[\"“”»]")


def eis_feiten(tekst: str) -> None:
    """Raise ValidationError naming the words that read as an opinion or a suspicion instead of a fact."""
    gevonden = sorted({treffer[0].lower() for treffer in MENING.finditer(CITAAT.sub(" ", tekst))})
    if gevonden:
        raise ValidationError(
            _(
                "Dit leest als een mening of een vermoeden: %(woorden)s. Schrijf wat er gebeurde, of zet de eigen "
                "woorden van het gezin tussen aanhalingstekens."
            )
            % {"woorden": ", ".join(gevonden)}
        )


class AntwoordFormulier(HuisFormulier):
    """The family's answer: who of it, when, how told (with a yes none of the three may stay empty)."""

    toon_optioneel = False
    zegt = forms.ChoiceField(
        label=gettext_lazy("Wat zei het gezin"), choices=Zegt, widget=forms.RadioSelect,
        help_text=gettext_lazy("Nee zeggen volstaat. Zwijgen is geen ja."),
    )  # fmt: skip
    wie = forms.ChoiceField(label=gettext_lazy("Wie van het gezin zei dit"), required=False)
    op = forms.DateField(
        label=gettext_lazy("Op welke dag"), required=False, widget=forms.DateInput(attrs={"type": "date"})
    )
    hoe = forms.ChoiceField(
        label=gettext_lazy("Hoe vertelde u wat u wilt delen"), required=False,
        choices=[("", gettext_lazy("Kies")), *[(h.value, h.label) for h in Hoe if h != Hoe.ZELF]],
    )  # fmt: skip

    def __init__(self, *args: Any, leden: list[Gezinslid], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.leden = {str(lid.pk): lid for lid in leden}
        self.fields["wie"].choices = [  # type: ignore[attr-defined]
            ("", _("Kies")),
            *[(pk, str(lid)) for pk, lid in self.leden.items()],
            ("samen", _("het gezin samen")),
        ]

    @property
    def antwoord(self) -> Antwoord:
        """The answer as the gate reads it (of a valid form)."""
        schoon = self.cleaned_data
        wie = schoon.get("wie", "")
        return Antwoord(
            zegt=schoon["zegt"],
            lid=self.leden.get(wie),
            naam=_("het gezin samen") if wie == "samen" else "",
            op=schoon.get("op"),
            hoe=schoon.get("hoe", ""),
        )


class DeelFormulier(AntwoordFormulier):
    """The third question, with whom it is about and until when."""

    over = forms.MultipleChoiceField(
        label=gettext_lazy("Over wie gaat dit"), required=False, widget=forms.CheckboxSelectMultiple,
        help_text=gettext_lazy("Niemand aangeduid: over het hele gezin. Wie u aanduidt, kan nee zeggen."),
    )  # fmt: skip
    tot = forms.DateField(
        label=gettext_lazy("Tot en met"), required=False, widget=forms.DateInput(attrs={"type": "date"}),
        help_text=gettext_lazy("Leeg: tot de taak van de ontvanger voorbij is."),
    )  # fmt: skip

    field_order = ["over", "zegt", "wie", "op", "hoe", "tot"]

    def __init__(self, *args: Any, leden: list[Gezinslid], **kwargs: Any) -> None:
        super().__init__(*args, leden=leden, **kwargs)
        self.fields["over"].choices = [(pk, str(lid)) for pk, lid in self.leden.items()]  # type: ignore[attr-defined]

    @property
    def over_leden(self) -> list[Gezinslid]:
        return [self.leden[pk] for pk in self.cleaned_data["over"]]

    @property
    def invoer(self) -> dict[str, Any]:
        """What the helper wrote herself, for kinds with a form of their own."""
        return {naam: w for naam, w in self.cleaned_data.items() if naam not in DeelFormulier.base_fields}


def formulier_voor(soort: DeelbareSoort) -> type[DeelFormulier]:
    """The form of a kind: what the helper writes, then the family's answer."""
    if soort.formulier is None:
        return DeelFormulier
    return type("FormulierVan", (soort.formulier, DeelFormulier), {"field_order": None})


class KiesFormulier(HuisFormulier):
    """The first two questions, in the address of the page: what exactly, and to whom."""

    toon_optioneel = False
    wat = forms.ChoiceField(label=gettext_lazy("Wat wilt u delen"), widget=forms.RadioSelect)
    aan = forms.ChoiceField(label=gettext_lazy("Met wie"))

    def __init__(
        self, *args: Any, wat: list[tuple[str, str]], aan: list[tuple[str, str]], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        del self.fields["formulierbon"]
        self.fields["wat"].choices = wat  # type: ignore[attr-defined]
        self.fields["aan"].choices = aan  # type: ignore[attr-defined]


class BriefFormulier(forms.Form):
    """A letter to somebody who helps the family: facts only."""

    onderwerp = forms.CharField(label=gettext_lazy("Waarover"), max_length=120)
    tekst = forms.CharField(
        label=gettext_lazy("De brief"), max_length=6000, widget=forms.Textarea(attrs={"rows": 10}),
        help_text=gettext_lazy("Schrijf enkel wat de ontvanger nodig heeft voor de eigen taak. Feiten, geen meningen."),
    )  # fmt: skip

    def clean_tekst(self) -> str:
        tekst: str = self.cleaned_data["tekst"]
        eis_feiten(tekst)
        return tekst


class KlusFormulier(forms.Form):
    """A request to a service: the task, the first name and the address that the family agreed to. No story."""

    taak = forms.CharField(
        label=gettext_lazy("Wat moet er gebeuren"), max_length=600, widget=forms.Textarea(attrs={"rows": 4}),
        help_text=gettext_lazy("Enkel de klus of de vraag zelf. Niets over waarom het gezin hulp krijgt."),
    )  # fmt: skip
    voornaam = forms.CharField(label=gettext_lazy("Naar wie vragen ze aan de deur (voornaam)"), max_length=60)
    met_adres = forms.BooleanField(label=gettext_lazy("Het adres mag erbij"), required=False)
    bereiken = forms.CharField(label=gettext_lazy("Hoe en wanneer bereiken"), max_length=200, required=False)

    def clean_taak(self) -> str:
        tekst: str = self.cleaned_data["taak"]
        eis_feiten(tekst)
        return tekst

    def clean(self) -> dict[str, Any]:
        """Without the family's yes to its address, the address of the snapshot is blanked."""
        schoon: dict[str, Any] = super().clean() or {}
        if not schoon.pop("met_adres", False):
            schoon["adres"] = ""
        return schoon


class NeeFormulier(HuisFormulier):
    """The family says no: who of it, if that was said. Nothing else is asked."""

    wie = forms.ChoiceField(
        label=gettext_lazy("Wie zei nee"), required=False,
        help_text=gettext_lazy("Een reden is niet nodig."),
    )  # fmt: skip

    def __init__(self, *args: Any, leden: list[Gezinslid], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.leden = {str(lid.pk): lid for lid in leden}
        self.fields["wie"].choices = [  # type: ignore[attr-defined]
            ("", _("het gezin")),
            *[(pk, str(lid)) for pk, lid in self.leden.items()],
        ]

    @property
    def door_lid(self) -> Gezinslid | None:
        return self.leden.get(self.cleaned_data.get("wie", ""))


class NeeTegenFormulier(NeeFormulier):
    """No to a kind, to a recipient, or to everything."""

    tegen = forms.ChoiceField(label=gettext_lazy("Waartegen zei het gezin nee"), widget=forms.RadioSelect)

    field_order = ["tegen", "wie"]

    def __init__(self, *args: Any, keuzes: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["tegen"].choices = [*keuzes, (Tegen.ALLES.value, Tegen.ALLES.label)]  # type: ignore[attr-defined]


class ZelfMeeFormulier(HuisFormulier):
    """What the family chooses to put on its own sheet."""

    wat = forms.MultipleChoiceField(
        label=gettext_lazy("Wat wil het gezin op zijn blad"), widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args: Any, keuzes: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["wat"].choices = keuzes  # type: ignore[attr-defined]
