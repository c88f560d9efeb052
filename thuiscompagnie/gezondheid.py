"""Whether database, broker, worker and outbox are alive; details only for who is logged in as beheerder."""

from datetime import timedelta

from django.conf import settings
from django.db import DatabaseError, connection
from django.http import HttpRequest, JsonResponse
from django.utils import timezone
from redis import Redis
from redis.exceptions import RedisError

from beroepsgeheim.beleid import beleid
from organisaties.models import Rol
from thuiscompagnie.celery import app as celery_app
from thuiscompagnie.vloer import outbox
from thuiscompagnie.vloer.models import Opdracht

TE_LANG = timedelta(minutes=5)
PAS_OPGEGEVEN = timedelta(hours=1)


@beleid(openbaar=True)
def gezondheid(request: HttpRequest) -> JsonResponse:
    """200 when all is well, 503 when something is not. Outsiders hear only that."""
    delen = onderdelen()
    goed = all(delen.values())
    antwoord: dict[str, object] = {"gezond": goed}
    if request.actor is not None and request.actor.is_(Rol.BEHEERDER):
        antwoord["delen"] = delen
    return JsonResponse(antwoord, status=200 if goed else 503)


def onderdelen() -> dict[str, bool]:
    """Each part with whether it is alive."""
    return {"database": _database(), "broker": _broker(), "werker": _werker(), "outbox": _outbox()}


def _database() -> bool:
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except DatabaseError:
        return False
    return True


def _broker() -> bool:
    try:
        return bool(Redis.from_url(settings.REDIS_URL, socket_timeout=2).ping())
    except RedisError:
        return False


def _werker() -> bool:
    try:
        return bool(celery_app.control.ping(timeout=0.5))
    except OSError:
        return False


def _outbox() -> bool:
    """No work waits longer than five minutes, and none was given up in the last hour."""
    nu = timezone.now()
    wacht = Opdracht.objects.filter(status__in=["wacht", "bezig"], gemaakt_op__lt=nu - TE_LANG)
    return not (wacht.exists() or outbox.opgegeven(nu - PAS_OPGEGEVEN).exists())
