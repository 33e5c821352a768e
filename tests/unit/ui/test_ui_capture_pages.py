"""Pages on the capture screen: cut, put, split, merged, paired; done, taken back and done again."""

from __future__ import annotations

from dataclasses import replace

import pytest

from counter_app.domain.batches import AssignedBy
from counter_app.domain.checks import OTHER_PAPER
from counter_app.domain.pages import Barcode, Box, Finding, FindingKind, Line, Word
from counter_app.ui.presenters.capture_screen import PageMark
from counter_app.ui.presenters.desk import Desk
from counter_app.ui.presenters.screens import Tone
from tests.builders.capture import CaptureOfTests
from tests.builders.desk import FORM
from tests.fakes.ui_counter import CounterOfTests
from tests.fakes.ui_views import RunNow


@pytest.fixture
def capture(counter: CounterOfTests, desk: Desk, now: RunNow) -> CaptureOfTests:
    return CaptureOfTests(counter, desk, now)


def digit_of(capture: CaptureOfTests, paper: str) -> str:
    return next(slot.digit for slot in capture.screen.slots if slot.key == paper)


def papers(capture: CaptureOfTests) -> list[str]:
    return [page.paper_type for page in capture.kept]


def test_pages_that_are_cut_are_put_before_another_and_belong_to_its_paper(capture: CaptureOfTests) -> None:
    first, second, third = capture.start_with(FORM, OTHER_PAPER, OTHER_PAPER)
    capture.presenter.pages_selected((first,))
    capture.presenter.pages.cut_wanted()
    marked = [thumb.cut for thumb in capture.screen.pages]
    capture.presenter.pages_selected((third,))

    capture.presenter.pages.paste_wanted()

    assert marked == [True, False, False]
    assert [page.page_id for page in capture.kept] == [second, first, third]
    assert papers(capture) == [OTHER_PAPER] * 3
    assert not any(thumb.cut for thumb in capture.screen.pages)


def test_pages_dropped_behind_the_last_belong_to_its_paper(capture: CaptureOfTests) -> None:
    first, second, third = capture.start_with(FORM, FORM, OTHER_PAPER)

    capture.presenter.pages.place_wanted("", (second, first))

    assert [page.page_id for page in capture.kept] == [third, first, second]
    assert papers(capture) == [OTHER_PAPER] * 3


def test_pages_dropped_on_themselves_stay(capture: CaptureOfTests) -> None:
    first, _ = capture.start_with(FORM, FORM)
    before = capture.kept

    capture.presenter.pages.place_wanted(first, (first,))

    assert capture.kept == before


def test_a_paper_is_split_at_the_current_page_by_one_key(capture: CaptureOfTests) -> None:
    _, second, _ = capture.start_with(FORM, FORM, FORM)
    capture.presenter.pages_selected((second,))

    capture.presenter.pages.split_wanted(digit_of(capture, OTHER_PAPER))

    assert papers(capture) == [FORM, OTHER_PAPER, OTHER_PAPER]


def test_a_paper_is_merged_into_another_by_one_key(capture: CaptureOfTests) -> None:
    first, second, third = capture.start_with(OTHER_PAPER, FORM, OTHER_PAPER)
    capture.presenter.pages_selected((third,))

    capture.presenter.pages.merge_wanted(digit_of(capture, FORM))

    assert papers(capture) == [FORM] * 3
    assert [page.page_id for page in capture.kept] == [second, first, third]


def test_selected_fronts_and_backs_become_sheets(capture: CaptureOfTests) -> None:
    first, second, last_back, first_back = capture.start_with(FORM, FORM, FORM, FORM)
    capture.presenter.pages_selected((first, second, last_back, first_back))

    capture.presenter.pages.interleave_wanted()

    assert [page.page_id for page in capture.kept] == [first, first_back, second, last_back]


def test_an_odd_selection_is_asked_about_and_nothing_is_paired(capture: CaptureOfTests) -> None:
    pages = capture.start_with(FORM, FORM, FORM)
    before = capture.kept
    capture.presenter.pages_selected(pages)

    capture.presenter.pages.interleave_wanted()

    assert capture.kept == before
    assert capture.screen.status is not None
    assert capture.screen.status.tone is Tone.WARN


def test_what_was_taken_back_is_done_again(capture: CaptureOfTests) -> None:
    first, second = capture.start_with(FORM, FORM)
    capture.presenter.pages_selected((first,))
    capture.presenter.pages.turn_wanted(90)
    capture.presenter.pages.shift_wanted(1)
    changed = capture.kept
    for _ in range(2):
        capture.presenter.undo_wanted()
    before = capture.kept

    for _ in range(2):
        capture.presenter.redo_wanted()

    assert [page.page_id for page in before] == [first, second]
    assert before[0].turned_deg == 0
    assert capture.kept == changed
    assert not capture.screen.can_redo


def test_a_new_change_ends_what_could_be_done_again(capture: CaptureOfTests) -> None:
    (first,) = capture.start_with(FORM)
    capture.presenter.pages_selected((first,))
    capture.presenter.pages.turn_wanted(90)
    capture.presenter.undo_wanted()

    capture.presenter.pages.turn_wanted(180)

    assert not capture.screen.can_redo


def test_a_whole_scan_is_taken_back_and_done_again(capture: CaptureOfTests) -> None:
    capture.start_with()
    capture.presenter.scanning.scan_wanted()
    scanned = capture.kept

    capture.presenter.undo_wanted()
    taken_back = capture.kept
    capture.presenter.redo_wanted()

    assert len(scanned) == 2
    assert taken_back == ()
    assert capture.kept == scanned


def test_undoing_keeps_the_paper_that_was_read_from_the_page_meanwhile(capture: CaptureOfTests) -> None:
    (first,) = capture.start_with("")
    capture.presenter.pages_selected((first,))
    capture.presenter.pages.turn_wanted(90)
    with capture.counter.desk.store.open_work() as work:
        page = work.pages.get(first)
        assert page is not None
        work.pages.put(replace(page, paper_type=FORM, assigned_by=AssignedBy.TITLE))
        work.commit()

    capture.presenter.undo_wanted()

    assert (capture.kept[0].paper_type, capture.kept[0].turned_deg) == (FORM, 0)


def test_pages_of_a_sealed_dossier_are_looked_at_and_not_changed(capture: CaptureOfTests) -> None:
    (first,) = capture.start_with(FORM)
    dossier = capture.counter.queries.dossier(capture.dossier_id)
    assert dossier is not None
    capture.counter.add_result(dossier)
    capture.presenter.start()
    capture.presenter.pages_selected((first,))

    capture.presenter.pages.turn_wanted(90)
    capture.presenter.pages.remove_wanted()

    assert not capture.screen.open
    assert [(page.turned_deg, page.removed) for page in capture.kept] == [(0, False)]


def test_what_the_reader_was_unsure_of_is_marked_on_the_page(capture: CaptureOfTests) -> None:
    unsure = Line(
        (Word("Bệnh", Box(10, 20, 30, 8), 31.0), Word("viện", Box(50, 20, 30, 8), 97.0)),
        Box(10, 20, 70, 8),
        (10, 28, 80, 28),
    )
    code = Barcode("QRCode", "x", Box(100, 100, 40, 40))
    page_id = capture.counter.desk.add_page(capture.dossier_id, FORM, Finding(FindingKind.CUT_OFF, 3.0, 1.0))
    with capture.counter.desk.store.open_work() as work:
        page = work.pages.get(page_id)
        assert page is not None
        assert page.reading is not None
        work.pages.put(replace(page, reading=replace(page.reading, lines=(unsure,), barcodes=(code,))))
        work.commit()

    capture.start_with()

    detail = capture.screen.page
    assert detail is not None
    assert detail.marks == (PageMark(10, 20, 30, 8), PageMark(100, 100, 40, 40, Tone.ACCENT))
    assert [str(tag.text) for tag in detail.tags] == ["Mất mép"]
    assert detail.framed
