"""Where the feed goes on after a restore: above all that can have been told, whichever backup was put back."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from province_server.restored import LEAP, position_above

NOON = datetime(2026, 11, 24, 12, 0, tzinfo=UTC)
WRITTEN = 5_000
"""Entries between a restore and the backup that was taken after it."""


@pytest.mark.parametrize("later", [timedelta(seconds=1), timedelta(minutes=10), timedelta(hours=3)], ids=str)
def test_a_backup_that_knows_of_a_restore_can_be_put_back_again_and_again(later: timedelta) -> None:
    known = position_above(1_000_000, NOON) + WRITTEN

    first = position_above(known, NOON + later)
    second = position_above(known, NOON + 2 * later)

    assert known < first
    assert first + WRITTEN < second


def test_the_feed_never_goes_back_with_the_clock() -> None:
    known = position_above(1_000_000, NOON)

    behind = position_above(known, NOON - timedelta(days=300))

    assert behind == known + LEAP
