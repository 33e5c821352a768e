"""When a dossier is due, and what its clock does."""

from __future__ import annotations

from datetime import UTC, datetime, time

import pytest

from counter_app.contract.appointments import clock_start, due_at, transfer_by
from counter_app.contract.calendars import ClockResume, CrossBoundaryStart, DueClock, NoticeUnit
from counter_app.contract.catalogue import LimitUnit
from counter_app.domain.deadlines import StopReason, late_notice_by, re_appoint, resume, start_clock, stop
from counter_app.domain.errors import IllegalMove, InvalidInput, RuleBroken
from tests.builders.rules import RULES, at, calendar, limit, refusal, rules, week

SITE = calendar()
VERIFIED = limit(LimitUnit.WORKING_DAYS, 3, extended_amount=6, extended_when="cần xác minh")
HOURS_1 = limit(LimitUnit.HOURS, 1)
DAYS_3 = limit(LimitUnit.WORKING_DAYS, 3)
CALENDAR_10 = limit(LimitUnit.CALENDAR_DAYS, 10)
SAME_DAY = limit(LimitUnit.SAME_DAY)
OPEN = limit(LimitUnit.OPEN)


@pytest.mark.parametrize(
    ("received", "due"),
    [
        ("2025-01-09 06:30", "2025-01-09 17:00"),
        ("2025-01-09 14:59", "2025-01-09 17:00"),
        ("2025-01-09 15:00", "2025-01-10 17:00"),
        ("2025-01-10 15:00", "2025-01-13 17:00"),
        ("2025-01-10 20:00", "2025-01-13 17:00"),
        ("2025-01-11 09:00", "2025-01-13 17:00"),
    ],
)
def test_same_day_means_the_same_day_before_fifteen_hours(received: str, due: str) -> None:
    assert due_at(SAME_DAY, at(received), SITE, RULES) == at(due)


def test_same_day_ends_when_the_site_closes_early() -> None:
    short_friday = calendar(week(fri=["07:00-11:30"]))

    assert due_at(SAME_DAY, at("2025-01-10 09:00"), short_friday, RULES) == at("2025-01-10 11:30")
    assert due_at(SAME_DAY, at("2025-01-10 11:30"), short_friday, RULES) == at("2025-01-13 17:00")


def test_the_cut_off_is_part_of_the_rules() -> None:
    early = rules(same_day_cut_off=time(10))

    assert due_at(SAME_DAY, at("2025-01-09 10:00"), SITE, early) == at("2025-01-10 17:00")


@pytest.mark.parametrize(
    ("received", "due"),
    [
        ("2025-01-06 09:10", "2025-01-09 09:10"),
        ("2025-01-06 06:00", "2025-01-09 07:00"),
        ("2025-01-06 12:00", "2025-01-09 13:30"),
        ("2025-01-06 18:00", "2025-01-10 07:00"),
        ("2025-01-09 09:10", "2025-01-14 09:10"),
        ("2025-01-11 09:10", "2025-01-16 07:00"),
    ],
)
def test_working_days_keep_the_time_of_receipt(received: str, due: str) -> None:
    assert due_at(DAYS_3, at(received), SITE, RULES) == at(due)


def test_working_days_may_end_with_the_day_instead() -> None:
    assert due_at(DAYS_3, at("2025-01-06 09:10"), SITE, rules(due_clock=DueClock.CLOSING)) == at(
        "2025-01-09 17:00"
    )


def test_a_time_of_receipt_that_the_last_day_does_not_have_moves_into_its_hours() -> None:
    other_hours = calendar(week(thu=["08:00-11:00"], fri=["08:00-10:00", "14:00-17:00"]))
    two_days = limit(LimitUnit.WORKING_DAYS, 2)

    assert due_at(two_days, at("2025-01-07 16:00"), other_hours, RULES) == at("2025-01-09 11:00")
    assert due_at(two_days, at("2025-01-07 07:00"), other_hours, RULES) == at("2025-01-09 08:00")
    assert due_at(two_days, at("2025-01-08 10:30"), other_hours, RULES) == at("2025-01-10 14:00")
    assert due_at(two_days, at("2025-01-08 10:00"), other_hours, RULES) == at("2025-01-10 10:00")


def test_holidays_and_swapped_days_are_not_the_citizens_concern_but_count_right() -> None:
    tet = calendar(holidays=["2025-01-07", "2025-01-08"], swap=("2025-01-13", "2025-01-11"))

    assert due_at(DAYS_3, at("2025-01-06 09:10"), tet, RULES) == at("2025-01-11 09:10")


def test_calendar_days_end_on_a_working_day() -> None:
    assert due_at(CALENDAR_10, at("2025-01-06 09:10"), SITE, RULES) == at("2025-01-16 09:10")
    assert due_at(CALENDAR_10, at("2025-01-08 09:10"), SITE, RULES) == at("2025-01-20 09:10")


def test_calendar_days_leave_holidays_out_only_if_the_rules_say_so() -> None:
    holiday = calendar(holidays=["2025-01-09"], swap=("2025-01-10", "2025-01-18"))
    skipping = rules(calendar_days_skip_holidays=True)

    assert due_at(CALENDAR_10, at("2025-01-06 09:10"), holiday, RULES) == at("2025-01-16 09:10")
    assert due_at(CALENDAR_10, at("2025-01-06 09:10"), holiday, skipping) == at("2025-01-18 09:10")


def test_hours_are_working_hours() -> None:
    assert due_at(HOURS_1, at("2025-01-10 16:30"), SITE, RULES) == at("2025-01-13 07:30")


def test_without_an_appointment_nothing_is_due() -> None:
    assert due_at(OPEN, at("2025-01-10 16:30"), SITE, RULES) is None


def test_the_longer_limit_holds_when_its_circumstance_applies() -> None:
    assert due_at(VERIFIED, at("2025-01-06 09:10"), SITE, RULES, extended=True) == at("2025-01-14 09:10")
    assert due_at(VERIFIED, at("2025-01-06 09:10"), SITE, RULES) == at("2025-01-09 09:10")
    assert start_clock(VERIFIED, at("2025-01-06 09:10"), SITE, RULES, extended=True).due_at == at(
        "2025-01-14 09:10"
    )
    assert start_clock(VERIFIED, at("2025-01-06 09:10"), SITE, RULES).due_at == at("2025-01-09 09:10")
    assert due_at(DAYS_3, at("2025-01-06 09:10"), SITE, RULES, extended=True) == at("2025-01-09 09:10")


def test_the_zone_in_which_the_moment_is_told_makes_no_difference() -> None:
    received = datetime(2025, 1, 6, 2, 10, tzinfo=UTC)

    assert due_at(DAYS_3, received, SITE, RULES) == at("2025-01-09 09:10")
    with pytest.raises(InvalidInput, match="time_without_zone"):
        due_at(DAYS_3, received.replace(tzinfo=None), SITE, RULES)


@pytest.mark.parametrize(
    ("received", "by"),
    [
        ("2025-01-09 08:00", "2025-01-09 17:00"),
        ("2025-01-09 14:59", "2025-01-09 17:00"),
        ("2025-01-09 15:00", "2025-01-10 07:00"),
        ("2025-01-10 16:00", "2025-01-13 07:00"),
        ("2025-01-11 08:00", "2025-01-13 07:00"),
    ],
)
def test_a_dossier_is_transferred_the_same_day_or_first_thing_next_day(received: str, by: str) -> None:
    assert transfer_by(at(received), SITE, RULES) == at(by)


def test_the_clock_starts_with_reception_where_the_receiver_decides() -> None:
    waiting = rules(cross_boundary_start=CrossBoundaryStart.ACCEPTANCE)

    assert clock_start(at("2025-01-09 08:00"), SITE, waiting, receiver_decides=True) == at("2025-01-09 08:00")


def test_for_another_unit_the_clock_starts_by_the_rule() -> None:
    received, accepted = at("2025-01-09 08:00"), at("2025-01-09 10:00")
    waiting = rules(cross_boundary_start=CrossBoundaryStart.ACCEPTANCE)

    assert clock_start(received, SITE, RULES, receiver_decides=False, accepted_at=accepted) == received
    assert clock_start(received, SITE, waiting, receiver_decides=False, accepted_at=accepted) == accepted
    assert clock_start(received, SITE, waiting, receiver_decides=False) == at("2025-01-09 17:00")


@pytest.mark.parametrize(
    ("due", "unit", "by"),
    [
        ("2025-01-09 09:10", NoticeUnit.WORKING_DAYS, "2025-01-08 09:10"),
        ("2025-01-13 09:10", NoticeUnit.WORKING_DAYS, "2025-01-10 09:10"),
        ("2025-01-09 09:10", NoticeUnit.CALENDAR_DAYS, "2025-01-08 09:10"),
        ("2025-01-13 09:10", NoticeUnit.CALENDAR_DAYS, "2025-01-10 09:10"),
    ],
)
def test_a_delay_is_announced_a_day_before(due: str, unit: NoticeUnit, by: str) -> None:
    assert late_notice_by(at(due), SITE, rules(late_notice_unit=unit)) == at(by)


def test_the_two_ways_of_counting_the_notice_differ_over_a_weekend() -> None:
    due = at("2025-01-13 09:10")

    working = late_notice_by(due, SITE, rules(late_notice_days=2))
    by_calendar = late_notice_by(due, SITE, rules(late_notice_days=2, late_notice_unit=NoticeUnit.CALENDAR_DAYS))

    assert working == at("2025-01-09 09:10")
    assert by_calendar == at("2025-01-10 09:10")


def test_a_running_clock_becomes_due_soon_and_then_overdue() -> None:
    clock = start_clock(DAYS_3, at("2025-01-03 09:10"), SITE, RULES)

    assert clock.due_at == at("2025-01-08 09:10")
    assert not clock.is_due_soon(at("2025-01-04 23:59"))
    assert clock.is_due_soon(at("2025-01-05 00:00"))
    assert clock.is_due_soon(at("2025-01-08 09:10"))
    assert not clock.is_due_soon(at("2025-01-08 09:11"))
    assert not clock.is_overdue(at("2025-01-08 09:10"))
    assert clock.is_overdue(at("2025-01-08 09:11"))


def test_a_clock_without_appointment_is_never_overdue() -> None:
    clock = start_clock(OPEN, at("2025-01-03 09:10"), SITE, RULES)

    assert not clock.is_overdue(at("2035-01-01 08:00"))
    assert not clock.is_due_soon(at("2025-01-03 09:11"))


def test_a_stopped_clock_is_not_overdue() -> None:
    clock = stop(
        start_clock(DAYS_3, at("2025-01-06 09:10"), SITE, RULES), at("2025-01-07 10:00"), StopReason.SUPPLEMENT
    )

    assert clock.is_stopped
    assert not clock.is_overdue(at("2025-02-01 08:00"))
    assert not clock.is_due_soon(at("2025-01-08 08:00"))


def test_a_clock_stops_once_and_runs_only_after_a_stop() -> None:
    running = start_clock(DAYS_3, at("2025-01-06 09:10"), SITE, RULES)
    stopped = stop(running, at("2025-01-07 10:00"), StopReason.SUPPLEMENT)

    twice = refusal(lambda: stop(stopped, at("2025-01-07 11:00"), StopReason.FINANCIAL_DUTY), IllegalMove)
    never = refusal(lambda: resume(running, at("2025-01-07 11:00"), SITE), IllegalMove)
    early = refusal(lambda: resume(stopped, at("2025-01-07 09:59"), SITE), InvalidInput)

    assert twice == ("clock_already_stopped", {})
    assert never == ("clock_not_stopped", {})
    assert early == ("resumed_before_stop", {"at": "2025-01-07T09:59:00+07:00"})


def test_a_supplement_restarts_the_limit_where_the_rules_say_so() -> None:
    clock = start_clock(DAYS_3, at("2025-01-06 09:10"), SITE, rules(on_supplement=ClockResume.RESTART))

    again = resume(stop(clock, at("2025-01-08 10:00"), StopReason.SUPPLEMENT), at("2025-01-20 14:00"), SITE)

    assert again.due_at == at("2025-01-23 14:00")
    assert again.started_at == at("2025-01-20 14:00")
    assert again.first_due_at == at("2025-01-09 09:10")
    assert not again.is_stopped
    assert again.stop_reason is None


def test_a_restarted_limit_stays_the_longer_one() -> None:
    clock = start_clock(VERIFIED, at("2025-01-06 09:10"), SITE, RULES, extended=True)

    again = resume(stop(clock, at("2025-01-08 10:00"), StopReason.SUPPLEMENT), at("2025-01-13 09:10"), SITE)

    assert again.due_at == at("2025-01-21 09:10")


def test_a_supplement_pauses_the_limit_where_the_rules_say_so() -> None:
    clock = start_clock(DAYS_3, at("2025-01-06 09:10"), SITE, rules(on_supplement=ClockResume.PAUSE))

    again = resume(stop(clock, at("2025-01-08 10:00"), StopReason.SUPPLEMENT), at("2025-01-20 14:00"), SITE)

    assert again.due_at == at("2025-01-21 09:10")
    assert again.started_at == at("2025-01-06 09:10")


def test_waiting_for_the_financial_duty_follows_its_own_rule() -> None:
    both = rules(on_supplement=ClockResume.RESTART, on_financial_duty=ClockResume.PAUSE)
    clock = start_clock(DAYS_3, at("2025-01-06 09:10"), SITE, both)

    again = resume(stop(clock, at("2025-01-08 10:00"), StopReason.FINANCIAL_DUTY), at("2025-01-20 14:00"), SITE)

    assert again.due_at == at("2025-01-21 09:10")


def test_a_pause_of_no_length_changes_nothing() -> None:
    paused = rules(on_supplement=ClockResume.PAUSE)
    for kind in (DAYS_3, CALENDAR_10, limit(LimitUnit.HOURS, 9)):
        clock = start_clock(kind, at("2025-01-06 09:10"), SITE, paused)

        again = resume(stop(clock, at("2025-01-06 18:00"), StopReason.SUPPLEMENT), at("2025-01-06 18:00"), SITE)

        assert again == clock


def test_a_limit_that_ends_with_the_day_does_so_after_a_pause_too() -> None:
    short_friday = calendar(week(fri=["07:00-11:30"]))
    by_closing = rules(on_supplement=ClockResume.PAUSE, due_clock=DueClock.CLOSING)
    clock = start_clock(DAYS_3, at("2025-01-07 09:10"), short_friday, by_closing)
    stopped = stop(clock, at("2025-01-08 10:00"), StopReason.SUPPLEMENT)

    assert clock.due_at == at("2025-01-10 11:30")
    assert resume(stopped, at("2025-01-13 10:00"), short_friday).due_at == at("2025-01-15 17:00")


def test_an_appointment_given_in_an_apology_keeps_its_time_after_a_pause() -> None:
    by_closing = rules(on_supplement=ClockResume.PAUSE, due_clock=DueClock.CLOSING)
    clock = re_appoint(start_clock(DAYS_3, at("2025-01-06 09:10"), SITE, by_closing), at("2025-01-10 09:00"), SITE)

    again = resume(stop(clock, at("2025-01-08 10:00"), StopReason.SUPPLEMENT), at("2025-01-13 10:00"), SITE)

    assert again.due_at == at("2025-01-15 09:00")


def test_a_pause_on_the_last_day_leaves_the_rest_of_that_day() -> None:
    clock = start_clock(DAYS_3, at("2025-01-06 14:00"), SITE, rules(on_supplement=ClockResume.PAUSE))
    stopped = stop(clock, at("2025-01-09 10:00"), StopReason.SUPPLEMENT)

    assert resume(stopped, at("2025-01-16 09:00"), SITE).due_at == at("2025-01-16 14:00")
    assert resume(stopped, at("2025-01-16 14:00"), SITE).due_at == at("2025-01-16 14:00")
    assert resume(stopped, at("2025-01-16 15:00"), SITE).due_at == at("2025-01-17 14:00")


def test_hours_left_are_left_to_the_minute() -> None:
    clock = start_clock(
        limit(LimitUnit.HOURS, 4), at("2025-01-09 09:00"), SITE, rules(on_supplement=ClockResume.PAUSE)
    )

    again = resume(stop(clock, at("2025-01-09 10:45"), StopReason.SUPPLEMENT), at("2025-01-10 16:00"), SITE)

    assert again.due_at == at("2025-01-13 08:15")


def test_calendar_days_left_are_left() -> None:
    clock = start_clock(CALENDAR_10, at("2025-01-06 09:10"), SITE, rules(on_supplement=ClockResume.PAUSE))

    again = resume(stop(clock, at("2025-01-14 08:00"), StopReason.SUPPLEMENT), at("2025-01-21 08:00"), SITE)

    assert again.due_at == at("2025-01-23 09:10")


def test_calendar_days_left_that_skip_holidays_skip_them_after_the_pause_too() -> None:
    holiday = calendar(holidays=["2025-01-22"])
    skipping = rules(on_supplement=ClockResume.PAUSE, calendar_days_skip_holidays=True)
    clock = start_clock(CALENDAR_10, at("2025-01-06 09:10"), holiday, skipping)

    again = resume(stop(clock, at("2025-01-14 08:00"), StopReason.SUPPLEMENT), at("2025-01-21 08:00"), holiday)

    assert again.due_at == at("2025-01-24 09:10")


def test_a_holiday_before_the_end_is_not_left_when_it_is_skipped() -> None:
    holiday = calendar(holidays=["2025-01-15"])
    skipping = rules(on_supplement=ClockResume.PAUSE, calendar_days_skip_holidays=True)
    clock = start_clock(CALENDAR_10, at("2025-01-06 09:10"), holiday, skipping)

    again = resume(stop(clock, at("2025-01-14 08:00"), StopReason.SUPPLEMENT), at("2025-01-21 08:00"), holiday)

    assert clock.due_at == at("2025-01-17 09:10")
    assert again.due_at == at("2025-01-23 09:10")


def test_a_same_day_limit_begins_anew_after_a_pause() -> None:
    clock = start_clock(SAME_DAY, at("2025-01-06 09:10"), SITE, rules(on_supplement=ClockResume.PAUSE))

    again = resume(stop(clock, at("2025-01-06 10:00"), StopReason.SUPPLEMENT), at("2025-01-08 15:30"), SITE)

    assert again.due_at == at("2025-01-09 17:00")


def test_a_pause_does_not_wash_a_delay_away() -> None:
    clock = start_clock(DAYS_3, at("2025-01-06 09:10"), SITE, rules(on_supplement=ClockResume.PAUSE))

    again = resume(stop(clock, at("2025-01-09 09:10"), StopReason.SUPPLEMENT), at("2025-01-20 14:00"), SITE)

    assert again.due_at == at("2025-01-09 09:10")


def test_a_clock_without_appointment_can_stop_and_run_again() -> None:
    clock = start_clock(OPEN, at("2025-01-06 09:10"), SITE, rules(on_supplement=ClockResume.PAUSE))

    again = resume(stop(clock, at("2025-01-07 10:00"), StopReason.SUPPLEMENT), at("2025-01-08 10:00"), SITE)

    assert again.due_at is None
    assert not again.is_stopped


def test_one_new_appointment_may_be_given_and_no_second() -> None:
    clock = start_clock(DAYS_3, at("2025-01-06 09:10"), SITE, RULES)

    apologised = re_appoint(clock, at("2025-01-14 09:00"), SITE)

    assert apologised.due_at == at("2025-01-14 09:00")
    assert apologised.first_due_at == at("2025-01-09 09:10")
    assert apologised.re_appointments == 1
    assert refusal(lambda: re_appoint(apologised, at("2025-01-16 09:00"), SITE), RuleBroken) == (
        "re_appointment_used",
        {"allowed": 1},
    )


def test_a_province_that_allows_two_gives_two() -> None:
    clock = start_clock(DAYS_3, at("2025-01-06 09:10"), SITE, rules(re_appointments=2))

    twice = re_appoint(re_appoint(clock, at("2025-01-14 09:00"), SITE), at("2025-01-16 09:00"), SITE)

    assert twice.re_appointments == 2


def test_a_new_appointment_is_later_and_on_a_working_day() -> None:
    clock = start_clock(DAYS_3, at("2025-01-06 09:10"), SITE, RULES)
    without = start_clock(OPEN, at("2025-01-06 09:10"), SITE, RULES)

    same = refusal(lambda: re_appoint(clock, at("2025-01-09 09:10"), SITE), RuleBroken)
    sunday = refusal(lambda: re_appoint(clock, at("2025-01-12 09:00"), SITE), InvalidInput)
    nothing = refusal(lambda: re_appoint(without, at("2025-01-14 09:00"), SITE), RuleBroken)

    assert same == ("re_appointment_not_later", {})
    assert sunday == ("appointment_on_day_off", {"day": "2025-01-12"})
    assert nothing == ("no_appointment", {})
