"""Rows and objects of the consultations: one of family Zon in Genk, led by Eva, with a final agenda."""

from lco.models import Agendapunt, Deelnemer, Overleg, PersoonlijkeLink
from lco.tests import bouwen
from organisaties.actor import vandaag
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
    Rij("lco:link", over="zon", args=("overleg.zonder_login",), ja=VOORBEREIDERS, weet_niet=VREEMD),
    Rij("lco:link_rekening", over="zon", args=("overleg.zonder_login",), ja=VOORBEREIDERS, weet_niet=VREEMD),
    Rij("lco:link_intrekken", over="zon", args=("overleg.link",), ja=VOORBEREIDERS, weet_niet=VREEMD, get=False),
    Rij("lco:link_open", args=("overleg.link", "stoppen"), openbaar=True, post="-"),
    Rij("lco:link_code", openbaar=True),
    Rij("lco:link_wacht", post="-"),
    Rij("lco:link_sluiten", get=False),
    Rij("lco:punt", over="zon", args=("overleg.punt",), ja=VOORBEREIDERS, weet_niet=VREEMD),
    *(
        Rij(f"lco:{naam}", over="zon", args=("overleg.punt",), ja=VOORBEREIDERS, weet_niet=VREEMD, get=False)
        for naam in ("antwoord", "verplaats")
    ),
]  # fmt: skip


def overleg(o: Objecten) -> Overleg:
    return bouwen.definitief(o.cast)


def zonder_login(o: Objecten) -> Deelnemer:
    """Somebody who is invited and does not log in here."""
    rij = overleg(o)
    return Deelnemer.objects.create(
        overleg=rij, sleutel=rij.sleutel, client_sleutel=rij.client_sleutel, naam="Huisarts", rol="hulpverlener",
        uitnodigen="ja",
    )  # fmt: skip


def link(o: Objecten) -> PersoonlijkeLink:
    deelnemer = zonder_login(o)
    return PersoonlijkeLink.objects.create(
        overleg=deelnemer.overleg, deelnemer=deelnemer, sleutel=deelnemer.sleutel,
        client_sleutel=deelnemer.client_sleutel, email="arts@voorbeeld.test", tot=vandaag(),
        door=o.cast.functies["eva"],
    )  # fmt: skip


MAKERS.update(
    {
        "stoppen": lambda o: "stoppen",
        "overleg": lambda o: overleg(o).pk,
        "overweging": lambda o: bouwen.vraag(o.cast, verstuur=False).pk,
        "aanvraag": lambda o: bouwen.vraag(o.cast).pk,
        "overleg.deelnemer": lambda o: Deelnemer.objects.filter(overleg=overleg(o)).first().pk,
        "overleg.zonder_login": lambda o: zonder_login(o).pk,
        "overleg.link": lambda o: link(o).pk,
        "overleg.punt": lambda o: Agendapunt.objects.filter(overleg=overleg(o)).first().pk,
    }
)
