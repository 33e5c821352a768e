"""Ink on paper: what is darker than the paper around it, and which of it has the size of letters."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import cv2
import numpy as np
import numpy.typing as npt

from counter_app.scanner.pages.raster import (
    MM_PER_INCH,
    Colour,
    Grey,
    Mask,
    as_bytes,
    darkest,
    odd,
    pixels,
    resized,
    scaled,
    shapes_of,
)

# A mark is what reaches the second contrast somewhere and the first everywhere: a pencil's line does, print that
# shows through from the back does not, even where a fold darkens it.
_FAINT_CONTRAST: Final = 44
_CLEAR_CONTRAST: Final = 58
_PAPER_AROUND_MM: Final = 6.0
_GLYPH_LEAST_MM: Final = 0.6
_GLYPH_MOST_MM: Final = 8.0
_HOLE_LEAST_MM: Final = 4.0
_HOLE_MOST_MM: Final = 8.5
_HOLE_ROUND_MM: Final = 1.0
_HOLE_FILLED: Final = 0.08
_HOLE_FROM_EDGE_MM: Final = 25.0
# An ID card is 86 x 54 mm; laid askew it takes up to 102 x 102.
_CARD_LEAST_MM: Final = 35.0
_CARD_MOST_MM: Final = 110.0
_COARSE: Final = 0.25
_LEAST_SPECK_PX: Final = 3


@dataclass(frozen=True, slots=True)
class Ink:
    """``contrast`` is how much darker than its surroundings each pixel is (any of the three colours counts).

    ``marks`` is everything that was put on the paper, ``glyphs`` the part of it as large as letters are:
    no rules, stamps, folds or shadows; ``glyph_mm`` is what most of them measure. ``area_mm2`` is the size of the
    marks.
    """

    contrast: Grey
    marks: Mask
    glyphs: Mask
    glyph_count: int
    glyph_mm: float
    area_mm2: float


def find_ink(look: Colour, dpi: float, on_paper: Mask | None) -> Ink:
    """The ink of a small picture; only what lies where ``on_paper`` is set."""
    contrast = _contrast(darkest(look), dpi)
    if on_paper is not None:
        contrast = as_bytes(cv2.bitwise_and(contrast, on_paper))
    dark = as_bytes(contrast > _FAINT_CONTRAST)
    found = shapes_of(dark)
    labels, shapes = found.labels, found.boxes
    size = np.maximum(shapes[:, cv2.CC_STAT_WIDTH], shapes[:, cv2.CC_STAT_HEIGHT])
    area = shapes[:, cv2.CC_STAT_AREA]
    real = (area >= _LEAST_SPECK_PX) & ~_punched(shapes, look.shape[1], look.shape[0], dpi)
    reached = np.zeros_like(real)
    reached[np.unique(labels[contrast > _CLEAR_CONTRAST])] = True
    real &= reached
    real[0] = False
    letters = real & (size > _GLYPH_LEAST_MM * dpi / MM_PER_INCH) & (size < _GLYPH_MOST_MM * dpi / MM_PER_INCH)
    return Ink(
        contrast=contrast,
        marks=_chosen(real, labels),
        glyphs=_chosen(letters, labels),
        glyph_count=int(letters.sum()),
        glyph_mm=float(np.median(size[letters])) * MM_PER_INCH / dpi if letters.any() else 0.0,
        area_mm2=float(area[real].sum()) * (MM_PER_INCH / dpi) ** 2,
    )


def _punched(shapes: npt.NDArray[np.int32], width: int, height: int, dpi: float) -> npt.NDArray[np.bool_]:
    """Which shapes are the holes of a file punch: solid discs of their size, close to the edge."""
    left, top, wide, high, area = (shapes[:, column].astype(np.float64) * MM_PER_INCH / dpi for column in range(5))
    filled = area * (MM_PER_INCH / dpi) / np.maximum(wide * high, 1e-6)
    to_side = np.minimum(left + wide / 2, width * MM_PER_INCH / dpi - left - wide / 2)
    to_end = np.minimum(top + high / 2, height * MM_PER_INCH / dpi - top - high / 2)
    return np.asarray(
        (np.minimum(wide, high) > _HOLE_LEAST_MM)
        & (np.maximum(wide, high) < _HOLE_MOST_MM)
        & (np.abs(wide - high) < _HOLE_ROUND_MM)
        & (np.abs(filled - np.pi / 4) < _HOLE_FILLED)
        & (np.minimum(to_side, to_end) < _HOLE_FROM_EDGE_MM)
    )


def _chosen(wanted: npt.NDArray[np.bool_], labels: npt.NDArray[np.uint16] | npt.NDArray[np.int32]) -> Mask:
    return as_bytes((wanted * np.uint8(255))[labels])


def looks_like_card(ink: Ink, dpi: float) -> bool:
    """Does everything on the page fit a card on an empty sheet? A few specks beside it do not matter."""
    if not ink.marks.any():
        return False
    low, high = np.percentile(np.asarray(cv2.findNonZero(ink.marks)).reshape(-1, 2), (1, 99), axis=0)
    extent = (high - low) * MM_PER_INCH / dpi
    return bool(extent.min() > _CARD_LEAST_MM and extent.max() < _CARD_MOST_MM)


def _contrast(grey: Grey, dpi: float) -> Grey:
    coarse = scaled(grey, _COARSE)
    reach = odd(pixels(_PAPER_AROUND_MM, dpi * _COARSE))
    around = cv2.morphologyEx(
        coarse, cv2.MORPH_CLOSE, cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (reach, reach))
    )
    around = cv2.medianBlur(around, reach)
    return as_bytes(cv2.subtract(resized(as_bytes(around), grey.shape[1], grey.shape[0]), grey))
