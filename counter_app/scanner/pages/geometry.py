"""How the paper lay, and the one step that brings it upright, level and cut to size.

All movements (slant, skew, crop, quarter turn) are composed into one homography, so that the pixels are
interpolated once, or not at all when the paper lay straight.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import cv2
import numpy as np

from counter_app.domain.pages import Box
from counter_app.scanner.pages.crop import Paper, flattening
from counter_app.scanner.pages.ink import Ink
from counter_app.scanner.pages.orient import Lie
from counter_app.scanner.pages.raster import (
    MM_PER_INCH,
    Colour,
    Mask,
    Matrix,
    Points,
    as_bytes,
    moved,
    pixels,
    quarter_turned_back,
    scaling,
    shifting,
    turning,
)

# Below this a line of text over a whole page falls by less than a pixel.
_LEVEL_ENOUGH_DEG: Final = 0.04
_EDGE_INSET_MM: Final = 0.4
_INK_MARGIN_MM: Final = 2.0


@dataclass(frozen=True, slots=True)
class Plan:
    """``matrix`` takes the raw picture to the page of ``width`` x ``height``; ``outline`` is the paper on it."""

    matrix: Matrix
    width: int
    height: int
    outline: Points | None


@dataclass(frozen=True, slots=True)
class Survey:
    """The small picture that decisions are made on, and how it came from the raw picture.

    ``matrix`` takes raw points to it; ``growth`` is how many raw pixels one of its pixels stands for.
    ``width`` and ``height`` are the raw picture's in these pixels, with the rest that thinning left out.
    """

    look: Colour
    dpi: float
    growth: float
    width: float
    height: float
    matrix: Matrix
    paper: Paper | None

    def on_paper(self, inset_mm: float) -> Mask | None:
        if self.paper is None:
            return None
        height, width = self.look.shape[:2]
        return self.paper.mask(width, height, pixels(inset_mm, self.dpi))


def surveyed(raw: Colour, look: Colour, dpi: float, paper: Paper | None) -> Survey:
    """The survey of ``raw``, thinned to ``look``; a slanted photo is laid flat first."""
    growth = float(max(1, raw.shape[1] // look.shape[1]))
    shrink = scaling(1 / growth, 1 / growth)
    if paper is None or paper.corners is None:
        return Survey(look, dpi, growth, raw.shape[1] / growth, raw.shape[0] / growth, shrink, paper)
    flat, width, height = flattening(paper.corners, look.shape[1], look.shape[0])
    laid = cv2.warpPerspective(look, flat, (width, height), flags=cv2.INTER_LINEAR)
    return Survey(as_bytes(laid), dpi, growth, width, height, flat @ shrink, None)


def planned(survey: Survey, ink: Ink, lie: Lie) -> Plan:
    """The way from the raw picture to the page, at the raw picture's resolution."""
    skew_deg, growth = lie.slope.degrees, survey.growth
    level = np.eye(3) if abs(skew_deg) < _LEVEL_ENOUGH_DEG else turning(-skew_deg)
    if survey.paper is not None:
        kept = moved(survey.paper.outline, level)
        inset = _EDGE_INSET_MM * survey.dpi / MM_PER_INCH
        low, high = kept.min(axis=0) + inset, kept.max(axis=0) + 1 - inset
    else:
        low, high = _kept_without_bed(ink, level, survey)
    low, high = np.round(low * growth), np.round(high * growth)
    page_width, page_height = (int(side) for side in np.maximum(high - low, 1))
    back = quarter_turned_back(page_width, page_height, lie.turned_deg)
    after = back @ shifting(-float(low[0]), -float(low[1])) @ scaling(growth, growth) @ level
    outline = None if survey.paper is None else _inset(moved(survey.paper.outline, after), survey.dpi * growth)
    if lie.turned_deg % 180:
        page_width, page_height = page_height, page_width
    return Plan(after @ survey.matrix, page_width, page_height, outline)


def _kept_without_bed(ink: Ink, level: Matrix, survey: Survey) -> tuple[Points, Points]:
    """The picture's own size about its middle, widened where levelling would cut ink off."""
    width, height = survey.width, survey.height
    middle = moved(np.array([[width / 2, height / 2]], dtype=np.float32), level)[0]
    half = np.array([width / 2, height / 2], dtype=np.float32)
    low, high = middle - half, middle + half
    marks = cv2.findNonZero(ink.marks)
    if marks is not None:
        inked = moved(np.asarray(cv2.convexHull(marks), dtype=np.float32).reshape(-1, 2), level)
        margin = _INK_MARGIN_MM * survey.dpi / MM_PER_INCH
        corners = moved(np.array([[0, 0], [width, 0], [width, height], [0, height]], dtype=np.float32), level)
        low = np.minimum(low, np.maximum(inked.min(axis=0) - margin, corners.min(axis=0)))
        high = np.maximum(high, np.minimum(inked.max(axis=0) + margin, corners.max(axis=0)))
    return low, high


def _inset(outline: Points, dpi: float) -> Points:
    """The outline drawn in by the width of the blurred edge."""
    middle = outline.mean(axis=0)
    away = outline - middle
    length = np.linalg.norm(away, axis=1, keepdims=True)
    return np.asarray(outline - away / np.maximum(length, 1.0) * pixels(_EDGE_INSET_MM, dpi), dtype=np.float32)


def laid(raw: Colour, plan: Plan) -> Colour:
    """The page as the plan says; beyond the picture's edge the paper goes on."""
    size = (plan.width, plan.height)
    moves_whole_pixels = np.allclose(plan.matrix, np.round(plan.matrix), atol=1e-6)
    how = cv2.INTER_NEAREST if moves_whole_pixels else cv2.INTER_LINEAR
    # Pixels of four bytes are moved in two thirds of the time that those of three take.
    wide = cv2.cvtColor(raw, cv2.COLOR_BGR2BGRA)
    if np.allclose(plan.matrix[2], (0, 0, 1)):
        page = cv2.warpAffine(wide, plan.matrix[:2], size, flags=how, borderMode=cv2.BORDER_REPLICATE)
    else:
        page = cv2.warpPerspective(wide, plan.matrix, size, flags=how, borderMode=cv2.BORDER_REPLICATE)
    del wide  # a fifth of a gigabyte for the largest pictures, and the last one is yet to be made
    return as_bytes(cv2.cvtColor(page, cv2.COLOR_BGRA2BGR))


def moved_box(box: Box, matrix: Matrix) -> Box:
    """The upright box around where the matrix takes this one."""
    right, bottom = box.left + box.width, box.top + box.height
    return box_around(
        moved(
            np.array(
                [[box.left, box.top], [right, box.top], [right, bottom], [box.left, bottom]], dtype=np.float32
            ),
            matrix,
        )
    )


def box_around(points: Points) -> Box:
    """The smallest box of whole pixels around the points."""
    left, top = (int(edge) for edge in np.floor(points.min(axis=0)))
    right, bottom = (int(edge) for edge in np.ceil(points.max(axis=0)))
    return Box(left, top, right - left, bottom - top)
