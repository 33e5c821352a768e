"""Serials of a unit's day, leased in slices: once given, never given again, also when they come back unused.

That holds although the database may come back from a backup that does not know the latest leases.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta

import msgspec
import sqlalchemy as sa

from counter_app.contract.messages import ChangeKind, NumberSlice, NumberSlicesAnswer, NumberSlicesRequest
from counter_app.contract.problems import ProblemCode
from province_server import feed
from province_server.callers import Caller
from province_server.http import Problematic
from province_server.number_bands import Band, band_after
from province_server.settings import Limits
from province_server.store import tables as t
from province_server.store.bulk import insert_new
from province_server.store.engine import run_writing
from province_server.world import World, local_day, stamp

DAYS_AHEAD = 60
DAYS_AT_ONCE = 31


class Numbers:
    """Leases serials to windows."""

    def __init__(self, engine: sa.Engine, world: World, limits: Limits) -> None:
        self._engine = engine
        self._world = world
        self._limits = limits

    def lease(self, caller: Caller, request: NumberSlicesRequest) -> NumberSlicesAnswer:
        """One slice per day asked for, in the caller's unit; the same ``request_id`` gets the same slices.

        Raises:
            Problematic: a day is no date or too far off, the count is out of range, or a day has no serials left.
        """
        days = tuple(dict.fromkeys(request.days))
        self._require_sane(days, request.count)

        def write(connection: sa.Connection) -> NumberSlicesAnswer:
            # One request of a device at a time: its repetition has to find what the first one was given.
            own = t.devices.c.device_id == caller.device_id
            connection.execute(sa.select(t.devices.c.epoch).where(own).with_for_update())
            self._take_back(connection, caller, request.returned)
            given = self._given(connection, caller, request.request_id)
            if not given:
                restored_on = _restored_on(connection)
                bands = {day: self._band(day, restored_on) for day in days}
                given = tuple(self._lease(connection, caller, day, bands[day], request) for day in sorted(days))
            return NumberSlicesAnswer(slices=given)

        return run_writing(self._engine, write)

    def _require_sane(self, days: tuple[str, ...], count: int) -> None:
        today = date.fromisoformat(local_day(self._world.now()))
        if not 1 <= count <= self._limits.serials_per_lease or len(days) > DAYS_AT_ONCE:
            raise Problematic(
                ProblemCode.MALFORMED, 400, f"1 to {self._limits.serials_per_lease} serials, {DAYS_AT_ONCE} days"
            )
        for day in days:
            try:
                when = date.fromisoformat(day)
            except ValueError as error:
                raise Problematic(ProblemCode.MALFORMED, 400, f"{day} is no date") from error
            if when.isoformat() != day or abs(when - today) > timedelta(days=DAYS_AHEAD):
                raise Problematic(ProblemCode.MALFORMED, 400, f"{day} is too far from {today}")

    def _given(self, connection: sa.Connection, caller: Caller, request_id: str) -> tuple[NumberSlice, ...]:
        if not request_id:
            return ()
        c = t.number_slices.c
        query = (
            sa.select(c.slice_id, c.unit, c.day, c.first, c.last, c.device_id, c.epoch)
            .where(c.device_id == caller.device_id, c.epoch == caller.epoch, c.request_id == request_id)
            .order_by(c.day)
        )
        return tuple(
            msgspec.convert(row._mapping, NumberSlice)  # noqa: SLF001 - SQLAlchemy's public name
            for row in connection.execute(query)
        )

    def _lease(
        self, connection: sa.Connection, caller: Caller, day: str, band: Band, request: NumberSlicesRequest
    ) -> NumberSlice:
        c = t.number_counters.c
        insert_new(connection, t.number_counters, [{"unit": caller.unit, "day": day, "next": 1}])
        line = sa.and_(c.unit == caller.unit, c.day == day)
        first = max(connection.scalar(sa.select(c.next).where(line).with_for_update()) or 1, band.first)
        last = min(first + request.count - 1, band.last)
        if first > last:
            raise Problematic(ProblemCode.NO_NUMBERS_LEFT, 409, f"{caller.unit} on {day}")
        connection.execute(sa.update(t.number_counters).where(line).values(next=last + 1))
        leased = NumberSlice(
            slice_id=self._world.new_id(),
            unit=caller.unit,
            day=day,
            first=first,
            last=last,
            device_id=caller.device_id,
            epoch=caller.epoch,
        )
        row = {**msgspec.structs.asdict(leased), "request_id": request.request_id}
        connection.execute(sa.insert(t.number_slices).values(row))
        body = msgspec.json.encode(leased).decode()
        audience = feed.to_device(caller.device_id)
        feed.publish(connection, [feed.Entry(audience, ChangeKind.NUMBER_SLICE, body=body)])
        return leased

    def _band(self, day: str, restored_on: Sequence[date]) -> Band:
        """What this life of the database may lease for the day: after every restore that lost leases for it."""
        opens = date.fromisoformat(day) - timedelta(days=DAYS_AHEAD)
        return band_after(sum(when >= opens for when in restored_on), self._limits.serials_per_day)

    def _take_back(self, connection: sa.Connection, caller: Caller, slice_ids: tuple[str, ...]) -> None:
        c = t.number_slices.c
        connection.execute(
            sa.update(t.number_slices)
            .where(c.slice_id.in_(slice_ids), c.device_id == caller.device_id, c.returned_at == "")
            .values(returned_at=stamp(self._world.now()))
        )


def _restored_on(connection: sa.Connection) -> list[date]:
    """The days on which the database came back from a backup."""
    times = connection.scalars(sa.select(t.restores.c.restored_at))
    return [date.fromisoformat(local_day(datetime.fromisoformat(time))) for time in times]
