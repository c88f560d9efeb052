"""Rows and objects of notes and of worries about safety."""

from typing import Any

from gezinnen.actions.notitie import schrijf_notitie
from gezinnen.models import Gezinslid
from tests.cast import kanarie
from tests.toegang.matrix import Rij
from tests.toegang.objecten import MAKERS, Objecten

COACHES = "bert rita dora"
SAMEN: dict[str, Any] = {"over": "zon", "ja": "ans carla vera", "weet_niet": f"{COACHES} vik"}
DOSSIER: dict[str, Any] = {"over": "zon", "ja": "ans carla", "weet_niet": f"{COACHES} vera vik"}
HOORDER: dict[str, Any] = {"over": "bij vera", "ja": "vera", "weet_niet": f"ans carla {COACHES} vik"}

NOTITIES = [
    Rij("gezinnen:notities", args=("zon",), post="-", **SAMEN),
    Rij("gezinnen:notitie_nieuw", args=("zon", "soort_gezin"), **SAMEN),
    Rij("gezinnen:notitie", args=("zon.notitie",), post="-", **DOSSIER),
    Rij("gezinnen:notitie_verbeteren", args=("zon.notitie",), **DOSSIER),
    Rij("gezinnen:notitie_lezers", args=("zon.notitie",), **DOSSIER),
    Rij("gezinnen:notitie", args=("zon.vertrouwen",), post="-", **HOORDER),
    Rij("gezinnen:notitie_verbeteren", args=("zon.vertrouwen",), **HOORDER),
    Rij("gezinnen:notitie_lezers", args=("zon.vertrouwen",), **HOORDER),
    Rij("gezinnen:mijn_notities", post="-"),
    Rij("gezinnen:mijn_notitie_antwoord", over="zon", args=("zon.vertrouwen",), get=False),
]


def notitie(o: Objecten) -> Any:
    """About the family; not marked for the care worker."""
    return schrijf_notitie(o.cast.ans, o.cast.zon, soort="gezin", tekst=kanarie("zon", "notitie")).pk


def vertrouwen(o: Objecten) -> Any:
    """What the mother told the care worker in confidence: the coach does not read it."""
    mama = Gezinslid.objects.get(gezin=o.cast.zon, soort="ouder")
    tekst = kanarie("zon", "vertrouwen")
    return schrijf_notitie(o.cast.vera, o.cast.zon, soort="vertrouwen", tekst=tekst, spreker=mama).pk


MAKERS.update({"soort_gezin": lambda o: "gezin", "zon.notitie": notitie, "zon.vertrouwen": vertrouwen})
__all__ = ["NOTITIES"]
