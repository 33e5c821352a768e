"""Pages come back as they were put, in order, and nothing that is removed is lost."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from counter_app.domain.batches import AssignedBy, Mark, PageOutline, Side
from counter_app.domain.ids import DossierId, PageId
from counter_app.domain.pages import Barcode, Box, Finding, FindingKind, Line, PageReading, Word
from counter_app.services.ports import Page, PageState
from tests.contract.conftest import StoreAtHand

AT = datetime(2026, 11, 23, 9, 12, tzinfo=UTC)
D1 = DossierId("d1")
D2 = DossierId("d2")

READING = PageReading(
    width=1654,
    height=2339,
    dpi=200,
    rotation_deg=90,
    skew_deg=-0.73,
    blank=False,
    lines=(
        Line(
            words=(Word("TỜ", Box(1, 2, 3, 4), 96.5), Word("KHAI", Box(9, 2, 3, 4), 91.25)),
            box=Box(1, 2, 11, 4),
            baseline=(1, 6, 12, 6),
        ),
    ),
    barcodes=(Barcode("QRCode", "001090123456||Nguyễn Văn A", Box(5, 5, 90, 90)),),
    findings=(Finding(FindingKind.BLURRED, 0.125, 0.3),),
    confidence=93.875,
    milliseconds=840,
)


def page(number: int = 1, *, dossier: DossierId = D1, position: int | None = None) -> Page:
    return Page(
        page_id=PageId(f"p{number}"),
        dossier_id=dossier,
        position=number if position is None else position,
        raw=f"{number:064x}",
        media_type="image/jpeg",
        captured_at=AT + timedelta(seconds=number),
        origin=f"page-{number}.jpg",
    )


def add(store: StoreAtHand, *pages: Page) -> None:
    with store.open_work() as work:
        for one in pages:
            work.pages.add(one)
        work.commit()


def put(store: StoreAtHand, *pages: Page) -> None:
    with store.open_work() as work:
        for one in pages:
            work.pages.put(one)
        work.commit()


def got(store: StoreAtHand, page_id: str) -> Page | None:
    with store.open_work() as work:
        return work.pages.get(PageId(page_id))


def test_an_unknown_page_is_none(store: StoreAtHand) -> None:
    assert got(store, "nowhere") is None


def test_a_captured_page_comes_back(store: StoreAtHand) -> None:
    add(store, page())

    assert got(store, "p1") == page()


def test_a_page_that_is_added_with_its_reading_comes_back_with_it(store: StoreAtHand) -> None:
    read = replace(page(), state=PageState.READ, reading=READING)

    add(store, read)

    assert got(store, "p1") == read


def test_a_read_page_comes_back_with_everything_that_was_read(store: StoreAtHand) -> None:
    read = replace(
        page(),
        state=PageState.READ,
        cleaned="c" * 64,
        thumbnail="d" * 64,
        reading=READING,
        paper_type="declaration",
        turned_deg=180,
        waived=("blank", "blurred"),
    )
    add(store, page())

    put(store, read)

    assert got(store, "p1") == read


def test_moving_a_read_page_leaves_what_was_read(store: StoreAtHand) -> None:
    add(store, replace(page(), state=PageState.READ, reading=READING))

    with store.open_work() as work:
        found = work.pages.get(PageId("p1"))
        assert found is not None
        work.pages.put(replace(found, position=9))
        work.commit()

    assert got(store, "p1") == replace(page(), position=9, state=PageState.READ, reading=READING)


def test_a_page_that_was_read_again_has_the_new_reading(store: StoreAtHand) -> None:
    add(store, replace(page(), state=PageState.READ, reading=READING))
    again = replace(page(), state=PageState.READ, reading=replace(READING, lines=(), confidence=0.0))

    put(store, again)

    assert got(store, "p1") == again


def test_a_reading_can_be_taken_back(store: StoreAtHand) -> None:
    add(store, replace(page(), state=PageState.READ, reading=READING))

    put(store, page())

    assert got(store, "p1") == page()


def test_the_pages_of_a_dossier_are_in_order_of_position(store: StoreAtHand) -> None:
    add(store, page(1, position=3), page(2, position=1), page(3, position=2), page(4, dossier=DossierId("d2")))

    with store.open_work() as work:
        order = [one.page_id for one in work.pages.of_dossier(D1)]

    assert order == ["p2", "p3", "p1"]


def test_removed_pages_are_there_for_those_who_ask(store: StoreAtHand) -> None:
    add(store, page(1), page(2))
    put(store, replace(page(1), removed=True))

    with store.open_work() as work:
        shown = [one.page_id for one in work.pages.of_dossier(D1)]
        kept = [one.page_id for one in work.pages.of_dossier(D1, with_removed=True)]

    assert (shown, kept) == (["p2"], ["p1", "p2"])


def test_pages_wait_for_the_reader_oldest_first(store: StoreAtHand) -> None:
    add(store, page(3), page(1), page(2), page(4))
    put(store, replace(page(1), state=PageState.READ), replace(page(4), state=PageState.UNREADABLE))

    with store.open_work() as work:
        waiting = [one.page_id for one in work.pages.unread(10)]
        first = [one.page_id for one in work.pages.unread(1)]

    assert (waiting, first) == (["p2", "p3"], ["p2"])


def test_the_same_page_cannot_be_added_twice(store: StoreAtHand) -> None:
    add(store, page())

    with store.open_work() as work, pytest.raises(ValueError, match=r"."):
        work.pages.add(page())


def test_a_page_that_was_never_added_cannot_be_put(store: StoreAtHand) -> None:
    with store.open_work() as work, pytest.raises(LookupError):
        work.pages.put(page())


def test_what_is_known_of_a_page_s_sheet_comes_back(store: StoreAtHand) -> None:
    told = replace(
        page(), batch="b1", sheet=3, side=Side.BACK, mark=Mark.WITHOUT_NOTE, assigned_by=AssignedBy.SEPARATOR
    )

    add(store, told)

    assert got(store, "p1") == told


def test_the_outline_tells_all_pages_in_order_the_removed_ones_too(store: StoreAtHand) -> None:
    add(
        store,
        page(2),
        replace(page(1), removed=True, batch="b", sheet=1, mark=Mark.SEPARATOR),
        page(3, dossier=D2),
    )

    with store.open_work() as work:
        outline = work.pages.outline(D1)

    assert outline == [
        PageOutline(PageId("p1"), 1, "", True, "b", 1, Side.UNKNOWN, Mark.SEPARATOR, AssignedBy.NOBODY),
        PageOutline(PageId("p2"), 2, "", False, "", 0, Side.UNKNOWN, Mark.NONE, AssignedBy.NOBODY),
    ]


def test_a_page_is_known_by_its_bytes_and_where_they_came_from(store: StoreAtHand) -> None:
    add(store, replace(page(1), removed=True))

    with store.open_work() as work:
        known = [
            work.pages.captured(dossier, page(number).raw, page(origin).origin)
            for dossier, number, origin in ((D1, 1, 1), (D1, 2, 1), (D1, 1, 2), (D2, 1, 1))
        ]

    assert known == ["p1", None, None, None]


def test_the_last_position_is_that_of_removed_pages_too(store: StoreAtHand) -> None:
    add(store, page(1), replace(page(4), removed=True), page(9, dossier=D2))

    with store.open_work() as work:
        assert (work.pages.last_position(D1), work.pages.last_position(DossierId("none"))) == (4, 0)


def test_room_is_made_in_this_dossier_alone(store: StoreAtHand) -> None:
    add(store, page(1), page(2), replace(page(3), removed=True), page(4, dossier=D2))

    with store.open_work() as work:
        work.pages.make_room(D1, 2)
        work.commit()

    with store.open_work() as work:
        positions = [one.position for one in work.pages.of_dossier(D1, with_removed=True)]
        assert (positions, work.pages.last_position(D2)) == ([1, 3, 4], 4)
