"""The text engine: what it is asked and what it answers.

Two adapters give the same values: ``ocr_embedded`` holds Tesseract in this process and keeps its model between
pages, ``ocr_program`` calls the installed program where the package cannot be imported. One engine belongs to
one thread.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final, Protocol

from counter_app.domain.errors import NotFound
from counter_app.domain.pages import Box, Line, Word
from counter_app.scanner.pages.raster import Grey

DIRECTIONS: Final = "osd"


@dataclass(frozen=True, slots=True)
class Recognised:
    """The lines of a page from top to bottom as the engine orders them, and its confidence (0-100)."""

    lines: tuple[Line, ...]
    confidence: float


class Engine(Protocol):
    """One Tesseract. Not to be shared between threads."""

    def recognise(self, page: Grey, dpi: int) -> Recognised:
        """The text of an upright page."""

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
    """A line of normalised words; None when nothing but space was read."""
    kept = tuple(
        Word(text, place, round(sure, 1))
        for raw, place, sure in words
        if (text := unicodedata.normalize("NFC", raw).strip())
    )
    return Line(kept, box, baseline) if kept else None


def check_model(tessdata: Path, model: str) -> None:
    """Raises ``NotFound("ocr_model_missing")`` when the folder lacks the model."""
    if not (tessdata / f"{model}.traineddata").is_file():
        raise NotFound("ocr_model_missing", model=model)
