"""What can happen to an upload: taken in, columns matched, checked, brought in."""

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from typing import IO, Any

from django.db import transaction
from django.db.models import F

from beroepsgeheim.omslag import noteer
from organisaties.actor import Actor
from organisaties.models import Rol
from thuiscompagnie.vloer import documenten, outbox
from thuiscompagnie.vloer.models import Document, Opdracht

from ..models import Invoer, InvoerProbleem, InvoerRij, Invoersoort
from . import laden
from .bladen import open_blad
from .velden import VELDEN, herken, ontbrekend
from .xml_stroom import Onbruikbaar

BESTAND = "rapportage.invoerbestand"
NAKIJKEN = "rapportage.nakijken"
INVOEREN = "rapportage.invoeren"


def soort_voor(actor: Actor) -> str:
    """What this role brings in: services their referrals, an OCMW its consultations."""
    return Invoersoort.LCO if actor.is_(Rol.COORDINATOR) else Invoersoort.REGISTRATIE


def neem_aan(actor: Actor, upload: IO[bytes]) -> Invoer:
    """Look at the file and keep it for the worker. Raises Onbruikbaar when it is no registration at all.

    Side effects: Invoer and stored file; earlier files of this person that were not brought in lapse; when
    every needed column was recognised the check is planned at once.
    """
    soort = soort_voor(actor)
    blad = open_blad(upload)
    _naam, _rij, koppen = laden.zoek_koppen(blad, soort)
    vervang_vorige(actor)
    upload.seek(0)
    document = documenten.bewaar(
        soort=BESTAND,
        inhoud=upload.read(),
        mediatype="application/octet-stream",
        extensie=blad.soort,
        eigenaar=actor.functie_id,
    )
    invoer = Invoer.objects.create(
        soort=soort,
        eigenaar=actor.functie_id,
        organisatie=actor.organisatie_id,
        bestand=document.pk,
        koppen=koppen,
        kolommen=herken(koppen, VELDEN[soort]),
    )
    if not ontbrekend(invoer.kolommen, VELDEN[soort]):
        plan_nakijken(actor, invoer)
    return invoer


def kies_kolommen(actor: Actor, invoer: Invoer, kolommen: dict[str, int]) -> None:
    """The person says which column is which; the check begins anew."""
    invoer.kolommen = kolommen
    invoer.save(update_fields=["kolommen"])
    plan_nakijken(actor, invoer)


def plan_nakijken(actor: Actor, invoer: Invoer) -> Opdracht:
    """Plan the dry run. Each round is a job of its own."""
    Invoer.objects.filter(pk=invoer.pk).update(status=Invoer.Status.NAKIJKEN, ronde=F("ronde") + 1, fout="")
    invoer.refresh_from_db()
    return _plan(actor, NAKIJKEN, invoer)


def vraag_invoeren(actor: Actor, invoer: Invoer) -> Opdracht | None:
    """Plan the bringing in of a checked file; None when somebody was first (a second click)."""
    aantal = Invoer.objects.filter(pk=invoer.pk, status=Invoer.Status.GOED).update(
        status=Invoer.Status.INVOEREN
    )
    return _plan(actor, INVOEREN, invoer) if aantal else None


def _plan(actor: Actor, soort: str, invoer: Invoer) -> Opdracht:
    return outbox.plan(
        actor, soort, uniek=f"{soort}:{invoer.pk}:{invoer.ronde}", lading={"invoer": str(invoer.pk)}
    )


def huidige_opdracht(invoer: Invoer) -> Opdracht | None:
    """The job that works on this file now."""
    soort = NAKIJKEN if invoer.status == Invoer.Status.NAKIJKEN else INVOEREN
    return Opdracht.objects.filter(uniek=f"{soort}:{invoer.pk}:{invoer.ronde}").first()


def vervang_vorige(actor: Actor) -> None:
    """Files of this person that wait lapse: their rows, problems and stored file go."""
    wachtend = Invoer.objects.zichtbaar_voor(actor).exclude(
        status__in=[Invoer.Status.INVOEREN, Invoer.Status.INGEVOERD, Invoer.Status.VERVALLEN]
    )
    for vorige in wachtend:
        InvoerRij.objects.filter(invoer=vorige).delete()
        InvoerProbleem.objects.filter(invoer=vorige).delete()
        Invoer.objects.filter(pk=vorige.pk).update(status=Invoer.Status.VERVALLEN, problemen=0)
        wis_bestand(vorige)


def wis_bestand(invoer: Invoer) -> None:
    """The uploaded file is not kept longer than needed: it may hold columns that we do not read."""
    for document in Document.objects.filter(pk=invoer.bestand, soort=BESTAND):
        opslag, naam = document.bestand.storage, document.bestand.name
        document.delete()
        transaction.on_commit(lambda opslag=opslag, naam=naam: opslag.delete(naam))


@contextmanager
def bestand_van(invoer: Invoer) -> Iterator[IO[bytes]]:
    """The stored upload as a local, seekable file, wherever documents are kept."""
    document = Document.objects.get(pk=invoer.bestand, soort=BESTAND)
    with tempfile.TemporaryFile() as doel, document.bestand.open("rb") as bron:
        shutil.copyfileobj(bron, doel)
        doel.seek(0)
        yield doel


def kijk_na(actor: Actor, invoer: Invoer, meld: Any) -> None:
    """The dry run of an upload (in the worker): problems and good rows, or why the file is of no use."""
    try:
        with bestand_van(invoer) as bestand:
            laden.kijk_na(invoer, open_blad(bestand), vandaag=actor.dag, using="default", meld=meld)
    except Onbruikbaar as fout:
        InvoerRij.objects.filter(invoer=invoer).delete()
        Invoer.objects.filter(pk=invoer.pk).update(status=Invoer.Status.FOUTEN, fout=str(fout)[:300], rijen=0)


def voer_in(actor: Actor, invoer: Invoer) -> None:
    """Bring the checked rows in (in the worker). Side effects: see laden.voer_in; log line; the file goes."""
    aantal = laden.voer_in(invoer, using="default")
    noteer("wijzigen", onderdeel="rapportage.invoer", aantal=aantal)
    wis_bestand(invoer)
