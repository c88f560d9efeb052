"""Handlers of outbox work of this app (registered when the app starts)."""

import uuid

from beroepsgeheim import bewaren
from organisaties.actor import vandaag
from organisaties.models import Functie
from thuiscompagnie.vloer.models import Opdracht
from thuiscompagnie.vloer.outbox import Mislukt, afhandelaar
from thuiscompagnie.vloer.voortgang import Voortgang

from .emails import vraag_raad
from .zoeken import ZOEKVRAAG

bewaren.KORTE_KLADDEN.add(ZOEKVRAAG)


@afhandelaar("gezinnen.raad_gevraagd", mail=True)
def mail_contact(opdracht: Opdracht, voortgang: Voortgang) -> uuid.UUID | None:
    """Tell a deontology contact that something waits; the job knows her role alone."""
    functie = (
        Functie.objects.actief_op(vandaag())
        .filter(pk=opdracht.lading["functie"])
        .select_related("gebruiker")
        .first()
    )
    if functie is None or not functie.gebruiker.email:
        raise Mislukt("geen_adres")
    vraag_raad(functie.gebruiker.email)
    return None
