"""Runs migrations on a store. Loads Alembic and SQLAlchemy, so only ``upgrade`` and tests import it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from alembic import command
from alembic.config import Config
from sqlalchemy import Connection, create_engine, event
from sqlalchemy.exc import DBAPIError
from sqlalchemy.pool import NullPool
from sqlcipher3 import dbapi2 as sqlcipher

from counter_app.db.database import open_raw, tell
from counter_app.db.keys import StoreKey

SCRIPTS: Final = Path(__file__).parent / "migrations"


def upgrade(path: Path, key: StoreKey, revision: str = "head", *, scripts: Path = SCRIPTS) -> None:
    """Bring the store to this schema, all the way or not at all."""
    _run(path, key, scripts, lambda config: command.upgrade(config, revision))


def downgrade(path: Path, key: StoreKey, revision: str, *, scripts: Path = SCRIPTS) -> None:
    """Take the store back to this schema, all the way or not at all."""
    _run(path, key, scripts, lambda config: command.downgrade(config, revision))


@contextmanager
def connected(path: Path, key: StoreKey) -> Iterator[Connection]:
    """SQLAlchemy's connection to the store, inside one transaction that ends with the ``with``."""
    engine = create_engine("sqlite://", module=sqlcipher, creator=lambda: open_raw(path, key), poolclass=NullPool)
    # The driver is in manual mode; a change of the schema takes the writer's place from the start.
    event.listen(engine, "begin", lambda connection: connection.exec_driver_sql("BEGIN IMMEDIATE"))
    try:
        with engine.begin() as connection:
            yield connection
    except DBAPIError as error:
        if isinstance(error.orig, sqlcipher.Error):
            tell(error.orig, path, key)
        raise
    finally:
        engine.dispose()


def _run(path: Path, key: StoreKey, scripts: Path, work: Callable[[Config], None]) -> None:
    config = Config()
    config.set_main_option("script_location", str(scripts).replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    with connected(path, key) as connection:
        config.attributes["connection"] = connection
        work(config)
