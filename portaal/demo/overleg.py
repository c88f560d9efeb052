"""Consultations of the demo: one asked, one in preparation, one planned with its final agenda."""

from datetime import datetime, time
from typing import Any

from beroepsgeheim.omslag import omslag
from gezinnen.delen.actions import Antwoord
from gezinnen.delen.ontvanger import Zegt
from gezinnen.models import BetrokkenHulpverlener, Gezin, Hoe
from lco import actions
from lco.models import Agendapunt, Deelnemer, Overleg
from lco.models.overleg import DeelnameClient, TeVragen
from organisaties.actor import BRUSSEL

from .mensen import Spelers

Soort, Door = Agendapunt.Soort, Agendapunt.Door
# (kind, by whom, words for helpers, words for the family, whose name)
PUNTEN: list[tuple[str, str, str, str, str]] = [
    (Soort.KRACHTEN, Door.GEZIN, "Wat goed gaat: samen eten, en Kofi die Lena leest leren.",
     "Wat goed gaat bij ons.", ""),
    (Soort.VRAAG, Door.GEZIN, "Hoe kunnen de ochtenden rustiger, thuis en aan de schoolpoort?",
     "Hoe worden onze ochtenden rustig?", ""),
    (Soort.VRAAG, Door.GEZIN, "Wie belt wanneer, zodat er niet elke dag iemand belt?",
     "Wie belt wanneer?", ""),
    (Soort.KEUZE, Door.HULPVERLENER, "Eén plan voor de schulden, op het tempo van het gezin.",
     "Hoe snel pakken we de rekeningen aan?", "Bart Nijs"),
]  # fmt: skip


def vraag_aan(
    spelers: Spelers, coach: str, gezin: Gezin, *, roepnaam: str, dagen: int, meerwaarde: str, **aanvraag: Any
) -> Overleg:
    """The coach weighs a consultation with the family and asks for it."""
    actor = spelers.als(coach, dagen)
    with omslag(actor):
        gezin = Gezin.objects.select_related("client", "gemeente").get(pk=gezin.pk)
        if gezin.gemeente is None:
            raise ValueError("a family of the demo lives somewhere")
        overleg = actions.bewaar_overweging(
            actor,
            gezin,
            roepnaam=roepnaam,
            gemeente=gezin.gemeente,
            besproken_op=actor.dag,
            eerste="ja",
            helpers=list(BetrokkenHulpverlener.objects.filter(gezin=gezin)),
            meerwaarde=meerwaarde,
            **aanvraag,
        )
        return actions.vraag_overleg_aan(actor, overleg)


def neem_op(spelers: Spelers, coordinator: str, overleg: Overleg, dagen: int) -> Overleg:
    """A coordinator of the OCMW of residence takes the request up."""
    actor = spelers.als(coordinator, dagen)
    with omslag(actor):
        overleg = Overleg.objects.get(pk=overleg.pk)
        actions.neem_op(actor, overleg)
    return overleg


def plan(spelers: Spelers, coordinator: str, overleg: Overleg, dagen: int, plaats: str) -> None:
    """Day and place; the day lies ahead."""
    actor = spelers.als(coordinator)
    with omslag(actor):
        wanneer = datetime.combine(spelers.dag(dagen), time(14), tzinfo=BRUSSEL)
        actions.plan_overleg(actor, Overleg.objects.get(pk=overleg.pk), datum=wanneer, plaats=plaats)


def bereid_voor(spelers: Spelers, coach: str, overleg: Overleg) -> None:
    """With the family: who is there, what may be discussed, what goes with its own agenda."""
    actor = spelers.als(coach)
    with omslag(actor):
        overleg = Overleg.objects.get(pk=overleg.pk)
        for naam, rol in (("Ama en Bert", "client"), ("Tine Wouters", "verzorgende")):
            actions.voeg_deelnemer_toe(
                actor,
                overleg,
                naam=naam,
                rol=rol,
                functie=spelers.functie("verzorgende") if rol == "verzorgende" else None,
                kader="vrijwillig",
                beroepsgeheim="ja" if rol == "verzorgende" else "nee",
            )
        for soort, door, tekst, eenvoudig, wie in PUNTEN:
            punt = actions.voeg_agendapunt_toe(
                actor, overleg, soort=soort, tekst=tekst, eenvoudig=eenvoudig, door=door, door_naam=wie
            )
            if door != Door.GEZIN:
                actions.antwoord_gezin(
                    actor, Agendapunt.objects.select_related("overleg").get(pk=punt.pk), ja=True
                )
        overleg = Overleg.objects.get(pk=overleg.pk)
        actions.bewaar_gezinswens(
            actor, overleg, akkoord_houden=TeVragen.JA, deelname_client=DeelnameClient.AANWEZIG
        )
        actions.hang_bijlage_aan(actor, Overleg.objects.get(pk=overleg.pk), ["netwerk.kaart"])


def maak_definitief(spelers: Spelers, coordinator: str, overleg: Overleg) -> None:
    """The final agenda, with its PDFs asked from the worker."""
    actor = spelers.als(coordinator)
    with omslag(actor):
        overleg = Overleg.objects.get(pk=overleg.pk)
        for deelnemer in Deelnemer.objects.filter(overleg=overleg, kader="opgelegd"):
            deelnemer.overleg, deelnemer.uitnodigen = overleg, Deelnemer.Uitnodigen.NOG_NIET
            actions.verander_deelnemer(actor, deelnemer, versie=deelnemer.versie)
        ja = Antwoord(Zegt.JA, naam=overleg.roepnaam, op=actor.dag, hoe=Hoe.OVERLEG)
        actions.maak_agenda_definitief(actor, overleg, antwoord=ja)
