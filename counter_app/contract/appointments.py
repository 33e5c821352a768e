"""When a dossier is due: the one computation that the receipt at the window and the province's check both use.

Everything follows from the limit of the case, the site's calendar, the rules in force on the day of receipt, and
the time of receipt. Days are counted as the Civil Code 2015 (Art. 147-148) counts them: the day on which the clock
starts is not counted, and a limit that would end on a day off ends on the next working day.
"""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

from counter_app.contract.calendars import CalendarBook, CrossBoundaryStart, DayKind, DeadlineRules, DueClock
from counter_app.contract.catalogue import Case, Catalogue, LimitUnit, Procedure, TimeLimit
from counter_app.contract.codes import canonical_unit
from counter_app.contract.errors import InvalidInput
from counter_app.contract.organisation import OrganisationBook, Unit
from counter_app.contract.provenance import in_force
from counter_app.contract.working_time import SiteCalendar, local, moment, rules_on, site_calendar


class AppointmentLaw:
    """The law that appointments follow from, as both sides hold it."""

    def __init__(self, procedures: Catalogue, calendars: CalendarBook, organisation: OrganisationBook) -> None:
        self._versions: dict[tuple[str, str], list[tuple[Procedure, Case]]] = {}
        for procedure in procedures.procedures:
            for case in procedure.cases:
                self._versions.setdefault((procedure.code, case.code), []).append((procedure, case))
        self._calendars = calendars
        self._units: dict[str, list[Unit]] = {}
        for unit in organisation.units:
            for code in (unit.code, *unit.former_codes):
                self._units.setdefault(canonical_unit(code), []).append(unit)

    def appointment(
        self,
        procedure: str,
        case: str,
        received_at: datetime,
        *,
        receiving_unit: str,
        competent_unit: str,
        online: bool = False,
    ) -> datetime | None:
        """What the receipt says; None where no appointment is given.

        Raises:
            InvalidInput: ``case_not_in_force``: nobody can apply for this on that day; or a gap in the calendars.
        """
        on = local(received_at).date()
        found = self._case(procedure, case, on)
        limit = found.online_limit if online and found.online_limit is not None else found.limit
        calendar, rules = self.calendar(receiving_unit, on), rules_on(self._calendars, on)
        decides = self.decides(receiving_unit, competent_unit, on)
        starts = clock_start(received_at, calendar, rules, receiver_decides=decides)
        return due_at(limit, starts, calendar, rules)

    def decides(self, receiving_unit: str, competent_unit: str, on: date) -> bool:
        """True when the unit that receives is the one that decides, or the window of that one."""
        competent = canonical_unit(competent_unit or receiving_unit)
        if canonical_unit(receiving_unit) == competent:
            return True
        unit = self._unit(receiving_unit, on)
        return unit is not None and canonical_unit(unit.receives_for) == competent

    def calendar(self, unit: str, on: date) -> SiteCalendar:
        """The working hours and days of a site: its own, else those of the nearest unit above it."""
        return site_calendar(self._calendars, *self.calendar_path(unit, on))

    def calendar_path(self, code: str, on: date) -> tuple[str, ...]:
        """The codes under which a unit's opening hours are looked for: its own, then those above it."""
        path: list[str] = []
        unit = self._unit(code, on)
        while unit is not None and unit.code not in path:
            path.append(unit.code)
            unit = self._unit(unit.parent, on)
        return tuple(path) or (code,)

    def _unit(self, code: str, on: date) -> Unit | None:
        return next((unit for unit in self._units.get(canonical_unit(code), ()) if in_force(unit, on)), None)

    def _case(self, procedure: str, case: str, on: date) -> Case:
        for version, found in self._versions.get((procedure, case), ()):
            if in_force(version, on):
                return found
        raise InvalidInput("case_not_in_force", procedure=procedure, case=case, on=on.isoformat())


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
            day = calendar.on_or_after(plus_calendar_days(start.date(), amount, calendar, rules))
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
    return at_clock(day, clock, calendar)


def at_clock(day: date, clock: time, calendar: SiteCalendar) -> datetime:
    """The time of day within the working sessions: in a break the next session, after hours the closing."""
    for session in calendar.working_sessions(day):
        if clock <= session.closes:
            return moment(day, max(clock, session.opens))
    return calendar.closing(day)


def counts(day: date, calendar: SiteCalendar, rules: DeadlineRules) -> bool:
    """Whether a limit in calendar days counts this date."""
    if not rules.calendar_days_skip_holidays:
        return True
    record = calendar.days.get(day)
    return record is None or record.kind is DayKind.WORKING


def plus_calendar_days(day: date, number: int, calendar: SiteCalendar, rules: DeadlineRules) -> date:
    while number:
        day += timedelta(days=1)
        if counts(day, calendar, rules):
            number -= 1
    return day
