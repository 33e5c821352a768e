"""When a site is open and which minutes count: the day-by-day truth that deadlines are computed from.

All moments are aware and in the province's time zone. A *working* day is one that limits count: the site is
open and the weekday is not excluded. A Saturday morning on which a site merely receives people is open but
not working, unless its hours say otherwise.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from counter_app.contract.calendars import (
    CalendarBook,
    DayKind,
    DayRecord,
    DeadlineRules,
    HoursRecord,
    Week,
    sessions_of,
)
from counter_app.contract.errors import InvalidInput
from counter_app.contract.provenance import in_force

VIETNAM = ZoneInfo("Asia/Ho_Chi_Minh")
_SEARCH_DAYS = 366
"""How far a next working day is looked for before the calendar is called empty."""


@dataclass(frozen=True, slots=True)
class Session:
    """A stretch of a day without a break: open at ``opens``, no longer at ``closes``."""

    opens: time
    closes: time

    @property
    def minutes(self) -> int:
        return _minute_of(self.closes) - _minute_of(self.opens)


@dataclass(frozen=True, slots=True)
class SiteCalendar:
    """The calendar of one site. ``days`` are the dates that differ from their weekday."""

    hours: tuple[HoursRecord, ...]
    days: dict[date, DayRecord] = field(default_factory=dict)

    def sessions(self, on: date) -> tuple[Session, ...]:
        """The sessions in which the site is open to the public on that date."""
        return self._at(on)[0]

    def working_sessions(self, on: date) -> tuple[Session, ...]:
        """The sessions that limits count; none on a day that is not a working day."""
        sessions, counted = self._at(on)
        return sessions if counted else ()

    def is_working(self, on: date) -> bool:
        return bool(self.working_sessions(on))

    def reason_closed(self, on: date) -> str:
        """The title of the holiday or swap that changes this date, or an empty text."""
        day = self.days.get(on)
        return day.title if day is not None else ""

    def next_working_day(self, after: date) -> date:
        """The first working day later than ``after``."""
        return self.nth_working_day(after, 1)

    def nth_working_day(self, after: date, number: int) -> date:
        """The ``number``-th working day later than ``after``; ``number`` is at least 1.

        Raises:
            InvalidInput: the calendar has no working day for a year.
        """
        day = after
        idle = 0
        while number:
            day += timedelta(days=1)
            if self.is_working(day):
                number -= 1
                idle = 0
            else:
                idle += 1
                if idle > _SEARCH_DAYS:
                    raise InvalidInput("calendar_without_working_days", after=after.isoformat())
        return day

    def on_or_after(self, day: date) -> date:
        """The day itself when it is a working day, else the next one."""
        return day if self.is_working(day) else self.next_working_day(day)

    def on_or_before(self, day: date) -> date:
        """The day itself when it is a working day, else the last one before it."""
        for back in range(_SEARCH_DAYS):
            earlier = day - timedelta(days=back)
            if self.is_working(earlier):
                return earlier
        raise InvalidInput("calendar_without_working_days", after=day.isoformat())

    def working_days_between(self, after: date, until: date) -> int:
        """How many working days are later than ``after`` and not later than ``until``."""
        return sum(self.is_working(day) for day in days_after(after, until))

    def opening(self, on: date) -> datetime:
        """When the working day begins."""
        return moment(on, self.working_sessions(on)[0].opens)

    def closing(self, on: date) -> datetime:
        """When the working day ends."""
        return moment(on, self.working_sessions(on)[-1].closes)

    def first_working_moment(self, at: datetime) -> datetime:
        """The moment itself inside a working session, else the beginning of the next one."""
        for session in self.working_sessions(at.date()):
            if at < moment(at.date(), session.closes):
                return max(at, moment(at.date(), session.opens))
        return self.opening(self.next_working_day(at.date()))

    def add_working_time(self, at: datetime, amount: timedelta) -> datetime:
        """The earliest moment by which that much working time has passed since ``at``."""
        start = self.first_working_moment(at)
        left = amount
        while True:
            for session in self.working_sessions(start.date()):
                closes = moment(start.date(), session.closes)
                start = max(start, moment(start.date(), session.opens))
                if start + left <= closes:
                    return start + left
                left -= max(closes - start, timedelta())
            start = self.opening(self.next_working_day(start.date()))

    def working_time_between(self, since: datetime, until: datetime) -> timedelta:
        """Working time later than ``since`` and not later than ``until``; nothing when they are reversed."""
        total = timedelta()
        day = since.date()
        while day <= until.date():
            for session in self.working_sessions(day):
                begins = max(since, moment(day, session.opens))
                ends = min(until, moment(day, session.closes))
                total += max(ends - begins, timedelta())
            day += timedelta(days=1)
        return total

    def _at(self, on: date) -> tuple[tuple[Session, ...], bool]:
        """The sessions of a date, and whether limits count them."""
        week = self._hours(on)
        if week is None:
            return (), False
        day = self.days.get(on)
        if day is None:
            weekday = on.weekday()
            return _sessions(week, weekday), Week.__struct_fields__[weekday] not in week.not_counted
        if day.kind is DayKind.WORKING:
            return _sessions(week, (day.swapped_with or on).weekday()), True
        return (), False

    def _hours(self, on: date) -> HoursRecord | None:
        """Own hours before the default ones."""
        holding = [hours for hours in self.hours if in_force(hours, on)]
        return next((hours for hours in holding if hours.units), holding[0] if holding else None)


def site_calendar(book: CalendarBook, *units: str) -> SiteCalendar:
    """The calendar of a site. ``units`` are its code and those it falls back to, nearest first."""
    for unit in units:
        own = tuple(hours for hours in book.hours if unit in hours.units)
        if own:
            break
    else:
        own = ()
    default = tuple(hours for hours in book.hours if not hours.units)
    return SiteCalendar(hours=(*own, *default), days={day.on: day for day in book.days})


def rules_on(book: CalendarBook, on: date) -> DeadlineRules:
    """The way of counting that holds on a date.

    Raises:
        InvalidInput: no rules hold on that date.
    """
    for rules in book.deadline_rules:
        if in_force(rules, on):
            return rules
    raise InvalidInput("no_deadline_rules", on=on.isoformat())


def moment(on: date, at: time) -> datetime:
    """A time of day in the province, on a date."""
    return datetime.combine(on, at, tzinfo=VIETNAM)


def local(at: datetime) -> datetime:
    """The same instant, told in the province's time.

    Raises:
        InvalidInput: the moment does not say its offset from UTC.
    """
    if at.tzinfo is None:
        raise InvalidInput("time_without_zone", at=at.isoformat())
    return at.astimezone(VIETNAM)


def days_after(after: date, until: date) -> Iterator[date]:
    """Each date later than ``after`` and not later than ``until``."""
    day = after
    while day < until:
        day += timedelta(days=1)
        yield day


def _sessions(hours: HoursRecord, weekday: int) -> tuple[Session, ...]:
    return tuple(Session(opens, closes) for opens, closes in sessions_of(hours.week.days[weekday]))


def _minute_of(at: time) -> int:
    return at.hour * 60 + at.minute
