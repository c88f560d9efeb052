"""The network map of one invented family, named by its members."""

from typing import Any

from beroepsgeheim.omslag import omslag
from gezinnen.models import Gezin, Gezinslid
from netwerk.actions import begin_kaart, noem_persoon
from netwerk.models import Netwerkkaart

from .mensen import Spelers

# (alias, group, ring, functions, strength, state, direction, extra)
MENSEN: list[tuple[str, str, str, list[str], str, str, str, dict[str, Any]]] = [
    ("Oma Rosa", "familie", "dichtbij", ["praktisch", "emotioneel", "erbij"], "sterk", "actief", "beide", {}),
    (
        "Tante Grace",
        "familie",
        "regelmatig",
        ["emotioneel"],
        "sterk",
        "actief",
        "krijgt",
        {"enkel_online": True},
    ),
    ("Nonkel Dirk", "familie", "verder", [], "spanning", "actief", "beide", {}),
    ("Opa Jef", "familie", "verder", ["erbij"], "dun", "ondergesneeuwd", "geeft", {}),
    ("Mireille", "vrienden", "dichtbij", ["emotioneel", "erbij"], "sterk", "actief", "beide", {}),
    ("Kookclub", "vrienden", "verder", ["erbij"], "dun", "ondergesneeuwd", "beide", {}),
    ("Papa van Seppe", "vrienden", "regelmatig", ["praktisch"], "dun", "actief", "krijgt", {}),
    ("Buurvrouw Leen", "buren", "dichtbij", ["praktisch"], "sterk", "actief", "beide", {}),
    ("Mevrouw van de winkel", "buren", "verder", ["erbij"], "dun", "actief", "beide", {}),
    ("Dominee", "buren", "regelmatig", ["normatief", "emotioneel"], "dun", "actief", "krijgt", {}),
    ("Oude huisbaas", "buren", "verder", [], "spanning", "verbroken", "beide", {}),
    ("Tine", "hulp", "dichtbij", ["praktisch", "emotioneel"], "sterk", "actief", "krijgt", {"formeel": True}),
    (
        "Juf Els",
        "hulp",
        "regelmatig",
        ["praktisch", "normatief"],
        "dun",
        "actief",
        "krijgt",
        {"formeel": True},
    ),
    ("Bart van het CAW", "hulp", "regelmatig", ["praktisch"], "dun", "actief", "krijgt", {"formeel": True}),
]


def maak_netwerk(spelers: Spelers, coach: str, gezin: Gezin) -> None:
    """A picture of a month ago, open to the care worker and to the family's agenda."""
    actor = spelers.als(coach, -30)
    with omslag(actor):
        gezin = Gezin.objects.select_related("client").get(pk=gezin.pk)
        kaart = Netwerkkaart(dag=actor.dag, zichtbaar_voor_verzorgende=True, mee_in_agenda=True)
        begin_kaart(actor, gezin.client, kaart)
        ouders = list(Gezinslid.objects.filter(gezin=gezin, soort="ouder").order_by("naam"))
        for nummer, (naam, kring, ring, steun, sterkte, stand, richting, extra) in enumerate(MENSEN):
            noem_persoon(
                actor,
                kaart,
                figuur={"schuilnaam": naam, "soort": "formeel" if extra.get("formeel") else "informeel"},
                band={
                    "genoemd_door": ouders[nummer % len(ouders)],
                    "kring": kring,
                    "ring": ring,
                    "steun": steun,
                    "sterkte": sterkte,
                    "stand": stand,
                    "richting": richting,
                    "enkel_online": bool(extra.get("enkel_online")),
                },
            )
