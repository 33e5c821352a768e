"""Lock with one key and come back with a PIN: the whole window, by keyboard alone."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from counter_app.ui.application import Window
from counter_app.ui.presenters.places import Place
from tests.fakes.ui_window import CARD
from tests.rigs.keyboard import Keyboard, signed_in

Settle = Callable[[], None]
CTRL = Qt.KeyboardModifier.ControlModifier
CTRL_SHIFT = CTRL | Qt.KeyboardModifier.ShiftModifier
PIN = "250492"


def with_a_pin(qtbot: QtBot, window: Window, settle: Settle) -> Keyboard:
    """Lan signed in and set a PIN."""
    keys = signed_in(qtbot, window, settle)
    keys.press(Qt.Key.Key_K, CTRL_SHIFT)
    keys.type(PIN)
    keys.press(Qt.Key.Key_Return)
    keys.type(PIN)
    keys.press(Qt.Key.Key_Return)
    keys.press(Qt.Key.Key_Escape)
    keys.pressed = 0
    return keys


def test_one_key_locks_and_a_pin_opens_where_the_clerk_was(qtbot: QtBot, window: Window, settle: Settle) -> None:
    keys = with_a_pin(qtbot, window, settle)
    keys.press(Qt.Key.Key_F3)
    keys.scan(CARD)
    keys.pressed = 0

    keys.press(Qt.Key.Key_L, CTRL)
    locked = window.main.asks_to_sign_in
    keys.type(PIN)
    keys.press(Qt.Key.Key_Return)

    assert locked
    assert not window.main.asks_to_sign_in
    assert window.main.place is Place.INTAKE
    assert keys.pressed == len(PIN) + 2


def test_a_wrong_pin_keeps_the_window_locked_and_the_field_is_ready_for_the_next(
    qtbot: QtBot, window: Window, settle: Settle
) -> None:
    keys = with_a_pin(qtbot, window, settle)
    keys.press(Qt.Key.Key_L, CTRL)

    keys.type("250493")
    keys.press(Qt.Key.Key_Return)
    locked = window.main.asks_to_sign_in
    keys.type(PIN)
    keys.press(Qt.Key.Key_Return)

    assert locked
    assert not window.main.asks_to_sign_in


def test_after_five_wrong_pins_the_cursor_waits_for_the_password(
    qtbot: QtBot, window: Window, settle: Settle
) -> None:
    keys = with_a_pin(qtbot, window, settle)
    keys.press(Qt.Key.Key_L, CTRL)
    for _ in range(5):
        keys.type("250493")
        keys.press(Qt.Key.Key_Return)

    keys.type(PIN)
    keys.press(Qt.Key.Key_Return)
    locked = window.main.asks_to_sign_in
    keys.type("đúng")
    keys.press(Qt.Key.Key_Return)

    assert locked
    assert not window.main.asks_to_sign_in


def test_a_change_of_clerk_asks_for_no_pin(qtbot: QtBot, window: Window, settle: Settle) -> None:
    keys = with_a_pin(qtbot, window, settle)

    keys.press(Qt.Key.Key_L, CTRL_SHIFT)
    keys.type("lan")
    keys.press(Qt.Key.Key_Return)
    keys.type(PIN)
    keys.press(Qt.Key.Key_Return)

    assert window.main.asks_to_sign_in


def test_a_lock_takes_the_panel_and_what_was_typed_away(qtbot: QtBot, window: Window, settle: Settle) -> None:
    keys = signed_in(qtbot, window, settle)
    keys.press(Qt.Key.Key_K, CTRL_SHIFT)
    keys.type("2504")

    window.lock()
    settle()

    panel = window.around.pins
    assert panel is not None
    assert (panel.isVisible(), panel.pin.line.text()) == (False, "")
