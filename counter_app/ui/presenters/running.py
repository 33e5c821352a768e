"""How presenters have work done elsewhere: one answer each, and only the newest one counts where it must."""

from __future__ import annotations

from collections.abc import Callable
from typing import Generic, Protocol, TypeVar

from counter_app.domain.errors import CounterError

T = TypeVar("T")


class Tasks(Protocol):
    """Runs work off the window's thread and answers exactly once, on it."""

    def run(
        self,
        work: Callable[[], T],
        *,
        done: Callable[[T], None],
        failed: Callable[[CounterError], None],
        slow: bool = False,
    ) -> None: ...


class AtOnce:
    """Runs work where it is asked for: right for what waits for nothing, and where nobody waits."""

    def run(
        self,
        work: Callable[[], T],
        *,
        done: Callable[[T], None],
        failed: Callable[[CounterError], None],
        slow: bool = False,
    ) -> None:
        """Call ``work``, then one of ``done`` and ``failed``, before returning."""
        del slow
        try:
            answer = work()
        except CounterError as error:
            failed(error)
            return
        done(answer)


class Newest(Generic[T]):
    """Asks again and again; answers to anything but the last question are dropped.

    For what follows typing: search, preview. The screen never shows the answer to an older question.
    """

    def __init__(
        self,
        tasks: Tasks,
        *,
        done: Callable[[T], None],
        failed: Callable[[CounterError], None],
        slow: bool = False,
    ) -> None:
        self._tasks = tasks
        self._done = done
        self._failed = failed
        self._slow = slow
        self._asked = 0

    def ask(self, work: Callable[[], T]) -> None:
        """Ask this now; whatever was asked before is no longer of interest."""
        self._asked += 1
        mine = self._asked
        self._tasks.run(
            work,
            done=lambda answer: self._done(answer) if mine == self._asked else None,
            failed=lambda error: self._failed(error) if mine == self._asked else None,
            slow=self._slow,
        )

    def forget(self) -> None:
        """No answer is of interest any more."""
        self._asked += 1


class Refresh(Generic[T]):
    """Reads again whenever asked, one reading at a time, and once more if asked meanwhile.

    For what follows events: however fast they come, the store is read no faster than it answers, and the last
    answer is never older than the last event.
    """

    def __init__(
        self,
        tasks: Tasks,
        read: Callable[[], T],
        *,
        done: Callable[[T], None],
        failed: Callable[[CounterError], None],
    ) -> None:
        self._tasks = tasks
        self._read = read
        self._done = done
        self._failed = failed
        self._running = False
        self._again = False

    def ask(self) -> None:
        """What is shown may be old: read it again."""
        if self._running:
            self._again = True
            return
        self._running = True
        self._tasks.run(self._read, done=self._answered, failed=self._refused)

    def _answered(self, answer: T) -> None:
        self._running = False
        self._done(answer)
        self._ask_again()

    def _refused(self, error: CounterError) -> None:
        self._running = False
        self._failed(error)
        self._ask_again()

    def _ask_again(self) -> None:
        if self._again:
            self._again = False
            self.ask()
