"""Forms of the map: the picture itself, and somebody named, one question at a time."""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from gezinnen.models import Gezinslid
from thuiscompagnie.vloer.formulieren import HuisFormulier, HuisModelFormulier

from .actions import BANDVELDEN
from .models import STEUN_LETTERS, Band, Figuur, Kring, Netwerkkaart, Richting, Ring, Stand, Sterkte, Steun

JA_NEE = [("ja", _("ja")), ("nee", _("nee"))]


def leden_van(kaart_of_client: Any) -> Any:
    """The people of the family who may name somebody; on what somebody draws herself she alone."""
    if getattr(kaart_of_client, "is_zelf_getekend", False):
        return Gezinslid.objects.filter(pk=kaart_of_client.van_lid_id)
    return Gezinslid.objects.filter(sleutel=kaart_of_client.sleutel)


class KaartFormulier(HuisModelFormulier):
    """A picture: of whom, of which day, and who may see it."""

    dag = forms.DateField(
        label=_("Van welke dag is dit beeld?"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
    overnemen = forms.BooleanField(
        label=_("Begin met de mensen van de vorige kaart"), required=False, initial=True
    )

    class Meta:
        model = Netwerkkaart
        fields = ["van_lid", "dag", "overnemen", "zichtbaar_voor_verzorgende", "mee_in_agenda"]
        labels = {"van_lid": _("Van wie is deze kaart?")}
        widgets = {"van_lid": forms.RadioSelect}

    def __init__(self, *args: Any, client: Any, vandaag: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.vandaag = vandaag
        nieuw = self.instance._state.adding
        if nieuw:
            self.fields["van_lid"].queryset = leden_van(client)
            self.fields["van_lid"].empty_label = _("van het hele gezin")
        else:
            del self.fields["van_lid"]
        if not nieuw or not client.netwerkkaarten.exists():
            del self.fields["overnemen"]

    def clean_dag(self) -> date:
        dag = self.cleaned_data["dag"]
        if dag > self.vandaag:
            raise forms.ValidationError(_("Deze dag moet nog komen. Een kaart is van vandaag of vroeger."))
        if dag.year < 1990:
            raise forms.ValidationError(_("Deze dag ligt te ver terug."))
        return dag


class PersoonFormulier(HuisFormulier):
    """Somebody in the network, in the family's words."""

    genoemd_door = forms.ModelChoiceField(
        label=_("Wie van het gezin noemt deze persoon?"),
        queryset=Gezinslid.objects.none(),
        widget=forms.RadioSelect,
        empty_label=None,
        help_text=_("Enkel het gezin beslist wie op de kaart staat."),
    )
    schuilnaam = forms.CharField(
        label=_("Hoe noemen jullie deze persoon?"),
        max_length=32,
        help_text=_("Een voornaam of een bijnaam is genoeg. Bijvoorbeeld: oma Rosa, de buurman, juf Els."),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    kring = forms.ChoiceField(
        label=_("Bij welke groep hoort deze persoon?"), choices=Kring, widget=forms.RadioSelect
    )
    soort = forms.ChoiceField(
        label=_("Doet deze persoon dit voor het werk?"),
        choices=[
            (Figuur.Soort.INFORMEEL, _("nee, het is iemand uit ons leven")),
            (Figuur.Soort.FORMEEL, _("ja, het is iemands werk")),
        ],
        widget=forms.RadioSelect,
    )
    zelf_gekozen = forms.TypedChoiceField(
        label=_("Hebben jullie deze hulp zelf gekozen?"),
        choices=[("", _("dat weten we niet, of het past hier niet")), *JA_NEE],
        widget=forms.RadioSelect,
        coerce=lambda waarde: waarde == "ja",
        empty_value=None,
        required=False,
    )
    ring = forms.ChoiceField(
        label=_("Hoe dicht staat deze persoon bij jullie?"), choices=Ring, widget=forms.RadioSelect
    )
    steun = forms.MultipleChoiceField(
        label=_("Wat betekent deze persoon voor jullie?"),
        choices=[(s, f"{s.label} ({letter})") for s, letter in STEUN_LETTERS.items()],
        widget=forms.CheckboxSelectMultiple,
        required=False,
        help_text=_("Meer dan één antwoord mag. Niets mag ook."),
    )
    sterkte = forms.ChoiceField(label=_("Wat voor band is het?"), choices=Sterkte, widget=forms.RadioSelect)
    stand = forms.ChoiceField(label=_("Hoe staat het nu?"), choices=Stand, widget=forms.RadioSelect)
    richting = forms.ChoiceField(
        label=_("Wie geeft, wie krijgt?"), choices=Richting, widget=forms.RadioSelect
    )
    enkel_online = forms.TypedChoiceField(
        label=_("Spreken jullie elkaar enkel online?"),
        choices=JA_NEE,
        widget=forms.RadioSelect,
        coerce=lambda waarde: waarde == "ja",
    )

    def __init__(
        self, *args: Any, kaart: Netwerkkaart, velden: list[str] | None = None, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["genoemd_door"].queryset = leden_van(kaart)
        if velden is not None:
            for naam in set(self.fields) - {*velden, "formulierbon"}:
                del self.fields[naam]

    def figuur(self) -> dict[str, Any]:
        """What is said about the person."""
        soort = self.cleaned_data["soort"]
        gekozen = self.cleaned_data["zelf_gekozen"] if soort == Figuur.Soort.FORMEEL else None
        return {"schuilnaam": self.cleaned_data["schuilnaam"], "soort": soort, "zelf_gekozen": gekozen}

    def band(self) -> dict[str, Any]:
        """What is said about the tie."""
        return {veld: self.cleaned_data[veld] for veld in BANDVELDEN}


class BandFormulier(PersoonFormulier):
    """The same questions on one page, with the version of the tie."""

    versie = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, band: Band, **kwargs: Any) -> None:
        begin = {veld: getattr(band, veld) for veld in BANDVELDEN} | {
            "schuilnaam": band.figuur.schuilnaam,
            "soort": band.figuur.soort,
            "zelf_gekozen": {True: "ja", False: "nee", None: ""}[band.figuur.zelf_gekozen],
            "enkel_online": "ja" if band.enkel_online else "nee",
            "versie": band.versie,
        }
        super().__init__(*args, kaart=band.kaart, initial=begin, **kwargs)


class WisFormulier(HuisFormulier):
    """Who of the family wants somebody gone from the map."""

    vraagt = forms.ModelChoiceField(
        label=_("Wie van het gezin vraagt dit?"),
        queryset=Gezinslid.objects.none(),
        widget=forms.RadioSelect,
        empty_label=None,
    )

    def __init__(self, *args: Any, kaart: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["vraagt"].queryset = leden_van(kaart)


__all__ = ["BandFormulier", "KaartFormulier", "PersoonFormulier", "Steun", "WisFormulier"]
