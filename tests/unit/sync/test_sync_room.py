"""Deliveries give way before others feel them: on a line whose queue, other user and clock are the test's own."""

from __future__ import annotations

from collections.abc import Callable
from itertools import count

import pytest

from counter_app.sync.line import PIECE_BYTES, Pace, WatchedSocket
from counter_app.sync.room import LEAST_BYTES_S, LEAST_SHARE, PAUSE_S, SLICE_S, SLICES, TARGET_S, Room
from counter_app.sync.shared_line import SharedPace
from counter_app.sync.travel import Travel

BASE_S = 0.04
LINE_BYTES_S = 250_000.0
"""Two megabits, of which a colleague's call takes half."""

CALL_BYTES_S = 125_000.0
QUEUE_S = 2.0
"""What the router keeps before it drops."""

CHUNK_BYTES = 128 * 1024
STEP_S = 0.01


class SharedLine:
    """A router with one queue for a delivery and a steady call; a clock that moves when somebody waits."""

    def __init__(self, call_bytes_s: float = 0.0, line_bytes_s: float = LINE_BYTES_S) -> None:
        self.now = 0.0
        self.call_bytes_s = call_bytes_s
        self.line_bytes_s = line_bytes_s
        self.address = "192.0.2.1"
        self.queue = self.ours = self.smooth_s = 0.0
        self.arrived = 0.0
        self.dropped_of_the_call = 0.0
        self.queues_s: list[float] = []

    def __call__(self) -> float:
        return self.now

    def sleep(self, seconds: float) -> None:
        while seconds > 0:
            step = min(seconds, STEP_S)
            seconds -= step
            self._pass(step)

    def _pass(self, step: float) -> None:
        self.now += step
        self.queue += self.call_bytes_s * step
        room = self.line_bytes_s * QUEUE_S
        self.dropped_of_the_call += max(0.0, self.queue - room)
        self.queue = min(self.queue, room)
        leaves = min(self.queue, self.line_bytes_s * step)
        ours = leaves * self.ours / self.queue if self.queue else 0.0
        self.queue, self.ours, self.arrived = self.queue - leaves, self.ours - ours, self.arrived + ours
        self.smooth_s += (self.queue / self.line_bytes_s - self.smooth_s) / 8
        self.queues_s.append(self.queue / self.line_bytes_s)

    def travel_of(self, connection: object) -> Travel:
        del connection
        return Travel(BASE_S + self.smooth_s, BASE_S, int(self.arrived))

    def send(self, data: memoryview) -> int:
        """The delivery's bytes join the queue as soon as there is place for them."""
        while self.queue + 1 > self.line_bytes_s * QUEUE_S:
            self.sleep(STEP_S)
        taken = min(len(data), int(self.line_bytes_s * QUEUE_S - self.queue))
        self.queue += taken
        self.ours += taken
        return taken

    def settimeout(self, value: float | None) -> None:
        """Never too late here."""

    def getsockname(self) -> tuple[str, int]:
        return self.address, 50_000

    def getpeername(self) -> tuple[str, int]:
        return "198.51.100.1", 443

    def makefile(self, mode: str, buffering: int) -> None:
        raise NotImplementedError


def shared(line: SharedLine, most_bytes_s: float = 0.0) -> SharedPace:
    return SharedPace(most_bytes_s, line, line.sleep, line.travel_of)


def deliver(line: SharedLine, pace: Pace, seconds: float) -> float:
    """Bytes that arrived in this time."""
    end, before = line.now + seconds, line.arrived
    socket = WatchedSocket(line, pace, line)  # type: ignore[arg-type]
    while line.now < end:
        socket.sendall(bytes(CHUNK_BYTES))
    return line.arrived - before


def usual_queue_s(line: SharedLine) -> float:
    """The median of the second half."""
    later = sorted(line.queues_s[len(line.queues_s) // 2 :])
    return later[len(later) // 2]


def test_a_call_on_the_same_line_keeps_its_room() -> None:
    line, greedy = SharedLine(CALL_BYTES_S), SharedLine(CALL_BYTES_S)

    deliver(greedy, Pace(0, greedy, greedy.sleep), 300)
    arrived = deliver(line, shared(line), 300)

    assert usual_queue_s(line) < 1.5 * TARGET_S
    assert usual_queue_s(greedy) > 10 * TARGET_S
    assert line.dropped_of_the_call < greedy.dropped_of_the_call / 20
    assert arrived > 0.8 * (LINE_BYTES_S - CALL_BYTES_S) * 300


@pytest.mark.parametrize("line_bytes_s", [8_000.0, LINE_BYTES_S, 2_500_000.0])
def test_alone_deliveries_have_the_line_and_hardly_a_queue(line_bytes_s: float) -> None:
    line = SharedLine(line_bytes_s=line_bytes_s)

    arrived = deliver(line, shared(line), 300)

    assert arrived > 0.9 * line_bytes_s * 300
    assert usual_queue_s(line) < max(1.5 * TARGET_S, 6 * 1500 / line_bytes_s)


def test_when_the_call_ends_its_room_is_taken() -> None:
    line = SharedLine(CALL_BYTES_S)
    pace = shared(line)
    deliver(line, pace, 120)
    line.call_bytes_s = 0.0
    deliver(line, pace, 20)

    after = deliver(line, pace, 60)

    assert after > 0.9 * LINE_BYTES_S * 60


def test_a_line_that_others_fill_still_takes_an_eighth() -> None:
    line = SharedLine()
    pace = shared(line)
    deliver(line, pace, 30)
    line.call_bytes_s = LINE_BYTES_S * 1.2

    deliver(line, pace, 120)

    assert pace.rate() >= LINE_BYTES_S * LEAST_SHARE * 0.9
    assert pace.gives_way


def test_somebody_who_is_told_of_it_learns_when_others_take_the_line() -> None:
    line = SharedLine()
    pace = shared(line)
    deliver(line, pace, 30)
    alone = pace.gives_way
    line.call_bytes_s = CALL_BYTES_S
    deliver(line, pace, 30)

    beside = pace.gives_way

    assert (alone, beside) == (False, True)


def test_a_quick_line_is_not_held_up() -> None:
    line = SharedLine(line_bytes_s=1e9)
    pace = shared(line)

    deliver(line, pace, 0.0)
    for _ in range(50):
        line.sleep(0.1)
        deliver(line, pace, 0.001)

    assert pace.rate() == 0
    assert pace.piece_bytes(PIECE_BYTES) == PIECE_BYTES


def test_a_province_that_reads_slowly_is_no_queue() -> None:
    room = Room()

    for second in range(600):
        room.saw(0.03 + 0.04 * (second % 2), 0.02, 1000, second * 2.0, held=False)

    assert room.limit_bytes_s == 0


@pytest.mark.parametrize("most", [20_000.0, 60_000.0])
def test_the_fixed_limit_stays_the_upper_bound(most: float) -> None:
    line = SharedLine()

    arrived = deliver(line, shared(line, most), 120)

    assert 0.9 * most * 120 < arrived <= most * 120 + CHUNK_BYTES


def test_one_late_period_is_chance() -> None:
    room = Room()

    for second, round_trip in enumerate([0.02, 5.0, 0.02, 0.03, 2.0, 0.02]):
        room.saw(round_trip, 0.02, 1_000_000, second, held=False)

    assert room.limit_bytes_s == 0


def test_one_late_packet_of_a_period_is_chance() -> None:
    room = Room()

    for look, tenth in enumerate(range(100)):
        room.saw(3.0 if look % 4 else 0.02, 0.02, 10_000, tenth / 10, held=False)

    assert room.limit_bytes_s == 0


def test_a_longer_route_is_believed_after_ten_minutes() -> None:
    room = Room()
    room.saw(0.02, 0.02, 1000, 0.0, held=False)
    for second in range(1, int(SLICE_S * SLICES)):
        room.saw(0.5, 0.5, 100_000, second, held=True)
    before = room.limit_bytes_s

    for second in range(60):
        room.saw(0.5, 0.5, 100_000, SLICE_S * SLICES + second, held=True)

    assert room.limit_bytes_s > 2 * before >= 2 * LEAST_BYTES_S


def test_a_pause_ends_what_was_being_judged() -> None:
    room = Room()
    rates = count(1)

    for _ in range(3):
        start = next(rates) * 1000.0
        room.saw(3.0, 0.02, 0, start, held=False)
        room.saw(3.0, 0.02, 1000, start + 0.1, held=False)
        room.saw(3.0, 0.02, 0, start + 0.1 + PAUSE_S, held=False)

    assert room.limit_bytes_s == 0


def test_another_network_is_another_line() -> None:
    line = SharedLine(CALL_BYTES_S)
    pace = shared(line)
    deliver(line, pace, 30)
    before = pace.rate()
    line.address = "203.0.113.7"

    WatchedSocket(line, pace, line)  # type: ignore[arg-type]

    assert before > 0 == pace.rate()


def test_a_new_connection_on_the_same_line_goes_on_as_before() -> None:
    line = SharedLine(CALL_BYTES_S)
    pace = shared(line)
    deliver(line, pace, 30)
    before = pace.rate()

    WatchedSocket(line, pace, line)  # type: ignore[arg-type]

    assert pace.rate() == before > 0


def test_where_the_system_does_not_tell_only_the_fixed_limit_holds() -> None:
    line = SharedLine(CALL_BYTES_S)
    silent: Callable[[object], Travel | None] = lambda _connection: None  # noqa: E731 - a system that says nothing
    pace = SharedPace(0.0, line, line.sleep, silent)

    deliver(line, pace, 30)

    assert pace.rate() == 0
