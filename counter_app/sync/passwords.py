"""Offline verifiers: Argon2id, as the province distributes them."""

from __future__ import annotations

import argon2


def verifier_of(password: str) -> str:
    """What proves this password later and does not tell it."""
    return argon2.PasswordHasher().hash(password)


class Argon2Check:
    """Compares a password with a verifier."""

    def __init__(self) -> None:
        self._hasher = argon2.PasswordHasher()

    def matches(self, verifier: str, password: str) -> bool:
        """True when the password belongs to the verifier; a verifier that is none belongs to nobody."""
        try:
            return self._hasher.verify(verifier, password)
        except (argon2.exceptions.VerificationError, argon2.exceptions.InvalidHashError):
            return False
