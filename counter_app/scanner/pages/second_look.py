"""Cells of a table that have ink but no word: the engine's layout overlooks columns of single digits.

Such a column is read again by itself, and what stands in the empty cells is added.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import cv2

from counter_app.domain.pages import Box, Line
from counter_app.scanner.pages.clean import PAPER_LEVEL
from counter_app.scanner.pages.ocr import Engine
from counter_app.scanner.pages.raster import MM_PER_INCH, Grey, as_bytes, pixels
from counter_app.scanner.pages.tables import Table

_INK_CONTRAST: Final = 90
_LEAST_INK_MM2: Final = 0.6
_CELL_INSET_MM: Final = 0.6


def overlooked_lines(
    engine: Engine, page: Grey, dpi: int, lines: Sequence[Line], tables: Sequence[Table]
) -> list[Line]:
    """The lines that a second look into the overlooked cells gives."""
    ink = as_bytes(cv2.threshold(page, PAPER_LEVEL - _INK_CONTRAST, 255, cv2.THRESH_BINARY_INV)[1])
    found: list[Line] = []
    for table in tables:
        read = {table.cell(word.box) for line in lines for word in line.words if table.holds(word.box)}
        for column in range(1, len(table.columns)):
            cells = {
                (row, column): cell
                for row in range(1, len(table.rows))
                if (row, column) not in read and _has_ink(ink, cell := _inside(table, row, column, dpi), dpi)
            }
            if cells:
                strip = _strip(list(cells.values()))
                again = engine.recognise_block(page, strip, dpi)
                found += [line for line in again.lines if table.cell(line.box) in cells]
    return found


def _inside(table: Table, row: int, column: int, dpi: float) -> Box:
    inset = pixels(_CELL_INSET_MM, dpi)
    left, top = table.columns[column - 1] + inset, table.rows[row - 1] + inset
    width = table.columns[column] - inset - left
    height = table.rows[row] - inset - top
    return Box(left, top, max(0, width), max(0, height))


def _has_ink(ink: Grey, cell: Box, dpi: float) -> bool:
    inside = ink[cell.top : cell.top + cell.height, cell.left : cell.left + cell.width]
    return inside.size > 0 and cv2.countNonZero(inside) * (MM_PER_INCH / dpi) ** 2 >= _LEAST_INK_MM2


def _strip(cells: Sequence[Box]) -> Box:
    top = min(cell.top for cell in cells)
    bottom = max(cell.top + cell.height for cell in cells)
    return Box(cells[0].left, top, cells[0].width, bottom - top)
