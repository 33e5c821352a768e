"""The invisible text of a scanned page: what was read, laid exactly over where it stands on the image.

One font size and one baseline per line, words placed by horizontal scaling: readers then keep a line
together (with a size per word they cut it into pieces). A space follows every word but the last, stretched
over the gap, so that copying and searching find whole sentences.
"""

from __future__ import annotations

import math
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from statistics import median

from counter_app.documents.glyphless import ADVANCE, UNITS_PER_EM
from counter_app.domain.pages import Box, Line

_LETTER_WIDTH = ADVANCE / UNITS_PER_EM
_SMALLEST_SIZE = 1.0
_NARROWEST = 0.25
_LEVEL_WITHIN_RAD = math.radians(3)
_UNREADABLE = "\N{REPLACEMENT CHARACTER}"


@dataclass(frozen=True, slots=True)
class Alphabet:
    """The characters of one file, each with the two-byte code that the text layer shows it by."""

    codes: dict[str, int]

    @classmethod
    def of(cls, lines: Iterable[Line]) -> Alphabet:
        """Codes count from 1 in the order of Unicode, so that equal text gives equal bytes."""
        used = {letter for line in lines for word in line.words for letter in shown(word.text)} | {" "}
        return cls({letter: code for code, letter in enumerate(sorted(used), start=1)})

    def encode(self, text: str) -> bytes:
        return b"".join(self.codes[letter].to_bytes(2, "big") for letter in text)


def shown(text: str) -> str:
    """The text as it goes into the layer: NFC, without line breaks and other control characters."""
    composed = unicodedata.normalize("NFC", text)
    return "".join(_UNREADABLE if unicodedata.category(letter) in {"Cc", "Cs"} else letter for letter in composed)


def text_operators(
    lines: Sequence[Line], alphabet: Alphabet, *, page_height: int, points_per_pixel: float
) -> bytes:
    """Content stream operators that show ``lines`` in rendering mode 3, in points from the bottom left."""
    shows = [
        _line_operators(line, alphabet, page_height=page_height, scale=points_per_pixel)
        for line in lines
        if any(shown(word.text) for word in line.words)
    ]
    if not shows:
        return b""
    return b"\n".join([b"BT 3 Tr", *shows, b"ET"]) + b"\n"


@dataclass(frozen=True, slots=True)
class _Baseline:
    """Where a line of text stands, in pixels from the top left, and the way it runs."""

    x: float
    y: float
    cosine: float
    sine: float

    @classmethod
    def of(cls, line: Line) -> _Baseline:
        x0, y0, x1, y1 = line.baseline
        angle = math.atan2(y0 - y1, x1 - x0)
        if abs(angle) <= _LEVEL_WITHIN_RAD:
            # A slope of a degree or two is what is left of the skew; readers break lines that are not level.
            return cls(x0, (y0 + y1) / 2, 1.0, 0.0)
        return cls(x0, y0, math.cos(angle), math.sin(angle))

    def span(self, box: Box) -> tuple[float, float]:
        """Where the box begins and ends along the line."""
        places = [(x - self.x) * self.cosine - (y - self.y) * self.sine for x, y in _corners(box)]
        return min(places), max(places)

    def height(self, box: Box) -> float:
        """How tall the box is across the line."""
        places = [(x - self.x) * self.sine + (y - self.y) * self.cosine for x, y in _corners(box)]
        return max(places) - min(places)

    def point(self, along: float) -> tuple[float, float]:
        return self.x + along * self.cosine, self.y - along * self.sine


def _corners(box: Box) -> list[tuple[int, int]]:
    return [(box.left + dx, box.top + dy) for dx in (0, box.width) for dy in (0, box.height)]


def _line_operators(line: Line, alphabet: Alphabet, *, page_height: int, scale: float) -> bytes:
    words = [word for word in line.words if shown(word.text)]
    baseline = _Baseline.of(line)
    size = max(_SMALLEST_SIZE, median(baseline.height(word.box) for word in words) * scale)
    matrix = (baseline.cosine, baseline.sine, -baseline.sine, baseline.cosine)
    turned = " ".join(_number(value, 5) for value in matrix)

    operators = [f"/T {_number(size)} Tf"]
    for word, following in zip(words, [*words[1:], None], strict=True):
        start, end = baseline.span(word.box)
        x, y = baseline.point(start)
        place = f"{_number(x * scale)} {_number((page_height - y) * scale)}"
        operators.append(f"{turned} {place} Tm {_show(shown(word.text), (end - start) * scale, size, alphabet)}")
        if following is not None:
            gap = baseline.span(following.box)[0] - end
            operators.append(_show(" ", gap * scale, size, alphabet))
    return "\n".join(operators).encode("ascii")


def _show(text: str, width: float, size: float, alphabet: Alphabet) -> str:
    """The operators that show ``text`` as wide as it is on the image, by horizontal scaling in percent."""
    stretch = 100 * max(width, _NARROWEST) / (len(text) * size * _LETTER_WIDTH)
    return f"{_number(stretch)} Tz <{alphabet.encode(text).hex()}> Tj"


def _number(value: float, decimals: int = 2) -> str:
    """A PDF number: no exponent, no superfluous digits, never a negative zero."""
    told = f"{value:.{decimals}f}".rstrip("0").rstrip(".")
    return "0" if told in {"-0", ""} else told


def to_unicode(alphabet: Alphabet) -> bytes:
    """The CMap by which a reader turns the codes back into characters."""
    entries = [f"<{code:04x}> <{letter.encode('utf-16-be').hex()}>" for letter, code in alphabet.codes.items()]
    blocks = []
    for start in range(0, len(entries), 100):
        block = entries[start : start + 100]
        blocks += [f"{len(block)} beginbfchar", *block, "endbfchar"]
    return "\n".join([*_CMAP_HEAD, *blocks, *_CMAP_TAIL, ""]).encode("ascii")


_CMAP_HEAD = (
    "/CIDInit /ProcSet findresource begin",
    "12 dict begin",
    "begincmap",
    "/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def",
    "/CMapName /Adobe-Identity-UCS def",
    "/CMapType 2 def",
    "1 begincodespacerange",
    "<0000> <ffff>",
    "endcodespacerange",
)
_CMAP_TAIL = ("endcmap", "CMapName currentdict /CMap defineresource pop", "end", "end")
