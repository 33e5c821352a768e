"""When a site is open and what counts as working time."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from functools import partial

import pytest

from counter_app.contract.working_time import (
    Session,
    SiteCalendar,
    days_after,
    local,
    moment,
    rules_on,
    site_calendar,
)
from tests.builders.rules import at, calendar, refusal, shipped_calendar, shipped_calendars, week

FRIDAY = date(2025, 1, 10)
SATURDAY = date(2025, 1, 11)
MONDAY = date(2025, 1, 13)


def test_a_day_has_its_sessions() -> None:
    assert calendar().sessions(FRIDAY) == (Session(time(7), time(11, 30)), Session(time(13, 30), time(17)))


def test_a_session_knows_its_length() -> None:
    assert Session(time(7), time(11, 30)).minutes == 270


def test_a_holiday_is_closed_and_says_why() -> None:
    site = calendar(holidays=["2025-01-10"])

    assert site.sessions(FRIDAY) == ()
    assert not site.is_working(FRIDAY)
    assert site.reason_closed(FRIDAY) == "Lễ"


def test_an_ordinary_day_has_no_reason_to_be_closed() -> None:
    assert calendar().reason_closed(FRIDAY) == ""


def test_a_saturday_morning_is_open_without_being_a_working_day() -> None:
    site = calendar(week(sat=["07:00-11:30"]))

    assert site.sessions(SATURDAY) == (Session(time(7), time(11, 30)),)
    assert not site.is_working(SATURDAY)


def test_a_site_may_count_its_saturdays() -> None:
    site = calendar(week(sat=["07:00-11:30"]), saturday_counts=True)

    assert site.is_working(SATURDAY)
    assert site.closing(SATURDAY) == at("2025-01-11 11:30")


def test_a_swapped_saturday_works_the_hours_of_the_day_it_stands_for() -> None:
    site = calendar(week(mon=["08:00-12:00"]), swap=("2025-01-13", "2025-01-11"))

    assert not site.is_working(MONDAY)
    assert site.working_sessions(SATURDAY) == (Session(time(8), time(12)),)


def test_nothing_is_known_before_the_hours_begin() -> None:
    assert not calendar().is_working(date(2019, 12, 31))


def test_working_days_are_counted_past_weekends_and_holidays() -> None:
    site = calendar(holidays=["2025-01-14"])

    assert site.next_working_day(FRIDAY) == MONDAY
    assert site.nth_working_day(FRIDAY, 3) == date(2025, 1, 16)
    assert site.working_days_between(FRIDAY, date(2025, 1, 16)) == 3


def test_a_day_off_moves_forward_or_back_to_a_working_day() -> None:
    site = calendar()

    assert site.on_or_after(SATURDAY) == MONDAY
    assert site.on_or_after(MONDAY) == MONDAY
    assert site.on_or_before(SATURDAY) == FRIDAY
    assert site.on_or_before(FRIDAY) == FRIDAY


def test_a_calendar_without_working_days_is_refused_instead_of_searched_for_ever() -> None:
    never = calendar(week(mon=[], tue=[], wed=[], thu=[], fri=[]))

    for search in (never.next_working_day, never.on_or_before):
        assert refusal(partial(search, FRIDAY)) == ("calendar_without_working_days", {"after": "2025-01-10"})


def test_a_break_of_exactly_a_year_is_survived() -> None:
    site = calendar(holidays=[(SATURDAY + timedelta(days=number)).isoformat() for number in range(366)])

    assert site.next_working_day(FRIDAY) == date(2026, 1, 12)
    assert site.nth_working_day(date(2025, 1, 9), 2) == date(2026, 1, 12)


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ("2025-01-10 06:00", "2025-01-10 07:00"),
        ("2025-01-10 07:00", "2025-01-10 07:00"),
        ("2025-01-10 09:10", "2025-01-10 09:10"),
        ("2025-01-10 11:30", "2025-01-10 13:30"),
        ("2025-01-10 12:00", "2025-01-10 13:30"),
        ("2025-01-10 17:00", "2025-01-13 07:00"),
        ("2025-01-11 09:00", "2025-01-13 07:00"),
    ],
)
def test_the_first_working_moment(asked: str, found: str) -> None:
    assert calendar().first_working_moment(at(asked)) == at(found)


@pytest.mark.parametrize(
    ("begun", "minutes", "ended"),
    [
        ("2025-01-10 09:00", 60, "2025-01-10 10:00"),
        ("2025-01-10 11:00", 30, "2025-01-10 11:30"),
        ("2025-01-10 11:00", 60, "2025-01-10 14:00"),
        ("2025-01-10 16:30", 60, "2025-01-13 07:30"),
        ("2025-01-10 12:00", 0, "2025-01-10 13:30"),
        ("2025-01-10 07:00", 960, "2025-01-13 17:00"),
    ],
)
def test_working_time_runs_through_breaks_and_nights(begun: str, minutes: int, ended: str) -> None:
    assert calendar().add_working_time(at(begun), timedelta(minutes=minutes)) == at(ended)


def test_working_time_between_two_moments_leaves_breaks_out() -> None:
    site = calendar()

    assert site.working_time_between(at("2025-01-10 11:00"), at("2025-01-13 08:00")) == timedelta(hours=5)
    assert site.working_time_between(at("2025-01-13 08:00"), at("2025-01-10 11:00")) == timedelta()


def test_a_site_has_its_own_hours_or_those_above_it_or_the_usual_ones() -> None:
    saturday = date(2025, 1, 11)

    assert shipped_calendar("H09.900").sessions(saturday)
    assert shipped_calendar("H09.901", "H09.900").sessions(saturday)
    assert not shipped_calendar("H09.901").sessions(saturday)
    assert not shipped_calendar("H09.900").is_working(saturday)


def test_own_hours_that_have_ended_give_way_to_the_usual_ones() -> None:
    after = date(2025, 7, 5)

    assert shipped_calendar("H09.900").sessions(after) == ()
    assert shipped_calendar("H09.900").is_working(date(2025, 7, 7))


def test_a_site_without_any_hours_never_works() -> None:
    assert not SiteCalendar(hours=()).is_working(FRIDAY)


def test_the_rules_of_a_day_are_those_in_force() -> None:
    book = shipped_calendars()

    assert rules_on(book, date(2025, 6, 30)).code == "nd61-2018"
    assert rules_on(book, date(2025, 7, 1)).code == "nd118-2025"
    assert refusal(lambda: rules_on(book, date(2010, 1, 1))) == ("no_deadline_rules", {"on": "2010-01-01"})


def test_a_moment_without_zone_is_refused() -> None:
    naive = datetime(2025, 1, 10, 9, 0)  # noqa: DTZ001 - the case under test

    assert refusal(lambda: local(naive)) == ("time_without_zone", {"at": "2025-01-10T09:00:00"})


def test_an_instant_is_told_in_the_time_of_the_province() -> None:
    assert local(datetime(2025, 1, 10, 20, 0, tzinfo=UTC)) == moment(date(2025, 1, 11), time(3))
    assert local(datetime(2025, 1, 10, 20, 0, tzinfo=UTC)).date() == date(2025, 1, 11)


def test_days_after_a_day_end_with_the_last_one() -> None:
    assert list(days_after(FRIDAY, MONDAY)) == [SATURDAY, date(2025, 1, 12), MONDAY]


@pytest.mark.parametrize(
    ("day", "works"),
    [
        (date(2024, 2, 7), True),
        (date(2024, 2, 8), False),
        (date(2024, 2, 14), False),
        (date(2024, 2, 15), True),
        (date(2024, 4, 29), False),
        (date(2024, 5, 4), True),
        (date(2025, 1, 24), True),
        (date(2025, 1, 27), False),
        (date(2025, 2, 3), True),
        (date(2025, 4, 26), True),
        (date(2025, 5, 2), False),
        (date(2025, 9, 2), False),
        (date(2026, 2, 16), False),
        (date(2026, 2, 20), False),
        (date(2026, 2, 23), True),
        (date(2026, 4, 27), False),
        (date(2027, 4, 16), False),
    ],
)
def test_the_shipped_holidays(day: date, works: bool) -> None:
    assert site_calendar(shipped_calendars()).is_working(day) is works


def test_every_shipped_day_says_how_sure_it_is() -> None:
    unsure = [day for day in shipped_calendars().days if not day.source]

    assert unsure == []
