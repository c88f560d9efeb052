"""Work of this app outside the request."""

import uuid

from thuiscompagnie.vloer.models import Opdracht
from thuiscompagnie.vloer.outbox import Mislukt, afhandelaar
from thuiscompagnie.vloer.voortgang import Voortgang

from .aanmelden import vergeten
from .emails import stuur_gewijzigd, stuur_herstellink, stuur_uitnodiging
from .models import Gebruiker
from .uitnodiging import link


@afhandelaar("organisaties.uitnodiging", mail=True)
def verstuur_uitnodiging(opdracht: Opdracht, voortgang: Voortgang) -> uuid.UUID | None:
    """Mail the invitation; somebody who has set a password in the meantime gets none."""
    gebruiker = Gebruiker.objects.filter(pk=opdracht.lading["gebruiker"], is_active=True).first()
    if gebruiker is None or not gebruiker.email:
        raise Mislukt("geen_adres")
    if not gebruiker.has_usable_password():
        stuur_uitnodiging(gebruiker.email, link(gebruiker, opdracht.lading["basis"]))
    return None


@afhandelaar("organisaties.wachtwoord_vergeten", mail=True)
def verstuur_herstellink(opdracht: Opdracht, voortgang: Voortgang) -> uuid.UUID | None:
    """Mail a link to who may choose a new password; for anybody else the job ends in the same way, without mail."""
    gebruiker = Gebruiker.objects.filter(pk=opdracht.lading["gebruiker"]).first()
    if gebruiker is not None and vergeten.mag(gebruiker):
        stuur_herstellink(str(gebruiker.email), vergeten.link(gebruiker, opdracht.lading["basis"]))
    return None


@afhandelaar("organisaties.aanmelding_gewijzigd", mail=True)
def verstuur_gewijzigd(opdracht: Opdracht, voortgang: Voortgang) -> uuid.UUID | None:
    """Mail what changed about somebody's log-in."""
    gebruiker = Gebruiker.objects.filter(pk=opdracht.lading["gebruiker"], is_active=True).first()
    if gebruiker is not None and gebruiker.email:
        stuur_gewijzigd(gebruiker.email, opdracht.lading["wat"])
    return None
