"""The one control thread of the link: asks for the next step, waits, listens to "Send now" and to the network.

It holds no state worth saving. Stopping it anywhere is safe; what it was doing is done again. A defect in a step
is logged and told, and the link goes on after a pause: a window whose link died silently would be found out weeks
later.
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
AFTER_DEFECT_S = 60.0
LOOK_AT_NETWORK_S = 5.0


class Outcome(Protocol):
    """What one step tells: whether and until when there is nothing to do."""

    @property
    def wait_until(self) -> datetime | None: ...

    @property
    def problem(self) -> str: ...


class SyncEngine:
    """Runs steps on its own thread until stopped.

    Args:
        step: One request; told whether somebody asked for it now.
        now: The device's clock.
        network: The way out of this PC as a text that changes with it.
        broke: Told of a defect in a step, so that it does not stay in the log alone.
        idle: Called before a longer pause, for housekeeping.
    """

    def __init__(
        self,
        step: Callable[[bool], Outcome],
        now: Callable[[], datetime],
        *,
        network: Callable[[], str] = lambda: "",
        broke: Callable[[Exception], None] = lambda _error: None,
        idle: Callable[[], None] = lambda: None,
    ) -> None:
        self._step = step
        self._now = now
        self._network = network
        self._broke = broke
        self._idle = idle
        self._wake = threading.Event()
        self._now_wanted = False
        self._stopping = False
        self._thread: threading.Thread | None = None

    def start(self) -> None:
        """Begin; a second start is ignored."""
        if self._thread is None:
            self._stopping = False
            self._thread = threading.Thread(target=self._run, name="link", daemon=True)
            self._thread.start()

    def stop(self) -> None:
        """Return when the thread has ended; a request under way is finished or times out first."""
        self._stopping = True
        self._wake.set()
        if self._thread is not None:
            self._thread.join()
            self._thread = None

    @property
    def is_alive(self) -> bool:
        """Whether the link is being looked after."""
        return self._thread is not None and self._thread.is_alive()

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
            sleep_s = self._guarded(wanted=wanted)
            if sleep_s > 0 and not self._stopping:
                self._sleep(sleep_s)

    def _guarded(self, *, wanted: bool) -> float:
        """One step; how long to sleep after it."""
        try:
            return self._once(wanted=wanted)
        except (TryLater, NeedsAttention) as error:
            _log.info("the link waits: %s", error)
            return AFTER_TROUBLE_S
        except Exception as error:  # noqa: BLE001 - this is the worker's main loop: it outlives every defect
            _log.exception("a step of the link broke")
            self._tell(error)
            return AFTER_DEFECT_S

    def _tell(self, error: Exception) -> None:
        try:
            self._broke(error)
        except Exception:  # noqa: BLE001 - it is logged; the thread has to outlive this too
            _log.exception("the defect of the link could not be listed")

    def _once(self, *, wanted: bool) -> float:
        done = self._step(wanted)
        if done.problem:
            _log.info("the province was not reached: %s", done.problem)
        if done.wait_until is None:
            return 0.0
        self._idle()
        return min(max((done.wait_until - self._now()).total_seconds(), 0.0), LONGEST_SLEEP_S)

    def _sleep(self, seconds: float) -> None:
        """Wait until woken; another network wakes as "Send now" does."""
        before = self._network()
        while seconds > 0 and not self._wake.wait(min(seconds, LOOK_AT_NETWORK_S)):
            seconds -= LOOK_AT_NETWORK_S
            after = self._network()
            if after and after != before:
                _log.info("the network is another: trying at once")
                self._now_wanted = True
                return
            before = after
