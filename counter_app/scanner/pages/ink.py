"""Ink on paper: what is darker than the paper around it, and which of it has the size of letters."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import cv2
import numpy as np
import numpy.typing as npt

from counter_app.scanner.pages.raster import Colour, Grey, Mask, as_bytes, darkest, odd, pixels, resized, scaled

# Print that shows through from the back stays below this contrast, a pencil's writing above it: measured on
# pages with both.
INK_CONTRAST: Final = 46
_PAPER_AROUND_MM: Final = 6.0
_GLYPH_LEAST_MM: Final = 0.6
_GLYPH_MOST_MM: Final = 8.0
_COARSE: Final = 0.25
_LEAST_SPECK_PX: Final = 3


@dataclass(frozen=True, slots=True)
class Ink:
    """``contrast`` is how much darker than its surroundings each pixel is (any of the three colours counts).

    ``marks`` is everything that was put on the paper, ``glyphs`` the part of it as large as letters are:
    no rules, stamps, folds or shadows. ``area_mm2`` is the size of ``marks``.
    """

    contrast: Grey
    marks: Mask
    glyphs: Mask
    glyph_count: int
    area_mm2: float


def find_ink(look: Colour, dpi: float, on_paper: Mask | None) -> Ink:
    """The ink of a small picture; only what lies where ``on_paper`` is set."""
    contrast = _contrast(darkest(look), dpi)
    if on_paper is not None:
        contrast = as_bytes(cv2.bitwise_and(contrast, on_paper))
    dark = as_bytes(contrast > INK_CONTRAST)
    _, found, shapes, _ = cv2.connectedComponentsWithStats(dark, connectivity=8, ltype=cv2.CV_32S)
    labels = np.asarray(found, dtype=np.int32)
    size = np.maximum(shapes[:, cv2.CC_STAT_WIDTH], shapes[:, cv2.CC_STAT_HEIGHT])
    area = shapes[:, cv2.CC_STAT_AREA]
    real = area >= _LEAST_SPECK_PX
    real[0] = False
    letters = real & (size > _GLYPH_LEAST_MM * dpi / 25.4) & (size < _GLYPH_MOST_MM * dpi / 25.4)
    return Ink(
        contrast=contrast,
        marks=_chosen(real, labels),
        glyphs=_chosen(letters, labels),
        glyph_count=int(letters.sum()),
        area_mm2=float(area[real].sum()) * (25.4 / dpi) ** 2,
    )


def _chosen(wanted: npt.NDArray[np.bool_], labels: npt.NDArray[np.int32]) -> Mask:
    return as_bytes((wanted * np.uint8(255))[labels])


def _contrast(grey: Grey, dpi: float) -> Grey:
    coarse = scaled(grey, _COARSE)
    reach = odd(pixels(_PAPER_AROUND_MM, dpi * _COARSE))
    around = cv2.morphologyEx(
        coarse, cv2.MORPH_CLOSE, cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (reach, reach))
    )
    around = cv2.medianBlur(around, reach)
    return as_bytes(cv2.subtract(resized(as_bytes(around), grey.shape[1], grey.shape[0]), grey))
