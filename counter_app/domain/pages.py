"""What is known about one scanned page: geometry, text with places, findings.

All lengths are pixels of the *cleaned* image (upright, straight, cropped to the paper) unless a name says
otherwise; the origin is the top left corner.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class FindingKind(StrEnum):
    """A thing about a page that a clerk can still mend while the citizen is at the window."""

    BLANK = "blank"
    LOW_RESOLUTION = "low_resolution"
    BLURRED = "blurred"
    CUT_OFF = "cut_off"
    TOO_DARK = "too_dark"
    NOT_STRAIGHT = "not_straight"
    UNREAD = "unread"
    TRUNCATED = "truncated"


@dataclass(frozen=True, slots=True)
class Finding:
    """One quality finding; ``measured`` and ``limit`` are in the unit of the kind (dpi, ratio, degrees)."""

    kind: FindingKind
    measured: float
    limit: float


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle in pixels of the cleaned image."""

    left: int
    top: int
    width: int
    height: int


@dataclass(frozen=True, slots=True)
class Word:
    """One recognised word, NFC, with its place and the engine's confidence (0-100)."""

    text: str
    box: Box
    confidence: float


@dataclass(frozen=True, slots=True)
class Line:
    """One text line. The baseline runs from (x0, y0) to (x1, y1); all words share it and the height."""

    words: tuple[Word, ...]
    box: Box
    baseline: tuple[int, int, int, int]

    @property
    def text(self) -> str:
        return " ".join(word.text for word in self.words)


@dataclass(frozen=True, slots=True)
class Barcode:
    """A QR code or barcode found on the page; ``format`` as zxing names it (``QRCode``, ``Code128``)."""

    format: str
    text: str
    box: Box


@dataclass(frozen=True, slots=True)
class PageReading:
    """Everything that the pipeline learnt about one page.

    ``rotation_deg`` is how far the paper lay turned clockwise (0, 90, 180, 270) and ``skew_deg`` the small
    angle left after that, positive when the text fell to the right; both are already mended in the cleaned
    image. ``text`` is NFC, one line of the page per line.
    """

    width: int
    height: int
    dpi: int
    rotation_deg: int
    skew_deg: float
    blank: bool
    lines: tuple[Line, ...]
    barcodes: tuple[Barcode, ...]
    findings: tuple[Finding, ...]
    confidence: float
    milliseconds: int

    @property
    def text(self) -> str:
        return "\n".join(line.text for line in self.lines)


@dataclass(frozen=True, slots=True)
class ReadPage:
    """What came of a page: ``cleaned`` is the upright, level, cropped page as JPEG at its resolution.

    ``thumbnail`` is a small JPEG for the screen.
    """

    reading: PageReading
    cleaned: bytes
    thumbnail: bytes
