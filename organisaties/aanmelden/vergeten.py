"""A forgotten password: the one-time link that goes to the address of the account, and nowhere else.

Nothing is stored: the link is signed over the present password hash, the last log-in and the address, so it dies
when any of these changes. Asking costs the same work whether the address is known or not: one search, one job.
"""

import uuid
from datetime import UTC, datetime
from typing import Any

from django.conf import settings
from django.contrib.auth.forms import PasswordResetForm
from django.contrib.auth.tokens import PasswordResetTokenGenerator
from django.urls import reverse
from django.utils.encoding import force_bytes
from django.utils.http import base36_to_int, urlsafe_base64_encode

from organisaties.actor import Actor, vandaag
from organisaties.models import Functie, Gebruiker
from thuiscompagnie.vloer import outbox


class Herstelbon(PasswordResetTokenGenerator):
    """Django's tokens with a life of their own: half an hour, where an invitation has three days."""

    key_salt = "organisaties.wachtwoord_vergeten"

    def check_token(self, user: Any, token: Any) -> bool:
        if not super().check_token(user, token):
            return False
        leeftijd = self._num_seconds(self._now()) - base36_to_int(token.split("-")[0])
        return bool(0 <= leeftijd <= settings.WACHTWOORD_LINK_SECONDEN)

    def _now(self) -> datetime:
        """In UTC: the half hour is as long in the night in which the clock changes."""
        return datetime.now(UTC).replace(tzinfo=None)


bon = Herstelbon()


def mag(gebruiker: Gebruiker | None) -> bool:
    """Staff with a mailbox, a password and a role (in force or to come); a family member has a card."""
    if gebruiker is None or not (gebruiker.is_active and gebruiker.email and gebruiker.has_usable_password()):
        return False
    rollen = Functie.objects.niet_voorbij(vandaag()).filter(gebruiker=gebruiker)
    return gebruiker.persoon_id is None and rollen.exists()


def wie(email: str) -> Gebruiker | None:
    """The person behind this address, as Django compares addresses (two letters that look alike are not equal)."""
    return next(iter(PasswordResetForm().get_users(email)), None)


def plan_link(gebruiker: Gebruiker | None, basis: str) -> None:
    """Write the job down, for an unknown address as well; it carries a key and the host, never the address."""
    outbox.plan(
        Actor.systeem(),
        "organisaties.wachtwoord_vergeten",
        uniek=f"wachtwoord_vergeten:{uuid.uuid4()}",
        lading={"gebruiker": str(gebruiker.pk if gebruiker else uuid.uuid4()), "basis": basis},
    )


def link(gebruiker: Gebruiker, basis: str) -> str:
    """The full address for the mail; `basis` is scheme and host."""
    kern = urlsafe_base64_encode(force_bytes(gebruiker.pk))
    return basis.rstrip("/") + reverse("aanmelden:vergeten_link", args=[kern, bon.make_token(gebruiker)])
