"""A page as the text engine wants it: grey, and nothing on it but print.

Three things make an engine stumble and invent letters: seals and pen strokes across print, the rules of tables,
and the dotted lines of forms. Seals and pens go by their colour, so that black print under them stays; rules
and dotted lines go by their shape, long and thin, and where the rules make tables, the tables are kept.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import cv2
import numpy as np
import numpy.typing as npt

from counter_app.domain.pages import Box
from counter_app.scanner.pages.clean import PAPER_LEVEL
from counter_app.scanner.pages.leaders import leader_dots
from counter_app.scanner.pages.panels import turn_panels
from counter_app.scanner.pages.raster import (
    Colour,
    Grey,
    Mask,
    as_bytes,
    brightest,
    darkest,
    odd,
    pixels,
    scaled,
    shapes_of,
    thinned,
)
from counter_app.scanner.pages.tables import Grid, Table, find_tables

# Rules are looked for at this resolution at most: finer, they are no easier to see.
_RULE_DPI: Final = 200
_RULE_CONTRAST: Final = 30
_RULE_MOST_THICK_MM: Final = 0.9
_RULE_LEAST_MM: Final = 6.0
_UPRIGHT_LEAST_MM: Final = 5.0
_DOT_GAP_MM: Final = 1.6
_DOT_STEP_MM: Final = 1.8
_LEAST_DOTS: Final = 5
_SOLID: Final = 0.9
_DOTTED: Final = 0.75
_DOTS_DIFFER: Final = 2.5
_PIECE_REACH_MM: Final = 0.4
_PIECE_CLEAR_PX: Final = 2

_SAMPLE_STEP: Final = 5
_LUMA: Final = np.array([0.114, 0.587, 0.299])
_FAINT_FROM: Final = 200
_FAINT_TO: Final = 230

_STROKE_DPI: Final = 100
_COLOURFUL: Final = 45
_STROKE_LEAST_MM: Final = 10.0
_STROKE_LEAST_WIDE_MM: Final = 5.0
_STROKE_RIM_MM: Final = 2.0
_FULL_COLOUR: Final = 50.0
_FAINTEST_PEN: Final = 90


def _paper_colour(page: Colour) -> npt.NDArray[np.float64]:
    """The cleaned page's paper, which is the commonest value of each colour."""
    sample = page[::_SAMPLE_STEP, ::_SAMPLE_STEP].reshape(-1, 3)
    return np.array([np.bincount(sample[:, channel], minlength=256).argmax() for channel in range(3)], np.float64)


def _raised(paper: float) -> Grey:
    """The table that takes ``paper`` to ``PAPER_LEVEL`` and everything below in proportion."""
    levels = np.arange(256, dtype=np.float32) * (PAPER_LEVEL / max(paper, 1.0))
    return as_bytes(np.minimum(levels, 255).round())


def _faint_to_paper() -> Grey:
    """Ghosts of rules and of the back become paper; ink keeps its edges."""
    levels = np.arange(256, dtype=np.float32)
    up = np.clip((levels - _FAINT_FROM) / (_FAINT_TO - _FAINT_FROM), 0.0, 1.0)
    return as_bytes((np.minimum(levels, PAPER_LEVEL) * (1 - up) + PAPER_LEVEL * up).round())


_FAINT_TO_PAPER: Final = _faint_to_paper()


def print_only(page: Colour, dpi: float) -> tuple[Grey, tuple[Table, ...]]:
    """The page in grey without seals, pens, rules and dotted lines, and the tables that the rules made."""
    paper = _paper_colour(page)
    grey = as_bytes(cv2.LUT(cv2.cvtColor(page, cv2.COLOR_BGR2GRAY), _raised(float(paper @ _LUMA))))
    _drop_coloured_strokes(grey, page, paper, dpi)
    turn_panels(grey, dpi)
    grey = as_bytes(cv2.LUT(grey, _FAINT_TO_PAPER))
    tables = find_tables(_drop_rules(grey, dpi), dpi)
    for table in tables:
        _drop_pieces(grey, table.grid.upright, table.columns, table.frame, dpi)
        turned = [Box(box.top, box.left, box.height, box.width) for box in (*table.grid.level, table.frame)]
        _drop_pieces(grey.T, turned[:-1], table.rows, turned[-1], dpi)
    return grey, tables


def _drop_coloured_strokes(grey: Grey, page: Colour, paper: npt.NDArray[np.float64], dpi: float) -> None:
    """Where a coloured stroke larger than letters runs, everything coloured around it becomes paper.

    Coloured print is safe: it has no stroke of that size.
    """
    step = max(1, int(dpi // _STROKE_DPI))
    tables = np.stack([_raised(channel) for channel in paper], axis=-1).reshape(1, 256, 3)
    look = as_bytes(cv2.LUT(thinned(page, step), tables))
    coloured = as_bytes(cv2.subtract(brightest(look), darkest(look)) > _COLOURFUL)
    look_dpi = dpi / step
    shapes = shapes_of(coloured).boxes
    long, wide = pixels(_STROKE_LEAST_MM, look_dpi), pixels(_STROKE_LEAST_WIDE_MM, look_dpi)
    rim = pixels(_STROKE_RIM_MM, look_dpi)
    for left, top, width, height, _ in shapes[1:]:
        if max(width, height) >= long and min(width, height) >= wide:
            rows = slice(max(0, (top - rim) * step), (top + height + rim) * step)
            columns = slice(max(0, (left - rim) * step), (left + width + rim) * step)
            area = as_bytes(cv2.LUT(np.ascontiguousarray(page[rows, columns]), tables))
            grey[rows, columns] = _without_colour(area, grey[rows, columns])


def _without_colour(area: Colour, grey: Grey) -> Grey:
    """The brightest channel, raised so that the pen's colour becomes paper: black under it stays black."""
    bright = brightest(area)
    colourful = cv2.subtract(bright, darkest(area))
    pen = bright[colourful > _COLOURFUL]
    if pen.size == 0:
        return grey
    raised = np.minimum(bright * (PAPER_LEVEL / max(_FAINTEST_PEN, float(np.percentile(pen, 25)))), PAPER_LEVEL)
    share = np.minimum(colourful / _FULL_COLOUR, 1.0)
    return as_bytes(grey * (1 - share) + raised * share)


def _drop_rules(grey: Grey, dpi: float) -> Grid:
    """Rules and dotted lines become paper; the rules that were found are given."""
    factor = min(1.0, _RULE_DPI / dpi)
    look = scaled(grey, factor)
    ink = as_bytes(cv2.threshold(look, PAPER_LEVEL - _RULE_CONTRAST, 255, cv2.THRESH_BINARY_INV)[1])
    level, has_dots = _level_lines(ink, dpi * factor)
    dots = np.zeros_like(ink)
    if has_dots:
        dots = leader_dots(ink, dpi * factor)
        ink = as_bytes(cv2.subtract(ink, dots))
        level, _ = _level_lines(ink, dpi * factor)
    upright = _upright_lines(ink, dpi * factor)
    # Where rules cross they are thick both ways; drawn on a little they cover the crossing.
    over = 2 * pixels(_RULE_MOST_THICK_MM, dpi * factor) + 1
    lines = cv2.max(dots, cv2.max(cv2.dilate(level, _bar(over, 3)), cv2.dilate(upright, _bar(3, over))))
    if factor < 1.0:
        lines = cv2.resize(lines, (grey.shape[1], grey.shape[0]), interpolation=cv2.INTER_NEAREST)
    grey[:] = cv2.max(grey, cv2.threshold(lines, 0, PAPER_LEVEL, cv2.THRESH_BINARY)[1])
    return Grid(_boxes(level, factor), _boxes(upright, factor))


def _level_lines(ink: Mask, dpi: float) -> tuple[Mask, bool]:
    """Lines across the page, solid or of dots: long, and thin also when their gaps are closed; are any of dots?

    Letters are not thin then: whatever is closed between them stands as high as they do.
    """
    joined = cv2.morphologyEx(ink, cv2.MORPH_CLOSE, _bar(pixels(_DOT_GAP_MM, dpi), 1))
    tall = cv2.morphologyEx(joined, cv2.MORPH_OPEN, _bar(1, pixels(_RULE_MOST_THICK_MM, dpi) + 1))
    thin = cv2.morphologyEx(cv2.subtract(joined, tall), cv2.MORPH_OPEN, _bar(pixels(_RULE_LEAST_MM, dpi), 1))
    lines, has_dots = as_bytes(thin), False
    for left, top, width, height in _outlines(lines):
        area = (slice(top, top + height), slice(left, left + width))
        inked = ink[area].max(axis=0) > 0
        if not _is_solid(inked):
            if _is_dotted(inked, dpi):
                has_dots = True
            else:
                lines[area] = 0
    return lines, has_dots


def _is_solid(inked: npt.NDArray[np.bool_]) -> bool:
    return float(inked.mean()) > _SOLID


def _is_dotted(inked: npt.NDArray[np.bool_], dpi: float) -> bool:
    """Of dots in even steps: neither a row of accents nor very small print is."""
    ends = np.flatnonzero(np.diff(np.concatenate([[False], inked, [False]]).astype(np.int8)))
    wide = ends[1::2] - ends[::2]
    return (
        len(wide) >= _LEAST_DOTS
        and len(inked) / len(wide) < pixels(_DOT_STEP_MM, dpi)
        and float(inked.mean()) < _DOTTED
        and int(wide.max()) <= _DOTS_DIFFER * max(1, int(np.median(wide)))
    )


def _upright_lines(ink: Mask, dpi: float) -> Mask:
    broad = cv2.morphologyEx(ink, cv2.MORPH_OPEN, _bar(pixels(_RULE_MOST_THICK_MM, dpi) + 1, 1))
    return as_bytes(
        cv2.morphologyEx(cv2.subtract(ink, broad), cv2.MORPH_OPEN, _bar(1, pixels(_UPRIGHT_LEAST_MM, dpi)))
    )


def _bar(width: int, height: int) -> Mask:
    """An odd kernel: opening by an even one would shift what stays."""
    return np.ones((odd(height), odd(width)), np.uint8)


def _outlines(lines: Mask) -> list[tuple[int, int, int, int]]:
    shapes, _ = cv2.findContours(lines, cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_SIMPLE)
    return [tuple(int(side) for side in cv2.boundingRect(shape)) for shape in shapes]  # type: ignore[misc]


def _boxes(lines: Mask, factor: float) -> tuple[Box, ...]:
    return tuple(
        Box(*(round(side / factor) for side in outline))
        for outline in sorted(_outlines(lines), key=lambda at: at[1])
    )


def _drop_pieces(
    grey: npt.NDArray[np.uint8], found: Sequence[Box], edges: Sequence[int], frame: Box, dpi: float
) -> None:
    """What broken print left of a table's upright rules: short pieces on the way of the longer ones.

    A piece goes only when nothing touches it from the sides, so a letter that crosses the rule stays.
    """
    reach = pixels(_PIECE_REACH_MM, dpi)
    for edge in edges:
        rule = [box for box in found if abs(box.left + box.width / 2 - edge) <= 2 * reach + 1]
        if not rule:
            continue
        rows = np.arange(max(0, frame.top - reach), min(grey.shape[0], frame.top + frame.height + reach))
        way = np.interp(rows, *_way(rule)).round().astype(np.intp)
        across = np.arange(-reach - _PIECE_CLEAR_PX, reach + _PIECE_CLEAR_PX + 1)
        columns = np.clip(way[:, None] + across, 0, grey.shape[1] - 1)
        ink = grey[rows[:, None], columns] < PAPER_LEVEL - _RULE_CONTRAST
        inside = ink[:, _PIECE_CLEAR_PX:-_PIECE_CLEAR_PX].any(axis=1)
        beside = ink[:, :_PIECE_CLEAR_PX].any(axis=1) | ink[:, -_PIECE_CLEAR_PX:].any(axis=1)
        lone = inside & ~_in_runs_with(inside, beside)
        strip = columns[:, _PIECE_CLEAR_PX:-_PIECE_CLEAR_PX]
        grey[rows[lone][:, None], strip[lone]] = PAPER_LEVEL


def _way(rule: Sequence[Box]) -> tuple[list[int], list[float]]:
    """Heights along a rule and where it stands there."""
    pieces = sorted(rule, key=lambda box: box.top)
    return [box.top + box.height // 2 for box in pieces], [box.left + (box.width - 1) / 2 for box in pieces]


def _in_runs_with(inside: npt.NDArray[np.bool_], beside: npt.NDArray[np.bool_]) -> npt.NDArray[np.bool_]:
    """The rows of every run of ``inside`` that has a row of ``beside`` in it."""
    runs = np.cumsum(np.diff(inside.astype(np.int8), prepend=0) == 1) * inside
    return np.asarray(inside & np.isin(runs, runs[inside & beside]))
