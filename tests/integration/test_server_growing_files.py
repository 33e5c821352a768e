"""Uploads that several processes feed, that are cut by a crash, or whose bytes are lost: never a wrong file."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from counter_app.contract.canonical import digest
from province_server.files.store import DiskFiles
from province_server.files.uploads import DigestDiffers, OffsetDiffers
from province_server.province import Province, open_province
from tests.rigs.province import GivenWorld, settings_in

DEVICE = "device"


@pytest.fixture
def processes(tmp_path: Path) -> Iterator[tuple[Province, Province]]:
    """Two servers of one province, on one clock that stands still."""
    world = GivenWorld()
    first = open_province(settings_in(tmp_path), world)
    second = open_province(settings_in(tmp_path), world)
    yield first, second
    first.close()
    second.close()


def content_of(province: Province, name: str) -> bytes:
    file = province.shelf.find(name)
    return b"" if file is None else b"".join(province.shelf.read(file, 0, file.size_bytes))


def test_processes_may_feed_one_upload_in_turn(processes: tuple[Province, Province]) -> None:
    content = os.urandom(4000)
    upload = processes[0].uploads.begin(DEVICE, digest(content), 4000)

    for turn in range(4):
        chunk = content[turn * 1000 : turn * 1000 + 1000]
        upload = processes[turn % 2].uploads.append(upload, chunk, checked=True)

    assert upload.whole
    assert content_of(processes[0], digest(content)) == content


def test_what_a_process_remembers_does_not_vouch_for_bytes_that_another_replaced(
    processes: tuple[Province, Province],
) -> None:
    first, second = processes
    content, wrong = os.urandom(2000), os.urandom(2000)
    upload = first.uploads.begin(DEVICE, digest(content), 2000)
    early = first.uploads.append(upload, content[:1000], checked=False)
    with pytest.raises(DigestDiffers):
        second.uploads.append(early, wrong[1000:], checked=True)
    again = second.uploads.look(upload.upload_id, DEVICE)
    replaced = second.uploads.append(again, wrong[:1000], checked=True)

    with pytest.raises(DigestDiffers):
        first.uploads.append(replaced, content[1000:], checked=True)

    assert content_of(first, digest(content)) == b""


def test_a_file_that_was_named_before_the_crash_is_whole_after_it(processes: tuple[Province, Province]) -> None:
    first, second = processes
    content = os.urandom(2000)
    upload = first.uploads.begin(DEVICE, digest(content), 2000)
    before = first.uploads.append(upload, content[:1000], checked=True)
    store = DiskFiles(first.settings.folder / "files")
    store.append(before.upload_id, 1000, content[1000:])
    store.publish(before.upload_id, digest(content), 2000)

    after = second.uploads.append(before, content[1000:], checked=True)

    assert after.whole
    assert content_of(first, digest(content)) == content


def test_an_upload_whose_bytes_are_lost_begins_again(processes: tuple[Province, Province]) -> None:
    first, _ = processes
    content = os.urandom(2000)
    upload = first.uploads.begin(DEVICE, digest(content), 2000)
    before = first.uploads.append(upload, content[:1000], checked=True)
    DiskFiles(first.settings.folder / "files").drop(upload.upload_id)

    with pytest.raises(OffsetDiffers) as told:
        first.uploads.append(before, content[1000:1500], checked=True)
    again = first.uploads.append(first.uploads.look(upload.upload_id, DEVICE), content, checked=True)

    assert (told.value.offset, again.whole) == (0, True)


def test_a_file_in_one_piece_may_come_twice(processes: tuple[Province, Province]) -> None:
    content = os.urandom(2000)

    taken = [one.uploads.take_whole(DEVICE, digest(content), content) for one in processes]

    assert [one.whole for one in taken] == [True, True]
    assert content_of(processes[1], digest(content)) == content
