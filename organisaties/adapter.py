"""allauth, closed: accounts come from an invitation; the invitation link sets the first password."""

import base64
import hashlib
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from cryptography.fernet import Fernet, MultiFernet
from django.conf import settings
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _


class AccountAdapter(DefaultAccountAdapter):
    """No public sign-up, and no mail about log-ins: a mailbox is not everyone's."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def send_notification_mail(self, *args: Any, **kwargs: Any) -> None:
        return None


def _slot(sleutel: str) -> Fernet:
    return Fernet(base64.urlsafe_b64encode(hashlib.sha256(b"tc.mfa:" + sleutel.encode()).digest()))


def kluis() -> MultiFernet:
    """Encryption of secrets at rest; the previous key still opens what it closed."""
    sleutels = [settings.MFA_SLEUTEL, settings.MFA_SLEUTEL_VORIGE]
    return MultiFernet([_slot(sleutel) for sleutel in sleutels if sleutel])


class MFAAdapter(DefaultMFAAdapter):
    """Secrets of the second factor stand encrypted in the database; the app on the phone shows our name."""

    error_messages = DefaultMFAAdapter.error_messages | {
        "incorrect_code": _("Dat lukte niet. Probeer het nog eens.")
    }

    def encrypt(self, text: str) -> str:
        return kluis().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        return kluis().decrypt(encrypted_text.encode()).decode()

    def get_totp_issuer(self) -> str:
        return "Thuiscompagnie"

    def get_totp_label(self, user: Any) -> str:
        return str(user.gebruikersnaam)

    def get_public_key_credential_user_entity(self, user: Any) -> dict[str, Any]:
        """What a telephone shows beside a passkey: of a family member no name, but the end of her card's number."""
        gegevens: dict[str, Any] = super().get_public_key_credential_user_entity(user)
        if user.persoon_id is not None:
            kaart = user.sleutelkaarten.filter(geeindigd_op__isnull=True).first()
            naam = str(_("Mijn plek, kaart op %(einde)s") % {"einde": kaart.nummer[-2:] if kaart else "?"})
            gegevens |= {"name": naam, "display_name": naam}
        return gegevens

    def _get_site_name(self) -> str:
        return "Thuiscompagnie"
