"""What the computer itself gives: its clock, its chance, and events passed on to whoever listens in this process.

The only place where time and chance come from; a test puts its own in their places.
"""

from __future__ import annotations

import random
import sys
import time
from collections.abc import Callable
from datetime import datetime
from zoneinfo import ZoneInfo

import uuid_utils

TIME_ZONE = ZoneInfo("Asia/Ho_Chi_Minh")


class SystemClock:
    """The PC's clock, in the centre's time zone, and how far off the province last found it.

    A clock that is set while the program runs moves against one that cannot be set: so what was found stays true.
    """

    def __init__(self) -> None:
        self._found: tuple[int, datetime, float] | None = None

    def now(self) -> datetime:
        """Aware; later calls may give earlier times, because people set clocks."""
        return datetime.now(TIME_ZONE)  # noqa: TID251 - this is where time comes from

    def steady(self) -> float:
        """Seconds that only pass, also while the PC sleeps where the system can tell."""
        return time.clock_gettime(time.CLOCK_BOOTTIME) if sys.platform == "linux" else time.monotonic()

    def server_offset_ms(self) -> int | None:
        if self._found is None:
            return None
        offset_ms, shown, steady = self._found
        was_set_by = (self.now() - shown).total_seconds() - (self.steady() - steady)
        return offset_ms - round(was_set_by * 1000)

    def told(self, offset_ms: int) -> None:
        """Remember what an answer of the province showed."""
        self._found = (offset_ms, self.now(), self.steady())


class SystemChance:
    """Identifiers and jitter from the operating system."""

    def new_id(self) -> str:
        """A UUIDv7."""
        return str(uuid_utils.uuid7())

    def fraction(self) -> float:
        return random.random()  # noqa: S311 - spreads retries, guards nothing


class Announcer:
    """Passes events on to whoever subscribed, on the thread that committed."""

    def __init__(self) -> None:
        self._listeners: list[Callable[[object], None]] = []

    def subscribe(self, listener: Callable[[object], None]) -> None:
        """Call this for every event from now on. It must be quick and must not raise."""
        self._listeners.append(listener)

    def publish(self, event: object) -> None:
        for listener in self._listeners:
            listener(event)
