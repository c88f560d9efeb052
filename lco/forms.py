"""Forms of the consultation. What they refuse is said at the field, in plain Dutch."""

import datetime as dt
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from gezinnen.delen import register
from gezinnen.delen.ontvanger import Antwoord, Zegt
from gezinnen.models import BetrokkenHulpverlener, Gezin, Hoe, JaNeeOnbekend
from organisaties.actor import BRUSSEL, Actor, vandaag
from organisaties.forms import MetAanmeldnaam
from organisaties.models import Gemeente, Organisatie
from thuiscompagnie.vloer.formulieren import HuisFormulier, HuisModelFormulier

from .models import Aanvraag, Agendapunt, Deelnemer, Overleg, VoorbereidingHerinnering


def dagveld(label: Any, *, help_text: Any = "", required: bool = True) -> forms.DateField:
    return forms.DateField(
        label=label,
        help_text=help_text,
        required=required,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )


def lang(rijen: int = 3) -> forms.Textarea:
    return forms.Textarea(attrs={"rows": rijen})


def niet_in_toekomst(dag: dt.date | None) -> dt.date | None:
    """A day that lies ahead cannot have been; before 2000 is a typing error."""
    if dag and dag > vandaag():
        raise forms.ValidationError(_("Deze dag moet nog komen."))
    if dag and dag.year < 2000:
        raise forms.ValidationError(_("Kijk het jaartal na."))
    return dag


class AfwegingFormulier(HuisFormulier):
    """Four considerations and the added value for the family (R163, R164): shared by coach and coordinator."""

    roepnaam = forms.CharField(
        label=_("Hoe wil het gezin in het overleg genoemd worden?"),
        help_text=_("De coördinator leest het dossier niet. Een voornaam of een gekozen naam is genoeg."),
        max_length=80,
    )
    gemeente = forms.ModelChoiceField(
        label=_("In welke gemeente woont het gezin?"),
        help_text=_("Het OCMW van die gemeente zoekt een neutrale coördinator."),
        queryset=Gemeente.objects.none(),
        empty_label=_("Kies een gemeente"),
    )
    soort = forms.ChoiceField(
        label=_("Wie vraagt het overleg?"), choices=Aanvraag.Soort, widget=forms.RadioSelect
    )
    naam = forms.CharField(
        label=_("Naam van wie het vraagt"),
        help_text=_("Als het gezin het wil, kiest u samen welke hulpverlener de vraag stelt."),
        max_length=120,
        required=False,
    )
    dienst = forms.CharField(label=_("Dienst"), max_length=160, required=False)
    contact = forms.CharField(label=_("Telefoon of e-mail"), max_length=120, required=False)
    besproken_op = dagveld(
        _("Wanneer besprak u dit met het gezin?"),
        help_text=_("Eerst het gezin, dan pas de aanvraag. Zonder dit gesprek gaat er niets weg."),
    )
    vooruit = forms.CharField(
        label=_("Kan een overleg het gezin vooruithelpen?"), widget=lang(2), required=False, max_length=1000
    )
    ruimte = forms.CharField(
        label=_("Is er ruimte om met elkaar te praten?"), widget=lang(2), required=False, max_length=1000
    )
    moment = forms.CharField(
        label=_("Is nu het goede moment, of is het te vroeg?"),
        widget=lang(2),
        required=False,
        max_length=1000,
    )
    open_gesprek = forms.CharField(
        label=_("Kan het een open en opbouwend gesprek worden?"),
        widget=lang(2),
        required=False,
        max_length=1000,
    )
    meerwaarde = forms.CharField(
        label=_("Wat brengt het overleg voor het gezin zelf?"),
        help_text=_("Steun of uitzicht voor het gezin. Enkel nuttig voor de hulpverleners is niet genoeg."),
        widget=lang(3),
        max_length=2000,
    )
    eerste = forms.ChoiceField(
        label=_("Is dit het eerste overleg voor dit gezin?"),
        choices=JaNeeOnbekend,
        initial=JaNeeOnbekend.ONBEKEND,
        widget=forms.RadioSelect,
    )

    def __init__(self, *args: Any, gemeenten: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["gemeente"].queryset = gemeenten
        self.fields["besproken_op"].error_messages["required"] = _(
            "Vul in wanneer u het met het gezin besprak."
        )
        self.fields["meerwaarde"].error_messages["required"] = _(
            "Zeg wat het overleg voor het gezin zelf kan brengen."
        )
        if not self.verstuurt:  # a thought may stay half
            self.fields["besproken_op"].required = self.fields["meerwaarde"].required = False

    def clean_besproken_op(self) -> dt.date | None:
        return niet_in_toekomst(self.cleaned_data["besproken_op"])

    def clean(self) -> dict[str, Any]:
        schoon = super().clean() or {}
        if schoon.get("soort") == Aanvraag.Soort.HULPVERLENER and not schoon.get("naam"):
            self.add_error("naam", _("Wie is de hulpverlener die het vraagt?"))
        return schoon

    @property
    def verstuurt(self) -> bool:
        """Whether this is the request itself, not a thought that is kept for later."""
        return "overwegen" not in self.data


class AanvraagFormulier(AfwegingFormulier):
    """The coach's request, with the helpers that the family might want at the table."""

    helpers = forms.ModelMultipleChoiceField(
        label=_("Wie wil het gezin erbij?"),
        help_text=_("Dit zijn de helpers die u kent. U kunt het later nog veranderen."),
        queryset=BetrokkenHulpverlener.objects.none(),
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )

    def __init__(self, *args: Any, gezin: Gezin, actor: Actor, **kwargs: Any) -> None:
        super().__init__(*args, gemeenten=Gemeente.objects.geldig_op(actor.dag), **kwargs)
        helpers = (
            BetrokkenHulpverlener.objects.zichtbaar_voor(actor)
            .filter(gezin=gezin)
            .lopend_op(actor.dag)
            .select_related("organisatie", "functie", "sector")
        )
        self.fields["helpers"].queryset = helpers
        self.fields["helpers"].label_from_instance = lambda h: ", ".join(
            deel for deel in (h.naam, h.functie_omschrijving, h.organisatie_naam) if deel
        )
        if not helpers:
            del self.fields["helpers"]


class ZonderDossierFormulier(AfwegingFormulier):
    """The short track: a consultation for somebody without a file, entered by the coordinator (R160)."""

    def __init__(self, *args: Any, actor: Actor, **kwargs: Any) -> None:
        gemeenten = (
            Gemeente.objects.geldig_op(actor.dag)
            .filter(organisaties=actor.organisatie_id)
            .distinct()
            .order_by("naam", "nis")
        )
        super().__init__(*args, gemeenten=gemeenten, **kwargs)
        self.fields["soort"].choices = [
            keuze for keuze in Aanvraag.Soort.choices if keuze[0] in ("client", "hulpverlener")
        ]
        self.fields["roepnaam"].label = _("Hoe wil de cliënt genoemd worden?")
        self.fields["roepnaam"].help_text = _("Een voornaam of een gekozen naam is genoeg.")
        self.fields["gemeente"].label = _("In welke gemeente woont de cliënt?")
        self.fields["gemeente"].help_text = ""
        self.fields["eerste"].label = _("Is dit het eerste overleg voor deze cliënt?")
        if len(gemeenten) == 1:
            self.fields["gemeente"].initial = gemeenten[0]


class PlanFormulier(HuisFormulier):
    """Day, hour and place, in Belgian time."""

    versie = forms.IntegerField(widget=forms.HiddenInput, required=False)
    dag = dagveld(_("Welke dag?"))
    uur = forms.TimeField(
        label=_("Om hoe laat?"), widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M")
    )
    duur = forms.IntegerField(
        label=_("Hoe lang, in minuten?"),
        help_text=_("Anderhalf uur is gewoonlijk genoeg."),
        min_value=15,
        max_value=480,
        initial=90,
    )
    plaats = forms.CharField(
        label=_("Waar?"),
        help_text=_("Een plek waar het gezin zich goed voelt."),
        max_length=200,
    )
    plaats_uitleg = forms.CharField(
        label=_("Hoe raakt men er?"),
        help_text=_("Bus, parking, verdieping, bel."),
        max_length=300,
        required=False,
    )

    def clean(self) -> dict[str, Any]:
        schoon = super().clean() or {}
        dag, uur = schoon.get("dag"), schoon.get("uur")
        if dag and uur:
            try:
                schoon["datum"] = belgisch_moment(dag, uur)
            except ValueError:
                self.add_error("uur", _("Dit uur bestaat niet: in die nacht gaat de klok vooruit."))
                return schoon
            if schoon["datum"] <= timezone.now():
                self.add_error("dag", _("Deze dag en dit uur zijn al voorbij."))
            elif dag > vandaag() + dt.timedelta(days=730):
                self.add_error("dag", _("Dit is meer dan twee jaar vooruit. Kijk het jaartal na."))
        return schoon


def belgisch_moment(dag: dt.date, uur: dt.time) -> dt.datetime:
    """The aware moment of a day and an hour in Belgium. The hour that exists twice is the first one; raises
    ValueError for an hour that the clock skips."""
    moment = dt.datetime.combine(dag, uur, tzinfo=BRUSSEL)
    terug = moment.astimezone(dt.UTC).astimezone(BRUSSEL)
    if terug.replace(tzinfo=None) != moment.replace(tzinfo=None):
        raise ValueError("this hour does not exist")
    return moment


class DeelnemerFormulier(MetAanmeldnaam):
    """Somebody at the table."""

    class Meta:
        model = Deelnemer
        fields = [
            "naam", "rol", "functie_omschrijving", "organisatie_tekst", "sector", "kader", "beroepsgeheim",
            "uitnodigen", "verplicht", "vervoer", "kinderopvang",
        ]  # fmt: skip
        widgets = {
            "rol": forms.RadioSelect,
            "kader": forms.RadioSelect,
            "beroepsgeheim": forms.RadioSelect,
            "uitnodigen": forms.RadioSelect,
        }
        help_texts = {
            "kader": _("Wie in opdracht van een rechter komt, krijgt enkel dag, uur en plaats."),
            "beroepsgeheim": _("Wie er niet door gebonden is, krijgt enkel dag, uur en plaats."),
        }

    def __init__(self, *args: Any, actor: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.actor = actor
        self.fields["sector"].queryset = self.fields["sector"].queryset.geldig_op(actor.dag)
        self.fields["sector"].empty_label = _("Kies een sector")
        if self.instance._state.adding:
            uitnodigen = self.fields["uitnodigen"]
            uitnodigen.choices = [k for k in uitnodigen.choices if k[0] != Deelnemer.Uitnodigen.NIET_MEER]


class LinkFormulier(HuisFormulier):
    """A personal link for who is invited and has no log-in here."""

    email = forms.EmailField(
        label=_("E-mailadres van wie uitgenodigd is"),
        help_text=_(
            "In de mail staat geen naam en niets over het gezin. De link vraagt een code die hierheen gaat."
        ),
        max_length=200,
    )
    tot = forms.DateField(
        label=_("Werkt tot en met"),
        help_text=_("Of korter: de link stopt als deze persoon niet meer uitgenodigd is of het gezin stopt."),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )


class RekeningFormulier(HuisFormulier):
    """An account for an outside helper who comes more than once."""

    email = forms.EmailField(
        label=_("E-mailadres op het werk"),
        help_text=_("In de mail staat een link om een wachtwoord te kiezen, en niets over het gezin."),
        max_length=200,
    )
    organisatie = forms.ModelChoiceField(
        queryset=Organisatie.objects.none(),
        label=_("Waar werkt deze persoon?"),
        empty_label=_("Kies een organisatie"),
    )

    def __init__(self, *args: Any, actor: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["organisatie"].queryset = (
            Organisatie.objects.zichtbaar_voor(actor)
            .geldig_op(actor.dag)
            .filter(soort__in=[Organisatie.Soort.WELZIJNSPARTNER, Organisatie.Soort.OCMW])
        )


class CodeFormulier(HuisFormulier):
    """The code that was mailed."""

    code = forms.CharField(
        label=_("De code uit de mail"), max_length=12,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "one-time-code"}),
    )  # fmt: skip


class AgendapuntFormulier(HuisModelFormulier):
    """A point in the words of who brings it in, and in the family's words."""

    class Meta:
        model = Agendapunt
        fields = ["soort", "tekst", "eenvoudig", "door", "door_naam"]
        widgets = {
            "soort": forms.RadioSelect,
            "tekst": lang(2),
            "eenvoudig": lang(2),
            "door": forms.RadioSelect,
        }
        help_texts = {
            "eenvoudig": _("Zo staat het op het blad van het gezin. Korte zin, geen vakwoorden."),
            "tekst": _("Het gezin leest dit mee."),
        }

    def __init__(self, *args: Any, bevroren: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["soort"].choices = Agendapunt.Soort.choices
        self.fields["door"].choices = Agendapunt.Door.choices
        if bevroren:
            self.fields["door"].choices = [(Agendapunt.Door.GEZIN.value, Agendapunt.Door.GEZIN.label)]
            self.fields["door"].initial = Agendapunt.Door.GEZIN
            self.fields["door"].help_text = _("De agenda staat vast. Enkel het gezin kan nog iets toevoegen.")
        elif self.instance._state.adding:  # who brings it in decides whether the family still has to say yes
            self.initial["door"] = None
            self.fields["door"].help_text = _(
                "Kies “het gezin” enkel als het dit zelf vraagt: dan staat het ja van het gezin er meteen bij."
            )


class GezinswensFormulier(HuisModelFormulier):
    """Consent to hold it and the wish to attend: two questions (R167, R168)."""

    class Meta:
        model = Overleg
        fields = ["akkoord_houden", "deelname_client"]
        widgets = {"akkoord_houden": forms.RadioSelect, "deelname_client": forms.RadioSelect}
        labels = {
            "akkoord_houden": _("Mag het overleg gehouden worden?"),
            "deelname_client": _("Hoe wil het gezin deelnemen?"),
        }
        help_texts = {"deelname_client": _("Niemand is verplicht om mee aan tafel te zitten.")}


class DefinitiefFormulier(HuisFormulier):
    """The family's answer to sharing the final agenda with who is invited: who, when, how told (R135)."""

    wie = forms.CharField(
        label=_("Wie van het gezin zei dat de genodigden dit mogen lezen?"),
        help_text=_("Nee zeggen volstaat: dan deelt u de agenda niet."),
        max_length=120,
    )
    op = forms.DateField(
        label=_("Op welke dag?"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
    hoe = forms.ChoiceField(
        label=_("Hoe vertelde u wat ze zullen lezen?"),
        choices=[("", _("Kies")), *[(h.value, h.label) for h in Hoe if h != Hoe.ZELF]],
    )

    @property
    def antwoord(self) -> Antwoord:
        schoon = self.cleaned_data
        return Antwoord(Zegt.JA, naam=schoon["wie"], op=schoon["op"], hoe=schoon["hoe"])


class BijlagenFormulier(HuisFormulier):
    """What the family wants in its own agenda."""

    codes = forms.MultipleChoiceField(
        label=_("Wat wil het gezin bij zijn eigen agenda?"),
        help_text=_("Enkel in het blad van het gezin. Wie uitgenodigd is, krijgt dit niet."),
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["codes"].choices = [(b.code, b.titel) for b in register.bijlagen()]


class HerinneringFormulier(HuisModelFormulier):
    """The preparer's own reminder: hers and the family's alone."""

    class Meta:
        model = VoorbereidingHerinnering
        fields = ["niet_bespreken", "niet_uitnodigen"]
        widgets = {"niet_bespreken": lang(4), "niet_uitnodigen": lang(3)}


class RedenFormulier(HuisFormulier):
    """Why a step is taken; required where the table says so."""

    waarom = forms.CharField(label=_("Waarom?"), widget=lang(3), max_length=500, required=False)
    opnieuw_op = dagveld(
        _("Wanneer brengt u het opnieuw ter sprake?"),
        help_text=_("Een dag die voor het gezin past."),
        required=False,
    )

    def __init__(self, *args: Any, moet: bool, met_dag: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["waarom"].required = moet
        if not met_dag:
            del self.fields["opnieuw_op"]

    def clean_opnieuw_op(self) -> dt.date | None:
        dag = self.cleaned_data["opnieuw_op"]
        if dag and dag <= vandaag():
            raise forms.ValidationError(_("Kies een dag die nog komt."))
        return dag


class GehoudenFormulier(HuisFormulier):
    """Was the client there, was it a first one: unknown is an answer of its own (R189, R197)."""

    client_aanwezig = forms.ChoiceField(
        label=_("Was de cliënt erbij?"), choices=JaNeeOnbekend, widget=forms.RadioSelect
    )
    eerste = forms.ChoiceField(
        label=_("Was dit een eerste overleg?"), choices=JaNeeOnbekend, widget=forms.RadioSelect
    )


class RegistratieFormulier(GehoudenFormulier):
    """Only counting: no name, no content, done in two minutes (R197)."""

    field_order = ["datum", "gemeente", "client_aanwezig", "eerste"]
    datum = dagveld(_("Welke dag was het overleg?"))
    gemeente = forms.ModelChoiceField(
        label=_("In welke gemeente woont de cliënt?"),
        queryset=Gemeente.objects.none(),
        empty_label=_("Kies een gemeente"),
    )

    def __init__(self, *args: Any, actor: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        gemeenten = (
            Gemeente.objects.filter(organisaties=actor.organisatie_id).distinct().order_by("naam", "nis")
        )
        self.fields["gemeente"].queryset = gemeenten
        if len(gemeenten) == 1:
            self.fields["gemeente"].initial = gemeenten[0]

    def clean_datum(self) -> dt.date | None:
        return niet_in_toekomst(self.cleaned_data["datum"])


class InvalFormulier(HuisFormulier):
    """A neighbouring OCMW that leads this one consultation."""

    ocmw = forms.ModelChoiceField(
        label=_("Welk OCMW kan invallen?"),
        queryset=Organisatie.objects.none(),
        empty_label=_("Kies een OCMW"),
    )

    def __init__(self, *args: Any, overleg: Overleg, actor: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["ocmw"].queryset = (
            Organisatie.objects.geldig_op(actor.dag)
            .filter(soort=Organisatie.Soort.OCMW)
            .exclude(pk__in=[pk for pk in (overleg.ocmw_id, actor.organisatie_id) if pk])
        )
