"""Retention and erasure: proposing, announcing, holding back, erasing, and erasing again after a restore.

The owner's functions in the database decide what may happen (0004_wissen, 0005_opruimen); these are their callers. No function
here takes or logs anything but keys.
"""

import json
import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.core.files.storage import default_storage
from django.db import connection, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from organisaties.actor import Actor, Soort
from thuiscompagnie.vloer import outbox
from thuiscompagnie.vloer.formulieren import bewaar_versie
from thuiscompagnie.vloer.models import Opdracht
from thuiscompagnie.vloer.voortgang import Voortgang

from . import wislijst
from .bewaarklassen import KLASSEN
from .bewaarmodellen import Bewaartermijn, Wissing
from .omslag import noteer, omslag

BESTANDEN_WEG = "beroepsgeheim.bestanden_weg"
# Kinds of documents that are copies made to be fetched once; apps add theirs.
UITVOER: set[str] = set()
# Forms whose drafts live a day: questions to the search, which belong to no file. Apps add theirs.
KORTE_KLADDEN: set[str] = set()
# How old a file without a row must be before it is left over: a worker may be about to commit its row.
WEES_NA = timedelta(days=1)


def _vraag(sql: str, params: list[Any] | None = None) -> Any:
    with connection.cursor() as cursor:
        cursor.execute(sql, params or [])
        rij = cursor.fetchone()
    return rij[0] if rij else None


def _lijst(sql: str, params: list[Any] | None = None) -> list[Any]:
    with connection.cursor() as cursor:
        cursor.execute(sql, params or [])
        return [rij[0] for rij in cursor.fetchall()]


def _gelezen(waarde: Any) -> dict[str, Any] | None:
    return json.loads(waarde) if isinstance(waarde, str) else waarde


def stel_termijn_in(
    actor: Actor, *, klasse: str, maanden: int, beslissing: str, versie: int | None = None
) -> Bewaartermijn:
    """Decide how long one's own organisation keeps a class. Raises ValidationError and VersieConflict.

    Side effects: the row with its history, a log line. Nothing is erased by this: see `stel_voor`.
    """
    if klasse not in KLASSEN or not KLASSEN[klasse].instelbaar:
        raise ValidationError({"klasse": _("Kies een van de klassen uit de lijst.")})
    if not 1 <= maanden <= 600:
        raise ValidationError({"maanden": _("Kies tussen 1 maand en 50 jaar.")})
    rij = Bewaartermijn.objects.filter(organisatie_id=actor.organisatie_id, klasse=klasse).first()
    if rij is None:
        rij = Bewaartermijn.objects.create(
            organisatie_id=actor.organisatie_id, klasse=klasse, maanden=maanden, beslissing=beslissing
        )
    else:
        rij.maanden, rij.beslissing = maanden, beslissing
        bewaar_versie(rij, velden=["maanden", "beslissing"], versie=rij.versie if versie is None else versie)
    noteer("wijzigen", onderdeel="beroepsgeheim.bewaartermijn", doel=klasse, aantal=maanden)
    return rij


def proef(actor: Actor, klasse: str, maanden: int) -> int:
    """How many files of one's own organisation this term would bring forward today. Changes nothing."""
    return int(_vraag("SELECT bg_wis_proef(%s, %s)", [klasse, maanden]) or 0)


def stel_voor(actor: Actor) -> int:
    """Look for files whose term is over; nothing is announced or erased. Gives how many were found anew."""
    gevonden = int(_vraag("SELECT bg_wis_stel_voor()") or 0)
    if gevonden:
        noteer("wissen", onderdeel="beroepsgeheim.wissing", doel="gevonden", aantal=gevonden)
    return gevonden


def _stap(sql: str, params: list[Any], wissing: Wissing, doel: str) -> None:
    if not _vraag(sql, params):
        raise PermissionDenied
    noteer("wissen", sleutel=wissing.sleutel, onderdeel="beroepsgeheim.wissing", doel=doel)


def kondig_aan(actor: Actor, wissing: Wissing) -> None:
    """Warn: from now on thirty days run, on the database's clock. Raises PermissionDenied.

    Side effects: the state, a log line; the file's page and the family's own place show the warning.
    """
    _stap("SELECT bg_wis_kondig_aan(%s)", [wissing.pk], wissing, "aangekondigd")


def noteer_kopie(actor: Actor, wissing: Wissing, kopie: str) -> None:
    """What became of the copy for the family; without an answer nothing is erased. Raises PermissionDenied."""
    _stap("SELECT bg_wis_kopie(%s, %s)", [wissing.pk, kopie], wissing, f"kopie {kopie}")


def houd_tegen(actor: Actor, wissing: Wissing, *, reden: str, tot: date) -> None:
    """Stop an erasure until a day, with a reason from the list. Raises ValidationError and PermissionDenied."""
    if reden not in Wissing.Tegen:
        raise ValidationError({"reden": _("Kies een van de redenen uit de lijst.")})
    if tot <= actor.dag:
        raise ValidationError({"tot": _("Kies een dag die nog komt.")})
    _stap("SELECT bg_wis_houd_tegen(%s, %s, %s)", [wissing.pk, reden, tot], wissing, f"tegengehouden {reden}")


@dataclass(frozen=True)
class Aankondiging:
    """All that somebody of the family reads of an erasure on its way."""

    aanleiding: str
    aangekondigd_op: date
    wissen_vanaf: date


def aankondiging(sleutel: uuid.UUID) -> Aankondiging | None:
    """The announcement for the family member who acts, of a key that she reaches; None when there is none."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM bg_wis_aankondiging(%s)", [sleutel])
        rij = cursor.fetchone()
    return Aankondiging(*rij) if rij else None


def rijp() -> list[uuid.UUID]:
    """Erasures whose thirty days are over and whose copy is answered."""
    return _lijst("SELECT bg_wis_rijp()")


def wis(actor: Actor, wissing_id: uuid.UUID) -> bool:
    """Erase one file: rows, history, documents, drafts, work, access, log-ins. False when it no longer applies.

    Raises DatabaseError when its time has not come. Side effects in the same transaction: coarse counts, the
    Wissing row, a log line, an outbox row that removes the files; after the commit the key goes into the list.
    """
    uit = _gelezen(_vraag("SELECT bg_wis(%s)", [wissing_id]))
    if uit is None:
        return False
    sleutel = uuid.UUID(uit["sleutel"])
    if uit["bestanden"]:
        outbox.plan(
            actor, BESTANDEN_WEG, uniek=f"gewist:{wissing_id}", lading={"bestanden": uit["bestanden"]}
        )
    noteer("wissen", sleutel=sleutel, onderdeel="beroepsgeheim.wissing", doel="gewist", aantal=uit["rijen"])
    transaction.on_commit(lambda: wislijst.voeg_toe([sleutel]))
    return True


@outbox.afhandelaar(BESTANDEN_WEG)
def verwijder_bestanden(opdracht: Opdracht, voortgang: Voortgang) -> None:
    """Remove the files of erased documents; one that is gone already is fine."""
    for naam in opdracht.lading["bestanden"]:
        default_storage.delete(naam)


def werk_lijst_bij() -> int:
    """Put into the list outside the database what a crash just after a commit kept out of it."""
    return wislijst.voeg_toe(_lijst("SELECT sleutel FROM bg_wis_gewist()"))


def ruim_op() -> dict[str, int]:
    """Old drafts, finished work, fetched copies, used form tokens and ended sessions. As the schedule only."""
    vast = {code: KLASSEN[code].vast for code in ("concept", "werk", "uitvoer")}
    uit = _gelezen(_vraag("SELECT bg_ruim_op(%s, %s, %s, %s)", [*vast.values(), sorted(UITVOER)])) or {
        "bestanden": []
    }
    if uit["bestanden"]:
        actor = Actor.systeem()
        lading = {"bestanden": uit["bestanden"]}
        outbox.plan(actor, BESTANDEN_WEG, uniek=f"opgeruimd:{uuid.uuid4()}", lading=lading)
    return {
        "concepten": uit.get("concepten", 0),
        "werk": uit.get("werk", 0),
        "bestanden": len(uit["bestanden"]),
    }


def wezen() -> int:
    """Remove files that no row knows: a worker that stopped between writing a file and its commit leaves one, and
    no erasure would ever reach it. Only files that are older than `WEES_NA`. As the schedule only; gives how many went.
    """
    grens, weg = timezone.now() - WEES_NA, 0
    for namen in _per_map(""):
        for naam in _lijst("SELECT bg_zonder_document(%s)", [namen]):
            if default_storage.get_modified_time(naam) < grens:
                default_storage.delete(naam)
                weg += 1
    return weg


def _per_map(map_: str) -> Iterator[list[str]]:
    """The stored files, one folder (a month) at a time."""
    try:
        mappen, namen = default_storage.listdir(map_)
    except FileNotFoundError:  # nothing was ever stored
        return
    if namen:
        yield [f"{map_}/{naam}" if map_ else naam for naam in namen]
    for onder in mappen:
        yield from _per_map(f"{map_}/{onder}" if map_ else onder)


def nachtwerk() -> dict[str, int]:
    """What the schedule does: propose, erase what is ripe (each in a transaction of its own), clear left-overs."""
    systeem = Actor.systeem()
    with omslag(systeem):
        if not _vraag("SELECT pg_try_advisory_xact_lock(hashtext('beroepsgeheim.bewaren'))"):
            return {}
        gevonden = stel_voor(systeem)
        klaar = rijp()
    gewist = 0
    for wissing_id in klaar:
        with omslag(systeem):
            gewist += wis(systeem, wissing_id)
    with omslag(systeem):
        werk_lijst_bij()
        opgeruimd = ruim_op()
        opgeruimd["concepten"] += _vraag("SELECT bg_ruim_korte_kladden(%s)", [sorted(KORTE_KLADDEN)])
        zonder_rij = wezen()
    return {"gevonden": gevonden, "gewist": gewist, **opgeruimd, "bestanden_zonder_rij": zonder_rij}


def herhaal(sleutels: list[uuid.UUID], *, using: str = "bouw") -> tuple[int, list[str]]:
    """After a restore, as the owner: erase again what is in the list and still here. (files erased, file names).

    Runs on the owner's connection; the caller removes the files once this is committed.
    """
    from django.db import connections

    aantal, bestanden = 0, []
    for sleutel in sleutels:
        with transaction.atomic(using=using), connections[using].cursor() as cursor:
            cursor.execute("SELECT bg_wis_nu(%s)", [sleutel])
            uit = _gelezen(cursor.fetchone()[0]) or {}
            if uit.get("rijen") or uit.get("bestanden"):
                aantal += 1
                bestanden += uit["bestanden"]
                cursor.execute(
                    "UPDATE beroepsgeheim_wissing SET status = 'vervallen' WHERE sleutel = %s"
                    " AND status IN ('gevonden', 'aangekondigd', 'tegengehouden')",
                    [sleutel],
                )
                wie = json.dumps({"soort": Soort.SYSTEEM.value, "rol": "", "verzoek": "herstel"})
                regel = {
                    "actie": "wissen", "sleutel": str(sleutel), "onderdeel": "beroepsgeheim.wissing",
                    "doel": "opnieuw gewist na een herstel", "aantal": uit["rijen"],
                }  # fmt: skip
                cursor.execute("SELECT bg_noteer(%s, %s)", [wie, json.dumps([regel])])
    return aantal, bestanden
