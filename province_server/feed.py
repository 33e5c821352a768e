"""The change feed: every entry gets a place in one order, and no reader ever skips one.

An entry is written without a position, in the transaction of what it tells. Positions are given afterwards, to
committed entries only, by one placer at a time: so a position that a reader sees has no smaller one still to come,
however long a slower writer takes. The alternatives were weighed:

* a sequence taken while writing shows holes that fill up later, and readers skip them;
* reading only below the oldest running transaction (``pg_snapshot_xmin``) ties cursors to transaction numbers,
  which start anew when a province restores its dump into a new cluster;
* one counter row updated by each writer keeps every commit waiting for the one before it to reach the disk.

Each entry is addressed to an audience (a unit, one device, or everybody), one row for each, so that an empty poll
is one look into an index.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

import sqlalchemy as sa

from counter_app.contract.messages import ChangeKind
from province_server.store import tables as t
from province_server.store.bulk import insert_rows
from province_server.store.engine import reading, run_writing

EVERYBODY = "*"
PLACED_AT_ONCE = 2000
_PLACER_LOCK = 7_301_127


_C = t.changes.c
_WAITING = sa.select(_C.change_id).where(_C.position.is_(None)).order_by(_C.change_id).limit(1)
"""In order, though any would do: else a planner whose figures are of a busy moment expects one on every page of
the table, and reads all of it to find none."""


@cache
def _page_for(audiences: int) -> sa.Select[Any]:
    """The entries for so many audiences: for each a look into the index where it begins, and no look elsewhere.

    Asked for all at once, a planner may walk through everybody's entries, because the result is to be in order.
    """
    each = [
        sa.select(
            sa.select(_C.position, _C.kind, _C.act_id, _C.body, _C.dossier_id, _C.version, _C.audience)
            .where(_C.audience == sa.bindparam(f"audience{place}"), _C.position > sa.bindparam("after"))
            .order_by(_C.position)
            .limit(sa.bindparam("most"))
            .subquery()
        )
        for place in range(audiences)
    ]
    found = sa.union_all(*each).subquery()
    c = found.c
    body = sa.func.coalesce(t.acts.c.document, c.body)
    return (
        sa.select(c.position, c.kind, body, c.dossier_id, c.version, c.audience)
        .select_from(found.outerjoin(t.acts, t.acts.c.act_id == c.act_id))
        .order_by(c.position)
        .limit(sa.bindparam("most"))
    )


def to_device(device_id: str) -> str:
    """The audience that is one device."""
    return f"device:{device_id}"


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the feed. Acts are named, everything else carries its JSON in ``body``."""

    audience: str
    kind: ChangeKind
    act_id: str = ""
    body: str = ""
    dossier_id: str = ""
    version: int = 0


@dataclass(frozen=True, slots=True)
class Placed:
    """An entry with its position; ``body`` is JSON, an act's own document where it tells of an act."""

    position: int
    kind: str
    body: str
    dossier_id: str
    version: int
    audience: str = ""


def publish(connection: sa.Connection, entries: Sequence[Entry]) -> None:
    """Write the entries, in this order, with the caller's transaction."""
    insert_rows(connection, t.changes, rows(entries))


def rows(entries: Sequence[Entry]) -> list[dict[str, object]]:
    """The entries as lines of ``changes``, without their positions."""
    return [
        {
            "audience": entry.audience,
            "kind": entry.kind.value,
            "act_id": entry.act_id,
            "body": entry.body,
            "dossier_id": entry.dossier_id,
            "version": entry.version,
        }
        for entry in entries
    ]


def place(engine: sa.Engine) -> int:
    """Give committed entries their positions, the oldest first; how many there were (at most 2,000)."""
    with reading(engine) as connection:
        waiting = connection.scalar(_WAITING)
    return 0 if waiting is None else run_writing(engine, _place_some)


def _place_some(connection: sa.Connection) -> int:
    if connection.dialect.name == "postgresql":
        # Freed only after this transaction's positions are visible to the next placer.
        connection.execute(sa.text("SELECT pg_advisory_xact_lock(:key)"), {"key": _PLACER_LOCK})
    top = connection.scalar(sa.select(sa.func.max(t.changes.c.position))) or 0
    unplaced = (
        sa.select(t.changes.c.change_id)
        .where(t.changes.c.position.is_(None))
        .order_by(t.changes.c.change_id)
        .limit(PLACED_AT_ONCE)
        .subquery()
    )
    numbered = sa.select(
        unplaced.c.change_id, sa.func.row_number().over(order_by=unplaced.c.change_id).label("nth")
    ).subquery()
    done = connection.execute(
        sa.update(t.changes)
        .where(t.changes.c.change_id == numbered.c.change_id)
        .values(position=top + numbered.c.nth)
    )
    return done.rowcount


def read(connection: sa.Connection, audiences: Sequence[str], *, after: int, limit: int) -> list[Placed]:
    """Up to ``limit`` entries for these audiences above ``after``, in order."""
    asked: dict[str, object] = {f"audience{place}": name for place, name in enumerate(audiences)}
    rows = connection.execute(_page_for(len(audiences)), {**asked, "after": after, "most": limit})
    return [Placed(*row) for row in rows]


def addressed(connection: sa.Connection, *, after: int) -> tuple[int, set[str]] | None:
    """The newest position and the audiences of the entries above ``after``; None when they are very many."""
    query = sa.select(_C.position, _C.audience).where(_C.position > after).order_by(_C.position)
    rows = connection.execute(query.limit(PLACED_AT_ONCE)).all()
    if len(rows) == PLACED_AT_ONCE:
        return None
    return (rows[-1].position if rows else after), {row.audience for row in rows}


def newest(connection: sa.Connection) -> int:
    """The highest position given so far, 0 for an empty feed."""
    return connection.scalar(sa.select(sa.func.max(t.changes.c.position))) or 0
