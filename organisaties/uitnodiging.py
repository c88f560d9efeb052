"""The one-time link with which an invited person sets a password.

Nothing is stored: the link is signed over the present password hash, so it dies when the password is set
and when a new invitation is made. It lives as long as settings.PASSWORD_RESET_TIMEOUT.
"""

import uuid

from django.contrib.auth.tokens import PasswordResetTokenGenerator
from django.urls import reverse

from .models import Gebruiker


class Uitnodigingsbon(PasswordResetTokenGenerator):
    """Tokens of their own: a link to reset a password is no invitation, and the other way round."""

    key_salt = "organisaties.uitnodiging"


bon = Uitnodigingsbon()


def link(gebruiker: Gebruiker, basis: str) -> str:
    """The full address of the invitation; `basis` is scheme and host ("https://voorbeeld.be")."""
    return basis.rstrip("/") + reverse(
        "organisaties:uitnodiging", args=[gebruiker.pk, bon.make_token(gebruiker)]
    )


def genodigde(gebruiker_id: uuid.UUID, token: str) -> Gebruiker | None:
    """The active user to whom this still valid token belongs, else None."""
    gebruiker = Gebruiker.objects.filter(pk=gebruiker_id, is_active=True).first()
    return gebruiker if gebruiker and bon.check_token(gebruiker, token) else None
