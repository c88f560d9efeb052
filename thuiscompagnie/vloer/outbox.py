"""The outbox: work is written down in the same transaction as the change that asks for it.

    outbox.plan(actor, "lco.agenda", uniek=f"agenda:{overleg.pk}:{versie}", lading={"overleg": str(pk)})

A worker leases the row (the attempt is committed before the work starts), does the work inside the
envelope of the row's actor, and closes the row in the same transaction as the effect. What has no
living lease is queued again by the sweeper; after OUTBOX_MAX_POGINGEN attempts it is parked and visible.

A mail waits longer and longer between its attempts (OUTBOX_MAIL_WACHT), so that it outlives a mail server that is
away. It is never sent again by itself when it may have left already: a worker that stopped, or a commit that
failed, makes it "onzeker" until a person decides. It then goes out under the same Message-ID (post.py).
"""

import logging
import threading
import uuid
from collections.abc import Callable
from contextlib import AbstractContextManager, contextmanager
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.db import connection, transaction
from django.db.models import F, Q, QuerySet
from django.utils import timezone

from .models import Opdracht
from .post import van_opdracht
from .voortgang import Voortgang

log = logging.getLogger(__name__)

Afhandelaar = Callable[[Opdracht, Voortgang], uuid.UUID | None]
_afhandelaars: dict[str, Afhandelaar] = {}
_mails: set[str] = set()
_omslag: Callable[[dict[str, Any]], AbstractContextManager[Any]] | None = None
_toezicht: Callable[[Any], bool] | None = None


GESTOPT = (Opdracht.Status.GEPARKEERD, Opdracht.Status.ONZEKER)


class Mislukt(Exception):
    """The work cannot succeed by trying again; `code` (no content) is shown to the person who asked."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


def afhandelaar(soort: str, *, mail: bool = False) -> Callable[[Afhandelaar], Afhandelaar]:
    """Register the function that does the work of this kind: (opdracht, voortgang) -> result id or None.

    `mail`: its effect is a mail, sent as the last thing it does.
    """

    def registreer(functie: Afhandelaar) -> Afhandelaar:
        if mail:
            _mails.add(soort)
        if soort in _afhandelaars and _afhandelaars[soort] is not functie:
            raise RuntimeError(f"two handlers for {soort}")
        _afhandelaars[soort] = functie
        return functie

    return registreer


def gebruik_omslag(omslag: Callable[[dict[str, Any]], AbstractContextManager[Any]]) -> None:
    """Tell the floor how to open a transaction for an actor (given by beroepsgeheim at start-up)."""
    global _omslag
    _omslag = omslag


def gebruik_toezicht(regel: Callable[[Any], bool]) -> None:
    """Tell the floor who may try again what somebody else asked (given by beroepsgeheim at start-up)."""
    global _toezicht
    _toezicht = regel


def kan_opnieuw(actor: Any, opdracht: Opdracht) -> bool:
    """Who asked it, and for work that stopped also who looks after the machine: it goes on as who asked it."""
    if opdracht.eigenaar is not None and opdracht.eigenaar == actor.houder_id:
        return True
    return opdracht.status in GESTOPT and _toezicht is not None and _toezicht(actor)


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
    """A person asks to try again what was parked or is uncertain. Returns False when it was neither any more."""
    aantal = Opdracht.objects.filter(pk=opdracht.pk, status__in=GESTOPT).update(
        status=Opdracht.Status.WACHT, pogingen=0, fout="", lease=None, geleased_tot=None, klaar_op=None
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


def max_pogingen(soort: str) -> int:
    """How often this kind is tried before it is parked."""
    return 1 + len(settings.OUTBOX_MAIL_WACHT) if soort in _mails else settings.OUTBOX_MAX_POGINGEN


def _over() -> Q:
    """Rows that have an attempt left."""
    mails, zoveel = Q(soort__in=_mails), 1 + len(settings.OUTBOX_MAIL_WACHT)
    return (mails & Q(pogingen__lt=zoveel)) | (~mails & Q(pogingen__lt=settings.OUTBOX_MAX_POGINGEN))


def _vrij(nu: datetime) -> Q:
    """Rows that a worker may take: waiting and at their turn, or held by a worker that stopped (never a mail)."""
    aan_de_beurt = Q(geleased_tot__isnull=True) | Q(geleased_tot__lte=nu)
    verlopen = Q(status=Opdracht.Status.BEZIG, geleased_tot__lt=nu) & ~Q(soort__in=_mails)
    return (Q(status=Opdracht.Status.WACHT) & aan_de_beurt) | verlopen


def opgegeven(sinds: datetime) -> QuerySet[Opdracht]:
    """What was given up since then after all its attempts, or is uncertain; not what was refused for a reason."""
    rijen = Opdracht.objects.filter(klaar_op__gte=sinds)
    return rijen.filter(Q(status=Opdracht.Status.ONZEKER) | (Q(status=Opdracht.Status.GEPARKEERD) & ~_over()))


def lease(opdracht_id: uuid.UUID) -> Opdracht | None:
    """Take the job for this worker, or None when it is finished, parked, not at its turn, or held by a living worker."""
    nu = timezone.now()
    bon = uuid.uuid4()
    aantal = Opdracht.objects.filter(_vrij(nu), _over(), pk=opdracht_id).update(
        status=Opdracht.Status.BEZIG,
        lease=bon,
        pogingen=F("pogingen") + 1,
        geleased_tot=nu + timedelta(seconds=settings.OUTBOX_LEASE_SECONDEN),
    )
    return Opdracht.objects.get(pk=opdracht_id) if aantal else None


def voer_uit(opdracht_id: uuid.UUID) -> str:
    """Do one job, at most once at a time. Returns what happened: klaar, overgeslagen, wacht, geparkeerd or onzeker."""
    if _omslag is None:
        raise RuntimeError("the envelope was not given to the outbox")
    opdracht = lease(opdracht_id)
    if opdracht is None:
        return "overgeslagen"
    voortgang = Voortgang(opdracht.pk)
    gedaan = False
    try:
        with _hartslag(opdracht), _omslag(opdracht.actor), van_opdracht(opdracht.pk):
            resultaat = _afhandelaars[opdracht.soort](opdracht, voortgang)
            gedaan = True
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
        return _sluit(opdracht, Opdracht.Status.GEPARKEERD, fout.code)
    except Exception as fout:
        log.exception("job %s of kind %s failed", opdracht.pk, opdracht.soort)
        if gedaan and opdracht.soort in _mails:  # it left, and that could not be committed
            return _sluit(opdracht, Opdracht.Status.ONZEKER, type(fout).__name__)
        return _sluit_mislukt(opdracht, type(fout).__name__)
    voortgang.klaar()
    return "klaar"


class LeaseVerloren(Exception):
    """Another worker took the job over: this effect is rolled back."""


def _sluit_mislukt(opdracht: Opdracht, code: str) -> str:
    """Parked after the last attempt; before it, waiting: a mail until its next turn, other work for the sweeper."""
    if opdracht.pogingen >= max_pogingen(opdracht.soort):
        return _sluit(opdracht, Opdracht.Status.GEPARKEERD, code)
    wacht = settings.OUTBOX_MAIL_WACHT[opdracht.pogingen - 1] if opdracht.soort in _mails else 0
    niet_voor = timezone.now() + timedelta(seconds=wacht) if wacht else None
    return _sluit(opdracht, Opdracht.Status.WACHT, code, geleased_tot=niet_voor)


def _sluit(
    opdracht: Opdracht, status: Opdracht.Status, code: str, *, geleased_tot: datetime | None = None
) -> str:
    einde = timezone.now() if status in GESTOPT else None
    Opdracht.objects.filter(pk=opdracht.pk, lease=opdracht.lease).update(
        status=status, fout=code[:60], geleased_tot=geleased_tot, klaar_op=einde
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

    A mail without a living lease may have left: it becomes "onzeker".
    One sweeper at a time, by an advisory lock in the database.
    """
    nu = timezone.now()
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_try_advisory_xact_lock(hashtext('vloer.veeg'))")
            if not cursor.fetchone()[0]:
                return 0
        verlopen = Opdracht.objects.filter(status=Opdracht.Status.BEZIG, geleased_tot__lt=nu)
        gestopt = {"fout": "werker_gestopt", "geleased_tot": None, "klaar_op": nu}
        verlopen.filter(soort__in=_mails).update(status=Opdracht.Status.ONZEKER, **gestopt)
        verlopen.exclude(_over()).update(status=Opdracht.Status.GEPARKEERD, **gestopt)
        vers = Q(status=Opdracht.Status.WACHT, gemaakt_op__gte=nu - timedelta(seconds=5))
        ids = list(
            Opdracht.objects.filter(_vrij(nu) & ~vers)
            .order_by("gemaakt_op")
            .values_list("pk", flat=True)[:500]
        )
    for opdracht_id in ids:
        wek(opdracht_id)
    return len(ids)
