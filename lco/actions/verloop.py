"""From taking up to having been held."""

from datetime import date, datetime
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from beroepsgeheim.omslag import noteer
from organisaties.actor import Actor
from organisaties.models import Gemeente, Organisatie, Rol
from thuiscompagnie.vloer.formulieren import bewaar_versie

from ..models import Overleg, Overlegregistratie, Status, VoorbereidingHerinnering
from ..models.overleg import TeVragen
from .agenda import na_wijziging
from .kern import (
    Geweigerd,
    eigenaarsfunctie,
    eis_overgang,
    noteer_stap,
    op_beurt,
    trek_agenda_in,
    verschuif,
    zeg_op_tijdlijn,
)

REDENEN = {
    "gezin": "U werkt zelf in dit gezin, in deze of in een andere rol.",
    "hulpverlener": "U staat bij de helpers van dit gezin.",
    "aanvrager": "U vroeg dit overleg zelf aan, in een andere rol.",
    "deelnemer": "U staat bij de deelnemers van dit overleg.",
}


def waarom_niet_neutraal(overleg: Overleg) -> str:
    """Why the person behind the role in use may not lead this consultation, in words; "" when she may (R152)."""
    code = eigenaarsfunctie("lco_niet_neutraal", overleg.pk)
    return _(REDENEN[code]) if code else ""


def neem_op(actor: Actor, overleg: Overleg) -> None:
    """A coordinator takes the request up, or takes over from a colleague; refused when she is a helper (R152).

    Side effects: a step row, a line on the timeline.
    """
    overname = overleg.kan_overnemen(actor)
    if overname:
        op_beurt(overleg)
    else:
        eis_overgang(actor, overleg, "opnemen")
    reden = waarom_niet_neutraal(overleg)
    if reden:
        raise Geweigerd(
            _("%(reden)s Wie helpt, leidt het overleg niet. Vraag een collega of een OCMW uit de buurt.")
            % {"reden": reden}
        )
    if overname:
        overleg.coordinator_id = actor.functie_id
        bewaar_versie(overleg, velden=["coordinator_id"], versie=overleg.versie)
        noteer_stap(actor, overleg, "overnemen", van=overleg.status)
        if overleg.agenda_versie:
            na_wijziging(actor, overleg, _("er is een andere coördinator"))
    else:
        verschuif(actor, overleg, "opnemen", coordinator_id=actor.functie_id)
    _vergeet(overleg)
    zeg_op_tijdlijn(
        overleg, "opgenomen", _("%(naam)s bereidt het overleg voor") % {"naam": actor.organisatie_naam}
    )


def vraag_inval(actor: Actor, overleg: Overleg, ocmw: Organisatie) -> None:
    """Ask the coordinators of a neighbouring OCMW to lead this one consultation. Side effect: their access."""
    if not overleg.kan_overdragen(actor):
        raise Geweigerd(_("Dat kan nu niet meer voor dit overleg."))
    if ocmw.soort != Organisatie.Soort.OCMW or ocmw.pk == overleg.ocmw_id:
        raise Geweigerd(_("Kies een ander OCMW."))
    overleg.inval_ocmw = ocmw
    bewaar_versie(overleg, velden=["inval_ocmw_id"], versie=overleg.versie)
    eigenaarsfunctie("lco_geef_ocmw", overleg.pk, ocmw.pk, "inval")
    noteer_stap(actor, overleg, "inval", van=overleg.status)
    noteer("toegang", sleutel=overleg.sleutel, onderdeel="lco.inval")
    zeg_op_tijdlijn(overleg, "inval", _("%(ocmw)s valt in voor het overleg") % {"ocmw": ocmw.naam})


def plan_overleg(
    actor: Actor,
    overleg: Overleg,
    *,
    datum: datetime,
    plaats: str,
    duur: int = 90,
    plaats_uitleg: str = "",
    nu: datetime | None = None,
) -> None:
    """Choose or change day, hour and place. `datum` is an aware moment later than `nu` (default: now).

    Side effects: a step row, a line on the timeline, a higher number for calendars; when the agenda was
    final, a new version of it.
    """
    op_beurt(overleg)
    code = "verzetten" if overleg.status == Status.GEPLAND else "plannen"
    if datum <= (nu or timezone.now()):
        raise Geweigerd(_("Deze dag en dit uur zijn al voorbij."))
    verschuif(
        actor,
        overleg,
        code,
        getypt=("datum", "duur", "plaats", "plaats_uitleg"),
        datum=datum,
        plaats=plaats,
        plaats_uitleg=plaats_uitleg,
        duur=duur,
        kalender_volgorde=overleg.kalender_volgorde + 1,
        kalender_op=timezone.now(),
    )
    if overleg.agenda_versie:
        na_wijziging(actor, overleg, _("dag, uur of plaats is veranderd"))
    zeg_op_tijdlijn(overleg, code, _("Dag en plaats van het overleg gekozen"), icoon="agenda")


def bewaar_gezinswens(
    actor: Actor, overleg: Overleg, *, akkoord_houden: str, deelname_client: str, versie: int | None = None
) -> None:
    """Consent to hold it is not the wish to attend: two answers (R167, R168).

    Side effect on a final agenda: a new version, or none at all any more when the family takes its yes back.
    """
    op_beurt(overleg)
    if not overleg.kan_voorbereiden(actor):
        raise Geweigerd(_("Dat kan nu niet meer voor dit overleg."))
    overleg.akkoord_houden, overleg.deelname_client = akkoord_houden, deelname_client
    bewaar_versie(overleg, velden=["akkoord_houden", "deelname_client"], versie=versie or overleg.versie)
    noteer("wijzigen", sleutel=overleg.sleutel, onderdeel="lco.gezinswens")
    if overleg.agenda_versie and akkoord_houden == TeVragen.JA:
        na_wijziging(actor, overleg, _("het gezin koos hoe het deelneemt"))
    elif overleg.agenda_versie:
        trek_agenda_in(overleg)
        overleg.agenda_versie = 0
        Overleg.objects.filter(pk=overleg.pk).update(agenda_versie=0)


def bewaar_herinnering(
    actor: Actor, overleg: Overleg, *, niet_bespreken: str, niet_uitnodigen: str
) -> VoorbereidingHerinnering:
    """The preparer's own reminder: hers and the family's alone; in no log, list, print or history."""
    if not overleg.kan_herinneren(actor):
        raise Geweigerd(_("Deze geheugensteun is van wie voorbereidt met het gezin."))
    rij, _nieuw = VoorbereidingHerinnering.objects.update_or_create(
        overleg=overleg,
        functie_id=actor.functie_id,
        defaults={
            "sleutel": overleg.sleutel,
            "client_sleutel": overleg.client_sleutel,
            "niet_bespreken": niet_bespreken,
            "niet_uitnodigen": niet_uitnodigen,
        },
    )
    return rij


def registreer_gehouden(
    actor: Actor, overleg: Overleg, *, client_aanwezig: str, eerste: str, nu: datetime | None = None
) -> None:
    """It was held: was the client there, was it a first one (R189, R197). Refused before it took place.

    `nu` (default: now) is the moment at which it is registered. Side effects: a step row, a line on the timeline;
    the preparer's reminder is erased.
    """
    if overleg.datum is None or overleg.datum > (nu or timezone.now()):
        raise Geweigerd(_("Dit overleg moet nog plaatsvinden."))
    verschuif(actor, overleg, "houden", client_aanwezig=client_aanwezig, eerste=eerste)
    eigenaarsfunctie("lco_wis_herinneringen", overleg.pk)
    zeg_op_tijdlijn(overleg, "gehouden", _("Het overleg is gehouden"), icoon="vink")


def registreer_elders(
    actor: Actor,
    *,
    gemeente: Gemeente | None,
    datum: date,
    client_aanwezig: str,
    eerste: str,
) -> Overlegregistratie:
    """Count a consultation that this OCMW held elsewhere: no name, no content (R197)."""
    if not actor.is_(Rol.COORDINATOR):
        raise Geweigerd(_("Dit doet de LCO-coördinator."))
    if datum > actor.dag:
        raise Geweigerd(_("Deze dag moet nog komen."))
    velden: dict[str, Any] = {
        "gemeente": gemeente,
        "datum": datum,
        "client_aanwezig": client_aanwezig,
        "eerste": eerste,
    }
    return Overlegregistratie.objects.create(ocmw_id=actor.organisatie_id, door_id=actor.functie_id, **velden)


def _vergeet(overleg: Overleg) -> None:
    """Who leads has changed: ask again what the actor is to it."""
    overleg.__dict__.pop("_wie_actor", None)
