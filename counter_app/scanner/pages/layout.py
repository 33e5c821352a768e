"""Puts what was read into the order that a person reads it in.

The engine gives words in lines across the page, also where a line runs over two columns or the cells of a table.
Here lines are split where columns part, and then ordered: a table cell by cell and row by row; columns that
stand side by side (the heading with the office at the left and the motto at the right, two signatures) one after
the other; everything else from top to bottom. Pure: values in, values out.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import pairwise
from statistics import median
from typing import Final

from counter_app.domain.pages import Box, Line, Word
from counter_app.scanner.pages.tables import Table, around, middle

# A space wider than this many line heights parts columns; the widest space of justified text stays below 1.2.
_COLUMN_GAP: Final = 1.8
_NARROW_GAP: Final = 0.7
# Rows of two columns belong together until this many line heights of empty paper part them.
_ROW_GAP: Final = 2.5
# A signature takes this much room between the signer's role and name.
_SIGNED_GAP: Final = 12.0
_ALIGNED: Final = 2.0
_SAME_ROW: Final = 0.5
_LIST_COLUMNS: Final = 3
# So few letters on a line by themselves, and less sure than this.
_SCRIBBLES: Final = ((2, 80.0), (4, 45.0))


def arranged(lines: Iterable[Line], tables: Sequence[Table]) -> tuple[Line, ...]:
    """The lines in reading order, split where columns part."""
    parts = [part for line in lines for part in _split(line, tables)]
    blocks = [(table.frame.top, _in_cells(parts, table)) for table in tables]
    free = [part for part in parts if not any(table.holds(part.box) for table in tables) and not _scribble(part)]
    rows = _rows([part for row in _split_alike(_rows(free)) for part in row])
    blocks += [(band[0].box.top, band) for band in _bands(rows, tables)]
    blocks.sort(key=lambda block: block[0])
    return tuple(line for _, block in blocks for line in block)


def _split(line: Line, tables: Sequence[Table]) -> list[Line]:
    """The line in parts: at spaces as wide as between columns, and at a table's column edges."""
    table = next((table for table in tables if table.holds(line.box)), None)
    usual = line.box.height if table is None else median(word.box.height for word in line.words)
    parts: list[list[Word]] = [[line.words[0]]]
    for before, word in pairwise(line.words):
        parted = _space(before, word) > _COLUMN_GAP * usual
        if table is not None:
            parted = parted or table.cell(before.box)[1] != table.cell(word.box)[1]
        if parted:
            parts.append([])
        parts[-1].append(word)
    return [line] if len(parts) == 1 else [_part(line, tuple(words)) for words in parts]


def _split_alike(rows: list[list[Line]]) -> list[list[Line]]:
    """A line whose columns nearly touch is split where the row above or below shows the gap between columns."""
    split = []
    for number, row in enumerate(rows):
        around_it = [*rows[max(0, number - 1) : number], *rows[number + 1 : number + 2]]
        gaps = [gap for other in around_it if len(other) > 1 for gap in _gaps(other)]
        split.append([part for line in row for part in (_split_at(line, gaps) if len(row) == 1 else [line])])
    return split


def _split_at(line: Line, gaps: Sequence[tuple[int, int]]) -> list[Line]:
    widest = max(pairwise(line.words), key=lambda pair: _space(*pair), default=None)
    if widest is None or _space(*widest) < _NARROW_GAP * line.box.height:
        return [line]
    left, right = widest[0].box.left + widest[0].box.width, widest[1].box.left
    if not any(min(right, end) > max(left, start) for start, end in gaps):
        return [line]
    at = line.words.index(widest[1])
    return [_part(line, line.words[:at]), _part(line, line.words[at:])]


def _space(before: Word, word: Word) -> int:
    return word.box.left - before.box.left - before.box.width


def _part(line: Line, words: tuple[Word, ...]) -> Line:
    """Some words of a line, on the same baseline."""
    box = around([word.box for word in words])
    x0, y0, x1, y1 = line.baseline
    slope = (y1 - y0) / max(1, x1 - x0)
    right = box.left + box.width
    baseline = (box.left, round(y0 + slope * (box.left - x0)), right, round(y0 + slope * (right - x0)))
    return Line(words, replace(box, top=line.box.top, height=line.box.height), baseline)


def _scribble(part: Line) -> bool:
    """A few letters that the engine does not believe itself: what it makes of a pen's loops."""
    letters = sum(len(word.text) for word in part.words)
    sure = max(word.confidence for word in part.words)
    return any(letters <= most and sure < least for most, least in _SCRIBBLES)


def _in_cells(parts: Sequence[Line], table: Table) -> list[Line]:
    inside = [part for part in parts if table.holds(part.box)]
    return sorted(inside, key=lambda part: (*table.cell(part.box), middle(part.box)[1], part.box.left))


def _rows(parts: Sequence[Line]) -> list[list[Line]]:
    """Parts that stand side by side, row by row from the top, each row from the left."""
    rows: list[list[Line]] = []
    for part in sorted(parts, key=lambda part: middle(part.box)[1]):
        if rows and _on_one_row(rows[-1], part):
            rows[-1].append(part)
        else:
            rows.append([part])
    return [sorted(row, key=lambda part: part.box.left) for row in rows]


def _on_one_row(row: Sequence[Line], part: Line) -> bool:
    down = middle(part.box)[1]
    return any(
        abs(middle(other.box)[1] - down) < _SAME_ROW * max(other.box.height, part.box.height)
        and not _overlap(other.box, part.box)
        for other in row
    )


def _overlap(one: Box, other: Box) -> bool:
    """Do they stand above one another?"""
    return min(one.left + one.width, other.left + other.width) > max(one.left, other.left)


def _bands(rows: Sequence[list[Line]], tables: Sequence[Table]) -> list[list[Line]]:
    """Blocks in reading order: a lone line is a block, columns side by side are one, read column by column."""
    bands: list[list[Line]] = []
    at = 0
    while at < len(rows):
        gaps = _gaps(rows[at])
        end = at + 1
        while gaps and end < len(rows) and not _parted(rows[end - 1], rows[end], tables):
            narrowed = _kept_free(gaps, rows[end])
            if not narrowed or not _in_columns(rows[at:end], rows[end], narrowed):
                break
            gaps, end = narrowed, end + 1
        bands += _read(rows[at:end], gaps)
        at = end
    return bands


def _gaps(row: Sequence[Line]) -> list[tuple[int, int]]:
    return [(one.box.left + one.box.width, other.box.left) for one, other in pairwise(row)]


def _kept_free(gaps: Sequence[tuple[int, int]], row: Sequence[Line]) -> list[tuple[int, int]]:
    """The gaps between columns as far as this row leaves all of them open; else none."""
    kept = []
    for left, right in gaps:
        for part in row:
            if part.box.left < (left + right) / 2 < part.box.left + part.box.width:
                return []
            if part.box.left + part.box.width <= (left + right) / 2:
                left = max(left, part.box.left + part.box.width)  # noqa: PLW2901
            else:
                right = min(right, part.box.left)  # noqa: PLW2901
        if right - left < row[0].box.height:
            return []
        kept.append((left, right))
    return kept


def _parted(above: Sequence[Line], below: Sequence[Line], tables: Sequence[Table]) -> bool:
    """Empty paper or a table between two rows."""
    bottom = max(part.box.top + part.box.height for part in above)
    top = min(part.box.top for part in below)
    height = median(part.box.height for part in [*above, *below])
    room = _ROW_GAP if len(below) == 1 else _SIGNED_GAP
    return top - bottom > room * height or any(bottom <= table.frame.top < top for table in tables)


def _in_columns(rows: Sequence[list[Line]], row: Sequence[Line], gaps: Sequence[tuple[int, int]]) -> bool:
    """Does a row go on with the columns? Parts of a column have one middle or one left edge.

    A title below the heading has neither, though it may stand wholly to the right of the gap.
    """
    columns = _by_column(rows, gaps)
    return all(_aligned(part, columns[_column(part, gaps)]) for part in row)


def _aligned(part: Line, column: Sequence[Line]) -> bool:
    """Most of the column has the same middle, or most of it the same left edge."""
    near = _ALIGNED * part.box.height
    centred = sum(abs(middle(part.box)[0] - middle(other.box)[0]) < near for other in column)
    flush = sum(abs(part.box.left - other.box.left) < near for other in column)
    return 2 * max(centred, flush) >= len(column)


def _column(part: Line, gaps: Sequence[tuple[int, int]]) -> int:
    return sum(part.box.left >= (left + right) / 2 for left, right in gaps)


def _by_column(rows: Sequence[list[Line]], gaps: Sequence[tuple[int, int]]) -> list[list[Line]]:
    columns: list[list[Line]] = [[] for _ in range(len(gaps) + 1)]
    for row in rows:
        for part in row:
            columns[_column(part, gaps)].append(part)
    return columns


def _read(rows: Sequence[list[Line]], gaps: Sequence[tuple[int, int]]) -> list[list[Line]]:
    """Column by column; many columns over many rows are a list without rules, read row by row."""
    if len(gaps) + 1 >= _LIST_COLUMNS and len(rows) >= _LIST_COLUMNS:
        return [list(row) for row in rows]
    return [[part for column in _by_column(rows, gaps) for part in column]]
