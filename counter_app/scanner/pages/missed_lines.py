"""Lines of print that the engine's layout left out: ink of a line's shape where no word was read.

Each is read again by itself. Strokes of a pen and what is left of a seal have that shape too, so only words that
the engine is sure of count.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

import cv2
import numpy as np

from counter_app.domain.pages import Box, Line
from counter_app.scanner.pages.leaning import surer_line
from counter_app.scanner.pages.ocr import Engine
from counter_app.scanner.pages.raster import Grey, Mask, pixels, shapes_of, thinned
from counter_app.scanner.pages.tables import Table, around

_LOOK_DPI: Final = 100
_DARKEST_PAPER: Final = 200
_WORD_RIM_MM: Final = 0.6
_WORD_GAP_MM: Final = 4.0
_LEAST_WIDE_MM: Final = 12.0
_LEAST_HIGH_MM: Final = 1.2
_MOST_HIGH_MM: Final = 7.0
_SURE: Final = 60.0
_LEAST_LETTERS: Final = 3
_MOST_LINES: Final = 8


def missed_lines(
    engine: Engine, page: Grey, dpi: int, lines: Sequence[Line], tables: Sequence[Table]
) -> list[Line]:
    """The lines outside of tables that a first reading missed."""
    found: list[Line] = []
    for box in _unread(page, dpi, lines, tables)[:_MOST_LINES]:
        for line in engine.recognise_block(page, box, dpi).lines:
            kept = _sure_words(surer_line(engine, page, dpi, line))
            found += [kept] if kept is not None else []
    return found


def _sure_words(line: Line) -> Line | None:
    words = tuple(word for word in line.words if word.confidence >= _SURE)
    if sum(letter.isalnum() for word in words for letter in word.text) < _LEAST_LETTERS:
        return None
    return replace(line, words=words, box=around([word.box for word in words]))


def _unread(page: Grey, dpi: int, lines: Sequence[Line], tables: Sequence[Table]) -> list[Box]:
    """Boxes of what looks like a line and holds no word, from the top."""
    step = max(1, dpi // _LOOK_DPI)
    look_dpi = dpi / step
    ink = cv2.threshold(thinned(page, step), _DARKEST_PAPER, 255, cv2.THRESH_BINARY_INV)[1].astype(np.uint8)
    rim = pixels(_WORD_RIM_MM, dpi)
    for word in (word for line in lines for word in line.words):
        _wipe(ink, word.box, rim, step)
    for table in tables:
        _wipe(ink, table.frame, rim, step)
    gap = np.ones((1, pixels(_WORD_GAP_MM, look_dpi)), np.uint8)
    shapes = shapes_of(cv2.morphologyEx(ink, cv2.MORPH_CLOSE, gap).astype(np.uint8)).boxes[1:]
    wide, high = shapes[:, cv2.CC_STAT_WIDTH], shapes[:, cv2.CC_STAT_HEIGHT]
    is_line = (wide >= pixels(_LEAST_WIDE_MM, look_dpi)) & (high >= pixels(_LEAST_HIGH_MM, look_dpi))
    is_line &= high <= pixels(_MOST_HIGH_MM, look_dpi)
    return [Box(*(int(side) * step for side in shape[:4])) for shape in shapes[is_line]]


def _wipe(ink: Mask, box: Box, rim: int, step: int) -> None:
    rows = slice(max(0, box.top - rim) // step, (box.top + box.height + rim) // step + 1)
    ink[rows, max(0, box.left - rim) // step : (box.left + box.width + rim) // step + 1] = 0
