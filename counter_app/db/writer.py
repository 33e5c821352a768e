"""The one connection that writes, lent to one thread at a time."""

from __future__ import annotations

from threading import Lock, get_ident
from typing import Final

from counter_app.db.database import Database
from counter_app.domain.errors import TryLater

PATIENCE_S: Final = 60.0
"""Longer than any transaction may take; whoever waits this long has met a defect and says so."""


class Writer:
    """Transactions one after the other.

    Args:
        database: The connection; closed by ``close``.
    """

    def __init__(self, database: Database) -> None:
        self._database = database
        self._turn = Lock()
        self._thread: int | None = None
        self._closed = False
        self._lasting = True

    def begin(self, *, lasting: bool = True) -> Database:
        """The connection, inside a new transaction, once the others are done.

        Args:
            lasting: Whether the commit waits for the disk. One that does not may be undone by a cut of power,
                whole, with every later one that did not wait either; the next that waits keeps them all.

        Raises:
            TryLater: ``store_busy``.
            RuntimeError: this thread is inside a transaction already, or the store is closed.
        """
        if self._thread == get_ident():
            raise RuntimeError("a unit of work is open on this thread already")
        if not self._turn.acquire(timeout=PATIENCE_S):
            raise TryLater("store_busy")
        self._thread = get_ident()
        try:
            self._require_open()
            if lasting != self._lasting:
                self._database.run(f"PRAGMA synchronous = {'FULL' if lasting else 'NORMAL'}")
                self._lasting = lasting
            self._database.begin()
        except BaseException:
            self._release()
            raise
        return self._database

    def commit(self) -> None:
        """Make it last. When that fails, for a full disk say, everything is undone and the error is raised."""
        try:
            try:
                self._database.commit()
            except BaseException:
                self._database.roll_back()
                raise
        finally:
            self._release()

    def roll_back(self) -> None:
        """Undo everything since ``begin``."""
        try:
            self._database.roll_back()
        finally:
            self._release()

    def close(self) -> None:
        """Close the connection once the running transaction is done. May be called again."""
        with self._turn:
            if not self._closed:
                self._closed = True
                self._database.close()

    def _require_open(self) -> None:
        if self._closed:
            raise RuntimeError("the store is closed")

    def _release(self) -> None:
        self._thread = None
        self._turn.release()
