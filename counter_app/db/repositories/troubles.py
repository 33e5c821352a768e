"""The list "Cần xử lý"."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Final

import msgspec
from typing_extensions import override

from counter_app.db.database import Database
from counter_app.db.rows import from_json, moment, moment_or_none, records, to_json, to_moment, to_moment_or_none
from counter_app.services.ports import ELSEWHERE, Trouble, Troubles


class _TroubleRow(msgspec.Struct, frozen=True, array_like=True):
    """One row of ``troubles``, its columns in this order."""

    trouble_id: str
    code: str
    facts: str
    dossier_id: str
    act_id: str
    since: str
    solved_at: str | None


_COLUMNS: Final = ", ".join(_TroubleRow.__struct_fields__)
_ADD: Final = f"""
    INSERT INTO troubles ({_COLUMNS}, sameness) VALUES (?, ?, ?, ?, ?, ?, ?, ?)
    ON CONFLICT (sameness) WHERE solved_at IS NULL DO NOTHING
"""


class SqliteTroubles(Troubles):
    """The list inside one transaction."""

    def __init__(self, database: Database) -> None:
        self._database = database

    @override
    def add(self, trouble: Trouble) -> None:
        self._database.run(
            _ADD,
            (
                trouble.trouble_id,
                trouble.code,
                to_json(trouble.facts),
                trouble.dossier_id,
                trouble.act_id,
                moment(trouble.since),
                moment_or_none(trouble.solved_at),
                to_json(trouble.sameness),
            ),
        )

    @override
    def open(self) -> Sequence[Trouble]:
        return self._unsolved("code <> ?")

    @override
    def elsewhere(self) -> Sequence[Trouble]:
        return self._unsolved("code = ?")

    def _unsolved(self, which: str) -> Sequence[Trouble]:
        rows = self._database.rows(
            f"SELECT {_COLUMNS} FROM troubles WHERE solved_at IS NULL AND {which} ORDER BY since, position",
            (ELSEWHERE,),
        )
        return [
            Trouble(
                trouble_id=row.trouble_id,
                code=row.code,
                facts=from_json(row.facts, dict[str, str]),
                dossier_id=row.dossier_id,
                act_id=row.act_id,
                since=to_moment(row.since),
                solved_at=to_moment_or_none(row.solved_at),
            )
            for row in records(rows, _TroubleRow)
        ]

    @override
    def solve(self, trouble_id: str, at: datetime) -> None:
        self._database.run(
            "UPDATE troubles SET solved_at = ? WHERE trouble_id = ? AND solved_at IS NULL",
            (moment(at), trouble_id),
        )
