"""What holds for every request (methods, clearing after a log-out), and how to report a weakness (RFC 9116)."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.contrib.auth.signals import user_logged_out
from django.dispatch import receiver
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.urls import reverse
from django.utils import timezone

from beroepsgeheim.beleid import beleid

GELDIG = timedelta(days=180)
METHODEN = ("GET", "HEAD", "POST")
# Not the cookies: a telephone that is trusted stays so when its owner logs out.
OPRUIMEN = '"cache", "storage"'


class BeveiligingMiddleware:
    """Only the methods that pages use, whatever the view; after a log-out the browser throws away what it kept."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.method not in METHODEN:
            return HttpResponseNotAllowed(METHODEN)
        response = self.get_response(request)
        if getattr(request, "net_afgemeld", False):
            response["Clear-Site-Data"] = OPRUIMEN
        return response


@receiver(user_logged_out, dispatch_uid="thuiscompagnie.net_afgemeld")
def net_afgemeld(sender: Any, request: HttpRequest, **kwargs: Any) -> None:
    """Whichever way a session ends in a request: its answer tells the browser to clear up."""
    request.net_afgemeld = True  # type: ignore[attr-defined]


@beleid(openbaar=True)
def security_txt(request: HttpRequest) -> HttpResponse:
    """Contact and term, always half a year ahead, so that it never runs out unnoticed."""
    tot = (timezone.now() + GELDIG).replace(hour=0, minute=0, second=0, microsecond=0)
    regels = [
        f"Contact: {settings.SECURITY_CONTACT}",
        f"Expires: {tot:%Y-%m-%dT%H:%M:%SZ}",
        "Preferred-Languages: nl, en",
        f"Canonical: {request.build_absolute_uri(reverse('security_txt'))}",
    ]
    return HttpResponse("\n".join(regels) + "\n", content_type="text/plain; charset=utf-8")
