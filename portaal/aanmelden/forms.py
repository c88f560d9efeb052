"""Forms of the door."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from organisaties.aanmelden import pin, tweede_stap
from organisaties.aanmelden.tweede_stap import Uitkomst
from organisaties.forms import WachtwoordFormulier
from organisaties.models import Gebruiker

MELDINGEN = {
    Uitkomst.FOUT: _("Die code klopt niet. Kijk in de app op uw telefoon en typ de code die er nu staat."),
    Uitkomst.GEBRUIKT: _(
        "Die code is al gebruikt. Wacht tot de app een nieuwe toont (hoogstens een halve minuut)."
    ),
    Uitkomst.KLOK: _(
        "De klok van uw telefoon loopt voor of achter, daardoor klopt de code niet. Zet datum en tijd van uw "
        "telefoon op “automatisch” en probeer het dan opnieuw."
    ),
    Uitkomst.GESLOTEN: _(
        "Er waren te veel foute codes. Om uw account te beschermen kan het nu een kwartier niet. "
        "Probeer het daarna opnieuw."
    ),
}


class CodeFormulier(forms.Form):
    """A code of the app, or a recovery code, of one person. A good code is used up by checking it."""

    code = forms.CharField(max_length=40, strip=True)
    uitkomst: Uitkomst | None = None

    def __init__(self, *args: Any, gebruiker: Gebruiker, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.gebruiker = gebruiker
        self.fields["code"].error_messages["required"] = _("Typ de code die de app op uw telefoon toont.")

    def clean_code(self) -> str:
        code: str = self.cleaned_data["code"]
        self.uitkomst = tweede_stap.probeer(self.gebruiker, code)
        if self.uitkomst is not Uitkomst.GOED:
            raise forms.ValidationError(MELDINGEN[self.uitkomst])
        return code

    @property
    def hoe(self) -> str:
        """Which kind of code it was, for the log."""
        nood = len(tweede_stap.cijfers(self.cleaned_data.get("code", ""))) == tweede_stap.NOODCODE
        return "noodcode" if nood else "code"


class NieuweAppFormulier(forms.Form):
    """The first code of a new app: proof that it has the secret."""

    code = forms.CharField(max_length=40, strip=True)

    def __init__(self, *args: Any, geheim: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.geheim = geheim
        self.stap = 0
        self.fields["code"].error_messages["required"] = _("Typ de code die de app op uw telefoon toont.")

    def clean_code(self) -> str:
        code = tweede_stap.cijfers(self.cleaned_data["code"])
        uitkomst, self.stap = tweede_stap.beoordeel(self.geheim, code, 0)
        if uitkomst is not Uitkomst.GOED:
            raise forms.ValidationError(MELDINGEN[uitkomst])
        return code


class PinFormulier(forms.Form):
    """A PIN of one's own, typed twice."""

    pin = forms.CharField(max_length=12)
    pin_nog_eens = forms.CharField(max_length=12)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for veld in self.fields.values():
            veld.error_messages["required"] = _("Typ twee keer dezelfde 6 cijfers.")

    def clean_pin(self) -> str:
        code: str = self.cleaned_data["pin"]
        if len(code) != pin.LENGTE or tweede_stap.cijfers(code) != code:
            raise forms.ValidationError(_("Kies precies 6 cijfers."))
        if pin.zwak(code):
            raise forms.ValidationError(_("Die pincode raadt iedereen. Kies cijfers zonder patroon."))
        return code

    def clean(self) -> dict[str, Any]:
        gegevens = super().clean() or self.cleaned_data
        if "pin" in gegevens and "pin_nog_eens" in gegevens and gegevens["pin"] != gegevens["pin_nog_eens"]:
            self.add_error("pin_nog_eens", _("De twee pincodes zijn niet dezelfde."))
        return gegevens


class EigenWachtwoord(WachtwoordFormulier):
    """The present password and, twice, the new one."""

    huidig = forms.CharField(
        label=_("Uw wachtwoord van nu"),
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )
    field_order = ["huidig", "new_password1", "new_password2"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["new_password1"].label = _("Nieuw wachtwoord")
        self.fields["new_password2"].label = _("Nog een keer het nieuwe wachtwoord")

    def clean_huidig(self) -> str:
        huidig: str = self.cleaned_data["huidig"]
        if not self.user.check_password(huidig):
            raise forms.ValidationError(_("Dat is niet uw wachtwoord van nu."))
        return huidig
