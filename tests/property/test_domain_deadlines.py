"""Deadlines against a slow, obvious way of finding them: stepping through time minute by minute.

The slow way is ``tests.builders.slow_deadlines``.
"""

from __future__ import annotations

from datetime import date, datetime, time

from hypothesis import given, settings
from hypothesis import strategies as st

from counter_app.contract.appointments import due_at, transfer_by
from counter_app.contract.calendars import ClockResume, DayKind, DayRecord, DueClock, HoursRecord, Week
from counter_app.contract.catalogue import LimitUnit, TimeLimit
from counter_app.contract.working_time import VIETNAM, SiteCalendar
from counter_app.domain.deadlines import StopReason, late_notice_by, resume, start_clock, stop
from tests.builders.rules import RULES, limit, rules
from tests.builders.slow_deadlines import DAY, MINUTE, Site, begins, slow_due

FIRST = date(2025, 1, 6)

HALF_HOURS = st.lists(st.integers(12, 38), min_size=2, max_size=6, unique=True).map(sorted)
"""Edges of sessions in half hours, from 6:00 to 19:00."""


def sessions(edges: list[int]) -> tuple[tuple[str, ...], frozenset[int]]:
    pairs = list(zip(edges[::2], edges[1::2], strict=False))
    told = tuple(f"{a // 2:02d}:{a % 2 * 30:02d}-{b // 2:02d}:{b % 2 * 30:02d}" for a, b in pairs)
    return told, frozenset(minute for a, b in pairs for minute in range(a * 30, b * 30))


@st.composite
def sites(draw: st.DrawFn) -> Site:
    week = [sessions(draw(HALF_HOURS)) for _ in range(5)]
    saturday = sessions(draw(st.one_of(st.just([]), HALF_HOURS)))
    saturday_counts = draw(st.booleans())
    week += [saturday, ((), frozenset())]
    holidays = draw(st.sets(st.integers(0, 40), max_size=8))
    swap = draw(st.one_of(st.none(), st.integers(0, 3)))
    days: dict[date, DayRecord] = {}
    if swap is not None:
        off, worked = FIRST + (7 * swap + 2) * DAY, FIRST + (7 * swap + 5) * DAY
        days[off] = DayRecord(on=off, kind=DayKind.OFF, title="off", swapped_with=worked)
        days[worked] = DayRecord(on=worked, kind=DayKind.WORKING, title="worked", swapped_with=off)
    for number in holidays:
        day = FIRST + number * DAY
        days.setdefault(day, DayRecord(on=day, kind=DayKind.HOLIDAY, title="holiday"))
    minutes: dict[date, frozenset[int]] = {}
    for number in range(-7, 150):
        day = FIRST + number * DAY
        record = days.get(day)
        if record is None and (day.weekday() < 5 or saturday_counts):
            minutes[day] = week[day.weekday()][1]
        elif record is not None and record.kind is DayKind.WORKING:
            minutes[day] = week[2][1]
    hours = HoursRecord(
        code="drawn",
        title="drawn",
        valid_from=date(2020, 1, 1),
        week=Week(**dict(zip(Week.__struct_fields__, (told for told, _ in week), strict=True))),
        not_counted=("sun",) if saturday_counts else ("sat", "sun"),
    )
    return Site(minutes, SiteCalendar(hours=(hours,), days=days))


MOMENTS = st.integers(0, 21 * 24 * 60).map(
    lambda minutes: datetime.combine(FIRST, time(), tzinfo=VIETNAM) + minutes * MINUTE
)
LIMITS = st.one_of(
    st.just(limit(LimitUnit.SAME_DAY)),
    st.integers(1, 12).map(lambda amount: limit(LimitUnit.HOURS, amount)),
    st.integers(1, 10).map(lambda amount: limit(LimitUnit.WORKING_DAYS, amount)),
    st.integers(1, 20).map(lambda amount: limit(LimitUnit.CALENDAR_DAYS, amount)),
)
PAUSED = rules(on_supplement=ClockResume.PAUSE)


@given(sites(), MOMENTS, LIMITS, st.booleans())
def test_a_limit_ends_where_counting_minutes_says(
    site: Site, received: datetime, kind: TimeLimit, closing: bool
) -> None:
    by = rules(due_clock=DueClock.CLOSING) if closing else RULES

    assert due_at(kind, received, site.calendar, by) == slow_due(kind, received, site, closing=closing)


@given(sites(), MOMENTS, LIMITS)
def test_what_is_due_is_due_while_or_when_somebody_works(site: Site, received: datetime, kind: TimeLimit) -> None:
    due = due_at(kind, received, site.calendar, RULES)

    assert due is not None
    assert due > received
    assert site.works_at(due) or site.works_at(due - MINUTE)


@given(sites(), MOMENTS, st.integers(0, 3 * 24 * 60), LIMITS)
def test_who_comes_later_is_not_served_earlier(site: Site, received: datetime, wait: int, kind: TimeLimit) -> None:
    first = due_at(kind, received, site.calendar, rules(due_clock=DueClock.CLOSING))
    second = due_at(kind, received + wait * MINUTE, site.calendar, rules(due_clock=DueClock.CLOSING))

    assert first is not None
    assert second is not None
    assert first <= second


@given(sites(), MOMENTS)
def test_a_transfer_is_on_the_day_or_at_the_start_of_the_next(site: Site, received: datetime) -> None:
    by = transfer_by(received, site.calendar, RULES)

    slow = slow_due(limit(LimitUnit.SAME_DAY), received, site)
    expected = (
        slow if slow.date() == received.date() else begins(site, datetime.combine(slow.date(), time(), VIETNAM))
    )
    assert by == expected


@given(sites(), MOMENTS, LIMITS)
def test_the_notice_of_a_delay_comes_before_the_end(site: Site, received: datetime, kind: TimeLimit) -> None:
    due = due_at(kind, received + 7 * DAY, site.calendar, RULES)
    assert due is not None

    notice = late_notice_by(due, site.calendar, RULES)

    assert notice.date() < due.date()
    assert not any(site.works_on(notice.date() + n * DAY) for n in range(1, (due.date() - notice.date()).days))


@given(sites(), MOMENTS, LIMITS, st.integers(0, 10 * 24 * 60), st.integers(0, 10 * 24 * 60))
@settings(max_examples=150)
def test_a_pause_gives_back_what_was_left(
    site: Site, received: datetime, kind: TimeLimit, ran: int, stood: int
) -> None:
    clock = start_clock(kind, received, site.calendar, PAUSED)
    stopped_at = received + ran * MINUTE
    resumed_at = stopped_at + stood * MINUTE

    again = resume(stop(clock, stopped_at, StopReason.SUPPLEMENT), resumed_at, site.calendar)

    assert clock.due_at is not None
    assert again.due_at is not None
    if stopped_at >= clock.due_at:
        assert again.due_at == clock.due_at
        return
    assert again.due_at >= clock.due_at
    if kind.unit is LimitUnit.HOURS:
        assert worked(site, stopped_at, clock.due_at) == worked(site, resumed_at, again.due_at)
    elif kind.unit is LimitUnit.WORKING_DAYS:
        left = days_worked(site, begins(site, stopped_at), clock.due_at)
        assert days_worked(site, begins(site, resumed_at), again.due_at) - left in (0, 1)


@given(sites(), MOMENTS, LIMITS.filter(lambda kind: kind.unit is not LimitUnit.SAME_DAY), st.integers(0, 5000))
def test_a_pause_of_no_length_changes_nothing(site: Site, received: datetime, kind: TimeLimit, ran: int) -> None:
    clock = start_clock(kind, received, site.calendar, PAUSED)
    stopped_at = received + ran * MINUTE

    again = resume(stop(clock, stopped_at, StopReason.SUPPLEMENT), stopped_at, site.calendar)

    assert again == clock


def worked(site: Site, since: datetime, until: datetime) -> int:
    """How many minutes somebody works between two moments."""
    return sum(site.works_at(since + n * MINUTE) for n in range(int((until - since) / MINUTE)))


def days_worked(site: Site, since: datetime, until: datetime) -> int:
    return sum(site.works_on(since.date() + n * DAY) for n in range(1, (until.date() - since.date()).days + 1))
