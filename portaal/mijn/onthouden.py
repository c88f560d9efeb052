"""Number and words of a card while somebody uses it: in the session or in the cookie of her telephone, encrypted.

The database keeps words as hashes only; what stands in a session or a cookie opens with a key of the server.
"""

import json
from typing import Any

from cryptography.fernet import InvalidToken
from django.http import HttpRequest

from organisaties import kaarten
from organisaties.aanmelden import toestellen
from organisaties.aanmelden.toestellen import KAART
from organisaties.adapter import kluis
from organisaties.models import Gebruiker, Toestel

BIJ_DE_DEUR = "mijn.deur"  # who stands at the door; goes when the door opens
BINNEN = "mijn.kaart"  # who came in with a card: her PIN is checked together with the words


def sluit(nummer: str, woorden: str) -> str:
    """Number and words as one closed text."""
    return kluis().encrypt(json.dumps([nummer, woorden]).encode()).decode()


def open_(tekst: str) -> tuple[str, str] | None:
    """What `sluit` closed; None for anything else."""
    try:
        nummer, woorden = json.loads(kluis().decrypt(tekst.encode()))
    except (InvalidToken, ValueError):
        return None
    return nummer, woorden


def aan_de_deur(request: HttpRequest) -> tuple[str, str] | None:
    """The card that was typed or scanned in this session."""
    return open_(request.session.get(BIJ_DE_DEUR, ""))


def van_telefoon(request: HttpRequest) -> tuple[str, str] | None:
    """The card that this telephone keeps, as long as the telephone is known."""
    if not toestellen.kan(request, deur=KAART):
        return None
    return open_(toestellen.meegegeven(request, KAART))


def mijn_woorden(request: HttpRequest) -> str:
    """The words of who is in, when she came in with the card that is valid now; else ""."""
    binnen = open_(request.session.get(BINNEN, ""))
    if binnen is None:
        return ""
    gebruiker: Any = request.user
    kaart = kaarten.geldige_kaart(gebruiker)
    return binnen[1] if kaart and kaarten.schoon(binnen[0]) == kaart.nummer else ""


def kan_onthouden(request: HttpRequest) -> bool:
    """Whether it makes sense to offer: in with the card, on a telephone that does not keep it already."""
    if not mijn_woorden(request):
        return False
    hier = toestellen.hier(request, deur=KAART)
    return hier is None or hier.gebruiker_id != request.user.pk


def onthoud(request: HttpRequest, gebruiker: Gebruiker) -> tuple[Toestel, str] | None:
    """Let this telephone keep the card of who is in; the card that it kept before goes.

    Returns it with its cookie; None for who did not come in with the card that is valid now.
    """
    kaart, woorden = kaarten.geldige_kaart(gebruiker), mijn_woorden(request)
    if kaart is None or not woorden:
        return None
    vorige = toestellen.hier(request, deur=KAART)
    if vorige is not None:
        toestellen.trek_in(vorige)
    mee = sluit(kaart.nummer, woorden)
    return toestellen.vertrouw(request, gebruiker, deur=KAART, kaart=kaart, mee=mee)
