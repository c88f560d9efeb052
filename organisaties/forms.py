"""Forms of the account pages."""

from typing import Any

from django import forms
from django.contrib.auth.forms import SetPasswordForm
from django.utils.translation import gettext_lazy as _

from thuiscompagnie.vloer.formulieren import HuisFormulier, HuisModelFormulier

from .actions import rollen_voor
from .actor import vandaag
from .models import Functie, Gemeente, Organisatie, Rol


def datumveld(label: Any, help_text: Any = "", *, required: bool = True) -> forms.DateField:
    return forms.DateField(
        label=label,
        help_text=help_text,
        required=required,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )


class MetAanmeldnaam(HuisModelFormulier):
    """A row about somebody who may log in here (`functie`): found by an exact name, there is no list to browse."""

    aanmeldnaam = forms.CharField(
        label=_("Gebruikersnaam of e-mailadres hier"),
        help_text=_("Enkel als deze persoon zich bij Thuiscompagnie aanmeldt."),
        max_length=120,
        required=False,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.functie_id:
            self.fields["aanmeldnaam"].initial = self.instance.functie.gebruiker.gebruikersnaam

    def clean_aanmeldnaam(self) -> str:
        """An unknown name is told beside the field; an empty one means that she does not log in here."""
        tekst: str = self.cleaned_data["aanmeldnaam"].strip()
        nu = self.instance.functie_id
        functie = Functie.objects.van_aanmelder(tekst, vandaag(), nu) if tekst else None
        if tekst and functie is None:
            if "aanmeldnaam" not in self.changed_data:
                return tekst  # her role ended: the gate says so, this form may still be saved
            raise forms.ValidationError(_("We vinden niemand met deze naam. U mag dit leeg laten."))
        self.instance.functie = functie
        return tekst


class RolFormulier(HuisFormulier):
    """Propose a role in an organisation."""

    rol = forms.ChoiceField(label=_("Rol"), choices=Rol, widget=forms.RadioSelect)
    van = datumveld(_("Eerste dag"))
    tot = datumveld(_("Laatste dag"), _("Laat leeg als die nog niet bekend is."), required=False)

    def __init__(self, *args: Any, organisatie: Organisatie, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        rol: Any = self.fields["rol"]
        rol.choices = [(r.value, r.label.capitalize()) for r in rollen_voor(organisatie)]
        self.fields["van"].initial = vandaag


class UitnodigFormulier(RolFormulier):
    """Invite somebody: who, how to reach, which role."""

    naam = forms.CharField(label=_("Naam"), max_length=120)
    email = forms.EmailField(
        label=_("E-mailadres"),
        required=False,
        help_text=_("Daar komt de link toe. Geen mailbox? Laat leeg: u krijgt een link om af te geven."),
    )
    gebruikersnaam = forms.CharField(
        label=_("Gebruikersnaam"),
        max_length=80,
        required=False,
        help_text=_("Enkel nodig zonder e-mailadres: daarmee meldt deze persoon zich aan."),
    )
    field_order = ["naam", "email", "gebruikersnaam", "rol", "van", "tot"]

    def clean(self) -> dict[str, Any]:
        gegevens = super().clean() or self.cleaned_data
        zonder_adres = not gegevens.get("email") and "email" not in self.errors
        if zonder_adres and not gegevens.get("gebruikersnaam"):
            self.add_error("gebruikersnaam", _("Vul een e-mailadres of een gebruikersnaam in."))
        if len(gegevens.get("email") or "") > 80:
            self.add_error("email", _("Dit e-mailadres is te lang: hoogstens 80 tekens."))
        return gegevens


class EindeFormulier(HuisFormulier):
    """The last day of a role."""

    laatste_dag = datumveld(
        _("Laatste dag"), _("Kiest u vandaag of een dag die voorbij is, dan stopt de toegang meteen.")
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["laatste_dag"].initial = vandaag


class BevestigFormulier(HuisFormulier):
    """Nothing but the one-time token."""


class WachtwoordFormulier(SetPasswordForm):
    """The first password of an invited person."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["new_password1"].label = _("Wachtwoord")
        self.fields["new_password1"].help_text = _(
            "Minstens 12 tekens. Drie gewone woorden na elkaar onthoudt u makkelijk."
        )
        self.fields["new_password2"].label = _("Nog een keer hetzelfde wachtwoord")
        self.fields["new_password2"].help_text = ""


class RekeningFilter(forms.Form):
    """Search among the people of one's own organisation."""

    toon_optioneel = False
    q = forms.CharField(label=_("Naam"), required=False, max_length=80)


class PartnerFilter(forms.Form):
    """Which partners to show."""

    toon_optioneel = False
    q = forms.CharField(label=_("Naam"), required=False, max_length=80)
    soort = forms.ChoiceField(
        label=_("Soort"), required=False, choices=[("", _("Alle soorten")), *Organisatie.Soort.choices]
    )
    gemeente = forms.ModelChoiceField(
        label=_("Werkt in"), required=False, queryset=Gemeente.objects.none(), empty_label=_("Alle gemeenten")
    )
    op = datumveld(_("Op deze dag"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        gemeente: Any = self.fields["gemeente"]
        gemeente.queryset = Gemeente.objects.geldig_op(self.dag())

    def dag(self) -> Any:
        """The day asked for (today when empty or impossible): partners come, go and merge."""
        try:
            return forms.DateField().clean(self.data.get("op", "")) or vandaag()
        except forms.ValidationError:
            return vandaag()
