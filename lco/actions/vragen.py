"""Asking for a consultation: weighed with the family first, then routed to the OCMW of residence."""

from datetime import date
from typing import Any

from django.db.models import Max
from django.utils.translation import gettext as _

from beroepsgeheim.models import Reikwijdte
from beroepsgeheim.omslag import noteer
from beroepsgeheim.toegang import geef
from gezinnen.models import BetrokkenHulpverlener, Client, Gezin, JaNeeOnbekend
from organisaties.actor import Actor
from organisaties.models import Functie, Gemeente, Organisatie, Rol
from thuiscompagnie.vloer.formulieren import bewaar_versie

from ..models import Aanvraag, Deelnemer, Overleg, Status
from .kern import (
    Geweigerd,
    eigenaarsfunctie,
    nieuwe_sleutel,
    noteer_stap,
    ocmw_van,
    verschuif,
    zeg_op_tijdlijn,
)

AFWEGINGEN = ("vooruit", "ruimte", "moment", "open_gesprek", "meerwaarde")


def bewaar_overweging(
    actor: Actor,
    gezin: Gezin,
    *,
    roepnaam: str,
    gemeente: Gemeente,
    soort: str = Aanvraag.Soort.COACH,
    besproken_op: date | None = None,
    eerste: str = JaNeeOnbekend.ONBEKEND,
    vorig: Overleg | None = None,
    helpers: list[BetrokkenHulpverlener] | None = None,
    **aanvraag: Any,
) -> Overleg:
    """Write down a consultation that is being weighed: nobody but coach and substitute sees it yet (R162).

    `aanvraag` holds the four considerations, the added value and who asks (naam, dienst, contact). `helpers`
    are copied as possible participants. Returns the Overleg in state overwogen. Side effect: a step row.
    Raises Geweigerd when no OCMW serves the municipality.
    """
    if not gezin.kan_bewerken(actor):
        raise Geweigerd(_("Een overleg ter sprake brengen doet de coach van het gezin."))
    ocmw = ocmw_van(gemeente, actor.dag)
    sleutel = nieuwe_sleutel()
    overleg = Overleg.objects.create(
        pk=sleutel,
        sleutel=sleutel,
        client_id=gezin.client_id,
        client_sleutel=gezin.sleutel,
        roepnaam=roepnaam,
        gemeente=gemeente,
        ocmw=ocmw,
        voorbereider_id=actor.functie_id,
        vorig=vorig,
        eerste=JaNeeOnbekend.NEE if vorig else eerste,
        besproken_met_client_op=besproken_op,
    )
    Aanvraag.objects.create(
        overleg=overleg,
        sleutel=sleutel,
        client_sleutel=overleg.client_sleutel,
        soort=soort,
        functie_id=actor.functie_id if soort == Aanvraag.Soort.COACH else None,
        **aanvraag,
    )
    noteer_stap(actor, overleg, "overwegen", van="")
    noteer("wijzigen", sleutel=overleg.sleutel, onderdeel="lco.overwegen")
    for helper in helpers or ():
        deelnemer_van_helper(overleg, helper)
    return overleg


def vraag_overleg_aan(actor: Actor, overleg: Overleg) -> Overleg:
    """Send the request to the coordinators of the OCMW of residence (R157, R159).

    Refused unless it was discussed with the client, the family agrees to hold it or may still be asked, and
    the added value for the family is told (R163, R164). Side effects: access for the coordinators of that
    OCMW, a step row, a line on the timeline.
    """
    aanvraag = Aanvraag.objects.get(pk=overleg.pk)
    if overleg.besproken_met_client_op is None:
        raise Geweigerd(_("Bespreek het overleg eerst met het gezin. Vul in op welke dag u dat deed."))
    if overleg.besproken_met_client_op > actor.dag:
        raise Geweigerd(_("De dag waarop u het besprak, ligt nog voor u."))
    if not aanvraag.meerwaarde.strip():
        raise Geweigerd(_("Zeg wat het overleg voor het gezin zelf kan brengen."))
    ocmw = ocmw_van(overleg.gemeente, actor.dag)
    verschuif(actor, overleg, "aanvragen", aangevraagd_op=actor.dag, ocmw_id=ocmw.pk)
    eigenaarsfunctie("lco_geef_ocmw", overleg.pk, ocmw.pk, "ocmw")
    noteer("toegang", sleutel=overleg.sleutel, onderdeel="lco.ocmw")
    zeg_op_tijdlijn(overleg, "aangevraagd", _("Overleg gevraagd aan %(ocmw)s") % {"ocmw": ocmw.naam})
    return overleg


def open_zonder_dossier(
    actor: Actor,
    *,
    roepnaam: str,
    gemeente: Gemeente,
    besproken_op: date,
    meerwaarde: str,
    soort: str,
    eerste: str = JaNeeOnbekend.ONBEKEND,
    **aanvraag: Any,
) -> Overleg:
    """A consultation for somebody without a family file, entered by the coordinator who takes it up (R160).

    Returns the Overleg in state voorbereiding. Side effects: a Client of its own, access for the
    coordinators of this OCMW, step rows.
    """
    if not actor.is_(Rol.COORDINATOR):
        raise Geweigerd(_("Dit doet de LCO-coördinator."))
    ocmw = ocmw_van(gemeente, actor.dag)
    if ocmw.pk != actor.organisatie_id:
        raise Geweigerd(
            _("Voor %(gemeente)s is %(ocmw)s aan zet. Vraag hen om het overleg te openen.")
            % {"gemeente": gemeente.naam, "ocmw": ocmw.naam}
        )
    client_sleutel, sleutel = nieuwe_sleutel(), nieuwe_sleutel()
    for een in (client_sleutel, sleutel):  # the access comes first: a row that nobody reaches is refused
        geef(
            een, Reikwijdte.OVERLEG, "ocmw", organisatie_id=ocmw.pk, rol=Rol.COORDINATOR.value, van=actor.dag
        )
    Client.objects.create(pk=client_sleutel, sleutel=client_sleutel, soort=Client.Soort.OVERLEG)
    overleg = Overleg.objects.create(
        pk=sleutel,
        sleutel=sleutel,
        client_id=client_sleutel,
        client_sleutel=client_sleutel,
        roepnaam=roepnaam,
        gemeente=gemeente,
        ocmw=ocmw,
        status=Status.AANGEVRAAGD,
        eerste=eerste,
        besproken_met_client_op=besproken_op,
        aangevraagd_op=actor.dag,
    )
    Aanvraag.objects.create(
        overleg=overleg,
        sleutel=sleutel,
        client_sleutel=client_sleutel,
        soort=soort,
        meerwaarde=meerwaarde,
        **aanvraag,
    )
    noteer_stap(actor, overleg, "aanvragen", van="")
    verschuif(actor, overleg, "opnemen", coordinator_id=actor.functie_id)
    return overleg


def deelnemer_van_helper(overleg: Overleg, helper: BetrokkenHulpverlener) -> Deelnemer:
    """Copy what the coach knows of a helper: who, from where, chosen or imposed, bound by secrecy or not."""
    rol = Deelnemer.DeelnemerRol.HULPVERLENER
    if helper.functie and helper.functie.rol == Rol.VERZORGENDE:
        rol = Deelnemer.DeelnemerRol.VERZORGENDE
    return Deelnemer.objects.create(
        overleg=overleg,
        sleutel=overleg.sleutel,
        client_sleutel=overleg.client_sleutel,
        naam=helper.naam,
        rol=rol,
        functie_omschrijving=helper.functie_omschrijving,
        organisatie=helper.organisatie,
        organisatie_tekst=helper.organisatie_tekst,
        sector=helper.sector,
        functie=helper.functie,
        kader=helper.kader,
        beroepsgeheim=helper.beroepsgeheim,
    )


def vorig_overleg(gezin: Gezin) -> Overleg | None:
    """The last consultation of this family that was held: then the new one is a follow-up (R189)."""
    gehouden = Overleg.objects.filter(
        client_sleutel=gezin.sleutel, status__in=[Status.GEHOUDEN, Status.OPGEVOLGD]
    )
    laatste = gehouden.aggregate(laatste=Max("datum"))["laatste"]
    return gehouden.filter(datum=laatste).first() if laatste else None


def coordinatoren(ocmw: Organisatie, dag: date) -> int:
    """How many coordinators of this OCMW can log in on this day."""
    return Functie.objects.actief_op(dag).filter(organisatie=ocmw, rol=Rol.COORDINATOR).count()


def verander_overweging(
    actor: Actor,
    overleg: Overleg,
    aanvraag: Aanvraag,
    *,
    roepnaam: str,
    gemeente: Gemeente,
    besproken_op: date | None,
    eerste: str,
    **velden: Any,
) -> None:
    """Complete a thought before it is sent. Raises Geweigerd once it has been sent."""
    if not overleg.kan_aanvragen(actor):
        raise Geweigerd(_("Deze aanvraag is al verstuurd."))
    overleg.roepnaam, overleg.gemeente, overleg.eerste = roepnaam, gemeente, eerste
    overleg.besproken_met_client_op, overleg.ocmw = besproken_op, ocmw_van(gemeente, actor.dag)
    bewaar_versie(
        overleg,
        velden=["roepnaam", "gemeente", "eerste", "besproken_met_client_op", "ocmw"],
        versie=overleg.versie,
    )
    for veld, waarde in velden.items():
        setattr(aanvraag, veld, waarde)
    bewaar_versie(aanvraag, velden=list(velden), versie=aanvraag.versie)
