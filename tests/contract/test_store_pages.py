"""Pages come back as they were put, in order, and nothing that is removed is lost."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from counter_app.domain.ids import DossierId, PageId
from counter_app.domain.pages import Barcode, Box, Finding, FindingKind, Line, PageReading, Word
from counter_app.services.ports import Page, PageState
from tests.contract.conftest import StoreAtHand

AT = datetime(2026, 11, 23, 9, 12, tzinfo=UTC)
D1 = DossierId("d1")

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
