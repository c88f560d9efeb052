"""What ends with a role: its access (a trigger of the database), sessions and waiting work.

A manager ends a role in this minute, or its last day passes: then nobody acts in it any more (Actor and row
policies look at the day), and the schedule does the rest of what a manager's hand would do.
"""

from django.db import connection
from django.utils import timezone

from beroepsgeheim.omslag import noteer, omslag
from organisaties.aanmelden.sessies import beeindig
from organisaties.actor import Actor, vandaag
from organisaties.models import Functie, Sessie
from thuiscompagnie.vloer.models import Opdracht


def sluit_af(functie: Functie) -> None:
    """Park the work that waits under this role, and end all sessions of who has no other role.

    Who works on in another role stays logged in: the next click chooses that role, with its rights alone.
    """
    Opdracht.objects.filter(eigenaar=functie.pk, status=Opdracht.Status.WACHT).update(
        status=Opdracht.Status.GEPARKEERD, fout="functie_voorbij"
    )
    andere = Functie.objects.actief_op(vandaag()).filter(gebruiker=functie.gebruiker_id)
    if not andere.exists():
        beeindig(Sessie.objects.filter(gebruiker=functie.gebruiker_id, beeindigd_op__isnull=True))


def log_rol(functie: Functie, wat: str) -> None:
    """Every step around a role stands in the log: the role and its id, no name."""
    noteer("toegang", onderdeel="organisaties.functie", doel=f"{functie.rol} {wat} {functie.pk}")


def sluit_verlopen() -> int:
    """Close the roles whose last day has passed; returns how many. Twice, or in two places at once, is once.

    Side effects for each role: as when a manager ends it (access, sessions, waiting work), and a line in the log.
    """
    with omslag(Actor.systeem()), connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_xact_lock(hashtext('portaal.functies_voorbij'))")
        if not cursor.fetchone()[0]:
            return 0
        aantal = 0
        for functie in Functie.objects.verlopen(vandaag()).order_by("tot", "pk"):
            open_ = Functie.objects.filter(pk=functie.pk, ingetrokken_op=None)
            if open_.update(ingetrokken_op=timezone.now()):
                sluit_af(functie)
                log_rol(functie, "voorbij")
                aantal += 1
        return aantal
