"""The way back to a window's data when its keys are lost: the centre's recovery key, split among people of IT.

The centre has one recovery key. Its public half is on every PC, and each window keeps its own keys in a box sealed
to it (HPKE, RFC 9180) beside the store. The private half exists on no machine: it was split when it was made
(SLIP-39), and ``needed`` of the people who hold a share have to come together to open a box.
"""

from __future__ import annotations

import base64
import binascii
import hmac
import os
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import shamir_mnemonic
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.hpke import AEAD, KDF, KEM, Suite

from counter_app.domain.errors import InvalidInput, NeedsAttention, NotFound
from counter_app.sync.credentials import KeyHome, Secrets, keys_text, restore_secrets

BOX: Final = "recovery.box"
MOST_SHARES: Final = 16
_INFO: Final = b"counter-app recovery box 1"
_SUITE: Final = Suite(KEM.X25519, KDF.HKDF_SHA256, AEAD.AES_256_GCM)
_MARK_BYTES: Final = 32


@dataclass(frozen=True, slots=True)
class RecoveryKey:
    """A new recovery key: ``public`` goes to every PC, each of ``shares`` to one person; nothing else stays."""

    public: str
    shares: tuple[str, ...]


def make_recovery_key(shares: int, needed: int) -> RecoveryKey:
    """A key of which any ``needed`` of ``shares`` people together have the private half.

    Raises:
        InvalidInput: ``recovery_numbers``: fewer than two people needed, or more than there are.
    """
    if not 1 < needed <= shares <= MOST_SHARES:
        raise InvalidInput("recovery_numbers", shares=shares, needed=needed)
    private = X25519PrivateKey.generate()
    (split,) = shamir_mnemonic.generate_mnemonics(1, [(needed, shares)], private.private_bytes_raw())
    return RecoveryKey(_text(private.public_key().public_bytes_raw()), tuple(split))


def keep_box(profile: Path, secrets: Secrets, public: str) -> None:
    """See to it that the box beside the store holds these keys for this recovery key; written when it changed.

    Raises:
        InvalidInput: ``recovery_key_wrong``: what was set up is no public key.
    """
    content = keys_text(secrets).encode("ascii")
    # Only who has the keys can tell from the mark whether the box is of today.
    mark = hmac.digest(secrets.store_key, _INFO + public.encode("utf-8") + content, "sha256")
    path = profile / BOX
    if path.exists() and path.read_bytes()[:_MARK_BYTES] == mark:
        return
    sealed = mark + _SUITE.encrypt(content, _public(public), _INFO)
    fresh = path.with_suffix(".new")
    handle = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(handle, "wb") as file:
        file.write(sealed)
        file.flush()
        os.fsync(file.fileno())
    fresh.replace(path)


def open_box(profile: Path, shares: Sequence[str], home: KeyHome) -> None:
    """Put the keys of this profile back where they live. Nothing else is changed.

    Raises:
        InvalidInput: ``recovery_share_wrong``: a share is mistyped; ``recovery_shares_too_few``; shares of
            different keys.
        NotFound: ``recovery_box_missing``.
        NeedsAttention: ``recovery_other_key``: the box was sealed to another key.
    """
    path = profile / BOX
    if not path.exists():
        raise NotFound("recovery_box_missing", folder=str(profile))
    private = _joined(shares)
    try:
        content = _SUITE.decrypt(path.read_bytes()[_MARK_BYTES:], private, _INFO)
    except (InvalidTag, ValueError) as error:
        raise NeedsAttention("recovery_other_key") from error
    restore_secrets(profile, content.decode("ascii", "replace"), home)


def _joined(shares: Sequence[str]) -> X25519PrivateKey:
    cleaned = [" ".join(share.split()).casefold() for share in shares]
    for number, share in enumerate(cleaned, start=1):
        try:
            shamir_mnemonic.Share.from_mnemonic(share)
        except (shamir_mnemonic.MnemonicError, KeyError) as error:
            raise InvalidInput("recovery_share_wrong", number=number) from error
    try:
        return X25519PrivateKey.from_private_bytes(shamir_mnemonic.combine_mnemonics(cleaned))
    except (shamir_mnemonic.MnemonicError, ValueError) as error:
        raise InvalidInput("recovery_shares_too_few") from error


def _public(text: str) -> X25519PublicKey:
    try:
        return X25519PublicKey.from_public_bytes(base64.b64decode(text, validate=True))
    except (binascii.Error, ValueError) as error:
        raise InvalidInput("recovery_key_wrong") from error


def _text(raw: bytes) -> str:
    return base64.b64encode(raw).decode("ascii")
