"""The angle of the text lines, found where the ink's projection onto the page's edge is sharpest.

Straight lines of text give a projection of peaks and gaps; a degree off and it is mud. The sharpness (sum of
squared steps between neighbouring rows) is searched coarse to fine, on ink points instead of turned images:
an angle costs one multiplication per point.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

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


def slope_of(glyphs: Mask) -> Slope:
    """The slope of the text lines, looked for near level first and then further out."""
    across, down = _points(glyphs)
    if len(across) < _LEAST_POINTS:
        return NO_SLOPE
    near = _searched(across, down, NEAR_DEG)
    if near.is_clear and abs(near.degrees) < NEAR_DEG - _STEPS[0]:
        return near
    far = _searched(across, down, FAR_DEG)
    return far if far.sharpness > near.sharpness else near


def _points(glyphs: Mask) -> tuple[Values, Values]:
    down, across = np.nonzero(glyphs)
    if len(down) > _MOST_POINTS:
        every = np.linspace(0, len(down) - 1, _MOST_POINTS).astype(np.intp)
        down, across = down[every], across[every]
    return across.astype(np.float32), down.astype(np.float32)


def _searched(across: Values, down: Values, reach: float) -> Slope:
    coarse = np.arange(-reach, reach + _STEPS[0] / 2, _STEPS[0])
    few = slice(None, None, max(1, len(across) // _COARSE_POINTS))
    sharp = np.array([_sharpness(across[few], down[few], angle, row_px=2.0) for angle in coarse])
    best = float(coarse[int(sharp.argmax())])
    clearness = float(sharp.max() / max(float(np.median(sharp)), 1e-9))
    top = 0.0
    for step in _STEPS[1:]:
        fine = best + np.arange(-_AROUND, _AROUND + 1) * step
        sharp = np.array([_sharpness(across, down, angle, row_px=1.0) for angle in fine])
        best, top = float(fine[int(sharp.argmax())]), float(sharp.max())
    return Slope(round(best, 2), clearness, top / len(across) ** 2)


def _sharpness(across: Values, down: Values, degrees: float, row_px: float) -> float:
    angle = np.deg2rad(degrees)
    rows = down * np.float32(np.cos(angle) / row_px) - across * np.float32(np.sin(angle) / row_px)
    filled = np.bincount((rows - rows.min()).astype(np.int32))
    steps = np.diff(filled)
    return float(np.dot(steps, steps))
