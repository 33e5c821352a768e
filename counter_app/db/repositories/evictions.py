"""Which dossiers' files may leave this PC, and which have left."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Final

from typing_extensions import override

from counter_app.contract.moves import ENDED
from counter_app.db.database import Database
from counter_app.db.rows import moment, to_moment
from counter_app.domain.ids import DossierId
from counter_app.services.ports import Evictions

_ENDED: Final = ", ".join(f"'{state.value}'" for state in sorted(ENDED))
_DUE: Final = f"""
    SELECT DISTINCT a.dossier_id FROM acts AS a
    WHERE a.kind = 'dossier_sealed' AND a.place = 'province' AND a.day < ?
        AND NOT EXISTS (SELECT 1 FROM evictions AS e WHERE e.dossier_id = a.dossier_id)
        AND EXISTS (
            SELECT 1 FROM dossiers AS d WHERE d.dossier_id = a.dossier_id AND d.state IN ({_ENDED})
        )
        AND NOT EXISTS (SELECT 1 FROM acts AS b WHERE b.dossier_id = a.dossier_id AND b.unsent)
        AND NOT EXISTS (SELECT 1 FROM acts AS b WHERE b.dossier_id = a.dossier_id AND b.place <> 'province')
        AND NOT EXISTS (SELECT 1 FROM files AS f WHERE f.dossier_id = a.dossier_id AND f.state <> 'there')
        AND NOT EXISTS (
            SELECT 1 FROM troubles AS t WHERE t.dossier_id = a.dossier_id AND t.solved_at IS NULL
        )
    ORDER BY a.day, a.dossier_id LIMIT ?
"""
_ELSEWHERE: Final = """
    SELECT 1 FROM pages AS p WHERE {column} = ? AND p.dossier_id <> ?
        AND NOT EXISTS (SELECT 1 FROM evictions AS e WHERE e.dossier_id = p.dossier_id)
    LIMIT 1
"""
_TO_FORGET: Final = """
    SELECT e.dossier_id FROM evictions AS e
    WHERE e.evicted_at < ? AND EXISTS (
        SELECT 1 FROM pages AS p LEFT JOIN page_readings AS r ON r.page = p.number
        WHERE p.dossier_id = e.dossier_id AND (p.thumbnail <> '' OR r.page IS NOT NULL)
    )
    ORDER BY e.evicted_at, e.dossier_id LIMIT ?
"""


class SqliteEvictions(Evictions):
    """The rows inside one transaction."""

    def __init__(self, database: Database) -> None:
        self._database = database

    @override
    def due(self, sealed_before: str, limit: int) -> Sequence[DossierId]:
        return [DossierId(str(row[0])) for row in self._database.rows(_DUE, (sealed_before, limit))]

    @override
    def needed_elsewhere(self, dossier_id: DossierId, digests: Collection[str]) -> frozenset[str]:
        asked = [_ELSEWHERE.format(column=column) for column in ("p.raw", "p.cleaned <> '' AND p.cleaned")]
        return frozenset(
            digest
            for digest in digests
            if any(self._database.row(sql, (digest, dossier_id)) is not None for sql in asked)
        )

    @override
    def to_forget(self, left_before: datetime, limit: int) -> Sequence[DossierId]:
        return [DossierId(str(row[0])) for row in self._database.rows(_TO_FORGET, (moment(left_before), limit))]

    @override
    def note(self, dossier_id: DossierId, at: datetime) -> None:
        self._database.run(
            "INSERT INTO evictions (dossier_id, evicted_at) VALUES (?, ?) ON CONFLICT (dossier_id) DO NOTHING",
            (dossier_id, moment(at)),
        )

    @override
    def evicted_at(self, dossier_id: DossierId) -> datetime | None:
        found = self._database.row("SELECT evicted_at FROM evictions WHERE dossier_id = ?", (dossier_id,))
        return to_moment(str(found[0])) if found else None
