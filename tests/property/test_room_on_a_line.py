"""Whatever round trips come, deliveries get on, and only a queue makes them give way."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from counter_app.sync.room import LEAST_BYTES_S, LEAST_SHARE, TARGET_S, WIDE_BYTES_S, Room

TRIPS = st.floats(0.0, 60.0)
SIZES = st.integers(0, 10**9)
GAPS = st.floats(0.0, 2000.0)


@given(st.lists(st.tuples(TRIPS, TRIPS, SIZES, GAPS, st.booleans()), max_size=60))
def test_a_delivery_never_starves(told: list[tuple[float, float, int, float, bool]]) -> None:
    room, now, limits = Room(), 0.0, []

    for round_trip, shortest, size, gap, held in told:
        now += gap
        room.saw(round_trip, shortest, size, now, held=held)
        limits.append(room.limit_bytes_s)

    assert all(limit == 0 or limit >= LEAST_BYTES_S for limit in limits)


@given(st.floats(0.001, 3.0), st.lists(st.tuples(st.floats(0.0, TARGET_S * 0.99), SIZES, GAPS), max_size=60))
def test_a_line_without_a_queue_has_no_limit(base: float, told: list[tuple[float, int, float]]) -> None:
    room, now = Room(), 0.0

    for more, size, gap in told:
        now += gap
        room.saw(base + more, base, size, now, held=False)

    assert room.limit_bytes_s == 0


@given(st.floats(0.001, 1.0), st.floats(LEAST_BYTES_S * 32, WIDE_BYTES_S / 2), st.floats(1.0, 30.0))
def test_a_queue_that_stays_brings_the_limit_down_to_the_least(base: float, rate: float, waits: float) -> None:
    room, now, limits = Room(), 0.0, []

    for _ in range(60):
        lasted = base + waits
        now += lasted
        room.saw(base + waits, base, int((room.limit_bytes_s or rate) * lasted), now, held=True)
        limits.append(room.limit_bytes_s)

    assert 0 < limits[-1] <= rate * LEAST_SHARE * 1.01
    assert limits[2:] == sorted(limits[2:], reverse=True)
