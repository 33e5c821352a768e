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

_SORTED = msgspec.json.Encoder(order="sorted")
_LARGEST = 2**53 - 1


def canonical(value: object) -> bytes:
    """The canonical JSON of a contract value (Struct, mapping, list, text, integer, bool, None)."""
    plain = msgspec.to_builtins(value)
    return _SORTED.encode(plain) if _is_simple(plain) else rfc8785.dumps(plain)


def _is_simple(value: object) -> bool:
    """True where sorted JSON is canonical JSON: no float, no number beyond RFC 8785's, names in ASCII."""
    match value:
        case dict():
            return all(type(name) is str and name.isascii() and _is_simple(one) for name, one in value.items())
        case list():
            return all(_is_simple(one) for one in value)
        case str() | bool() | None:
            return True
        case int():
            return -_LARGEST <= value <= _LARGEST
        case _:
            return False


def digest(content: bytes) -> str:
    """The name of some bytes: sha256 in lower-case hexadecimal, 64 characters."""
    return hashlib.sha256(content).hexdigest()


def is_digest(text: str) -> bool:
    """True when the text could be a digest; says nothing about whether such bytes exist."""
    return len(text) == len(GENESIS) and all(character in "0123456789abcdef" for character in text)
