"""Tesseract inside this process.

The model is loaded once and stays; a page costs no start-up. The interpreter's lock is released while a page
is read, so that two threads with an engine each use two cores. The bundled library has no OpenMP, whose
threads would fight over the cores.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import tesserocr
from typing_extensions import override

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

# The image library under the engine complains about every odd box on standard error.
tesserocr.set_leptonica_log_level(tesserocr.LeptLogLevel.NONE)


class EmbeddedEngine(Engine):
    """The engine through tesserocr."""

    def __init__(self, tessdata: Path, language: str) -> None:
        check_model(tessdata, language)
        self._tessdata = tessdata
        self._reader = _api(tessdata, language, tesserocr.PSM.AUTO)
        self._direction_finder: Any = None

    @override
    def recognise(self, page: Grey, dpi: int) -> Recognised:
        _show(self._reader, page, dpi)
        try:
            self._reader.Recognize()
            lines = _lines(self._reader)
        finally:
            self._reader.Clear()
        return Recognised(lines, mean_confidence(lines))

    @override
    def recognise_block(self, page: Grey, block: Box, dpi: int) -> Recognised:
        self._reader.SetPageSegMode(tesserocr.PSM.SINGLE_BLOCK)
        try:
            found = self.recognise(cut_out(page, block), dpi)
        finally:
            self._reader.SetPageSegMode(tesserocr.PSM.AUTO)
        return placed(found, block)

    @override
    def turned_deg(self, page: Grey, dpi: int) -> int | None:
        if self._direction_finder is None:
            check_model(self._tessdata, DIRECTIONS)
            self._direction_finder = _api(self._tessdata, DIRECTIONS, tesserocr.PSM.OSD_ONLY)
        _show(self._direction_finder, page, dpi)
        try:
            found = self._direction_finder.DetectOrientationScript()
        finally:
            self._direction_finder.Clear()
        return int(found["orient_deg"]) if found else None


def _api(tessdata: Path, model: str, mode: int) -> Any:  # noqa: ANN401 - the package has no types
    # The library joins folder and file by itself and needs the slash.
    api = tesserocr.PyTessBaseAPI(path=f"{tessdata}/", lang=model, psm=mode)
    api.SetVariable("tessedit_char_blacklist", NEVER_PRINTED)
    # A line that makes little sense would be read once more as white on black, and believed.
    api.SetVariable("tessedit_do_invert", "0")
    return api


def _show(api: Any, page: Grey, dpi: int) -> None:  # noqa: ANN401
    height, width = page.shape
    api.SetImageBytes(page.tobytes(), width, height, 1, width)
    api.SetSourceResolution(dpi)


def _lines(api: Any) -> tuple[Line, ...]:  # noqa: ANN401
    at = api.GetIterator()
    if at is None:
        return ()
    level = tesserocr.RIL
    lines: list[Line] = []
    words: list[tuple[str, Box, float]] = []
    while True:
        if not at.Empty(level.WORD):
            words.append((at.GetUTF8Text(level.WORD), _box(at.BoundingBox(level.WORD)), at.Confidence(level.WORD)))
        if words and at.IsAtFinalElement(level.TEXTLINE, level.WORD):
            whole = at.BoundingBox(level.TEXTLINE)
            (x0, y0), (x1, y1) = at.Baseline(level.TEXTLINE) or ((whole[0], whole[3]), (whole[2], whole[3]))
            line = make_line(words, _box(whole), (x0, y0, x1, y1))
            lines += [line] if line else []
            words = []
        if not at.Next(level.WORD):
            return tuple(lines)


def _box(corners: tuple[int, int, int, int]) -> Box:
    left, top, right, bottom = corners
    return Box(left, top, right - left, bottom - top)
