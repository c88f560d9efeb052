"""Rows and objects of the network map: closed to the care worker unless the family opens it."""

from netwerk.models import Band, Figuur, Netwerkkaart
from organisaties.actor import vandaag
from tests.cast import kanarie
from tests.toegang.matrix import Rij
from tests.toegang.objecten import MAKERS, Objecten

ANDERE_COACHES = "bert rita dora"
ZORGEN = "vera vik"

NETWERK = [
    Rij("netwerk:nieuwe_kaart", over="zon", args=("zon",), ja="ans carla", weet_niet=ANDERE_COACHES),
    Rij(
        "netwerk:kaart",
        over="zon, gesloten",
        args=("kaart",),
        ja="ans carla",
        weet_niet=f"{ANDERE_COACHES} {ZORGEN}",
        post="-",
    ),
    Rij(
        "netwerk:kaart",
        over="zon, open voor de verzorgende",
        args=("kaart.open",),
        ja="ans carla vera",
        weet_niet=f"{ANDERE_COACHES} vik",
        post="-",
    ),
    # What a member drew: for the coach as far as she opened it, never for the care worker.
    *(
        Rij(
            "netwerk:kaart",
            over=f"van {wie}",
            args=(f"{wie}.{welke}",),
            ja=ja,
            weet_niet=" ".join(
                n for n in f"ans carla {ANDERE_COACHES} {ZORGEN}".split() if n not in ja.split()
            ),
            post="-",
        )
        for wie in ("mama", "noor")
        for welke, ja in (("eigenkaart", ""), ("coachkaart", "ans carla"))
    ),  # fmt: skip
    *(
        Rij(f"netwerk:{naam}", over="zon", args=("kaart",), ja="ans carla", weet_niet=ANDERE_COACHES)
        for naam in ("wijzig_kaart", "noem_persoon")
    ),
    *(
        Rij(f"netwerk:{naam}", over="zon", args=("kaart.band",), ja="ans carla", weet_niet=ANDERE_COACHES)
        for naam in ("band", "wis")
    ),
]


def band(o: Objecten, *, open_: bool, naam: str) -> Band:
    """A picture of family Zon with one person on it."""
    gemeen = {"sleutel": o.cast.zon.sleutel}
    kaart = Netwerkkaart.objects.create(
        client=o.cast.zon.client,
        dag=vandaag(),
        zichtbaar_voor_verzorgende=open_,
        gemaakt_door=o.cast.functies["ans"],
        **gemeen,
    )
    figuur = Figuur.objects.create(client=o.cast.zon.client, schuilnaam=naam, **gemeen)
    return Band.objects.create(
        kaart=kaart,
        figuur=figuur,
        genoemd_door=o.cast.zon.leden.get(soort="ouder"),
        kring="familie",
        ring="dichtbij",
        **gemeen,
    )


MAKERS.update(
    {
        "kaart": lambda o: band(o, open_=False, naam=kanarie("zon", "netwerk")).kaart_id,
        "kaart.open": lambda o: band(o, open_=True, naam="Oma Rosa").kaart_id,
        "kaart.band": lambda o: band(o, open_=False, naam=kanarie("zon", "netwerk")).pk,
    }
)
__all__ = ["NETWERK"]
