"""Forms of Inzet and turns."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from gezinnen.models import Gezin
from organisaties.models import Functie, Rol
from thuiscompagnie.vloer.formulieren import HuisFormulier, HuisModelFormulier

from .models import MINSTENS, Beurt, EindeReden, Inzet, Weekdag
from .week import gezinsnaam

EEN_JAAR = timedelta(days=366)


def datumveld(label: Any, **extra: Any) -> forms.DateField:
    """A day, with the browser's own picker."""
    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    return forms.DateField(label=label, widget=widget, **extra)


class Urenveld(forms.DecimalField):
    """Hours in quarters, written with a comma or a point."""

    def __init__(self, **extra: Any) -> None:
        super().__init__(
            **{"max_digits": 4, "decimal_places": 2, "localize": True} | extra,
            widget=forms.TextInput(attrs={"inputmode": "decimal", "size": 6, "autocomplete": "off"}),
        )

    def clean(self, value: Any) -> Decimal | None:
        uren = super().clean(value)
        if uren is not None and uren % Decimal("0.25"):
            raise forms.ValidationError(_("Schrijf uren in kwartieren, bijvoorbeeld 2,5 of 2,75."))
        return uren


def verzorgenden(gezin: Gezin, dag: date) -> Any:
    """Care workers of the family's service who work there on this day."""
    return (
        Functie.objects.actief_op(dag)
        .filter(organisatie_id=gezin.dienst_id, rol=Rol.VERZORGENDE)
        .select_related("gebruiker")
        .order_by("gebruiker__naam", "pk")
    )


class VerzorgendeKeuze(forms.ModelChoiceField):
    def label_from_instance(self, obj: Any) -> str:
        return obj.gebruiker.naam


class InzetFormulier(HuisModelFormulier):
    """A new Inzet, or what was agreed anew (then without the choice of the worker)."""

    verzorgende = VerzorgendeKeuze(label=_("Wie komt er?"), queryset=Functie.objects.none())
    uren_per_week = Urenveld(
        label=_("Hoeveel uren per week?"),
        help_text=_("Meestal 4 uur of meer."),
        min_value=Decimal("0.5"),
        max_value=Decimal("40"),
    )
    weekdagen = forms.TypedMultipleChoiceField(
        label=_("Op welke dagen?"), coerce=int, choices=Weekdag, widget=forms.CheckboxSelectMultiple
    )
    van = datumveld(_("Vanaf wanneer?"))
    tot = datumveld(
        _("Tot en met wanneer?"),
        required=False,
        help_text=_(
            "Hulp is tijdelijk. Praat van bij de start over later: wie neemt wat over? Laat leeg als de dag nog open is."
        ),
    )
    afspraak = forms.CharField(
        label=_("Wat verwacht het gezin van deze hulp?"),
        help_text=_("In de woorden van het gezin. De verzorgende leest dit mee."),
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=1000,
        required=False,
    )

    class Meta:
        model = Inzet
        fields = ["verzorgende", "uren_per_week", "minder_reden", "weekdagen", "bedoeling", "van", "tot"]
        labels = {
            "bedoeling": _("Waarvoor komt zij?"),
            "minder_reden": _("Minder dan 4 uur: waarom?"),
        }
        help_texts = {"minder_reden": _("Enkel als het minder dan 4 uur per week is.")}
        widgets = {"bedoeling": forms.RadioSelect}

    def __init__(self, *args: Any, gezin: Gezin, vandaag: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.gezin, self.vandaag = gezin, vandaag
        self.fields["bedoeling"].choices = [k for k in self.fields["bedoeling"].choices if k[0]]
        if self.instance._state.adding:
            self.fields["verzorgende"].queryset = verzorgenden(gezin, vandaag)
        else:
            del self.fields["verzorgende"]

    def clean_van(self) -> date:
        van = self.cleaned_data["van"]
        if abs(van - self.vandaag) > 10 * EEN_JAAR or van - self.vandaag > EEN_JAAR:
            raise forms.ValidationError(_("Kies een dag in de voorbije jaren of in het komende jaar."))
        return van

    def clean(self) -> dict[str, Any]:
        velden = super().clean() or {}
        uren, reden = velden.get("uren_per_week"), velden.get("minder_reden")
        if uren is not None and uren < MINSTENS and not reden:
            self.add_error("minder_reden", _("Zeg waarom er minder dan 4 uur per week afgesproken is."))
        if uren is not None and uren >= MINSTENS:
            velden["minder_reden"] = ""
        van, tot = velden.get("van"), velden.get("tot")
        if van and tot and tot < van:
            self.add_error("tot", _("De einddatum ligt voor de begindatum."))
        wie = velden.get("verzorgende")
        if wie and van and self._komt_al(wie, van, tot):
            self.add_error("verzorgende", _("Deze verzorgende komt in die periode al in dit gezin."))
        return velden

    def _komt_al(self, wie: Functie, van: date, tot: date | None) -> bool:
        lopend = Inzet.objects.filter(gezin=self.gezin, verzorgende=wie)
        return lopend.lopend_tussen(van, tot or date.max).exists()


class EindeFormulier(HuisFormulier):
    """The worker stops coming; somebody else may come in her place."""

    tot = datumveld(_("Wat is haar laatste dag?"))
    reden = forms.ChoiceField(
        label=_("Waarom stopt het?"),
        choices=EindeReden,
        widget=forms.RadioSelect,
        help_text=_("Een gezin mag een andere verzorgende willen. Het hoeft niet te zeggen waarom."),
    )
    opvolger = VerzorgendeKeuze(
        label=_("Wie komt er in haar plaats?"),
        queryset=Functie.objects.none(),
        required=False,
        empty_label=_("niemand, of nog niet geweten"),
        help_text=_("Dezelfde uren en dagen; u kunt ze daarna wijzigen."),
    )

    def __init__(self, *args: Any, inzet: Inzet, vandaag: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.inzet, self.vandaag = inzet, vandaag
        bezet = Inzet.objects.filter(gezin=inzet.gezin).lopend_tussen(vandaag, date.max)
        self.fields["opvolger"].queryset = verzorgenden(inzet.gezin, vandaag).exclude(
            pk__in=bezet.values("verzorgende")
        )

    def clean_tot(self) -> date:
        tot = self.cleaned_data["tot"]
        if tot < self.inzet.van:
            raise forms.ValidationError(_("De laatste dag ligt voor de eerste."))
        if tot - self.vandaag > EEN_JAAR:
            raise forms.ValidationError(_("Kies een dag in het komende jaar."))
        return tot


class BeurtFormulier(HuisFormulier):
    """Other hours, or a turn that did not take place (nobody asks why)."""

    toon_optioneel = False

    GING_DOOR = [("ja", _("De beurt ging door")), ("nee", _("De beurt ging niet door"))]

    ging_door = forms.ChoiceField(
        label=_("Ging de beurt door?"), choices=GING_DOOR, widget=forms.RadioSelect, initial="ja"
    )
    uren = Urenveld(
        label=_("Hoeveel uren?"),
        help_text=_("Enkel als de beurt doorging."),
        required=False,
        min_value=Decimal("0.25"),
        max_value=Decimal("14"),
    )
    regel = forms.CharField(
        label=_("Eén regel, samen geschreven"),
        help_text=_("Wat jullie samen deden of wat goed ging. Het gezin leest dit mee. Hoeft niet."),
        max_length=300,
        required=False,
    )

    def __init__(self, *args: Any, beurt: Beurt, vandaag: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.beurt, self.vandaag = beurt, vandaag

    def clean(self) -> dict[str, Any]:
        velden = super().clean() or {}
        if velden.get("ging_door") == "nee":
            velden["uren"] = None
        elif velden.get("ging_door") == "ja":
            if self.beurt.datum > self.vandaag:
                self.add_error("ging_door", _("Deze dag moet nog komen. Bevestigen kan op de dag zelf."))
            if velden.get("uren") is None and "uren" not in self.errors:
                self.add_error("uren", _("Schrijf hoeveel uren het waren."))
        return velden


class InzetKeuze(forms.ModelChoiceField):
    def label_from_instance(self, obj: Any) -> str:
        return gezinsnaam(obj)


class ExtraBeurtFormulier(HuisFormulier):
    """Work outside the planned days (R008)."""

    inzet = InzetKeuze(label=_("Voor welk gezin?"), queryset=Inzet.objects.none(), empty_label=None)
    datum = datumveld(_("Welke dag?"))
    uren = Urenveld(label=_("Hoeveel uren?"), min_value=Decimal("0.25"), max_value=Decimal("14"))
    regel = forms.CharField(
        label=_("Eén regel, samen geschreven"),
        help_text=_("Bijvoorbeeld: samen het voedselpakket gehaald."),
        max_length=300,
        required=False,
    )

    def __init__(self, *args: Any, inzetten: Any, vandaag: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.vandaag = vandaag
        self.fields["inzet"].queryset = inzetten

    def clean(self) -> dict[str, Any]:
        velden = super().clean() or {}
        dag, inzet = velden.get("datum"), velden.get("inzet")
        if dag and dag > self.vandaag:
            self.add_error("datum", _("Deze dag moet nog komen. Schrijf hem op als hij voorbij is."))
        elif dag and inzet and not inzet.loopt_op(dag):
            self.add_error("datum", _("Op deze dag kwam u nog niet, of niet meer, in dit gezin."))
        elif dag and inzet and velden.get("uren"):
            zelfde = Beurt.objects.filter(
                inzet=inzet, datum=dag, gepland_uren__isnull=True, gewerkt_uren=velden["uren"]
            )
            if zelfde.exists():
                self.add_error(
                    "datum",
                    _(
                        "Deze extra beurt staat al in uw week: zelfde dag, zelfde uren. "
                        "Kwam u die dag twee keer? Pas dan de uren van de eerste aan."
                    ),
                )
        return velden
