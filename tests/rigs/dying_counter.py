"""A counter that is killed at its N-th commit or request.

``python -m tests.rigs.dying_counter N OUT URL CODE FILES LOGIN PASSWORD``

Before and after every commit, before and after every request to the province, a mark is passed. At the N-th
mark the process kills itself as a power cut would: nothing is flushed, nothing is closed. With N = 0 it lives.
The number of marks passed is printed at the end of a life that was not cut short.
"""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path

from counter_app.bootstrap import open_counter
from counter_app.commands.demo import DEMO_CARD, demo_settings
from counter_app.commands.headless import HeadlessRun, Progress, Wish
from counter_app.services.ports import UnitOfWork
from counter_app.settings import read_settings
from counter_app.sync.transport import Answer, LinkSettings, Transport


class Fuse:
    """Counts marks; the ``at``-th is the last."""

    def __init__(self, at: int) -> None:
        self._at = at
        self.passed = 0

    def mark(self) -> None:
        self.passed += 1
        if self.passed == self._at:
            os.kill(os.getpid(), signal.SIGKILL)


class DyingTransport(Transport):
    """Passes a mark before a request is sent and one after its answer arrived, before anybody saw it."""

    def __init__(self, settings: LinkSettings, fuse: Fuse) -> None:
        super().__init__(settings)
        self._fuse = fuse

    def exchange(
        self,
        method: str,
        path: str,
        *,
        body: bytes | None = None,
        headers: Mapping[str, str] | None = None,
        accept: frozenset[int] = frozenset(),
    ) -> Answer:
        self._fuse.mark()
        answer = super().exchange(method, path, body=body, headers=headers, accept=accept)
        self._fuse.mark()
        return answer


def marked(work: UnitOfWork, fuse: Fuse) -> UnitOfWork:
    """The same work, with a mark on either side of its commit."""
    commit = work.commit

    def commit_between_marks() -> None:
        fuse.mark()
        commit()
        fuse.mark()

    work.commit = commit_between_marks  # type: ignore[method-assign]
    return work


def main(at: int, out: Path, url: str, enrol_code: str, pages: Path, clerk: tuple[str, str]) -> None:
    """Live once, until the end or the ``at``-th mark."""
    fuse = Fuse(at)
    settings = demo_settings(out / "var", url, pages=pages)
    counter = open_counter(settings)
    open_work = counter.store.open_work

    @contextmanager
    def open_marked_work() -> Iterator[UnitOfWork]:
        with open_work() as work:
            yield marked(work, fuse)

    def opened() -> AbstractContextManager[UnitOfWork]:
        return open_marked_work()

    counter.store.open_work = opened  # type: ignore[method-assign]
    counter.__dict__["transport"] = DyingTransport(LinkSettings(url), fuse)
    card = (read_settings().resources / DEMO_CARD).read_bytes()
    wish = Wish(
        out=out,
        login=clerk[0],
        password=clerk[1],
        enrol_code=lambda: enrol_code,
        procedure="1.004873",
        idcard=card,
        pages=pages,
    )
    try:
        HeadlessRun(counter, wish, Progress(lambda _: None)).run()
    finally:
        counter.close()
    sys.stdout.write(f"marks {fuse.passed}\n")


if __name__ == "__main__":
    number, folder, address, code, files, login, password = sys.argv[1:]
    main(int(number), Path(folder), address, code, Path(files), (login, password))
