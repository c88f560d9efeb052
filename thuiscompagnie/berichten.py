"""Where a message ends must be beyond doubt: two servers that disagree about it can be made to swap requests."""

from collections.abc import Callable, Iterable
from typing import Any

Toepassing = Callable[[dict[str, Any], Callable[..., Any]], Iterable[bytes]]


def alleen_duidelijk(toepassing: Toepassing) -> Toepassing:
    """Refuse a body that comes in chunks.

    No browser sends one, the proxy passes a length, and the web server gives a broken one through as if it were whole.
    """

    def doe(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        if "HTTP_TRANSFER_ENCODING" not in environ:
            return toepassing(environ, start_response)
        start_response("400 Bad Request", [("Content-Type", "text/plain; charset=utf-8")])
        return [b"Deze aanvraag heeft geen duidelijke lengte.\n"]

    return doe
