"""The access matrix: one row per URL, method and object; who gets through, who hears 403, who hears 404.

    Rij("gezinnen:gezin", over="zon", ja="ans carla vera", weet_niet="bert rita dora vik")

`ja` may (200, a redirect to the result, or 422 for an empty form), `weet_niet` hears 404 (may not know it
exists), everyone else of the cast hears 403. Outsiders are always sent to the log-in page, unless the
row is public. `post`: who may post (default: the same people; "-" means that POST is not a method: 405).
`haalt` gives the URL's arguments from the prepared objects (tests/toegang/objecten.py).
"""

from dataclasses import dataclass, field

IEDEREEN = "*"
NIEMAND = ""


@dataclass(frozen=True)
class Rij:
    """One URL of the resolver with the people of the cast who may use it."""

    naam: str
    ja: str = NIEMAND
    weet_niet: str = NIEMAND
    over: str = ""
    args: tuple[str, ...] = ()
    get: bool = True
    post: str | None = None
    openbaar: bool = False
    vraag: str = ""
    velden: dict[str, str] = field(default_factory=dict)

    def __str__(self) -> str:
        return f"{self.naam} {self.over}".strip()
