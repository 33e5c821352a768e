"""Brings a database to this release's schema; several processes may start at once."""

from __future__ import annotations

from pathlib import Path

import sqlalchemy as sa
from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory

from province_server.store.engine import writing

_MIGRATIONS = Path(__file__).parent / "migrations"
_LOCK = 7_301_126
"""Any number that nothing else in this database takes an advisory lock on."""


class SchemaFromTheFuture(Exception):
    """The database was used by a newer release; this one would damage it."""


def migrate(engine: sa.Engine) -> None:
    """Return when the schema is this release's.

    Raises:
        SchemaFromTheFuture: a newer release has been here.
    """
    with writing(engine) as connection:
        if engine.dialect.name == "postgresql":
            connection.execute(sa.text("SELECT pg_advisory_xact_lock(:key)"), {"key": _LOCK})
        config = _config()
        known = {script.revision for script in ScriptDirectory.from_config(config).walk_revisions()}
        present = MigrationContext.configure(connection).get_current_revision()
        if present is not None and present not in known:
            raise SchemaFromTheFuture(present)
        config.attributes["connection"] = connection
        command.upgrade(config, "head")


def _config() -> Config:
    config = Config()
    config.set_main_option("script_location", str(_MIGRATIONS).replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    return config
