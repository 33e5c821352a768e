"""How busy the windows are, when they will be overloaded, and which move of staff would mend it.

Load is work over time: the minutes of service that arrive in an hour against the minutes that the clerks of a
unit have. The forecast for an hour is what came on the same weekday and hour before, recent weeks counting
more. The queue left over from one hour is carried into the next, as it is at a real counter.

Nothing here orders anybody about: a ``Move`` is a proposal with the figures that speak for it.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from counter_app.contract.messages import ClerkRecord
from counter_app.contract.organisation import Role
from counter_app.contract.working_time import SiteCalendar, local, moment

_EVERYWHERE = "*"
"""The unit of a role that holds in every one: nobody sits there."""

LONGEST_WAIT_MINUTES = 30.0
"""Nobody waits longer than that for their turn (Decree 61/2018/NĐ-CP, Article 9)."""

LOOKED_BACK = timedelta(weeks=8)
"""How much of the past a forecast is made of."""

USUAL_SERVICE_MINUTES = 10.0
"""Assumed where nobody measured how long a reception takes."""

_HALF_LIFE_WEEKS = 4
"""After so many weeks an observation counts half."""
_HOUR = timedelta(hours=1)
_MINUTES = 60


@dataclass(frozen=True, slots=True)
class Arrival:
    """Somebody came with a dossier: when, to which window, and how many minutes the service took."""

    at: datetime
    unit: str
    window: str
    minutes: float


@dataclass(frozen=True, slots=True)
class HourLoad:
    """What one window had to do in one hour. ``busy`` is 1.0 when every minute of the hour was taken."""

    window: str
    hour: datetime
    arrivals: int
    minutes: float

    @property
    def busy(self) -> float:
        return self.minutes / _MINUTES


def loads(arrivals: Iterable[Arrival]) -> tuple[HourLoad, ...]:
    """The load per window and hour, in the order of time and window."""
    found: defaultdict[tuple[datetime, str], list[float]] = defaultdict(list)
    for arrival in arrivals:
        found[_hour(arrival.at), arrival.window].append(arrival.minutes)
    return tuple(
        HourLoad(window, hour, len(minutes), sum(minutes)) for (hour, window), minutes in sorted(found.items())
    )


@dataclass(frozen=True, slots=True)
class HourForecast:
    """What a unit may expect in one hour.

    ``work_minutes`` is what arrives, ``carried_minutes`` what waits from before, ``capacity_minutes`` what the
    clerks can do. ``waiting_minutes`` is left over at the end of the hour.
    """

    unit: str
    hour: datetime
    work_minutes: float
    carried_minutes: float
    capacity_minutes: float

    @property
    def waiting_minutes(self) -> float:
        return max(self.work_minutes + self.carried_minutes - self.capacity_minutes, 0.0)

    @property
    def wait_at_end(self) -> float:
        """How many minutes somebody who comes at the end of the hour would wait; infinite without a clerk."""
        if not self.waiting_minutes:
            return 0.0
        if not self.capacity_minutes:
            return float("inf")
        return self.waiting_minutes / (self.capacity_minutes / _MINUTES)


def forecast(
    arrivals: Sequence[Arrival], day: date, calendar: SiteCalendar, clerks: Mapping[str, int]
) -> dict[str, tuple[HourForecast, ...]]:
    """Each unit's open hours of a day with what to expect in them.

    Args:
        arrivals: What came on earlier days; the day itself and later ones are left out.
        day: The day to look ahead to; without opening hours there is nothing to expect.
        calendar: Its opening hours; they also say which earlier days count as ordinary ones.
        clerks: Clerks per unit. A unit that is not named is not looked at.
    """
    hours = _open_hours(calendar, day)
    expected = _expected_minutes(arrivals, day, calendar)
    plans: dict[str, tuple[HourForecast, ...]] = {}
    for unit, number in clerks.items():
        plan: list[HourForecast] = []
        carried = 0.0
        for hour, share in hours:
            work = expected.get((unit, hour.hour), 0.0)
            plan.append(HourForecast(unit, hour, work, carried, number * _MINUTES * share))
            carried = plan[-1].waiting_minutes
        plans[unit] = tuple(plan)
    return plans


def overloaded(
    plans: Mapping[str, Sequence[HourForecast]], *, longest_wait_minutes: float
) -> tuple[HourForecast, ...]:
    """The hours at whose end people would wait longer than that, worst first."""
    found = [hour for plan in plans.values() for hour in plan if hour.wait_at_end > longest_wait_minutes]
    return tuple(sorted(found, key=lambda hour: (-hour.wait_at_end, hour.hour, hour.unit)))


@dataclass(frozen=True, slots=True)
class Helper:
    """Somebody who may work in another unit than the one they are in today."""

    code: str
    name: str
    unit: str
    may_help: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Move:
    """One person to another unit for the day: how long the longest wait is without and with it."""

    helper: Helper
    to: str
    worst_wait_before: float
    worst_wait_after: float


def clerks_per_unit(staff: Iterable[ClerkRecord]) -> dict[str, int]:
    """How many clerks sit in each unit. Who has posts in several sits where the first one is."""
    return dict(Counter(units[0] for member in staff if (units := clerk_posts(member))))


def helpers_of(staff: Iterable[ClerkRecord]) -> tuple[Helper, ...]:
    """Everybody who is a clerk in more than one unit."""
    return tuple(
        Helper(member.clerk_id, member.name, units[0], tuple(units[1:]))
        for member in staff
        if len(units := clerk_posts(member)) > 1
    )


def clerk_posts(member: ClerkRecord) -> list[str]:
    """The units in which somebody is a clerk, the one where they sit first."""
    return [unit for unit, roles in member.roles.items() if Role.CLERK in roles and unit != _EVERYWHERE]


def best_move(
    arrivals: Sequence[Arrival],
    day: date,
    calendar: SiteCalendar,
    clerks: Mapping[str, int],
    helpers: Iterable[Helper],
    *,
    longest_wait_minutes: float,
) -> Move | None:
    """The move after which the longest wait of all units is shortest, or None when none is needed or helps.

    A move that only shifts the overload elsewhere does not help. Of equal moves the first helper's first unit
    is taken, so that the same morning always gets the same proposal.
    """
    before = _worst(forecast(arrivals, day, calendar, clerks))
    if before <= longest_wait_minutes:
        return None
    best: Move | None = None
    for helper in helpers:
        for to in helper.may_help:
            if to == helper.unit or clerks.get(helper.unit, 0) < 1 or to not in clerks:
                continue
            after_move = {**clerks, helper.unit: clerks[helper.unit] - 1, to: clerks[to] + 1}
            after = _worst(forecast(arrivals, day, calendar, after_move))
            if after < (before if best is None else best.worst_wait_after):
                best = Move(helper, to, before, after)
    return best


def _worst(plans: Mapping[str, Sequence[HourForecast]]) -> float:
    return max((hour.wait_at_end for plan in plans.values() for hour in plan), default=0.0)


def _expected_minutes(
    arrivals: Iterable[Arrival], day: date, calendar: SiteCalendar
) -> dict[tuple[str, int], float]:
    """The weighted mean of work per unit and hour over earlier days with the same weekday."""
    sums: defaultdict[tuple[str, int], float] = defaultdict(float)
    weights: dict[date, float] = {}
    for arrival in arrivals:
        at = local(arrival.at)
        earlier = at.date()
        if earlier < day and earlier.weekday() == day.weekday() and calendar.sessions(earlier):
            weights[earlier] = _weight(earlier, day)
            sums[arrival.unit, at.hour] += weights[earlier] * arrival.minutes
    total = sum(weights.values())
    return {key: minutes / total for key, minutes in sums.items()}


def _weight(earlier: date, day: date) -> float:
    weeks = (day - earlier).days / 7
    return float(0.5 ** (weeks / _HALF_LIFE_WEEKS))


def _open_hours(calendar: SiteCalendar, day: date) -> list[tuple[datetime, float]]:
    """Each clock hour of the day in which the site is open, with the share of the hour that it is."""
    shares: defaultdict[datetime, float] = defaultdict(float)
    for session in calendar.sessions(day):
        at = moment(day, session.opens)
        closes = moment(day, session.closes)
        while at < closes:
            following = min(_hour(at) + _HOUR, closes)
            shares[_hour(at)] += (following - at) / _HOUR
            at = following
    return sorted(shares.items())


def _hour(at: datetime) -> datetime:
    return local(at).replace(minute=0, second=0, microsecond=0)
