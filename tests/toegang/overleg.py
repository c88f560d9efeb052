"""Rows and objects of the consultations: one of family Zon in Genk, led by Eva, with a final agenda."""

from lco.models import Agendapunt, Deelnemer, Overleg
from lco.tests import bouwen
from tests.toegang.matrix import Rij
from tests.toegang.objecten import MAKERS, Objecten

COACHES = "ans bert carla dora rita"
COORDINATOREN = "eva fons rita_eva"
ANDERE_COACHES = "bert rita dora"
VOORBEREIDERS = "ans carla eva"
LEZERS = "ans carla eva rita_eva hugo jef"
NIET_GENODIGD = f"{ANDERE_COACHES} fons ida vera vik"
VREEMD = f"{ANDERE_COACHES} fons"

OVERLEG = [
    Rij("lco:lijst", ja=f"{COACHES} {COORDINATOREN}", post="-"),
    Rij("lco:week", ja=f"{COACHES} {COORDINATOREN}", post="-"),
    Rij("lco:uitnodigingen", ja=f"{COACHES} hugo ida jef vera vik", post="-"),
    Rij("lco:zonder_dossier", ja=COORDINATOREN),
    Rij("lco:registratie", ja=COORDINATOREN),
    Rij("lco:nieuw", over="zon", args=("zon",), ja="ans carla", weet_niet=ANDERE_COACHES),
    Rij("lco:aanvraag", over="overweging", args=("overweging",), ja="ans carla", weet_niet=ANDERE_COACHES),
    Rij("lco:overleg", over="overweging", args=("overweging",), ja="ans carla",
        weet_niet=f"{ANDERE_COACHES} {COORDINATOREN} hugo ida jef vera vik", post="-"),
    Rij("lco:opnemen", over="aanvraag", args=("aanvraag",), ja="eva rita_eva", weet_niet="fons", get=False),
    Rij("lco:overleg", over="zon", args=("overleg",), ja=LEZERS, weet_niet=NIET_GENODIGD, post="-"),
    Rij("lco:documenten", over="zon", args=("overleg",), ja=LEZERS, weet_niet=NIET_GENODIGD, post="-"),
    Rij("lco:stand", over="zon", args=("overleg",), ja=LEZERS, weet_niet=NIET_GENODIGD, post="-"),
    Rij("lco:kalender", over="zon", args=("overleg",), ja=LEZERS, weet_niet=NIET_GENODIGD, post="-"),
    Rij("lco:inval", over="zon", args=("overleg",), ja="eva rita_eva", weet_niet="fons"),
    *(
        Rij(f"lco:{naam}", over="zon", args=("overleg",), ja="eva", weet_niet="fons")
        for naam in ("plannen", "definitief", "gehouden")
    ),
    *(
        Rij(f"lco:{naam}", over="zon", args=("overleg",), ja="ans carla", weet_niet=ANDERE_COACHES)
        for naam in ("bijlagen", "herinnering")
    ),
    *(
        Rij(f"lco:{naam}", over="zon", args=("overleg",), ja=VOORBEREIDERS, weet_niet=VREEMD)
        for naam in ("gezinswens", "deelnemer_nieuw", "punt_nieuw")
    ),
    Rij("lco:stap", over="zon", args=("overleg", "stoppen"), ja=VOORBEREIDERS, weet_niet=VREEMD),
    Rij("lco:deelnemer", over="zon", args=("overleg.deelnemer",), ja=VOORBEREIDERS, weet_niet=VREEMD),
    Rij("lco:punt", over="zon", args=("overleg.punt",), ja=VOORBEREIDERS, weet_niet=VREEMD),
    *(
        Rij(f"lco:{naam}", over="zon", args=("overleg.punt",), ja=VOORBEREIDERS, weet_niet=VREEMD, get=False)
        for naam in ("antwoord", "verplaats")
    ),
]  # fmt: skip


def overleg(o: Objecten) -> Overleg:
    return bouwen.definitief(o.cast)


MAKERS.update(
    {
        "stoppen": lambda o: "stoppen",
        "overleg": lambda o: overleg(o).pk,
        "overweging": lambda o: bouwen.vraag(o.cast, verstuur=False).pk,
        "aanvraag": lambda o: bouwen.vraag(o.cast).pk,
        "overleg.deelnemer": lambda o: Deelnemer.objects.filter(overleg=overleg(o)).first().pk,
        "overleg.punt": lambda o: Agendapunt.objects.filter(overleg=overleg(o)).first().pk,
    }
)
