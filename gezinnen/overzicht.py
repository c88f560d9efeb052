"""What the family page shows: who they are, where they are, who helps, what is next. Never a score."""

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from organisaties.actor import Actor, vandaag
from organisaties.noemen import TeNoemen

from .models import (
    Aanmelding,
    Adres,
    Afscherming,
    Beslissing,
    BetrokkenHulpverlener,
    Gebeurtenis,
    Gezin,
    GezinGegevens,
    Gezinslid,
    Intake,
    Overname,
    Stap,
    Traject,
    TrajectFase,
)


def minderjarige_ontbreekt(actor: Actor, gezin: Gezin, leden: list[Gezinslid] | None = None) -> bool:
    """Whether no minor lives here and no child is on the way, as far as is known (R001): a warning only."""
    gegevens = getattr(gezin, "gegevens", None)
    if gegevens is not None and gegevens.verwacht_kind:
        return False
    if leden is None:
        leden = list(Gezinslid.objects.zichtbaar_voor(actor).filter(gezin=gezin))
    return not any(lid.is_aanwezig_op(actor.dag) and lid.is_minderjarig_op(actor.dag) for lid in leden)


@dataclass
class Overzicht:
    """Everything the page needs, read in a fixed number of queries."""

    gezin: Gezin
    leden: list[Gezinslid]
    vroeger: list[Gezinslid]
    adres: Adres | None
    hulp: list[BetrokkenHulpverlener]
    gestopte_hulp: int
    traject: Traject | None
    aanmelding: Aanmelding | None
    overnames: list[Overname]
    gebeurtenissen: list[Gebeurtenis]
    straks: list[dict[str, Any]] = field(default_factory=list)
    meer_gebeurtenissen: bool = False
    zonder_minderjarige: bool = False

    @property
    def gegevens(self) -> GezinGegevens | None:
        return getattr(self.gezin, "gegevens", None)

    @property
    def is_iemand_afgeschermd(self) -> bool:
        """Whether somebody of this family must not see everything of somebody else of it."""
        return any(lid.is_afgeschermd for lid in [*self.leden, *self.vroeger])

    @property
    def wie_in_woorden(self) -> str:
        """Where they live and who they are, in one line."""
        plaats = self.gezin.gemeente.naam if self.gezin.gemeente else ""
        mensen = [self._kort(lid) for lid in self.leden]
        return " · ".join(deel for deel in (plaats, ", ".join(mensen)) if deel)

    def _kort(self, lid: Gezinslid) -> str:
        leeftijd = lid.leeftijd_op(vandaag())
        toon = lid.soort == Gezinslid.Soort.KIND and leeftijd is not None
        return f"{lid.roepnaam} ({leeftijd})" if toon else lid.roepnaam

    @property
    def talen(self) -> str:
        """The languages, with the wish for an interpreter."""
        gegevens = self.gegevens
        if gegevens is None:
            return ""
        return ", ".join(
            deel for deel in (gegevens.talen, _("een tolk is welkom") if gegevens.tolk else "") if deel
        )


TIJDLIJN_KORT = 8


# What the page shows of the family itself: asked together with it (haal(..., erbij=ERBIJ)).
ERBIJ = ("gegevens", "gemeente")
# And no more of a referral, an intake and a helper than it shows.
VAN_AANMELDING = (
    *("gezin", "datum", "verteld", "vraag", "beslissing", "terugkoppeling", "teruggekoppeld_op"),
    *("intake__aanmelding", "intake__krachten", "intake__afgerond_op"),
)
VAN_HULP = (
    *("naam", "functie_omschrijving", "organisatie__naam", "organisatie_tekst", "opdracht", "frequentie"),
    *("kader", "beroepsgeheim", "van", "tot", "functie"),
)


def van(gezin: Gezin, actor: Actor, *, dossier: bool, noemen: TeNoemen | None = None) -> Overzicht:
    """Read the family for this actor; without `dossier` (a care worker) no referral and no intake.

    Who is named is left to `noemen`, which reads them for the whole page.
    """
    if "gegevens" not in gezin._state.fields_cache:
        gezin = Gezin.objects.zichtbaar_voor(actor).select_related(*ERBIJ).get(pk=gezin.pk)
    leden = sorted(_leden(gezin, actor), key=_plaats)
    gezin.alle_leden = {lid.pk: lid for lid in leden}
    nu = [lid for lid in leden if lid.is_aanwezig_op(actor.dag)]
    hulp = list(
        BetrokkenHulpverlener.objects.zichtbaar_voor(actor)
        .filter(gezin=gezin)
        .select_related("organisatie")
        .only(*VAN_HULP)
    )
    loopt = [h for h in hulp if _loopt(h.van, h.tot, actor.dag)]
    lijn = list(_lijnen(gezin, actor, dossier=dossier)[: TIJDLIJN_KORT + 1])
    laatste = gezin.laatste_fase = laatste_fase(gezin, actor)
    aanmelding = gezin.laatste_aanmelding = _aanmelding(gezin, actor) if dossier else None
    uit = Overzicht(
        gezin=gezin,
        leden=nu,
        vroeger=[lid for lid in leden if lid not in nu],
        adres=_adres(gezin, actor),
        hulp=loopt,
        gestopte_hulp=len(hulp) - len(loopt),
        traject=laatste.traject if laatste else None,
        aanmelding=aanmelding,
        overnames=list(Overname.objects.zichtbaar_voor(actor).filter(gezin=gezin).lopend_op(actor.dag)),
        gebeurtenissen=lijn[:TIJDLIJN_KORT],
        meer_gebeurtenissen=len(lijn) > TIJDLIJN_KORT,
    )
    uit.zonder_minderjarige = uit.gegevens is not None and minderjarige_ontbreekt(actor, gezin, leden)
    uit.straks = _straks(uit, actor)
    if noemen is not None:
        noemen.erbij([gezin], "coach", "vervanger")
        noemen.erbij(uit.overnames, "door")
        noemen.erbij(uit.gebeurtenissen, "door")
    return uit


def _leden(gezin: Gezin, actor: Actor) -> QuerySet[Gezinslid]:
    """Everybody of the household, and of each whether she is shielded from somebody now (`is_afgeschermd`)."""
    afgeschermd = (
        Afscherming.objects.zichtbaar_voor(actor).lopend_op(actor.dag).filter(lid=OuterRef("pk")).order_by()
    )
    leden = Gezinslid.objects.zichtbaar_voor(actor).filter(gezin=gezin).order_by()
    return leden.annotate(is_afgeschermd=Exists(afgeschermd))


def laatste_fase(gezin: Gezin, actor: Actor) -> TrajectFase | None:
    """The last change of phase with its trajectory: every trajectory begins with one."""
    return (
        TrajectFase.objects.zichtbaar_voor(actor)
        .filter(traject__gezin=gezin)
        .select_related("traject")
        .only("fase", "op", "waarom", "traject__gezin", "traject__fase", "traject__van", "traject__tot")
        .order_by("-traject__van", "-op", "-gemaakt_op")
        .first()
    )


def _aanmelding(gezin: Gezin, actor: Actor) -> Aanmelding | None:
    laatste = (
        Aanmelding.objects.zichtbaar_voor(actor)
        .filter(gezin=gezin)
        .select_related("intake")
        .only(*VAN_AANMELDING)
        .order_by("-datum", "-gemaakt_op")
        .first()
    )
    if laatste is not None:
        laatste.gezin = gezin  # at hand already: not joined again
    return laatste


def tijdlijn(gezin: Gezin, actor: Actor, *, dossier: bool) -> QuerySet[Gebeurtenis]:
    """The lines of the timeline that this actor may read, newest first, with who wrote them."""
    return _lijnen(gezin, actor, dossier=dossier).select_related("door__gebruiker")


def _lijnen(gezin: Gezin, actor: Actor, *, dossier: bool) -> QuerySet[Gebeurtenis]:
    lijnen = Gebeurtenis.objects.zichtbaar_voor(actor).filter(client=gezin.client_id)
    if not dossier:
        lijnen = lijnen.filter(voor=Gebeurtenis.Voor.ALLEN)
    return lijnen.order_by("-dag", "-gemaakt_op", "id")


def _plaats(lid: Gezinslid) -> tuple[int, date, str]:
    """Parents first, then children from old to young, then the others: as a family introduces itself."""
    volgorde = [Gezinslid.Soort.OUDER, Gezinslid.Soort.PARTNER, Gezinslid.Soort.KIND]
    plaats = volgorde.index(Gezinslid.Soort(lid.soort)) if lid.soort in volgorde else len(volgorde)
    return plaats, lid.geboortedatum or date.max, lid.naam


def _loopt(van: date | None, tot: date | None, dag: date) -> bool:
    return (van is None or van <= dag) and (tot is None or tot >= dag)


def _adres(gezin: Gezin, actor: Actor) -> Adres | None:
    adres = (
        Adres.objects.zichtbaar_voor(actor)
        .filter(Q(tot__isnull=True) | Q(tot__gte=actor.dag), gezin=gezin, van_lid__isnull=True)
        .order_by(F("van").desc(nulls_last=True), "pk")
        .first()
    )
    if adres is not None and adres.gemeente_id == gezin.gemeente_id:
        adres.gemeente = gezin.gemeente  # at hand already
    return adres


def _straks(overzicht: Overzicht, actor: Actor) -> list[dict[str, Any]]:
    """What is next: at most a few things, each one step from doing it."""
    uit: list[dict[str, Any]] = []
    aanmelding = overzicht.aanmelding
    if aanmelding is not None:
        uit += _aanmelding_straks(aanmelding)
    stappen = (
        Stap.objects.zichtbaar_voor(actor)
        .filter(gezin=overzicht.gezin, status__in=[Stap.Status.OPEN, Stap.Status.BEZIG])
        .order_by(F("tegen").asc(nulls_last=True), "gemaakt_op", "id")[:3]
    )
    uit += [
        {
            "naam": stap.tekst,
            "regel": _stapregel(stap),
            "icoon": "stap",
            "url": reverse("gezinnen:stap", args=[stap.pk]),
            "actie": _("Werk bij"),
        }
        for stap in stappen
    ]
    return uit


def _stapregel(stap: Stap) -> str:
    """Who does it together, by when."""
    tegen = _("tegen %(dag)s") % {"dag": date_format(stap.tegen, "j F Y")} if stap.tegen else ""
    return " · ".join(deel for deel in (str(stap.get_status_display()), stap.wie, tegen) if deel)


def _aanmelding_straks(aanmelding: Aanmelding) -> list[dict[str, Any]]:
    pk = aanmelding.pk
    if aanmelding.verteld is False and aanmelding.is_te_beslissen:
        return [
            {"naam": _("Vertel het gezin over de aanmelding"), "url": reverse("gezinnen:aanmelding_vertellen", args=[pk]),
             "actie": _("Is besproken"), "icoon": "gezin", "nodig": True}
        ]  # fmt: skip
    if aanmelding.is_te_beslissen:
        uit = [
            {"naam": _("Beslis over de aanmelding"), "url": reverse("gezinnen:aanmelding_beslissen", args=[pk]),
             "actie": _("Beslissen"), "icoon": "brief", "nodig": aanmelding.beslissing == Beslissing.OPEN}
        ]  # fmt: skip
        intake: Intake | None = getattr(aanmelding, "intake", None)
        if intake is not None and intake.afgerond_op is None:
            uit.insert(
                0,
                {"naam": _("De intake is begonnen"), "url": reverse("gezinnen:intake", args=[intake.pk]),
                 "actie": _("Verdergaan"), "icoon": "overleg", "nodig": False},
            )  # fmt: skip
        return uit
    if aanmelding.wacht_op_bericht:
        return [
            {"naam": _("De aanmelder wacht op bericht"), "url": reverse("gezinnen:aanmelding_terugkoppeling", args=[pk]),
             "actie": _("Bericht geven"), "icoon": "brief", "nodig": False}
        ]  # fmt: skip
    return []
