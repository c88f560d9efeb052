"""Rows and objects of intake, trajectory, goals and steps."""

from typing import Any

from gezinnen.models import Aanmelding, DoelVanAnderen, Intake, IntakeDomein, IntakeZitting, Traject
from organisaties.actor import vandaag
from tests.cast import kanarie
from tests.toegang.matrix import Rij
from tests.toegang.objecten import MAKERS, Objecten
from tests.toegang.rekeningen import MEDEWERKERS

COACHES = "bert rita dora"
DOSSIER: dict[str, Any] = {"over": "zon", "ja": "ans carla", "weet_niet": COACHES}
SAMEN: dict[str, Any] = {"over": "zon", "ja": "ans carla vera", "weet_niet": f"{COACHES} vik"}

INTAKE = [
    Rij("gezinnen:intake_begin", args=("zon.open_aanmelding",), get=False, **DOSSIER),
    Rij("gezinnen:intake", args=("zon.intake",), post="-", **DOSSIER),
    Rij("gezinnen:intake_gesprek", args=("zon.intake",), velden={"versie": "1"}, **DOSSIER),
    Rij("gezinnen:zitting_nieuw", args=("zon.intake",), **DOSSIER),
    Rij("gezinnen:zitting", args=("zon.zitting",), **DOSSIER),
    Rij("gezinnen:doel_van_anderen_nieuw", args=("zon.intake",), **DOSSIER),
    Rij("gezinnen:doel_van_anderen", args=("zon.doel_van_anderen",), **DOSSIER),
    Rij("gezinnen:intake_domein_weg", args=("zon.intakedomein",), **DOSSIER),
    Rij("gezinnen:intake_afronden", args=("zon.intake",), **DOSSIER),
    Rij("gezinnen:praatblad", args=("zon.intake",), post="-", **DOSSIER),
    Rij("gezinnen:praatblad_pdf", args=("zon.intake",), get=False, **DOSSIER),
]
WEG = [
    Rij("gezinnen:traject", args=("zon.traject",), post="-", **SAMEN),
    Rij("gezinnen:traject_fase", args=("zon.traject",), **DOSSIER),
    Rij("gezinnen:traject_afsluiten", args=("zon.traject",), **DOSSIER),
]
DOELEN = [
    Rij("gezinnen:doelen", args=("zon",), post="-", **SAMEN),
    Rij("gezinnen:doelenblad", args=("zon",), post="-", **SAMEN),
    Rij("gezinnen:doel_nieuw", args=("zon",), velden={"tekst": "rust"}, **SAMEN),
    Rij("gezinnen:stap_nieuw", args=("zon",), velden={"tekst": "rust"}, **SAMEN),
    Rij("gezinnen:doel", args=("zon.doel",), velden={"tekst": "rust", "versie": "1"}, **SAMEN),
    Rij("gezinnen:doel_verplaats", args=("zon.doel",), get=False, **SAMEN),
    Rij("gezinnen:stap", args=("zon.stap",), **SAMEN),
]
CONCEPT = [
    Rij("vloer:concept_weg", args=("formulier", "uuid"), ja=MEDEWERKERS, get=False),
]
TRAJECT = [*INTAKE, *WEG, *DOELEN, *CONCEPT]


def intake(o: Objecten) -> Intake:
    """The intake of family Zon with a canary in each free text (made once)."""
    gezin = o.cast.zon
    velden = ("belangrijk", "willen", "beginnen", "krachten", "hulp_nu", "steun", "huisafspraken")
    rij, _nieuw = Intake.objects.get_or_create(
        aanmelding=gezin.aanmeldingen.order_by("datum").first(),
        defaults={
            "sleutel": gezin.sleutel,
            "gezin": gezin,
            "door": o.cast.functies["ans"],
            **{veld: kanarie("zon", veld) for veld in velden},
        },
    )
    return rij


def onderdeel(model: Any, **velden: Any) -> Any:
    """A maker of a part of the intake."""
    return lambda o: model.objects.create(intake=intake(o), sleutel=o.cast.zon.sleutel, **velden).pk


def open_aanmelding(o: Objecten) -> Any:
    """A referral that waits for its intake; the earlier trajectory has ended."""
    gezin = o.cast.zon
    Traject.objects.filter(gezin=gezin).update(fase="afgerond", tot=vandaag())
    return Aanmelding.objects.create(
        sleutel=gezin.sleutel,
        gezin=gezin,
        dienst_id=gezin.dienst_id,
        datum=vandaag(),
        verteld=True,
        verteld_op=vandaag(),
    ).pk


MAKERS.update(
    {
        "zon.intake": lambda o: intake(o).pk,
        "zon.open_aanmelding": open_aanmelding,
        "zon.zitting": onderdeel(IntakeZitting, datum=vandaag(), aanwezig=kanarie("zon", "aanwezig")),
        "zon.doel_van_anderen": onderdeel(DoelVanAnderen, van_wie=kanarie("zon", "van_wie"), doel="x"),
        "zon.intakedomein": onderdeel(IntakeDomein, domein="wonen", zorgen=kanarie("zon", "zorgen")),
    }
)
