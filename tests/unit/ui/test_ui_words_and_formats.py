"""Sentences before they are spoken, and how dates and money are written at a Vietnamese window."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from counter_app.ui.formats import due_words, moment_text, money_text, since_text, size_text
from counter_app.ui.words import Words, spoken, words
from tests.builders.desk import MORNING


def test_words_speak_vietnamese_by_themselves() -> None:
    assert str(words("Test", "Còn {count} trang").fill(count=3)) == "Còn 3 trang"


def test_words_speak_another_language_when_they_are_spoken() -> None:
    english = {("Test", "Còn {count} trang"): "Pages left: {count}"}

    said = spoken(words("Test", "Còn {count} trang").fill(count=3), lambda context, text: english[context, text])

    assert said == "Pages left: 3"


def test_words_within_words_are_translated_too() -> None:
    inner = words("Day", "Thứ Hai")

    said = spoken(
        words("Test", "Hẹn {day}").fill(day=inner), lambda _context, text: text.upper().replace("{DAY}", "{day}")
    )

    assert said == "HẸN THỨ HAI"


def test_data_is_spoken_as_it_is() -> None:
    assert spoken("Nguyễn Văn {A}", lambda _context, _text: "never") == "Nguyễn Văn {A}"


def test_a_fact_with_braces_does_not_break_the_sentence() -> None:
    assert str(words("Test", "Tệp {file}").fill(file="{count}")) == "Tệp {count}"


def test_equal_sentences_are_equal_values() -> None:
    assert words("A", "b").fill(c=1) == Words("A", "b", (("c", 1),))


def test_an_appointment_is_said_with_its_weekday() -> None:
    assert str(due_words(MORNING)) == "09:10, Thứ Hai 23/11/2026"


def test_a_moment_of_today_is_a_time_and_one_of_another_day_has_its_date() -> None:
    assert since_text(MORNING, MORNING + timedelta(hours=2)) == "09:10"
    assert since_text(MORNING, MORNING + timedelta(days=1)) == "09:10 23/11/2026"
    assert moment_text(MORNING) == "09:10 23/11/2026"


@pytest.mark.parametrize(("amount", "text"), [(0, "0 đ"), (8000, "8.000 đ"), (1250000, "1.250.000 đ")])
def test_money_has_dots(amount: int, text: str) -> None:
    assert money_text(amount) == text


@pytest.mark.parametrize(
    ("size_bytes", "text"),
    [
        (0, "0 kB"),
        (1, "1 kB"),
        (640_000, "640 kB"),
        (999_001, "1,0 MB"),
        (12_400_000, "12,4 MB"),
        (12_400_001, "12,5 MB"),
        (999_900_000, "999,9 MB"),
        (999_950_000, "1,0 GB"),
        (9_400_000_000, "9,4 GB"),
    ],
)
def test_a_size_is_said_in_the_nearest_unit_and_rounded_up(size_bytes: int, text: str) -> None:
    assert size_text(size_bytes) == text


@given(st.datetimes(min_value=datetime(1900, 1, 1), max_value=datetime(2199, 12, 31)))  # noqa: DTZ001 - any time
def test_every_moment_can_be_written(moment: datetime) -> None:
    assert datetime.strptime(moment_text(moment), "%H:%M %d/%m/%Y") == moment.replace(second=0, microsecond=0)  # noqa: DTZ007
