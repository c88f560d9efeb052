"""Rows and objects of notes and of worries about safety."""

from typing import Any

from gezinnen.actions.notitie import schrijf_notitie
from gezinnen.actions.veiligheid import meld
from gezinnen.models import Gezinslid, Nalezing, Woording
from organisaties.actor import vandaag
from tests.cast import kanarie
from tests.toegang.matrix import Rij
from tests.toegang.mijn import GEZINSLEDEN
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
    Rij("gezinnen:mijn_notities", ja=GEZINSLEDEN, post="-"),
    Rij(
        "gezinnen:mijn_notitie_antwoord",
        over="zon",
        args=("zon.vertrouwen",),
        ja="mama_zon",
        weet_niet="papa_zon noor mama_maan",
        get=False,
    ),
]

ZORG: dict[str, Any] = {"over": "van vera", "ja": "ans dirk vera", "weet_niet": f"carla {COACHES} vik"}
BESLIST: dict[str, Any] = {"over": "van vera", "ja": "ans dirk", "weet_niet": f"carla {COACHES}"}
VEILIGHEID = [
    Rij("gezinnen:veiligheid", args=("zon",), post="-", **SAMEN),
    Rij("gezinnen:zorg_nieuw", args=("zon",), **SAMEN),
    Rij("gezinnen:zorgen", ja="dirk", post="-"),
    Rij("gezinnen:zorg", args=("zon.zorg",), post="-", **ZORG),
    Rij("gezinnen:zorg_stap", args=("zon.zorg",), **ZORG),
    Rij("gezinnen:zorg_beslissen", args=("zon.zorg",), **BESLIST),
    Rij("gezinnen:zorg_sluiten", args=("zon.zorg",), **BESLIST),
    Rij("gezinnen:zorg_contact", over="van vera", args=("zon.zorg",), ja="ans", weet_niet=f"carla {COACHES}"),
    Rij("gezinnen:woordingen", ja="ans bert carla dora rita vera vik dirk", post="-"),
    Rij("gezinnen:woording_nieuw", ja="dirk"),
    Rij("gezinnen:woording", over="van dienst a", args=("woording",), ja="dirk"),
]


def zorg(o: Objecten) -> Any:
    """Raised by the care worker, read by the coach and the contact as well; not by the substitute."""
    velden = {"zorg": "x", "eerst": "besproken", "besproken_op": vandaag()}
    feiten = kanarie("zon", "feiten")
    return meld(o.cast.vera, o.cast.zon, contact=o.cast.functies["dirk"], feiten=feiten, **velden).pk


def woording(o: Objecten) -> Any:
    dienst = o.cast.organisaties["dienst-a"]
    return Woording.objects.create(organisatie=dienst, soort="grond", titel="x", tekst="y").pk


def notitie(o: Objecten) -> Any:
    """About the family; not marked for the care worker."""
    return schrijf_notitie(o.cast.ans, o.cast.zon, soort="gezin", tekst=kanarie("zon", "notitie")).pk


def vertrouwen(o: Objecten) -> Any:
    """What the mother told the care worker in confidence: the coach does not read it."""
    mama = Gezinslid.objects.get(gezin=o.cast.zon, soort="ouder")
    tekst = kanarie("zon", "vertrouwen")
    return schrijf_notitie(o.cast.vera, o.cast.zon, soort="vertrouwen", tekst=tekst, spreker=mama).pk


MAKERS.update(
    {
        "soort_gezin": lambda o: "gezin",
        "zon.notitie": notitie,
        "zon.vertrouwen": vertrouwen,
        "zon.zorg": zorg,
        "woording": woording,
    }
)

NALEZEN = [
    Rij("gezinnen:nalezen", args=("zon",), over="zon", ja="ans carla", weet_niet=COACHES),
    Rij(
        "gezinnen:nalezen_stoppen",
        args=("nalezing",),
        over="zon",
        ja="ans carla mama_zon papa_zon noor",
        weet_niet=f"{COACHES} mama_maan",
        get=False,
    ),
    Rij("gezinnen:mijn_nalezen", ja=GEZINSLEDEN, post="-"),
]


def nalezing(o: Objecten) -> Any:
    zon, dag = o.cast.zon, vandaag()
    return Nalezing.objects.create(
        gezin=zon, sleutel=zon.sleutel, functie=o.cast.functies["vik"], ja_op=dag, van=dag, tot=dag,
        door=o.cast.functies["ans"],
    ).pk  # fmt: skip


MAKERS["nalezing"] = nalezing
__all__ = ["NALEZEN", "NOTITIES", "VEILIGHEID"]
