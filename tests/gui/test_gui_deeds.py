"""A clerk refuses a dossier and prints the day's register without touching the mouse."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from counter_app.contract.moves import State
from counter_app.ui.application import Window
from counter_app.ui.presenters.places import Place
from counter_app.ui.views.day import DayView
from tests.fakes.ui_window import CounterOfTests
from tests.rigs.keyboard import signed_in
from tests.rigs.pdf_eyes import text_of

CTRL = Qt.KeyboardModifier.ControlModifier
Settle = Callable[[], None]


def test_a_dossier_is_refused_from_the_queue_with_its_slip(
    qtbot: QtBot, window: Window, counter: CounterOfTests, settle: Settle
) -> None:
    dossier = counter.desk.receive("Trần Văn Bình")
    keys = signed_in(qtbot, window, settle)
    day = window.view_of(Place.DAY)
    assert isinstance(day, DayView)
    day.table.setFocus()

    keys.press(Qt.Key.Key_Down)
    keys.press(Qt.Key.Key_M, CTRL)
    keys.press(Qt.Key.Key_Return)
    keys.type("Sai nơi nộp")
    keys.press(Qt.Key.Key_Return, CTRL)

    after = counter.queries.dossier(dossier.dossier_id)
    assert after is not None
    assert after.state is State.REFUSED
    assert after.ground == "Sai nơi nộp"
    assert "Sai nơi nộp" in text_of(counter.slips[0])
    assert day.panel.deeds.hasFocus()


def test_escape_leads_back_to_the_queue(
    qtbot: QtBot, window: Window, counter: CounterOfTests, settle: Settle
) -> None:
    counter.desk.receive("Trần Văn Bình")
    keys = signed_in(qtbot, window, settle)
    day = window.view_of(Place.DAY)
    assert isinstance(day, DayView)

    keys.press(Qt.Key.Key_M, CTRL)
    on_panel = day.panel.deeds.hasFocus()
    keys.press(Qt.Key.Key_Escape)

    assert on_panel
    assert QApplication.focusWidget() is day.table


def test_the_register_of_the_day_is_three_keys_away(
    qtbot: QtBot, window: Window, counter: CounterOfTests, settle: Settle
) -> None:
    counter.desk.receive("Trần Văn Bình")
    keys = signed_in(qtbot, window, settle)

    keys.press(Qt.Key.Key_M, CTRL)
    keys.press(Qt.Key.Key_Return, CTRL)

    assert keys.pressed <= 3
    assert "Trần Văn Bình" in text_of(counter.slips[0])
