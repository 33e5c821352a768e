"""A connection leaves room for others, and is given up when it stands still: measured by a clock that is given."""

from __future__ import annotations

import io
import socket
from collections.abc import Iterator

import pytest

from counter_app.sync.line import LARGE_PIECE_BYTES, PIECE_BYTES, STALL_S, TRICKLE_BYTES, Pace, WatchedSocket


class Seconds:
    """A clock that moves when somebody sleeps, or reads."""

    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now

    def sleep(self, seconds: float) -> None:
        self.now += seconds


class Slow(io.RawIOBase):
    """Gives a byte at a time, each after a second."""

    def __init__(self, content: bytes, seconds: Seconds) -> None:
        super().__init__()
        self._left = io.BytesIO(content)
        self._seconds = seconds

    def readinto(self, buffer: bytearray) -> int:  # type: ignore[override]
        self._seconds.sleep(1.0)
        got = self._left.read(1)
        buffer[: len(got)] = got
        return len(got)


class FakeSocket:
    """Takes everything; answers with what it is given."""

    def __init__(self, stream: io.RawIOBase | None = None) -> None:
        self._stream = stream
        self.taken: list[int] = []
        self.timeouts: list[float | None] = []

    def send(self, data: memoryview) -> int:
        self.taken.append(len(data))
        return len(data)

    def settimeout(self, value: float | None) -> None:
        self.timeouts.append(value)

    def makefile(self, mode: str, buffering: int) -> io.RawIOBase:
        del mode, buffering
        assert self._stream is not None
        return self._stream


@pytest.fixture
def seconds() -> Seconds:
    return Seconds()


@pytest.mark.parametrize("bytes_per_s", [1000, 8000, 100_000])
def test_no_more_bytes_go_than_the_pace_allows(seconds: Seconds, bytes_per_s: int) -> None:
    watched = WatchedSocket(FakeSocket(), Pace(bytes_per_s, seconds, seconds.sleep), seconds)

    watched.sendall(b"x" * 300_000)

    # The last piece may go as soon as those before it have been waited for.
    assert seconds.now == pytest.approx((300_000 - 300_000 % PIECE_BYTES) / bytes_per_s)


def test_without_a_limit_nothing_waits(seconds: Seconds) -> None:
    watched = WatchedSocket(FakeSocket(), Pace(0, seconds, seconds.sleep), seconds)

    watched.sendall(b"x" * 5_000_000)

    assert seconds.now == 0.0


def test_a_pause_earns_no_burst(seconds: Seconds) -> None:
    pace = Pace(1000, seconds, seconds.sleep)
    seconds.sleep(3600)

    pace.take(1000)
    pace.take(1000)

    assert seconds.now == 3601


def test_large_content_goes_in_pieces_none_of_which_may_stall(seconds: Seconds) -> None:
    class Slow(FakeSocket):
        def send(self, data: memoryview) -> int:
            seconds.sleep(1.0)
            return super().send(data)

    raw = Slow()

    WatchedSocket(raw, Pace(0, seconds, seconds.sleep), seconds).sendall(b"x" * (3 * PIECE_BYTES + 1))

    assert raw.taken == [PIECE_BYTES, PIECE_BYTES, PIECE_BYTES, 1]
    assert raw.timeouts == [STALL_S]


def test_a_line_that_takes_pieces_at_once_is_given_larger_ones(seconds: Seconds) -> None:
    raw = FakeSocket()

    WatchedSocket(raw, Pace(0, seconds, seconds.sleep), seconds).sendall(b"x" * 10_000_000)

    assert raw.taken[0] == PIECE_BYTES
    assert max(raw.taken) == LARGE_PIECE_BYTES


def test_the_library_cannot_make_the_line_less_patient(seconds: Seconds) -> None:
    raw = FakeSocket()
    watched = WatchedSocket(raw, Pace(0, seconds, seconds.sleep), seconds)

    watched.settimeout(0.1)

    assert raw.timeouts == [STALL_S]


def test_an_answer_that_trickles_for_ever_is_a_stall(seconds: Seconds) -> None:
    raw = FakeSocket(Slow(b"x" * 10_000, seconds))
    stream = WatchedSocket(raw, Pace(0, seconds, seconds.sleep), seconds).makefile()

    with pytest.raises(TimeoutError, match="trickles"):
        stream.read(10_000)

    assert seconds.now <= STALL_S + 1


def test_a_slow_answer_that_gets_on_is_waited_for(seconds: Seconds) -> None:
    class Sluggish(Slow):
        def readinto(self, buffer: bytearray) -> int:  # type: ignore[override]
            self._seconds.sleep(10.0)
            got = self._left.read(TRICKLE_BYTES)
            buffer[: len(got)] = got
            return len(got)

    raw = FakeSocket(Sluggish(b"x" * 20 * TRICKLE_BYTES, seconds))
    stream = WatchedSocket(raw, Pace(0, seconds, seconds.sleep), seconds).makefile()

    content = stream.read()

    assert len(content) == 20 * TRICKLE_BYTES
    assert seconds.now > STALL_S


@pytest.fixture
def pair() -> Iterator[tuple[socket.socket, socket.socket]]:
    ours, theirs = socket.socketpair()
    with ours, theirs:
        yield ours, theirs


def test_a_real_socket_is_closed_with_its_stream(
    seconds: Seconds, pair: tuple[socket.socket, socket.socket]
) -> None:
    ours, theirs = pair
    watched = WatchedSocket(ours, Pace(0, seconds, seconds.sleep), seconds)
    theirs.sendall(b"word\n")
    stream = watched.makefile()

    line = stream.readline()
    watched.close()
    stream.close()

    assert line == b"word\n"
    assert theirs.recv(10) == b""
