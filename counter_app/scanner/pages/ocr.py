"""The text engine: what it is asked and what it answers.

Two adapters give the same values: ``ocr_embedded`` holds Tesseract in this process and keeps its model between
pages, ``ocr_program`` calls the installed program where the package cannot be imported. One engine belongs to
one thread.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final, Protocol

import numpy as np

from counter_app.domain.errors import NotFound
from counter_app.domain.pages import Box, Line, Word
from counter_app.scanner.pages.raster import Grey

DIRECTIONS: Final = "osd"
# Signs that the model knows and no Vietnamese paper has: the engine takes letters of worn print for them.
NEVER_PRINTED: Final = "§⁄œŒæÆøØßðÐþÞłŁ†‡ŠšƒžŽŸÿ€£¥¢©®¬¦¡¿«»‹›ˆ¤¶ªºµ¹²³¼½¾~|\\_^`{}<>"
# A line so much higher than wide is no line: the engine takes a column of single digits for upended text.
_UPENDED: Final = 2.5
_SCRATCHES: Final = "_|~`\\¦‹›«»ˆ¬¡"
_LONE_SIGNS: Final = frozenset('-–/&+%=:;()"“”…')
_SURE_OF_SIGN: Final = 50.0
_BLOCK_RIM_PX: Final = 12
_PAPER: Final = 255
_DOTTED_END: Final = re.compile(r"\.{2,}$")


@dataclass(frozen=True, slots=True)
class Recognised:
    """The lines of a page from top to bottom as the engine orders them, and its confidence (0-100)."""

    lines: tuple[Line, ...]
    confidence: float


class Engine(Protocol):
    """One Tesseract. Not to be shared between threads."""

    def recognise(self, page: Grey, dpi: int) -> Recognised:
        """The text of an upright page."""

    def recognise_block(self, page: Grey, block: Box, dpi: int) -> Recognised:
        """The text of one column within the page, placed on the page; every line in it counts."""

    def turned_deg(self, page: Grey, dpi: int) -> int | None:
        """How far the page lies turned clockwise (0, 90, 180, 270); None when there is too little text."""


def mean_confidence(lines: Sequence[Line]) -> float:
    """Of all letters, each as sure as its word."""
    weights = [(len(word.text), word.confidence) for line in lines for word in line.words]
    letters = sum(length for length, _ in weights)
    return sum(length * sure for length, sure in weights) / letters if letters else 0.0


def make_line(
    words: Sequence[tuple[str, Box, float]], box: Box, baseline: tuple[int, int, int, int]
) -> Line | None:
    """A line of normalised words; None when nothing was read but space and scratches.

    Pages come upright, so a line from top to bottom is dropped as well.
    """
    kept = tuple(
        Word(text, place, round(sure, 1)) for raw, place, sure in words if (text := tidy(raw, sure)) != ""
    )
    upended = len(words) > 1 and box.height > _UPENDED * box.width
    return Line(kept, box, baseline) if kept and not upended else None


def tidy(raw: str, sure: float) -> str:
    """The word in NFC without what the engine makes of scratches and rules; may be empty.

    No paper has these signs at the ends of words, and a sign alone is one only when the engine is sure of it.
    """
    text = unicodedata.normalize("NFC", raw).strip().strip(_SCRATCHES)
    text = _DOTTED_END.sub(".", text)
    if any(letter.isalnum() for letter in text):
        return text
    return text if text in _LONE_SIGNS and sure >= _SURE_OF_SIGN else ""


def check_model(tessdata: Path, model: str) -> None:
    """Raises ``NotFound("ocr_model_missing")`` when the folder lacks the model."""
    if not (tessdata / f"{model}.traineddata").is_file():
        raise NotFound("ocr_model_missing", model=model)


def cut_out(page: Grey, block: Box) -> Grey:
    """The block's pixels with paper around them: the engine misses print that touches the picture's edge."""
    rim = _BLOCK_RIM_PX
    inside = page[block.top : block.top + block.height, block.left : block.left + block.width]
    return np.pad(inside, rim, constant_values=_PAPER)


def placed(found: Recognised, block: Box) -> Recognised:
    """What was found in ``cut_out(page, block)``, where it stands on the page."""
    right, down = block.left - _BLOCK_RIM_PX, block.top - _BLOCK_RIM_PX
    return replace(found, lines=tuple(_moved(line, right, down) for line in found.lines))


def grown(lines: Sequence[Line], factor: float) -> tuple[Line, ...]:
    """The lines where they stand on a picture that is ``factor`` times as large."""
    return tuple(lines) if factor == 1.0 else tuple(_grown(line, factor) for line in lines)


def _grown(line: Line, factor: float) -> Line:
    words = tuple(replace(word, box=_grown_box(word.box, factor)) for word in line.words)
    x0, y0, x1, y1 = (round(place * factor) for place in line.baseline)
    return Line(words, _grown_box(line.box, factor), (x0, y0, x1, y1))


def _grown_box(box: Box, factor: float) -> Box:
    left, top = round(box.left * factor), round(box.top * factor)
    right, bottom = round((box.left + box.width) * factor), round((box.top + box.height) * factor)
    return Box(left, top, right - left, bottom - top)


def _moved(line: Line, right: int, down: int) -> Line:
    words = tuple(replace(word, box=_moved_box(word.box, right, down)) for word in line.words)
    x0, y0, x1, y1 = line.baseline
    return Line(words, _moved_box(line.box, right, down), (x0 + right, y0 + down, x1 + right, y1 + down))


def _moved_box(box: Box, right: int, down: int) -> Box:
    return replace(box, left=box.left + right, top=box.top + down)
