"""Deadlines found the slow, obvious way: by stepping through time minute by minute.

It knows nothing of sessions, intervals or remainders. It asks of each minute whether somebody works in it, and
counts. Whatever computes deadlines has to agree with it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from counter_app.contract.catalogue import LimitUnit, TimeLimit
from counter_app.contract.working_time import VIETNAM, SiteCalendar

MINUTE = timedelta(minutes=1)
DAY = timedelta(days=1)


@dataclass(frozen=True)
class Site:
    """A calendar as plain facts, beside the one under test."""

    minutes: dict[date, frozenset[int]]
    calendar: SiteCalendar

    def works_at(self, moment: datetime) -> bool:
        """True when somebody works in the minute that begins at this moment."""
        return moment.hour * 60 + moment.minute in self.minutes.get(moment.date(), frozenset())

    def works_on(self, day: date) -> bool:
        return bool(self.minutes.get(day))

    def next_works_on(self, day: date) -> date:
        day += DAY
        while not self.works_on(day):
            day += DAY
        return day


def begins(site: Site, moment: datetime) -> datetime:
    while not site.works_at(moment):
        moment += MINUTE
    return moment


def closes(site: Site, day: date) -> datetime:
    last = max(site.minutes[day])
    return datetime.combine(day, time(), tzinfo=VIETNAM) + (last + 1) * MINUTE


def within(site: Site, day: date, clock: time) -> datetime:
    """That time of day if somebody works up to or from it, else the next such minute of the day, else closing."""
    moment = datetime.combine(day, clock, tzinfo=VIETNAM)
    while moment.date() == day:
        if site.works_at(moment) or site.works_at(moment - MINUTE):
            return moment
        moment += MINUTE
    return closes(site, day)


def slow_due(kind: TimeLimit, received: datetime, site: Site, *, closing: bool = False) -> datetime:
    if kind.unit is LimitUnit.SAME_DAY:
        day = received.date()
        early = received.time() < time(15) and site.works_on(day) and received < closes(site, day)
        return closes(site, day if early else site.next_works_on(day))
    moment = begins(site, received)
    if kind.unit is LimitUnit.HOURS:
        left = kind.amount * 60
        while left:
            left -= site.works_at(moment)
            moment += MINUTE
        return moment
    day = moment.date()
    if kind.unit is LimitUnit.WORKING_DAYS:
        for _ in range(kind.amount):
            day = site.next_works_on(day)
    else:
        day += kind.amount * DAY
        while not site.works_on(day):
            day += DAY
    return closes(site, day) if closing else within(site, day, moment.time())


def site_of(calendar: SiteCalendar, first: date, last: date) -> Site:
    """The minutes of a calendar, day by day, for comparing with data that is not made up."""
    minutes = {day: frozenset(_minutes(calendar, day)) for day in _days(first, last)}
    return Site(minutes, calendar)


def _days(first: date, last: date) -> Iterator[date]:
    while first <= last:
        yield first
        first += DAY


def _minutes(calendar: SiteCalendar, day: date) -> Iterator[int]:
    for session in calendar.working_sessions(day):
        opens = session.opens.hour * 60 + session.opens.minute
        yield from range(opens, opens + session.minutes)
