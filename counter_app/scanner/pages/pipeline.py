"""One page's way: the bytes of a scan in, an upright clean page with its text out.

``clean`` is quick and is done as pages arrive; ``recognise`` takes the time of the text engine and is done
behind. Only the ``CleanPage`` has to be kept between the two. A ``PageReader`` belongs to one thread.
"""

from __future__ import annotations

import math
import time
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

import cv2
import numpy as np

from counter_app.domain.pages import Barcode, Finding, FindingKind, Line, PageReading, ReadPage
from counter_app.scanner.pages.barcodes import Code, find_codes
from counter_app.scanner.pages.blank import blank_finding
from counter_app.scanner.pages.clean import PAPER_LEVEL, clean
from counter_app.scanner.pages.crop import find_paper
from counter_app.scanner.pages.decode import Picture, decode
from counter_app.scanner.pages.engines import engine_for
from counter_app.scanner.pages.geometry import Plan, Survey, laid, moved_box, planned, surveyed
from counter_app.scanner.pages.ink import Ink, find_ink, looks_like_card
from counter_app.scanner.pages.jpeg import page_jpeg, thumbnail_jpeg
from counter_app.scanner.pages.layout import arranged
from counter_app.scanner.pages.leaning import surer_lines
from counter_app.scanner.pages.missed_lines import missed_lines
from counter_app.scanner.pages.ocr import Engine, Recognised, grown
from counter_app.scanner.pages.orient import Lie, lie_as_told, lie_of
from counter_app.scanner.pages.quality import (
    MOST_SKEW_DEG,
    flat_end_finding,
    reading_findings,
    scan_findings,
    sharpness_of,
)
from counter_app.scanner.pages.raster import (
    A4_LONG_MM,
    MM_PER_INCH,
    SURVEY_DPI,
    Colour,
    Grey,
    as_bytes,
    quarter_turned_back,
    scaled,
    thinned,
)
from counter_app.scanner.pages.second_look import overlooked_lines
from counter_app.scanner.pages.tables import Table
from counter_app.scanner.pages.unclutter import print_only

# A page that was read below this is asked which way up it is: pages read head down stay below 50.
_DOUBTFUL: Final = 65.0
_PAPER_RIM_MM: Final = 1.5
_ENOUGH_GLYPHS: Final = 12
# The engine was taught with letters of about this many pixels: larger ones cost time and are read no better.
_LEAST_READ_DPI: Final = 200
_LETTER_PX: Final = 18


@dataclass(frozen=True, slots=True)
class CleanPage:
    """A page after cleaning: ``reading`` has no text yet. Everything that ``recognise`` needs.

    ``pixels`` are those of ``cleaned`` before they were compressed. ``is_sure`` tells whether the page is known to
    be head up, ``is_told`` whether a person said so; ``glyph_count`` how many letters it seems to have, and
    ``glyph_mm`` how large most of them are.
    """

    reading: PageReading
    pixels: Colour
    cleaned: bytes
    thumbnail: bytes
    is_sure: bool
    is_told: bool
    glyph_count: int
    glyph_mm: float


class PageReader:
    """Cleans and reads pages. The text engine is loaded with the first page that wants text.

    Args:
        tessdata: The folder with the engine's models (``<language>.traineddata`` and ``osd.traineddata``).
        language: The model's name.
    """

    def __init__(self, tessdata: Path, *, language: str = "vie") -> None:
        self._tessdata = tessdata
        self._language = language
        self._engine: Engine | None = None

    def read(
        self,
        image: bytes,
        *,
        dpi_hint: int | None = None,
        expect_card: bool = False,
        want_text: bool = True,
        lies_deg: int | None = None,
    ) -> ReadPage:
        """Clean and recognise in one go.

        Raises:
            InvalidInput: ``not_an_image`` or ``image_too_large``.
            Damaged: ``truncated_image``.
            NotFound: ``ocr_model_missing``.
        """
        page = self.clean(image, dpi_hint=dpi_hint, expect_card=expect_card, lies_deg=lies_deg)
        if want_text:
            return self.recognise(page)
        return ReadPage(page.reading, page.cleaned, page.thumbnail)

    def clean(
        self,
        image: bytes,
        *,
        dpi_hint: int | None = None,
        expect_card: bool = False,
        lies_deg: int | None = None,
    ) -> CleanPage:
        """The page upright, level, cut out and clean, with its codes and what there is to find fault with.

        A person who says how the paper lies (``lies_deg``, turned clockwise) is believed.

        Raises:
            InvalidInput: ``not_an_image`` or ``image_too_large``.
            Damaged: ``truncated_image``.
        """
        started = time.perf_counter()
        picture = decode(image, dpi_hint)
        survey = _survey(picture)
        ink = find_ink(survey.look, survey.dpi, survey.on_paper(_PAPER_RIM_MM))
        is_card = expect_card or looks_like_card(ink, survey.dpi)
        codes = find_codes(as_bytes(cv2.cvtColor(picture.pixels, cv2.COLOR_BGR2GRAY)), expect_card=is_card)
        blank = None if codes else blank_finding(ink)
        lie = _lie(ink, codes, is_card=is_card) if lies_deg is None else lie_as_told(ink.glyphs, lies_deg)
        plan = planned(survey, ink, lie)
        dpi = picture.dpi or _dpi_of_a4(plan)
        flat_end = None if blank else flat_end_finding(picture.pixels)
        raw = laid(picture.pixels, plan)
        del picture  # nothing looks at it again, and the largest take a seventh of a gigabyte
        page = clean(raw, dpi, plan.outline)
        del raw
        findings = [blank] if blank else _findings(survey, ink, page, dpi, flat_end)
        if abs(lie.slope.degrees) > MOST_SKEW_DEG and not is_card:
            findings.append(Finding(FindingKind.NOT_STRAIGHT, lie.slope.degrees, MOST_SKEW_DEG))
        reading = PageReading(
            width=plan.width,
            height=plan.height,
            dpi=dpi,
            rotation_deg=lie.turned_deg,
            skew_deg=lie.slope.degrees,
            blank=blank is not None,
            lines=(),
            barcodes=tuple(code.on_page(plan.matrix) for code in codes),
            findings=tuple(findings),
            confidence=0.0,
            milliseconds=_since(started),
        )
        return CleanPage(
            reading,
            page,
            page_jpeg(page, dpi),
            thumbnail_jpeg(page),
            is_sure=lie.is_sure,
            is_told=lies_deg is not None,
            glyph_count=ink.glyph_count,
            glyph_mm=ink.glyph_mm,
        )

    def recognise(self, page: CleanPage) -> ReadPage:
        """The page with its text; turned once more where only reading shows that it stood on its head.

        Raises:
            NotFound: ``ocr_model_missing``.
        """
        if page.reading.blank:
            return ReadPage(page.reading, page.cleaned, page.thumbnail)
        started = time.perf_counter()
        engine = self._engine = self._engine or engine_for(self._tessdata, self._language)
        growth = _shrinkable(page.reading.dpi, page.glyph_mm)
        dpi = round(page.reading.dpi / growth)
        shown, tables = _shown(scaled(page.pixels, 1 / growth), page.reading.barcodes, dpi, growth)
        found = engine.recognise(shown, dpi)
        turned = 0
        in_doubt = not page.is_told and (not page.is_sure or found.confidence < _DOUBTFUL)
        if in_doubt and page.glyph_count >= _ENOUGH_GLYPHS:
            turned, found = _other_way_up(engine, shown, dpi, found)
        reading, cleaned, thumbnail = page.reading, page.cleaned, page.thumbnail
        if turned:
            shown, tables = as_bytes(np.rot90(shown, turned // 90)), ()
            reading = _turned_reading(reading, turned)
            colour = as_bytes(np.rot90(page.pixels, turned // 90))
            cleaned, thumbnail = page_jpeg(colour, reading.dpi), thumbnail_jpeg(colour)
        lines = (
            *surer_lines(engine, shown, dpi, found.lines, tables),
            *_second_look(engine, shown, dpi, found, tables),
        )
        findings = (*reading.findings, *reading_findings(found.lines, found.confidence, page.glyph_count))
        reading = replace(
            reading,
            lines=grown(arranged(lines, tables), growth),
            confidence=round(found.confidence, 1),
            findings=findings,
            milliseconds=reading.milliseconds + _since(started),
        )
        return ReadPage(reading, cleaned, thumbnail)


def _survey(picture: Picture) -> Survey:
    step = max(1, min(picture.likely_dpi // SURVEY_DPI, *picture.pixels.shape[:2]))
    look = thinned(picture.pixels, step)
    dpi = picture.likely_dpi / step
    return surveyed(picture.pixels, look, dpi, find_paper(look, dpi))


def _lie(ink: Ink, codes: tuple[Code, ...], *, is_card: bool) -> Lie:
    """How the page lay; a card's QR code says it without doubt."""
    lie = lie_of(ink.glyphs)
    if is_card and codes:
        return replace(lie, turned_deg=codes[0].turned_deg, is_sure=True)
    return lie


def _dpi_of_a4(plan: Plan) -> int:
    """The resolution when nobody says it: paper is A4 until told otherwise."""
    return max(1, round(max(plan.width, plan.height) * MM_PER_INCH / A4_LONG_MM))


def _findings(survey: Survey, ink: Ink, page: Colour, dpi: int, flat_end: Finding | None) -> list[Finding]:
    sharpness = sharpness_of(page, dpi)
    found = scan_findings(survey, ink, dpi, sharpness)
    return [*found, flat_end] if flat_end else found


def _shown(page: Colour, codes: Sequence[Barcode], dpi: int, growth: float) -> tuple[Grey, tuple[Table, ...]]:
    """What the engine sees, codes covered, for it would read them as letters; and the page's tables.

    The codes' places are those of a page ``growth`` times as large.
    """
    grey, tables = print_only(page, dpi)
    for code in codes:
        left, top = (max(0, int(edge / growth)) for edge in (code.box.left, code.box.top))
        right = math.ceil((code.box.left + code.box.width) / growth)
        bottom = math.ceil((code.box.top + code.box.height) / growth)
        grey[top : max(0, bottom), left : max(0, right)] = PAPER_LEVEL
    return grey, tables


def _shrinkable(dpi: int, glyph_mm: float) -> float:
    """By how much the page may shrink for the engine; small print stays as large as it was scanned."""
    enough = _LETTER_PX * MM_PER_INCH / glyph_mm if glyph_mm else dpi
    return max(1.0, dpi / max(_LEAST_READ_DPI, enough))


def _other_way_up(engine: Engine, shown: Grey, dpi: int, first: Recognised) -> tuple[int, Recognised]:
    """How far the page is turned clockwise after all, and its text read that way.

    A few words are too little for the engine's orientation detection; then reading them head down decides.
    """
    turned = engine.turned_deg(shown, dpi)
    if turned == 0:
        return 0, first
    turned = turned or 180
    again = engine.recognise(as_bytes(np.rot90(shown, turned // 90)), dpi)
    return (turned, again) if again.confidence > first.confidence else (0, first)


def _second_look(engine: Engine, shown: Grey, dpi: int, found: Recognised, tables: Sequence[Table]) -> list[Line]:
    """What the first reading left out: cells of tables, and whole lines."""
    cells = overlooked_lines(engine, shown, dpi, found.lines, tables)
    return [*cells, *missed_lines(engine, shown, dpi, found.lines, tables)]


def _turned_reading(reading: PageReading, turned_deg: int) -> PageReading:
    """The reading of the page turned back by so much."""
    matrix = quarter_turned_back(reading.width, reading.height, turned_deg)
    sides = (reading.height, reading.width) if turned_deg % 180 else (reading.width, reading.height)
    return replace(
        reading,
        width=sides[0],
        height=sides[1],
        rotation_deg=(reading.rotation_deg + turned_deg) % 360,
        barcodes=tuple(replace(code, box=moved_box(code.box, matrix)) for code in reading.barcodes),
    )


def _since(started: float) -> int:
    return round((time.perf_counter() - started) * 1000)
