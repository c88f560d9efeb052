"""A consultation of family Zon in the state a test needs, made by the actions themselves."""

from datetime import timedelta
from typing import Any

from django.utils import timezone

from gezinnen.delen.actions import Antwoord
from lco import actions
from lco.models import Overleg, Status
from lco.models.overleg import TeVragen
from tests.cast import Cast
from tests.hulp import als

KANARIE = "kanarie-lco"


def vraag(
    cast: Cast, *, gezin: str = "zon", coach: str = "ans", verstuur: bool = True, **extra: Any
) -> Overleg:
    """Asked by the coach for her family, at the OCMW of residence."""
    actor, huis = cast.actor(coach), cast.gezinnen[gezin]
    velden = {
        "roepnaam": f"{KANARIE}-roepnaam",
        "gemeente": huis.gemeente,
        "besproken_op": actor.dag,
        "meerwaarde": f"{KANARIE}-meerwaarde",
        "vooruit": f"{KANARIE}-vooruit",
    } | extra
    with als(actor):
        overleg = actions.bewaar_overweging(actor, huis, **velden)
        if verstuur:
            actions.vraag_overleg_aan(actor, overleg)
    return overleg


def vers(cast: Cast, overleg: Overleg, naam: str) -> Overleg:
    """The same consultation as this person reads it now."""
    with als(cast.actor(naam)) as actor:
        return Overleg.objects.zichtbaar_voor(actor).get(pk=overleg.pk)


def neem_op(cast: Cast, overleg: Overleg, naam: str = "eva") -> Overleg:
    with als(cast.actor(naam)) as actor:
        overleg = Overleg.objects.zichtbaar_voor(actor).get(pk=overleg.pk)
        actions.neem_op(actor, overleg)
    return vers(cast, overleg, naam)


def plan(cast: Cast, overleg: Overleg, *, dagen: int = 14) -> Overleg:
    with als(cast.eva) as eva:
        actions.plan_overleg(
            eva, overleg, datum=timezone.now() + timedelta(days=dagen), plaats=f"{KANARIE}-plaats", duur=90
        )
    return vers(cast, overleg, "eva")


def dek_tafel(cast: Cast, overleg: Overleg) -> Overleg:
    """The family, an invited helper, one from an imposed context; a strength and a question with a yes."""
    with als(cast.eva) as eva:
        actions.voeg_deelnemer_toe(eva, overleg, naam="Noor", rol="client", vervoer=f"{KANARIE}-vervoer")
        actions.voeg_deelnemer_toe(
            eva, overleg, naam="Hugo Proef", functie=cast.functies["hugo"], organisatie_tekst="CAW Limburg",
            kader="vrijwillig", beroepsgeheim="ja",
        )  # fmt: skip
        actions.voeg_deelnemer_toe(
            eva, overleg, naam="Jef Proef", functie=cast.functies["jef"], kader="opgelegd", beroepsgeheim="ja"
        )
        actions.voeg_agendapunt_toe(
            eva, overleg, soort="krachten", tekst=f"{KANARIE}-kracht", eenvoudig="We lezen elke avond samen."
        )
        actions.voeg_agendapunt_toe(
            eva, overleg, soort="vraag", tekst=f"{KANARIE}-vraag", eenvoudig="Wie helpt er in de vakantie?"
        )
        actions.bewaar_gezinswens(eva, overleg, akkoord_houden=TeVragen.JA, deelname_client="aanwezig")
    return vers(cast, overleg, "eva")


def ja(actor: Any) -> Antwoord:
    """The family's yes to sharing the agenda, of today."""
    return Antwoord("ja", naam="Noor", op=actor.dag, hoe="overleg")


def gepland(cast: Cast) -> Overleg:
    """Planned by Eva, with a table and points, the agenda not yet final."""
    return dek_tafel(cast, plan(cast, neem_op(cast, vraag(cast))))


def definitief(cast: Cast) -> Overleg:
    overleg = gepland(cast)
    with als(cast.eva) as eva:
        actions.maak_agenda_definitief(eva, overleg, antwoord=ja(eva))
    return vers(cast, overleg, "eva")


def opnieuw_gevraagd(cast: Cast, overleg: Overleg) -> Overleg:
    """The family was asked again, about who sits at the table now."""
    nu = vers(cast, overleg, "eva")
    with als(cast.eva) as eva:
        actions.maak_agenda_definitief(eva, nu, antwoord=ja(eva))
    return vers(cast, overleg, "eva")


def voorbij(cast: Cast, overleg: Overleg) -> Overleg:
    """Move the day into the past, as the clock does."""
    from tests.hulp import als_bouw

    with als_bouw():
        Overleg.objects.filter(pk=overleg.pk).update(datum=timezone.now() - timedelta(hours=3))
    return vers(cast, overleg, "eva")


__all__ = [
    "KANARIE",
    "Status",
    "definitief",
    "dek_tafel",
    "gepland",
    "ja",
    "neem_op",
    "plan",
    "vers",
    "voorbij",
    "vraag",
]
