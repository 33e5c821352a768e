"""The ruled tables of a page: where their columns and rows begin, and which cell a word stands in."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from counter_app.domain.pages import Box
from counter_app.scanner.pages.raster import MM_PER_INCH

_TOUCHING_MM: Final = 2.0
_LEAST_RULES: Final = 2


@dataclass(frozen=True, slots=True)
class Grid:
    """The rules on a page: boxes of its level and its upright lines, which may be in pieces."""

    level: tuple[Box, ...] = ()
    upright: tuple[Box, ...] = ()


@dataclass(frozen=True, slots=True)
class Table:
    """A ruled table: its frame and where its columns and rows begin, left to right and top to bottom.

    ``grid`` are the rules it was found by.
    """

    frame: Box
    columns: tuple[int, ...]
    rows: tuple[int, ...]
    grid: Grid = Grid()

    def cell(self, box: Box) -> tuple[int, int]:
        """Row and column of the middle of the box."""
        across, down = middle(box)
        return sum(edge <= down for edge in self.rows), sum(edge <= across for edge in self.columns)

    def holds(self, box: Box) -> bool:
        across, down = middle(box)
        frame = self.frame
        return frame.left <= across <= frame.left + frame.width and frame.top <= down <= frame.top + frame.height


def find_tables(grid: Grid, dpi: float) -> tuple[Table, ...]:
    """What is ruled both ways: at least two level and two upright rules that touch."""
    near = _TOUCHING_MM * dpi / MM_PER_INCH
    uprights = set(grid.upright)
    tables = []
    for group in _touching([*grid.level, *grid.upright], near):
        own = Grid(
            tuple(box for box in group if box not in uprights), tuple(box for box in group if box in uprights)
        )
        columns = _edges((box.left + box.width // 2 for box in own.upright), near)
        rows = _edges((box.top + box.height // 2 for box in own.level), near)
        if len(columns) >= _LEAST_RULES and len(rows) >= _LEAST_RULES:
            tables.append(Table(around(group), columns, rows, own))
    return tuple(tables)


def _touching(boxes: Sequence[Box], near: float) -> list[list[Box]]:
    """Boxes in groups that hang together."""
    groups: list[list[Box]] = []
    for box in boxes:
        joined = [group for group in groups if any(_close(box, other, near) for other in group)]
        groups = [group for group in groups if group not in joined]
        groups.append([box, *(other for group in joined for other in group)])
    return groups


def _close(one: Box, other: Box, near: float) -> bool:
    return (
        one.left - near <= other.left + other.width
        and other.left - near <= one.left + one.width
        and one.top - near <= other.top + other.height
        and other.top - near <= one.top + one.height
    )


def _edges(places: Iterable[int], near: float) -> tuple[int, ...]:
    """The places, those closer than ``near`` to the one before taken as one."""
    edges: list[int] = []
    for place in sorted(places):
        if not edges or place - edges[-1] > near:
            edges.append(place)
    return tuple(edges)


def around(boxes: Sequence[Box]) -> Box:
    left, top = min(box.left for box in boxes), min(box.top for box in boxes)
    right = max(box.left + box.width for box in boxes)
    bottom = max(box.top + box.height for box in boxes)
    return Box(left, top, right - left, bottom - top)


def middle(box: Box) -> tuple[float, float]:
    return box.left + box.width / 2, box.top + box.height / 2
