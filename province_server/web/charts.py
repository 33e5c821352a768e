"""Bars as SVG inside the page: no script, sharp at any size. Words and numbers beside them are the page's text.

An SVG scales its letters with itself, so that they cannot be read on a phone. Here only the bars are drawn.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup

_WIDE, _HIGH = 1000, 100
_NOTHING = Markup()


@dataclass(frozen=True, slots=True)
class Bar:
    """One column: what stands under it, how high it is, what a reader hears, and how it looks."""

    label: str
    number: int
    spoken: str
    style: str
    drawing: Markup = _NOTHING


@dataclass(frozen=True, slots=True)
class Stack:
    """One row of parts, each a number with its style."""

    label: str
    spoken: str
    parts: tuple[tuple[int, str], ...]
    drawing: Markup = _NOTHING

    @property
    def total(self) -> int:
        return sum(number for number, _ in self.parts)


def columns(bars: Sequence[Bar]) -> tuple[Bar, ...]:
    """The same bars with their drawings; the highest fills the height."""
    highest = max((bar.number for bar in bars), default=0) or 1
    drawn = []
    for bar in bars:
        high = round(_HIGH * bar.number / highest, 1)
        shape = Markup('<rect class="{}" x="0" y="{}" width="10" height="{}"/>').format(
            bar.style, _HIGH - high, high
        )
        drawn.append(Bar(bar.label, bar.number, bar.spoken, bar.style, _svg(10, _HIGH, shape)))
    return tuple(drawn)


def stacked_rows(rows: Sequence[Stack]) -> tuple[Stack, ...]:
    """The same rows with their drawings; the longest fills the width."""
    longest = max((row.total for row in rows), default=0) or 1
    drawn = []
    for row in rows:
        left, shapes = 0.0, []
        for number, style in row.parts:
            wide = _WIDE * number / longest
            shapes.append(
                Markup('<rect class="{}" x="{:.1f}" y="0" width="{:.1f}" height="10"/>').format(style, left, wide)
            )
            left += wide
        drawn.append(Stack(row.label, row.spoken, row.parts, _svg(_WIDE, 10, Markup("").join(shapes))))
    return tuple(drawn)


def _svg(width: int, height: int, shapes: Markup) -> Markup:
    # The text beside it says the same, so whoever listens to the page is spared the picture.
    return Markup('<svg viewBox="0 0 {} {}" preserveAspectRatio="none" aria-hidden="true">{}</svg>').format(
        width, height, shapes
    )
