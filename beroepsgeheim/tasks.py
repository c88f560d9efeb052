"""Work of this app outside the request."""

from pathlib import Path

from celery import shared_task
from django.conf import settings
from django.db import connection

from organisaties.actor import Actor

from . import bewaren
from .logboekcontrole import Kop, schrijf_kop
from .omslag import omslag


@shared_task(name="beroepsgeheim.exporteer_kop")
def exporteer_kop() -> bool:
    """Once a day (UTC), put the head of the log in the table and in a file outside the database.

    The schedule calls more often: a machine that was off at night takes its head when it is on again, and a
    head that did not reach the file (a full disk) reaches it an hour later. True when the file was added to.
    """
    with omslag(Actor.systeem()), connection.cursor() as cursor:
        cursor.execute("SELECT dag, laatste_id, aantal, hash FROM bg_logboekkop()")
        rij = cursor.fetchone()
    if rij is None:
        return False
    dag, laatste_id, aantal, hash_ = rij
    return schrijf_kop(Path(settings.LOGBOEK_KOPPEN_MAP), Kop(dag, laatste_id, aantal, bytes(hash_).hex()))


@shared_task(name="beroepsgeheim.bewaren")
def bewaar_en_wis() -> dict[str, int]:
    """Every six hours: propose what is past its term, erase what is ripe, clear left-overs (see bewaren.py)."""
    return bewaren.nachtwerk()
