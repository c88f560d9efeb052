"""The outbox: work is written down in the same transaction as the change that asks for it.

    outbox.plan(actor, "lco.agenda", uniek=f"agenda:{overleg.pk}:{versie}", lading={"overleg": str(pk)})

A worker leases the row (the attempt is committed before the work starts), does the work inside the
envelope of the row's actor, and closes the row in the same transaction as the effect. What has no
living lease is queued again by the sweeper; after OUTBOX_MAX_POGINGEN attempts it is parked and visible.
"""

import logging
import threading
import uuid
from collections.abc import Callable
from contextlib import AbstractContextManager, contextmanager
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.db import connection, transaction
from django.db.models import F, Q
from django.utils import timezone

from .models import Opdracht
from .voortgang import Voortgang

log = logging.getLogger(__name__)

Afhandelaar = Callable[[Opdracht, Voortgang], uuid.UUID | None]
_afhandelaars: dict[str, Afhandelaar] = {}
_omslag: Callable[[dict[str, Any]], AbstractContextManager[Any]] | None = None


class Mislukt(Exception):
    """The work cannot succeed by trying again; `code` (no content) is shown to the person who asked."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


def afhandelaar(soort: str) -> Callable[[Afhandelaar], Afhandelaar]:
    """Register the function that does the work of this kind: (opdracht, voortgang) -> result id or None."""

    def registreer(functie: Afhandelaar) -> Afhandelaar:
        if soort in _afhandelaars and _afhandelaars[soort] is not functie:
            raise RuntimeError(f"two handlers for {soort}")
        _afhandelaars[soort] = functie
        return functie

    return registreer


def gebruik_omslag(omslag: Callable[[dict[str, Any]], AbstractContextManager[Any]]) -> None:
    """Tell the floor how to open a transaction for an actor (given by beroepsgeheim at start-up)."""
    global _omslag
    _omslag = omslag


def plan(actor: Any, soort: str, *, uniek: str, lading: dict[str, Any]) -> Opdracht:
    """Write work down in the current transaction; it starts after the commit. The same `uniek` is one job.

    Returns the (possibly already existing) Opdracht. Side effect: wakes a worker after commit when the
    broker answers; when it does not, the sweeper picks the row up.
    """
    if soort not in _afhandelaars:
        raise RuntimeError(f"no handler for {soort}")
    opdracht, nieuw = Opdracht.objects.get_or_create(
        uniek=uniek,
        defaults={
            "soort": soort,
            "lading": lading,
            "actor": actor.als_json(),
            "eigenaar": actor.houder_id,
        },
    )
    if nieuw:
        transaction.on_commit(lambda: wek(opdracht.pk))
    return opdracht


def probeer_opnieuw(opdracht: Opdracht) -> bool:
    """A person asks to try parked work again. Returns False when it was not parked any more."""
    aantal = Opdracht.objects.filter(pk=opdracht.pk, status=Opdracht.Status.GEPARKEERD).update(
        status=Opdracht.Status.WACHT, pogingen=0, fout="", lease=None, geleased_tot=None
    )
    if aantal:
        transaction.on_commit(lambda: wek(opdracht.pk))
    return bool(aantal)


def wek(opdracht_id: uuid.UUID) -> None:
    """Send the id to a worker. A silent broker is not an error: the row stays and is swept later."""
    from .tasks import voer_uit

    try:
        voer_uit.apply_async(args=[str(opdracht_id)], retry=False)
    except OSError as fout:
        log.warning("broker unreachable, job waits for the sweeper (%s)", type(fout).__name__)
    except Exception as fout:  # kombu wraps transport errors in classes of each transport
        log.warning("broker refused, job waits for the sweeper (%s)", type(fout).__name__)


def lease(opdracht_id: uuid.UUID) -> Opdracht | None:
    """Take the job for this worker, or None when it is finished, parked, or held by a living worker."""
    nu = timezone.now()
    bon = uuid.uuid4()
    vrij = Q(status=Opdracht.Status.WACHT) | Q(status=Opdracht.Status.BEZIG, geleased_tot__lt=nu)
    aantal = Opdracht.objects.filter(vrij, pk=opdracht_id, pogingen__lt=settings.OUTBOX_MAX_POGINGEN).update(
        status=Opdracht.Status.BEZIG,
        lease=bon,
        pogingen=F("pogingen") + 1,
        geleased_tot=nu + timedelta(seconds=settings.OUTBOX_LEASE_SECONDEN),
    )
    return Opdracht.objects.get(pk=opdracht_id) if aantal else None


def voer_uit(opdracht_id: uuid.UUID) -> str:
    """Do one job, at most once at a time. Returns what happened: klaar, overgeslagen, wacht or geparkeerd."""
    if _omslag is None:
        raise RuntimeError("the envelope was not given to the outbox")
    opdracht = lease(opdracht_id)
    if opdracht is None:
        return "overgeslagen"
    voortgang = Voortgang(opdracht.pk)
    try:
        with _hartslag(opdracht), _omslag(opdracht.actor):
            resultaat = _afhandelaars[opdracht.soort](opdracht, voortgang)
            gesloten = Opdracht.objects.filter(pk=opdracht.pk, lease=opdracht.lease).update(
                status=Opdracht.Status.KLAAR,
                resultaat=resultaat,
                klaar_op=timezone.now(),
                fout="",
                geleased_tot=None,
            )
            if not gesloten:
                raise LeaseVerloren
    except LeaseVerloren:
        return "overgeslagen"
    except Mislukt as fout:
        _sluit_mislukt(opdracht, fout.code, voorgoed=True)
        return "geparkeerd"
    except Exception as fout:
        log.exception("job %s of kind %s failed", opdracht.pk, opdracht.soort)
        return _sluit_mislukt(opdracht, type(fout).__name__, voorgoed=False)
    voortgang.klaar()
    return "klaar"


class LeaseVerloren(Exception):
    """Another worker took the job over: this effect is rolled back."""


def _sluit_mislukt(opdracht: Opdracht, code: str, *, voorgoed: bool) -> str:
    op = voorgoed or opdracht.pogingen >= settings.OUTBOX_MAX_POGINGEN
    status = Opdracht.Status.GEPARKEERD if op else Opdracht.Status.WACHT
    Opdracht.objects.filter(pk=opdracht.pk, lease=opdracht.lease).update(
        status=status, fout=code[:60], geleased_tot=None
    )
    return str(status.value)


@contextmanager
def _hartslag(opdracht: Opdracht):
    """Keep the lease alive from a thread with a connection of its own while the work runs."""
    stop = threading.Event()
    seconden = settings.OUTBOX_LEASE_SECONDEN

    def klop() -> None:
        try:
            while not stop.wait(seconden / 3):
                Opdracht.objects.filter(pk=opdracht.pk, lease=opdracht.lease).update(
                    geleased_tot=timezone.now() + timedelta(seconds=seconden)
                )
        finally:
            connection.close()

    draad = threading.Thread(target=klop, name=f"hartslag-{opdracht.pk}", daemon=True)
    draad.start()
    try:
        yield
    finally:
        stop.set()
        draad.join(timeout=2)


def veeg() -> int:
    """Queue again what has no living lease, park what failed too often. Returns how many were queued.

    One sweeper at a time, by an advisory lock in the database.
    """
    nu = timezone.now()
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_try_advisory_xact_lock(hashtext('vloer.veeg'))")
            if not cursor.fetchone()[0]:
                return 0
        verlopen = Opdracht.objects.filter(status=Opdracht.Status.BEZIG, geleased_tot__lt=nu)
        verlopen.filter(pogingen__gte=settings.OUTBOX_MAX_POGINGEN).update(
            status=Opdracht.Status.GEPARKEERD, fout="werker_gestopt", geleased_tot=None
        )
        wachtend = Q(status=Opdracht.Status.WACHT, gemaakt_op__lt=nu - timedelta(seconds=5))
        ids = list(
            Opdracht.objects.filter(wachtend | Q(status=Opdracht.Status.BEZIG, geleased_tot__lt=nu))
            .order_by("gemaakt_op")
            .values_list("pk", flat=True)[:500]
        )
    for opdracht_id in ids:
        wek(opdracht_id)
    return len(ids)
