"""Dates and amounts read as a Vietnamese office writes them."""

from __future__ import annotations

from datetime import date, datetime

import pytest

from counter_app.documents.forms import wording


@pytest.mark.parametrize(
    ("day", "told"),
    [
        (date(2025, 3, 4), "ngày 04 tháng 3 năm 2025"),
        (date(2025, 1, 15), "ngày 15 tháng 01 năm 2025"),
        (date(2025, 2, 28), "ngày 28 tháng 02 năm 2025"),
        (date(2025, 12, 31), "ngày 31 tháng 12 năm 2025"),
    ],
)
def test_noughts_stand_before_small_days_and_the_first_two_months(day: date, told: str) -> None:
    assert wording.long_date(day) == told


def test_times_are_told_in_hours_and_minutes() -> None:
    assert wording.long_time(datetime(2025, 10, 6, 7, 5)) == "07 giờ 05 phút, ngày 06 tháng 10 năm 2025"  # noqa: DTZ001


def test_thousands_are_parted_by_dots() -> None:
    assert wording.amount(1250000) == "1.250.000 đồng"


@pytest.mark.parametrize(
    ("dong", "told"),
    [
        (0, "Không đồng"),
        (8_000, "Tám nghìn đồng"),
        (10_500, "Mười nghìn năm trăm đồng"),
        (15_000, "Mười lăm nghìn đồng"),
        (21_000, "Hai mươi mốt nghìn đồng"),
        (105_000, "Một trăm lẻ năm nghìn đồng"),
        (111_000, "Một trăm mười một nghìn đồng"),
        (255_001, "Hai trăm năm mươi lăm nghìn không trăm lẻ một đồng"),
        (1_250_000, "Một triệu hai trăm năm mươi nghìn đồng"),
        (1_000_000_000, "Một tỷ đồng"),
        (3_004_000_020, "Ba tỷ không trăm lẻ bốn triệu không trăm hai mươi đồng"),
    ],
)
def test_amounts_are_told_in_words(dong: int, told: str) -> None:
    assert wording.amount_in_words(dong) == told
