"""The helpers around a family: who comes, for what, chosen or imposed, bound by secrecy (R060, R065-R068, R111)."""

import uuid
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from beroepsgeheim.omslag import noteer
from gezinnen import zoeken
from gezinnen.delen.actions import stop
from gezinnen.models import BetrokkenHulpverlener, Einde, Gegevensdeling, Gezin
from gezinnen.tijdlijn import schrijf
from organisaties.actor import Actor
from thuiscompagnie.vloer.formulieren import bewaar_versie

VELDEN = [
    "naam",
    "functie_omschrijving",
    "organisatie",
    "organisatie_tekst",
    "sector",
    "van_lid",
    "publiek",
    "opdracht",
    "domein",
    "kader",
    "beroepsgeheim",
    "frequentie",
    "contact",
    "functie",
    "van",
    "tot",
    "mening_gezin",
]


def voeg_hulpverlener_toe(actor: Actor, gezin: Gezin, *, naam: str, **velden: Any) -> BetrokkenHulpverlener:
    """A helper more around the family; `velden` are fields of BetrokkenHulpverlener.

    Raises ValidationError by field. Side effects: the row, timeline line, log line.
    """
    hulp = BetrokkenHulpverlener(gezin=gezin, sleutel=gezin.sleutel, naam=naam.strip(), **velden)
    controleer_hulp(actor, hulp)
    hulp.save(force_insert=True)
    _meld(actor, hulp, _("Helpt mee: %(wie)s") % {"wie": wie(hulp)}, hulp.van)
    return hulp


def wijzig_hulpverlener(
    actor: Actor, hulp: BetrokkenHulpverlener, *, versie: int | None
) -> BetrokkenHulpverlener:
    """Save a changed helper (fields set already); an end day means that this help stopped.

    Raises ValidationError by field and VersieConflict.
    Side effects: the row with its history, a timeline line when the help stopped just now, log line; when
    somebody else logs in for this help (or nobody does any more), what was shared with who did stops at once.
    """
    controleer_hulp(actor, hulp)
    eerder = BetrokkenHulpverlener.objects.only("tot", "functie").get(pk=hulp.pk)
    if eerder.functie_id and eerder.functie_id != hulp.functie_id:
        # Before the row changes: the database ends them too, but leaves no line in the log.
        _stop_voor(actor, hulp, eerder.functie_id)
    bewaar_versie(hulp, velden=VELDEN, versie=versie)
    if hulp.tot and eerder.tot is None:
        _meld(actor, hulp, _("Hulp gestopt: %(wie)s") % {"wie": wie(hulp)}, hulp.tot)
    else:
        noteer("wijzigen", sleutel=hulp.sleutel, onderdeel="gezinnen.betrokkenhulpverlener")
    return hulp


def _stop_voor(actor: Actor, hulp: BetrokkenHulpverlener, functie_id: uuid.UUID) -> None:
    rijen = Gegevensdeling.objects.zichtbaar_voor(actor).filter(hulpverlener=hulp, functie=functie_id)
    for deling in rijen.filter(beeindigd_op__isnull=True):
        stop(actor, deling, einde=Einde.TAAK)


def controleer_hulp(actor: Actor, hulp: BetrokkenHulpverlener) -> None:
    """The rules of a helper; raises ValidationError by field."""
    fouten: dict[str, str] = {}
    if zoeken.is_enkel_tussenvoegsel(hulp.naam):
        fouten["naam"] = _("Schrijf wie er komt: een naam, of wat deze hulp doet.")
    if hulp.van and hulp.van > actor.dag:
        fouten["van"] = _("Deze dag is nog niet voorbij. Kies vandaag of een dag ervoor.")
    if hulp.van and hulp.tot and hulp.tot < hulp.van:
        fouten["tot"] = _("De einddatum ligt voor de begindatum.")
    if fouten:
        raise ValidationError(fouten)


def wie(hulp: BetrokkenHulpverlener) -> str:
    """The name with the organisation, for a line of text."""
    return f"{hulp.naam} ({hulp.organisatie_naam})" if hulp.organisatie_naam else hulp.naam


def _meld(actor: Actor, hulp: BetrokkenHulpverlener, titel: str, dag: date | None) -> None:
    wanneer = dag if dag and dag <= actor.dag else None
    schrijf(actor, hulp.gezin.client, soort="gezinnen.hulp", icoon="hand", titel=titel, dag=wanneer)
    noteer("wijzigen", sleutel=hulp.sleutel, onderdeel="gezinnen.betrokkenhulpverlener")
