"""The branch's report and the day's certificate are looked at before they are printed, by keyboard alone."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from counter_app.ui.presenters.places import Place
from counter_app.ui.stage import Stage, painted_page
from counter_app.ui.theme import Theme
from counter_app.ui.views.branch import BranchView
from counter_app.ui.views.paper_preview import PaperPreview
from counter_app.ui.views.sync import SyncView


class Printer:
    """Takes pages, or is not there."""

    def __init__(self, *, there: bool) -> None:
        self.there = there
        self.printed: list[tuple[bytes, ...]] = []
        self.jobs: list[str] = []

    def __call__(self, pages: tuple[bytes, ...], name: str) -> bool:
        if self.there:
            self.printed.append(pages)
            self.jobs.append(name)
        return self.there


def preview_on(theme: Theme, printer: Printer) -> PaperPreview:
    ground = QWidget()
    ground.resize(1100, 700)
    ground.show()
    over = PaperPreview(theme, "Báo cáo", ground, printer)
    over.open_pages(pages(), "Báo cáo 23/11/2026")
    return over


def pages() -> tuple[bytes, ...]:
    return painted_page("report"), painted_page("second")


def test_enter_prints_what_is_looked_at_and_takes_it_away(theme: Theme) -> None:
    printer = Printer(there=True)
    over = preview_on(theme, printer)

    QTest.keyClick(over.print_it, Qt.Key.Key_Return)

    assert printer.printed == [pages()]
    assert printer.jobs == ["Báo cáo 23/11/2026"]
    assert not over.isVisible()


def test_esc_leaves_the_paper_unprinted(theme: Theme) -> None:
    printer = Printer(there=True)
    over = preview_on(theme, printer)

    QTest.keyClick(over.print_it, Qt.Key.Key_Escape)

    assert printer.printed == []
    assert not over.isVisible()


def test_without_a_printer_the_paper_stays_and_says_so(theme: Theme) -> None:
    over = preview_on(theme, Printer(there=False))

    QTest.keyClick(over.print_it, Qt.Key.Key_Return)

    assert over.isVisible()
    assert "chưa có máy in" in over.said()


def test_it_is_gone_when_the_place_is_left(theme: Theme) -> None:
    over = preview_on(theme, Printer(there=True))
    ground = over.parentWidget()
    assert ground is not None

    ground.hide()
    ground.show()

    assert not over.isVisible()


@pytest.mark.parametrize("place", [Place.BRANCH, Place.SYNC])
def test_both_papers_are_looked_at_where_they_come_from(stage: Stage, place: Place) -> None:
    stage.window.go_to(place)
    view = stage.view(place)
    assert isinstance(view, BranchView | SyncView)

    view.print_paper(pages(), "Báo cáo")

    assert view.preview.isVisible()
    assert view.preview.geometry().width() <= view.width()
    assert QApplication.focusWidget() is view.preview.print_it


def test_the_key_for_printing_asks_for_the_paper_and_once_more_prints_what_is_looked_at(theme: Theme) -> None:
    printer = Printer(there=True)
    over = preview_on(theme, printer)
    over.close_preview()
    asked: list[str] = []

    over.print_or_ask(lambda: asked.append("asked"))
    over.open_pages(pages(), "Báo cáo")
    over.print_or_ask(lambda: asked.append("asked again"))

    assert asked == ["asked"]
    assert printer.jobs == ["Báo cáo"]
