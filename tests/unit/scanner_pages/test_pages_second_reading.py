"""Lines that are read a second time: slanted, and left out by the first reading."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
from typing_extensions import override

from counter_app.domain.pages import Box, Line, Word
from counter_app.scanner.pages.leaning import surer_lines
from counter_app.scanner.pages.missed_lines import missed_lines
from counter_app.scanner.pages.ocr import Engine, Recognised
from counter_app.scanner.pages.raster import Grey
from counter_app.scanner.pages.tables import Table

DPI = 200


@dataclass
class SayingEngine(Engine):
    """Reads the same word in every block: as wide as the block, as sure as it is told."""

    word: str
    sure: float
    blocks: list[Box] = field(default_factory=list)

    @override
    def recognise(self, page: Grey, dpi: int) -> Recognised:
        raise AssertionError("a second look reads blocks")

    @override
    def recognise_block(self, page: Grey, block: Box, dpi: int) -> Recognised:
        self.blocks.append(block)
        return Recognised((_line(self.word, block, self.sure),), self.sure)

    @override
    def turned_deg(self, page: Grey, dpi: int) -> int | None:
        raise AssertionError("a second look turns nothing")


def _line(text: str, box: Box, sure: float) -> Line:
    bottom = box.top + box.height
    return Line((Word(text, box, sure),), box, (box.left, bottom, box.left + box.width, bottom))


def _page() -> Grey:
    return np.full((2340, 1654), 250, dtype=np.uint8)


def test_an_unsure_line_becomes_what_the_surer_second_reading_says() -> None:
    unsure = _line("7320/7967", Box(300, 400, 200, 30), 12.0)

    lines = surer_lines(SayingEngine("13/10/1967", 88.0), _page(), DPI, [unsure], [])

    assert [word.text for word in lines[0].words] == ["13/10/1967"]


def test_the_second_reading_stands_where_the_line_stands_on_the_page() -> None:
    box = Box(300, 400, 200, 30)

    lines = surer_lines(SayingEngine("13/10/1967", 88.0), _page(), DPI, [_line("7320", box, 12.0)], [])

    found = lines[0].words[0].box
    assert abs(found.left - box.left) < 15
    assert abs(found.top - box.top) < 15
    assert abs(found.left + found.width - box.left - box.width) < 15
    assert abs(found.top + found.height - box.top - box.height) < 15


def test_a_second_reading_that_is_less_sure_changes_nothing() -> None:
    unsure = _line("7320/7967", Box(300, 400, 200, 30), 35.0)

    lines = surer_lines(SayingEngine("13/10/1967", 20.0), _page(), DPI, [unsure], [])

    assert lines == (unsure,)


def test_sure_lines_and_rows_of_tables_are_not_read_again() -> None:
    engine = SayingEngine("anything", 99.0)
    table = Table(Box(200, 1000, 1200, 500), (200, 1400), (1000, 1500))
    lines = (_line("chắc chắn", Box(300, 400, 200, 30), 95.0), _line("H49.65", Box(300, 1200, 200, 30), 10.0))

    read = surer_lines(engine, _page(), DPI, lines, [table])

    assert read == lines
    assert engine.blocks == []


def test_ink_like_a_line_without_a_word_is_read_by_itself() -> None:
    page = _page()
    page[400:426, 300:700:3] = 20
    page[600:626, 300:700:3] = 20
    read = _line("đã đọc", Box(300, 600, 400, 26), 95.0)

    found = missed_lines(SayingEngine("Nơi cư trú", 90.0), page, DPI, [read], [])

    assert [line.words[0].text for line in found] == ["Nơi cư trú"]
    assert abs(found[0].box.top - 400) <= 4


def test_what_the_engine_is_not_sure_of_is_no_missed_line() -> None:
    page = _page()
    page[400:426, 300:700:3] = 20

    found = missed_lines(SayingEngine("Zz~", 35.0), page, DPI, [], [])

    assert found == []


def test_specks_and_large_strokes_are_not_looked_at() -> None:
    engine = SayingEngine("Nơi cư trú", 90.0)
    page = _page()
    page[400:404, 300:306] = 20
    page[800:1100, 300:900:3] = 20

    missed_lines(engine, page, DPI, [], [])

    assert engine.blocks == []
