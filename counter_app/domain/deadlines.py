"""What stops, moves and ends the clock of a dossier after its receipt.

When a limit ends that runs without a stop is said by ``contract.appointments``, for the window and the province
alike; here stands what happens to an appointment afterwards.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, time, timedelta
from enum import StrEnum

from counter_app.contract.appointments import at_clock, counts, due_at, plus_calendar_days
from counter_app.contract.calendars import ClockResume, DeadlineRules, DueClock, NoticeUnit
from counter_app.contract.catalogue import LimitUnit, TimeLimit
from counter_app.contract.working_time import SiteCalendar, days_after, local
from counter_app.domain.errors import IllegalMove, InvalidInput, RuleBroken


def late_notice_by(due: datetime, calendar: SiteCalendar, rules: DeadlineRules) -> datetime:
    """The latest moment at which a foreseeable delay may still be announced.

    Decree 61/2018 Art. 19: one day before the limit ends. The result is a moment within a working day.
    """
    due = local(due)
    day = due.date()
    for _ in range(rules.late_notice_days):
        day -= timedelta(days=1)
        if rules.late_notice_unit is NoticeUnit.WORKING_DAYS:
            day = calendar.on_or_before(day)
    return at_clock(calendar.on_or_before(day), due.time(), calendar)


class StopReason(StrEnum):
    """Why a clock stands still."""

    SUPPLEMENT = "supplement"
    FINANCIAL_DUTY = "financial_duty"


@dataclass(frozen=True, slots=True)
class DeadlineClock:
    """The clock of one dossier.

    ``due_at`` is what the citizen was last told, None without an appointment; ``first_due_at`` is what the
    receipt said. While ``stopped_at`` is set nothing becomes overdue.
    """

    limit: TimeLimit
    rules: DeadlineRules
    started_at: datetime
    due_at: datetime | None
    first_due_at: datetime | None
    extended: bool = False
    stopped_at: datetime | None = None
    stop_reason: StopReason | None = None
    re_appointments: int = 0

    @property
    def is_stopped(self) -> bool:
        return self.stopped_at is not None

    def is_overdue(self, now: datetime) -> bool:
        """True when the appointment has passed and the clock is running."""
        return self.due_at is not None and not self.is_stopped and now > self.due_at

    def is_due_soon(self, now: datetime) -> bool:
        """True when the appointment is at most ``due_soon_days`` calendar days away and not yet over."""
        if self.due_at is None or self.is_stopped or now > self.due_at:
            return False
        return (self.due_at.date() - local(now).date()).days <= self.rules.due_soon_days


def start_clock(
    limit: TimeLimit,
    at: datetime,
    calendar: SiteCalendar,
    rules: DeadlineRules,
    *,
    extended: bool = False,
) -> DeadlineClock:
    """A running clock with its appointment."""
    due = due_at(limit, at, calendar, rules, extended=extended)
    return DeadlineClock(
        limit=limit, rules=rules, started_at=local(at), due_at=due, first_due_at=due, extended=extended
    )


def stop(clock: DeadlineClock, at: datetime, reason: StopReason) -> DeadlineClock:
    """The clock standing still since ``at``.

    Raises:
        IllegalMove: it stands still already.
    """
    if clock.is_stopped:
        raise IllegalMove("clock_already_stopped")
    return replace(clock, stopped_at=local(at), stop_reason=reason)


def resume(clock: DeadlineClock, at: datetime, calendar: SiteCalendar) -> DeadlineClock:
    """The clock running again with its new appointment, by the rule for the reason it was stopped for.

    Under ``pause`` a dossier that was already late when it was stopped stays due when it was due.

    Raises:
        IllegalMove: the clock is running.
        InvalidInput: ``at`` is earlier than the stop.
    """
    if clock.stopped_at is None:
        raise IllegalMove("clock_not_stopped")
    at = local(at)
    if at < clock.stopped_at:
        raise InvalidInput("resumed_before_stop", at=at.isoformat())
    running = replace(clock, stopped_at=None, stop_reason=None)
    by_rule = (
        clock.rules.on_financial_duty
        if clock.stop_reason is StopReason.FINANCIAL_DUTY
        else clock.rules.on_supplement
    )
    if by_rule is ClockResume.RESTART:
        again = due_at(clock.limit, at, calendar, clock.rules, extended=clock.extended)
        return replace(running, started_at=at, due_at=again)
    if clock.due_at is None or clock.stopped_at >= clock.due_at:
        return running
    return replace(running, due_at=_after_pause(clock, clock.due_at, clock.stopped_at, at, calendar))


def re_appoint(clock: DeadlineClock, to: datetime, calendar: SiteCalendar) -> DeadlineClock:
    """The clock with the one new appointment that an apology may give.

    Raises:
        RuleBroken: the rules allow no further appointment (``re_appointment_used``), there is none to replace
            (``no_appointment``), or the new one is not later (``re_appointment_not_later``).
        InvalidInput: the new appointment is on a day on which nobody works.
    """
    to = local(to)
    if clock.due_at is None:
        raise RuleBroken("no_appointment")
    if clock.re_appointments >= clock.rules.re_appointments:
        raise RuleBroken("re_appointment_used", allowed=clock.rules.re_appointments)
    if to <= clock.due_at:
        raise RuleBroken("re_appointment_not_later")
    if not calendar.is_working(to.date()):
        raise InvalidInput("appointment_on_day_off", day=to.date().isoformat())
    return replace(clock, due_at=to, re_appointments=clock.re_appointments + 1)


def _after_pause(
    clock: DeadlineClock, due: datetime, stopped_at: datetime, at: datetime, calendar: SiteCalendar
) -> datetime | None:
    """The new end when what was left at the stop is left at the resumption."""
    begin = calendar.first_working_moment(at)
    stopped = calendar.first_working_moment(stopped_at)
    match clock.limit.unit:
        case LimitUnit.HOURS:
            return calendar.add_working_time(at, calendar.working_time_between(stopped_at, due))
        case LimitUnit.WORKING_DAYS:
            days = calendar.working_days_between(stopped.date(), due.date())
            day = calendar.nth_working_day(begin.date(), days)
        case LimitUnit.CALENDAR_DAYS:
            days = sum(counts(day, calendar, clock.rules) for day in days_after(stopped.date(), due.date()))
            day = calendar.on_or_after(plus_calendar_days(begin.date(), days, calendar, clock.rules))
        case LimitUnit.SAME_DAY | LimitUnit.OPEN:  # pragma: no branch - the union is closed
            return due_at(clock.limit, at, calendar, clock.rules)
    to_the_end = clock.rules.due_clock is DueClock.CLOSING and due == calendar.closing(due.date())
    clock_time = time.max if to_the_end else due.time()
    ends = at_clock(day, clock_time, calendar)
    return ends if ends >= begin else at_clock(calendar.next_working_day(day), clock_time, calendar)
