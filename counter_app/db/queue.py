"""Queues of dossiers, page by page: what waits longest past its appointment comes first."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Final

import msgspec

from counter_app.contract.moves import ENDED, State
from counter_app.db.database import Database, Value
from counter_app.db.rows import records, to_moment, to_moment_or_none
from counter_app.domain.errors import InvalidInput
from counter_app.domain.ids import DossierId, UnitCode
from counter_app.services.queries import RUNNING, Delivery, Place, QueueFilter, QueueRow

DELIVERY: Final = """
    (SELECT count(*) FROM acts AS a WHERE a.dossier_id = d.dossier_id AND a.unsent) AS acts_unsent,
    (SELECT count(*) FROM files AS f WHERE f.dossier_id = d.dossier_id AND f.state <> 'there') AS files_unsent,
    (SELECT ifnull(sum(f.size_bytes), 0) FROM files AS f
        WHERE f.dossier_id = d.dossier_id AND f.state <> 'there') AS bytes_unsent,
    EXISTS (SELECT 1 FROM acts AS a WHERE a.dossier_id = d.dossier_id AND a.version > 0) AS begun,
    EXISTS (SELECT 1 FROM acts AS a WHERE a.dossier_id = d.dossier_id AND a.place <> 'province') AS at_branch,
    EXISTS (
        SELECT 1 FROM troubles AS t JOIN acts AS a ON a.act_id = t.act_id
        WHERE t.dossier_id = d.dossier_id AND t.solved_at IS NULL
            AND a.own AND a.outcome IN ('refused', 'conflict')
    ) AS turned_down
"""

TURNED_DOWN: Final = """
    SELECT t.dossier_id FROM troubles AS t JOIN acts AS a ON a.act_id = t.act_id
    WHERE t.solved_at IS NULL AND a.own AND a.outcome IN ('refused', 'conflict')
"""
"""The dossiers of which the province did not take something that is still on the list."""


class DeliveryRow(msgspec.Struct, frozen=True, array_like=True):
    """What ``DELIVERY`` selects."""

    acts_unsent: int
    files_unsent: int
    bytes_unsent: int
    begun: bool
    at_branch: bool
    turned_down: bool

    def delivery(self) -> Delivery:
        """Where that puts the dossier."""
        if self.acts_unsent or self.files_unsent:
            place = Place.ON_THE_WAY if self.begun else Place.WINDOW
        else:
            place = Place.BRANCH if self.at_branch else Place.PROVINCE
            place = Place.TURNED_DOWN if self.turned_down else place
        return Delivery(place, self.acts_unsent, self.files_unsent, self.bytes_unsent)


class _Line(msgspec.Struct, frozen=True, array_like=True):
    """One line of a queue as ``_LINES`` selects it."""

    dossier_id: str
    code: str
    provisional: bool
    applicant: str
    procedure: str
    state: State
    received_at: str
    due_at: str | None
    clock_stopped: bool
    changed_at: str
    receiving_unit: str
    competent_unit: str
    holder: str
    window: str
    clerk: str
    result_by: str
    cursor: str
    troubles: int
    acts_unsent: int
    files_unsent: int
    bytes_unsent: int
    begun: bool
    at_branch: bool
    turned_down: bool


_CLERK: Final = "CASE d.assigned_clerk WHEN '' THEN d.received_by ELSE d.assigned_clerk END"

_LINES: Final = f"""
    SELECT
        d.dossier_id, d.code, d.provisional, d.applicant, d.procedure, d.state, d.received_at, d.due_at,
        d.clock_stopped, d.changed_at, d.receiving_unit, d.competent_unit, d.holder, d.window,
        {_CLERK} AS clerk,
        d.result_by,
        {{key}} || '|' || d.number AS cursor,
        (SELECT count(*) FROM troubles AS t WHERE t.dossier_id = d.dossier_id AND t.solved_at IS NULL) AS troubles,
        {DELIVERY}
    FROM dossiers AS d
"""
_NEWEST_LINES: Final = _LINES.format(key="d.changed_at")
_URGENT_LINES: Final = _LINES.format(key="d.queue_key")


_OF_PERSON: Final = f"""
    {_NEWEST_LINES} WHERE d.number IN (
        SELECT number FROM dossiers WHERE id_number <> '' AND id_number = :number
        UNION SELECT number FROM dossiers WHERE old_id_number <> '' AND old_id_number = :number
    )
    ORDER BY d.received_at DESC, d.number DESC
"""


@dataclass
class _Conditions:
    """The parts of a WHERE and their values."""

    parts: list[str] = field(default_factory=list)
    values: dict[str, Value] = field(default_factory=dict)

    def add(self, part: str, **values: Value) -> None:
        self.parts.append(part)
        self.values.update(values)

    @property
    def where(self) -> str:
        return f"WHERE {' AND '.join(self.parts)}" if self.parts else ""


def queue(database: Database, wanted: QueueFilter) -> list[QueueRow]:
    """One page of a queue.

    Raises:
        InvalidInput: ``bad_cursor``.
    """
    conditions = _conditions(wanted)
    if wanted.states & ENDED:
        lines, index, key, comes_after, order = _NEWEST_LINES, "dossiers_newest", "changed_at", "<", "DESC"
    else:
        lines, index, key, comes_after, order = _URGENT_LINES, "dossiers_queue", "queue_key", ">", "ASC"
    if wanted.after:
        last, number = _cursor(wanted.after)
        conditions.add(f"(d.{key}, d.number) {comes_after} (:last, :number)", last=last, number=number)
    sql = f"{lines} INDEXED BY {index} {conditions.where} ORDER BY d.{key} {order}, d.number {order} LIMIT :limit"
    rows = database.rows(sql, {**conditions.values, "limit": max(0, wanted.limit)})
    return [_queue_row(line) for line in records(rows, _Line)]


def person_dossiers(database: Database, id_number: str) -> list[QueueRow]:
    """Every dossier of a person, newest first."""
    if not id_number:
        return []
    rows = database.rows(_OF_PERSON, {"number": id_number})
    return [_queue_row(line) for line in records(rows, _Line)]


def waiting(database: Database, limit: int) -> list[QueueRow]:
    """Everything of which something waits here or was turned down, newest change first."""
    rows = database.rows(_WAITING, {"limit": max(0, limit)})
    return [_queue_row(line) for line in records(rows, _Line)]


def _conditions(wanted: QueueFilter) -> _Conditions:
    conditions = _Conditions()
    if wanted.states:
        names = {f"state_{index}": str(state) for index, state in enumerate(sorted(wanted.states))}
        conditions.add(f"d.state IN ({', '.join(f':{name}' for name in names)})", **names)
    if not wanted.states & ENDED:
        conditions.add("d.active")
    if wanted.unit is not None:
        conditions.add(":unit IN (d.receiving_unit, d.competent_unit, d.holder)", unit=wanted.unit)
    if wanted.window:
        conditions.add("d.window = :window", window=wanted.window)
    if wanted.clerk:
        conditions.add(f"{_CLERK} = :clerk", clerk=wanted.clerk)
    if wanted.procedure:
        conditions.add("d.procedure = :procedure", procedure=wanted.procedure)
    if wanted.result_by:
        conditions.add("d.result_by = :result_by", result_by=wanted.result_by)
    if wanted.overdue_on is not None:
        conditions.add(f"{_RUNS} AND d.due_day < :today", today=wanted.overdue_on.isoformat())
    if wanted.unsent:
        conditions.add(f"d.dossier_id IN ({UNSENT})")
    return conditions


UNSENT: Final = """
    SELECT dossier_id FROM acts WHERE unsent
    UNION SELECT dossier_id FROM files WHERE state <> 'there'
"""
"""The dossiers of which something still waits here."""

_WAITING: Final = f"""
    {_NEWEST_LINES} WHERE d.dossier_id IN ({UNSENT} UNION {TURNED_DOWN})
    ORDER BY d.changed_at DESC, d.number DESC LIMIT :limit
"""

_RUNS: Final = f"NOT d.clock_stopped AND d.state IN ({', '.join(sorted(repr(str(state)) for state in RUNNING))})"


def _cursor(text: str) -> tuple[str, int]:
    last, bar, number = text.rpartition("|")
    if not bar or not number.isdecimal():
        raise InvalidInput("bad_cursor")
    return last, int(number)


def _queue_row(line: _Line) -> QueueRow:
    where = DeliveryRow(
        line.acts_unsent, line.files_unsent, line.bytes_unsent, line.begun, line.at_branch, line.turned_down
    )
    return QueueRow(
        dossier_id=DossierId(line.dossier_id),
        code=line.code,
        provisional=line.provisional,
        applicant=line.applicant,
        procedure=line.procedure,
        state=line.state,
        received_at=to_moment(line.received_at),
        due_at=to_moment_or_none(line.due_at),
        clock_stopped=line.clock_stopped,
        changed_at=to_moment(line.changed_at),
        receiving_unit=UnitCode(line.receiving_unit),
        competent_unit=UnitCode(line.competent_unit),
        holder=UnitCode(line.holder),
        window=line.window,
        clerk=line.clerk,
        result_by=line.result_by,
        delivery=where.delivery(),
        troubles=line.troubles,
        cursor=line.cursor,
    )
