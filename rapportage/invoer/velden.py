"""What a registration file may hold: fields with the words people use for them, and how a cell is read.

A reader takes a cell (text, number, day or None) and gives the value for the database; it raises ValueError
with a plain Dutch sentence. Everything here is per cell; what cells say together is in regels.py.
"""

import difflib
import re
import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

VROEGSTE = date(1990, 1, 1)
Lezer = Callable[[Any], Any]


def sleutelwoord(tekst: object) -> str:
    """Under this key spellings meet: "Datum  aanmelding" and "datum_aanmelding" are equal."""
    kaal = unicodedata.normalize("NFKD", str(tekst)).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", " ", kaal).strip()


@dataclass(frozen=True)
class Veld:
    """A column of the template: its heading, other headings people use, whether it must be there."""

    code: str
    kop: Any
    uitleg: Any
    lezer: Lezer
    verplicht: bool = False
    ook: tuple[str, ...] = ()
    voorbeeld: str = ""

    def woorden(self) -> set[str]:
        return {sleutelwoord(w) for w in (self.code, self.kop, *self.ook)}


def lees_datum(cel: Any) -> date | None:
    """A day as Belgian people and spreadsheets write it: 31/12/2013, 31-12-13, 31.12.2013, 2013-12-31."""
    if cel in (None, ""):
        return None
    if isinstance(cel, datetime):
        return cel.date()
    if isinstance(cel, date):
        return cel
    if isinstance(cel, int | float):
        raise ValueError(
            _("“%(cel)s” is een getal. Geef de cel in uw rekenblad de opmaak van een datum.") % {"cel": cel}
        )
    tekst = re.sub(r"[T ]00:00(:00)?(\.0+)?$", "", str(cel).strip())
    iso = re.fullmatch(r"(\d{4})-(\d{1,2})-(\d{1,2})", tekst)
    belgisch = re.fullmatch(r"(\d{1,2})[/.\-](\d{1,2})[/.\-](\d{4}|\d{2})", tekst)
    if iso:
        jaar, maand, dag = map(int, iso.groups())
    elif belgisch:
        dag, maand, jaar = map(int, belgisch.groups())
        jaar += 0 if jaar > 99 else 2000 if jaar < 70 else 1900
    else:
        raise ValueError(
            _("“%(cel)s” is geen datum. Schrijf dag/maand/jaar, zoals 31/12/2013.") % {"cel": kort(cel)}
        )
    if maand > 12 >= dag:
        raise ValueError(
            _("“%(cel)s”: er is geen maand %(maand)s. Schrijf eerst de dag, dan de maand.")
            % {"cel": kort(cel), "maand": maand}
        )
    try:
        return date(jaar, maand, dag)
    except ValueError as fout:
        raise ValueError(_("De datum “%(cel)s” bestaat niet.") % {"cel": kort(cel)}) from fout


def kort(cel: object) -> str:
    """A cell as it may be quoted back."""
    tekst = " ".join(str(cel).split())
    return tekst if len(tekst) <= 40 else f"{tekst[:39]}…"


def woordenlijst(
    keuzes: Mapping[str, tuple[str, ...]], *, leeg: str | None = None, toon: tuple[str, ...] = ()
) -> Lezer:
    """A reader of one of a few answers, each with its other spellings; an empty cell gives `leeg`."""
    waarden = {sleutelwoord(w): code for code, woorden in keuzes.items() for w in (code, *woorden)}
    lijst = ", ".join(toon or [woorden[0] if woorden else code for code, woorden in keuzes.items()])

    def lees(cel: Any) -> str | None:
        if cel in (None, ""):
            return leeg
        gevonden = waarden.get(sleutelwoord(cel))
        if gevonden is None:
            raise ValueError(
                _("“%(cel)s” kennen we hier niet. Kies uit: %(lijst)s.") % {"cel": kort(cel), "lijst": lijst}
            )
        return gevonden

    return lees


def lees_nummer(cel: Any) -> str | None:
    """The service's own number of a family: with a digit, so that it is no name."""
    if cel in (None, ""):
        return None
    tekst = " ".join(str(cel).split())
    if len(tekst) > 40:
        raise ValueError(_("Dit nummer is langer dan 40 tekens."))
    if not any(teken.isdigit() for teken in tekst):
        raise ValueError(
            _("Hier hoort een nummer met minstens één cijfer. Schrijf nooit de naam van een gezin.")
        )
    return tekst


def lees_tekst(cel: Any) -> str | None:
    """A short text."""
    if cel in (None, ""):
        return None
    tekst = " ".join(str(cel).split())
    if len(tekst) > 160:
        raise ValueError(_("Deze tekst is langer dan 160 tekens."))
    return tekst


JA_NEE = {
    "ja": ("ja", "j", "yes", "1", "waar"),
    "nee": ("nee", "neen", "n", "no", "0", "onwaar"),
    "onbekend": (
        "onbekend",
        "niet bekend",
        "weet niet",
        "niet gevraagd",
        "?",
        "nvt",
        "n v t",
        "geen antwoord",
    ),
}
BESLISSING = {
    "opgenomen": ("opgenomen", "opname", "gestart", "aanvaard", "gestart met hulp"),
    "wachtlijst": ("wachtlijst", "op de wachtlijst", "wacht", "wachtend"),
    "doorverwezen": ("doorverwezen", "verwezen", "doorverwijzing"),
    "niet_opgenomen": ("niet opgenomen", "niet gestart", "geweigerd", "niet aanvaard"),
    "ingetrokken": ("ingetrokken", "door gezin ingetrokken", "ingetrokken door het gezin", "afgehaakt"),
    "open": ("open", "nog te beslissen", "geen beslissing", "nog geen beslissing"),
}
VERWIJZER = {
    "gezin": ("het gezin zelf", "gezin", "zelf"),
    "hulpverlener": ("hulpverlener", "een hulpverlener of dienst", "dienst", "verwijzer"),
    "lco": ("LCO", "lokaal cliëntoverleg", "uit een lokaal cliëntoverleg", "overleg"),
    "eigen_dienst": ("eigen dienst", "de eigen dienst"),
    "omgeving": ("omgeving", "iemand uit de omgeving", "familie", "buurt"),
    "onbekend": ("onbekend", "niet bekend", "?"),
}
EINDE = {
    "afgerond": ("afgerond", "klaar", "afgesloten"),
    "gestopt": ("gestopt", "stopgezet", "afgebroken"),
}


def lees_jn(cel: Any) -> str | None:
    """Yes, no or unknown; the question mark and an empty cell are "unknown", never "no" (R056)."""
    return "onbekend" if str(cel).strip() == "?" else _lees_jn(cel)


_lees_jn = woordenlijst(JA_NEE, leeg="onbekend", toon=("ja", "nee", "onbekend"))

REGISTRATIE: tuple[Veld, ...] = (
    Veld("dienst", gettext_lazy("Dienst"), gettext_lazy("Naam van de dienst gezinszorg."), lees_tekst, True,
         ("dienst gezinszorg", "organisatie", "naam dienst"), "Familiehulp"),
    Veld("nummer", gettext_lazy("Gezinsnummer"), gettext_lazy("Het nummer dat uw dienst zelf gebruikt. Nooit een naam."),
         lees_nummer, True, ("nummer", "dossiernummer", "nr", "dossier", "gezin nummer", "cliëntnummer"), "2012-014"),
    Veld("gemeente", gettext_lazy("Gemeente"), gettext_lazy("Gemeente waar het gezin woont, of de NIS-code. Mag leeg."),
         lees_tekst, False, ("woonplaats", "gemeente gezin", "nis", "nis code"), "Genk"),
    Veld("datum", gettext_lazy("Datum aanmelding"), gettext_lazy("Dag van de aanmelding."), lees_datum, True,
         ("datum", "aanmeldingsdatum", "aangemeld op", "datum van aanmelding", "aanmelding"), "03/05/2012"),
    Veld("verwijzer", gettext_lazy("Wie meldt aan"),
         gettext_lazy("het gezin zelf, hulpverlener, LCO, eigen dienst, omgeving of onbekend."),
         woordenlijst(VERWIJZER, leeg="onbekend"), False, ("verwijzer", "aanmelder", "aangemeld door"), "hulpverlener"),
    Veld("verteld", gettext_lazy("Gezin weet het"), gettext_lazy("Wist het gezin van de aanmelding: ja, nee of onbekend."),
         lees_jn, False, ("verteld", "verteld aan gezin", "gezin ingelicht"), "ja"),
    Veld("lco_vooraf", gettext_lazy("LCO voor aanmelding"),
         gettext_lazy("Ging er een LCO aan de aanmelding vooraf: ja, nee of onbekend. Leeg is onbekend."), lees_jn, True,
         ("lco vooraf", "lco", "lco voor de aanmelding", "eerder lco bij aanmelding"), "onbekend"),
    Veld("beslissing", gettext_lazy("Beslissing"),
         gettext_lazy("opgenomen, wachtlijst, doorverwezen, niet opgenomen, ingetrokken of open."),
         woordenlijst(BESLISSING), True, ("besluit", "uitkomst", "status", "resultaat"), "opgenomen"),
    Veld("beslist_op", gettext_lazy("Datum beslissing"), gettext_lazy("Dag van de beslissing. Mag leeg."), lees_datum, False,
         ("beslist op", "beslissingsdatum", "datum besluit"), "14/05/2012"),
    Veld("opname_op", gettext_lazy("Datum opname"), gettext_lazy("Dag waarop de hulp startte: enkel bij “opgenomen”."),
         lees_datum, True, ("opname", "opnamedatum", "opgenomen op", "startdatum", "gestart op", "datum start"), "21/05/2012"),
    Veld("lco_voor_opname", gettext_lazy("LCO voor opname"),
         gettext_lazy("Had het gezin voor de opname al een LCO: ja, nee of onbekend. Enkel bij “opgenomen”."),
         woordenlijst(JA_NEE, toon=("ja", "nee", "onbekend")), True,
         ("eerder lco", "lco voor de opname", "lco bij opname", "al een lco"), "nee"),
    Veld("einde_op", gettext_lazy("Einde"), gettext_lazy("Laatste dag van de hulp. Leeg als de hulp nog loopt."), lees_datum,
         False, ("einddatum", "einde op", "datum einde", "gestopt op"), "30/09/2013"),
    Veld("einde_hoe", gettext_lazy("Hoe geëindigd"), gettext_lazy("afgerond of gestopt."), woordenlijst(EINDE), False,
         ("hoe geindigd", "einde hoe", "reden einde"), "afgerond"),
)  # fmt: skip

LCO: tuple[Veld, ...] = (
    Veld("ocmw", gettext_lazy("OCMW"), gettext_lazy("OCMW dat het overleg organiseerde."), lees_tekst, True,
         ("organisator", "ocmw naam"), "OCMW Genk"),
    Veld("nummer", gettext_lazy("Nummer overleg"), gettext_lazy("Het eigen nummer van dit overleg. Nooit een naam."),
         lees_nummer, True, ("nummer", "nr", "volgnummer", "overlegnummer"), "2014-007"),
    Veld("gemeente", gettext_lazy("Gemeente"), gettext_lazy("Gemeente van het overleg, of de NIS-code. Mag leeg."),
         lees_tekst, False, ("woonplaats", "nis", "nis code"), "Genk"),
    Veld("datum", gettext_lazy("Datum overleg"), gettext_lazy("Dag van het overleg."), lees_datum, True,
         ("datum", "overlegdatum", "gehouden op"), "03/05/2014"),
    Veld("client_aanwezig", gettext_lazy("Cliënt aanwezig"), gettext_lazy("Zat de cliënt mee aan tafel: ja, nee of onbekend."),
         lees_jn, True, ("client aanwezig", "client aan tafel", "aanwezigheid client"), "ja"),
    Veld("eerste", gettext_lazy("Nieuwe aanvraag"),
         gettext_lazy("Is dit een nieuwe aanvraag (ja) of een vervolg (nee)? Of onbekend."), lees_jn, True,
         ("nieuw", "eerste overleg", "nieuwe aanvragen"), "nee"),
)  # fmt: skip

VELDEN = {"registratie": REGISTRATIE, "lco": LCO}


def herken(koppen: list[str], velden: tuple[Veld, ...]) -> dict[str, int]:
    """Field code -> column number, by the headings; exact words first, then nearly the same."""
    sleutels = [sleutelwoord(kop) for kop in koppen]
    uit: dict[str, int] = {}
    for veld in velden:
        for nummer, kop in enumerate(sleutels):
            if kop and kop in veld.woorden() and nummer not in uit.values():
                uit[veld.code] = nummer
                break
    for veld in velden:
        if veld.code in uit:
            continue
        vrij = {kop: n for n, kop in enumerate(sleutels) if kop and n not in uit.values()}
        for woord in sorted(veld.woorden()):
            bijna = difflib.get_close_matches(woord, list(vrij), n=1, cutoff=0.88)
            if bijna and len(woord) > 5:
                uit[veld.code] = vrij[bijna[0]]
                break
    return uit


def ontbrekend(kolommen: dict[str, int], velden: tuple[Veld, ...]) -> list[Veld]:
    """Fields that must be matched and are not."""
    return [veld for veld in velden if veld.verplicht and veld.code not in kolommen]
