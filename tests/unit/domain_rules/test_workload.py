"""How busy the windows are and what would help."""

from __future__ import annotations

from datetime import date

import pytest

from counter_app.contract.workload import (
    Arrival,
    Helper,
    HourForecast,
    HourLoad,
    best_move,
    forecast,
    loads,
    overloaded,
)
from counter_app.domain.workload import helpers
from tests.builders.rules import at, calendar, shipped_organisation, week

SITE = calendar(week(mon=["07:00-09:00", "13:30-15:00"]))
MONDAY = date(2025, 3, 17)
NHUNG = Helper("BD-0001", "Nguyễn Thị Hồng Nhung", "H09.902", ("H09.901",))
BAO = Helper("BD-0002", "Trần Quốc Bảo", "H09.902", ("H09.901", "H09.902", "H09.903"))


def arrivals(when: str, minutes: float, unit: str = "H09.901", window: str = "Q01") -> Arrival:
    return Arrival(at(when), unit, window, minutes)


def test_the_load_of_a_window_is_the_work_that_came_in_the_hour() -> None:
    found = loads(
        [
            arrivals("2025-03-10 08:10", 10, window="Q02"),
            arrivals("2025-03-10 07:59", 20),
            arrivals("2025-03-10 07:05", 40),
            arrivals("2025-03-10 08:00", 15),
        ]
    )

    assert found == (
        HourLoad("Q01", at("2025-03-10 07:00"), 2, 60),
        HourLoad("Q01", at("2025-03-10 08:00"), 1, 15),
        HourLoad("Q02", at("2025-03-10 08:00"), 1, 10),
    )
    assert [load.busy for load in found] == pytest.approx([1.0, 0.25, 1 / 6])


def test_the_forecast_has_the_open_hours_of_the_day() -> None:
    plan = forecast([], MONDAY, SITE, {"H09.901": 2})["H09.901"]

    assert [(hour.hour.hour, hour.capacity_minutes) for hour in plan] == [(7, 120), (8, 120), (13, 60), (14, 120)]


def test_the_forecast_is_what_came_on_such_days() -> None:
    past = [
        arrivals("2025-03-10 07:30", 30),
        arrivals("2025-03-10 07:45", 30),
        arrivals("2025-03-11 07:30", 500),
        arrivals("2025-03-17 07:30", 500),
        arrivals("2025-03-24 07:30", 500),
        arrivals("2025-03-10 07:30", 500, unit="H09.999"),
    ]

    plan = forecast(past, MONDAY, SITE, {"H09.901": 1})["H09.901"]

    assert [hour.work_minutes for hour in plan] == [60, 0, 0, 0]


def test_recent_weeks_count_more() -> None:
    past = [arrivals("2025-03-10 07:30", 60), arrivals("2025-02-10 07:30", 30)]

    plan = forecast(past, MONDAY, SITE, {"H09.901": 1})["H09.901"]

    assert plan[0].work_minutes == pytest.approx((2 * 60 + 30) / 3)


def test_a_day_on_which_the_site_was_closed_does_not_count() -> None:
    closed = calendar(week(mon=["07:00-09:00"]), holidays=["2025-03-10"])
    past = [arrivals("2025-03-10 07:30", 600), arrivals("2025-03-03 07:30", 30)]

    plan = forecast(past, MONDAY, closed, {"H09.901": 1})["H09.901"]

    assert plan[0].work_minutes == pytest.approx(30)


def test_what_is_left_over_waits_in_the_next_hour() -> None:
    past = [arrivals("2025-03-10 07:30", 150), arrivals("2025-03-10 08:30", 20)]

    plan = forecast(past, MONDAY, SITE, {"H09.901": 1})["H09.901"]

    assert [hour.carried_minutes for hour in plan] == pytest.approx([0, 90, 50, 20])
    assert [hour.waiting_minutes for hour in plan] == pytest.approx([90, 50, 20, 0])
    assert [hour.wait_at_end for hour in plan] == pytest.approx([90, 50, 40, 0])


def test_two_clerks_halve_the_wait_and_none_make_it_endless() -> None:
    past = [arrivals("2025-03-10 07:30", 240)]

    two = forecast(past, MONDAY, SITE, {"H09.901": 2})["H09.901"]
    none = forecast(past, MONDAY, SITE, {"H09.901": 0})["H09.901"]

    assert two[0].wait_at_end == 60
    assert none[0].wait_at_end == float("inf")


def test_hours_with_a_long_wait_are_named_worst_first() -> None:
    past = [arrivals("2025-03-10 07:30", 150), arrivals("2025-03-10 08:30", 70, unit="H09.902")]
    plans = forecast(past, MONDAY, SITE, {"H09.901": 1, "H09.902": 1})

    found = overloaded(plans, longest_wait_minutes=10)

    assert [(hour.unit, hour.hour.hour) for hour in found] == [("H09.901", 7), ("H09.901", 8)]
    assert overloaded(plans, longest_wait_minutes=90) == ()


def test_a_day_without_opening_hours_expects_nothing() -> None:
    assert forecast([], date(2025, 3, 16), SITE, {"H09.901": 1}) == {"H09.901": ()}


def test_the_move_that_shortens_the_longest_wait_is_proposed() -> None:
    past = [arrivals("2025-03-10 07:30", 200)]
    clerks = {"H09.901": 1, "H09.902": 2}

    move = best_move(past, MONDAY, SITE, clerks, [NHUNG], longest_wait_minutes=30)

    assert move is not None
    assert (move.helper, move.to) == (NHUNG, "H09.901")
    assert (move.worst_wait_before, move.worst_wait_after) == (140, 40)


def test_who_may_help_elsewhere_is_in_the_organisation() -> None:
    before, after = (helpers(shipped_organisation(), day) for day in (date(2024, 12, 16), date(2025, 3, 17)))

    assert [(helper.name, helper.unit, helper.may_help) for helper in before] == [
        ("Lê Hoàng Minh", "H09.901.01", ("H09.941.01",))
    ]
    assert [helper.may_help for helper in after] == [("H09.941.01", "H09.901.02")]
    assert helpers(shipped_organisation(), date(2025, 12, 1)) == ()


def test_no_move_is_proposed_while_nobody_waits_long() -> None:
    past = [arrivals("2025-03-10 07:30", 90)]

    assert best_move(past, MONDAY, SITE, {"H09.901": 1, "H09.902": 2}, [NHUNG], longest_wait_minutes=30) is None


def test_a_move_that_only_shifts_the_overload_is_not_proposed() -> None:
    past = [arrivals("2025-03-10 07:30", 200), arrivals("2025-03-10 07:30", 200, unit="H09.902")]

    assert best_move(past, MONDAY, SITE, {"H09.901": 1, "H09.902": 1}, [NHUNG], longest_wait_minutes=30) is None


def test_only_somebody_who_is_there_and_a_unit_that_is_looked_at_count() -> None:
    past = [arrivals("2025-03-10 07:30", 200)]
    nobody_there = {"H09.901": 1, "H09.902": 0}

    assert best_move(past, MONDAY, SITE, nobody_there, [NHUNG, BAO], longest_wait_minutes=30) is None
    assert best_move(past, MONDAY, SITE, {"H09.901": 1}, [NHUNG, BAO], longest_wait_minutes=30) is None


def test_of_equal_moves_the_first_is_proposed() -> None:
    past = [arrivals("2025-03-10 07:30", 200)]
    clerks = {"H09.901": 1, "H09.902": 3, "H09.903": 1}

    first = best_move(past, MONDAY, SITE, clerks, [BAO, NHUNG], longest_wait_minutes=30)
    second = best_move(past, MONDAY, SITE, clerks, [NHUNG, BAO], longest_wait_minutes=30)

    assert first is not None
    assert second is not None
    assert (first.helper, second.helper) == (BAO, NHUNG)


def test_an_hour_without_work_has_no_wait_even_without_a_clerk() -> None:
    hour = HourForecast("H09.901", at("2025-03-17 07:00"), 0.0, 0.0, 0.0)

    assert hour.wait_at_end == 0.0
