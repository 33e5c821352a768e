"""A second reading of lines that the engine is unsure of: a little larger, and with slanting letters set upright.

Slanted figures are what it stumbles over most: it takes a slanted 1 for a 7. The reading of which the engine is
surer is kept, so a line that was upright from the start loses nothing but the time of one line.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

import cv2
import numpy as np

from counter_app.domain.pages import Box, Line
from counter_app.scanner.pages.clean import PAPER_LEVEL
from counter_app.scanner.pages.ocr import Engine, grown, mean_confidence
from counter_app.scanner.pages.raster import Grey, as_bytes, pixels
from counter_app.scanner.pages.tables import Table

# Half the slant of italics: upright letters are still read well, slanted ones much better.
_LEAN: Final = 0.1
_ENLARGED: Final = 1.5
_RIM_MM: Final = 1.0
# A word as unsure as this, in a line that is no surer, asks for a second reading.
_UNSURE_WORD: Final = 40.0
_SURE_LINE: Final = 90.0
_LEAST_LETTERS: Final = 4
_MOST_LINES: Final = 12


def surer_lines(
    engine: Engine, page: Grey, dpi: int, lines: Sequence[Line], tables: Sequence[Table]
) -> tuple[Line, ...]:
    """The lines, the unsure ones as a second reading gives them where that is surer.

    Rows of tables stay: they are printed upright, long, and unsure only for the codes in them.
    """
    free = {
        number: line for number, line in enumerate(lines) if not any(table.holds(line.box) for table in tables)
    }
    unsure = [number for number, line in free.items() if _is_unsure(line)]
    better = {number: surer_line(engine, page, dpi, lines[number]) for number in unsure[:_MOST_LINES]}
    return tuple(better.get(number, line) for number, line in enumerate(lines))


def surer_line(engine: Engine, page: Grey, dpi: int, line: Line) -> Line:
    """The surer one of this reading and a second one."""
    again = _leaning(engine, page, dpi, line.box)
    return again if again is not None and mean_confidence([again]) > mean_confidence([line]) else line


def _is_unsure(line: Line) -> bool:
    letters = sum(len(word.text) for word in line.words)
    least = min(word.confidence for word in line.words)
    return letters >= _LEAST_LETTERS and least < _UNSURE_WORD and mean_confidence([line]) < _SURE_LINE


def _leaning(engine: Engine, page: Grey, dpi: int, box: Box) -> Line | None:
    """What stands in the box, read with its letters leaning to the left; None unless it is one line."""
    rim = pixels(_RIM_MM, dpi)
    left, top = max(0, box.left - rim), max(0, box.top - rim)
    strip = page[top : box.top + box.height + rim, left : box.left + box.width + rim]
    height, width = strip.shape
    matrix = np.array([[_ENLARGED, _ENLARGED * _LEAN, 0.0], [0.0, _ENLARGED, 0.0]])
    size = (round((width + _LEAN * height) * _ENLARGED), round(height * _ENLARGED))
    shown = cv2.warpAffine(strip, matrix, size, flags=cv2.INTER_CUBIC, borderValue=(PAPER_LEVEL,))
    found = engine.recognise_block(as_bytes(shown), Box(0, 0, *size), round(dpi * _ENLARGED))
    lines = grown(found.lines, 1 / _ENLARGED)
    if len(lines) != 1:
        return None
    words = tuple(replace(word, box=_back(word.box, left, top)) for word in lines[0].words)
    x0, y0, x1, y1 = lines[0].baseline
    baseline = (round(x0 - _LEAN * y0) + left, y0 + top, round(x1 - _LEAN * y1) + left, y1 + top)
    return Line(words, _back(lines[0].box, left, top), baseline)


def _back(box: Box, left: int, top: int) -> Box:
    """Where the box of the leaning strip stands on the page."""
    middle = box.top + box.height / 2
    return replace(box, left=max(0, round(box.left - _LEAN * middle) + left), top=box.top + top)
