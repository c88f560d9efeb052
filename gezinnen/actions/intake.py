"""The intake, over as many sittings as it takes: beginning, keeping, finishing. Nothing in it is compulsory."""

from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import F
from django.urls import reverse
from django.utils.translation import gettext as _

from beroepsgeheim.omslag import noteer
from gezinnen.models import (
    Aanmelding,
    Beslissing,
    DoelVanAnderen,
    Fase,
    Intake,
    IntakeDomein,
    IntakeZitting,
    Levensdomein,
)
from gezinnen.tijdlijn import schrijf
from organisaties.actor import Actor
from thuiscompagnie.vloer import outbox
from thuiscompagnie.vloer.formulieren import VersieConflict, bewaar_versie, leesbaar
from thuiscompagnie.vloer.models import Opdracht

from .traject import begin_traject, ga_naar_fase

VELDEN = [
    "belangrijk",
    "willen",
    "beginnen",
    "krachten",
    "hulp_nu",
    "steun",
    "netwerk_neemt_op",
    "huisafspraken",
]
DOMEINVELDEN = ("krachten", "zorgen")
PRAATBLAD_VERSIE = 1  # raise it when the words on the sheet change: a new one is made then


def kan_beginnen(aanmelding: Aanmelding) -> bool:
    """An intake may begin when the family knows of the referral and it was not closed."""
    open_of_gestart = (Beslissing.OPEN, Beslissing.WACHTLIJST, Beslissing.OPGENOMEN)
    return bool(aanmelding.verteld) and aanmelding.beslissing in open_of_gestart


def begin_intake(actor: Actor, aanmelding: Aanmelding, *, op: date | None = None) -> Intake:
    """Begin the intake of a referral, or give the one that was begun before (R054).

    Raises ValidationError when the family was not told or the referral is closed.
    Side effects: Intake row, the trajectory from aanmelding to intake, timeline line, log line.
    """
    bestaand = Intake.objects.zichtbaar_voor(actor).filter(aanmelding=aanmelding).first()
    if bestaand is not None:
        return bestaand
    if not kan_beginnen(aanmelding):
        raise ValidationError(_("Een intake begint als het gezin van de aanmelding weet en die nog open is."))
    op = op or actor.dag
    gezin = aanmelding.gezin
    intake = Intake.objects.create(
        sleutel=gezin.sleutel, gezin=gezin, aanmelding=aanmelding, door_id=actor.functie_id
    )
    traject = begin_traject(actor, aanmelding)
    if traject.fase == Fase.AANMELDING and not traject.is_beeindigd:
        ga_naar_fase(actor, traject, Fase.INTAKE, op=op)
    _meld(actor, intake, _("Intake begonnen"), op)
    return intake


def bewaar_intake(
    actor: Actor,
    intake: Intake,
    *,
    velden: dict[str, str],
    domeinen: dict[str, dict[str, str]] | None = None,
    versie: int | None = None,
) -> Intake:
    """Keep the family's words: `velden` of the intake, `domeinen` as {life domain: {krachten, zorgen}}.

    Only life domains that were added before are kept. Raises VersieConflict, with a readable difference over
    both, when somebody else saved since `versie` something that differs; the same words twice are no conflict.
    Side effects: the rows, one log line.
    """
    rijen = {rij.domein: rij for rij in IntakeDomein.objects.filter(intake=intake)}
    gewijzigd = [
        (rijen[code], veld, waarde)
        for code, waarden in (domeinen or {}).items()
        if code in rijen
        for veld, waarde in waarden.items()
        if veld in DOMEINVELDEN and getattr(rijen[code], veld) != waarde
    ]
    for veld, waarde in velden.items():
        setattr(intake, veld, waarde)
    try:
        bewaar_versie(intake, velden=list(velden), versie=intake.versie if versie is None else versie)
    except VersieConflict as conflict:
        verschillen = conflict.verschillen + [
            (
                f"{rij.get_domein_display()}: {rij._meta.get_field(veld).verbose_name}",  # type: ignore[union-attr]
                leesbaar(rij, veld),
                waarde,
            )
            for rij, veld, waarde in gewijzigd
        ]
        if verschillen:
            raise VersieConflict(verschillen, conflict.versie) from conflict
        intake.versie = conflict.versie
    for rij, veld, waarde in gewijzigd:
        IntakeDomein.objects.filter(pk=rij.pk).update(**{veld: waarde})
    noteer("wijzigen", sleutel=intake.sleutel, onderdeel="gezinnen.intake")
    return intake


def voeg_domein_toe(actor: Actor, intake: Intake, domein: str) -> IntakeDomein:
    """A life domain that the family raised: added one by one, never as a grid (R026). Twice is once."""
    if domein not in Levensdomein.values:
        raise ValidationError({"nieuw_domein": _("Kies een van de antwoorden uit de lijst.")})
    rij, nieuw = IntakeDomein.objects.get_or_create(
        intake=intake, domein=domein, defaults={"sleutel": intake.sleutel}
    )
    if nieuw:
        noteer("wijzigen", sleutel=intake.sleutel, onderdeel="gezinnen.intake")
    return rij


def haal_domein_weg(actor: Actor, domein: IntakeDomein) -> None:
    """Take a life domain off the intake: the family would rather not. The history keeps what stood there."""
    domein.delete()
    Intake.objects.filter(pk=domein.intake_id).update(versie=F("versie") + 1)
    noteer("wijzigen", sleutel=domein.sleutel, onderdeel="gezinnen.intake")


def noteer_zitting(
    actor: Actor,
    intake: Intake,
    *,
    datum: date,
    plaats: str = "",
    aanwezig: str = "",
    zitting: IntakeZitting | None = None,
) -> IntakeZitting:
    """A sitting: when, where, who was there. With `zitting` an earlier one is corrected.

    Side effects: the row, a timeline line for a new one, a log line. Raises ValidationError for a future day.
    """
    if datum > actor.dag:
        raise ValidationError({"datum": _("Deze dag is nog niet voorbij. Kies vandaag of een dag ervoor.")})
    waarden = {"datum": datum, "plaats": plaats, "aanwezig": aanwezig}
    if zitting is None:
        zitting = IntakeZitting.objects.create(sleutel=intake.sleutel, intake=intake, **waarden)
        _meld(actor, intake, _("Intakegesprek"), datum, plaats)
    else:
        IntakeZitting.objects.filter(pk=zitting.pk).update(**waarden)
        noteer("wijzigen", sleutel=intake.sleutel, onderdeel="gezinnen.intakezitting")
    return zitting


def bewaar_doel_van_anderen(
    actor: Actor, intake: Intake, *, van_wie: str, doel: str, past: str, rij: DoelVanAnderen | None = None
) -> DoelVanAnderen:
    """A goal that somebody else had set, and whether it fits what the family wants (R066)."""
    waarden = {"van_wie": van_wie, "doel": doel, "past": past}
    if rij is None:
        rij = DoelVanAnderen.objects.create(sleutel=intake.sleutel, intake=intake, **waarden)
    else:
        DoelVanAnderen.objects.filter(pk=rij.pk).update(**waarden)
    noteer("wijzigen", sleutel=intake.sleutel, onderdeel="gezinnen.doelvananderen")
    return rij


def rond_intake_af(
    actor: Actor,
    intake: Intake,
    *,
    op: date | None = None,
    naar_fase: str = "",
    waarom: str = "",
    versie: int | None = None,
) -> Intake:
    """Finish the intake; the trajectory moves only when `naar_fase` says so (the coach's choice).

    Raises ValidationError (finished already, a day in the future) and VersieConflict.
    Side effects: the day on the intake, timeline line, log line, and those of ga_naar_fase.
    """
    op = op or actor.dag
    if intake.afgerond_op is not None:
        raise ValidationError(_("Deze intake is al afgerond."), code="afgerond")
    if op > actor.dag:
        raise ValidationError({"op": _("Deze dag is nog niet voorbij. Kies vandaag of een dag ervoor.")})
    intake.afgerond_op = op
    bewaar_versie(intake, velden=["afgerond_op"], versie=intake.versie if versie is None else versie)
    traject = begin_traject(actor, intake.aanmelding)
    if naar_fase and naar_fase != traject.fase:
        ga_naar_fase(actor, traject, naar_fase, op=op, waarom=waarom)
    _meld(actor, intake, _("Intake afgerond"), op)
    return intake


def vraag_praatblad(actor: Actor, intake: Intake, *, groot: bool = False) -> Opdracht:
    """Ask the worker for the talk sheet as a PDF. The same sheet asked twice is one job; returns the job."""
    uniek = f"praatblad:{intake.pk}:{actor.functie_id}:{PRAATBLAD_VERSIE}:{'groot' if groot else 'gewoon'}"
    return outbox.plan(
        actor, "gezinnen.praatblad", uniek=uniek, lading={"intake": str(intake.pk), "groot": groot}
    )


def _meld(actor: Actor, intake: Intake, titel: str, dag: date, tekst: str = "", **extra: Any) -> None:
    schrijf(
        actor,
        intake.gezin.client,
        soort="gezinnen.intake",
        icoon="overleg",
        titel=titel,
        tekst=tekst,
        dag=dag,
        app_url=reverse("gezinnen:intake", args=[intake.pk]),
        voor="dossier",
    )
    noteer("wijzigen", sleutel=intake.sleutel, onderdeel="gezinnen.intake")
