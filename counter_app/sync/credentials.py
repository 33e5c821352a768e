"""The two secrets of an installation: the key of the store and the Ed25519 key of the device.

They live in the operating system's keyring, under a name made from the profile folder, so that two profiles on
one PC do not share a key. Where a machine has no keyring they live in a file that only its owner may read, and
that is said in the log, because a stolen disk then carries its own key.
"""

from __future__ import annotations

import base64
import json
import logging
import os
import secrets
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

import keyring
import keyring.errors
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from counter_app.domain.errors import Damaged, NeedsAttention

_log = logging.getLogger(__name__)

SERVICE = "counter-app"
KEY_BYTES = 32
FILE_NAME = "keys.json"


class KeyHome(StrEnum):
    """Where the secrets live. ``auto`` takes the keyring and falls back to the file."""

    AUTO = "auto"
    KEYRING = "keyring"
    FILE = "file"


class Ed25519DeviceKey:
    """The device's signing key; the private half stays inside."""

    def __init__(self, seed: bytes) -> None:
        self._private = Ed25519PrivateKey.from_private_bytes(seed)

    @property
    def public_key(self) -> str:
        """base64url without padding, 32 bytes."""
        return _unpadded(self._private.public_key().public_bytes_raw())

    def sign(self, message: bytes) -> str:
        """The signature, base64url without padding, 64 bytes."""
        return _unpadded(self._private.sign(message))


@dataclass(frozen=True, slots=True)
class Secrets:
    """What opens the store and what signs for the device. ``home`` tells where they were found or put."""

    store_key: bytes
    device_key: Ed25519DeviceKey
    home: KeyHome


def open_secrets(profile: Path, home: KeyHome = KeyHome.AUTO) -> Secrets:
    """The secrets of this profile; made at the first call, the same ever after.

    Raises:
        NeedsAttention: ``keyring_unavailable`` when only the keyring is allowed and there is none;
            ``keys_lost`` when a store exists but its key does not: nothing new is made then, because a new key
            would make the old store unreadable for good.
        Damaged: ``keys_damaged`` when what is stored is not a pair of keys.
    """
    account = str(profile.resolve())
    if home is not KeyHome.FILE:
        try:
            return _from_keyring(profile, account)
        except (keyring.errors.KeyringError, RuntimeError) as error:
            if home is KeyHome.KEYRING:
                raise NeedsAttention("keyring_unavailable") from error
            _log.info("no keyring here (%s); the keys live in a file", type(error).__name__)
    return _from_file(profile)


def _from_keyring(profile: Path, account: str) -> Secrets:
    text = keyring.get_password(SERVICE, account)
    if text is None:
        if (profile / FILE_NAME).exists():
            message = "the keys of this profile are in a file"
            raise keyring.errors.KeyringError(message)
        text = _make(profile)
        keyring.set_password(SERVICE, account, text)
    return _parse(text, KeyHome.KEYRING)


def _from_file(profile: Path) -> Secrets:
    path = profile / FILE_NAME
    if path.exists():
        return _parse(path.read_text(encoding="ascii"), KeyHome.FILE)
    text = _make(profile)
    profile.mkdir(parents=True, exist_ok=True)
    fresh = path.with_suffix(".new")
    handle = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    try:
        os.write(handle, text.encode("ascii"))
        os.fsync(handle)
    finally:
        os.close(handle)
    fresh.replace(path)
    return _parse(text, KeyHome.FILE)


def _make(profile: Path) -> str:
    if (profile / "store.db").exists():
        raise NeedsAttention("keys_lost", folder=str(profile))
    made = {"store": secrets.token_bytes(KEY_BYTES), "device": secrets.token_bytes(KEY_BYTES)}
    return json.dumps({name: base64.b64encode(key).decode("ascii") for name, key in made.items()})


def _parse(text: str, home: KeyHome) -> Secrets:
    try:
        stored = json.loads(text)
        store = base64.b64decode(stored["store"], validate=True)
        device = base64.b64decode(stored["device"], validate=True)
    except (ValueError, KeyError, TypeError) as error:
        raise Damaged("keys_damaged") from error
    if len(store) != KEY_BYTES or len(device) != KEY_BYTES:
        raise Damaged("keys_damaged")
    return Secrets(store, Ed25519DeviceKey(device), home)


def _unpadded(content: bytes) -> str:
    return base64.urlsafe_b64encode(content).rstrip(b"=").decode("ascii")
