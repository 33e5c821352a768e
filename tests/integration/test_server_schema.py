"""The migrations bring an empty database, of either kind, to exactly the schema that the code names."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
import sqlalchemy as sa
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory

from province_server import figures
from province_server.acts.standings import lock_standings
from province_server.acts.tally import counted
from province_server.store.engine import open_database, reading, writing
from province_server.store.migrate import SchemaFromTheFuture, _config, migrate
from province_server.store.tables import metadata, paper_versions
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


REVISIONS = [script.revision for script in ScriptDirectory.from_config(_config()).walk_revisions()]
BY_KIND = {sa.Text: "x", sa.Integer: 7, sa.BigInteger: 7, sa.Boolean: True, sa.Float: 7.5}


def bring_to(engine: sa.Engine, revision: str) -> None:
    """The schema as the release with this revision left it."""
    with writing(engine) as connection:
        config = _config()
        config.attributes["connection"] = connection
        command.upgrade(config, revision)


def fill_every_table(engine: sa.Engine) -> dict[str, list[tuple[object, ...]]]:
    """One row in each table, whatever its columns are; the rows by table."""
    there = sa.MetaData()
    there.reflect(engine)
    kept = {}
    with engine.begin() as connection:
        for table in there.sorted_tables:
            if table.name == "alembic_version":
                continue
            row = {
                column.name: next(value for kind, value in BY_KIND.items() if isinstance(column.type, kind))
                for column in table.columns
            }
            connection.execute(sa.insert(table).values(row))
            kept[table.name] = [tuple(one) for one in connection.execute(sa.select(table))]
    return kept


@pytest.mark.parametrize("revision", REVISIONS)
def test_every_former_schema_is_brought_here_with_all_that_is_in_it(url: str, revision: str) -> None:
    engine = open_database(url)
    bring_to(engine, revision)
    before = fill_every_table(engine)

    migrate(engine)

    there = sa.MetaData()
    there.reflect(engine)
    with engine.connect() as connection:
        after = {
            name: [row[: len(rows[0])] for row in map(tuple, connection.execute(sa.select(there.tables[name])))]
            for name, rows in before.items()
        }
        differences = compare_metadata(MigrationContext.configure(connection), metadata)
    engine.dispose()
    assert {name: rows for name, rows in after.items() if name != "figures"} == {
        name: rows for name, rows in before.items() if name != "figures"
    }
    assert differences == []


def test_papers_that_were_signed_afterwards_are_known_also_from_before(url: str) -> None:
    engine = open_database(url)
    bring_to(engine, "0006")
    insert = sa.text(
        "INSERT INTO acts (act_id, epoch, device_seq, kind, dossier_id, outcome, document)"
        " VALUES (:name, 1, :place, :kind, 'd1', :outcome, :document)"
    )
    lives = [("paper_signed", "applied", "a"), ("paper_signed", "refused", "b"), ("rated", "applied", "c")]
    with engine.begin() as connection:
        for place, (kind, outcome, former) in enumerate(lives):
            document = json.dumps({"kind": kind, "body": {"former": former, "file": f"{former} signed"}})
            row = {"place": place, "name": f"act-{place}", "kind": kind, "outcome": outcome, "document": document}
            connection.execute(insert, row)

    migrate(engine)

    with reading(engine) as connection:
        found = [tuple(row) for row in connection.execute(sa.select(paper_versions))]
    engine.dispose()
    assert found == [("a", "a signed", "d1")]


def test_dossiers_from_before_the_figures_are_counted(url: str) -> None:
    engine = open_database(url)
    bring_to(engine, "0002")
    insert = sa.text(
        "INSERT INTO dossiers (dossier_id, provisional, state, version, receiving_unit, received_at, due_at,"
        " ended_at, rating, papers, reused, result_digitised) VALUES (:name, false, :state, 1, :unit, :received,"
        " :due, :ended, :rating, :papers, :reused, :result)"
    )
    lives = [
        ("received", "2026-11-25T17:00:00+07:00", "", "", 0, 0, False),
        ("processing", "", "", "", 2, 1, False),
        ("result_ready", "2026-11-25T17:00:00+07:00", "2026-11-24T09:00:00+07:00", "", 1, 0, True),
        ("returned", "2026-11-23T17:00:00+07:00", "2026-11-24T09:00:00+07:00", "dissatisfied", 1, 1, True),
        ("returned", "", "2026-11-24T09:00:00+07:00", "satisfied", 1, 0, True),
        ("withdrawn", "2026-11-25T17:00:00+07:00", "2026-11-24T09:00:00+07:00", "", 0, 0, False),
    ]
    with engine.begin() as connection:
        for place, (state, due, ended, rating, papers, reused, result) in enumerate(lives * 2):
            row = {
                "state": state,
                "due": due,
                "ended": ended,
                "rating": rating,
                "papers": papers,
                "reused": reused,
            }
            unit, received = f"H09.0{place % 5}", f"2026-11-2{place % 3}T09:10:00+07:00"
            connection.execute(
                insert, {**row, "name": f"d{place}", "unit": unit, "received": received, "result": result}
            )

    migrate(engine)

    with reading(engine) as connection:
        names = list(connection.scalars(sa.text("SELECT dossier_id FROM dossiers")))
        cells = [cell for one in lock_standings(connection, names).values() for cell in counted(one)]
        found = {**figures.read(connection, ""), **figures.arrivals(connection, "")}
    engine.dispose()
    assert {(measure, unit, day) for (measure, unit), days in found.items() for day in days} == {
        (cell.measure, cell.unit, cell.day) for cell in cells
    }
    assert sum(number for days in found.values() for number in days.values()) == len(cells)
