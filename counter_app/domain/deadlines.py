"""When a dossier is due, and what stops, moves and ends its clock.

Everything is computed from four things: the limit of the case, the site's calendar, the rules in force on the
day of receipt, and the moments at which something happened. The counter and whoever checks it therefore get
the same date from the same data.

Days are counted as the Civil Code 2015 (Art. 147-148) counts them: the day on which the clock starts is not
counted, and a limit that would end on a day off ends on the next working day.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from enum import StrEnum

from counter_app.contract.calendars import (
    ClockResume,
    CrossBoundaryStart,
    DayKind,
    DeadlineRules,
    DueClock,
    NoticeUnit,
)
from counter_app.contract.catalogue import LimitUnit, TimeLimit
from counter_app.domain.calendars import SiteCalendar, days_after, local, moment
from counter_app.domain.errors import IllegalMove, InvalidInput, RuleBroken


def due_at(
    limit: TimeLimit,
    started_at: datetime,
    calendar: SiteCalendar,
    rules: DeadlineRules,
    *,
    extended: bool = False,
) -> datetime | None:
    """When the limit ends if its clock starts at ``started_at`` and never stops; None without an appointment.

    Args:
        limit: The limit of the case.
        started_at: Usually the time of receipt. Outside working hours the clock starts with the next session.
        calendar: The site whose working time counts.
        rules: The way of counting in force on the day of receipt.
        extended: The circumstance of ``limit.extended_when`` applies.
    """
    at = local(started_at)
    amount = limit.amount
    if extended and limit.extended_amount is not None:
        amount = limit.extended_amount
    match limit.unit:
        case LimitUnit.OPEN:
            return None
        case LimitUnit.SAME_DAY:
            return _same_day(at, calendar, rules.same_day_cut_off)
        case LimitUnit.HOURS:
            return calendar.add_working_time(at, timedelta(hours=amount))
        case LimitUnit.WORKING_DAYS:
            start = calendar.first_working_moment(at)
            return _end_of(calendar.nth_working_day(start.date(), amount), start.time(), calendar, rules)
        case LimitUnit.CALENDAR_DAYS:  # pragma: no branch - the union is closed
            start = calendar.first_working_moment(at)
            day = calendar.on_or_after(_plus_calendar_days(start.date(), amount, calendar, rules))
            return _end_of(day, start.time(), calendar, rules)


def transfer_by(received_at: datetime, calendar: SiteCalendar, rules: DeadlineRules) -> datetime:
    """By when the dossier has to be with the competent unit.

    The same working day; received at or after the cut-off, the beginning of the next working day.
    """
    at = local(received_at)
    if _in_time(at, calendar, rules.transfer_cut_off):
        return calendar.closing(at.date())
    return calendar.opening(calendar.next_working_day(at.date()))


def clock_start(
    received_at: datetime,
    calendar: SiteCalendar,
    rules: DeadlineRules,
    *,
    receiver_decides: bool,
    accepted_at: datetime | None = None,
) -> datetime:
    """When the clock starts, as far as is known now.

    Received for another unit under the rule ``acceptance``, the clock starts when that unit accepts. Until it
    has, the latest lawful moment of the transfer stands in, so that the date on the receipt is one that the
    competent unit can be held to.
    """
    if receiver_decides or rules.cross_boundary_start is CrossBoundaryStart.RECEPTION:
        return local(received_at)
    if accepted_at is not None:
        return local(accepted_at)
    return transfer_by(received_at, calendar, rules)


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
    return _at_clock(calendar.on_or_before(day), due.time(), calendar)


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


def _same_day(at: datetime, calendar: SiteCalendar, cut_off: time) -> datetime:
    if _in_time(at, calendar, cut_off):
        return calendar.closing(at.date())
    return calendar.closing(calendar.next_working_day(at.date()))


def _in_time(at: datetime, calendar: SiteCalendar, cut_off: time) -> bool:
    """True when something received at that moment still counts as received on that working day."""
    day = at.date()
    return calendar.is_working(day) and at < moment(day, cut_off) and at < calendar.closing(day)


def _end_of(day: date, clock: time, calendar: SiteCalendar, rules: DeadlineRules) -> datetime:
    if rules.due_clock is DueClock.CLOSING:
        return calendar.closing(day)
    return _at_clock(day, clock, calendar)


def _at_clock(day: date, clock: time, calendar: SiteCalendar) -> datetime:
    """The time of day within the working sessions: in a break the next session, after hours the closing."""
    for session in calendar.working_sessions(day):
        if clock <= session.closes:
            return moment(day, max(clock, session.opens))
    return calendar.closing(day)


def _counts(day: date, calendar: SiteCalendar, rules: DeadlineRules) -> bool:
    """Whether a limit in calendar days counts this date."""
    if not rules.calendar_days_skip_holidays:
        return True
    record = calendar.days.get(day)
    return record is None or record.kind is DayKind.WORKING


def _plus_calendar_days(day: date, number: int, calendar: SiteCalendar, rules: DeadlineRules) -> date:
    while number:
        day += timedelta(days=1)
        if _counts(day, calendar, rules):
            number -= 1
    return day


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
            days = sum(_counts(day, calendar, clock.rules) for day in days_after(stopped.date(), due.date()))
            day = calendar.on_or_after(_plus_calendar_days(begin.date(), days, calendar, clock.rules))
        case LimitUnit.SAME_DAY | LimitUnit.OPEN:  # pragma: no branch - the union is closed
            return due_at(clock.limit, at, calendar, clock.rules)
    to_the_end = clock.rules.due_clock is DueClock.CLOSING and due == calendar.closing(due.date())
    at_clock = time.max if to_the_end else due.time()
    ends = _at_clock(day, at_clock, calendar)
    return ends if ends >= begin else _at_clock(calendar.next_working_day(day), at_clock, calendar)
