"""Files that have to reach the province, and how far each has come."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import msgspec
from typing_extensions import override

from counter_app.db.database import Database
from counter_app.db.rows import moment_or_none, record, records, to_moment_or_none
from counter_app.domain.ids import DossierId
from counter_app.services.ports import Files, FileState, OutgoingFile


class _FileRow(msgspec.Struct, frozen=True, array_like=True):
    """One row of ``files``, its columns in this order."""

    digest: str
    size_bytes: int
    dossier_id: str
    due_at: str | None
    state: FileState
    upload_url: str
    offset: int | None
    failures: int


_FIELDS: Final = _FileRow.__struct_fields__
_COLUMNS: Final = ", ".join(f'"{name}"' for name in _FIELDS)
_PLACES: Final = ", ".join(f":{name}" for name in _FIELDS)
_SELECT: Final = f"SELECT {_COLUMNS} FROM files"
_ADD: Final = f"""
    INSERT INTO files ({_COLUMNS}) VALUES ({_PLACES})
    ON CONFLICT (digest) DO UPDATE SET due_at = excluded.due_at
    WHERE excluded.due_at IS NOT NULL AND (due_at IS NULL OR excluded.due_at < due_at)
"""
_PUT: Final = f"INSERT OR REPLACE INTO files ({_COLUMNS}) VALUES ({_PLACES})"
_UNDELIVERED: Final = f"""
    {_SELECT} WHERE state <> 'there' ORDER BY due_at IS NULL, due_at, size_bytes, digest LIMIT ?
"""


class SqliteFiles(Files):
    """Files inside one transaction."""

    def __init__(self, database: Database) -> None:
        self._database = database

    @override
    def add(self, file: OutgoingFile) -> None:
        self._database.run(_ADD, _values(file))

    @override
    def get(self, digest: str) -> OutgoingFile | None:
        found = self._database.row(f"{_SELECT} WHERE digest = ?", (digest,))
        return None if found is None else _file(record(found, _FileRow))

    @override
    def put(self, file: OutgoingFile) -> None:
        self._database.run(_PUT, _values(file))

    @override
    def forget(self, digest: str) -> None:
        self._database.run("DELETE FROM files WHERE digest = ?", (digest,))

    @override
    def undelivered(self, limit: int) -> Sequence[OutgoingFile]:
        return [_file(row) for row in records(self._database.rows(_UNDELIVERED, (limit,)), _FileRow)]


def _file(row: _FileRow) -> OutgoingFile:
    return OutgoingFile(
        digest=row.digest,
        size_bytes=row.size_bytes,
        dossier_id=DossierId(row.dossier_id),
        due_at=to_moment_or_none(row.due_at),
        state=row.state,
        upload_url=row.upload_url,
        offset=row.offset,
        failures=row.failures,
    )


def _values(file: OutgoingFile) -> dict[str, str | int | None]:
    return {
        "digest": file.digest,
        "size_bytes": file.size_bytes,
        "dossier_id": file.dossier_id,
        "due_at": moment_or_none(file.due_at),
        "state": file.state,
        "upload_url": file.upload_url,
        "offset": file.offset,
        "failures": file.failures,
    }
