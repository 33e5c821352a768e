"""The dotted lines of forms, dot by dot: also where they run below what was filled in.

A leader is a row of small dots in even steps. Each dot is taken away by itself, so that the marks below letters
that stand between the dots stay: a dot that falls out of step, or is larger, belongs to a letter.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

import cv2
import numpy as np
import numpy.typing as npt

from counter_app.scanner.pages.raster import MM_PER_INCH, Mask, shapes_of

_DOT_MOST_MM: Final = 0.75
_STEP_LEAST_MM: Final = 0.5
_STEP_MOST_MM: Final = 2.2
_ROW_MM: Final = 0.2
_LEAST_DOTS: Final = 6
_STEPS_DIFFER: Final = 0.2
_SIZES_DIFFER: Final = 1.9
# So many steps may be hidden by words before the count is lost.
_MOST_HIDDEN: Final = 60

Values = npt.NDArray[np.float64]
Numbers = npt.NDArray[np.intp]


def leader_dots(ink: Mask, dpi: float) -> Mask:
    """Where the dots of leaders are in a level page; a rim of a pixel around each is included."""
    per_mm = dpi / MM_PER_INCH
    found = shapes_of(ink)
    shapes, centres = found.boxes, found.centres
    side = np.maximum(shapes[:, cv2.CC_STAT_WIDTH], shapes[:, cv2.CC_STAT_HEIGHT])
    small = np.flatnonzero(side <= _DOT_MOST_MM * per_mm)
    across, down, size = centres[small, 0], centres[small, 1], shapes[small, cv2.CC_STAT_AREA].astype(np.float64)
    dots = np.zeros_like(ink)
    for row in _rows(down, max(1.0, _ROW_MM * per_mm)):
        row = row[np.argsort(across[row])]  # noqa: PLW2901
        for left, top, width, height, _ in shapes[small[row[_in_step(across[row], size[row], per_mm)]]]:
            dots[max(0, top - 1) : top + height + 1, max(0, left - 1) : left + width + 1] = 255
    return dots


def _rows(down: Values, near: float) -> Iterator[Numbers]:
    """Dots on one level, those of the fullest level first, each dot once."""
    if not down.size:
        return
    free = np.ones(len(down), dtype=bool)
    levels = np.bincount(down.round().astype(np.intp))
    for level in np.argsort(-levels, kind="stable"):
        if levels[level] * 3 < _LEAST_DOTS:
            return
        row = np.flatnonzero(free & (np.abs(down - level) <= near + 0.5))
        if len(row) >= _LEAST_DOTS:
            free[row] = False
            yield row


def _in_step(across: Values, size: Values, per_mm: float) -> npt.NDArray[np.bool_]:
    """Which dots of a row, sorted from the left, make a leader."""
    steps = np.diff(across)
    likely = steps[(steps >= _STEP_LEAST_MM * per_mm) & (steps <= _STEP_MOST_MM * per_mm)]
    taken = np.zeros(len(across), dtype=bool)
    if len(likely) < _LEAST_DOTS - 1:
        return taken
    step = float(np.median(likely))
    even = np.abs(steps - step) < _STEPS_DIFFER * step
    if int(even.sum()) < _LEAST_DOTS - 1:
        return taken
    step = float(steps[even].mean())
    usual = float(np.median(size[:-1][even]))
    alike = (size < usual * _SIZES_DIFFER) & (size > usual / _SIZES_DIFFER)
    first = int(np.flatnonzero(even & alike[:-1])[0])
    for way in (range(first, len(across)), range(first, -1, -1)):
        last = across[first]
        for at in way:
            count = abs(across[at] - last) / step
            if alike[at] and count < _MOST_HIDDEN and abs(count - round(count)) < _STEPS_DIFFER:
                taken[at] = True
                last = across[at]
    return taken
