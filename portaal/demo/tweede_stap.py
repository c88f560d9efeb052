"""The second step of the demo's people: a fixed secret each, so that scripts and visitors can log in."""

import base64
import hashlib

from organisaties.aanmelden import tweede_stap
from organisaties.models import Gebruiker


def geheim(login: str) -> str:
    """The secret of this person's app. Known to everyone who reads this: the demo only."""
    return base64.b32encode(hashlib.sha256(f"thuiscompagnie-demo-{login}".encode()).digest()[:20]).decode()


def zet(gebruiker: Gebruiker) -> None:
    """Give a person of the demo her app and recovery codes."""
    tweede_stap.zet_totp(gebruiker, geheim(gebruiker.gebruikersnaam))
    tweede_stap.nieuwe_noodcodes(gebruiker)
