"""Inviting an outside helper who has no log-in here, by a personal link."""

import uuid
from datetime import date

from django.db import DatabaseError, transaction
from django.utils.translation import gettext as _

from beroepsgeheim.omslag import noteer
from organisaties.actor import Actor
from thuiscompagnie.vloer import outbox

from ..delen import met_stand
from ..models import Deelnemer, PersoonlijkeLink
from ..models.agenda import SOORT_AGENDA, SOORT_UITNODIGING
from ..models.verhouding import GROND_PRAKTISCH, GROND_VOL
from ..termijn import laatste_dag
from .kern import Geweigerd, eigenaarsfunctie

ONDERDEEL = "lco.link"


def nodig_uit_met_link(
    actor: Actor, deelnemer: Deelnemer, *, email: str, tot: date, basis: str
) -> PersoonlijkeLink:
    """Mail a personal link to somebody who is invited; a link of before stops working.

    Raises Geweigerd. Side effects: the link, a job for the mail (it carries the link's id and the host), reading
    as far as the invitation goes once the agenda is final, log line.
    """
    overleg = deelnemer.overleg
    if not overleg.kan_voorbereiden(actor):
        raise Geweigerd(_("Dit overleg is niet meer in voorbereiding."))
    if deelnemer.functie_id or deelnemer.uitnodigen != Deelnemer.Uitnodigen.JA:
        raise Geweigerd(_("Een link is voor wie uitgenodigd is en zich hier niet aanmeldt."))
    try:
        with transaction.atomic():
            pk = eigenaarsfunctie("lco_maak_link", deelnemer.pk, email, tot)
    except DatabaseError as fout:
        raise Geweigerd(_("Kies een dag tussen vandaag en een half jaar na het overleg.")) from fout
    link = PersoonlijkeLink.objects.get(pk=pk)
    if overleg.agenda_versie:
        (met,) = met_stand(overleg, [deelnemer])
        grond = {"agenda": GROND_VOL, "uitnodiging": GROND_PRAKTISCH}.get(met.stand, "")
        geef_deelname(link, grond, laatste_dag(overleg, actor.dag))
    outbox.plan(
        Actor.systeem(),
        "lco.link",
        uniek=f"lco.link:{link.pk}",
        lading={"link": str(link.pk), "basis": basis},
    )
    noteer("toegang", sleutel=overleg.sleutel, onderdeel=ONDERDEEL)
    return link


def geef_deelname(link: PersoonlijkeLink, grond: str, tot: date) -> None:
    """What the holder of a link reads (an empty ground: nothing), as an invitee with a log-in in her place would."""
    eigenaarsfunctie("lco_geef_deelname_link", link.pk, grond, tot)


def volg_deling(deelnemer: Deelnemer, gedeeld: list[str], tot: date) -> None:
    """After a new final agenda: an open link reads what was shared with its holder, and nothing more."""
    grond = GROND_VOL if SOORT_AGENDA in gedeeld else GROND_PRAKTISCH
    for link in PersoonlijkeLink.objects.filter(deelnemer=deelnemer, ingetrokken_op__isnull=True):
        if link.is_open:
            geef_deelname(link, grond if SOORT_UITNODIGING in gedeeld else "", tot)


def trek_link_in(actor: Actor, link: PersoonlijkeLink) -> None:
    """The link and what it reached end this minute. Side effect: log line."""
    eigenaarsfunctie("lco_sluit_links", link.overleg_id, link.deelnemer_id)
    noteer("toegang", sleutel=link.sleutel, onderdeel=ONDERDEEL, doel="ingetrokken")


def stuur_code(link: uuid.UUID, code_zaad: uuid.UUID) -> None:
    """A job that mails the code; it carries the link's id alone."""
    outbox.plan(
        Actor.systeem(), "lco.linkcode", uniek=f"lco.linkcode:{code_zaad}", lading={"link": str(link)}
    )
