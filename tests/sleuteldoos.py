"""A passkey without a telephone: makes and shows credentials as a browser would, also wrong ones."""

import json
import secrets
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Any

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from fido2.cose import ES256
from fido2.utils import websafe_encode
from fido2.webauthn import AttestationObject, AttestedCredentialData, AuthenticatorData, CollectedClientData

SITE = "testserver"
VLAG = AuthenticatorData.FLAG


def _uitdaging(opties: str) -> Any:
    return json.loads(opties)["publicKey"]


@dataclass
class Sleuteldoos:
    """One telephone with one passkey."""

    sleutel: Any = field(default_factory=lambda: ec.generate_private_key(ec.SECP256R1()))
    nummer: bytes = field(default_factory=lambda: secrets.token_bytes(16))
    van_wie: str = ""

    def _client(self, soort: str, uitdaging: str) -> CollectedClientData:
        return CollectedClientData.create(soort, uitdaging, f"https://{SITE}")

    def _gegevens(self, vlaggen: Any, sleutel: bytes = b"") -> AuthenticatorData:
        return AuthenticatorData.create(sha256(SITE.encode()).digest(), vlaggen, 0, sleutel)

    def _antwoord(self, **deel: bytes) -> str:
        nummer = websafe_encode(self.nummer)
        uit = {naam: websafe_encode(waarde) for naam, waarde in deel.items()}
        if self.van_wie and "signature" in uit:
            uit["userHandle"] = self.van_wie
        return json.dumps(
            {
                "id": nummer,
                "rawId": nummer,
                "type": "public-key",
                "response": uit,
                "clientExtensionResults": {},
            }
        )

    def maak(self, opties: str, *, herkend: bool = True) -> str:
        """The answer to a wish for a new passkey; `herkend`: the telephone saw a finger or a face."""
        vraag = _uitdaging(opties)
        self.van_wie = vraag["user"]["id"]
        client = self._client("webauthn.create", vraag["challenge"])
        publiek = ES256.from_cryptography_key(self.sleutel.public_key())
        vlaggen = VLAG.UP | VLAG.AT | (VLAG.UV if herkend else VLAG(0))
        gegevens = self._gegevens(vlaggen, AttestedCredentialData.create(b"\0" * 16, self.nummer, publiek))
        bewijs = AttestationObject.create("none", gegevens, {})
        return self._antwoord(clientDataJSON=bytes(client), attestationObject=bytes(bewijs))

    def toon(self, opties: str, *, herkend: bool = True) -> str:
        """The answer to the question who is there."""
        client = self._client("webauthn.get", _uitdaging(opties)["challenge"])
        gegevens = self._gegevens(VLAG.UP | (VLAG.UV if herkend else VLAG(0)))
        handtekening = self.sleutel.sign(bytes(gegevens) + client.hash, ec.ECDSA(hashes.SHA256()))
        return self._antwoord(
            clientDataJSON=bytes(client), authenticatorData=bytes(gegevens), signature=handtekening
        )
