"""Who sits at the table."""

from typing import Any

from django.utils.translation import gettext as _

from organisaties.actor import Actor
from organisaties.models import Functie
from thuiscompagnie.vloer.formulieren import bewaar_versie

from ..delen import eindig_delen_met, zelfde_mens
from ..models import Deelnemer, Overleg
from .agenda import na_wijziging
from .kern import Geweigerd, eigenaarsfunctie, op_beurt

VELDEN = [
    "naam",
    "rol",
    "functie_omschrijving",
    "organisatie_tekst",
    "sector",
    "functie",
    "kader",
    "beroepsgeheim",
    "uitnodigen",
    "verplicht",
    "vervoer",
    "kinderopvang",
]


def voeg_deelnemer_toe(actor: Actor, overleg: Overleg, **velden: Any) -> Deelnemer:
    """Somebody more at the table. Side effect: a new version when the agenda was final."""
    op_beurt(overleg)
    deelnemer = Deelnemer(
        overleg=overleg, sleutel=overleg.sleutel, client_sleutel=overleg.client_sleutel, **velden
    )
    _kijk_na(actor, overleg, deelnemer)
    _zit_er_nog_niet(overleg, deelnemer)
    deelnemer.save(force_insert=True)
    if overleg.agenda_versie and deelnemer.uitnodigen == Deelnemer.Uitnodigen.JA:
        na_wijziging(actor, overleg, _("er is iemand bij gekomen"))
    return deelnemer


def verander_deelnemer(actor: Actor, deelnemer: Deelnemer, *, versie: int | None) -> None:
    """Save a changed participant (the fields stand on the object), with the version that was read.

    Side effects: who is no longer invited, or whose place somebody else takes, loses what she could read at once,
    her link included; a new version of a final agenda, which somebody else reads once the family is asked (R135).
    """
    overleg = deelnemer.overleg
    op_beurt(overleg)
    was = Deelnemer.objects.get(pk=deelnemer.pk)
    _kijk_na(actor, overleg, deelnemer)
    bewaar_versie(deelnemer, velden=VELDEN, versie=versie)
    weg = deelnemer.uitnodigen != Deelnemer.Uitnodigen.JA or not zelfde_mens(
        was.naam, was.functie, deelnemer.naam, deelnemer.functie
    )
    if weg:
        eindig_delen_met(actor, overleg, deelnemer)
    if weg or deelnemer.functie_id:
        eigenaarsfunctie("lco_sluit_links", overleg.pk, deelnemer.pk)
    if was.functie_id and (weg or was.functie_id != deelnemer.functie_id):
        eigenaarsfunctie("lco_beeindig_deelname", overleg.pk, was.functie_id)
    if overleg.agenda_versie:
        na_wijziging(actor, overleg, _("de deelnemers zijn veranderd"))


def _kijk_na(actor: Actor, overleg: Overleg, deelnemer: Deelnemer) -> None:
    if not overleg.kan_voorbereiden(actor):
        raise Geweigerd(_("De deelnemers van dit overleg staan vast."))
    if deelnemer.uitnodigen == Deelnemer.Uitnodigen.NIET_MEER or not overleg.coordinator_id:
        return
    if deelnemer.functie_id:
        zelfde = Functie.objects.filter(
            pk=deelnemer.functie_id, gebruiker__functies=overleg.coordinator_id
        ).exists()
        if zelfde:
            raise Geweigerd(
                _("De coördinator leidt het overleg en kan er niet als helper bij zitten (neutraal blijven).")
            )


def _zit_er_nog_niet(overleg: Overleg, deelnemer: Deelnemer) -> None:
    """One person is one row: a no of the family is against that row, and a second one would pass it by."""
    zelfde = Deelnemer.objects.filter(overleg=overleg, naam__iexact=deelnemer.naam.strip()).select_related(
        "organisatie"
    )
    wat = (deelnemer.functie_omschrijving.strip().casefold(), deelnemer.dienst.strip().casefold())
    if any((ander.functie_omschrijving.casefold(), ander.dienst.casefold()) == wat for ander in zelfde):
        raise Geweigerd(
            _(
                "Deze persoon staat al bij de deelnemers. Iemand anders met dezelfde naam? "
                "Schrijf er dan de functie of de dienst bij."
            )
        )
