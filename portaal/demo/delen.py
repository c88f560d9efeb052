"""Sharing in the demo: one thing that a helper reads, and one no of the family."""

from beroepsgeheim.omslag import omslag
from gezinnen.delen import actions
from gezinnen.delen.ontvanger import Zegt
from gezinnen.models import BetrokkenHulpverlener, Gezin, Gezinslid, Hoe

from .mensen import Spelers


def deel_met_hulp(spelers: Spelers, coach: str, gezin: Gezin, *, naam: str, dagen: int) -> None:
    """The goals and steps, with one helper, after the mother's yes; the network map to nobody."""
    actor = spelers.als(coach, dagen)
    with omslag(actor):
        hulp = BetrokkenHulpverlener.objects.select_related("sector", "organisatie").get(
            gezin=gezin, naam=naam
        )
        moeder = Gezinslid.objects.filter(gezin=gezin, soort="ouder").order_by("naam").first()
        antwoord = actions.Antwoord(Zegt.JA, lid=moeder, op=actor.dag, hoe=Hoe.THUIS)
        actions.deel(actor, gezin.client, "gezinnen.stappen", aan=hulp, antwoord=antwoord)
        actions.bezwaar_tegen(actor, gezin.client, "soort", soort="netwerk.kaart", door_lid=moeder)
