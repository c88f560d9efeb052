"""Rows of the own place: its pages for family members, the card for who keeps the file."""

from tests.toegang.matrix import Rij

GEZINSLEDEN = "mama_zon papa_zon noor mama_maan"
ANDERE_COACHES = "bert rita dora"

MIJN = [
    Rij("mijn:binnen", openbaar=True),
    Rij("mijn:code", openbaar=True),
    Rij("mijn:pin", openbaar=True),
    Rij("mijn:gescand", args=("kaartnummer", "kaartwoorden"), openbaar=True, post="-"),
    Rij("mijn:stoppen", ja=GEZINSLEDEN, get=False),
    Rij("mijn:start", ja=GEZINSLEDEN, post="-"),
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
