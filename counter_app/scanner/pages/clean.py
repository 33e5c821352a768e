"""A page as the eye wants it and as the reader wants it.

For the eye and the archive: even light on white paper, colours of stamp and pen as they are, quiet paper that
compresses well. For the reader: grey, with the red of stamps gone so that the text under them can be read.
"""

from __future__ import annotations

from typing import Final

import cv2
import numpy as np
import numpy.typing as npt

from counter_app.scanner.pages.raster import (
    Colour,
    Grey,
    Mask,
    as_bytes,
    brightest,
    darkest,
    odd,
    pixels,
    resized,
    scaled,
)

# What even, clean paper becomes: just below white, so that white corrections and labels still stand out.
PAPER_LEVEL: Final = 250
_LIGHT_DPI: Final = 25
_STROKES_CLOSED_MM: Final = 5.0
_LIGHT_BLUR_MM: Final = 4.0
_TINT_KEPT: Final = 0.25
_DARKEST_PAPER: Final = 0.42
_PAPER_COLOURFULNESS: Final = 40
_LEAST_TRUST: Final = 0.05
_RED_LEAD: Final = 40
_STAMP_LEAST_MM: Final = 12.0
_STAMP_GAP_MM: Final = 1.5
_STAMP_DPI: Final = 50


def even_light(page: Colour, dpi: float, on_paper: Mask | None = None) -> Colour:
    """The page divided by the light that fell on it: paper is ``PAPER_LEVEL`` and neutral everywhere.

    Shadows of the fold and the lid go, dark or colourful areas (photos, solid print) stay as they are.
    Outside ``on_paper`` everything is paper.
    """
    light = _light(scaled(page, _LIGHT_DPI / dpi))
    even = cv2.divide(page, resized(light, page.shape[1], page.shape[0]), scale=float(PAPER_LEVEL))
    if on_paper is not None:
        even[on_paper == 0] = PAPER_LEVEL
    return as_bytes(even)


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
    return np.asarray((bright > _DARKEST_PAPER * typical) & (colourful < usual + _PAPER_COLOURFULNESS))


def _filled(light: Colour, trusted: npt.NDArray[np.bool_]) -> Colour:
    """Untrusted places get what the trusted ones around them have, and everything is smoothed."""
    if not trusted.any():
        return np.full_like(light, PAPER_LEVEL)
    weight = trusted.astype(np.float32)
    values = light.astype(np.float32) * weight[:, :, None]
    filled = np.zeros_like(values)
    missing = np.ones(weight.shape, dtype=bool)
    sigma = _LIGHT_BLUR_MM * _LIGHT_DPI / 25.4
    while missing.any():
        near = cv2.GaussianBlur(weight, (0, 0), sigma)
        spread = cv2.GaussianBlur(values, (0, 0), sigma)
        found = missing & (near > _LEAST_TRUST)
        filled[found] = spread[found] / near[found][:, None]
        missing &= ~found
        sigma *= 2
    return as_bytes(np.clip(filled, 1, 255))


def quiet_paper(even: Colour) -> Colour:
    """Noise of the paper smoothed to one level; ink and anything as dark as a pencil's line stays."""
    start, end = _quiet_range(even)
    levels = np.arange(256, dtype=np.float32)
    up = np.clip((levels - start) / max(end - start, 1.0), 0.0, 1.0)
    table = np.minimum(levels, PAPER_LEVEL) * (1 - up) + PAPER_LEVEL * up
    return as_bytes(cv2.LUT(even, table.round().astype(np.uint8)))


def _quiet_range(even: Colour) -> tuple[float, float]:
    """From where levels bend up to paper, and from where they are paper: by the noise that this page has."""
    sample = darkest(np.ascontiguousarray(even[::3, ::3]))
    paper = sample[sample > PAPER_LEVEL * 0.8]
    noise = float(np.percentile(np.abs(paper.astype(np.int16) - PAPER_LEVEL), 68)) if paper.size else 0.0
    end = PAPER_LEVEL - float(np.clip(3.0 * noise, 6.0, 30.0))
    return end - 30.0, end


def for_reading(even: Colour, dpi: float) -> Grey:
    """Grey for the text engine: red of stamps becomes paper, red text stays ink."""
    grey = as_bytes(cv2.cvtColor(even, cv2.COLOR_BGR2GRAY))
    for left, top, right, bottom in _stamps(even, dpi):
        area = (slice(top, bottom), slice(left, right))
        grey[area] = _without_red(np.ascontiguousarray(even[area]), grey[area])
    return grey


def _without_red(area: Colour, grey: Grey) -> Grey:
    """Where red leads, the red channel shows what lies under the stamp's ink, as bright as the paper."""
    red = area[:, :, 2].astype(np.float32)
    lead = red - cv2.max(area[:, :, 0], area[:, :, 1])
    share = np.clip(lead / _RED_LEAD, 0.0, 1.0)
    # Stamp ink dims even the red channel a little: bring it back to paper.
    lifted = np.clip(red * (1 + 0.25 * share), 0, PAPER_LEVEL)
    return as_bytes(grey * (1 - share) + lifted * share)


def _stamps(even: Colour, dpi: float) -> list[tuple[int, int, int, int]]:
    """Boxes (left, top, right, bottom) around red things that are larger than letters."""
    factor = min(1.0, _STAMP_DPI / dpi)
    look = scaled(even, factor)
    lead = cv2.subtract(look[:, :, 2], cv2.max(look[:, :, 0], look[:, :, 1]))
    red = as_bytes(lead > _RED_LEAD // 2)
    look_dpi = dpi * factor
    gap = odd(pixels(_STAMP_GAP_MM, look_dpi))
    joined = cv2.morphologyEx(red, cv2.MORPH_CLOSE, np.ones((gap, gap), np.uint8))
    _, _, boxes, _ = cv2.connectedComponentsWithStats(joined, connectivity=8)
    least = pixels(_STAMP_LEAST_MM, look_dpi)
    rim = gap
    return [
        (
            max(0, int((left - rim) / factor)),
            max(0, int((top - rim) / factor)),
            min(even.shape[1], int((left + width + rim) / factor)),
            min(even.shape[0], int((top + height + rim) / factor)),
        )
        for left, top, width, height, _ in boxes[1:]
        if width >= least and height >= least
    ]
