"""Reading the log: who looked at a file (for its family and its coach), and the officer's view of it.

The web role cannot read the log itself; the owner's functions give the lines that the actor of the open
envelope may have. No line holds a name: keys and codes, to which the pages add the words.
"""

import uuid
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from typing import Any

from django.apps import apps
from django.db import connection
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from organisaties.actor import BRUSSEL, Actor, Soort
from organisaties.models import Gebruiker, Organisatie, Rol

from .models import Raadpleging
from .omslag import huidige_actor

# Words for the parts of a file that are not a model of their own; apps add theirs in AppConfig.ready.
ONDERDELEN: dict[str, str | Promise] = {
    "organisaties.uitnodiging": gettext_lazy("uitnodiging van een collega"),
    "logboek": gettext_lazy("logboek"),
}
# What was done, as somebody says it at home (A2); the officer's page has the terms of the log itself.
THUIS = {
    Raadpleging.Actie.BEKIJKEN: gettext_lazy("keek naar"),
    Raadpleging.Actie.LIJST: gettext_lazy("zag in een lijst"),
    Raadpleging.Actie.ZOEKEN: gettext_lazy("zocht"),
    Raadpleging.Actie.WIJZIGEN: gettext_lazy("schreef of veranderde"),
    Raadpleging.Actie.EXPORT: gettext_lazy("maakte een kopie"),
    Raadpleging.Actie.AFDRUK: gettext_lazy("opende een papier"),
    Raadpleging.Actie.WEIGERING: gettext_lazy("wou kijken"),
    Raadpleging.Actie.TOEGANG: gettext_lazy("opende of sloot iets"),
    Raadpleging.Actie.OVERNAME: gettext_lazy("nam het over van een collega"),
    Raadpleging.Actie.AANMELDING: gettext_lazy("kwam binnen"),
    Raadpleging.Actie.DELEN: gettext_lazy("deelde"),
    Raadpleging.Actie.BEZWAAR: gettext_lazy("schreef een nee op"),
    Raadpleging.Actie.LOGBOEK: gettext_lazy("las wie er keek"),
    Raadpleging.Actie.WISSEN: gettext_lazy("wiste"),
}
# Of these the words say it all: "code gegeven" needs no "opende of sloot iets" before it.
HELE_ZINNEN: set[str] = set()


def benoem(namen: Mapping[str, str | Promise], *, hele_zinnen: bool = False) -> None:
    """Give words to codes of parts: {"lco.gezinswens": _("wens van het gezin")}."""
    ONDERDELEN.update(namen)
    if hele_zinnen:
        HELE_ZINNEN.update(namen)


def onderdeel_naam(code: str) -> str:
    """A part of a file in words; an unknown code is shown as it is."""
    if code in ONDERDELEN:
        return str(ONDERDELEN[code])
    try:
        return str(apps.get_model(code)._meta.verbose_name)
    except (LookupError, ValueError):
        return code


@dataclass(frozen=True)
class Regel:
    """One line of the log as somebody may read it."""

    id: int
    tijdstip: datetime
    actie: str
    onderdeel: str
    doel: str
    uitkomst: str
    soort_actor: str
    functie_id: uuid.UUID | None
    organisatie_id: uuid.UUID | None
    rol: str
    eigen: bool = False
    sleutel: uuid.UUID | None = None
    gebruiker_id: uuid.UUID | None = None
    aantal: int | None = None
    organisatie: str = ""
    gebruiker: str = ""

    @property
    def actie_naam(self) -> str:
        return str(Raadpleging.Actie(self.actie).label) if self.actie in Raadpleging.Actie else self.actie

    @property
    def onderdeel_naam(self) -> str:
        return onderdeel_naam(self.onderdeel)

    @property
    def wat(self) -> str:
        """What was done with what, for who reads it at home."""
        if self.onderdeel in HELE_ZINNEN or self.actie not in Raadpleging.Actie:
            return self.onderdeel_naam
        return f"{THUIS[Raadpleging.Actie(self.actie)]}: {self.onderdeel_naam}"

    @property
    def rol_naam(self) -> str:
        return str(Rol(self.rol).label) if self.rol in Rol else ""

    @property
    def geweigerd(self) -> bool:
        return self.uitkomst == "geweigerd"

    @property
    def wie(self) -> str:
        """In which function somebody looked: "coach, OCMW Genk". Never a person's name."""
        if self.eigen:
            return _("uzelf")
        if self.soort_actor == Soort.FUNCTIE:
            return ", ".join(filter(None, (self.rol_naam, self.organisatie)))
        return {
            Soort.GEZINSLID.value: _("iemand van het gezin"),
            Soort.LINK.value: _("iemand met een persoonlijke link"),
        }.get(self.soort_actor, _("de toepassing zelf"))


KOLOMMEN = (
    "id", "tijdstip", "actie", "onderdeel", "doel", "uitkomst", "soort_actor", "functie_id", "organisatie_id",
    "rol", "eigen",
)  # fmt: skip
KOLOMMEN_LOGBOEK = (
    "id", "tijdstip", "actie", "sleutel", "onderdeel", "doel", "aantal", "uitkomst", "soort_actor",
    "gebruiker_id", "functie_id", "organisatie_id", "rol",
)  # fmt: skip


def raadplegingen_van(
    actor: Actor,
    sleutel: uuid.UUID,
    *,
    voor: int | None = None,
    van: date | None = None,
    tot: date | None = None,
    aantal: int = 50,
) -> list[Regel]:
    """Who looked at this file, newest first: function, organisation, when, what. No user names.

    For a family member of the key or who carries its file; anybody else gets an empty list. A member never sees
    another member's looks, nor looks at another's own words. `voor` is the id to go on from (keyset paging).
    """
    _controleer(actor)
    params = [sleutel, voor, *_grenzen(van, tot), aantal]
    return _met_organisatie(_lees("bg_raadplegingen", KOLOMMEN, params))


@dataclass(frozen=True)
class Vraag:
    """What the privacy officer looks for."""

    van: date
    tot: date
    actie: str = ""
    gebruiker_id: uuid.UUID | None = None
    organisatie_id: uuid.UUID | None = None
    sleutel: uuid.UUID | None = None


def logboek(actor: Actor, vraag: Vraag, *, voor: int | None = None, aantal: int = 51) -> list[Regel]:
    """Lines for the privacy officer, newest first: of people of her organisation, or about its files."""
    _controleer(actor)
    params = [
        voor, *_grenzen(vraag.van, vraag.tot), vraag.actie, vraag.gebruiker_id, vraag.organisatie_id,
        vraag.sleutel, aantal,
    ]  # fmt: skip
    regels = _met_organisatie(_lees("bg_logboek", KOLOMMEN_LOGBOEK, params))
    # Helpers by name; the family member who logs in has none here.
    namen: dict[uuid.UUID | None, str] = dict(
        Gebruiker.objects.filter(
            pk__in={r.gebruiker_id for r in regels if r.gebruiker_id}, persoon_id__isnull=True
        ).values_list("pk", "naam")
    )
    return [replace(r, gebruiker=namen.get(r.gebruiker_id, "")) for r in regels]


def _controleer(actor: Actor) -> None:
    """The database answers for the actor of the open envelope: asking for another one is a mistake."""
    hier = huidige_actor()
    if (actor.functie_id, actor.persoon_id) != (hier.functie_id, hier.persoon_id):
        raise ValueError("the log is read for the actor of the open envelope")


def _grenzen(van: date | None, tot: date | None) -> list[datetime | None]:
    """Days in Brussels as moments: from the first midnight up to the midnight after the last day."""
    begin = datetime.combine(van, time.min, BRUSSEL) if van else None
    einde = datetime.combine(tot + timedelta(days=1), time.min, BRUSSEL) if tot else None
    return [begin, einde]


def _lees(functie: str, kolommen: tuple[str, ...], params: list[Any]) -> list[Regel]:
    plaatsen = ", ".join(["%s"] * len(params))
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT * FROM {functie}({plaatsen})", params)  # noqa: S608 - our own names
        return [Regel(**dict(zip(kolommen, rij, strict=True))) for rij in cursor.fetchall()]


def _met_organisatie(regels: Iterable[Regel]) -> list[Regel]:
    regels = list(regels)
    namen: dict[uuid.UUID | None, str] = dict(
        Organisatie.objects.filter(pk__in={r.organisatie_id for r in regels if r.organisatie_id}).values_list(
            "pk", "naam"
        )
    )
    return [replace(r, organisatie=namen.get(r.organisatie_id, "")) for r in regels]


__all__ = ["Regel", "Vraag", "benoem", "logboek", "onderdeel_naam", "raadplegingen_van"]
