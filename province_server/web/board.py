"""The centre's figures per unit: load, deadlines, digitisation, satisfaction, and what the next days will bring.

Definitions follow the provincial scoring set (Decision 766/QĐ-TTg) as deployed systems compute it: days, not
hours, decide what is late; a dossier is digitised when at least one of its papers is. Nothing names a person.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

import sqlalchemy as sa

from province_server import figures
from province_server.acts.tally import Measure
from province_server.store import tables as t
from province_server.store.engine import reading
from province_server.world import World, local_day

PERIOD_DAYS = 30
SOON_DAYS = 3
HISTORY_DAYS = 28
FORECAST_DAYS = 5
SILENT_AFTER = timedelta(minutes=15)


@dataclass(frozen=True, slots=True)
class UnitFigures:
    """One line of the board. Shares are whole per cent, None when there is nothing to divide by."""

    unit: str
    received: int
    today: int
    running: int
    due_soon: int
    overdue: int
    on_time: int | None
    digitised: int | None
    results: int | None
    reused: int | None
    satisfied: int | None


@dataclass(frozen=True, slots=True)
class Day:
    """Dossiers received on a day, or expected for one to come."""

    day: str
    number: int
    expected: bool = False


@dataclass(frozen=True, slots=True)
class WindowContact:
    unit: str
    window: str
    last_contact: str
    silent: bool


@dataclass(frozen=True, slots=True)
class Figures:
    """The whole board."""

    as_of: datetime
    units: tuple[UnitFigures, ...]
    centre: UnitFigures
    days: tuple[Day, ...]
    windows: tuple[WindowContact, ...]


class Board:
    """Counts."""

    def __init__(self, engine: sa.Engine, world: World) -> None:
        self._engine = engine
        self._world = world

    def figures(self) -> Figures:
        now = self._world.now()
        today = date.fromisoformat(local_day(now))
        since = today - timedelta(days=max(PERIOD_DAYS - 1, HISTORY_DAYS))
        with reading(self._engine) as connection:
            counts = figures.read(connection, since.isoformat())
            windows = self._windows(connection, now)
        units = sorted({unit for _, unit in counts})
        sums = {unit: _sums(counts, unit, today) for unit in units}
        centre: Counter[str] = Counter()
        for one in sums.values():
            centre.update(one)
        return Figures(
            as_of=now,
            units=tuple(_line(unit, sums[unit]) for unit in units),
            centre=_line("", centre),
            days=with_forecast(_received_each_day(counts), today),
            windows=windows,
        )

    def _windows(self, connection: sa.Connection, now: datetime) -> tuple[WindowContact, ...]:
        c = t.devices.c
        query = (
            sa.select(c.unit, c.window, c.last_contact)
            .where(c.role != "province", c.withdrawn_at == "")
            .order_by(c.unit, c.window, c.device_id)
        )
        return tuple(
            WindowContact(unit, window, contact, silent=_is_silent(contact, now))
            for unit, window, contact in connection.execute(query)
        )


def _sums(counts: figures.Counts, unit: str, today: date) -> dict[str, int]:
    """What one line of the board is made of: each measure over the period, and what runs by when it is due."""
    first = (today - timedelta(days=PERIOD_DAYS - 1)).isoformat()
    sums = {
        measure.value: sum(number for day, number in counts.get((measure, unit), {}).items() if day >= first)
        for measure in Measure
    }
    due = counts.get((Measure.RUNNING, unit), {})
    last_soon = (today + timedelta(days=SOON_DAYS)).isoformat()
    sums["running"] = sum(due.values())
    sums["overdue"] = sum(number for day, number in due.items() if "" < day < today.isoformat())
    sums["due_soon"] = sum(number for day, number in due.items() if today.isoformat() <= day <= last_soon)
    sums["today"] = counts.get((Measure.RECEIVED, unit), {}).get(today.isoformat(), 0)
    return sums


def _received_each_day(counts: figures.Counts) -> dict[str, int]:
    days: Counter[str] = Counter()
    for (measure, _), numbers in counts.items():
        if measure is Measure.RECEIVED:
            days.update(numbers)
    return days


def _is_silent(contact: str, now: datetime) -> bool:
    return not contact or now - datetime.fromisoformat(contact) > SILENT_AFTER


def _line(unit: str, counts: Mapping[str, int]) -> UnitFigures:
    return UnitFigures(
        unit=unit,
        received=counts.get("received", 0),
        today=counts.get("today", 0),
        running=counts.get("running", 0),
        due_soon=counts.get("due_soon", 0),
        overdue=counts.get("overdue", 0),
        on_time=_share(counts, "in_time", "finished"),
        digitised=_share(counts, "papers", "received"),
        results=_share(counts, "with_result", "resolved"),
        reused=_share(counts, "reused", "received"),
        satisfied=_share(counts, "satisfied", "rated"),
    )


def _share(counts: Mapping[str, int], part: str, whole: str) -> int | None:
    of = counts.get(whole, 0)
    return None if not of else (counts.get(part, 0) * 200 + of) // (2 * of)


def with_forecast(history: Mapping[str, int], today: date) -> tuple[Day, ...]:
    """The last two weeks up to today, and the coming working days.

    Expected is the mean of the same weekday over the last four weeks: people come by the weekday, and a centre
    that is a month old has its own rhythm already.
    """
    past = [today - timedelta(days=back) for back in range(13, -1, -1)]
    coming: list[date] = []
    ahead = today
    while len(coming) < FORECAST_DAYS:
        ahead += timedelta(days=1)
        if ahead.weekday() < 5 or _ever(history, ahead):  # noqa: PLR2004 - Monday to Friday
            coming.append(ahead)
    known = tuple(Day(day.isoformat(), history.get(day.isoformat(), 0)) for day in past)
    return known + tuple(Day(day.isoformat(), _expected(history, day, today), expected=True) for day in coming)


def _same_weekdays(day: date, today: date) -> Sequence[date]:
    back = [day - timedelta(weeks=weeks) for weeks in range(1, 6)]
    return [one for one in back if today - timedelta(days=HISTORY_DAYS) <= one <= today][:4]


def _expected(history: Mapping[str, int], day: date, today: date) -> int:
    before = _same_weekdays(day, today)
    return round(sum(history.get(one.isoformat(), 0) for one in before) / len(before)) if before else 0


def _ever(history: Mapping[str, int], day: date) -> bool:
    return any(history.get((day - timedelta(weeks=weeks)).isoformat(), 0) for weeks in range(1, 5))
