"""What a clerk can still mend while the citizen is at the window."""

from __future__ import annotations

from typing import Final

import cv2
import numpy as np

from counter_app.domain.pages import Finding, FindingKind, Line
from counter_app.scanner.pages.geometry import Survey
from counter_app.scanner.pages.ink import Ink
from counter_app.scanner.pages.raster import MM_PER_INCH, Colour, brightest, percentile, pixels

LEAST_DPI: Final = 200
LEAST_BRIGHTNESS: Final = 0.35
MOST_SKEW_DEG: Final = 8.0
LEAST_SHARPNESS: Final = 0.2
LEAST_CONFIDENCE: Final = 60.0
MOST_CUT_MM: Final = 6.0
MOST_FLAT_SHARE: Final = 0.02
_LEAST_DEPTH: Final = 60
_LEAST_STEPS: Final = 200
_EVERY: Final = 4
_STRONG: Final = 0.1
_OF_STRONG: Final = 0.95
_RIM_MM: Final = 0.6
_LEAST_GLYPHS: Final = 12
_READ_SHARE: Final = 0.2
_LEAST_UNEVEN: Final = 0.5


def scan_findings(survey: Survey, ink: Ink, dpi: int, sharpness: float | None) -> list[Finding]:
    """Findings about how the paper was scanned."""
    found: list[Finding] = []
    if dpi < LEAST_DPI:
        found.append(Finding(FindingKind.LOW_RESOLUTION, dpi, LEAST_DPI))
    if sharpness is not None and sharpness < LEAST_SHARPNESS:
        found.append(Finding(FindingKind.BLURRED, round(sharpness, 3), LEAST_SHARPNESS))
    brightness = _brightness(survey)
    if brightness < LEAST_BRIGHTNESS:
        found.append(Finding(FindingKind.TOO_DARK, round(brightness, 2), LEAST_BRIGHTNESS))
    cut = _cut_mm(ink, survey.dpi)
    if cut > MOST_CUT_MM:
        found.append(Finding(FindingKind.CUT_OFF, round(cut, 1), MOST_CUT_MM))
    return found


def reading_findings(lines: tuple[Line, ...], confidence: float, glyph_count: int) -> list[Finding]:
    """The finding that there is print here which could not be read."""
    letters = sum(len(word.text) for line in lines for word in line.words)
    if glyph_count < _LEAST_GLYPHS:
        return []
    if letters < glyph_count * _READ_SHARE:
        return [Finding(FindingKind.UNREAD, 0.0, LEAST_CONFIDENCE)]
    if confidence < LEAST_CONFIDENCE:
        return [Finding(FindingKind.UNREAD, round(confidence, 1), LEAST_CONFIDENCE)]
    return []


def flat_end_finding(page: Colour) -> Finding | None:
    """The finding that the picture breaks off: decoders fill what is missing with one even colour.

    Real paper is never even to the last digit, so a strip of equal rows at the end of an otherwise noisy
    picture was not scanned.
    """
    green = page[:, :, 1]
    if green[-1].max() != green[-1].min():
        return None
    uneven = green.max(axis=1) != green.min(axis=1)
    if float(uneven.mean()) < _LEAST_UNEVEN:
        return None
    flat = len(uneven) - int(np.nonzero(uneven)[0][-1]) - 1
    share = flat / len(uneven)
    if share <= MOST_FLAT_SHARE:
        return None
    return Finding(FindingKind.TRUNCATED, round(share, 3), MOST_FLAT_SHARE)


def sharpness_of(page: Colour, dpi: float) -> float | None:
    """How much of the step from paper to ink happens within 1/200 inch, at the letters' edges; 1 is ideal.

    None where there is too little ink to tell.
    """
    step = max(1, round(dpi / LEAST_DPI))
    rows = np.ascontiguousarray(page[::_EVERY, :, 1])
    steps = cv2.absdiff(rows[:, step:], rows[:, :-step])
    counts = np.bincount(steps.ravel(), minlength=256)
    depth = int(rows.max()) - int(rows.min())
    if depth < _LEAST_DEPTH:
        return None
    strong = counts[round(depth * _STRONG) :]
    if int(strong.sum()) < _LEAST_STEPS:
        return None
    reached = np.searchsorted(np.cumsum(strong), _OF_STRONG * strong.sum())
    return float(round(depth * _STRONG) + int(reached)) / depth


def _brightness(survey: Survey) -> float:
    bright = brightest(survey.look)
    on_paper = survey.on_paper(_RIM_MM)
    paper = bright[on_paper > 0] if on_paper is not None else bright
    return percentile(paper, 75) / 255 if paper.size else 0.0


def _cut_mm(ink: Ink, dpi: float) -> float:
    """How many millimetres of the picture's edge run through letters.

    What touches the edge without reaching in is no letter but a sliver of the bed beside slanted paper.
    """
    if ink.glyph_count < _LEAST_GLYPHS:
        return 0.0
    rim = pixels(_RIM_MM, dpi)
    glyphs = ink.glyphs
    sides = (glyphs, glyphs[::-1], glyphs.T, glyphs.T[::-1])
    cut = (side[:rim].max(axis=0) & side[rim : 3 * rim].max(axis=0) for side in sides)
    return max(float((edge > 0).sum()) for edge in cut) * MM_PER_INCH / dpi
