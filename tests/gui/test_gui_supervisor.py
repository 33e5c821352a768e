"""A supervisor's way through the branch by keyboard alone, over the real use cases."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from counter_app.contract.messages import ClerkRecord
from counter_app.ui.application import Window
from counter_app.ui.gallery.branch import branch_examples
from counter_app.ui.presenters.branch_screen import BranchScreen, Tab
from counter_app.ui.presenters.places import Place
from counter_app.ui.theme import Theme
from counter_app.ui.views.branch import BranchView
from counter_app.ui.views.charts import LoadChart, round_up
from tests.builders.desk import UNIT
from tests.fakes.ui_window import CounterOfTests
from tests.rigs.keyboard import signed_in

CTRL = Qt.KeyboardModifier.ControlModifier
ALT = Qt.KeyboardModifier.AltModifier
Settle = Callable[[], None]


def hire(counter: CounterOfTests, login: str, name: str, *roles: str) -> None:
    with counter.desk.store.open_work() as work:
        work.clerks.put(ClerkRecord(clerk_id=login, login=login, name=name, roles={UNIT: roles}, verifier="đúng"))
        work.commit()


def test_a_supervisor_finds_a_dossier_gives_it_away_and_looks_at_its_pages(
    qtbot: QtBot, window: Window, counter: CounterOfTests, settle: Settle
) -> None:
    hire(counter, "sep", "Trần Phụ Trách", "supervisor")
    hire(counter, "minh", "Lê Minh", "clerk")
    dossier = counter.desk.receive("Trần Văn Hải")
    keys = signed_in(qtbot, window, settle, "sep")

    keys.press(Qt.Key.Key_F10)
    keys.press(Qt.Key.Key_Down)
    view = window.view_of(Place.BRANCH)
    assert isinstance(view, BranchView)
    while QApplication.focusWidget() is not view.detail.reason.line:
        keys.press(Qt.Key.Key_Tab)
    keys.type("Nghỉ ốm")
    keys.press(Qt.Key.Key_Return, CTRL)
    given = counter.queries.dossier(dossier.dossier_id)
    view.table.setFocus()
    keys.press(Qt.Key.Key_Return)

    assert given is not None
    assert given.assigned_clerk == "minh"
    assert window.main.place is Place.REVIEW
    assert window.desk.dossier_id == dossier.dossier_id


def test_load_and_indicators_are_one_key_away_and_everything_can_be_exported(
    qtbot: QtBot, window: Window, counter: CounterOfTests, settle: Settle
) -> None:
    hire(counter, "sep", "Trần Phụ Trách", "supervisor")
    keys = signed_in(qtbot, window, settle, "sep")
    keys.press(Qt.Key.Key_F10)
    view = window.view_of(Place.BRANCH)
    assert isinstance(view, BranchView)

    keys.press(Qt.Key.Key_2, ALT)
    chart_shown = view.chart.isVisible()
    keys.press(Qt.Key.Key_E, CTRL)

    assert chart_shown
    assert len(counter.kept) == 1


def test_a_clerk_has_no_way_to_the_branch(qtbot: QtBot, window: Window, settle: Settle) -> None:
    keys = signed_in(qtbot, window, settle)

    keys.press(Qt.Key.Key_F10)

    assert window.main.place is Place.DAY


def test_who_comes_after_a_supervisor_does_not_see_the_branch(
    qtbot: QtBot, window: Window, counter: CounterOfTests, settle: Settle
) -> None:
    hire(counter, "sep", "Trần Phụ Trách", "supervisor")
    keys = signed_in(qtbot, window, settle, "sep")
    keys.press(Qt.Key.Key_F10)
    keys.press(Qt.Key.Key_L, CTRL)

    window.sit_down(counter.desk.session)
    settle()

    assert window.main.place is Place.DAY


# --- the chart --------------------------------------------------------------------------------------------------


@pytest.fixture
def chart(theme: Theme) -> LoadChart:
    screen = next(one.screen for one in branch_examples() if one.name == "branch-load")
    assert isinstance(screen, BranchScreen)
    assert screen.tab is Tab.LOAD
    made = LoadChart(theme, "Tải", ("Quầy", "Dự báo", "Khả năng"))
    made.resize(700, 400)
    made.show_hours(screen.windows, screen.hours)
    return made


def test_an_arrow_key_leads_to_the_next_hour_and_says_it(chart: LoadChart) -> None:
    QTest.keyClick(chart, Qt.Key.Key_Right)
    QTest.keyClick(chart, Qt.Key.Key_Right)

    assert "08:00" in chart.accessibleName()
    assert "phút phục vụ" in chart.accessibleName()


def test_everything_that_is_painted_is_said_too(chart: LoadChart) -> None:
    said = chart.accessibleDescription().split(". ")

    assert len(said) == 9


def test_bars_of_three_windows_stand_on_one_another(chart: LoadChart) -> None:
    picture = chart.grab().toImage()

    column = {picture.pixelColor(40 + 35, y).name() for y in range(40, 374)}
    assert {"#0b5cad", "#2f8f83", "#7a5195"} <= column


@pytest.mark.parametrize(("minutes", "top"), [(0, 40), (41, 60), (236, 240), (300, 360), (5000, 5040)])
def test_the_scale_ends_at_a_readable_number(minutes: float, top: int) -> None:
    assert round_up(minutes) == top
    assert round_up(minutes) % 4 == 0
