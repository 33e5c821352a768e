"""A counter that is killed at its N-th commit or request.

``python -m tests.rigs.dying_counter N OUT URL CODE FILES LOGIN PASSWORD``

Before and after every commit, before and after every request to the province, a mark is passed. At the N-th
mark the process kills itself as a power cut would: nothing is flushed, nothing is closed. With N = 0 it lives.
The number of marks passed is printed at the end of a life that was not cut short.
"""

from __future__ import annotations

import sys
from pathlib import Path

from counter_app.bootstrap import open_counter
from counter_app.commands.demo import DEMO_CARD, demo_settings
from counter_app.commands.headless import HeadlessRun, Progress, Wish
from counter_app.settings import read_settings
from counter_app.sync.transport import LinkSettings
from tests.rigs.marks import MarkedRequests, die, mark_commits


class Fuse:
    """Counts marks; the ``at``-th is the last."""

    def __init__(self, at: int) -> None:
        self._at = at
        self.passed = 0

    def mark(self) -> None:
        self.passed += 1
        if self.passed == self._at:
            die()


def main(at: int, out: Path, url: str, enrol_code: str, pages: Path, clerk: tuple[str, str]) -> None:
    """Live once, until the end or the ``at``-th mark."""
    fuse = Fuse(at)
    settings = demo_settings(out / "var", url, pages=pages)
    counter = open_counter(settings)
    mark_commits(counter, fuse.mark)
    link = MarkedRequests(LinkSettings(url))
    link.mark = fuse.mark
    counter.__dict__["transport"] = link
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
