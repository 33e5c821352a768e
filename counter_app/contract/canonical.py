"""One value, one spelling, one name: canonical JSON (RFC 8785) and sha256 digests.

Two programs that hold equal values get equal bytes and therefore equal digests, whatever language they are
written in. Numbers in the contract are integers; there is no float to disagree about.
"""

from __future__ import annotations

import hashlib

import msgspec
import rfc8785

GENESIS = "0" * 64
"""What the first act of a device's life names as its predecessor."""


def canonical(value: object) -> bytes:
    """The canonical JSON of a contract value (Struct, mapping, list, text, integer, bool, None)."""
    return rfc8785.dumps(msgspec.to_builtins(value))


def digest(content: bytes) -> str:
    """The name of some bytes: sha256 in lower-case hexadecimal, 64 characters."""
    return hashlib.sha256(content).hexdigest()


def is_digest(text: str) -> bool:
    """True when the text could be a digest; says nothing about whether such bytes exist."""
    return len(text) == len(GENESIS) and all(character in "0123456789abcdef" for character in text)
