"""Answers in pieces that a bad line lets through: what came of a file is kept when the line is cut.

A file of the law has seven hundred kilobytes, and a line of 64 kbit/s that is cut twice a minute lets no such
answer through whole. Pieces follow the line: one should take seconds, and a quick line few requests.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http import HTTPStatus
from typing import Final, Protocol

from counter_app.domain.errors import LinkDown
from counter_app.sync.transport import Answer

QUICK_S: Final = 1.0
SLOW_S: Final = 8.0
FILES_KEPT: Final = 2
"""Of so many files the beginning is kept in memory; the one asked for longest ago is begun anew."""


class Ask(Protocol):
    def __call__(self, headers: dict[str, str], /) -> Answer: ...


class Portion:
    """How much is asked for at once: more while it comes quickly, less when it is slow or does not come."""

    def __init__(self, least: int, most: int, steady: Callable[[], float], *, first: int = 0) -> None:
        self._least = least
        self._most = most
        self._steady = steady
        self.size = first or least

    @contextmanager
    def asked(self) -> Iterator[int]:
        """Ask for this much inside the block; what comes of it decides about the next."""
        began = self._steady()
        try:
            yield self.size
        except LinkDown:
            self.size = max(self.size // 2, self._least)
            raise
        took = self._steady() - began
        if took < QUICK_S:
            self.size = min(self.size * 2, self._most)
        elif took > SLOW_S:
            self.size = max(self.size // 2, self._least)


class Downloads:
    """Files that come piece by piece; safe for several threads, each with a file of its own."""

    def __init__(self, steady: Callable[[], float]) -> None:
        self._portion = Portion(16 * 1024, 4 * 1024 * 1024, steady, first=64 * 1024)
        self._begun: OrderedDict[str, bytes] = OrderedDict()

    def fetch(self, name: str, ask: Ask) -> bytes | None:
        """The whole file; None when it is not there. What came is kept under this name until it is whole.

        Raises:
            LinkDown: the next call goes on where this one broke off.
        """
        content = self._begun.get(name, b"")
        while True:
            with self._portion.asked() as size:
                answer = ask({"Range": f"bytes={len(content)}-{len(content) + size - 1}"})
            if answer.status == HTTPStatus.NOT_FOUND:
                self._begun.pop(name, None)
                return None
            if answer.status != HTTPStatus.PARTIAL_CONTENT:
                self._begun.pop(name, None)
                # An empty file has no range, and who knows no ranges gives the whole.
                return b"" if answer.status == HTTPStatus.REQUESTED_RANGE_NOT_SATISFIABLE else answer.body
            content += answer.body
            if not answer.body or len(content) >= _whole_size(answer):
                self._begun.pop(name, None)
                return content
            self._keep(name, content)

    def _keep(self, name: str, content: bytes) -> None:
        self._begun[name] = content
        self._begun.move_to_end(name)
        while len(self._begun) > FILES_KEPT:
            self._begun.popitem(last=False)


def _whole_size(answer: Answer) -> int:
    """What the answer's ``Content-Range`` says of the whole. Raises ``LinkDown``."""
    size = answer.headers.get("content-range", "").rpartition("/")[2]
    if not size.isdecimal():
        raise LinkDown("answer_unreadable")
    return int(size)
