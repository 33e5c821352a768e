"""The encrypted store of one counter: one place for writers, any number of readers, events after the commit."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from types import TracebackType
from typing import Self

from counter_app.db.counts import only_here
from counter_app.db.database import Database
from counter_app.db.keys import StoreKey
from counter_app.db.queries import SqliteQueries
from counter_app.db.readers import Readers
from counter_app.db.rebuild import Rebuilt, rebuild
from counter_app.db.unit_of_work import SqliteUnitOfWork
from counter_app.db.upgrade import copy_store, open_store
from counter_app.db.writer import Writer
from counter_app.services.queries import Queries


def tell_nobody(event: object) -> None:
    """Where events go when nobody listens."""
    del event


class Store:
    """Opens the store, making or upgrading it first; safe for any number of threads.

    Args:
        path: The store's file; its folder is made.
        key: The store's secret, 32 random bytes.
        publish: Called with each event after the commit that it belongs to, on the committing thread, outside the
            transaction: it may open a unit of work of its own.

    Raises:
        InvalidInput: ``store_key_length``.
        NeedsAttention: ``store_key_wrong``, ``store_newer``, ``store_not_writable``, ``disk_trouble``.
        Damaged: ``store_damaged``.
        TryLater: ``disk_full``, ``store_busy``.
    """

    def __init__(self, path: Path, key: bytes, *, publish: Callable[[object], None] = tell_nobody) -> None:
        self._path = path
        self._key = StoreKey(key)
        self._publish = publish
        self._writer = Writer(open_store(path, self._key))
        self._readers = Readers(lambda: Database(self._path, self._key, read_only=True))
        self.queries: Queries = SqliteQueries(self._readers)

    def open_work(self) -> SqliteUnitOfWork:
        """A unit of work for one ``with``. Units of work follow one another; they do not nest."""
        return SqliteUnitOfWork(self._writer, self._publish)

    def open_note(self) -> SqliteUnitOfWork:
        """A unit of work whose commit does not wait for the disk: for what is asked again when it is forgotten.

        A cut of power may undo it, as if it had never been. The next commit of ``open_work`` keeps it too.
        """
        return SqliteUnitOfWork(self._writer, self._publish, lasting=False)

    def rebuild(self) -> Rebuilt:
        """Make the projection and the search indexes anew from the log and the pages, all or nothing."""
        database = self._writer.begin()
        try:
            rebuilt = rebuild(database)
        except BaseException:
            self._writer.roll_back()
            raise
        self._writer.commit()
        return rebuilt

    def back_up(self, target: Path) -> None:
        """Make a whole copy under the same key, synced when the call returns, while work goes on.

        Together with the vault's folder and the key it is all that a counter knows.
        """
        with Database(self._path, self._key, read_only=True) as source:
            copy_store(source, self._key, target)

    def only_here(self) -> int:
        """Dossiers of which something is on this PC alone: not sent yet, or scanned and not sealed yet."""
        with self._readers.snapshot() as database:
            return only_here(database)

    def damages(self) -> tuple[str, ...]:
        """What is wrong with the file, every byte of it looked at; empty when it is whole. Takes its time."""
        with self._readers.snapshot() as database:
            # What cannot be decrypted cannot be followed any further.
            found = database.rows("PRAGMA cipher_integrity_check") or database.rows("PRAGMA integrity_check")
        return tuple(str(line) for (line,) in found if line != "ok")

    def close(self) -> None:
        """Wait for the running transaction and close the file. May be called again."""
        self._readers.close()
        self._writer.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()
