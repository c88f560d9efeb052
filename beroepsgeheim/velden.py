"""The registry of fields: why each field of a person is here, on what ground, how long, and who sees it.

Beside each app, in its velden.py (imported when the app starts):

    declareer(Gezinslid, doel=_("weten wie er woont"), bewaren="dossier", rijen=Zelf(),
              velden=["naam", veld("geboortedatum", gevoelig=Gevoelig.GEVOELIG)], technisch="versie")

The record of processing, the annex to the impact assessment, the export for a person and the scan after an
erasure are made from it. A field that is not in it fails the suite; ids, keys and versions are declared technical.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace
from typing import Any, TypedDict, Unpack

from django.apps import apps
from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from .bewaarklassen import KLASSEN
from .register import BESCHERMD, alle_regels


class Grond(models.TextChoices):
    """The legal ground as the application applies it; a jurist of each organisation confirms it."""

    TAAK = "taak", _("taak van algemeen belang of de overeenkomst met het gezin (AVG art. 6.1.e of 6.1.b)")
    ZORG = (
        "zorg",
        _("zorg en ondersteuning onder beroepsgeheim (AVG art. 9.2.h, samen met art. 6.1.e of 6.1.b)"),
    )
    WENS = "wens", _("enkel als het gezin het zelf wil, altijd te stoppen (AVG art. 6.1.a en 9.2.a)")
    PLICHT = "plicht", _("wettelijke plicht: verantwoording en beveiliging (AVG art. 6.1.c, art. 5.2 en 32)")
    WERK = "werk", _("het werk van een medewerker (AVG art. 6.1.b of 6.1.e)")


class Gevoelig(models.TextChoices):
    """How much harm a leak may do."""

    GEWOON = "gewoon", _("gewoon")
    GEVOELIG = "gevoelig", _("gevoelig: armoede, kinderen, wonen")
    BIJZONDER = "bijzonder", _("bijzonder: gezondheid en wat iemand in vertrouwen zei")


class Zichtbaar(models.TextChoices):
    """Who of the family gets the field in an export; who of the staff reads it follows from the row policy."""

    GEZIN = "gezin", _("het gezin")
    ZELF = "zelf", _("enkel de persoon zelf")
    TEAM = "team", _("niet het gezin")


@dataclass(frozen=True)
class Veld:
    """One declared field."""

    naam: str
    doel: Any
    grond: Grond
    bewaren: str
    gevoelig: Gevoelig
    zichtbaar: Zichtbaar
    waarom_niet: Any = ""


class Afwijking(TypedDict, total=False):
    """In what a field may differ from the declaration of its model."""

    doel: Any
    grond: Grond
    bewaren: str
    gevoelig: Gevoelig
    zichtbaar: Zichtbaar
    waarom_niet: Any


def veld(naam: str, **anders: Unpack[Afwijking]) -> tuple[str, Afwijking]:
    """A field that differs from the others of its model."""
    return naam, anders


# Which rows of a model one person may have in an export: (person) -> condition, given the people who are shielded.
@dataclass(frozen=True)
class Rijen:
    """All rows of the family: nobody wrote down who of it said this.

    When somebody of the family is shielded from this person, her words, address or days may stand in them: then
    they are held back one by one, and a helper looks at them together with the person who asks.
    """

    sleutel: str = field(default="sleutel", kw_only=True)

    def voorwaarde(self, persoon: Any, afgeschermd: Iterable[Any]) -> Q:
        """The rows this person gets, among those with the family's key."""
        return Q(pk__in=[]) if list(afgeschermd) else Q()

    def weerhouden(self, persoon: Any, afgeschermd: Iterable[Any]) -> Q | None:
        """Rows that exist, are about the family, and are held back one by one; None when there are none."""
        return Q() if list(afgeschermd) else None


@dataclass(frozen=True)
class Precies(Rijen):
    """Rules that tell themselves whose a row is: nothing else is held back."""

    def weerhouden(self, persoon: Any, afgeschermd: Iterable[Any]) -> Q | None:
        return None


@dataclass(frozen=True)
class Zelf(Precies):
    """Only the row (or rows) of the person herself."""

    veld: str = "pk"

    def voorwaarde(self, persoon: Any, afgeschermd: Iterable[Any]) -> Q:
        return Q(**{self.veld: persoon})


@dataclass(frozen=True)
class EigenOfSamen(Precies):
    """What is of the whole family, or of this person alone; of her alone when somebody is shielded from her."""

    veld: str = "van_lid"

    def voorwaarde(self, persoon: Any, afgeschermd: Iterable[Any]) -> Q:
        samen = Q(pk__in=[]) if list(afgeschermd) else Q(**{f"{self.veld}__isnull": True})
        return samen | Q(**{self.veld: persoon})


@dataclass(frozen=True)
class Gedeeld(Precies):
    """What somebody of the family said for all of it, unless the speaker is shielded from this person."""

    veld: str = "van_lid"

    def voorwaarde(self, persoon: Any, afgeschermd: Iterable[Any]) -> Q:
        return Q(**{f"{self.veld}__isnull": True}) | ~Q(**{f"{self.veld}__in": list(afgeschermd)})


@dataclass(frozen=True)
class Stem(Rijen):
    """Rows with a speaker and an audience; what is for the helpers alone is held back item by item."""

    def voorwaarde(self, persoon: Any, afgeschermd: Iterable[Any]) -> Q:
        weg = list(afgeschermd)
        samen = Q(spreker__isnull=False) & ~Q(spreker__in=weg)
        if not weg:  # what the family said together may hold words of who is shielded
            samen |= Q(spreker__isnull=True)
        return Q(publiek="gezin") & samen | Q(spreker=persoon) & ~Q(publiek="helpers")

    def weerhouden(self, persoon: Any, afgeschermd: Iterable[Any]) -> Q | None:
        return Q(publiek="helpers", spreker__isnull=True)


@dataclass(frozen=True)
class Niemand(Precies):
    """No person of the family gets these rows; `reden` is told once, without their number."""

    reden: Any = ""

    def voorwaarde(self, persoon: Any, afgeschermd: Iterable[Any]) -> Q:
        return Q(pk__in=[])


@dataclass(frozen=True)
class Eigen(Precies):
    """A model's own rule."""

    regel: Callable[[Any, list[Any]], Q] = field(default=lambda persoon, afgeschermd: Q(pk__in=[]))

    def voorwaarde(self, persoon: Any, afgeschermd: Iterable[Any]) -> Q:
        return self.regel(persoon, list(afgeschermd))


@dataclass(frozen=True)
class Declaratie:
    """What a model is for, field by field."""

    model: type[models.Model]
    doel: Any
    velden: dict[str, Veld]
    technisch: frozenset[str]
    rijen: Rijen
    betrokkenen: Any

    @property
    def titel(self) -> str:
        naam = str(self.model._meta.verbose_name)
        return naam[:1].upper() + naam[1:]


DECLARATIES: dict[type[models.Model], Declaratie] = {}
ALTIJD_TECHNISCH = frozenset({"id", "sleutel", "versie", "gemaakt_op", "gezin", "client", "client_sleutel"})
GEZIN_EN_OMGEVING = _("gezinnen en wie bij hen woont of hen helpt")


class Gemeen(TypedDict):
    """What several declarations share."""

    grond: Grond
    bewaren: str
    gevoelig: Gevoelig
    zichtbaar: Zichtbaar
    rijen: Rijen
    betrokkenen: Any


def declareer(
    model: type[models.Model],
    *,
    doel: Any,
    velden: Iterable[str | tuple[str, Afwijking]] = (),
    technisch: str = "",
    grond: Grond = Grond.ZORG,
    bewaren: str = "dossier",
    gevoelig: Gevoelig = Gevoelig.GEVOELIG,
    zichtbaar: Zichtbaar = Zichtbaar.GEZIN,
    rijen: Rijen | None = None,
    betrokkenen: Any = GEZIN_EN_OMGEVING,
) -> None:
    """Declare all fields of a model; `technisch` names those that tell nothing about a person."""
    gemaakt: dict[str, Veld] = {}
    for wat in velden:
        naam, anders = (wat, Afwijking()) if isinstance(wat, str) else wat
        gemaakt[naam] = replace(Veld(naam, doel, grond, bewaren, gevoelig, zichtbaar), **anders)
    eigen = {f.name for f in model._meta.local_concrete_fields}
    vast = frozenset(technisch.split()) | (ALTIJD_TECHNISCH & eigen - set(gemaakt))
    DECLARATIES[model] = Declaratie(model, doel, gemaakt, vast, rijen or Rijen(), betrokkenen)


def moet_in_het_register(model: type[models.Model]) -> bool:
    """Case content, and whatever hangs on somebody who logs in."""
    if getattr(model, "pgh_tracked_model", None) or not model._meta.managed or model._meta.proxy:
        return False
    gebruiker = apps.get_model(settings.AUTH_USER_MODEL)
    mensen = model is gebruiker or any(
        f.related_model is gebruiker for f in model._meta.local_concrete_fields
    )
    eigen = {f.name for f in model._meta.local_concrete_fields}
    return model in BESCHERMD or mensen or bool(eigen & {"sleutel", "persoon_id", "persoon"})


def fouten() -> Iterator[str]:
    """What is missing in the registry or stands there too much; the suite wants none."""
    for model in apps.get_models(include_auto_created=True):
        if model not in DECLARATIES:
            if moet_in_het_register(model):
                yield f"{model._meta.label}: niet in het register van velden"
            continue
        bekend = set(DECLARATIES[model].velden) | DECLARATIES[model].technisch
        echt = {f.name for f in model._meta.local_concrete_fields}
        yield from (f"{model._meta.label}.{naam}: niet in het register" for naam in sorted(echt - bekend))
        yield from (f"{model._meta.label}.{naam}: bestaat niet" for naam in sorted(bekend - echt))
        yield from (
            f"{model._meta.label}.{v.naam}: bewaarklasse {v.bewaren} bestaat niet"
            for v in DECLARATIES[model].velden.values()
            if v.bewaren not in KLASSEN
        )


def lezers(model: type[models.Model]) -> str:
    """Who of the staff reads the rows, in the words of the row policy."""
    regels = alle_regels().get(model)
    if regels is None:
        return str(_("beheer van de toepassing"))
    namen = {
        "dossier": _("coach en vervanger"), "zorg": _("verzorgende in het gezin"),
        "overleg": _("wie het overleg voorbereidt"), "deelname": _("wie op het overleg genodigd is"),
        "gezin": _("het gezin zelf"),
    }  # fmt: skip
    gezien = {str(namen[r]): None for _kolom, *reikwijdtes in regels.lezen for r in reikwijdtes if r in namen}
    if "bg_sleutels('gezin')" in regels.ook_lezen:
        gezien[str(namen["gezin"])] = None
    elif regels.ook_lezen:
        gezien[str(_("wie de eigen regel van deze tabel toelaat"))] = None
    return ", ".join(gezien) or str(_("niemand rechtstreeks"))
