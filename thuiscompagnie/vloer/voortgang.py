"""Progress of a long job: a number in the cache, outside the transaction, so that others see it at once."""

import uuid

from django.core.cache import cache


class Voortgang:
    """Progress of one job in whole percents (0-100). Losing the cache loses only the number."""

    def __init__(self, opdracht_id: uuid.UUID) -> None:
        self._sleutel = f"voortgang:{opdracht_id}"

    def zet(self, gedaan: int, totaal: int) -> None:
        """Tell that `gedaan` of `totaal` units are done."""
        self._bewaar(min(99, gedaan * 100 // max(totaal, 1)))

    def klaar(self) -> None:
        self._bewaar(100)

    def percent(self) -> int:
        try:
            return int(cache.get(self._sleutel, 0))
        except OSError:
            return 0

    def _bewaar(self, percent: int) -> None:
        try:
            cache.set(self._sleutel, percent, timeout=3600)
        except OSError:
            return  # progress is a courtesy: a missing cache must not stop the work
