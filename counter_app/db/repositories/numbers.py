"""Leased serials for dossier codes, and which of them were given."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Final

import msgspec
from typing_extensions import override

from counter_app.contract.messages import NumberSlice
from counter_app.db.database import Database
from counter_app.db.repositories.observations import DEVICE
from counter_app.db.rows import from_json, record, records
from counter_app.domain.ids import UnitCode
from counter_app.services.ports import DeviceIdentity, Numbers


class _SliceRow(msgspec.Struct, frozen=True, array_like=True):
    """One row of ``number_slices``, its columns in this order."""

    slice_id: str
    unit: str
    day: str
    first: int
    last: int
    device_id: str
    epoch: int


_COLUMNS: Final = ", ".join(_SliceRow.__struct_fields__)


class SqliteNumbers(Numbers):
    """Serials inside one transaction."""

    def __init__(self, database: Database) -> None:
        self._database = database

    @override
    def add_slice(self, number_slice: NumberSlice) -> None:
        one = number_slice
        self._database.run(
            f"INSERT INTO number_slices ({_COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?)"
            " ON CONFLICT (slice_id) DO NOTHING",
            (one.slice_id, one.unit, one.day, one.first, one.last, one.device_id, one.epoch),
        )

    @override
    def slices(self, unit: UnitCode, day: date) -> Sequence[NumberSlice]:
        device = self._device()
        if device is None:
            return []
        rows = self._database.rows(
            f"SELECT {_COLUMNS} FROM number_slices"
            " WHERE unit = ? AND day = ? AND device_id = ? AND epoch = ? ORDER BY position",
            (unit, day.isoformat(), device.device_id, device.epoch),
        )
        return [
            NumberSlice(
                slice_id=row.slice_id,
                unit=row.unit,
                day=row.day,
                first=row.first,
                last=row.last,
                device_id=row.device_id,
                epoch=row.epoch,
            )
            for row in records(rows, _SliceRow)
        ]

    @override
    def used(self, unit: UnitCode, day: date) -> frozenset[int]:
        rows = self._database.rows(
            "SELECT serial FROM used_numbers WHERE unit = ? AND day = ?", (unit, day.isoformat())
        )
        return frozenset(serial for (serial,) in records(rows, tuple[int]))

    @override
    def use(self, unit: UnitCode, day: date, serial: int) -> None:
        self._database.run(
            "INSERT INTO used_numbers (unit, day, serial) VALUES (?, ?, ?)", (unit, day.isoformat(), serial)
        )

    def _device(self) -> DeviceIdentity | None:
        found = self._database.row("SELECT value FROM observations WHERE name = ?", (DEVICE,))
        return None if found is None else from_json(record(found, tuple[str])[0], DeviceIdentity)
