"""Draws what page tests need: sheets, lines of letters, crooked paper on a dark bed. Everything at 100 dpi."""

from __future__ import annotations

import cv2
import numpy as np
import numpy.typing as npt

Pixels = npt.NDArray[np.uint8]

PAPER = 245
INK = 25


def sheet(width: int = 827, height: int = 1169, level: int = PAPER) -> Pixels:
    """An empty A4 page."""
    return np.full((height, width, 3), level, dtype=np.uint8)


def write(page: Pixels, top: int, left: int = 80, right: int = 740, size: int = 8) -> None:
    """A line of letters that leans as Vietnamese does: strokes and marks above, hardly anything below."""
    chance = np.random.default_rng(top * 7919 + left)
    at = left
    while at < right - size:
        for _ in range(int(chance.integers(2, 7))):
            height = size if chance.random() < 0.6 else round(size * 1.5)
            cv2.rectangle(page, (at, top - height), (at + size // 2, top), (INK,) * 3, 1)
            if chance.random() < 0.35:
                cv2.rectangle(
                    page, (at, top - round(size * 2.1)), (at + size // 2, top - size * 2 + 2), (INK,) * 3, -1
                )
            at += size - 1
            if at >= right - size:
                break
        at += size


def text_page(lines: int = 24) -> Pixels:
    """A page of lines, a third of the width of a sheet left empty at the bottom."""
    page = sheet()
    for number in range(lines):
        write(page, 120 + number * 32, right=740 if number % 4 else 500)
    return page


def turned(page: Pixels, degrees: float, around: int = PAPER) -> Pixels:
    """Clockwise, on the same canvas."""
    height, width = page.shape[:2]
    turn = cv2.getRotationMatrix2D((width / 2, height / 2), -degrees, 1.0)
    return np.asarray(cv2.warpAffine(page, turn, (width, height), borderValue=(around,) * 3), dtype=np.uint8)


def glyphs_of(page: Pixels) -> Pixels:
    """The letters as a mask."""
    return np.asarray((page[:, :, 1] < 128) * 255, dtype=np.uint8)


def on_bed(page: Pixels, degrees: float = 0.0, rim: int = 40, bed: int = 40) -> Pixels:
    """The page on a dark bed."""
    framed = cv2.copyMakeBorder(page, rim, rim, rim, rim, cv2.BORDER_CONSTANT, value=(bed,) * 3)
    return turned(np.asarray(framed, dtype=np.uint8), degrees, around=bed)
