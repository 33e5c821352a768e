"""The province's figures, kept up with every act and read without looking at a dossier.

Each batch writes what it changes as lines of its own, in its own transaction: no batch waits for another because
both count in the same unit. From time to time the lines are folded into the sums. Whoever reads adds both, in one
statement and so of one moment.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping

import sqlalchemy as sa

from province_server.acts.tally import Cell, Measure
from province_server.store import tables as t
from province_server.store.bulk import insert_new
from province_server.store.engine import run_writing

FOLDED_AT_ONCE = 20_000
_FOLDER_LOCK = 7_301_128

Counts = dict[tuple[Measure, str], dict[str, int]]
"""By measure and unit: the number of each day."""


def rows(changed: Mapping[Cell, int]) -> list[dict[str, object]]:
    """The change as lines of ``figure_changes``, to be written with what caused it."""
    return [
        {"measure": cell.measure.value, "day": cell.day, "unit": cell.unit, "number": number}
        for cell, number in changed.items()
    ]


def fold(engine: sa.Engine) -> int:
    """Add what was noted to the sums; how many lines that were (at most 20,000)."""
    return run_writing(engine, _fold_some)


def _fold_some(connection: sa.Connection) -> int:
    if connection.dialect.name == "postgresql":
        connection.execute(sa.text("SELECT pg_advisory_xact_lock(:key)"), {"key": _FOLDER_LOCK})
    c = t.figure_changes.c
    query = sa.select(c.change_id, c.measure, c.day, c.unit, c.number).order_by(c.change_id).limit(FOLDED_AT_ONCE)
    lines = connection.execute(query).all()
    sums: Counter[tuple[str, str, str]] = Counter()
    for _, measure, day, unit, number in lines:
        sums[measure, day, unit] += number
    if not lines:
        return 0
    keys = [{"measure": measure, "day": day, "unit": unit, "number": 0} for measure, day, unit in sorted(sums)]
    insert_new(connection, t.figures, keys)
    f = t.figures.c
    here = sa.and_(f.measure == sa.bindparam("m"), f.day == sa.bindparam("d"), f.unit == sa.bindparam("u"))
    connection.execute(
        sa.update(t.figures).where(here).values(number=f.number + sa.bindparam("n")),
        [{"m": m, "d": d, "u": u, "n": number} for (m, d, u), number in sorted(sums.items())],
    )
    connection.execute(sa.delete(t.figures).where(f.measure == Measure.RUNNING.value, f.number == 0))
    connection.execute(sa.delete(t.figure_changes).where(c.change_id.in_([line.change_id for line in lines])))
    return len(lines)


def read(connection: sa.Connection, since: str) -> Counts:
    """The numbers of every day from ``since`` on, and what is running whenever it is due; none by the hour."""
    daily = [measure.value for measure in Measure if measure not in {Measure.ARRIVED, Measure.RUNNING}]

    def of(table: sa.Table) -> list[sa.Select[tuple[str, str, str, int]]]:
        c = table.c
        columns = sa.select(c.measure, c.day, c.unit, c.number)
        return [
            columns.where(c.measure.in_(daily), c.day >= since),
            columns.where(c.measure == Measure.RUNNING.value),
        ]

    return _summed(connection, *of(t.figures), *of(t.figure_changes))


def arrivals(connection: sa.Connection, since: str) -> Counts:
    """How many dossiers came in each hour from the day ``since`` on."""

    def of(table: sa.Table) -> sa.Select[tuple[str, str, str, int]]:
        c = table.c
        return sa.select(c.measure, c.day, c.unit, c.number).where(
            c.measure == Measure.ARRIVED.value, c.day >= since
        )

    return _summed(connection, of(t.figures), of(t.figure_changes))


def _summed(connection: sa.Connection, *parts: sa.Select[tuple[str, str, str, int]]) -> Counts:
    lines = sa.union_all(*parts).subquery()
    query = sa.select(lines.c.measure, lines.c.unit, lines.c.day, sa.func.sum(lines.c.number)).group_by(
        lines.c.measure, lines.c.unit, lines.c.day
    )
    found: defaultdict[tuple[Measure, str], dict[str, int]] = defaultdict(dict)
    for measure, unit, day, number in connection.execute(query):
        if number:
            found[Measure(measure), unit][day] = int(number)
    return dict(found)
