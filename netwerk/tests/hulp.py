"""Invented maps for the tests of this app."""

from typing import Any

from gezinnen.models import Gezin
from netwerk import actions
from netwerk.models import Band, Netwerkkaart
from organisaties.actor import vandaag
from tests.cast import Cast
from tests.hulp import als


def maak_kaart(cast: Cast, gezin: Gezin, *, coach: str = "ans", **velden: Any) -> Netwerkkaart:
    """The coach begins a picture through the action, as the web role."""
    actor = cast.actor(coach)
    with als(actor):
        gezin = Gezin.objects.select_related("client").get(pk=gezin.pk)
        kaart = Netwerkkaart(**{"dag": vandaag()} | velden)
        return actions.begin_kaart(actor, gezin.client, kaart)


def zet_op(cast: Cast, kaart: Netwerkkaart, naam: str, *, coach: str = "ans", **velden: Any) -> Band:
    """Somebody is named by the first member of the family."""
    actor = cast.actor(coach)
    with als(actor):
        lid = kaart.client.gezin.leden.first()
        figuur = {"schuilnaam": naam, "soort": velden.pop("soort", "informeel")}
        band = {
            "genoemd_door": lid,
            "kring": "familie",
            "ring": "dichtbij",
            "steun": ["praktisch"],
            "sterkte": "sterk",
            "stand": "actief",
            "richting": "beide",
            "enkel_online": False,
        } | velden
        return actions.noem_persoon(actor, kaart, figuur=figuur, band=band)
