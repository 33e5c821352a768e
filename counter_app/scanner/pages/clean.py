"""A page as the eye and the archive want it.

Even light on white paper, the colours of stamp and pen as they are, quiet paper that compresses well.
"""

from __future__ import annotations

from typing import Final

import cv2
import numpy as np
import numpy.typing as npt

from counter_app.scanner.pages.raster import (
    MM_PER_INCH,
    Colour,
    Grey,
    Points,
    as_bytes,
    brightest,
    darkest,
    odd,
    percentile,
    pixels,
    resized,
    scaled,
)

# What even, clean paper becomes: just below white, so that white corrections and labels still stand out.
PAPER_LEVEL: Final = 250
_LIGHT_DPI: Final = 25
_STROKES_CLOSED_MM: Final = 5.0
_LIGHT_BLUR_MM: Final = 4.0
_SAMPLE_STEP: Final = 5
_DARKEST_PAPER: Final = 0.42
_PAPER_COLOURFULNESS: Final = 40
_LEAST_TRUST: Final = 0.05
_STEP: Final = 0.06
_ISLAND_SHARE: Final = 0.5


def clean(page: Colour, dpi: float, outline: Points | None = None) -> Colour:
    """The page in even light, its paper smooth and of one colour: the paper's own, as bright as it can be.

    Shadows of the fold and the lid go; dark or colourful areas (photos, solid print) stay as they are.
    Outside the paper's ``outline`` everything becomes paper.
    """
    light = _light(scaled(page, _LIGHT_DPI / dpi))
    even = cv2.divide(page, resized(light, page.shape[1], page.shape[0]), scale=float(PAPER_LEVEL))
    if outline is not None:
        frame = np.array([(0, 0), (page.shape[1], 0), (page.shape[1], page.shape[0]), (0, page.shape[0])])
        ring = [frame.astype(np.int32), np.round(outline).astype(np.int32)]
        cv2.fillPoly(even, ring, (PAPER_LEVEL,) * 3)
    tint = np.median(light.reshape(-1, 3), axis=0)
    return _quiet(as_bytes(even), tint / tint.max())


def _light(coarse: Colour) -> Colour:
    """The paper's own brightness everywhere, also below ink, photos and stamps."""
    reach = odd(pixels(_STROKES_CLOSED_MM, _LIGHT_DPI))
    kernel = cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (reach, reach))
    framed = cv2.copyMakeBorder(coarse, reach, reach, reach, reach, cv2.BORDER_REPLICATE)
    light = cv2.morphologyEx(framed, cv2.MORPH_CLOSE, kernel)[reach:-reach, reach:-reach]
    light = as_bytes(cv2.medianBlur(np.ascontiguousarray(light), 3))
    trusted = _looks_like_paper(light)
    return _filled(light, trusted)


def _looks_like_paper(light: Colour) -> npt.NDArray[np.bool_]:
    bright = brightest(light)
    typical = float(np.percentile(bright, 80))
    colourful = cv2.subtract(bright, darkest(light))
    usual = float(np.median(colourful))
    plain = (bright > _DARKEST_PAPER * typical) & (colourful < usual + _PAPER_COLOURFULNESS)
    return np.asarray(plain & ~_islands(bright))


def _islands(bright: Grey) -> npt.NDArray[np.bool_]:
    """Areas within the page that a sharp step in brightness sets apart: glued photos, printed panels.

    Light falls off smoothly, also into a fold, and what a shadow cuts off lies at the page's edge.
    """
    steps = cv2.morphologyEx(bright, cv2.MORPH_GRADIENT, np.ones((3, 3), np.uint8))
    calm = as_bytes(steps.astype(np.float32) < _STEP * bright)
    count, labels, shapes, _ = cv2.connectedComponentsWithStats(calm, connectivity=4)
    height, width = bright.shape
    left, top = shapes[:, cv2.CC_STAT_LEFT], shapes[:, cv2.CC_STAT_TOP]
    right, bottom = left + shapes[:, cv2.CC_STAT_WIDTH], top + shapes[:, cv2.CC_STAT_HEIGHT]
    inside = (left > 0) & (top > 0) & (right < width) & (bottom < height)
    inside &= shapes[:, cv2.CC_STAT_AREA] < _ISLAND_SHARE * bright.size
    inside[0] = False
    apart = as_bytes(inside[labels]) if count > 1 else np.zeros_like(calm)
    # The step itself belongs to the island.
    return np.asarray(cv2.dilate(apart, np.ones((5, 5), np.uint8)) > 0)


def _filled(light: Colour, trusted: npt.NDArray[np.bool_]) -> Colour:
    """Untrusted places get what the trusted ones around them have, and everything is smoothed."""
    if not trusted.any():
        return np.full_like(light, PAPER_LEVEL)
    height, width = trusted.shape
    weight = trusted.astype(np.float32)
    values = light.astype(np.float32) * weight[:, :, None]
    filled = np.zeros_like(values)
    missing = np.ones(trusted.shape, dtype=bool)
    sigma = _LIGHT_BLUR_MM * _LIGHT_DPI / MM_PER_INCH
    while missing.any() and sigma < max(weight.shape):
        near = cv2.GaussianBlur(weight, (0, 0), sigma)
        spread = cv2.GaussianBlur(values, (0, 0), sigma)
        if near.shape != missing.shape:
            near, spread = cv2.resize(near, (width, height)), cv2.resize(spread, (width, height))
        found = missing & (near > _LEAST_TRUST)
        filled[found] = spread[found] / near[found][:, None]
        missing &= ~found
        # Twice the reach: the same blur of a picture of half the size.
        half = (max(1, weight.shape[1] // 2), max(1, weight.shape[0] // 2))
        weight = np.asarray(cv2.resize(weight, half, interpolation=cv2.INTER_AREA), np.float32)
        values = np.asarray(cv2.resize(values, half, interpolation=cv2.INTER_AREA), np.float32)
    filled[missing] = values.sum(axis=(0, 1)) / weight.sum()
    return as_bytes(np.clip(filled, 1, 255))


def _quiet(even: Colour, tint: npt.NDArray[np.float64]) -> Colour:
    """Noise of the paper smoothed to one level; ink and anything as dark as a pencil's line stays."""
    start, end = _quiet_range(even)
    levels = np.arange(256, dtype=np.float32)
    up = np.clip((levels - start) / max(end - start, 1.0), 0.0, 1.0)
    table = np.minimum(levels, PAPER_LEVEL) * (1 - up) + PAPER_LEVEL * up
    tinted = (table[:, None] * tint).round().astype(np.uint8)
    return as_bytes(cv2.LUT(even, tinted.reshape(1, 256, 3)))


def _quiet_range(even: Colour) -> tuple[float, float]:
    """From where levels bend up to paper, and from where they are paper: by the noise that this page has."""
    sample = darkest(np.ascontiguousarray(even[::_SAMPLE_STEP, ::_SAMPLE_STEP]))
    paper = sample[sample > PAPER_LEVEL * 0.8]
    noise = (
        percentile(as_bytes(np.maximum(paper, PAPER_LEVEL) - np.minimum(paper, PAPER_LEVEL)), 68)
        if paper.size
        else 0.0
    )
    end = PAPER_LEVEL - float(np.clip(3.0 * noise, 6.0, 30.0))
    return end - 30.0, end
