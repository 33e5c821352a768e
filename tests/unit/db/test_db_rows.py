"""A moment in the store sorts by time and comes back with the offset it was written with."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from counter_app.db.rows import moment, moment_or_none, to_moment, to_moment_or_none

OFFSETS = st.integers(-14 * 60, 14 * 60).map(lambda minutes: timezone(timedelta(minutes=minutes)))
MOMENTS = st.datetimes(datetime(1900, 1, 2), datetime(9998, 12, 30), timezones=OFFSETS)  # noqa: DTZ001 - given below


def test_a_moment_is_its_instant_and_its_offset() -> None:
    at = datetime(2026, 11, 23, 9, 10, tzinfo=timezone(timedelta(hours=7)))

    assert moment(at) == "2026-11-23T02:10:00.000000Z+07:00"


@given(MOMENTS)
def test_a_moment_comes_back_as_it_was(at: datetime) -> None:
    assert to_moment(moment(at)).isoformat() == at.isoformat()


@given(MOMENTS, MOMENTS)
def test_later_moments_are_greater_texts(one: datetime, other: datetime) -> None:
    first, second = sorted((one, other))

    assert first == second or moment(first) < moment(second)


def test_an_offset_with_seconds_survives() -> None:
    at = datetime(1906, 7, 1, tzinfo=timezone(timedelta(hours=7, minutes=6, seconds=30)))

    assert to_moment(moment(at)).isoformat() == at.isoformat()


def test_a_moment_without_offset_is_refused() -> None:
    with pytest.raises(ValueError, match="offset"):
        moment(datetime(2026, 11, 23))  # noqa: DTZ001 - what is refused


def test_no_moment_is_no_moment() -> None:
    assert (moment_or_none(None), to_moment_or_none(None)) == (None, None)


def test_a_moment_that_is_there_is_kept() -> None:
    at = datetime(2026, 11, 23, tzinfo=UTC)

    assert to_moment_or_none(moment_or_none(at)) == at
