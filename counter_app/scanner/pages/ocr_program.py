"""Tesseract as an installed program, one call per page."""

from __future__ import annotations

import os
import re
import shlex
from html.parser import HTMLParser
from pathlib import Path
from typing import Final

import pytesseract
from PIL import Image
from typing_extensions import override

from counter_app.domain.errors import NotFound
from counter_app.domain.pages import Box, Line
from counter_app.scanner.pages.ocr import (
    DIRECTIONS,
    NEVER_PRINTED,
    Engine,
    Recognised,
    check_model,
    cut_out,
    make_line,
    mean_confidence,
    placed,
)
from counter_app.scanner.pages.raster import Grey

# The program's threads would fight the other page readers for the cores: five times the time was measured.
_ONE_THREAD: Final = "OMP_THREAD_LIMIT"
_LINE_CLASSES: Final = frozenset({"ocr_line", "ocr_header", "ocr_caption", "ocr_textfloat"})
_WHOLE_PAGE: Final = 3
_ONE_BLOCK: Final = 6
_WORD_CLASS: Final = "ocrx_word"
_BOX: Final = re.compile(r"bbox (-?\d+) (-?\d+) (-?\d+) (-?\d+)")
_BASELINE: Final = re.compile(r"baseline (-?[\d.]+) (-?[\d.]+)")
_SURE: Final = re.compile(r"x_wconf (-?[\d.]+)")
_ORIENTATION: Final = re.compile(r"Orientation in degrees: (\d+)")


class ProgramEngine(Engine):
    """The engine through pytesseract."""

    def __init__(self, tessdata: Path, language: str) -> None:
        check_model(tessdata, language)
        self._tessdata = tessdata
        self._language = language
        os.environ.setdefault(_ONE_THREAD, "1")  # noqa: TID251 - the only way to tell the program

    @override
    def recognise(self, page: Grey, dpi: int) -> Recognised:
        return self._recognised(page, dpi, _WHOLE_PAGE)

    @override
    def recognise_block(self, page: Grey, block: Box, dpi: int) -> Recognised:
        return placed(self._recognised(cut_out(page, block), dpi, _ONE_BLOCK), block)

    def _recognised(self, page: Grey, dpi: int, mode: int) -> Recognised:
        never = shlex.quote(f"tessedit_char_blacklist={NEVER_PRINTED}")
        options = f"{self._models()} --dpi {dpi} --psm {mode} -c {never} -c tessedit_do_invert=0"
        try:
            told = pytesseract.image_to_pdf_or_hocr(
                Image.fromarray(page), lang=self._language, config=options, extension="hocr"
            )
        except pytesseract.TesseractNotFoundError as error:
            raise NotFound("ocr_program_missing") from error
        lines = read_hocr(bytes(told).decode("utf-8"))
        return Recognised(lines, mean_confidence(lines))

    @override
    def turned_deg(self, page: Grey, dpi: int) -> int | None:
        check_model(self._tessdata, DIRECTIONS)
        try:
            told = pytesseract.image_to_osd(Image.fromarray(page), config=f"{self._models()} --dpi {dpi}")
        except pytesseract.TesseractError:
            return None  # the program's way to say: too few letters
        angle = _ORIENTATION.search(str(told))
        return int(angle.group(1)) if angle else None

    def _models(self) -> str:
        return f"--tessdata-dir {shlex.quote(str(self._tessdata))}"


def read_hocr(document: str) -> tuple[Line, ...]:
    """The lines of an hOCR document as Tesseract writes it."""
    reader = _HocrReader()
    reader.feed(document)
    reader.close()
    return tuple(reader.lines)


class _HocrReader(HTMLParser):
    """Collects words until the next line begins."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.lines: list[Line] = []
        self._line_title = ""
        self._words: list[tuple[str, Box, float]] = []
        self._word_title = ""
        self._letters: list[str] = []

    @override
    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        of = dict(attrs)
        kind, title = of.get("class") or "", of.get("title") or ""
        if kind in _LINE_CLASSES:
            self._end_line()
            self._line_title = title
        elif kind == _WORD_CLASS:
            self._end_word()
            self._word_title = title

    @override
    def handle_data(self, data: str) -> None:
        if self._word_title:
            self._letters.append(data)

    @override
    def handle_endtag(self, tag: str) -> None:
        if tag == "span":
            self._end_word()

    @override
    def close(self) -> None:
        super().close()
        self._end_line()

    def _end_word(self) -> None:
        if self._word_title:
            sure = _SURE.search(self._word_title)
            text = "".join(self._letters)
            self._words.append((text, _box(self._word_title), float(sure.group(1)) if sure else 0.0))
        self._word_title, self._letters = "", []

    def _end_line(self) -> None:
        self._end_word()
        if self._words:
            box = _box(self._line_title)
            line = make_line(self._words, box, _baseline(self._line_title, box))
            self.lines += [line] if line else []
        self._words = []


def _box(title: str) -> Box:
    found = _BOX.search(title)
    left, top, right, bottom = (int(edge) for edge in found.groups()) if found else (0, 0, 0, 0)
    return Box(left, top, right - left, bottom - top)


def _baseline(title: str, box: Box) -> tuple[int, int, int, int]:
    """HOCR gives slope and offset from the box's lower left corner."""
    found = _BASELINE.search(title)
    slope, offset = (float(part) for part in found.groups()) if found else (0.0, 0.0)
    bottom = box.top + box.height + offset
    return (box.left, round(bottom), box.left + box.width, round(bottom + slope * box.width))
