"""What happens around an Inzet and its turns: one function per event."""

from collections.abc import Iterable
from datetime import date, timedelta
from decimal import Decimal

from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from beroepsgeheim import toegang
from beroepsgeheim.models import Reikwijdte
from beroepsgeheim.omslag import noteer
from gezinnen import tijdlijn
from gezinnen.models import Gezin
from organisaties.actor import Actor
from organisaties.models import Functie
from thuiscompagnie.vloer.formulieren import bewaar_versie

from .models import Beurt, Beurtregel, Inzet, InzetWoord

GROND = "inzet"
WEEK = timedelta(days=7)
VELDEN = ["uren_per_week", "minder_reden", "weekdagen", "bedoeling", "van", "tot"]


class TeVroeg(Exception):
    """A turn of a day that still has to come cannot be confirmed."""


def maandag_van(dag: date) -> date:
    """The Monday of the week of this day."""
    return dag - timedelta(days=dag.weekday())


@transaction.atomic
def begin_inzet(actor: Actor, gezin: Gezin, inzet: Inzet, *, afspraak: str = "") -> Inzet:
    """A care worker starts in a family.

    Side effects: she gets access to what she needs there (Reikwijdte ZORG) for the period; her turns of
    this week and the next are planned; a line on the timeline; a line in the log.
    """
    inzet.sleutel, inzet.gezin, inzet.dienst_id = gezin.sleutel, gezin, gezin.dienst_id
    inzet.gemaakt_door_id = actor.functie_id  # type: ignore[assignment]
    inzet.save(force_insert=True)
    if afspraak:
        InzetWoord.objects.create(inzet=inzet, sleutel=gezin.sleutel, afspraak=afspraak)
    _regel_toegang(inzet)
    _plan_vooruit(actor, inzet)
    tijdlijn.schrijf(
        actor,
        gezin.client,
        soort="coaching.inzet",
        icoon="hand",
        titel=_("%(wie)s komt in het gezin") % {"wie": inzet.verzorgende.gebruiker.naam},
        tekst=_("%(uren)s uur per week, op %(dagen)s.")
        % {"uren": uren_tekst(inzet.uren_per_week), "dagen": inzet.dagen_tekst},
        dag=inzet.van,
        app_url=reverse("coaching:inzet", args=[inzet.pk]),
    )
    return inzet


@transaction.atomic
def wijzig_inzet(actor: Actor, inzet: Inzet, *, versie: int | None, afspraak: str = "") -> Inzet:
    """Save what was agreed anew. Turns that are not confirmed yet, from today on, follow the new days.

    Raises VersieConflict when somebody else saved it in the meantime. Side effects: access follows the
    period; the words of the family are replaced.
    """
    bewaar_versie(inzet, velden=VELDEN, versie=versie)
    InzetWoord.objects.update_or_create(
        inzet=inzet, defaults={"afspraak": afspraak, "sleutel": inzet.sleutel}
    )
    _regel_toegang(inzet)
    _zonder_plan_vanaf(inzet, actor.dag)
    _plan_vooruit(actor, inzet)
    return inzet


@transaction.atomic
def beeindig_inzet(
    actor: Actor, inzet: Inzet, *, tot: date, reden: str, opvolger: Functie | None = None
) -> Inzet | None:
    """The worker stops coming after `tot`, for a coded reason (R017). Returns the successor's Inzet, if any.

    Side effects: her access ends this minute when `tot` is today or earlier, else with that day; planned
    turns after it fall away; a line on the timeline. With `opvolger` a new Inzet with the same hours and
    days begins the day after (or today, when `tot` lies in the past).
    """
    bewaar_versie(_met(inzet, tot=tot, einde_reden=reden), velden=["tot", "einde_reden"], versie=inzet.versie)
    _regel_toegang(inzet, eindigt_nu=tot <= actor.dag)
    _zonder_plan_vanaf(inzet, tot + timedelta(days=1))
    tijdlijn.schrijf(
        actor,
        inzet.gezin.client,
        soort="coaching.inzet",
        icoon="hand",
        titel=_("%(wie)s komt niet meer") % {"wie": inzet.verzorgende.gebruiker.naam},
        dag=tot,
        app_url=reverse("coaching:inzet", args=[inzet.pk]),
        voor="dossier",
    )
    if opvolger is None:
        return None
    woord = InzetWoord.objects.filter(inzet=inzet).first()
    nieuw = Inzet(
        verzorgende=opvolger,
        uren_per_week=inzet.uren_per_week,
        minder_reden=inzet.minder_reden,
        weekdagen=inzet.weekdagen,
        bedoeling=inzet.bedoeling,
        van=max(tot + timedelta(days=1), actor.dag),
        vorige=inzet,
    )
    return begin_inzet(actor, inzet.gezin, nieuw, afspraak=woord.afspraak if woord else "")


def plan_week(actor: Actor, inzetten: Iterable[Inzet], maandag: date, *, vanaf: date | None = None) -> int:
    """Write down the planned turns of one week (from `vanaf`) from the days of each Inzet.

    Doing it twice changes nothing: the unique constraint decides which are new. Returns how many were asked.
    """
    rijen = [
        Beurt(
            sleutel=inzet.sleutel,
            inzet=inzet,
            verzorgende_id=inzet.verzorgende_id,
            dienst_id=inzet.dienst_id,
            datum=dag,
            gepland_uren=uren,
        )
        for inzet in inzetten
        for dag in inzet.dagen_in(maandag)
        if (vanaf is None or dag >= vanaf) and (uren := inzet.uren_op(dag.weekday()))
    ]
    Beurt.objects.bulk_create(rijen, ignore_conflicts=True)
    return len(rijen)


@transaction.atomic
def bevestig_beurt(actor: Actor, inzet: Inzet, dag: date) -> bool:
    """One tap: the turn of this day went as agreed. A second tap counts nothing. Returns whether it was new.

    Raises TeVroeg for a day to come and Beurt.DoesNotExist for a day without a planned turn.
    """
    if dag > actor.dag:
        raise TeVroeg
    beurt = _geplande_beurt(actor, inzet, dag)
    if beurt.status != Beurt.Status.GEPLAND:
        return False
    beurt.status, beurt.gewerkt_uren = Beurt.Status.GEDAAN, beurt.gepland_uren
    _bewaar(beurt)
    return True


@transaction.atomic
def beurt_ging_niet_door(actor: Actor, inzet: Inzet, dag: date) -> bool:
    """The turn of this day did not take place. Nobody has to say why.

    False when it was settled before (a tap in another tab): that is put right by changing the turn, not by this.
    """
    beurt = _geplande_beurt(actor, inzet, dag)
    if beurt.status != Beurt.Status.GEPLAND:
        return False
    beurt.status, beurt.gewerkt_uren = Beurt.Status.NIET_DOORGEGAAN, None
    _bewaar(beurt)
    return True


@transaction.atomic
def open_beurt(actor: Actor, inzet: Inzet, dag: date) -> Beurt:
    """The planned turn of this day, to be put right; raises Beurt.DoesNotExist for a day without one."""
    return _geplande_beurt(actor, inzet, dag)


@transaction.atomic
def wijzig_beurt(actor: Actor, beurt: Beurt, *, uren: Decimal | None, regel: str) -> Beurt:
    """Put a turn right: other hours (None: it did not take place), and the line written together."""
    if beurt.datum > actor.dag and uren is not None:
        raise TeVroeg
    beurt.gewerkt_uren = uren
    beurt.status = Beurt.Status.NIET_DOORGEGAAN if uren is None else Beurt.Status.GEDAAN
    _bewaar(beurt)
    _schrijf_regel(actor, beurt, regel)
    return beurt


@transaction.atomic
def extra_beurt(actor: Actor, inzet: Inzet, *, dag: date, uren: Decimal, regel: str) -> Beurt:
    """Work outside the planned days (R008)."""
    if dag > actor.dag:
        raise TeVroeg
    beurt = Beurt.objects.create(
        sleutel=inzet.sleutel,
        inzet=inzet,
        verzorgende_id=inzet.verzorgende_id,
        dienst_id=inzet.dienst_id,
        datum=dag,
        gewerkt_uren=uren,
        status=Beurt.Status.GEDAAN,
        bevestigd_op=timezone.now(),
    )
    _schrijf_regel(actor, beurt, regel)
    return beurt


def uren_tekst(uren: Decimal) -> str:
    """Hours as people write them here: 4, 4,5."""
    return f"{uren.normalize():f}".replace(".", ",")


def _met(inzet: Inzet, **waarden: object) -> Inzet:
    for naam, waarde in waarden.items():
        setattr(inzet, naam, waarde)
    return inzet


def _regel_toegang(inzet: Inzet, *, eindigt_nu: bool = False) -> None:
    """Make the worker's access equal to the period of her Inzet."""
    toegang.beeindig(inzet.sleutel, grond=GROND, functie_id=inzet.verzorgende_id)
    if not eindigt_nu:
        toegang.geef(
            inzet.sleutel,
            Reikwijdte.ZORG,
            GROND,
            functie_id=inzet.verzorgende_id,
            van=inzet.van,
            tot=inzet.tot,
        )
    noteer("toegang", sleutel=inzet.sleutel, onderdeel="coaching.inzet")


def _plan_vooruit(actor: Actor, inzet: Inzet) -> None:
    maandag = maandag_van(max(inzet.van, actor.dag))
    for begin in (maandag, maandag + WEEK):
        plan_week(actor, [inzet], begin, vanaf=actor.dag)


def _geplande_beurt(actor: Actor, inzet: Inzet, dag: date) -> Beurt:
    """The planned turn of this day, locked; a week that nobody planned yet is planned now."""
    maandag = maandag_van(dag)
    gepland = Beurt.objects.filter(inzet=inzet, gepland_uren__isnull=False)
    if not gepland.filter(datum__range=(maandag, maandag + timedelta(days=6))).exists():
        plan_week(actor, [inzet], maandag)
    return gepland.select_for_update().get(datum=dag)


def _zonder_plan_vanaf(inzet: Inzet, dag: date) -> None:
    """Planned turns that nobody confirmed fall away from this day on."""
    Beurt.objects.filter(inzet=inzet, datum__gte=dag, status=Beurt.Status.GEPLAND).delete()


def _bewaar(beurt: Beurt) -> None:
    beurt.bevestigd_op = timezone.now()
    beurt.versie += 1
    beurt.save(update_fields=["status", "gewerkt_uren", "bevestigd_op", "versie"])


def _schrijf_regel(actor: Actor, beurt: Beurt, tekst: str) -> None:
    """Keep the line; the first one also goes on the timeline."""
    if not tekst:
        Beurtregel.objects.filter(beurt=beurt).delete()
        return
    _rij, nieuw = Beurtregel.objects.update_or_create(
        beurt=beurt, defaults={"tekst": tekst, "sleutel": beurt.sleutel}
    )
    if nieuw:
        tijdlijn.schrijf(
            actor,
            beurt.inzet.gezin.client,
            soort="coaching.beurt",
            icoon="hand",
            titel=_("Samen opgeschreven na een beurt"),
            tekst=tekst,
            dag=beurt.datum,
        )
