"""Rows of the own place: its pages for family members, the card for who keeps the file."""

from typing import Any

from gezinnen.delen import actions as acties
from gezinnen.models import Doel, Gezinsvraag
from lco.tests import bouwen
from netwerk.models import Band, Figuur, Netwerkkaart
from organisaties.actor import vandaag
from tests.hulp import als
from tests.toegang.delen import deling
from tests.toegang.kanaries import mag
from tests.toegang.matrix import Rij
from tests.toegang.objecten import MAKERS, Objecten

GEZINSLEDEN = "mama_zon papa_zon noor mama_maan"
ANDERE_COACHES = "bert rita dora"

mag("noor", "band", "noor")
mag("noor", "doel", "noor ans carla vera")
mag("noor", "vraag", "noor ans carla")
VAN_NOOR: dict[str, Any] = {"ja": "noor", "weet_niet": "mama_zon papa_zon mama_maan"}

MIJN = [
    Rij("mijn:binnen", openbaar=True),
    Rij("mijn:code", openbaar=True),
    Rij("mijn:pin", openbaar=True),
    Rij("mijn:gescand", args=("kaartnummer", "kaartwoorden"), openbaar=True, post="-"),
    Rij("mijn:stoppen", ja=GEZINSLEDEN, get=False),
    Rij("mijn:start", ja=GEZINSLEDEN, post="-"),
    *(
        Rij(f"mijn:{naam}", ja=GEZINSLEDEN, post="-")
        for naam in ("hulp", "afspraken", "overleggen", "gezien", "vragen", "sleutel", "delen", "netwerk")
    ),
    Rij("mijn:doelen", ja=GEZINSLEDEN),
    Rij("mijn:vraag", args=("vraagsoort",), ja=GEZINSLEDEN),
    Rij("mijn:einde", ja=GEZINSLEDEN),
    Rij("mijn:gegevens", ja=GEZINSLEDEN),
    Rij("mijn:netwerk_begin", ja=GEZINSLEDEN, get=False),
    Rij(
        "mijn:overleg",
        over="zon",
        args=("mijn.overleg",),
        ja="mama_zon noor",
        weet_niet="papa_zon mama_maan",
        post="-",
    ),
    Rij("mijn:doel_open", over="van noor", args=("noor.doel",), get=False, **VAN_NOOR),
    Rij("mijn:vraag_intrekken", over="van noor", args=("noor.vraag",), get=False, **VAN_NOOR),
    Rij("mijn:netwerk_kaart", over="van noor", args=("noor.kaart",), post="-", **VAN_NOOR),
    # A picture that was opened: not for who is shielded from the one who drew it, nor for another family.
    *(
        Rij(
            "mijn:netwerk_kaart",
            over=f"van {wie}, {'open' if open_ else 'voor de coach'}",
            args=(f"{wie}.{'open' if open_ else 'coach'}kaart",),
            ja=ja,
            weet_niet=" ".join(n for n in GEZINSLEDEN.split() if n not in ja.split()),
            post="-",
        )
        for wie, open_, ja in (
            ("mama", True, "mama_zon noor"),
            ("mama", False, "mama_zon"),
            ("noor", True, "mama_zon papa_zon noor"),
            ("noor", False, "noor"),
            ("papa", True, "mama_zon papa_zon noor"),
            ("papa", False, "papa_zon"),
        )
    ),
    Rij("mijn:netwerk_persoon", over="van noor", args=("noor.kaart",), **VAN_NOOR),
    Rij("mijn:netwerk_open", over="van noor", args=("noor.kaart",), **VAN_NOOR),
    Rij("mijn:netwerk_wis", over="van noor", args=("noor.band",), **VAN_NOOR),
    Rij(
        "mijn:deling",
        over="over mama",
        args=("mama.deling",),
        ja="mama_zon",
        weet_niet="papa_zon noor mama_maan",
        post="-",
    ),
    Rij(
        "mijn:delen_nee",
        over="over mama",
        args=("mama.deling",),
        ja="mama_zon",
        weet_niet="papa_zon noor mama_maan",
    ),
    Rij(
        "mijn:delen_toch",
        over="van mama",
        args=("mama.bezwaar",),
        ja="mama_zon",
        weet_niet="papa_zon noor mama_maan",
        get=False,
    ),
    Rij(
        "mijn:vraag_antwoord", over="van noor", args=("noor.vraag",), ja="ans carla", weet_niet=ANDERE_COACHES
    ),
    Rij("mijn:plekken", over="zon", args=("zon",), ja="ans carla", weet_niet=ANDERE_COACHES, post="-"),
    Rij("mijn:plek", over="zon", args=("zon.lid",), ja="ans carla", weet_niet=ANDERE_COACHES, post="-"),
    *(
        Rij(
            f"mijn:{naam}", over="zon", args=("zon.lid",), ja="ans carla", weet_niet=ANDERE_COACHES, get=False
        )
        for naam in ("plek_kaart", "plek_brief", "plek_code")
    ),
    Rij("mijn:plek_sluiten", over="zon", args=("zon.lid",), ja="ans carla", weet_niet=ANDERE_COACHES),
]


def _noor(o: Objecten) -> dict[str, Any]:
    return {"sleutel": o.cast.zon.sleutel}


def noor_band(o: Objecten) -> Band:
    """Somebody on the picture that the girl drew herself."""
    gemeen, lid = _noor(o), o.cast.leden["noor"]
    kaart = Netwerkkaart.objects.create(
        **gemeen,
        client=o.cast.zon.client,
        van_lid=lid,
        dag=vandaag(),
        publiek="spreker",
        zichtbaar_voor_coach=False,
    )
    figuur = Figuur.objects.create(
        **gemeen, client=o.cast.zon.client, van_lid=lid, schuilnaam="kanarie-noor-band"
    )
    return Band.objects.create(
        **gemeen, kaart=kaart, figuur=figuur, genoemd_door=lid, kring="vrienden", ring="dichtbij"
    )


def noor_vraag(o: Objecten) -> Any:
    """What the girl asked her coach."""
    return Gezinsvraag.objects.create(
        **_noor(o), gezin=o.cast.zon, spreker=o.cast.leden["noor"], soort="vraag", tekst="kanarie-noor-vraag"
    ).pk


def noor_doel(o: Objecten) -> Any:
    """What the girl wants, for herself alone."""
    return Doel.objects.create(
        **_noor(o),
        gezin=o.cast.zon,
        van_lid=o.cast.leden["noor"],
        publiek="spreker",
        tekst="kanarie-noor-doel",
    ).pk


def mama_bezwaar(o: Objecten) -> Any:
    """The mother's own no to it."""
    rij = deling(o)
    with als(o.cast.mama_zon) as mama:
        return acties.bezwaar(mama, rij).pk


MAKERS.update(
    {
        "mijn.overleg": lambda o: bouwen.definitief(o.cast).pk,
        "mama.deling": lambda o: deling(o).pk,
        "mama.bezwaar": mama_bezwaar,
        "vraagsoort": lambda o: "vraag",
        "noor.doel": noor_doel,
        "noor.vraag": noor_vraag,
        "noor.kaart": lambda o: noor_band(o).kaart_id,
        "noor.band": lambda o: noor_band(o).pk,
    }
)
