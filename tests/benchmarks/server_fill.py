"""Grows an empty store to millions of acts in minutes, with rows of the shape and size that real acts leave.

Each filled act is the ``received`` of a dossier of its own in another unit: rows in acts, chain, dossiers, codes,
followers and feed, figures besides, made by PostgreSQL itself (``INSERT ... SELECT generate_series``). Indexes and
keys are taken off before and made anew after, from the definitions that the migrations left: it is the keeping of
them row by row that takes the time. What the measured acts do afterwards goes through the server.
"""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor

import sqlalchemy as sa

from province_server import feed

STEP = 500_000
_SERIES = "generate_series(CAST(:low AS bigint), CAST(:high AS bigint)) n"
_ACTS = """INSERT INTO acts (act_id, digest, kind, dossier_id, version, device_id, epoch, device_seq, unit, actor,
    day, outcome, receipt, document)
    SELECT 'f' || md5(n::text) || n, md5(n::text) || md5(n::text), 'received', 'd' || md5(n::text) || n, 1,
    'filler' || n % 1000, 1, n, 'F' || n % 200, 'c', '2026-01-01', 'applied', repeat('r', 300),
    repeat('x', 900) FROM SERIES"""
_AROUND = (
    """INSERT INTO chain (device_id, epoch, device_seq, digest, act_id)
       SELECT 'filler' || n % 1000, 1, n, md5(n::text) || md5(n::text), 'f' || md5(n::text) || n FROM SERIES""",
    """INSERT INTO dossiers (dossier_id, code, provisional, state, holder, version, receiving_unit, received_at,
       due_at, ended_at, papers, result_digitised)
       SELECT 'd' || md5(n::text) || n, 'F' || n, false, 'returned', 'F', 1, 'F' || n % 200,
       day || 'T09:00:00+07:00', day || 'T17:00:00+07:00', day || 'T16:00:00+07:00', 2, true
       FROM (SELECT n, to_char(timestamp '2026-11-23' - (n % 700) * interval '1 day', 'YYYY-MM-DD') AS day
       FROM SERIES) days""",
    "INSERT INTO dossier_codes SELECT 'F' || n, 'd' || md5(n::text) || n FROM SERIES",
    "INSERT INTO dossier_scope SELECT 'd' || md5(n::text) || n, 'F' || n % 200 FROM SERIES",
    """INSERT INTO changes (position, audience, kind, act_id, dossier_id, version)
       SELECT CAST(:above AS bigint) + n, 'F' || n % 200, 'act', 'f' || md5(n::text) || n,
       'd' || md5(n::text) || n, 1 FROM SERIES""",
)
_TABLES = ("acts", "chain", "dossiers", "dossier_codes", "dossier_scope", "changes")
_FIGURES = """INSERT INTO figures (measure, day, unit, number)
    SELECT measure, substr(received_at, 1, 10), receiving_unit, count(*) FROM dossiers,
    unnest(ARRAY['received', 'papers', 'resolved', 'with_result', 'finished', 'in_time']) measure
    WHERE receiving_unit LIKE 'F%' GROUP BY 1, 2, 3"""
_KEYS = """SELECT format('ALTER TABLE %I DROP CONSTRAINT %I', r.relname, c.conname),
    format('ALTER TABLE %I ADD CONSTRAINT %I %s', r.relname, c.conname, pg_get_constraintdef(c.oid))
    FROM pg_constraint c JOIN pg_class r ON r.oid = c.conrelid
    WHERE c.contype IN ('p', 'u') AND r.relname = ANY(:tables)"""
_INDEXES = """SELECT format('DROP INDEX %I', indexname), indexdef FROM pg_indexes
    WHERE schemaname = 'public' AND tablename = ANY(:tables)"""


def fill(engine: sa.Engine, acts: int) -> None:
    """Grow an empty store to so many acts; the planner knows the tables when this returns."""
    feed.place(engine)
    with engine.begin() as connection:
        above = feed.newest(connection)
        made_anew = [*_take_off(connection, _KEYS), *_take_off(connection, _INDEXES)]

    with ThreadPoolExecutor(2) as pool:  # as many as there are cores here
        list(pool.map(lambda statements: _grow(engine, statements, acts, above), [[_ACTS], _AROUND]))
        list(pool.map(lambda statement: _make(engine, statement), [*made_anew, _FIGURES]))
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.execute(sa.text("VACUUM ANALYZE"))
        connection.execute(sa.text("CHECKPOINT"))


def _take_off(connection: sa.Connection, query: str) -> list[str]:
    """Drop what the query names; the statements that make it anew."""
    found = connection.execute(sa.text(query), {"tables": list(_TABLES)}).all()
    for drop, _ in found:
        connection.exec_driver_sql(drop)
    return [make for _, make in found]


def _grow(engine: sa.Engine, statements: Sequence[str], acts: int, above: int) -> None:
    for low in range(1, acts + 1, STEP):
        with engine.begin() as connection:
            connection.exec_driver_sql("SET LOCAL synchronous_commit = off")
            for statement in statements:
                text = sa.text(statement.replace("SERIES", _SERIES))
                given = {"low": low, "high": min(acts, low + STEP - 1), "above": above}
                connection.execute(
                    text, {name: value for name, value in given.items() if f":{name} " in text.text}
                )


def _make(engine: sa.Engine, statement: str) -> None:
    with engine.begin() as connection:
        connection.exec_driver_sql("SET LOCAL maintenance_work_mem = '1GB'")
        connection.execute(sa.text(statement))
