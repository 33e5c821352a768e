"""Which PINs open a locked window, and how long."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from counter_app.domain.errors import InvalidInput
from counter_app.domain.quick_pin import TRIES, QuickPin, parse_quick_pin

TODAY = date(2026, 11, 23)


@pytest.mark.parametrize("text", ["250492", " 250492 ", "971304", "112358", "123457", "483920175561"])
def test_six_to_twelve_digits_that_nobody_tries_first_are_a_pin(text: str) -> None:
    assert parse_quick_pin(text) == text.strip()


@pytest.mark.parametrize("text", ["", "12345", "25049", "abcdef", "2504 92", "٢٥٠٤٩٢", "1234567890123", "²50492"])
def test_anything_but_six_to_twelve_digits_is_refused(text: str) -> None:
    with pytest.raises(InvalidInput) as raised:
        parse_quick_pin(text)

    assert raised.value.code == "quick_pin_digits"


@pytest.mark.parametrize("text", ["000000", "777777", "123456", "654321", "890123", "210987", "121212", "9090909"])
def test_what_is_tried_first_is_refused(text: str) -> None:
    with pytest.raises(InvalidInput) as raised:
        parse_quick_pin(text)

    assert raised.value.code == "quick_pin_plain"


def test_a_pin_holds_on_its_day_alone() -> None:
    pin = QuickPin("verifier", TODAY)

    held = [pin.holds_on(TODAY + timedelta(days)) for days in (-1, 0, 1)]

    assert held == [False, True, False]


def test_a_pin_that_was_tried_too_often_holds_no_more() -> None:
    pin = QuickPin("verifier", TODAY)

    for _ in range(TRIES):
        pin = pin.failed()

    assert (pin.holds_on(TODAY), pin.tries_left) == (False, 0)
