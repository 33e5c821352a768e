"""The one control thread of the link: asks for the next step, waits, listens to "Send now".

It holds no state worth saving. Stopping it anywhere is safe; what it was doing is done again.
"""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable
from datetime import datetime
from typing import Protocol

from counter_app.domain.errors import NeedsAttention, TryLater

_log = logging.getLogger(__name__)

LONGEST_SLEEP_S = 60.0
AFTER_TROUBLE_S = 30.0


class Outcome(Protocol):
    """What one step tells: whether and until when there is nothing to do."""

    @property
    def wait_until(self) -> datetime | None: ...

    @property
    def problem(self) -> str: ...


class SyncEngine:
    """Runs steps on its own thread until stopped."""

    def __init__(self, step: Callable[[bool], Outcome], now: Callable[[], datetime]) -> None:
        self._step = step
        self._now = now
        self._wake = threading.Event()
        self._now_wanted = False
        self._stopping = False
        self._thread: threading.Thread | None = None

    def start(self) -> None:
        """Begin; a second start is ignored."""
        if self._thread is None:
            self._thread = threading.Thread(target=self._run, name="link", daemon=True)
            self._thread.start()

    def stop(self) -> None:
        """Return when the thread has ended; a request under way is finished or times out first."""
        self._stopping = True
        self._wake.set()
        if self._thread is not None:
            self._thread.join()
            self._thread = None

    def nudge(self) -> None:
        """Something new was recorded: look again, but keep to the back-off."""
        self._wake.set()

    def send_now(self) -> None:
        """The clerk asked for it, or the network changed: forget the back-off."""
        self._now_wanted = True
        self._wake.set()

    def _run(self) -> None:
        while not self._stopping:
            self._wake.clear()
            wanted, self._now_wanted = self._now_wanted, False
            sleep_s = self._once(wanted=wanted)
            if sleep_s > 0 and not self._stopping:
                self._wake.wait(sleep_s)

    def _once(self, *, wanted: bool) -> float:
        try:
            done = self._step(wanted)
        except (TryLater, NeedsAttention) as error:
            _log.info("the link waits: %s", error)
            return AFTER_TROUBLE_S
        if done.problem:
            _log.info("the province was not reached: %s", done.problem)
        if done.wait_until is None:
            return 0.0
        return min(max((done.wait_until - self._now()).total_seconds(), 0.0), LONGEST_SLEEP_S)
