"""The secrets of an installation: the key of the store, and an Ed25519 key for each life of the device.

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
from collections.abc import Callable, Sequence
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
LIVES_KEPT = 12
"""A device proves a new life with the key of the one before; older keys prove to a province that lost them which
lives were its own. So many fit into an entry of the smallest keyring, that of Windows."""


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


class DeviceKeyRing:
    """The keys of the device's lives, the oldest first.

    Args:
        seeds: The private halves; at least one.
        keep: Makes a longer row of seeds durable before it returns.
    """

    def __init__(self, seeds: Sequence[bytes], keep: Callable[[Sequence[bytes]], None]) -> None:
        self._seeds = list(seeds)
        self._keep = keep

    @property
    def seeds(self) -> tuple[bytes, ...]:
        """The private halves, for the box of the centre's recovery key alone."""
        return tuple(self._seeds)

    @property
    def public_keys(self) -> tuple[str, ...]:
        """The public halves of the lives that are kept, the oldest first."""
        return tuple(Ed25519DeviceKey(seed).public_key for seed in self._seeds)

    def of(self, public_key: str) -> Ed25519DeviceKey:
        """The key with this public half; the first one for an empty text.

        Raises:
            NeedsAttention: ``keys_lost``.
        """
        keys = [Ed25519DeviceKey(seed) for seed in self._seeds]
        if not public_key:
            return keys[0]
        for key in keys:
            if key.public_key == public_key:
                return key
        raise NeedsAttention("keys_lost")

    def signer(self, content: bytes, signature: str) -> str:
        """The public half of the kept key that made this signature: Ed25519 makes the same one again."""
        keys = (Ed25519DeviceKey(seed) for seed in self._seeds)
        return next((key.public_key for key in keys if key.sign(content) == signature), "")

    def prepare(self, *, unlike: str) -> Ed25519DeviceKey:
        """The newest key that is not ``unlike``, else one made now and durable when this returns."""
        newest = Ed25519DeviceKey(self._seeds[-1])
        if newest.public_key != unlike:
            return newest
        seeds = [*self._seeds, secrets.token_bytes(KEY_BYTES)][-LIVES_KEPT:]
        self._keep(seeds)
        self._seeds = seeds
        return Ed25519DeviceKey(seeds[-1])


@dataclass(frozen=True, slots=True)
class Secrets:
    """What opens the store and what signs for the device. ``home`` tells where they were found or put."""

    store_key: bytes
    device_keys: DeviceKeyRing
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


def keys_text(secrets: Secrets) -> str:
    """Everything that has to be kept to come back to these secrets, as text."""
    return _text(secrets.store_key, secrets.device_keys.seeds)


def restore_secrets(profile: Path, text: str, home: KeyHome) -> None:
    """Put what ``keys_text`` gave back where the secrets of this profile live.

    Raises:
        Damaged: ``keys_damaged``: this is no such text; nothing was changed.
        NeedsAttention: ``keyring_unavailable``.
    """
    _parse(text, home, lambda _text: None)
    if home is not KeyHome.FILE and not (profile / FILE_NAME).exists():
        try:
            keyring.set_password(SERVICE, str(profile.resolve()), text)
        except (keyring.errors.KeyringError, RuntimeError) as error:
            if home is KeyHome.KEYRING:
                raise NeedsAttention("keyring_unavailable") from error
        else:
            return
    profile.mkdir(parents=True, exist_ok=True)
    _write(profile / FILE_NAME, text)


def _from_keyring(profile: Path, account: str) -> Secrets:
    text = keyring.get_password(SERVICE, account)
    if text is None:
        if (profile / FILE_NAME).exists():
            message = "the keys of this profile are in a file"
            raise keyring.errors.KeyringError(message)
        text = _make(profile)
        keyring.set_password(SERVICE, account, text)
    return _parse(text, KeyHome.KEYRING, lambda text: keyring.set_password(SERVICE, account, text))


def _from_file(profile: Path) -> Secrets:
    path = profile / FILE_NAME
    if not path.exists():
        text = _make(profile)
        profile.mkdir(parents=True, exist_ok=True)
        _write(path, text)
    return _parse(path.read_text(encoding="ascii"), KeyHome.FILE, lambda text: _write(path, text))


def _write(path: Path, text: str) -> None:
    fresh = path.with_suffix(".new")
    handle = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    try:
        os.write(handle, text.encode("ascii"))
        os.fsync(handle)
    finally:
        os.close(handle)
    fresh.replace(path)


def _make(profile: Path) -> str:
    if (profile / "store.db").exists():
        raise NeedsAttention("keys_lost", folder=str(profile))
    return _text(secrets.token_bytes(KEY_BYTES), [secrets.token_bytes(KEY_BYTES)])


def _text(store_key: bytes, seeds: Sequence[bytes]) -> str:
    """``device`` is the oldest key kept, ``later`` those of the lives after it."""
    store, device, *later = (base64.b64encode(key).decode("ascii") for key in (store_key, *seeds))
    return json.dumps({"store": store, "device": device, **({"later": later} if later else {})})


def _parse(text: str, home: KeyHome, write: Callable[[str], None]) -> Secrets:
    try:
        stored = json.loads(text)
        texts = [stored["store"], stored["device"], *stored.get("later", [])]
        store, *seeds = (base64.b64decode(one, validate=True) for one in texts)
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise Damaged("keys_damaged") from error
    if any(len(key) != KEY_BYTES for key in (store, *seeds)):
        raise Damaged("keys_damaged")
    return Secrets(store, DeviceKeyRing(seeds, lambda more: write(_text(store, more))), home)


def _unpadded(content: bytes) -> str:
    return base64.urlsafe_b64encode(content).rstrip(b"=").decode("ascii")
