"""The store's secret: one key per purpose, and none of them in sight."""

from __future__ import annotations

from pathlib import Path

import pytest
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDFExpand

from counter_app.db.keys import Purpose, StoreKey, fingerprint, fingerprint_path
from counter_app.domain.errors import InvalidInput

SECRET = bytes(range(32))


@pytest.mark.parametrize("purpose", Purpose)
def test_a_derived_key_is_that_of_hkdf_expand(purpose: Purpose) -> None:
    expected = HKDFExpand(algorithm=SHA256(), length=32, info=purpose.value).derive(SECRET)

    assert StoreKey(SECRET).derive(purpose) == expected


def test_each_purpose_has_a_key_of_its_own() -> None:
    keys = {StoreKey(SECRET).derive(purpose) for purpose in Purpose}

    assert len(keys | {SECRET}) == len(Purpose) + 1


@pytest.mark.parametrize("length", [0, 16, 31, 33, 64])
def test_a_secret_of_another_length_is_refused(length: int) -> None:
    with pytest.raises(InvalidInput, match="store_key_length"):
        StoreKey(bytes(length))


def test_a_key_does_not_show_its_secret() -> None:
    key = StoreKey(b"correct horse battery staple 32b")

    assert "horse" not in f"{key} {key!r} {[key]}"


def test_keys_of_equal_secrets_are_equal() -> None:
    assert {StoreKey(SECRET), StoreKey(SECRET), StoreKey(bytes(32))} == {StoreKey(bytes(32)), StoreKey(SECRET)}


def test_the_fingerprint_lies_beside_the_store_and_differs_between_keys(tmp_path: Path) -> None:
    names = {fingerprint(StoreKey(SECRET)), fingerprint(StoreKey(bytes(32)))}

    assert (len(names), fingerprint_path(tmp_path / "store.db")) == (2, tmp_path / "store.db.key-id")
