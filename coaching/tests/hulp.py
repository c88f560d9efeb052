"""Invented deployments for the tests of this app."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from coaching import actions
from coaching.models import Bedoeling, Inzet
from gezinnen.models import Gezin
from organisaties.actor import vandaag
from tests.cast import Cast
from tests.hulp import als

ALLE_DAGEN = [0, 1, 2, 3, 4, 5, 6]


def maandag() -> date:
    return actions.maandag_van(vandaag())


def maak_inzet(cast: Cast, gezin: Gezin, *, coach: str = "ans", wie: str = "vera", **velden: Any) -> Inzet:
    """The coach lets a care worker start in her family, through the action, as the web role."""
    waarden: dict[str, Any] = {
        "uren_per_week": Decimal("7"),
        "weekdagen": ALLE_DAGEN,
        "bedoeling": Bedoeling.ONTWIKKELEN,
        "van": vandaag() - timedelta(days=30),
    } | velden
    actor = cast.actor(coach)
    with als(actor):
        gezin = Gezin.objects.get(pk=gezin.pk)
        return actions.begin_inzet(actor, gezin, Inzet(verzorgende=cast.functies[wie], **waarden))
