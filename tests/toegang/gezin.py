"""Rows and objects of referrals, the family page and who keeps the file."""

import uuid
from datetime import timedelta

from gezinnen.models import Aanmelding, Afscherming, Overname
from organisaties.actor import vandaag
from tests.toegang.matrix import Rij
from tests.toegang.objecten import MAKERS, Objecten
from thuiscompagnie.vloer.formulieren import bewaar_concept

COACHES = "ans bert carla dora rita"
ANDERE_COACHES = "bert rita dora"
ZON = {"over": "zon", "ja": "ans carla", "weet_niet": ANDERE_COACHES}
ZON_ZORG = {"over": "zon", "ja": "ans carla vera", "weet_niet": f"{ANDERE_COACHES} vik", "post": "-"}

GEZIN = [
    Rij("gezinnen:mijn", ja=f"{COACHES} vera vik", post="-"),
    Rij("gezinnen:dienst", ja=f"{COACHES} mieke mo", post="-"),
    Rij("gezinnen:nieuw", ja=COACHES, velden={"naam": "Kint Sonn"}),
    Rij("gezinnen:gevonden", args=("zoekvraag",), ja="ans", weet_niet=f"carla {ANDERE_COACHES}", post="-"),
    Rij("gezinnen:uitleg", ja=f"{COACHES} vera vik", post="-"),
    Rij("gezinnen:aanmelding_nieuw", ja=COACHES, velden={"verteld": "ja"}),
    Rij("gezinnen:aanmelding", args=("zon.aanmelding",), **{**ZON, "post": "-"}),
    Rij("gezinnen:aanmelding_wijzigen", args=("zon.aanmelding",), **ZON),
    Rij("gezinnen:aanmelding_vertellen", args=("open_aanmelding",), **ZON),
    Rij("gezinnen:aanmelding_overleg", args=("zon.aanmelding",), get=False, **ZON),
    Rij("gezinnen:aanmelding_beslissen", args=("open_aanmelding",), **ZON),
    Rij("gezinnen:aanmelding_terugkoppeling", args=("beslist_aanmelding",), **ZON),
    *(
        Rij(f"gezinnen:{naam}", args=("zon",), **ZON_ZORG)
        for naam in ("gezin", "tijdlijn", "adressen", "hulp")
    ),
    *(
        Rij(f"gezinnen:{naam}", args=("zon",), **ZON)
        for naam in ("opnieuw", "gegevens", "lid_nieuw", "verhuizen", "hulp_nieuw", "coach", "vervanger")
    ),
    Rij("gezinnen:lid_wijzigen", args=("zon.lid",), **ZON),
    Rij("gezinnen:adres_wijzigen", args=("zon.adres",), **ZON),
    Rij("gezinnen:hulp_wijzigen", args=("zon.helper",), **ZON),
    # Colleagues of the service may take over; for the coach herself the page leads to the family.
    Rij("gezinnen:overnemen", over="zon", args=("zon",), ja="ans carla bert rita", weet_niet="dora"),
    Rij("gezinnen:overname_stoppen", args=("overname",), get=False, **ZON),
    Rij("gezinnen:afschermen", args=("zon",), **ZON),
    Rij("gezinnen:afschermen_stoppen", args=("afscherming",), get=False, **ZON),
]


def aanmelding(o: Objecten, **velden: object) -> Aanmelding:
    zon = o.cast.zon
    basis = {"gezin": zon, "sleutel": zon.sleutel, "dienst": zon.dienst, "datum": vandaag(), "verteld": False}
    return Aanmelding.objects.create(**{**basis, **velden})


def overname(o: Objecten) -> Overname:
    zon, dag = o.cast.zon, vandaag()
    return Overname.objects.create(
        gezin=zon, sleutel=zon.sleutel, door=o.cast.functies["bert"], reden="ziek", van=dag,
        tot=dag + timedelta(days=13),
    )  # fmt: skip


def zoekvraag(o: Objecten) -> uuid.UUID:
    """A question that Ans asked: nobody else, in another role of hers neither, reads its answer."""
    vraag = uuid.uuid4()
    bewaar_concept(o.cast.functies["ans"].pk, "zoekvraag", vraag, {"naam": "Kint Sonn"})
    return vraag


MAKERS.update(
    {
        "zoekvraag": zoekvraag,
        "open_aanmelding": lambda o: aanmelding(o).pk,
        "beslist_aanmelding": lambda o: (
            aanmelding(
                o, verteld=True, beslissing="doorverwezen", beslist_op=vandaag(), terugkoppeling="uitkomst"
            ).pk
        ),
        "overname": lambda o: overname(o).pk,
        "afscherming": lambda o: Afscherming.objects.get(gezin=o.cast.zon).pk,
    }
)
__all__ = ["GEZIN"]
