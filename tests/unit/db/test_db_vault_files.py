"""The vault's files: encrypted, each bound to its name, whole or not there, also after a crash or a full disk."""

from __future__ import annotations

import errno
import os
from collections.abc import Iterable
from pathlib import Path

import pytest
from typing_extensions import override

from counter_app.db.disk import RealDisk
from counter_app.db.vault import CHUNK_BYTES, HEADER_BYTES, TAG_BYTES, FileVault
from counter_app.domain.errors import Damaged, NeedsAttention, NotFound, TryLater

SECRET = bytes(range(32))
PAGE = b"Nguyen Thi Anh, 074190000123. " * 9000  # five chunks
STORED_CHUNK = CHUNK_BYTES + TAG_BYTES


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "vault"


def stored_files(folder: Path) -> list[Path]:
    return sorted(path for path in folder.rglob("*") if path.is_file())


def change(path: Path, at: int, *, to: bytes) -> None:
    content = bytearray(path.read_bytes())
    content[at : at + len(to)] = to
    path.write_bytes(content)


def flip(path: Path, at: int) -> None:
    change(path, at, to=bytes([path.read_bytes()[at] ^ 1]))


class FullDisk(RealDisk):
    """A disk that has room for so many bytes and no more."""

    def __init__(self, room: int, *, error: int = errno.ENOSPC) -> None:
        self.room = room
        self.error = error

    @override
    def write_synced(self, path: Path, parts: Iterable[bytes]) -> None:
        def while_there_is_room() -> Iterable[bytes]:
            left = self.room
            for part in parts:
                left -= len(part)
                if left < 0:
                    raise OSError(self.error, os.strerror(self.error))
                yield part

        super().write_synced(path, while_there_is_room())


class SweptDisk(RealDisk):
    """A disk on which another program that starts takes our unfinished file for a leftover, so many times."""

    def __init__(self, times: int) -> None:
        self.times = times

    @override
    def rename_synced(self, source: Path, target: Path) -> None:
        if self.times:
            self.times -= 1
            source.unlink()
        super().rename_synced(source, target)


def test_nothing_of_the_content_or_its_digest_is_on_the_disk(folder: Path) -> None:
    digest = FileVault(folder, SECRET).put(PAGE)

    stored = stored_files(folder)
    everything = b"".join(path.read_bytes() for path in stored) + " ".join(map(str, stored)).encode()
    assert b"Nguyen" not in everything
    assert digest.encode() not in everything
    assert bytes.fromhex(digest) not in everything


def test_the_same_bytes_are_encrypted_differently_each_time(folder: Path) -> None:
    vault = FileVault(folder, SECRET)
    digest = vault.put(PAGE)
    first = stored_files(folder)[0].read_bytes()

    vault.discard(digest)
    vault.put(PAGE)

    again = stored_files(folder)[0].read_bytes()
    shared = sum(first[at : at + 16] == again[at : at + 16] for at in range(HEADER_BYTES, len(first) - 16, 16))
    assert (len(first), shared) == (len(again), 0)


def test_a_file_is_readable_with_its_key_alone(folder: Path) -> None:
    digest = FileVault(folder, SECRET).put(PAGE)

    with pytest.raises(NotFound):
        FileVault(folder, bytes(32)).get(digest)


@pytest.mark.parametrize(
    "at",
    [
        0,
        9,
        15,
        30,
        HEADER_BYTES - 1,
        HEADER_BYTES,
        HEADER_BYTES + CHUNK_BYTES,
        HEADER_BYTES + 2 * STORED_CHUNK + 5,
        -1,
    ],
)
def test_a_changed_bit_anywhere_is_noticed(folder: Path, at: int) -> None:
    vault = FileVault(folder, SECRET)
    digest = vault.put(PAGE)

    flip(stored_files(folder)[0], at)

    with pytest.raises(Damaged, match="file_damaged"):
        vault.get(digest)


@pytest.mark.parametrize("length", [0, 5, HEADER_BYTES, HEADER_BYTES + STORED_CHUNK, -TAG_BYTES, -1])
def test_a_file_that_was_cut_is_noticed_also_by_its_size(folder: Path, length: int) -> None:
    vault = FileVault(folder, SECRET)
    digest = vault.put(PAGE)
    path = stored_files(folder)[0]

    path.write_bytes(path.read_bytes()[:length])

    for ask in (vault.get, vault.size, lambda name: vault.read(name, 0, 1)):
        with pytest.raises(Damaged):
            ask(digest)


def test_bytes_added_at_the_end_are_noticed(folder: Path) -> None:
    vault = FileVault(folder, SECRET)
    digest = vault.put(PAGE)
    path = stored_files(folder)[0]

    path.write_bytes(path.read_bytes() + bytes(STORED_CHUNK))

    with pytest.raises(Damaged):
        vault.size(digest)


def test_exchanged_chunks_are_noticed(folder: Path) -> None:
    vault = FileVault(folder, SECRET)
    digest = vault.put(PAGE)
    path = stored_files(folder)[0]
    whole = path.read_bytes()
    first, second = HEADER_BYTES, HEADER_BYTES + STORED_CHUNK

    change(path, first, to=whole[second : second + STORED_CHUNK])
    change(path, second, to=whole[first : first + STORED_CHUNK])

    with pytest.raises(Damaged):
        vault.read(digest, 0, 10)


def test_a_file_under_the_name_of_another_is_noticed(folder: Path) -> None:
    vault = FileVault(folder, SECRET)
    digest = vault.put(PAGE)
    mine = stored_files(folder)[0]
    vault.put(bytes(len(PAGE)))
    other = next(path for path in stored_files(folder) if path != mine)

    mine.write_bytes(other.read_bytes())

    with pytest.raises(Damaged):
        vault.read(digest, 0, 10)


def test_a_part_is_read_although_another_part_is_damaged(folder: Path) -> None:
    vault = FileVault(folder, SECRET)
    digest = vault.put(PAGE)

    flip(stored_files(folder)[0], HEADER_BYTES + 3 * STORED_CHUNK)

    assert vault.read(digest, CHUNK_BYTES, 100) == PAGE[CHUNK_BYTES : CHUNK_BYTES + 100]


def test_putting_again_heals_a_damaged_file(folder: Path) -> None:
    vault = FileVault(folder, SECRET)
    digest = vault.put(PAGE)
    flip(stored_files(folder)[0], HEADER_BYTES + 7)

    vault.put(PAGE)

    assert vault.get(digest) == PAGE


def test_leftovers_of_a_crash_are_gone_after_the_next_start(folder: Path) -> None:
    vault = FileVault(folder, SECRET)
    digest = vault.put(PAGE)
    (folder / "incoming" / "0123").write_bytes(b"half")

    again = FileVault(folder, SECRET)

    assert (len(stored_files(folder)), again.get(digest)) == (1, PAGE)


def test_another_program_that_starts_meanwhile_costs_nothing(folder: Path) -> None:
    disk = SweptDisk(times=2)
    vault = FileVault(folder, SECRET, disk=disk)

    digest = vault.put(PAGE)

    assert (disk.times, vault.get(digest)) == (0, PAGE)


@pytest.mark.parametrize("error", [errno.ENOSPC, errno.EDQUOT, errno.EFBIG])
@pytest.mark.parametrize("room", [0, HEADER_BYTES, HEADER_BYTES + 2 * STORED_CHUNK])
def test_a_full_disk_says_so_and_leaves_nothing_behind(folder: Path, room: int, error: int) -> None:
    disk = FullDisk(room, error=error)
    vault = FileVault(folder, SECRET, disk=disk)

    with pytest.raises(TryLater, match="disk_full"):
        vault.put(PAGE)

    assert stored_files(folder) == []


def test_once_there_is_room_again_the_same_call_works(folder: Path) -> None:
    disk = FullDisk(100)
    vault = FileVault(folder, SECRET, disk=disk)
    with pytest.raises(TryLater):
        vault.put(PAGE)

    disk.room = 10**9

    assert vault.get(vault.put(PAGE)) == PAGE


def test_a_failing_disk_needs_a_person(folder: Path) -> None:
    vault = FileVault(folder, SECRET, disk=FullDisk(0, error=errno.EIO))

    with pytest.raises(NeedsAttention, match="disk_trouble") as raised:
        vault.put(PAGE)

    assert raised.value.facts == {"what": "vault", "errno": errno.EIO}


def test_a_folder_that_cannot_be_made_needs_a_person(folder: Path) -> None:
    folder.parent.mkdir(exist_ok=True)
    folder.write_bytes(b"a file where the folder should be")

    with pytest.raises(NeedsAttention, match="disk_trouble"):
        FileVault(folder, SECRET)
