"""Work off the window's thread: every piece of work gets exactly one answer, on the window's thread.

One of the two places that catch every exception: a defect in the work is reported to the exception hook and
answered as a failure, so that no screen waits for ever.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from typing import TypeVar

from PySide6.QtCore import QObject, Qt, Signal, Slot

from counter_app.domain.errors import CounterError, NeedsAttention
from counter_app.ui.presenters.running import Tasks

T = TypeVar("T")

QUICK_THREADS = 4
SLOW_THREADS = 5
"""A scan, a wait for the scanner's button, a look-up at the province, a sealing, a search for scanners."""


class PoolTasks(QObject):
    """Runs work in two pools, so that a scan that lasts minutes never delays a search as one types.

    Signals:
        rested: Every piece of work was answered.
        _answered: A finished answer, carried to the window's thread.
    """

    rested = Signal()
    _answered = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._quick = ThreadPoolExecutor(QUICK_THREADS, thread_name_prefix="screen")
        self._slow = ThreadPoolExecutor(SLOW_THREADS, thread_name_prefix="screen-slow")
        self._closed = False
        self._reworded: Callable[[CounterError], CounterError] = lambda error: error
        self._unanswered = 0
        self._answered.connect(self._give, Qt.ConnectionType.QueuedConnection)

    def run(
        self,
        work: Callable[[], T],
        *,
        done: Callable[[T], None],
        failed: Callable[[CounterError], None],
        slow: bool = False,
    ) -> None:
        """Call ``work`` on another thread, then exactly one of ``done`` and ``failed`` on the window's thread.

        To be called on the window's thread. ``slow`` work may take minutes (a scan) and has threads of its own.
        Nothing is answered after ``close``.
        """
        if self._closed:
            return
        pool = self._slow if slow else self._quick
        self._unanswered += 1

        def attempt() -> None:
            try:
                answer = work()
            except CounterError as error:
                said = self._reworded(error)
                self._answered.emit(lambda: failed(said))
            except Exception as defect:  # noqa: BLE001 - the one place that turns a defect into an answer
                self._answered.emit(lambda defect=defect: self._report(defect, failed))
            else:
                self._answered.emit(lambda: done(answer))

        submitted: Future[None] = pool.submit(attempt)
        del submitted

    def reword(self, reworded: Callable[[CounterError], CounterError]) -> None:
        """From now on every foreseen error passes through this, on the thread of the work, before a screen."""
        self._reworded = reworded

    @property
    def is_idle(self) -> bool:
        """Whether every piece of work was answered."""
        return self._unanswered == 0

    def close(self) -> None:
        """Wait for what runs; drop what has not begun and every answer still on its way."""
        self._closed = True
        self._quick.shutdown(wait=True, cancel_futures=True)
        self._slow.shutdown(wait=True, cancel_futures=True)

    @Slot(object)
    def _give(self, answer: Callable[[], None]) -> None:
        if not self._closed:
            self._unanswered -= 1
            answer()
            if self.is_idle:
                self.rested.emit()

    def _report(self, defect: Exception, failed: Callable[[CounterError], None]) -> None:
        sys.excepthook(type(defect), defect, defect.__traceback__)
        failed(NeedsAttention("defect"))


class TasksOfScreens:
    """Work that screens ask for, while they stand: an answer that comes after they were taken down is dropped.

    Another language or look builds all screens anew. What the work has done is in the store, and the new screens
    read it there.
    """

    def __init__(self, tasks: Tasks) -> None:
        self._tasks = tasks
        self._stand = True

    def run(
        self,
        work: Callable[[], T],
        *,
        done: Callable[[T], None],
        failed: Callable[[CounterError], None],
        slow: bool = False,
    ) -> None:
        """As the tasks behind it do."""

        def while_they_stand(answer: Callable[[], None]) -> None:
            if self._stand:
                answer()

        self._tasks.run(
            work,
            done=lambda answer: while_they_stand(lambda: done(answer)),
            failed=lambda error: while_they_stand(lambda: failed(error)),
            slow=slow,
        )

    def take_down(self) -> None:
        """Nothing is answered from here on."""
        self._stand = False
