"""What the actions share: refusing in words, taking one step of the table, telling the timeline, finding the OCMW."""

import uuid
from collections.abc import Sequence
from datetime import date
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from beroepsgeheim.eigenaar import roep as eigenaarsfunctie
from beroepsgeheim.omslag import noteer
from gezinnen.delen.actions import stop_alles_van
from gezinnen.models import Einde
from organisaties.actor import Actor
from organisaties.models import Gemeente, Organisatie
from thuiscompagnie.vloer.formulieren import VersieConflict, bewaar_versie

from ..models import OVERGANGEN, AgendaVersie, Overleg, OverlegStap, Status
from ..models.agenda import SOORT_AGENDA, SOORT_UITNODIGING


class Geweigerd(Exception):
    """The rule says no; the text is for the person who tried. Raised before anything is written."""


def ocmw_van(gemeente: Gemeente, dag: date) -> Organisatie:
    """The OCMW that serves this municipality on that day (R159); raises Geweigerd in words when there is none."""
    gevonden = (
        Organisatie.objects.geldig_op(dag)
        .filter(soort=Organisatie.Soort.OCMW, organisatiegemeente__gemeente=gemeente)
        .filter(organisatiegemeente__in=_werkgebied_op(dag))
        .order_by("naam", "pk")
        .first()
    )
    if gevonden is None:
        raise Geweigerd(
            _(
                "Voor %(gemeente)s kennen we op deze dag geen OCMW. Kies de gemeente waar het gezin nu woont, "
                "of vraag de beheerder om het werkgebied na te kijken."
            )
            % {"gemeente": gemeente.naam}
        )
    return gevonden


def _werkgebied_op(dag: date) -> Any:
    from organisaties.models import OrganisatieGemeente

    return OrganisatieGemeente.objects.geldig_op(dag)


def op_beurt(overleg: Overleg) -> None:
    """Wait for whoever changes this consultation now, and read it as she left it, to the end of the transaction.

    A freeze and an answer of the family that begin together would each look past the other. The version that was
    read stays as it was, so that a page of before is still noticed.
    """
    velden = [veld.attname for veld in Overleg._meta.concrete_fields if veld.attname not in ("id", "versie")]
    overleg.refresh_from_db(fields=velden, from_queryset=Overleg.objects.select_for_update())
    overleg.__dict__.pop("_wie_actor", None)


def eis_overgang(actor: Actor, overleg: Overleg, code: str) -> None:
    """Raise Geweigerd unless the table lets this actor take this step from the present state."""
    if not overleg.mag_overgang(actor, code):
        raise Geweigerd(
            _("Dat kan nu niet: het overleg is %(status)s.") % {"status": overleg.get_status_display()}
        )


def verschuif(
    actor: Actor,
    overleg: Overleg,
    code: str,
    *,
    waarom: str = "",
    getypt: Sequence[str] = (),
    **velden: Any,
) -> None:
    """Take a step: conditional UPDATE from the state that was read, a row of who and why, a line for the log.

    Raises Geweigerd when the table does not allow it or somebody else was first; with fields that a person
    typed (`getypt`) VersieConflict instead, so that she sees the difference and may keep her own.
    """
    eis_overgang(actor, overleg, code)
    van, naar = overleg.status, OVERGANGEN[code].naar
    for veld, waarde in {**velden, "status": naar}.items():
        setattr(overleg, veld, waarde)
    try:
        bewaar_versie(overleg, velden=["status", *velden], versie=overleg.versie, getypt=getypt)
    except VersieConflict as fout:
        if getypt:
            raise
        raise Geweigerd(
            _("Iemand anders was u net voor. Kijk na hoe het overleg er nu voor staat.")
        ) from fout
    noteer_stap(actor, overleg, code, van=van, waarom=waarom)
    noteer("wijzigen", sleutel=overleg.sleutel, onderdeel=f"lco.{code}")


def noteer_stap(actor: Actor, overleg: Overleg, code: str, *, van: str, waarom: str = "") -> None:
    """The row that tells who took this step, when and why."""
    OverlegStap.objects.create(
        overleg=overleg,
        sleutel=overleg.sleutel,
        client_sleutel=overleg.client_sleutel,
        stap=code,
        van=van,
        naar=overleg.status,
        waarom=waarom.strip()[:500],
        door_id=actor.functie_id,
        op=timezone.now(),
    )


def zeg_op_tijdlijn(overleg: Overleg, code: str, titel: str, *, icoon: str = "overleg") -> None:
    """A line on the family's timeline (for coach and substitute), also when a coordinator acts."""
    adres = reverse("lco:overleg", args=[overleg.pk])
    eigenaarsfunctie("lco_tijdlijn", overleg.pk, f"lco.{code}", icoon, titel, adres)


def zet_stap(
    actor: Actor, overleg: Overleg, code: str, *, waarom: str = "", opnieuw_op: date | None = None
) -> None:
    """A step that needs only a reason: uitstellen, hernemen, annuleren, stoppen, opvolgen (R200).

    Side effects: a row of the step, a line on the timeline; what invitees could read is withdrawn when it
    does not go on (and their access ends at once when the family stops, or all is followed up); the reminder is erased at an end.
    """
    overgang = OVERGANGEN[code]
    if overgang.view:
        raise ValueError(f"{code} has an action of its own")
    if overgang.reden == "moet" and not waarom.strip():
        raise Geweigerd(_("Zeg in enkele woorden waarom."))
    velden: dict[str, Any] = {}
    if code == "uitstellen":
        velden["opnieuw_op"] = opnieuw_op
    if code == "hernemen":
        if overleg.besproken_met_client_op is None:
            raise Geweigerd(_("Bespreek het overleg eerst met het gezin en vul de aanvraag aan."))
        velden |= {"coordinator_id": None, "opnieuw_op": None, "datum": None}
    verschuif(actor, overleg, code, waarom=waarom, **velden)
    if overleg.status in (Status.UITGESTELD, Status.GEANNULEERD, Status.GESTOPT):
        trek_agenda_in(overleg)
        Overleg.objects.filter(pk=overleg.pk).update(
            kalender_volgorde=overleg.kalender_volgorde + 1, kalender_op=timezone.now(), agenda_versie=0
        )
        overleg.agenda_versie = 0
    if overleg.status == Status.GESTOPT:
        eigenaarsfunctie("lco_beeindig_deelname", overleg.pk, None)
        stop_alles_van(overleg.sleutel, einde=Einde.BEZWAAR)
        eigenaarsfunctie("lco_sluit_links", overleg.pk, None)
    if overleg.status == Status.OPGEVOLGD:
        stop_alles_van(overleg.sleutel, einde=Einde.TAAK, soorten=[SOORT_AGENDA, SOORT_UITNODIGING])
        eigenaarsfunctie("lco_sluit_links", overleg.pk, None)
    if not overleg.is_lopend:
        eigenaarsfunctie("lco_wis_herinneringen", overleg.pk)
    zeg_op_tijdlijn(
        overleg, code, _("Overleg: %(status)s") % {"status": overleg.get_status_display()}, icoon="agenda"
    )


def trek_agenda_in(overleg: Overleg, *, einde: str = Einde.INGETROKKEN) -> None:
    """Invitees no longer read any agenda of this consultation: its sharing ends with it."""
    AgendaVersie.objects.filter(overleg=overleg, ingetrokken=False).update(ingetrokken=True)
    soorten = [SOORT_AGENDA, SOORT_UITNODIGING] if einde != Einde.INGETROKKEN else [SOORT_AGENDA]
    stop_alles_van(overleg.sleutel, einde=einde, soorten=soorten)


def nieuwe_sleutel() -> uuid.UUID:
    return uuid.uuid4()
