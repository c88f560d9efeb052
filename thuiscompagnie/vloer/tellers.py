"""Counting tries in the cache, for whoever limits something."""

from django.core.cache import cache


def tel(sleutel: str, seconden: int) -> int:
    """Count one more and tell the sum; it is forgotten so many seconds after the first one."""
    cache.add(sleutel, 0, seconden)
    try:
        return int(cache.incr(sleutel))
    except ValueError:  # it ran out between the two
        cache.set(sleutel, 1, seconden)
        return 1
