"""Rows and objects of sharing: who shares, who received it, and whoever hears the family's no."""

from gezinnen.delen import actions
from gezinnen.delen.actions import Antwoord
from gezinnen.delen.soorten import BRIEF
from gezinnen.models import BetrokkenHulpverlener, Bezwaar, Client, Gegevensdeling, Gezinslid
from tests.cast import kanarie
from tests.hulp import als
from tests.toegang.kanaries import mag
from tests.toegang.matrix import Rij
from tests.toegang.objecten import MAKERS, Objecten

mag("zon", "gedeeld", "ans carla hugo mama_zon")
ANDERE_COACHES = "bert rita dora"
LEZERS = "ans bert carla dora rita vera vik eva fons rita_eva hugo ida jef karel door"
DOSSIER = {"over": "zon", "args": ("zon",), "ja": "ans carla", "weet_niet": ANDERE_COACHES}
GEDEELD = {"over": "met hugo", "args": ("deling",), "ja": "ans carla hugo"}
GEDEELD["weet_niet"] = " ".join(n for n in LEZERS.split() if n not in GEDEELD["ja"].split())
BEZWAAR = {"over": "met hugo, na een nee", "args": ("deling.nee",), "ja": "ans carla"}
BEZWAAR["weet_niet"] = " ".join(n for n in LEZERS.split() if n not in BEZWAAR["ja"].split())

DELEN = [
    Rij("delen:overzicht", post="-", **DOSSIER),
    Rij("delen:nieuw", **DOSSIER),
    Rij("delen:blad", post="-", **DOSSIER),
    Rij("delen:blad_pdf", get=False, **DOSSIER),
    Rij("delen:zelf", **DOSSIER),
    Rij(
        "delen:nee", over="zon", args=("zon",), ja="ans carla vera", weet_niet=f"{ANDERE_COACHES} vik",
        velden={"tegen": "alles"},
    ),
    Rij("delen:nee_terug", over="zon", args=("bezwaar",), get=False, ja="ans carla", weet_niet=ANDERE_COACHES),
    Rij("delen:gedeeld", ja=LEZERS, post="-"),
    Rij("delen:deling", post="-", **GEDEELD),
    Rij("delen:deling_nee", **GEDEELD),
    Rij("delen:deling_pdf", get=False, **GEDEELD),
    Rij(
        "delen:deling_stop", over="met hugo", args=("deling",), get=False, ja="ans carla",
        weet_niet="bert dora rita eva fons rita_eva",
    ),
    # After the family's no the recipient does not know it any more; who keeps the file reads that it stopped.
    Rij("delen:deling", post="-", **BEZWAAR),
]  # fmt: skip


def deling(o: Objecten) -> Gegevensdeling:
    """A letter about family Zon, shared by Ans with Hugo (through the gate, as she would)."""
    zon = o.cast.zon
    hulp = BetrokkenHulpverlener.objects.get(sleutel=zon.sleutel, functie=o.cast.functies["hugo"])
    hulp.naam, hulp.opdracht = "Hugo Proef", "budget"
    hulp.save()
    moeder = Gezinslid.objects.get(sleutel=zon.sleutel, soort="ouder")
    with als(o.cast.ans) as ans:
        antwoord = Antwoord("ja", lid=moeder, op=ans.dag, hoe="thuis")
        client = Client.objects.get(pk=zon.client_id)
        brief = {"onderwerp": "huur", "tekst": kanarie("zon", "gedeeld")}
        return actions.deel(ans, client, BRIEF, aan=hulp, antwoord=antwoord, over=[moeder], invoer=brief)


def bezwaar(o: Objecten) -> Bezwaar:
    with als(o.cast.ans) as ans:
        return actions.bezwaar(ans, deling(o))


MAKERS.update(
    {
        "deling": lambda o: deling(o).pk,
        "bezwaar": lambda o: bezwaar(o).pk,
        "deling.nee": lambda o: bezwaar(o).deling_id,
    }
)
__all__ = ["DELEN"]
