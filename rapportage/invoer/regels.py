"""What the cells of a row must say together, and which service, OCMW and municipality they name."""

import difflib
import hashlib
import uuid
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from organisaties.models import Gemeente, Organisatie

from .velden import VELDEN, VROEGSTE, kort, sleutelwoord

Meld = Callable[[str, str], None]


@dataclass(frozen=True)
class Plaats:
    """A municipality with the days it existed."""

    id: uuid.UUID
    naam: str
    van: date | None
    tot: date | None


@dataclass
class Omgeving:
    """Names as the file may write them; read once, in two queries."""

    organisaties: dict[str, tuple[uuid.UUID, str]]
    gemeenten: dict[str, list[Plaats]]
    vandaag: date
    eigen: uuid.UUID | None
    bekend: dict[str, Any] = field(default_factory=dict)

    @classmethod
    def lees(cls, soort: str, *, vandaag: date, eigen: uuid.UUID | None, using: str) -> "Omgeving":
        """`eigen`: the only organisation whose rows are admitted (None: the owner's command, all)."""
        soorten = Organisatie.GEZINSZORG if soort == "registratie" else (Organisatie.Soort.OCMW,)
        organisaties: dict[str, tuple[uuid.UUID, str]] = {}
        for org in Organisatie.objects.using(using).filter(soort__in=soorten).order_by("naam", "id"):
            for woord in _schrijfwijzen(org, soort):
                organisaties.setdefault(woord, (org.pk, org.naam))
        gemeenten: dict[str, list[Plaats]] = {}
        for g in Gemeente.objects.using(using).order_by("naam", "nis"):
            for woord in (sleutelwoord(g.naam), g.nis):
                gemeenten.setdefault(woord, []).append(Plaats(g.pk, g.naam, g.geldig_van, g.geldig_tot))
        return cls(organisaties, gemeenten, vandaag, eigen)

    def organisatie(self, tekst: str) -> uuid.UUID:
        """The organisation of this name. Raises ValueError with the nearest name."""
        gevonden = self.organisaties.get(sleutelwoord(tekst))
        if gevonden is None:
            raise ValueError(_onbekend(tekst, {naam for _id, naam in self.organisaties.values()}))
        if self.eigen is not None and gevonden[0] != self.eigen:
            raise ValueError(_("Deze rij is van “%(naam)s”. U kunt enkel rijen van uw eigen dienst invoeren.")
                             % {"naam": gevonden[1]})  # fmt: skip
        return gevonden[0]

    def gemeente(self, tekst: str, dag: date | None) -> uuid.UUID:
        """The municipality of this name on this day. Raises ValueError."""
        plaatsen = self.gemeenten.get(sleutelwoord(tekst))
        if not plaatsen:
            raise ValueError(_onbekend(tekst, {p.naam for lijst in self.gemeenten.values() for p in lijst}))
        for plaats in plaatsen:
            if dag is None or (plaats.van or dag) <= dag <= (plaats.tot or dag):
                return plaats.id
        raise ValueError(
            _("“%(naam)s” bestond niet op %(dag)s.") % {"naam": plaatsen[0].naam, "dag": f"{dag:%d/%m/%Y}"}
        )


def _schrijfwijzen(org: Organisatie, soort: str) -> Iterable[str]:
    naam = sleutelwoord(org.naam)
    yield naam
    yield sleutelwoord(org.code)
    if soort == "lco":
        yield naam.removeprefix("ocmw ")
    for begin in ("dienst gezinszorg ", "thuiszorgdiensten ", "vzw "):
        if naam.startswith(begin):
            yield naam.removeprefix(begin)
    kort_ = naam.split(" vzw")[0]
    if kort_ != naam and len(kort_) > 3:
        yield kort_


def _onbekend(tekst: str, namen: set[str]) -> str:
    bijna = difflib.get_close_matches(tekst, sorted(namen), n=1, cutoff=0.55)
    if bijna:
        return _("“%(tekst)s” kennen we niet. Bedoelt u “%(naam)s”?") % {
            "tekst": kort(tekst),
            "naam": bijna[0],
        }
    return _("“%(tekst)s” kennen we niet. Kijk de naam na in de lijst van partners.") % {"tekst": kort(tekst)}


def lees_rij(
    soort: str, cellen: dict[str, Any], omgeving: Omgeving, formule: object, meld: Meld
) -> dict[str, Any] | None:
    """The values of a row, or None when something is wrong; `meld(field, sentence)` hears every problem."""
    fouten: list[str] = []

    def fout(veld: str, tekst: str) -> None:
        fouten.append(veld)
        meld(veld, tekst)

    rij: dict[str, Any] = {}
    for veld in VELDEN[soort]:
        cel = cellen.get(veld.code)
        rij[veld.code] = None
        if cel is formule:
            fout(
                veld.code, _("Hier staat een formule. Zet er de waarde zelf (kopiëren, plakken als waarde).")
            )
            continue
        try:
            rij[veld.code] = veld.lezer(cel)
        except ValueError as reden:
            fout(veld.code, str(reden))
    goed = Gelezen(rij, omgeving, fout, set(fouten))
    (controleer_registratie if soort == "registratie" else controleer_lco)(goed)
    return rij if not fouten else None


@dataclass
class Gelezen:
    """A row with its readable cells; a rule about a cell that could not be read stays silent."""

    rij: dict[str, Any]
    omgeving: Omgeving
    fout: Meld
    stuk: set[str]

    def __getitem__(self, veld: str) -> Any:
        return self.rij[veld]

    def leesbaar(self, *velden: str) -> bool:
        return not self.stuk.intersection(velden)

    def verplicht(self, *velden: str) -> None:
        for veld in velden:
            if self.leesbaar(veld) and self.rij[veld] is None:
                self.fout(veld, _("Dit is niet ingevuld."))
                self.stuk.add(veld)

    def datum(self, veld: str) -> None:
        waarde = self.rij[veld]
        if waarde is None or not self.leesbaar(veld):
            return
        if waarde > self.omgeving.vandaag:
            self.fout(veld, _("%(dag)s ligt in de toekomst.") % {"dag": f"{waarde:%d/%m/%Y}"})
        elif waarde < VROEGSTE:
            self.fout(veld, _("%(dag)s is te lang geleden om te kloppen.") % {"dag": dag(waarde)})

    def opzoeken(self, veld: str, zoek: Callable[[str], uuid.UUID]) -> None:
        if not self.leesbaar(veld) or self.rij[veld] is None:
            return
        try:
            self.rij[veld] = str(zoek(self.rij[veld]))
        except ValueError as reden:
            self.fout(veld, str(reden))
            self.stuk.add(veld)

    def volgorde(self, eerst: str, dan: str, zin: str) -> None:
        if not self.leesbaar(eerst, dan):
            return
        een, twee = self.rij[eerst], self.rij[dan]
        if een and twee and twee < een:
            self.fout(dan, zin % {"dan": dag(twee), "eerst": dag(een)})


def dag(waarde: date) -> str:
    return f"{waarde.day:02}/{waarde.month:02}/{waarde.year:04}"


def controleer_registratie(r: Gelezen) -> None:
    """The rules of a referral and an admission."""
    r.verplicht("dienst", "nummer", "datum", "beslissing")
    r.opzoeken("dienst", r.omgeving.organisatie)
    r.opzoeken("gemeente", lambda tekst: r.omgeving.gemeente(tekst, r["datum"]))
    for veld in ("datum", "beslist_op", "opname_op", "einde_op"):
        r.datum(veld)
    r.volgorde("datum", "beslist_op", _("De beslissing (%(dan)s) ligt voor de aanmelding (%(eerst)s)."))
    r.volgorde("datum", "opname_op", _("De opname (%(dan)s) ligt voor de aanmelding (%(eerst)s)."))
    r.volgorde("opname_op", "einde_op", _("Het einde (%(dan)s) ligt voor de opname (%(eerst)s)."))
    if not r.leesbaar("beslissing"):
        return
    if r["beslissing"] == "opgenomen":
        if r.leesbaar("opname_op") and r["opname_op"] is None:
            r.fout("opname_op", _("Bij “opgenomen” hoort een datum van opname."))
        if r["verteld"] == "nee":
            r.fout("verteld", _("Een gezin dat niets van de aanmelding weet, kan niet opgenomen zijn."))
        return
    for veld, zin in (
        ("opname_op", _("Hier staat een opname, maar de beslissing is niet “opgenomen”.")),
        ("lco_voor_opname", _("Dit antwoord hoort enkel bij een opgenomen gezin. Laat het anders leeg.")),
        ("einde_op", _("Hier staat een einde, maar de beslissing is niet “opgenomen”.")),
    ):
        if r.leesbaar(veld) and r[veld] is not None:
            r.fout(veld, zin)


def controleer_lco(r: Gelezen) -> None:
    """The rules of a registered consultation."""
    r.verplicht("ocmw", "nummer", "datum")
    r.opzoeken("ocmw", r.omgeving.organisatie)
    r.opzoeken("gemeente", lambda tekst: r.omgeving.gemeente(tekst, r["datum"]))
    r.datum("datum")


def importsleutel(soort: str, rij: dict[str, Any]) -> str:
    """The same registration in two files has the same key: organisation, own number, day."""
    wie = rij["dienst"] if soort == "registratie" else rij["ocmw"]
    return hashlib.sha256(f"{soort}|{wie}|{rij['nummer'].casefold()}|{rij['datum']}".encode()).hexdigest()
