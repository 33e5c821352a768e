"""When each window was heard last: remembered with every request, written now and then for many windows at once.

A board that says "silent for a quarter of an hour" needs no second; a thousand windows that poll must not cost a
thousand writes a minute.
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from threading import Lock

import sqlalchemy as sa

from province_server.store import tables as t
from province_server.store.bulk import update_rows
from province_server.store.engine import run_writing
from province_server.world import World, stamp

NOTED_EVERY = timedelta(minutes=1)
WRITTEN_EVERY = timedelta(seconds=10)


class Contacts:
    """What one process has heard."""

    def __init__(self, engine: sa.Engine, world: World) -> None:
        self._engine = engine
        self._world = world
        self._noted: dict[str, datetime] = {}
        self._unwritten: dict[str, str] = {}
        self._written_at = datetime.min.replace(tzinfo=UTC)
        self._lock = Lock()

    def note(self, device_id: str) -> None:
        """The device was heard just now. Written with the first contact after ten seconds, whoever's it is."""
        now = self._world.now()
        last = self._noted.get(device_id)
        if last is not None and now - last < NOTED_EVERY:
            return
        self._noted[device_id] = now
        with self._lock:
            self._unwritten[device_id] = stamp(now)
            if now - self._written_at < WRITTEN_EVERY:
                return
            self._written_at = now
        self.write()

    def write(self) -> None:
        """Write what was only remembered so far."""
        with self._lock:
            noted, self._unwritten = self._unwritten, {}
        rows = [{"device_id": name, "last_contact": at} for name, at in sorted(noted.items())]
        if rows:
            run_writing(self._engine, lambda connection: update_rows(connection, t.devices, rows, "device_id"))
