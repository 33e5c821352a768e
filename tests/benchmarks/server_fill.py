"""Grows a province's store to millions of acts in minutes, with rows of the shape and size that real acts leave.

Each filled act is the ``received`` of a dossier of its own in another unit: rows in acts, chain, dossiers, codes,
followers and feed, figures besides, made by PostgreSQL itself (``INSERT ... SELECT generate_series``). The indexes
grow as they would; what the measured acts do afterwards goes through the server.
"""

from __future__ import annotations

import sqlalchemy as sa

from province_server import feed

STEP = 250_000
_SERIES = "generate_series(CAST(:low AS bigint), CAST(:high AS bigint)) n"
_STATEMENTS = (
    """INSERT INTO acts (act_id, digest, kind, dossier_id, version, device_id, epoch, device_seq, unit, actor,
       day, outcome, receipt, document)
       SELECT 'f' || md5(n::text) || n, md5(n::text) || md5(n::text), 'received', 'd' || md5(n::text) || n, 1,
       'filler' || n % 1000, 1, n, 'F' || n % 200, 'c', '2026-01-01', 'applied', repeat('r', 300),
       repeat('x', 900) FROM SERIES""",
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
       SELECT (SELECT coalesce(max(position), 0) FROM changes) + row_number() OVER (), 'F' || n % 200, 'act',
       'f' || md5(n::text) || n, 'd' || md5(n::text) || n, 1 FROM SERIES""",
)
_FIGURES = """INSERT INTO figures (measure, day, unit, number)
    SELECT measure, substr(received_at, 1, 10), receiving_unit, count(*) FROM dossiers,
    unnest(ARRAY['received', 'papers', 'resolved', 'with_result', 'finished', 'in_time']) measure
    WHERE receiving_unit LIKE 'F%' GROUP BY 1, 2, 3
    ON CONFLICT (measure, day, unit) DO UPDATE SET number = excluded.number"""


def fill(engine: sa.Engine, acts: int) -> None:
    """Grow the store to so many acts; the feed is placed and the planner knows the tables when this returns."""
    feed.place(engine)
    with engine.connect() as connection:
        have = connection.scalar(sa.text("SELECT count(*) FROM acts")) or 0
    for low in range(have + 1, acts + 1, STEP):
        with engine.begin() as connection:
            connection.execute(sa.text("SET LOCAL synchronous_commit = off"))
            for statement in _STATEMENTS:
                text = sa.text(statement.replace("SERIES", _SERIES))
                connection.execute(text, {"low": low, "high": min(acts, low + STEP - 1)})
    with engine.begin() as connection:
        connection.execute(sa.text(_FIGURES))
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.execute(sa.text("VACUUM ANALYZE"))
        connection.execute(sa.text("CHECKPOINT"))
