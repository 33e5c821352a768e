"""The keys of an installation: made once, one more for each life, durable before they are used."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from counter_app.domain.errors import Damaged, NeedsAttention
from counter_app.sync.credentials import LIVES_KEPT, DeviceKeyRing, KeyHome, keys_text, open_secrets
from counter_app.sync.signatures import Ed25519Check


def ring_in(profile: Path) -> DeviceKeyRing:
    return open_secrets(profile, KeyHome.FILE).device_keys


def test_the_keys_of_a_profile_are_the_same_at_every_start(tmp_path: Path) -> None:
    first, second = (open_secrets(tmp_path, KeyHome.FILE) for _ in range(2))

    assert first.store_key == second.store_key
    assert first.device_keys.of("").public_key == second.device_keys.of("").public_key


def test_the_key_of_the_next_life_is_another_and_survives_a_restart(tmp_path: Path) -> None:
    first = ring_in(tmp_path).of("")

    prepared = ring_in(tmp_path).prepare(unlike=first.public_key)

    assert prepared.public_key != first.public_key
    assert ring_in(tmp_path).of(prepared.public_key).public_key == prepared.public_key


def test_asked_again_the_same_key_is_prepared(tmp_path: Path) -> None:
    ring = ring_in(tmp_path)
    first = ring.of("").public_key

    prepared = ring.prepare(unlike=first)

    assert ring.prepare(unlike=first).public_key == prepared.public_key
    assert ring_in(tmp_path).prepare(unlike=first).public_key == prepared.public_key


def test_after_many_lives_the_last_keys_are_kept(tmp_path: Path) -> None:
    ring = ring_in(tmp_path)
    names = [ring.of("").public_key]
    for _ in range(LIVES_KEPT + 2):
        names.append(ring.prepare(unlike=names[-1]).public_key)

    kept = ring_in(tmp_path)

    assert [kept.of(name).public_key for name in names[-LIVES_KEPT:]] == names[-LIVES_KEPT:]
    with pytest.raises(NeedsAttention, match="keys_lost"):
        kept.of(names[0])


def test_all_keys_that_are_kept_fit_into_the_smallest_keyring(tmp_path: Path) -> None:
    ring = ring_in(tmp_path)
    for _ in range(LIVES_KEPT):
        ring.prepare(unlike=ring.public_keys[-1])

    text = keys_text(open_secrets(tmp_path, KeyHome.FILE))

    assert len(ring.public_keys) == LIVES_KEPT
    assert len(text.encode("utf-16-le")) <= 2560  # CRED_MAX_CREDENTIAL_BLOB_SIZE of Windows


def test_a_key_that_cannot_be_kept_is_not_used() -> None:
    def full(_seeds: object) -> None:
        raise OSError("no space left")

    ring = DeviceKeyRing([bytes(32)], keep=full)
    first = ring.of("").public_key

    with pytest.raises(OSError, match="no space"):
        ring.prepare(unlike=first)

    assert ring.prepare(unlike="").public_key == first


def test_the_file_of_keys_is_its_owners_alone(tmp_path: Path) -> None:
    ring_in(tmp_path)

    assert (tmp_path / "keys.json").stat().st_mode & 0o777 == 0o600


def test_without_its_keys_an_existing_store_gets_no_new_ones(tmp_path: Path) -> None:
    (tmp_path / "store.db").write_bytes(b"encrypted")

    with pytest.raises(NeedsAttention, match="keys_lost"):
        open_secrets(tmp_path, KeyHome.FILE)


@pytest.mark.parametrize(
    "text",
    ["", "[]", "{}", '{"store": "AA==", "device": "AA=="}', '{"store": 1, "device": 2}', '"text"'],
)
def test_keys_that_are_none_are_told_as_damaged(tmp_path: Path, text: str) -> None:
    (tmp_path / "keys.json").write_text(text, encoding="ascii")

    with pytest.raises(Damaged, match="keys_damaged"):
        open_secrets(tmp_path, KeyHome.FILE)


def test_a_file_of_the_first_release_is_read(tmp_path: Path) -> None:
    ring_in(tmp_path)
    stored = json.loads((tmp_path / "keys.json").read_text(encoding="ascii"))

    assert set(stored) == {"store", "device"}


# --- signatures ------------------------------------------------------------------------------------------------


def test_what_a_key_signed_holds_for_exactly_these_bytes() -> None:
    key = DeviceKeyRing([bytes(32)], keep=lambda _seeds: None).of("")
    signature = key.sign(b"word")
    check = Ed25519Check()

    assert check.holds(key.public_key, signature, b"word")
    assert not check.holds(key.public_key, signature, b"words")


REAL = DeviceKeyRing([bytes(32)], keep=lambda _seeds: None).of("").public_key


@pytest.mark.parametrize(
    ("key", "signature"),
    [("", ""), ("!", "!"), (REAL, "A" * 86), ("ố", "A"), (REAL, "A" * 85), ("A" * 40, "A" * 86)],
)
def test_what_is_no_key_or_no_signature_holds_for_nothing(key: str, signature: str) -> None:
    assert not Ed25519Check().holds(key, signature, b"word")
