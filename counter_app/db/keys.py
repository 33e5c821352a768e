"""The one secret of a store, and the keys that are made from it.

Who keeps the secret (the operating system's keyring, a key file, the centre's recovery share) is not known here.
Each use gets a key of its own, derived by HKDF (RFC 5869), so that no two ciphers ever share one.
"""

from __future__ import annotations

import hmac
from enum import Enum
from pathlib import Path
from typing import Final

from typing_extensions import override

from counter_app.domain.errors import InvalidInput

KEY_BYTES: Final = 32


class Purpose(Enum):
    """What a derived key is for. The text is part of the derivation and never changes."""

    DATABASE = b"counter store: database"
    FILES = b"counter store: files"
    FILE_NAMES = b"counter store: file names"
    FINGERPRINT = b"counter store: fingerprint"


class StoreKey:
    """32 uniformly random bytes; shows itself in no log and no traceback.

    Raises:
        InvalidInput: the secret has another length.
    """

    __slots__ = ("_secret",)

    def __init__(self, secret: bytes) -> None:
        if len(secret) != KEY_BYTES:
            raise InvalidInput("store_key_length", expected=KEY_BYTES, found=len(secret))
        self._secret = secret

    def derive(self, purpose: Purpose) -> bytes:
        """32 bytes for this purpose alone: HKDF-Expand with SHA-256, one block.

        The extracting half of HKDF is left out, as its standard allows, because the secret is uniform already.
        """
        return hmac.digest(self._secret, purpose.value + b"\x01", "sha256")

    @override
    def __repr__(self) -> str:
        return "StoreKey(...)"

    @override
    def __eq__(self, other: object) -> bool:
        return isinstance(other, StoreKey) and hmac.compare_digest(self._secret, other._secret)

    @override
    def __hash__(self) -> int:
        return hash(self.derive(Purpose.FINGERPRINT))


def fingerprint(key: StoreKey) -> str:
    """A short name of the key that lets nobody find the key; tells a wrong key from a damaged file."""
    return key.derive(Purpose.FINGERPRINT).hex()[:16]


def fingerprint_path(store: Path) -> Path:
    """Where the fingerprint of the store's key lies."""
    return store.with_name(store.name + ".key-id")
