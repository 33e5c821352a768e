"""Several small files on a quick line at once: what arrived counts, whatever became of those beside it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import cast

import pytest

from counter_app.contract.canonical import digest
from counter_app.domain.errors import CounterError, LinkDown, Refused
from counter_app.domain.ids import DossierId
from counter_app.services.ports import Begun, FileState, Gateway, OutgoingFile, WholeFile
from counter_app.services.uploading import QUICK_PIECE_BYTES, Uploading
from tests.fakes.store import MemoryStore
from tests.fakes.vault import MemoryVault

SMALL = [bytes([n]) * 1000 for n in range(4)]
NAMES = [digest(content) for content in SMALL]
LARGE = b"p" * (2 * QUICK_PIECE_BYTES)


@dataclass
class Province:
    """Takes whole files; some are lost on the way, some refused."""

    lost: set[str] = field(default_factory=set)
    refused: set[str] = field(default_factory=set)
    requests: list[tuple[str, ...]] = field(default_factory=list)
    moment: float = 0.0
    each_takes_s: float = 0.01

    def steady(self) -> float:
        return self.moment

    def begin_upload(self, digest: str, size_bytes: int, first: bytes = b"") -> Begun:
        assert 0 < len(first) <= size_bytes
        self.requests.append((digest,))
        self.moment += self.each_takes_s
        return Begun(f"/{digest}", len(first))

    def send_chunk(self, url: str, offset: int, chunk: bytes) -> int:
        assert url
        self.moment += self.each_takes_s
        return offset + len(chunk)

    def begin_uploads(self, files: Sequence[WholeFile]) -> list[Begun | CounterError | None]:
        self.requests.append(tuple(file.digest for file in files))
        return [self._answer(file) for file in files]

    def _answer(self, file: WholeFile) -> Begun | CounterError:
        if file.digest in self.lost:
            return LinkDown("no_answer")
        if file.digest in self.refused:
            return Refused("too_large")
        return Begun("", len(file.content))


@dataclass
class Window:
    province: Province
    store: MemoryStore
    vault: MemoryVault
    uploading: Uploading

    def state(self, name: str) -> tuple[FileState, int]:
        with self.store.open_work() as work:
            file = work.files.get(name)
        assert file is not None
        return file.state, file.failures


@pytest.fixture
def window() -> Window:
    province, store, vault = Province(), MemoryStore(), MemoryVault()
    with store.open_work() as work:
        for content in (*SMALL, LARGE):
            name = vault.put(content)
            work.files.add(OutgoingFile(name, len(content), DossierId("d"), None, state=FileState.MISSING))
        work.commit()
    return Window(
        province, store, vault, Uploading(store.open_work, vault, cast("Gateway", province), province.steady)
    )


def grow_quick(window: Window) -> None:
    """Send a large file, so that the line shows what it can."""
    name = digest(LARGE)
    window.uploading.begin(name)
    while window.state(name)[0] is not FileState.THERE:
        with window.store.open_work() as work:
            file = work.files.get(name)
        assert file is not None
        assert file.offset is not None
        window.uploading.send(name, file.offset)
    window.province.requests.clear()


def test_on_a_line_that_is_not_known_to_be_quick_files_go_one_by_one(window: Window) -> None:
    window.uploading.begin(NAMES[0], NAMES[1:])

    assert window.province.requests == [(NAMES[0],)]


def test_on_a_quick_line_small_files_travel_at_once(window: Window) -> None:
    grow_quick(window)

    came = window.uploading.begin(NAMES[0], NAMES[1:])

    assert came
    assert window.province.requests == [tuple(NAMES)]
    assert [window.state(name)[0] for name in NAMES] == [FileState.THERE] * 4


def test_of_files_that_travelled_together_those_that_arrived_count(window: Window) -> None:
    grow_quick(window)
    window.province.lost = {NAMES[2]}

    with pytest.raises(LinkDown):
        window.uploading.begin(NAMES[0], NAMES[1:])
    window.uploading.lost(NAMES[0])

    assert [window.state(name) for name in NAMES] == [
        (FileState.THERE, 0),
        (FileState.THERE, 0),
        (FileState.MISSING, 1),
        (FileState.THERE, 0),
    ]


def test_a_loss_says_nothing_about_files_that_did_not_travel(window: Window) -> None:
    window.uploading.begin(NAMES[0], NAMES[1:])
    window.uploading.lost(NAMES[0])

    assert [window.state(name)[1] for name in NAMES[1:]] == [0, 0, 0]


def test_a_refusal_of_the_first_is_told_and_of_another_when_it_is_first(window: Window) -> None:
    grow_quick(window)
    window.province.refused = {NAMES[1]}

    came = window.uploading.begin(NAMES[0], NAMES[1:])

    with pytest.raises(Refused):
        window.uploading.begin(NAMES[1], NAMES[2:])
    assert came
    assert window.state(NAMES[1])[0] is FileState.MISSING


def test_a_file_that_is_lost_here_holds_up_none_before_it(window: Window) -> None:
    grow_quick(window)
    del window.vault.files[NAMES[2]]

    window.uploading.begin(NAMES[0], NAMES[1:])

    assert window.province.requests == [tuple(NAMES[:2])]
