"""The act log. Rows are added and answered; the schema itself refuses any other change."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Final

import msgspec
from typing_extensions import override

from counter_app.contract.acts import Act, Kind
from counter_app.contract.messages import Outcome, Receipt
from counter_app.contract.moves import PROVINCE
from counter_app.contract.problems import OF_THE_ENVELOPE, Problem
from counter_app.db.database import Database
from counter_app.db.rows import from_json, record, records, to_json
from counter_app.domain.audit import Tail, new_life
from counter_app.domain.ids import ActId, DossierId, UnitCode
from counter_app.services.ports import Acts, StoredAct


class ActRow(msgspec.Struct, frozen=True, array_like=True):
    """One row of ``acts``, its columns in this order."""

    act_id: str
    device_id: str
    epoch: int
    device_seq: int
    prev_digest: str
    dossier_id: str
    base_version: int
    kind: str
    body: str
    actor: str
    unit: str
    device_time: str
    server_offset_ms: int | None
    clock_doubtful: bool
    schema_version: int
    signature: str
    digest: str
    own: bool
    outcome: Outcome | None
    receipt: str | None
    problem: str | None
    version: int | None


_FIELDS: Final = ActRow.__struct_fields__
_COLUMNS: Final = ", ".join(_FIELDS)
_SELECT: Final = f"SELECT {_COLUMNS} FROM acts"
_INSERT: Final = f"INSERT INTO acts ({_COLUMNS}) VALUES ({', '.join('?' * len(_FIELDS))})"

_ENVELOPE: Final = ("device_id", "epoch", "device_seq", "prev_digest", "signature", "digest")
_IN_ENVELOPE: Final = ", ".join(f"{{source}}.{name}" if name in _ENVELOPE else f"a.{name}" for name in _FIELDS)
_CHAIN: Final = f"""
    SELECT {_COLUMNS} FROM (
        SELECT {_IN_ENVELOPE.format(source="a")}, a.position FROM acts AS a
        WHERE a.device_id = :device_id AND a.epoch = :epoch
        UNION ALL
        SELECT {_IN_ENVELOPE.format(source="f")}, a.position FROM former_envelopes AS f
        JOIN acts AS a ON a.act_id = f.act_id
        WHERE f.device_id = :device_id AND f.epoch = :epoch
    )
    ORDER BY device_seq, position
"""
_KEEP_ENVELOPE: Final = f"""
    INSERT INTO former_envelopes (act_id, {", ".join(_ENVELOPE)})
    SELECT act_id, {", ".join(_ENVELOPE)} FROM acts WHERE act_id = ?
"""
_NOTE_ENVELOPE: Final = f"""
    INSERT OR IGNORE INTO former_envelopes (act_id, {", ".join(_ENVELOPE)}) VALUES (?, ?, ?, ?, ?, ?, ?)
"""
_NEW_ENVELOPE: Final = f"""
    UPDATE acts SET {", ".join(f"{name} = :{name}" for name in _ENVELOPE)}, outcome = NULL, problem = NULL
    WHERE act_id = :act_id
"""
_UNRECORDED: Final = f"""
    SELECT act_id FROM (
        SELECT act_id, position FROM acts WHERE unsent AND receipt IS NULL
        UNION ALL
        SELECT act_id, position FROM acts INDEXED BY acts_refused
        WHERE own AND outcome = 'refused' AND ifnull(place, '') <> 'province'
            AND json_extract(problem, '$.code') IN ({", ".join("?" * len(OF_THE_ENVELOPE))})
        UNION ALL
        SELECT act_id, position FROM acts INDEXED BY acts_at_branch
        WHERE own AND place <> 'province' AND ifnull(outcome, 'held') IN ('held', 'applied')
    )
    ORDER BY position
"""
_AT_BRANCH: Final = f"""
    {_SELECT} INDEXED BY acts_at_branch WHERE own AND place <> 'province' ORDER BY position LIMIT ?
"""

_NUMBERED: Final = f"""
    {_SELECT} INDEXED BY acts_numbered
    WHERE kind IN ('slip_given', 'fee_receipt_given') AND kind = ? AND unit = ? AND day BETWEEN ? AND ?
    ORDER BY device_time, position
"""

# Acts without a dossier are few, and the index of dossiers finds them.
_SETTLES: Final = """
    SELECT 1 FROM acts
    WHERE dossier_id = '' AND kind = 'act_settled' AND json_extract(body, '$.act_id') = ? AND unit = ?
        AND ifnull(outcome, 'held') IN ('held', 'applied')
    LIMIT 1
"""

_OF_DOSSIER: Final = f"""
    {_SELECT} WHERE dossier_id = ?
    ORDER BY
        CASE WHEN outcome IN ('refused', 'conflict') THEN 2 WHEN version IS NULL THEN 1 ELSE 0 END,
        version, position
"""

_ANSWER: Final = """
    UPDATE acts SET
        outcome = :outcome,
        problem = :problem,
        receipt = CASE WHEN ifnull(place, '') = :province THEN receipt ELSE ifnull(:receipt, receipt) END,
        version = ifnull(:version, version)
    WHERE act_id = :act_id
"""


class SqliteActs(Acts):
    """The log inside one transaction."""

    def __init__(self, database: Database) -> None:
        self._database = database

    @override
    def append(self, stored: StoredAct) -> None:
        act = stored.act
        self._database.run(
            _INSERT,
            (
                act.act_id,
                act.device_id,
                act.epoch,
                act.device_seq,
                act.prev_digest,
                act.dossier_id,
                act.base_version,
                act.kind,
                to_json(act.body),
                act.actor,
                act.unit,
                act.device_time,
                act.server_offset_ms,
                act.clock_doubtful,
                act.schema_version,
                act.signature,
                stored.digest,
                stored.own,
                stored.outcome,
                None if stored.receipt is None else to_json(stored.receipt),
                None if stored.problem is None else to_json(stored.problem),
                stored.version,
            ),
        )

    @override
    def tail(self, device_id: str, epoch: int) -> Tail:
        found = self._database.row(
            "SELECT device_seq, digest FROM acts WHERE device_id = ? AND epoch = ?"
            " ORDER BY device_seq DESC, position DESC LIMIT 1",
            (device_id, epoch),
        )
        if found is None:
            return new_life(epoch)
        device_seq, digest = record(found, tuple[int, str])
        return Tail(epoch, device_seq, digest)

    @override
    def get(self, act_id: ActId) -> StoredAct | None:
        found = self._database.row(f"{_SELECT} WHERE act_id = ?", (act_id,))
        return None if found is None else _stored(record(found, ActRow))

    @override
    def of_dossier(self, dossier_id: DossierId) -> Sequence[StoredAct]:
        return [_stored(row) for row in records(self._database.rows(_OF_DOSSIER, (dossier_id,)), ActRow)]

    @override
    def unsent(self, limit: int) -> Sequence[StoredAct]:
        rows = self._database.rows(f"{_SELECT} WHERE unsent ORDER BY position LIMIT ?", (limit,))
        return [_stored(row) for row in records(rows, ActRow)]

    @override
    def fresh(self, limit: int) -> Sequence[StoredAct]:
        return self._stored(f"{_SELECT} WHERE own AND outcome IS NULL ORDER BY position LIMIT ?", limit)

    @override
    def held(self) -> Sequence[ActId]:
        return self._names("SELECT act_id FROM acts WHERE unsent AND outcome = 'held' ORDER BY position")

    @override
    def at_branch(self, limit: int) -> Sequence[StoredAct]:
        return self._stored(_AT_BRANCH, limit)

    @override
    def unrecorded(self) -> Sequence[ActId]:
        return self._names(_UNRECORDED, *sorted(OF_THE_ENVELOPE))

    @override
    def enter_life(self, act: Act, digest: str) -> None:
        # What a branch's relay said, it said of the envelope that is over.
        self._database.run(
            "UPDATE acts SET receipt = NULL WHERE act_id = ? AND place <> 'province'", (act.act_id,)
        )
        self._database.run(_KEEP_ENVELOPE, (act.act_id,))
        changed = self._database.run(
            _NEW_ENVELOPE,
            {
                "act_id": act.act_id,
                "device_id": act.device_id,
                "epoch": act.epoch,
                "device_seq": act.device_seq,
                "prev_digest": act.prev_digest,
                "signature": act.signature,
                "digest": digest,
            },
        )
        if changed != 1:
            raise LookupError(f"no act {act.act_id} to put into a new life")

    @override
    def note_envelope(self, act: Act, digest: str) -> None:
        numbered = (act.device_id, act.epoch, act.device_seq)
        self._database.run(_NOTE_ENVELOPE, (act.act_id, *numbered, act.prev_digest, act.signature, digest))

    @override
    def digests(self, act_id: ActId) -> frozenset[str]:
        sql = (
            "SELECT digest FROM acts WHERE act_id = ?1 UNION SELECT digest FROM former_envelopes WHERE act_id = ?1"
        )
        return frozenset(self._names(sql, act_id))

    @override
    def days_of(self, device_id: str, limit: int) -> Sequence[str]:
        sql = "SELECT DISTINCT day FROM acts WHERE device_id = ? ORDER BY day DESC LIMIT ?"
        return self._names(sql, device_id, limit)

    @override
    def numbered(self, kind: Kind, unit: UnitCode, first: date, last: date) -> Sequence[StoredAct]:
        return self._stored(_NUMBERED, kind, unit, first.isoformat(), last.isoformat())

    @override
    def is_settled(self, act_id: ActId, unit: UnitCode) -> bool:
        return any(self._database.rows(_SETTLES, (act_id, unit)))

    def _stored(self, sql: str, *values: str | int) -> list[StoredAct]:
        return [_stored(row) for row in records(self._database.rows(sql, values), ActRow)]

    def _names(self, sql: str, *values: str | int) -> list[ActId]:
        return [ActId(name) for (name,) in records(self._database.rows(sql, values), tuple[str])]

    @override
    def answered(
        self,
        act_id: ActId,
        outcome: Outcome,
        *,
        receipt: Receipt | None = None,
        problem: Problem | None = None,
        version: int | None = None,
    ) -> None:
        changed = self._database.run(
            _ANSWER,
            {
                "act_id": act_id,
                "outcome": outcome,
                "receipt": None if receipt is None else to_json(receipt),
                "problem": None if problem is None else to_json(problem),
                "version": version,
                "province": PROVINCE,
            },
        )
        if changed != 1:
            raise LookupError(f"no act {act_id} to answer")

    @override
    def unconfirm(self, act_id: ActId, outcome: Outcome, problem: Problem) -> None:
        self._database.run(
            "UPDATE acts SET outcome = ?, problem = ?, version = NULL WHERE act_id = ?",
            (outcome, to_json(problem), act_id),
        )

    @override
    def chain(self, device_id: str, epoch: int) -> Iterator[Act]:
        for row in self._database.each(_CHAIN, {"device_id": device_id, "epoch": epoch}):
            yield _act(record(row, ActRow))


def _act(row: ActRow) -> Act:
    return Act(
        act_id=row.act_id,
        device_id=row.device_id,
        epoch=row.epoch,
        device_seq=row.device_seq,
        prev_digest=row.prev_digest,
        dossier_id=row.dossier_id,
        base_version=row.base_version,
        kind=row.kind,
        body=from_json(row.body, dict[str, object]),
        actor=row.actor,
        unit=row.unit,
        device_time=row.device_time,
        server_offset_ms=row.server_offset_ms,
        clock_doubtful=row.clock_doubtful,
        schema_version=row.schema_version,
        signature=row.signature,
    )


def _stored(row: ActRow) -> StoredAct:
    return StoredAct(
        act=_act(row),
        digest=row.digest,
        own=row.own,
        outcome=row.outcome,
        receipt=None if row.receipt is None else from_json(row.receipt, Receipt),
        problem=None if row.problem is None else from_json(row.problem, Problem),
        version=row.version,
    )
