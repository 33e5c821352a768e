"""How busy each unit will be, and which move of staff would mend it: the proposals on the board.

The forecast is the counters' own (``counter_app.contract.workload``), fed with the dossiers that came in each hour
of the last weeks. How long a reception took is not known here: each counts with the usual minutes.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

import msgspec
import sqlalchemy as sa

from counter_app.contract.messages import ClerkRecord
from counter_app.contract.working_time import SiteCalendar, site_calendar
from counter_app.contract.workload import (
    LONGEST_WAIT_MINUTES,
    LOOKED_BACK,
    USUAL_SERVICE_MINUTES,
    Arrival,
    HourForecast,
    Move,
    best_move,
    clerks_per_unit,
    forecast,
    helpers_of,
)
from province_server import figures
from province_server.law import PublishedLaw
from province_server.store import tables as t
from province_server.store.engine import reading
from province_server.world import LOCAL_ZONE, World

_MOVES = 3
"""More proposals for one day than that would be a new rota, not a help."""


@dataclass(frozen=True, slots=True)
class UnitLoad:
    """What a unit may expect on the day.

    ``load`` is the work of its busiest hour in per cent of what its clerks can do in it. It is None without a
    clerk; ``wait`` is the longest wait in minutes, None when it has no end.
    """

    unit: str
    clerks: int
    expected: int
    load: int | None
    busiest: str
    wait: int | None

    @property
    def is_overloaded(self) -> bool:
        return self.wait is None or self.wait > LONGEST_WAIT_MINUTES


@dataclass(frozen=True, slots=True)
class Proposal:
    """One person to another unit for the day, with the longest wait of all units without and with it."""

    name: str
    from_unit: str
    to_unit: str
    wait_before: int | None
    wait_after: int | None


@dataclass(frozen=True, slots=True)
class Plan:
    """The day ahead."""

    day: str
    units: tuple[UnitLoad, ...]
    proposals: tuple[Proposal, ...]


class Staffing:
    """Looks one working day ahead."""

    def __init__(self, engine: sa.Engine, law: PublishedLaw, world: World) -> None:
        self._engine = engine
        self._law = law
        self._world = world

    def plan(self) -> Plan | None:
        """The rest of today, or the next working day; None while no opening hours are published."""
        now = self._world.now().astimezone(LOCAL_ZONE)
        calendars = self._law.refresh().calendars
        if calendars is None:
            return None
        calendar = site_calendar(calendars)
        with reading(self._engine) as connection:
            came = figures.arrivals(connection, (now - LOOKED_BACK).date().isoformat())
            records = connection.scalars(sa.select(t.clerks.c.record).where(t.clerks.c.withdrawn_at == ""))
            staff = [msgspec.json.decode(record, type=ClerkRecord) for record in records]
        return plan_of(arrivals_from(came), staff, calendar, day_ahead(calendar, now))


def day_ahead(calendar: SiteCalendar, now: datetime) -> date:
    """Today as long as the counters are open or will be, else the next day on which they are."""
    today = now.date()
    if calendar.sessions(today) and now < calendar.closing(today):
        return today
    return calendar.next_working_day(today)


def arrivals_from(came: figures.Counts) -> list[Arrival]:
    """The dossiers of each hour as one reception that takes the time of all."""
    return [
        Arrival(_hour(hour), unit, "", number * USUAL_SERVICE_MINUTES)
        for (_, unit), hours in came.items()
        for hour, number in hours.items()
    ]


def plan_of(arrivals: Sequence[Arrival], staff: Sequence[ClerkRecord], calendar: SiteCalendar, day: date) -> Plan:
    """What each unit with dossiers may expect, and the moves that would help, the best one first."""
    counted = clerks_per_unit(staff)
    clerks = {unit: counted.get(unit, 0) for unit in sorted({arrival.unit for arrival in arrivals})}
    expected = forecast(arrivals, day, calendar, clerks)
    units = tuple(_load(unit, clerks[unit], hours) for unit, hours in expected.items())
    return Plan(day.isoformat(), units, tuple(_proposals(arrivals, staff, calendar, day, clerks)))


def _load(unit: str, clerks: int, hours: Sequence[HourForecast]) -> UnitLoad:
    work = sum(hour.work_minutes for hour in hours)
    busiest = max(hours, key=lambda hour: hour.work_minutes, default=None)
    shares = [round(100 * hour.work_minutes / hour.capacity_minutes) for hour in hours if hour.capacity_minutes]
    return UnitLoad(
        unit=unit,
        clerks=clerks,
        expected=round(work / USUAL_SERVICE_MINUTES),
        load=max(shares, default=None),
        busiest=busiest.hour.strftime("%H:%M") if busiest is not None and busiest.work_minutes else "",
        wait=_minutes(max((hour.wait_at_end for hour in hours), default=0.0)),
    )


def _proposals(
    arrivals: Sequence[Arrival],
    staff: Sequence[ClerkRecord],
    calendar: SiteCalendar,
    day: date,
    clerks: Mapping[str, int],
) -> list[Proposal]:
    now, free = dict(clerks), list(helpers_of(staff))
    found: list[Proposal] = []
    while len(found) < _MOVES:
        move: Move | None = best_move(
            arrivals, day, calendar, now, free, longest_wait_minutes=LONGEST_WAIT_MINUTES
        )
        if move is None:
            break
        now[move.helper.unit] -= 1
        now[move.to] += 1
        free.remove(move.helper)
        waits = _minutes(move.worst_wait_before), _minutes(move.worst_wait_after)
        found.append(Proposal(move.helper.name, move.helper.unit, move.to, *waits))
    return found


def _minutes(wait: float) -> int | None:
    return None if wait == float("inf") else round(wait)


def _hour(text: str) -> datetime:
    return datetime.fromisoformat(f"{text}:00").replace(tzinfo=LOCAL_ZONE)
