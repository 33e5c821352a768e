"""The read side over the store's reading connections."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import Final

import msgspec
from typing_extensions import override

from counter_app.contract.messages import CertificateRequest, ClerkRecord, Outcome
from counter_app.db import branch, counts, queue, search
from counter_app.db.readers import Readers
from counter_app.db.repositories.dossiers import SqliteDossiers
from counter_app.db.repositories.pages import SqlitePages
from counter_app.db.repositories.troubles import SqliteTroubles
from counter_app.db.rows import record, records
from counter_app.db.search_keys import digits
from counter_app.domain.dossier import Dossier
from counter_app.domain.ids import ActId, DossierId, PageId, UnitCode
from counter_app.services.ports import Page, Trouble
from counter_app.services.queries import (
    ActRow,
    Count,
    Delivery,
    DossierOutcome,
    Queries,
    QueueFilter,
    QueueRow,
    Reception,
    SearchRow,
    SyncState,
)


class _HistoryRow(msgspec.Struct, frozen=True, array_like=True):
    """One act as ``_HISTORY`` selects it."""

    act_id: str
    kind: str
    actor: str
    unit: str
    device_time: str
    own: bool
    outcome: Outcome | None
    place: str
    problem: str
    version: int | None


_HISTORY: Final = """
    SELECT
        act_id, kind, actor, unit, device_time, own, outcome, ifnull(place, ''),
        ifnull(json_extract(problem, '$.code'), ''), version
    FROM acts WHERE dossier_id = ?
    ORDER BY
        CASE WHEN outcome IN ('refused', 'conflict') THEN 2 WHEN version IS NULL THEN 1 ELSE 0 END,
        version, position
"""


class SqliteQueries(Queries):
    """Each call is one snapshot of its own."""

    def __init__(self, readers: Readers) -> None:
        self._readers = readers

    @override
    def dossier(self, dossier_id: DossierId) -> Dossier | None:
        with self._readers.snapshot() as database:
            return SqliteDossiers(database).get(dossier_id)

    @override
    def dossier_by_code(self, code: str) -> Dossier | None:
        with self._readers.snapshot() as database:
            return SqliteDossiers(database).by_code(code)

    @override
    def pages(self, dossier_id: DossierId, *, with_removed: bool = False) -> Sequence[Page]:
        with self._readers.snapshot() as database:
            return SqlitePages(database).of_dossier(dossier_id, with_removed=with_removed)

    @override
    def queue(self, wanted: QueueFilter) -> list[QueueRow]:
        with self._readers.snapshot() as database:
            return queue.queue(database, wanted)

    @override
    def waiting(self, limit: int) -> list[QueueRow]:
        with self._readers.snapshot() as database:
            return queue.waiting(database, limit)

    @override
    def counts(self, unit: UnitCode, today: date) -> dict[Count, int]:
        with self._readers.snapshot() as database:
            return counts.counts(database, unit, today)

    @override
    def search(self, text: str, limit: int) -> list[SearchRow]:
        with self._readers.snapshot() as database:
            return search.search(database, text, limit)

    @override
    def excerpt(self, page_id: PageId, text: str) -> str:
        with self._readers.snapshot() as database:
            return search.excerpt(database, page_id, text)

    @override
    def dossier_acts(self, dossier_id: DossierId) -> list[ActRow]:
        with self._readers.snapshot() as database:
            rows = records(database.rows(_HISTORY, (dossier_id,)), _HistoryRow)
        return [_act_row(row) for row in rows]

    @override
    def dossier_delivery(self, dossier_id: DossierId) -> Delivery:
        with self._readers.snapshot() as database:
            rows = database.rows(f"SELECT {queue.DELIVERY} FROM (SELECT ? AS dossier_id) AS d", (dossier_id,))
        return record(rows[0], queue.DeliveryRow).delivery()

    @override
    def person_dossiers(self, id_number: str) -> list[QueueRow]:
        with self._readers.snapshot() as database:
            return queue.person_dossiers(database, digits(id_number))

    @override
    def troubles(self) -> Sequence[Trouble]:
        with self._readers.snapshot() as database:
            return SqliteTroubles(database).open()

    @override
    def troubles_elsewhere(self) -> Sequence[Trouble]:
        with self._readers.snapshot() as database:
            return SqliteTroubles(database).elsewhere()

    @override
    def sync_state(self) -> SyncState:
        with self._readers.snapshot() as database:
            return counts.sync_state(database)

    @override
    def day_certificate(self, day: date) -> CertificateRequest:
        with self._readers.snapshot() as database:
            return counts.day_certificate(database, day)

    @override
    def outcomes(self, unit: UnitCode, since: datetime) -> list[DossierOutcome]:
        with self._readers.snapshot() as database:
            return branch.outcomes(database, unit, since)

    @override
    def receptions(self, since: datetime) -> list[Reception]:
        with self._readers.snapshot() as database:
            return branch.receptions(database, since)

    @override
    def staff(self) -> list[ClerkRecord]:
        with self._readers.snapshot() as database:
            return branch.staff(database)


def _act_row(row: _HistoryRow) -> ActRow:
    return ActRow(
        act_id=ActId(row.act_id),
        kind=row.kind,
        actor=row.actor,
        unit=UnitCode(row.unit),
        at=datetime.fromisoformat(row.device_time),
        own=row.own,
        outcome=row.outcome,
        place=row.place,
        problem=row.problem,
        version=row.version,
    )
