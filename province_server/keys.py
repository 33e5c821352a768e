"""Ed25519: the province's signing key, and the check of what devices signed.

Keys and signatures travel as base64url without padding. An act's signature covers the 64 ASCII characters of its
digest; a receipt's or certificate's covers ``contract.messages.signed_bytes``.
"""

from __future__ import annotations

import base64
import binascii
import os
from functools import lru_cache
from pathlib import Path
from typing import TypeVar

import msgspec
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    PublicFormat,
    load_pem_private_key,
)

from counter_app.contract.messages import Certificate, Receipt, RelayWord, signed_bytes

Statement = TypeVar("Statement", Receipt, Certificate, RelayWord)

KEY_BYTES = 32


def to_text(raw: bytes) -> str:
    """base64url without padding."""
    return base64.urlsafe_b64encode(raw).rstrip(b"=").decode("ascii")


def from_text(text: str) -> bytes:
    """The bytes of base64url without padding; ValueError when it is none."""
    try:
        return base64.b64decode(text + "=" * (-len(text) % 4), altchars=b"-_", validate=True)
    except (binascii.Error, UnicodeEncodeError) as error:
        raise ValueError(str(error)) from error


class ServerKey:
    """The key under which the province gives its word."""

    def __init__(self, private: Ed25519PrivateKey) -> None:
        self.private = private
        self.public_text = to_text(private.public_key().public_bytes(Encoding.Raw, PublicFormat.Raw))

    @classmethod
    def load_or_create(cls, path: Path) -> ServerKey:
        """The key in ``path``, made at the first start. Processes that start together agree on one."""
        if not path.exists():
            fresh = Ed25519PrivateKey.generate().private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
            _create_once(path, fresh)
        private = load_pem_private_key(path.read_bytes(), password=None)
        if not isinstance(private, Ed25519PrivateKey):
            wrong = f"{path} does not hold an Ed25519 key"
            raise TypeError(wrong)
        return cls(private)

    def sign_text(self, content: bytes) -> str:
        return to_text(self.private.sign(content))

    def sign(self, statement: Statement) -> Statement:
        """The same statement with the province's signature in it; equal statements get equal signatures."""
        return msgspec.structs.replace(statement, signature=self.sign_text(signed_bytes(statement)))


def courier_key(key: ServerKey) -> X25519PrivateKey:
    """The key to which couriers' boxes are sealed: made from the province's own, so that one backup has both."""
    seed = HKDF(SHA256(), KEY_BYTES, salt=None, info=b"counter courier").derive(key.private.private_bytes_raw())
    return X25519PrivateKey.from_private_bytes(seed)


def _create_once(path: Path, content: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_name(f"{path.name}.{os.getpid()}.new")
    with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    try:
        os.link(draft, path)
    except FileExistsError:
        pass  # another process was first: its key is the province's
    finally:
        draft.unlink()


def is_public_key(text: str) -> bool:
    try:
        return len(from_text(text)) == KEY_BYTES
    except ValueError:
        return False


@lru_cache(maxsize=4096)
def _public_key(text: str) -> Ed25519PublicKey:
    return Ed25519PublicKey.from_public_bytes(from_text(text))


def signed_by(public_key: str, signature: str, content: bytes) -> bool:
    """True when the holder of this key signed exactly these bytes."""
    try:
        _public_key(public_key).verify(from_text(signature), content)
    except (InvalidSignature, ValueError):
        return False
    return True
