"""The angle of the text lines, found where the ink's projection onto the page's edge is sharpest.

Straight lines of text give a projection of peaks and gaps; a degree off and it is mud. The sharpness (sum of
squared steps between neighbouring rows) is searched coarse to fine, on ink points instead of turned images:
an angle costs one multiplication per point.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import cv2
import numpy as np
import numpy.typing as npt

from counter_app.scanner.pages.raster import Mask

NEAR_DEG: Final = 8.0
FAR_DEG: Final = 22.0
_STEPS: Final = (0.5, 0.1, 0.02)
_AROUND: Final = 6
_COARSE_POINTS: Final = 6_000
_MOST_POINTS: Final = 24_000
_LEAST_POINTS: Final = 40
# Peak over median of the coarse search: text gives 5 and more, noise below 1.8.
CLEAR: Final = 2.2
# Lines one way that are so much sharper than the other way have never been overtaken by looking closer.
_BEYOND_DOUBT: Final = 3.0

Values = npt.NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Slope:
    """``degrees`` is positive when lines fall to the right. ``clearness`` says how much it stands out.

    ``sharpness`` compares directions of the same page: the one along the lines is sharper.
    """

    degrees: float
    clearness: float
    sharpness: float

    @property
    def is_clear(self) -> bool:
        return self.clearness >= CLEAR


NO_SLOPE: Final = Slope(0.0, 0.0, 0.0)


@dataclass(frozen=True, slots=True)
class _Guess:
    """The best of the coarse angles; ``sharpness`` compares only with that of other guesses."""

    degrees: float
    clearness: float
    sharpness: float


def slope_of(glyphs: Mask) -> Slope:
    """The slope of the text lines, looked for near level first and then further out."""
    across, down = _points(glyphs)
    if len(across) < _LEAST_POINTS:
        return NO_SLOPE
    return _slope(across, down, _guess(across, down, NEAR_DEG))


def slopes_of(glyphs: Mask) -> tuple[Slope, Slope]:
    """The slope of lines that run across, and of lines that run down, as on the mask turned anticlockwise.

    Where one way stands out beyond doubt, the other is not measured and given as none.
    """
    across, down = _points(glyphs)
    if len(across) < _LEAST_POINTS:
        return NO_SLOPE, NO_SLOPE
    upended = down, np.float32(glyphs.shape[1] - 1) - across
    level, upright = _guess(across, down, NEAR_DEG), _guess(*upended, NEAR_DEG)
    if level.sharpness > _BEYOND_DOUBT * upright.sharpness:
        slope = _slope(across, down, level)
        if slope.is_clear:
            return slope, NO_SLOPE
    if upright.sharpness > _BEYOND_DOUBT * level.sharpness:
        slope = _slope(*upended, upright)
        if slope.is_clear:
            return NO_SLOPE, slope
    return _slope(across, down, level), _slope(*upended, upright)


def _points(glyphs: Mask) -> tuple[Values, Values]:
    if not glyphs.any():
        return np.zeros(0, np.float32), np.zeros(0, np.float32)
    points = np.asarray(cv2.findNonZero(glyphs)).reshape(-1, 2)
    if len(points) > _MOST_POINTS:
        points = points[np.linspace(0, len(points) - 1, _MOST_POINTS).astype(np.intp)]
    return points[:, 0].astype(np.float32), points[:, 1].astype(np.float32)


def _slope(across: Values, down: Values, guess: _Guess) -> Slope:
    near = _refined(across, down, guess)
    if near.is_clear and abs(near.degrees) < NEAR_DEG - _STEPS[0]:
        return near
    far = _refined(across, down, _guess(across, down, FAR_DEG))
    return far if far.sharpness > near.sharpness else near


def _guess(across: Values, down: Values, reach: float) -> _Guess:
    coarse = np.arange(-reach, reach + _STEPS[0] / 2, _STEPS[0])
    few = slice(None, None, max(1, len(across) // _COARSE_POINTS))
    sharp = np.array([_sharpness(across[few], down[few], angle, row_px=2.0) for angle in coarse])
    best = int(sharp.argmax())
    return _Guess(float(coarse[best]), float(sharp[best] / max(float(np.median(sharp)), 1e-9)), float(sharp[best]))


def _refined(across: Values, down: Values, guess: _Guess) -> Slope:
    best, top = guess.degrees, 0.0
    for step in _STEPS[1:]:
        fine = best + np.arange(-_AROUND, _AROUND + 1) * step
        sharp = np.array([_sharpness(across, down, angle, row_px=1.0) for angle in fine])
        best, top = float(fine[int(sharp.argmax())]), float(sharp.max())
    return Slope(round(best, 2), guess.clearness, top / len(across) ** 2)


def _sharpness(across: Values, down: Values, degrees: float, row_px: float) -> float:
    angle = np.deg2rad(degrees)
    rows = down * np.float32(np.cos(angle) / row_px) - across * np.float32(np.sin(angle) / row_px)
    filled = np.bincount((rows - rows.min()).astype(np.int32))
    steps = np.diff(filled)
    return float(np.dot(steps, steps))
