"""One transaction over all repositories.

A unit of work takes the store's only place for writers when it begins, so that what it read cannot change before
it writes. It is meant to be short: decide, write, commit; the world outside is talked to before or after.
"""

from __future__ import annotations

from collections.abc import Callable
from types import TracebackType
from typing import Self

from typing_extensions import override

from counter_app.db.database import Database
from counter_app.db.repositories.acts import SqliteActs
from counter_app.db.repositories.clerks import SqliteClerks
from counter_app.db.repositories.dossiers import SqliteDossiers
from counter_app.db.repositories.evictions import SqliteEvictions
from counter_app.db.repositories.feed import SqliteFeed
from counter_app.db.repositories.files import SqliteFiles
from counter_app.db.repositories.numbers import SqliteNumbers
from counter_app.db.repositories.observations import SqliteObservations
from counter_app.db.repositories.pages import SqlitePages
from counter_app.db.repositories.troubles import SqliteTroubles
from counter_app.db.writer import Writer
from counter_app.services.ports import UnitOfWork


class SqliteUnitOfWork(UnitOfWork):
    """A transaction of the store; used once, in one ``with``, on one thread."""

    def __init__(self, writer: Writer, publish: Callable[[object], None], *, lasting: bool = True) -> None:
        self._writer = writer
        self._publish = publish
        self._lasting = lasting
        self._events: list[object] = []
        self._database: Database | None = None

    def __enter__(self) -> Self:
        database = self._writer.begin(lasting=self._lasting)
        self._database = database
        self.acts = SqliteActs(database)
        self.dossiers = SqliteDossiers(database)
        self.pages = SqlitePages(database)
        self.files = SqliteFiles(database)
        self.numbers = SqliteNumbers(database)
        self.clerks = SqliteClerks(database)
        self.observations = SqliteObservations(database)
        self.feed = SqliteFeed(database)
        self.troubles = SqliteTroubles(database)
        self.evictions = SqliteEvictions(database)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._database is not None:
            self._database = None
            self._writer.roll_back()

    @override
    def publish(self, event: object) -> None:
        self._events.append(event)

    @override
    def commit(self) -> None:
        if self._database is None:
            raise RuntimeError("this unit of work is over")
        self._database = None
        self._writer.commit()
        for event in self._events:
            self._publish(event)
