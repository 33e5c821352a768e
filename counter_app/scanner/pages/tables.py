"""The ruled tables of a page: where their columns and rows begin, and which cell a word stands in."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

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
    if not boxes:
        return []
    edges = np.array([(box.left, box.top, box.left + box.width, box.top + box.height) for box in boxes])
    left, top, right, bottom = edges.T
    close = (left[:, None] - near <= right) & (top[:, None] - near <= bottom)
    close &= close.T
    groups: list[list[Box]] = []
    free = np.ones(len(boxes), dtype=bool)
    for first in range(len(boxes)):
        if not free[first]:
            continue
        group = np.zeros(len(boxes), dtype=bool)
        reached = np.arange(len(boxes)) == first
        while (reached & ~group).any():
            group |= reached
            reached = close[group].any(axis=0)
        free &= ~group
        groups.append([boxes[at] for at in np.flatnonzero(group)])
    return groups


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
