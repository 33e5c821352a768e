"""The PIN that opens a locked window again: what makes a good one, how long it holds, how often it may be wrong.

It stands in for the password only while the person who signed in today is away from the desk. It never opens a
session: after a restart, for another clerk and on another day the password is asked for.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from itertools import pairwise

from counter_app.domain.errors import InvalidInput

LEAST_DIGITS, MOST_DIGITS = 6, 12

TRIES = 5
"""Wrong PINs after which only the password opens: five of a million."""


@dataclass(frozen=True, slots=True)
class QuickPin:
    """What proves the PIN of one clerk, on the day on which it was set."""

    verifier: str
    day: date
    failures: int = 0

    @property
    def tries_left(self) -> int:
        return max(0, TRIES - self.failures)

    def holds_on(self, day: date) -> bool:
        """Whether it may still open the window."""
        return day == self.day and self.failures < TRIES

    def failed(self) -> QuickPin:
        return replace(self, failures=self.failures + 1)


def parse_quick_pin(text: str) -> str:
    """The digits of a PIN that may be set.

    Raises:
        InvalidInput: ``quick_pin_digits`` for anything but six to twelve digits; ``quick_pin_plain`` for one digit
            repeated, digits that count up or down, or a short group repeated: these are tried first.
    """
    digits = text.strip()
    if not (digits.isascii() and digits.isdigit() and LEAST_DIGITS <= len(digits) <= MOST_DIGITS):
        raise InvalidInput("quick_pin_digits", least=LEAST_DIGITS, most=MOST_DIGITS)
    steps = {(int(second) - int(first)) % 10 for first, second in pairwise(digits)}
    repeats = any(digits == (digits[:size] * len(digits))[: len(digits)] for size in (1, 2))
    if repeats or (len(steps) == 1 and steps <= {1, 9}):
        raise InvalidInput("quick_pin_plain")
    return digits
