"""Forms of the own place: one question at a time, in plain words."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from gezinnen.models import Publiek
from thuiscompagnie.vloer.formulieren import HuisFormulier

CIJFERS = {"inputmode": "numeric", "autocomplete": "off"}
WACHTEN = "wachten"  # with an erasure that was announced


class KaartFormulier(HuisFormulier):
    """The number and the three words of the card. Whether they are right is told with the code only."""

    nummer = forms.CharField(
        label=_("Het nummer van uw kaart"), max_length=20, widget=forms.TextInput(attrs=CIJFERS)
    )
    woorden = forms.CharField(
        label=_("De drie woorden op uw kaart"),
        max_length=60,
        widget=forms.TextInput(
            attrs={"autocomplete": "off", "autocapitalize": "none", "spellcheck": "false"}
        ),
    )


class CodeFormulier(HuisFormulier):
    """The PIN, or the first time the code of the coach: one field, so that the page tells nothing."""

    code = forms.CharField(
        label=_("Uw code"),
        help_text=_("De eerste keer: de 6 cijfers van uw coach. Daarna: uw eigen pincode."),
        max_length=20,
        widget=forms.PasswordInput(attrs=CIJFERS),
    )


class PinFormulier(HuisFormulier):
    """One's own PIN, twice."""

    pin = forms.CharField(
        label=_("Kies 5 cijfers"),
        help_text=_("Dit wordt uw eigen pincode. Neem niet de code van uw bank."),
        max_length=20,
        widget=forms.PasswordInput(attrs=CIJFERS),
    )
    nog_eens = forms.CharField(
        label=_("Typ ze nog eens"), max_length=20, widget=forms.PasswordInput(attrs=CIJFERS)
    )

    def clean(self) -> dict[str, Any]:
        gegevens = super().clean() or {}
        pin, nog_eens = gegevens.get("pin"), gegevens.get("nog_eens")
        if pin and nog_eens and pin != nog_eens:
            raise ValidationError({"nog_eens": _("Dat is niet hetzelfde. Typ twee keer dezelfde cijfers.")})
        return gegevens


class PinTonen(HuisFormulier):
    """The PIN of now, before something delicate. Who came in without her card types its words as well."""

    woorden = forms.CharField(
        label=_("De drie woorden op uw kaart"),
        max_length=60,
        widget=forms.PasswordInput(attrs={"autocomplete": "off", "autocapitalize": "none"}),
    )
    huidig = forms.CharField(
        label=_("Uw pincode van nu"), max_length=20, widget=forms.PasswordInput(attrs=CIJFERS)
    )

    def __init__(self, *args: Any, woorden: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.bekend = woorden
        if woorden:
            del self.fields["woorden"]

    @property
    def drie_woorden(self) -> str:
        return str(self.bekend or self.cleaned_data["woorden"])


class PinWisselen(PinTonen, PinFormulier):
    """The PIN of now, and twice another one."""

    field_order = ["woorden", "huidig", "pin", "nog_eens"]


class DoelFormulier(HuisFormulier):
    """Something that one wants, in one's own words."""

    tekst = forms.CharField(
        label=_("Wat wilt u graag?"),
        help_text=_("Groot of klein. Schrijf het zoals u het zegt."),
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    publiek = forms.ChoiceField(
        label=_("Wie van uw gezin mag dit lezen?"),
        help_text=_("Uw coach en wie bij u thuis helpt, lezen het ook."),
        choices=[(Publiek.SPREKER, _("alleen ik")), (Publiek.GEZIN, _("iedereen van ons gezin"))],
        widget=forms.RadioSelect,
    )


class VraagFormulier(HuisFormulier):
    """One question to the coach."""

    VRAGEN = {
        "vraag": _("Wat wilt u vragen?"),
        "verbetering": _("Wat klopt er niet? Hoe is het wel?"),
        "wissing": _("Wat wilt u laten wissen?"),
        "overleg": _("Waarover wilt u praten, en wie moet erbij zijn?"),
        WACHTEN: _("Waarom moeten we wachten met wissen?"),
    }

    tekst = forms.CharField(
        label="",
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=_("Uw coach leest dit."),
    )

    def __init__(self, *args: Any, soort: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["tekst"].label = self.VRAGEN[soort]
        if soort == WACHTEN:
            self.fields["tekst"].required = False
            self.fields["tekst"].help_text = _(
                "U hoeft niet te zeggen waarom. Schrijft u iets? Uw coach leest het."
            )


class KaartOpenFormulier(HuisFormulier):
    """Who else sees one's own picture."""

    publiek = forms.ChoiceField(
        label=_("Wie van uw gezin mag uw kaart zien?"),
        choices=[(Publiek.SPREKER, _("alleen ik")), (Publiek.GEZIN, _("iedereen van ons gezin"))],
        widget=forms.RadioSelect,
    )
    coach = forms.ChoiceField(
        label=_("Mag uw coach uw kaart zien?"),
        choices=[("nee", _("nee")), ("ja", _("ja"))],
        widget=forms.RadioSelect,
    )


class AntwoordFormulier(HuisFormulier):
    """The coach answers a family member."""

    antwoord = forms.CharField(
        label=_("Uw antwoord"),
        help_text=_("In gewone woorden. Enkel wie het vroeg, leest dit."),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 5}),
    )
