"""The buffer between the province's change feed and the store.

An integrated act leaves its position here and its content in the log alone. Everything else stays whole: a later
release may understand what this one could only keep.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Final

import msgspec
from typing_extensions import override

from counter_app.contract.messages import Change, ChangeKind
from counter_app.db.database import Database
from counter_app.db.rows import from_json, records, to_json
from counter_app.domain.ids import DossierId
from counter_app.services.ports import Feed


class _ChangeRow(msgspec.Struct, frozen=True, array_like=True):
    """One row of ``feed``, its columns in this order."""

    position: int
    kind: str
    body: str
    dossier_id: str
    version: int


_COLUMNS: Final = ", ".join(_ChangeRow.__struct_fields__)
_ADD: Final = f"""
    INSERT INTO feed ({_COLUMNS}, integrated, problem) VALUES (?, ?, ?, ?, ?, 0, '')
    ON CONFLICT (position) DO NOTHING
"""
_INTEGRATED: Final = """
    UPDATE feed SET
        integrated = 1,
        problem = :problem,
        body = CASE WHEN kind = :act AND :problem = '' THEN '{}' ELSE body END
    WHERE position = :position
"""


def _change(row: _ChangeRow) -> Change:
    return Change(
        position=row.position,
        kind=row.kind,
        body=from_json(row.body, dict[str, object]),
        dossier_id=row.dossier_id,
        version=row.version,
    )


class SqliteFeed(Feed):
    """The buffer inside one transaction."""

    def __init__(self, database: Database) -> None:
        self._database = database

    @override
    def add(self, changes: Sequence[Change]) -> None:
        self._database.run_many(
            _ADD, [(one.position, one.kind, to_json(one.body), one.dossier_id, one.version) for one in changes]
        )

    @override
    def pending(self, limit: int) -> Sequence[Change]:
        rows = self._database.rows(
            f"SELECT {_COLUMNS} FROM feed WHERE NOT integrated ORDER BY position LIMIT ?", (limit,)
        )
        return [_change(row) for row in records(rows, _ChangeRow)]

    @override
    def of_kinds(self, kinds: Collection[str], up_to: int) -> Sequence[Change]:
        wanted = sorted(kinds)
        rows = self._database.rows(
            f"SELECT {_COLUMNS} FROM feed WHERE kind IN ({', '.join('?' * len(wanted))}) AND position <= ?"
            " AND problem = '' ORDER BY position",
            (*wanted, up_to),
        )
        return [_change(row) for row in records(rows, _ChangeRow)]

    @override
    def integrated(self, position: int, *, problem: str = "") -> None:
        self._database.run(_INTEGRATED, {"position": position, "problem": problem, "act": ChangeKind.ACT})

    @override
    def acts_between(self, after: int, before: int) -> Sequence[tuple[DossierId, int]]:
        rows = self._database.rows(
            "SELECT dossier_id, version FROM feed WHERE position > ? AND position < ? AND kind = ?"
            " ORDER BY position",
            (after, before, ChangeKind.ACT),
        )
        return [(DossierId(name), version) for name, version in records(rows, tuple[str, int])]

    @override
    def reopen(self, known: Collection[str]) -> int:
        kinds = sorted(known)
        return self._database.run(
            "UPDATE feed SET integrated = 0, problem = '' WHERE integrated AND"
            f" (problem <> '' OR kind NOT IN ({', '.join('?' * len(kinds))}))",
            kinds,
        )
