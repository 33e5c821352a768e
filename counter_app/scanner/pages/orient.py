"""Which way up the page is.

Three questions, cheapest first:

1. Do the lines run across or down? The projection is sharper along the lines (``deskew``).
2. Are they head up? Vietnamese puts far more ink above its small letters (ascenders, capitals, tone marks)
   than below (descenders, dots), so every line votes, and a page of lines is nearly never wrong.
3. Where the vote is thin, or what was then read makes little sense, Tesseract's orientation detection is asked.
   Its confidence alone would not do: it reads pages turned a quarter clockwise by itself and says nothing.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import cv2
import numpy as np

from counter_app.scanner.pages.deskew import NO_SLOPE, Slope, slope_of, slopes_of
from counter_app.scanner.pages.raster import Mask, as_bytes, pixels, shapes_of

# Sharper by this factor, and lines run down the picture.
_ACROSS_FACTOR: Final = 1.3
_WORD_GAP_MM: Final = 3.0
_LINE_LEAST_WIDTH_MM: Final = 8.0
_LINE_LEAST_HEIGHT_MM: Final = 1.2
_LINE_MOST_HEIGHT_MM: Final = 9.0
_CORE_LEVEL: Final = 0.5
# A line's fullest rows, few outliers left out.
_FULL: Final = 0.9
_HALF: Final = 100
_SURE_LEAN: Final = 0.12
_SURE_LINES: Final = 6


@dataclass(frozen=True, slots=True)
class Lie:
    """How the paper lay: ``turned_deg`` clockwise, then ``slope``. ``is_sure`` is False where one should ask."""

    turned_deg: int
    slope: Slope
    is_sure: bool


def lie_of(glyphs: Mask) -> Lie:
    """How the page with these letters lay."""
    level, upright = slopes_of(glyphs)
    runs_down = upright.is_clear and upright.sharpness > level.sharpness * _ACROSS_FACTOR
    slope, lines = (upright, as_bytes(np.rot90(glyphs))) if runs_down else (level, glyphs)
    if not slope.is_clear:
        return Lie(0, NO_SLOPE, is_sure=False)
    lean, votes = head_lean(lines, slope.degrees)
    if votes == 0:
        return Lie(0, NO_SLOPE, is_sure=False)
    sure = abs(lean) >= _SURE_LEAN and votes >= _SURE_LINES
    turned = (90 if runs_down else 0) + (180 if sure and lean < 0 else 0)
    return Lie(turned, slope, sure)


def lie_as_told(glyphs: Mask, turned_deg: int) -> Lie:
    """How a page lay that is known to be turned clockwise by so much: only the small angle is looked for."""
    lines = as_bytes(np.rot90(glyphs)) if turned_deg % 180 else glyphs
    slope = slope_of(lines)
    return Lie(turned_deg % 360, slope if slope.is_clear else NO_SLOPE, is_sure=True)


def head_lean(glyphs: Mask, slope_deg: float, dpi: float = 100.0) -> tuple[float, int]:
    """From 1 (all ink outside the small letters stands above them) to -1, and how many lines voted."""
    straight = _levelled(glyphs, slope_deg)
    smeared = cv2.morphologyEx(straight, cv2.MORPH_CLOSE, np.ones((1, pixels(_WORD_GAP_MM, dpi)), np.uint8))
    found = shapes_of(as_bytes(smeared > _HALF))
    above = below = 0.0
    votes = 0
    least_height, most_height = pixels(_LINE_LEAST_HEIGHT_MM, dpi), pixels(_LINE_MOST_HEIGHT_MM, dpi)
    for number, (left, top, width, height, _) in enumerate(found.boxes[1:], start=1):
        if width < pixels(_LINE_LEAST_WIDTH_MM, dpi) or not least_height <= height <= most_height:
            continue
        area = (slice(top, top + height), slice(left, left + width))
        rows = np.where(found.labels[area] == number, straight[area], 0).sum(axis=1, dtype=np.float64)
        core = np.nonzero(rows > np.sort(rows)[round(_FULL * (len(rows) - 1))] * _CORE_LEVEL)[0]
        above += float(rows[: core[0]].sum())
        below += float(rows[core[-1] + 1 :].sum())
        votes += 1
    return (above - below) / max(above + below, 1.0), votes


def _levelled(glyphs: Mask, slope_deg: float) -> Mask:
    if not slope_deg:
        return glyphs
    height, width = glyphs.shape
    turn = cv2.getRotationMatrix2D((width / 2, height / 2), slope_deg, 1.0)
    return as_bytes(cv2.warpAffine(glyphs, turn, (width, height), flags=cv2.INTER_LINEAR))
