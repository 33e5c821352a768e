"""Charts as SVG inside the page: no script, readable aloud, sharp at any size."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup, escape

_WIDTH, _HEIGHT, _FOOT, _HEAD = 640, 180, 34, 18
_ROW, _LABEL = 28, 150


@dataclass(frozen=True, slots=True)
class Bar:
    """One column: what stands under it, how high it is, what a reader hears, and how it looks."""

    label: str
    number: int
    spoken: str
    style: str


@dataclass(frozen=True, slots=True)
class Stack:
    """One row of parts, each a number with its style."""

    label: str
    spoken: str
    parts: tuple[tuple[int, str], ...]


def columns(title: str, bars: Sequence[Bar]) -> Markup:
    """A column for each bar, its number above it."""
    highest = max((bar.number for bar in bars), default=0) or 1
    step = _WIDTH / max(len(bars), 1)
    room = _HEIGHT - _FOOT - _HEAD
    shapes = []
    for place, bar in enumerate(bars):
        high = round(room * bar.number / highest, 1)
        left, middle = place * step + step * 0.15, place * step + step / 2
        top = _HEIGHT - _FOOT - high
        shapes.append(
            Markup(
                '<g><title>{}</title><rect class="{}" x="{:.1f}" y="{:.1f}" width="{:.1f}" height="{:.1f}"/>'
                '<text x="{:.1f}" y="{:.1f}">{}</text><text class="foot" x="{:.1f}" y="{}">{}</text></g>'
            ).format(
                bar.spoken, bar.style, left, top, step * 0.7, high, middle, top - 4, bar.number, middle,
                _HEIGHT - _FOOT + 16, bar.label,
            )
        )  # fmt: skip
    return _svg(title, _HEIGHT, shapes)


def stacked_rows(title: str, rows: Sequence[Stack]) -> Markup:
    """A row for each stack; the longest fills the width."""
    longest = max((sum(number for number, _ in row.parts) for row in rows), default=0) or 1
    room = _WIDTH - _LABEL - 50
    shapes = []
    for place, row in enumerate(rows):
        top, left = place * _ROW, float(_LABEL)
        cells = [Markup('<text class="row" x="{}" y="{}">{}</text>').format(_LABEL - 8, top + 18, row.label)]
        for number, style in row.parts:
            wide = room * number / longest
            cells.append(
                Markup('<rect class="{}" x="{:.1f}" y="{}" width="{:.1f}" height="{}"/>').format(
                    style, left, top + 4, wide, _ROW - 8
                )
            )
            left += wide
        total = sum(number for number, _ in row.parts)
        cells.append(Markup('<text class="end" x="{:.1f}" y="{}">{}</text>').format(left + 6, top + 18, total))
        shapes.append(Markup("<g><title>{}</title>{}</g>").format(row.spoken, Markup("").join(cells)))
    return _svg(title, max(len(rows), 1) * _ROW, shapes)


def _svg(title: str, height: int, shapes: Sequence[Markup]) -> Markup:
    return Markup('<svg viewBox="0 0 {} {}" role="img" aria-label="{}">{}</svg>').format(
        _WIDTH, height, escape(title), Markup("").join(shapes)
    )
