"""Forms of the referral: searching first, the referral itself, telling, deciding, telling the referrer."""

import uuid
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from gezinnen import zoeken
from gezinnen.actions.gezin import controleer_gemeente
from gezinnen.delen.forms import AntwoordFormulier
from gezinnen.models import Aanmelding, Beslissing, Gezin, JaNeeOnbekend, Reden, VerwijzerSoort
from gezinnen.panelen import EerderOverleg
from organisaties.actor import vandaag
from organisaties.models import Sector
from thuiscompagnie.vloer.formulieren import HuisFormulier

from .velden import LANG_GELEDEN, DagVeld, GemeenteVeld, Groepen

TERUGKOPPELING: Any = Aanmelding._meta.get_field("terugkoppeling").choices


class ZoekFormulier(Groepen, HuisFormulier):
    """Search before a new referral: a name or a date of birth is enough."""

    toon_optioneel = False
    naam = forms.CharField(
        label=gettext_lazy("Naam van het gezin of van iemand in huis"), max_length=120, required=False
    )
    geboortedatum = DagVeld(
        label=gettext_lazy("Geboortedatum van iemand in huis"), vroegste=LANG_GELEDEN, required=False
    )
    gemeente = GemeenteVeld(label=gettext_lazy("Gemeente"), required=False)

    def clean(self) -> dict[str, Any]:
        schoon = super().clean() or {}
        naam = schoon.get("naam", "")
        if "naam" in self.errors or "geboortedatum" in self.errors:
            return schoon
        if naam and zoeken.is_enkel_tussenvoegsel(naam):
            self.add_error("naam", _("Dit is enkel een tussenvoegsel. Schrijf er nog een stukje naam bij."))
        elif not naam and not schoon.get("geboortedatum"):
            self.add_error("naam", _("Vul een naam of een geboortedatum in."))
        return schoon


class AanmeldingFormulier(Groepen, HuisFormulier):
    """A referral of a family that knows of it."""

    groepen = [
        (
            gettext_lazy("Het gezin"),
            ["naam", "gemeente", "telefoon", "contactwens", "talen", "verwacht_kind"],
        ),
        (
            gettext_lazy("Wie meldt aan"),
            [
                "datum",
                "verteld_op",
                "verwijzer_soort",
                "verwijzer_sector",
                "verwijzer_organisatie",
                "verwijzer_naam",
                "verwijzer_contact",
            ],
        ),
        (gettext_lazy("De vraag"), ["vraag", "leervraag", "redenen", "andere_reden"]),
        (gettext_lazy("Lokaal cliëntoverleg"), ["lco_vooraf"]),
    ]

    naam = forms.CharField(
        label=gettext_lazy("Hoe wil het gezin genoemd worden?"),
        help_text=gettext_lazy("Bijvoorbeeld Familie Van de Velde. Het mag ook een voornaam zijn."),
        max_length=120,
    )
    gemeente = GemeenteVeld(label=gettext_lazy("In welke gemeente woont het gezin?"))
    telefoon = forms.CharField(label=gettext_lazy("Telefoon van het gezin"), max_length=40, required=False)
    contactwens = forms.CharField(
        label=gettext_lazy("Hoe en wanneer is het gezin liefst bereikbaar?"),
        max_length=500,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    talen = forms.CharField(
        label=gettext_lazy("Welke talen spreekt het gezin?"), max_length=120, required=False
    )
    verwacht_kind = forms.BooleanField(label=gettext_lazy("Er is een kindje op komst"), required=False)
    datum = DagVeld(label=gettext_lazy("Wanneer kwam de aanmelding binnen?"))
    verteld_op = DagVeld(
        label=gettext_lazy("Sinds wanneer weet het gezin ervan?"),
        help_text=gettext_lazy("Leeg betekent: op de dag van de aanmelding."),
        required=False,
    )
    verwijzer_soort = forms.ChoiceField(
        label=gettext_lazy("Wie meldt aan?"), choices=VerwijzerSoort, widget=forms.RadioSelect
    )
    verwijzer_sector = forms.ModelChoiceField(
        label=gettext_lazy("Uit welke sector?"),
        queryset=Sector.objects.all(),
        required=False,
        empty_label=gettext_lazy("Kies een sector"),
    )
    verwijzer_organisatie = forms.CharField(
        label=gettext_lazy("Welke dienst of organisatie?"), max_length=160, required=False
    )
    verwijzer_naam = forms.CharField(
        label=gettext_lazy("Naam van wie aanmeldt"), max_length=120, required=False
    )
    verwijzer_contact = forms.CharField(
        label=gettext_lazy("Telefoon of e-mail van wie aanmeldt"), max_length=120, required=False
    )
    vraag = forms.CharField(
        label=gettext_lazy("Wat vraagt het gezin, in eigen woorden?"),
        help_text=gettext_lazy("Schrijf het op zoals het gezegd is: het gezin kan dit lezen."),
        widget=forms.Textarea(attrs={"rows": 4}),
        required=False,
    )
    leervraag = forms.CharField(
        label=gettext_lazy("Wat wil het gezin graag leren?"),
        widget=forms.Textarea(attrs={"rows": 2}),
        required=False,
    )
    redenen = forms.MultipleChoiceField(
        label=gettext_lazy("Waarvoor wordt hulp gevraagd?"),
        help_text=gettext_lazy("U kunt meer dan één antwoord aanduiden."),
        choices=Reden,
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    andere_reden = forms.CharField(
        label=gettext_lazy("Iets anders, namelijk"), max_length=200, required=False
    )
    lco_vooraf = forms.ChoiceField(
        label=gettext_lazy("Was er voor deze aanmelding al een lokaal cliëntoverleg?"),
        help_text=gettext_lazy(
            "Vraag het aan het gezin of aan wie aanmeldt. Weet niemand het, kies dan “niet bekend”."
        ),
        choices=JaNeeOnbekend,
        widget=forms.RadioSelect,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["datum"].initial = vandaag
        sector = self.fields["verwijzer_sector"]
        sector.queryset = Sector.objects.geldig_op(vandaag())  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        schoon = super().clean() or {}
        naam, datum, gemeente = schoon.get("naam"), schoon.get("datum"), schoon.get("gemeente")
        if naam and zoeken.is_enkel_tussenvoegsel(naam):
            self.add_error("naam", _("Dit is enkel een tussenvoegsel. Schrijf er nog een stukje naam bij."))
        if datum and gemeente:
            try:
                controleer_gemeente(gemeente, datum, "gemeente")
            except ValidationError as fout:
                self.add_error("gemeente", fout.error_dict["gemeente"])
        if (
            schoon.get("verwijzer_soort") == VerwijzerSoort.LCO
            and schoon.get("lco_vooraf") == JaNeeOnbekend.NEE
        ):
            self.add_error(
                "lco_vooraf",
                _("Hierboven staat dat de vraag uit een lokaal cliëntoverleg komt. Kijk dit na."),
            )
        return schoon


class AanmeldingZonderNaamFormulier(AanmeldingFormulier):
    """A referral of a family that does not know yet: there is no place for a name."""

    ONGEVRAAGD = (
        "naam",
        "telefoon",
        "contactwens",
        "talen",
        "verwacht_kind",
        "verteld_op",
        "verwijzer_naam",
        "verwijzer_contact",
        "vraag",
        "leervraag",
    )

    groepen = [
        (
            gettext_lazy("Wie meldt aan"),
            ["datum", "verwijzer_soort", "verwijzer_sector", "verwijzer_organisatie"],
        ),
        (gettext_lazy("Waarvoor"), ["gemeente", "redenen", "andere_reden"]),
        (gettext_lazy("Lokaal cliëntoverleg"), ["lco_vooraf"]),
    ]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for naam in self.ONGEVRAAGD:
            del self.fields[naam]
        self.fields["andere_reden"].help_text = _("Schrijf hier geen namen.")


class OpnieuwFormulier(AanmeldingFormulier):
    """A new referral of a family that is known already."""

    groepen = [(titel, velden) for titel, velden in AanmeldingFormulier.groepen[1:]] + [
        (gettext_lazy("Waar woont het gezin nu"), ["gemeente"])
    ]

    def __init__(self, *args: Any, gezin: Gezin, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for naam in ("naam", "telefoon", "contactwens", "talen", "verwacht_kind"):
            del self.fields[naam]
        self.fields["gemeente"].initial = gezin.gemeente_id


class WijzigFormulier(AanmeldingFormulier):
    """The referral itself, later on; the decision has a page of its own."""

    groepen = [
        *AanmeldingFormulier.groepen[:3],
        (gettext_lazy("Lokaal cliëntoverleg"), ["lco_vooraf", "lco_voor_opname"]),
        (gettext_lazy("Bericht aan de aanmelder"), ["terugkoppeling"]),
    ]
    lco_voor_opname = forms.ChoiceField(
        label=gettext_lazy("Was er voor de start al een lokaal cliëntoverleg?"),
        choices=JaNeeOnbekend,
        widget=forms.RadioSelect,
    )
    terugkoppeling = forms.ChoiceField(
        label=gettext_lazy("Wat mag wie aanmeldde horen?"),
        help_text=gettext_lazy("Dat kiest het gezin."),
        choices=TERUGKOPPELING,
        widget=forms.RadioSelect,
    )
    versie = forms.IntegerField(widget=forms.HiddenInput)
    VELDEN = (
        "datum",
        "verteld_op",
        "gemeente",
        "verwijzer_soort",
        "verwijzer_sector",
        "verwijzer_organisatie",
        "verwijzer_naam",
        "verwijzer_contact",
        "vraag",
        "leervraag",
        "redenen",
        "andere_reden",
        "lco_vooraf",
        "lco_voor_opname",
        "terugkoppeling",
    )
    ENKEL_VERTELD = ("verteld_op", "verwijzer_naam", "verwijzer_contact", "vraag", "leervraag")

    def __init__(self, *args: Any, aanmelding: Aanmelding, **kwargs: Any) -> None:
        kwargs.setdefault("initial", {veld: getattr(aanmelding, veld) for veld in (*self.VELDEN, "versie")})
        super().__init__(*args, **kwargs)
        weg = {"naam", "telefoon", "contactwens", "talen", "verwacht_kind"}
        if not aanmelding.verteld:
            weg |= set(self.ENKEL_VERTELD)
        if aanmelding.beslissing != Beslissing.OPGENOMEN:
            weg.add("lco_voor_opname")
        for naam in weg:
            del self.fields[naam]
        self.fields["gemeente"].required = aanmelding.gemeente_id is not None

    @property
    def velden(self) -> list[str]:
        return [naam for naam in self.VELDEN if naam in self.fields]

    def clean(self) -> dict[str, Any]:
        schoon = super().clean() or {}
        _eerder_is_eerder(self, schoon.get("lco_vooraf"))
        return schoon


def _eerder_is_eerder(form: forms.Form, vooraf: str | None) -> None:
    """A consultation before the referral is one before the start: both are counted."""
    if vooraf == JaNeeOnbekend.JA and form.cleaned_data.get("lco_voor_opname") == JaNeeOnbekend.NEE:
        form.add_error(
            "lco_voor_opname",
            _("Bij de aanmelding staat dat er al een lokaal cliëntoverleg was. Kijk dit na."),
        )


class VertellenFormulier(Groepen, HuisFormulier):
    """The family now knows: since when, and how it wants to be called."""

    verteld_op = DagVeld(label=gettext_lazy("Wanneer is het met het gezin besproken?"))
    naam = forms.CharField(
        label=gettext_lazy("Hoe wil het gezin genoemd worden?"),
        help_text=gettext_lazy("Bijvoorbeeld Familie Van de Velde. Het mag ook een voornaam zijn."),
        max_length=120,
    )


class BeslissingFormulier(Groepen, HuisFormulier):
    """What comes of the referral, with the reason; what only a start needs stands apart."""

    groepen = [
        (gettext_lazy("De beslissing"), ["beslissing", "op", "reden"]),
        (gettext_lazy("Enkel als het gezin start"), ["opname_op", "lco_voor_opname"]),
        (gettext_lazy("Bericht aan de aanmelder"), ["terugkoppeling"]),
    ]
    groepsklassen = {"opname_op": "enkel-bij-start"}
    toon_optioneel = False
    beslissing = forms.ChoiceField(
        label=gettext_lazy("Wat wordt het?"),
        choices=[keuze for keuze in Beslissing.choices if keuze[0] != Beslissing.OPEN],
        widget=forms.RadioSelect,
    )
    op = DagVeld(label=gettext_lazy("Wanneer is dit beslist?"))
    reden = forms.CharField(
        label=gettext_lazy("Waarom?"),
        help_text=gettext_lazy("Kort en zonder oordeel: het gezin kan dit lezen."),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        required=False,
    )
    opname_op = DagVeld(label=gettext_lazy("Wanneer start het gezin?"), required=False)
    lco_voor_opname = forms.ChoiceField(
        label=gettext_lazy("Was er voor de start al een lokaal cliëntoverleg?"),
        help_text=gettext_lazy("Vraag het aan het gezin. Weet niemand het, kies dan “niet bekend”."),
        choices=JaNeeOnbekend,
        widget=forms.RadioSelect,
        required=False,
    )
    terugkoppeling = forms.ChoiceField(
        label=gettext_lazy("Wat mag wie aanmeldde horen?"),
        help_text=gettext_lazy("Dat kiest het gezin."),
        choices=TERUGKOPPELING,
        widget=forms.RadioSelect,
    )
    versie = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, aanmelding: Aanmelding, **kwargs: Any) -> None:
        kwargs.setdefault(
            "initial",
            {
                "op": vandaag(),
                "terugkoppeling": aanmelding.terugkoppeling,
                "versie": aanmelding.versie,
                # What came before the referral came before the start as well.
                "lco_voor_opname": JaNeeOnbekend.JA if aanmelding.lco_vooraf == JaNeeOnbekend.JA else "",
            },
        )
        super().__init__(*args, **kwargs)
        self.lco_vooraf = aanmelding.lco_vooraf

    def clean(self) -> dict[str, Any]:
        schoon = super().clean() or {}
        if schoon.get("beslissing") == Beslissing.OPGENOMEN:
            if not schoon.get("lco_voor_opname"):
                self.add_error("lco_voor_opname", _("Kies ja, nee of niet bekend."))
            _eerder_is_eerder(self, self.lco_vooraf)
            if not schoon.get("opname_op") and "opname_op" not in self.errors:
                self.add_error("opname_op", _("Vul de dag in waarop het gezin start."))
        return schoon


class UitOverlegFormulier(HuisFormulier):
    """From which earlier consultation of this family the referral came, if from one (R058)."""

    overleg = forms.TypedChoiceField(
        label=gettext_lazy("Uit welk overleg komt deze aanmelding?"),
        coerce=uuid.UUID,
        empty_value=None,
        required=False,
    )
    versie = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(
        self, *args: Any, aanmelding: Aanmelding, overleggen: list[EerderOverleg], **kwargs: Any
    ) -> None:
        kwargs.setdefault("initial", {"overleg": aanmelding.overleg, "versie": aanmelding.versie})
        super().__init__(*args, **kwargs)
        keuzes = [("", _("niet uit een overleg")), *((str(o.pk), o.naam) for o in overleggen)]
        self.fields["overleg"].choices = keuzes  # type: ignore[attr-defined]


class TerugkoppelingFormulier(Groepen, AntwoordFormulier):
    """The family's answer to this letter, and the day on which the referrer heard the outcome."""

    bericht_op = DagVeld(label=gettext_lazy("Wanneer kreeg de aanmelder bericht?"))
    groepen = [
        (gettext_lazy("Het antwoord van het gezin"), ["zegt", "wie", "op", "hoe"]),
        (gettext_lazy("Het bericht"), ["bericht_op"]),
    ]
