"""Asking an account for an outside helper who comes more than once."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from beroepsgeheim.omslag import noteer
from organisaties.actions import nodig_helper_uit
from organisaties.actor import Actor
from organisaties.models import Organisatie

from ..models import Deelnemer
from .kern import Geweigerd
from .links import ONDERDEEL


def nodig_uit_met_rekening(
    actor: Actor, deelnemer: Deelnemer, *, email: str, organisatie: Organisatie, basis: str
) -> None:
    """Ask an account for who is invited. It opens nothing by itself: the gate shares with a role in force only.

    Once a manager has approved, the preparer names her by her address at the table. Raises Geweigerd.
    Side effects: as nodig_helper_uit, log line.
    """
    if deelnemer.functie_id or not deelnemer.overleg.kan_voorbereiden(actor):
        raise Geweigerd(_("Deze persoon meldt zich hier al aan."))
    try:
        nodig_helper_uit(actor=actor, naam=deelnemer.naam, email=email, organisatie=organisatie, basis=basis)
    except ValidationError as fout:
        raise Geweigerd(" ".join(fout.messages)) from fout
    noteer("toegang", sleutel=deelnemer.sleutel, onderdeel=ONDERDEEL, doel="rekening gevraagd")
