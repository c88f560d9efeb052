"""Forms of the family page: how it is called, who lives there, where, who helps, who keeps the file."""

from typing import Any

from django import forms
from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from gezinnen.models import (
    Adres,
    BetrokkenHulpverlener,
    GezinGegevens,
    Gezinslid,
    Levensdomein,
    Overname,
    Publiek,
)
from organisaties.actor import Actor, vandaag
from organisaties.forms import MetAanmeldnaam
from organisaties.models import Functie, Organisatie, Rol, Sector
from thuiscompagnie.vloer.formulieren import HuisFormulier, HuisModelFormulier

from .velden import LANG_GELEDEN, POSTCODE, DagVeld, GemeenteVeld, Groepen

HULPSOORTEN = (
    Organisatie.Soort.OCMW,
    Organisatie.Soort.WELZIJNSPARTNER,
    Organisatie.Soort.KLUSSENDIENST,
    Organisatie.Soort.VRIJWILLIGERSWERKING,
)


class GegevensFormulier(Groepen, HuisModelFormulier):
    """How the family wants to be called and reached."""

    class Meta:
        model = GezinGegevens
        fields = ["naam", "talen", "tolk", "telefoon", "contactwens", "verwacht_kind"]
        labels = {
            "naam": gettext_lazy("Hoe wil het gezin genoemd worden?"),
            "talen": gettext_lazy("Welke talen spreekt het gezin?"),
            "tolk": gettext_lazy("Een tolk is welkom"),
            "telefoon": gettext_lazy("Telefoon"),
            "contactwens": gettext_lazy("Hoe en wanneer is het gezin liefst bereikbaar?"),
            "verwacht_kind": gettext_lazy("Er is een kindje op komst"),
        }
        widgets = {"contactwens": forms.Textarea(attrs={"rows": 2})}


class LidFormulier(Groepen, HuisModelFormulier):
    """Somebody of the household."""

    geboortedatum = DagVeld(
        label=gettext_lazy("Geboortedatum"),
        help_text=gettext_lazy("Enkel als u die kent."),
        vroegste=LANG_GELEDEN,
        required=False,
    )
    van = DagVeld(
        label=gettext_lazy("Woont hier sinds"),
        help_text=gettext_lazy("Leeg betekent: al van voor de aanmelding."),
        vroegste=LANG_GELEDEN,
        required=False,
    )
    tot = DagVeld(
        label=gettext_lazy("Tot en met"),
        help_text=gettext_lazy("Leeg zolang deze persoon hier is."),
        toekomst=True,
        required=False,
    )

    class Meta:
        model = Gezinslid
        fields = ["soort", "naam", "verblijf", "geboortedatum", "van", "tot"]
        labels = {"soort": gettext_lazy("Wie is dit?"), "naam": gettext_lazy("Naam")}
        help_texts = {"naam": gettext_lazy("Een gast of iemand anders mag zonder naam blijven.")}
        widgets = {"soort": forms.RadioSelect, "verblijf": forms.RadioSelect}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        keuzes = self.fields["soort"]
        keuzes.choices = Gezinslid.Soort.choices  # type: ignore[attr-defined]  # no empty answer


class LidVeld(forms.ModelChoiceField):
    """Somebody of the household, as people call her."""

    def label_from_instance(self, obj: Gezinslid) -> str:
        return obj.roepnaam


class VerhuisFormulier(Groepen, HuisFormulier):
    """Where the family, or one member alone, lives from a day on."""

    van_lid = LidVeld(
        label=gettext_lazy("Van wie is dit adres?"),
        queryset=Gezinslid.objects.none(),
        empty_label=gettext_lazy("het hele gezin"),
        required=False,
    )
    straat = forms.CharField(label=gettext_lazy("Straat en nummer"), max_length=160, required=False)
    postcode = forms.CharField(
        label=gettext_lazy("Postcode"), max_length=12, required=False, validators=[POSTCODE]
    )
    gemeente = GemeenteVeld(label=gettext_lazy("Gemeente"))
    van = DagVeld(label=gettext_lazy("Woont daar sinds"), vroegste=LANG_GELEDEN)

    def __init__(self, *args: Any, leden: QuerySet[Gezinslid], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["van_lid"].queryset = leden  # type: ignore[attr-defined]


class AdresFormulier(Groepen, HuisModelFormulier):
    """A writing error in an address; moving has a form of its own. One member's address may just end."""

    tot = DagVeld(
        label=gettext_lazy("Woonde daar tot en met"),
        help_text=gettext_lazy("Leeg zolang dit het adres is."),
        vroegste=LANG_GELEDEN,
        required=False,
    )

    class Meta:
        model = Adres
        fields = ["straat", "postcode", "tot"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["postcode"].validators.append(POSTCODE)
        if not self.instance.van_lid_id:
            del self.fields["tot"]


class HulpFormulier(Groepen, MetAanmeldnaam):
    """A helper around the family."""

    def clean_publiek(self) -> str:
        """Not chosen: everyone of the family sees it."""
        return self.cleaned_data["publiek"] or Publiek.GEZIN.value

    groepen = [
        (
            gettext_lazy("Wie is het"),
            [
                *("naam", "functie_omschrijving", "organisatie", "organisatie_tekst", "sector", "contact"),
                "aanmeldnaam",
            ],
        ),
        (gettext_lazy("Wat doet deze hulp"), ["opdracht", "domein", "frequentie", "van", "tot"]),
        (gettext_lazy("Voor wie is deze hulp"), ["van_lid", "publiek"]),
        (gettext_lazy("Hoe staat het gezin daarin"), ["kader", "mening_gezin", "beroepsgeheim"]),
    ]
    van = DagVeld(label=gettext_lazy("Sinds"), vroegste=LANG_GELEDEN, required=False)
    tot = DagVeld(
        label=gettext_lazy("Tot en met"),
        help_text=gettext_lazy("Leeg zolang deze hulp komt."),
        toekomst=True,
        required=False,
    )

    class Meta:
        model = BetrokkenHulpverlener
        fields = [
            "naam",
            "functie_omschrijving",
            "organisatie",
            "organisatie_tekst",
            "sector",
            "contact",
            "van_lid",
            "publiek",
            "opdracht",
            "domein",
            "frequentie",
            "van",
            "tot",
            "kader",
            "mening_gezin",
            "beroepsgeheim",
        ]
        labels = {
            "naam": gettext_lazy("Naam van de hulpverlener"),
            "functie_omschrijving": gettext_lazy("Functie"),
            "organisatie": gettext_lazy("Organisatie"),
            "organisatie_tekst": gettext_lazy("Een andere organisatie"),
            "opdracht": gettext_lazy("Waarvoor komt deze hulp?"),
            "domein": gettext_lazy("Bij welk levensdomein hoort dat?"),
            "van_lid": gettext_lazy("Voor wie van het gezin?"),
            "publiek": gettext_lazy("Wie van het gezin ziet deze hulp in de eigen plek?"),
            "frequentie": gettext_lazy("Hoe vaak?"),
            "kader": gettext_lazy("Koos het gezin zelf voor deze hulp?"),
            "mening_gezin": gettext_lazy("Wat vindt het gezin van deze hulp?"),
            "beroepsgeheim": gettext_lazy("Is deze hulpverlener gebonden door het beroepsgeheim?"),
        }
        help_texts = {
            "organisatie_tekst": gettext_lazy("Staat de organisatie niet in de lijst, schrijf ze dan hier."),
            "beroepsgeheim": gettext_lazy(
                "Een leerkracht bijvoorbeeld heeft een ambtsgeheim en geen beroepsgeheim."
            ),
        }
        widgets = {
            "kader": forms.RadioSelect,
            "publiek": forms.RadioSelect,
            "beroepsgeheim": forms.RadioSelect,
            "mening_gezin": forms.Textarea(attrs={"rows": 3}),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        organisatie, sector = self.fields["organisatie"], self.fields["sector"]
        self.fields["aanmeldnaam"].help_text = _(
            "Enkel als deze persoon zich bij Thuiscompagnie aanmeldt. Wat u daarna met het ja van het gezin deelt, "
            "leest zij of hij dan hier. Dit alleen opent niets."
        )
        self.fields["publiek"].required = False
        voor = self.fields["van_lid"]
        voor.queryset = Gezinslid.objects.filter(gezin=self.instance.gezin_id)  # type: ignore[attr-defined]
        voor.empty_label = _("het hele gezin")  # type: ignore[attr-defined]
        organisatie.empty_label = _("Kies een organisatie")  # type: ignore[attr-defined]
        sector.empty_label = _("Kies een sector")  # type: ignore[attr-defined]
        domein = self.fields["domein"]
        domein.choices = [("", _("Kies een levensdomein")), *Levensdomein.choices]  # type: ignore[attr-defined]
        eigen = Q(pk=self.instance.organisatie_id) if self.instance.organisatie_id else Q()
        organisatie.queryset = Organisatie.objects.filter(  # type: ignore[attr-defined]
            Q(soort__in=HULPSOORTEN) | eigen
        )
        sector.queryset = Sector.objects.geldig_op(vandaag())  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """One organisation; and who logs in works there: a mistyped name must not lead to a stranger."""
        schoon = super().clean() or {}
        organisatie, functie = schoon.get("organisatie"), self.instance.functie
        if organisatie and schoon.get("organisatie_tekst"):
            self.add_error(
                "organisatie_tekst",
                gettext_lazy("Kies een organisatie uit de lijst of schrijf er een, niet allebei."),
            )
        if schoon.get("aanmeldnaam") and functie and organisatie and functie.organisatie_id != organisatie.pk:
            self.add_error(
                "aanmeldnaam",
                _("Wie zich zo aanmeldt, werkt bij %(waar)s. Kijk de naam of de organisatie na.")
                % {"waar": functie.organisatie.naam},
            )
        return schoon


class FunctieVeld(forms.ModelChoiceField):
    """A colleague, by name."""

    def label_from_instance(self, obj: Functie) -> str:
        return obj.gebruiker.naam


def collegas(actor: Actor) -> Any:
    """The coaches of one's own service, in force today."""
    return (
        Functie.objects.actief_op(actor.dag)
        .filter(organisatie_id=actor.organisatie_id, rol=Rol.COACH)
        .select_related("gebruiker")
        .order_by("gebruiker__naam", "pk")
    )


class CoachFormulier(Groepen, HuisFormulier):
    """Hand the file over to another coach."""

    coach = FunctieVeld(
        label=gettext_lazy("Wie wordt de coach?"),
        queryset=Functie.objects.none(),
        empty_label=gettext_lazy("Kies een collega"),
    )
    waarom = forms.CharField(
        label=gettext_lazy("Waarom?"),
        help_text=gettext_lazy("Het gezin leest dit mee."),
        max_length=300,
        required=False,
    )

    def __init__(self, *args: Any, actor: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["coach"].queryset = collegas(actor)  # type: ignore[attr-defined]


class VervangerFormulier(Groepen, HuisFormulier):
    """Who carries the file beside the coach."""

    vervanger = FunctieVeld(
        label=gettext_lazy("Wie is de vervanger?"),
        queryset=Functie.objects.none(),
        empty_label=gettext_lazy("Niemand"),
        required=False,
    )

    def __init__(self, *args: Any, actor: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["vervanger"].queryset = collegas(actor)  # type: ignore[attr-defined]


class OvernameFormulier(Groepen, HuisFormulier):
    """Why a colleague's family is taken over for a while."""

    reden = forms.ChoiceField(
        label=gettext_lazy("Waarom neemt u over?"), choices=Overname.Reden, widget=forms.RadioSelect
    )
    toelichting = forms.CharField(
        label=gettext_lazy("Iets meer uitleg"),
        help_text=gettext_lazy("De coach en het gezin lezen dit."),
        max_length=200,
        required=False,
    )
