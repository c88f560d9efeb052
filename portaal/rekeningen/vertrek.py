"""What ends the minute a role ends: besides its access (a trigger of the database), sessions and waiting work."""

from organisaties.aanmelden.sessies import beeindig
from organisaties.actor import vandaag
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
