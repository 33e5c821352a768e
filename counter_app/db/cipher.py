"""The pieces of one vault file under AES-256-GCM: each sealed with its number, all bound to header and name."""

from __future__ import annotations

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM


class Tampered(ValueError):
    """The bytes are not what was sealed under this number, header and name."""


class PieceCipher:
    """Seals and opens the pieces of one file.

    Args:
        key: 32 bytes that no other file has. Each number is sealed once under it, which is what makes the number
            a safe nonce.
        covered: What every piece is bound to.
    """

    __slots__ = ("_aes", "_covered")

    def __init__(self, key: bytes, covered: bytes) -> None:
        self._aes = AESGCM(key)
        self._covered = covered

    def seal(self, number: int, plain: bytes | memoryview) -> bytes:
        """The ciphertext and its tag."""
        return self._aes.encrypt(number.to_bytes(12, "big"), plain, self._covered)

    def open(self, number: int, sealed: bytes | memoryview) -> bytes:
        """The plain bytes.

        Raises:
            Tampered: another number, header, name or key, or changed bytes.
        """
        try:
            return self._aes.decrypt(number.to_bytes(12, "big"), sealed, self._covered)
        except InvalidTag as error:
            raise Tampered from error
