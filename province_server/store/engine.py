"""Opens the database and says what a transaction means on each engine.

``writing`` is one transaction that takes effect whole or not at all. On SQLite it holds the only writer's place
from its first statement, so nothing read in it can be outdated; on PostgreSQL rows that decide are locked by the
reader (``FOR UPDATE``), and a transaction that the engine ends to break a deadlock is run again.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TypeVar

import sqlalchemy as sa
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.exc import OperationalError
from sqlalchemy.pool import ConnectionPoolEntry

T = TypeVar("T")

TRIES = 8
"""How often a transaction that lost a deadlock or a serialisation race is run again."""

_RACES_LOST = frozenset({"40001", "40P01"})


def open_database(url: str, *, pool_size: int = 8) -> sa.Engine:
    """An engine for ``sqlite:///file`` or ``postgresql+psycopg://...``; nothing is connected yet."""
    if url.startswith("sqlite"):
        engine = sa.create_engine(url, pool_size=pool_size, max_overflow=4, pool_timeout=60)
        sa.event.listen(engine, "connect", _prepare_sqlite)
        return engine
    # No ping before each use: a connection that broke costs its request a 503, which every client repeats.
    return sa.create_engine(url, pool_size=pool_size, max_overflow=4, pool_timeout=60)


def _prepare_sqlite(connection: DBAPIConnection, _entry: ConnectionPoolEntry) -> None:
    assert isinstance(connection, sqlite3.Connection)  # noqa: S101 - tells the type checker what the URL decided
    # The driver opens no transaction by itself: BEGIN below says which kind.
    connection.isolation_level = None
    for pragma in ("journal_mode=WAL", "synchronous=FULL", "busy_timeout=30000", "foreign_keys=ON"):
        connection.execute(f"PRAGMA {pragma}")


@contextmanager
def reading(engine: sa.Engine) -> Iterator[sa.Connection]:
    """A connection that changes nothing; each statement sees what is committed when it runs."""
    with engine.connect() as connection:
        if engine.dialect.name == "postgresql":
            # Saves the two round trips of a transaction that would hold one statement.
            connection.execution_options(isolation_level="AUTOCOMMIT")
        yield connection


@contextmanager
def writing(engine: sa.Engine) -> Iterator[sa.Connection]:
    """One transaction; leaving the block commits, an exception undoes everything."""
    with engine.connect() as connection:
        if engine.dialect.name == "sqlite":
            connection.exec_driver_sql("BEGIN IMMEDIATE")
        yield connection
        connection.commit()


def run_writing(engine: sa.Engine, do: Callable[[sa.Connection], T]) -> T:
    """Run ``do`` in a transaction and commit it; again when the engine broke a deadlock at its cost."""
    for _ in range(TRIES - 1):
        try:
            with writing(engine) as connection:
                return do(connection)
        except OperationalError as error:
            if getattr(error.orig, "sqlstate", None) not in _RACES_LOST:
                raise
    with writing(engine) as connection:
        return do(connection)
