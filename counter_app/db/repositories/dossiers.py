"""The projection: what queues, counts and searches need of each dossier as columns, and the whole as JSON beside.

The whole lies in a table of its own, so that ten lines of a queue fit where one dossier would.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import msgspec
from typing_extensions import override

from counter_app.contract.moves import ACTIVE
from counter_app.db.database import Database
from counter_app.db.rows import from_json, moment, moment_or_none, record, to_json
from counter_app.db.search_keys import digits, phone_key, words_key
from counter_app.domain.dossier import Dossier
from counter_app.domain.ids import DossierId
from counter_app.services.ports import Dossiers
from counter_app.services.queries import RUNNING

NO_DATE: Final = "9999"
"""The queue key of a dossier whose clock does not run: after every date."""


class _SearchKeys(msgspec.Struct, frozen=True, array_like=True):
    """What the search index holds of a dossier; ``number`` is its row."""

    number: int
    code: str
    name_key: str
    phone_key: str
    id_number: str
    old_id_number: str


_KEYS: Final = (
    "SELECT number, code, name_key, phone_key, id_number, old_id_number FROM dossiers WHERE dossier_id = ?"
)

_FIELDS: Final = (
    "dossier_id",
    "code",
    "provisional",
    "state",
    "active",
    "clock_stopped",
    "due_at",
    "due_day",
    "queue_key",
    "received_at",
    "changed_at",
    "receiving_unit",
    "competent_unit",
    "holder",
    "window",
    "received_by",
    "assigned_clerk",
    "procedure",
    "result_by",
    "applicant",
    "name_key",
    "phone_key",
    "id_number",
    "old_id_number",
)
_PUT: Final = f"""
    INSERT INTO dossiers ({", ".join(f'"{name}"' for name in _FIELDS)})
    VALUES ({", ".join(f":{name}" for name in _FIELDS)})
    ON CONFLICT (dossier_id) DO UPDATE SET {", ".join(f'"{name}" = excluded."{name}"' for name in _FIELDS[1:])}
"""
_PUT_CONTENT: Final = "INSERT OR REPLACE INTO dossier_contents (dossier, content) VALUES (?, ?)"
_SELECT: Final = "SELECT content FROM dossiers JOIN dossier_contents ON dossier = number"


class SqliteDossiers(Dossiers):
    """The projection inside one transaction."""

    def __init__(self, database: Database) -> None:
        self._database = database

    @override
    def get(self, dossier_id: DossierId) -> Dossier | None:
        return self._one(f"{_SELECT} WHERE dossier_id = ?", dossier_id)

    @override
    def by_code(self, code: str) -> Dossier | None:
        # A twin can stand here until the province has answered; the newer one is the one in people's hands.
        return self._one(f"{_SELECT} WHERE code = ? ORDER BY number DESC LIMIT 1", code)

    @override
    def provisional(self, limit: int) -> Sequence[Dossier]:
        rows = self._database.rows(f"{_SELECT} WHERE provisional ORDER BY number LIMIT ?", (limit,))
        return [from_json(str(content), Dossier) for (content,) in rows]

    @override
    def put(self, dossier: Dossier) -> None:
        before = self._search_keys(dossier.dossier_id)
        self._database.run(_PUT, _values(dossier))
        after = self._search_keys(dossier.dossier_id)
        if after is None:
            raise LookupError(f"dossier {dossier.dossier_id} vanished")
        self._database.run(_PUT_CONTENT, (after.number, to_json(dossier)))
        if after != before:
            self._index(after)

    def _one(self, sql: str, value: str) -> Dossier | None:
        found = self._database.row(sql, (value,))
        return None if found is None else from_json(str(found[0]), Dossier)

    def _search_keys(self, dossier_id: DossierId) -> _SearchKeys | None:
        found = self._database.row(_KEYS, (dossier_id,))
        return None if found is None else record(found, _SearchKeys)

    def _index(self, keys: _SearchKeys) -> None:
        self._database.run(
            "INSERT OR REPLACE INTO dossier_search (rowid, code, name, phone, id_number) VALUES (?, ?, ?, ?, ?)",
            (
                keys.number,
                words_key(keys.code),
                keys.name_key,
                keys.phone_key,
                f"{keys.id_number} {keys.old_id_number}".strip(),
            ),
        )


def _values(dossier: Dossier) -> dict[str, str | int | None]:
    applicant = dossier.applicant
    active = dossier.state in ACTIVE
    running = dossier.state in RUNNING and dossier.stopped_clock_at is None
    return {
        "dossier_id": dossier.dossier_id,
        "code": dossier.code,
        "provisional": dossier.provisional,
        "state": dossier.state,
        "active": active,
        "clock_stopped": dossier.stopped_clock_at is not None,
        "due_at": moment_or_none(dossier.due_at),
        "due_day": dossier.due_at.date().isoformat() if dossier.due_at else None,
        "queue_key": moment(dossier.due_at) if running and dossier.due_at else NO_DATE,
        "received_at": moment(dossier.received_at),
        "changed_at": moment(dossier.changed_at),
        "receiving_unit": dossier.receiving_unit,
        "competent_unit": dossier.competent_unit,
        "holder": dossier.holder,
        "window": dossier.window,
        "received_by": dossier.received_by,
        "assigned_clerk": dossier.assigned_clerk,
        "procedure": dossier.procedure,
        "result_by": dossier.result_by,
        "applicant": applicant.name,
        "name_key": words_key(applicant.name),
        "phone_key": phone_key(applicant.phone),
        "id_number": digits(applicant.id_number),
        "old_id_number": digits(applicant.old_id_number),
    }
