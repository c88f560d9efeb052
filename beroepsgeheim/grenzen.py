"""How often one person may search, leaf through lists and take papers out (@beleid(grens="zoeken")).

The limits stand in settings.GRENZEN and are wide for real work; who empties a service meets them. They count
the person, so that a change of role gives no new start. Redis down: each process counts on for itself
(thuiscompagnie/vloer/cache.py). The first refusal of a period becomes a line in the read log; a flood of
refusals must not become a flood of lines.
"""

import math
import time
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from django.conf import settings
from django.utils.crypto import salted_hmac

from organisaties.actor import Actor
from thuiscompagnie.vloer.tellers import tel

UTC = ZoneInfo("UTC")


@dataclass(frozen=True)
class TeVaak:
    """Somebody went over a limit: which one, when it opens again, and whether this is the first time in it."""

    soort: str
    tot: datetime
    eerste: bool

    @property
    def wacht(self) -> int:
        """Seconds from now, for the header of the answer."""
        return max(1, math.ceil(self.tot.timestamp() - time.time()))


def tel_mee(actor: Actor, soort: str) -> TeVaak | None:
    """Count one request of this person; something to refuse it with when there were too many."""
    grens = settings.GRENZEN.get(soort)
    if grens is None:
        return None
    aantal, seconden = grens
    periode = int(time.time()) // seconden
    wie = str(actor.gebruiker_id or actor.persoon_id or actor.houder_id)
    sleutel = f"grens:{soort}:{periode}:{_ondoorzichtig(wie)}"
    geteld = tel(sleutel, seconden)
    if geteld <= aantal:
        return None
    # To the whole minute: "om 14.05 u." is then never a few seconds too early.
    tot = math.ceil((periode + 1) * seconden / 60) * 60
    return TeVaak(soort, datetime.fromtimestamp(tot, UTC), eerste=geteld == aantal + 1)


def eerste_keer(wie: str, soort: str, seconden: int) -> bool:
    """Whether this was not yet told of this (hashed) sender in this period."""
    return tel(f"gezegd:{soort}:{_ondoorzichtig(wie)}", seconden) == 1


def _ondoorzichtig(wie: str) -> str:
    """No key of a person and no address stands in the cache as it is."""
    return salted_hmac("beroepsgeheim.grenzen", wie).hexdigest()[:32]
