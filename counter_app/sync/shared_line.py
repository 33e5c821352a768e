"""A pace that leaves room for others.

Connections are looked at while they carry something; nothing is sent for it, and nobody is asked.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from contextlib import suppress

from typing_extensions import override

from counter_app.sync.line import Connected, Pace
from counter_app.sync.room import TARGET_S, Room
from counter_app.sync.travel import Travel, travel_of

LEAST_PIECE_BYTES = 2800
"""Two packets: a single one would wait to be acknowledged."""


class SharedPace(Pace):
    """A pace below the fixed one while the line has a queue.

    Args:
        most_bytes_s: The fixed limit; 0 for none.
        steady: Seconds.
        sleep: Waits.
        travel_of: What the system knows of a connection.
    """

    def __init__(
        self,
        most_bytes_s: float,
        steady: Callable[[], float],
        sleep: Callable[[float], None],
        travel_of: Callable[[object], Travel | None] = travel_of,
    ) -> None:
        super().__init__(most_bytes_s, steady, sleep)
        self._travel_of = travel_of
        self._watch = threading.Lock()
        self._room = Room()
        self._ends: object = None
        self._held = False

    @override
    def rate(self) -> float:
        most, room = super().rate(), self._room.limit_bytes_s
        return min(most, room) if most and room else most or room

    @property
    @override
    def gives_way(self) -> bool:
        return self._room.gives_way

    @override
    def piece_bytes(self, most: int) -> int:
        limit = self._room.limit_bytes_s
        # A larger piece would be a queue by itself.
        return max(LEAST_PIECE_BYTES, min(most, int(limit * TARGET_S / 2))) if limit else most

    @override
    def take(self, size_bytes: int) -> bool:
        held = super().take(size_bytes)
        self._held = self._held or held
        return held

    @override
    def watched(self, raw: Connected) -> Callable[[], None]:
        ends = _ends_of(raw)
        with self._watch:
            if ends != self._ends:
                self._ends, self._room = ends, Room()
        arrived = 0

        def look() -> None:
            nonlocal arrived
            travel = self._travel_of(raw)
            if travel is not None:
                with self._watch:
                    newly, arrived = max(0, travel.arrived_bytes - arrived), travel.arrived_bytes
                    now, (held, self._held) = self._steady(), (self._held, False)
                    self._room.saw(travel.round_trip_s, travel.shortest_s, newly, now, held=held)

        return look


def _ends_of(raw: object) -> object:
    """Between which machines: another network or the branch's relay is another line."""
    with suppress(OSError, AttributeError):
        return raw.getsockname()[0], raw.getpeername()[0]  # type: ignore[attr-defined]
    return None
