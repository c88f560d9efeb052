"""Rows and objects of the floor's pages, of care work and of the reports."""

import uuid
from datetime import date

from django.utils import timezone

from coaching.models import Inzet
from organisaties.actor import vandaag
from rapportage.models import Invoer, Rapport
from tests.cast import kanarie
from tests.toegang.matrix import Rij
from tests.toegang.mijn import GEZINSLEDEN
from tests.toegang.objecten import MAKERS, Objecten
from tests.toegang.rekeningen import MEDEWERKERS
from thuiscompagnie.vloer import documenten
from thuiscompagnie.vloer.models import Opdracht

ANDERE_COACHES = "bert rita dora"
VAN_DIENSTEN = "ans bert carla dora rita mieke mo"
INVOERDERS = f"{VAN_DIENSTEN} eva fons rita_eva"
ANDERE_INVOERDERS = " ".join(n for n in INVOERDERS.split() if n != "mieke")
VREEMDEN = " ".join(n for n in (*MEDEWERKERS.split(), *GEZINSLEDEN.split()) if n != "ans")

VLOER = [
    Rij("vloer:concept", args=("formulier", "uuid"), ja=MEDEWERKERS, get=False, velden={"willen": "rust"}),
    Rij("vloer:opdracht", over="van ans", args=("opdracht",), ja="ans", weet_niet=VREEMDEN, post="-"),
    Rij(
        "vloer:opnieuw", over="van ans", args=("opdracht",), ja="ans", weet_niet=f"{VREEMDEN} olaf", get=False
    ),
    Rij(
        "vloer:opnieuw",
        over="van ans, gestopt",
        args=("opdracht.gestopt",),
        ja="ans olaf",
        weet_niet=VREEMDEN,
        get=False,
    ),
    Rij(
        "vloer:document",
        over="praatblad van Zon",
        args=("praatblad",),
        ja="ans carla",
        weet_niet=" ".join(n for n in VREEMDEN.split() if n != "carla"),
        post="-",
    ),
]
WERK = [
    Rij("coaching:week", ja="vera vik", post="-"),
    Rij("coaching:week_van", args=("maandag",), ja="vera vik", post="-"),
    Rij("coaching:planning", ja="mieke mo", post="-"),
    Rij("coaching:planning_van", args=("maandag",), ja="mieke mo", post="-"),
    Rij("coaching:extra_beurt", ja="vera vik"),
    Rij("coaching:nieuwe_inzet", over="zon", args=("zon",), ja="ans carla", weet_niet=ANDERE_COACHES),
    Rij(
        "coaching:inzet",
        over="zon",
        args=("inzet",),
        ja="ans carla vera",
        weet_niet=f"{ANDERE_COACHES} vik",
        post="-",
    ),
    Rij("coaching:wijzig_inzet", over="zon", args=("inzet",), ja="ans carla", weet_niet=ANDERE_COACHES),
    Rij("coaching:einde_inzet", over="zon", args=("inzet",), ja="ans carla", weet_niet=ANDERE_COACHES),
    *(
        Rij(
            f"coaching:{naam}",
            over="zon",
            args=("inzet", "beurtdag"),
            ja="ans carla vera",
            weet_niet=f"{ANDERE_COACHES} vik",
            get=naam == "beurt",
        )
        for naam in ("beurt", "bevestig", "niet_door")
    ),
]
RAPPORTEN = [
    Rij("rapportage:rapporten", ja="petra"),
    Rij("rapportage:rapport", over="van petra", args=("rapport",), ja="petra", post="-"),
    Rij("rapportage:bestanden", over="van petra", args=("rapport",), ja="petra", get=False),
    Rij("rapportage:invoeren", ja=INVOERDERS),
    Rij("rapportage:sjabloon", ja=INVOERDERS, post="-"),
    Rij("rapportage:nummers", ja=VAN_DIENSTEN, post="-"),
    Rij("rapportage:registraties", ja=VAN_DIENSTEN, post="-"),
    *(
        Rij(
            f"rapportage:{naam}",
            over="van mieke",
            args=("invoer",),
            ja="mieke",
            weet_niet=ANDERE_INVOERDERS,
            **hoe,
        )
        for naam, hoe in (
            ("invoer", {"post": "-"}),
            ("invoer_kolommen", {}),
            ("voer_in", {"get": False}),
            ("problemen", {"post": "-"}),
        )
    ),
]


def inzet(o: Objecten) -> Inzet:
    """Vera works in family Zon from today (one open agreement for each care worker)."""
    dag = vandaag()
    rij, _nieuw = Inzet.objects.get_or_create(
        gezin=o.cast.zon,
        verzorgende=o.cast.functies["vera"],
        tot=None,
        defaults={
            "sleutel": o.cast.zon.sleutel,
            "dienst": o.cast.organisaties["dienst-a"],
            "uren_per_week": 4,
            "weekdagen": [dag.weekday()],
            "bedoeling": "ontwikkelen",
            "van": dag,
            "gemaakt_door": o.cast.functies["ans"],
        },
    )
    return rij


def opdracht(o: Objecten, status: str = "wacht") -> Opdracht:
    return Opdracht.objects.create(
        soort="gezinnen.praatblad",
        uniek=f"matrix {status}",
        status=status,
        eigenaar=o.cast.functies["ans"].pk,
        actor=o.cast.ans.als_json(),
    )


def praatblad(o: Objecten) -> documenten.Document:
    return documenten.bewaar(
        soort="gezinnen.praatblad",
        inhoud=kanarie("zon", "vraag").encode(),
        mediatype="application/pdf",
        extensie="pdf",
        sleutel=o.cast.zon.sleutel,
        eigenaar=o.cast.functies["ans"].pk,
    )


def rapport(o: Objecten) -> Rapport:
    return Rapport.objects.create(
        id=uuid.uuid4(),
        van=date(2011, 1, 1),
        tot=date(2013, 12, 31),
        tabellen=[],
        functie=o.cast.functies["petra"].pk,
        organisatie_id=o.cast.organisaties["provincie"].pk,
        gemaakt_op=timezone.now(),
    )


def invoer(o: Objecten) -> Invoer:
    mieke = o.cast.mieke
    return Invoer.objects.create(
        soort="registratie",
        status="goed",
        nieuw=1,
        koppen=["Dienst"],
        kolommen={"dienst": 0},
        eigenaar=mieke.functie_id,
        organisatie=mieke.organisatie_id,
    )


MAKERS.update(
    {
        "formulier": lambda o: "intake",
        "maandag": lambda o: "2026-11-16",
        "beurtdag": lambda o: vandaag().isoformat(),
        "inzet": lambda o: inzet(o).pk,
        "opdracht": lambda o: opdracht(o).pk,
        "opdracht.gestopt": lambda o: opdracht(o, "geparkeerd").pk,
        "praatblad": lambda o: praatblad(o).pk,
        "invoer": lambda o: invoer(o).pk,
        "rapport": lambda o: rapport(o).pk,
    }
)
__all__ = ["RAPPORTEN", "VLOER", "WERK"]
