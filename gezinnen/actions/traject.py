"""The way of a trajectory: beginning, phases in any direction, and the end.

Every change is a TrajectFase row (who, when, why) and a line on the timeline; the phase of the family
follows. There are no terms: nothing here counts days (R013, R033).
"""

from datetime import date

from django.core.exceptions import ValidationError
from django.db.models import F
from django.urls import reverse
from django.utils.translation import gettext as _

from beroepsgeheim.omslag import noteer
from gezinnen.models import Aanmelding, Fase, Gezin, Traject, TrajectFase
from gezinnen.tijdlijn import schrijf
from organisaties.actor import Actor
from thuiscompagnie.vloer.formulieren import VersieConflict

EINDE = (Fase.AFGEROND, Fase.GESTOPT)
SLOTVELDEN = ("nu_zelf", "met_netwerk", "effect", "andere_hulp", "vertrouwenspersoon")


def begin_traject(
    actor: Actor, aanmelding: Aanmelding, *, op: date | None = None, fase: str = Fase.AANMELDING
) -> Traject:
    """The running trajectory of a referral; made with its first phase when there is none yet.

    An ended trajectory stays ended: a new referral starts a new one. Raises ValidationError when the family
    still has another running one.
    Side effects: Traject and TrajectFase rows, the phase on the family. No timeline line: the referral has one.
    """
    bestaand = Traject.objects.zichtbaar_voor(actor).filter(aanmelding=aanmelding).first()
    if bestaand is not None:
        return bestaand
    gezin = aanmelding.gezin
    if Traject.objects.zichtbaar_voor(actor).filter(gezin=gezin, tot__isnull=True).exists():
        raise ValidationError(_("Er loopt nog een traject. Rond dat eerst af."), code="loopt_nog")
    op = op or aanmelding.datum
    traject = Traject.objects.create(
        sleutel=gezin.sleutel, gezin=gezin, aanmelding=aanmelding, fase=fase, van=op
    )
    _schrijf_fase(actor, traject, fase, op, "")
    return traject


def ga_naar_fase(
    actor: Actor,
    traject: Traject,
    fase: str,
    *,
    op: date | None = None,
    waarom: str = "",
    kracht: str = "",
    last: str = "",
    versie: int | None = None,
) -> Traject:
    """Move to another of the five phases, forward or back (a way back needs no excuse). What gives strength
    and what weighs is looked at anew each time (R016).

    `op` defaults to today. Raises ValidationError (ended, an ending phase, a day that cannot be) and
    VersieConflict when somebody else moved it since `versie`.
    Side effects: TrajectFase row, phase on trajectory and family, timeline line, log line.
    """
    op = op or actor.dag
    if fase in EINDE:
        raise ValidationError({"fase": _("Afsluiten doet u op de bladzijde om af te sluiten.")})
    if traject.fase == fase and not traject.is_beeindigd and versie in (None, traject.versie):
        raise ValidationError({"fase": _("In deze fase zijn jullie al.")}, code="zelfde")
    controleer_dag(actor, traject, op)
    _verzet(traject, {"fase": fase}, versie)
    _schrijf_fase(actor, traject, fase, op, waarom, kracht=kracht, last=last)
    _meld(actor, traject, _("Nu in de fase “%(fase)s”") % {"fase": traject.get_fase_display()}, op, waarom)
    return traject


def sluit_af(
    actor: Actor,
    traject: Traject,
    fase: str,
    *,
    op: date | None = None,
    waarom: str = "",
    slot: dict[str, str] | None = None,
    versie: int | None = None,
) -> Traject:
    """End the trajectory as afgerond or gestopt, with what stays (`slot`: SLOTVELDEN; R040-R042, R053).

    Raises ValidationError when it has ended already, the phase is no end, or the day cannot be.
    Side effects: TrajectFase row, phase and day on the trajectory, phase on the family, timeline, log.
    """
    op = op or actor.dag
    if fase not in EINDE:
        raise ValidationError({"fase": _("Kies afgerond of gestopt.")})
    controleer_dag(actor, traject, op)
    woorden = {veld: waarde for veld, waarde in (slot or {}).items() if veld in SLOTVELDEN}
    _verzet(traject, {"fase": fase, "tot": op, **woorden}, versie)
    _schrijf_fase(actor, traject, fase, op, waarom)
    _meld(actor, traject, _("Ondersteuning %(fase)s") % {"fase": traject.get_fase_display()}, op, waarom)
    return traject


def vroegste_dag(actor: Actor, traject: Traject) -> date:
    """The first day on which the trajectory may change: not before its start or its last change."""
    laatste = (
        TrajectFase.objects.zichtbaar_voor(actor)
        .filter(traject=traject)
        .order_by("-op")
        .values_list("op", flat=True)
        .first()
    )
    return max(traject.van, laatste) if laatste else traject.van


def controleer_dag(actor: Actor, traject: Traject, op: date) -> None:
    """Refuse a change on an ended trajectory, in the future, or before the last change."""
    if traject.is_beeindigd:
        raise ValidationError(
            _("Dit traject is beëindigd. Een nieuwe aanmelding begint een nieuw traject."), code="beeindigd"
        )
    if op > actor.dag:
        raise ValidationError({"op": _("Deze dag is nog niet voorbij. Kies vandaag of een dag ervoor.")})
    eerste = vroegste_dag(actor, traject)
    if op < eerste:
        raise ValidationError(
            {
                "op": _("De laatste verandering was op %(dag)s. Kies die dag of later.")
                % {"dag": f"{eerste:%d/%m/%Y}"}
            }
        )


def _verzet(traject: Traject, waarden: dict[str, object], versie: int | None) -> None:
    """Conditional UPDATE; whoever comes second reads in which phase the family is by now."""
    rijen = Traject.objects.filter(
        pk=traject.pk, tot__isnull=True, versie=traject.versie if versie is None else versie
    )
    if not rijen.update(**waarden, versie=F("versie") + 1):
        nu = Traject.objects.get(pk=traject.pk)
        nieuw = str(Fase(str(waarden["fase"])).label)
        raise VersieConflict([(str(_("fase")), nu.get_fase_display(), nieuw)], nu.versie)
    for naam, waarde in waarden.items():
        setattr(traject, naam, waarde)
    traject.versie += 1


def _schrijf_fase(
    actor: Actor, traject: Traject, fase: str, op: date, waarom: str, *, kracht: str = "", last: str = ""
) -> None:
    TrajectFase.objects.create(
        sleutel=traject.sleutel,
        traject=traject,
        fase=fase,
        op=op,
        waarom=waarom,
        kracht=kracht,
        last=last,
        door_id=actor.functie_id,
    )
    Gezin.objects.filter(pk=traject.gezin_id).update(fase=fase)
    traject.gezin.fase = fase


def _meld(actor: Actor, traject: Traject, titel: str, op: date, waarom: str) -> None:
    schrijf(
        actor,
        traject.gezin.client,
        soort="gezinnen.fase",
        icoon="pijl",
        titel=titel,
        tekst=waarom,
        dag=op,
        app_url=reverse("gezinnen:traject", args=[traject.pk]),
    )
    noteer("wijzigen", sleutel=traject.sleutel, onderdeel="gezinnen.traject")
