"""The migrations bring an empty database, of either kind, to exactly the schema that the code names."""

from __future__ import annotations

from pathlib import Path

import pytest
import sqlalchemy as sa
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext

from province_server.store.engine import open_database
from province_server.store.migrate import SchemaFromTheFuture, migrate
from province_server.store.tables import metadata
from tests.rigs.postgres import Postgres


@pytest.fixture(params=["sqlite", "postgresql"])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'x.sqlite3'}"
    cluster: Postgres = request.getfixturevalue("postgres_cluster")
    return cluster.new_database()


def test_migrations_and_tables_agree(url: str) -> None:
    engine = open_database(url)
    migrate(engine)

    with engine.connect() as connection:
        # Of SQLite's defaults the comparison knows only the spelling.
        exact = connection.dialect.name == "postgresql"
        options = {"compare_type": True, "compare_server_default": exact}
        context = MigrationContext.configure(connection, opts=options)
        differences = compare_metadata(context, metadata)
    engine.dispose()

    assert differences == []


def test_a_migrated_database_is_left_as_it_is(url: str) -> None:
    engine = open_database(url)
    migrate(engine)
    migrate(engine)

    found = sa.inspect(engine).get_table_names()
    engine.dispose()

    assert set(found) == {*metadata.tables, "alembic_version"}


def test_a_database_of_a_newer_release_is_not_touched(url: str) -> None:
    engine = open_database(url)
    migrate(engine)
    with engine.begin() as connection:
        connection.execute(sa.text("UPDATE alembic_version SET version_num = 'from-the-future'"))

    with pytest.raises(SchemaFromTheFuture, match="from-the-future"):
        migrate(engine)
    engine.dispose()
