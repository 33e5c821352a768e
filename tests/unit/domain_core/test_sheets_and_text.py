"""The two sides of a sheet find each other; a page's text has its lines."""

from __future__ import annotations

from counter_app.domain.batches import AssignedBy, Mark, PageOutline, Side, other_side
from counter_app.domain.ids import PageId
from counter_app.domain.pages import Box, Line, PageReading, Word


def page(name: str, sheet: int, side: Side, batch: str = "b") -> PageOutline:
    return PageOutline(PageId(name), 1, "", False, batch, sheet, side, Mark.NONE, AssignedBy.NOBODY)


def test_the_other_side_is_on_the_same_sheet_of_the_same_batch() -> None:
    front, back = page("1", 1, Side.FRONT), page("2", 1, Side.BACK)
    others = [front, page("3", 2, Side.BACK), page("4", 1, Side.BACK, batch="c"), back]

    assert other_side(front, others) == back
    assert other_side(page("5", 3, Side.FRONT), others) is None


def test_a_side_that_is_not_known_has_no_other() -> None:
    unknown = page("1", 1, Side.UNKNOWN)

    assert other_side(unknown, [unknown, page("2", 1, Side.BACK)]) is None


def test_a_pages_text_has_a_line_for_each_line() -> None:
    box = Box(0, 0, 10, 10)
    lines = tuple(
        Line(tuple(Word(word, box, 90.0) for word in words.split()), box, (0, 10, 10, 10))
        for words in ("TỜ KHAI", "Kính gửi: Ủy ban")
    )
    reading = PageReading(10, 10, 200, 0, 0.0, False, lines, (), (), 90.0, 1)

    assert reading.text == "TỜ KHAI\nKính gửi: Ủy ban"
