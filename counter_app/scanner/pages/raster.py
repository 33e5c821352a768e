"""The pixel types of the page pipeline and the arithmetic between millimetres and pixels.

Every image is a C-contiguous ``uint8`` array: ``Colour`` is height x width x 3 in OpenCV's order blue, green,
red; ``Grey`` and ``Mask`` are height x width, a mask holding 0 or 255. A ``Matrix`` is a 3 x 3 homography that
takes (x, y) of one image to (x, y) of another.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, TypeAlias

import cv2
import numpy as np
import numpy.typing as npt

Colour: TypeAlias = npt.NDArray[np.uint8]
Grey: TypeAlias = npt.NDArray[np.uint8]
Mask: TypeAlias = npt.NDArray[np.uint8]
Matrix: TypeAlias = npt.NDArray[np.float64]
Points: TypeAlias = npt.NDArray[np.float32]

MM_PER_INCH: Final = 25.4
A4_SHORT_MM: Final = 210.0
A4_LONG_MM: Final = 297.0

# The survey (paper, ink, angle, direction) is made at this resolution: a full stop still is two pixels wide,
# and the image is a quarter of the smallest lawful scan.
SURVEY_DPI: Final = 100

# One page is one thread's work; OpenCV's own threads would fight the other page readers for the cores.
cv2.setNumThreads(1)


def pixels(millimetres: float, dpi: float) -> int:
    """The length in whole pixels, at least one."""
    return max(1, round(millimetres * dpi / MM_PER_INCH))


def odd(length: int) -> int:
    """The next odd length: what kernels and medians need."""
    return length | 1


def as_bytes(image: npt.NDArray[np.generic] | cv2.typing.MatLike) -> npt.NDArray[np.uint8]:
    """OpenCV's result as the array type that the pipeline passes on."""
    return np.ascontiguousarray(image, dtype=np.uint8)


def darkest(image: Colour) -> Grey:
    """The smallest of the three colours: pen and print of any colour are dark here."""
    return as_bytes(cv2.min(cv2.min(image[:, :, 0], image[:, :, 1]), image[:, :, 2]))


def brightest(image: Colour) -> Grey:
    """The largest of the three colours: coloured things are light here."""
    return as_bytes(cv2.max(cv2.max(image[:, :, 0], image[:, :, 1]), image[:, :, 2]))


def thinned(image: npt.NDArray[np.uint8], step: int) -> npt.NDArray[np.uint8]:
    """Every ``step`` x ``step`` pixels averaged to one; a rest at the right and the bottom is left out.

    Whole steps are ten times as fast as any other factor.
    """
    width, height = image.shape[1] // step, image.shape[0] // step
    if step <= 1 or not width or not height:
        return image
    whole = image[: height * step, : width * step]
    return as_bytes(cv2.resize(whole, (width, height), interpolation=cv2.INTER_AREA))


def scaled(image: npt.NDArray[np.uint8], factor: float) -> npt.NDArray[np.uint8]:
    """Smaller by averaging, or the same image when it would grow.

    What whole steps leave to be done is less than half: there interpolating misses no pixel, and it takes a sixth
    of averaging's time.
    """
    if factor >= 1.0:
        return image
    width = max(1, round(image.shape[1] * factor))
    height = max(1, round(image.shape[0] * factor))
    near = thinned(image, int(1 / factor))
    return as_bytes(cv2.resize(near, (width, height), interpolation=cv2.INTER_LINEAR))


def resized(image: npt.NDArray[np.uint8], width: int, height: int) -> npt.NDArray[np.uint8]:
    """Exactly this size, by linear interpolation."""
    return as_bytes(cv2.resize(image, (width, height), interpolation=cv2.INTER_LINEAR))


@dataclass(frozen=True, slots=True)
class Shapes:
    """The connected parts of a mask: ``labels`` says which part a pixel belongs to, 0 is none.

    ``boxes`` has a row for each label: left, top, width, height, area in pixels; ``centres`` across and down.
    """

    labels: npt.NDArray[np.uint16] | npt.NDArray[np.int32]
    boxes: npt.NDArray[np.int32]
    centres: npt.NDArray[np.float64]


def shapes_of(mask: Mask) -> Shapes:
    """The connected parts, pixels that touch at a corner included.

    Short labels take a third of the time; where a mask could have more parts than they can count, long ones.
    """
    above = np.zeros_like(mask)
    above[1:] = cv2.dilate(mask, np.ones((1, 3), np.uint8))[:-1]
    above[:, 1:] |= mask[:, :-1]
    # A part's first pixel has no other of the mask to its left or above it, and neither has any other label's.
    firsts = cv2.countNonZero(mask) - cv2.countNonZero(cv2.bitwise_and(mask, above))
    kind = cv2.CV_16U if firsts < np.iinfo(np.uint16).max else cv2.CV_32S
    _, labels, boxes, centres = cv2.connectedComponentsWithStats(mask, connectivity=8, ltype=kind)
    return Shapes(labels, np.asarray(boxes, dtype=np.int32), np.asarray(centres))  # type: ignore[arg-type]


def percentile(grey: Grey, share: float) -> float:
    """The level that ``share`` percent of the pixels do not exceed."""
    counts = np.cumsum(cv2.calcHist([grey], [0], None, [256], [0, 256]).ravel())
    return float(np.searchsorted(counts, counts[-1] * share / 100))


def shifting(x: float, y: float) -> Matrix:
    return np.array([[1.0, 0.0, x], [0.0, 1.0, y], [0.0, 0.0, 1.0]])


def scaling(factor_x: float, factor_y: float) -> Matrix:
    return np.diag([factor_x, factor_y, 1.0])


def turning(degrees: float) -> Matrix:
    """Clockwise on the screen, about the origin."""
    angle = np.deg2rad(degrees)
    cos, sin = float(np.cos(angle)), float(np.sin(angle))
    return np.array([[cos, -sin, 0.0], [sin, cos, 0.0], [0.0, 0.0, 1.0]])


def quarter_turned_back(width: int, height: int, clockwise_deg: int) -> Matrix:
    """Takes points of a ``width`` x ``height`` image to the image turned back by ``clockwise_deg``."""
    match clockwise_deg % 360:
        case 90:
            return np.array([[0.0, 1.0, 0.0], [-1.0, 0.0, float(width)], [0.0, 0.0, 1.0]])
        case 180:
            return np.array([[-1.0, 0.0, float(width)], [0.0, -1.0, float(height)], [0.0, 0.0, 1.0]])
        case 270:
            return np.array([[0.0, -1.0, float(height)], [1.0, 0.0, 0.0], [0.0, 0.0, 1.0]])
        case _:
            return np.eye(3)


def moved(points: Points, matrix: Matrix) -> Points:
    """The points (n x 2) where the matrix takes them."""
    across = np.column_stack([points.astype(np.float64), np.ones(len(points))]) @ matrix.T
    return np.asarray(across[:, :2] / across[:, 2:3], dtype=np.float32)
