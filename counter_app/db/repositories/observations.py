"""Small facts with a name."""

from __future__ import annotations

from typing import Final

from typing_extensions import override

from counter_app.db.database import Database
from counter_app.db.rows import from_json, record, to_json
from counter_app.services.ports import DeviceIdentity, Observations

DEVICE: Final = "device_identity"


class SqliteObservations(Observations):
    """Facts inside one transaction."""

    def __init__(self, database: Database) -> None:
        self._database = database

    @override
    def get(self, name: str) -> str | None:
        found = self._database.row("SELECT value FROM observations WHERE name = ?", (name,))
        return None if found is None else record(found, tuple[str])[0]

    @override
    def put(self, name: str, value: str) -> None:
        self._database.run("INSERT OR REPLACE INTO observations (name, value) VALUES (?, ?)", (name, value))

    @override
    def device(self) -> DeviceIdentity | None:
        found = self.get(DEVICE)
        return None if found is None else from_json(found, DeviceIdentity)

    @override
    def put_device(self, identity: DeviceIdentity) -> None:
        self.put(DEVICE, to_json(identity))
