"""Work of this app outside the request."""

import uuid

from thuiscompagnie.vloer.models import Opdracht
from thuiscompagnie.vloer.outbox import Mislukt, afhandelaar
from thuiscompagnie.vloer.voortgang import Voortgang

from .emails import stuur_uitnodiging
from .models import Gebruiker
from .uitnodiging import link


@afhandelaar("organisaties.uitnodiging")
def verstuur_uitnodiging(opdracht: Opdracht, voortgang: Voortgang) -> uuid.UUID | None:
    """Mail the invitation; somebody who has set a password in the meantime gets none."""
    gebruiker = Gebruiker.objects.filter(pk=opdracht.lading["gebruiker"], is_active=True).first()
    if gebruiker is None or not gebruiker.email:
        raise Mislukt("geen_adres")
    if not gebruiker.has_usable_password():
        stuur_uitnodiging(gebruiker.email, link(gebruiker, opdracht.lading["basis"]))
    return None
