"""Connections that only read, lent to one caller at a time. They see the last commit and wait for no writer."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from threading import Lock
from typing import Final

from counter_app.db.database import Database

KEPT: Final = 4
"""Connections that are kept open for the next caller."""


class Readers:
    """A few reading connections.

    Args:
        connect: Opens a connection that refuses to write.
    """

    def __init__(self, connect: Callable[[], Database]) -> None:
        self._connect = connect
        self._idle: list[Database] = []
        self._lock = Lock()
        self._closed = False

    @contextmanager
    def snapshot(self) -> Iterator[Database]:
        """A connection whose queries all see the same moment."""
        database = self._borrow()
        try:
            database.run("BEGIN")
            yield database
        finally:
            database.roll_back()
            self._give_back(database)

    def close(self) -> None:
        """Close what is idle; what is lent is closed when it comes back."""
        with self._lock:
            self._closed = True
            idle, self._idle = self._idle, []
        for database in idle:
            database.close()

    def _borrow(self) -> Database:
        with self._lock:
            if self._closed:
                raise RuntimeError("the store is closed")
            if self._idle:
                return self._idle.pop()
        return self._connect()

    def _give_back(self, database: Database) -> None:
        with self._lock:
            if not self._closed and len(self._idle) < KEPT:
                self._idle.append(database)
                return
        database.close()
