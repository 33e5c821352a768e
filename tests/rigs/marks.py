"""Marks before and after every commit and every request: the places at which a test has a counter die.

Whoever counts the marks decides at which one; ``die`` ends the process as a cut of power would.
"""

from __future__ import annotations

import os
import signal
from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager

from typing_extensions import override

from counter_app.bootstrap import Counter
from counter_app.services.ports import UnitOfWork
from counter_app.sync.transport import Answer, Transport

Mark = Callable[[], None]


def die() -> None:
    """End this process at once: nothing is flushed, nothing is closed."""
    os.kill(os.getpid(), signal.SIGKILL)


class MarkedRequests(Transport):
    """Passes ``mark`` before a request is sent, and after its answer arrived before anybody saw it."""

    mark: Mark

    @override
    def exchange(
        self,
        method: str,
        path: str,
        *,
        body: bytes | None = None,
        headers: Mapping[str, str] | None = None,
        accept: frozenset[int] = frozenset(),
    ) -> Answer:
        self.mark()
        answer = super().exchange(method, path, body=body, headers=headers, accept=accept)
        self.mark()
        return answer


def mark_commits(counter: Counter, mark: Mark) -> None:
    """From now on a mark is passed on either side of each commit of this counter's store."""
    open_work = counter.store.open_work

    @contextmanager
    def open_marked_work() -> Iterator[UnitOfWork]:
        with open_work() as work:
            commit = work.commit

            def commit_between_marks() -> None:
                mark()
                commit()
                mark()

            work.commit = commit_between_marks  # type: ignore[method-assign]
            yield work

    def opened() -> AbstractContextManager[UnitOfWork]:
        return open_marked_work()

    counter.store.open_work = opened  # type: ignore[method-assign]
