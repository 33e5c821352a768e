"""Capture: pages appear as they become safe, everything can be arranged, and everything can be undone."""

from __future__ import annotations

from dataclasses import replace

import pytest

from counter_app.domain.errors import TryLater
from counter_app.domain.ids import DossierId
from counter_app.domain.pages import Finding, FindingKind
from counter_app.ui.presenters.capture import CapturePresenter
from counter_app.ui.presenters.capture_screen import CaptureScreen
from counter_app.ui.presenters.desk import Desk
from counter_app.ui.presenters.places import Place
from counter_app.ui.presenters.screens import Step, Tone
from tests.builders.capture import CaptureOfTests
from tests.builders.desk import FORM, small_jpeg
from tests.fakes.scanner import FakeScanner
from tests.fakes.ui_counter import CounterOfTests
from tests.fakes.ui_views import RecordingView, RunLater, RunNow

BLURRED = Finding(FindingKind.BLURRED, 0.2, 0.5)


@pytest.fixture
def bench(counter: CounterOfTests, desk: Desk, now: RunNow) -> CaptureOfTests:
    return CaptureOfTests(counter, desk, now)


def test_without_a_dossier_nothing_can_be_scanned(counter: CounterOfTests, now: RunNow, desk: Desk) -> None:
    view: RecordingView[CaptureScreen] = RecordingView()

    CapturePresenter(view, now, desk, counter.for_capture()).start()

    assert view.now.head is None
    assert not view.now.can_scan


def test_the_first_paper_without_pages_takes_the_next_ones(bench: CaptureOfTests) -> None:
    bench.start_with()

    assert [slot.key for slot in bench.screen.slots if slot.target] == [FORM]
    assert bench.screen.can_scan
    assert bench.screen.head is not None
    assert bench.screen.head.step is Step.CAPTURE


def test_scanned_pages_belong_to_the_paper_that_was_chosen(bench: CaptureOfTests) -> None:
    bench.start_with()

    bench.presenter.scanning.scan_wanted()

    assert [page.paper_type for page in bench.kept] == [FORM, FORM]
    assert bench.screen.status is not None
    assert str(bench.screen.status.text) == "Đã quét xong. Số trang vừa quét: 2."
    assert not bench.screen.scanning


def test_pages_appear_while_the_scanner_runs(counter: CounterOfTests, desk: Desk, later: RunLater) -> None:
    bench = CaptureOfTests(counter, desk, later)
    bench.start_with()
    later.answer_all()

    bench.presenter.scanning.scan_wanted()
    page = counter.desk.add_page(bench.dossier_id, FORM)
    bench.presenter.page_event(bench.dossier_id, page)
    later.answer(1)

    assert bench.screen.scanning
    assert [thumb.key for thumb in bench.screen.pages] == [page]
    assert bench.screen.selected == (page,)


def test_a_page_of_another_dossier_changes_nothing(bench: CaptureOfTests) -> None:
    bench.start_with()
    before = len(bench.view.screens)

    bench.presenter.page_event("another", "page")

    assert len(bench.view.screens) == before


def test_a_jam_is_said_with_its_page_and_the_pages_before_it_stay(desk: Desk, now: RunNow) -> None:
    counter = CounterOfTests(scanner=FakeScanner([small_jpeg(1), small_jpeg(2)], fault="jam"))
    bench = CaptureOfTests(counter, desk, now)
    bench.start_with()

    bench.presenter.scanning.scan_wanted()

    assert len(bench.kept) == 2
    assert bench.screen.status is not None
    assert "kẹt giấy ở trang 3" in str(bench.screen.status.text)
    assert bench.screen.status.tone is Tone.WARN


def test_a_second_scan_cannot_begin_while_one_runs(counter: CounterOfTests, desk: Desk, later: RunLater) -> None:
    bench = CaptureOfTests(counter, desk, later)
    bench.start_with()
    later.answer_all()

    bench.presenter.scanning.scan_wanted()
    bench.presenter.scanning.scan_wanted()

    assert len(later.waiting) == 1
    assert desk.is_scanning


def test_stop_asks_the_scanner_to_stop(counter: CounterOfTests, desk: Desk, later: RunLater) -> None:
    bench = CaptureOfTests(counter, desk, later)
    bench.start_with()
    later.answer_all()

    bench.presenter.scanning.scan_wanted()
    bench.presenter.scanning.stop_wanted()
    later.answer_all()

    assert bench.kept == ()
    assert str(bench.screen.status.text if bench.screen.status else "").startswith("Đã dừng")
    assert not desk.is_scanning


def test_no_scanner_is_said_with_what_to_do(counter: CounterOfTests, desk: Desk, now: RunNow) -> None:
    view: RecordingView[CaptureScreen] = RecordingView()
    desk.take_up(counter.desk.receive().dossier_id)

    CapturePresenter(view, now, desk, replace(counter.for_capture(), devices=lambda: ())).start()

    assert "Tìm lại máy quét" in str(view.now.status.text if view.now.status else "")
    assert not view.now.can_scan


def test_a_page_is_assigned_by_its_papers_digit(bench: CaptureOfTests) -> None:
    pages = bench.start_with("", "")
    other = next(slot for slot in bench.screen.slots if slot.key == "other")

    bench.presenter.pages_selected(pages)
    bench.presenter.pages.digit_pressed(other.digit)

    assert [page.paper_type for page in bench.kept] == ["other", "other"]


def test_pages_that_belong_nowhere_are_shown_as_open(bench: CaptureOfTests) -> None:
    bench.start_with("", FORM)

    loose = next(slot for slot in bench.screen.slots if slot.key == "")
    assert loose.pages == 1
    assert loose.tone is Tone.WARN
    assert str(bench.screen.summary) == "Số trang: 2 · chưa xếp: 1"


def test_every_change_can_be_undone_in_turn(bench: CaptureOfTests) -> None:
    first, second = bench.start_with(FORM, FORM)
    before = bench.kept
    bench.presenter.pages_selected((second,))

    bench.presenter.pages.turn_wanted(90)
    bench.presenter.pages.shift_wanted(-1)
    bench.presenter.pages.assign_wanted("other", ())
    bench.presenter.pages.remove_wanted()
    changed = bench.kept
    for _ in range(4):
        bench.presenter.undo_wanted()

    assert [page.page_id for page in changed] == [first]
    assert bench.kept == before
    assert not bench.screen.can_undo


def test_a_removed_page_is_kept_and_can_be_brought_back(bench: CaptureOfTests) -> None:
    (page,) = bench.start_with(FORM)
    bench.presenter.pages.remove_wanted()
    removed = bench.screen

    bench.presenter.pages.removed_wanted(True)
    bench.presenter.pages_selected((page,))
    bench.presenter.pages.restore_wanted()

    assert (removed.pages, removed.removed_count) == ((), 1)
    assert [one.page_id for one in bench.kept] == [page]


def test_after_a_removal_the_next_page_is_shown(bench: CaptureOfTests) -> None:
    first, second, third = bench.start_with(FORM, FORM, FORM)
    bench.presenter.pages_selected((second,))

    bench.presenter.pages.remove_wanted()

    assert [thumb.key for thumb in bench.screen.pages] == [first, third]
    assert bench.screen.selected == (third,)


def test_a_page_at_the_end_moves_no_further(bench: CaptureOfTests) -> None:
    first, second = bench.start_with(FORM, FORM)
    bench.presenter.pages_selected((second,))

    bench.presenter.pages.shift_wanted(1)

    assert [page.page_id for page in bench.kept] == [first, second]
    assert not bench.screen.can_undo


def test_a_finding_is_shown_on_its_page_and_may_be_accepted(bench: CaptureOfTests) -> None:
    bench.counter.desk.add_page(bench.dossier_id, FORM, BLURRED)
    bench.start_with()
    shown = bench.screen

    bench.presenter.pages.accept_wanted(FindingKind.BLURRED)

    assert shown.page is not None
    assert [str(finding.text) for finding in shown.page.findings] == ["Trang bị mờ, khó đọc"]
    assert str(shown.pages[0].mark.text if shown.pages[0].mark else "") == "Mờ"
    assert bench.screen.page is not None
    assert bench.screen.page.findings[0].accepted
    assert bench.screen.pages[0].mark is None


def test_a_page_that_is_being_read_says_so(bench: CaptureOfTests) -> None:
    bench.counter.desk.add_page(bench.dossier_id, FORM, read=False)

    bench.start_with()

    assert str(bench.screen.pages[0].mark.text if bench.screen.pages[0].mark else "") == "Đang đọc"
    assert str(bench.screen.summary) == "Số trang: 1 · đang đọc: 1"


def test_another_dossier_begins_without_the_first_ones_undo(bench: CaptureOfTests, desk: Desk) -> None:
    bench.start_with(FORM)
    bench.presenter.pages.remove_wanted()

    desk.take_up(bench.counter.desk.receive("Trần Văn Hải").dossier_id)
    bench.presenter.start()

    assert not bench.screen.can_undo
    assert bench.screen.pages == ()


def test_a_store_that_is_busy_is_said_and_nothing_is_lost(
    counter: CounterOfTests, desk: Desk, now: RunNow
) -> None:
    def busy(_dossier_id: DossierId) -> object:
        raise TryLater("store_busy")

    view: RecordingView[CaptureScreen] = RecordingView()
    desk.take_up(counter.desk.receive().dossier_id)
    presenter = CapturePresenter(view, now, desk, replace(counter.for_capture(), facts=busy))

    presenter.start()

    assert "đang bận" in str(view.now.status.text if view.now.status else "")


def test_review_comes_next(bench: CaptureOfTests, visited: list[Place]) -> None:
    bench.start_with(FORM)

    bench.presenter.review_wanted()

    assert visited == [Place.REVIEW]
