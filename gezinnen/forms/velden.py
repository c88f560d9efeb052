"""Fields that more forms of this app share: a day that has passed, a municipality of that day, groups."""

import functools
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.forms.utils import flatatt
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from organisaties.actor import vandaag
from organisaties.models import Gemeente

VROEGSTE = date(2000, 1, 1)
LANG_GELEDEN = date(1900, 1, 1)
VER_WEG = date(2100, 1, 1)
POSTCODE = RegexValidator(
    r"^[1-9]\d{3}$", gettext_lazy("Een postcode heeft vier cijfers, bijvoorbeeld 3600.")
)


class DagVeld(forms.DateField):
    """A day that has passed (or today), never an impossible one; `vroegste` refuses a slip in the year."""

    def __init__(self, *, vroegste: date = VROEGSTE, toekomst: bool = False, **kwargs: Any) -> None:
        kwargs.setdefault("widget", forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"))
        super().__init__(**kwargs)
        self.vroegste, self.toekomst = vroegste, toekomst

    def validate(self, value: date | None) -> None:
        super().validate(value)
        if value and not self.toekomst and value > vandaag():
            raise ValidationError(_("Deze dag is nog niet voorbij. Kies vandaag of een dag ervoor."))
        if value and value < self.vroegste:
            raise ValidationError(_("Dit is wel erg lang geleden. Kijk het jaar na."))
        if value and value >= VER_WEG:
            raise ValidationError(_("Dit is wel erg ver weg. Kijk het jaar na."))


class LangeKeuzelijst(forms.Select):
    """A select whose many options are written at once, instead of through a template for each of them."""

    def render(self, name: str, value: Any, attrs: Any = None, renderer: Any = None) -> SafeString:
        widget = self.get_context(name, value, attrs)["widget"]
        groepen = [
            (titel, format_html_join("\n", "<option{}>{}</option>", map(self._keuze, opties)))
            for titel, opties, _nummer in widget["optgroups"]
        ]
        regels = [
            format_html('<optgroup label="{}">{}</optgroup>', titel, opties) if titel else opties
            for titel, opties in groepen
        ]
        attrs = {"name": name, **widget["attrs"]}
        return format_html(
            "<select{}>{}</select>", flatatt(attrs), format_html_join("\n", "{}", zip(regels, strict=True))
        )

    @staticmethod
    def _keuze(keuze: dict[str, Any]) -> tuple[SafeString, str]:
        return flatatt({"value": str(keuze["value"]), **keuze["attrs"]}), str(keuze["label"])


class GemeenteVeld(forms.ModelChoiceField):
    """The municipalities of today, and those of before under their own heading."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(queryset=Gemeente.objects.all(), widget=LangeKeuzelijst, **kwargs)

    def vul(self) -> None:
        """Give the choices; they are read when the form is shown (two headings, one query)."""
        self.choices = functools.cache(self._keuzes)

    @staticmethod
    def _keuzes() -> list[Any]:
        dag = vandaag()
        nu: list[tuple[Any, str]] = []
        vroeger: list[tuple[Any, str]] = []
        for gemeente in Gemeente.objects.all():
            if gemeente.geldig_tot and gemeente.geldig_tot < dag:
                vroeger.append((gemeente.pk, f"{gemeente.naam} ({_('tot')} {gemeente.geldig_tot.year})"))
            elif not gemeente.geldig_van or gemeente.geldig_van <= dag:
                nu.append((gemeente.pk, gemeente.naam))
        groepen: list[Any] = [("", _("Kies een gemeente")), *nu]
        if vroeger:
            groepen.append((_("Gemeenten van vroeger"), vroeger))
        return groepen


class Groepen:
    """Mixin: a form whose questions stand in short groups: `groepen = [(heading, [field, ...]), ...]`.

    `groepsklassen` gives a group (by its first field) a class of its own in the style sheet.
    """

    groepen: list[tuple[Any, list[str]]] = []
    groepsklassen: dict[str, str] = {}
    fields: dict[str, forms.Field]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for veld in self.fields.values():
            if isinstance(veld, GemeenteVeld):
                veld.vul()

    def in_groepen(self) -> Iterator[dict[str, Any]]:
        """The bound fields by group; fields without a group come last, without a heading."""
        rest = [naam for naam, veld in self.fields.items() if not veld.widget.is_hidden]
        for titel, namen in self.groepen:
            aanwezig = [naam for naam in namen if naam in rest]
            rest = [naam for naam in rest if naam not in aanwezig]
            if aanwezig:
                klasse = self.groepsklassen.get(aanwezig[0], "")
                velden = [self[naam] for naam in aanwezig]  # type: ignore[index]
                yield {"titel": titel, "velden": velden, "klasse": klasse}
        if rest:
            yield {"titel": "", "velden": [self[naam] for naam in rest], "klasse": ""}  # type: ignore[index]


def uit_concept(velden: Mapping[str, Any], form: forms.BaseForm) -> dict[str, Any]:
    """What a draft kept, in the shape of `initial`: lists stay lists only where the field takes several."""
    meer = (forms.MultipleChoiceField, forms.ModelMultipleChoiceField)
    return {
        naam: waarden if isinstance(form.fields[naam], meer) else waarden[-1]
        for naam, waarden in velden.items()
        if naam in form.fields and waarden
    }
