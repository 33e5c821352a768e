"""Print in white on a dark ground, as headings of forms and tables have it: turned to black on white.

The engine is told to read black on white only. A panel is dark nearly everywhere, light where its letters are, and
has hardly anything between: that sets it apart from a photo.
"""

from __future__ import annotations

from typing import Final

import cv2
import numpy as np

from counter_app.scanner.pages.clean import PAPER_LEVEL
from counter_app.scanner.pages.raster import Grey, pixels, shapes_of, thinned

_LOOK_DPI: Final = 50
_DARK: Final = 110
_LIGHT: Final = 170
_LETTERS_CLOSED_MM: Final = 2.5
_LEAST_HIGH_MM: Final = 4.0
_LEAST_WIDE_MM: Final = 12.0
_LEAST_DARK: Final = 0.5
_LEAST_LIGHT: Final = 0.03
_MOST_BETWEEN: Final = 0.3


def turn_panels(grey: Grey, dpi: float) -> None:
    """Make the dark panels of the page light and their letters dark, in place."""
    step = max(1, int(dpi // _LOOK_DPI))
    dark = cv2.threshold(thinned(grey, step), _DARK, 255, cv2.THRESH_BINARY_INV)[1]
    if not dark.any():
        return
    look_dpi = dpi / step
    reach = pixels(_LETTERS_CLOSED_MM, look_dpi)
    closed = cv2.morphologyEx(dark, cv2.MORPH_CLOSE, np.ones((reach, reach), np.uint8))
    least = np.ones((pixels(_LEAST_HIGH_MM, look_dpi), pixels(_LEAST_WIDE_MM, look_dpi)), np.uint8)
    solid = cv2.morphologyEx(closed, cv2.MORPH_OPEN, least)
    for left, top, width, height, _ in shapes_of(solid.astype(np.uint8)).boxes[1:]:
        area = (slice(top * step, (top + height) * step), slice(left * step, (left + width) * step))
        panel = grey[area]
        # The rim may hold paper from beside the panel.
        if _is_panel(panel[step:-step, step:-step]):
            ground = float(np.median(panel[panel < _DARK]))
            turned = (255.0 - panel) * (PAPER_LEVEL / (255.0 - ground))
            grey[area] = np.minimum(turned, PAPER_LEVEL).astype(np.uint8)


def _is_panel(panel: Grey) -> bool:
    dark, light = float((panel < _DARK).mean()), float((panel > _LIGHT).mean())
    return dark >= _LEAST_DARK and light >= _LEAST_LIGHT and 1 - dark - light <= _MOST_BETWEEN
