"""The cache that counts tries and limits: Redis, and the memory of this process while Redis does not answer.

Without it a dead Redis would either close every door or count nothing any more. The processes then count each
for themselves, so a limit is at most so many times as wide as there are processes, and never gone.
"""

import logging
import time
from collections.abc import Callable
from typing import Any

from django.core.cache.backends.locmem import LocMemCache
from django.core.cache.backends.redis import RedisCache
from redis.exceptions import RedisError

logboek = logging.getLogger(__name__)
ZEG_HOOGSTENS_PER = 60.0


class RedisOfGeheugen(RedisCache):
    """Django's Redis cache; what fails is asked of this process's own memory."""

    def __init__(self, server: str, params: dict[str, Any]) -> None:
        params["OPTIONS"] = {"socket_timeout": 2, **params.get("OPTIONS", {})}
        super().__init__(server, params)
        self._geheugen = LocMemCache("zonder-redis", {})
        self._gezegd = -ZEG_HOOGSTENS_PER

    def _zeg(self) -> None:
        """Tell once a minute: during an outage every request comes by here."""
        if time.monotonic() - self._gezegd > ZEG_HOOGSTENS_PER:
            self._gezegd = time.monotonic()
            logboek.warning("Redis antwoordt niet: tellers staan zolang in het geheugen van dit proces")


def _met_terugval(naam: str) -> Callable[..., Any]:
    def doe(self: RedisOfGeheugen, *args: Any, **kwargs: Any) -> Any:
        try:
            return getattr(RedisCache, naam)(self, *args, **kwargs)
        except (RedisError, OSError):
            self._zeg()
            return getattr(self._geheugen, naam)(*args, **kwargs)

    return doe


for _naam in (
    "add",
    "get",
    "set",
    "touch",
    "delete",
    "get_many",
    "has_key",
    "incr",
    "set_many",
    "delete_many",
    "clear",
):
    setattr(RedisOfGeheugen, _naam, _met_terugval(_naam))
