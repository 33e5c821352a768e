"""Where a signature goes: the free paper nearest to a top corner of the first page.

Circular 01/2023/TT-VPCP Art. 8 wants the clerk's mark top left, Decree 30/2020/NĐ-CP the agency's top right. What
is printed, written or stamped on the paper is never covered while there is room for the smallest mark anywhere in
that half; if there is none, the mark goes where it hides least.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from io import BytesIO

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageFilter, UnidentifiedImageError

from counter_app.domain.errors import Damaged
from counter_app.domain.pages import Line

_CELL_MM = 1.0
_EDGE_MM = 4.0
_CLEARANCE_MM = 1.0
_LEFT_SHARE = 0.55
_UPPER_SHARE = 0.5
_SIZES_MM = ((58.0, 12.0), (50.0, 10.0), (44.0, 9.0), (38.0, 8.0))
_FURTHER_FOR_THE_LARGER_MM = 15.0
_CONTRAST = 30
_NEIGHBOURS = 9
_BRIGHT_RANK = _NEIGHBOURS * _NEIGHBOURS * 3 // 4
_DARKEST_PAPER = 0.6
_TALLEST_WORD = 15.0 / _CELL_MM

Occupied = NDArray[np.float64]
Pixels = NDArray[np.uint8]


@dataclass(frozen=True, slots=True)
class Place:
    """A rectangle on the page in millimetres from the top left corner."""

    left: float
    top: float
    width: float
    height: float

    def in_points(
        self, page_width: float, page_height: float, *, turned_deg: int = 0
    ) -> tuple[int, int, int, int]:
        """Left, bottom, right, top in whole points from the bottom left corner, rounded inwards.

        The place is on the page as it is seen; the points and the page's sides are those of the page before it
        is turned clockwise by ``turned_deg``.
        """
        point = 72 / 25.4
        near, down = self.left * point, self.top * point
        far, under = near + self.width * point, down + self.height * point
        match turned_deg:
            case 90:
                edges = (down, near, under, far)
            case 180:
                edges = (page_width - far, down, page_width - near, under)
            case 270:
                edges = (page_width - under, page_height - far, page_width - down, page_height - near)
            case _:
                edges = (near, page_height - under, far, page_height - down)
        left, bottom, right, top = edges
        return math.ceil(left), math.ceil(bottom), math.floor(right), math.floor(top)


def find_place(
    jpeg: bytes, lines: Sequence[Line], *, dpi: float, turned_deg: int = 0, at_right: bool = False
) -> Place:
    """The largest of the customary sizes, nearest to the top left (or right) corner, that covers nothing.

    ``lines`` are in pixels of the image; the place is on the page as it is seen, turned clockwise by
    ``turned_deg``. A larger mark is preferred as long as it does not stand more than a few millimetres further
    from the corner.

    Raises:
        Damaged: The image cannot be read.
    """
    occupied = np.rot90(_occupied(jpeg, lines, dpi), -turned_deg // 90)
    if not at_right:
        return _best(occupied)
    mirrored = _best(np.fliplr(occupied))
    return replace(mirrored, left=occupied.shape[1] * _CELL_MM - mirrored.left - mirrored.width)


def _best(occupied: Occupied) -> Place:
    free = [place for size in _SIZES_MM if (place := _nearest_free(occupied, size)) is not None]
    if not free:
        return _least_covering(occupied, _SIZES_MM[-1])
    nearest = min(map(_distance, free))
    return next(place for place in free if _distance(place) <= nearest + _FURTHER_FOR_THE_LARGER_MM)


def _distance(place: Place) -> float:
    return place.left + place.top


def _occupied(jpeg: bytes, lines: Sequence[Line], dpi: float) -> Occupied:
    """What of each square millimetre is taken: 1 by text that was read, ½ by other ink or no paper, 0 free."""
    grey, width = _grey(jpeg)
    cells_per_pixel = 25.4 / (dpi * _CELL_MM)
    reduced = width / grey.shape[1]
    rows, columns = (max(1, int(side * reduced * cells_per_pixel)) for side in grey.shape)
    darkest = _per_cell(np.minimum, grey, rows, columns)
    paper = np.asarray(
        Image.fromarray(darkest).filter(ImageFilter.RankFilter(_NEIGHBOURS, _BRIGHT_RANK)), dtype=float
    )
    ink = paper - darkest >= _CONTRAST
    no_paper = paper < _DARKEST_PAPER * np.median(paper)
    occupied = np.where(ink | no_paper, 0.5, 0.0)
    for box in (word.box for line in lines for word in line.words):
        if box.height * cells_per_pixel > _TALLEST_WORD:
            continue  # the edge of the paper or a fold, taken for a letter
        top, left = int(box.top * cells_per_pixel), int(box.left * cells_per_pixel)
        bottom = int((box.top + box.height) * cells_per_pixel) + 1
        right = int((box.left + box.width) * cells_per_pixel) + 1
        occupied[max(0, top) : bottom, max(0, left) : right] = 1.0
    return occupied


def _per_cell(choose: np.ufunc, pixels: Pixels, rows: int, columns: int) -> Pixels:
    """One value for each cell of a grid that covers the image."""
    tops = np.linspace(0, pixels.shape[0], rows, endpoint=False).astype(int)
    lefts = np.linspace(0, pixels.shape[1], columns, endpoint=False).astype(int)
    return np.asarray(choose.reduceat(choose.reduceat(pixels, tops, axis=0), lefts, axis=1), dtype=np.uint8)


def _grey(jpeg: bytes) -> tuple[Pixels, int]:
    """The image in grey at about a quarter of its size, and how wide it is in full."""
    try:
        with Image.open(BytesIO(jpeg), formats=["JPEG"]) as image:
            width = image.width
            image.draft("L", (image.width // 4, image.height // 4))
            return np.asarray(image.convert("L")), width
    except (UnidentifiedImageError, OSError) as error:
        raise Damaged("not_an_image") from error


def _covered(occupied: Occupied, size: tuple[float, float]) -> tuple[Occupied, int]:
    """For every allowed top left cell: how much a mark of this size, with its clearance, would cover."""
    clearance = round(_CLEARANCE_MM / _CELL_MM)
    width, height = (int(np.ceil(side / _CELL_MM)) + 2 * clearance for side in size)
    rows, columns = occupied.shape
    region = occupied[: max(height, int(rows * _UPPER_SHARE)), : max(width, int(columns * _LEFT_SHARE))]
    summed = np.pad(region, ((1, 0), (1, 0))).cumsum(axis=0).cumsum(axis=1)
    covered = (
        summed[height:, width:] - summed[:-height, width:] - summed[height:, :-width] + summed[:-height, :-width]
    )
    return covered, clearance


def _nearest_free(occupied: Occupied, size: tuple[float, float]) -> Place | None:
    covered, clearance = _covered(occupied, size)
    edge = round(_EDGE_MM / _CELL_MM) - clearance
    allowed = covered[edge:, edge:]
    tops, lefts = np.nonzero(allowed < 1e-9)  # noqa: PLR2004 - sums of differences are not quite nought
    if not tops.size:
        return None
    best = int(np.argmin(tops + lefts))
    return _place(int(tops[best]) + edge + clearance, int(lefts[best]) + edge + clearance, size)


def _least_covering(occupied: Occupied, size: tuple[float, float]) -> Place:
    covered, clearance = _covered(occupied, size)
    if not covered.size:
        return Place(0.0, 0.0, *size)
    top, left = np.unravel_index(int(np.argmin(covered)), covered.shape)
    return _place(int(top) + clearance, int(left) + clearance, size)


def _place(top: int, left: int, size: tuple[float, float]) -> Place:
    return Place(left * _CELL_MM, top * _CELL_MM, *size)
