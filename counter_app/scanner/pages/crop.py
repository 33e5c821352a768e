"""Finds the paper on the scanner's bed, or says that the picture is paper from edge to edge.

The bed of a feeder and of most flatbeds is black or dark grey, and it touches the edge of the picture. A white
lid cannot be told from paper, and then nothing is cut: losing a strip of paper is worse than keeping a strip
of lid.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

import cv2
import numpy as np
import numpy.typing as npt

from counter_app.scanner.pages.raster import Colour, Mask, Matrix, Points, as_bytes, brightest, odd, pixels

_LEAST_CONTRAST: Final = 40.0
_LEAST_BED_SHARE: Final = 0.02
_LEAST_PAPER_SHARE: Final = 0.15
_TEXT_CLOSED_MM: Final = 5.0
_EDGE_BLUR_MM: Final = 0.5
# A photo is straightened like a photo when opposite edges differ by this much; a scanner's page never does.
_LEAST_PERSPECTIVE: Final = 0.03
_CORNERS: Final = 4
_LEAST_CORNER_FIT: Final = 0.97
_CORNER_TOLERANCE: Final = 0.02
# Sheets of the A series, and ID cards (85.6 x 54 mm): longer over shorter side.
_USUAL_SHAPES: Final = (math.sqrt(2), 85.6 / 53.98)
_NEAR_USUAL: Final = 0.08
# A phone's focal length in its picture's longer side, and how far others are from it.
_USUAL_FOCUS: Final = 0.75
_NEAREST_FOCUS: Final = 0.6
_FARTHEST_FOCUS: Final = 3.0
_LEAST_VANISHING: Final = 1e-3


@dataclass(frozen=True, slots=True)
class Paper:
    """The paper's outline in the picture that was looked at.

    ``outline`` is convex. ``corners`` are given (top left, then clockwise) only where the four edges show that
    the picture was taken at a slant.
    """

    outline: Points
    corners: Points | None

    def mask(self, width: int, height: int, inset_px: int = 0) -> Mask:
        """255 on paper; ``inset_px`` leaves a rim out."""
        on_paper = np.zeros((height, width), dtype=np.uint8)
        cv2.fillConvexPoly(on_paper, np.round(self.outline).astype(np.int32), 255)
        if inset_px:
            # Only towards the bed: where paper runs out of the picture, print that is cut off has to be seen.
            side = 2 * inset_px + 1
            on_paper = as_bytes(cv2.erode(on_paper, np.ones((side, side), np.uint8)))
        return on_paper


def find_paper(look: Colour, dpi: float) -> Paper | None:
    """The paper in a small picture of ``dpi``; None when no dark bed shows."""
    bright = as_bytes(cv2.blur(brightest(look), (3, 3)))
    _, lit = cv2.threshold(bright, 0, 255, cv2.THRESH_BINARY + cv2.THRESH_OTSU)
    light = as_bytes(lit)
    bed = _touching_edge(light == 0)
    if bed.mean() < _LEAST_BED_SHARE or not light.any():
        return None
    if float(bright[light > 0].mean()) - float(bright[bed].mean()) < _LEAST_CONTRAST:
        return None
    closed = _closed(as_bytes(~bed * np.uint8(255)), pixels(_TEXT_CLOSED_MM, dpi))
    shapes, _ = cv2.findContours(closed, cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_NONE)
    largest = max(shapes, key=cv2.contourArea)
    outline = cv2.convexHull(largest)
    if cv2.contourArea(outline) < _LEAST_PAPER_SHARE * light.size:
        return None
    hull = np.asarray(outline, dtype=np.float32).reshape(-1, 2)
    return Paper(hull, _slanted_corners(hull, look.shape[1], look.shape[0], dpi))


def _touching_edge(dark: npt.NDArray[np.bool_]) -> npt.NDArray[np.bool_]:
    """The dark parts that reach the picture's edge: the bed, not a photo or a stamp on the page."""
    count, labels = cv2.connectedComponents(dark.astype(np.uint8), connectivity=4)
    edge = np.concatenate([labels[0], labels[-1], labels[:, 0], labels[:, -1]])
    touching = np.zeros(count, dtype=bool)
    touching[np.unique(edge)] = True
    touching[0] = False
    return np.asarray(touching[labels])


def _closed(light: Mask, size: int) -> Mask:
    """Specks of dust on the bed gone, then print that runs off the page closed."""
    speck = np.ones((3, 3), np.uint8)
    without = cv2.morphologyEx(light, cv2.MORPH_OPEN, speck)
    side = odd(size)
    # A frame of bed, or a narrow strip of bed between paper and the picture's edge would be closed too.
    framed = cv2.copyMakeBorder(without, side, side, side, side, cv2.BORDER_CONSTANT, value=0)
    closed = cv2.morphologyEx(framed, cv2.MORPH_CLOSE, np.ones((side, side), np.uint8))
    return as_bytes(closed[side:-side, side:-side])


def _slanted_corners(hull: Points, width: int, height: int, dpi: float) -> Points | None:
    """Four corners when the outline is a four-sided figure, wholly in the picture, and no rectangle."""
    length = cv2.arcLength(hull, closed=True)
    rough = cv2.approxPolyDP(hull, _CORNER_TOLERANCE * length, closed=True).reshape(-1, 2)
    if len(rough) != _CORNERS:
        return None
    rim = pixels(_EDGE_BLUR_MM, dpi) + 1
    inside = (rough[:, 0] > rim) & (rough[:, 1] > rim) & (rough[:, 0] < width - rim) & (rough[:, 1] < height - rim)
    if not inside.all() or cv2.contourArea(rough) < _LEAST_CORNER_FIT * cv2.contourArea(hull):
        return None
    corners = _clockwise_from_top_left(np.asarray(rough, dtype=np.float32))
    edges = [float(np.linalg.norm(b - a)) for a, b in pairwise([*corners, corners[0]])]
    opposite = ((edges[0], edges[2]), (edges[1], edges[3]))
    unequal = max(abs(a - b) / max(a, b) for a, b in opposite)
    return corners if unequal > _LEAST_PERSPECTIVE else None


def _clockwise_from_top_left(corners: Points) -> Points:
    centre = corners.mean(axis=0)
    around = np.arctan2(corners[:, 1] - centre[1], corners[:, 0] - centre[0])
    ordered = corners[np.argsort(around)]
    first = int(np.argmin(ordered.sum(axis=1)))
    return np.asarray(np.roll(ordered, -first, axis=0), dtype=np.float32)


def flattening(corners: Points, width: int, height: int) -> tuple[Matrix, int, int]:
    """The homography that lays slanted paper flat, and the width and height it then has.

    ``width`` and ``height`` are those of the picture with these corners. Steeply seen paper is foreshortened; the
    perspective tells by how much, and paper that comes close to a usual shape has that shape.
    """
    top, right, bottom, left = (float(np.linalg.norm(b - a)) for a, b in pairwise([*corners, corners[0]]))
    wide, high = max(top, bottom), max(left, right)
    shape = _usual(_shape(corners, width, height))
    # The edge that was seen too short grows; nothing that was seen gets smaller.
    wide, high = round(max(wide, high * shape)), round(max(high, wide / shape))
    flat = np.array([[0, 0], [wide, 0], [wide, high], [0, high]], dtype=np.float32)
    return np.asarray(cv2.getPerspectiveTransform(corners, flat), dtype=np.float64), wide, high


def _shape(corners: Points, width: int, height: int) -> float:
    """Width over height of the rectangle that is seen with these corners by a camera aimed at the middle.

    The two directions in which the edges vanish are at right angles, which gives the lens' focal length; where
    they hardly vanish it cannot be told, and a phone's usual one is taken. (After Zhang and He, "Whiteboard
    scanning and image enhancement".)
    """
    middle = np.array([width / 2, height / 2])
    top_left, top_right, bottom_right, bottom_left = (np.array([*(corner - middle), 1.0]) for corner in corners)
    diagonal = np.cross(top_left, bottom_right)
    across = (diagonal @ bottom_left) / (np.cross(top_right, bottom_right) @ bottom_left) * top_right - top_left
    down = (diagonal @ top_right) / (np.cross(bottom_left, bottom_right) @ top_right) * bottom_left - top_left
    usual = _USUAL_FOCUS * max(width, height)
    depth = across[2] * down[2]
    square = -float(across[:2] @ down[:2]) / depth if abs(depth) > _LEAST_VANISHING else 0.0
    focus = np.sqrt(square) if square > 0 else usual
    if not _NEAREST_FOCUS * usual < focus < _FARTHEST_FOCUS * usual:
        focus = usual
    lens = np.array([1 / focus, 1 / focus, 1.0])
    return float(np.linalg.norm(across * lens) / np.linalg.norm(down * lens))


def _usual(shape: float) -> float:
    """The usual shape that this one comes close to, or the shape itself."""
    known = [side for usual in _USUAL_SHAPES for side in (usual, 1 / usual)]
    nearest = min(known, key=lambda each: abs(np.log(each / shape)))
    return nearest if abs(np.log(nearest / shape)) < _NEAR_USUAL else shape
