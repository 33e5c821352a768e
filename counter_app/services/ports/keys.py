"""Time, chance, and the keys of a device: what makes acts and shows whose they are."""

from __future__ import annotations

from datetime import datetime
from typing import Protocol


class Clock(Protocol):
    """Where time comes from."""

    def now(self) -> datetime:
        """The device's wall clock, aware, in the centre's time zone."""

    def server_offset_ms(self) -> int | None:
        """Server minus device as last measured, None when never."""


class Chance(Protocol):
    """Where identifiers come from."""

    def new_id(self) -> str:
        """A UUIDv7: later ones sort after earlier ones of the same device."""

    def fraction(self) -> float:
        """A number in [0, 1) for jitter."""


class DeviceKey(Protocol):
    """The Ed25519 key of one life of this installation; the private half never leaves the adapter."""

    @property
    def public_key(self) -> str:
        """base64url without padding, 32 bytes."""

    def sign(self, message: bytes) -> str:
        """The signature, base64url without padding, 64 bytes."""


class DeviceKeys(Protocol):
    """The keys of this installation: one for each life that it began."""

    def of(self, public_key: str) -> DeviceKey:
        """The key that belongs to this public half; the first one for an empty text.

        Raises:
            NeedsAttention: ``keys_lost``.
        """

    def prepare(self, *, unlike: str) -> DeviceKey:
        """The key for the next life: the newest one that is not ``unlike``, else one made now.

        It is durable when this returns, so that a life whose beginning was not heard of can be begun again.
        """

    def signer(self, content: bytes, signature: str) -> str:
        """The public half of the kept key that made this signature; empty when it was none of them."""


class SignatureCheck(Protocol):
    """Ed25519, for what the province gives its word on."""

    def holds(self, public_key: str, signature: str, content: bytes) -> bool:
        """True when the owner of this key signed exactly these bytes; false for anything malformed."""


class PasswordCheck(Protocol):
    """Offline verifiers (Argon2id)."""

    def matches(self, verifier: str, password: str) -> bool:
        """True when the password belongs to the verifier; takes the same time when it does not."""
