"""The dialog for a signature's PIN: whoever waits on another thread gets what the person typed, or "not now"."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QLineEdit
from pytestqt.qtbot import QtBot

from counter_app.ui.pin_dialog import PinDialog


@pytest.fixture
def pins(qtbot: QtBot) -> PinDialog:
    del qtbot
    return PinDialog()


def line_of(dialog: QDialog) -> QLineEdit:
    line = dialog.findChild(QLineEdit)
    assert line is not None
    return line


def test_what_was_typed_reaches_whoever_asked(pins: PinDialog, qtbot: QtBot) -> None:
    pool = ThreadPoolExecutor(1)
    answer = pool.submit(pins.ask, "KHOA CAN BO", False)
    qtbot.waitUntil(lambda: pins.dialog is not None)
    assert pins.dialog is not None
    line = line_of(pins.dialog)
    hidden = line.echoMode()

    qtbot.keyClicks(line, "135790")
    qtbot.keyClick(line, Qt.Key.Key_Return)

    assert answer.result(5) == "135790"
    assert hidden is QLineEdit.EchoMode.Password
    pool.shutdown()


def test_for_later_is_no_pin(pins: PinDialog, qtbot: QtBot) -> None:
    pool = ThreadPoolExecutor(1)
    answer = pool.submit(pins.ask, "KHOA CAN BO", True)
    qtbot.waitUntil(lambda: pins.dialog is not None)
    assert pins.dialog is not None
    buttons = pins.dialog.findChild(QDialogButtonBox)
    assert buttons is not None

    later = next(one for one in buttons.buttons() if one.text() == "Để sau")
    qtbot.mouseClick(later, Qt.MouseButton.LeftButton)

    assert answer.result(5) is None
    pool.shutdown()


def test_a_window_that_closes_lets_nobody_wait(pins: PinDialog, qtbot: QtBot) -> None:
    pool = ThreadPoolExecutor(2)
    answers = [pool.submit(pins.ask, "KHOA CAN BO", False) for _ in range(2)]
    qtbot.waitUntil(lambda: pins.dialog is not None)

    pins.close()

    assert [answer.result(5) for answer in answers] == [None, None]
    pool.shutdown()
