"""How much of a shared line deliveries may take: as much as keeps its queue short.

Pure: told how long packets travelled and how much arrived, it gives a pace. A queue shows in the round trip long
before anything is lost, so deliveries give way before a call or a colleague's work on the same line is felt (the
field's name for it is *less than best effort*; RFC 6817, LEDBAT, is the model). A line without a queue has no
limit.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable

TARGET_S = 0.1
"""So long may packets wait in queues; a call does not suffer from it. Far above the 40 ms for which the other
end's system may hold an acknowledgement back."""

PACKET_BYTES = 1500
OWN_PACKETS = 4
"""On a very slow line four packets of our own take longer than ``TARGET_S``; they are not a queue."""

LEAST_BYTES_S = 32_000 / 8
LEAST_SHARE = 1 / 8
"""However full the line is, deliveries get on: with this share of what it was seen to carry."""

PERIOD_S = 0.5
PERIOD_PACKETS = 8
"""Fewer packets tell nothing of how fast they come."""

REPEATED = 2
"""A first late period is chance; so many in a row are a queue."""

GIVES_WAY = 0.2
TAKES = 0.1
"""So much slower, or faster, is the pace after a period, at most."""

LEANS = 0.25
"""While the queue is still growing or shrinking the pace is off its mean by so much: it damps the swing."""

WIDE_BYTES_S = 100e6 / 8
"""A pace that has grown to this is none."""

PAUSE_S = 5.0
"""When nothing arrived for so long, nothing was under way."""

SLICE_S = 60.0
SLICES = 10
"""The shortest round trip and the highest rate are remembered for ten minutes: routes change. Each file ends with
a wait for its answer, in which our own queue drains, so the shortest does not creep up while we send for hours."""


GIVES_WAY_BELOW = 0.7
"""A pace below this share of what the line carried lately leaves room that somebody else takes."""


class Room:
    """The pace of deliveries on one line."""

    def __init__(self) -> None:
        self._shortest_s = _Lately(min)
        self._highest = _Lately(max)
        self._mean: float | None = None
        self._lean = 0.0
        self._late = 0
        self._last = -PAUSE_S
        self._since = 0.0
        self._arrived = 0
        self._least_s = float("inf")
        self._held = False

    @property
    def limit_bytes_s(self) -> float:
        """At most so many bytes per second; 0 for as fast as the line goes."""
        return 0.0 if self._mean is None else max(self._floor(), self._mean * (1 + LEANS * self._lean))

    @property
    def gives_way(self) -> bool:
        """Whether others on the line make deliveries slower than they have been."""
        return self._mean is not None and self._mean < self._highest.value * GIVES_WAY_BELOW

    def saw(self, round_trip_s: float, shortest_s: float, arrived_bytes: int, now_s: float, *, held: bool) -> None:
        """Packets travelled this long, and so many bytes arrived since the last time.

        Args:
            round_trip_s: As the system smooths it.
            shortest_s: The shortest of the connection.
            arrived_bytes: Newly arrived.
            now_s: Seconds.
            held: Whether the pace made anything wait since the last time.
        """
        self._shortest_s.add(shortest_s, now_s)
        if not arrived_bytes:
            if now_s - self._last >= PAUSE_S:
                self._begin(now_s)
            return
        self._last = now_s
        self._held = self._held or held
        self._arrived += arrived_bytes
        self._least_s = min(self._least_s, round_trip_s)
        self._lean = self._off(round_trip_s)
        lasted_s = now_s - self._since
        if lasted_s >= max(PERIOD_S, self._least_s) and self._arrived >= PERIOD_PACKETS * PACKET_BYTES:
            bytes_s = self._arrived / lasted_s
            self._highest.add(bytes_s, now_s)
            self._judge(self._off(self._least_s), bytes_s)
            self._begin(now_s)

    def _begin(self, now_s: float) -> None:
        self._since, self._arrived, self._least_s, self._held = now_s, 0, float("inf"), False

    def _off(self, round_trip_s: float) -> float:
        """1 when packets do not wait at all, 0 when they wait as long as they may, -1 from twice that."""
        highest = self._highest.value
        target_s = max(TARGET_S, OWN_PACKETS * PACKET_BYTES / highest) if highest else TARGET_S
        waited_s = round_trip_s - self._shortest_s.value
        return min(1.0, max(-1.0, (target_s - waited_s) / target_s))

    def _judge(self, off: float, bytes_s: float) -> None:
        self._late = self._late + 1 if off < 0 else 0
        if self._mean is None:
            if self._late >= REPEATED:
                self._mean = bytes_s
        elif off < 0:
            # While packets wait, hardly more gets through than did.
            self._mean = min(self._mean, bytes_s * (1 + LEANS)) * (1 + GIVES_WAY * off)
        elif self._held:
            # A pace for which nobody had to wait says nothing about more.
            self._mean *= 1 + TAKES * off
        if self._mean is not None:
            self._mean = max(self._mean, self._floor()) if self._mean < WIDE_BYTES_S else None

    def _floor(self) -> float:
        return max(LEAST_BYTES_S, self._highest.value * LEAST_SHARE)


class _Lately:
    """The least or the greatest of the last ten minutes; 0 when there is none."""

    def __init__(self, best: Callable[[Iterable[float]], float]) -> None:
        self._best = best
        self._slices: deque[tuple[int, float]] = deque()
        self.value = 0.0

    def add(self, value: float, now_s: float) -> None:
        now = int(now_s // SLICE_S)
        if self._slices and self._slices[-1][0] >= now:
            slice_, before = self._slices[-1]
            self._slices[-1] = (slice_, self._best((before, value)))
        else:
            self._slices.append((now, value))
        while self._slices[0][0] <= now - SLICES:
            self._slices.popleft()
        self.value = self._best(kept for _, kept in self._slices)
