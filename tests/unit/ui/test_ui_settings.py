"""The settings: each thing that can be tried says what came of it."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from pathlib import Path

import pytest

from counter_app.domain.errors import Damaged, LinkDown
from counter_app.ui.presenters.screens import Tone
from counter_app.ui.presenters.settings import (
    BACKUP,
    DIAGNOSIS,
    LINK,
    PRINTER,
    RECEIPT,
    RESTORE,
    SCANNER,
    LinkTried,
    SettingsPresenter,
    SettingsScreen,
    SettingsServices,
    Station,
)
from counter_app.ui.words import Text
from tests.fakes.ui_counter import CounterOfTests
from tests.fakes.ui_views import RunLater, RunNow


@dataclass
class Shown:
    """Remembers the screens; has a printer or not."""

    has_printer: bool = True
    names: tuple[str, ...] = ()
    screens: list[SettingsScreen] = field(default_factory=list)
    printed: int = 0
    jobs: list[str] = field(default_factory=list)

    def show_screen(self, screen: SettingsScreen) -> None:
        self.screens.append(screen)

    def print_paper(self, pages: tuple[bytes, ...], name: Text) -> bool:
        self.printed += len(pages)
        self.jobs.append(str(name))
        return self.has_printer

    def printers(self) -> tuple[str, ...]:
        return self.names

    def station(self, key: str) -> Station:
        return next(one for one in self.screens[-1].stations if one.key == key)

    def said(self, key: str) -> str:
        note = self.station(key).note
        return str(note.text) if note else ""


def started(services: SettingsServices, view: Shown, tasks: RunNow | RunLater | None = None) -> SettingsPresenter:
    presenter = SettingsPresenter(view, tasks or RunNow(), services)
    presenter.start()
    return presenter


@pytest.mark.parametrize(
    ("key", "said"),
    [
        (SCANNER, "Quét tốt: một trang sau 2,1 giây, 1,2 MB, 200 dpi"),
        (PRINTER, "Đã gửi trang in thử"),
        (LINK, "trả lời sau 43 ms; đồng hồ máy này lệch 0,2 giây"),
        (DIAGNOSIS, "không chứa thông tin cá nhân"),
        (BACKUP, "Đã sao lưu 12 tệp (5,0 MB)"),
    ],
)
def test_what_works_says_so_with_its_figures(key: str, said: str, counter: CounterOfTests) -> None:
    view = Shown()
    presenter = started(counter.for_settings(), view)

    presenter.pressed(key)

    assert said in view.said(key)
    assert not view.station(key).busy


def test_without_a_clock_to_compare_only_the_answer_is_told(counter: CounterOfTests) -> None:
    view = Shown()
    services = replace(counter.for_settings(), try_link=lambda: LinkTried(12, None))

    started(services, view).pressed(LINK)

    assert view.said(LINK) == "Máy chủ tỉnh trả lời sau 12 ms."


def test_what_does_not_work_says_why(counter: CounterOfTests) -> None:
    def no_answer() -> LinkTried:
        raise LinkDown("no_answer")

    view = Shown(has_printer=False)
    presenter = started(replace(counter.for_settings(), try_link=no_answer, devices=lambda: ()), view)

    presenter.pressed(LINK)
    presenter.pressed(PRINTER)
    presenter.pressed(SCANNER)

    assert "Chưa liên lạc được với tỉnh" in view.said(LINK)
    assert "chưa có máy in" in view.said(PRINTER)
    assert "Không thấy máy quét nào" in view.said(SCANNER)


def test_a_copy_just_made_can_be_chosen_and_restored(counter: CounterOfTests) -> None:
    view = Shown()
    presenter = started(counter.for_settings(), view)
    nothing = view.said(RESTORE)

    presenter.pressed(BACKUP)
    presenter.pressed(RESTORE)

    assert nothing == "Chưa có bản sao lưu nào."
    assert counter.restored == [Path("sao-luu-0")]
    assert "mở lại chương trình" in view.said(RESTORE)


def test_a_spoilt_copy_is_refused_in_words(counter: CounterOfTests) -> None:
    def spoilt(_folder: Path) -> None:
        raise Damaged("backup_damaged")

    counter.back_up()
    view = Shown()
    presenter = started(replace(counter.for_settings(), restore=spoilt), view)

    presenter.pressed(RESTORE)

    note = view.station(RESTORE).note
    assert note is not None
    assert note.tone is Tone.BAD
    assert "không còn nguyên vẹn" in str(note.text)


def test_nothing_is_tried_twice_at_once(counter: CounterOfTests) -> None:
    view, later = Shown(), RunLater()
    presenter = started(counter.for_settings(), view, later)
    later.answer_all()

    presenter.pressed(BACKUP)
    presenter.pressed(BACKUP)
    later.answer_all()

    assert len(counter.backups) == 1


def test_the_test_page_has_every_vietnamese_letter(counter: CounterOfTests) -> None:
    view = Shown()

    started(counter.for_settings(), view).pressed(PRINTER)

    letters = " ".join(str(cell) for sheet in counter.reports[0].sheets for row in sheet.rows for cell in row)
    assert all(letter in letters for letter in "ăâđêôơư")
    assert view.jobs == ["Trang in thử"]
    assert view.printed == 1


def test_receipts_may_go_to_the_sheet_or_to_a_roll_on_any_printer(counter: CounterOfTests) -> None:
    view = Shown(names=("XP-80C",))

    started(counter.for_settings(), view)

    assert [choice.key for choice in view.station(RECEIPT).choices] == [
        "|",
        "80mm|",
        "58mm|",
        "80mm|XP-80C",
        "58mm|XP-80C",
    ]
    assert view.station(RECEIPT).chosen == "|"


def test_the_paper_of_receipts_is_kept_as_soon_as_it_is_picked(counter: CounterOfTests) -> None:
    view = Shown(names=("XP-80C",))
    presenter = started(counter.for_settings(), view)

    presenter.picked(RECEIPT, "80mm|XP-80C")

    assert counter.receipt_papers[-1] == "80mm|XP-80C"
    assert "Từ nay phiếu giao cho người dân in trên giấy này" in view.said(RECEIPT)


def test_a_printer_that_is_not_there_today_stays_what_was_chosen(counter: CounterOfTests) -> None:
    counter.receipt_papers.append("58mm|Máy in cũ")
    view = Shown()

    started(counter.for_settings(), view)

    assert view.station(RECEIPT).chosen == "58mm|Máy in cũ"
    assert view.station(RECEIPT).choices[-1].key == "58mm|Máy in cũ"


@pytest.mark.parametrize(("has_printer", "said"), [(True, "Đã gửi phiếu in thử"), (False, "chưa có máy in")])
def test_a_sample_receipt_is_printed_on_the_paper_that_is_picked(
    has_printer: bool, said: str, counter: CounterOfTests
) -> None:
    view = Shown(has_printer=has_printer)
    presenter = started(counter.for_settings(), view)

    presenter.pressed(RECEIPT)

    assert view.printed == 1
    assert view.jobs == ["Phiếu in thử"]
    assert said in view.said(RECEIPT)
