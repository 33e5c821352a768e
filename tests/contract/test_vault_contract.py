"""The vault gives back the bytes that were put, whole or in part, under their digest."""

from __future__ import annotations

import hashlib
from threading import Thread

import pytest

from counter_app.domain.errors import NotFound
from counter_app.services.ports import Vault

CHUNK = 64 * 1024
UNKNOWN = "0" * 64
SIZES = [0, 1, CHUNK - 1, CHUNK, CHUNK + 1, 3 * CHUNK, 3 * CHUNK + 17]


def content(size: int) -> bytes:
    return hashlib.shake_256(str(size).encode()).digest(size)


@pytest.mark.parametrize("size", SIZES)
def test_bytes_come_back_under_their_digest(vault: Vault, size: int) -> None:
    digest = vault.put(content(size))

    assert (digest, vault.get(digest)) == (hashlib.sha256(content(size)).hexdigest(), content(size))


@pytest.mark.parametrize("size", SIZES)
def test_the_size_is_that_of_the_plain_bytes(vault: Vault, size: int) -> None:
    assert vault.size(vault.put(content(size))) == size


@pytest.mark.parametrize(
    ("offset", "length"),
    [
        (0, 10),
        (CHUNK - 1, 2),
        (CHUNK, CHUNK),
        (CHUNK + 5, 2 * CHUNK),
        (3 * CHUNK, 999),
        (0, 10**9),
        (4 * CHUNK, 1),
    ],
)
def test_a_part_is_the_part_of_the_whole(vault: Vault, offset: int, length: int) -> None:
    whole = content(3 * CHUNK + 17)
    digest = vault.put(whole)

    assert vault.read(digest, offset, length) == whole[offset : offset + length]


def test_a_part_cannot_begin_before_the_beginning(vault: Vault) -> None:
    digest = vault.put(b"page")

    with pytest.raises(ValueError, match="negative"):
        vault.read(digest, -1, 2)


def test_putting_the_same_bytes_again_changes_nothing(vault: Vault) -> None:
    first = vault.put(b"page")

    assert (vault.put(b"page"), vault.get(first)) == (first, b"page")


def test_a_file_that_was_put_is_there(vault: Vault) -> None:
    digest = vault.put(b"page")

    assert (vault.has(digest), vault.has(UNKNOWN), vault.has("no digest")) == (True, False, False)


@pytest.mark.parametrize("digest", [UNKNOWN, "no digest", "../../etc/passwd"])
def test_an_unknown_file_is_not_found(vault: Vault, digest: str) -> None:
    for ask in (vault.get, vault.size, lambda name: vault.read(name, 0, 1)):
        with pytest.raises(NotFound):
            ask(digest)


def test_a_discarded_file_is_gone_and_may_be_put_again(vault: Vault) -> None:
    digest = vault.put(b"page")

    vault.discard(digest)
    gone = not vault.has(digest)
    vault.put(b"page")

    assert (gone, vault.get(digest)) == (True, b"page")


def test_discarding_an_unknown_file_is_no_error(vault: Vault) -> None:
    vault.discard(UNKNOWN)
    vault.discard("no digest")

    assert not vault.has(UNKNOWN)


def test_many_threads_may_put_the_same_bytes_at_once(vault: Vault) -> None:
    digests: list[str] = []
    threads = [Thread(target=lambda: digests.append(vault.put(content(3 * CHUNK)))) for _ in range(6)]

    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert vault.get(digests[0]) == content(3 * CHUNK)
    assert digests == [digests[0]] * 6
