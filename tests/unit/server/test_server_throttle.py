"""Token buckets."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from province_server.throttle import REMEMBERED, Throttle
from province_server.world import RealWorld


class StandingClock(RealWorld):
    def __init__(self) -> None:
        self.at = datetime(2026, 11, 23, tzinfo=UTC)

    def now(self) -> datetime:
        return self.at


def test_a_burst_passes_and_what_follows_is_told_how_long_to_wait() -> None:
    throttle = Throttle(StandingClock(), per_s=2.0, burst=3)

    waits = [throttle.wait_s("a") for _ in range(4)]

    assert waits == [0.0, 0.0, 0.0, 0.5]


def test_time_refills_the_bucket_up_to_the_burst() -> None:
    clock = StandingClock()
    throttle = Throttle(clock, per_s=2.0, burst=3)
    for _ in range(3):
        throttle.wait_s("a")

    clock.at += timedelta(hours=1)

    assert [throttle.wait_s("a") for _ in range(4)] == [0.0, 0.0, 0.0, 0.5]


def test_one_name_s_haste_does_not_cost_another() -> None:
    throttle = Throttle(StandingClock(), per_s=1.0, burst=1)
    throttle.wait_s("hasty")
    throttle.wait_s("hasty")

    assert throttle.wait_s("patient") == 0.0


def test_a_clock_that_is_set_back_neither_fills_nor_empties() -> None:
    clock = StandingClock()
    throttle = Throttle(clock, per_s=1.0, burst=2)
    throttle.wait_s("a")

    clock.at -= timedelta(hours=1)

    assert [throttle.wait_s("a"), throttle.wait_s("a")] == [0.0, 1.0]


def test_names_are_forgotten_so_that_memory_stays_bounded() -> None:
    throttle = Throttle(StandingClock(), per_s=1.0, burst=1)

    for number in range(REMEMBERED + 10):
        throttle.wait_s(str(number))

    assert len(throttle._buckets) == REMEMBERED
