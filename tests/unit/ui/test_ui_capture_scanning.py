"""Scanning on the capture screen: how a paper is scanned, where pages go, and how it goes on after a stop."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from counter_app.contract.canonical import digest
from counter_app.domain.batches import Mark
from counter_app.services.ports import Page
from counter_app.ui.presenters.capture_scan import AUTO
from counter_app.ui.presenters.desk import Desk
from counter_app.ui.presenters.screens import Tone
from tests.builders.capture import CaptureOfTests
from tests.builders.desk import FORM, small_jpeg
from tests.fakes.scanner import FakeScanner
from tests.fakes.ui_counter import CounterOfTests
from tests.fakes.ui_views import RunLater, RunNow

Sheets = Callable[..., CaptureOfTests]


def sides(*numbers: int) -> list[bytes]:
    return [side(number) for number in numbers]


def side(number: int) -> bytes:
    """Shades so far apart that each gives other bytes."""
    return small_jpeg(number * 10)


def shown(page: Page) -> int:
    """Which side the page shows."""
    return next(number for number in range(20) if page.raw == digest(side(number)))


@pytest.fixture
def with_paper(desk: Desk, now: RunNow) -> Sheets:
    """A capture screen whose scanner holds these sides; ``fault`` stops it behind them."""

    def lay(*numbers: int, fault: str = "", duplex: bool = True) -> CaptureOfTests:
        counter = CounterOfTests(scanner=FakeScanner(sides(*numbers), fault=fault, duplex=duplex))
        made = CaptureOfTests(counter, desk, now)
        made.start_with()
        return made

    return lay


# --- how --------------------------------------------------------------------------------------------------------


def test_a_paper_is_scanned_as_the_catalogue_says_and_the_screen_says_how(with_paper: Sheets) -> None:
    capture = with_paper(1, 2)
    capture.presenter.scanning.scan_wanted()

    [profile] = capture.counter.scanner.profiles

    assert capture.screen.profile == AUTO
    assert capture.screen.profile_note is not None
    assert str(capture.screen.profile_note.text) == "Giấy A4, hai mặt · 300 dpi"
    assert (profile.duplex, profile.dpi, profile.page_width_mm) == (True, 300, 210.0)


def test_another_way_is_scanned_when_the_clerk_chooses_it(with_paper: Sheets) -> None:
    capture = with_paper(1)

    capture.presenter.scanning.profile_picked("one-side")
    capture.presenter.scanning.scan_wanted()

    assert not capture.counter.scanner.profiles[0].duplex
    assert capture.screen.profile_note is not None
    assert str(capture.screen.profile_note.text) == "Một mặt · 300 dpi"


def test_a_scanner_that_cannot_do_it_is_said_before_anybody_scans(desk: Desk, now: RunNow) -> None:
    counter = CounterOfTests(scanner=FakeScanner(sides(1)))
    counter.scanner.device = type(counter.scanner.device)("fake", "fake:0", "Máy quét thô", max_dpi=150)
    capture = CaptureOfTests(counter, desk, now)

    capture.start_with()

    assert capture.screen.profile_note is not None
    assert capture.screen.profile_note.tone is Tone.WARN
    assert "150" in str(capture.screen.profile_note.text)


# --- a stop, and on ---------------------------------------------------------------------------------------------


def test_after_a_jam_the_scan_key_goes_on_at_the_sheet_that_jammed(with_paper: Sheets) -> None:
    capture = with_paper(1, 2, 3, 4, fault="jam")
    capture.presenter.scanning.scan_wanted()
    offered, said = str(capture.screen.go_on), str(capture.screen.status and capture.screen.status.text)
    capture.counter.scanner.load(sides(5, 6))

    capture.presenter.scanning.scan_wanted()

    assert offered == "Quét tiếp từ tờ 3"
    assert said.endswith("Đặt lại giấy từ tờ 3 trở đi rồi bấm F9.")
    assert [shown(page) for page in capture.kept] == [1, 2, 3, 4, 5, 6]
    assert [page.sheet for page in capture.kept] == [1, 1, 2, 2, 3, 3]
    assert len({page.batch for page in capture.kept}) == 1
    assert capture.screen.go_on is None


def test_half_a_sheet_is_scanned_again_as_a_whole(with_paper: Sheets) -> None:
    capture = with_paper(1, 2, 3, fault="double_feed")
    capture.presenter.scanning.scan_wanted()
    offered = str(capture.screen.go_on)
    capture.counter.scanner.load(sides(3, 4))

    capture.presenter.scanning.scan_wanted()

    assert offered == "Quét tiếp từ tờ 2"
    assert [shown(page) for page in capture.kept] == [1, 2, 3, 4]


def test_a_fault_at_the_first_sheet_begins_anew(with_paper: Sheets) -> None:
    capture = with_paper(fault="cover_open")

    capture.presenter.scanning.scan_wanted()

    assert capture.screen.go_on is None
    assert capture.screen.can_scan


def test_the_clerk_may_drop_what_would_be_gone_on_with(with_paper: Sheets) -> None:
    capture = with_paper(1, 2, fault="jam")
    capture.presenter.scanning.scan_wanted()
    capture.counter.scanner.load(sides(5, 6))

    capture.presenter.scanning.stop_wanted()
    capture.presenter.scanning.scan_wanted()

    assert len({page.batch for page in capture.kept}) == 2


def test_another_dossier_is_never_gone_on_with_by_mistake(with_paper: Sheets, desk: Desk) -> None:
    capture = with_paper(1, 2, fault="jam")
    capture.presenter.scanning.scan_wanted()
    desk.take_up(capture.counter.desk.receive("Trần Văn Hải").dossier_id)

    capture.presenter.start()

    assert capture.screen.go_on is None


def test_a_scan_is_cancelled_at_any_moment_and_its_whole_pages_stay(
    counter: CounterOfTests, desk: Desk, later: RunLater
) -> None:
    capture = CaptureOfTests(counter, desk, later)
    capture.start_with()
    later.answer_all()
    capture.presenter.scanning.scan_wanted()
    capture.presenter.scanning.stop_wanted()

    later.answer_all()

    assert counter.scanner.requested == 0
    assert not capture.screen.scanning
    assert not desk.is_scanning


def test_the_page_under_way_is_told_with_its_progress(
    counter: CounterOfTests, desk: Desk, later: RunLater
) -> None:
    capture = CaptureOfTests(counter, desk, later)
    capture.start_with()
    later.answer_all()
    capture.presenter.scanning.scan_wanted()

    capture.presenter.scanning.told_under_way(capture.dossier_id, 7, 40)

    assert (str(capture.screen.under_way), capture.screen.percent) == ("Trang 7", 40)


def test_a_closing_window_stops_the_scanner(counter: CounterOfTests, desk: Desk, later: RunLater) -> None:
    capture = CaptureOfTests(counter, desk, later)
    capture.start_with()
    later.answer_all()
    capture.presenter.scanning.scan_wanted()

    desk.close()
    later.answer_all()

    assert counter.scanner.requested == 0


# --- to where ---------------------------------------------------------------------------------------------------


def test_pages_are_scanned_in_front_of_the_current_one_and_belong_to_its_paper(with_paper: Sheets) -> None:
    capture = with_paper(1, 2)
    capture.presenter.scanning.scan_wanted()
    capture.presenter.pages_selected((capture.kept[1].page_id,))
    capture.counter.scanner.load(sides(3, 4))

    capture.presenter.scanning.insert_wanted()

    assert [shown(page) for page in capture.kept] == [1, 3, 4, 2]
    assert {page.paper_type for page in capture.kept} == {FORM}


def test_a_page_scanned_again_takes_the_place_of_the_old_one_and_can_be_taken_back(with_paper: Sheets) -> None:
    capture = with_paper(1, 2)
    capture.presenter.scanning.scan_wanted()
    capture.presenter.pages_selected((capture.kept[0].page_id,))
    capture.counter.scanner.load(sides(3, 4))

    capture.presenter.scanning.again_wanted()
    replaced = [shown(page) for page in capture.kept]
    capture.presenter.undo_wanted()

    assert replaced == [3, 2]
    assert [shown(page) for page in capture.kept] == [1, 2]
    assert capture.counter.scanner.profiles[-1].expected_pages == 1


def test_both_sides_of_a_sheet_are_scanned_again_together(with_paper: Sheets) -> None:
    capture = with_paper(1, 2, 3, 4)
    capture.presenter.scanning.scan_wanted()
    first = capture.kept
    capture.presenter.pages_selected((first[1].page_id, first[0].page_id))
    capture.counter.scanner.load(sides(5, 6))

    capture.presenter.scanning.again_wanted()

    profile = capture.counter.scanner.profiles[-1]
    assert (profile.duplex, profile.expected_pages) == (True, 2)
    assert [shown(page) for page in capture.kept] == [5, 6, 3, 4]


def test_a_page_with_a_note_is_shot_twice_and_counts_as_one_sheet(with_paper: Sheets) -> None:
    capture = with_paper(1, 2)
    capture.presenter.scanning.profile_picked("one-side")
    capture.presenter.scanning.scan_wanted()
    capture.presenter.pages_selected((capture.kept[0].page_id,))
    capture.counter.scanner.load(sides(5))

    capture.presenter.scanning.note_wanted()

    assert [(shown(page), page.mark) for page in capture.kept] == [
        (1, Mark.WITH_NOTE),
        (5, Mark.WITHOUT_NOTE),
        (2, Mark.NONE),
    ]
    assert capture.kept[0].sheet == capture.kept[1].sheet
    assert [str(thumb.mark.text) for thumb in capture.screen.pages if thumb.mark][:1] == ["Đang đọc"]


def test_two_shots_that_are_there_are_paired(with_paper: Sheets) -> None:
    capture = with_paper(1, 2)
    capture.presenter.scanning.profile_picked("one-side")
    capture.presenter.scanning.scan_wanted()
    capture.presenter.pages_selected(tuple(page.page_id for page in capture.kept))

    capture.presenter.scanning.note_wanted()

    assert [page.mark for page in capture.kept] == [Mark.WITH_NOTE, Mark.WITHOUT_NOTE]


def test_a_scanner_with_one_eye_takes_the_fronts_and_then_the_backs(with_paper: Sheets) -> None:
    capture = with_paper(1, 2, 3, duplex=False)
    capture.presenter.scanning.scan_wanted()
    offered = str(capture.screen.go_on)
    capture.counter.scanner.load(sides(13, 12, 11))

    capture.presenter.scanning.scan_wanted()

    assert offered == "Quét mặt sau"
    assert [shown(page) for page in capture.kept] == [1, 11, 2, 12, 3, 13]
    assert capture.screen.go_on is None


def test_a_stack_that_lost_a_sheet_is_said_and_not_paired_wrongly(with_paper: Sheets) -> None:
    capture = with_paper(1, 2, 3, duplex=False)
    capture.presenter.scanning.scan_wanted()
    capture.counter.scanner.load(sides(13, 12))

    capture.presenter.scanning.scan_wanted()

    assert [shown(page) for page in capture.kept] == [1, 2, 3, 13, 12]
    assert capture.screen.status is not None
    assert capture.screen.status.tone is Tone.WARN


def test_a_jam_among_the_backs_loses_no_pair(with_paper: Sheets) -> None:
    capture = with_paper(1, 2, 3, duplex=False)
    capture.presenter.scanning.scan_wanted()
    capture.counter.scanner.load(sides(13, 12), fault="jam")
    capture.presenter.scanning.scan_wanted()
    capture.counter.scanner.load(sides(11))

    capture.presenter.scanning.scan_wanted()

    assert [shown(page) for page in capture.kept] == [1, 11, 2, 12, 3, 13]


# --- the scanner's own button -----------------------------------------------------------------------------------


def test_the_scanners_own_button_begins_the_scan_and_is_waited_for_again(
    counter: CounterOfTests, desk: Desk, later: RunLater
) -> None:
    capture = CaptureOfTests(counter, desk, later)
    capture.start_with()
    later.answer_all()
    capture.presenter.scanning.waiting_wanted(wanted=True)
    waited = len(later.waiting)
    counter.scanner.button.set()

    later.answer()
    later.answer()

    assert waited == 1
    assert len(capture.kept) == 2
    assert capture.screen.waiting


def test_a_wait_ends_when_the_clerk_says_so(counter: CounterOfTests, desk: Desk, later: RunLater) -> None:
    capture = CaptureOfTests(counter, desk, later)
    capture.start_with()
    later.answer_all()
    capture.presenter.scanning.waiting_wanted(wanted=True)
    counter.scanner.button.set()

    capture.presenter.scanning.stop_wanted()
    later.answer_all()

    assert not capture.screen.waiting
    assert capture.kept == ()


def test_a_button_never_scans_into_a_dossier_that_was_taken_up_later(
    counter: CounterOfTests, desk: Desk, later: RunLater
) -> None:
    capture = CaptureOfTests(counter, desk, later)
    capture.start_with()
    later.answer_all()
    capture.presenter.scanning.waiting_wanted(wanted=True)
    other = counter.desk.receive("Trần Văn Hải").dossier_id
    desk.take_up(other)
    capture.presenter.start()
    counter.scanner.button.set()

    later.answer_all()

    assert not counter.queries.pages(other)
    assert not capture.screen.waiting


# --- paper ------------------------------------------------------------------------------------------------------


def test_separator_sheets_are_printed_for_the_dossier(with_paper: Sheets) -> None:
    capture = with_paper()

    capture.presenter.separators_wanted()

    [dossier] = capture.counter.desk.store.tables.dossiers.values()
    assert capture.counter.separated == [capture.dossier_id]
    assert capture.view.printed == [(b"separators",)]
    assert capture.view.jobs == [f"Tờ phân cách {dossier.code}"]


def test_what_is_on_the_screen_is_read_first(with_paper: Sheets) -> None:
    capture = with_paper(1, 2)
    capture.presenter.scanning.scan_wanted()

    capture.presenter.pages_selected((capture.kept[1].page_id,))

    assert capture.counter.looked_at[-1] == (capture.kept[1].page_id,)
