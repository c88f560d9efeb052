"""Passkeys (WebAuthn): the ceremony is allauth's and fido2's; the page and its small script are ours."""

import json
from typing import Any

from allauth.mfa.models import Authenticator
from allauth.mfa.webauthn.internal import auth
from django.core.exceptions import ValidationError
from django.utils import timezone

from organisaties.models import Gebruiker


def sleutels(gebruiker: Gebruiker) -> Any:
    """The passkeys of this person, oldest first."""
    return Authenticator.objects.filter(user=gebruiker, type=Authenticator.Type.WEBAUTHN).order_by(
        "created_at"
    )


def opties_om_aan_te_melden(gebruiker: Gebruiker) -> str:
    """What the browser needs to ask for a passkey of this person, as JSON. The challenge stays in the session."""
    return json.dumps(auth.begin_authentication(gebruiker))


def opties_voor_iedereen() -> str:
    """The same for whoever comes: the browser itself knows which passkeys it has, and must verify the person."""
    return json.dumps(auth.begin_authentication(None))


def opties_voor_nieuwe(gebruiker: Gebruiker, *, alleen: bool = False) -> str:
    """What the browser needs to make a passkey, as JSON. `alleen`: one that will open the door by itself."""
    return json.dumps(auth.begin_registration(gebruiker, passwordless=alleen))


def sleutel_klopt(gebruiker: Gebruiker, antwoord: str) -> bool:
    """Whether the browser answered the challenge with a passkey of this person. A challenge is good once."""
    try:
        gegevens = json.loads(antwoord)
        auth.parse_authentication_response(gegevens)
        rij = auth.complete_authentication(gebruiker, gegevens)
    except (ValueError, KeyError, TypeError, AttributeError, ValidationError):
        auth.clear_state()
        return False
    rij.last_used_at = timezone.now()
    rij.save(update_fields=["last_used_at"])
    return True


def wie_toont(antwoord: str) -> Gebruiker | None:
    """Whose passkey the browser answered with, when nobody was named before. None when it is nobody's."""
    try:
        gebruiker = auth.extract_user_from_response(json.loads(antwoord))
    except (ValueError, KeyError, TypeError, AttributeError, ValidationError):
        auth.clear_state()
        return None
    return gebruiker if gebruiker.is_active and sleutel_klopt(gebruiker, antwoord) else None


def voeg_toe(gebruiker: Gebruiker, naam: str, antwoord: str) -> bool:
    """Keep a new passkey under a name. False when the browser's answer does not fit the challenge."""
    try:
        gegevens = json.loads(antwoord)
        auth.parse_registration_response(gegevens)
        auth.complete_registration(gegevens)
    except (ValueError, KeyError, TypeError, AttributeError, ValidationError):
        auth.clear_state()
        return False
    auth.WebAuthn.add(gebruiker, naam, gegevens)
    return True
