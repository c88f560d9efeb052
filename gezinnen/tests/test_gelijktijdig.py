"""A sharing and a no in the same instant: whichever the database sees second knows of the first."""

import threading
import time

import pytest
from django.db import connection, transaction

from gezinnen.delen import actions
from gezinnen.delen.poort import Geweigerd
from gezinnen.models import Client, Gegevensdeling
from tests.hulp import als, als_bouw

from .test_delen import STAPPEN, helper, ja, lid

pytestmark = pytest.mark.django_db(transaction=True)


def samen(eerst, dan) -> None:
    """Do `eerst` and do not commit it before `dan`, on a connection of its own, has ended or waits for it."""

    def werk() -> None:
        try:
            with transaction.atomic():
                dan()
        finally:
            connection.close()

    draad = threading.Thread(target=werk)
    with transaction.atomic():
        eerst()
        draad.start()
        while draad.is_alive() and not wacht_er_iemand():
            time.sleep(0.02)
    draad.join(timeout=30)
    assert not draad.is_alive()


def wacht_er_iemand() -> bool:
    """Whether another connection waits for this one. (pg_stat_activity stands still within a transaction.)"""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT EXISTS (SELECT 1 FROM pg_locks l"
            " WHERE NOT l.granted AND pg_backend_pid() = ANY (pg_blocking_pids(l.pid)))"
        )
        return cursor.fetchone()[0]


@pytest.fixture
def doen(cast):
    """What the coach may do: `deel`, `nee` and `stop`, each as she does it, and the codes that were refused."""
    hulp, antwoord, moeder = helper(cast), ja(cast), lid(cast)
    ontvanger = actions.Ontvanger.van(hulp)

    class Doen:
        codes: list[str] = []

        def deel(self) -> None:
            with als(cast.ans) as ans:
                client = Client.objects.get(pk=cast.zon.client_id)
                try:
                    actions.deel(ans, client, STAPPEN, aan=ontvanger, antwoord=antwoord)
                except Geweigerd as fout:
                    self.codes = fout.codes

        def nee(self) -> None:
            with als(cast.ans) as ans:
                client = Client.objects.get(pk=cast.zon.client_id)
                actions.bezwaar_tegen(ans, client, "ontvanger", hulpverlener=hulp, door_lid=moeder)

        def andere_aanmelder(self) -> None:
            with als(cast.ans):
                hulp.functie = cast.functies["ida"]
                hulp.save()

        def vervang(self) -> None:
            """Stop what is open and share it again, in one transaction, as a new version does."""
            with als(cast.ans) as ans:
                for deling in Gegevensdeling.objects.filter(beeindigd_op__isnull=True):
                    actions.stop(ans, deling, einde="vervangen")
            self.deel()

    return Doen()


def open_delingen() -> int:
    with als_bouw():
        return Gegevensdeling.objects.filter(beeindigd_op__isnull=True).count()


@pytest.mark.eis("R136")
def test_a_no_at_the_moment_of_sharing_ends_that_sharing(doen):
    samen(doen.deel, doen.nee)
    assert open_delingen() == 0
    assert doen.codes == []


@pytest.mark.eis("R136")
def test_what_is_shared_at_the_moment_of_a_no_is_refused(doen):
    samen(doen.nee, doen.deel)
    assert open_delingen() == 0
    assert doen.codes == ["bezwaar"]


@pytest.mark.eis("R132")
def test_what_is_shared_while_somebody_else_becomes_the_helper_who_logs_in_does_not_stay_with_the_former(
    doen,
):
    samen(doen.deel, doen.andere_aanmelder)
    assert open_delingen() == 0
    assert doen.codes == []


@pytest.mark.eis("R132")
def test_what_was_asked_about_the_former_one_is_not_shared_with_her_once_somebody_else_logs_in(doen):
    samen(doen.andere_aanmelder, doen.deel)
    assert open_delingen() == 0
    assert doen.codes == ["andere_aanmelder"]


def test_a_no_during_a_new_version_does_not_lock_both_out(doen):
    with transaction.atomic():
        doen.deel()
    samen(doen.vervang, doen.nee)
    assert open_delingen() == 0
    samen(doen.nee, doen.vervang)
    assert doen.codes == ["bezwaar"]
