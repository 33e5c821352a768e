"""A line that lets little through before it is cut: nothing is too large for it for ever."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

import pytest

from counter_app.contract import acts as contract
from counter_app.contract.moves import State
from counter_app.domain.delivery import Wait
from counter_app.domain.errors import LinkDown
from counter_app.domain.ids import DossierId
from counter_app.sync.transport import Answer
from tests.rigs.cases import case
from tests.rigs.province import RunningProvince
from tests.rigs.windows import Window

OpenWindow = Callable[..., Window]


@dataclass
class ThinLine:
    """Answers of more bytes than this are cut."""

    window: Window
    most: int
    cut: int = 0
    asked: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        send = self.window.link.exchange

        def exchange(method: str, path: str, **more: object) -> Answer:
            answer = send(method, path, **more)  # type: ignore[arg-type]
            self.asked.append(path)
            if len(answer.body) > self.most:
                self.cut += 1
                raise LinkDown("no_answer")
            return answer

        self.window.link.exchange = exchange  # type: ignore[method-assign, assignment]

    def steps(self, times: int) -> None:
        for _ in range(times):
            if isinstance(self.window.counter.deliver.step(now_wanted=True).step, Wait):
                return


@pytest.fixture
def window(open_window: OpenWindow) -> Window:
    return open_window()


def test_a_file_that_no_single_answer_brings_comes_in_pieces(
    window: Window, lone_province: RunningProvince
) -> None:
    content = bytes(range(256)) * 1600
    file = lone_province.province.shelf.add(content, open_to_all=True)
    line = ThinLine(window, 100_000)

    came = b""
    for _ in range(20):
        try:
            came = window.counter.gateway.download(file.digest)
            break
        except LinkDown:
            continue

    assert came == content
    assert line.cut > 0


def test_what_came_before_a_cut_is_not_asked_for_again(window: Window, lone_province: RunningProvince) -> None:
    content = bytes(range(256)) * 1600
    file = lone_province.province.shelf.add(content, open_to_all=True)
    asked: list[str] = []
    send = window.link.exchange

    def every_second_is_cut(method: str, path: str, **more: object) -> Answer:
        answer = send(method, path, **more)  # type: ignore[arg-type]
        if not path.startswith("/v1/files/"):
            return answer
        asked.append(dict(more["headers"])["Range"])  # type: ignore[call-overload]
        if len(asked) % 2:
            raise LinkDown("no_answer")
        return answer

    window.link.exchange = every_second_is_cut  # type: ignore[method-assign, assignment]

    came = b""
    while not came:
        try:
            came = window.counter.gateway.download(file.digest)
        except LinkDown:
            continue

    begins = [int(one.removeprefix("bytes=").partition("-")[0]) for one in asked]
    assert came == content
    assert begins[::2] == begins[1::2]
    assert begins[1::2] == sorted(set(begins))


@pytest.mark.parametrize(
    "content", [b"", b"x", b"y" * 65536, b"z" * 65537], ids=["empty", "byte", "piece", "more"]
)
def test_files_of_any_size_come_whole(window: Window, lone_province: RunningProvince, content: bytes) -> None:
    file = lone_province.province.shelf.add(content, open_to_all=True)

    assert window.counter.gateway.download(file.digest) == content


def test_a_feed_that_no_single_answer_brings_is_read_to_its_end(
    window: Window, lone_province: RunningProvince
) -> None:
    other = lone_province.counter()
    dossiers = [case(other) for _ in range(40)]
    for dossier in dossiers:
        dossier.deliver()
    line = ThinLine(window, 40_000)

    line.steps(120)

    known = {window.state(dossier.dossier_id) for dossier in dossiers}  # type: ignore[arg-type]
    assert known == {State.SEALED}
    assert line.cut > 0


def test_a_feed_of_long_entries_is_read_to_its_end(window: Window, lone_province: RunningProvince) -> None:
    other = lone_province.counter()
    dossiers = [case(other) for _ in range(12)]
    for dossier in dossiers:
        dossier.deliver()
        other.do(contract.FeeRecorded(fee="Lệ phí" * 4000, amount_vnd=1, paid=True), dossier.dossier_id, base=3)
    line = ThinLine(window, 60_000)

    line.steps(200)

    assert {len(window.acts_of(DossierId(dossier.dossier_id))) for dossier in dossiers} == {4}
    assert line.cut > 0
