"""Python's cyclic garbage is swept when nobody waits, and only on the window's thread.

Left to itself, the collector stops every thread for a tenth of a second, at the very moment when much is going
on, because it counts what is allocated; and it may destroy a widget on a thread that Qt does not allow. So it is
switched off while the window lives. What is young is swept once a second, which costs what that second brought.
The whole heap is swept when the clerk's hands rest and no scanner runs. What is loaded when the window becomes
usable is set aside: it stays as long as the program.
"""

from __future__ import annotations

import gc
import sys
from collections.abc import Callable
from enum import IntEnum

from PySide6.QtCore import QElapsedTimer, QEvent, QObject, QTimer
from PySide6.QtWidgets import QApplication
from typing_extensions import override

from counter_app.ui.idle import TOUCHES

YOUNG_EVERY_MS = 1_000
WHOLE_EVERY_MS = 60_000
REST_MS = 10_000

TURN_S = 0.001
"""How long another thread keeps Python's lock while the window wants it; Python's own five add up to a stutter."""


class Sweep(IntEnum):
    """How much is swept, in the collector's own terms."""

    YOUNG = 1
    WHOLE = 2


class Sweeper(QObject):
    """Takes the collector over until ``stop``.

    Args:
        busy: Whether the window must not pause now although nobody touches it.
        parent: Whom it ends with.
        rest_ms: How long nothing was touched before the whole heap is swept.
        whole_every_ms: How long at least between two sweeps of the whole heap.
    """

    def __init__(
        self,
        busy: Callable[[], bool],
        parent: QObject,
        *,
        rest_ms: int = REST_MS,
        whole_every_ms: int = WHOLE_EVERY_MS,
    ) -> None:
        super().__init__(parent)
        self._busy = busy
        self._rest_ms = rest_ms
        self._whole_every_ms = whole_every_ms
        self._turn_s = sys.getswitchinterval()
        self._since_touch = QElapsedTimer()
        self._since_whole = QElapsedTimer()
        self._timer = QTimer(self)
        self._timer.setInterval(YOUNG_EVERY_MS)
        self._timer.timeout.connect(self.sweep)

    def start(self) -> None:
        """The window is usable: what is here stays, what comes from now on is swept."""
        gc.disable()
        gc.freeze()
        sys.setswitchinterval(TURN_S)
        self._since_touch.start()
        self._since_whole.start()
        application = QApplication.instance()
        if application is not None:
            application.installEventFilter(self)
        self._timer.start()

    def stop(self) -> None:
        """Python's collector does as it likes again."""
        if not self._timer.isActive():
            return
        self._timer.stop()
        application = QApplication.instance()
        if application is not None:
            application.removeEventFilter(self)
        sys.setswitchinterval(self._turn_s)
        gc.unfreeze()
        gc.enable()

    def sweep(self) -> Sweep:
        """Sweep as much as may be swept now."""
        rests = self._since_touch.elapsed() >= self._rest_ms
        if rests and self._since_whole.elapsed() >= self._whole_every_ms and not self._busy():
            gc.unfreeze()
            gc.collect(Sweep.WHOLE)
            gc.freeze()
            self._since_whole.restart()
            return Sweep.WHOLE
        gc.collect(Sweep.YOUNG)
        return Sweep.YOUNG

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in TOUCHES:
            self._since_touch.restart()
        return False
