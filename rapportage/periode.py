"""The period of a report: presets, own dates, and what a period may be.

Whole months only: two reports that differ by one day would tell about the one family of that day.
"""

import calendar
from datetime import date, timedelta
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from thuiscompagnie.vloer.formulieren import HuisFormulier

EERSTE_JAAR = 2011
PROJECT = (date(2011, 1, 1), date(2013, 12, 31))
VROEGSTE = date(2000, 1, 1)
EIGEN = "eigen"


def laatste_dag(dag: date) -> date:
    """The last day of the month of this day."""
    return dag.replace(day=calendar.monthrange(dag.year, dag.month)[1])


def keuzes(vandaag: date) -> list[tuple[str, object]]:
    """Presets: the project period, calendar years (this year up to the last whole month), own dates."""
    vorige_maand = vandaag.replace(day=1) - timedelta(days=1)
    jaren = [(str(jaar), str(jaar)) for jaar in range(vorige_maand.year, EERSTE_JAAR - 1, -1)]
    if jaren and vorige_maand.month < 12:
        jaren[0] = (jaren[0][0], _("%(jaar)s, tot en met vorige maand") % {"jaar": jaren[0][0]})
    return [("project", _("de projectperiode 2011-2013")), *jaren, (EIGEN, _("een andere periode"))]


def van_keuze(keuze: str, vandaag: date) -> tuple[date, date]:
    """The days of a preset."""
    if keuze == "project":
        return PROJECT
    jaar = int(keuze)
    vorige_maand = vandaag.replace(day=1) - timedelta(days=1)
    return date(jaar, 1, 1), min(date(jaar, 12, 31), vorige_maand)


def controleer(van: date, tot: date, vandaag: date) -> dict[str, Any]:
    """What is wrong with a period, by field ("van", "tot"); empty when it can be reported."""
    fouten: dict[str, Any] = {}
    if van < VROEGSTE:
        fouten["van"] = _("Deze datum ligt te ver terug: kies een dag vanaf 2000.")
    elif van > vandaag:
        fouten["van"] = _("Deze datum ligt in de toekomst.")
    elif van.day != 1:
        fouten["van"] = _(
            "Kies de eerste dag van een maand. Cijfers over losse dagen kunnen een gezin herkenbaar maken."
        )
    if tot > vandaag:
        fouten["tot"] = _("Deze datum ligt in de toekomst: een periode die nog loopt is nog niet te tellen.")
    elif tot < van:
        fouten["tot"] = _("Het einde ligt voor het begin. Draai de datums om.")
    elif tot != laatste_dag(tot):
        fouten["tot"] = _(
            "Kies de laatste dag van een maand. Cijfers over losse dagen kunnen een gezin herkenbaar maken."
        )
    return fouten


class PeriodeFormulier(HuisFormulier):
    """Which period to report: a preset, or two dates of one's own."""

    toon_optioneel = False

    keuze = forms.ChoiceField(label=_("Welke periode"), choices=[], widget=forms.Select)
    van = forms.DateField(
        label=_("Van"),
        required=False,
        help_text=_("Enkel bij een andere periode: de eerste dag van een maand."),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
    tot = forms.DateField(
        label=_("Tot en met"),
        required=False,
        help_text=_("De laatste dag van een maand die voorbij is."),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )

    def __init__(self, *args, vandaag: date, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.vandaag = vandaag
        self.fields["keuze"].choices = keuzes(vandaag)

    def clean(self) -> dict:
        """Puts the days of the chosen period in cleaned_data van and tot, errors at their own field."""
        gegevens = super().clean() or self.cleaned_data
        keuze = gegevens.get("keuze")
        if keuze and keuze != EIGEN and (gegevens.get("van") or gegevens.get("tot")):
            self.add_error("keuze", _("U vulde dagen in. Kies “een andere periode”, of maak de dagen leeg."))
            return gegevens
        if keuze and keuze != EIGEN:
            self._errors.pop("van", None)
            self._errors.pop("tot", None)
            gegevens["van"], gegevens["tot"] = van_keuze(keuze, self.vandaag)
            return gegevens
        for veld in ("van", "tot"):
            if keuze and veld not in self.errors and not gegevens.get(veld):
                self.add_error(veld, ValidationError(_("Vul deze datum nog in."), code="required"))
        if keuze and gegevens.get("van") and gegevens.get("tot"):
            for veld, tekst in controleer(gegevens["van"], gegevens["tot"], self.vandaag).items():
                self.add_error(veld, tekst)
        return gegevens
