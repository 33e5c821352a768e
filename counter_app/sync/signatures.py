"""Checks what the province gave its word on: Ed25519 over bytes that both sides can make again."""

from __future__ import annotations

import base64
import binascii

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey


class Ed25519Check:
    """Keys and signatures are base64url without padding."""

    def holds(self, public_key: str, signature: str, content: bytes) -> bool:
        """True when the owner of this key signed exactly these bytes; false for anything malformed."""
        try:
            Ed25519PublicKey.from_public_bytes(_bytes(public_key)).verify(_bytes(signature), content)
        except (InvalidSignature, ValueError):
            return False
        return True


def _bytes(text: str) -> bytes:
    try:
        return base64.b64decode(text + "=" * (-len(text) % 4), altchars=b"-_", validate=True)
    except (binascii.Error, UnicodeEncodeError) as error:
        raise ValueError(str(error)) from error
