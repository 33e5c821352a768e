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

    def begin(self) -> Database:
        """The connection, inside a new transaction, once the others are done.

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
