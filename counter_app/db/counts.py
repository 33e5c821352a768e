"""Plain numbers: the counters of a unit's work queue, and what is where."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Final

import msgspec

from counter_app.contract.acts import DossierSealed, Kind
from counter_app.contract.canonical import digest
from counter_app.contract.messages import CertificateRequest
from counter_app.contract.moves import State
from counter_app.db.database import Database
from counter_app.db.queue import TURNED_DOWN, UNSENT
from counter_app.db.repositories.observations import DEVICE
from counter_app.db.rows import from_json, record, records
from counter_app.domain.ids import UnitCode
from counter_app.services.ports import ELSEWHERE, LAST_CONTACT, DeviceIdentity
from counter_app.services.queries import DUE_SOON_DAYS, RUNNING, Count, SyncState


class _Group(msgspec.Struct, frozen=True, array_like=True):
    """Dossiers of a unit that are alike in everything that is counted."""

    dossiers: int
    state: State
    clock_stopped: bool
    due_day: str | None
    result_by: str
    is_foreign: bool


_ACTIVE: Final = """
    SELECT count(*), state, clock_stopped, due_day, result_by, (competent_unit = :unit AND receiving_unit <> :unit)
    FROM dossiers INDEXED BY dossiers_counted
    WHERE active AND :unit IN (receiving_unit, competent_unit, holder)
    GROUP BY 2, 3, 4, 5, 6
"""
_SET_ASIDE: Final = """
    SELECT count(*), state, 0, NULL, '', 0
    FROM dossiers INDEXED BY dossiers_set_aside
    WHERE state IN ('refused', 'withdrawn', 'stopped') AND :unit IN (receiving_unit, competent_unit, holder)
    GROUP BY 2
"""

_OF_STATE: Final = {
    State.RECEIVED: Count.RECEIVED,
    State.SEALED: Count.SEALED,
    State.PROCESSING: Count.PROCESSING,
    State.SUPPLEMENT: Count.WAITING_FOR_CITIZEN,
    State.FINANCIAL_DUTY: Count.FINANCIAL_DUTY,
    State.REFUSED: Count.REFUSED,
    State.WITHDRAWN: Count.WITHDRAWN,
    State.STOPPED: Count.STOPPED,
}
_RETURNED_BY: Final = {"post": Count.TO_RETURN_BY_POST, "electronic": Count.TO_RETURN_ONLINE}
_TO_TAKE_OVER: Final = frozenset({State.RECEIVED, State.SEALED})


def counts(database: Database, unit: UnitCode, today: date) -> dict[Count, int]:
    """Every counter of the unit's queue."""
    totals = dict.fromkeys(Count, 0)
    rows = database.rows(_ACTIVE, {"unit": unit}) + database.rows(_SET_ASIDE, {"unit": unit})
    for group in records(rows, _Group):
        for count in _counted_as(group, today):
            totals[count] += group.dossiers
    return totals


def _counted_as(group: _Group, today: date) -> list[Count]:
    if group.state is State.RESULT_READY:
        return [_RETURNED_BY.get(group.result_by, Count.TO_RETURN_AT_WINDOW)]
    found = [_OF_STATE[group.state]] if group.state in _OF_STATE else []
    if group.is_foreign and group.state in _TO_TAKE_OVER:
        found.append(Count.CROSS_BOUNDARY)
    if group.due_day is not None and group.state in RUNNING and not group.clock_stopped:
        if group.due_day < today.isoformat():
            found.append(Count.OVERDUE)
        elif group.due_day <= (today + timedelta(days=DUE_SOON_DAYS)).isoformat():
            found.append(Count.DUE_SOON)
    return found


# --- what is where ----------------------------------------------------------------------------------------------


class _Waiting(msgspec.Struct, frozen=True, array_like=True):
    """What waits here, whole and by dossier."""

    acts: int
    files: int
    file_bytes: int
    dossiers: int
    waiting: int
    begun: int
    at_branch: int
    troubles: int
    turned_down: int
    turned_down_at_branch: int


_WAITING: Final = f"""
    WITH waiting AS MATERIALIZED (
        SELECT dossier_id, EXISTS (
            SELECT 1 FROM acts AS a WHERE a.dossier_id = dossiers.dossier_id AND a.version > 0
        ) AS begun
        FROM dossiers WHERE dossier_id IN ({UNSENT})
    )
    SELECT
        (SELECT count(*) FROM acts WHERE unsent),
        (SELECT count(*) FROM files WHERE state <> 'there'),
        (SELECT ifnull(sum(size_bytes), 0) FROM files WHERE state <> 'there'),
        (SELECT count(*) FROM dossiers),
        (SELECT count(*) FROM waiting),
        (SELECT ifnull(sum(begun), 0) FROM waiting),
        (SELECT count(*) FROM dossiers WHERE dossier_id IN (SELECT dossier_id FROM acts WHERE place <> 'province')
            AND dossier_id NOT IN (SELECT dossier_id FROM waiting)),
        (SELECT count(DISTINCT CASE
                WHEN t.code = 'paper_unsigned' OR a.own AND a.outcome IN ('refused', 'conflict', 'held')
                    THEN t.code || ' ' || ifnull(nullif(t.dossier_id, ''), t.trouble_id)
                ELSE t.trouble_id END)
            FROM troubles AS t LEFT JOIN acts AS a ON a.act_id = t.act_id
            WHERE t.solved_at IS NULL AND t.code <> '{ELSEWHERE}'),
        (SELECT count(*) FROM dossiers WHERE dossier_id IN ({TURNED_DOWN})
            AND dossier_id NOT IN (SELECT dossier_id FROM waiting)),
        (SELECT count(*) FROM dossiers WHERE dossier_id IN ({TURNED_DOWN})
            AND dossier_id IN (SELECT dossier_id FROM acts WHERE place <> 'province')
            AND dossier_id NOT IN (SELECT dossier_id FROM waiting))
"""


def sync_state(database: Database) -> SyncState:
    """What is at the window, on the way, at the branch and at the province."""
    found = record(database.rows(_WAITING)[0], _Waiting)
    contact = database.row("SELECT value FROM observations WHERE name = ?", (LAST_CONTACT,))
    return SyncState(
        acts_unsent=found.acts,
        files_unsent=found.files,
        bytes_unsent=found.file_bytes,
        dossiers_at_window=found.waiting - found.begun + found.turned_down,
        dossiers_on_the_way=found.begun,
        dossiers_at_branch=found.at_branch - found.turned_down_at_branch,
        dossiers_at_province=(
            found.dossiers - found.waiting - found.at_branch - found.turned_down + found.turned_down_at_branch
        ),
        last_contact=None if contact is None else datetime.fromisoformat(record(contact, tuple[str])[0]),
        troubles_open=found.troubles,
        dossiers_turned_down=found.turned_down,
    )


_ONLY_HERE: Final = f"""
    SELECT count(*) FROM (
        SELECT dossier_id FROM dossiers WHERE dossier_id IN ({UNSENT})
        UNION SELECT dossier_id FROM dossiers AS d WHERE state IN ('{State.RECEIVED}', '{State.SUPPLEMENT}')
            AND EXISTS (SELECT 1 FROM pages AS p WHERE p.dossier_id = d.dossier_id AND NOT p.removed
                AND (d.state = '{State.RECEIVED}' OR p.captured_at > d.changed_at))
    )
"""


def only_here(database: Database) -> int:
    """Dossiers of which something is on this PC alone: not sent yet, or scanned and not sealed yet."""
    return database.number(_ONLY_HERE)


# --- the day's certificate --------------------------------------------------------------------------------------

_OF_DAY: Final = """
    FROM acts WHERE device_id = ? AND day = ? AND outcome = 'applied' AND NOT EXISTS (
        SELECT 1 FROM former_envelopes AS f
        WHERE f.act_id = acts.act_id AND f.digest = json_extract(acts.receipt, '$.act_digest')
            AND f.device_id <> acts.device_id
    )
"""
"""Without what the province took in an envelope of another device: the one that a copy of this disk is."""
_TAKEN_AS: Final = "ifnull(json_extract(receipt, '$.act_digest'), digest)"
"""The name under which the province took an act; a life of the device later the act may have another here."""


def day_certificate(database: Database, day: date) -> CertificateRequest:
    """What this counter believes is at the province of the acts that this device made on that day.

    Acts that a restored disk had lost and the feed brought back are its acts as well.
    """
    identity = database.row("SELECT value FROM observations WHERE name = ?", (DEVICE,))
    device_id = from_json(str(identity[0]), DeviceIdentity).device_id if identity else ""
    on = (device_id, day.isoformat())
    digests = [
        name for (name,) in records(database.rows(f"SELECT {_TAKEN_AS} {_OF_DAY} ORDER BY 1", on), tuple[str])
    ]
    sealed = database.rows(f"SELECT body {_OF_DAY} AND kind = ?", (*on, Kind.DOSSIER_SEALED))
    return CertificateRequest(
        day=day.isoformat(),
        dossiers=database.number(
            f"SELECT count(DISTINCT dossier_id) {_OF_DAY} AND kind = ?", (*on, Kind.DOSSIER_SEALED)
        ),
        pages=sum(_pages(body) for (body,) in records(sealed, tuple[str])),
        acts=len(digests),
        rolling_digest=digest("\n".join(digests).encode("ascii")),
    )


def _pages(body: str) -> int:
    return sum(len(paper.pages) for paper in from_json(body, DossierSealed).manifest.papers)
