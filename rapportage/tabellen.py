"""The tables of the report, declared once: who is counted, by which date, over which view (R055-R057, R275).

Every table has one population. A referral and an admission are two populations and never share a table;
"unknown" is a category of its own, beside "no". There is no breakdown by municipality or service: that
waits for disclosure control.
"""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

JA_NEE_ONBEKEND = (
    ("ja", gettext_lazy("ja")),
    ("nee", gettext_lazy("nee")),
    ("onbekend", gettext_lazy("niet bekend")),
)


@dataclass(frozen=True)
class Gewist:
    """Erased files of a table: counted along for whole years, only told for years that are cut by the period."""

    mee: int = 0
    buiten: int = 0

    @property
    def zin(self) -> str:
        """What a reader must know of it; empty when nothing was erased."""
        zinnen = []
        if self.mee:
            zinnen.append(_("Gewiste dossiers: %(aantal)s, meegeteld in N.") % {"aantal": self.mee})
        if self.buiten:
            zinnen.append(
                _(
                    "Gewiste dossiers: %(aantal)s in een jaar dat maar voor een deel in deze periode valt; ze tellen hier niet mee."
                )
                % {"aantal": self.buiten}
            )
        return " ".join(zinnen)


GEEN = Gewist()


@dataclass(frozen=True)
class Tabel:
    """One table: a population in a period, split by at most one column of a name-free view.

    `view`, `datum`, `dimensie` and `voorwaarde` are SQL words written here, never input.
    """

    code: str
    titel: Any
    populatie: Any
    eenheid: Any
    datum_uitleg: Any
    view: str
    datum: str
    dimensie: str = ""
    categorieen: tuple[tuple[str, Any], ...] = ()
    voorwaarde: str = ""
    toelichting: Any = ""
    cijfer: str = ""
    gewist: str = ""  # what erased files left behind as counts by year (GroveTelling.soort)

    @property
    def sql(self) -> str:
        """N and the count of each category in one pass; the parameters are the two days of the period."""
        tellers = [
            f"count(*) FILTER (WHERE {self.dimensie} = '{waarde}')" for waarde, _label in self.categorieen
        ]
        voorwaarde = f" AND {self.voorwaarde}" if self.voorwaarde else ""
        kolommen = ", ".join(["count(*)", *tellers])
        return f"SELECT {kolommen} FROM {self.view} WHERE {self.datum} BETWEEN %s AND %s{voorwaarde}"  # noqa: S608 - constants

    def als_json(
        self, tellingen: tuple[int, ...], cijfer: dict[str, Any] | None, gewist: Gewist = GEEN
    ) -> dict[str, Any]:
        """The counted table as it is frozen in a report; what was erased of whole years counts in N."""
        n = tellingen[0] + gewist.mee
        geteld = list(zip(self.categorieen, tellingen[1:], strict=True))
        if self.categorieen and gewist.mee:  # nobody knows any more what the answer was
            geteld.append((("gewist", _("gewist dossier")), gewist.mee))
        rijen = [
            {"waarde": waarde, "label": str(label), "aantal": aantal, "aandeel": aandeel(aantal, n)}
            for (waarde, label), aantal in geteld
        ]
        return {
            "gewist": gewist.mee,
            "gewist_zin": gewist.zin,
            "code": self.code,
            "titel": str(self.titel),
            "populatie": str(self.populatie),
            "eenheid": str(self.eenheid),
            "datum_uitleg": str(self.datum_uitleg),
            "toelichting": str(self.toelichting),
            "n": n,
            "rijen": rijen,
            "cijfer": cijfer,
        }


def aandeel(aantal: int, n: int) -> float | None:
    """A share in percent with one decimal; without a population there is no share."""
    return round(aantal * 100 / n, 1) if n else None


AANMELDINGSDATUM = gettext_lazy("Geteld volgens de datum van de aanmelding.")
OPNAMEDATUM = gettext_lazy("Geteld volgens de datum van de opname, ook als de aanmelding vroeger viel.")
OVERLEG = gettext_lazy("één gehouden lokaal cliëntoverleg")
OVERLEGDATUM = gettext_lazy("Geteld volgens de dag van het overleg.")

TABELLEN: tuple[Tabel, ...] = (
    Tabel(
        code="T1",
        gewist="aanmelding",
        titel=gettext_lazy("Aanmeldingen"),
        populatie=gettext_lazy("aanmeldingen"),
        eenheid=gettext_lazy("één aanmelding van een gezin bij een dienst gezinszorg"),
        datum_uitleg=AANMELDINGSDATUM,
        view="rapport_aanmelding",
        datum="datum",
        toelichting=gettext_lazy("Een gezin dat twee keer aangemeld werd, telt hier twee keer."),
    ),
    Tabel(
        code="T2",
        gewist="aanmelding",
        titel=gettext_lazy("Ging er een LCO aan de aanmelding vooraf?"),
        populatie=gettext_lazy("aanmeldingen"),
        eenheid=gettext_lazy("één aanmelding van een gezin bij een dienst gezinszorg"),
        datum_uitleg=AANMELDINGSDATUM,
        view="rapport_aanmelding",
        datum="datum",
        dimensie="lco_vooraf",
        categorieen=JA_NEE_ONBEKEND,
        toelichting=gettext_lazy(
            "Gevraagd aan het gezin of de aanmelder. Niet gevraagd of niet geweten telt als “niet bekend”, nooit als “nee”."
        ),
        cijfer="lco-voor-aanmelding",
    ),
    Tabel(
        code="T3",
        gewist="opname",
        titel=gettext_lazy("Had het opgenomen gezin eerder al een LCO?"),
        populatie=gettext_lazy("opgenomen gezinnen"),
        eenheid=gettext_lazy("één opname van een gezin bij een dienst gezinszorg"),
        datum_uitleg=OPNAMEDATUM,
        view="rapport_aanmelding",
        datum="opname_op",
        dimensie="lco_voor_opname",
        categorieen=JA_NEE_ONBEKEND,
        voorwaarde="beslissing = 'opgenomen'",
        toelichting=gettext_lazy("Dit is een andere groep dan in tabel T2: tel of vergelijk ze niet samen."),
        cijfer="lco-voor-opname",
    ),
    Tabel(
        code="T4",
        gewist="aanmelding",
        titel=gettext_lazy("Van aanmelding naar opname"),
        populatie=gettext_lazy("aanmeldingen"),
        eenheid=gettext_lazy("één aanmelding van een gezin bij een dienst gezinszorg"),
        datum_uitleg=AANMELDINGSDATUM,
        view="rapport_aanmelding",
        datum="datum",
        dimensie="beslissing",
        categorieen=(
            ("opgenomen", gettext_lazy("opgenomen")),
            ("wachtlijst", gettext_lazy("op de wachtlijst")),
            ("doorverwezen", gettext_lazy("doorverwezen")),
            ("niet_opgenomen", gettext_lazy("niet opgenomen")),
            ("ingetrokken", gettext_lazy("ingetrokken door het gezin")),
            ("open", gettext_lazy("nog geen beslissing")),
        ),
        toelichting=gettext_lazy(
            "Hoe het vandaag staat met de aanmeldingen van deze periode. Een opname kan na de periode vallen; daarom kan dit getal verschillen van N in tabel T3."
        ),
    ),
    Tabel(
        code="T5",
        gewist="overleg",
        titel=gettext_lazy("Lokaal cliëntoverleg"),
        populatie=gettext_lazy("gehouden overleggen"),
        eenheid=OVERLEG,
        datum_uitleg=OVERLEGDATUM,
        view="rapport_overleg",
        datum="datum",
        toelichting=gettext_lazy("Ook overleg dat een OCMW enkel registreerde, zonder naam."),
        cijfer="lco-2014",
    ),
    Tabel(
        code="T6",
        gewist="overleg",
        titel=gettext_lazy("Zat de cliënt mee aan tafel?"),
        populatie=gettext_lazy("gehouden overleggen"),
        eenheid=OVERLEG,
        datum_uitleg=OVERLEGDATUM,
        view="rapport_overleg",
        datum="datum",
        dimensie="client_aanwezig",
        categorieen=JA_NEE_ONBEKEND,
        cijfer="lco-2014-client-aanwezig",
    ),
    Tabel(
        code="T7",
        gewist="overleg",
        titel=gettext_lazy("Was het een nieuwe aanvraag?"),
        populatie=gettext_lazy("gehouden overleggen"),
        eenheid=OVERLEG,
        datum_uitleg=OVERLEGDATUM,
        view="rapport_overleg",
        datum="datum",
        dimensie="eerste",
        categorieen=JA_NEE_ONBEKEND,
        toelichting=gettext_lazy("“Nee” is een vervolg op een eerder overleg met dezelfde cliënt."),
        cijfer="lco-2014-nieuwe-aanvragen",
    ),
)


def uitleg(van: date, tot: date) -> list[str]:
    """What a reader must know about all tables together (page, files and paper say the same)."""
    return [
        _("Cijfers voor de hele provincie, van %(van)s tot en met %(tot)s.")
        % {"van": f"{van:%d/%m/%Y}", "tot": f"{tot:%d/%m/%Y}"},
        _("N is het aantal in de genoemde groep. Elk percentage is een deel van die N, afgerond."),
        _("“Niet bekend” staat altijd apart van “nee”."),
        _(
            "Is een dossier gewist, dan blijft enkel een telling per jaar over. In een rapport over hele jaren telt het mee in N; hoe de antwoorden waren, weten we niet meer."
        ),
        _(
            "Cijfers per gemeente of per dienst staan hier nog niet: kleine aantallen kunnen een gezin herkenbaar maken. Ze komen zodra de beveiliging daartegen klaar is."
        ),
    ]
