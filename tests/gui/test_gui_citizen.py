"""The citizen's screen: signed with a finger or a mouse, one question at a time, gone when the clerk goes on."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

from counter_app.contract.moves import State
from counter_app.ui.application import Window
from counter_app.ui.gallery import examples
from counter_app.ui.presenters.citizen_screen import CitizenScreen, Stage
from counter_app.ui.presenters.places import Place
from counter_app.ui.stage import Stage as Showing
from counter_app.ui.theme import Theme
from counter_app.ui.views.citizen import CitizenView
from counter_app.ui.views.results import ResultsView
from tests.fakes.ui_window import CounterOfTests
from tests.rigs.keyboard import signed_in

CTRL = Qt.KeyboardModifier.ControlModifier
Settle = Callable[[], None]
FINGER = 64
"""Device-independent pixels that any finger hits."""


def draw(view: CitizenView, points: int = 30) -> None:
    """A line with the mouse across the field."""
    QTest.mousePress(view.pad, Qt.MouseButton.LeftButton, pos=QPoint(30, 60))
    for step in range(points):
        QTest.mouseMove(view.pad, QPoint(30 + 8 * step, 60 + (step % 5) * 9))
    QTest.mouseRelease(view.pad, Qt.MouseButton.LeftButton, pos=QPoint(30 + 8 * points, 60))


@pytest.fixture
def view(theme: Theme, qtbot: QtBot) -> CitizenView:
    made = CitizenView(theme)
    qtbot.addWidget(made)
    made.resize(1024, 640)
    made.show_screen(CitizenScreen(Stage.SIGN, name="Võ Thị Kim Liên", code="H29", result="Giấy khai sinh"))
    made.show()
    return made


def test_a_signature_is_a_picture_of_what_was_drawn(view: CitizenView, qtbot: QtBot) -> None:
    draw(view)

    with qtbot.waitSignal(view.signed) as signed:
        QTest.mouseClick(view.done, Qt.MouseButton.LeftButton)

    picture = QImage.fromData(signed.args[0])
    dark = [
        (x, y)
        for x in range(0, picture.width(), 2)
        for y in range(0, picture.height(), 2)
        if picture.pixelColor(x, y).lightness() < 120
    ]
    assert len(dark) > 50
    assert picture.pixelColor(picture.width() - 5, picture.height() - 5).lightness() > 250


def test_a_slip_of_the_finger_is_no_signature(view: CitizenView) -> None:
    draw(view, points=2)

    assert not view.done.isEnabled()


def test_signing_can_be_begun_anew(view: CitizenView) -> None:
    draw(view)

    QTest.mouseClick(view.again, Qt.MouseButton.LeftButton)

    assert not view.pad.is_signed
    assert not view.done.isEnabled()


def test_the_next_question_begins_with_an_empty_field(view: CitizenView) -> None:
    draw(view)

    view.show_screen(CitizenScreen(Stage.RATE))

    assert not view.pad.is_signed


def test_a_result_is_signed_for_handed_over_and_rated(
    qtbot: QtBot, window: Window, counter: CounterOfTests, settle: Settle
) -> None:
    dossier = counter.desk.receive("Võ Thị Kim Liên")
    counter.add_result(dossier)
    keys = signed_in(qtbot, window, settle)
    keys.press(Qt.Key.Key_F6)
    keys.type("vo thi kim")
    keys.press(Qt.Key.Key_Return)

    keys.press(Qt.Key.Key_G, CTRL)
    results = window.view_of(Place.RESULTS)
    assert isinstance(results, ResultsView)
    citizen = results.citizen
    assert citizen is not None
    draw(citizen)
    QTest.mouseClick(citizen.done, Qt.MouseButton.LeftButton)
    settle()
    window.main.activateWindow()
    qtbot.waitUntil(lambda: QApplication.activeWindow() is window.main)
    results.setFocus()
    keys.press(Qt.Key.Key_Return, CTRL)
    citizen.rated.emit("very_satisfied")
    settle()

    after = counter.queries.dossier(dossier.dossier_id)
    assert after is not None
    assert (after.state, after.rating) == (State.RETURNED, "very_satisfied")
    assert citizen.isVisible()
    keys.press(Qt.Key.Key_F2)
    assert not citizen.isVisible()


def test_what_a_citizen_touches_is_large_enough_for_a_finger(stage: Showing) -> None:
    touched: dict[str, int] = {}

    for example in examples():
        if isinstance(example.screen, CitizenScreen):
            stage.show(example)
            QApplication.processEvents()
            views = [found for found in QApplication.allWidgets() if isinstance(found, CitizenView)]
            buttons = [one for view in views for one in view.findChildren(QPushButton) if one.isVisible()]
            touched |= {found.text(): min(found.width(), found.height()) for found in buttons}

    assert set(touched) >= {"Ký lại", "Xong", "Rất hài lòng", "Hài lòng", "Không hài lòng"}
    assert {text: size for text, size in touched.items() if size < FINGER} == {}
