"""Forms of notes: one for each kind, because each asks something else about its readers."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from gezinnen.models import Gezin, Gezinslid, Notitie, NotitieSoort, Publiek
from organisaties.actor import Actor, vandaag
from organisaties.models import Rol
from thuiscompagnie.vloer.formulieren import HuisFormulier

from .velden import DagVeld, Groepen

LEEST_MEE = gettext_lazy("Schrijf alsof het gezin meeleest: wat u zag en hoorde, in gewone woorden.")


class NotitieFormulier(Groepen, HuisFormulier):
    """What all kinds ask: the day and the words."""

    dag = DagVeld(label=gettext_lazy("Wanneer was dat?"))
    tekst = forms.CharField(
        label=gettext_lazy("Wat wilt u noteren?"),
        help_text=LEEST_MEE,
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 7}),
    )

    def __init__(self, *args: Any, gezin: Gezin, actor: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["dag"].initial = vandaag
        if "spreker" in self.fields:
            leden = Gezinslid.objects.zichtbaar_voor(actor).filter(gezin=gezin).exclude(naam="")
            self.fields["spreker"].queryset = leden  # type: ignore[attr-defined]
        if actor.rol != Rol.COACH:
            self.fields.pop("voor_zorg", None)

    def clean_dag(self) -> Any:
        dag = self.cleaned_data["dag"]
        if dag > vandaag():
            raise forms.ValidationError(_("Deze dag is nog niet voorbij. Kies vandaag of een dag ervoor."))
        return dag


def _spreker(verplicht: bool, help_text: Any) -> forms.ModelChoiceField:
    return forms.ModelChoiceField(
        queryset=Gezinslid.objects.none(),
        label=gettext_lazy("Wie zei dit?"),
        help_text=help_text,
        required=verplicht,
        empty_label=gettext_lazy("Kies wie dit zei") if verplicht else gettext_lazy("Het gezin samen"),
    )


class OverGezinFormulier(NotitieFormulier):
    """About the family: it reads along."""

    spreker = _spreker(False, gettext_lazy("Enkel als één iemand van het gezin dit zei."))
    publiek = forms.ChoiceField(
        label=gettext_lazy("Wie van het gezin leest dit?"),
        choices=[
            (Publiek.GEZIN, gettext_lazy("Iedereen van het gezin")),
            (Publiek.SPREKER, gettext_lazy("Enkel wie het zei")),
        ],
        initial=Publiek.GEZIN,
        widget=forms.RadioSelect,
    )
    voor_zorg = forms.BooleanField(
        label=gettext_lazy("De verzorgende heeft dit nodig voor haar werk"), required=False
    )


class VertrouwenFormulier(NotitieFormulier):
    """In confidence: of one member and who heard it."""

    spreker = _spreker(
        True,
        gettext_lazy(
            "Enkel deze persoon en u lezen dit. Bent u niet de coach, dan leest de coach het pas als deze persoon ja zegt."
        ),
    )


class DerdeFormulier(NotitieFormulier):
    """What a third person told; whether the family reads it is decided item by item."""

    van_wie = forms.CharField(label=gettext_lazy("Van wie hoorde u dit?"), max_length=160)
    publiek = forms.ChoiceField(
        label=gettext_lazy("Leest het gezin dit?"),
        choices=[(Publiek.GEZIN, gettext_lazy("Ja")), (Publiek.HELPERS, gettext_lazy("Nee"))],
        widget=forms.RadioSelect,
    )
    achterhouden_reden = forms.CharField(
        label=gettext_lazy("Waarom niet?"),
        help_text=gettext_lazy(
            "Verplicht bij nee. Het gezin leest deze reden, niet wat er verteld werd en niet door wie."
        ),
        max_length=300,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    field_order = ["dag", "van_wie", "tekst", "publiek", "achterhouden_reden"]


FORMULIEREN: dict[str, type[NotitieFormulier]] = {
    NotitieSoort.GEZIN: OverGezinFormulier,
    NotitieSoort.VERTROUWEN: VertrouwenFormulier,
    NotitieSoort.DERDE: DerdeFormulier,
}


class VerbeterFormulier(Groepen, HuisFormulier):
    """A correction: new words, and what was wrong."""

    tekst = forms.CharField(
        label=gettext_lazy("Zo moet het zijn"),
        help_text=LEEST_MEE,
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 7}),
    )
    waarom = forms.CharField(label=gettext_lazy("Wat verbetert u?"), max_length=200)
    nummer = forms.IntegerField(widget=forms.HiddenInput, required=False)


class LezersFormulier(Groepen, HuisFormulier):
    """Who else reads a note: what fits its kind."""

    publiek = forms.ChoiceField(label=gettext_lazy("Wie van het gezin leest dit?"), widget=forms.RadioSelect)
    voor_zorg = forms.BooleanField(
        label=gettext_lazy("De verzorgende heeft dit nodig voor haar werk"), required=False
    )
    achterhouden_reden = forms.CharField(
        label=gettext_lazy("Waarom leest het gezin dit niet?"),
        help_text=gettext_lazy("Het gezin leest deze reden, niet wat er verteld werd en niet door wie."),
        max_length=300,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    def __init__(self, *args: Any, notitie: Notitie, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        derde = notitie.soort == NotitieSoort.DERDE
        keuzes = DerdeFormulier if derde else OverGezinFormulier
        self.fields["publiek"].choices = keuzes.base_fields["publiek"].choices  # type: ignore[attr-defined]
        if derde:
            self.fields["publiek"].label = _("Leest het gezin dit?")
        elif notitie.spreker_id is None:
            self.fields["publiek"].choices = [  # type: ignore[attr-defined]
                (Publiek.GEZIN, _("Iedereen van het gezin"))
            ]
        del self.fields["voor_zorg" if derde else "achterhouden_reden"]
        for naam in self.fields:
            if naam != "formulierbon":
                self.fields[naam].initial = getattr(notitie, naam)
